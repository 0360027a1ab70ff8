"""Every surface and every consent: what is decided for each, and that what is posted and answered keeps to it."""

import csv
from typing import Any

import pytest

from bot.archive import spreadsheets
from bot.circles import circles, room_members, rooms
from bot.delivery.answers import Answer
from bot.delivery.outbox import About
from bot.dialogues import closing, dialogues, notes, reveal
from bot.dialogues.agenda import Stage
from bot.home import home
from bot.people import people
from bot.people.people import SlackUser
from bot.reactions import places, reactions
from bot.reactions.reactions import Item, ReactionEvent
from bot.refusals import Gone
from bot.texts import words
from bot.transaction import Transaction
from bot.views import looking_back as looking_views
from bot.views import shelf as shelf_views
from bot.voices import consent, customer_questions, my_voices, voices
from bot.voices.consent import Reader, Seen, Surface
from bot.voices.voice_form import Consent
from bot.watchwords import looking_back, shelf, watchwords
from bot.watchwords.search import Question, Search
from bot.wins import wins
from bot.wins.win_form import WinForm
from models import Circle, Dialogue, Voice
from tests.bot.circle_of_three import DEVELOPMENT, RECORD, SALES, WINS, form
from tests.bot.deciding_table import acting
from tests.bot.open_table import AKI, BEN, CHIE, Talk, bring, open_table
from tests.bot.slack_in_memory import SlackInMemory, texts_in
from tests.conftest import FakeClock, known, outbox_rows

S, M, H = Seen.SHOWN, Seen.INSIDE_ONLY, Seen.HIDDEN
KEPT_INSIDE = {
    Surface.ROOM: (S, S, H),
    Surface.SHARED_ROOM: (H, H, H),
    Surface.RECORD: (S, S, H),
    Surface.SHARED_RECORD: (H, H, H),
    Surface.WINS: (H, H, H),
    Surface.SHARED_WINS: (H, H, H),
    Surface.SHELF: (S, H, H),
    Surface.SEARCH: (S, H, H),
    Surface.HOME: (S, H, H),
    Surface.OWN: (S, S, S),
    Surface.HOSTING: (S, H, H),
    Surface.SPREADSHEET: (M, H, H),
    Surface.SLIDE: (M, H, H),
    Surface.REPORT: (M, H, H),
    Surface.ASSISTANT: (M, H, H),
}
"""For colleagues, guests and people of other organisations."""
SHARED_ROOMS = [
    {"channel_id": SALES, "department": "営業"},
    {"channel_id": DEVELOPMENT, "department": "開発", "is_shared": True},
]
STRANGER, GUEST, NEW = "U0STRANGER", "U0GUEST", "U0NEW"
INSIDE, AGREED = "声その1", "声その2"


@pytest.fixture
def slack() -> SlackInMemory:
    return SlackInMemory()


def test_each_cell_is_decided_as_it_was_promised() -> None:
    assert set(KEPT_INSIDE) == set(Surface)
    for surface, cells in KEPT_INSIDE.items():
        for reader, cell in zip(Reader, cells, strict=True):
            assert consent.seen(surface, Consent.INSIDE, reader) is cell, (surface, reader)
            assert consent.seen(surface, Consent.PUBLIC, reader) is S
            assert consent.seen(surface, Consent.AGREED, reader) is S
            assert consent.seen(surface, Consent.REFUSED, reader) is H


def test_who_somebody_is_to_the_company(tx: Transaction) -> None:
    colleague, guest, stranger = (known(tx, user, name=user) for user in (AKI, GUEST, STRANGER))
    people.changed(tx, SlackUser(id=GUEST, team_id=tx.workspace.id, is_restricted=True))
    people.changed(tx, SlackUser(id=STRANGER, team_id="T0OTHER"))
    met_first = people.seen(tx, NEW)

    readers = [consent.reader(person) for person in (colleague, guest, stranger, met_first)]
    assert readers == [Reader.COLLEAGUE, Reader.GUEST, Reader.STRANGER, Reader.GUEST]
    people.learn(tx, NEW, Answer(error="user_not_visible"))
    assert consent.reader(met_first) is Reader.GUEST


# --- rooms and record


def laid(tx: Transaction, slack: SlackInMemory, clock: FakeClock, **changed: Any) -> Dialogue:
    """Open a table with a voice kept inside and one that may leave, each with a note, both voices and notes pinned."""
    dialogue = open_table(tx, slack, voices=2, is_writing=True, **({"rooms": SHARED_ROOMS} | changed))
    texts = {}
    for seated in dialogue.seated:
        if seated.voice.quote == AGREED:
            seated.voice.consent = Consent.AGREED
        texts[seated.voice_id] = f"{seated.voice.quote}への書きとめ"
    acting(tx, AKI)
    notes.write(tx, dialogue.id, texts, is_named=True, channel_id=SALES)
    tx.now = clock.advance(minutes=5)
    dialogues.enter_stage(tx, dialogue, Stage.QUESTION_1)
    slack.deliver(tx)
    for (channel, ts), message in list(slack.messages.items()):
        about = places.things(tx, channel, ts) or []
        if channel == SALES and message["thread_ts"] and about and about[0].kind in {"voice", "note"}:
            pin(tx, CHIE if about[0].kind == "voice" else BEN, channel, ts, "pushpin")
            pin(tx, BEN, channel, ts, "bulb")
    return dialogue


def pin(tx: Transaction, user: str, channel: str, ts: str, emoji: str) -> None:
    known(tx, user, name=user)
    item = Item(channel=channel, ts=ts)
    event = ReactionEvent(
        type="reaction_added", user=user, reaction=emoji, item=item, event_ts="1795000100.000001"
    )
    reactions.changed(tx, event)


def decide_and_close(tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue) -> None:
    tx.now = clock.advance(minutes=20)
    dialogues.enter_stage(tx, dialogue, Stage.DECIDING)
    tx.now = clock.advance(minutes=5)
    dialogues.enter_stage(tx, dialogue, Stage.CLOSED)
    closing.close(tx, dialogue)
    slack.deliver(tx)


def asked_and_answered(tx: Transaction, dialogue: Dialogue) -> None:
    acting(tx, CHIE)
    for seated in dialogue.seated:
        quote = seated.voice.quote
        question = customer_questions.ask(tx, dialogue.id, seated.voice_id, f"{quote}に聞きたい")
        customer_questions.answer(tx, question.id, f"{quote}の答え")


def read_in(slack: SlackInMemory, channel_id: str) -> str:
    return " ".join(slack.texts(channel_id))


@pytest.mark.slow
def test_a_shared_room_never_reads_what_is_about_a_voice_kept_inside(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = laid(tx, slack, clock)
    asked_and_answered(tx, dialogue)
    inside = next(post for post in slack.messages if post[0] == SALES and INSIDE in str(slack.messages[post]))
    link = f"<https://test.slack.com/archives/{SALES}/p{inside[1].replace('.', '')}>"
    Talk(tx, slack, dialogue, SALES).say(f"これです {link}")
    decide_and_close(tx, slack, clock, dialogue)

    own, shared = read_in(slack, SALES), read_in(slack, DEVELOPMENT)
    for said in (AGREED, f"{AGREED}への書きとめ", f"{AGREED}に聞きたい", f"{AGREED}の答え"):
        assert said in own
        assert said in shared
    for said in (f"{INSIDE}への書きとめ", f"{INSIDE}に聞きたい", f"{INSIDE}の答え"):
        assert said in own
    assert INSIDE not in shared
    assert "これです" in shared


@pytest.mark.slow
def test_the_record_tells_of_a_voice_kept_inside_only_inside(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = laid(tx, slack, clock, record_is_shared=True)
    decide_and_close(tx, slack, clock, dialogue)
    asked_and_answered(tx, dialogue)
    slack.deliver(tx)

    shared = read_in(slack, RECORD)
    assert INSIDE not in shared
    assert "社内だけで囲む声のため" in shared
    for said in (AGREED, f"{AGREED}への書きとめ", f"{AGREED}の答え"):
        assert said in shared


@pytest.mark.slow
def test_the_record_room_of_the_company_reads_both(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    decide_and_close(tx, slack, clock, laid(tx, slack, clock))

    own = read_in(slack, RECORD)
    for quote in (INSIDE, AGREED):
        assert f"{quote}への書きとめ" in own


@pytest.mark.slow
def test_a_room_says_honestly_that_the_watchword_stands_elsewhere(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = open_table(tx, slack, rooms=SHARED_ROOMS)
    ts = next(
        ts for (channel, ts), told in slack.messages.items() if channel == SALES and INSIDE in str(told)
    )
    pin(tx, BEN, SALES, ts, "pushpin")
    tx.now = clock.advance(minutes=5)
    decide_and_close(tx, slack, clock, dialogue)

    assert "合言葉は、社内だけの声から生まれました" in slack.texts(DEVELOPMENT)[-1]
    assert "合言葉を決めずに" not in slack.texts(DEVELOPMENT)[-1]


def test_a_stranger_finds_no_voice_kept_inside_in_any_form(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = open_table(tx, slack, is_writing=True)
    voice_id = dialogue.seated[0].voice_id
    acting(tx, STRANGER).is_external = True

    assert notes.sheet(tx, dialogue.id, SALES).asked == []
    with pytest.raises(Gone):
        customer_questions.to_ask(tx, dialogue.id, voice_id, SALES)
    tx.now = clock.advance(minutes=1)
    dialogue.seated[0].voice.state = "heard"
    assert f"voice:{voice_id}" not in wins.offered(tx, channel_id=SALES)

    acting(tx, GUEST).is_guest = True  # invited into the room, where the words stand
    assert [one.quote for one in notes.sheet(tx, dialogue.id, SALES).asked] == [INSIDE]
    assert f"voice:{voice_id}" in wins.offered(tx, channel_id=SALES)


def test_a_channel_that_is_shared_later_reads_no_more_of_what_stays_inside(
    tx: Transaction, slack: SlackInMemory
) -> None:
    circle = circles.add(tx, form(wins_room=SALES, record_room=SALES))
    rooms.shared_outside(tx, SALES)

    assert consent.room(circle.rooms[0]) is Surface.SHARED_ROOM
    assert consent.room(circle.rooms[1]) is Surface.ROOM
    assert (consent.wins_room(circle), consent.record_room(circle)) == (
        Surface.SHARED_ROOM,
        Surface.SHARED_RECORD,
    )


# --- shelf, search, home


def shelved(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> Circle:
    """Fill the shelf with two voices, two notes and a remark, each pinned."""
    dialogue = laid(tx, slack, clock, rooms=form().model_dump()["rooms"])
    ts = Talk(tx, slack, dialogue, SALES).say("同僚のひとこと")
    pin(tx, BEN, SALES, ts, "pushpin")
    for word in watchwords.nominees(tx, dialogue):
        watchwords.make_adopted(tx, word)
    room_members.listed(tx, SALES, [AKI, STRANGER])
    return dialogue.circle


def read_shelf(tx: Transaction, asked: str | None = None) -> str:
    if asked is None:
        message = shelf_views.shelf(tx.words, shelf.page(tx, size=30))
    else:
        message = looking_views.answer(tx.words, looking_back.look_back(tx, Search(), Question(asked)))
    return str(message.arguments())


@pytest.mark.slow
@pytest.mark.parametrize("who", [STRANGER, GUEST])
def test_who_is_not_of_the_company_finds_only_what_may_leave_it_on_the_shelf(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, who: str
) -> None:
    shelved(tx, slack, clock)
    acting(tx, AKI)
    for shown in (read_shelf(tx), read_shelf(tx, "声その")):
        assert INSIDE in shown
        assert f"{INSIDE}への書きとめ" in shown
        assert AGREED in shown
        assert "社内の方にだけ" not in shown
    assert "同僚のひとこと" in read_shelf(tx)

    person = acting(tx, who)
    person.is_external, person.is_guest = who == STRANGER, who == GUEST
    home.show(tx)
    [row] = [row for row in outbox_rows(tx, "ask") if row.method == "views.publish"]
    for shown in (read_shelf(tx), read_shelf(tx, "声その"), str(texts_in(row.arguments["view"]["blocks"]))):
        assert INSIDE not in shown
        assert AGREED in shown
        assert "社内の方にだけ表示します" in shown
    assert ("同僚のひとこと" in read_shelf(tx)) == (who == STRANGER)  # who was in the room where it was said
    assert read_shelf(tx, "宇宙旅行").count("社内の方にだけ") > 0


@pytest.mark.slow
def test_whom_slack_has_yet_to_tell_of_is_told_that_there_is_more(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    shelved(tx, slack, clock)
    tx.person = people.seen(tx, NEW)
    shown = read_shelf(tx)
    assert INSIDE not in shown
    assert "Slackに確かめています" in shown

    known(tx, NEW, name="新").learned_at = tx.now
    assert INSIDE in read_shelf(tx)


@pytest.mark.slow
def test_news_tells_an_outsider_no_watchword_that_stays_inside(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = laid(tx, slack, clock)
    for seated in dialogue.seated:
        seated.voice.consent = Consent.INSIDE
    decide_and_close(tx, slack, clock, dialogue)

    told = {one: my_voices.came_of(tx, dialogue, reader=one).watchword for one in Reader}
    assert told[Reader.COLLEAGUE] is not None
    assert told[Reader.GUEST] is told[Reader.STRANGER] is None


@pytest.mark.slow
def test_what_a_thing_is_bound_to_is_the_consent_of_its_voice(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = laid(tx, slack, clock)
    for note in reveal.opened(tx, dialogue):
        assert consent.of(tx, About("note", note.id)) == tx.session.get_one(Voice, note.voice_id).consent
    assert consent.of(tx, About("remark", "any")) is None
    assert consent.of(tx, About("voice", "gone")) == consent.of(tx, About("note", "gone")) == Consent.INSIDE


# --- wins, hosts, spreadsheets


@pytest.mark.parametrize(
    ("room", "told"),
    [
        pytest.param({"wins_room": SALES}, "声その1", id="at the table"),
        pytest.param({}, "水筒", id="beside the table: only what it was about"),
        pytest.param(
            {"wins_is_shared": True}, "11月に届いたお客様の声", id="shared with others: not even that"
        ),
    ],
)
def test_a_win_tells_of_the_voice_it_came_from_as_far_as_its_room_may_see_it(
    tx: Transaction, slack: SlackInMemory, room: dict[str, Any], told: str
) -> None:
    voice = open_table(tx, slack, **room).seated[0].voice
    voice.product = "水筒"
    wins.submit(tx, WinForm(headline="軽くなった", origin=f"voice:{voice.id}"), channel_id=DEVELOPMENT)
    slack.deliver(tx)
    shown = slack.texts(room.get("wins_room", WINS))[-1]
    assert told in shown
    assert [word in shown for word in (INSIDE, "水筒")].count(True) == (told in {INSIDE, "水筒"})


def test_a_host_who_is_a_guest_reads_ahead_only_what_may_leave(tx: Transaction) -> None:
    circle = circles.add(tx, form())
    inside, agreed = bring(tx, circle, INSIDE), bring(tx, circle, AGREED)
    agreed.consent = Consent.AGREED
    acting(tx, GUEST)
    assert [voices.may_read(tx, one) for one in (inside, agreed)] == [True, True]
    tx.actor.is_guest = True
    assert [voices.may_read(tx, one) for one in (inside, agreed)] == [False, True]


@pytest.mark.slow
def test_a_spreadsheet_tells_the_consent_beside_every_word_of_a_customer(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    shelved(tx, slack, clock)
    sheets = {
        name: list(csv.reader(text.removeprefix(spreadsheets.BYTE_ORDER_MARK).splitlines()))
        for name, text in spreadsheets.files(tx, words("ja"))
    }
    for name, phrase in (("voices.csv", "お客様の言葉"), ("watchwords.csv", "合言葉")):
        head, *rows = sheets[name]
        at = head.index("お客様の了承")
        told = {row[head.index(phrase)]: row[at] for row in rows}
        assert (told[INSIDE], told[AGREED]) == ("社内だけ", "あり"), name
    assert told["同僚のひとこと"] == ""
