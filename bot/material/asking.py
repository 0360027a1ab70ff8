"""Asking for material: drawn in the background, handed over in the direct messages of whoever asked.

Drawing and uploading may be repeated: a file that is not completed is seen by nobody. Completing hands it over, and
Slack completes a file once. The watchword remembers its files, so that they go from Slack when it goes.
"""

import json

from bot import files, material
from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.delivery.outbox import Priority
from bot.material import sheets
from bot.material.sheet import Kind
from bot.people import people, private
from bot.refusals import Gone, Refusal
from bot.texts import words
from bot.transaction import Transaction
from bot.views import material as views
from models import Watchword

COMPLETED = "file_not_found"
"""What Slack says of a file that it has completed already."""


class NotInstalled(Refusal):
    key = "material-not-installed"


def ask(tx: Transaction, watchword_id: str, kind: Kind) -> None:
    """Have a watchword made into a picture or a slide for the actor. Refuses with `Gone` or `NotInstalled`."""
    if not material.is_installed():
        raise NotInstalled
    watchword = sheets.find(tx, watchword_id)
    sheet = sheets.of(tx, watchword, tx.words)
    tx.outbox.ask(
        "files.draw",
        {"user": tx.actor.user_id, "kind": kind, "sheet": sheet.model_dump(mode="json")},
        answer="material_drawn",
        subject=f"{watchword.id}:{kind}:{tx.actor.user_id}",
        priority=Priority.CARD,
    )


@answers.runs("material_drawn")
def drawn(tx: Transaction, subject: str, answer: Answer) -> None:
    """The files are uploaded, and only we see them: hand them over, unless the watchword has gone meanwhile.

    What nobody completes never becomes a file in Slack: there is nothing to delete.
    """
    watchword_id, _, user_id = subject.split(":")
    tx.person = people.seen(tx, user_id)
    made = [one["id"] for one in answer.data.get("files", ())]
    try:
        watchword = sheets.find(tx, watchword_id)
    except Gone:
        _tell(tx, subject, "error-gone")
        return
    if answer.error is not None:
        _tell(tx, subject, "material-failed")
        return
    watchword.files = [*watchword.files, *made]
    comment = views.handed_over(
        tx.words, sheets.of(tx, watchword, tx.words).standing, missing=answer.data["missing"]
    )
    tx.outbox.ask(
        "files.completeUploadExternal",
        {
            "files": json.dumps(answer.data["files"]),
            "channel_id": answer.data["channel"],
            "initial_comment": comment,
        },
        answer="material_handed_over",
        subject=f"{subject}:{made[0]}",
        priority=Priority.CARD,
    )


@answers.runs("material_handed_over")
def handed_over(tx: Transaction, subject: str, answer: Answer) -> None:
    """The files stand in the direct messages, or Slack would not have it, which is told.

    Words that went while the files were handed over go with them.
    """
    watchword_id, _, user_id, _ = subject.split(":")
    if answer.error not in {None, COMPLETED}:
        tx.person = people.seen(tx, user_id)
        _tell(tx, subject, "material-failed")
        return
    watchword = tx.find(Watchword, watchword_id)
    kept = watchword.files if watchword is not None else []
    late = [one["id"] for one in answer.data.get("files", ()) if one["id"] not in kept]
    files.remove(tx, [{"copy_id": file_id} for file_id in late])


def _tell(tx: Transaction, subject: str, key: str) -> None:
    """Answer who asked."""
    said = words(tx.actor.locale)
    private.tell(
        tx,
        tx.actor,
        private.Kind.HOSTING,
        views.told(said(key)),
        key=f"material:{subject}:{tx.now.isoformat()}",
    )
