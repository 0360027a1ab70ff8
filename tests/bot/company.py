"""A company with one of everything that an archive takes along, its next dialogue laid out and seated."""

from datetime import timedelta

from sqlalchemy import select, update

from bot.circles import acts, joining, planning, seats
from bot.circles.joining import Wanted
from bot.ideas import idea_writing
from bot.ideas.idea_writing import IdeaForm
from bot.transaction import Transaction
from bot.voices import voices
from bot.watchwords import uses
from bot.watchwords.use_form import UseForm, UseKind
from models import (
    ChosenPhrase,
    Circle,
    Dialogue,
    Hand,
    Improvement,
    Letter,
    Measurement,
    Pulse,
    Remark,
    ReportFiles,
    RoomMember,
    Share,
    Step,
    TableAsk,
    TableSeat,
    Watchword,
    new_id,
)
from scheduler import steps
from tests.bot import whole_table
from tests.bot.circle_of_three import DEVELOPMENT, SALES, seat
from tests.bot.deciding_table import acting
from tests.bot.open_table import AKI, BEN, CHIE, bring
from tests.bot.slack_in_memory import SlackInMemory
from tests.bot.test_reactions import react
from tests.conftest import FakeClock


def live(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> Circle:
    """Hold a dialogue, leave all kinds of traces, and lay out the next one; another circle rests."""
    dialogue = whole_table.hold(tx, slack, clock)
    circle = dialogue.circle
    _leave_traces(tx, slack, dialogue)
    _lay_out(tx, slack, circle, clock)
    seat(tx, name="休んでいる円卓").paused_at = tx.now
    acting(tx, AKI)
    [asked] = joining.ask(tx, circle, [Wanted("C0STORE", department="店舗")])
    asked.state = "asked"
    acts.log(tx, acts.ActKind.HOST_DEPUTIES, circle=circle, user_id="U0HOST")
    tx.session.flush()
    done = update(Step).where(Step.due_at <= tx.now, Step.done_at.is_(None))
    tx.session.execute(done.values(done_at=tx.now))  # all this went by without a beat
    slack.deliver(tx)
    return circle


def _leave_traces(tx: Transaction, slack: SlackInMemory, dialogue: Dialogue) -> None:
    acting(tx, CHIE)
    idea_writing.write(tx, dialogue.id, SALES, IdeaForm(idea="=ふたの絵を大きくする"))
    remark = tx.session.scalars(select(Remark).where(Remark.text != "").order_by(Remark.seq)).first()
    assert remark is not None
    chosen = {"about_kind": "remark", "about_id": remark.id, "phrase": "手放せない", "why": "毎日の声"}
    tx.session.add(
        ChosenPhrase(workspace_id=tx.workspace.id, person_id=tx.actor.id, chosen_at=tx.now, **chosen)
    )
    adopted = tx.session.scalars(select(Watchword).where(Watchword.state == "adopted")).one()
    twin = {"about_kind": "note", "about_id": new_id(), "phrase": "声のその1", "pins": 1, "state": "nominee"}
    places = {"circle_id": dialogue.circle_id, "dialogue_id": dialogue.id, "workspace_id": tx.workspace.id}
    tx.session.add(Watchword(nominated_at=tx.now, joined_to_id=adopted.id, **twin, **places))
    for user, channel_id in ((AKI, SALES), (CHIE, SALES), (BEN, DEVELOPMENT)):
        known = {"workspace_id": tx.workspace.id, "user_id": user, "channel_id": channel_id}
        tx.session.add(RoomMember(told_at=tx.now, **known))
    _follow(tx, adopted, dialogue)
    pulse = Pulse(circle_id=dialogue.circle_id, dialogue_id=dialogue.id, asked_at=tx.now, ends_at=tx.now)
    pulse.workspace_id, pulse.ended_at, pulse.averages = tx.workspace.id, tx.now, [31, None, 40, 45]
    tx.session.add(pulse)
    react(tx, CHIE, *whole_table.place(tx, "copy:"), emoji="bulb")
    tx.session.flush()


def _follow(tx: Transaction, adopted: Watchword, dialogue: Dialogue) -> None:
    """Leave what comes of it later: the watchword is taken up and shared, a hand is offered, a value noted."""
    uses.note(tx, adopted.id, UseForm(kind=UseKind.PLANNING, decided="ふたから考えた"))
    made = {"files": ["F1"], "holds": [f"watchword:{adopted.id}"], "digest": "0"}
    tx.session.add(ReportFiles(workspace_id=tx.workspace.id, made_at=tx.now, **made))
    theirs = {"workspace_id": tx.workspace.id, "person_id": tx.actor.id}
    told = {"since": tx.now - timedelta(days=7), "until": tx.now, "holds": [f"born:watchword:{adopted.id}"]}
    tx.session.add(Letter(workspace_id=tx.workspace.id, circle_id=dialogue.circle_id, **told))
    tx.session.add(TableSeat(dialogue_id=dialogue.id, department="営業", **theirs))
    tx.session.add(TableAsk(user_ids=[], line="", asked_at=tx.now, **theirs))
    standing = {"channel_id": SALES, "thread_ts": "1795000900.000001", "state": "posted"}
    tx.session.add(Share(watchword_id=adopted.id, asked_at=tx.now, **standing, **theirs))
    decided = tx.session.scalars(select(Improvement).where(Improvement.state != "proposed")).one()
    assert decided.dialogue_id == dialogue.id
    tx.session.add(Hand(improvement_id=decided.id, offered_at=tx.now, **theirs))
    for days, value in ((0, 12.125), (14, 7.0)):
        on = tx.now.date() - timedelta(days=days)
        tx.session.add(
            Measurement(improvement_id=decided.id, value=value, measured_on=on, noted_at=tx.now, **theirs)
        )


def _lay_out(tx: Transaction, slack: SlackInMemory, circle: Circle, clock: FakeClock) -> None:
    tx.now = clock.advance(hours=1)
    for number in range(3):
        bring(tx, circle, f"次の声{number}", product="水筒", department="営業")
    gone = bring(tx, circle, "取り下げた声")
    acting(tx, CHIE)
    voices.withdraw(tx, gone.id)
    bring(tx, None, "どの円卓でも").joined_to_id = bring(tx, None, "どの円卓でもよい").id
    steps.plan_next(tx, circle)
    assert circle.next_on is not None
    assert circle.next_at is not None
    planning.lay_out(tx, circle, circle.next_on)
    planned = planning.planned(tx, circle)
    assert planned is not None
    for user, channel_id in ((AKI, SALES), (BEN, DEVELOPMENT)):
        acting(tx, user)
        seats.take(tx, planned.id, channel_id)
    slack.deliver(tx)
