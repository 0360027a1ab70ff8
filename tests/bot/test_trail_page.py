"""The page of a trail: the whole way through a thing, with the words and links that its reader may have."""

import pytest
from sqlalchemy import select

from bot.delivery.outbox import About
from bot.improvements import improvements
from bot.refusals import Gone
from bot.trail import stops, trail_page
from bot.trail.stops import Kind
from bot.trail.trail_page import NotYet, Page, Shown
from bot.transaction import Transaction
from bot.voices import voices
from bot.wins import wins
from bot.wins.win_form import WinForm
from models import Dialogue, Improvement, Person, Watchword, Win
from tests.bot import deciding_table, whole_table
from tests.bot.circle_of_three import DEVELOPMENT, SALES, WINS
from tests.bot.open_table import AKI, CHIE
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import FakeClock, known

STRANGER = "U0ELSE"


@pytest.fixture
def dialogue(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> Dialogue:
    """Give the dialogue of `whole_table`, and a win that came of its improvement."""
    dialogue = whole_table.hold(tx, slack, clock)
    deciding_table.acting(tx, AKI)
    for thread in dialogue.threads:
        thread.prompt_url = "https://t.example/archives/C0/p1"
    origin = f"improvement:{improvement(tx).id}"
    wins.submit(tx, WinForm(headline="相談が減りました", origin=origin), channel_id=SALES)
    slack.deliver(tx)
    return dialogue


def improvement(tx: Transaction) -> Improvement:
    return tx.session.scalars(select(Improvement).where(Improvement.state == "open")).one()


def the_win(tx: Transaction) -> Win:
    return tx.session.scalars(select(Win).where(Win.headline == "相談が減りました")).one()


def read(tx: Transaction, kind: str, id_: str, user_id: str = AKI, channel_id: str | None = SALES) -> Page:
    tx.person = known(tx, user_id, name=user_id)
    return trail_page.open_(tx, About(kind, id_), channel_id)


def every(page: Page) -> list[Shown]:
    return [*page.before, page.start, *page.after]


def places(tx: Transaction, dialogue: Dialogue) -> list[About]:
    return [*(stop.about for stop in stops.of(tx, dialogue)), About("win", the_win(tx).id)]


def test_from_each_end_and_from_every_stop_the_same_way_is_read(tx: Transaction, dialogue: Dialogue) -> None:
    kinds = {about.kind for about in places(tx, dialogue)}
    assert kinds == set(Kind) - {Kind.IDEA}
    for about in places(tx, dialogue):
        page = read(tx, about.kind, about.id)
        found = [stop.kind for stop in every(page)]
        assert found == sorted(found, key=list(Kind).index)
        assert {Kind.VOICE, Kind.DIALOGUE} <= set(found)
        assert not any(stop.is_kept_back or stop.is_erased for stop in every(page))


def test_links_lead_to_rooms_that_the_reader_can_open(tx: Transaction, dialogue: Dialogue) -> None:
    page = read(tx, "win", the_win(tx).id, channel_id=DEVELOPMENT)
    assert [stop.kind for stop in every(page) if stop.link] == [Kind.VOICE, Kind.DIALOGUE, Kind.IMPROVEMENT]
    assert all(f"/archives/{DEVELOPMENT}/" in (stop.link or "") for stop in page.before)
    for thread in dialogue.threads:
        thread.room.is_private = True
    links = [stop.link for stop in every(read(tx, "win", the_win(tx).id, CHIE, WINS)) if stop.link]
    assert [link.split("/")[-2] for link in links] == [WINS]


def test_words_of_the_table_are_kept_back_from_others_and_marked(tx: Transaction, dialogue: Dialogue) -> None:
    page = read(tx, "win", the_win(tx).id, STRANGER, WINS)
    assert [(stop.kind, stop.is_kept_back, stop.text) for stop in page.before] == [
        (Kind.VOICE, True, None),
        (Kind.DIALOGUE, False, None),
        (Kind.IMPROVEMENT, True, None),
    ]
    assert page.start.text == "相談が減りました"
    for kind, id_ in (("improvement", improvement(tx).id), ("voice", dialogue.seated[0].voice_id)):
        with pytest.raises(Gone):
            read(tx, kind, id_, STRANGER, "C0ELSEWHERE")


def test_whoever_brought_a_voice_reads_it_wherever_they_are(tx: Transaction, dialogue: Dialogue) -> None:
    page = read(tx, "voice", dialogue.seated[0].voice_id, CHIE, None)
    assert page.start.text == "声その1"


def test_an_adopted_watchword_is_for_the_company_and_for_guests_as_its_voice_allows(
    tx: Transaction, dialogue: Dialogue
) -> None:
    word = tx.session.scalars(select(Watchword).where(Watchword.state == "adopted")).one()
    assert read(tx, "watchword", word.id, STRANGER, None).start.text == word.phrase
    known(tx, STRANGER, name=STRANGER).is_guest = True
    with pytest.raises(Gone):
        read(tx, "watchword", word.id, STRANGER, None)


@pytest.mark.slow
def test_what_was_erased_stands_as_erased_from_each_end(tx: Transaction, dialogue: Dialogue) -> None:
    voice = dialogue.seated[0].voice
    voices.erase(tx, voice)
    back = read(tx, "win", the_win(tx).id)
    assert (back.before[0].kind, back.before[0].is_erased, back.before[0].text) == (Kind.VOICE, True, None)
    improvements.erase(tx, dialogue, improvement(tx))
    for about in (About("win", the_win(tx).id), About("dialogue", dialogue.id), About("voice", voice.id)):
        page = read(tx, about.kind, about.id)
        erased = [stop.kind for stop in every(page) if stop.is_erased]
        assert erased == [Kind.VOICE, Kind.IMPROVEMENT]
        assert "相談が減りました" in str(page)
        assert "ふたを軽くする" not in str(page)


def test_before_the_close_it_is_said_that_the_trail_is_still_to_come(
    tx: Transaction, dialogue: Dialogue
) -> None:
    dialogue.state = "open"
    tx.session.flush()
    with pytest.raises(NotYet):
        read(tx, "improvement", improvement(tx).id)
    with pytest.raises(Gone):
        read(tx, "improvement", improvement(tx).id, STRANGER, None)


def test_a_page_names_nobody(tx: Transaction, dialogue: Dialogue) -> None:
    page = read(tx, "win", the_win(tx).id)
    for person in tx.session.scalars(select(Person)):
        assert person.id not in str(page)
        assert person.user_id not in str(page)


@pytest.mark.parametrize("about", [About("voice", "nothing"), About("circle", "x"), About("", "")])
def test_what_is_nothing_has_no_trail(tx: Transaction, dialogue: Dialogue, about: About) -> None:
    with pytest.raises(Gone):
        read(tx, about.kind, about.id)


def test_a_win_of_an_improvement_that_was_begun_by_hand_leads_to_it(
    tx: Transaction, dialogue: Dialogue
) -> None:
    one = improvement(tx)
    one.is_apart, one.dialogue_id = True, None
    tx.session.flush()

    assert [stop.kind for stop in read(tx, "win", the_win(tx).id).before][-1] == Kind.IMPROVEMENT
    assert [stop.kind for stop in read(tx, "improvement", one.id).after] == [Kind.WIN]
