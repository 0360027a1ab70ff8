"""A Japanese and an English table, each with people of both languages who do everything there is to do."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

from tests.e2e import two_tables_dialogue as dialogue
from tests.e2e import two_tables_founding as founding
from tests.e2e import two_tables_hosting as hosting
from tests.e2e import two_tables_people as people
from tests.e2e.stage import ROOT, Stage, kind, until
from tests.e2e.two_tables_cast import NEWCOMERS, TABLES, Table

BEGINS = "2026-11-30T10:00:00+09:00"
"""A Monday, two days before the circles sit."""


def play(stage: Stage) -> None:
    """Let everybody do everything in the course of a week and a half, and lose the rooms and hosts in the end."""
    _seat(stage)
    # Who came first must be known: the oldest voice is heard for certain.
    stage.sandbox.set_clock(paused=False)
    people.do_everything(stage)
    founding.found(stage)
    dialogue.before_the_day(stage)
    founding.first_dialogue(stage)
    founding.second_dialogue(stage)
    dialogue.the_day_before(stage)
    dialogue.hold(stage)
    for table in TABLES:
        people.look_back(stage, table)
    founding.bring_one_more(stage)
    hosting.the_day_after(stage)
    founding.third_dialogue(stage)
    founding.have_no_voice(stage)
    stage.sandbox.settle()
    founding.lose_all_rooms(stage)
    hosting.miss_the_hour(stage)
    hosting.change_hosts(stage)
    _lose_a_room(stage)
    stage.sandbox.settle(quiet=0.6)


def _seat(stage: Stage) -> None:
    """Start the app with two circles whose rooms hold people of both languages."""
    sandbox = stage.sandbox
    for key, (name, locale) in NEWCOMERS.items():
        stage.people[key] = sandbox.add_user(key, name, display_name=name, locale=locale, tz="Asia/Tokyo")
    english = TABLES[1]
    seats = {
        "store": english.hosts,
        "plant": english.far,
        "wins-en": english.people,
        "record-en": english.people,
    }
    for room, members in seats.items():
        stage.channels[room] = sandbox.add_channel(room, members=members, bot=True)
    stage.sandbox.settings(rate_limits=False)
    stage.start_app("-m", "tests.e2e.unhurried", ENTAKU_CONTACT="help@example.com", PYTHONPATH=str(ROOT))
    people.come_before_the_circles(stage)
    sandbox.invite("dev", "kim")
    sandbox.invite("wins", "kim")
    with ThreadPoolExecutor() as beside:
        list(beside.map(partial(_add_circle, stage), TABLES))
    founding.prepare_rooms(stage)
    until("everybody is known by name", lambda: sandbox.settle(quiet=0.6))


def _add_circle(stage: Stage, table: Table) -> None:
    rooms = [w for room, name in table.rooms.items() for w in ("--room", f"{stage.channels[room]}={name}")]
    hosts = [word for host in table.hosts for word in ("--host", stage.people[host])]
    stage.cli(
        "circle", "add", "--name", table.name, *rooms, *hosts, "--lang", table.language,
        "--day", "wed", "--time", "10:00", "--tz", "Asia/Tokyo", "--record-remarks",
        "--wins-room", stage.channels[table.wins], "--record-room", stage.channels[table.record],
    )  # fmt: skip


def _lose_a_room(stage: Stage) -> None:
    """Take the bot out of a room of each circle: its hosts are told."""
    for table in TABLES:
        stage.sandbox.remove(table.far_room, stage.bot_user_id)
    for host in (table.far[0] for table in TABLES):
        until(f"{host} is told", partial(_is_told_of_loss, stage, host))


def _is_told_of_loss(stage: Stage, host: str) -> bool:
    return any(kind(message) == "entaku_room_lost" for message in stage.sandbox.direct_messages(host))
