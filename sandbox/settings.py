"""What may be set while the sandbox runs: Slack's times (all real seconds), and where payloads go."""

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
    request_url: str | None = None
    """Where everything is sent over HTTP, whatever the manifest says."""
