"""The contract finds what differs between two Slacks, leaves nothing behind, and says what it needs."""

import pytest

from sandbox import contract
from sandbox.client import Sandbox
from sandbox.contract import CALLS, Outcome, Side, compare, sandbox_side

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def ours():
    with sandbox_side() as side:
        return side.run()


def test_the_sandbox_does_not_differ_from_itself(ours):
    assert list(compare(ours, ours)) == []
    assert set(ours) == {call.name for call in CALLS}


def test_each_kind_of_difference_is_told_in_words():
    def side(error="", keys=(), warnings=(), status=200):
        return {"x": Outcome(status, error, frozenset(keys), warnings)}

    assert list(compare(side(status=500), side())) == ["x: Slack answers HTTP 500, the sandbox 200"]
    assert list(compare(side("no_text"), side())) == ["x: Slack says no_text, the sandbox ok"]
    assert list(compare(side(keys=["ts"]), side(keys=["ok"]))) == [
        "x: only Slack has ts",
        "x: only the sandbox has ok",
    ]
    assert list(compare(side(warnings=("w",)), side())) == ["x: Slack notes ['w'], the sandbox []"]


def test_another_slack_is_compared_and_only_own_posts_are_deleted(ours, monkeypatch, capsys):
    with Sandbox.start() as other:
        other.settings(rate_limits=False)
        other.add_user("guest", "Guest")
        channel = other.add_channel("contract", members=["guest"])
        mine = other.post("guest", channel, "this was here before")
        monkeypatch.setenv("SLACK_BOT_TOKEN", other.bot_token)
        monkeypatch.setenv("CONTRACT_CHANNEL", channel)
        monkeypatch.setenv("SLACK_API_URL", other.api_url)
        status = contract.main()
        left = [message["ts"] for message in other.messages(channel) if not message.get("subtype")]
        assert left == [mine]
    *differences, total = capsys.readouterr().out.splitlines()
    assert (status, total) == (0, f"{len(CALLS)} calls, 0 differences"), differences


def test_a_token_without_scopes_shows_as_differences(ours):
    with Sandbox.start() as other:
        other.change_workspace(scopes=[])
        poor = Side(other.api_url, other.bot_token, other.add_channel("contract")).run()
    told = list(compare(poor, ours))
    assert "post text: Slack says missing_scope, the sandbox ok" in told


def test_without_tokens_one_line_says_what_to_set(monkeypatch, capsys):
    monkeypatch.delenv("SLACK_BOT_TOKEN", raising=False)
    assert contract.main() == 2
    (line,) = capsys.readouterr().out.splitlines()
    assert "SLACK_BOT_TOKEN" in line
    assert "CONTRACT_CHANNEL" in line
