"""The demo on a terminal: three threads side by side, the hour and the stage; line by line where it is no terminal."""

import html
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rich.cells import chop_cells
from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from sandbox import picture
from sandbox.client import Sandbox
from sandbox.company import Company
from sandbox.company.seeing import is_from_app
from sandbox.play import Deed, Play
from sandbox.proof import Proof

Json = dict[str, Any]
DEEDS = 18
STAGE_CHARACTERS = 80
PICTURED = 9
SHOWN_AS = {"pushpin": "📌", "bulb": "💡", "tada": "🎉", "clap": "👏", "raised_hands": "🙌"}
UNNAMED, UNSEEN = "?", "…"
FRAME_LINES = 5
"""Lines of a full terminal that are not the threads': the header, the borders."""
WORDS = {
    "ja": {
        "title": "Entaku サンドボックス（Slackではありません）",
        "week": "声が届く週。届いた声 {count}",
        "voice": "声が届きました",
        "summary": "ここまでにたしかめたこと",
        "rows": "届いた声|ひとこと（ほかの部屋に写された数）|直されたひとこと／引っこめられたひとこと|推した 📌|書きとめたこと／名前を出さないひとこと|小さな改善／えらんだ数|小さな成功／拍手|小さな改善への答え／手を貸した人／目じるしの値|たどられた道のり／記録の部屋のあゆみ|"
        "Slackからの知らせ（いちばん遅い返事）|Slackへの呼び出し|Slackに断られたもの・合わなかったもの",
        "holds": "すべてのひとことが、すべての部屋に、ひとつの順番で、一度ずつ並びました。",
        "fails": "合わないところがありました。",
        "transcript": "記録: {path}　（{seconds:.0f}秒）",
        "address": "ブラウザでひらけます: {url}",
        "stop": "{url} で、だれかになって参加できます。Ctrl-C で終わります。",
        "on": "はじめのミニ対話が終わりました。このあとも続きます。{url} で、だれかになって参加できます。",
        "goodbye": "終わりました。記録: {path}",
    },
    "en": {
        "title": "Entaku sandbox (not Slack)",
        "week": "A week of voices. Brought so far: {count}",
        "voice": "A voice came in",
        "summary": "What was shown so far",
        "rows": "Voices brought|Remarks (copies in other rooms)|Edited / taken back|Pins 📌|Notes / without a name|Improvements / votes|Wins / cheers|Answers about improvements / hands / values|Wins traced / reports in the record room|"
        "Payloads from Slack (slowest ack)|Calls to Slack|Refused by Slack, or not as it should be",
        "holds": "Every remark stands in every room, once, in one order.",
        "fails": "Something is not as it should be.",
        "transcript": "Transcript: {path}  ({seconds:.0f} s)",
        "address": "Open it in a browser: {url}",
        "stop": "At {url} you can be anyone and join in. Ctrl-C ends it.",
        "on": "The first mini-dialogue is over, and life goes on. At {url} you can be anyone and join in.",
        "goodbye": "Ended. Transcript: {path}",
    },
}


class Screen:
    """Shows what Slack shows, nothing from inside the app."""

    def __init__(
        self, console: Console, sandbox: Sandbox, company: Company, play: Play, language: str
    ) -> None:
        self._console = console
        self._live: Live | None = None
        self._sandbox = sandbox
        self._play = play
        self._words = WORDS[language]
        self._names = {user["id"]: user["real_name"] for user in sandbox.users()}
        story = company.story
        assert story is not None
        self._departments = {room.channel: room.department for room in story.circle.rooms}
        self._tz = ZoneInfo(story.circle.tz)
        self._told_deeds = 0
        self._told_stages: set[str] = set()

    def welcome(self, *, keeps: bool) -> None:
        """Say where the page is."""
        words = self._words["stop" if keeps else "address"].format(url=self._sandbox.url)
        self._console.print(words, markup=False, highlight=False, style="bold")

    @contextmanager
    def live(self) -> Iterator[None]:
        """For as long as the block runs `refresh` draws, or tells line by line where there is no live terminal."""
        if not self._console.is_terminal:
            yield
            return
        with Live(console=self._console, refresh_per_second=8, transient=True) as self._live:
            yield
        self._live = None

    def refresh(self) -> None:
        if self._live is not None:
            self._live.update(self._draw(self._console))
        else:
            self._tell(self._console)

    def _draw(self, console: Console) -> RenderableType:
        """The whole picture, for a live terminal: as much as fits, the newest at the bottom."""
        if self._play.sitting is None:
            deeds = [
                Text(f"{deed.at.astimezone(self._tz):%a %H:%M}  {deed.words}")
                for deed in self._play.deeds[-DEEDS:]
            ]
            return Group(self._header(self._words["week"].format(count=len(self._play.deeds))), *deeds)
        threads = self._play.sitting.threads
        table = Table.grid(expand=True)
        for _ in threads:
            table.add_column(ratio=1)
        width = console.width // len(threads) - 4
        table.add_row(*(self._thread(console, room, ts, width) for room, ts in threads.items()))
        return Group(self._header(self._stage()), table)

    def keep(self, path: Path) -> None:
        """Keep the newest lines of each thread as a page of HTML."""
        if self._play.sitting is None:
            return
        threads = {
            self._departments[room]: [
                self._pictured(one) for one in self._sandbox.thread(room, ts)[-PICTURED:]
            ]
            for room, ts in self._play.sitting.threads.items()
        }
        now = self._sandbox.clock().astimezone(self._tz)
        page = picture.page(self._words["title"], f"{now:%H:%M}  {self._stage()}", threads)
        path.write_text(page, encoding="utf-8")

    def _pictured(self, message: Json) -> picture.Line:
        reactions = [
            f"{SHOWN_AS.get(one['name'], one['name'])} {one['count']}" for one in message.get("reactions", ())
        ]
        words = " ".join(html.unescape(message["text"]).split())
        if not is_from_app(message):
            return picture.Line(
                self._names.get(message["user"], ""), words, is_copy=False, reactions=reactions
            )
        who, _, said = words.partition("：") if "：" in words else words.partition(": ")
        is_copy = _kind(message) == "entaku_copy"
        return picture.Line(
            who if is_copy else "", said if is_copy else words, is_copy=is_copy, reactions=reactions
        )

    def _tell(self, console: Console) -> None:
        """What is new, a line each, where there is no live terminal."""
        deeds = self._play.deeds
        for deed in deeds[self._told_deeds :]:
            who, words = _told(deed)
            console.print(
                f"{deed.at.astimezone(self._tz):%a %H:%M}  {deed.where:8} {deed.what:9} {who}: {words}",
                markup=False,
                highlight=False,
            )
        self._told_deeds = len(deeds)
        stage = self._stage()
        if stage and stage not in self._told_stages:
            self._told_stages.add(stage)
            console.rule(stage)

    def life_goes_on(self) -> None:
        words = self._words["on"].format(url=self._sandbox.url)
        self._console.print(words, markup=False, highlight=False, style="bold")

    def goodbye(self, transcript: Path) -> None:
        self._console.print(self._words["goodbye"].format(path=transcript), markup=False, highlight=False)

    def summary(self, proof: Proof, transcript: Path, seconds: float) -> None:
        """What was proven, and where the whole can be read."""
        figures = [
            f"{proof.voices}",
            f"{proof.remarks} ({proof.copies})",
            f"{proof.edits} / {proof.deletions}",
            f"{proof.pins}",
            f"{proof.notes} / {proof.unnamed}",
            f"{proof.proposals} / {proof.votes}",
            f"{proof.wins} / {proof.cheers}",
            f"{proof.answers} / {proof.hands} / {proof.values}",
            f"{proof.traced} / {proof.reports}",
            f"{proof.payloads} ({proof.slowest_ack_ms:.0f} ms)",
            f"{proof.calls}",
            f"{len(proof.faults)}",
        ]
        table = Table(title=self._words["summary"], show_header=False)
        for label, figure in zip(self._words["rows"].split("|"), figures, strict=True):
            table.add_row(label, figure)
        console = self._console
        console.print(table)
        for fault in proof.faults:
            console.print(f"✗ {fault}", style="red", markup=False)
        console.print(self._words["holds" if proof.holds else "fails"], style="bold")
        console.print(self._words["transcript"].format(path=transcript, seconds=seconds))

    def _header(self, stage: str) -> RenderableType:
        now = self._sandbox.clock().astimezone(self._tz)
        return Panel(
            Text(f"{now:%Y-%m-%d %a %H:%M}   {stage}"), title=self._words["title"], subtitle=self._sandbox.url
        )

    def _stage(self) -> str:
        """The newest prompt of the app in the first room."""
        if self._play.sitting is None:
            return ""
        room, ts = next(iter(self._play.sitting.threads.items()))
        prompts = [
            one for one in self._sandbox.thread(room, ts) if _kind(one) in {"entaku_stage", "entaku_close"}
        ]
        return prompts[-1]["text"].split("\n")[0][:STAGE_CHARACTERS] if prompts else ""

    def _thread(self, console: Console, room: str, ts: str, width: int) -> Panel:
        height = console.height - FRAME_LINES
        messages = self._sandbox.thread(room, ts)[1:]
        lines = [line for message in messages[-height:] for line in self._lines(message, width)]
        shown = lines[-height:] + [Text()] * (height - len(lines))
        return Panel(Text("\n").join(shown), title=self._departments[room])

    def _lines(self, message: Json, width: int) -> list[Text]:
        """A message in lines of so many cells; Japanese is cut anywhere, as people write it."""
        reactions = "".join(
            f" {SHOWN_AS.get(one['name'], one['name'])}{one['count']}" for one in message.get("reactions", ())
        )
        words = " ".join(html.unescape(message["text"]).split()).replace(":pushpin:", SHOWN_AS["pushpin"])
        style = "cyan" if _kind(message) == "entaku_copy" else "dim"
        if not is_from_app(message):
            words, style = f"{self._names.get(message['user'], '')}: {words}", "bold"
        return [Text(part, style=style) for part in chop_cells(words + reactions, width)]


def _told(deed: Deed) -> tuple[str, str]:
    """Who did it, and its words: a note stays unseen until all are opened, a remark without a name has no name."""
    who = UNNAMED if deed.what == "unnamed" else deed.who
    return who, UNSEEN if deed.what == "note" else deed.words


def _kind(message: Json) -> str:
    return str((message.get("metadata") or {}).get("event_type", ""))
