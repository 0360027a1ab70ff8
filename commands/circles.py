"""`circle add|list|pause|resume`."""

from typing import Annotated, Any

import typer
from pydantic import ValidationError
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.circles import circles, rooms
from bot.refusals import Refusal
from bot.settings import Settings
from bot.texts import Words
from commands import installing
from commands.database import at_the_table, open_database
from commands.terminal import end, settings_for, terminal_words
from models import Circle
from scheduler import steps

group = typer.Typer(help="Circles: the rooms that talk together, with their day and time.")


def _seats(given: list[str]) -> dict[str, str]:
    """Read `C0123ABC=営業`: the channel and the department it stands for."""
    seats = dict(part.split("=", 1) for part in given if "=" in part)
    if len(seats) != len(given):
        end(terminal_words()("circle-room-form"))
    return seats


@group.command("add")
def add(
    name: Annotated[str, typer.Option(help="What the circle is called.")],
    room: Annotated[list[str], typer.Option(help="CHANNEL_ID=DEPARTMENT, once for each room.")],
    day: Annotated[str, typer.Option(help="mon, tue, wed, thu, fri, sat or sun.")],
    time: Annotated[str, typer.Option(help="HH:MM in the circle's time zone.")],
    tz: Annotated[str, typer.Option(help="Time zone, e.g. Asia/Tokyo.")],
    lang: Annotated[str, typer.Option(help="Language in the rooms: ja or en.")] = "ja",
    voices: Annotated[int, typer.Option(help="Voices a dialogue, 1 to 5.")] = 3,
    workspace: Annotated[str | None, typer.Option(help="T…; needed only with several.")] = None,
    host: Annotated[list[str] | None, typer.Option(help="User id of a host, once for each.")] = None,
    wins_room: Annotated[str | None, typer.Option(help="Channel for wins.")] = None,
    record_room: Annotated[str | None, typer.Option(help="Channel for records.")] = None,
    record_remarks: Annotated[
        bool, typer.Option("--record-remarks", help="Records hold every remark.")
    ] = False,
    holidays: Annotated[str, typer.Option(help="On a public holiday: move, skip or ignore.")] = "move",
    sittings: Annotated[
        int | None,
        typer.Option(help="Look back after so many, then its hosts choose; without, it has no end."),
    ] = None,
    allow_shared: Annotated[bool, typer.Option(help="Seat rooms shared with other organisations.")] = False,
) -> None:
    """Set up a circle: checks that the rooms exist and that the bot sits in them (it joins public ones)."""
    settings = settings_for("slack")
    said = terminal_words()
    client = installing.slack_client(settings)
    told = {
        "name": name,
        "day": day,
        "time": time,
        "tz": tz,
        "language": lang,
        "voices": voices,
        "hosts": host or [],
        "wins_room": wins_room,
        "record_room": record_room,
        "record_remarks": record_remarks,
        "holiday_rule": holidays,
        "sittings": sittings,
    }
    try:
        form = _form(client, _seats(room), told, allows_shared=allow_shared)
    except Refusal as refusal:
        end(said(refusal.key, **refusal.places))
    except ValidationError as error:
        end("\n".join(f"--{'-'.join(str(p) for p in e['loc'][:1])}: {e['msg']}" for e in error.errors()))
    except SlackApiError as error:
        end(said("app-token-refused", error=str(error.response.get("error"))))
    team_id = workspace or _own_workspace(settings, client)
    with at_the_table(team_id) as tx:
        made = circles.add(tx, form)
        rooms.learn_members(tx, made)
        steps.plan_next(tx, made)
        typer.echo(said("circle-added", name=made.name, rooms=len(made.rooms), moment=_next(said, made)))


def _form(
    client: WebClient, seats: dict[str, str], told: dict[str, Any], *, allows_shared: bool
) -> circles.CircleForm:
    """Return the form of a circle with what Slack knows of its rooms. Refuses as `rooms.check`."""

    def check(channel_id: str) -> rooms.RoomFacts:
        return rooms.check(client, channel_id, host_ids=told["hosts"], allows_shared=allows_shared)

    seated = [
        {
            "channel_id": fact.channel_id,
            "department": seats[fact.channel_id],
            "is_private": fact.is_private,
            "is_shared": fact.is_shared,
        }
        for fact in map(check, seats)
    ]
    beside = {
        f"{which}_is_shared": check(told[f"{which}_room"]).is_shared
        for which in ("wins", "record")
        if told[f"{which}_room"]
    }
    return circles.CircleForm.model_validate(told | beside | {"rooms": seated})


def _own_workspace(settings: Settings, client: WebClient) -> str:
    """Return the workspace of the token; it may be that the app never ran yet."""
    with open_database(settings) as database:
        team_id, _ = installing.install(database, client)
    return team_id


def _next(said: Words, made: Circle) -> str:
    return said.moment(made.next_at, made.tz) if made.next_at else "-"


@group.command("list")
def list_(workspace: Annotated[str | None, typer.Option()] = None) -> None:
    """List the circles."""
    said = terminal_words()
    with at_the_table(workspace) as tx:
        found = circles.list_(tx)
        for one in found:
            rests = one.paused_at is not None or one.is_over
            typer.echo(
                said(
                    _line_of(one),
                    name=one.name,
                    weekday=circles.DAYS[one.weekday],
                    time=one.at,
                    tz=one.tz,
                    rooms=", ".join(f"{room.channel_id}={room.department}" for room in one.rooms),
                    **({} if rests else {"moment": _next(said, one)}),
                )
            )
        if not found:
            typer.echo(said("circle-none"))


def _line_of(circle: Circle) -> str:
    if circle.closed_at is not None:
        return "circle-line-closed"
    if circle.came_round_at is not None:
        return "circle-line-came-round"
    return "circle-line-paused" if circle.paused_at is not None else "circle-line"


Named = Annotated[str, typer.Argument(help="The circle's name.")]


@group.command("pause")
def pause(name: Named, workspace: Annotated[str | None, typer.Option()] = None) -> None:
    """Open no more dialogues until `circle resume`."""
    with at_the_table(workspace) as tx:
        circles.pause(tx, circles.named(tx, name))
        typer.echo(terminal_words()("circle-paused", name=name))


@group.command("resume")
def resume(name: Named, workspace: Annotated[str | None, typer.Option()] = None) -> None:
    """Go on with the next occurrence from now."""
    said = terminal_words()
    with at_the_table(workspace) as tx:
        found = circles.named(tx, name)
        circles.resume(tx, found)
        steps.plan_next(tx, found)
        typer.echo(said("circle-resumed", name=name, moment=_next(said, found)))
