"""The judging list, measured on remarks that it was not made from, and what it leaves in peace."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogues import judging

DATA = Path(__file__).parent / "data"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_who_gets_a_note_has_judged_nine_times_of_ten_at_least(language: str) -> None:
    held_out = judging.measure(judging.read(DATA / f"judging.{language}.held.tsv"))
    assert held_out.remarks >= 150
    assert held_out.precision >= 0.9
    assert held_out.recall >= 0.35


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_labelled_remarks_are_three_hundred_and_no_one_stands_twice(language: str) -> None:
    parts = [judging.read(DATA / f"judging.{language}.{part}.tsv") for part in ("held", "made")]
    texts = [text for part in parts for _, text in part]
    assert len(texts) == len(set(texts)) == 300


@pytest.mark.parametrize(
    "text",
    [
        "「それは間違いです」と言われたそうです",
        "わたしの考えが甘いのかもしれません",
        "この容器は音がおかしいです",
        "“That's nonsense” was all she said",
        "I was wrong about that",
        "",
        "😀",
    ],
)
def test_customers_words_guesses_products_and_oneself_are_no_verdict(text: str) -> None:
    assert not judging.is_judging(text)


@pytest.mark.parametrize(
    "text", ["それは間違いです！", "ＮＯＮＳＥＮＳＥ. That’s nonsense", "なるほど。それは違います。"]
)
def test_width_signs_and_neighbouring_sentences_hide_no_verdict(text: str) -> None:
    assert judging.is_judging(text)


@given(st.text(max_size=3000))
def test_any_text_can_be_asked_about(text: str) -> None:
    assert judging.is_judging(text) in {True, False}


def test_the_command_prints_precision_and_recall(capsys: pytest.CaptureFixture[str]) -> None:
    judging.main([str(DATA / "judging.ja.held.tsv")])
    printed = capsys.readouterr().out
    assert "150 remarks" in printed
    assert "precision" in printed
    assert "recall" in printed
