"""Phrases: of a longer text that was pinned, the words that stay. Whoever pinned it chooses them, as they were said.

Each pinner's choice stands as long as their pin and the words themselves do. Of several the one that most chose is
told, then the one that was chosen first; until somebody chose it is the beginning of the text.
"""

import re
from collections import Counter
from collections.abc import Collection

from pydantic import BaseModel, ConfigDict
from sqlalchemy import Select, select

from bot import safeguard, tally
from bot.delivery.outbox import About
from bot.fields import fitting
from bot.plaintext import shorten
from bot.refusals import Empty, Gone, Refusal
from bot.tally import Meaning
from bot.transaction import Transaction
from models import ChosenPhrase

PHRASE_CHARACTERS = 60
LONGEST = {"phrase": PHRASE_CHARACTERS, "why": 100}
OFFERED = 5
SAYS_ENOUGH = 4
"""Characters below which a sentence is no phrase to remember."""
LEFT_OUT = "…"
_SENTENCE = re.compile(r".+?(?:[。．！？]+[」』）]*|[.!?]+[)”]*(?=\s|$)|$)")
_CLAUSES = re.compile(r"[^、,，;；]+[、,，;；]?")
_ENDS = " 　。．.、，,;；"


class PhraseForm(BaseModel):
    """What somebody would keep of a text, and why it stayed with them."""

    model_config = ConfigDict(extra="ignore", hide_input_in_errors=True)

    phrase: str | None = None
    why: str | None = None


class NotSaid(Refusal):
    """The words do not stand in the text so."""

    key = "watchword-not-said"
    field = "phrase"


class NotPinned(Refusal):
    """Only whoever pins a text chooses its words."""

    key = "watchword-not-pinned"
    field = "phrase"


def is_long(text: str) -> bool:
    """Say whether a text is longer than a phrase."""
    return len(one_line(text)) > PHRASE_CHARACTERS


def one_line(text: str) -> str:
    return " ".join(text.split())


def candidates(text: str) -> list[str]:
    """Return the sentences of a text, in order, that could stay as they are; of too long ones their clauses."""
    found: list[str] = []
    for sentence in _split(text):
        parts = [sentence] if len(sentence) <= PHRASE_CHARACTERS else _clauses(sentence)
        found += [part for part in parts if len(part) >= SAYS_ENOUGH]
    return list(dict.fromkeys(found))[:OFFERED]


def standing(tx: Transaction, about: About, text: str) -> tuple[str, str | None]:
    """Return what is told of a thing's text, in one line of at most 60 characters, and why it stayed."""
    line = one_line(text)
    if not is_long(line):
        return line, None
    chosen = [one for one in _choices(tx, about) if stands_in(one.phrase, line)]
    if not chosen:
        return beginning(line), None
    times = Counter(one.phrase for one in chosen)
    first = max(chosen, key=lambda one: times[one.phrase])
    why = next((one.why for one in chosen if one.phrase == first.phrase and one.why), None)
    return first.phrase, why


def beginning(line: str) -> str:
    """Return as much of a line as fits; where words have spaces between them, none is cut in two."""
    cut = shorten(line, PHRASE_CHARACTERS)[0]
    whole = cut.removesuffix(LEFT_OUT).rpartition(" ")[0].strip(_ENDS)
    return f"{whole}{LEFT_OUT}" if len(whole) > PHRASE_CHARACTERS // 2 else cut


def stands_in(phrase: str, line: str) -> bool:
    """Say whether words stand in a text as they were said; what is left out between is an ellipsis."""
    at = 0
    parts = [part.strip() for part in phrase.split(LEFT_OUT)]
    for part in parts:
        found = line.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return any(parts)


def choose(tx: Transaction, about: About, text: str, form: PhraseForm) -> None:
    """Keep what the actor would keep of a text that they pin.

    Refuses with `Gone`, and at the field: `Empty`, `TooLong`, `NotSaid`, `NotPinned`.
    """
    require_pinner(tx, about)
    line = one_line(text)
    if not line:
        raise Gone
    phrase = one_line(fitting("phrase", form.phrase or "", PHRASE_CHARACTERS))
    why = safeguard.mask(
        fitting("why", form.why or "", LONGEST["why"]),
        tx.words("voice-hidden"),
        kinds=safeguard.BESIDES_NAMES,
    ).text
    if not phrase:
        raise Empty(field="phrase")
    if not stands_in(phrase, line):
        raise NotSaid
    known = tx.session.scalar(_of(tx, about).where(ChosenPhrase.person_id == tx.actor.id))
    if known is None:
        known = ChosenPhrase(
            workspace_id=tx.workspace.id,
            about_kind=about.kind,
            about_id=about.id,
            person_id=tx.actor.id,
        )
        tx.session.add(known)
    known.phrase, known.why, known.chosen_at = phrase, why or None, tx.now
    tx.session.flush()


def require_pinner(tx: Transaction, about: About) -> None:
    """Refuse with `NotPinned` whoever does not pin a thing."""
    if tx.actor.id not in {person.id for person, _ in tally.marks(tx, Meaning.PIN, about)}:
        raise NotPinned


def forget(tx: Transaction, about: About, *, keeps: Collection[str] = ()) -> None:
    """Forget what was chosen of a thing but by these people (ids)."""
    tx.session.flush()
    for one in tx.session.scalars(_of(tx, about)).all():
        if one.person_id not in keeps:
            tx.session.delete(one)
    tx.session.flush()


def _choices(tx: Transaction, about: About) -> list[ChosenPhrase]:
    tx.session.flush()
    pinners = {person.id for person, _ in tally.marks(tx, Meaning.PIN, about)}
    in_order = _of(tx, about).order_by(ChosenPhrase.chosen_at, ChosenPhrase.id)
    return [one for one in tx.session.scalars(in_order) if one.person_id in pinners]


def _of(tx: Transaction, about: About) -> Select[ChosenPhrase]:
    return select(ChosenPhrase).where(
        ChosenPhrase.workspace_id == tx.workspace.id,
        ChosenPhrase.about_kind == about.kind,
        ChosenPhrase.about_id == about.id,
    )


def _split(text: str) -> list[str]:
    """Return the sentences of a text without the sign that ends them."""
    sentences: list[str] = []
    for line in text.splitlines():
        sentences += [bare for one in _SENTENCE.findall(line) if (bare := one_line(one).strip(_ENDS))]
    return sentences


def _clauses(sentence: str) -> list[str]:
    """Return the longest runs of clauses of a sentence that fit."""
    runs: list[str] = []
    for clause in _CLAUSES.findall(sentence):
        if runs and len(runs[-1] + clause) <= PHRASE_CHARACTERS:
            runs[-1] += clause
        else:
            runs.append(clause)
    return [bare for run in runs if len(bare := run.strip(_ENDS)) <= PHRASE_CHARACTERS]
