"""Files that people attach: pictures become files of ours, which every room can be shown.

Clips and recordings beside a voice follow into its threads (`bot.voices.clips`); the rest stays a link.
"""

from collections.abc import Iterable, Sequence
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from bot.delivery.answers import Answer
from bot.delivery.outbox import Priority
from bot.plaintext import clean
from bot.transaction import Transaction

PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp"}
PICTURE_BYTES = 10 * 1024 * 1024

Plain = Annotated[str, BeforeValidator(lambda text: text or ""), AfterValidator(clean)]
"""Text without the characters that no database stores; absent and null are empty."""
Kept = Sequence[dict[str, Any]]
"""Files as a row keeps them: `File`, dumped."""


class File(BaseModel):
    """A file of a remark or a voice, as its row keeps it."""

    id: str
    name: str = ""
    mimetype: str | None = None
    url: str | None = None
    permalink: str | None = None
    copy_id: str | None = None
    """Our own file with the same picture, which every room may be shown."""
    is_awaited: bool = False
    """The picture is being mirrored: what shows it waits for it."""
    goes_along: bool = False
    """A clip or recording that can be played in each thread where its voice lies."""
    shares: list[str] = Field(default_factory=list)
    """Our own files with it, one for each of these threads."""


class SlackFile(BaseModel):
    """https://docs.slack.dev/reference/objects/file-object; of a file of another organisation only the id may come."""

    model_config = ConfigDict(hide_input_in_errors=True)

    id: str
    name: Plain = ""
    mimetype: str | None = None
    url_private: str | None = None
    permalink: str | None = None
    size: int = 0
    mode: str | None = None
    hides_address: bool = False
    """Its address would tell its name: Slack is asked for it when the file is read."""

    @property
    def is_readable(self) -> bool:
        return bool(self.url_private) or self.hides_address

    def kept(self) -> File:
        is_picture = self.mimetype in PICTURES and self.is_readable and self.size <= PICTURE_BYTES
        return File(
            id=self.id,
            name=self.name,
            mimetype=self.mimetype,
            url=self.url_private,
            permalink=self.permalink,
            is_awaited=is_picture,
        )


def mirror(tx: Transaction, files: Iterable[File], *, answer: str, about_id: str) -> None:
    """Ask for our own copy of each picture; `answer` names the operation that gets it, for `about_id:file`."""
    for file in files:
        if file.is_awaited:
            arguments: dict[str, Any] = {"file": file.id, "url": file.url, "name": file.name or file.id}
            tx.outbox.ask("files.mirror", arguments, answer=answer, subject=f"{about_id}:{file.id}")


def mirrored(tx: Transaction, files: Kept, file_id: str, answer: Answer) -> list[dict[str, Any]]:
    """Return the files with our copy of one of them, or without if Slack would not give it.

    A copy of a file that went while the picture was on its way is deleted again.
    """
    copy_id = answer.data.get("file_id")
    if copy_id and file_id not in {file["id"] for file in files}:
        remove(tx, [{"copy_id": copy_id}])
    return [
        file | {"is_awaited": False, "copy_id": copy_id} if file["id"] == file_id else file for file in files
    ]


def remove(tx: Transaction, files: Kept) -> None:
    """Take our own files with these out of Slack; the ones that people shared are theirs."""
    ours = [copy_id for file in files for copy_id in (file.get("copy_id"), *file.get("shares", ()))]
    for file_id in filter(None, ours):
        arguments = {"file": file_id}
        tx.outbox.ask("files.delete", arguments, answer=None, subject=file_id, priority=Priority.TAKEDOWN)
