"""What lies beside a voice: pictures, clips and recordings that came with it."""

from collections.abc import Sequence

from sqlalchemy import select

from bot import files, safeguard, steps
from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.files import File, SlackFile
from bot.refusals import Refusal
from bot.transaction import Transaction
from bot.voices.voice_form import FILES_AT_MOST, LARGEST_BYTES
from models import RUNNING, Dialogue, SeatedVoice, Voice

KINDS = ("image/", "video/", "audio/")
FILE_NAME = 60
"""Characters of a file's name that a form remembers; all it remembers is 3,000 long."""
PLAYED = ("video/", "audio/")
PLAYED_BYTES = 20 * 1024 * 1024
"""What is read and uploaded well within the time that a call may take."""


class UnfitFile(Refusal):
    """Needs `name`."""

    key = "voice-file-unfit"
    field = "files"


class FileTooBig(Refusal):
    """Needs `name` and `max`, in megabytes."""

    key = "voice-file-too-big"
    field = "files"


class TooManyFiles(Refusal):
    """Needs `max`."""

    key = "voice-files-too-many"
    field = "files"


def check(given: Sequence[SlackFile]) -> None:
    """Refuse at the field what cannot lie beside a voice: `UnfitFile`, `FileTooBig`."""
    for file in given:
        if not (file.mimetype or "").startswith(KINDS):
            raise UnfitFile(name=file.name or file.id)
        if file.size > LARGEST_BYTES:
            raise FileTooBig(name=file.name or file.id, max=LARGEST_BYTES // 1024**2)


def add(tx: Transaction, voice: Voice, given: Sequence[SlackFile]) -> None:
    """Put files beside a voice, each once, and ask for our own copies of the pictures. Refuses with `TooManyFiles`."""
    there = {file["id"] for file in voice.files or ()}
    new = [_kept(tx, file, voice) for file in given if file.id not in there]
    if len(there) + len(new) > FILES_AT_MOST:
        raise TooManyFiles(max=FILES_AT_MOST)
    voice.files = [*(voice.files or ()), *(file.model_dump() for file in new)]
    files.mirror(tx, new, answer="voice_picture_mirrored", about_id=voice.id)


def is_fit(file: SlackFile) -> bool:
    """Say whether a file can lie beside a voice."""
    try:
        check([file])
    except Refusal:
        return False
    return True


def remembered(tx: Transaction, given: Sequence[SlackFile]) -> list[SlackFile]:
    """Return files as a form remembers them, as far as its memory reaches: those that can lie beside a voice."""
    fit = [masked(tx, file) for file in given if is_fit(file)]
    return [file.model_copy(update={"name": file.name[:FILE_NAME]}) for file in fit[:FILES_AT_MOST]]


def add_what_fits(tx: Transaction, voice: Voice, given: Sequence[SlackFile]) -> list[SlackFile]:
    """Put files beside a voice as far as they can lie there; return those that cannot."""
    there = {file["id"] for file in voice.files or ()}
    fit = [file for file in given if is_fit(file) and file.id not in there]
    added = fit[: max(0, FILES_AT_MOST - len(there))]
    add(tx, voice, added)
    taken = there | {file.id for file in added}
    return [file for file in given if file.id not in taken]


def masked(tx: Transaction, file: SlackFile) -> SlackFile:
    """Return a file whose name leads to nobody, nor its address, which holds the name: recordings are often called so."""
    mark, safe_words = tx.words("voice-hidden"), frozenset(tx.workspace.safe_words)
    stem, dot, ending = file.name.rpartition(".")
    plain = stem.replace("_", " ") if dot else file.name.replace("_", " ")
    masked = safeguard.mask(plain, mark, safe_words=safe_words)
    if not masked.count:
        return file
    name = f"{masked.text}{dot}{ending}" if dot else masked.text
    return file.model_copy(
        update={"name": name, "url_private": None, "permalink": None, "hides_address": True}
    )


def _kept(tx: Transaction, file: SlackFile, voice: Voice) -> File:
    """Return a file as it is kept; beside a voice of nobody without its address, in which Slack names who shared it."""
    file = masked(tx, file)
    is_played = (file.mimetype or "").startswith(PLAYED) and file.size <= PLAYED_BYTES
    kept = file.kept().model_copy(update={"goes_along": is_played and file.is_readable})
    return kept if voice.submitter_id is not None else kept.model_copy(update={"permalink": None})


@answers.runs("voice_picture_mirrored")
def mirrored(tx: Transaction, subject: str, answer: Answer) -> None:
    """A picture is ours to show, or Slack would not give it; where the voice is on a table already it shows there."""
    voice_id, _, file_id = subject.partition(":")
    voice = tx.session.get_one(Voice, voice_id, with_for_update=True, populate_existing=True)
    voice.files = files.mirrored(tx, voice.files, file_id, answer)
    tx.session.flush()
    show_again(tx, voice, file_id)


def show_again(tx: Transaction, voice: Voice, file_id: str) -> None:
    """Let a voice on a table tell how one of its files stands now, or one of a voice that says the same."""
    shown_id = voice.joined_to_id or voice.id
    on_tables = (
        select(Dialogue)
        .join(SeatedVoice, SeatedVoice.dialogue_id == Dialogue.id)
        .where(
            SeatedVoice.workspace_id == tx.workspace.id,
            SeatedVoice.voice_id == shown_id,
            Dialogue.state.in_(RUNNING),
        )
    )
    for dialogue in tx.session.scalars(on_tables).all():
        shown_by = f"voice:{shown_id}:{file_id}"
        steps.plan(tx, steps.Name.TOTALS, tx.now, dialogue=dialogue, argument=shown_by)
