"""What a person does at the page, in words the tests share. Everything goes by what can be seen or heard there."""

from playwright.sync_api import Locator, Page

ROOM, THREAD = "#room", "#thread"


def field(page: Page, pane: str = ROOM) -> Locator:
    """The text field of a pane's composer."""
    return page.locator(f"{pane} .composer textarea")


def write(page: Page, text: str, pane: str = ROOM) -> None:
    """Type a message (Shift+Enter at line ends) and send it."""
    box = field(page, pane)
    box.click()
    for number, line in enumerate(text.split("\n")):
        if number:
            box.press("Shift+Enter")
        page.keyboard.insert_text(line)
    box.press("Enter")


def message(page: Page, text: str, pane: str = ROOM) -> Locator:
    return page.locator(f"{pane} .message").filter(has_text=text)


def hand(shown: Locator, name: str) -> Locator:
    """A button of the bar at a message's corner."""
    shown.hover()
    return shown.get_by_role("toolbar").last.get_by_role("button", name=name, exact=True)


def more(page: Page, shown: Locator, entry: str) -> None:
    """Choose an entry of a message's menu."""
    hand(shown, "そのほか").click()
    page.get_by_role("menuitem", name=entry).click()


def place(page: Page, name: str) -> Locator:
    """A room or person in the list at the left; its name may be followed by what is new there."""
    return page.locator("#sidebar .place").filter(has_text=name)


def pill(shown: Locator, emoji: str) -> Locator:
    return shown.locator(f'.pill[data-emoji="{emoji}"]')
