"""Whether two voices say the same thing: so surely that they are heard as one, and never two complaints as one.

Common letter pairs alone cannot tell: 「片手で開けにくい」 and 「片手で開けやすい」 share most of them, and so do "too tight" and
"too loose". So a likeness of `SAME` only says who is worth a closer look. Then the words are laid side by side without
what carries no meaning (articles, polite endings, は and が, kana, width), and whatever still differs has to be an
ending such as 重い and 重くて. A negation, a number, a kanji or one word more is another complaint. Two voices that
are heard apart though they mean the same cost little; one that vanishes under another would be lost.
"""

import re
import unicodedata
from difflib import SequenceMatcher
from itertools import pairwise

from bot.spelling import KATAKANA_TO_HIRAGANA

Wording = frozenset[str]

SAME = 0.7
"""The likeness from which two wordings are laid side by side. `tests/bot/test_likeness.py` has the pairs."""
SAYS_ENOUGH = 6
"""Japanese letters, a word of Latin ones counting two: 「高い」 alone may be about anything."""
COMPARED_LENGTH = 500  # characters, as long as a quote may be

_PUNCTUATION = re.compile(r"[\W_]")
_SENTENCE_ENDS = re.compile(r"[。.!?\n]+")
_NOT = re.compile(r"n['’]t\b|\bcannot\b")
_GIST = re.compile(
    r"[一-归彔-怜怞-愞愠-末札-止此-盳盵-\u9fff]+|\d+|\b(?!reall|quite)[a-z]{5}(?<!s\b)"
)  # without 思 感 正 直 本 当, as in fillers
_ENDS_WITH = (
    *("と思います", "と思いました", "と思う", "と感じます", "んですけど", "んですが", "んです", "のです"),
    *("ですけれど", "ですけど", "ですが", "ですよ", "です", "でした", "ますが", "ます", "ました", "た"),
    *("ので", "けれども", "けれど", "けど", "よね", "ね", "よ"),
)
_POLITE = re.compile(f"(?:{'|'.join(_ENDS_WITH)})+$")
_PLAIN_FORMS = {re.compile("ません(?:でした)?$"): "ない", re.compile("て[い]?ます$"): "ている"}
_FILLERS = re.compile(r"とても|すごく|かなり|本当に|ほんとうに|ほんとに|正直|なんだか|なんか|やっぱり|やはり")
_TOPIC = re.compile(r"[はも](?=$|[\u4e00-\u9fff\u30a0-\u30ffa-z0-9])")
_UNIT = re.compile(r"[a-z]+|\d+|[^\W_]")
_LIGHT_WORDS = frozenset(
    {
        "a",
        "an",
        "the",
        "is",
        "are",
        "was",
        "were",
        "be",
        "am",
        "i",
        "we",
        "my",
        "our",
        "me",
        "it",
        "its",
        "this",
    }
    | {"that", "very", "really", "so", "just", "quite", "can", "ca", "s", "m", "re", "ve"}
)
_ENDINGS = frozenset({"", "い", "く", "くて", "かった", "て", "た", "る", "が"})
_BEFORE_AN_ENDING = re.compile(r"[\u4e00-\u9fffっ]")


def wording(text: str) -> Wording:
    """Return the pairs of neighbouring letters, by which wordings are compared."""
    letters = _PUNCTUATION.sub("", unicodedata.normalize("NFKC", text[:COMPARED_LENGTH]).casefold())
    return frozenset(map("".join, pairwise(letters))) or frozenset({letters or text})


def likeness(one: Wording, other: Wording) -> float:
    """How alike two wordings are: 0 for no two letters in common, 1 for the same (Dice's coefficient)."""
    return 2 * len(one & other) / (len(one) + len(other))


def said(text: str) -> tuple[str, ...]:
    """Return what a text says, letter by letter (Latin ones word by word), without what carries no meaning."""
    sentences = [_bare(one) for one in _SENTENCE_ENDS.split(_FILLERS.sub("", _plain(text)))]
    units = (unit for sentence in sentences for unit in _UNIT.findall(_TOPIC.sub("が", sentence)))
    return tuple(
        _singular(unit).translate(KATAKANA_TO_HIRAGANA) for unit in units if unit not in _LIGHT_WORDS
    )


def gist(text: str) -> str:
    """Return what texts that say the same have in common, kanji, numbers and long words: quick to compare."""
    return "".join(_GIST.findall(_plain(text)))


def says_enough(units: tuple[str, ...]) -> bool:
    """Say whether words tell by themselves what they are about."""
    return sum(2 if unit.isascii() and unit.isalpha() else 1 for unit in units) >= SAYS_ENOUGH


def say_the_same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Say whether two texts (`said`) differ in nothing but endings."""
    if one == other:
        return True
    for tag, begin, end, other_begin, other_end in SequenceMatcher(
        None, one, other, autojunk=False
    ).get_opcodes():
        if tag == "equal":
            continue
        is_after_stem = begin > 0 and _BEFORE_AN_ENDING.fullmatch(one[begin - 1]) is not None
        parts = {"".join(one[begin:end]), "".join(other[other_begin:other_end])}
        if not is_after_stem or not parts <= _ENDINGS:
            return False
    return True


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text[:COMPARED_LENGTH]).casefold()
    return folded if folded.isalpha() else _NOT.sub(" not", folded)


def _bare(sentence: str) -> str:
    """Return a sentence in the plain form, without how politely it ends."""
    plain_form = sentence.rstrip()
    for polite, plain in _PLAIN_FORMS.items():
        plain_form = polite.sub(plain, plain_form)
    return _POLITE.sub("", plain_form)


def _singular(unit: str) -> str:
    return unit[:-1] if len(unit) > 3 and unit.isascii() and re.search("[^s]s$", unit) else unit
