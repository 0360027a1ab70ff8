"""Silent writing: the form over the voices, opened from the card, a prompt, or the day before."""

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.dialogues import notes, reveal
from bot.texts import Words
from bot.views import notes as views
from bot.views.note_action import NoteAction
from bot.views.notes import NAMED, Written
from handlers.listening import begin
from handlers.payloads import BlockAction, ViewSubmission
from models import Dialogue


class NoteSubmission(ViewSubmission):
    """The form as it is sent. Sent twice it keeps the same words, so nothing is noted of when it came."""

    @property
    def once(self) -> None:  # type: ignore[override]  # no trace in the inbox
        return None


def open_form(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        sheet = notes.sheet(tx, given.value, given.channel_id or "")
        view = views.form(
            tx.words,
            sheet.asked,
            sheet.written,
            filled=sheet.filled,
            is_named=sheet.is_named,
            lead=_lead(tx.words, sheet.dialogue),
        )
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def written(ack: Ack, body: dict[str, Any], context: BoltContext) -> None:
    given = NoteSubmission.model_validate(body)
    form, fields = given.view.remembered(Written), given.fields()
    texts = {
        voice_id: fields.get(views.field(number)) or "" for number, voice_id in enumerate(form.voice_ids, 1)
    }
    is_named = NAMED in (fields.get(NAMED) or [])
    with begin(context, given, leaves_no_trace=not is_named) as tx:
        dialogue = notes.write(tx, form.dialogue_id, texts, is_named=is_named, channel_id=form.channel_id)
        view = views.saved(tx.words, _saved(tx.words, dialogue, has_text=any(texts.values())))
    ack(response_action="update", view=view)


def rest(ack: Ack, body: dict[str, Any], context: BoltContext, client: WebClient) -> None:
    given = BlockAction.model_validate(body)
    with begin(context, given) as tx:
        view = views.rest(tx.words, reveal.to_read(tx, given.value, given.channel_id or ""))
    client.views_open(trigger_id=given.trigger_id or "", view=view)
    ack()


def _lead(words: Words, dialogue: Dialogue) -> str:
    if dialogue.notes_opened_at is not None:
        return words("silent-late")
    return words("silent-body", moment=_opens(words, dialogue))


def _saved(words: Words, dialogue: Dialogue, *, has_text: bool) -> str:
    if not has_text:
        return words("silent-saved-empty")
    if dialogue.notes_opened_at is not None:
        return words("silent-saved-late")
    return words("silent-saved", time=_opens(words, dialogue))


def _opens(words: Words, dialogue: Dialogue) -> str:
    return words.moment(notes.opens_at(dialogue), dialogue.circle.tz)


def register(app: App) -> None:
    app.action(NoteAction.OPEN)(open_form)
    app.view(NoteAction.WRITE)(written)
    app.action(NoteAction.REST)(rest)
