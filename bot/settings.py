"""Settings: read from the environment and `.env`, checked as a whole before anything starts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

SLACK_API_URL = "https://slack.com/api/"
Purpose = Literal["data", "slack", "run"]


class BadSettings(Exception):
    """One or more settings are missing or wrong; the message names them all, a line each."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(self.problems))


def _token(prefix: str, where: str) -> AfterValidator:
    def check(value: str | None) -> str | None:
        if value and not value.startswith(prefix):
            raise ValueError(f"should begin with {prefix} ({where})")
        return value or None

    return AfterValidator(check)


def _database_url(value: str) -> str:
    """Return an SQLAlchemy address; PostgreSQL always goes through psycopg 3."""
    for given in ("postgres://", "postgresql://", "postgresql+psycopg://"):
        if value.startswith(given):
            return "postgresql+psycopg://" + value.removeprefix(given)
    if value.startswith("sqlite:///"):
        return value
    raise ValueError("should begin with sqlite:/// or postgresql://")


def _web_address(value: str) -> str:
    if not value.startswith(("http://", "https://")):
        raise ValueError("should begin with https:// (or http:// on this machine)")
    return value if value.endswith("/") else value + "/"


def _aware(value: datetime | None) -> datetime | None:
    if value is not None and value.tzinfo is None:
        raise ValueError("needs a time zone, e.g. 2026-11-30T09:55:00+09:00")
    return value


class Settings(BaseSettings):
    """Every setting of Entaku under the name it has in the environment."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", env_ignore_empty=True, hide_input_in_errors=True, frozen=True
    )

    slack_bot_token: Annotated[
        str | None, _token("xoxb-", "Slack › your app › OAuth & Permissions › Bot User OAuth Token")
    ] = Field(None, validation_alias="SLACK_BOT_TOKEN", repr=False)
    slack_app_token: Annotated[
        str | None, _token("xapp-", "Slack › your app › Basic Information › App-Level Tokens")
    ] = Field(None, validation_alias="SLACK_APP_TOKEN", repr=False)
    slack_signing_secret: str | None = Field(None, validation_alias="SLACK_SIGNING_SECRET", repr=False)
    slack_client_id: str | None = Field(None, validation_alias="SLACK_CLIENT_ID")
    slack_client_secret: str | None = Field(None, validation_alias="SLACK_CLIENT_SECRET", repr=False)
    slack_api_url: Annotated[str, AfterValidator(_web_address)] = Field(
        SLACK_API_URL, validation_alias="SLACK_API_URL"
    )
    database_url: Annotated[str, AfterValidator(_database_url)] = Field(
        "sqlite:///entaku.sqlite3", validation_alias="DATABASE_URL", repr=False
    )
    host: str = Field("0.0.0.0", validation_alias="ENTAKU_HOST")  # noqa: S104  containers publish it
    port: int = Field(3000, ge=0, le=65535, validation_alias="PORT")
    clock_rate: float = Field(1.0, gt=0, le=10_000, validation_alias="ENTAKU_CLOCK_RATE")
    clock_start: Annotated[datetime | None, AfterValidator(_aware)] = Field(
        None, validation_alias="ENTAKU_CLOCK_START"
    )
    clock_url: str | None = Field(None, validation_alias="ENTAKU_CLOCK_URL")
    contact: str | None = Field(None, max_length=200, validation_alias="ENTAKU_CONTACT")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", validation_alias="ENTAKU_LOG_LEVEL"
    )
    log_format: Literal["text", "json"] = Field("text", validation_alias="ENTAKU_LOG_FORMAT")
    stop_at: str | None = Field(None, validation_alias="ENTAKU_STOP_AT")
    """For tests: `COMMITTED:3` kills the process when it reaches that fault point the third time."""

    @property
    def socket_mode(self) -> bool:
        return self.slack_app_token is not None

    @property
    def product_time_differs(self) -> bool:
        return self.clock_rate != 1.0 or self.clock_start is not None or self.clock_url is not None


def load(purpose: Purpose) -> Settings:
    """Return the settings, or raise `BadSettings` naming everything that `purpose` lacks.

    `data` needs the database only, `slack` a bot token as well, `run` also a way for Slack to reach us.
    """
    problems: list[str] = []
    try:
        settings = Settings()
    except ValidationError as error:
        problems += [
            f"{item['loc'][0]}: {item['msg'].removeprefix('Value error, ')}" for item in error.errors()
        ]
        raise BadSettings(problems + _missing(Settings.model_construct(), purpose, problems)) from None
    problems += _missing(settings, purpose, problems)
    if settings.product_time_differs and settings.slack_api_url == SLACK_API_URL:
        problems.append(
            "ENTAKU_CLOCK_RATE, ENTAKU_CLOCK_START, ENTAKU_CLOCK_URL: a clock of one's own is only for the sandbox; "
            "leave them out with Slack's own API address"
        )
    if problems:
        raise BadSettings(problems)
    return settings


def _missing(settings: Settings, purpose: Purpose, already: list[str]) -> list[str]:
    named = {line.split(":")[0] for line in already}
    lacking = []
    if purpose in {"slack", "run"} and not settings.slack_bot_token and "SLACK_BOT_TOKEN" not in named:
        lacking.append(
            "SLACK_BOT_TOKEN: missing (Slack › your app › OAuth & Permissions › Bot User OAuth Token)"
        )
    if purpose == "run" and not (
        settings.slack_app_token or settings.slack_signing_secret or "SLACK_APP_TOKEN" in named
    ):
        lacking.append(
            "SLACK_APP_TOKEN or SLACK_SIGNING_SECRET: one of the two is needed, the app token for Socket Mode "
            "(the simple way) or the signing secret for HTTP"
        )
    return lacking
