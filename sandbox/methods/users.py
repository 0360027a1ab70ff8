"""users.*: people, and where they are."""

from sandbox import wire
from sandbox.methods.conversations import listed_kinds
from sandbox.methods.method import Call, method, page
from sandbox.workspace import Json, User


def _shown(call: Call, user: User) -> Json:
    return wire.user_json(
        call.slack,
        call.workspace,
        user,
        locale=call.arguments.flag("include_locale"),
        email="users:read.email" in call.workspace.scopes,
    )


@method("users.info", tier=4, scope="users:read")
def info(call: Call) -> Json:
    return {"user": _shown(call, call.user())}


@method("users.list", tier=2, scope="users:read")
def list_(call: Call) -> Json:
    """The members of the workspace; outsiders show in users.info only."""
    own = [user for user in call.workspace.users.values() if user.team_id == call.workspace.id]
    shown = page(call, own, lambda user: _shown(call, user), name="members")
    return {"cache_ts": call.slack.clock.seconds(), **shown}


@method("users.conversations", tier=3)
def conversations(call: Call) -> Json:
    """Where a person (the bot, unless one is named) is a member, as far as the bot may see."""
    user = call.user_of(call.arguments.text("user", call.workspace.bot_user_id))
    kinds = listed_kinds(call)
    unarchived = call.arguments.flag("exclude_archived")
    found = [
        channel
        for channel in call.workspace.conversations_of(user.id)
        if channel.kind in kinds
        and not (unarchived and channel.archived)
        and (not channel.private or call.workspace.bot_user_id in channel.members)
    ]
    return page(
        call,
        found,
        lambda channel: wire.channel_json(call.workspace, channel, member_flag=False),
        name="channels",
    )
