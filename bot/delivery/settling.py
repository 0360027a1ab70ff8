"""Settling: what follows from how a call ended. Posts end as exactly one message or as a failure told to somebody;
updates, deletions and questions simply go again; notes to one person come at most once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import select

from bot.clock import real_now
from bot.delivery import answers, posts
from bot.delivery.answers import Answer
from bot.delivery.budgets import Budgets
from bot.delivery.slack import Answered, NotSent, Outcome, RateLimited, Refused, Unknown
from bot.transaction import Transaction
from models import OutboxRow

log = structlog.get_logger()

LOOK_AGAIN = timedelta(seconds=30)
LOOKUPS = 2
"""A post that was not found twice, at once and after `LOOK_AGAIN`, is sent again."""
ATTEMPTS = 12
LONGEST_WAIT_SECONDS = 60.0

CHANNEL_LOST = {
    "channel_not_found",
    "not_in_channel",
    "is_archived",
    "restricted_action",
    "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel",
    "restricted_action_non_threadable_channel",
    "restricted_action_thread_locked",
}
"""Nothing of ours can be posted there any more, until somebody lets us in again."""
WORKSPACE_LOST = {
    "account_inactive",
    "invalid_auth",
    "not_authed",
    "team_access_not_granted",
    "token_expired",
    "token_revoked",
}
"""Nothing can be delivered until the app is installed anew or started with another token."""


@dataclass(frozen=True)
class Claim:
    """A call that a process has taken on: the rows it is for and everything needed to make it."""

    workspace_id: str
    row_ids: tuple[int, ...]
    kind: str
    method: str
    arguments: dict[str, Any]
    key: str
    is_lookup: bool = False
    since_ts: str | None = None


class Settling:
    """Stores the outcome of one call, with the rows it was made for locked."""

    def __init__(
        self, tx: Transaction, claim: Claim, rows: Sequence[OutboxRow], *, runs_answers: bool = True
    ) -> None:
        self._tx = tx
        self._claim = claim
        self._rows = rows
        self._runs_answers = runs_answers
        if not runs_answers:
            for row in rows:
                row.answer = None

    def store(self, outcome: Outcome) -> None:
        match outcome:
            case RateLimited(seconds):
                self._rest(seconds)
            case NotSent(why):
                self._again(why)
            case Refused(error) if error in WORKSPACE_LOST:
                self._stop_workspace(error)
            case _ if self._claim.is_lookup:
                self._looked(outcome)
            case Answered(data):
                self._done(Answer(dict(data)))
            case Refused(error):
                self._refused(error)
            case Unknown(why):
                self._unknown(why)

    def _done(self, answer: Answer) -> None:
        if self._claim.kind == "post":
            posts.settle(self._tx, self._rows, answer.data)
            return
        if self._claim.kind == "delete":
            self._deleted()
        for row in self._rows:
            self._tx.session.delete(row)
            if row.answer:
                answers.run(self._tx, row.answer, row.subject, answer)

    def _deleted(self) -> None:
        """One message may have carried several posts: they are all gone with it."""
        for post in self._tx.outbox.at(self._claim.arguments["channel"], self._claim.arguments["ts"]):
            post.state = "deleted"

    def _refused(self, error: str) -> None:
        if self._claim.kind == "post":
            posts.fail(self._tx, self._rows, error)
            lane = self._rows[0].lane
            if error in CHANNEL_LOST:
                self._stop_lane(lane, error)
            if self._runs_answers:
                answers.run(self._tx, "post_failed", lane, Answer(error=error))
            return
        log.info("call refused", method=self._claim.method, error=error)
        if self._claim.kind == "delete":
            self._deleted()  # message_not_found: somebody else took it down
        for row in self._rows:
            self._tx.session.delete(row)
            if row.answer:
                answers.run(self._tx, row.answer, row.subject, Answer(error=error))

    def _stop_lane(self, lane: str, error: str) -> None:
        waiting = select(OutboxRow).where(
            OutboxRow.workspace_id == self._claim.workspace_id,
            OutboxRow.lane == lane,
            OutboxRow.kind == "post",
        )
        posts.fail(self._tx, self._tx.session.scalars(waiting.with_for_update()).all(), error)

    def _stop_workspace(self, error: str) -> None:
        log.error("workspace stopped", workspace=self._claim.workspace_id, error=error)
        self._tx.workspace.stopped_because = error
        for row in self._rows:
            row.state = "unsure" if self._claim.is_lookup else "waiting"

    def _unknown(self, why: str) -> None:
        log.info("call without an answer", method=self._claim.method, why=why)
        if self._claim.kind == "post":
            for row in self._rows:
                row.state, row.lookups, row.not_before = "unsure", 0, real_now()
        elif self._claim.kind == "ephemeral":
            for row in self._rows:
                self._tx.session.delete(row)
        else:
            self._again(why)

    def _looked(self, outcome: Outcome) -> None:
        if isinstance(outcome, Answered) and outcome.data.get("ts"):
            posts.settle(self._tx, self._rows, outcome.data)
            return
        if isinstance(outcome, Refused):
            self._refused(outcome.error)
            return
        if not isinstance(outcome, Answered):
            self._again("lookup")
            return
        for row in self._rows:
            row.lookups += 1
            if row.lookups < LOOKUPS:
                row.not_before = real_now() + LOOK_AGAIN
            else:
                row.state, row.sent_as, row.not_before = "waiting", None, real_now()

    def _rest(self, seconds: float) -> None:
        method = self._lookup_method() if self._claim.is_lookup else self._claim.method
        Budgets(self._tx.session, real_now()).block(self._claim.workspace_id, method, seconds)
        for row in self._rows:
            self._put_back(row)

    def _lookup_method(self) -> str:
        return "conversations.replies" if "thread_ts" in self._claim.arguments else "conversations.history"

    def _again(self, why: str) -> None:
        """Try again, waiting longer each time; a question gives up in the end and its operation is told."""
        for row in self._rows:
            row.attempts += 1
            self._put_back(row)
            row.not_before = real_now() + timedelta(seconds=min(2.0**row.attempts / 4, LONGEST_WAIT_SECONDS))
            if row.kind in {"ask", "ephemeral"} and row.attempts >= ATTEMPTS:
                self._tx.session.delete(row)
                if row.answer:
                    answers.run(self._tx, row.answer, row.subject, Answer(error=why))

    def _put_back(self, row: OutboxRow) -> None:
        row.claimed_by = row.claimed_until = None
        row.not_before = real_now()
        if not self._claim.is_lookup:
            row.state, row.sent_as = "waiting", None
