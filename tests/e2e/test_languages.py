"""Private words come in each person's language, words in rooms in the circle's; people's own words as they said them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from bot.bridge.aliases import NOUNS, PLACES, shown
from bot.texts import LANGUAGES, words
from tests.bot.catalogue import catalogue
from tests.e2e.shown import Shown, everything
from tests.e2e.stage import Stage, refused, staged
from tests.e2e.two_tables import BEGINS, play
from tests.e2e.two_tables_cast import NEW_TABLES, PRIVATE_ROOMS, SAID, TABLES

pytestmark = [pytest.mark.slow, pytest.mark.long]

JAPANESE = re.compile("[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef●]+")
"""Kana, kanji and Japanese signs."""
LATIN = re.compile("[A-Za-z]{3,}")
ALLOWED = re.compile(
    r"Entaku|Slack|SNS|\b[A-Z][a-z]+/[A-Z][A-Za-z_]+|\bUTC\b|https?://\S+|help@example\.com|<[#@][CGUW][A-Z0-9]+(\|[^>]*)?>"
    r"|/(?:voice|wins|watchwords|entaku|invite)|`(?:open|skip|pause|resume|status|ideas|setup|more|next|end|swap|questions|pulse|rehearse)`| (?:ideas|status|resume|setup|swap|questions|rehearse|voices|report)`|`?/entaku report 2026-11`?|/entaku improve|`(?:improve|improvements)`| (?:improve|improvements)`"
)
"""Names of products, commands and their words, addresses, and mentions, which Slack shows as names."""
MASKS = ("●●", "[hidden]")
"""Stand within a customer's words, in the language of whoever brought them."""
GAP = "\ue000"
ELSEWHERE = re.compile(
    "^alias-(?!at$)|^report-(?!bad-period$|empty$|coming$|here|offer$|share-button$|shared$)"
)
"""The names of who stays unnamed are drawn by chance; what stands on the page of a report is read elsewhere."""
TERMINAL = re.compile(
    "^(doctor|erase|export|import|restore|circle|migrate|workspace|settings|app|dialogue|error-room|error-circle|contact|assistant)-|^error-not-invited$"
)
"""Read by an operator in the language of the terminal, or by an assistant."""
OF_THEIR_OWN_PLAY = re.compile(
    "^(asleep|measure-ask|acts-did-(use|idea|watchword))-"
    "|^(digest|thanks|table)-|^(host|act|acts-did-circle)-letter-(on|off)"
    "|^(lead|hand|release|remind|still|measured|last|improve-by-hand|improvements)-"
    "|^trail-|^wins-((hint|number|change|words|thanks|over|news|pictures?|withdraw)-|(before|after)-words$|from-(watchword|idea)"
    "|(choice|from)-improvement|choice-(watchword|idea)|withdrawn$|without$|picture$|files|period$)"
    "|^(pulse|round|sittings)-|^(host|act|acts-did-circle)-(pulse|go-on|close|reopen|sittings)"
    "|^error-(pulse|sittings|circle)-|^entaku-(came-round|closed|sittings)$|^home-do-(over|round)$"
    "|^heard-improved|^improve-(circle-label|no-circle|not-lead|not-under-way|no-hand|own-hand)$|^empty-improvements$"
)
"""Read in `test_asleep`, `test_following_up`, `test_people`, `test_pulse_and_end` and `test_win_trail`, and in the snapshots of their views: this play ends after a week."""
RARE = {
    *("error-busy", "error-unexpected"),
    *("addressed-files-left", "addressed-only-files"),
    *("copy-file-unnamed", "setup-no-such-zone", "somebody", "rehearse-department"),
    *(
        "open-shared",
        "open-assistant",
        "open-voice-inside-only",
        "close-watchword-inside",
        "shelf-inside",
        "shelf-unknown",
    ),
    *("improve-more", "improve-vote-button-yours"),
    *("entaku-next-unknown", "join-waits-looking", "stage-name-opening"),
    *("picked-its-turn", "picked-new-department", "picked-new-product", "picked-new-source"),
    *("picked-new-words", "picked-next-in-line"),
    *(
        "open-voice-heard-by",
        "picked-new-segment",
        "voice-file",
        "voice-file-link",
        "voice-file-follows",
        "voice-clip",
        "voices-link",
        "voices-win-dm",
    ),
    *("voices-title", "voice-file-too-big", "voice-files-too-many", "voice-unnamed-kept", "home-voice-held"),
    *(
        "waiting-inside",
        "waiting-earlier",
        "waiting-later",
        "waiting-not-any-more",
        "waiting-since",
        "waiting-today",
    ),
    *("material-failed", "material-missing", "material-not-installed", "material-several"),
    *("material-label-voice", "material-label-remark", "material-label-note", "material-circle"),
    *("material-inside", "material-described", "material-file", "material-footer"),
    *("material-standing-public", "material-standing-agreed", "material-standing-inside"),
    *("material-standing-colleague",),
    *("idea-one-each", "idea-taken-up", "ideas-taken-up", "look-perhaps", "look-quote"),
    *("measure-no-words", "measure-none", "measure-shared-by-somebody"),
    *(f"measure-share-{why}" for why in ("archived", "locked", "outside", "shared")),
    *(
        f"pin-{what}"
        for what in ("adopted", "chosen", "joined", "own-words", "part", "parted", "phrase-hint")
    ),
    *(f"pin-{what}" for what in ("phrase-label", "source-gone", "taken-back", "these-words", "title")),
    *("pin-which-words", "pin-why-label", "watchword-not-pinned", "watchword-not-said"),
    *(
        f"shelf-{what}"
        for what in ("adopted", "away", "is-away", "joined", "let-go-done", "supported", "why")
    ),
    *("use-not-yours", "uses-newer", "uses-older", "uses-none", "acts-did-win-take-down", "open-idea"),
    *(
        "situation-month",
        "situation-month-colleague",
        "look-from-product",
        "shelf-line-product",
        "improve-not-asked",
        "improve-not-yours",
    ),
    *("home-do-room-archived", "home-do-room-button", "home-do-room-done", "home-do-room-outside"),
    *(
        "home-hosting-lost",
        "home-hosting-names",
        "home-hosting-more",
        "home-hosting-paused",
        "home-do-pause",
        "home-win-link",
        "voices-open",
    ),
    *(
        "home-more",
        "home-sittings-more",
        "home-wins-more",
        "wins-from-product",
        "wins-from-quote",
        "wins-from-voice",
    ),
}
"""What other tests read: a database that is busy and a bug; what a client does not offer or Slack does not tell (a file
without a name, an unknown zone, a nameless person, a circle without rooms); a room shared with another organisation, a guest, somebody whom
Slack has yet to tell of; more
than ten proposals; ends of an improvement that no operation brings about yet; what is shown for a moment only;
words chosen of longer texts and joined, what adopts and puts away, places that a watchword cannot be shared in;
files and shared devices, what stands in pictures, long waiting lists, long homes and those of hosts who lost a room, and what private messages leave no room for; and what depends on which
voices chance picks."""


@dataclass(frozen=True)
class Played:
    """What everybody read in the end."""

    stage: Stage
    shown: list[Shown]
    locales: dict[str, str]
    """`ja` or `en` of each person, by user id and by the id of their direct messages."""
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
    with staged(folder, "http", f"sqlite:///{folder}/entaku.sqlite3", clock_start=BEGINS) as stage:
        play(stage)
        yield _read(stage)


def _language(user: dict[str, Any]) -> str:
    return "ja" if user["locale"].startswith("ja") else "en"


def _direct(stage: Stage, user_id: str) -> str:
    """Return the id of somebody's direct messages with Entaku; empty if there are none."""
    return str(stage.sandbox.ask("GET", "/read/directs", user=user_id)["channel"] or "")


def _read(stage: Stage) -> Played:
    people = [user for user in stage.sandbox.users() if not user.get("is_bot")]
    tables = TABLES + NEW_TABLES
    own: list[str] = [f"{headline}{user['key']}" for headline in SAID["headline"].values() for user in people]
    for what in ("first idea", "second idea"):
        own += [f"{said}{user['key']}" for said in SAID[what].values() for user in people]
    own += [user["real_name"] for user in people]
    own += ["秋山あき", "千葉ちえ", "大門大", "江口えみ", "藤井ふみ", "Ben Carter"]
    for table in tables:
        masked = [table.phone.replace("090-1234-5678", mask) for mask in MASKS]
        own += [
            table.name,
            *table.rooms.values(),
            *table.quotes,
            *table.later,
            table.talk,
            *masked,
            *_cuts(table.talk),
        ]
    for said in SAID.values():
        for line in said.values():
            own += _cuts(line)
    own += ["あ" * 501, *MASKS]
    own += ["memo.txt", "list.csv", "090-1234-5678", *(table.phone for table in tables), *_aliases()]
    own += [words(table.language)(f"question-{number}") for table in TABLES for number in (1, 2, 3)]
    return Played(
        stage,
        everything(stage.sandbox),
        {place: _language(user) for user in people for place in (user["id"], _direct(stage, user["id"]))},
        {
            stage.channels[room]: table.language
            for table in tables
            for room in (*table.rooms, table.wins, table.record)
        },
        sorted(own, key=len, reverse=True),
    )


def _aliases() -> list[str]:
    """Return every name that a room gives to who says something without one; its author reads it as the room does."""
    nouns = [shown(words(language), noun) for language in LANGUAGES for noun in NOUNS]
    places = [words(language)(f"alias-at-{place}") for language in LANGUAGES for place in PLACES]
    return nouns + places


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
        for_people = [
            key
            for key in catalogue(language)
            if not any(one.match(key) for one in (TERMINAL, ELSEWHERE, OF_THEIR_OWN_PLAY))
        ]
        unread = {key for key in for_people if not any(_is_said(key, language, text) for text in read)}
        assert " ".join(sorted(unread - RARE)) == ""


def _is_said(key: str, language: str, text: str) -> bool:
    return any(re.search(pattern, text) for pattern in _patterns(key, language))


@cache
def _patterns(key: str, language: str) -> list[re.Pattern[str]]:
    """Return what a text looks like with anything in its places, for one and for several."""
    places = catalogue(language)[key].places
    said = [words(language)(key, **dict.fromkeys(places, filled)) for filled in (GAP, 1)]
    gaps = [re.escape(one).replace(GAP, "1").replace("1", ".*") for one in said]
    return [re.compile(one.removeprefix(".*").removesuffix(".*"), re.DOTALL) for one in gaps]


def test_slack_had_nothing_to_refuse(played: Played) -> None:
    lost = {played.stage.channels[table.far_room] for table in TABLES}
    never_ours = {played.stage.channels[private] for private in PRIVATE_ROOMS}
    where = lost | never_ours
    elsewhere = [one for one in refused(played.stage.sandbox) if one["body"].get("channel") not in where]
    assert [(one["kind"], one["name"], one["rule"]) for one in elsewhere] == []


def test_nothing_failed_in_the_app(played: Played) -> None:
    lines = played.stage.apps[0].log.read_text(encoding="utf-8").splitlines()
    assert len(lines) > 0
    assert [line for line in lines if "[error" in line or "Traceback" in line] == []
