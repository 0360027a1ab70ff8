"""Deciding: the message in which each room sees what was pinned and proposed, and what comes of it at the end.

Counts are sums only, and are shown at most every 15 seconds; what people wrote is shown at once. When the time is
over the most chosen proposal is begun with. Of several chosen alike it is the first that somebody owns, else the
first that was proposed: the rule stands in the message, and so does a tie, while everybody can still change it.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select

from bot import steps, workdays
from bot.circles import rooms
from bot.delivery.outbox import About, Draft, Message, Priority
from bot.dialogues import dialogue_rows
from bot.dialogues.agenda import Agenda, Stage, stages
from bot.ideas import ideas
from bot.improvements import reminders
from bot.texts import words
from bot.transaction import Transaction
from bot.views import improvements as views
from bot.views.improvements import Decision, Proposal, Table, Tie
from bot.voices import consent
from bot.voices.consent import Surface
from bot.watchwords import watchwords
from models import Dialogue, Improvement, Person, Thread, Vote

COUNTS_WITHIN = timedelta(seconds=15)
ANNOUNCED_BEFORE = timedelta(minutes=1)
"""The decision comes so long before the close, so that somebody can still take the lead at the table."""


def enter(tx: Transaction, dialogue: Dialogue) -> None:
    """Lay what was pinned before every room, ask for improvements, and plan the decision."""
    _plan_decision(tx, dialogue)
    for thread in rooms.open_threads(tx, dialogue):
        message = _deciding(tx, dialogue, consent.room(thread.room))
        _post(tx, thread, _key(dialogue, thread), message, About("dialogue", dialogue.id))


def over(tx: Transaction, dialogue_id: str) -> None:
    """Decide if the time for it is over; if the stage was made longer meanwhile, later."""
    dialogue = dialogue_rows.lock(tx, dialogue_id)
    if dialogue.state != "open" or dialogue.stage != Stage.DECIDING:
        return
    if tx.now < until(dialogue):
        _plan_decision(tx, dialogue)
    else:
        decide(tx, dialogue)


def decide(tx: Transaction, dialogue: Dialogue) -> None:
    """Settle what the dialogue begins with, and say it in every room. Done twice it is done. Needs the lock."""
    if dialogue.decided_at is not None:
        return
    sums = _sums(tx, dialogue)
    for improvement in of(tx, dialogue):
        improvement.votes = sums.get(improvement.id, 0)
    chosen, tie = _leading(of(tx, dialogue), sums)
    dialogue.decided_at = tx.now
    if chosen is not None:
        chosen.state, chosen.tie, chosen.decided_at = "open", tie, tx.now
        ideas.taken_up(tx, chosen)
        reminders.plan(tx, chosen)
    tx.session.execute(delete(Vote).where(Vote.dialogue_id == dialogue.id))
    tx.session.flush()
    for thread in rooms.open_threads(tx, dialogue):
        if (
            tx.outbox.find(_key(dialogue, thread)) is not None
        ):  # a stage that was slept through is not made up for
            about = About("improvement", chosen.id) if chosen else About("dialogue", dialogue.id)
            _post(tx, thread, _decision_key(dialogue, thread), _decision(tx, dialogue), about)
    repaint(tx, dialogue)
    if chosen is None or chosen.owner_id is None:
        steps.plan(
            tx,
            steps.Name.FOLLOW_UP,
            _next_working_day(tx, dialogue),
            dialogue=dialogue,
            argument="improvement",
        )


def follow_up(tx: Transaction, dialogue_id: str) -> None:
    """Ask once more where nothing was proposed or nobody owns what was decided, unless the circle sits again already."""
    dialogue = dialogue_rows.lock(tx, dialogue_id)
    chosen = decided(tx, dialogue)
    if (chosen is not None and chosen.owner_id is not None) or not is_latest(tx, dialogue):
        return
    for thread in rooms.open_threads(tx, dialogue):
        about = About("improvement", chosen.id) if chosen else About("dialogue", dialogue.id)
        _post(tx, thread, _follow_up_key(dialogue, thread), _follow_up(tx, dialogue), about)


def repaint(tx: Transaction, dialogue: Dialogue) -> None:
    """Make what the rooms read of the deciding say how it stands now."""
    if dialogue.stage not in {Stage.DECIDING, Stage.CLOSED}:
        return
    _lay(tx, dialogue, Priority.CARD)
    if dialogue.decided_at is None:
        return
    decision, follow = _decision(tx, dialogue), _follow_up(tx, dialogue)
    for thread in dialogue.threads:
        tx.outbox.update(_decision_key(dialogue, thread), decision, priority=Priority.CARD)
        tx.outbox.update(_follow_up_key(dialogue, thread), follow, priority=Priority.CARD)


def recount(tx: Transaction, dialogue: Dialogue) -> None:
    """Show changed counts, in a while and together."""
    if is_running(dialogue):
        _lay(tx, dialogue, Priority.COUNT, within=COUNTS_WITHIN)


def is_running(dialogue: Dialogue) -> bool:
    """Say whether people may propose and choose."""
    return dialogue.state == "open" and dialogue.stage == Stage.DECIDING and dialogue.decided_at is None


def is_latest(tx: Transaction, dialogue: Dialogue) -> bool:
    """Say whether the circle has not sat again since."""
    newer = select(func.count()).where(
        Dialogue.workspace_id == tx.workspace.id,
        Dialogue.circle_id == dialogue.circle_id,
        Dialogue.started_at > dialogue.started_at,
        Dialogue.state != "planned",
    )
    return not tx.session.scalar(newer)


def until(dialogue: Dialogue) -> datetime:
    """Return when the time for deciding is over."""
    timed = {one.stage: one for one in stages(dialogue.started_at, Agenda.model_validate(dialogue.agenda))}
    stage = timed[Stage.DECIDING]
    return max(stage.begins_at, stage.ends_at - min(ANNOUNCED_BEFORE, (stage.ends_at - stage.begins_at) / 2))


def of(tx: Transaction, dialogue: Dialogue) -> Sequence[Improvement]:
    """Return what was proposed at a dialogue, in the order in which it came."""
    tx.session.flush()
    found = select(Improvement).where(
        Improvement.workspace_id == tx.workspace.id,
        Improvement.dialogue_id == dialogue.id,
        Improvement.is_apart.is_(False),
    )
    return tx.session.scalars(found.order_by(Improvement.proposed_at, Improvement.id)).all()


def decided(tx: Transaction, dialogue: Dialogue) -> Improvement | None:
    """Return what a dialogue begins with, if that is settled and is anything."""
    return next((one for one in of(tx, dialogue) if one.state != "proposed"), None)


def proposal(tx: Transaction, improvement: Improvement, votes: int | None = None) -> Proposal:
    """Return an improvement with everything that is shown of it."""
    owner = tx.find(Person, improvement.owner_id) if improvement.owner_id else None
    return Proposal(
        id=improvement.id,
        what=improvement.what,
        when_then=improvement.when_then,
        helps=improvement.helps,
        due_on=improvement.due_on,
        owner=owner.name if owner else None,
        has_owner=owner is not None,
        is_asked=improvement.asked_id is not None,
        votes=improvement.votes if votes is None else votes,
    )


def table(tx: Transaction, dialogue: Dialogue, surface: Surface = Surface.ROOM) -> Table:
    """Return what lies before a room, as far as it may see it."""
    sums = _sums(tx, dialogue) if dialogue.decided_at is None else {}
    improvements = of(tx, dialogue)
    shown = [
        proposal(tx, one, sums.get(one.id, 0) if dialogue.decided_at is None else None)
        for one in improvements
    ]
    leading, tie = _leading(improvements, sums)
    return Table(
        dialogue_id=dialogue.id,
        phrases=[(nominee.phrase, nominee.pins) for nominee in watchwords.nominees(tx, dialogue, surface)],
        proposals=shown,
        leading=next((one for one in shown if leading is not None and one.id == leading.id), None),
        tie=tie,
        until=until(dialogue),
        tz=dialogue.circle.tz,
        is_decided=dialogue.decided_at is not None,
    )


def _deciding(tx: Transaction, dialogue: Dialogue, surface: Surface) -> Message:
    return views.deciding(words(dialogue.circle.language), table(tx, dialogue, surface))


def _lay(tx: Transaction, dialogue: Dialogue, priority: Priority, *, within: timedelta = timedelta()) -> None:
    """Show every room what lies before it now."""
    surfaces = {consent.room(thread.room) for thread in dialogue.threads}
    shown = {surface: _deciding(tx, dialogue, surface) for surface in surfaces}
    for thread in dialogue.threads:
        message = shown[consent.room(thread.room)]
        tx.outbox.update(_key(dialogue, thread), message, priority=priority, within=within)


def _leading(
    improvements: Sequence[Improvement], sums: dict[str, int]
) -> tuple[Improvement | None, Tie | None]:
    """Return what would be begun with, and by which rule if several are chosen alike."""
    most = max((sums.get(one.id, 0) for one in improvements), default=0)
    alike = [one for one in improvements if sums.get(one.id, 0) == most]
    if len(alike) < 2:
        return next(iter(alike), None), None
    owned = [one for one in alike if one.owner_id is not None]
    return (owned[0], Tie.OWNER) if owned else (alike[0], Tie.FIRST)


def _sums(tx: Transaction, dialogue: Dialogue) -> dict[str, int]:
    """Return how many people chose each proposal, while it can be changed."""
    tx.session.flush()
    counted = (
        select(Vote.improvement_id, func.count())
        .where(Vote.workspace_id == tx.workspace.id, Vote.dialogue_id == dialogue.id)
        .group_by(Vote.improvement_id)
    )
    return {row[0]: row[1] for row in tx.session.execute(counted)}


def _decision(tx: Transaction, dialogue: Dialogue) -> Message:
    return views.decision(words(dialogue.circle.language), _as_decided(tx, dialogue))


def _follow_up(tx: Transaction, dialogue: Dialogue) -> Message:
    return views.follow_up(words(dialogue.circle.language), _as_decided(tx, dialogue))


def _as_decided(tx: Transaction, dialogue: Dialogue) -> Decision:
    chosen = decided(tx, dialogue)
    if chosen is None:
        return Decision(dialogue.id, None, late=[proposal(tx, one) for one in of(tx, dialogue)])
    return Decision(dialogue.id, proposal(tx, chosen), Tie(chosen.tie) if chosen.tie else None)


def _plan_decision(tx: Transaction, dialogue: Dialogue) -> None:
    due_at = until(dialogue)
    steps.plan(tx, steps.Name.DECIDE, due_at, dialogue=dialogue, argument=due_at.isoformat())


def _next_working_day(tx: Transaction, dialogue: Dialogue) -> datetime:
    """Return the circle's hour on the working day after this one."""
    circle = dialogue.circle
    tomorrow = tx.now.astimezone(ZoneInfo(circle.tz)).date() + timedelta(days=1)
    day = workdays.working_day_from(tomorrow, circle.tz)
    return workdays.begin_of(day, circle.tz, time.fromisoformat(circle.at))


def _post(tx: Transaction, thread: Thread, key: str, message: Message, about: About) -> None:
    tx.outbox.post(
        Draft(
            thread.channel_id,
            key=key,
            message=message,
            about=about,
            thread_key=thread.card_key,
            priority=Priority.STAGE,
        )
    )


def _key(dialogue: Dialogue, thread: Thread) -> str:
    return f"deciding:{dialogue.id}:{thread.room_id}"


def _decision_key(dialogue: Dialogue, thread: Thread) -> str:
    return f"decided:{dialogue.id}:{thread.room_id}"


def _follow_up_key(dialogue: Dialogue, thread: Thread) -> str:
    return f"follow-up:{dialogue.id}:{thread.room_id}"
