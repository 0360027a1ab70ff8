"""Pages lead where they say, name what exists, and keep their tone."""

import re
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from tests.docs.pages import PAGES, ROOT, anchors, coded, prose, read, rows, section

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FILE = re.compile(r"[\w.-]+(/[\w.-]+)*\.(py|ftl|yml|toml|txt|md|svg)")
FOLDER = re.compile(r"[\w.-]+(/[\w.-]+)*/")
EXAMPLE = "greetings"
"""The feature that docs/architecture.md invents to show what one touches."""
JAPANESE_TONE = re.compile(
    r"[!！]|してください|しなさい|必ず|べき|すごい|素晴らし|優秀|さすが|ナイス|正しい|間違|彼女|匿名です|未回答"
    r"|ランキング|投稿者|クレーム|ユーザー|タスク|期限|締切"
)
each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))


@each_page
def test_every_relative_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    for target in LINK.findall(prose(page.read_text(encoding="utf-8"))):
        if target.startswith(("http:", "https:")):
            continue
        name, _, anchor = unquote(target).partition("#")
        file = (page.parent / name).resolve() if name else page
        assert file.is_relative_to(ROOT), target
        assert file.exists(), target
        if anchor:
            assert anchor in anchors(file.read_text(encoding="utf-8")), target


@each_page
def test_every_file_and_folder_named_exists(page: Path) -> None:
    named = coded(page.read_text(encoding="utf-8"))
    files = [name for name in named if FILE.fullmatch(name) or FOLDER.fullmatch(name)]

    missing = [
        name
        for name in files
        if EXAMPLE not in name and not (ROOT / name).exists() and not (page.parent / name).exists()
    ]

    assert missing == []


def test_every_target_of_make_is_described_and_no_other() -> None:
    there = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE)) - {"help"}
    named = set(re.findall(r"`(?:\$ )?make ([a-z-]+)", "\n".join(page.read_text("utf-8") for page in PAGES)))

    assert named == there
    assert set(re.findall(r"`make ([a-z-]+)`", read("CONTRIBUTING.md"))) == there


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.name.endswith(".ja.md")], ids=lambda p: p.name
)
def test_japanese_pages_invite_and_do_not_judge(page: Path) -> None:
    text = prose(page.read_text(encoding="utf-8")).replace("![", "[")

    assert JAPANESE_TONE.findall(text) == []


@pytest.mark.parametrize("picture", sorted((ROOT / "docs/pictures").glob("*.svg")), ids=lambda p: p.name)
def test_every_picture_is_whole(picture: Path) -> None:
    assert ET.parse(picture).getroot().tag.endswith("svg")


def test_every_decision_stands_in_the_list() -> None:
    decisions = {page.name for page in (ROOT / "docs/decisions").glob("0*.md")}

    assert set(LINK.findall(read("docs/decisions/README.md"))) == decisions


def test_the_map_names_every_folder_of_bot() -> None:
    told = [folder for folder, _ in rows(section(read("docs/architecture.md"), "Inside `bot/`"))]

    there = {
        f"`bot/{path.name}/`" for path in (ROOT / "bot").iterdir() if path.is_dir() and any(path.iterdir())
    }
    assert set(told) == there - {"`bot/__pycache__/`"}
    assert len(told) == len(set(told))
