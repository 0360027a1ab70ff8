"""How improvements look: the message in which a room decides, the forms, and what single people are asked and told.

What people wrote stands in plain text, so that nothing of it becomes a mention, a link or markup.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from pydantic import BaseModel
from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    MarkdownTextObject,
)
from slack_sdk.models.views import View

from bot.delivery.outbox import Message
from bot.plaintext import escape, shorten
from bot.texts import Words
from bot.views import forms, trail
from bot.views.circles import SHOWN_NAME
from bot.views.word_actions import IdeaAction

SHOWN_PROPOSALS = 10
LISTED_PROPOSALS = 45
"""A view holds 100 blocks, and each proposal takes two."""
SHOWN_PHRASES = 10
PHRASE_CHARACTERS = 200
"""As escaped; a phrase has at most 60."""
PROPOSAL_CHARACTERS = 600
"""As escaped: Slack refuses a message whose blocks hold about 12,000 characters in all."""
WHAT_CHARACTERS = 500
"""As escaped, where a proposal stands within a sentence; it has at most 100."""


class ImprovementAction(StrEnum):
    PROPOSE = "improvement.propose"
    VOTE = "improvement.vote"
    TAKE = "improvement.take"
    ASK = "improvement.ask"
    ACCEPT = "improvement.accept"
    DECLINE = "improvement.decline"
    WITHDRAW = "improvement.withdraw"
    LIST = "improvement.list"


class Opened(BaseModel):
    """What a form remembers: what it is about, and the room in which it was opened."""

    dialogue_id: str | None = None
    improvement_id: str | None = None
    channel_id: str | None = None


class Tie(StrEnum):
    """Why of several chosen alike one is begun with."""

    OWNER = "owner"
    """Somebody owns it."""
    FIRST = "first"
    """It was proposed first."""


@dataclass(frozen=True)
class Proposal:
    """An improvement with everything that is shown of it."""

    id: str
    what: str
    when_then: str | None = None
    helps: str | None = None
    due_on: date | None = None
    owner: str | None = None
    """The name of who takes the lead; with `has_owner` and no name, somebody whom Slack does not name."""
    has_owner: bool = False
    is_asked: bool = False
    """A colleague was asked to take the lead and has not answered yet."""
    votes: int = 0


@dataclass(frozen=True)
class Table:
    """What lies before a room that decides."""

    dialogue_id: str
    phrases: Sequence[tuple[str, int]]
    """Pinned phrases with their pins, the most pinned first."""
    proposals: Sequence[Proposal]
    leading: Proposal | None
    tie: Tie | None
    until: datetime
    tz: str
    is_decided: bool = False


@dataclass(frozen=True)
class Decision:
    """What a dialogue begins with; None: nothing, and then what was proposed since."""

    dialogue_id: str
    chosen: Proposal | None
    tie: Tie | None = None
    late: Sequence[Proposal] = ()


def deciding(words: Words, table: Table) -> Message:
    """Return the message in which a room decides: phrases with their pins, proposals with how many chose each."""
    blocks: list[Block] = [
        HeaderBlock(text=words("watchword-header")),
        forms.ours(words("watchword-body")),
        _phrases(words, table.phrases),
        DividerBlock(),
        forms.ours(f"*{words('improve-header')}*\n{words('improve-body')}"),
    ]
    is_open = not table.is_decided
    few = _most_chosen(table.proposals)
    for number, proposal in enumerate(table.proposals, 1):
        if proposal in few:
            blocks += _proposal(words, number, proposal, is_open=is_open)
    if len(few) < len(table.proposals):
        more = words("improve-more", count=len(table.proposals) - len(few))
        blocks.append(_buttons(_button(more, ImprovementAction.LIST, table.dialogue_id)))
    if is_open:
        blocks += _how_to_choose(words, table)
    return Message(f"{words('watchword-header')} {words('improve-body')}", blocks)


def listed(words: Words, table: Table, chosen_id: str | None, metadata: Opened) -> View:
    """Return a view of all proposals, in which the reader's own choice is marked."""
    blocks: list[Block] = []
    for number, proposal in enumerate(table.proposals[:LISTED_PROPOSALS], 1):
        is_open = not table.is_decided
        blocks += _proposal(words, number, proposal, is_open=is_open, is_chosen=proposal.id == chosen_id)
    more = len(table.proposals) - LISTED_PROPOSALS
    if more > 0:
        blocks.append(_small(words("home-more", count=more)))
    return View(
        type="modal",
        callback_id=ImprovementAction.LIST,
        title=words("improve-modal-title"),
        close=words("form-done"),
        private_metadata=metadata.model_dump_json(),
        blocks=blocks,
    )


def decision(words: Words, decided: Decision) -> Message:
    """Return what every room reads when it is decided, as it stands by now."""
    chosen = decided.chosen
    if chosen is None:
        return _nothing(words, decided, words("improve-none"), words("improve-none-later"))
    line = outcome(words, chosen)
    blocks: list[Block] = [forms.said(line), *_details(words, chosen)]
    if decided.tie is not None:
        blocks.append(_small(words(f"improve-tie-{decided.tie}")))
    return Message(escape(line), [*blocks, *lead_buttons(words, chosen)])


def follow_up(words: Words, decided: Decision) -> Message:
    """Return what the rooms read on the next working day, as it stands by now."""
    chosen = decided.chosen
    if chosen is None:
        return _nothing(words, decided, words("improve-follow-none"), words("improve-follow-none-fine"))
    if chosen.has_owner:
        line = outcome(words, chosen)
        return Message(
            escape(line), [forms.said(line), *_details(words, chosen), *lead_buttons(words, chosen)]
        )
    line = words("improve-follow-no-owner", improvement=_what(chosen))
    return Message(escape(line), [forms.said(line), *_details(words, chosen), *lead_buttons(words, chosen)])


def outcome(words: Words, chosen: Proposal) -> str:
    """Return what a dialogue begins with in one line of plain text: what, who takes the lead, by when."""
    what = _what(chosen)
    if not chosen.has_owner:
        return words("improve-decided-no-owner", improvement=what)
    owner = _name(words, chosen)
    if chosen.due_on is None:
        return words("improve-decided-no-due", improvement=what, owner=owner)
    return words("improve-decided", improvement=what, owner=owner, due=words.date(chosen.due_on))


def asked(words: Words, proposal: Proposal, asker: str | None) -> Message:
    """Ask a colleague to take the lead."""
    name = shorten(asker, SHOWN_NAME)[0] if asker else words("somebody")
    text = words("improve-asked-dm", asker=name, improvement=_what(proposal))
    accept = _button(words("improve-accept-button"), ImprovementAction.ACCEPT, proposal.id, style="primary")
    decline = _button(words("improve-decline-button"), ImprovementAction.DECLINE, proposal.id)
    blocks: list[Block] = [
        forms.said(text),
        *_details(words, proposal),
        forms.ours(words("improve-asked-free")),
        _buttons(accept, decline),
    ]
    return Message(escape(text), blocks)


def sentence(text: str) -> Message:
    """Return a message of one paragraph in which people's words stand as they wrote them."""
    return Message(escape(text), [forms.said(text)])


def last_time(
    words: Words, last: Proposal | None, state: str, reason: str | None = None, measured: str | None = None
) -> str:
    """Return in one line of plain text what became of the last dialogue's improvement."""
    if last is None:
        return words("last-none")
    what = _what(last)
    if state == "done":
        done = words("last-done", improvement=what)
        return words("last-measured", done=done, measured=measured) if measured else done
    if state == "released":
        if reason:
            return words("last-released-why", improvement=what, reason=reason)
        return words("last-released", improvement=what)
    if not last.has_owner:
        return words("last-no-owner", improvement=what)
    owner = _name(words, last)
    if last.due_on is None:
        return words("last-open-no-due", improvement=what, owner=owner)
    return words("last-open", improvement=what, owner=owner, due=words.date(last.due_on))


def _phrases(words: Words, phrases: Sequence[tuple[str, int]]) -> Block:
    if not phrases:
        return _small(words("deciding-no-phrase"))
    lines = [
        words("deciding-phrase", phrase=shorten(phrase, PHRASE_CHARACTERS, escaped=True)[0], count=pins)
        for phrase, pins in phrases[:SHOWN_PHRASES]
    ]
    more = len(phrases) - SHOWN_PHRASES
    if more > 0:
        lines.append(words("deciding-more-phrases", count=more))
    return forms.said("\n".join(lines))


def _proposal(
    words: Words, number: int, proposal: Proposal, *, is_open: bool, is_chosen: bool = False
) -> list[Block]:
    lines = [words("improve-number", n=number, improvement=_what(proposal)), *_lines(words, proposal)]
    if proposal.has_owner:
        lines.append(words("improve-owner-line", owner=_name(words, proposal)))
    elif proposal.is_asked:
        lines.append(words("improve-asked-line"))
    if not is_open and proposal.votes:
        lines.append(words("improve-chosen-by", count=proposal.votes))
    blocks: list[Block] = [forms.said("\n".join(lines), longest=PROPOSAL_CHARACTERS)]
    if is_open:
        blocks.append(_buttons(*_choices(words, proposal, is_chosen=is_chosen)))
    return blocks


def _choices(words: Words, proposal: Proposal, *, is_chosen: bool) -> list[ButtonElement]:
    if is_chosen:
        choose = words("improve-vote-button-yours", count=proposal.votes)
    elif proposal.votes:
        choose = words("improve-vote-button-counted", count=proposal.votes)
    else:
        choose = words("improve-vote-button")
    buttons = [_button(choose, ImprovementAction.VOTE, proposal.id, style="primary" if is_chosen else None)]
    if not proposal.has_owner:
        buttons.append(_button(words("improve-owner-button"), ImprovementAction.TAKE, proposal.id))
    return buttons


def _how_to_choose(words: Words, table: Table) -> list[Block]:
    blocks: list[Block] = []
    if len(table.proposals) > 1:
        blocks.append(forms.ours(words("improve-vote")))
        blocks.append(_small(words("improve-tie-rule")))
    if table.tie is not None and table.leading is not None:
        tied = words(f"improve-tied-{table.tie}", improvement=_what(table.leading))
        blocks.append(forms.said(tied))
    propose = _button(words("improve-button"), ImprovementAction.PROPOSE, table.dialogue_id, style="primary")
    until = words("stage-until", time=words.time(table.until, table.tz))
    write = _button(words("idea-write-button"), IdeaAction.WRITE, table.dialogue_id)
    return [*blocks, _buttons(propose, write), _small(until)]


def _nothing(words: Words, decided: Decision, text: str, later: str) -> Message:
    """Return what is said where nothing was decided, with what was proposed since."""
    propose = _button(words("improve-button"), ImprovementAction.PROPOSE, decided.dialogue_id)
    if not decided.late:
        return Message(text, [forms.ours(text), forms.ours(later), _buttons(propose)])
    blocks: list[Block] = [forms.ours(words("improve-late"))]
    for number, proposal in enumerate(decided.late[:SHOWN_PROPOSALS], 1):
        lines = [words("improve-number", n=number, improvement=_what(proposal)), *_lines(words, proposal)]
        take = _button(words("improve-owner-button"), ImprovementAction.TAKE, proposal.id)
        blocks += [forms.said("\n".join(lines), longest=PROPOSAL_CHARACTERS), _buttons(take)]
    return Message(text, [forms.ours(text), *blocks, _buttons(propose)])


def lead_buttons(words: Words, chosen: Proposal) -> list[Block]:
    """Return the buttons of an improvement: its trail, and while nobody leads it how to take the lead."""
    way = trail.button(words, "improvement", chosen.id)
    if chosen.has_owner:
        return [_buttons(way)]
    take = _button(words("improve-owner-button"), ImprovementAction.TAKE, chosen.id, style="primary")
    ask = _button(words("improve-ask-button"), ImprovementAction.ASK, chosen.id)
    blocks: list[Block] = [forms.ours(words("improve-owner-ask"))]
    if chosen.is_asked:
        blocks.append(_small(words("improve-asked-line")))
    return [*blocks, _buttons(take, ask, way)]


def _details(words: Words, proposal: Proposal) -> list[Block]:
    lines = _lines(words, proposal, with_due=not proposal.has_owner)
    return [forms.said("\n".join(lines), longest=PROPOSAL_CHARACTERS)] if lines else []


def _lines(words: Words, proposal: Proposal, *, with_due: bool = True) -> list[str]:
    lines = [proposal.when_then] if proposal.when_then else []
    if proposal.helps:
        lines.append(words("improve-helps-line", helps=proposal.helps))
    if proposal.due_on is not None and with_due:
        lines.append(words("improve-due-line", due=words.date(proposal.due_on)))
    return lines


def _most_chosen(proposals: Sequence[Proposal]) -> Sequence[Proposal]:
    """Return those that a message has room for; the most chosen ones, so that what leads is always seen."""
    return sorted(proposals, key=lambda one: -one.votes)[:SHOWN_PROPOSALS]


def _what(proposal: Proposal) -> str:
    return shorten(proposal.what, WHAT_CHARACTERS, escaped=True)[0]


def _name(words: Words, proposal: Proposal) -> str:
    return shorten(proposal.owner, SHOWN_NAME)[0] if proposal.owner else words("somebody")


def _button(
    text: str, action: ImprovementAction | IdeaAction, value: str, *, style: str | None = None
) -> ButtonElement:
    return ButtonElement(text=text, action_id=action, value=value, style=style)


def _buttons(*buttons: ButtonElement) -> ActionsBlock:
    return ActionsBlock(elements=list(buttons))


def _small(text: str) -> Block:
    return ContextBlock(elements=[MarkdownTextObject(text=text, verbatim=True)])
