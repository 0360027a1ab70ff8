"""A company with the app at work: what of it people see, what they press, and what they are told.

A story leads it through its chapters; each is played once and kept, so that a button of one can be pressed in a later
one. Everybody reads the other language than their circle is kept in, and what people write is Greek: whose language a
sentence of ours is in can be told by its letters.
"""

import json
import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from threading import enumerate as threads
from typing import Any

from slack_bolt import App, BoltRequest
from sqlalchemy import select
from structlog.testing import capture_logs

from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.transaction import Database
from models import Base, OutboxRow, Post
from scheduler.beat import run_due
from tests import databases
from tests.bot.circle_of_three import SALES
from tests.bot.slack_in_memory import SlackInMemory, texts_in
from tests.conftest import TEAM, FakeClock
from tests.handlers.presses import Place, Press, Told, buttons, filled
from tests.handlers.stage import Calls, acked, filled_in

Story = Mapping[str, tuple[str | None, Callable[["Company"], None]]]
"""Each chapter with the one before it, and how it is played."""
Way = Callable[["Company"], Press]
OTHER_LANGUAGE = {"ja": "en", "en": "ja"}
NEW = "C0NEW"
"""The room of a circle that is set up in its people's own language."""
OF_THE_MACHINE = {"not_before", "received_at", "counted_at", "tokens", "claimed_until", "blocked_until"}
"""Columns that hold when the test ran."""
WRITTEN_ANEW = {"outbox", "notes"}
"""Tables whose rows are replaced by the same ones under new ids."""


@dataclass(frozen=True)
class Kept:
    """A chapter as it is kept: the database, the hour, what stands in Slack, and what was shown to one person."""

    database: sqlite3.Connection
    language: str
    now: datetime
    messages: dict[tuple[str, str], Place]
    shown: list[Place]


class Company:
    """The app with its database and its Slack, at some chapter of its story."""

    def __init__(self, app: App, calls: Calls, database: Database, clock: FakeClock, story: Story) -> None:
        self.app, self.calls, self.database, self.clock = app, calls, database, clock
        self._story = story
        self.slack = SlackInMemory()
        self.shown: list[Place] = []
        """Forms and notes that one person saw, as surfaces, the newest last."""
        self.language = "ja"
        self._kept: dict[tuple[str, str], Kept] = {}
        self._reached: dict[tuple[Way, str], tuple[Press, Kept]] = {}
        self._numbers = count(1)

    @property
    def readers(self) -> str:
        """The language that people read."""
        return OTHER_LANGUAGE[self.language]

    # Chapters

    def at(self, chapter: str, language: str) -> None:
        """Go to a chapter, which is played once and kept."""
        if (chapter, language) not in self._kept:
            before, play = self._story[chapter]
            self.at(before, language) if before else self._begin()
            self.language = language
            with capture_logs() as logs:
                play(self)
            assert [one for one in logs if one["log_level"] == "error"] == []
            self._kept[chapter, language] = self._keep()
        self._go_back_to(self._kept[chapter, language])

    def come_to(self, way: Way, chapter: str, language: str) -> Press:
        """Go in a chapter the way to a button, which is gone once; return what pressing it sends."""
        if (way, language) not in self._reached:
            self.at(chapter, language)
            self._reached[way, language] = way(self), self._keep()
        press, there = self._reached[way, language]
        self._go_back_to(there)
        return press

    def _keep(self) -> Kept:
        copy = sqlite3.connect(":memory:", check_same_thread=False)
        self._file().backup(copy)
        return Kept(copy, self.language, self.clock.now(), dict(self.slack.messages), list(self.shown))

    def _go_back_to(self, kept: Kept) -> None:
        kept.database.backup(self._file())
        self._forget()
        self.language = kept.language
        self.clock.set(kept.now)
        self.slack.messages, self.shown = dict(kept.messages), list(kept.shown)

    def _begin(self) -> None:
        databases.empty_tables(self.database.engine)
        self._forget()
        self.slack, self.shown = SlackInMemory(), []

    def _forget(self) -> None:
        self.database._workspaces.clear()  # it remembers for a moment what the file held before

    def _file(self) -> sqlite3.Connection:
        with self.database.engine.connect() as connection:
            driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return driver

    # Time and Slack

    def go_on(self, **by: float) -> None:
        self.clock.advance(**by)
        for _ in range(2):
            run_due(self.database)
            self.deliver()

    def deliver(self, *, joins: bool = False) -> None:
        with self.database.begin(TEAM) as tx:
            self.slack.deliver(tx, joins=joins)

    def answer(self, method: str, **data: Any) -> None:
        """Let Slack answer what it was asked so."""
        with self.database.begin(TEAM) as tx:
            for row in tx.session.scalars(select(OutboxRow).where(OutboxRow.method == method)).all():
                tx.session.delete(row)
                tx.session.flush()
                if row.answer:
                    answers.run(tx, row.answer, row.subject, Answer(data))

    def event(self, **inner: Any) -> None:
        body = {
            "type": "event_callback",
            "team_id": TEAM,
            "event_id": f"Ev{next(self._numbers)}",
            "event": inner,
        }
        assert self.app.dispatch(BoltRequest(body=body, mode="socket_mode")).status == 200

    def say(self, user: str, text: str, channel_id: str = SALES) -> str:
        ts = f"1795000100.{next(self._numbers):06d}"
        thread_ts = next(
            message["thread_ts"]
            for (channel, _), message in sorted(self.slack.messages.items())
            if channel == channel_id and message["thread_ts"]
        )
        self.event(type="message", user=user, text=text, ts=ts, thread_ts=thread_ts, channel=channel_id)
        return ts

    # What people see, and press

    def surfaces(self) -> list[Place]:
        """Return everything with a button of ours on it, the newest last."""
        messages = [
            {"kind": "message", "channel": channel, "ts": ts, "blocks": message["blocks"]}
            for (channel, ts), message in self.slack.messages.items()
        ]
        with self.database.reading() as session:
            rows = session.scalars(select(OutboxRow).where(OutboxRow.kind.in_(("ephemeral", "ask")))).all()
        notes = [
            {
                "kind": "message",
                "channel": row.arguments["channel"],
                "ts": "1.1",
                "blocks": row.arguments["blocks"],
            }
            for row in rows
            if row.kind == "ephemeral"
        ]
        homes = [
            {"kind": "view", "view": row.arguments["view"] | {"id": "VHOME"}}
            for row in rows
            if row.method == "views.publish"
        ]
        return [*messages, *notes, *homes, *self.shown]

    def button(self, action_id: str, *, on: str | None = None, about: str = "") -> Press:
        """Return the newest button of this name that stands somewhere; `on`: in this channel."""
        for surface in reversed(self.surfaces()):
            if on is not None and surface.get("channel") != on:
                continue
            blocks = surface["blocks"] if surface["kind"] == "message" else surface["view"]["blocks"]
            for element in buttons(blocks):
                if element["action_id"].startswith(action_id) and about in element.get("value", ""):
                    return self._press(element, surface)
        raise LookupError(f"{action_id} stands nowhere")

    def form(self, callback_id: str, **fields: Any) -> Press:
        """Return the newest form of this name, filled in."""
        view = next(
            one["view"]
            for one in reversed(self.shown)
            if one.get("view", {}).get("callback_id") == callback_id
        )
        return self._payload(
            "view_submission",
            view={"private_metadata": ""} | view | {"state": {"values": filled_in(view, fields)}},
        )

    def field(self, name: str, value: str) -> Press:
        """Return a choice in a field of the newest form that changes with it."""
        view = next(one["view"] for one in reversed(self.shown) if one["kind"] == "view")
        chosen = {"type": "static_select", "block_id": name, "action_id": "value"}
        action = chosen | {"selected_option": {"value": value}}
        return self._payload("block_actions", actions=[action], view=filled(view))

    def shortcut(self, callback_id: str, channel_id: str = "", ts: str = "", text: str = "") -> Press:
        if not channel_id:
            return self._payload("shortcut", callback_id=callback_id)
        message = {"ts": ts, "text": text}
        place: Place = {"channel": {"id": channel_id}, "message": message, "message_ts": ts}
        return self._payload("message_action", callback_id=callback_id, response_url=self._url, **place)

    def command(self, user: str, name: str, text: str = "", channel_id: str = SALES) -> None:
        payload = {"command": name, "text": text, "team_id": TEAM, "user_id": user}
        self._send(payload | {"channel_id": channel_id, "trigger_id": "1.2.3"}, channel_id)

    def press(self, user: str, action_id: str, **where: str) -> Told:
        return self.send(self.button(action_id, **where).by(user))

    def submit(self, user: str, callback_id: str, **fields: Any) -> Told:
        return self.send(self.form(callback_id, **fields).by(user))

    def send(self, press: Press) -> Told:
        """Let somebody press; return what they, and others, are told."""
        user = press.payload["user"]["id"]
        before = self._outbox()
        with capture_logs() as logs:
            told = Told(self._send(press.payload, (press.payload.get("channel") or {}).get("id")))
        told.errors = [one for one in logs if one["log_level"] == "error"]
        for row in self._newer(before):
            self._read(row, user, told)
        return told

    def _send(self, payload: Place, channel_id: str | None) -> list[str]:
        self.calls.clear()
        ack = acked(self.app.dispatch(BoltRequest(body=payload, mode="socket_mode")))
        for thread in threads():
            if thread.name == "response_url":
                thread.join()
        said = [*ack.get("errors", {}).values()]
        if "view" in ack:
            same = {"id": payload["view"]["id"]}
            self.shown.append({"kind": "view", "view": ack["view"] | same | {"type": "modal"}})
            said += texts_in(ack["view"])
        elif "blocks" in ack or "text" in ack:
            self._note(ack, channel_id)
            said += texts_in(ack)
        for method, given in self.calls:
            if method.startswith("views."):
                view = json.loads(given["view"]) if isinstance(given["view"], str) else given["view"]
                view |= {"id": given.get("view_id") or f"V{next(self._numbers)}", "type": view["type"]}
                self.shown.append({"kind": "view", "view": view})
                said += texts_in(view)
            elif method == "respond":
                self._note(given, channel_id)
                said += texts_in(given)
        return said

    def _note(self, given: Place, channel_id: str | None) -> None:
        note = {"kind": "message", "channel": channel_id, "ts": "1.1", "blocks": given.get("blocks") or []}
        self.shown.append(note)

    def _press(self, element: Place, surface: Place) -> Press:
        action: Place = {key: element[key] for key in ("type", "action_id", "value") if key in element}
        if element["type"] == "checkboxes":
            action |= {"block_id": element["block_id"], "selected_options": element["options"][1:]}
        if element["type"] == "static_select":
            action["selected_option"] = {"value": element["options"][-1]["value"]}
        if surface["kind"] == "view":
            return self._payload("block_actions", actions=[action], view=filled(surface["view"]))
        where = surface["channel"].replace("U0", "D0")
        container = {"type": "message", "message_ts": surface["ts"], "channel_id": where}
        place: Place = {"channel": {"id": where}, "container": container, "response_url": self._url}
        return self._payload("block_actions", actions=[action], **place)

    def _payload(self, kind: str, **more: Any) -> Press:
        return Press({"type": kind, "trigger_id": "1.2.3"} | more)

    @property
    def _url(self) -> str:
        return f"{self.app.client.base_url}respond"

    # What is kept

    def everything(self, *, but: str = "\0") -> dict[str, list[str]]:
        """Return every row, without what tells only when the machine did something, and without rows that say `but`."""
        cursor = self._file().cursor()
        kept = {}
        for table in Base.metadata.sorted_tables:
            hidden = OF_THE_MACHINE | ({"id"} if table.name in WRITTEN_ANEW else set())
            columns = ", ".join(f'"{column.name}"' for column in table.columns if column.name not in hidden)
            rows = map(str, cursor.execute(f'SELECT {columns} FROM "{table.name}"').fetchall())
            kept[table.name] = sorted(row for row in rows if but not in row)
        return kept

    def _outbox(self) -> dict[int, str]:
        return dict(self._file().cursor().execute("SELECT id, arguments FROM outbox").fetchall())

    def _newer(self, before: dict[int, str]) -> list[OutboxRow]:
        newer = [row_id for row_id, told in self._outbox().items() if before.get(row_id) != told]
        with self.database.reading() as session:
            return list(session.scalars(select(OutboxRow).where(OutboxRow.id.in_(newer)))) if newer else []

    def _read(self, row: OutboxRow, user: str, told: Told) -> None:
        """Sort a row of the outbox to whom it tells something."""
        texts = texts_in(row.arguments)
        if row.kind == "ask":
            is_home = row.method == "views.publish"
            reader = row.arguments["user_id"] if is_home else None
        elif row.kind == "ephemeral":
            reader = row.arguments["user"]
        else:
            with self.database.reading() as session:
                post = session.scalars(select(Post).where(Post.key == row.key)).one()
            reader = post.channel_id
        shows_the_rooms = row.key.startswith("rehearsal:") and not row.key.endswith(":0")
        if reader == user and not shows_the_rooms:
            told.privately += texts
        elif reader is not None:
            is_own = (reader.startswith("U") or reader == NEW) and not shows_the_rooms
            told.elsewhere += [(text, self.readers if is_own else self.language) for text in texts]
