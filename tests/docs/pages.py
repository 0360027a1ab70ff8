"""The pages of the documentation, and what a test wants to know of them."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FENCED = re.compile(r"^( *)```(\w*)\n(.*?)^\1```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#+) (.*)$", re.MULTILINE)
Row = list[str]


def read(page: str) -> str:
    """Return the text of a page named from the root, `docs/install.md`."""
    return (ROOT / page).read_text(encoding="utf-8")


def prose(text: str) -> str:
    """Return a page without its fenced blocks."""
    return FENCED.sub("", text)


def section(text: str, heading: str) -> str:
    """Return what stands under a heading, up to the next one of its rank or higher."""
    found = [(match.start(), len(match[1]), match[2]) for match in HEADING.finditer(text)]
    start, rank = next((at, rank) for at, rank, title in found if title == heading)
    end = next((at for at, other, _ in found if at > start and other <= rank), len(text))
    return text[start:end]


def rows(text: str) -> list[Row]:
    """Return the rows of the tables in a text, without their headings, cell by cell."""
    lines = [line for line in text.splitlines() if line.lstrip().startswith("|")]
    heads = {i - 1 for i, line in enumerate(lines) if re.fullmatch(r"[|\s:-]+", line)}
    return [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
        for i, line in enumerate(lines)
        if i not in heads and i - 1 not in heads
    ]


def coded(text: str) -> list[str]:
    """Return what stands between backquotes."""
    return re.findall(r"`([^`\n]+)`", prose(text))


def console(text: str) -> Iterator[str]:
    """Give the commands of the console blocks, each as one line."""
    for _, language, block in FENCED.findall(text):
        if language == "console":
            whole = re.sub(r"\\\n\s*", "", block)
            yield from re.findall(r"^\s*\$ (.*)$", whole, re.MULTILINE)


def anchors(text: str) -> set[str]:
    """Return the names GitHub gives to a page's headings."""
    return {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for _, title in HEADING.findall(prose(text))
    }
