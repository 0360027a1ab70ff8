"""Seats: taking one, leaving it, and a word to who comes midway."""

from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.circles import next_dialogues, seats
from bot.circles.seats import Taken
from bot.delivery.outbox import Message
from bot.dialogues import arrivals
from bot.dialogues.arrivals import Greeting
from bot.home import home
from bot.people import private
from bot.transaction import Transaction
from bot.views import arrivals as arrival_views
from bot.views import seats as views
from bot.views.seat_action import SeatAction
from handlers import showing
from handlers.listening import begin, respond_later
from handlers.payloads import BlockAction, Interaction

DIRECT = "D"
"""Channel ids of direct messages begin so: a reminder's button is pressed there."""


def take(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    if given.in_home:
        take_at_home(ack, given, context, client)
        return
    with begin(context, given) as tx:
        taken, greeting = arrivals.take_seat(tx, given.value, given.channel_id or "")
        answer = views.taken(
            tx.words,
            taken.dialogue,
            taken.department,
            is_moved=taken.is_moved,
            will_remind=taken.will_remind,
            tz=private.zone(tx, tx.actor),
            greeting=_greeting(tx, taken, greeting) if greeting else None,
        )
    ack()
    _answer(given, answer)


def take_at_home(ack: Ack, given: BlockAction, context: BoltContext, client: WebClient) -> None:
    """Give a seat in a room of the actor's; the home shows it, and what a newcomer needs to hear opens over it."""
    with begin(context, given) as tx:
        taken, greeting = next_dialogues.take_seat(tx, given.value)
        home.show(tx)
        view = (
            arrival_views.over_home(tx.words, _greeting(tx, taken, _at_home(greeting))) if greeting else None
        )
    if view is not None:
        client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def leave(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        had_one = seats.leave(tx, given.value)
        is_in_room = not (given.channel_id or "D").startswith(DIRECT)
        answer = views.left(tx.words, given.value, had_one=had_one, is_in_room=is_in_room)
        if given.in_home:
            home.show(tx)
    ack()
    _answer(given, answer)


def catch_up(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        dialogue, where = arrivals.catch_up(tx, given.value, given.channel_id or "")
        answer = arrival_views.note(tx.words, dialogue.id, first_time=False, catch_up=where)
    ack()
    _answer(given, answer)


def try_form(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    """Open the form of silent writing over an example: whatever is typed there is kept nowhere."""
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        view = arrival_views.trial(tx.words)
    showing.over(client, given, view)
    ack()


def tried(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = Interaction.model_validate(body)
    with begin(context, given, leaves_no_trace=True) as tx:
        view = arrival_views.tried(tx.words)
    ack(response_action="update", view=view)


def _greeting(tx: Transaction, taken: Taken, greeting: Greeting) -> Message:
    return arrival_views.note(
        tx.words, taken.dialogue.id, first_time=greeting.is_first_time, catch_up=greeting.catch_up
    )


def _at_home(greeting: Greeting) -> Greeting:
    """Leave out the way to the notes: they are read in their room."""
    there = greeting.catch_up
    return replace(greeting, catch_up=replace(there, has_notes=False) if there else None)


def _answer(given: BlockAction, answer: Message) -> None:
    if given.response_url is not None:
        respond_later(given.response_url, **answer.arguments())


def register(app: App) -> None:
    app.action(SeatAction.TAKE)(take)
    app.action(SeatAction.LEAVE)(leave)
    app.action(SeatAction.CATCH_UP)(catch_up)
    app.action(SeatAction.TRY)(try_form)
    app.view(SeatAction.TRY)(tried)
