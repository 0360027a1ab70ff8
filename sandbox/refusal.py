"""How the sandbox says no: to the app as Slack would, to whoever drives it in plain words."""

from typing import Any

from sandbox.rule import Rule


class Refusal(Exception):
    """An answer `{"ok": false, "error": …}` of the Web API, by the rule that caused it.

    `fields` are further keys of the answer (`needed`, `errors`, `response_metadata` …).
    """

    def __init__(self, error: str, rule: Rule, **fields: Any) -> None:
        super().__init__(f"{error} ({rule.id}: {rule.says})")
        self.error = error
        self.rule = rule
        self.fields = fields

    def as_json(self) -> dict[str, Any]:
        return {"ok": False, "error": self.error, **self.fields}


class Limited(Refusal):
    """HTTP 429: a rate limit is used up; `retry_after` in whole seconds."""

    def __init__(self, rule: Rule, retry_after: int) -> None:
        super().__init__("ratelimited", rule)
        self.retry_after = retry_after


class Impossible(Exception):
    """The control API was asked for what a person in Slack could not do; says why."""
