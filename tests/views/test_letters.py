"""The weekly letter as the record room reads it: whole for any amount of anything, and people's words stay words."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.texts import Words, words
from bot.trail.stops import Kind
from bot.views import letters
from bot.views.letters import Changed, Dialogue, Part, Told, Win
from tests.bot.slack_in_memory import texts_in
from tests.views.refused import HOSTILE, problems

MONDAY, FRIDAY = date(2026, 11, 30), date(2026, 12, 4)
LINK = "https://t.example/archives/C0RECORD/p1795000000000001"
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=600) | st.just("&" * 600)
LINKS = st.sampled_from([None, LINK])


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def told(**changed: Any) -> Told:
    fields: dict[str, Any] = {
        "circle": "毎日の道具",
        "since": MONDAY,
        "until": FRIDAY,
        "brought": 4,
        "quotes": ["軽くて、音がしないのがいい", "ふたが開けにくい"],
        "kept_back": 1,
        "dialogues": [Dialogue(MONDAY, LINK)],
        "phrases": ["音がしないのがいい"],
        "decided": ["ふたの絵を大きくする"],
        "done": [Changed("底のふちを丸くする", "相談　12件から3件へ、−9件")],
        "measured": [Changed("説明を一行にする", "読む時間　5分から6分へ、+1分")],
        "wins": [Win("朝の相談が減りました", LINK)],
        "story": [
            Part(Kind.VOICE, "軽くて、音がしないのがいい"),
            Part(Kind.IDEA, "音が、家族への気づかいになっている"),
            Part(Kind.WIN, "朝の相談が減りました"),
        ],
    }
    return Told(**(fields | changed))


def test_a_week_is_told_with_one_story(said: Words, snapshot: SnapshotAssertion) -> None:
    shown = letters.letter(said, told())
    assert problems(shown) == []
    assert shown.arguments() == snapshot


def test_of_many_things_some_are_shown_and_how_many_more_there_are() -> None:
    many = [f"その{number}" for number in range(20)]
    text = " ".join(texts_in(letters.letter(words("ja"), told(quotes=many)).arguments()["blocks"]))
    assert "その5" in text
    assert "その6" not in text
    assert "ほかに14あります" in text or "ほかに14つあります" in text


def test_what_stands_alone_of_a_story_is_no_story() -> None:
    alone = [Part(Kind.VOICE, "軽い")]
    assert "ひとつの声から" not in str(letters.letter(words("ja"), told(story=alone)).arguments())


def test_words_of_people_stay_words(said: Words) -> None:
    hostile = told(
        circle=HOSTILE,
        quotes=[HOSTILE],
        phrases=[HOSTILE],
        decided=[HOSTILE],
        done=[Changed(HOSTILE, HOSTILE)],
        wins=[Win(HOSTILE, LINK)],
        story=[Part(Kind.VOICE, HOSTILE), Part(Kind.WIN, HOSTILE)],
    )
    for block in letters.letter(said, hostile).arguments()["blocks"]:
        if "&lt;!channel&gt;" in str(block) and block["type"] == "section":
            assert block["text"]["type"] == "plain_text"
        assert "<!channel>" not in str(block)


CHANGES = st.lists(st.builds(Changed, TEXTS, st.none() | TEXTS), max_size=9)
ANYTHING = st.builds(
    Told,
    circle=TEXTS,
    since=st.just(MONDAY),
    until=st.just(FRIDAY),
    brought=st.integers(0, 10**6),
    quotes=st.lists(TEXTS, max_size=30),
    kept_back=st.integers(0, 30),
    dialogues=st.lists(st.builds(Dialogue, st.just(MONDAY), LINKS), max_size=30),
    phrases=st.lists(TEXTS, max_size=30),
    decided=st.lists(TEXTS, max_size=30),
    done=CHANGES,
    measured=CHANGES,
    wins=st.lists(st.builds(Win, TEXTS, LINKS), max_size=30),
    story=st.lists(st.builds(Part, st.sampled_from(Kind), TEXTS), max_size=5),
)


@pytest.mark.slow
@given(ANYTHING, st.sampled_from(["ja", "en"]))
def test_slack_takes_it_whatever_happened(anything: Told, language: str) -> None:
    shown = letters.letter(words(language), anything)
    assert len(shown.blocks) <= 50
    assert problems(shown) == []
