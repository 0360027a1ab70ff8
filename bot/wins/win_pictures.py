"""The pictures of a win: ours once Slack has given them, and shown in its post from then on."""

from collections.abc import Sequence

from bot import files
from bot.delivery.answers import Answer
from bot.files import PICTURE_BYTES, PICTURES, File, SlackFile
from bot.refusals import Refusal
from bot.transaction import Transaction
from bot.voices import voice_files
from bot.wins.win_form import PICTURES_AT_MOST
from models import Win


class UnfitPicture(Refusal):
    """Needs `name`."""

    key = "wins-picture-unfit"
    field = "files"


class PictureTooBig(Refusal):
    """Needs `name` and `max`, in megabytes."""

    key = "voice-file-too-big"
    field = "files"


class TooManyPictures(Refusal):
    """Needs `max`."""

    key = "wins-pictures-too-many"
    field = "files"


def check(given: Sequence[SlackFile], beside: int = 0) -> None:
    """Refuse at the field what cannot be shown: `UnfitPicture`, `PictureTooBig`, and with others beside it `TooManyPictures`."""
    for file in given:
        if file.mimetype not in PICTURES:
            raise UnfitPicture(name=file.name or file.id)
        if file.size > PICTURE_BYTES:
            raise PictureTooBig(name=file.name or file.id, max=PICTURE_BYTES // 1024**2)
    if len(given) + beside > PICTURES_AT_MOST:
        raise TooManyPictures(max=PICTURES_AT_MOST)


def follow(tx: Transaction, win: Win, given: Sequence[SlackFile], without: Sequence[str]) -> None:
    """Take pictures away from a win and put others to it, each once. Refuses as `check`."""
    gone = [file for file in win.files if file["id"] in without]
    stay = [file for file in win.files if file["id"] not in without]
    there = {file["id"] for file in stay}
    new = [file for file in given if file.id not in there]
    check(new, len(stay))
    kept = [_kept(tx, file) for file in new]
    win.files = [*stay, *(file.model_dump() for file in kept)]
    files.remove(tx, gone)
    tx.session.flush()
    files.mirror(tx, kept, answer="win_picture_mirrored", about_id=win.id)


def shown(win: Win) -> list[str]:
    """Return the ids of our files that a win's post shows."""
    return [file["copy_id"] for file in win.files if file.get("copy_id")]


def _kept(tx: Transaction, file: SlackFile) -> File:
    """Return a picture as it is kept: whose name leads to nobody, and without where Slack tells who shared it."""
    return voice_files.masked(tx, file).kept().model_copy(update={"permalink": None})


def mirrored(tx: Transaction, win: Win | None, file_id: str, answer: Answer) -> None:
    """Keep that a picture is ours; of a win that went meanwhile our copy goes, too."""
    if win is None:
        files.mirrored(tx, (), file_id, answer)
        return
    win.files = files.mirrored(tx, win.files, file_id, answer)
    tx.session.flush()
