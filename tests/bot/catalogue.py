"""The catalogues of texts and how the code uses them, read from the sources."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax.ast import Junk, Message, VariableReference
from fluent.syntax.visitor import Visitor

from bot.archive.spreadsheets import COLUMNS, STATES
from bot.bridge.aliases import NOUNS, PLACES
from bot.circles.acts import ActKind
from bot.circles.rooms import Purpose
from bot.circles.setup import WhoSetsUp
from bot.dialogues.agenda import Stage
from bot.home.one_thing import Thing
from bot.improvements.improvement_form import LONGEST as IMPROVEMENT_FIELDS
from bot.improvements.reminders import When
from bot.keeping.erased import Kind as ErasedKind
from bot.people.private import SWITCHED
from bot.refusals import Empty, TooLong
from bot.reports.telling import TIES
from bot.texts import LOCALES
from bot.trail.stops import Kind as Stops
from bot.views.asleep import Outcome
from bot.views.ending import Choice
from bot.views.improvements import Tie
from bot.views.measures import Direction
from bot.views.pulse import QUESTIONS, STEPS
from bot.views.wins import Part
from bot.voices.selection import Reason
from bot.voices.tables import Flaw
from bot.voices.voice_check import NoConsent, NotSaidYet
from bot.voices.voice_form import LONGEST as VOICE_DETAILS
from bot.voices.voice_form import Consent, Source
from bot.watchwords.use_form import UseKind
from bot.wins.win_form import Kind, Period

ROOT = Path(__file__).parents[2]
SOURCES = [
    path
    for folder in ("assistant", "bot", "commands", "handlers", "scheduler", "models")
    for path in sorted((ROOT / folder).rglob("*.py"))
] + [ROOT / "app.py"]
SPEAKERS = {"words", "said"}
"""What the code calls the texts of a language: `words("key")`, `tx.words("key")`, `words(language)("key")`."""
FLOW_STEPS = ("brought", "heard", "words", "improvement", "win")
HOSTS_CAN = (
    *("more", "next", "end", "start", "skip", "pause", "resume"),
    *("questions", "deputies", "rehearse", "swap", "waiting", "acts", "gentle-on", "gentle-off"),
    *("pulse-on", "pulse-off", "sittings", "go-on", "go-on-open", "close", "reopen"),
    *("letter-on", "letter-off"),
)
FILLED_WITH: dict[str, Iterable[str]] = {
    "act-{}": (
        "more",
        "next",
        "end",
        "skip",
        "pause",
        "resume",
        "questions",
        "deputies",
        "no-deputies",
        "swap",
        "forward",
        "not-forward",
        "gentle-on",
        "gentle-off",
        "pulse-on",
        "pulse-off",
        "sittings",
        "sittings-none",
        "go-on",
        "go-on-open",
        "reopen",
        "letter-on",
        "letter-off",
    ),
    "acts-did-{}": [
        kind.replace(".", "-").replace("_", "-") for kind in ActKind if not kind.startswith("workspace.")
    ],
    "hand-over-{}": ("done", "released"),
    "lead-state-{}": ("open", "doing", "done", "released"),
    "measured-direction-{}": Direction,
    "measured-hoped-{}": Direction,
    "remind-{}": When,
    "still-{}": ("quiet", "hand", "done", "released", "on"),
    "erase-kind-{}": [kind.replace("_", "-") for kind in ErasedKind],
    "export-column-{}": COLUMNS,
    "export-state-{}": STATES,
    "host-{}-button": HOSTS_CAN,
    "host-{}-done": tuple(f"{name}-{way}" for name in ("gentle", "pulse", "letter") for way in ("on", "off")),
    "host-{}-what": HOSTS_CAN,
    "assistant-argument-{}": ("situation", "about", "at-most", "after", "id", "kind", "plan"),
    "assistant-kind-{}": Stops,
    "assistant-tool-{}": (
        *("find-watchwords", "list-watchwords", "get-watchword"),
        *("list-voices", "find-voices", "follow-trail"),
    ),
    "alias-at-{}": PLACES,
    "alias-{}": NOUNS,
    "join-done-{}": ("seat", *Purpose),
    "join-request-{}": ("seat", *Purpose),
    "join-room-{}": Purpose,
    "join-waits-{}": ("looking", "asked", "uninvited", "archived", "shared"),
    "import-why-{}": (
        "date-ambiguous",
        "date-unreadable",
        *Flaw,
        *(refusal.key for refusal in (Empty, TooLong, NoConsent, NotSaidYet)),
    ),
    "material-label-{}": ("voice", "remark", "note"),
    "material-standing-{}": ("public", "agreed", "inside", "colleague"),
    "improve-modal-{}": IMPROVEMENT_FIELDS,
    "improve-tie-{}": Tie,
    "improve-tied-{}": Tie,
    "picked-{}": Reason,
    "pulse-question-{}": QUESTIONS,
    "pulse-step-{}": STEPS,
    "private-kind-{}": SWITCHED,
    "report-{}": ("bonds", "flow", "changes"),
    "report-{}-lead": ("bonds", "flow", "changes"),
    "report-flow-{}": FLOW_STEPS,
    "report-flow-{}-more": FLOW_STEPS,
    "report-how-{}": ("talked", "quoted", "took-on", "flow", "change", "people"),
    "report-tie-{}": TIES.values(),
    "report-tie-{}-times": TIES.values(),
    "home-do-{}": (Thing.SITTING, Thing.ROUND, Thing.PAUSE, Thing.OVER, Thing.NOTHING),
    "home-do-room-{}": ("archived", "outside"),
    "room-for-{}": Purpose,
    "round-{}": ("quotes", "phrases", "done", "under-way", "wins"),
    "round-chosen-{}": Choice,
    "room-lost-{}": ("archived", "outside"),
    "rehearse-note-{}": ("1", "2"),
    "rehearse-name-{}": ("1", "2", "3"),
    "rehearse-remark-{}": ("1", "2", "3"),
    "setup-who-{}": WhoSetsUp,
    "shelf-{}": ("inside", "unknown"),
    "stage-name-{}": Stage,
    "asleep-{}": Outcome,
    "measure-share-{}": ("outside", "shared", "archived", "locked"),
    "use-kind-{}": UseKind,
    "voice-consent-option-{}": Consent,
    "voice-where-{}": Source,
    "voice-{}-label": VOICE_DETAILS,
    "table-because-{}": ("left", "scope", "slack", "unsure"),
    "trail-kind-{}": Stops,
    "trail-standing-{}": ("open", "doing", "done", "released"),
    "wins-kind-{}": Kind,
    "wins-hint-{}": Kind,
    "wins-{}": ("before", "after", "unit"),
    "wins-{}-words": ("before", "after"),
    "wins-choice-{}": ("watchword", "idea", "improvement"),
    "wins-from-{}": ("watchword", "idea", "improvement"),
    "wins-from-{}-of": ("watchword", "idea", "improvement"),
    "wins-news-{}": Part,
    "wins-over-{}": Period,
}
"""What stands in the gap of a key that the code puts together."""


@dataclass(frozen=True)
class Entry:
    """A text as its catalogue has it, and the names of its places."""

    source: str
    places: frozenset[str]


@dataclass(frozen=True)
class Use:
    """A text named in the code: its key (`{}` where a part is filled in), its places, and what it is for."""

    key: str
    places: frozenset[str] | None
    """None where they are passed on as a whole."""
    role: str | None
    """`title`, `submit`, `close`, `button` or `header`, where the limit of Slack differs."""
    where: str


class _Places(Visitor):
    def __init__(self) -> None:
        self.found: set[str] = set()

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802  the parser's name
        self.found.add(node.id.name)


@cache
def catalogue(language: str) -> dict[str, Entry]:
    """Return the texts of a language by key. Raises AssertionError where a key stands twice or cannot be read."""
    source = (LOCALES / f"{language}.ftl").read_text(encoding="utf-8")
    entries: dict[str, Entry] = {}
    for entry in FluentParser().parse(source).body:
        assert not isinstance(entry, Junk), f"{language}: cannot be read: {entry.content}"
        if isinstance(entry, Message) and entry.span is not None:
            places = _Places()
            places.visit(entry)
            assert entry.id.name not in entries, f"{language}: {entry.id.name} stands twice"
            text = source[entry.span.start : entry.span.end].partition("=")[2].strip()
            entries[entry.id.name] = Entry(text, frozenset(places.found))
    return entries


@cache
def literals() -> frozenset[str]:
    """Return every string of the code, with `{}` where an f-string fills something in."""
    return frozenset(
        text for path in SOURCES for node in ast.walk(_tree(path)) if (text := _key(node)) is not None
    )


@cache
def uses() -> tuple[Use, ...]:
    """Return every text that is asked for by its key."""
    return tuple(use for path in SOURCES for use in _uses(path))


def keys(key: str) -> list[str]:
    """Return the keys that a key of the code stands for. Raises KeyError where nobody said what fills it."""
    if "{}" not in key:
        return [key]
    return [key.format(value.replace("_", "-")) for value in FILLED_WITH[key]]


def _uses(path: Path) -> Iterator[Use]:
    roles = {id(value): role for node in ast.walk(_tree(path)) for role, value in _roles(node)}
    for node in ast.walk(_tree(path)):
        if not isinstance(node, ast.Call) or not node.args or not _speaks(node.func):
            continue
        for option in _options(node.args[0]):
            key = _key(option)
            if key is not None and "-" in key:
                passed = {word.arg for word in node.keywords}
                places = None if None in passed else frozenset(str(name) for name in passed)
                yield Use(key, places, roles.get(id(node)), f"{path.name}:{node.lineno}")


def _roles(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    if not isinstance(node, ast.Call):
        return
    called = node.func.id if isinstance(node.func, ast.Name) else ""
    for word in node.keywords:
        if word.arg in {"title", "submit", "close"}:
            yield word.arg, word.value
        elif word.arg == "text" and called in {"ButtonElement", "HeaderBlock"}:
            yield ("button" if called == "ButtonElement" else "header"), word.value


def _speaks(called: ast.expr) -> bool:
    if isinstance(called, ast.Call):
        return _speaks(called.func)
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name in SPEAKERS or name == "terminal_words"


def _options(argument: ast.expr) -> list[ast.expr]:
    return [argument.body, argument.orelse] if isinstance(argument, ast.IfExp) else [argument]


def _key(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))
