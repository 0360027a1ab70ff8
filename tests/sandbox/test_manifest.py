"""What the manifest leaves out does not exist for the app."""

from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml

from sandbox.client import Sandbox
from sandbox.refusal import Impossible
from tests.sandbox.stage import App, Listener, Stage, home

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory, listener: Listener, caller: httpx.Client) -> Any:
    """A sandbox for an app with hardly anything switched on."""
    manifest = yaml.safe_load((HERE / "manifest.yml").read_text("utf-8"))
    manifest["features"]["app_home"] = {"home_tab_enabled": False, "messages_tab_enabled": False}
    manifest["settings"] = {"event_subscriptions": {"bot_events": ["message.channels"]}}
    manifest["oauth_config"]["scopes"]["bot"].remove("reactions:read")
    path = tmp_path_factory.mktemp("bare") / "manifest.yml"
    path.write_text(yaml.safe_dump(manifest), "utf-8")
    url = listener.url
    with Sandbox.start(manifest=path, company=HERE / "company.yml", request_url=url) as sandbox:
        listener.app = App()
        yield Stage(sandbox, listener.app, url, caller)


def last_rule(stage: Stage) -> str:
    return str(stage.sandbox.traffic(refused=True)[-1]["rule"])


def test_a_home_tab_that_is_off_is_not_published(bare: Stage) -> None:
    answer = bare.call("views.publish", user_id=bare.user("aki"), view=home())
    assert (answer["error"], last_rule(bare)) == ("not_enabled", "home.enabled")


def test_a_direct_message_needs_the_messages_tab(bare: Stage) -> None:
    answer = bare.call("chat.postMessage", channel=bare.user("aki"), text="hi")
    assert (answer["error"], last_rule(bare)) == ("messages_tab_disabled", "messages_tab.enabled")


def test_no_socket_is_opened_without_socket_mode(bare: Stage) -> None:
    answer = bare.call("apps.connections.open", token=bare.sandbox.app_token)
    assert (answer["ok"], last_rule(bare)) == (False, "socket.enabled")


def test_only_subscribed_events_are_sent(bare: Stage, listener: Listener) -> None:
    listener.app = App()
    ts = bare.sandbox.post("aki", "sales", "heard")
    bare.sandbox.post("aki", "board", "not heard: message.groups is not subscribed to")
    bare.sandbox.react("aki", "sales", ts, "tada")
    bare.sandbox.open_home("aki", tab="messages")
    assert bare.sandbox.settle(quiet=0.05)
    assert [event["type"] for event in listener.app.events()] == ["message"]


def test_buttons_need_interactivity_and_commands_their_entry(bare: Stage) -> None:
    with pytest.raises(Impossible, match="interactivity"):
        bare.sandbox.shortcut("aki", "new")
    with pytest.raises(Impossible, match="not a command"):
        bare.sandbox.command("aki", "sales", "/unknown")
    with pytest.raises(Impossible, match="home tab"):
        bare.sandbox.open_home("aki")
