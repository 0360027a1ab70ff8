"""Importing: voices from a survey tool or a CRM, as a table of rows, without anybody in Slack who brought them.

Rows go through what the form goes through (`voice_check.checked`). They are kept in transactions of a few hundred, so that
the app can write in between and a killed import is simply run again: a row that is here already is left alone.

**When a row is the same voice.** When workspace, circle and content are: the words, scene, product, source, day and
what is told of the customer, whatever their width, case and white space and whichever way they are written (CP932 and
Unicode disagree about some signs). Consent is left out: it can change without another voice being there. Two customers
in whose rows nothing differs, or nothing but what is left out below, are one voice.

**What is remembered of it** is a plain SHA-256 in `Voice.import_key`. It stays when a voice is withdrawn or erased and
its text goes, so that the same file cannot bring it back; what it tells is only that whoever has the very row at hand
can see that it was here. A key of our own would have to stand in the same database, where it protects from nobody, and
once lost all that was erased would come back. But a hash of all that a row holds would give away what was hidden: with
the rest of a voice at hand, ten digits are soon tried. So what tells who spoke is left out before hashing, bluntly,
by a rule of its own: the safeguard learns, and with it every voice would be a new one. For that reason the rule must
never change. It is no safeguard: a name without さん or Mr is hashed with the rest, and whoever holds the database and
the rest of the words can try names.
"""

import hashlib
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.circles import circles
from bot.plaintext import clean
from bot.refusals import Busy, Gone, Refusal
from bot.texts import words
from bot.transaction import Database, Transaction, UnknownWorkspace
from bot.voices import voice_check, voices
from bot.voices.voice_form import VoiceForm
from bot.voices.voice_table import Line, Problem
from models import Circle, Voice, Workspace

ROWS_TOGETHER = 200
"""Rows of one transaction: on SQLite everybody else waits for it, a few hundredths of a second."""
TRIES = 20
"""How often a batch is begun while others keep the database locked, which takes a second each time."""

_SIGNS = str.maketrans({"\u301c": "~", "\u2016": "\u2225", "\u2212": "-", "\u2014": "\u2015"})
"""What Unicode's own table for Shift_JIS and that of Windows make of the same bytes."""
_TELLS_WHO = re.compile(
    r"[!-~]*@[!-~]*"  # addresses
    r"|[0-9](?:[ ()./‐–―ーｰ-]*[0-9]){6,}"  # numbers of telephones, customers, cards
    r"|[一-龠々ヶァ-ヴー]{1,6}(?=\s*(?:さん|様|さま|氏|殿|君|くん|ちゃん))"
    r"|\b(?:Mr|Mrs|Ms|Miss|Dr)\.? +[A-Z][\w'-]*"
)
"""Left out before hashing. Changing it makes every row a new one."""


class NoSuchCircle(Refusal):
    """Needs its `name`."""

    key = "import-no-such-circle"
    field = "circle"


class StillBusy(Refusal):
    """Others kept the database locked for too long; the batches before are kept."""

    key = "import-busy"


@dataclass
class Report:
    kept: int = 0
    already_there: int = 0
    hidden: int = 0
    """Places that were hidden in what was kept."""
    refused: list[tuple[int, Problem]] = field(default_factory=list)
    """The number of the row and what stands against it; a row can have several."""

    @property
    def refused_rows(self) -> int:
        return len({number for number, _ in self.refused})


@dataclass(frozen=True)
class _Checked:
    key: str
    columns: dict[str, Any]
    hidden: int
    brought_at: datetime


def run(
    database: Database,
    workspace_id: str,
    lines: Sequence[Line],
    *,
    circle_name: str | None = None,
    is_dry: bool = False,
    on_progress: Callable[[int], None] | None = None,
) -> Report:
    """Keep the voices of a table, or only say what would come of it; `on_progress` is told how many rows are done.

    Without a circle they wait for whichever sits first. Refuses `NoSuchCircle` and `StillBusy`; raises
    `UnknownWorkspace`.
    """
    circle = _circle(database, workspace_id, circle_name)
    safe_words = _safe_words(database, workspace_id)
    report, done = Report(), 0
    known: set[str] = set()
    now = database.clock.now()
    for first in range(0, len(lines), ROWS_TOGETHER):
        batch = lines[first : first + ROWS_TOGETHER]
        rows = list(_checked(batch, workspace_id, circle, now, report, safe_words))
        if is_dry:
            new = _new(database, workspace_id, rows, known)
        else:
            new = _keep(database, workspace_id, circle, rows)
        report.kept += len(new)
        report.already_there += len(rows) - len(new)
        report.hidden += sum(row.hidden for row in new)
        done += len(batch)
        if on_progress is not None:
            on_progress(done)
    return report


def key(workspace_id: str, circle_id: str | None, form: VoiceForm) -> str:
    """Return by what a row is known again (see above)."""
    said_on = form.said_on.isoformat() if form.said_on else ""
    texts = (form.quote, form.scene, form.product, form.segment)
    parts = [
        workspace_id,
        circle_id or "",
        *(_blunt(text or "") for text in texts),
        form.source or "",
        said_on,
    ]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _blunt(text: str) -> str:
    plain = unicodedata.normalize("NFKC", clean(text)).translate(_SIGNS)
    return "".join(_TELLS_WHO.sub("", plain).casefold().split())


def _circle(database: Database, workspace_id: str, name: str | None) -> Circle | None:
    with database.reading() as session:
        workspace = session.get(Workspace, workspace_id)
        if workspace is None:
            raise UnknownWorkspace(workspace_id)
        if name is None:
            return None
        try:
            return circles.named(database.join(session, workspace), name)
        except Gone:
            raise NoSuchCircle(name=name) from None


def _safe_words(database: Database, workspace_id: str) -> Collection[str]:
    with database.reading() as session:
        return list(session.get_one(Workspace, workspace_id).safe_words)


def _checked(
    batch: Iterable[Line],
    workspace_id: str,
    circle: Circle | None,
    now: datetime,
    report: Report,
    safe_words: Collection[str],
) -> Iterator[_Checked]:
    """Give the rows that the form would take, hidden where they tell who spoke; report the others."""
    mark = words(circle.language if circle else None)("voice-hidden")
    today = voice_check.today(now, circle.tz if circle else None)
    for line in batch:
        report.refused += [(line.number, problem) for problem in line.problems]
        if line.form is None:
            continue
        try:
            columns, hidden = voice_check.checked(line.form, today=today, mark=mark, safe_words=safe_words)
        except Refusal as refusal:
            report.refused.append((line.number, Problem(refusal.key, refusal.places, refusal.field)))
            continue
        known_by = key(workspace_id, circle.id if circle else None, line.form)
        # They wait in the order of the table.
        yield _Checked(known_by, columns, hidden, now + timedelta(microseconds=line.number))


def _new(
    database: Database, workspace_id: str, rows: Sequence[_Checked], known: set[str]
) -> Sequence[_Checked]:
    """Return the rows that would be kept, and add their keys to those that are `known`."""
    keys = [row.key for row in rows]
    with database.reading() as session:
        there = select(Voice.import_key).where(Voice.workspace_id == workspace_id, Voice.import_key.in_(keys))
        known.update(one for one in session.scalars(there) if one)
    new = []
    for row in rows:
        if row.key not in known:
            known.add(row.key)
            new.append(row)
    return new


def _keep(
    database: Database, workspace_id: str, circle: Circle | None, rows: Sequence[_Checked]
) -> Sequence[_Checked]:
    """Keep rows in one transaction and return those that were not there; patient with whoever else writes."""
    for _ in range(TRIES):
        try:
            with database.begin(workspace_id) as tx:
                return [row for row in rows if _is_added(tx, row, circle)]
        except Busy:
            continue
    raise StillBusy


def _is_added(tx: Transaction, row: _Checked, circle: Circle | None) -> bool:
    return voices.add_from_table(
        tx,
        row.columns,
        circle_id=circle.id if circle else None,
        import_key=row.key,
        brought_at=row.brought_at,
    )
