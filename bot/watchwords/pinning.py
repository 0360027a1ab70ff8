"""Pinning: what follows when somebody pins a text, and what they can say of it afterwards.

The thread reads one line at the first pin. Whoever pinned a text longer than a phrase may choose its words, and of two
phrases that say nearly the same whoever pinned the second may join them. After the close a nominee becomes a watchword
when enough people of enough departments stand behind it (`bot.agreement`), by 📌 or by the button in a list.
"""

from sqlalchemy import select

from bot import inbox, tally
from bot.delivery.outbox import About
from bot.dialogues import deciding, dialogue_rows, record
from bot.people import sight
from bot.refusals import Gone
from bot.tally import Meaning
from bot.texts import words
from bot.transaction import Transaction
from bot.views import pinning as views
from bot.watchwords import phrases, same_words, watchwords, word_news
from bot.watchwords.phrases import PhraseForm
from models import Dialogue, Person, Reaction, Thread, Watchword

BY_BUTTON = "watchword.adopt"
"""Stands for the emoji of a pin that was set with a button."""
OF_A_DIALOGUE = {"voice", "note", "remark"}


def pinned(tx: Transaction, person: Person, channel_id: str, about: About, dialogue_id: str) -> None:
    """Offer what somebody can do who has just pinned a thing in a channel. Needs the dialogue's lock."""
    word = watchwords.find(tx, about)
    if word is None:
        return
    dialogue = tx.session.get_one(Dialogue, dialogue_id)
    thread = next((one for one in dialogue.threads if one.channel_id == channel_id), None)
    if thread is None:
        return
    is_first = word_news.first_pinned(tx, word, thread)
    _offer_words(tx, person, thread, about)
    if is_first:
        _offer_joining(tx, person, thread, word)


def to_trim(tx: Transaction, about: About) -> tuple[str, PhraseForm]:
    """Return a text that the actor pins, and the words of it that stay as yet. Refuses with `Gone`, `NotPinned`."""
    word, _ = _of(tx, about)
    phrases.require_pinner(tx, about)
    return watchwords.text_of(tx, about), PhraseForm(phrase=word.phrase, why=None)


def choose(tx: Transaction, about: About, form: PhraseForm) -> Watchword:
    """Let the actor choose which words of a text they pinned stay. Refuses as `phrases.choose`."""
    _, dialogue = _of(tx, about)
    phrases.choose(tx, about, watchwords.text_of(tx, about), form)
    watchwords.pinned(tx, about, dialogue.id)
    deciding.recount(tx, dialogue)
    record.correct(tx, dialogue)
    return _of(tx, about)[0]


def support(tx: Transaction, word_id: str, channel_id: str, *, is_on: bool) -> bool:
    """Put a phrase forward with a button, or no longer; say whether it is a watchword. Refuses with `Gone`."""
    word = to_support(tx, word_id, channel_id)
    dialogue = dialogue_rows.lock(tx, word.dialogue_id)
    about = About(word.about_kind, word.about_id)
    mine = [mark for person, mark in tally.marks(tx, Meaning.PIN, about) if person.id == tx.actor.id]
    if is_on and not mine:
        _mark(tx, word, channel_id)
    for mark in mine if not is_on else ():
        mark.is_on, mark.changed_at = False, tx.now
    tx.session.flush()
    changed(tx, about, dialogue)
    left = watchwords.find(tx, about)
    return left is not None and left.state == "adopted"


def to_support(tx: Transaction, word_id: str, channel_id: str | None = None) -> Watchword:
    """Return a phrase that the actor may read. Refuses with `Gone`."""
    tx.session.flush()
    word = tx.find(Watchword, word_id)
    if word is None:
        raise Gone
    if not watchwords.is_seen(tx, word, sight.of_actor(tx, channel_id)):
        raise Gone
    return word


def changed(tx: Transaction, about: About, dialogue: Dialogue) -> None:
    """Follow the pins of a thing. Needs the dialogue's lock."""
    watchwords.pinned(tx, about, dialogue.id)
    deciding.recount(tx, dialogue)
    word = watchwords.find(tx, about)
    if word is not None and dialogue.state == "closed":
        _consider(tx, word)


def _consider(tx: Transaction, word: Watchword) -> None:
    """Adopt a nominee that enough people of enough departments stand behind."""
    head = tx.session.get_one(Watchword, word.joined_to_id) if word.joined_to_id else word
    if head.state == "adopted":
        return
    behind = same_words.supporters(tx, head)
    of = {_department(tx, head, person, channel_id) for person, channel_id in behind} - {None}
    if len(behind) < tx.agreement.people or len(of) < tx.agreement.departments:
        return
    watchwords.make_adopted(tx, head)
    word_news.adopted_later(tx, head)
    record.correct(tx, tx.session.get_one(Dialogue, head.dialogue_id))


def _department(tx: Transaction, word: Watchword, person: Person, channel_id: str) -> str | None:
    """Return the department of the room that somebody pinned from, else the one they are of."""
    circle = tx.session.get_one(Dialogue, word.dialogue_id).circle
    here = next((room.department for room in circle.rooms if room.channel_id == channel_id), None)
    return here or person.department


def _mark(tx: Transaction, word: Watchword, channel_id: str) -> None:
    """Keep a pin by a button, as one by an emoji is kept; it stands on no message."""
    place = {"channel_id": channel_id, "ts": word.id, "emoji": BY_BUTTON}
    tx.add_once(
        Reaction,
        workspace_id=tx.workspace.id,
        person_id=tx.actor.id,
        meaning=Meaning.PIN,
        about_kind=word.about_kind,
        about_id=word.about_id,
        dialogue_id=word.dialogue_id,
        is_on=False,
        event_ts="0",
        changed_at=tx.now,
        **place,
    )
    kept = select(Reaction).where(
        Reaction.workspace_id == tx.workspace.id,
        Reaction.person_id == tx.actor.id,
        *(getattr(Reaction, column) == value for column, value in place.items()),
    )
    mark = tx.session.scalars(kept.execution_options(populate_existing=True)).one()
    mark.is_on, mark.changed_at = True, tx.now


def _of(tx: Transaction, about: About) -> tuple[Watchword, Dialogue]:
    """Return the phrase of a thing with its dialogue, locked. Refuses with `Gone`."""
    tx.session.flush()
    word = watchwords.find(tx, about)
    if word is None:
        raise Gone
    dialogue = dialogue_rows.lock(tx, word.dialogue_id)
    word = watchwords.find(tx, about)
    if word is None:
        raise Gone
    return word, dialogue


def _offer_words(tx: Transaction, person: Person, thread: Thread, about: About) -> None:
    """Offer whoever pinned a text longer than a phrase, once, which of its words stay."""
    text = watchwords.text_of(tx, about)
    if phrases.is_long(text) and inbox.first_time(tx, f"phrase:{about.kind}:{about.id}:{person.user_id}"):
        said = words(person.locale or thread.dialogue.circle.language)
        message = views.which_words(said, about, phrases.candidates(text))
        tx.outbox.ephemeral(thread.channel_id, person.user_id, message, thread_ts=thread.ts)


def _offer_joining(tx: Transaction, person: Person, thread: Thread, word: Watchword) -> None:
    twin = same_words.twin_of(tx, word, person, thread.channel_id)
    if twin is not None:
        said = words(person.locale or thread.dialogue.circle.language)
        message = views.nearly_same(said, word, twin)
        tx.outbox.ephemeral(thread.channel_id, person.user_id, message, thread_ts=thread.ts)
