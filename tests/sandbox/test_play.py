"""Colleagues play a week against a small app that keeps voices, opens a table and copies what is said."""

import json
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from sandbox.client import Sandbox
from sandbox.company import Company, Voice, load
from sandbox.company.seeing import shows
from sandbox.play import LAST_MINUTE, Deed, Play
from sandbox.shapes import differences, kind_of

pytestmark = pytest.mark.slow

OPENINGS = {"ja": "2026-11-23T10:00+09:00", "en": "2026-11-23T10:00+00:00"}
RATE = 300  # the half hour takes six seconds
LATE_MINUTES = 2  # not half a second: colleagues look up now and then, and the machine has other work


def field_of(name: str, *, optional: bool = True, **element: Any) -> dict[str, Any]:
    label = {"type": "plain_text", "text": name}
    given = {"action_id": "value", "type": "plain_text_input", **element}
    return {"type": "input", "block_id": name, "label": label, "optional": optional, "element": given}


def choice(name: str, *values: str) -> dict[str, Any]:
    options = [{"text": {"type": "plain_text", "text": value}, "value": value} for value in values]
    return field_of(name, type="static_select", options=options)


def form(callback_id: str, *fields: dict[str, Any]) -> dict[str, Any]:
    title = {"type": "plain_text", "text": "Form"}
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": title,
        "submit": title,
        "blocks": list(fields),
    }


VOICE_FORM = form(
    "voice.submit",
    field_of("quote", multiline=True),
    field_of("scene"),
    field_of("product"),
    field_of("segment"),
    choice("source", "shop", "phone", "mail", "survey", "social", "visit", "interview", "other"),
    choice("consent", "public", "agreed", "inside", "refused"),
)
WIN_FORM = form(
    "win.submit",
    field_of("headline", optional=False),
    field_of("before"),
    field_of("after"),
    field_of("thanks", type="multi_users_select"),
)


def text_of(view: dict[str, Any], name: str) -> str:
    return str(view["state"]["values"][name]["value"]["value"])


@dataclass
class Table:
    """The small app: what it was told, and the threads it opened."""

    client: Any
    rooms: dict[str, str]
    wins: str
    voices: list[str] = field(default_factory=list)
    details: list[str] = field(default_factory=list)
    threads: dict[str, str] = field(default_factory=dict)

    def listen(self, app: App) -> None:
        self.listen_to_voices(app)
        self.listen_to_wins(app)
        app.event("message")(self.copy)
        for event in ("reaction_added", "reaction_removed", "app_home_opened", "member_joined_channel"):
            app.event(event)(lambda: None)

    def listen_to_voices(self, app: App) -> None:
        @app.command("/voice")
        def voice(ack, command, client):
            if not command["text"]:
                client.views_open(trigger_id=command["trigger_id"], view=VOICE_FORM)
                return ack()
            self.voices.append(command["text"])
            button = {
                "type": "button",
                "action_id": "voice.details",
                "text": {"type": "plain_text", "text": "+"},
            }
            return ack(text="kept", blocks=[{"type": "actions", "elements": [button]}])

        @app.action("voice.details")
        def open_details(ack, body, client):
            client.views_open(trigger_id=body["trigger_id"], view={**VOICE_FORM, "callback_id": "details"})
            ack()

        @app.view("details")
        def keep_details(ack, view):
            self.details.append(text_of(view, "scene"))
            ack()

        @app.view("voice.submit")
        def keep_form(ack, view):
            self.voices.append(text_of(view, "quote"))
            ack()

    def listen_to_wins(self, app: App) -> None:
        @app.command("/wins")
        def win(ack, command, client):
            if not command["text"]:
                client.views_open(trigger_id=command["trigger_id"], view=WIN_FORM)
                return ack()
            client.chat_postMessage(channel=self.wins, text=command["text"])
            return ack()

        @app.view("win.submit")
        def keep_win(ack, view, client):
            client.chat_postMessage(channel=self.wins, text=text_of(view, "headline"))
            ack()

    def copy(self, event, client):
        here = event["channel"]
        if event.get("subtype") or event.get("thread_ts") != self.threads.get(here):
            return
        for room, ts in self.threads.items():
            if room != here:
                client.chat_postMessage(channel=room, thread_ts=ts, text=event["text"])

    def open(self, voices: list[Voice]) -> None:
        """Post the card and one reply a voice in each room, the escaping Slack wants included."""
        for room in self.rooms.values():
            self.threads[room] = self.client.chat_postMessage(channel=room, text="A table opens")["ts"]
        for voice in voices:
            for room, ts in self.threads.items():
                self.client.chat_postMessage(channel=room, thread_ts=ts, text=f"「{voice.quote}」")


@dataclass
class Week:
    """What is left when the play is over."""

    company: Company
    sandbox: Sandbox
    table: Table
    play: Play
    on_table: list[Voice]

    def deeds(self, what: str) -> list[Deed]:
        return [deed for deed in self.play.deeds if deed.what == what]

    def thread(self, room: str) -> list[dict[str, Any]]:
        channel = self.table.rooms[room]
        return self.sandbox.thread(channel, self.table.threads[channel])


def until(condition: Callable[[], bool], seconds: float = 40.0) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "it did not happen in time"
        threading.Event().wait(0.02)


@pytest.fixture(scope="module", params=["ja", "en"])
def week(request: pytest.FixtureRequest) -> Iterator[Week]:
    company = load(request.param)
    story = company.story
    assert story
    with Sandbox.start(company=request.param, clock_start="2026-11-16T00:00:00Z", clock_rate=RATE) as sandbox:
        sandbox.settings(rate_limits=False)
        app = App(
            token=sandbox.bot_token,
            signing_secret=sandbox.signing_secret,
            client=WebClient(token=sandbox.bot_token, base_url=sandbox.api_url),
            process_before_response=True,
        )
        ids = {channel["key"]: channel["id"] for channel in sandbox.channels()}
        rooms = {room.channel: ids[room.channel] for room in story.circle.rooms}
        table = Table(app.client, rooms, ids[story.circle.wins])
        table.listen(app)
        handler = SocketModeHandler(app, sandbox.app_token)
        handler.connect()
        play = Play(sandbox, company, seed=3, patience_seconds=0.01)
        play.start()
        try:
            opening = datetime.fromisoformat(OPENINGS[request.param])
            until(lambda: sandbox.clock() >= opening)
            on_table = [story.voices[0], story.voices[3], story.voices[10]]
            table.open(on_table)
            assert play.over.wait(60)
            sandbox.settle()
        finally:
            play.stop()
            handler.close()
        yield Week(company, sandbox, table, play, on_table)


def test_nothing_kept_anybody_from_playing(week):
    assert week.play.troubles() == []
    assert week.sandbox.refusals() == []


def test_every_voice_is_brought_by_text_or_by_form(week):
    story = week.company.story
    assert len(week.table.voices) == len(story.voices)
    assert len(week.table.details) == len(week.deeds("details"))
    assert len(week.table.details) >= 5


def test_colleagues_in_all_rooms_talk_about_the_voices_on_the_table(week):
    remarks = week.deeds("remark")
    by_room = Counter(deed.where for deed in remarks)
    assert set(by_room) == set(week.table.rooms)
    assert min(by_room.values()) >= 10
    story = week.company.story
    about = {remark.about for remark in story.remarks if remark.say in {deed.words for deed in remarks}}
    assert about == {voice.key for voice in week.on_table} | {""}


def test_remarks_come_at_the_pace_of_the_half_hour(week):
    opened = min(float(ts) for ts in week.table.threads.values())
    minutes = [(float(deed.ts) - opened) / 60 for deed in week.deeds("remark")]
    assert min(minutes) > 5
    assert max(minutes) < LAST_MINUTE + LATE_MINUTES
    assert all(sum(start <= minute < start + 7 for minute in minutes) >= 5 for start in (5, 12, 19))


def test_one_rewrites_and_one_takes_back(week):
    (edit,) = week.deeds("edit")
    (deletion,) = week.deeds("deletion")
    assert any(message["ts"] == edit.ts and shows(message, edit.words) for message in week.thread(edit.where))
    assert deletion.ts not in {message["ts"] for message in week.thread(deletion.where)}


def test_pins_stand_on_voices_on_remarks_and_on_copies(week):
    pinned: Counter[str] = Counter()
    for room in week.table.rooms:
        for message in week.thread(room):
            if any(reaction["name"] == "pushpin" for reaction in message.get("reactions", ())):
                is_voice = any(shows(message, f"「{voice.quote}") for voice in week.on_table)
                pinned["voice" if is_voice else "copy" if message.get("bot_id") else "remark"] += 1
    assert set(pinned) == {"voice", "copy", "remark"}
    assert week.deeds("light")


def test_answers_follow_what_they_answer(week):
    story = week.company.story
    said = {deed.words: deed for deed in week.deeds("remark")}
    for remark in story.remarks:
        if remark.answers and remark.say in said:
            asked = next(one for one in story.remarks if one.key == remark.answers)
            assert float(said[asked.say].ts) < float(said[remark.say].ts)


def test_wins_are_posted_after_the_close_and_cheered(week):
    story = week.company.story
    opened = min(float(ts) for ts in week.table.threads.values())
    shown = week.sandbox.messages(week.table.wins)
    for win in story.wins:
        (message,) = [one for one in shown if one.get("bot_id") and shows(one, win.say)]
        assert float(message["ts"]) > opened + 30 * 60
        assert sum(reaction["count"] for reaction in message["reactions"]) == len(win.cheered_by)


def test_every_payload_the_sandbox_sent_has_its_shape(week):
    sent = [
        entry["body"]
        for kind in ("event", "command", "interactive")
        for entry in week.sandbox.traffic(kind=kind, limit=5000)
    ]
    found = {difference for body in sent for difference in differences(kind_of(body), body)}
    assert found == set()
    assert len({kind_of(body) for body in sent}) >= 6


def test_on_the_command_line_each_deed_is_a_line_and_trouble_ends_in_a_bad_status():
    with Sandbox.start(company="en", clock_start="2026-11-16T00:00:00Z") as sandbox:
        sandbox.settings(ack_seconds=0.05)  # nobody answers here
        words = [
            sys.executable,
            "-m",
            "sandbox.play",
            "--url",
            sandbox.url,
            "--company",
            "en",
            "--patience",
            "0.01",
        ]
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            first = json.loads(process.stdout.readline())
            process.terminate()
            process.communicate(timeout=20)
    assert (first["what"], first["who"]) == ("voice", "beth")
    assert "was not acknowledged" in first["trouble"]
    assert process.returncode == 1
