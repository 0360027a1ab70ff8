"""Typography: where the lines of a phrase break, and how large it can stand in a box.

Japanese breaks between phrases (a word with the particles behind it), as one would read it aloud; no line begins with
what belongs to the one before (、。」ー っ …) or ends with what belongs to the next (「), which is kinsoku, as
https://www.w3.org/TR/jlreq/#line_composition lays it out. Words in letters stay whole. Lines are about equally long.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.safeguard import dictionary

NO_START = frozenset(
    "、。，．・：；？！ー々〻ゝゞヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ～〜゠‐–）」』】〉》〕］｝〗〙〟’”»"
    ",.:;?!)]}%％‰℃°′″…‥—―❗❓‼⁉"
)
NO_END = frozenset("（「『【〈《〔［｛〖〘〝‘“«([{￥＄¥$£€№＃#@＠")
PAIRED = frozenset("…‥—―")
"""Two of them side by side are one sign."""
JOINER, KEYCAP = "\u200d", "\u20e3"
SKIN_TONES = range(0x1F3FB, 0x1F400)
FLAG_LETTERS = range(0x1F1E6, 0x1F200)
TAGS = range(0xE0020, 0xE0080)

NONE, COMPOUND, INSIDE = 0.0, 0.12, 0.6
"""What it costs to break before a phrase, within a compound, and within a phrase."""
A_LINE = 0.02
"""Of two ways that are about as good, the one with fewer lines."""
AFTER_A_PAUSE = -0.1
"""It is better to break after 、 than elsewhere."""
GROWTH = 0.96
"""Each size that is tried is so much of the one before."""
CLEAN_SHARE = 0.62
"""Letters may be so much smaller than they could be, rather than have a phrase broken."""
WHOLE_WORDS_DOWN_TO = 24
"""Pixels; a word that does not even fit at this size is broken after all."""

CONTENT = frozenset(
    {"名詞", "代名詞", "動詞", "形容詞", "形状詞", "副詞", "連体詞", "接続詞", "感動詞", "接頭辞"}
)

Width = Callable[[str, int], float]
"""How wide a text is at a size, in pixels."""


@dataclass(frozen=True)
class Unit:
    """Letters that stay together, and what it costs to begin a line with them."""

    text: str
    cost: float


@dataclass(frozen=True)
class Setting:
    """A phrase in its box: its lines, each with its letters in units, and their size."""

    lines: Sequence[Sequence[str]]
    size: int
    width: float
    """Of the widest line, in pixels."""

    @property
    def text(self) -> str:
        return "".join("".join(line) for line in self.lines)


class TooMuch(ValueError):
    """The box is too small for the text at any size."""


@dataclass(frozen=True)
class Frame:
    """A box, how far apart the lines in it are (in sizes of their letters), and how wide letters are."""

    width: float
    height: float
    leading: float
    measure: Width

    def holds(self, size: int) -> int:
        """Return how many lines of this size stand in it."""
        return int(self.height // (size * self.leading))


def fit(whole: Sequence[Unit], frame: Frame, *, largest: int, smallest: int) -> Setting:
    """Return a text (`units`) as large as it stands well in its frame. Raises `TooMuch`.

    Rather a little smaller than with a phrase broken; a word is broken only where it fits at no readable size.
    """
    any_break = _largest(whole, frame, range(WHOLE_WORDS_DOWN_TO, largest + 1), INSIDE)
    if any_break is not None:
        down_to = max(WHOLE_WORDS_DOWN_TO, round(any_break.size * CLEAN_SHARE))
        return _largest(whole, frame, range(down_to, any_break.size + 1), COMPOUND) or any_break
    letters = [Unit(cluster, INSIDE) for unit in whole for cluster in clusters(unit.text)]
    broken = _largest(letters, frame, range(smallest, largest + 1), INSIDE)
    if broken is None:
        raise TooMuch
    return broken


def _largest(given: Sequence[Unit], frame: Frame, sizes: range, dearest: float) -> Setting | None:
    """Return the largest setting of these sizes; `dearest`: what breaking a line may cost."""
    size = sizes[-1] if sizes else 0
    while size in sizes:
        lines = _broken(given, frame, size, dearest)
        if lines is not None:
            widest = max(frame.measure("".join(line).rstrip(), size) for line in lines)
            return Setting(lines, size, widest)
        size = min(size - 1, round(size * GROWTH))
    return None


def _broken(given: Sequence[Unit], frame: Frame, size: int, dearest: float) -> Sequence[Sequence[str]] | None:
    """Break into lines as evenly and as well as can be; None if it does not fit."""
    width, most_lines = frame.width, frame.holds(size)
    full = [frame.measure(unit.text, size) for unit in given]
    bare = [frame.measure(unit.text.rstrip(), size) for unit in given]
    if not given:
        return [[]]
    if most_lines < 1 or max(bare) > width:
        return None
    best: tuple[float, list[int]] | None = None
    fewest = max(1, int(-(-sum(full) // width)) - 1)
    for count in range(fewest, most_lines + 1):
        found = _into(given, full, bare, width, count, dearest)
        if found is not None and (best is None or found[0] + A_LINE * count < best[0]):
            best = found[0] + A_LINE * count, found[1]
        if best is not None and count > len(best[1]) + 1:
            break  # more lines than that are never better
    if best is None:
        return None
    return [[unit.text for unit in given[begin:end]] for begin, end in pairwise([*best[1], len(given)])]


def _into(
    given: Sequence[Unit],
    full: Sequence[float],
    bare: Sequence[float],
    width: float,
    count: int,
    dearest: float,
) -> tuple[float, list[int]] | None:
    """Return the best way into just so many lines: what it costs, and where each begins."""
    mean = sum(full) / count
    total = len(given)
    best: list[dict[int, tuple[float, list[int]]]] = [{0: (0.0, [])}]
    for _ in range(count):
        reached: dict[int, tuple[float, list[int]]] = {}
        for begin, (cost, starts) in best[-1].items():
            line = 0.0
            for end in range(begin + 1, total + 1):
                shown = line + bare[end - 1]
                line += full[end - 1]
                if shown > width:
                    break
                if end < total and given[end].cost > dearest:
                    continue
                ragged = ((shown - mean) / width) ** 2
                price = cost + ragged + (given[end].cost if end < total else 0.0)
                if end not in reached or price < reached[end][0]:
                    reached[end] = price, [*starts, begin]
        best.append(reached)
    return best[-1].get(total)


def units(text: str) -> list[Unit]:
    """Return what stays together in a text; joined it is the text again."""
    found: list[Unit] = []
    costs = _phrase_costs(text)
    at = 0
    for cluster in clusters(text):
        cost = costs.get(at, INSIDE)
        if found and _stay_together(found[-1].text, cluster):
            found[-1] = Unit(found[-1].text + cluster, found[-1].cost)
        else:
            paused = bool(found) and found[-1].text.rstrip()[-1:] in {"、", "。", ",", "."}
            found.append(Unit(cluster, cost + AFTER_A_PAUSE if paused and cost == NONE else cost))
        at += len(cluster)
    return found


def clusters(text: str) -> list[str]:
    """Return a text in what people call letters: with their marks, an emoji with all that belongs to it."""
    found: list[str] = []
    for letter in text:
        if found and _continues(found[-1], letter):
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _continues(cluster: str, letter: str) -> bool:
    code = ord(letter)
    if letter == JOINER or cluster.endswith(JOINER):
        return True
    if code in FLAG_LETTERS:
        return len(cluster) == 1 and ord(cluster) in FLAG_LETTERS
    is_mark = unicodedata.category(letter) in {"Mn", "Me", "Mc"}  # variation selectors are marks, too
    return is_mark or code in SKIN_TONES or code in TAGS


def _stay_together(before: str, cluster: str) -> bool:
    last = before[-1]
    if cluster.isspace():
        return True
    waits_for_more = before.rstrip().rstrip("\ufe0e\ufe0f")[-1:] in NO_END
    if cluster[0] in NO_START or waits_for_more:
        return True
    if last.isspace():
        return False
    return (_is_of_a_word(last) and _is_of_a_word(cluster[0])) or (last == cluster[0] and last in PAIRED)


def _is_of_a_word(letter: str) -> bool:
    """Say whether a letter is of a script that puts spaces between its words."""
    if unicodedata.category(letter)[0] not in "LMNP" and letter not in "+=<>|~^$":
        return False
    return not is_wide(letter)


def is_wide(letter: str) -> bool:
    """Say whether a letter fills a square, as Chinese characters and kana do, and their marks."""
    return unicodedata.east_asian_width(letter) in {"W", "F"} or letter in "‘’“”…‥—―・" or "｡" <= letter <= "ﾟ"


@lru_cache(200)
def _phrase_costs(text: str) -> dict[int, float]:
    """Return what breaking costs before each place where a word begins, as a Japanese reader would hear it."""
    return dict(_costs(text))


def _costs(text: str) -> Iterator[tuple[int, float]]:
    before: tuple[str, ...] = ()
    letters = 0
    for word in dictionary.words(text.replace("𠮷", "吉")):  # as long, and known
        yield word.start, _cost(before, word.part, is_short=min(letters, word.end - word.start) < 2)
        if word.part[0] != "空白":
            before, letters = word.part, word.end - word.start


def _cost(before: tuple[str, ...], part: tuple[str, ...], *, is_short: bool) -> float:
    """`is_short`: one of the two words is a single letter; what looks like two words is then mostly one."""
    if not before or part[1] == "括弧開" or before[1] == "読点":
        return NONE
    if part[0] not in CONTENT:
        return NONE if part[0] in {"記号", "補助記号"} and before[0] == part[0] else INSIDE
    if before[0] in {"補助記号", "空白", "記号"}:
        return NONE
    if before[0] == part[0] == "名詞" and is_short:
        return INSIDE
    leans_on = part[1] in {"非自立可能", "助動詞語幹"} and (
        before[0] in {"動詞", "助動詞", "形容詞"} or before[1] == "接続助詞" or before[2] == "サ変可能"
    )
    leans_on = leans_on or (part[0] == "動詞" and part[1] == "非自立可能" and before[0] in {"副詞", "名詞"})
    if leans_on or before[0] == "接頭辞" or part[1] == "数詞" == before[1]:
        return INSIDE
    if before[1] == "数詞" and part[0] == "名詞":
        return INSIDE
    return COMPOUND if before[0] == part[0] == "名詞" else NONE
