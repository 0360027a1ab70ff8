"""Workspaces: where Entaku is installed."""

from collections.abc import Sequence

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import real_now
from bot.plaintext import tidy
from bot.transaction import Transaction
from models import Workspace

log = structlog.get_logger()

SAFE_WORD_CHARACTERS = 60


def install(session: Session, *, team_id: str, name: str, bot_user_id: str, bot_id: str) -> Workspace:
    """Keep the workspace that a token belongs to; one that was stopped goes on, since its token works again."""
    workspace = session.get(Workspace, team_id)
    if workspace is None:
        workspace = Workspace(
            id=team_id, name=name, bot_user_id=bot_user_id, bot_id=bot_id, installed_at=real_now()
        )
        session.add(workspace)
    workspace.name, workspace.bot_user_id, workspace.bot_id = name, bot_user_id, bot_id
    workspace.stopped_because = None
    return workspace


def stop(tx: Transaction, why: str) -> None:
    """Deliver nothing more to this workspace: the app was taken out or its token revoked."""
    tx.workspace.stopped_because = why
    log.error("workspace stopped", workspace=tx.workspace.id, error=why)


def ids(session: Session) -> list[str]:
    """Return the Slack team ids of all workspaces."""
    return list(session.scalars(select(Workspace.id).order_by(Workspace.id)))


def keep_safe_words(tx: Transaction, add: Sequence[str], remove: Sequence[str]) -> list[str]:
    """Change which words stay in voices although they look like names; return them all, in order."""
    words = {word for one in add if (word := tidy(one)[:SAFE_WORD_CHARACTERS])}
    tx.workspace.safe_words = sorted((set(tx.workspace.safe_words) | words) - {tidy(one) for one in remove})
    return tx.workspace.safe_words
