"""What is handed to the app, and what became of it."""

from dataclasses import dataclass
from typing import Any, Literal

from sandbox.traffic import Entry

PayloadKind = Literal["event", "command", "interactive"]


@dataclass
class Answer:
    """`outcome` is `acked` or Slack's word for what went wrong; `body` what the app answered."""

    outcome: str
    body: Any = None
    status: int | None = None
    no_retry: bool = False
    route: str = ""
    ack_ms: float = 0.0
    entry: Entry | None = None

    @property
    def acked(self) -> bool:
        return self.outcome == "acked"
