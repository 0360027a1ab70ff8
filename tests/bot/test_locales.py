"""The catalogues: complete, used, within Slack's limits, and in the tone that people are promised."""

import re
import unicodedata
from collections import Counter

import pytest

from bot.refusals import Refusal
from bot.texts import LANGUAGES, LOCALES, words
from bot.views.dialogues import PROMPTS, RULES
from bot.views.help import COMMANDS, HOW
from handlers import bolt
from tests.bot.catalogue import FILLED_WITH, catalogue, keys, literals, uses

LIMITS = {"title": 24, "submit": 24, "close": 24, "button": 75, "header": 150}
"""https://docs.slack.dev/reference/views and …/reference/block-kit"""
OFFERED = ("voice-where-{}", "voice-consent-option-{}", "wins-kind-{}")
OPTION_CHARACTERS = 75
SECTION_CHARACTERS = 3000

LINT = {
    "ja": re.compile(
        "[!！]|してください|しなさい|必ず|べき|すごい|素晴らし|優秀|さすが|ナイス|正しい|間違|彼女|匿名です|未回答"
        "|ランキング|投稿者|クレーム|ユーザー|タスク|期限|締切"
    ),
    "en": re.compile(
        r"(?i)!|\b(must|great|excellent|amazing|wrong|best|anonymous|deadline|task|complaint|feedback)\b"
    ),
}
"""What would order, judge or blame people, and words that another word of the glossary stands for."""
ONE_TERM = {
    "ja": re.compile(
        "顧客|(?<!お)客様|アイデア|コメント|スローガン|責任者|担当者|社員|サークル|会議|ミーティング|削除"
    ),
    "en": re.compile(r"(?i)\b(meeting|slogan|employee|staff|vote|deleted?|comments?)\b"),
}
EMOJI = set("🌱🗣🤫🔑🛠👏📮🕊")
MEANT = {"📌", "💡", "🙏"}
"""Named as the emoji that people set."""
SENTENCE_CHARACTERS = 45
TERMINAL = re.compile("^(doctor|circle|migrate|workspace|settings|app|dialogue|erase|export|import|restore)-")
"""What an operator reads on a terminal, with the names of settings in it."""


def every(language: str) -> list[tuple[str, str]]:
    return [(key, entry.source) for key, entry in catalogue(language).items()]


def plain(source: str) -> str:
    """Return a text without its places and the selectors of its plurals."""
    return re.sub(r"\{ ?\$\w+ ?(->)?|\[\w+\]", "", source)


def sample(key: str, language: str, amount: int = 3) -> str:
    places = dict.fromkeys(catalogue(language)[key].places, amount)
    return words(language)(key, **places)


@pytest.mark.slow
def test_both_languages_have_the_same_texts_with_the_same_places() -> None:
    ja, en = catalogue("ja"), catalogue("en")
    assert list(ja) == list(en)
    assert {key: ja[key].places for key in ja} == {key: en[key].places for key in en}


@pytest.mark.slow
def test_every_text_that_is_asked_for_is_there_with_the_places_it_gets() -> None:
    there = catalogue("ja")
    asked = [(use, key) for use in uses() for key in keys(use.key)]
    assert len(asked) > 1000
    assert [f"{use.where} {key}" for use, key in asked if key not in there] == []
    assert [
        f"{use.where} {key}"
        for use, key in asked
        if use.places is not None and not use.places >= there[key].places
    ] == []


@pytest.mark.slow
def test_every_text_of_the_catalogues_is_used() -> None:
    filled = {key for pattern in FILLED_WITH for key in keys(pattern)}
    assert set(catalogue("ja")) - literals() - filled == set()
    assert set(FILLED_WITH) <= literals()


def test_every_refusal_and_every_listed_text_has_its_words() -> None:
    assert bolt.FEATURES  # with them every refusal is imported
    listed = {*RULES, *COMMANDS, *HOW, *PROMPTS.values()}
    assert listed | {refusal.key for refusal in _refusals(Refusal)} <= set(catalogue("ja"))


def _refusals(kind: type[Refusal]) -> list[type[Refusal]]:
    return [kind, *(below for one in kind.__subclasses__() for below in _refusals(one))]


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("amount", [0, 1, 3, 12_000])
def test_every_text_can_be_said(language: str, amount: int) -> None:
    for key in catalogue(language):
        said = sample(key, language, amount)
        assert said.strip() or key in {"list-separator", "facts-separator"}
        assert "{" not in said
        assert len(said) <= SECTION_CHARACTERS
        assert said == said.strip() or key in {"list-separator", "facts-separator"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_orders_judges_or_blames(language: str) -> None:
    assert [key for key, source in every(language) if LINT[language].search(plain(source))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_thing_has_one_name(language: str) -> None:
    assert [key for key, source in every(language) if ONE_TERM[language].search(plain(source))] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_buttons_and_headers_fit_into_slacks(language: str) -> None:
    checked = 0
    for use in uses():
        if use.role is not None:
            for key in keys(use.key):
                assert units(sample(key, language)) <= LIMITS[use.role], key
                checked += 1
    assert checked > 10
    for pattern in OFFERED:
        for key in keys(pattern):
            assert units(sample(key, language)) <= OPTION_CHARACTERS


def units(text: str) -> int:
    """Return a length as the stricter of the ways in which Slack may count."""
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_emoji_only_begin_a_text_and_never_stand_in_a_refusal(language: str) -> None:
    for key, source in every(language):
        found = [letter for letter in source if _is_emoji(letter) and letter not in MEANT]
        assert len(found) <= 1, key
        assert set(found) <= EMOJI, key
        assert not found or source.startswith(found[0]), key
        assert not (found and key.startswith("error-")), key


def _is_emoji(letter: str) -> bool:
    return unicodedata.category(letter) == "So" and letter != "●"


def test_japanese_sentences_are_short_and_use_japanese_signs() -> None:
    for key, source in every("ja"):
        if TERMINAL.match(key):
            continue
        for sentence in re.split("[。\n　]", re.sub("`[^`]*`", "", plain(source))):
            assert len(sentence) <= SENTENCE_CHARACTERS, (key, sentence)
        assert not re.search("[０-９Ａ-Ｚａ-ｚ]", source), key
        assert not re.search(r'["\']', re.sub(r'\{""\}', "", source)), key
        assert not re.search("[ぁ-んァ-ン一-龠][,.?]", source), key


def test_no_text_of_one_language_is_written_in_the_other() -> None:
    japanese = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
    assert [key for key, source in every("en") if japanese.search(source)] == []
    named = re.compile(
        r"Entaku|Slack|SNS|(?<![A-Za-z])AI(?![A-Za-z])|Excel|CSV UTF-8|HTTP|Socket Mode|OAuth & Permissions|Bot User OAuth Token|App Manifest|manifest\.yml"
        r"|`[^`]+`|https://\S+|[A-Z_]{4,}|--[a-z-]+|C0123ABC|connections:write"
    )
    for key, source in every("ja"):
        assert not re.search("[A-Za-z]{2,}", named.sub("", plain(source).replace("other", ""))), key


@pytest.mark.slow
def test_nobody_in_the_code_writes_texts_of_their_own() -> None:
    """Japanese in the code is either a sign or a pattern; sentences stand in the catalogues."""
    sentence = re.compile("[ぁ-ん]{2,}.*(です|ます|ました|ません)")
    assert [
        text for text in literals() if sentence.search(text) and "\n" not in text and len(text) < 200
    ] == []


def test_no_key_stands_twice_in_a_language() -> None:
    """Fluent takes the first and drops the second without a word."""
    for language in LANGUAGES:
        source = (LOCALES / f"{language}.ftl").read_text(encoding="utf-8")
        keys = re.findall(r"^([a-z][\w-]*) =", source, flags=re.MULTILINE)
        assert [key for key, count in Counter(keys).items() if count > 1] == []
