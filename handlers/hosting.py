"""What hosts press: the button on the card, and the panel that it opens."""

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.circles import circles
from bot.dialogues import hosting, rehearsal
from bot.dialogues.agenda import Stage
from bot.transaction import Transaction
from bot.views import acts as act_views
from bot.views import help as answers
from bot.views import hosting as views
from bot.views.hosts import HostAction
from handlers.listening import begin
from handlers.payloads import BlockAction, View, as_we_wrote_it
from models import Circle

Operation = Callable[[Transaction, str], str]
"""Does what a button says, with the value it carries, and returns what was done in words."""


class Switch(Protocol):
    def __call__(self, tx: Transaction, circle: Circle, *, is_on: bool) -> None: ...


def open_panel(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        view = views.panel(tx.words, hosting.panel(tx, given.value))
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def show_acts(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        view = act_views.log(tx.words, *hosting.log(tx, given.value))
    client.views_push(trigger_id=given.trigger_id or "", view=view)
    ack()


def pressed(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Perform what the button in the panel says, and show the panel as things stand then."""
    given = BlockAction.model_validate(body)
    panel = View.model_validate(given.view)
    operation = OPERATIONS[HostAction(given.actions[0].action_id)]
    with begin(context, given) as tx:
        done = operation(tx, given.value)
        view = views.panel(tx.words, hosting.panel(tx, panel.private_metadata, done=done))
    client.views_update(view_id=panel.id, view=view)
    ack()


def _more(tx: Transaction, dialogue_id: str) -> str:
    hosting.more(tx, dialogue_id)
    return tx.words("host-more-done")


def _next(tx: Transaction, value: str) -> str:
    dialogue_id, _, meant = value.partition(":")
    with as_we_wrote_it():
        stage = Stage(meant)
    hosting.next_stage(tx, dialogue_id, meant=stage)
    return tx.words("host-next-done")


def _end(tx: Transaction, dialogue_id: str) -> str:
    hosting.end(tx, dialogue_id)
    return tx.words("host-end-done")


def _start(tx: Transaction, circle_id: str) -> str:
    circle = circles.get(tx, circle_id)
    dialogue = hosting.open_now(tx, circle)
    return answers.opened(tx.words, circle, len(dialogue.seated)).text


def _skip(tx: Transaction, value: str) -> str:
    circle_id, _, meant = value.partition(":")
    circle = circles.get(tx, circle_id)
    with as_we_wrote_it():
        day = date.fromisoformat(meant)
    skipped = hosting.skip(tx, circle, meant=day)
    return answers.skipped(tx.words, circle, skipped).text


def _pause(tx: Transaction, circle_id: str) -> str:
    circle = circles.get(tx, circle_id)
    hosting.pause(tx, circle)
    return answers.paused(tx.words, circle).text


def _resume(tx: Transaction, circle_id: str) -> str:
    circle = circles.get(tx, circle_id)
    hosting.resume(tx, circle)
    return answers.resumed(tx.words, circle).text


def _switched(switch: Switch, name: str, *, is_on: bool) -> Operation:
    """Return the operation behind a button that switches something of a circle on or off, and says so."""

    def press(tx: Transaction, circle_id: str) -> str:
        switch(tx, circles.get(tx, circle_id), is_on=is_on)
        return tx.words(f"host-{name}-done")

    return press


def _rehearse(tx: Transaction, circle_id: str) -> str:
    rehearsal.rehearse(tx, circles.get(tx, circle_id))
    return tx.words("rehearse-done")


OPERATIONS: dict[HostAction, Operation] = {
    HostAction.MORE: _more,
    HostAction.NEXT: _next,
    HostAction.END: _end,
    HostAction.START: _start,
    HostAction.SKIP: _skip,
    HostAction.PAUSE: _pause,
    HostAction.RESUME: _resume,
    HostAction.GENTLE_ON: _switched(hosting.gentle, "gentle-on", is_on=True),
    HostAction.GENTLE_OFF: _switched(hosting.gentle, "gentle-off", is_on=False),
    HostAction.PULSE_ON: _switched(hosting.pulse, "pulse-on", is_on=True),
    HostAction.PULSE_OFF: _switched(hosting.pulse, "pulse-off", is_on=False),
    HostAction.LETTER_ON: _switched(hosting.letter, "letter-on", is_on=True),
    HostAction.LETTER_OFF: _switched(hosting.letter, "letter-off", is_on=False),
    HostAction.REHEARSE: _rehearse,
}


def register(app: App) -> None:
    app.action(HostAction.OPEN)(open_panel)
    app.action(HostAction.ACTS)(show_acts)
    for action in OPERATIONS:
        app.action(action)(pressed)
