import pytest
from syrupy.assertion import SnapshotAssertion

from bot.texts import words
from bot.views import reports as views
from tests.bot.test_report_page import leaf

LANGUAGES = pytest.mark.parametrize("language", ["ja", "en"])


@LANGUAGES
def test_a_report_that_is_coming(language: str, snapshot: SnapshotAssertion) -> None:
    told = views.coming(words(language), leaf())

    assert "2026年11月" in told.text
    assert told.arguments() == snapshot


@LANGUAGES
def test_the_offer_to_share_it(language: str, snapshot: SnapshotAssertion) -> None:
    told = views.offer(words(language), "circle:2026-11")

    assert told.arguments() == snapshot
    assert told.arguments()["blocks"][-1]["elements"][0]["value"] == "circle:2026-11"


def test_a_circles_name_above_the_files_is_text() -> None:
    said = views.handed_over(words("ja"), leaf("<!channel> & <@U0AKI>"), with_pictures=True)

    assert said.splitlines()[0] == "&lt;!channel&gt; &amp; &lt;@U0AKI&gt;（2026年11月）"
