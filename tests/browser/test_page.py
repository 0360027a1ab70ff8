"""The page opens, and asks nobody but the sandbox."""

from tests.browser.conftest import PageAs
from tests.browser.entaku import Entaku
from tests.sandbox.stage import Stage


def test_the_page_says_that_it_is_a_sandbox(stage: Stage, page_as: PageAs) -> None:
    assert "Entaku sandbox" in page_as("aki").title()


def test_the_page_opens_on_a_telephone_in_the_dark(dialogue: Entaku, page_as: PageAs) -> None:
    page = page_as(dialogue.host, width=360, height=740, dark=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
