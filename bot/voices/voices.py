"""Voices: customers' words as people bring them, hidden where they tell who spoke, until a dialogue hears them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select

from bot import files, repeats, steps
from bot.bridge import copies
from bot.circles import circles
from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.delivery.outbox import About
from bot.dialogues import record
from bot.home import home_changes
from bot.people import private
from bot.plaintext import tidy
from bot.refusals import Gone, NotYours, Refusal
from bot.transaction import Transaction
from bot.views import voices as voice_views
from bot.voices import consent, customer_questions, joined, voice_check, voice_files
from bot.voices.consent import Surface
from bot.voices.voice_check import Hit
from bot.voices.voice_form import QUOTE_CHARACTERS, Brought, VoiceForm
from bot.watchwords import watchwords
from bot.wins import wins
from models import Circle, Dialogue, Post, Room, SeatedVoice, Voice


class NotYourVoice(NotYours):
    key = "voice-not-yours"


class AlreadyHeard(Refusal):
    key = "voice-already-heard"


def bring(tx: Transaction, words: str, *, channel_id: str) -> Brought | None:
    """Keep a customer's words at once; None when they are empty or too long, so that their form is needed."""
    quote = tidy(words)
    if not 0 < len(quote) <= QUOTE_CHARACTERS:
        return None
    return submit(tx, VoiceForm(quote=quote), channel_id=channel_id)


def submit(
    tx: Transaction, form: VoiceForm, *, channel_id: str | None = None, message_ts: str | None = None
) -> Brought:
    """Keep a voice. Repeated by the same person within two minutes, it is the one already kept.

    One without a name is nobody's in Slack. Refuses at the field: `Empty`, `TooLong`, `NoConsent`, `NotSaidYet`.
    """
    fields, hidden = _fields(tx, form)
    is_unnamed = bool(form.unnamed)
    voice = _repeated(tx, fields["quote"], is_unnamed=is_unnamed)
    if voice is None:
        voice = _new(tx, fields["quote"], channel_id, is_unnamed=is_unnamed)
        tx.session.add(voice)
        tx.session.flush()
        if channel_id and message_ts and not is_unnamed:  # whose message it is would tell whose voice
            place = {"channel": channel_id, "message_ts": message_ts}
            tx.outbox.ask("chat.getPermalink", place, answer="voice_linked", subject=voice.id)
    elif form.model_fields_set == {"quote"}:
        fields = {}  # a command brings no details that could replace the ones already given
    voice_files.add(tx, voice, form.files)
    return _kept(tx, voice, fields, hidden)


@answers.runs("voice_linked")
def linked(tx: Transaction, voice_id: str, answer: Answer) -> None:
    """Keep the address of the message that a voice was brought from; Slack gives none where we may not look."""
    voice = tx.session.get_one(Voice, voice_id)
    link = answer.data.get("permalink")
    if voice.state != "withdrawn" and isinstance(link, str) and link.startswith("https://"):
        voice.message_url = link


def hits(tx: Transaction, form: VoiceForm) -> list[Hit]:
    """Return what would be hidden of a form, for its writer to look at. Refuses at the field as `submit`."""
    return voice_check.hits(form, safe_words=tx.workspace.safe_words)


def masked(tx: Transaction, form: VoiceForm) -> str:
    """Return the quote of a form as it would be kept."""
    return str(_fields(tx, form)[0]["quote"])


def change(tx: Transaction, voice_id: str, form: VoiceForm) -> Brought:
    """Replace what the submitter brought while it waits. Refuses as `submit`, and as `open_for_change`.

    Where it says something else from then on, it is not heard with what it was joined to.
    """
    voice = open_for_change(tx, voice_id)
    fields, hidden = _fields(tx, form)
    voice_files.add(tx, voice, form.files)
    kept = _kept(tx, voice, fields, hidden)
    joined.changed(tx, voice)
    return kept


def open_for_change(tx: Transaction, voice_id: str) -> Voice:
    """Return a waiting voice to its submitter. Refuses `Gone`, `NotYourVoice`, `AlreadyHeard`."""
    voice = _mine(tx, voice_id)
    if voice.state == "withdrawn":
        raise Gone
    if voice.state not in {"waiting", "seated"}:
        raise AlreadyHeard
    return voice


def withdraw(tx: Transaction, voice_id: str) -> None:
    """Erase a voice, take down our posts of it and whatever quotes it. Done twice it is done."""
    voice = _mine(tx, voice_id)
    if voice.state != "withdrawn":
        erase(tx, voice)


def erase(tx: Transaction, voice: Voice) -> None:
    """Empty a voice that is locked, take down our posts of it and whatever quotes it."""
    dialogues = _dialogues(tx, voice)
    heard_with = voice.joined_to_id
    joined.part(tx, voice)
    voice.state, voice.quote = "withdrawn", ""
    voice.held_at = voice.forward_at = None
    voice.scene = voice.segment = voice.product = voice.said_on = voice.message_url = voice.heard_by = None
    files.remove(tx, voice.files)
    voice.files = []
    customer_questions.forget(tx, voice.id)
    tx.session.flush()
    for post in _posts(tx, voice):
        tx.outbox.delete(post.key)
    tx.outbox.update(answer_key(voice), voice_views.withdrawn(tx.words))
    watchwords.source_changed(tx, "voice", voice.id)
    wins.origin_changed(tx, About("voice", voice.id))
    for dialogue in dialogues:
        copies.follow_links(tx, dialogue, About("voice", voice.id))
        private.take_back(tx, joined.invitation_key(dialogue.id, voice.id))
        record.voice_gone(tx, dialogue, voice)
        if heard_with is not None:
            fewer = f"voice:{heard_with}:{voice.id}"
            steps.plan(tx, steps.Name.TOTALS, tx.now, dialogue=dialogue, argument=fewer)


def answer_key(voice: Voice) -> str:
    """Return the key of the post that answers whoever brought a voice in a direct message."""
    return f"brought:{voice.id}"


def get(tx: Transaction, voice_id: str, *, for_change: bool = False) -> Voice:
    """Return a voice of this workspace, locked `for_change`, or refuse with `Gone`."""
    voice = tx.find(Voice, voice_id, with_for_update=for_change or None, populate_existing=for_change)
    if voice is None:
        raise Gone
    return voice


def may_read(tx: Transaction, voice: Voice) -> bool:
    """Say whether the actor may read a voice ahead, as its host."""
    return consent.is_seen(Surface.HOSTING, voice.consent, consent.host(tx.actor))


def waiting(tx: Transaction, circle: Circle) -> list[Voice]:
    """Return the voices that this circle may hear next, in the order in which they came: no host holds them."""
    return [voice for voice in in_line(tx, circle) if voice.held_at is None]


def in_line(tx: Transaction, circle: Circle) -> list[Voice]:
    """Return the voices that wait for this circle, those that a host holds among them, in the order in which they came."""
    return list(tx.session.scalars(_in_line(tx, circle).order_by(Voice.brought_at, Voice.id)))


def waiting_locked(tx: Transaction, circle: Circle) -> list[Voice]:
    """Return those that may be heard next by their ids; nobody else can choose them meanwhile."""
    free = _in_line(tx, circle).where(Voice.held_at.is_(None)).order_by(Voice.id).with_for_update(of=Voice)
    return list(tx.session.scalars(free.execution_options(populate_existing=True)))


def _in_line(tx: Transaction, circle: Circle) -> Select[Voice]:
    return select(Voice).where(
        Voice.workspace_id == tx.workspace.id,
        Voice.state == "waiting",
        or_(Voice.circle_id == circle.id, Voice.circle_id.is_(None)),
    )


def add_from_table(
    tx: Transaction,
    columns: Mapping[str, Any],
    *,
    circle_id: str | None,
    import_key: str,
    brought_at: datetime,
) -> bool:
    """Keep a voice that `checked` let through, with no submitter; say whether its row is here for the first time."""
    home_changes.note(tx.session, tx.workspace.id, (home_changes.Kind.HOSTS, circle_id))
    return tx.add_once(
        Voice,
        workspace_id=tx.workspace.id,
        circle_id=circle_id,
        import_key=import_key,
        state="waiting",
        brought_at=brought_at,
        **columns,
    )


def _fields(tx: Transaction, form: VoiceForm) -> tuple[dict[str, Any], int]:
    today = voice_check.today(tx.now, tx.actor.tz)
    safe_words = tx.workspace.safe_words
    return voice_check.checked(form, today=today, mark=tx.words("voice-hidden"), safe_words=safe_words)


def _repeated(tx: Transaction, quote: str, *, is_unnamed: bool) -> Voice | None:
    since = tx.now - repeats.SAME_WORDS_WITHIN if is_unnamed else repeats.in_turn_since(tx)
    found = select(Voice).where(
        Voice.workspace_id == tx.workspace.id,
        Voice.submitter_id.is_(None) if is_unnamed else Voice.submitter_id == tx.actor.id,
        Voice.state == "waiting",
        Voice.quote == quote,
        Voice.brought_at >= since,
    )
    return tx.session.scalars(found.order_by(Voice.brought_at)).first()


def _new(tx: Transaction, quote: str, channel_id: str | None, *, is_unnamed: bool) -> Voice:
    room = _room(tx, channel_id)
    if room is not None and not is_unnamed:
        tx.actor.department = room.department
    own = None if is_unnamed else tx.actor.department
    return Voice(
        workspace_id=tx.workspace.id,
        circle_id=room.circle_id if room and room.circle.closed_at is None else None,
        submitter_id=None if is_unnamed else tx.actor.id,
        quote=quote,
        department=room.department if room else own,
        state="waiting",
        brought_at=tx.now,
    )


def _room(tx: Transaction, channel_id: str | None) -> Room | None:
    circle = circles.by_channel(tx, channel_id) if channel_id else None
    if circle is None:
        return None
    return next(room for room in circle.rooms if room.channel_id == channel_id)


def _kept(tx: Transaction, voice: Voice, fields: dict[str, Any], hidden: int) -> Brought:
    for name, value in fields.items():
        setattr(voice, name, value)
    tx.session.flush()
    twins = select(Voice.id).where(
        Voice.workspace_id == tx.workspace.id,
        Voice.state == "waiting",
        Voice.quote == voice.quote,
        Voice.id != voice.id,
    )
    return Brought(voice, hidden, has_twin=tx.session.scalars(twins.limit(1)).first() is not None)


def _mine(tx: Transaction, voice_id: str) -> Voice:
    voice = get(tx, voice_id, for_change=True)
    if voice.submitter_id is None or voice.submitter_id != tx.actor.id:
        raise NotYourVoice
    return voice


def _posts(tx: Transaction, voice: Voice) -> Sequence[Post]:
    found = select(Post).where(
        Post.workspace_id == tx.workspace.id, Post.about_kind == "voice", Post.about_id == voice.id
    )
    return tx.session.scalars(found).all()


def _dialogues(tx: Transaction, voice: Voice) -> Sequence[Dialogue]:
    """Return the dialogues that had the voice on their table; locked, as the rest of what they show may change."""
    found = (
        select(Dialogue)
        .join(SeatedVoice, SeatedVoice.dialogue_id == Dialogue.id)
        .where(
            SeatedVoice.voice_id == (voice.joined_to_id or voice.id), Dialogue.workspace_id == tx.workspace.id
        )
    )
    return tx.session.scalars(found.with_for_update(of=Dialogue)).all()
