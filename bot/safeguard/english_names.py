"""Names in English sentences: after a title, in an introduction, beside a word for a relative, under a letter."""

import re
from collections.abc import Iterator

from bot.safeguard import given_names, roles
from bot.safeguard.folding import english
from bot.safeguard.spans import Kind, Span

_LOWER = "a-zß-öø-ÿ"
_WORD = rf"(?:[A-ZÀ-ÖØ-Þ](?:\.(?= ?[A-Z])|'[A-Z][{_LOWER}]{{1,20}}|[{_LOWER}]{{1,20}}(?:[-'][A-Z][{_LOWER}]{{1,20}}|[A-Z][{_LOWER}]{{1,20}})?))"
_NAME = rf"(?P<name>{_WORD}(?: (?:(?:de|van|von|der|la|bin|al) ){{0,2}}{_WORD}){{0,2}})(?![A-Za-z])"
_START = r"(?<![A-Za-z'@])"
_TITLED = re.compile(
    rf"{_START}(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Madam|Madame|Rev|Mister|Doctor|MR|MRS|MS|DR)\.? "
    rf"(?:{_NAME}|(?P<capitals>[A-Z][A-Z'-]{{1,20}}(?: [A-Z][A-Z'-]{{1,20}})?)(?![A-Za-z]))"
)
_WHICH = "old|late|young|little|best|older|younger|new|nice|sales|shop|store"
_RELATIVE = (
    "husband|wife|son|daughter|mother|father|mom|mum|dad|sister|brother|friend|colleague|neighbou?r|grandson|granddaughter"
    "|grandmother|grandfather|grandma|grandpa|aunt|uncle|partner|boss|manager|assistant|clerk|agent|rep|cousin|niece|nephew"
    "|girlfriend|boyfriend|fianc[eé]e?|teacher|coworker|cashier|technician|courier|driver|roommate|baby|kid"
)
_CUES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_START}(?i:my name is|my name's|the name is|the name's|name is|i go by|a (?:lady|woman|man|guy|clerk) (?:named|called)) {_NAME}",
        rf"{_START}(?i:(?:full |last |first |customer |contact )?name|attn|attention|customer|signed|contact|recipient|buyer)[:=] ?{_NAME}",
        rf"{_START}(?i:ask for|asking for|spoke (?:with|to)|talked (?:with|to)|talking to|served by|helped by|thanks to|dear|c/o|attn\.?) {_NAME}",
        rf"{_START}(?i:this is|it's|it is) {_NAME}(?=,? (?:speaking|calling|here|again|writing|from|with|at|on behalf)(?![a-z]))",
        rf"{_START}(?:[Tt]his is|[Tt]hat was) {_NAME}(?=\.)",
        rf"(?:\A|[.!?\"“\n] ?|(?i:hello|hi|hey),? ){_NAME}(?=,? (?:speaking|here)[,.!: ])",
        rf"{_START}(?:I'm|I am) {_NAME}(?= (?:from|calling|and|here|with|at|speaking|again)(?![a-z])|[,.!]|\Z)",
        rf"{_START}(?:[Mm]y|[Oo]ur|[Yy]our|[Hh]is|[Hh]er|[Tt]heir|[Tt]he|[Aa]) (?:{_WHICH} )?(?:{_RELATIVE}),? {_NAME}",
        rf"(?i:regards|wishes|sincerely|faithfully|truly|thanks|thank you|cheers|best|love|yours|respectfully)[,.]?[ \n]+{_NAME}\.?(?=\s*(?:\Z|\n))",
        rf"{_START}{_NAME}(?=-(?:san|sama|kun|chan|sensei)(?![a-z]))",
        rf"\n(?:- ?|-- ?)?{_NAME}\s*\Z",
    )
)
_FULL = re.compile(rf"{_START}(?P<first>[A-Z][a-z]{{1,14}}) (?=(?:[A-Z]\. )?(?P<last>{_WORD})(?![A-Za-z]))")
_TELLS = re.compile(
    rf"{_START}(?P<first>[A-Z][a-z]{{1,14}})(?= (?:said|says|wrote|writes|told|asked|asks|wants|would like|loves|bought|rang"
    rf"|called|emailed|mentioned|complained|suggested|phoned|thinks)(?![a-z])|'s (?:{_RELATIVE})(?![a-z]))"
)


def find(folded: str) -> Iterator[Span]:
    for stretch in english(folded):
        for places in (_titled, _cued, _in_full):
            for start, end in places(folded, *stretch):
                yield Span(start, end, Kind.NAME)


def _titled(folded: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    for found in _TITLED.finditer(folded, first, last):
        start = found.start("name" if found["name"] else "capitals")
        words = found["name"] or found["capitals"]
        if words.split(" ")[0] not in roles.BRANDS_WITH_A_TITLE:
            yield start, start + _name_length(words, is_titled=True)


def _cued(folded: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    for cue in _CUES:
        for found in cue.finditer(folded, first, last):
            if length := _name_length(found["name"], is_titled=False):
                yield found.start("name"), found.start("name") + length


def _in_full(folded: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Whoever bears a common given name, beside a surname, a word for telling, or as somebody's mother has it."""
    for found in _FULL.finditer(folded, first, last):
        if found["first"] in given_names.GIVEN and found["last"] not in given_names.NO_SURNAME:
            yield found.start("first"), found.end("last")
    for found in _TELLS.finditer(folded, first, last):
        if found["first"] in given_names.GIVEN:
            yield found.span("first")


def _name_length(name: str, *, is_titled: bool) -> int:
    """How many characters of these capitalised words are a name."""
    kept: list[str] = []
    for word in name.split(" "):
        is_first_of_a_title = is_titled and not kept  # Mr. English is one
        if not is_first_of_a_title and (word in given_names.NO_NAME or (not kept and _is_nationality(word))):
            break
        kept.append(word)
    return len(" ".join(kept))


def _is_nationality(word: str) -> bool:
    return word not in given_names.GIVEN and word.endswith(
        ("ese", "ish", "ian", "ean", "can", "Dutch", "French")
    )
