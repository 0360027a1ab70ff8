"""Aliases: who somebody is in a dialogue where they give no name, told by nobody once it has closed.

An alias is the person's Slack id, keyed with random bytes that belong to the dialogue. As long as it is open, the
same person is the same alias, goes by the same noun and can change what they said. At the close the key is
destroyed, and `shred` takes it out of the database's files as well (decision 0010).

Whoever calls this for what somebody says without a name keeps in that transaction no row that names them: no inbox
row, no change of their person, no private message (`handlers.listening.begin(…, leaves_no_trace=True)`).
"""

import hmac
import secrets
from hashlib import sha256
from typing import cast

from sqlalchemy import delete, exists, select, update

from bot.keeping import shredding
from bot.keeping.shredding import Keys
from bot.refusals import Refusal
from bot.texts import Words, words
from bot.transaction import Database, Transaction
from models import Alias, AliasKey, Base, Dialogue, Person, UnderAlias

KEY_BYTES = 32
ALIAS_CHARACTERS = 32
NOUNS = (
    *("acorn", "apricot", "barley", "brook", "candle", "cedar", "chestnut", "clover", "cosmos", "cushion"),
    *("dandelion", "dew", "dragonfly", "firefly", "fireside", "cricket", "honey", "horsetail", "kitten"),
    *("lantern", "lark", "maple", "mitten", "moonlight", "morning-glory", "mountain-path", "osmanthus"),
    *("peach", "pebble", "persimmon", "plum", "porch", "powder-snow", "puppy", "rabbit", "rainbow"),
    *("rice-ball", "robin", "scarf", "seashell", "soft-breeze", "sparrow", "spring-rain", "squirrel"),
    *("starry-sky", "sunbeam", "sunflower", "sunny-spot", "sunset", "swallow", "tangerine", "teacup"),
    *("teapot", "tree-shade", "turtle", "violet", "walnut", "willow", "wind-chime", "woolen-blanket"),
    *("young-leaf", "yuzu"),
)
PLACES = ("forest", "garden", "hill", "seaside", "village")
"""Where a noun stands when each has been given: `hill/acorn`."""
KEYS = Keys(
    AliasKey,
    AliasKey.dialogue_id,
    has_ended=exists().where(Dialogue.id == AliasKey.dialogue_id, Dialogue.state == "closed"),
)


class NoLongerKnown(Refusal):
    """The dialogue has closed: nobody knows any more who said what without a name."""

    key = "error-unnamed-closed"


def of(tx: Transaction, dialogue: Dialogue, person: Person) -> str:
    """Return the person's alias in a dialogue, the same until its close. Refuses with `NoLongerKnown` after it."""
    return keyed(tx, dialogue, f"person:{person.user_id}")[:ALIAS_CHARACTERS]


def keyed(tx: Transaction, dialogue: Dialogue, what: str) -> str:
    """Return a token for `what`, as hexadecimal digits, that nobody can make again after the close."""
    message = f"{tx.workspace.id}:{dialogue.id}:{what}".encode()
    return hmac.new(_key(tx, dialogue), message, sha256).hexdigest()


def name(tx: Transaction, dialogue: Dialogue, person: Person) -> str:
    """Return what the person goes by in a dialogue, in its language: a noun that nobody else there has."""
    return shown(words(dialogue.circle.language), noun(tx, dialogue, of(tx, dialogue, person)))


def noun(tx: Transaction, dialogue: Dialogue, alias: str) -> str:
    """Return the noun of an alias, as rows keep it; the first time one is drawn that nobody else has."""
    given = _noun(tx, dialogue, alias)
    if given is None:
        _lock(tx, dialogue)
        given = _noun(tx, dialogue, alias)
    if given is None:
        given = _draw(tx, dialogue)
        tx.session.add(Alias(workspace_id=tx.workspace.id, dialogue_id=dialogue.id, alias=alias, name=given))
        tx.session.flush()
    return given


def shown(words: Words, noun: str) -> str:
    """Return a noun as people read it."""
    place, _, thing = noun.rpartition("/")
    read = words(f"alias-{thing}")
    return words("alias-at", place=words(f"alias-at-{place}"), thing=read) if place else read


def destroy(tx: Transaction, dialogue: Dialogue) -> None:
    """Cut what was said without a name from whoever said it, for ever. Needs the dialogue's lock; done at its close.

    The key is gone with the commit for whoever asks the database, and from its files with the next `shred`.
    """
    tx.session.flush()
    for mapper in Base.registry.mappers:
        if issubclass(mapper.class_, UnderAlias):
            of_dialogue = mapper.columns["dialogue_id"] == dialogue.id
            tx.session.execute(update(mapper.class_).where(of_dialogue).values(alias=None))
    tx.session.execute(delete(Alias).where(Alias.dialogue_id == dialogue.id))
    tx.session.execute(update(AliasKey).where(AliasKey.dialogue_id == dialogue.id).values(key=None))


def shred(database: Database) -> bool:
    """Take the keys of closed dialogues out of the database's files; False: not yet possible."""
    return shredding.shred(database, KEYS)


def _key(tx: Transaction, dialogue: Dialogue) -> bytes:
    found = select(AliasKey.key).where(
        AliasKey.workspace_id == tx.workspace.id, AliasKey.dialogue_id == dialogue.id
    )
    kept = tx.session.execute(found).one_or_none()
    if kept is None:
        if _lock(tx, dialogue) == "closed":
            raise NoLongerKnown
        tx.add_once(
            AliasKey,
            workspace_id=tx.workspace.id,
            dialogue_id=dialogue.id,
            key=secrets.token_bytes(KEY_BYTES),
        )
        kept = tx.session.execute(found).one()
    if kept.key is None:
        raise NoLongerKnown
    return cast("bytes", kept.key)


def _lock(tx: Transaction, dialogue: Dialogue) -> str:
    """Let nobody else change the dialogue; return the state that it is in by now."""
    tx.session.flush()
    state = select(Dialogue.state).where(Dialogue.workspace_id == tx.workspace.id, Dialogue.id == dialogue.id)
    return tx.session.scalars(state.with_for_update()).one()


def _noun(tx: Transaction, dialogue: Dialogue, alias: str) -> str | None:
    return tx.session.scalar(
        select(Alias.name).where(
            Alias.workspace_id == tx.workspace.id, Alias.dialogue_id == dialogue.id, Alias.alias == alias
        )
    )


def _draw(tx: Transaction, dialogue: Dialogue) -> str:
    """Draw a noun that is free; each stands in several places before one would be given twice."""
    taken = set(tx.session.scalars(select(Alias.name).where(Alias.dialogue_id == dialogue.id)))
    for place in ("", *PLACES):
        free = [one for thing in NOUNS if (one := f"{place}/{thing}" if place else thing) not in taken]
        if free:
            return secrets.choice(free)
    raise OverflowError("more people without a name than nouns for them")
