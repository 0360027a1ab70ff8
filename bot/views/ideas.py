"""How ideas look: as a list in pages, the form in which one is written, and the form of what is made of one."""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    InteractiveElement,
    MarkdownTextObject,
    PlainTextObject,
)
from slack_sdk.models.views import View

from bot.delivery.outbox import Message
from bot.ideas.idea_list import Ideas, Listed
from bot.ideas.ideas import IDEA_CHARACTERS
from bot.improvements.improvement_form import ImprovementForm
from bot.plaintext import escape, shorten
from bot.texts import Words
from bot.views import forms, improvement_forms, improvements, pager, trail
from bot.views.improvements import Proposal
from bot.views.pager import Opened
from bot.views.word_actions import IdeaAction

VOICE_CHARACTERS = 60
SHOWN_VOICES = 3
IDEA_LINE_CHARACTERS = 300
"""As escaped; Slack refuses a message whose blocks hold about 12,000 characters in all."""


class OpenedIdea(BaseModel):
    """What a form remembers: the idea or the dialogue it is about, and the room in which it was opened."""

    idea_id: str | None = None
    dialogue_id: str | None = None
    channel_id: str | None = None


def listed(words: Words, ideas: Ideas) -> Message:
    """Answer `/entaku ideas`."""
    header = words("ideas-header")
    if not ideas.shown:
        text = words("empty-ideas")
        return Message(text, [forms.ours(text)])
    return Message(header, [forms.ours(header), *_lines(words, ideas), *_pager(words, ideas)])


def opened(words: Words, ideas: Ideas, remembered: Opened, *, done: str | None = None) -> View:
    """Return the view in which pages are turned; `done` says what was just done."""
    body: list[Block] = [*_lines(words, ideas), *_pager(words, ideas)]
    return View(
        type="modal",
        callback_id=IdeaAction.PAGE,
        title=words("home-ideas"),
        close=words("form-done"),
        private_metadata=remembered.model_copy(update={"place": ideas.page.here}).model_dump_json(),
        blocks=[*([forms.ours(done)] if done else []), *(body or [forms.ours(words("empty-ideas"))])],
    )


def line(words: Words, text: str) -> Block:
    """Return an idea in one line."""
    return forms.said(words("close-idea", idea=text), longest=IDEA_LINE_CHARACTERS)


def open_button(words: Words) -> Block:
    """Return the way from the newest ones to all of them."""
    return pager.open_button(words("ideas-open"), IdeaAction.PAGE)


def write_button(words: Words, dialogue_id: str) -> ButtonElement:
    return ButtonElement(text=words("idea-write-button"), action_id=IdeaAction.WRITE, value=dialogue_id)


def write(words: Words, opened: OpenedIdea, voices: Mapping[str, str]) -> View:
    """Return the form in which somebody writes what they noticed."""
    blocks: list[Block] = [
        forms.text_field(
            "idea",
            words("idea-label"),
            hint=words("idea-hint"),
            longest=IDEA_CHARACTERS,
            is_long=True,
            is_optional=False,
        )
    ]
    if len(voices) > 1:
        blocks.append(forms.choice_field("voice", words("idea-voice-label"), voices, None))
    return forms.form(
        words,
        IdeaAction.WRITE,
        title=words("idea-write-button"),
        submit=words("idea-send"),
        metadata=opened.model_dump_json(),
        blocks=blocks,
    )


def written(words: Words) -> View:
    return forms.told(words, title=words("idea-write-button"), blocks=[forms.ours(words("idea-written"))])


def take_up(words: Words, filled: ImprovementForm, opened: OpenedIdea) -> View:
    """Return the form of an improvement, filled with an idea."""
    return forms.form(
        words,
        IdeaAction.TAKE_UP,
        title=words("improve-modal-title"),
        submit=words("improve-send"),
        metadata=opened.model_dump_json(),
        blocks=improvement_forms.fields(words, filled),
    )


def taken_up(words: Words, what: str, moved: str | None) -> View:
    """Say that an idea became an improvement; `moved` tells on which day its target date came to be."""
    lines = [words("idea-taken-up-done"), *([moved] if moved else [])]
    told = [forms.said(what), *(forms.ours(line) for line in lines)]
    return forms.told(words, title=words("improve-modal-title"), blocks=told)


def begun(words: Words, proposal: Proposal) -> Message:
    """Say in a thread what is begun with of an idea."""
    line = words("idea-begun", outcome=improvements.outcome(words, proposal))
    return Message(escape(line), [forms.said(line), *improvements.lead_buttons(words, proposal)])


def _lines(words: Words, ideas: Ideas) -> Iterator[Block]:
    for one in ideas.shown:
        yield line(words, one.text)
        yield ContextBlock(elements=_facts(words, one))
        if buttons := list(_buttons(words, one)):
            yield ActionsBlock(elements=buttons)


def _facts(words: Words, one: Listed) -> list[PlainTextObject | MarkdownTextObject]:
    day = words.date(one.held_at.astimezone(ZoneInfo(one.tz)).date())
    lines = [words("ideas-voice", quote=_short(quote)) for quote in one.voices[:SHOWN_VOICES]]
    lines.append(words("ideas-dialogue", circle=one.circle, day=day))
    if not one.is_waiting:
        lines.append(words("ideas-taken-up"))
    facts: list[PlainTextObject | MarkdownTextObject] = [pager.fact(line) for line in lines]
    if one.link:
        link = f"<{escape(one.link)}|{words('shelf-link')}>"
        facts.append(MarkdownTextObject(text=link, verbatim=True))
    return facts


def _buttons(words: Words, one: Listed) -> Iterator[InteractiveElement]:
    if one.is_waiting:
        yield ButtonElement(text=words("idea-take-up-button"), action_id=IdeaAction.TAKE_UP, value=one.id)
    if one.has_trail:
        yield trail.button(words, "idea", one.id)
    if one.is_own:
        label = words("idea-take-back-button")
        sure = ConfirmObject(
            title=label,
            text=PlainTextObject(text=words("idea-take-back-what")),
            confirm=label,
            deny=words("form-close"),
        )
        yield ButtonElement(text=label, action_id=IdeaAction.TAKE_BACK, value=one.id, confirm=sure)


def _pager(words: Words, ideas: Ideas) -> Iterator[Block]:
    yield from pager.buttons(words, ideas.page, IdeaAction.PAGE)


def _short(text: str) -> str:
    return shorten(" ".join(text.split()), VOICE_CHARACTERS)[0]
