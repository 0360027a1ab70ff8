"""Which private messages somebody gets: the settings in App Home, and what the button under one is answered with."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    CheckboxesElement,
    ContextBlock,
    HeaderBlock,
    MarkdownTextObject,
    Option,
    SectionBlock,
)

from bot.people.private import A_DAY, A_WEEK, SWITCHED, Kind
from bot.texts import Words

MOST_OPTIONS = 10
"""One element of checkboxes takes no more: https://docs.slack.dev/reference/block-kit/block-elements/checkboxes-element/"""


class PrivateAction(StrEnum):
    OFF = "private.off"
    CHOOSE = "private.choose"


def settings(words: Words, muted: Collection[str], *, done: str | None = None) -> list[Block]:
    """Return every kind to be ticked; `done` says what the last press in the home did."""
    blocks: list[Block] = [HeaderBlock(text=words("home-settings"))]
    if done is not None:
        blocks.append(SectionBlock(text=_ours(done)))
    blocks.append(SectionBlock(text=_ours(words("private-which"))))
    parts = [SWITCHED[at : at + MOST_OPTIONS] for at in range(0, len(SWITCHED), MOST_OPTIONS)]
    blocks += [_ticks(words, number, part, muted) for number, part in enumerate(parts)]
    hours = words("private-hours", day=A_DAY, week=A_WEEK)
    return [*blocks, ContextBlock(elements=[_ours(hours)])]


def off_done(words: Words, kind: Kind) -> str:
    """Say under a message that its kind is off from now on."""
    return words("nudge-off-done") if kind is Kind.NUDGE else words("private-off-done")


def _ticks(words: Words, number: int, kinds: Sequence[Kind], muted: Collection[str]) -> Block:
    options = {kind: Option(value=kind, label=words(_name(kind))) for kind in kinds}
    wanted = [option for kind, option in options.items() if kind not in muted]
    ticks = CheckboxesElement(
        action_id=PrivateAction.CHOOSE, options=list(options.values()), initial_options=wanted or None
    )
    # Slack keeps what was ticked in a block for as long as the block is called the same.
    state = "".join("0" if kind in muted else "1" for kind in kinds)
    return ActionsBlock(block_id=f"private:{number}:{state}", elements=[ticks])


def _name(kind: Kind) -> str:
    return f"private-kind-{kind.replace('_', '-')}"


def _ours(text: str) -> MarkdownTextObject:
    return MarkdownTextObject(text=text, verbatim=True)
