"""A watchword that nobody took up for long: what its hosts are asked, what came of it, and its line in the rooms."""

from enum import StrEnum

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.delivery.outbox import Message
from bot.plaintext import escape
from bot.texts import Words
from bot.views import forms, situations
from bot.views.circles import sentence, shown
from bot.watchwords.situations import Situation
from bot.watchwords.uses import Summary
from models import Watchword


class AsleepAction(StrEnum):
    REVIVE = "watchword.revive"
    RETIRE = "watchword.retire"
    BRING_BACK = "watchword.bring_back"


class Outcome(StrEnum):
    REVIVED = "revived"
    RETIRED = "retired"
    BACK = "back"


def asked(words: Words, situation: Situation, used: Summary, months: int) -> Message:
    line = words("asleep-ask", phrase=shown(situation.phrase), months=months)
    buttons = [
        ButtonElement(text=words("asleep-revive-button"), action_id=AsleepAction.REVIVE, value=situation.id),
        ButtonElement(text=words("asleep-retire-button"), action_id=AsleepAction.RETIRE, value=situation.id),
    ]
    facts = situations.facts(words, situation, situations.summary(words, used))
    blocks: list[Block] = [forms.ours(line), facts, ActionsBlock(elements=list(buttons))]
    return Message(line, blocks)


def answered(words: Words, watchword: Watchword, outcome: Outcome) -> Message:
    """Say what became of it; what was put away can be brought back."""
    line = done(words, watchword, outcome)
    if outcome is not Outcome.RETIRED:
        return sentence(line)
    back = ButtonElement(
        text=words("asleep-back-button"), action_id=AsleepAction.BRING_BACK, value=watchword.id
    )
    return Message(line, [forms.ours(line), ActionsBlock(elements=[back])])


def done(words: Words, watchword: Watchword, outcome: Outcome) -> str:
    return words(f"asleep-{outcome}", phrase=shown(watchword.phrase))


def revived(words: Words, watchword: Watchword) -> Message:
    """Return the line in which the rooms read it again."""
    line = words("asleep-revived-line", phrase=watchword.phrase)
    return Message(escape(line), [forms.said(line)])
