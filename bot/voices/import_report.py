"""What an import tells on the terminal, line by line."""

from collections.abc import Iterator

from bot import safeguard
from bot.texts import Words
from bot.voices import voice_table
from bot.voices.importing import Report
from bot.voices.voice_table import Problem, VoiceTable


def lines(said: Words, table: VoiceTable, report: Report, *, is_dry: bool) -> Iterator[str]:
    """Give how the file was read, each row that was refused and why, and the sums."""
    separator = said({",": "import-comma", "\t": "import-tab", ";": "import-semicolon"}[table.delimiter])
    yield said("import-read", encoding=table.encoding, separator=separator)
    if table.ignored:
        columns = said("list-separator").join(name or "-" for name in table.ignored)
        yield said("import-ignored", columns=columns)
    for number, problem in report.refused:
        why = _why(said, problem)
        if problem.field is None:
            yield said("import-row", row=number, why=why)
        else:
            field = voice_table.column(said, problem.field)
            yield said("import-row-field", row=number, field=field, why=why)
    key = "import-would-keep" if is_dry else "import-kept"
    yield said(key, kept=report.kept, there=report.already_there, refused=report.refused_rows)
    if report.hidden:
        yield said("import-hidden", count=report.hidden)
    if is_dry:
        yield said("import-nothing-written")


def _why(said: Words, problem: Problem) -> str:
    """Say what stands against a cell; a report is kept and passed on, so it tells of nobody either."""
    mark = said("voice-hidden")
    places = {
        name: safeguard.mask(cell, mark).text if isinstance(cell, str) and name == "value" else cell
        for name, cell in problem.places.items()
    }
    if problem.why == "no-such-value":
        options = voice_table.options(said, problem.field or "")
        return said("import-why-no-such-value", options=said("list-separator").join(options), **places)
    return said(f"import-why-{problem.why}", **places)
