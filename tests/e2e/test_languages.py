"""Private words come in each person's language, words in rooms in the circle's; people's own words as they said them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from bot.texts import words
from tests.bot.catalogue import catalogue
from tests.e2e.shown import Shown, everything
from tests.e2e.stage import Stage, staged
from tests.e2e.two_tables import HEADLINES, LINES, PRODUCTS, SCENES, TABLES, TYPED, play

pytestmark = pytest.mark.slow

JAPANESE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef●]+")
"""Kana, kanji and Japanese signs."""
LATIN = re.compile("[A-Za-z]{3,}")
ALLOWED = re.compile(
    r"Entaku|Slack|SNS|https?://\S+|help@example\.com|<[#@][CGUW][A-Z0-9]+(\|[^>]*)?>"
    r"|/(?:voice|wins|watchwords|entaku|invite)|`(?:open|skip|pause|resume|status)`| (?:status|resume)`"
)
"""Names of products, commands and their words, addresses, and mentions, which Slack shows as names."""
MASKS = ("●●", "[hidden]")
"""Stand within a customer's words, in the language of whoever brought them."""
GAP = "\ue000"
TERMINAL = re.compile(
    "^(doctor|circle|migrate|workspace|settings|app|dialogue|error-room|error-circle|contact)-"
)
"""Read by an operator, in the language of the terminal."""
RARE = {
    *("close-no-watchword", "close-phrases", "entaku-none-waiting", "entaku-opened", "error-no-rooms"),
    *("error-no-voices", "error-not-invited", "open-missed", "open-nothing", "open-where"),
    *("picked-its-turn", "picked-new-product", "picked-new-source", "picked-next-in-line", "picked-only-one"),
    *("open-shared", "open-voice-inside-only", "room-lost-archived", "somebody", "stage-name-opening"),
    *("copy-earlier", "copy-later", "copy-file", "copy-file-unnamed", "reaction-no-words"),
    *("error-busy", "error-title", "error-unexpected", "shelf-line-product", "shelf-more", "shelf-nominees"),
    *("wins-from-product", "wins-from-quote", "wins-from-voice", "wins-no-circle", "wins-no-room"),
    *("close-card", "stage-name-deciding", "stage-name-question-3", "wins-cheered"),
    *(
        "home-more",
        "home-no-circle",
        "home-no-voices",
        "home-voice-heard",
        "room-for-wins",
        "room-for-record",
    ),
}
"""Read only in circumstances that other tests make (nothing to hear, a shared room, a busy database …), or late:
Slack lets few updates through."""


@dataclass(frozen=True)
class Played:
    """What everybody read in the end."""

    stage: Stage
    shown: list[Shown]
    locales: dict[str, str]
    """`ja` or `en` of each person, by user id."""
    languages: dict[str, str]
    """`ja` or `en` of each circle's channel, by id."""
    own_words: list[str]

    def ours(self, text: str) -> str:
        """Return a text without what people said and typed themselves."""
        for own in self.own_words:
            text = text.replace(own, " ")
        return text

    def read_by(self, language: str) -> Iterator[Shown]:
        """Yield what somebody who reads this language was shown."""
        for one in self.shown:
            if (self.locales.get(one.to) or self.languages[one.to]) == language:
                yield one


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    """Let people of both languages do everything there is to do at a Japanese and at an English table, once."""
    folder = tmp_path_factory.mktemp("languages")
    with staged(folder, "http", f"sqlite:///{folder}/entaku.sqlite3") as stage:
        play(stage)
        yield _read(stage)


def _read(stage: Stage) -> Played:
    people = [user for user in stage.sandbox.users() if not user.get("is_bot")]
    own: list[str] = [f"{headline}{user['key']}" for headline in HEADLINES.values() for user in people]
    own += [user["real_name"] for user in people]
    own += ["秋山あき", "千葉ちえ", "大門大", "江口えみ", "藤井ふみ", "Ben Carter"]
    for table in TABLES:
        masked = [table.phone.replace("090-1234-5678", mask) for mask in MASKS]
        own += [table.name, *table.rooms.values(), *table.quotes, table.talk, *masked]
    for typed in (SCENES, HEADLINES, PRODUCTS, TYPED):
        own += typed.values()
        own += _cuts(table.talk)
    own += ["あ" * 501, *MASKS, *_cuts(LINES["ja"]), *_cuts(LINES["en"])]
    return Played(
        stage,
        everything(stage.sandbox),
        {user["id"]: "ja" if user["locale"].startswith("ja") else "en" for user in people},
        {
            stage.channels[room]: table.language
            for table in TABLES
            for room in (*table.rooms, table.wins, table.record)
        },
        sorted(own, key=len, reverse=True),
    )


def _cuts(line: str) -> list[str]:
    """Return a line whole, and as it stands where a text is cut."""
    return [line, *(f"{line[:end]}…" for end in range(1, len(line)))]


def test_who_reads_english_is_shown_no_japanese_of_ours(played: Played) -> None:
    shown = [one for one in played.read_by("en") if JAPANESE.search(played.ours(one.text))]
    assert shown == []


def test_who_reads_japanese_is_shown_no_english_of_ours(played: Played) -> None:
    shown = [one for one in played.read_by("ja") if LATIN.search(ALLOWED.sub(" ", played.ours(one.text)))]
    assert shown == []


def test_nearly_every_text_for_people_was_read_in_both_languages(played: Played) -> None:
    for language in ("ja", "en"):
        read = {one.text for one in played.read_by(language)}
        unread = {
            key for key in catalogue(language) if not any(_is_said(key, language, text) for text in read)
        }
        assert {key for key in unread if not TERMINAL.match(key)} <= RARE


def _is_said(key: str, language: str, text: str) -> bool:
    return any(re.search(pattern, text) for pattern in _patterns(key, language))


@cache
def _patterns(key: str, language: str) -> list[re.Pattern[str]]:
    """Return what a text looks like with anything in its places, for one and for several."""
    places = catalogue(language)[key].places
    said = [words(language)(key, **dict.fromkeys(places, filled)) for filled in (GAP, 1)]
    return [re.compile(re.escape(one).replace(GAP, ".*").replace("1", ".*"), re.DOTALL) for one in said]


def test_slack_had_nothing_to_refuse(played: Played) -> None:
    lost = {played.stage.channels[table.far_room] for table in TABLES}
    refused = [one for one in played.stage.sandbox.refusals() if one["body"].get("channel") not in lost]
    assert refused == []
