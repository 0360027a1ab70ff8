"""auth.*, apps.*, oauth.* and team.*: who the app is and where it is installed."""

from sandbox import rules
from sandbox.methods.method import Call, method
from sandbox.refusal import Refusal
from sandbox.workspace import Json


@method("auth.test")
def test(call: Call) -> Json:
    workspace = call.workspace
    return {
        "url": f"https://{workspace.domain}.slack.com/",
        "team": workspace.name,
        "user": call.bot.name,
        "team_id": workspace.id,
        "user_id": workspace.bot_user_id,
        "bot_id": workspace.bot_id,
        "is_enterprise_install": False,
    }


@method("apps.connections.open", tier=3, app_level=True)
def connections_open(call: Call) -> Json:
    return {"url": call.slack.sockets.open()}


@method("team.info", tier=3, scope="team:read")
def team_info(call: Call) -> Json:
    workspace = call.workspace
    team = {"id": workspace.id, "name": workspace.name, "domain": workspace.domain, "email_domain": ""}
    return {"team": {**team, "icon": {"image_default": True}}}


@method("oauth.v2.access", public=True)
def oauth_access(call: Call) -> Json:
    """Exchange the code of an installation; the client may also be named by HTTP Basic."""
    app = call.slack.state.app
    if call.arguments.text("client_id") != app.client_id:
        raise Refusal("invalid_client_id", rules.OAUTH_CLIENT)
    if call.arguments.text("client_secret") != app.client_secret:
        raise Refusal("bad_client_secret", rules.OAUTH_CLIENT)
    workspace_id = call.slack.install_codes.pop(call.arguments.text("code"), None)
    if workspace_id is None:
        raise Refusal("invalid_code", rules.OAUTH_CODE)
    workspace = call.slack.workspace(workspace_id)
    installer = next((user for user in workspace.users.values() if not user.bot_id), call.bot)
    return {
        "access_token": workspace.bot_token,
        "token_type": "bot",
        "scope": ",".join(workspace.scopes),
        "bot_user_id": workspace.bot_user_id,
        "app_id": app.id,
        "team": {"id": workspace.id, "name": workspace.name},
        "enterprise": None,
        "is_enterprise_install": False,
        "authed_user": {"id": installer.id},
    }
