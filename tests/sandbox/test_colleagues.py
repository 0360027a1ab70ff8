"""The control API behind the scenes: whom a person plays, colleagues on and off, the leap to what comes next."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from sandbox.backstage import PATIENCE_SECONDS
from sandbox.client import Sandbox
from sandbox.refusal import Impossible
from tests.sandbox.little_company import HERE

START = datetime(2026, 11, 30, 0, 20, tzinfo=UTC)
SLOW_SECONDS = 5.0


@pytest.fixture(scope="module")
def own():
    with Sandbox.start(manifest=HERE / "manifest.yml", company=HERE / "company.yml") as sandbox:
        yield sandbox


@pytest.fixture
def sandbox(own):
    own.set_clock(now=START, paused=True)
    own.colleagues(on=True)
    own.announce([])
    for user in own.colleagues()["present"]:
        own.leave_to_colleagues(user)
    return own


def coming(minutes: float, kind: str = "colleague", words: str = "") -> dict[str, str]:
    return {"at": (START + timedelta(minutes=minutes)).isoformat(), "kind": kind, "words": words}


def somebody(sandbox: Sandbox) -> dict[str, str]:
    return next(user for user in sandbox.users() if user["key"])


def test_a_person_is_present_until_they_leave(sandbox):
    one = somebody(sandbox)
    sandbox.play_as(one["key"])
    assert sandbox.colleagues()["present"] == [one["id"]]
    sandbox.leave_to_colleagues(one["id"])
    assert sandbox.colleagues()["present"] == []


def test_a_person_who_is_not_heard_of_any_more_is_gone(sandbox):
    sandbox.play_as(somebody(sandbox)["id"], seconds=0)
    assert sandbox.colleagues()["present"] == []


def test_the_clock_is_in_nobody_s_hands_once_everybody_has_gone(sandbox):
    one = somebody(sandbox)["id"]
    sandbox.play_as(one)
    sandbox.ask("PUT", "/clock", rate=10, by_hand=True)
    assert sandbox.colleagues()["clock_in_hand"]
    sandbox.leave_to_colleagues(one)
    assert not sandbox.colleagues()["clock_in_hand"]


def test_with_nothing_told_the_next_thing_is_the_full_hour(sandbox):
    assert sandbox.next()["kind"] == "hour"
    assert sandbox.leap() == datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
    assert sandbox.leap() == datetime(2026, 11, 30, 2, 0, tzinfo=UTC)


def test_the_next_thing_is_the_earliest_of_what_was_told(sandbox):
    sandbox.announce([coming(90, "opening", "Everyday things"), coming(5, "stage"), coming(-1)])
    assert sandbox.next()["kind"] == "stage"
    assert sandbox.next("opening,close")["words"] == "Everyday things"
    assert sandbox.leap() == START + timedelta(minutes=5)


def test_a_leap_stops_wherever_colleagues_have_something_to_do(sandbox):
    stops = [10.0, 20.0]
    sandbox.announce([*(coming(minutes) for minutes in stops), coming(60, "opening")])
    seen = []

    def colleagues() -> None:
        """Do what is due, then tell what is left, as colleagues do."""
        while stops:
            if sandbox.clock() >= START + timedelta(minutes=stops[0]):
                seen.append(sandbox.clock())
                stops.pop(0)
                sandbox.announce([*(coming(minutes) for minutes in stops), coming(60, "opening")])

    acting = threading.Thread(target=colleagues)
    acting.start()
    assert sandbox.leap("opening") == START + timedelta(minutes=60)
    acting.join()
    assert seen == [START + timedelta(minutes=minutes) for minutes in (10, 20)]


@pytest.mark.slow
@pytest.mark.long
def test_colleagues_who_take_their_time_are_waited_for(sandbox):
    """They tell of what comes next when they are done; what they told before would lead past it."""
    sandbox.announce([coming(10), coming(60, "opening")])
    seen = []

    def colleagues() -> None:
        while sandbox.clock() < START + timedelta(minutes=10):
            pass
        time.sleep(SLOW_SECONDS)
        seen.append(sandbox.clock())
        sandbox.announce([coming(20), coming(60, "opening")])
        while sandbox.clock() < START + timedelta(minutes=20):
            pass
        seen.append(sandbox.clock())
        sandbox.announce([coming(60, "opening")])

    acting = threading.Thread(target=colleagues)
    acting.start()
    assert sandbox.leap("opening") == START + timedelta(minutes=60)
    acting.join()
    assert seen == [START + timedelta(minutes=minutes) for minutes in (10, 20)]


def test_weeks_pass_with_the_dialogues_on_the_way(sandbox):
    """Time stops at each opening until colleagues sit there, which whoever asks is told; then it goes on to the close."""
    later = START + timedelta(days=14)
    openings = [60.0, 60.0 + 7 * 1440]
    sandbox.announce([coming(minutes, "opening") for minutes in openings])
    seen: list[tuple[datetime, str | None]] = []

    def colleagues() -> None:
        while openings:
            if sandbox.clock() >= START + timedelta(minutes=openings[0]):
                seen.append((sandbox.clock(), sandbox.colleagues()["passing_to"]))
                closes = coming(openings.pop(0) + 30, "close")
                sandbox.announce([closes, *(coming(minutes, "opening") for minutes in openings)])
                while sandbox.clock() < datetime.fromisoformat(closes["at"]):
                    pass
                sandbox.announce([coming(minutes, "opening") for minutes in openings])

    acting = threading.Thread(target=colleagues)
    acting.start()
    assert sandbox.pass_to(later) == later
    acting.join()
    opened = [START + timedelta(minutes=60), START + timedelta(days=7, minutes=60)]
    assert seen == [(instant, later.isoformat()) for instant in opened]
    assert sandbox.colleagues()["passing_to"] is None


@pytest.mark.slow
@pytest.mark.long
def test_passing_time_lets_what_waits_for_the_app_have_its_time(sandbox):
    sandbox.announce([coming(1, words="waits"), coming(60, "opening")])
    moved = []

    def colleagues() -> None:
        began = time.monotonic()
        while sandbox.clock() < START + timedelta(minutes=1):
            pass
        moved.append(time.monotonic() - began)
        sandbox.announce([coming(60, "opening")])

    acting = threading.Thread(target=colleagues)
    acting.start()
    assert sandbox.pass_to(START + timedelta(minutes=30)) == START + timedelta(minutes=30)
    acting.join()
    assert moved[0] >= PATIENCE_SECONDS


def test_colleagues_who_are_off_hold_nobody_up(sandbox):
    sandbox.announce([coming(10), coming(60, "close")])
    sandbox.colleagues(on=False)
    assert sandbox.next()["kind"] == "close"
    assert sandbox.leap() == START + timedelta(minutes=60)


def test_what_is_told_reaches_who_looks_on(sandbox):
    changes = sandbox.changes()
    heard: list[dict[str, str]] = []
    listening = threading.Thread(target=lambda: heard.append(next(changes)))
    listening.start()
    while not heard:  # the stream may not be open yet
        sandbox.announce([coming(7)])
        sandbox.announce([coming(8)])
        listening.join(0.05)
    assert heard[0]["what"] == "next"


@pytest.mark.parametrize(
    ("verb", "path", "given", "why"),
    [
        ("PUT", "/clock", {"to": "yesterday"}, "the clock goes to"),
        ("PUT", "/present", {"user": "nobody at all"}, "nobody called"),
        ("PUT", "/colleagues", {"on": "yes"}, "true or false"),
        (
            "PUT",
            "/next",
            {"coming": [{"at": "2026-11-30T00:00:00Z", "kind": "rain"}]},
            "what comes is one of",
        ),
    ],
)
def test_what_cannot_be_is_said(sandbox, verb, path, given, why):
    with pytest.raises(Impossible, match=why):
        sandbox.ask(verb, path, **given)
