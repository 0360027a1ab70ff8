"""The content of a message as an app gives it: text, blocks, attachments, metadata, all checked.

Used wherever an app shows something: posts, updates, ephemerals, answers to commands, response_urls.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from sandbox import rules
from sandbox.blockkit import (
    ONE_TABLE,
    TOO_MUCH_TEXT,
    TOTAL_TEXT_LIMIT,
    Problem,
    check_blocks,
    fill_block_ids,
    total_text,
)
from sandbox.refusal import Refusal
from sandbox.text import stored, stored_blocks
from sandbox.workspace import Json, Message, Workspace

MARKDOWN_LIMIT = 12_000
METADATA_BYTES = 8_000
ATTACHMENTS = 100


@dataclass
class Content:
    """What is shown; `given` are the keys the app sent at all."""

    text: str
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    given: frozenset[str] = frozenset()

    def message(self, workspace: Workspace, thread_ts: str | None = None, **more: Any) -> Message:
        return Message(
            "",
            workspace.bot_user_id,
            self.text,
            blocks=self.blocks,
            attachments=self.attachments,
            metadata=self.metadata,
            thread_ts=thread_ts,
            from_app=True,
            team_id=workspace.id,
            **more,
        )


def read_content(workspace: Workspace, body: Json, *, empty_allowed: bool = False) -> Content:
    """Check what an app wants to show and return it as Slack keeps it."""
    given = frozenset(
        key for key in ("text", "blocks", "attachments", "metadata") if body.get(key) is not None
    )
    text = body.get("text") or ""
    if not isinstance(text, str):
        raise Refusal("invalid_arguments", rules.ARGUMENT_SHAPE)
    markdown = body.get("markdown_text")
    if markdown is not None:
        text = _markdown(markdown, text, body)
    blocks = _blocks(body.get("blocks"))
    attachments = _attachments(body.get("attachments"))
    if not empty_allowed and not text.strip() and not blocks and not attachments:
        raise Refusal("no_text", rules.TEXT_PRESENT)
    _check_files(workspace, blocks)
    return Content(
        stored(text.replace("\x00", "")), blocks, attachments, metadata_of(body.get("metadata")), given
    )


def _markdown(markdown: object, text: str, body: Json) -> str:
    if not isinstance(markdown, str):
        raise Refusal("invalid_arguments", rules.ARGUMENT_SHAPE)
    if text or body.get("blocks"):
        raise Refusal("markdown_text_conflict", rules.TEXT_MARKDOWN)
    if len(markdown) > MARKDOWN_LIMIT:
        raise Refusal("msg_too_long", rules.TEXT_MARKDOWN)
    return markdown


def _blocks(given: object) -> list[Json]:
    if given is None:
        return []
    if not isinstance(given, list):
        raise Refusal("invalid_blocks_format", rules.BLOCKS_FORMAT)
    if problems := check_blocks(given, "message"):
        if problems[0].rule == ONE_TABLE:
            raise Refusal("invalid_attachments", ONE_TABLE, **complaints(problems))
        raise Refusal("invalid_blocks", problems[0].rule, **complaints(problems))
    if total_text(given) > TOTAL_TEXT_LIMIT:
        raise Refusal("msg_blocks_too_long", TOO_MUCH_TEXT)
    return fill_block_ids(stored_blocks(given))


def _attachments(given: object) -> list[Json]:
    if given is None:
        return []
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise Refusal("invalid_arguments", rules.ARGUMENT_SHAPE)
    if len(given) > ATTACHMENTS:
        raise Refusal("too_many_attachments", rules.ATTACHMENTS_COUNT)
    for number, attachment in enumerate(given):
        if "blocks" in attachment:
            problems = check_blocks(attachment["blocks"], "message", f"/attachments/{number}/blocks")
            if problems:
                raise Refusal("invalid_attachments", problems[0].rule, **complaints(problems))
    return [{"id": number, **attachment} for number, attachment in enumerate(given, start=1)]


def complaints(problems: list[Problem]) -> Json:
    """Slack's two lists of what is wrong with blocks."""
    lines = [f"{problem.message} [json-pointer:{problem.pointer}]" for problem in problems]
    return {"errors": lines, "response_metadata": {"messages": [f"[ERROR] {line}" for line in lines]}}


def metadata_of(given: object) -> Json | None:
    """Metadata as Slack takes it; `{}` is kept apart, since an update removes metadata with it."""
    if given is None or given == {}:
        return None
    if not isinstance(given, dict):
        raise Refusal("invalid_metadata_format", rules.METADATA_SHAPE)
    if not isinstance(given.get("event_type"), str) or not given["event_type"]:
        raise Refusal("invalid_metadata_schema", rules.METADATA_SHAPE)
    if not isinstance(given.get("event_payload"), dict):
        raise Refusal("invalid_metadata_schema", rules.METADATA_SHAPE)
    if len(json.dumps(given, ensure_ascii=False).encode()) > METADATA_BYTES:
        raise Refusal("metadata_too_large", rules.METADATA_SIZE)
    return given


def _check_files(workspace: Workspace, part: Any) -> None:
    """A slack_file in an image names a file that was uploaded whole."""
    if isinstance(part, list):
        for one in part:
            _check_files(workspace, one)
    elif isinstance(part, dict):
        named = part.get("slack_file")
        if isinstance(named, dict) and not _file_there(workspace, named):
            raise Refusal("invalid_blocks", rules.FILE_IN_BLOCK, errors=["invalid slack file"])
        for one in part.values():
            if isinstance(one, (dict, list)):
                _check_files(workspace, one)


def _file_there(workspace: Workspace, named: Json) -> bool:
    if file_id := named.get("id"):
        file = workspace.files.get(file_id)
        return file is not None and file.complete and not file.deleted
    address = str(named.get("url", ""))
    return any(f"{workspace.id}-{file.id}" in address for file in workspace.files.values() if file.complete)
