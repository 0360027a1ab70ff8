"""What an AI assistant is told, by consent and by how far it may come."""

import pytest

from bot import assistant
from bot.assistant import Reach
from bot.refusals import Gone
from bot.trail.stops import Kind
from bot.transaction import Transaction
from bot.voices import voices
from bot.voices.consent import Seen
from bot.watchwords.search import Question, Search
from models import Dialogue, Workspace
from tests.assistant import company
from tests.bot.open_table import bring
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import FakeClock, install


@pytest.fixture
def held(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> Dialogue:
    return company.hold(tx, slack, clock)


@pytest.mark.parametrize(
    ("consent", "outside", "inside"),
    [
        ("public", Seen.SHOWN, Seen.SHOWN),
        ("agreed", Seen.SHOWN, Seen.SHOWN),
        ("inside", Seen.HIDDEN, Seen.INSIDE_ONLY),
        ("refused", Seen.HIDDEN, Seen.HIDDEN),
        (None, Seen.HIDDEN, Seen.INSIDE_ONLY),
    ],
)
def test_consent_decides_and_what_colleagues_said_stays_inside(
    consent: str | None, outside: Seen, inside: Seen
) -> None:
    assert assistant.seen(Reach.OUTSIDE, consent) is outside
    assert assistant.seen(Reach.INSIDE, consent) is inside


def test_only_words_that_may_leave_are_told_outside(tx: Transaction, held: Dialogue) -> None:
    shelf = assistant.shelf(tx, Reach.OUTSIDE, 20).shown
    heard = assistant.voices(tx, Reach.OUTSIDE, 20).shown

    assert {one.phrase for one in shelf} == {one.quote for one in heard} == set(company.LEAVES)
    assert not any([*(one.is_inside_only for one in shelf), *(one.is_inside_only for one in heard)])


def test_an_assistant_that_stays_inside_is_told_the_rest_marked(tx: Transaction, held: Dialogue) -> None:
    shelf = {one.phrase: one.is_inside_only for one in assistant.shelf(tx, Reach.INSIDE, 20).shown}
    heard = {one.quote: one.is_inside_only for one in assistant.voices(tx, Reach.INSIDE, 20).shown}

    assert heard == {company.PUBLIC: False, company.AGREED: False, company.INSIDE: True}
    assert shelf == heard | {company.COLLEAGUES: True}


def test_what_is_kept_back_cannot_be_asked_for_by_its_id(tx: Transaction, held: Dialogue) -> None:
    for phrase in (company.INSIDE, company.COLLEAGUES, company.NOMINEE):
        with pytest.raises(Gone):
            assistant.watchword(tx, Reach.OUTSIDE, company.watchword_of(tx, phrase).id)
    with pytest.raises(Gone):
        assistant.shelf(tx, Reach.OUTSIDE, 5, company.watchword_of(tx, company.INSIDE).id)
    assert assistant.near(tx, Reach.OUTSIDE, Search(), Question(company.INSIDE), 5) == []
    assert assistant.voices_near(tx, Reach.OUTSIDE, company.INSIDE, 5) == []


def test_pages_go_on_where_they_ended_though_the_shelf_grows(tx: Transaction, held: Dialogue) -> None:
    first = assistant.shelf(tx, Reach.INSIDE, 3)
    company.watchword_of(tx, company.NOMINEE).state = "adopted"
    company.watchword_of(tx, company.NOMINEE).adopted_at = tx.now.replace(minute=59)
    tx.session.flush()
    second = assistant.shelf(tx, Reach.INSIDE, 3, first.shown[-1].id)

    assert (first.has_more, second.has_more) == (True, False)
    assert len({one.id for one in (*first.shown, *second.shown)}) == 4
    heard = assistant.voices(tx, Reach.INSIDE, 2)
    assert len(assistant.voices(tx, Reach.INSIDE, 2, heard.shown[-1].id).shown) == 1


def test_the_nearest_comes_with_the_situation_of_its_customer(tx: Transaction, held: Dialogue) -> None:
    [found] = assistant.near(tx, Reach.OUTSIDE, Search(), Question("ふたの音をなくして安くする"), 1)

    assert found.phrase == company.PUBLIC
    assert found.voice is not None
    assert found.voice.scene == company.SCENE
    assert assistant.voices_near(tx, Reach.OUTSIDE, "水筒", 5)


def test_a_trail_shows_that_something_is_kept_back_and_not_what(tx: Transaction, held: Dialogue) -> None:
    voice_id = company.voice_of(tx, company.PUBLIC).id
    outside = assistant.follow(tx, Reach.OUTSIDE, Kind.VOICE, voice_id)
    inside = assistant.follow(tx, Reach.INSIDE, Kind.VOICE, voice_id)

    assert [one.stop.kind for one in outside.after] == [one.stop.kind for one in inside.after]
    assert {one.text for one in outside.after} == {None, company.PUBLIC}
    kept = {one.text for one in inside.after if one.seen is Seen.INSIDE_ONLY}
    assert kept == {company.COLLEAGUES, company.IDEA, company.IMPROVEMENT, company.WIN}


@pytest.mark.slow
def test_what_was_withdrawn_and_what_nobody_has_heard_is_not_told(tx: Transaction, held: Dialogue) -> None:
    waiting = bring(tx, held.circle, "まだ待つ声")
    waiting.consent = "public"
    withdrawn = company.voice_of(tx, company.PUBLIC)
    word_id = company.watchword_of(tx, company.PUBLIC).id
    voices.erase(tx, withdrawn)
    tx.session.flush()

    assert {one.quote for one in assistant.voices(tx, Reach.OUTSIDE, 20).shown} == {company.AGREED}
    with pytest.raises(Gone):
        assistant.watchword(tx, Reach.INSIDE, word_id)
    with pytest.raises(Gone):
        assistant.follow(tx, Reach.INSIDE, Kind.VOICE, waiting.id)
    assert assistant.follow(tx, Reach.INSIDE, Kind.VOICE, withdrawn.id).start.stop.is_erased


def test_a_voice_whose_consent_was_taken_back_is_told_no_more(tx: Transaction, held: Dialogue) -> None:
    company.voice_of(tx, company.AGREED).consent = "inside"
    tx.session.flush()

    assert {one.phrase for one in assistant.shelf(tx, Reach.OUTSIDE, 20).shown} == {company.PUBLIC}


def test_another_workspace_is_told_nothing_of_this_one(tx: Transaction, held: Dialogue) -> None:
    word_id = company.watchword_of(tx, company.PUBLIC).id
    install(tx.session, "T0OTHER")
    tx.workspace = tx.session.get_one(Workspace, "T0OTHER")

    assert assistant.shelf(tx, Reach.INSIDE, 20).shown == []
    assert assistant.voices(tx, Reach.INSIDE, 20).shown == []
    assert assistant.near(tx, Reach.INSIDE, Search(), Question(company.PUBLIC), 5) == []
    with pytest.raises(Gone):
        assistant.watchword(tx, Reach.INSIDE, word_id)
