"""What hosts see of their work: the panel with what can be done now, and the line in which each act is told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    DividerBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.views import View

from bot.delivery.outbox import Message
from bot.dialogues.agenda import Stage
from bot.texts import Words
from bot.views import ending, forms
from bot.views.circles import sentence, shown
from bot.views.ending import EndingAction
from bot.views.help import stands
from bot.views.hosts import HostAction, button
from models import Circle


@dataclass(frozen=True)
class Sitting:
    """The dialogue that is open, as far as a host can change its time."""

    dialogue_id: str
    stage: Stage
    following: Stage
    stage_ends_at: datetime
    closes_at: datetime
    can_extend: bool


@dataclass(frozen=True)
class Panel:
    """What a host can do with a circle now."""

    circle: Circle
    sitting: Sitting | None
    waiting: int
    """Voices that wait for it."""
    can_swap: bool = False
    """Voices are laid out for its next dialogue."""
    done: str | None = None
    """What was just done, in words."""
    sat: int = 0
    """How many of its sittings are behind it, where it has an end."""
    choice: str = ""
    """What a choice at its end is about."""


def panel(words: Words, panel: Panel) -> View:
    blocks: list[Block] = []
    if panel.done is not None:
        blocks += [forms.ours(panel.done), DividerBlock()]
    blocks.append(forms.ours(_now(words, panel)))
    if panel.sitting:
        blocks += _sitting(words, panel.sitting)
    else:
        blocks += _over(words, panel) if panel.circle.is_over else _between(words, panel)
    blocks.append(_row(words, "waiting", HostAction.WAITING, panel.circle.id, asks=False))
    blocks.append(_row(words, "questions", HostAction.QUESTIONS, panel.circle.id, asks=False))
    if panel.circle.closed_at is None:
        blocks.append(_row(words, "sittings", EndingAction.SITTINGS, panel.circle.id, asks=False))
    blocks.append(_row(words, "deputies", HostAction.DEPUTIES, panel.circle.id, asks=False))
    blocks.append(_row(words, "acts", HostAction.ACTS, panel.circle.id, asks=False))
    blocks.append(_note(words("host-panel-told")))
    return View(
        type="modal",
        title=words("host-panel-title"),
        close=words("form-done"),
        private_metadata=panel.circle.id,
        blocks=blocks,
    )


def with_button(words: Words, message: Message, circle: Circle) -> Message:
    """Return an answer to a host with the button below it."""
    row = SectionBlock(
        text=MarkdownTextObject(text=words("host-more-here")), accessory=button(words, circle.id)
    )
    return Message(message.text, [*message.blocks, row])


def told(words: Words, kind: str, **places: str | int) -> Message:
    """Return the line in which the rooms read of an act."""
    return sentence(words(f"act-{kind}", **places))


def stage_name(words: Words, stage: Stage) -> str:
    return words(f"stage-name-{stage.replace('_', '-')}")


def _now(words: Words, panel: Panel) -> str:
    circle, sitting = panel.circle, panel.sitting
    if sitting is None:
        way = ending.where(words, circle, panel.sat)
        return "\n".join(filter(None, (stands(words, circle, is_open=False), way)))
    return words(
        "host-now",
        circle=shown(circle.name),
        stage=stage_name(words, sitting.stage),
        time=words.time(sitting.stage_ends_at, circle.tz),
        closes=words.time(sitting.closes_at, circle.tz),
    )


def _sitting(words: Words, sitting: Sitting) -> Iterator[Block]:
    if sitting.can_extend:
        yield _row(words, "more", HostAction.MORE, sitting.dialogue_id)
    if sitting.following is not Stage.CLOSED:
        yield _row(
            words,
            "next",
            HostAction.NEXT,
            f"{sitting.dialogue_id}:{sitting.stage}",
            stage=stage_name(words, sitting.following),
        )
    yield _row(words, "end", HostAction.END, sitting.dialogue_id)


def _between(words: Words, panel: Panel) -> Iterator[Block]:
    circle = panel.circle
    if circle.paused_at is not None:
        yield _row(words, "resume", HostAction.RESUME, circle.id)
        return
    if panel.waiting:
        yield _row(words, "start", HostAction.START, circle.id, count=panel.waiting)
    if panel.can_swap:
        yield _row(words, "swap", HostAction.SWAP, circle.id, asks=False)
    if circle.next_on is not None and circle.next_at is not None:
        day = words.moment(circle.next_at, circle.tz)
        yield _row(words, "skip", HostAction.SKIP, f"{circle.id}:{circle.next_on.isoformat()}", day=day)
    yield _row(words, "pause", HostAction.PAUSE, circle.id)
    if circle.has_gentle_notes:
        yield _row(words, "gentle-off", HostAction.GENTLE_OFF, circle.id)
    else:
        yield _row(words, "gentle-on", HostAction.GENTLE_ON, circle.id)
    if circle.has_pulse:
        yield _row(words, "pulse-off", HostAction.PULSE_OFF, circle.id)
    else:
        yield _row(words, "pulse-on", HostAction.PULSE_ON, circle.id)
    if circle.record_channel_id is not None:
        kind, action = ("off", HostAction.LETTER_OFF) if circle.has_letter else ("on", HostAction.LETTER_ON)
        yield _row(words, f"letter-{kind}", action, circle.id)
    yield _row(words, "rehearse", HostAction.REHEARSE, circle.id, asks=False)


def _over(words: Words, panel: Panel) -> Iterator[Block]:
    """Offer what there is to choose when nothing opens any more."""
    circle, sittings = panel.circle, panel.circle.sittings or 0
    if circle.closed_at is not None:
        yield _row(words, "reopen", EndingAction.REOPEN, circle.id)
        return
    yield _row(words, "go-on", EndingAction.GO_ON, panel.choice, sittings=sittings)
    yield _row(words, "go-on-open", EndingAction.GO_ON_OPEN, panel.choice)
    yield _row(words, "close", EndingAction.CLOSE, panel.choice)


def _row(
    words: Words,
    kind: str,
    action: HostAction | EndingAction,
    value: str,
    *,
    asks: bool = True,
    **places: str | int,
) -> Block:
    """Return what an act does beside its button, which `asks` once more unless a form follows anyway."""
    what = words(f"host-{kind}-what", **places)
    label = words(f"host-{kind}-button", **places)
    confirm = ConfirmObject(
        title=label, text=PlainTextObject(text=what), confirm=label, deny=words("form-close")
    )
    press = ButtonElement(text=label, action_id=action, value=value, confirm=confirm if asks else None)
    return SectionBlock(text=PlainTextObject(text=what, emoji=True), accessory=press)


def _note(text: str) -> Block:
    return ContextBlock(elements=[PlainTextObject(text=text, emoji=True)])
