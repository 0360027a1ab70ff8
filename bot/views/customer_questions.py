"""How a question for a customer looks: its form, its line in every room, and the answer that came back."""

from enum import StrEnum

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement
from slack_sdk.models.views import View

from bot.delivery.outbox import Message
from bot.plaintext import escape
from bot.texts import Words
from bot.views import forms
from bot.views.circles import sentence
from models import CustomerQuestion

QUESTION_CHARACTERS = 200
ANSWER_CHARACTERS = 500


class CustomerQuestionAction(StrEnum):
    ASK = "customer_question.ask"
    ANSWER = "customer_question.answer"


def ask_button(words: Words, dialogue_id: str, voice_id: str) -> ButtonElement:
    return ButtonElement(
        text=words("customer-question-ask"),
        action_id=CustomerQuestionAction.ASK,
        value=f"{dialogue_id}:{voice_id}",
    )


def ask_form(words: Words, place: str, quote: str) -> View:
    """Return the form for a question; `place` is the dialogue's and the voice's id, as the button has them."""
    field = forms.text_field(
        "question", words("customer-question-label"), longest=QUESTION_CHARACTERS, is_optional=False
    )
    return forms.form(
        words,
        CustomerQuestionAction.ASK,
        title=words("customer-question-title"),
        submit=words("customer-question-send"),
        metadata=place,
        blocks=[forms.said(words("voice-quoted", quote=quote)), field],
    )


def answer_form(words: Words, question: CustomerQuestion) -> View:
    field = forms.text_field(
        "answer",
        words("customer-answer-label"),
        hint=words("voice-quote-hint"),
        longest=ANSWER_CHARACTERS,
        is_long=True,
        is_optional=False,
    )
    return forms.form(
        words,
        CustomerQuestionAction.ANSWER,
        title=words("customer-answer-title"),
        submit=words("voice-send"),
        metadata=question.id,
        blocks=[forms.said(words("voice-quoted", quote=question.text)), field],
    )


def asked(words: Words, question: CustomerQuestion, position: int) -> Message:
    """Return the line of a question; while it waits, with the button to bring the answer."""
    line = words("customer-question-line", n=position + 1, question=question.text)
    blocks: list[Block] = [forms.said(line)]
    if question.answer is None:
        button = ButtonElement(
            text=words("customer-answer-button"), action_id=CustomerQuestionAction.ANSWER, value=question.id
        )
        blocks.append(ActionsBlock(elements=[button]))
    return Message(escape(line), blocks)


def answered(words: Words, question: CustomerQuestion, position: int) -> Message:
    line = words("customer-answer-line", n=position + 1, answer=question.answer or "")
    return Message(escape(line), [forms.said(line), forms.said(words("voice-quoted", quote=question.text))])


def told(words: Words) -> Message:
    """Tell who brought the voice that there is a question. It is not repeated here: it goes with the voice."""
    return sentence(words("customer-question-told"))


def received(words: Words) -> View:
    return forms.told(
        words, title=words("customer-question-title"), blocks=[forms.ours(words("customer-question-thanks"))]
    )
