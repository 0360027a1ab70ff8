"""What an external select offers: the app is asked with the text typed into it (SLACK.md §6, block_suggestion)."""

from typing import TYPE_CHECKING, Any

from sandbox import rules
from sandbox.blockkit import Problem
from sandbox.blockkit.objects import option
from sandbox.forms import EXTERNAL
from sandbox.interactions import Surface, base, find_element, interactive, outcome, refused, where
from sandbox.refusal import Impossible, Refusal
from sandbox.workspace import Json, User, Workspace

if TYPE_CHECKING:
    from sandbox.slack import Slack

MOST = 100
_NOT_TOLD = ("trigger_id", "response_url", "state")


async def suggest(
    slack: "Slack",
    workspace: Workspace,
    user: User,
    surface: Surface,
    action_id: str,
    text: str,
    *,
    block_id: str | None = None,
) -> Json:
    """The options or option groups the app offers for `text`."""
    interactive(slack)
    element = find_element(surface.blocks, action_id, block_id)
    if element.type not in EXTERNAL:
        raise Impossible(f"{action_id} does not ask the app for its options")
    payload = base(slack, workspace, user, "block_suggestion", surface.view)
    payload |= where(slack, workspace, user, surface)
    payload |= {"action_id": action_id, "block_id": element.block["block_id"], "value": text}
    told = {key: value for key, value in payload.items() if key not in _NOT_TOLD}
    answer = await slack.delivery.ask("interactive", "block_suggestion", workspace, told)
    if not answer.acked:
        return outcome(answer, options=[])
    try:
        return outcome(answer, **_offered(answer.body))
    except Refusal as refusal:
        return {**refused(slack, answer, refusal), "options": []}


def _offered(body: Any) -> Json:
    """Options as the app answered them, in groups or not."""
    given = body if isinstance(body, dict) else {}
    key = "option_groups" if "option_groups" in given else "options"
    offered = given.get(key)
    if not isinstance(offered, list) or len(offered) > MOST:
        raise Refusal("invalid_options", rules.ACK_OPTIONS)
    groups = offered if key == "option_groups" else [{"options": offered}]
    for group in groups:
        _check(group.get("options") if isinstance(group, dict) else None)
    return {key: offered}


def _check(options: object) -> None:
    problems: list[Problem] = []
    if not isinstance(options, list) or len(options) > MOST:
        raise Refusal("invalid_options", rules.ACK_OPTIONS)
    for number, one in enumerate(options):
        option(one, f"/options/{number}", problems)
    if problems:
        raise Refusal("invalid_options", rules.ACK_OPTIONS, because=problems[0].rule.id)
