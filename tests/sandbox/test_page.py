"""The page's side of the server: its files, what it asks the control API for, and how far people have read."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.client import Sandbox, Upload
from sandbox.pictures import png
from sandbox.refusal import Impossible
from tests.sandbox.stage import Json, Stage

HERE = Path(__file__).parent
STATIC = Path(__file__).parents[2] / "sandbox" / "page" / "static"


@pytest.fixture
def browse(stage: Stage) -> Any:
    """GET a path of the page."""
    return lambda path, **more: stage.http.get(stage.sandbox.url + path, **more)


def unread(stage: Stage, user: str, channel: str = "sales") -> Json:
    found = stage.sandbox.ask("GET", "/read/unread", user=user)["conversations"]
    return next(one for one in found if one["channel"] == stage.channel(channel))


def read(stage: Stage, user: str, ts: str, **more: Any) -> None:
    stage.sandbox.ask("POST", "/acts/read", user=user, channel="sales", ts=ts, **more)


# --- files -----------------------------------------------------------------------------------------------


def test_the_page_names_each_of_its_modules_and_they_are_there(browse: Any) -> None:
    page = browse("/")
    links = set(re.findall(r'(?:href|src)="(/page/[^"]+)"', page.text))
    modules = {f"/page/{one.relative_to(STATIC).as_posix()}" for one in STATIC.rglob("*.js")}
    assert page.status_code == 200
    assert modules <= links
    assert {one: browse(one).status_code for one in links} == dict.fromkeys(links, 200)


def test_the_page_may_ask_only_this_machine(browse: Any, stage: Stage) -> None:
    policy = browse("/").headers["content-security-policy"]
    addresses = re.findall(r"https?://[^\s;]+", policy)
    assert set(addresses) == {stage.sandbox.url}
    assert "'unsafe" not in policy


def test_no_file_of_the_page_names_another_host() -> None:
    allowed = ("http://www.w3.org/",)
    for path in STATIC.rglob("*.*"):
        for address in re.findall(r"https?://[\w.]+[^\s\"'`]*", path.read_text("utf-8")):
            assert address.startswith(allowed), (path.name, address)


def test_an_unchanged_file_is_not_sent_again(browse: Any) -> None:
    tag = browse("/page/js/dom.js").headers["etag"]
    assert browse("/page/js/dom.js", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize(
    "path", ["/page/js/none.js", "/page/%2e%2e/__init__.py", "/page/..%2f__init__.py", "/page/js"]
)
def test_nothing_but_the_pages_files_is_given(browse: Any, path: str) -> None:
    assert browse(path).status_code == 404


def test_a_picture_is_shown_and_a_page_only_saved(browse: Any, stage: Stage) -> None:
    dot = png(1, 1, b"\x00\xff\xff\xff")
    files = [Upload("dot.png", dot, "image/png"), Upload("こわい.html", b"<script>1</script>", "text/html")]
    stage.sandbox.post("aki", "sales", files=files)
    picture, script = stage.sandbox.messages("sales")[-1]["files"]
    shown, saved = browse(f"/page/files/{picture['id']}"), browse(f"/page/files/{script['id']}")
    assert (shown.content, shown.headers["content-type"]) == (dot, "image/png")
    assert shown.headers["content-disposition"].startswith("inline")
    assert saved.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in saved.headers["content-security-policy"]
    assert browse("/page/files/F0NONE").status_code == 404


def test_everybody_has_a_picture(browse: Any, stage: Stage) -> None:
    assert browse(f"/page/pictures/{stage.user('aki')}.png").content.startswith(b"\x89PNG")
    assert browse("/page/pictures/U0NONE.png").status_code == 404


# --- the app ---------------------------------------------------------------------------------------------


def test_the_app_is_shown_as_its_manifest_says(stage: Stage) -> None:
    app = stage.sandbox.ask("GET", "/app")
    assert {one["command"] for one in app["commands"]} == {"/hello", "/escaped"}
    assert {one["type"] for one in app["shortcuts"]} == {"global", "message"}
    assert app["bot_user_id"].startswith("U")
    assert app["connected"] is None


@pytest.fixture(scope="module")
def entaku() -> Iterator[Json]:
    """What the sandbox tells of the product's own manifest."""
    with Sandbox.start(company="ja") as sandbox:
        yield sandbox.ask("GET", "/app")


def test_commands_come_with_what_helps_to_use_them(entaku: Json) -> None:
    voice = next(one for one in entaku["commands"] if one["command"] == "/voice")
    assert voice["description"]
    assert voice["usage_hint"]
    assert entaku["connected"] is False


# --- reading ---------------------------------------------------------------------------------------------


def test_messages_come_by_the_page_newest_first(stage: Stage) -> None:
    written = [stage.sandbox.post("aki", "sales", f"message {number}") for number in range(5)]
    newest = stage.sandbox.ask("GET", "/read/messages", channel="sales", limit=2)
    older = stage.sandbox.ask("GET", "/read/messages", channel="sales", limit=4, before=written[3])
    assert ([one["ts"] for one in newest["messages"]], newest["more"]) == (written[3:], True)
    assert ([one["ts"] for one in older["messages"]], older["more"]) == (written[:3], False)


def test_some_messages_are_read_as_they_are_now(stage: Stage) -> None:
    first, second = (stage.sandbox.post("aki", "sales", text) for text in ("one", "two"))
    stage.sandbox.delete("aki", "sales", first)
    stage.sandbox.react("ben", "sales", second, "tada")
    found = stage.sandbox.ask("GET", "/read/some", channel="sales", ts=f"{first},{second}")["messages"]
    assert found[first] is None
    assert found[second]["reactions"][0]["name"] == "tada"


def test_what_others_wrote_is_new_until_it_is_read(stage: Stage) -> None:
    first = stage.sandbox.post("ben", "sales", "one")
    second = stage.sandbox.post("ben", "sales", f"two <@{stage.user('aki')}>")
    before = unread(stage, "aki")
    read(stage, "aki", first)
    after = unread(stage, "aki")
    assert (before["unread"], before["first"], before["mentions"]) == (2, first, 1)
    assert (after["unread"], after["first"]) == (1, second)
    read(stage, "aki", second)
    assert unread(stage, "aki")["unread"] == 0


def test_ones_own_messages_are_never_new(stage: Stage) -> None:
    stage.sandbox.post("ben", "sales", "mine")
    assert unread(stage, "ben")["unread"] == 0


def test_a_mark_never_goes_back(stage: Stage) -> None:
    first, second = (stage.sandbox.post("ben", "sales", text) for text in ("one", "two"))
    read(stage, "aki", second)
    read(stage, "aki", first)
    assert unread(stage, "aki")["read"] == second


def test_a_thread_has_a_mark_of_its_own(stage: Stage) -> None:
    root = stage.sandbox.post("ben", "sales", "root")
    reply = stage.sandbox.post("ben", "sales", "reply", thread_ts=root)
    read(stage, "aki", reply)
    [thread] = unread(stage, "aki")["threads"]
    assert thread == {"ts": root, "unread": 1, "first": reply, "latest": reply}
    read(stage, "aki", reply, thread_ts=root)
    assert unread(stage, "aki")["threads"] == []


def test_marks_are_kept_with_the_state(stage: Stage) -> None:
    ts = stage.sandbox.post("ben", "sales", "one")
    read(stage, "aki", ts)
    saved = stage.sandbox.save()
    stage.sandbox.reset()
    stage.sandbox.load(saved)
    assert unread(stage, "aki")["unread"] == 0


def test_the_apps_threads_are_found_newest_first(stage: Stage) -> None:
    quiet, old, new = stage.post(text="no reply"), stage.post(text="old"), stage.post(text="new")
    for parent in (old, new):
        stage.sandbox.post("aki", "sales", "reply", thread_ts=parent)
    found = stage.sandbox.ask("GET", "/read/app_threads")["threads"]
    assert [one["ts"] for one in found] == [new, old]
    assert quiet not in {one["ts"] for one in found}


# --- direct messages and ephemerals ----------------------------------------------------------------------


def test_two_people_write_to_each_other_and_the_app_hears_nothing(stage: Stage) -> None:
    channel = stage.sandbox.ask("POST", "/acts/open", user="aki", **{"with": "ben"})["channel"]
    again = stage.sandbox.ask("POST", "/acts/open", user="ben", **{"with": "aki"})["channel"]
    stage.sandbox.post("aki", channel, "between us")
    stage.sandbox.settle(quiet=0.05)
    assert channel == again
    assert stage.sandbox.messages(channel)[0]["text"] == "between us"
    assert stage.app.events() == []


def test_nobody_writes_to_somebody_who_has_left(stage: Stage) -> None:
    with pytest.raises(Impossible):
        stage.sandbox.ask("POST", "/acts/open", user="aki", **{"with": "gone"})


def test_an_ephemeral_is_dismissed_by_whom_it_is_for_alone(stage: Stage) -> None:
    channel, user = stage.channel("sales"), stage.user("aki")
    ts = stage.ok("chat.postEphemeral", channel=channel, user=user, text="psst")["message_ts"]
    with pytest.raises(Impossible):
        stage.sandbox.ask("POST", "/acts/dismiss", user="ben", ts=ts)
    stage.sandbox.ask("POST", "/acts/dismiss", user="aki", ts=ts)
    assert stage.sandbox.ephemerals("aki") == []


def test_an_old_page_is_not_kept_by_the_browser(browse: Any) -> None:
    answer: httpx.Response = browse("/")
    assert answer.headers["cache-control"] == "no-cache"
