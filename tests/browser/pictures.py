"""`make pictures`: the main states of the page in both languages, into docs/pictures."""

import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from pathlib import Path

import httpx
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from bot import texts
from bot.material import picture
from bot.material.layout import WIDE
from bot.material.sheet import Sheet
from bot.reports import page as report_page
from bot.reports import picture as report_picture
from sandbox.company.seeing import block_under
from tests.browser import chromium, reports
from tests.browser.entaku import Entaku, seated
from tests.browser.small_png import small
from tests.browser.windows import Complaints, Windows
from tests.e2e.stage import ROOT, kind, until

FOLDER = ROOT / "docs" / "pictures"
WAITING = 4
PHONE = 500
COUNTRIES = {"ja": "JP", "en": "GB"}
Remark = tuple[int, int, str]
"""The room's number, the colleague's number in it, and the words."""


@dataclass(frozen=True)
class Script:
    """What is said before the pictures are taken."""

    quotes: tuple[str, str, str]
    first: tuple[Remark, ...]
    second: tuple[Remark, ...]
    draft: str
    voice: tuple[str, str]
    plan: str
    tz: str


SCRIPTS = {
    "ja": Script(
        (
            "ふたが固くて、朝だけ夫に開けてもらってるんです。それが、ちょっといやで",
            "便利なのはわかるんですけど、結局いつもの水筒を持って出ちゃうんですよね",
            "母の弁当箱だけ、洗うのが最後になるんです。パッキンの溝が見えないから",
        ),
        (
            (0, 0, "お店では、ふたより先に、開ける手つきを気にされていました"),
            (2, 1, "電話でも「開かない」より「頼むのが」とおっしゃる方が多いです"),
        ),
        (
            (1, 2, "固さの基準はあっても、頼まずにすむかどうかの基準はありませんでした"),
            (0, 3, "朝の台所で、ひとりで始められること、なのかもしれません"),
        ),
        "溝が見えたら、洗う順番も変わるのかな",
        (
            "軽いのはいいけど、倒れるとすぐ転がるでしょう。犬より先につかまえないと",
            "秋の試飲会で。笑いながら、机の端を手でふさいで見せてくれました。",
        ),
        "春の見積もりの相談です。ふたを一段安い部品に替えて、そのぶん値段を下げる案で進めたいと思っています。",
        "Asia/Tokyo",
    ),
    "en": Script(
        (
            "I open it at night with a cloth, so that in the morning I don't have to ask anybody.",
            "It's convenient, I know. I still take the old one when I go out.",
            "My mother's lunch box is always washed last. You can't see into the groove.",
        ),
        (
            (0, 2, "In the shop she never looked at the lid. She looked at her hands."),
            (2, 1, "On the phone people rarely say it is stiff. They say they hate to ask."),
        ),
        (
            (1, 2, "We measure how stiff it is. Nobody measures who has to be asked."),
            (0, 3, "So it may be about starting the day by yourself?"),
        ),
        "If you could see the groove, would it still be last",
        (
            "It's light, which I like. When it falls over it rolls, and then it's me or the dog.",
            "At the autumn fair. She laughed and blocked the edge of the table with her hand.",
        ),
        "For the spring quote I'd use one cheaper part in the lid and pass the saving on in the price.",
        "Europe/London",
    ),
}


ORIGINS = {
    "ja": ("店頭", "通勤のお客様", "水筒", "毎日の道具"),
    "en": ("Store", "On the way to work", "Water bottle", "Everyday things"),
}
"""Where the watchword of the picture is from: place, kind of customer, product, circle."""


@dataclass
class Shoot:
    """One language's stage, and the browser that looks at it."""

    entaku: Entaku
    script: Script
    browser: Browser
    darkroom: Page

    def say(self, remarks: tuple[Remark, ...]) -> None:
        """Say these, and wait until every room has them."""
        entaku = self.entaku
        for place, who, words in remarks:
            room = entaku.rooms[place]
            ts = entaku.sandbox.post(entaku.someone_in(room, who), room, words, entaku.cards_of[room])
            entaku.sandbox.settle(quiet=1)
            others = [other for other in entaku.rooms if other != room]
            until("the copies", lambda: all(words in self.told(other) for other in others), 20)  # noqa: B023  at once
            entaku.sandbox.react(entaku.someone_in(room, 1 - min(who, 1)), room, ts, "bulb")

    def told(self, room: str) -> str:
        return str(self.entaku.sandbox.thread(room, self.entaku.cards_of[room]))

    def play(self) -> None:
        """A dialogue at its second question, with something said at both."""
        entaku = self.entaku
        entaku.open_dialogue(*self.script.quotes)
        entaku.monday("10:06:00")
        entaku.sandbox.settle(quiet=1)
        self.say(self.script.first)
        entaku.monday("10:13:00")
        entaku.sandbox.settle(quiet=1)
        self.say(self.script.second)
        entaku.sandbox.settle(quiet=1)

    def take(
        self, name: str, pose: Callable[[Page], None], path: str, width: int, height: int, scale: int = 1
    ) -> None:
        """Open a window, let it take its pose, and keep what it shows."""
        complaints = Complaints()
        windows = Windows(self.browser, complaints)
        page = windows.open(
            self.entaku.sandbox.url,
            self.entaku.host,
            path=path,
            width=width,
            height=height,
            tz=self.script.tz,
            scale=scale,
            touch=width < PHONE,
        )
        pose(page)
        page.evaluate("document.fonts.ready")
        page.wait_for_function("[...document.images].every(one => one.complete)")
        picture = small(self.darkroom, page.screenshot(animations="disabled"))
        (FOLDER / f"{name}-{self.entaku.language}.png").write_bytes(picture)
        windows.close()
        if complaints.left():
            raise SystemExit("\n".join(complaints.left()))

    # --- poses -------------------------------------------------------------------------------------------

    def split(self, page: Page) -> None:
        last = page.locator(".message-body", has_text=self.script.second[-1][2])
        expect(last).to_have_count(len(self.entaku.rooms))

    def phone(self, page: Page) -> None:
        expect(page.locator("#thread .message-body", has_text=self.script.second[-1][2])).to_be_visible()
        page.locator("#thread textarea").fill(self.script.draft)

    def form(self, page: Page) -> None:
        page.locator("#room textarea").fill("/voice")
        page.locator("#room textarea").press("Enter")
        expect(page.get_by_role("dialog")).to_be_visible()
        fields = page.get_by_role("dialog").locator("textarea")
        for field, words in zip(fields.all(), self.script.voice, strict=False):
            field.fill(words)

    def home(self, page: Page) -> None:
        expect(page.locator("#room h1, #room h2, #room .header").first).to_be_visible()
        self.entaku.sandbox.settle(quiet=1)

    def bring_more(self) -> None:
        """Voices that wait for the next dialogue, one of them brought forward, one held."""
        entaku, sandbox = self.entaku, self.entaku.sandbox
        assert entaku.company.story
        room, host = entaku.rooms[0], entaku.host
        said = [one for one in entaku.company.story.voices if one.quote not in self.script.quotes]
        for voice in said[:WAITING]:
            sandbox.command(host, room, "/voice")
            known = {"quote": voice.quote, "source": voice.source, "segment": voice.segment}
            sandbox.submit(host, known)
            sandbox.close_view(host, everything=True)
        told = sandbox.command(host, room, "/entaku", "status")["message"]
        sandbox.click(host, "host.open", ephemeral=told["ts"])
        sandbox.click(host, "circle.waiting", view=True)
        for voice, action in zip(said[1:], ("voice.forward", "voice.hold"), strict=False):
            place = block_under(sandbox.views(host)[-1], voice.quote, action)
            sandbox.click(host, action, view=True, block_id=place)
        sandbox.close_view(host, everything=True)

    def waiting(self, page: Page) -> None:
        sandbox, host, room = self.entaku.sandbox, self.entaku.host, self.entaku.rooms[0]
        expect(page.locator("#room .composer")).to_be_visible()
        told = sandbox.command(host, room, "/entaku", "status")["message"]
        sandbox.click(host, "host.open", ephemeral=told["ts"])
        sandbox.click(host, "circle.waiting", view=True)
        expect(page.get_by_role("dialog").locator("[data-action='voice.let_go']").last).to_be_visible()

    def close(self) -> str:
        """Pin the first voice, let the dialogue close, and tell a plan in the room; return the plan's ts."""
        entaku, sandbox = self.entaku, self.entaku.sandbox
        room = entaku.rooms[0]
        for reply in sandbox.thread(room, entaku.cards_of[room]):
            if kind(reply) == "entaku_voice" and self.script.quotes[0] in str(reply):
                sandbox.react(entaku.someone_in(room, 1), room, reply["ts"], "pushpin")
        sandbox.settle(quiet=1)
        for clock in ("10:20:00", "10:26:00", "10:29:30", "10:31:00"):
            entaku.monday(clock)
            sandbox.settle(quiet=1)
        ts = sandbox.post(entaku.host, room, self.script.plan)
        sandbox.settle(quiet=1)
        return ts

    def measuring(self, ts: str, page: Page) -> None:
        expect(page.locator("#room .composer")).to_be_visible()
        self.entaku.sandbox.shortcut(
            self.entaku.host, "watchwords.measure", channel=self.entaku.rooms[0], ts=ts
        )
        expect(page.get_by_role("dialog").locator("[data-action='watchword.share']").first).to_be_visible()

    def xray(self, page: Page) -> None:
        page.locator('#tools [data-panel="xray"]').click()
        page.locator("#panel .row .bad").first.click()
        expect(page.locator(".xray-verdict")).to_be_visible()


def take_all(browser: Browser, language: str) -> None:
    with tempfile.TemporaryDirectory() as folder, seated(Path(folder), language) as entaku:
        shoot = Shoot(entaku, SCRIPTS[language], browser, browser.new_page())
        shoot.play()
        room = entaku.rooms[0]
        thread = f"/?at={room}&thread={entaku.cards_of[room]}"
        shoot.take("dialogue", shoot.split, "/?view=split", 1360, 850)
        shoot.take("phone", shoot.phone, thread, 360, 740, scale=2)
        shoot.take("home", shoot.home, "/?view=home", 1100, 760)
        say_too_much(entaku)
        shoot.take("xray", shoot.xray, f"/?at={room}", 1360, 850)
        shoot.take("voice-form", shoot.form, f"/?at={room}", 1100, 700)
        shoot.entaku.sandbox.close_view(entaku.host, everything=True)
        shoot.bring_more()
        shoot.take("waiting", shoot.waiting, f"/?at={room}", 1100, 760)
        shoot.entaku.sandbox.close_view(entaku.host, everything=True)
        shoot.take("measuring", partial(shoot.measuring, shoot.close()), f"/?at={room}", 1100, 760)


def say_too_much(entaku: Entaku) -> None:
    """A refusal for the x-ray: Entaku makes none of its own accord."""
    arguments = {
        "channel": entaku.channels[entaku.rooms[0]],
        "ts": entaku.cards_of[entaku.rooms[0]],
        "text": "…" * 4001,
    }
    httpx.post(
        f"{entaku.sandbox.api_url}chat.update",
        json=arguments,
        headers={
            "Authorization": f"Bearer {entaku.sandbox.bot_token}",
            "Content-Type": "application/json; charset=utf-8",
        },
        trust_env=False,
    )


def watchword(language: str) -> None:
    """Draw the picture of a watchword as Entaku does; no browser is in it."""
    said, origin = texts.words(language), ORIGINS[language]
    sheet = Sheet(
        language=language,
        phrase=SCRIPTS[language].quotes[1],
        label=said("material-label-voice"),
        origin=(said.month(date(2026, 10, 1)), *origin[:-1], said("material-circle", circle=origin[-1])),
        separator=said("list-separator"),
        badge=said("material-inside"),
        standing=said("material-standing-inside"),
        footer=said("material-footer"),
        description="",
        stem="",
    )
    colours = picture.image(sheet, WIDE).reduce(2).quantize(256)
    colours.save(FOLDER / f"watchword-{language}.png", optimize=True)


def report(browser: Browser, language: str) -> None:
    """Draw the bond map of a report as Entaku does, and take its page."""
    told = reports.leaf(language)
    [bonds, *_] = report_picture.pictures(told)
    drawn = Image.open(BytesIO(bonds.content))
    drawn.thumbnail((1150, 1150))
    drawn.quantize(128).save(FOLDER / f"bonds-{language}.png", optimize=True)
    page = browser.new_page(viewport={"width": 900, "height": 1180}, color_scheme="light")
    page.set_content(report_page.html(told))
    taken = small(browser.new_page(), page.screenshot(full_page=False))
    (FOLDER / f"report-{language}.png").write_bytes(taken)


def main() -> int:
    with sync_playwright() as playwright:
        for language in sys.argv[1:] or SCRIPTS:
            browser = playwright.chromium.launch(
                executable_path=chromium.find(),
                args=[*chromium.ARGUMENTS, f"--lang={language}"],
                env=os.environ | {"LANGUAGE": language, "LANG": f"{language}_{COUNTRIES[language]}.UTF-8"},
            )
            take_all(browser, language)
            watchword(language)
            report(browser, language)
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
