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

pytestmark = [pytest.mark.slow, pytest.mark.long]

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


NOTE_FORM = form("note.write", field_of("voice_1"), field_of("voice_2"), field_of("voice_3"))


def button_of(action_id: str, value: str = "table") -> dict[str, Any]:
    label = {"type": "plain_text", "text": action_id}
    return {"type": "button", "action_id": action_id, "text": label, "value": value}


def filled_with(words: str) -> dict[str, Any]:
    """The form of a voice with these words in it."""
    quote, *rest = VOICE_FORM["blocks"]
    return {
        **VOICE_FORM,
        "blocks": [{**quote, "element": {**quote["element"], "initial_value": words}}, *rest],
    }


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
    has_seats: bool = False
    """Whether its card shows seats and notes; many an app has no such thing."""
    seats: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def listen(self, app: App) -> None:
        self.listen_to_voices(app)
        self.listen_to_wins(app)
        self.listen_to_seats_and_notes(app)
        app.event("message")(self.hear)
        for command in ("/entaku", "/watchwords"):
            app.command(command)(lambda ack: ack(text="there is nothing more to it"))
        app.shortcut("watchwords.measure")(lambda ack: ack())
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

        @app.shortcut("voice.from_message")
        def open_form(ack, body, client):
            client.views_open(trigger_id=body["trigger_id"], view=filled_with(body["message"]["text"]))
            ack()

        @app.action("voice.withdraw")
        def withdraw(ack, action):
            self.voices.remove(action["value"])
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

    def listen_to_seats_and_notes(self, app: App) -> None:
        @app.action("seat.take")
        def take(ack, body):
            self.seats.append(body["user"]["id"])
            ack()

        @app.action("note.open")
        def open_note(ack, body, client):
            client.views_open(trigger_id=body["trigger_id"], view=NOTE_FORM)
            ack()

        @app.view("note.write")
        def keep_note(ack, body, view):
            self.notes.append((body["user"]["id"], text_of(view, "voice_1")))
            ack()

    def hear(self, event, client):
        """What is written to the app itself is a voice; what is said in a thread of the table is copied."""
        if event.get("channel_type") == "im":
            self.voices.append(event["text"])
            take_back = {"type": "actions", "elements": [button_of("voice.withdraw", event["text"])]}
            client.chat_postMessage(channel=event["channel"], text="kept", blocks=[take_back])
        elif event.get("text", "").startswith("<@"):
            self.voices.append(event["text"].partition("> ")[2])
        else:
            self.copy(event, client)

    def copy(self, event, client):
        here = event["channel"]
        if event.get("subtype") or event.get("thread_ts") != self.threads.get(here):
            return
        for room, ts in self.threads.items():
            if room != here:
                client.chat_postMessage(channel=room, thread_ts=ts, text=event["text"])

    def open(self, voices: list[Voice]) -> None:
        """Post the card and one reply a voice in each room, the escaping Slack wants included."""
        buttons = [button_of("seat.take"), button_of("note.open")]
        card = {"blocks": [{"type": "actions", "elements": buttons}]} if self.has_seats else {}
        for room in self.rooms.values():
            posted = self.client.chat_postMessage(channel=room, text="A table opens", **card)
            self.threads[room] = posted["ts"]
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
        table = Table(app.client, rooms, ids[story.circle.wins], has_seats=request.param == "en")
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


def test_every_voice_is_brought_in_its_own_way_and_what_is_taken_back_is_gone(week):
    story = week.company.story
    again = [voice.again.quote for voice in story.voices if voice.again]
    assert sorted(week.table.voices) == sorted([*(voice.quote for voice in story.voices), *again])
    assert len(week.deeds("again")) == len(again) == 1
    assert len(week.deeds("withdrawal")) == 1
    assert len(week.deeds("shared")) == 1
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


def test_seats_and_notes_are_taken_where_the_app_shows_them_and_let_be_where_not(week):
    assert len(week.deeds("seat")) == len(week.table.seats) == (6 if week.table.has_seats else 0)
    assert len(week.deeds("note")) == len(week.table.notes) == (5 if week.table.has_seats else 0)
    rooms = {week.company.room_of(deed.who) for deed in week.deeds("note")}
    assert rooms == (set(week.table.rooms) if week.table.has_seats else set())
    assert sorted(deed.words for deed in week.deeds("note")) == sorted(text for _, text in week.table.notes)


def test_what_an_app_does_not_show_nobody_misses(week):
    assert [
        deed
        for what in ("unnamed", "proposal", "vote", "phrase", "share", "picture")
        for deed in week.deeds(what)
    ] == []


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
            first, second = (json.loads(process.stdout.readline()) for _ in range(2))
            process.terminate()
            process.communicate(timeout=20)
    assert (first["what"], first["who"]) == ("voice", "beth")
    assert (first["trouble"], second["what"]) == ("", "voice")  # a mention waits for nobody, a command does
    assert "was not acknowledged" in second["trouble"]
    assert process.returncode == 1
