"""Questions for a customer: what a table would like to ask, and what the customer says when somebody brings it back.

So customers sit at the table though they are not in Slack. Answers are customers' words: they are hidden like
voices where they tell who spoke, and go with the voice they belong to.
"""

from sqlalchemy import select

from bot import safeguard
from bot.circles import rooms
from bot.delivery.outbox import About, Draft, Message
from bot.fields import filled
from bot.people import private
from bot.refusals import Gone, Refusal
from bot.texts import words
from bot.transaction import Transaction
from bot.views import customer_questions as views
from bot.views.customer_questions import ANSWER_CHARACTERS, QUESTION_CHARACTERS
from bot.voices import consent, joined
from models import CustomerQuestion, Dialogue, SeatedVoice, Voice


class AlreadyAnswered(Refusal):
    key = "customer-question-answered"
    field = "answer"


def on_table(tx: Transaction, dialogue_id: str, voice_id: str) -> SeatedVoice:
    """Return a voice that lay on a dialogue's table, or refuse with `Gone`."""
    found = select(SeatedVoice).where(
        SeatedVoice.workspace_id == tx.workspace.id,
        SeatedVoice.dialogue_id == dialogue_id,
        SeatedVoice.voice_id == voice_id,
    )
    seated = tx.session.scalar(found)
    if seated is None or seated.voice.state == "withdrawn":
        raise Gone
    return seated


def to_ask(tx: Transaction, dialogue_id: str, voice_id: str, channel_id: str) -> SeatedVoice:
    """Return a voice on a table to somebody who reads it in one of its rooms, or refuse with `Gone`."""
    seated = on_table(tx, dialogue_id, voice_id)
    _require_reader(tx, seated.dialogue, seated.voice, channel_id)
    return seated


def ask(tx: Transaction, dialogue_id: str, voice_id: str, text: str) -> CustomerQuestion:
    """Keep a question, show it in every room, and tell who brought the voice. Refuses `Empty`, `TooLong`, `Gone`."""
    seated = on_table(tx, dialogue_id, voice_id)
    said = words(seated.dialogue.circle.language)
    asked = filled("question", text, QUESTION_CHARACTERS)
    question = CustomerQuestion(
        workspace_id=tx.workspace.id,
        dialogue=seated.dialogue,
        voice=seated.voice,
        asker_id=tx.actor.id,
        text=safeguard.mask(asked, said("voice-hidden")).text,
        asked_at=tx.now,
    )
    tx.session.add(question)
    tx.session.flush()
    _show(tx, question, "customer-question", views.asked(said, question, seated.position))
    for submitter in joined.submitters(tx, seated.voice):
        if submitter.id != tx.actor.id:
            told = views.told(words(submitter.locale or seated.dialogue.circle.language))
            key = f"customer-question:{question.id}:{submitter.user_id}"
            private.tell(tx, submitter, private.Kind.HEARD, told, key=key)
    return question


def to_answer(tx: Transaction, question_id: str, channel_id: str) -> CustomerQuestion:
    """Return a question that waits to somebody who reads it in one of its rooms. Refuses `Gone`, `AlreadyAnswered`."""
    question = _waiting(tx, question_id)
    _require_reader(tx, question.dialogue, question.voice, channel_id)
    return question


def answer(tx: Transaction, question_id: str, text: str) -> CustomerQuestion:
    """Bring back what the customer says: into the threads, and into the record if the dialogue has closed.

    Refuses `Empty`, `TooLong`, `Gone`, `AlreadyAnswered`.
    """
    question = _waiting(tx, question_id)
    brought = filled("answer", text, ANSWER_CHARACTERS)
    said = words(question.dialogue.circle.language)
    question.answer = safeguard.mask(brought, said("voice-hidden")).text
    question.answerer_id, question.answered_at = tx.actor.id, tx.now
    tx.session.flush()
    position = on_table(tx, question.dialogue_id, question.voice_id).position
    _show(tx, question, "customer-answer", views.answered(said, question, position))
    for room in question.dialogue.threads:
        key = f"customer-question:{question.id}:{room.room_id}"
        tx.outbox.update(key, views.asked(said, question, position))
    record = f"record:{question.dialogue_id}"
    circle = question.dialogue.circle
    record_room, surface = circle.record_channel_id, consent.record_room(circle)
    is_told = consent.is_seen(surface, question.voice.consent) and tx.outbox.find(record) is not None
    if record_room is not None and is_told:
        message = views.answered(said, question, position)
        tx.outbox.post(_draft(record_room, f"record-answer:{question.id}", message, question, record))
    return question


def answers_of(tx: Transaction, dialogue: Dialogue) -> list[CustomerQuestion]:
    """Return what customers answered, in the order in which it came."""
    found = select(CustomerQuestion).where(
        CustomerQuestion.dialogue_id == dialogue.id, CustomerQuestion.answer.is_not(None)
    )
    return list(tx.session.scalars(found.order_by(CustomerQuestion.answered_at, CustomerQuestion.id)))


def forget(tx: Transaction, voice_id: str) -> None:
    """Empty what was asked and answered about a voice that was taken back; its posts go with the voice's."""
    about = select(CustomerQuestion).where(
        CustomerQuestion.workspace_id == tx.workspace.id, CustomerQuestion.voice_id == voice_id
    )
    for question in tx.session.scalars(about).all():
        question.text, question.answer = "", None


def erase(tx: Transaction, question: CustomerQuestion) -> None:
    """Take a question down everywhere, with its answer."""
    for kind in ("customer-question", "customer-answer"):
        private.take_back(tx, f"{kind}:{question.id}:")
    private.take_back(tx, f"record-answer:{question.id}")
    tx.session.delete(question)
    tx.session.flush()


def _waiting(tx: Transaction, question_id: str) -> CustomerQuestion:
    question = tx.find(CustomerQuestion, question_id, with_for_update=True, populate_existing=True)
    if question is None or question.voice.state == "withdrawn":
        raise Gone
    if question.answer is not None:
        raise AlreadyAnswered
    return question


def _show(tx: Transaction, question: CustomerQuestion, kind: str, message: Message) -> None:
    for thread in rooms.open_threads(tx, question.dialogue):
        if consent.is_seen(consent.room(thread.room), question.voice.consent):
            key = f"{kind}:{question.id}:{thread.room_id}"
            tx.outbox.post(_draft(thread.channel_id, key, message, question, thread.card_key))


def _draft(channel_id: str, key: str, message: Message, question: CustomerQuestion, thread_key: str) -> Draft:
    """Make a post about the voice, so that it goes when the voice is taken back."""
    return Draft(channel_id, key, message, about=About("voice", question.voice_id), thread_key=thread_key)


def _require_reader(tx: Transaction, dialogue: Dialogue, voice: Voice, channel_id: str) -> None:
    """Refuse with `Gone` outside of the dialogue's rooms, and whoever may not read a voice kept inside."""
    thread = next((one for one in dialogue.threads if one.channel_id == channel_id), None)
    reader = consent.reader(tx.actor)
    if thread is None or not consent.is_seen(consent.room(thread.room), voice.consent, reader):
        raise Gone
