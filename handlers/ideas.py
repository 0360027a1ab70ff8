"""Ideas: the pages of their list, writing one at the close, and making an improvement of one."""

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.ideas import idea_list, idea_writing, taking_up
from bot.ideas.idea_writing import IdeaForm
from bot.improvements import improvements
from bot.improvements.improvement_form import ImprovementForm
from bot.views import ideas as views
from bot.views.ideas import OpenedIdea
from bot.views.word_actions import IdeaAction
from handlers import showing
from handlers.listening import begin
from handlers.payloads import BlockAction, ViewSubmission, as_we_wrote_it


def turn(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Show a page of the list: in the view that is open, or in a new one."""
    given = BlockAction.model_validate(body)
    opened = showing.opened(given)
    with begin(context, given) as tx:
        with as_we_wrote_it():
            shown = idea_list.page(tx, given.value, channel_id=opened.channel_id)
        view = views.opened(tx.words, shown, opened)
    showing.turn(client, given, view)
    ack()


def form(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    opened = OpenedIdea(dialogue_id=given.value, channel_id=given.channel_id)
    with begin(context, given) as tx:
        voices = idea_writing.open_form(tx, given.value, given.channel_id or "")
        view = views.write(tx.words, opened, voices)
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def written(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = ViewSubmission.model_validate(body)
    opened = given.view.remembered(OpenedIdea)
    typed = IdeaForm.model_validate(given.fields())
    with begin(context, given) as tx:
        idea_writing.write(tx, opened.dialogue_id or "", opened.channel_id or "", typed)
        view = views.written(tx.words)
    ack(response_action="update", view=view)


def take_up(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Open the form of an improvement, over the list where that is a view."""
    given = BlockAction.model_validate(body)
    opened = OpenedIdea(idea_id=given.value, channel_id=showing.opened(given).channel_id)
    with begin(context, given) as tx:
        view = views.take_up(tx.words, taking_up.open_form(tx, given.value, opened.channel_id), opened)
    showing.over(client, given, view)
    ack()


def taken_up(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = ViewSubmission.model_validate(body)
    opened = given.view.remembered(OpenedIdea)
    typed = ImprovementForm.model_validate(given.fields())
    with begin(context, given) as tx:
        kept = taking_up.take_up(tx, opened.idea_id or "", typed, opened.channel_id)
        view = views.taken_up(tx.words, kept.improvement.what, improvements.moved(tx, kept))
    ack(response_action="update", view=view)


def taken_back(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    opened = showing.opened(given)
    with begin(context, given) as tx:
        idea_writing.take_back(tx, given.value)
        text = tx.words("takedown-done")
        shown = idea_list.page(tx, opened.place, channel_id=opened.channel_id)
        view = views.opened(tx.words, shown, opened, done=text)
    showing.answer(ack, client, given, view, text)


def register(app: App) -> None:
    app.action(IdeaAction.PAGE)(turn)
    app.action(IdeaAction.WRITE)(form)
    app.view(IdeaAction.WRITE)(written)
    app.action(IdeaAction.TAKE_UP)(take_up)
    app.view(IdeaAction.TAKE_UP)(taken_up)
    app.action(IdeaAction.TAKE_BACK)(taken_back)
