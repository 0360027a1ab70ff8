"""Watchwords: phrases that people pin are the nominees of their dialogue, and the most pinned is adopted at its close.

What becomes of one by its pins and its source is decided here, in `_follow`; who is told of it by `bot.watchwords.word_news`,
which words of a longer text it is by `bot.watchwords.phrases`, and what counts with it by `bot.watchwords.same_words`.
"""

from collections.abc import Collection, Iterable

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import aliased

from bot import files, retelling, steps, tally
from bot.delivery.outbox import About
from bot.people.sight import Sight
from bot.plaintext import mentioned, readable
from bot.reports import files as report_files
from bot.tally import Meaning
from bot.transaction import Transaction
from bot.voices import consent
from bot.voices.consent import Reader, Surface
from bot.watchwords import phrases, same_words, word_news
from models import Dialogue, Note, Person, Remark, Voice, Watchword


def pinned(tx: Transaction, about: About, dialogue_id: str) -> None:
    """Follow the pins of a voice, a note or a remark. Needs the dialogue's lock."""
    _follow(tx, about, tx.session.get_one(Dialogue, dialogue_id))


def source_changed(tx: Transaction, kind: str, source_id: str) -> None:
    """Follow an edit, a deletion or a withdrawal: the phrase becomes the new one, or is a watchword no more."""
    known = find(tx, About(kind, source_id))
    if known is not None:
        _follow(tx, About(kind, source_id), tx.session.get_one(Dialogue, known.dialogue_id))
    elif kind == "remark":  # words may have come to a remark that was pinned for its picture
        remark = tx.session.get_one(Remark, source_id)
        _follow(tx, About(kind, source_id), tx.session.get_one(Dialogue, remark.dialogue_id))


def nominees(
    tx: Transaction, dialogue: Dialogue, surface: Surface = Surface.ROOM, reader: Reader = Reader.COLLEAGUE
) -> list[Watchword]:
    """Return what was pinned in a dialogue, the adopted one among it: the most pinned first.

    Of several pinned alike a customer's own words come before a colleague's, then the earliest. What was joined to
    another of the same dialogue is counted there. A surface that does not see a voice (`bot.voices.consent`) is told neither
    its words nor what was noted about it.
    """
    tx.session.flush()
    found = _of_dialogues(tx, [dialogue.id])
    is_colleagues = Watchword.about_kind != "voice"
    by_pins = (Watchword.pins.desc(), is_colleagues, Watchword.nominated_at, Watchword.id)
    every = tx.session.scalars(found.order_by(*by_pins)).all()
    if surface in {Surface.ROOM, Surface.RECORD} and reader is Reader.COLLEAGUE:
        return list(every)
    return [one for one in every if _is_seen(tx, one, surface, reader)]


def adopted_first(
    tx: Transaction, dialogue_ids: Collection[str], surface: Surface, reader: Reader
) -> dict[str, str]:
    """Return the phrase that each dialogue adopted first, of those that this reader may read there."""
    tx.session.flush()
    adopted = _of_dialogues(tx, dialogue_ids).where(Watchword.adopted_at.is_not(None))
    phrases: dict[str, str] = {}
    for one in tx.session.scalars(adopted.order_by(Watchword.adopted_at, Watchword.id)):
        if one.dialogue_id not in phrases and _is_seen(tx, one, surface, reader):
            phrases[one.dialogue_id] = one.phrase
    return phrases


def _of_dialogues(tx: Transaction, dialogue_ids: Collection[str]) -> Select[Watchword]:
    """Return what was pinned in dialogues, but for what is counted with another word of the same one."""
    head = aliased(Watchword)
    return (
        select(Watchword)
        .outerjoin(head, head.id == Watchword.joined_to_id)
        .where(
            Watchword.workspace_id == tx.workspace.id,
            Watchword.dialogue_id.in_(dialogue_ids),
            or_(head.id.is_(None), head.dialogue_id != Watchword.dialogue_id),
        )
    )


def _is_seen(tx: Transaction, one: Watchword, surface: Surface, reader: Reader) -> bool:
    return consent.is_seen(surface, consent.of(tx, About(one.about_kind, one.about_id)), reader)


def adopt(tx: Transaction, dialogue: Dialogue) -> Watchword | None:
    """Adopt the first of the nominees; nobody pinned: none, which is honest."""
    for nominee in nominees(tx, dialogue):
        _follow(tx, About(nominee.about_kind, nominee.about_id), dialogue)
    chosen = next(iter(nominees(tx, dialogue)), None)
    if chosen is not None:
        make_adopted(tx, chosen)
        if chosen.joined_to_id is not None:  # the same words have come back
            make_adopted(tx, tx.session.get_one(Watchword, chosen.joined_to_id))
    return chosen


def first_adopted(words: Iterable[Watchword]) -> Watchword | None:
    """Return which of a dialogue's words was adopted at its close; those adopted later come behind it."""
    adopted = ((one.adopted_at, one.id, one) for one in words if one.adopted_at is not None)
    return min(adopted, key=lambda found: found[:2], default=(None, None, None))[2]


def make_adopted(tx: Transaction, word: Watchword) -> None:
    """Put a nominee on the shelf of the whole workspace."""
    if word.state != "adopted":
        word.state, word.adopted_at = "adopted", tx.now
        tx.session.flush()


def is_seen(tx: Transaction, word: Watchword, sees: Sight) -> bool:
    """Say whether somebody may read a phrase."""
    seen = select(Watchword.id).where(Watchword.id == word.id, sees.words())
    return tx.session.scalar(seen) is not None


def said(tx: Transaction, remark: Remark) -> str:
    """Return a remark's words as people read them."""
    return readable(remark.text, _names(tx, mentioned(remark.text)))


def _follow(tx: Transaction, about: About, dialogue: Dialogue) -> None:
    """Make the watchword of a thing what its words and pins say now."""
    known, text = find(tx, about), text_of(tx, about)
    if known is not None and known.settled_at is not None:
        return
    phrase, why = phrases.standing(tx, about, text)
    pins = tally.people(tx, Meaning.PIN, about) if phrase else 0
    stays = phrase and (pins > 0 or (known is not None and known.state == "adopted"))
    if not phrase:
        phrases.forget(tx, about)
    if not stays:
        if known is not None:
            remove(tx, known, is_source_gone=not phrase)
        return
    if known is None:
        known = Watchword(
            workspace_id=tx.workspace.id,
            circle_id=dialogue.circle_id,
            dialogue_id=dialogue.id,
            about_kind=about.kind,
            about_id=about.id,
            state="nominee",
            nominated_at=tx.now,
        )
        tx.session.add(known)
    has_changed = known.phrase not in {None, phrase}
    if has_changed:
        _forget_files(tx, known)
    known.phrase, known.why, known.pins = phrase, why, pins
    tx.session.flush()
    same_words.recount(tx, known)
    if has_changed:
        steps.origin_changed(tx, dialogue.id, "watchword", known.id)
        word_news.rewritten(tx, known)


def remove(tx: Transaction, word: Watchword, *, is_source_gone: bool) -> None:
    """Take a watchword from the shelf, and what was made of it from Slack. Needs the dialogue's lock.

    Whom it concerns is told if what it came from is gone.
    """
    steps.origin_changed(tx, word.dialogue_id, "watchword", word.id)
    word_news.removed(tx, word, is_source_gone=is_source_gone)
    same_words.leave(tx, word)
    _forget_files(tx, word)
    tx.session.delete(word)
    tx.session.flush()


def _forget_files(tx: Transaction, watchword: Watchword) -> None:
    files.remove(tx, [{"copy_id": file_id} for file_id in watchword.files])
    watchword.files = []
    report_files.gone(tx, "watchword", watchword.id)
    retelling.changed(tx, About("watchword", watchword.id), watchword.circle_id)


def text_of(tx: Transaction, about: About) -> str:
    """Return a voice's, a note's or a remark's words as people read them; empty when they are gone."""
    if about.kind == "voice":
        return tx.session.get_one(Voice, about.id).quote
    if about.kind == "note":
        return tx.session.get_one(Note, about.id).text
    return said(tx, tx.session.get_one(Remark, about.id))


def _names(tx: Transaction, user_ids: set[str]) -> dict[str, str]:
    found = select(Person).where(Person.workspace_id == tx.workspace.id, Person.user_id.in_(user_ids))
    return {person.user_id: person.name for person in tx.session.scalars(found) if person.name}


def find(tx: Transaction, about: About) -> Watchword | None:
    """Return the watchword that came from a thing."""
    return tx.session.scalar(
        select(Watchword).where(
            Watchword.workspace_id == tx.workspace.id,
            Watchword.about_kind == about.kind,
            Watchword.about_id == about.id,
        )
    )
