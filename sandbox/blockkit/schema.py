"""The small language in which Block Kit's limits are written down.

A check takes a JSON value and the JSON pointer where it stands, and adds what Slack would complain about.
Checks are built once, when the package is imported; building one also writes its rule into `RULES_BY_ID`,
so the table of rules cannot lag behind what is enforced.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.rule import Rule

RULES_BY_ID: dict[str, Rule] = {}

NO_SCHEMA_MATCHES = "failed to match all allowed schemas"


@dataclass(frozen=True, slots=True)
class Problem:
    """One complaint in Slack's wording, with the JSON pointer of the value it is about."""

    rule: Rule
    message: str
    pointer: str


Check = Callable[[object, str, list[Problem]], None]
Record = Mapping[str, Any]


def rule(name: str, says: str, source: str = "SLACK.md §7", *, unsure: bool = False) -> Rule:
    """Write a rule into the table; the same rule may be named by several checks."""
    new = Rule(id=f"blockkit.{name}", says=says, source=source, unsure=unsure)
    known = RULES_BY_ID.setdefault(new.id, new)
    if known != new:
        raise ValueError(f"two rules are called {new.id}")
    return known


_TYPE = rule("wrong_type", "Each value has the JSON type Slack expects; null is not a value.", "SLACK.md §1")
_REQUIRED = rule("required", "Required fields are there.", "SLACK.md §1")
_UNKNOWN_KEY = rule("unknown_key", "A key that Slack does not know is refused.", "SLACK.md §1")
_UNKNOWN_TYPE = rule(
    "unsupported_type", "Only blocks, elements and objects allowed in that place are accepted.", "SLACK.md §7"
)
_EMPTY = rule("empty_text", "A text is not empty.", "SLACK.md §7: text 1-3000")
_CHOICE = rule("choice", "A value from a fixed list is one of the list.", "SLACK.md §7")
_PATTERN = rule(
    "format", "Dates, times and addresses are written as Slack reads them.", "SLACK.md §7", unsure=True
)
rule(
    "utf16",
    "Characters are counted as UTF-16 code units, so most emoji count two.",
    "SLACK.md §7: length unit unsure, §13",
    unsure=True,
)


def length(text: str) -> int:
    """Return the length as Slack is taken to count it: UTF-16 code units, the strict reading."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _must_provide(what: str, at: str, found: list[Problem]) -> None:
    found.append(Problem(_TYPE, f"must provide {what}", at))


def missing(field: str, at: str, found: list[Problem]) -> None:
    found.append(Problem(_REQUIRED, f"missing required field: {field}", at))


def unsupported(kind: object, at: str, found: list[Problem]) -> None:
    found.append(Problem(_UNKNOWN_TYPE, f"unsupported type: {kind}", f"{at}/type"))


def text(name: str, at_most: int, *, at_least: int = 1, unsure: bool = False) -> Check:
    """Check a string of `at_least` to `at_most` characters."""
    limit = rule(f"{name}.length", f"{name}: at most {at_most:,} characters.", unsure=unsure)

    def check(value: object, at: str, found: list[Problem]) -> None:
        if not isinstance(value, str):
            _must_provide("a string", at, found)
        elif len(value) < at_least:
            found.append(Problem(_EMPTY, f"must be more than {at_least - 1} characters", at))
        elif len(value) * 2 > at_most and length(value) > at_most:
            found.append(Problem(limit, f"must be less than {at_most + 1} characters", at))

    return check


def some_text(value: object, at: str, found: list[Problem]) -> None:
    """Check a string that is not empty and has no known limit."""
    if not isinstance(value, str):
        _must_provide("a string", at, found)
    elif not value:
        found.append(Problem(_EMPTY, "must be more than 0 characters", at))


def boolean(value: object, at: str, found: list[Problem]) -> None:
    if not isinstance(value, bool):
        _must_provide("a boolean", at, found)


def number(value: object, at: str, found: list[Problem]) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        _must_provide("a number", at, found)


def integer(name: str, at_least: int, at_most: int | None = None, *, unsure: bool = False) -> Check:
    """Check a whole number within bounds."""
    bounds = f"at least {at_least}" if at_most is None else f"from {at_least} to {at_most}"
    limit = rule(f"{name}.range", f"{name}: {bounds}.", unsure=unsure)

    def check(value: object, at: str, found: list[Problem]) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            _must_provide("an integer", at, found)
        elif value < at_least:
            found.append(Problem(limit, f"must be greater than or equal to {at_least}", at))
        elif at_most is not None and value > at_most:
            found.append(Problem(limit, f"must be less than or equal to {at_most}", at))

    return check


def choice(*allowed: str) -> Check:
    known = frozenset(allowed)

    def check(value: object, at: str, found: list[Problem]) -> None:
        if not isinstance(value, str):
            _must_provide("a string", at, found)
        elif value not in known:
            found.append(Problem(_CHOICE, "must be a valid enum value", at))

    return check


def pattern(expression: str) -> Check:
    compiled = re.compile(expression)

    def check(value: object, at: str, found: list[Problem]) -> None:
        if not isinstance(value, str):
            _must_provide("a string", at, found)
        elif not compiled.fullmatch(value):
            found.append(Problem(_PATTERN, f"must match pattern: {expression}", at))

    return check


def both(first: Check, second: Check) -> Check:
    """Check with the second only what the first has nothing against."""

    def check(value: object, at: str, found: list[Problem]) -> None:
        before = len(found)
        first(value, at, found)
        if len(found) == before:
            second(value, at, found)

    return check


def items(
    name: str, each: Check, *, at_least: int = 0, at_most: int | None = None, unsure: bool = False
) -> Check:
    """Check a list of `at_least` to `at_most` items and each item in it."""
    few = rule(f"{name}.few", f"{name}: at least {at_least} items.", unsure=unsure) if at_least else None
    many = None
    if at_most is not None:
        many = rule(f"{name}.many", f"{name}: at most {at_most} items.", unsure=unsure)

    def check(value: object, at: str, found: list[Problem]) -> None:
        if not isinstance(value, list):
            _must_provide("an array", at, found)
            return
        if few and len(value) < at_least:
            found.append(Problem(few, f"must provide at least {at_least} items", at))
        if many and at_most is not None and len(value) > at_most:
            found.append(Problem(many, f"no more than {at_most} items allowed", at))
            return
        for number, item in enumerate(value):
            each(item, f"{at}/{number}", found)

    return check


def or_null(check: Check) -> Check:
    def check_unless_null(value: object, at: str, found: list[Problem]) -> None:
        if value is not None:
            check(value, at, found)

    return check_unless_null


RecordCheck = Callable[[Record, str, list[Problem]], None]


def record(
    fields: Mapping[str, Check], required: Iterable[str] = (), also: RecordCheck | None = None
) -> Check:
    """Check an object: its fields, no others, all `required` ones, and `also` what ties several together."""
    wanted = tuple(required)
    checks = dict(fields)

    def check(value: object, at: str, found: list[Problem]) -> None:
        if not isinstance(value, dict):
            _must_provide("an object", at, found)
            return
        before = len(found)
        for key in wanted:
            if key not in value:
                missing(key, at, found)
        for key, part in value.items():
            known = checks.get(key)
            if known:
                known(part, f"{at}/{key}", found)
            else:
                found.append(Problem(_UNKNOWN_KEY, f"invalid additional property: {key}", at))
        if also and len(found) == before:
            also(value, at, found)

    return check


def is_type(value: object, at: str, found: list[Problem]) -> None:
    """Accept the `type` key: `by_type` has already read it."""


def typed(
    fields: Mapping[str, Check] | None = None, required: Iterable[str] = (), also: RecordCheck | None = None
) -> Check:
    """Check an object that `by_type` tells from others by its `type`."""
    return record({"type": is_type, **(fields or {})}, required, also)


def by_type(variants: Mapping[str, Check]) -> Check:
    """Check an object with the variant that its `type` names."""
    known = dict(variants)

    def check(value: object, at: str, found: list[Problem]) -> None:
        if not isinstance(value, dict):
            _must_provide("an object", at, found)
            return
        kind = value.get("type")
        if kind is None:
            missing("type", at, found)
            return
        variant = known.get(kind) if isinstance(kind, str) else None
        if variant:
            variant(value, at, found)
        else:
            unsupported(kind, at, found)

    return check
