"""People's words as plain text: read out of Slack's markup, and made safe to show again.

Text comes in two ways. A message or an escaped command arrives as mrkdwn: `readable` turns its tokens into
words. A form field arrives as typed: `clean` is enough. What is kept is that plain text, never markup. On the
way out `shorten` or `pieces` fit it to a limit, and `escape` comes last, so that nothing in it is a mention, a
link or half an entity. Slack links a bare `@here` in block mrkdwn by itself: such blocks are `verbatim`.

https://docs.slack.dev/messaging/formatting-message-text
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_ENTITY = re.compile("|".join(_ENTITIES))
# A mention, a channel, a command of Slack's, an address; any other brackets were typed (commands come unescaped).
_TOKEN = re.compile(r"<([@#!][^<>]*|[a-z][a-z0-9+.-]*:[^<>]+)>", re.IGNORECASE)
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_UNKNOWN = "…"

_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Controls apart from \n and \t, and what turns the direction of the text that follows (UAX #9).
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# Half a UTF-16 pair, which JSON can carry and no database can store.
_SURROGATES = re.compile("[\ud800-\udfff]")

# Categories that show nothing by themselves: controls and formats, white space, marks.
_UNSEEN = "CZM"

_ZERO_WIDTH_JOINER = "\u200d"
_CUT_MARK = "…"
_COSTS = {"&": 5, "<": 4, ">": 4}
_LONGEST_ENTITY = len("&amp;")

# Where a text may part, best first: after a paragraph, a line, a sentence, a word.
_BORDERS = (
    re.compile(r"\n[^\S\n]*\n+"),
    re.compile(r"\n"),
    re.compile(r"[。！？]+[」』）]*|[.!?]+[)”]*[^\S\n]"),
    re.compile(r"[^\S\n]+|、"),
)


def escape(text: str) -> str:
    """The text as mrkdwn that shows it letter by letter: no mention, link or date can form."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def clean(text: str) -> str:
    """The text without characters that nobody sees and that break stores or the order of reading.

    Every line break is a line feed; other controls apart from tabs are gone, and so are directional overrides,
    embeddings and isolates. Right-to-left letters stay and order themselves.
    """
    text = _LINE_BREAKS.sub("\n", text)
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", _CONTROLS.sub("", text))


def tidy(text: str) -> str:
    """The text as it is kept of a form or a command: clean, without white space around, empty if nothing is seen."""
    text = clean(text).strip()
    return text if any(unicodedata.category(letter)[0] not in _UNSEEN for letter in text) else ""


def readable(slack_text: str, names: Mapping[str, str]) -> str:
    """What a person sees in a Slack message, as plain text; `names` holds names by user id.

    A name that neither `names` nor the token tells is `…`. Markup signs (`*`, `_`, …) stay as they were typed.
    """
    parts: list[str] = []
    end = 0
    for token in _TOKEN.finditer(slack_text):
        parts += _unescape(slack_text[end : token.start()]), _said(token[1], names)
        end = token.end()
    parts.append(_unescape(slack_text[end:]))
    return clean("".join(parts))


def mentioned(slack_text: str) -> set[str]:
    """The ids of the people whom a Slack message mentions."""
    return set(_MENTION.findall(slack_text))


def without_mention(slack_text: str, user_id: str) -> str:
    """A Slack message without the mentions of one person."""
    return _MENTION.sub(lambda found: " " if found[1] == user_id else found[0], slack_text)


def graphemes(text: str) -> Iterator[str]:
    """What people count as one character each: a letter with its marks, an emoji with its joins, a flag.

    A short form of UAX #29: marks, variation selectors, skin tones, tags and joiners stay with what they
    follow, anything stays with a joiner before it, flags are pairs, Korean syllables stay whole. Left out:
    conjuncts of Indian scripts and prepended marks, where a cut shows two letters instead of a ligature.
    """
    start = 0
    flags = 0  # regional indicators since the last border
    for here in range(1, len(text)):
        before, letter = text[here - 1], text[here]
        flags = flags + 1 if _is_regional(before) else 0
        if before == "\r" and letter == "\n":
            continue
        if _extends(letter) and before not in "\r\n":
            continue
        if before == _ZERO_WIDTH_JOINER and letter not in "\r\n":
            continue
        if _is_regional(letter) and flags % 2:
            continue
        yield text[start:here]
        start = here
    if start < len(text):
        yield text[start:]


def shorten(text: str, limit: int, *, escaped: bool = False) -> tuple[str, bool]:
    """The text in at most `limit` characters (code points), and whether it was cut.

    A cut text ends in `…`, at a grapheme border unless one grapheme alone is longer. With `escaped` the limit
    counts the text as `escape` will write it, in UTF-16 units: Slack does not say which it counts.
    """
    if limit < 1:
        raise ValueError(f"nothing fits into {limit} characters")
    if _length(text, escaped=escaped) <= limit:
        return text, False
    end = _fitting(text, 0, limit - len(_CUT_MARK), escaped=escaped)
    return text[: _grapheme_border(text, 0, end)].rstrip() + _CUT_MARK, True


def pieces(text: str, limit: int) -> list[str]:
    """The text in parts that, escaped, have at most `limit` characters each; joined they are the whole.

    Parts end where a paragraph ends, or else a line, a sentence, a word, a grapheme. Parts of nothing but
    white space, which Slack refuses as a message, are left out.
    """
    if limit < _LONGEST_ENTITY:
        raise ValueError(f"an escaped character may not fit into {limit} characters")
    parts: list[str] = []
    start = 0
    while start < len(text):
        end = _fitting(text, start, limit, escaped=True)
        if end < len(text):
            end = _border(text, start, end)
        parts.append(text[start:end])
        start = end
    return [part for part in parts if part.strip()]


def _unescape(text: str) -> str:
    """Undo `escape` once: `&amp;lt;` is the typed text `&lt;`."""
    return _ENTITY.sub(lambda entity: _ENTITIES[entity[0]], text)


def _said(token: str, names: Mapping[str, str]) -> str:
    target, _, label = token.partition("|")
    label = _unescape(label)
    match target[:1]:
        case "@":
            return "@" + (names.get(target[1:]) or label.lstrip("@") or _UNKNOWN)
        case "#":
            return "#" + (label.lstrip("#") or _UNKNOWN)
        case "!" if target.startswith("!date^"):
            return label or _UNKNOWN
        case "!" if target.startswith("!subteam^"):
            return "@" + (label.lstrip("@") or _UNKNOWN)
        case "!":
            return "@" + (label.lstrip("@") or target[1:] or _UNKNOWN)
        case _:
            return _link(_unescape(target), label)


def _link(url: str, label: str) -> str:
    """A link's label with the address beside it, so that a label cannot hide where it leads."""
    bare = re.sub(r"^(?:https?://|mailto:|tel:)", "", url)
    if url.startswith(("mailto:", "tel:")):
        url = bare
    return url if label in {"", url, bare} else f"{label} ({url})"


def _length(text: str, *, escaped: bool) -> int:
    return sum(map(_cost, text)) if escaped else len(text)


def _cost(letter: str) -> int:
    """How much of a limit of Slack's a character uses up, escaped; counted in UTF-16 units, the stricter reading."""
    return _COSTS.get(letter) or (1 if letter <= "\uffff" else 2)


def _fitting(text: str, start: int, limit: int, *, escaped: bool) -> int:
    """The last position up to which text from `start` has at most `limit` characters."""
    end = min(start + limit, len(text))
    if not escaped:
        return end
    room = limit
    for position in range(start, end):
        room -= _cost(text[position])
        if room < 0:
            return position
    return end


def _border(text: str, start: int, end: int) -> int:
    """The best place to part at or before `end`; one that wastes over half the room gives way to a lesser one."""
    earliest = start + (end - start) // 2
    for border in _BORDERS:
        places = [found.end() for found in border.finditer(text, start, end) if found.end() > earliest]
        if places:
            return _grapheme_border(text, start, places[-1])
    return _grapheme_border(text, start, end)


def _grapheme_border(text: str, start: int, end: int) -> int:
    """The last grapheme border after `start` up to `end`, or `end` where one grapheme alone is longer."""
    border = start
    for grapheme in graphemes(text[start:]):
        if border + len(grapheme) > end:
            break
        border += len(grapheme)
    return border if border > start else end


def _is_regional(letter: str) -> bool:
    """Whether two of these in a row make a flag."""
    return "\N{REGIONAL INDICATOR SYMBOL LETTER A}" <= letter <= "\N{REGIONAL INDICATOR SYMBOL LETTER Z}"


def _extends(letter: str) -> bool:
    """Whether the character is part of the one before it."""
    if letter < "\u0300":
        return False
    return (
        unicodedata.category(letter) in {"Mn", "Mc", "Me"}
        or letter in "\u200c\u200d\uff9e\uff9f"  # joiners; half-width voicing marks
        or "\N{EMOJI MODIFIER FITZPATRICK TYPE-1-2}" <= letter <= "\N{EMOJI MODIFIER FITZPATRICK TYPE-6}"
        or "\U000e0020" <= letter <= "\U000e007f"  # tags, as in the flag of Scotland
        or "\u1160" <= letter <= "\u11ff"  # vowels and finals of a Korean syllable
    )
