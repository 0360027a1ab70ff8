"""What Slack makes of text: escapes, links, emoji names, and the rich text of what people type.

Slack stores text escaped, with emoji by name and bare addresses in angle brackets; so what is read back can
differ from what was sent (SLACK.md §8).
"""

import re
from collections.abc import Callable
from typing import Any

EMOJI = {
    "📌": "pushpin", "💡": "bulb", "🎉": "tada", "👏": "clap", "🙌": "raised_hands", "👍": "thumbsup",
    "👎": "thumbsdown", "❤️": "heart", "😀": "grinning", "😃": "smiley", "😄": "smile", "😁": "grin",
    "😂": "joy", "😅": "sweat_smile", "😊": "blush", "🙂": "slightly_smiling_face", "😉": "wink",
    "😢": "cry", "😭": "sob", "😮": "open_mouth", "😱": "scream", "😡": "rage", "🤔": "thinking_face",
    "🙏": "pray", "💪": "muscle", "👀": "eyes", "✅": "white_check_mark", "❌": "x", "⭐": "star",
    "✨": "sparkles", "🔥": "fire", "🚀": "rocket", "💯": "100", "🌱": "seedling", "🌸": "cherry_blossom",
    "🍵": "tea", "☕": "coffee", "🐢": "turtle", "🏠": "house", "📣": "mega", "📝": "memo", "📷": "camera",
    "🎁": "gift", "🕐": "clock1", "⏰": "alarm_clock", "☀️": "sunny", "☔": "umbrella_with_rain_drops",
    "👋": "wave", "🤝": "handshake", "😌": "relieved", "💬": "speech_balloon", "🗣️": "speaking_head_in_silhouette",
    "📅": "date", "🔔": "bell", "🎈": "balloon", "🍀": "four_leaf_clover", "👨‍👩‍👧": "man-woman-girl", "🇯🇵": "flag-jp",
}  # fmt: skip
_TONES = {"🏻": 2, "🏼": 3, "🏽": 4, "🏾": 5, "🏿": 6}
_EMOJI = re.compile(
    "(" + "|".join(re.escape(one) for one in sorted(EMOJI, key=len, reverse=True)) + ")([🏻-🏿])?"
)
_SPAN = re.compile(r"<(?:[@#!][^<>\s][^<>]*|(?:https?://|mailto:|tel:)[^<>\s][^<>]*)>")
_ENTITY = re.compile(r"&(?!amp;|lt;|gt;)")
_URL = re.compile(r"""https?://[^\s<>"'、。「」（）]+[^\s<>"'.,;:!?)、。「」（）]""")
_BROADCAST = re.compile(r"(?<![\w@])@(here|channel|everyone)\b")
_TOKEN = re.compile(r"<([@#!][^<>]+|https?://[^<>]+)>|:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):")


def named_emoji(text: str) -> str:
    """Write the emoji this sandbox knows by their names."""
    if text.isascii():
        return text

    def name(match: re.Match[str]) -> str:
        tone = f"::skin-tone-{_TONES[match[2]]}" if match[2] else ""
        return f":{EMOJI[match[1]]}{tone}:"

    return _EMOJI.sub(name, text)


def _outside_spans(text: str, change: Callable[[str], str], keep: Callable[[str], bool]) -> str:
    parts, end = [], 0
    for span in _SPAN.finditer(text):
        if keep(span[0]):
            parts += [change(text[end : span.start()]), span[0]]
            end = span.end()
    return "".join([*parts, change(text[end:])])


def _escaped(text: str) -> str:
    return text.replace("<", "&lt;").replace(">", "&gt;")


def _with_links(text: str) -> str:
    return _URL.sub(lambda match: f"<{match[0]}>", text)


def stored(text: str) -> str:
    """What Slack keeps of text an app posted."""
    return _outside_spans(
        named_emoji(text), lambda part: _with_links(_escaped(_ENTITY.sub("&amp;", part))), lambda _: True
    )


def typed(text: str, known: Callable[[str], bool]) -> str:
    """What Slack's client sends of what a person typed.

    `<@U…>` and `<#C…>` stand for a mention picked from the composer's list where `known` knows the id; all
    other angle brackets and ampersands are text, and `@here`, `@channel`, `@everyone` are mentions.
    """

    def picked(span: str) -> bool:
        return span[1] in "@#" and known(span[2:-1].split("|", maxsplit=1)[0])

    def change(part: str) -> str:
        escaped = _escaped(part.replace("&", "&amp;"))
        return _BROADCAST.sub(lambda match: f"<!{match[1]}>", _with_links(escaped))

    return _outside_spans(named_emoji(text), change, picked)


def rich_text(text: str) -> list[dict[str, Any]]:
    """The block Slack's client makes of a typed message: one section with its parts."""
    parts: list[dict[str, Any]] = []
    end = 0
    for token in _TOKEN.finditer(text):
        if token.start() > end:
            parts.append({"type": "text", "text": unescaped(text[end : token.start()])})
        parts.append(_part(token))
        end = token.end()
    if end < len(text):
        parts.append({"type": "text", "text": unescaped(text[end:])})
    section = {"type": "rich_text_section", "elements": parts}
    return [{"type": "rich_text", "elements": [section]}] if parts else []


def _part(token: re.Match[str]) -> dict[str, Any]:
    if token[2]:
        return {"type": "emoji", "name": token[2]}
    target = token[1].split("|")[0]
    if target.startswith("@"):
        return {"type": "user", "user_id": target[1:]}
    if target.startswith("#"):
        return {"type": "channel", "channel_id": target[1:]}
    if target.startswith("!"):
        return {"type": "broadcast", "range": target[1:]}
    return {"type": "link", "url": unescaped(target)}


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def stored_blocks(part: Any) -> Any:
    """Blocks as Slack keeps them: emoji in their texts by name."""
    if isinstance(part, list):
        return [stored_blocks(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        key: named_emoji(value) if key == "text" and isinstance(value, str) else stored_blocks(value)
        for key, value in part.items()
    }
