"""Delivery: claims outbox rows, calls Slack, stores what Slack answered. In that order, in three short steps.

A row that is being sent is its lane's lease: the next one of that lane waits, whichever process holds it, so a
channel's posts keep their order while channels go side by side. A post whose fate is unknown blocks its lane
until it has been found in Slack, or looked for twice in vain: only then is it sent again.
"""

import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import structlog
from sqlalchemy import ColumnElement, delete, literal, select, text, update
from sqlalchemy.orm import Session

from bot import logs
from bot.clock import real_now
from bot.delivery import lanes, posts
from bot.delivery.budgets import Budgets, needed
from bot.delivery.settling import Claim, Settling
from bot.delivery.slack import Outcome, Refused, Slack, Unknown
from bot.faultpoints import FaultPoint, reach
from bot.refusals import Busy
from bot.transaction import Database, Transaction
from models import OutboxRow, Post, Workspace
from models.base import Instant

log = structlog.get_logger()

WORKERS = 8
CLAIM_SECONDS = 15
"""Longer than one call may take: a claim that has run out belongs to a process that is gone."""
IDLE_SECONDS = 0.25
PENDING_SECONDS = 0.1
JOINED_POSTS = 10
JOINED_CHARACTERS = 3000
CLAIM_LOCK = 715_001
"""PostgreSQL advisory lock: processes claim one after the other, so budgets are counted once."""


class Delivery:
    """Empties the outbox of all workspaces. `start` lets it run by itself; a test calls `step`."""

    def __init__(self, database: Database, slack: Slack) -> None:
        self._database = database
        self._slack = slack
        self._has_due = False
        self._name = uuid4().hex
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._under_way: set[Future[None]] = set()
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="delivery")
        self._pump = threading.Thread(target=self._run, name="delivery", daemon=True)
        database.on_outbox(self._wake.set)

    def start(self) -> None:
        self._pump.start()

    def stop(self, timeout_seconds: float) -> None:
        """Take nothing new on and finish what is in hand."""
        self._stopping.set()
        self._wake.set()
        if self._pump.is_alive():
            self._pump.join(timeout_seconds)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def step(self) -> int:
        """Make every call that may be made now, one after the other; return how many."""
        claims = self.claim(limit=1000)
        for claim in claims:
            self._carry_out(claim)
        return len(claims)

    def recover(self) -> None:
        """Take up what a crashed process left: only when no other process can be sending (SQLite, at the start)."""
        with self._database.session() as session:
            _recover(session, OutboxRow.state == "sending")

    def _run(self) -> None:
        while not self._stopping.is_set():
            free = WORKERS - sum(not future.done() for future in self._under_way)
            try:
                claims = self.claim(limit=free) if free > 0 else []
            except Exception as error:  # noqa: BLE001  the outermost loop: delivery outlives a database that is away
                log.warning("delivery could not claim", error=logs.named(error))
                claims = []
            self._under_way = {future for future in self._under_way if not future.done()}
            for claim in claims:
                self._under_way.add(self._pool.submit(self._carry_out, claim))
            if claims:
                continue
            if self._has_due:
                self._stopping.wait(PENDING_SECONDS)  # held back by a budget, which no new row refills
            else:
                self._wake.wait(IDLE_SECONDS)
                self._wake.clear()

    def claim(self, *, limit: int) -> list[Claim]:
        """Mark what may go out now as being sent, by priority and within the budgets, and commit that."""
        now = real_now()
        with self._database.reading() as session:
            self._has_due = lanes.has_due(session, now)
            if not self._has_due:
                return []
            has_orphans = lanes.has_orphans(session, now)
            if not has_orphans and not self._may_claim(session, now):
                return []
        with self._database.session() as session:
            if not self._database.is_sqlite:
                session.execute(text(f"SELECT pg_advisory_xact_lock({CLAIM_LOCK})"))
            if has_orphans:
                _recover(session, lanes.is_orphaned(literal(now, Instant())))
            budgets = Budgets(session, now)
            claims: list[Claim] = []
            for row in lanes.may_go(session, now, self._slack.workspace_ids):
                if len(claims) >= limit:
                    break
                tx = self._database.join(session, session.get_one(Workspace, row.workspace_id))
                claim = _claim(tx, row, budgets, now, self._name)
                if claim is not None:
                    claims.append(claim)
        if claims:
            reach(FaultPoint.CLAIMED)
        return claims

    def _may_claim(self, session: Session, now: datetime) -> bool:
        """Look, without keeping any writer waiting, whether anything that is due is within its budgets."""
        budgets = Budgets(session, now)
        rows = lanes.may_go(session, now, self._slack.workspace_ids, locks=False)
        return any(budgets.allow(row.workspace_id, _drawn_on(row)) for row in rows)

    def _carry_out(self, claim: Claim) -> None:
        reach(FaultPoint.CALLING)
        outcome = self._outcome(claim)
        reach(FaultPoint.ANSWERED)
        try:
            self._store(claim, outcome, runs_answers=True)
        except Busy:  # the claim runs out, and the call is made or looked for again
            log.warning("answer not stored", method=claim.method, error="busy")
        except Exception as error:  # noqa: BLE001  an operation that fails on an answer must not hold up its lane
            log.error("answer failed", method=claim.method, error=logs.named(error))  # noqa: TRY400  no texts in logs
            self._store(claim, outcome, runs_answers=False)
        finally:
            self._wake.set()

    def _outcome(self, claim: Claim) -> Outcome:
        """Make the call. A bug of ours must not hold up its lane: a post is looked for, anything else is given up."""
        try:
            return self._call(claim)
        except Exception as error:  # noqa: BLE001  whatever it is, the lane goes on
            log.error("call failed", method=claim.method, error=logs.named(error))  # noqa: TRY400  no texts in logs
            return Unknown("bug") if claim.kind == "post" else Refused("bug")

    def _call(self, claim: Claim) -> Outcome:
        if claim.is_lookup:
            where = claim.arguments
            return self._slack.find_post(
                claim.workspace_id, where["channel"], where.get("thread_ts"), claim.since_ts, claim.key
            )
        return self._slack.call(claim.workspace_id, claim.method, claim.arguments)

    def _store(self, claim: Claim, outcome: Outcome, *, runs_answers: bool) -> None:
        with self._database.begin(claim.workspace_id) as tx:
            rows = _locked(tx.session, claim.row_ids)
            if rows:  # an echoed event may have settled them already
                Settling(tx, claim, rows, runs_answers=runs_answers).store(outcome)
            reach(FaultPoint.STORING)
        reach(FaultPoint.STORED)


def _drawn_on(row: OutboxRow) -> list[str]:
    """Name the budgets that the row's next call draws on; for a lookup roughly, which is enough to look closer."""
    if row.state == "unsure":
        return needed("conversations.replies")
    return needed(row.method, row.lane if row.kind == "post" else None)


def _recover(session: Session, orphaned: ColumnElement[bool]) -> None:
    """What nobody is sending any more: posts are looked for, notes are given up, the rest simply goes again."""
    session.execute(delete(OutboxRow).where(orphaned, OutboxRow.kind == "ephemeral"))
    session.execute(
        update(OutboxRow)
        .where(orphaned, OutboxRow.kind == "post")
        .values(state="unsure", lookups=0, claimed_by=None, claimed_until=None)
    )
    session.execute(
        update(OutboxRow).where(orphaned).values(state="waiting", claimed_by=None, claimed_until=None)
    )


def _claim(tx: Transaction, row: OutboxRow, budgets: Budgets, now: datetime, by: str) -> Claim | None:
    post = tx.outbox.find(row.key) if row.kind in {"post", "update", "delete"} else None
    if row.kind in {"update", "delete"} and (post is None or post.state in {"failed", "deleted"}):
        tx.session.delete(row)
        return None
    if row.kind == "post" and post is not None:
        return _claim_post(tx, row, post, budgets, now, by)
    if not budgets.take(row.workspace_id, needed(row.method)):
        return None
    arguments = dict(row.arguments)
    if post is not None:
        arguments |= {"channel": post.channel_id, "ts": post.ts}
    _mark([row], now, by)
    return Claim(row.workspace_id, (row.id,), row.kind, row.method, arguments, row.key)


def _claim_post(
    tx: Transaction, row: OutboxRow, post: Post, budgets: Budgets, now: datetime, by: str
) -> Claim | None:
    root_ts = posts.thread_ts(tx, post.thread_key)
    if post.thread_key and root_ts is None:
        posts.fail(tx, [row], "no_thread")  # its root came first in the lane, so it failed for good
        return None
    where = {"channel": post.channel_id} | ({"thread_ts": root_ts} if root_ts else {})
    if row.state == "unsure":
        if not budgets.take(
            row.workspace_id, needed("conversations.replies" if root_ts else "conversations.history")
        ):
            return None
        rows = _sent_together(tx.session, row)
        if not rows:
            return None
        for looked_for in rows:
            looked_for.not_before = now + timedelta(
                seconds=CLAIM_SECONDS
            )  # if we crash, it is looked for again
        since = posts.newest_ts(tx, post.channel_id, post.thread_key)
        key = row.sent_as or row.key
        return Claim(row.workspace_id, tuple(r.id for r in rows), "post", row.method, where, key, True, since)
    if not budgets.take(row.workspace_id, needed(row.method, row.lane)):
        return None
    rows = _joined(tx.session, row, now)
    _mark(rows, now, by)
    for joined in rows:
        joined.sent_as = row.key
    arguments = (
        where
        | _one_message(rows)
        | {
            "unfurl_links": False,
            "unfurl_media": False,
            "metadata": {
                "event_type": f"entaku_{row.key.split(':')[0].replace('-', '_')}",
                "event_payload": {"key": row.key},
            },
        }
    )
    return Claim(row.workspace_id, tuple(r.id for r in rows), "post", row.method, arguments, row.key)


def _mark(rows: list[OutboxRow], now: datetime, by: str) -> None:
    for row in rows:
        row.state = "sending"
        row.claimed_by, row.claimed_until = by, now + timedelta(seconds=CLAIM_SECONDS)


def _sent_together(session: Session, row: OutboxRow) -> list[OutboxRow]:
    """Return the rows that share the message of this one; none if somebody is changing one of them just now."""
    if row.sent_as is None:
        return [row]
    together = select(OutboxRow.id).where(
        OutboxRow.workspace_id == row.workspace_id, OutboxRow.kind == "post", OutboxRow.sent_as == row.sent_as
    )
    ids = session.scalars(together.order_by(OutboxRow.id)).all()
    rows = _locked(session, ids, skip_locked=True)
    return rows if len(rows) == len(ids) else []


def _joined(session: Session, row: OutboxRow, now: datetime) -> list[OutboxRow]:
    """Return the row with those right behind it that may share its message: whole remarks, as many as fit."""
    if row.joins is None:
        return [row]
    behind = (
        select(OutboxRow.id)
        .where(OutboxRow.workspace_id == row.workspace_id, OutboxRow.lane == row.lane, OutboxRow.id > row.id)
        .order_by(OutboxRow.id)
        .limit(JOINED_POSTS - 1)
    )
    ids = session.scalars(behind).all()
    rows, characters = [row], len(row.arguments["text"])
    for next_id, next_row in zip(ids, _locked(session, ids, skip_locked=True), strict=False):
        characters += len(next_row.arguments.get("text", ""))
        may_join = (
            next_row.id == next_id  # not one further back, because somebody is changing the one between
            and next_row.joins == row.joins
            and next_row.state == "waiting"
            and next_row.is_ready
            and next_row.not_before <= now
            and characters <= JOINED_CHARACTERS
        )
        if not may_join:
            break
        rows.append(next_row)
    return rows


def _one_message(rows: list[OutboxRow]) -> dict[str, Any]:
    return {
        "text": "\n".join(row.arguments["text"] for row in rows),
        "blocks": [block for row in rows for block in row.arguments["blocks"]],
    }


def _locked(session: Session, row_ids: Sequence[int], *, skip_locked: bool = False) -> list[OutboxRow]:
    found = select(OutboxRow).where(OutboxRow.id.in_(row_ids)).order_by(OutboxRow.id)
    locked = found.with_for_update(skip_locked=skip_locked).execution_options(populate_existing=True)
    return list(session.scalars(locked))
