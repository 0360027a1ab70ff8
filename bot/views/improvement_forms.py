"""The forms of improvements: what one proposes, whom one asks, and what stands in a form's place afterwards."""

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, InputBlock, UserSelectElement
from slack_sdk.models.views import View

from bot.improvements.improvement_form import LONGEST, ImprovementForm
from bot.texts import Words
from bot.views import forms
from bot.views.improvements import ImprovementAction, Opened


def form(words: Words, filled: ImprovementForm, opened: Opened) -> View:
    """Return the form; with an `improvement_id` it changes that one, and offers to take it back."""
    blocks = fields(words, filled)
    if opened.improvement_id is not None:
        blocks.append(
            ActionsBlock(
                elements=[
                    ButtonElement(
                        text=words("improve-withdraw-button"),
                        action_id=ImprovementAction.WITHDRAW,
                        value=opened.improvement_id,
                    )
                ]
            )
        )
    return forms.form(
        words,
        ImprovementAction.PROPOSE,
        title=words("improve-modal-title"),
        submit=words("improve-send"),
        metadata=opened.model_dump_json(),
        blocks=blocks,
    )


def fields(words: Words, filled: ImprovementForm) -> list[Block]:
    """Return the fields of an improvement."""
    return [
        _field(words, filled, "what", is_optional=False),
        _field(words, filled, "when_then", hint=words("improve-modal-when-then-hint")),
        _field(words, filled, "helps"),
        _owner_field(words, filled.owner, is_optional=True),
        forms.date_field("due", words("improve-due-label"), filled.due),
        _field(words, filled, "measure"),
    ]


def ask_form(words: Words, what: str, opened: Opened) -> View:
    return forms.form(
        words,
        ImprovementAction.ASK,
        title=words("improve-modal-title"),
        submit=words("improve-ask-send"),
        metadata=opened.model_dump_json(),
        blocks=[forms.said(what), _owner_field(words, None, is_optional=False)],
    )


def kept(words: Words, what: str, moved: str) -> View:
    """Tell a proposer on which day their target date came to be."""
    return forms.told(words, title=words("improve-modal-title"), blocks=[forms.said(what), forms.ours(moved)])


def withdrawn(words: Words) -> View:
    told = [forms.ours(words("improve-withdrawn"))]
    return forms.told(words, title=words("improve-modal-title"), blocks=told)


def _field(
    words: Words, filled: ImprovementForm, name: str, *, hint: str | None = None, is_optional: bool = True
) -> InputBlock:
    label = words(f"improve-modal-{name.replace('_', '-')}")
    text: str | None = getattr(filled, name)
    return forms.text_field(
        name, label, filled=text, hint=hint, longest=LONGEST[name], is_optional=is_optional
    )


def _owner_field(words: Words, chosen: str | None, *, is_optional: bool) -> InputBlock:
    return InputBlock(
        block_id="owner",
        label=words("improve-modal-owner"),
        hint=words("improve-modal-owner-hint"),
        optional=is_optional,
        element=UserSelectElement(action_id=forms.VALUE, initial_user=chosen),
    )
