"""What follows when people pin a text: its words are chosen, it is adopted later, and it goes with what it came from."""

import pytest
from sqlalchemy import select

from bot.bridge import takedown
from bot.delivery.outbox import About
from bot.dialogues import closing
from bot.people import private
from bot.refusals import Empty, Gone, TooLong
from bot.transaction import Transaction
from bot.voices import voices
from bot.watchwords import phrases, pinning, watchwords
from bot.watchwords.phrases import NotPinned, NotSaid, PhraseForm
from models import Dialogue, PrivateMessage, Watchword
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, SALES
from tests.bot.deciding_table import acting
from tests.bot.open_table import AKI, BEN, CHIE, Talk, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.bot.test_watchwords import pin, pinned, voice_posts
from tests.conftest import outbox_rows

LONG = "会社の帰りに買いました。ふたが固くて、電車の中では開けられないんです。\nそれでも朝の一口が楽しみで、毎日持って出かけています。もう少し軽いとうれしい。"
CHOSEN = "それでも朝の一口が楽しみで、毎日持って出かけています"


def close(tx: Transaction, slack: SlackInMemory, dialogue: Dialogue) -> None:
    closing.begin(tx, dialogue)
    closing.close(tx, dialogue)
    slack.deliver(tx)


def word_of(tx: Transaction, dialogue: Dialogue) -> Watchword:
    return watchwords.nominees(tx, dialogue)[0]


def about(tx: Transaction, dialogue: Dialogue) -> About:
    word = word_of(tx, dialogue)
    return About(word.about_kind, word.about_id)


def notes_to(tx: Transaction, user: str) -> list[str]:
    rows = outbox_rows(tx, "ephemeral")
    return [row.arguments["text"] for row in rows if row.arguments["user"] == user]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(
            LONG,
            [
                "会社の帰りに買いました",
                "ふたが固くて、電車の中では開けられないんです",
                CHOSEN,
                "もう少し軽いとうれしい",
            ],
            id="sentences",
        ),
        pytest.param(
            "It is heavy. I paid 3.5 euros! So?",
            ["It is heavy", "I paid 3.5 euros!"],
            id="in English",
        ),
        pytest.param(
            "、".join(["とても長い文なのでどこかで切ります"] * 5),
            [
                "、".join(["とても長い文なのでどこかで切ります"] * 3),
                "、".join(["とても長い文なのでどこかで切ります"] * 2),
            ],
            id="clauses of a long sentence",
        ),
        pytest.param("あ" * 200, [], id="nothing that fits"),
    ],
)
def test_the_sentences_of_a_long_text_are_offered(text: str, found: list[str]) -> None:
    assert phrases.candidates(text) == found


def test_whoever_pins_a_long_text_is_asked_once_which_of_its_words_stay(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = open_table(tx, slack)
    talk = Talk(tx, slack, dialogue)
    long, short = talk.say(LONG), talk.say("軽さより長さ")
    for at, added in ((1, True), (2, False), (3, True)):
        pin(tx, BEN, SALES, long, at=at, added=added)
    pin(tx, BEN, SALES, short)
    [asked] = notes_to(tx, BEN)
    assert "どの言葉が残りましたか" in asked


def test_the_words_that_most_pinners_chose_stay_with_why_they_did(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = open_table(tx, slack)
    ts = Talk(tx, slack, dialogue).say(LONG)
    for user in (AKI, BEN, CHIE):
        pin(tx, user, SALES, ts)
    assert word_of(tx, dialogue).phrase.endswith("…")

    acting(tx, AKI)
    pinning.choose(tx, about(tx, dialogue), PhraseForm(phrase="もう少し軽いとうれしい"))
    assert word_of(tx, dialogue).phrase == "もう少し軽いとうれしい"
    for user, why in ((BEN, ""), (CHIE, "電話 03-1234-5678 でも聞いた")):
        acting(tx, user)
        tx.now = tx.now.replace(minute=tx.now.minute + 1)
        pinning.choose(tx, about(tx, dialogue), PhraseForm(phrase="朝の一口…毎日持って", why=why))
    word = word_of(tx, dialogue)
    assert (word.phrase, word.why) == ("朝の一口…毎日持って", "電話 ●● でも聞いた")

    pin(tx, CHIE, SALES, ts, at=2, added=False)  # whose pin goes, goes their choice
    assert word_of(tx, dialogue).phrase == "もう少し軽いとうれしい"


def test_words_are_kept_as_they_were_said_by_whoever_pins_them(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = open_table(tx, slack)
    talk = Talk(tx, slack, dialogue)
    ts = talk.say(LONG)
    pin(tx, BEN, SALES, ts)
    of = about(tx, dialogue)
    acting(tx, BEN)
    for phrase, refusal in (("", Empty), ("楽しい朝", NotSaid), ("あ" * 61, TooLong), (None, Empty)):
        with pytest.raises(refusal) as refused:
            pinning.choose(tx, of, PhraseForm(phrase=phrase))
        assert refused.value.field == "phrase"
    acting(tx, CHIE)
    for press in (lambda: pinning.choose(tx, of, PhraseForm(phrase=CHOSEN)), lambda: pinning.to_trim(tx, of)):
        with pytest.raises(NotPinned):
            press()
    with pytest.raises(Gone):
        pinning.to_trim(tx, About("remark", "nothing"))


def test_chosen_words_that_an_edit_takes_out_are_no_longer_told(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = open_table(tx, slack)
    talk = Talk(tx, slack, dialogue)
    ts = talk.say(LONG)
    pin(tx, BEN, SALES, ts)
    acting(tx, BEN)
    pinning.choose(tx, about(tx, dialogue), PhraseForm(phrase=CHOSEN))
    talk.edit(ts, LONG.replace("毎日", "ときどき"))
    assert word_of(tx, dialogue).phrase.startswith("会社の帰りに買いました。")
    talk.edit(ts, LONG, at="1795000002.000000")
    assert word_of(tx, dialogue).phrase == CHOSEN


def test_the_thread_reads_one_short_line_once(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = open_table(tx, slack)
    ts = Talk(tx, slack, dialogue).say("軽さより長さ")
    slack.deliver(tx)
    pin(tx, BEN, SALES, ts)
    pin(tx, CHIE, SALES, ts)
    slack.deliver(tx)

    def lines(channel: str) -> list[str]:
        return [text for text in slack.texts(channel) if "推されました" in text]

    assert (len(lines(SALES)), len(lines(DEVELOPMENT))) == (1, 0)
    pin(tx, BEN, SALES, ts, at=2, added=False)
    pin(tx, CHIE, SALES, ts, at=2, added=False)
    slack.deliver(tx)
    assert lines(SALES) == []
    pin(tx, BEN, SALES, ts, at=3)
    slack.deliver(tx)
    assert (lines(SALES), pinned(tx, dialogue)) == ([], {"軽さより長さ": 1})


def test_when_what_was_pinned_is_taken_down_the_line_says_so_without_its_words(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = open_table(tx, slack)
    ts = Talk(tx, slack, dialogue, DEVELOPMENT).say("消えるひとこと")
    pin(tx, BEN, DEVELOPMENT, ts)
    slack.deliver(tx)
    of = about(tx, dialogue)
    acting(tx, AKI)
    takedown.take_down(tx, of)
    slack.deliver(tx)
    told = slack.texts(DEVELOPMENT)
    assert any("もとの言葉が引っこめられた" in text for text in told)
    assert not any(
        "消えるひとこと" in text for channel in (SALES, DEVELOPMENT, CALLS) for text in slack.texts(channel)
    )


@pytest.mark.slow
def test_a_nominee_is_adopted_later_by_three_people_of_two_departments(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = open_table(tx, slack)
    talk = Talk(tx, slack, dialogue)
    first, later = talk.say("その日の合言葉"), talk.say("あとで効く言葉")
    pin(tx, AKI, SALES, first)
    pin(tx, BEN, SALES, first)
    pin(tx, AKI, SALES, later)
    slack.deliver(tx)
    close(tx, slack, dialogue)
    tx.now = tx.now.replace(hour=5)

    def state() -> str:
        return {one.phrase: one.state for one in watchwords.nominees(tx, dialogue)}["あとで効く言葉"]

    [word_id] = [one.id for one in watchwords.nominees(tx, dialogue) if one.phrase == "あとで効く言葉"]
    pin(tx, BEN, SALES, later)
    pin(tx, "U0DAN", SALES, later)
    assert state() == "nominee"  # three people, but all of sales
    acting(tx, CHIE)
    assert pinning.support(tx, word_id, DEVELOPMENT, is_on=True)
    assert state() == "adopted"
    slack.deliver(tx)
    for channel in (SALES, DEVELOPMENT, CALLS):
        assert (
            sum("あとで効く言葉" in text and "合言葉になりました" in text for text in slack.texts(channel))
            == 1
        )
    closing_text = next(text for text in slack.texts(SALES) if "むすび" in text and "囲んだ声" in text)
    assert "合言葉「その日の合言葉」" in closing_text
    assert "あとで効く言葉" in closing_text

    pinning.support(tx, word_id, DEVELOPMENT, is_on=False)
    assert state() == "adopted"  # unpinned it stays


def test_at_the_table_three_pins_make_no_watchword_before_the_close(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = open_table(tx, slack)
    ts = Talk(tx, slack, dialogue).say("よく推される言葉")
    slack.deliver(tx)
    [copy] = [
        place
        for place, message in slack.messages.items()
        if place[0] == CALLS and "よく推される" in str(message)
    ]
    for user, place in ((AKI, (SALES, ts)), (BEN, copy), (CHIE, copy)):
        pin(tx, user, *place)
    assert word_of(tx, dialogue).state == "nominee"


def test_a_button_is_a_pin_and_counts_a_person_once(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = open_table(tx, slack)
    ts = Talk(tx, slack, dialogue).say("軽さより長さ")
    pin(tx, BEN, SALES, ts)
    word = word_of(tx, dialogue)
    acting(tx, BEN)
    pinning.support(tx, word.id, SALES, is_on=True)
    acting(tx, CHIE)
    for _ in range(2):
        pinning.support(tx, word.id, SALES, is_on=True)
    assert pinned(tx, dialogue) == {"軽さより長さ": 2}
    pinning.support(tx, word.id, SALES, is_on=False)
    acting(tx, BEN)
    pinning.support(tx, word.id, SALES, is_on=False)  # the emoji, too: they put it forward no longer
    assert pinned(tx, dialogue) == {}
    with pytest.raises(Gone):
        pinning.support(tx, word.id, SALES, is_on=True)


def test_nobody_supports_what_they_may_not_read(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = open_table(tx, slack)
    pin(tx, BEN, SALES, Talk(tx, slack, dialogue).say("円卓の中の言葉"))
    acting(tx, CHIE)
    with pytest.raises(Gone):
        pinning.support(tx, word_of(tx, dialogue).id, "C0ELSEWHERE", is_on=True)


@pytest.mark.slow
def test_whoever_pinned_an_adopted_one_is_told_when_its_voice_is_withdrawn(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = open_table(tx, slack)
    post = voice_posts(tx, dialogue)[0]
    for user in (AKI, CHIE):
        pin(tx, user, post.channel_id, post.ts or "")
    close(tx, slack, dialogue)
    acting(tx, CHIE)
    voices.withdraw(tx, dialogue.seated[0].voice_id)
    waiting = [
        one.key for one in tx.session.scalars(select(PrivateMessage)) if one.key.startswith("word-gone:")
    ]
    told = [row for row in outbox_rows(tx, "post") if (row.key or "").startswith("word-gone:")]
    keys = waiting + [row.key for row in told]
    assert [key.rpartition(":")[2] for key in keys] == [AKI]  # not to whoever withdrew it
    assert "声その1" not in str([row.arguments for row in told])
    assert private.Kind.WATCHWORD in private.SWITCHED
    assert watchwords.nominees(tx, dialogue) == []


def test_the_beginning_that_stands_for_a_long_text_ends_with_a_whole_word() -> None:
    english = "The old kettle shouted at me. This one just stops, and I find cold water an hour later."
    japanese = "沸く音がしないと、沸いたかどうか見に行っちゃうの。静かなのがいいって買ったのにねと、お電話を切るまえに、二回つづけておっしゃいました"
    assert phrases.beginning(english) == "The old kettle shouted at me. This one just stops, and I…"
    assert phrases.beginning(japanese) == f"{japanese[:59]}…"
    assert phrases.stands_in(phrases.beginning(english), english)
