"""Republishing: homes that people opened in the last day follow what changes, within seconds, in the background.

One thread a process, so that no listener builds anybody else's home. What changed is rows (`bot.home.home_changes`), also by
a command or another process; a process claims them, builds the homes concerned, publishes those that read otherwise than
before, and only then deletes the rows. A crash in between leaves the claim to run out. At the start and every hour all
homes are compared, for what only time changes.
"""

import threading
import time
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot import logs, workspaces
from bot.clock import real_now
from bot.delivery.outbox import Priority
from bot.home import concerned, home, home_changes
from bot.home.home_changes import Topic
from bot.people import people
from bot.refusals import Busy
from bot.transaction import Database
from models import HomeChange, OpenedHome, Person, Workspace

log = structlog.get_logger()

KEPT_CURRENT = timedelta(days=1)
"""For so long after it was opened a home follows what changes."""
GATHER_SECONDS = 0.2
"""What belongs together often comes in several commits."""
EVERY_SECONDS = 2.0
"""A burst of changes shows in a home at most so often; five seconds are what people are promised."""
LOOK_SECONDS = 1.0
"""How often a process looks for what others have changed."""
ALL_AGAIN_SECONDS = 3600.0
CLAIM = timedelta(seconds=10)
AT_ONCE = 500
"""Changes that are claimed together; the rest is for the next round, or for another process."""
TRIES = 3
REST_SECONDS = 0.1
"""After each home the thread rests for as long as that took, up to this: acks come first."""


class Republishing:
    """Keeps all workspaces' homes current. `start` lets it run by itself; a test calls `step`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="republishing", daemon=True)
        database.on_homes_changed(self._wake.set)

    def start(self) -> None:
        self._thread.start()

    def stop(self, timeout_seconds: float) -> None:
        """Finish the home in hand; what is left is claimed anew after the next start."""
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(timeout_seconds)

    def step(self, *, all_homes: bool = False) -> int:
        """Look at the homes that noted changes concern, or at all that are kept current; return how many were published."""
        with self._database.reading() as session:
            workspace_ids = workspaces.ids(session) if all_homes else _changed(session)
        return sum(self._follow(workspace_id, all_homes=all_homes) for workspace_id in workspace_ids)

    def _run(self) -> None:
        all_at = time.monotonic()
        while not self._stopping.is_set():
            began = time.monotonic()
            self._wake.clear()
            all_homes = began >= all_at
            published = 0
            try:
                published = self.step(all_homes=all_homes)
                all_at = began + ALL_AGAIN_SECONDS if all_homes else all_at
            except Exception as error:  # noqa: BLE001  the outermost loop: it outlives a database that is away
                log.warning("republishing failed", error=logs.named(error))
            if published:
                self._stopping.wait(began + EVERY_SECONDS - time.monotonic())
            if self._wake.wait(LOOK_SECONDS):
                self._stopping.wait(GATHER_SECONDS)

    def _follow(self, workspace_id: str, *, all_homes: bool) -> int:
        since = self._database.clock.now() - KEPT_CURRENT
        with self._database.session() as session:
            changes = _claim(session, workspace_id)
            if all_homes:
                _forget_old(session, workspace_id, since)
        topics = [home_changes.EVERYBODY] if all_homes else _topics(changes)
        with self._database.reading() as session:
            person_ids = concerned.people(session, workspace_id, topics, since=since)
        published = 0
        for person_id in person_ids:
            if self._stopping.is_set():
                return published
            began = time.monotonic()
            published += self._try_one(workspace_id, person_id)
            self._stopping.wait(min(time.monotonic() - began, REST_SECONDS))
        if changes:
            with self._database.session() as session:
                session.execute(delete(HomeChange).where(HomeChange.id.in_([one.id for one in changes])))
        return published

    def _try_one(self, workspace_id: str, person_id: str) -> bool:
        """Publish a home if it changed; one that cannot be built is told to the log and holds up no other."""
        try:
            return self._one(workspace_id, person_id)
        except (Busy, OperationalError):
            raise
        except Exception as error:  # noqa: BLE001  see the docstring
            log.error("home failed", person=person_id, error=logs.named(error))  # noqa: TRY400  no texts in logs
            return False

    def _one(self, workspace_id: str, person_id: str) -> bool:
        """Build a home beside whoever writes; where somebody published it meanwhile, build it again."""
        for _ in range(TRIES):
            with self._database.reading() as session:
                opened = home.opened_row(session, workspace_id, person_id)
                person = session.get(Person, person_id)
                if opened is None or person is None or not people.is_known(person):
                    return False
                tx = self._database.join(session, session.get_one(Workspace, workspace_id))
                tx.person = person
                before, view = opened.digest, home.build(tx)
            if home.digest(view) == before:
                return False
            with self._database.begin(workspace_id) as tx:
                tx.person = tx.session.get_one(Person, person_id)
                if home.publish(tx, view, instead_of=before, priority=Priority.COUNT):
                    return True
        return False


def _changed(session: Session) -> Sequence[str]:
    """Return the workspaces in which changes wait that nobody looks at yet."""
    return session.scalars(select(HomeChange.workspace_id).where(_is_free()).distinct()).all()


def _claim(session: Session, workspace_id: str) -> list[HomeChange]:
    found = select(HomeChange).where(HomeChange.workspace_id == workspace_id, _is_free()).limit(AT_ONCE)
    changes = list(session.scalars(found.with_for_update(skip_locked=True)))
    for change in changes:
        change.claimed_until = real_now() + CLAIM
    return changes


def _is_free() -> ColumnElement[bool]:
    return or_(HomeChange.claimed_until.is_(None), HomeChange.claimed_until < real_now())


def _topics(changes: Collection[HomeChange]) -> list[Topic]:
    return list(dict.fromkeys((home_changes.Kind(one.kind), one.about_id) for one in changes))


def _forget_old(session: Session, workspace_id: str, since: datetime) -> None:
    """Forget who opened their home longer ago."""
    session.execute(
        delete(OpenedHome).where(OpenedHome.workspace_id == workspace_id, OpenedHome.opened_at <= since)
    )
