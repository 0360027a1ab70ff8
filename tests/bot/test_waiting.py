"""The waiting list: hosts see who waits, hold a voice, let it go again or bring it forward."""

from datetime import timedelta

import pytest

from bot.circles import acts, planning
from bot.dialogues import dialogues
from bot.home import home
from bot.refusals import Gone, NotYours
from bot.transaction import Database, Transaction
from bot.views import waiting as views
from bot.voices import swaps, voices, waiting
from models import Circle, Voice
from tests.bot.circle_of_three import SALES, seat
from tests.bot.open_table import CHIE, bring
from tests.bot.slack_in_memory import SlackInMemory, texts_in
from tests.conftest import Begin, FakeClock, install, outbox_rows

HOST = "U0HOST"


@pytest.fixture
def circle(begin: Begin, clock: FakeClock) -> Circle:
    """Seat a circle for which five voices wait, each brought a day after the one before."""
    with begin(HOST, name="進") as tx:
        made = seat(tx)
        for number in range(5):
            bring(tx, made, f"声その{number + 1}")
            clock.advance(days=1)
            tx.now = clock.now()
        tx.session.refresh(made)
        return made


def line(tx: Transaction, circle: Circle) -> list[Voice]:
    return [row.voice for row in waiting.listed(tx, circle.id).rows]


def quotes(tx: Transaction, circle: Circle) -> list[str]:
    return [voice.quote for voice in line(tx, circle)]


def did(tx: Transaction, circle: Circle) -> list[str]:
    tx.session.flush()
    return [act.kind for act in acts.of_circle(tx, circle)]


def test_a_host_sees_the_voices_in_their_order_with_how_long_they_wait(begin: Begin, circle: Circle) -> None:
    with begin(HOST) as tx:
        rows = waiting.listed(tx, circle.id).rows
    assert [(row.voice.quote, row.days) for row in rows] == [
        (f"声その{number + 1}", 5 - number) for number in range(5)
    ]


def test_long_lists_come_in_pages_and_a_page_that_is_gone_is_the_last(begin: Begin, circle: Circle) -> None:
    with begin(HOST) as tx:
        for number in range(5, 20):
            bring(tx, circle, f"声その{number + 1}")
        listed = waiting.listed(tx, circle.id, 99)
        assert (listed.page, listed.pages, listed.count, len(listed.rows)) == (2, 3, 20, 4)
        assert waiting.listed(tx, circle.id, -1).page == 0


def test_a_held_voice_is_not_picked_until_it_is_let_go(begin: Begin, circle: Circle) -> None:
    with begin(HOST) as tx:
        first = line(tx, circle)[0]
        waiting.hold(tx, circle.id, first.id)
        assert first.quote in quotes(tx, circle)
        opened = dialogues.open_now(tx, tx.session.get_one(Circle, circle.id))
        assert first.id not in {seated.voice_id for seated in opened.seated}
        waiting.let_go(tx, circle.id, first.id)
        opened.state = "closed"
        tx.session.flush()
        again = dialogues.open_now(tx, tx.session.get_one(Circle, circle.id))
        assert again.seated[0].voice_id == first.id
        assert sorted(did(tx, circle)) == ["voice.hold", "voice.let_go"]


def test_a_voice_brought_forward_is_heard_next_and_the_rooms_are_told_once(
    begin: Begin, circle: Circle
) -> None:
    slack = SlackInMemory()
    with begin(HOST) as tx:
        last = line(tx, circle)[-1]
        for _ in range(2):
            waiting.forward(tx, circle.id, last.id)
        assert quotes(tx, circle)[0] == last.quote
        assert did(tx, circle) == ["voice.forward"]
        slack.deliver(tx)
        assert slack.texts(SALES) == ["進行が、待っている声のひとつを先に並べます。"]
        opened = dialogues.open_now(tx, tx.session.get_one(Circle, circle.id))
    assert (opened.seated[0].voice_id, opened.seated[0].reason) == (last.id, "chosen")


def test_holding_is_kept_in_the_log_and_told_nobody(begin: Begin, circle: Circle) -> None:
    with begin(HOST) as tx:
        first = line(tx, circle)[0]
        for _ in range(2):
            waiting.hold(tx, circle.id, first.id)
        assert did(tx, circle) == ["voice.hold"]
        assert outbox_rows(tx, "post") == []


def test_held_after_it_was_brought_forward_the_rooms_hear_that_it_does_not_come(
    begin: Begin, circle: Circle
) -> None:
    slack = SlackInMemory()
    with begin(HOST) as tx:
        last = line(tx, circle)[-1]
        waiting.forward(tx, circle.id, last.id)
        waiting.hold(tx, circle.id, last.id)
        waiting.forward(tx, circle.id, last.id)
        assert last.held_at is None
        waiting.let_go(tx, circle.id, last.id)
        slack.deliver(tx)
        assert [text[-6:] for text in slack.texts(SALES)] == [
            "先に並べます。"[-6:],
            "まだ並びません。"[-6:],
        ] * 2
        assert quotes(tx, circle)[-1] == last.quote


def test_what_does_not_wait_any_more_is_refused_kindly(begin: Begin, circle: Circle) -> None:
    with begin(HOST) as tx:
        first = line(tx, circle)[0]
        dialogues.open_now(tx, tx.session.get_one(Circle, circle.id))
        for act in (waiting.hold, waiting.let_go, waiting.forward):
            with pytest.raises(waiting.NotWaiting):
                act(tx, circle.id, first.id)


def test_nobody_but_a_host_sees_or_moves_who_waits(begin: Begin, circle: Circle) -> None:
    with begin(HOST) as tx:
        first = line(tx, circle)[0]
    with begin("U0AKI") as tx:
        with pytest.raises(NotYours):
            waiting.listed(tx, circle.id)
        for act in (waiting.hold, waiting.let_go, waiting.forward):
            with pytest.raises(NotYours):
                act(tx, circle.id, first.id)


def test_a_host_moves_no_voice_of_another_circle_or_company(
    begin: Begin, database: Database, circle: Circle
) -> None:
    with begin(HOST) as tx:
        other = seat(tx, name="ほか")
        theirs = bring(tx, other, "ほかの円卓の声")
        with pytest.raises(Gone):
            waiting.hold(tx, circle.id, theirs.id)
    with database.session() as session:
        install(session, "T0OTHER")
    with begin(HOST, team_id="T0OTHER") as tx:
        with pytest.raises(Gone):
            waiting.listed(tx, circle.id)
        with pytest.raises(Gone):
            waiting.hold(tx, circle.id, theirs.id)


def test_a_voice_without_a_circle_belongs_to_the_one_whose_host_moves_it(
    begin: Begin, circle: Circle
) -> None:
    with begin(HOST) as tx:
        free = bring(tx, None, "どこの円卓でも")
        waiting.hold(tx, circle.id, free.id)
        assert free.circle_id == circle.id


def test_a_host_of_another_organisation_reads_no_voice_that_is_kept_inside(
    begin: Begin, circle: Circle
) -> None:
    with begin(HOST) as tx:
        tx.actor.is_external = True
        bring(tx, circle, "公開の声です").consent = "public"
        shown = texts_in(views.waiting(tx.words, waiting.listed(tx, circle.id)).to_dict()["blocks"])
        planning.plan(tx, circle, None, tx.now + timedelta(days=1))
        assert "「公開の声です」" in shown
        assert "声その" not in str(shown)
        planned = planning.planned(tx, tx.session.get_one(Circle, circle.id))
        assert planned is not None
        planning.seat_voices(tx, planned)
        with pytest.raises((swaps.NoneWaiting, swaps.NothingLaidOut)):
            swaps.offered(tx, circle.id)


def test_whoever_brought_a_held_voice_reads_kind_words_at_home(begin: Begin, circle: Circle) -> None:
    with begin(HOST) as tx:
        waiting.hold(tx, circle.id, line(tx, circle)[0].id)
    with begin(CHIE, name="千恵") as tx:
        home.opened(tx, "home")
        shown = texts_in([row.arguments["view"]["blocks"] for row in outbox_rows(tx, "ask")][-1])
    assert shown[shown.index("「声その1」") + 1] == "囲むのに合うときを待っています。大切に預かっています。"


def test_a_held_voice_can_be_changed_and_taken_back(begin: Begin, circle: Circle) -> None:
    with begin(HOST) as tx:
        held = line(tx, circle)[0]
        waiting.hold(tx, circle.id, held.id)
    with begin(CHIE) as tx:
        assert voices.open_for_change(tx, held.id).id == held.id
        voices.withdraw(tx, held.id)
    with begin(HOST) as tx:
        assert held.id not in {voice.id for voice in line(tx, circle)}


def test_a_swap_lets_a_held_voice_come_and_the_other_wait_at_its_place(begin: Begin, circle: Circle) -> None:
    with begin(HOST) as tx:
        here = tx.session.get_one(Circle, circle.id)
        dialogue = planning.plan(tx, here, None, tx.now + timedelta(days=1))
        planning.seat_voices(tx, dialogue)
        held = line(tx, circle)[0]
        waiting.hold(tx, circle.id, held.id)
        out = dialogue.seated[0].voice
        swaps.swap(tx, circle.id, out.id, held.id)
        assert (held.state, held.held_at, out.state, out.is_moved) == ("seated", None, "waiting", True)
        assert waiting.listed(tx, circle.id).can_swap


def test_a_row_of_a_table_that_came_just_now_waits_since_today(
    begin: Begin, circle: Circle, clock: FakeClock
) -> None:
    """Rows of a table come a moment apart, so that their order holds; the last lie a little ahead."""
    with begin(HOST) as tx:
        voice = bring(tx, circle, "表から届いた声")
        voice.brought_at = clock.now() + timedelta(milliseconds=3)
        [row] = [row for row in waiting.listed(tx, circle.id).rows if row.voice.id == voice.id]
    assert row.days == 0
