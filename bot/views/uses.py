"""What a watchword was used for: its page with the customer behind it, and the form in which a use is noted."""

from collections.abc import Iterator
from enum import StrEnum
from zoneinfo import ZoneInfo

from pydantic import BaseModel
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    InteractiveElement,
    MarkdownTextObject,
    PlainTextObject,
)
from slack_sdk.models.views import View

from bot.texts import Words
from bot.views import forms, material, situations, trail
from bot.views.asleep import AsleepAction
from bot.watchwords.situations import Situation
from bot.watchwords.use_form import DECIDED_CHARACTERS, UseForm, UseKind
from bot.watchwords.uses import Page, Shown, Summary


class UseAction(StrEnum):
    OPEN = "watchword.uses"
    NOTE = "use.note"
    CHANGE = "use.change"
    TAKE_BACK = "use.take_back"
    PAGE = "use.page"


class Opened(BaseModel):
    """What the form of a use remembers: of which watchword or use it is, and from which view it was opened."""

    watchword_id: str
    use_id: str | None = None
    view_id: str | None = None
    """The view below, which is to be brought up to date."""
    below: str = ""
    """What that view remembers."""
    is_measured: bool = False


class Here(BaseModel):
    """What a watchword's page remembers."""

    watchword_id: str
    page: int = 0


def detail(
    words: Words,
    situation: Situation,
    used: Summary,
    page: Page,
    *,
    tz: str,
    link: str | None,
    is_away: bool = False,
    is_host: bool = False,
    can_note: bool = True,
    has_trail: bool = False,
    done: str | None = None,
) -> View:
    """Show a watchword with where it steered."""
    blocks: list[Block] = [forms.ours(done), DividerBlock()] if done else []
    blocks.append(HeaderBlock(text=words("voice-quoted", quote=situation.phrase)))
    blocks += situations.blocks(words, situation)
    if link:
        label = words("shelf-link")
        blocks.append(ContextBlock(elements=[MarkdownTextObject(text=f"<{link}|{label}>", verbatim=True)]))
    if is_away:
        blocks.append(forms.ours(words("shelf-is-away")))
    blocks.append(forms.ours(f"*{situations.summary(words, used)}*"))
    for one in page.shown:
        blocks += _use(words, one, tz)
    blocks += _pager(words, situation.id, page)
    buttons = list(_buttons(words, situation, is_away=is_away, is_host=is_host, can_note=can_note))
    if has_trail:
        buttons.insert(0, trail.button(words, "watchword", situation.id))
    if can_note or buttons:
        blocks.append(DividerBlock())
    if can_note:
        blocks.append(material.buttons(words, situation.id))
    if buttons:
        blocks.append(ActionsBlock(elements=buttons))
    return View(
        type="modal",
        callback_id=UseAction.OPEN,
        title=words("uses-title"),
        close=words("form-done"),
        private_metadata=Here(watchword_id=situation.id, page=page.page).model_dump_json(),
        blocks=blocks,
    )


def form(words: Words, phrase: str, filled: UseForm | None, opened: Opened) -> View:
    """Ask for which work a watchword was taken up, and what was decided."""
    kinds = {kind.value: situations.kind(words, kind) for kind in UseKind}
    kind = forms.choice_field(
        "kind",
        words("use-kind-label"),
        kinds,
        filled.kind if filled else UseKind.PLANNING,
        is_optional=False,
    )
    decided = forms.text_field(
        "decided",
        words("use-decided-label"),
        filled=filled.decided if filled else None,
        hint=words("use-decided-hint"),
        longest=DECIDED_CHARACTERS,
    )
    return forms.form(
        words,
        UseAction.NOTE,
        title=words("use-form-title"),
        submit=words("use-submit"),
        metadata=opened.model_dump_json(),
        blocks=[forms.said(words("voice-quoted", quote=phrase)), kind, decided],
    )


def _use(words: Words, one: Shown, tz: str) -> Iterator[Block]:
    day = words.date(one.used_at.astimezone(ZoneInfo(tz)).date())
    line = situations.joined(words, [day, situations.kind(words, one.kind)])
    yield forms.said(f"{line}\n{one.decided}" if one.decided else line)
    if one.link:
        label = words("voices-link")
        yield ContextBlock(elements=[MarkdownTextObject(text=f"<{one.link}|{label}>", verbatim=True)])
    buttons: list[InteractiveElement] = []
    if one.is_own:
        buttons.append(
            ButtonElement(text=words("use-change-button"), action_id=UseAction.CHANGE, value=one.id)
        )
    if one.is_own or one.can_take_down:
        label = words("use-take-back-button" if one.is_own else "use-take-down-button")
        sure = ConfirmObject(
            title=label,
            text=PlainTextObject(text=words("use-take-back-what")),
            confirm=label,
            deny=words("form-close"),
        )
        buttons.append(ButtonElement(text=label, action_id=UseAction.TAKE_BACK, value=one.id, confirm=sure))
    if buttons:
        yield ActionsBlock(block_id=one.id, elements=buttons)


def _pager(words: Words, watchword_id: str, page: Page) -> Iterator[Block]:
    beside = [(page.page - 1, words("uses-newer")), (page.page + 1, words("uses-older"))]
    buttons = [
        ButtonElement(text=label, action_id=f"{UseAction.PAGE}.{number}", value=f"{watchword_id}:{at}")
        for number, (at, label) in enumerate(beside)
        if 0 <= at < page.pages
    ]
    if buttons:
        yield ActionsBlock(elements=buttons)


def _buttons(
    words: Words, situation: Situation, *, is_away: bool, is_host: bool, can_note: bool
) -> Iterator[InteractiveElement]:
    if can_note and not is_away:
        yield ButtonElement(text=words("use-note-button"), action_id=UseAction.NOTE, value=situation.id)
    if is_host:
        action = AsleepAction.BRING_BACK if is_away else AsleepAction.RETIRE
        label = words("asleep-back-button" if is_away else "asleep-retire-button")
        yield ButtonElement(text=label, action_id=action, value=situation.id)
