"""Starting and stopping: clear words about what is missing, one app a database, doctor, command line."""

import os
import subprocess
import sys

import pytest

from tests.e2e.stage import ROOT, Stage

pytestmark = [pytest.mark.slow, pytest.mark.long]


def run_bare(folder, *words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "ENTAKU_"))}
    return subprocess.run(
        [sys.executable, str(ROOT / "app.py"), *words],
        env=kept | {"LANG": "en_US.UTF-8"} | environment,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_all_missing_and_wrong_settings_are_named_in_one_message(tmp_path) -> None:
    done = run_bare(
        tmp_path, SLACK_BOT_TOKEN="nonsense", PORT="99999", DATABASE_URL="mysql://x", ENTAKU_CLOCK_RATE="60"
    )

    assert done.returncode == 1
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "PORT", "DATABASE_URL"):
        assert name in done.stderr
    assert "nonsense" not in done.stderr
    assert "Traceback" not in done.stderr


def test_a_fast_clock_is_refused_with_slacks_own_address(tmp_path) -> None:
    done = run_bare(tmp_path, SLACK_BOT_TOKEN="xoxb-1", SLACK_APP_TOKEN="xapp-1", ENTAKU_CLOCK_RATE="60")

    assert done.returncode == 1
    assert "ENTAKU_CLOCK_RATE" in done.stderr


def test_migrate_brings_an_empty_database_up_to_date_and_says_so(tmp_path) -> None:
    first = run_bare(tmp_path, "migrate", DATABASE_URL=f"sqlite:///{tmp_path}/new.sqlite3")
    second = run_bare(tmp_path, "migrate", DATABASE_URL=f"sqlite:///{tmp_path}/new.sqlite3")

    assert first.returncode == second.returncode == 0
    assert "nothing to do" in second.stdout


@pytest.mark.parametrize("stage", ["http-sqlite"], indirect=True)
def test_a_second_app_on_one_sqlite_file_says_that_one_is_running(stage: Stage) -> None:
    stage.start_app()

    said = stage.cli(code=1)

    assert "already running" in said


@pytest.mark.parametrize("stage", ["socket-postgresql"], indirect=True)
def test_doctor_names_each_room_the_bot_is_not_in(stage: Stage) -> None:
    stage.cli("migrate")
    stage.add_circle()
    stage.sandbox.remove("dev", stage.bot_user_id)

    said = stage.cli("doctor", code=1)

    assert stage.channels["dev"] in said
    assert "/invite" in said
    assert "All scopes are granted" in said


@pytest.mark.parametrize("stage", ["socket-postgresql"], indirect=True)
def test_circles_are_listed_paused_and_resumed_from_the_command_line(stage: Stage) -> None:
    assert "毎日の道具" in stage.add_circle()
    assert stage.channels["care"] in stage.cli("circle", "list")
    assert "paused" in stage.cli("circle", "pause", "毎日の道具")
    assert "paused" in stage.cli("circle", "list")
    assert "goes on" in stage.cli("circle", "resume", "毎日の道具")


@pytest.mark.parametrize("stage", ["http-sqlite"], indirect=True)
def test_a_private_room_says_how_to_invite_the_bot(stage: Stage) -> None:
    stage.channels["secret"] = stage.sandbox.add_channel("secret", members=["aki"], private=True, bot=False)

    said = stage.cli(
        "circle", "add", "--name", "x", "--room", f"{stage.channels['secret']}=秘密",
        "--day", "mon", "--time", "10:00", "--tz", "Asia/Tokyo", "--host", stage.people["aki"],
        code=1,
    )  # fmt: skip

    assert "/invite" in said


def test_the_http_manifest_sends_everything_to_one_address(tmp_path) -> None:
    done = run_bare(tmp_path, "manifest", "--url", "https://entaku.example.com/")

    assert done.stdout.count("https://entaku.example.com/slack/events") == 6
    assert "socket_mode_enabled: false" in done.stdout
