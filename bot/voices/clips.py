"""Clips and recordings beside a voice: uploaded once more for each thread where the voice lies, so that all can play them.

Slack shows a file to whom it was shared with, and one handed in with a form to nobody: a link to it opens for its owner
alone. A file of ours is uploaded first, its id kept, and only then shared: so it can always be deleted again, whatever
becomes of the call that shares it (https://docs.slack.dev/reference/methods/files.completeUploadExternal).
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import String, cast, select

from bot import files
from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.files import File
from bot.texts import words
from bot.transaction import Transaction
from bot.voices import voice_files
from models import Dialogue, Post, Voice, new_id

DONE_BEFORE = "file_not_found"
"""What Slack says of an upload that was completed already: a call whose answer was lost did it."""


def laid_by(voice: Voice, number: int, thread_key: str) -> dict[str, Any]:
    """Return what a post of a voice needs, so that its clips follow in the thread as soon as it stands."""
    if not any(file.goes_along for file in _beside(voice)):
        return {}
    return {"answer": "voice_laid", "subject": f"{voice.id}:{number}:{thread_key}"}


@answers.runs("voice_laid")
def laid(tx: Transaction, subject: str, answer: Answer) -> None:
    """A voice stands in a thread: upload its clips for it."""
    voice_id, number, thread_key = subject.split(":", 2)
    voice = tx.session.get_one(Voice, voice_id)
    for file in _beside(voice) if answer.error is None else ():
        if file.goes_along:
            arguments = {"file": file.id, "url": file.url, "name": file.name or file.id}
            about = f"{voice_id}:{file.id}:{number}:{thread_key}"
            tx.outbox.ask("files.upload", arguments, answer="clip_uploaded", subject=about)


@answers.runs("clip_uploaded")
def uploaded(tx: Transaction, subject: str, answer: Answer) -> None:
    """A clip is ours, and nobody sees it yet: share it into its thread, if it still lies beside the voice."""
    voice_id, file_id, number, thread_key = subject.split(":", 3)
    voice = _locked(tx, voice_id)
    if answer.error is not None:
        _only_linked(tx, voice, file_id)
        return
    root, copy_id = tx.outbox.find(thread_key), answer.data["file_id"]
    file = next((one for one in _beside(voice) if one.id == file_id), None)
    if file is None or root is None or root.ts is None or root.about_id is None:
        return
    _keep(tx, voice, file_id, shares=[*file.shares, copy_id])
    said = words(tx.session.get_one(Dialogue, root.about_id).circle.language)
    arguments = {
        "files": json.dumps([{"id": copy_id, "title": file.name or said("copy-file-unnamed")}]),
        "channel_id": root.channel_id,
        "thread_ts": root.ts,
        "initial_comment": said("voice-clip", n=int(number)),
    }
    tx.outbox.ask(
        "files.completeUploadExternal",
        arguments,
        answer="clip_shared",
        subject=f"{voice_id}:{file_id}:{copy_id}",
    )


@answers.runs("clip_shared")
def shared(tx: Transaction, subject: str, answer: Answer) -> None:
    """A clip stands in its thread, or Slack would not have it; one that went meanwhile is deleted again."""
    voice_id, file_id, copy_id = subject.split(":")
    voice = _locked(tx, voice_id)
    if file_id not in {file.id for file in _beside(voice)}:
        files.remove(tx, [{"copy_id": copy_id}])
    elif answer.error not in {None, DONE_BEFORE}:
        _only_linked(tx, voice, file_id)


def stands(tx: Transaction, channel_id: str, ts: str, file_ids: Sequence[str]) -> None:
    """A message of ours that shares files came back: where it shares a clip, it goes with the voice from now on."""
    for copy_id in file_ids:
        beside = select(Voice.id).where(
            Voice.workspace_id == tx.workspace.id,
            cast(Voice.files, String).contains(copy_id, autoescape=True),
        )
        voice_id = tx.session.scalars(beside.limit(1)).first()
        if voice_id is not None:
            tx.add_once(
                Post,
                id=new_id(),
                workspace_id=tx.workspace.id,
                key=f"clip:{copy_id}",
                channel_id=channel_id,
                ts=ts,
                about_kind="voice",
                about_id=voice_id,
                state="posted",
            )


def _beside(voice: Voice) -> list[File]:
    return [File.model_validate(file) for file in voice.files or ()]


def _locked(tx: Transaction, voice_id: str) -> Voice:
    return tx.session.get_one(Voice, voice_id, with_for_update=True, populate_existing=True)


def _only_linked(tx: Transaction, voice: Voice, file_id: str) -> None:
    """Say where the voice lies that its clip cannot be played there."""
    _keep(tx, voice, file_id, goes_along=False)
    voice_files.show_again(tx, voice, file_id)


def _keep(tx: Transaction, voice: Voice, file_id: str, **changed: Any) -> None:
    voice.files = [file | changed if file["id"] == file_id else file for file in voice.files]
    tx.session.flush()
