"""Faults that can be switched on: Slack on a bad day, and the network between.

On calls of the Web API:
  ratelimit           429 with `retry_after` seconds (default 1), nothing performed
  error_5xx           HTTP `status` (default 503), nothing performed
  slow                performed at once, answered `seconds` later
  accepted_no_answer  performed, then the connection is dropped (`hang`: true leaves it open for `seconds`)
  accepted_late       the connection is dropped at once, performed `seconds` later
  dropped_before      the connection is dropped, nothing performed
  refuse              the named Slack `error`, nothing performed
On payloads to the app:
  duplicate           handed over twice
  delay_events        handed over `seconds` later
  reorder             held until `hold` of them wait (or `seconds` passed), then sent in a shuffled order
  lose_acks           the app's answer is lost on the way
  drop_sockets        the socket is closed instead
  unreachable         not handed over, as if nobody listened; with dropped_before the app is unplugged
"""

import random
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

from sandbox.refusal import Impossible

OnCalls = Literal[
    "ratelimit", "error_5xx", "slow", "accepted_no_answer", "accepted_late", "dropped_before", "refuse"
]
OnPayloads = Literal["duplicate", "delay_events", "reorder", "lose_acks", "drop_sockets", "unreachable"]
KINDS = frozenset((*get_args(OnCalls), *get_args(OnPayloads)))


@dataclass
class Fault:
    """Strikes what matches `method` and `channel` (calls) or `payload` (event type or payload kind).

    `count` strikes at most (none: no end), each with `probability`, by chance of `seed`.
    """

    id: int
    kind: str
    method: str | None = None
    channel: str | None = None
    payload: str | None = None
    workspace: str | None = None
    count: int | None = None
    probability: float = 1.0
    seed: int = 0
    seconds: float = 1.0
    retry_after: int = 1
    status: int = 503
    error: str = "internal_error"
    hang: bool = False
    hold: int = 5
    struck: int = 0
    chance: random.Random = field(default_factory=random.Random, repr=False)

    def strikes(self) -> bool:
        if self.count is not None and self.struck >= self.count:
            return False
        if self.probability < 1.0 and self.chance.random() >= self.probability:
            return False
        self.struck += 1
        return True

    def as_json(self) -> dict[str, Any]:
        return {key: value for key, value in asdict(self).items() if key != "chance"}


@dataclass
class Faults:
    active: list[Fault] = field(default_factory=list)
    last_id: int = 0

    def add(self, kind: str, **how: Any) -> Fault:
        if kind not in KINDS:
            raise Impossible(f"there is no fault {kind!r}; there are {', '.join(sorted(KINDS))}")
        self.last_id += 1
        fault = Fault(self.last_id, kind, **how)
        fault.chance = random.Random(fault.seed)
        self.active.append(fault)
        return fault

    def remove(self, fault_id: int) -> None:
        self.active = [fault for fault in self.active if fault.id != fault_id]

    def on_call(self, method: str, channel: str | None, workspace: str) -> Fault | None:
        """The first fault that strikes this call."""
        return next(
            (
                fault
                for fault in self.active
                if fault.kind in get_args(OnCalls)
                and fault.method in (None, method)
                and fault.channel in (None, channel)
                and fault.workspace in (None, workspace)
                and fault.strikes()
            ),
            None,
        )

    def on_payload(self, kind: OnPayloads, *names: str, workspace: str) -> Fault | None:
        """The first fault of this kind that strikes a payload known by any of `names`."""
        return next(
            (
                fault
                for fault in self.active
                if fault.kind == kind
                and (fault.payload is None or fault.payload in names)
                and fault.workspace in (None, workspace)
                and fault.strikes()
            ),
            None,
        )
