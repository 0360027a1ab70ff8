"""A bad day on demand, the app's plug, and states in files."""

import json
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from sandbox.faults import KINDS
from tests.browser.conftest import PageAs
from tests.e2e.stage import until
from tests.sandbox.stage import Stage


def open_tab(page: Page, name: str) -> None:
    page.locator('#tools [data-panel="xray"]').click()
    page.get_by_role("tab", name=name).click()


def switch(page: Page, name: str) -> Locator:
    return page.get_by_role("switch", name=name)


def texts(stage: Stage) -> list[str]:
    return [message["text"] for message in stage.sandbox.messages("sales")]


def test_a_fault_is_switched_on_strikes_and_is_switched_off(stage: Stage, page_as: PageAs) -> None:
    page = page_as("ben")
    open_tab(page, "A bad day")
    storm = page.locator('[data-fault="ratelimit"]')
    storm.get_by_label("Retry-After (s)").fill("7")
    storm.get_by_label("Method").fill("chat.postMessage")
    switch(page, "A storm of 429").click()
    expect(switch(page, "A storm of 429")).to_be_checked()
    assert stage.call("chat.postMessage", channel=stage.channel("sales"), text="a")["error"] == "ratelimited"
    assert stage.call("auth.test")["ok"]
    [fault] = stage.sandbox.faults()
    assert (fault["kind"], fault["retry_after"], fault["method"]) == ("ratelimit", 7, "chat.postMessage")
    expect(storm).to_contain_text("struck once")
    switch(page, "A storm of 429").click()
    expect(switch(page, "A storm of 429")).not_to_be_checked()
    assert stage.sandbox.faults() == []


def test_every_fault_of_the_sandbox_has_a_switch_in_both_languages(stage: Stage, page_as: PageAs) -> None:
    for who, tab in (("ben", "A bad day"), ("aki", "調子の悪い日")):
        page = page_as(who)
        open_tab(page, tab)
        for button in page.get_by_role("switch").all():
            button.click()
            expect(button).to_be_checked()
        assert {fault["kind"] for fault in stage.sandbox.faults()} == KINDS
        assert "xray." not in page.locator("#panel").inner_text()
        page.get_by_role("button", name="Switch all off" if who == "ben" else "すべて切る").click()
        until("no fault is left", lambda: stage.sandbox.faults() == [])


def test_a_fault_switched_on_elsewhere_is_seen_here(stage: Stage, page_as: PageAs) -> None:
    page = page_as("ben")
    open_tab(page, "A bad day")
    stage.sandbox.fault("duplicate", payload="message")
    expect(switch(page, "Delivered twice")).to_be_checked()
    stage.sandbox.post("aki", "sales", "two of me")
    until("both have come", lambda: stage.app.texts() == ["two of me"] * 2)
    stage.sandbox.reset()
    expect(switch(page, "Delivered twice")).not_to_be_checked()


def test_a_state_goes_into_a_file_and_comes_back(stage: Stage, page_as: PageAs, tmp_path: Path) -> None:
    stage.sandbox.post("aki", "sales", "kept")
    page = page_as("ben")
    open_tab(page, "Save and load")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Save to a file").click()
    file = tmp_path / downloading.value.suggested_filename
    downloading.value.save_as(file)
    assert file.name.startswith("entaku-sandbox-")
    stage.sandbox.post("aki", "sales", "written afterwards")
    page.get_by_label("Load a file").set_input_files(file)
    expect(page.locator("#notices")).to_contain_text("is loaded")
    assert texts(stage) == ["kept"]


def test_a_file_that_is_no_state_changes_nothing(
    stage: Stage, page_as: PageAs, tmp_path: Path, complaints
) -> None:
    complaints.expect("400")
    stage.sandbox.post("aki", "sales", "kept")
    page = page_as("ben")
    open_tab(page, "Save and load")
    for name, content in (("a.json", "no JSON"), ("b.json", json.dumps({"state": {}, "clock": {}}))):
        (tmp_path / name).write_text(content)
        page.get_by_label("Load a file").set_input_files(tmp_path / name)
        expect(page.locator("#notices")).to_contain_text(f"{name} is not a state saved here")
    assert texts(stage) == ["kept"]


def test_beginning_anew_is_asked_twice(stage: Stage, page_as: PageAs) -> None:
    stage.sandbox.post("aki", "sales", "forgotten in a moment")
    page = page_as("ben")
    open_tab(page, "Save and load")
    page.get_by_role("button", name="Begin anew").click()
    page.get_by_role("button", name="Not now").click()
    assert texts(stage) == ["forgotten in a moment"]
    page.get_by_role("button", name="Begin anew").click()
    page.get_by_role("dialog").get_by_role("button", name="Begin anew").click()
    expect(page.locator("#notices")).to_contain_text("as it began")
    assert texts(stage) == []


def test_the_apps_plug_is_pulled_and_put_back(stage: Stage, page_as: PageAs) -> None:
    page = page_as("ben")
    open_tab(page, "Save and load")
    expect(page.locator("#panel")).to_contain_text("called over HTTP")
    page.get_by_role("button", name="Unplug the app").click()
    expect(page.locator("#panel")).to_contain_text("The app is unplugged")
    assert not stage.sandbox.command("aki", "sales", "/hello")["acked"]
    page.get_by_role("button", name="Plug the app in").click()
    expect(page.get_by_role("button", name="Unplug the app")).to_be_visible()
    assert stage.sandbox.command("aki", "sales", "/hello")["acked"]
