"""The pulse of a circle: after every fourth dialogue four unnamed questions, told as a line over time.

It is asked in the dialogue's threads and ends a week later. Only then is anything told, so that nobody can compare
two hours of it: in the record room, and to a host who asks. Answers are `bot.pulse.pulse_answers`.
"""

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from bot import material, steps
from bot.circles import circles, rooms, sittings
from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.delivery.outbox import About, Draft, Message, Priority
from bot.pulse import pulse_answers
from bot.reports import pulse_sheet
from bot.reports.leaf import PulseSheet
from bot.texts import Words, words
from bot.transaction import Transaction
from bot.views import pulse as views
from models import Circle, Dialogue, Pulse

EVERY = 4
"""Dialogues from one pulse to the next."""
RUNS = timedelta(days=7)
DRAW = "files.pulse"


def ask(tx: Transaction, dialogue: Dialogue) -> None:
    """Ask in a dialogue's threads, if it is a fourth one and the circle wants it. Asked twice it is asked once."""
    circle = dialogue.circle
    if not circle.has_pulse or sittings.held(tx, circle) % EVERY or _after(tx, dialogue) is not None:
        return
    pulse = Pulse(
        workspace_id=tx.workspace.id,
        circle_id=circle.id,
        dialogue_id=dialogue.id,
        asked_at=tx.now,
        ends_at=tx.now + RUNS,
    )
    tx.session.add(pulse)
    tx.session.flush()
    steps.plan(tx, steps.Name.PULSE, pulse.ends_at, dialogue=dialogue, argument="end")
    message = views.asked(words(circle.language), pulse.id, pulse.ends_at, circle.tz)
    for thread in rooms.open_threads(tx, dialogue):
        tx.outbox.post(
            Draft(
                thread.channel_id,
                key=_asked_key(pulse, thread.room_id),
                message=message,
                about=About("dialogue", dialogue.id),
                thread_key=thread.card_key,
            )
        )


def end(tx: Transaction, dialogue: Dialogue) -> None:
    """End the pulse of a dialogue: only averages stay, and are told. Done twice it is done."""
    found = _after(tx, dialogue)
    if found is None:
        return
    pulse = tx.session.get_one(Pulse, found.id, with_for_update=True, populate_existing=True)
    if pulse.ended_at is not None:
        return
    pulse.averages = pulse_answers.settle(tx, pulse)
    pulse.ended_at = tx.now
    tx.session.flush()
    circle = dialogue.circle
    said = words(circle.language)
    over = views.over(said, has_record_room=circle.record_channel_id is not None)
    for thread in dialogue.threads:
        tx.outbox.update(_asked_key(pulse, thread.room_id), over)
    if circle.record_channel_id is not None:
        tx.outbox.post(Draft(circle.record_channel_id, key=_result_key(pulse), message=_result(tx, pulse)))
    if pulse.averages is not None and material.is_installed():
        sheet = _sheet(tx, circle, shown(tx, circle), said)
        tx.outbox.ask(
            DRAW,
            {"sheet": sheet.model_dump(mode="json")},
            answer="pulse_drawn",
            subject=pulse.id,
            priority=Priority.CARD,
        )


@answers.runs("pulse_drawn")
def drawn(tx: Transaction, pulse_id: str, answer: Answer) -> None:
    """The picture is ours in Slack: show it under the words. Without one these stand by themselves."""
    if answer.error is not None:
        return
    pulse = tx.session.get_one(Pulse, pulse_id)
    pulse.picture_id = answer.data["file_id"]
    tx.session.flush()
    tx.outbox.update(_result_key(pulse), _result(tx, pulse))


def told(tx: Transaction, circle: Circle) -> Message:
    """Return how a circle's pulse stands, to one of its hosts, in their language. Refuses with `NotYours`."""
    circles.require_host(tx, circle)
    every = _every(tx, circle)
    ended = [one for one in every if one.ended_at is not None]
    running = next((one for one in reversed(every) if one.ended_at is None), None)
    seen = [one for one in ended if one.averages is not None]
    return views.standing(
        tx.words,
        views.Standing(
            circle=circle.name,
            lines=lines(seen),
            enough=pulse_answers.ENOUGH,
            is_few=bool(ended) and ended[-1].averages is None,
            running_until=running.ends_at if running else None,
            is_off=not circle.has_pulse,
            tz=circle.tz,
            picture_id=seen[-1].picture_id if seen else None,
            picture_says=_sheet(tx, circle, seen, tx.words).section.description if seen else "",
        ),
    )


def shown(tx: Transaction, circle: Circle) -> list[Pulse]:
    """Return the circle's pulses that enough people answered, in order."""
    return [one for one in _every(tx, circle) if one.averages is not None]


def lines(pulses: Sequence[Pulse]) -> list[views.Line]:
    """Return each question over these pulses; none where there are none."""
    if not pulses:
        return []
    return [
        views.Line(name, tuple((pulse.averages or [])[number] for pulse in pulses))
        for number, name in enumerate(views.QUESTIONS)
    ]


def _result(tx: Transaction, pulse: Pulse) -> Message:
    """Return what the record room reads of a pulse that has ended: the line until then."""
    circle = tx.session.get_one(Circle, pulse.circle_id)
    said = words(circle.language)
    until = [one for one in shown(tx, circle) if one.asked_at <= pulse.asked_at]
    is_few = pulse.averages is None
    return views.standing(
        said,
        views.Standing(
            circle=circle.name,
            lines=lines(until) if not is_few else [],
            enough=pulse_answers.ENOUGH,
            is_few=is_few,
            picture_id=pulse.picture_id,
            picture_says=_sheet(tx, circle, until, said).section.description if until else "",
        ),
    )


def _sheet(tx: Transaction, circle: Circle, pulses: Sequence[Pulse], said: Words) -> PulseSheet:
    days = [pulse.asked_at.astimezone(ZoneInfo(circle.tz)).date() for pulse in pulses]
    return pulse_sheet.tell(said, circle.name, days, lines(pulses), standing=said.moment(tx.now, circle.tz))


def _every(tx: Transaction, circle: Circle) -> Sequence[Pulse]:
    found = select(Pulse).where(Pulse.workspace_id == tx.workspace.id, Pulse.circle_id == circle.id)
    return tx.session.scalars(found.order_by(Pulse.asked_at, Pulse.id)).all()


def _after(tx: Transaction, dialogue: Dialogue) -> Pulse | None:
    found = select(Pulse).where(Pulse.workspace_id == tx.workspace.id, Pulse.dialogue_id == dialogue.id)
    return tx.session.scalars(found).first()


def _asked_key(pulse: Pulse, room_id: str) -> str:
    return f"pulse:{pulse.id}:{room_id}"


def _result_key(pulse: Pulse) -> str:
    return f"pulse-result:{pulse.id}"
