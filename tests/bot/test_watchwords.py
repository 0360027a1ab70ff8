from bot.plaintext import graphemes
from bot.reactions import reactions
from bot.reactions.reactions import Item, ReactionEvent
from bot.transaction import Transaction
from bot.voices import voices
from bot.watchwords import shelf, watchwords
from models import Dialogue, Person, Post
from tests.bot.circle_of_three import DEVELOPMENT, SALES
from tests.bot.open_table import AKI, BEN, CHIE, Talk, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import Begin, known


def pin(tx: Transaction, user: str, channel: str, ts: str, *, at: int = 1, added: bool = True) -> None:
    known(tx, user, name=user)
    reactions.changed(
        tx,
        ReactionEvent(
            type="reaction_added" if added else "reaction_removed",
            user=user,
            reaction="pushpin",
            item=Item(channel=channel, ts=ts),
            event_ts=f"1795000100.{at:06d}",
        ),
    )


def pinned(tx: Transaction, dialogue: Dialogue) -> dict[str, int]:
    return {word.phrase: word.pins for word in watchwords.nominees(tx, dialogue)}


def voice_posts(tx: Transaction, dialogue: Dialogue, number: int = 0) -> list[Post]:
    seated = dialogue.seated[number]
    return [
        post
        for thread in dialogue.threads
        if (post := tx.outbox.find(f"voice:{dialogue.id}:{seated.voice_id}:{thread.room_id}"))
    ]


def test_what_is_pinned_is_a_nominee_and_the_most_pinned_is_adopted(begin: Begin) -> None:
    with begin() as tx:
        slack = SlackInMemory()
        dialogue = open_table(tx, slack)
        talk = Talk(tx, slack, dialogue)
        once, twice = talk.say("軽さより長さ"), talk.say("ふたの音が好き")
        pin(tx, AKI, SALES, once)
        tx.now = tx.now.replace(minute=10)
        pin(tx, AKI, SALES, twice)
        pin(tx, BEN, SALES, twice)

        assert pinned(tx, dialogue) == {"ふたの音が好き": 2, "軽さより長さ": 1}
        adopted = watchwords.adopt(tx, dialogue)
        assert adopted is not None
        assert (adopted.phrase, adopted.state, adopted.adopted_at) == ("ふたの音が好き", "adopted", tx.now)
        assert [word.state for word in watchwords.nominees(tx, dialogue)] == ["adopted", "nominee"]


def test_of_equally_pinned_ones_the_first_nominated_is_adopted(begin: Begin) -> None:
    with begin() as tx:
        slack = SlackInMemory()
        dialogue = open_table(tx, slack)
        talk = Talk(tx, slack, dialogue)
        late, early = talk.say("あとで推された"), talk.say("先に推された")
        pin(tx, AKI, SALES, early)
        tx.now = tx.now.replace(minute=10)
        pin(tx, AKI, SALES, late)

        adopted = watchwords.adopt(tx, dialogue)
        assert adopted is not None
        assert adopted.phrase == "先に推された"


def test_of_equally_pinned_ones_a_customers_own_words_come_first(begin: Begin) -> None:
    with begin() as tx:
        slack = SlackInMemory()
        dialogue = open_table(tx, slack)
        talk = Talk(tx, slack, dialogue)
        pin(tx, AKI, SALES, talk.say("同僚のひとこと"))
        tx.now = tx.now.replace(minute=10)
        voice = voice_posts(tx, dialogue)[0]
        assert voice.ts is not None
        pin(tx, BEN, voice.channel_id, voice.ts)

        adopted = watchwords.adopt(tx, dialogue)
        assert adopted is not None
        assert adopted.about_kind == "voice"


def test_nobody_pinned_is_an_honest_outcome(begin: Begin) -> None:
    with begin() as tx:
        dialogue = open_table(tx, SlackInMemory())
        assert watchwords.adopt(tx, dialogue) is None


def test_a_voice_is_nominated_with_the_customers_words(begin: Begin) -> None:
    with begin() as tx:
        dialogue = open_table(tx, SlackInMemory())
        for person, post in zip((AKI, BEN, CHIE), voice_posts(tx, dialogue), strict=True):
            pin(tx, person, post.channel_id, post.ts or "")

        assert pinned(tx, dialogue) == {"声その1": 3}
        [nominee] = watchwords.nominees(tx, dialogue)
        assert (nominee.about_kind, nominee.circle_id) == ("voice", dialogue.circle_id)


def test_a_long_phrase_is_cut_between_characters_with_a_mark(begin: Begin) -> None:
    with begin() as tx:
        slack = SlackInMemory()
        dialogue = open_table(tx, slack)
        family = "👨‍👩‍👧‍👦"
        ts = Talk(tx, slack, dialogue).say(f"<@{BEN}> さん\n{family * 20}")
        pin(tx, AKI, SALES, ts)

        [phrase] = pinned(tx, dialogue)
        assert phrase.startswith(f"@勉 さん {family}")
        assert phrase.endswith("…")
        assert len(phrase) <= 60
        assert set(graphemes(phrase.partition(" さん ")[2])) == {family, "…"}


def test_an_edited_remark_is_nominated_as_it_reads_now_and_a_deleted_one_no_more(begin: Begin) -> None:
    with begin() as tx:
        slack = SlackInMemory()
        dialogue = open_table(tx, slack)
        talk = Talk(tx, slack, dialogue)
        ts = talk.say("まえの言葉")
        pin(tx, AKI, SALES, ts)
        talk.edit(ts, "いまの言葉")
        assert pinned(tx, dialogue) == {"いまの言葉": 1}

        talk.delete(ts)
        assert pinned(tx, dialogue) == {}


def test_a_picture_without_words_is_nominated_once_it_has_some(begin: Begin) -> None:
    with begin() as tx:
        slack = SlackInMemory()
        dialogue = open_table(tx, slack)
        talk = Talk(tx, slack, dialogue)
        ts = talk.say("", subtype="file_share", files=[{"id": "F1", "name": "a.pdf"}])
        pin(tx, AKI, SALES, ts)
        assert pinned(tx, dialogue) == {}

        talk.edit(ts, "この形がいい", subtype="file_share", files=[{"id": "F1", "name": "a.pdf"}])
        assert pinned(tx, dialogue) == {"この形がいい": 1}


def test_a_withdrawn_voice_is_a_watchword_no_more_even_if_adopted(begin: Begin) -> None:
    with begin(CHIE, name="千恵") as tx:
        dialogue = open_table(tx, SlackInMemory())
        post = voice_posts(tx, dialogue)[0]
        pin(tx, AKI, post.channel_id, post.ts or "")
        assert watchwords.adopt(tx, dialogue) is not None

        voices.withdraw(tx, dialogue.seated[0].voice_id)
        assert pinned(tx, dialogue) == {}
        assert shelf.page(tx, channel_id=SALES).entries == []


def test_an_adopted_watchword_stays_when_its_last_pin_goes(begin: Begin) -> None:
    with begin() as tx:
        slack = SlackInMemory()
        dialogue = open_table(tx, slack)
        ts = Talk(tx, slack, dialogue).say("残る言葉")
        pin(tx, AKI, SALES, ts)
        watchwords.adopt(tx, dialogue)
        pin(tx, AKI, SALES, ts, at=2, added=False)

        assert pinned(tx, dialogue) == {"残る言葉": 0}


def test_pins_of_somebody_who_turns_out_to_be_a_bot_are_not_adopted(begin: Begin) -> None:
    with begin() as tx:
        slack = SlackInMemory()
        dialogue = open_table(tx, slack)
        ts = Talk(tx, slack, dialogue).say("機械が推した")
        pin(tx, "U0ROBOT", SALES, ts)
        robot = known(tx, "U0ROBOT", name="robot")
        assert isinstance(robot, Person)
        robot.is_bot = True

        assert watchwords.adopt(tx, dialogue) is None
        assert pinned(tx, dialogue) == {}


def test_the_shelf_shows_adopted_ones_first_with_where_they_came_from(begin: Begin) -> None:
    with begin() as tx:
        slack = SlackInMemory()
        dialogue = open_table(tx, slack)
        dialogue.seated[0].voice.product = "水筒"
        talk = Talk(tx, slack, dialogue, DEVELOPMENT)
        pin(tx, AKI, DEVELOPMENT, talk.say("ひとつめ"))
        post = voice_posts(tx, dialogue)[0]
        pin(tx, AKI, post.channel_id, post.ts or "")
        pin(tx, BEN, post.channel_id, post.ts or "")
        watchwords.adopt(tx, dialogue)

        shown = shelf.page(tx, channel_id=SALES, size=1)
        [first] = shown.entries
        assert (first.phrase, first.is_adopted, first.product) == ("声その1", True, "水筒")
        assert (first.circle, first.said_at) == ("商品づくり", dialogue.started_at)
        assert shown.page.count == 2
        in_order = [one.phrase for one in shelf.page(tx, channel_id=SALES).entries]
        assert in_order == ["声その1", "ひとつめ"]
