"""Settings: read from the environment and `.env`, checked as a whole before anything starts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.agreement import Agreement
from bot.periods import Periods

SLACK_API_URL = "https://slack.com/api/"
MOST_MONTHS = 600
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
    keep_voices: int = Field(36, ge=0, le=MOST_MONTHS, validation_alias="ENTAKU_KEEP_VOICES_MONTHS")
    keep_files: int = Field(12, ge=0, le=MOST_MONTHS, validation_alias="ENTAKU_KEEP_FILES_MONTHS")
    keep_remarks: int = Field(6, ge=1, le=MOST_MONTHS, validation_alias="ENTAKU_KEEP_REMARKS_MONTHS")
    keep_watchwords: int = Field(0, ge=0, le=MOST_MONTHS, validation_alias="ENTAKU_KEEP_WATCHWORDS_MONTHS")
    keep_improvements: int = Field(
        36, ge=0, le=MOST_MONTHS, validation_alias="ENTAKU_KEEP_IMPROVEMENTS_MONTHS"
    )
    keep_wins: int = Field(36, ge=0, le=MOST_MONTHS, validation_alias="ENTAKU_KEEP_WINS_MONTHS")
    keep_acts: int = Field(12, ge=1, le=MOST_MONTHS, validation_alias="ENTAKU_KEEP_ACTS_MONTHS")
    keep_left: int = Field(12, ge=1, le=MOST_MONTHS, validation_alias="ENTAKU_KEEP_LEFT_MONTHS")
    keep_inbox: int = Field(7, ge=2, le=90, validation_alias="ENTAKU_KEEP_INBOX_DAYS")
    """Slack may send an event again for a day."""
    asleep: int = Field(3, ge=0, le=MOST_MONTHS, validation_alias="ENTAKU_ASLEEP_MONTHS")
    """For how long nobody takes up a watchword until its hosts are asked about it; 0: they never are."""
    adopt_people: int = Field(3, ge=1, le=50, validation_alias="ENTAKU_ADOPT_PEOPLE")
    adopt_departments: int = Field(2, ge=1, le=20, validation_alias="ENTAKU_ADOPT_DEPARTMENTS")
    backup_days: int | None = Field(None, ge=1, le=36_500, validation_alias="ENTAKU_BACKUP_DAYS")
    """For how many days the operator keeps backups: what `erase` says of them."""
    mcp_inside: bool = Field(False, validation_alias="ENTAKU_MCP_INSIDE")
    """The AI assistants that are connected stay inside the company, and may be told what stays there."""
    stop_at: str | None = Field(None, validation_alias="ENTAKU_STOP_AT")
    """For tests: `COMMITTED:3` kills the process when it reaches that fault point the third time."""

    @property
    def socket_mode(self) -> bool:
        return self.slack_app_token is not None

    @property
    def periods(self) -> Periods:
        """How long what is stored stays."""
        return Periods(
            voices=self.keep_voices,
            files=self.keep_files,
            remarks=self.keep_remarks,
            watchwords=self.keep_watchwords,
            improvements=self.keep_improvements,
            wins=self.keep_wins,
            acts=self.keep_acts,
            left=self.keep_left,
            inbox_days=self.keep_inbox,
            asleep=self.asleep,
        )

    @property
    def agreement(self) -> Agreement:
        """How many people of how many departments make a phrase a watchword later."""
        return Agreement(people=self.adopt_people, departments=self.adopt_departments)

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
