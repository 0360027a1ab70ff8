"""Numbers of Slack that a test may want smaller; all of real time."""

from dataclasses import dataclass, field


@dataclass
class Settings:
    ack_seconds: float = 3.0
    trigger_seconds: float = 3.0
    response_url_seconds: float = 1800.0
    retry_waits: list[float] = field(default_factory=lambda: [0.0, 60.0, 300.0])
    events_an_hour: int = 30_000
    socket_seconds: float = 3600.0
    """After this long a socket is told to reconnect."""
    rate_limits: bool = True
