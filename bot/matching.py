"""Matching: whether words stand in a text, whatever case and width they are written in."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from bot.refusals import Empty


class Sought:
    """Words that are looked for. Refuses with `Empty` what nobody could see."""

    def __init__(self, words: str) -> None:
        self._plain = _plain(words)
        if not self._plain:
            raise Empty

    def stands_in(self, *values: Any) -> bool:
        """Say whether any text in these values (texts, or lists and dictionaries of them) holds the words."""
        return any(
            self._plain in _plain(text) or self._plain in _plain(unescape(text)) for text in texts_in(values)
        )


class SoughtId:
    """A Slack id that is looked for, as itself and not within a longer one."""

    def __init__(self, user_id: str) -> None:
        self._token = re.compile(rf"(?<![A-Za-z0-9]){re.escape(user_id)}(?![A-Za-z0-9])")

    def stands_in(self, *values: Any) -> bool:
        """Say whether any text in these values names the id."""
        return any(self._token.search(text) for text in texts_in(values))


def texts_in(value: Any) -> Iterator[str]:
    """Give every text in a value, the keys of dictionaries included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from texts_in(list(value))
        yield from texts_in(list(value.values()))
    elif isinstance(value, Iterable):
        for one in value:
            yield from texts_in(one)


def _plain(text: str) -> str:
    """Return a text as it is compared: width, case and white space aside."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())
