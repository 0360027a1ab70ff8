"""App Home: what the app has published for one person, live and usable."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import PageAs
from tests.browser.entaku import Entaku
from tests.browser.windows import Windows
from tests.sandbox.stage import Json, Received, Stage, button, field_of, home, plain, section, wait_for

HOME = "/?view=home"


def clicks(stage: Stage) -> list[Json]:
    return [one.payload for one in stage.app.received if one.payload.get("type") == "block_actions"]


def publish(stage: Stage, *blocks: Json, who: str = "aki") -> None:
    stage.ok("views.publish", user_id=stage.user(who), view=home(*blocks))


def shown(page: Page) -> str:
    return page.locator("#room .home").inner_text()


def test_looking_at_home_tells_the_app_and_shows_what_it_publishes(stage: Stage, page_as: PageAs) -> None:
    page = page_as("aki", path=HOME)
    expect(page.locator("#room .home")).to_contain_text("まだ何もありません")
    wait_for(lambda: stage.app.events("app_home_opened"))
    assert stage.app.events("app_home_opened")[0]["user"] == stage.user("aki")
    publish(stage, section("*一つめ* の知らせ"))
    expect(page.locator("#room .home strong")).to_have_text("一つめ")
    publish(stage, section("二つめ"))
    expect(page.locator("#room .home")).to_contain_text("二つめ")
    assert "一つめ" not in shown(page)


def test_each_person_has_a_home_of_their_own(stage: Stage, page_as: PageAs) -> None:
    publish(stage, section("for aki"))
    publish(stage, section("for ben"), who="ben")
    page = page_as("ben", path=HOME)
    expect(page.locator("#room .home")).to_contain_text("for ben")
    assert "for aki" not in shown(page)


def test_buttons_and_fields_of_home_reach_the_app(stage: Stage, page_as: PageAs) -> None:
    note = field_of("note", optional=True)
    publish(stage, note, button("go"))
    page = page_as("aki", path=HOME)
    page.locator("#room .home").get_by_label("note").fill("途中")
    page.locator("#room .home").get_by_role("button", name="Press").click()
    wait_for(lambda: clicks(stage))
    view = clicks(stage)[0]["view"]
    assert (view["type"], view["state"]["values"]["note"]["value"]["value"]) == ("home", "途中")
    publish(stage, section("changed"), note, button("go"))
    expect(page.locator("#room .home")).to_contain_text("changed")
    expect(page.locator("#room .home").get_by_label("note")).to_have_value("途中")


def test_a_button_of_home_opens_a_modal(stage: Stage, page_as: PageAs) -> None:
    publish(stage, button("go"))

    view = {"type": "modal", "title": plain("From home"), "blocks": [section("hello")]}

    def answer(received: Received) -> tuple[int, None]:
        if received.payload.get("type") == "block_actions":
            stage.ok("views.open", trigger_id=received.payload["trigger_id"], view=view)
        return 200, None

    stage.app.answer = answer
    page = page_as("aki", path=HOME)
    page.locator("#room .home").get_by_role("button", name="Press").click()
    expect(page.get_by_role("dialog", name="From home")).to_contain_text("hello")


def test_entakus_home_is_reached_from_the_sidebar(entaku: Entaku, page_as: PageAs) -> None:
    page = page_as(entaku.host)
    page.locator('[data-guide="sidebar-app"]').first.click()
    expect(page.locator("#room .home .bk").first).to_be_visible()
    expect(page.locator("#room .home .bk-json")).to_have_count(0)


@pytest.mark.parametrize(("company", "width"), [("entaku", 360), ("entaku_en", 1280)])
def test_what_is_ticked_in_entakus_home_stays_so(
    request: pytest.FixtureRequest, windows: Windows, company: str, width: int
) -> None:
    place: Entaku = request.getfixturevalue(company)
    page = windows.open(place.sandbox.url, place.host, path=HOME, width=width, touch=width < 500)
    ticks = page.locator("#room .home input[type=checkbox]")
    expect(ticks.first).to_be_checked()
    for number in (0, 2):
        tick(ticks, number)
    wait_for(lambda: _unticked(place) == 2)
    page.reload()
    expect(ticks.nth(0)).not_to_be_checked()
    expect(ticks.nth(2)).not_to_be_checked()
    tick(ticks, 0)
    wait_for(lambda: _unticked(place) == 1)
    expect(ticks.nth(0)).to_be_checked()
    expect(ticks.nth(2)).not_to_be_checked()
    tick(ticks, 2)
    wait_for(lambda: _unticked(place) == 0)


def tick(ticks: Locator, number: int) -> None:
    """Tick or untick, and see the home drawn anew: what is redrawn under a finger loses its press."""
    group = ticks.nth(number).locator("xpath=ancestor::*[@data-block-id][1]")
    before = group.get_attribute("data-block-id") or ""
    ticks.nth(number).click()
    expect(group).not_to_have_attribute("data-block-id", before)


def _unticked(place: Entaku) -> int:
    groups = [
        block["elements"][0]
        for block in (place.sandbox.home(place.host) or {"blocks": []})["blocks"]
        if str(block.get("block_id")).startswith("private:")
    ]
    return sum(len(group["options"]) - len(group.get("initial_options", ())) for group in groups)
