"""How an improvement looks to who leads it: the questions about its target date, what can be done with it, and its forms.

What people wrote stands in plain text, so that nothing of it becomes a mention, a link or markup.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import BaseModel
from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock
from slack_sdk.models.views import View

from bot.delivery.outbox import Message
from bot.improvements.improvement_form import HAND_CHARACTERS, REASON_CHARACTERS, ImprovementForm
from bot.plaintext import escape, shorten
from bot.texts import Words
from bot.views import forms, improvement_forms, measures, trail
from bot.views.circles import SHOWN_NAME
from bot.views.improvements import ImprovementAction
from bot.views.measures import Series

HOME_CHARACTERS = 400
SHOWN_HELPERS = 10


class LeadAction(StrEnum):
    NEW = "improvement.new"
    OPEN = "improvement.open"
    BEGIN = "improvement.begin"
    DONE = "improvement.done"
    LATER = "improvement.later"
    HAND = "improvement.hand"
    HELP = "improvement.help"
    RELEASE = "improvement.release"
    CHANGE = "improvement.change"


class OpenedLead(BaseModel):
    """What a view remembers: the improvement, and the view that it stands over."""

    improvement_id: str | None = None
    parent_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Line:
    """An improvement as a list has it."""

    id: str
    what: str
    state: str
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class Led(Line):
    """An improvement with everything that who leads it reads of it."""

    circle: str
    when_then: str | None
    helps: str | None
    is_own: bool
    owner: str | None
    has_owner: bool
    reason: str | None
    hand_asked: bool
    helpers: Sequence[str | None]
    may_withdraw: bool
    measured: Series | None


@dataclass(frozen=True)
class HandWanted:
    """A request for a hand, as a room reads it."""

    id: str
    what: str
    wanted: str | None
    owner: str | None
    department: str | None
    helpers: Sequence[str | None]
    is_open: bool
    state: str


def due(words: Words, improvement_id: str, what: str, due_on: date, when: str) -> Message:
    """Ask the owner how it stands: `before` the target date, or on its `day`."""
    text = words(f"remind-{when}", improvement=what, due=words.date(due_on))
    blocks: list[Block] = [
        forms.said(text),
        ActionsBlock(elements=list(_answers(words, improvement_id, due_on))),
        forms.ours(words("lead-nobody-alone")),
    ]
    return Message(escape(text), blocks)


def unled(words: Words, improvement_id: str, what: str) -> Message:
    """Tell a host that nobody who can answer leads an improvement."""
    text = words("lead-unled", improvement=what)
    open_it = ActionsBlock(elements=[_button(words("lead-open-button"), LeadAction.OPEN, improvement_id)])
    return Message(escape(text), [forms.said(text), open_it])


def helped(words: Words, what: str, user_id: str) -> Message:
    """Tell the owner who lends a hand."""
    text = words("lead-helped", improvement=what)
    who = words("lead-helped-who", person=f"<@{user_id}>")
    return Message(escape(text), [forms.said(text), forms.ours(who)])


def sentence(text: str) -> Message:
    return Message(escape(text), [forms.said(text)])


def hand_wanted(words: Words, wanted: HandWanted) -> Message:
    """Ask a room for a hand, or say what has become of it."""
    if not wanted.is_open:
        return sentence(words(f"hand-over-{wanted.state}", improvement=wanted.what))
    line = words("hand-wanted", improvement=wanted.what)
    blocks: list[Block] = [forms.said(line)]
    if wanted.wanted:
        blocks.append(forms.said(words("hand-with", wanted=wanted.wanted)))
    blocks.append(forms.said("\n".join(_who(words, wanted))))
    help_it = _button(words("hand-button"), LeadAction.HELP, wanted.id)
    return Message(escape(line), [*blocks, ActionsBlock(elements=[help_it])])


def waits(words: Words, what: str, state: str) -> str:
    """Return in one line of plain text how an improvement stands that was waiting for an answer."""
    return words(f"still-{state}", improvement=what)


def line(words: Words, one: Line) -> SectionBlock:
    """Return an improvement in a line, with the way to what can be done with it."""
    text = "\n".join([words("lead-what", improvement=one.what), _stands(words, one)])
    shown = forms.said(text, longest=HOME_CHARACTERS)
    shown.accessory = _button(words("lead-open-button"), LeadAction.OPEN, one.id)
    return shown


def begin_button(words: Words) -> Block:
    """Return the button with which an improvement is begun by hand."""
    return ActionsBlock(elements=[_button(words("improve-by-hand-button"), LeadAction.NEW, "home")])


def listed(words: Words, led: Sequence[Line], more: int) -> Message:
    """Answer `/entaku improvements`."""
    header = words("improvements-header")
    lines = [line(words, one) for one in led] or [forms.ours(words("empty-improvements"))]
    others = [forms.ours(words("lead-more", count=more))] if more else []
    return Message(header, [forms.ours(header), *lines, *others, begin_button(words)])


def opened(words: Words, one: Led) -> View:
    """Return the view of an improvement, with its values and what can be done with it."""
    lines = [words("lead-what", improvement=one.what), *_details(words, one)]
    blocks: list[Block] = [forms.said("\n".join(lines)), ActionsBlock(elements=list(_choices(words, one)))]
    if one.measured is not None:
        blocks.append(forms.said(measures.chart(words, one.measured)))
    blocks.append(measures.buttons(words, one.id, one.measured))
    return View(
        type="modal",
        callback_id=LeadAction.OPEN,
        title=words("improve-modal-title"),
        close=words("form-done"),
        private_metadata=OpenedLead(improvement_id=one.id).model_dump_json(),
        blocks=blocks,
    )


def by_hand(words: Words, filled: ImprovementForm, circles: Mapping[str, str], meant: str) -> View:
    """Return the form of an improvement that is begun with outside of a dialogue."""
    fields = improvement_forms.fields(words, filled)
    if len(circles) > 1:
        fields.append(
            forms.choice_field("circle", words("improve-circle-label"), circles, meant, is_optional=False)
        )
    return forms.form(
        words,
        LeadAction.NEW,
        title=words("improve-modal-title"),
        submit=words("improve-by-hand-send"),
        metadata=OpenedLead().model_dump_json(),
        blocks=fields,
    )


def begun(words: Words, what: str, moved: str | None) -> View:
    lines = [words("improve-by-hand-done"), *([moved] if moved else [])]
    told = [forms.said(what), *(forms.ours(line) for line in lines)]
    return forms.told(words, title=words("improve-modal-title"), blocks=told)


def change_form(words: Words, filled: ImprovementForm, opened: OpenedLead, *, may_withdraw: bool) -> View:
    blocks = improvement_forms.fields(words, filled)
    if may_withdraw:
        withdraw = ButtonElement(
            text=words("improve-withdraw-button"),
            action_id=ImprovementAction.WITHDRAW,
            value=opened.improvement_id,
        )
        blocks.append(ActionsBlock(elements=[withdraw]))
    return _form(words, LeadAction.CHANGE, "lead-keep", opened, blocks)


def hand_form(words: Words, what: str, opened: OpenedLead) -> View:
    field = forms.text_field(
        "hand", words("hand-label"), hint=words("hand-hint"), longest=HAND_CHARACTERS, is_long=True
    )
    return _form(words, LeadAction.HAND, "hand-send", opened, [forms.said(what), field])


def release_form(words: Words, what: str, opened: OpenedLead) -> View:
    field = forms.text_field(
        "reason",
        words("release-label"),
        hint=words("release-hint"),
        longest=REASON_CHARACTERS,
        is_long=True,
        is_optional=False,
    )
    return _form(words, LeadAction.RELEASE, "release-send", opened, [forms.said(what), field])


def received(words: Words, what: str, text: str) -> View:
    told = [forms.said(what), forms.ours(text)]
    return forms.told(words, title=words("improve-modal-title"), blocks=told)


def later_value(improvement_id: str, due_on: date) -> str:
    """Return what the button carries: the day it moves on from, so that pressed twice it moves once."""
    return f"{improvement_id}:{due_on}"


def _form(words: Words, action: LeadAction, submit: str, opened: OpenedLead, blocks: list[Block]) -> View:
    return forms.form(
        words,
        action,
        title=words("improve-modal-title"),
        submit=words(submit),
        metadata=opened.model_dump_json(),
        blocks=blocks,
    )


def _answers(words: Words, improvement_id: str, due_on: date | None) -> Iterator[ButtonElement]:
    yield _button(words("lead-done-button"), LeadAction.DONE, improvement_id, style="primary")
    if due_on is not None:
        yield _button(words("lead-later-button"), LeadAction.LATER, later_value(improvement_id, due_on))
    yield _button(words("lead-hand-button"), LeadAction.HAND, improvement_id)
    yield _button(words("lead-release-button"), LeadAction.RELEASE, improvement_id)


def _choices(words: Words, one: Led) -> Iterator[ButtonElement]:
    if one.state == "open":
        yield _button(words("lead-begin-button"), LeadAction.BEGIN, one.id)
    if one.state in {"open", "doing"}:
        yield from _answers(words, one.id, one.due_on)
    else:
        yield _button(words("lead-again-button"), LeadAction.BEGIN, one.id)
    yield _button(words("lead-change-button"), LeadAction.CHANGE, one.id)
    yield trail.button(words, "improvement", one.id)


def _stands(words: Words, one: Line) -> str:
    state = words(f"lead-state-{one.state}")
    if one.due_on is None or one.state in {"done", "released"}:
        return state
    return words("lead-state-due", state=state, due=words.date(one.due_on))


def _details(words: Words, one: Led) -> Iterator[str]:
    yield _stands(words, one)
    if one.reason:
        yield words("lead-reason", reason=one.reason)
    if one.when_then:
        yield one.when_then
    if one.helps:
        yield words("improve-helps-line", helps=one.helps)
    if one.has_owner and not one.is_own:
        yield words("improve-owner-line", owner=_name(words, one.owner))
    if one.helpers:
        yield words("hand-helpers", people=_names(words, one.helpers))
    elif one.hand_asked and one.state in {"open", "doing"}:
        yield words("hand-asked-line")
    yield words("lead-circle", circle=one.circle)


def _who(words: Words, wanted: HandWanted) -> Iterator[str]:
    if wanted.owner and wanted.department:
        yield words("hand-owner", owner=_name(words, wanted.owner), department=wanted.department)
    elif wanted.owner:
        yield words("improve-owner-line", owner=_name(words, wanted.owner))
    yield words("hand-any-department")
    if wanted.helpers:
        yield words("hand-helpers", people=_names(words, wanted.helpers))


def _names(words: Words, names: Sequence[str | None]) -> str:
    shown = [words("wins-person", person=_name(words, name)) for name in names[:SHOWN_HELPERS]]
    return words("list-separator").join(shown)


def _name(words: Words, name: str | None) -> str:
    return shorten(name, SHOWN_NAME)[0] if name else words("somebody")


def _button(text: str, action: LeadAction, value: str, *, style: str | None = None) -> ButtonElement:
    return ButtonElement(text=text, action_id=action, value=value, style=style)
