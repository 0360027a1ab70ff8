"""Where a Japanese name begins and ends, beside words that say it is one.

The dictionary says which words are names. Before 様 and さん also stands who is in no dictionary, and many who are
nobody's name: お客様, 店員さん, 花屋さん (`roles`).
"""

import re

from bot.safeguard import dictionary, roles
from bot.safeguard.dictionary import Word

KANJI = "㐀-鿿豈-﫿𠀀-𯿿々〆ヶ"
KATAKANA = "ァ-ヺーｦ-ﾟ"
_LATIN_NAME = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z'-]{1,20}(?: [A-Z][A-Za-z'-]{1,20}){0,2} ?\Z")
_LETTERS = f"[{KANJI}{KATAKANA}ぁ-ゖ・=]"
_RUN_BACKWARDS = re.compile(rf" ?{_LETTERS}{{1,16}}(?: {_LETTERS}{{1,12}})?")
_NEXT_RUN = re.compile(rf"[{KANJI}{KATAKANA}ぁ-ゖ・ ]{{1,16}}")
_LAST_RUN = re.compile(rf"(?:[{KANJI}]+|[{KATAKANA}・=]+|[ぁ-ゖ]+) ?\Z")
_READING = re.compile(r"\([ぁ-ゖァ-ヺー ]{2,14}\) ?\Z")
_YOUNG = re.compile("くん(?=[がはもにをとへやの、。])")
_PARTICLES = frozenset("のはがもとにで")
_OF_A_NAME = frozenset({"名詞", "動詞", "形容詞", "感動詞"})
_WINDOW = 24

Place = tuple[int, int]


def before(text: str, end: int, *, is_polite: bool) -> Place | None:
    """The name that ends at this place, before an honorific or the words of an introduction.

    Where these are polite, it may be one that no dictionary knows.
    """
    first = max(0, end - _WINDOW)
    if reading := _READING.search(text, first, end):  # 上原（うえはら）様
        named = text[first : reading.start()]
        place = before(named + text[end : end + 4], len(named), is_polite=is_polite)
        return (first + place[0], end) if place else None
    if is_polite and (latin := _LATIN_NAME.search(text[first:end])):
        is_company = latin[0].split(" ")[0] in roles.COMPANIES
        return None if is_company else (first + latin.start(), first + len(text[first:end].rstrip()))
    backwards = _RUN_BACKWARDS.match(text[first:end][::-1])
    if backwards is None:
        return None
    run = backwards[0][::-1]
    place = _at_the_end(run, text[end : end + 4], is_polite=is_polite)
    return (end - len(run) + place[0], end - len(run) + place[1]) if place else None


def _at_the_end(run: str, following: str, *, is_polite: bool) -> Place | None:
    """The name at the end of these words."""
    if not _last_run(run) or roles.is_nobody(_last_run(run)):
        return None
    # What follows decides, too: 届くんです has no くん, 悠斗くんが has one.
    is_young = _YOUNG.match(following) is not None
    words = dictionary.words(run if is_young else run + following)
    if any(word.start < len(run) < word.end for word in words):
        return None
    words = [word for word in words if word.end <= len(run) and run[word.start : word.end].strip()]
    known = _known_name(words, run)
    if not is_polite or (known and _script(run[known[0]]) != "hiragana"):
        return known
    is_young = is_young or following.startswith("ちゃん")
    wider = _unknown_name(words, run, is_young=is_young)
    return min(filter(None, (known, wider)), default=None)


def _known_name(words: list[Word], run: str) -> Place | None:
    """Where a name stands at the end of these words, by the dictionary."""
    rest = list(words)
    start = None
    while rest and (rest[-1].is_name or (start is not None and run[rest[-1].start] in "・=")):
        start = rest.pop().start
    if start is None or roles.is_nobody(run[start:].strip(" ・=")):
        return None
    while run[start] in " ・=":
        start += 1
    if _script(run[start]) == "other":  # グエン・ヴァン・アン: known in part
        start = min(start, len(run.rstrip()) - len(_last_run(run)))
        return start, len(run.rstrip())
    if rest and rest[-1].end == start:
        last = rest[-1]
        if last.part[0] == "接頭辞":  # お一人様
            return None
        is_place = last.part[1] == "固有名詞"  # 神田 is one, but not before a given name
        is_letter = last.end - last.start == 1 and last.part[0] in _OF_A_NAME
        if is_place or (is_letter and _script(run[last.start]) == _script(run[start])):
            start = last.start
    return start, len(run.rstrip())


def _unknown_name(words: list[Word], run: str, *, is_young: bool) -> Place | None:
    """Where a name stands that the dictionary does not know, or takes for another word."""
    if roles.are_meant(run.rstrip()):
        return None
    word, end = _last_run(run), len(run.rstrip())
    start = end - len(word)
    if _script(word[0]) == "hiragana":
        return _name_in_kana(words, run, start, is_young=is_young)
    if is_young and len(word) == 2 and _script(word[0]) == "kanji":
        return start, end
    inside = [known for known in words if known.start >= start]
    if len(word) > 1 and not dictionary.parts(word) and not (inside and inside[-1].part[0] == "接尾辞"):
        longest = 5 if _script(word[0]) == "kanji" else 12
        return (start, end) if len(word) <= longest and len(inside) < 4 else None
    for first in sorted({start, *(known.start for known in inside[-1:])}):
        if any(part[2] == "人名" for part in dictionary.parts(run[first:end])):
            return first, end
    return None


def _name_in_kana(words: list[Word], run: str, first: int, *, is_young: bool) -> Place | None:
    """A name in hiragana, from `first` on: the words before it run into it."""
    end = len(run.rstrip())
    particles = {word.end: run[word.start : word.end] for word in words if word.part[0] == "助詞"}
    if any(roles.is_nobody(run[place:end]) for place in particles):
        return None  # うちのわんちゃん
    for start in range(max(first, end - 5), end - 1):
        word, before = run[start:end], run[start - 1 : start]
        if roles.are_meant(word):
            continue
        begins = start == first or start in particles or before in _PARTICLES
        if begins and any(part[2] == "人名" for part in dictionary.parts(word)):
            return start, end
        # Who is in no dictionary is known by nothing before, or by の; a child by any particle.
        is_alone = start == 0 and (is_young or not any(first < place <= end for place in particles))
        after_particle = particles.get(start) == "の" or (is_young and before in _PARTICLES)
        if is_alone or after_particle:
            return start, end
    return None


def _last_run(run: str) -> str:
    """The end of these words that is written in one script."""
    found = _LAST_RUN.search(run)
    return found[0].strip(" ・=") if found else ""


def after(text: str, start: int, *, called: str = "") -> Place | None:
    """The name that begins at this place; `called`: 名 or 姓, where people are called by that alone."""
    rest = _NEXT_RUN.match(text, start)
    if rest is None:
        return None
    end = 0
    for word in dictionary.words(rest[0]):
        is_called = called and _can_be(called, rest[0][: word.end])
        if not (is_called or word.is_name or (end and rest[0][word.start : word.end] in {" ", "・"})):
            break
        end, called = word.end, ""
    name = rest[0][:end].rstrip(" ・")
    return (start, start + len(name)) if name else None


def is_whole_name(name: str) -> bool:
    """Whether this is a surname, or one and more."""
    words = dictionary.words(name)
    return all(word.is_name for word in words) and (words[0].is_surname or len(words) > 1)


def is_full_name(name: str) -> bool:
    """Whether this is a surname and a given name that is no other word: 大島紬 is a cloth, 山田錦 a rice."""
    words = dictionary.words(name)
    if len(words) != 2 or not (words[0].is_surname and words[1].is_given_name):
        return False
    return all(part[1] != "普通名詞" for part in dictionary.parts(name[words[1].start :]))


def _can_be(kind: str, word: str) -> bool:
    """Whether there are people of this name: given names are everyday words, too (孫の葵が), surnames places."""
    parts = dictionary.parts(word)
    is_only_a_name = all(part[1] == "固有名詞" for part in parts)
    return any(part[3] == kind for part in parts) and (kind == "名" or is_only_a_name)


def _script(letter: str) -> str:
    if "ぁ" <= letter <= "ゖ":
        return "hiragana"
    return "kanji" if re.match(f"[{KANJI}]", letter) else "other"
