"""Names under which people write in social networks."""

import re
from collections.abc import Iterator

from bot.safeguard.spans import Kind, Span

_NAME = r"[A-Za-z0-9_](?:[A-Za-z0-9_.]{0,28}[A-Za-z0-9_])"
_ID = r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,28}[A-Za-z0-9_])"
"""Some networks, LINE among them, allow hyphens."""
_NO_HANDLE = "cosme|nifty|home|here|channel|everyone|all|[0-9]{1,2}[ap]m"
_AT = re.compile(
    # Slack writes a mention as <@U…>: whom it may show is Slack's matter.
    rf"(?<![A-Za-z0-9._%+<-])@(?!(?:{_NO_HANDLE})(?![A-Za-z0-9_]))(?=[0-9_.]{{0,28}}[A-Za-z]){_NAME}",
    re.IGNORECASE,
)
_PATH = re.compile(
    rf"(?:instagram\.com|twitter\.com|(?<![A-Za-z0-9])x\.com|tiktok\.com|facebook\.com|threads\.(?:net|com)|t\.me)"
    rf"/(@?{_NAME})",
    re.IGNORECASE,
)
_NETWORK = (
    r"(?:(?<![A-Za-z0-9])(?:X|Twitter|Instagram|Insta|IG|LINE|TikTok|Threads|Facebook|FB|YouTube|Snapchat|Discord"
    r"|Telegram|WeChat|Bluesky)(?![A-Za-z0-9])|インスタ(?:グラム)?|ツイッター|ライン|ティックトック|フェイスブック)"
)
_SAYS_SO = (
    r"ID|アカウント(?:名)?|ユーザー(?:名|ネーム|ID)?|ハンドル(?:ネーム)?|handle|account|user ?name|user"
)
_NAMED = re.compile(
    rf"{_NETWORK}(?:の|で| on)?[ ,]?(?P<word>{_SAYS_SO})?(?P<between>(?: ?is(?= )|は|が|[ :=,「]){{0,4}})"
    rf"(?P<name>(?=[A-Za-z_]){_ID})",
    re.IGNORECASE,
)


def find(folded: str) -> Iterator[Span]:
    if "@" in folded:
        for found in _AT.finditer(folded):
            yield Span(found.start(), found.end(), Kind.HANDLE)
    for found in _PATH.finditer(folded):
        yield Span(found.start(1), found.end(1), Kind.HANDLE)
    for found in _NAMED.finditer(folded):
        if _is_handle(found["word"], found["between"], found["name"]):
            yield Span(found.start("name"), found.end("name"), Kind.HANDLE)


def _is_handle(word: str | None, between: str, name: str) -> bool:
    """Whether a word after a network's name is somebody's: "Instagram is broken" is not."""
    if len(name) < 3:
        return False
    if re.search(r"[_.]|[0-9]{2}", name):
        return True
    return bool(word) and (":" in between or "は" in between)
