"""The beat: asks the database what is due now, and performs it.

Each step is claimed, performed and crossed off in one transaction, so any number of processes, late starts and
repeated beats do it once. A step that fails is logged and tried again at the next beat; the others go on.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import select

from bot import inbox, logs
from bot.bridge import aliases
from bot.keeping import keeping
from bot.letters import letters
from bot.people import private
from bot.pulse import pulse_answers
from bot.reactions import reactions
from bot.transaction import Database
from models import Circle, Early, Step
from scheduler import steps

log = structlog.get_logger()

INTERVAL_SECONDS = 1.0
FORGET_EVERY_HOURS = 1


class Beat:
    """Beats every `interval` real seconds until it is stopped."""

    def __init__(self, database: Database, interval: float = INTERVAL_SECONDS) -> None:
        self._database = database
        self._scheduler = BackgroundScheduler(timezone="UTC")
        self._scheduler.add_job(self._strike, "interval", seconds=interval, max_instances=1, coalesce=True)
        self._scheduler.add_job(
            self._forget, "interval", hours=FORGET_EVERY_HOURS, next_run_time=datetime.now(UTC)
        )

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        """Finish the step in hand and beat no more."""
        self._scheduler.shutdown(wait=True)

    def _strike(self) -> None:
        try:
            run_due(self._database)
        except Exception as error:  # noqa: BLE001  the outermost loop: the beat outlives a database that is away
            log.warning("beat failed", error=logs.named(error))

    def _forget(self) -> None:
        with self._database.session() as session:
            inbox.forget_old(session, timedelta(days=self._database.periods.inbox_days))


def run_due(database: Database) -> int:
    """Perform every step that is due; return how many.

    Besides, plan what is unplanned (dialogues, weekly letters, and each night's look at what has reached its age), end
    waits that lead nowhere, send private messages whose hour has come, and shred the keys of dialogues that have closed
    and of pulses that have ended.
    """
    for workspace_id, circle_id in _circles_to_plan(database):
        _try(database, _plan, workspace_id, circle_id)
    for workspace_id, circle_id in _letters_to_plan(database):
        _try(database, _plan_letter, workspace_id, circle_id)
    for workspace_id in _workspaces_to_keep(database):
        _try(database, _plan_keeping, workspace_id, workspace_id)
    for workspace_id in _workspaces_waiting(database):
        _try(database, _stop_waiting, workspace_id, workspace_id)
    _try(database, _shred, "", "keys")
    _try(database, _shred_pulses, "", "keys of pulses")
    for workspace_id, person_id in _people_to_tell(database):
        _try(database, _tell, workspace_id, person_id)
    return sum(
        _try(database, _perform, workspace_id, step_id) for workspace_id, step_id in _steps_due(database)
    )


def _circles_to_plan(database: Database) -> Sequence[tuple[str, str]]:
    unplanned = select(Circle.workspace_id, Circle.id).where(
        Circle.next_on.is_(None),
        Circle.paused_at.is_(None),
        Circle.came_round_at.is_(None),
        Circle.closed_at.is_(None),
    )
    with database.reading() as session:
        return [(workspace_id, circle_id) for workspace_id, circle_id in session.execute(unplanned)]


def _letters_to_plan(database: Database) -> Sequence[tuple[str, str]]:
    unplanned = select(Circle.workspace_id, Circle.id).where(letters.unplanned())
    with database.reading() as session:
        return [(workspace_id, circle_id) for workspace_id, circle_id in session.execute(unplanned)]


def _workspaces_to_keep(database: Database) -> Sequence[str]:
    with database.reading() as session:
        return keeping.unplanned(session)


def _workspaces_waiting(database: Database) -> Sequence[str]:
    waiting = select(Early.workspace_id).where(reactions.waits_too_long()).distinct()
    with database.reading() as session:
        return session.scalars(waiting).all()


def _people_to_tell(database: Database) -> Sequence[tuple[str, str]]:
    with database.reading() as session:
        return private.due(session, database.clock.now())


def _steps_due(database: Database) -> Sequence[tuple[str, str]]:
    due = select(Step.workspace_id, Step.id).where(
        Step.done_at.is_(None), Step.due_at <= database.clock.now()
    )
    with database.reading() as session:
        rows = session.execute(due.order_by(Step.due_at, Step.key))
        return [(workspace_id, step_id) for workspace_id, step_id in rows]


def _try(
    database: Database, operation: Callable[[Database, str, str], bool], workspace_id: str, row_id: str
) -> bool:
    """Do one thing; what fails is told to the log, without anybody's words, and holds up nothing else."""
    try:
        return operation(database, workspace_id, row_id)
    except Exception as error:  # noqa: BLE001  see the docstring
        log.error("step failed", step=row_id, error=logs.named(error))  # noqa: TRY400  no texts in logs
        return False


def _plan(database: Database, workspace_id: str, circle_id: str) -> bool:
    with database.begin(workspace_id) as tx:
        circle = tx.session.get_one(Circle, circle_id, with_for_update=True)
        if circle.next_on is None and circle.paused_at is None and not circle.is_over:
            steps.plan_next(tx, circle)
    return True


def _plan_letter(database: Database, workspace_id: str, circle_id: str) -> bool:
    with database.begin(workspace_id) as tx:
        circle = tx.session.get_one(Circle, circle_id, with_for_update=True)
        if circle.letter_at is None:
            letters.plan(tx, circle)
    return True


def _plan_keeping(database: Database, workspace_id: str, _: str) -> bool:
    with database.begin(workspace_id) as tx:
        keeping.plan(tx)
    return True


def _stop_waiting(database: Database, workspace_id: str, _: str) -> bool:
    with database.begin(workspace_id) as tx:
        reactions.stop_waiting(tx)
    return True


def _shred(database: Database, _: str, __: str) -> bool:
    return aliases.shred(database)


def _shred_pulses(database: Database, _: str, __: str) -> bool:
    return pulse_answers.shred(database)


def _tell(database: Database, workspace_id: str, person_id: str) -> bool:
    with database.begin(workspace_id) as tx:
        private.send_due(tx, person_id)
    return True


def _perform(database: Database, workspace_id: str, step_id: str) -> bool:
    """Claim a step, perform it and cross it off; False if another process has it or did it, or a host moved it."""
    with database.begin(workspace_id) as tx:
        claimed = select(Step).where(Step.id == step_id, Step.done_at.is_(None), Step.due_at <= tx.now)
        step = tx.session.scalar(claimed.with_for_update(skip_locked=True))
        if step is None:
            return False
        step.done_at = tx.now
        steps.perform(tx, step)
    return True
