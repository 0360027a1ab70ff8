"""What Slack tells of the rooms and their threads, and the button that opens a long remark."""

import re
from typing import Any

from pydantic import Field
from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot import events
from bot.bridge import bridge, copies
from bot.views import bridge as views
from bot.views.bridge import RemarkAction
from handlers.listening import begin
from handlers.payloads import BlockAction, EventPayload, View, as_we_wrote_it

EVENTS = (
    "message",
    "channel_archive",
    "channel_id_changed",
    "channel_unarchive",
    "group_archive",
    "group_unarchive",
    "member_joined_channel",
    "member_left_channel",
)


class AboutSomebody(EventPayload):
    """An event whose `user` is a whole user object: it tells of somebody, nobody acts."""

    user_id: None = Field(None, validation_alias="nobody")


def happened(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = EventPayload.model_validate(body)
    with begin(context, given) as tx:
        if given.is_ext_shared_channel:
            events.came_from_outside(tx, given.event)
        events.happened(tx, given.event)
    ack()


def user_changed(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = AboutSomebody.model_validate(body)
    with begin(context, given) as tx:
        events.happened(tx, given.event)
    ack()


def read(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    channel_id = given.channel_id or ""
    with begin(context, given) as tx:
        remark = bridge.to_read(tx, given.value, channel_id)
        view = views.whole(tx.words, copies.spoken(tx, remark), channel_id=channel_id)
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def turn(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    turned = View.model_validate(given.view)
    channel_id = turned.private_metadata
    with as_we_wrote_it():
        remark_id, number = given.value.split(":")
        page = int(number)
    with begin(context, given) as tx:
        remark = bridge.to_read(tx, remark_id, channel_id)
        view = views.whole(tx.words, copies.spoken(tx, remark), channel_id=channel_id, page=page)
    client.views_update(view_id=turned.id, view=view)
    ack()


def register(app: App) -> None:
    for kind in EVENTS:
        app.event(kind)(happened)
    app.event("user_change")(user_changed)
    app.action(RemarkAction.READ)(read)
    app.action(re.compile(rf"^{re.escape(RemarkAction.TURN)}\.\d+$"))(turn)
