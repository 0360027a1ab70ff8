"""Looking back at watchwords: the form that the home opens, its answers and their pages."""

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.fields import filled
from bot.views import looking_back as views
from bot.views.looking_back import Asked, LookAction
from bot.watchwords import looking_back
from bot.watchwords.search import Search
from handlers.listening import begin
from handlers.payloads import BlockAction, ViewSubmission, as_we_wrote_it


class Question(ViewSubmission):
    """Asking changes nothing, so the same form may ask as often as one likes."""

    @property
    def once(self) -> str:
        return ""


def search_of(context: BoltContext) -> Search:
    """Return the search that `app.py` put beside every payload."""
    found = context["search"]
    assert isinstance(found, Search)
    return found


def show(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        form = views.form(tx.words)
    client.views_open(trigger_id=given.trigger_id or "", view=form)
    ack()


def asked(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    """Answer in the form itself, where the question can be put differently."""
    given = Question.model_validate(body)
    text = filled("asked", given.fields().get("asked") or "", views.ASKED_CHARACTERS)
    search = search_of(context)
    question = search.ask(text)
    with begin(context, given) as tx:
        view = views.page(tx.words, looking_back.look_back(tx, search, question))
    ack(response_action="update", view=view)


def turn(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Show another page of the same answers: in the form that is open, or in a new one from a command's answer."""
    given = BlockAction.model_validate(body)
    with as_we_wrote_it():
        wanted = Asked.model_validate_json(given.value)
    search = search_of(context)
    question = search.ask(wanted.asked)
    with begin(context, given) as tx:
        view = views.page(tx.words, looking_back.look_back(tx, search, question, page=wanted.page))
    if given.view is None:
        client.views_open(trigger_id=given.trigger_id or "", view=view)
    else:
        client.views_update(view_id=given.view["id"], view=view)
    ack()


def register(app: App) -> None:
    app.action(LookAction.OPEN)(show)
    app.action(LookAction.PAGE)(turn)
    app.view(LookAction.FORM)(asked)
