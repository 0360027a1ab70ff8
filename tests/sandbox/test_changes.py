"""The stream tells whoever looks on that something is to be read again."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.sandbox.stage import Json, Received, Stage, button, home, modal, section, wait_for


@contextmanager
def heard(stage: Stage) -> Iterator[list[Json]]:
    """What is told while the block runs and a moment longer."""
    changes: list[Json] = []
    listening, done = threading.Event(), threading.Event()

    def listen() -> None:
        with stage.http.stream("GET", f"{stage.sandbox.url}/control/stream") as response:
            for line in response.iter_lines():
                listening.set()
                if done.is_set():
                    return
                if line.startswith("data: "):
                    changes.append(json.loads(line[6:]))

    listener = threading.Thread(target=listen)
    listener.start()
    assert listening.wait(5)
    try:
        yield changes
    finally:
        done.set()
        stage.sandbox.advance(1)  # the clock is told, too, and ends the listening
        listener.join(5)


def told(changes: list[Json], what: str, count: int) -> list[Json]:
    """The first changes of one kind, as soon as there are so many."""
    found = wait_for(lambda: [one for one in changes if one["what"] == what][count - 1 :])
    assert len(found) == 1
    return [one for one in changes if one["what"] == what]


def test_a_modal_is_told_when_it_opens_changes_and_closes(stage: Stage) -> None:
    with heard(stage) as changes:
        stage.opens(modal(notify_on_close=True))
        [opened] = told(changes, "view", 1)
        stage.ok("views.update", view_id=opened["view"], view=modal())
        stage.sandbox.close_view("aki")
        views = told(changes, "view", 3)
    assert {one["user"] for one in views} == {stage.user("aki")}
    assert [one["view"] for one in views] == [opened["view"], opened["view"], None]


def test_a_home_is_told_when_it_is_published(stage: Stage) -> None:
    with heard(stage) as changes:
        stage.ok("views.publish", user_id=stage.user("ben"), view=home(section("one")))
        view = stage.ok("views.publish", user_id=stage.user("ben"), view=home(section("two")))["view"]
        published = told(changes, "home", 2)
    assert [(one["user"], one["view"]) for one in published] == [(stage.user("ben"), view["id"])] * 2
    assert "view" not in {one["what"] for one in changes}


@pytest.mark.parametrize("last", [{"delete_original": True}, {"replace_original": True, "text": "new"}])
def test_an_ephemeral_is_told_when_it_comes_changes_and_goes(stage: Stage, last: Json) -> None:
    def answer(received: Received) -> tuple[int, None]:
        if received.payload.get("type") == "block_actions":
            stage.http.post(received.payload["response_url"], json=last)
        return 200, None

    parent = stage.post()
    with heard(stage) as changes:
        stage.app.answer = answer
        where = {"channel": stage.channel("sales"), "user": stage.user("aki"), "thread_ts": parent}
        ts = stage.ok("chat.postEphemeral", blocks=[button("go")], text="psst", **where)["message_ts"]
        stage.sandbox.click("aki", "go", ephemeral=ts)
        ephemerals = told(changes, "ephemeral", 2)
    known = {key: ephemerals[0][key] for key in ("channel", "user", "thread_ts", "ts")}
    assert known == {**where, "ts": ts}
    assert all(one["ts"] == ts for one in ephemerals)
