"""Forms: the parts that every modal is made of. A field's `block_id` is its name, its `action_id` is `value`."""

from collections.abc import Mapping, Sequence
from datetime import date

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    DatePickerElement,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    SectionBlock,
    StaticSelectElement,
    UserMultiSelectElement,
)
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from bot.plaintext import escape, pieces, shorten
from bot.texts import Words

VALUE = "value"
INPUT_CHARACTERS = 3000
SECTION_CHARACTERS = 3000
OPTION_CHARACTERS = 75
ANSWER_CHARACTERS = 9000
"""Slack refuses a message whose blocks hold about 12,000 characters in all."""


def fits_a_form(text: str) -> bool:
    """Say whether a text can stand in a field, however Slack counts an emoji."""
    return _units(text) <= INPUT_CHARACTERS


def text_field(
    name: str,
    label: str,
    *,
    filled: str | None = None,
    hint: str | None = None,
    longest: int = INPUT_CHARACTERS,
    is_long: bool = False,
    is_optional: bool = True,
) -> InputBlock:
    """Return a field for text. Slack may count an emoji as two, so it lets through more than `longest`."""
    return InputBlock(
        block_id=name,
        label=label,
        hint=hint,
        optional=is_optional,
        element=PlainTextInputElement(
            action_id=VALUE,
            initial_value=_filled(filled) if filled else None,
            multiline=is_long,
            max_length=min(2 * longest, INPUT_CHARACTERS),
        ),
    )


def choice_field(
    name: str, label: str, options: Mapping[str, str], chosen: str | None, *, is_optional: bool = True
) -> InputBlock:
    """Return a select; `options` holds the words of each value, people's words among them."""
    offered = [
        Option(value=value, text=PlainTextObject(text=option(text))) for value, text in options.items()
    ]
    initial = next((option for option in offered if option.value == chosen), None)
    return InputBlock(
        block_id=name,
        label=label,
        optional=is_optional,
        element=StaticSelectElement(action_id=VALUE, options=offered, initial_option=initial),
    )


def tick_field(
    name: str, label: str, options: Mapping[str, str], *, hint: str | None = None, ticked: bool = False
) -> InputBlock:
    """Return boxes to tick; `options` holds the words of each value."""
    offered = [
        Option(value=value, text=PlainTextObject(text=option(text))) for value, text in options.items()
    ]
    return InputBlock(
        block_id=name,
        label=label,
        hint=hint,
        optional=True,
        element=CheckboxesElement(
            action_id=VALUE, options=offered, initial_options=offered if ticked else None
        ),
    )


def date_field(name: str, label: str, chosen: date | None) -> InputBlock:
    initial = chosen.isoformat() if chosen else None
    return InputBlock(
        block_id=name,
        label=label,
        optional=True,
        element=DatePickerElement(action_id=VALUE, initial_date=initial),
    )


def upload_field(name: str, label: str, hint: str, *, at_most: int) -> InputBlock:
    return InputBlock(
        block_id=name,
        label=label,
        hint=hint,
        optional=True,
        element=FileInputElement(action_id=VALUE, max_files=at_most),
    )


def people_field(name: str, label: str, chosen: Sequence[str], at_most: int) -> InputBlock:
    return InputBlock(
        block_id=name,
        label=label,
        optional=True,
        element=UserMultiSelectElement(
            action_id=VALUE, initial_users=list(chosen)[:at_most] or None, max_selected_items=at_most
        ),
    )


def form(
    words: Words, callback_id: str, *, title: str, submit: str, metadata: str, blocks: Sequence[Block]
) -> View:
    return View(
        type="modal",
        callback_id=callback_id,
        title=title,
        submit=submit,
        close=words("form-close"),
        private_metadata=metadata,
        blocks=list(blocks),
    )


def told(words: Words, *, title: str, blocks: Sequence[Block]) -> View:
    """Return a modal that only tells something."""
    return View(type="modal", title=title, close=words("form-done"), blocks=list(blocks))


def said(text: str, *, longest: int = SECTION_CHARACTERS) -> SectionBlock:
    """Return people's words letter by letter: plain text neither mentions, links nor marks up."""
    shown = shorten(text, longest, escaped=True)[0]
    return SectionBlock(text=PlainTextObject(text=escape(shown), emoji=True))


def ours(text: str) -> SectionBlock:
    """Return a paragraph of ours, where people's names are escaped already."""
    return SectionBlock(text=MarkdownTextObject(text=text, verbatim=True))


def given_back(reason: str, text: str) -> dict[str, object]:
    """Answer a command whose text could not be kept: why, and the whole text again, so that nothing is lost.

    What is too long for blocks comes as bare text, which Slack shows up to 40,000 characters.
    """
    if _units(escape(text)) > ANSWER_CHARACTERS:
        return {"text": f"{reason}\n\n{escape(text)}", "mrkdwn": False}
    sections = [ours(reason), *(said(part) for part in pieces(text, SECTION_CHARACTERS))]
    return {"text": reason, "blocks": [section.to_dict() for section in sections]}


def option(text: str) -> str:
    """Return people's words as an option of a select holds them."""
    return escape(shorten(" ".join(text.split()), OPTION_CHARACTERS, escaped=True)[0])


def _filled(text: str) -> str:
    """Return what can stand in a field: of a text that is too long a beginning that fits however it is counted."""
    return text if fits_a_form(text) else shorten(text, INPUT_CHARACTERS // 2)[0]


def _units(text: str) -> int:
    """Return the length of a text as the stricter of the ways in which Slack may count: in UTF-16."""
    return len(text.encode("utf-16-le")) // 2
