"""The host looks at the voices that wait: one is held for a better moment, one is brought forward.

Where people live among the colleagues nothing is held or moved: what they bring shall be heard in its turn.
"""

from datetime import datetime
from functools import partial

from sandbox.company import Waiting
from sandbox.company.seeing import block_under, button
from sandbox.play.diary import What
from sandbox.play.scenes.scene import Scene

OPEN, WAITING, PAGE = "host.open", "circle.waiting", "circle.waiting_page"
HOLD, FORWARD = "voice.hold", "voice.forward"
MOST_PAGES = 5


class Hosting(Scene):
    def week_begins(self, begins: datetime, opens: datetime) -> None:
        waiting = self.story.more.waiting if self.story.more else None
        if waiting is None or self.colleagues.is_living_on:
            return
        due = waiting.when.first_after(begins)
        if due < opens:
            self.colleagues.at(due, partial(self._look, waiting))

    def _look(self, waiting: Waiting) -> None:
        """Open the list from the host's panel, do both, and put it away; without a panel let it be."""
        host = self.story.circle.host
        if not self.colleagues.is_free(host) or not self._open(host):
            return
        self._press(host, "hold", HOLD, self._words(waiting.holds))
        self._press(host, "forward", FORWARD, self._words(waiting.forward))
        self.colleagues.put_away(host)

    def _words(self, key: str) -> str:
        return next(voice.quote for voice in self.story.all_voices if voice.key == key)

    def _open(self, host: str) -> bool:
        sandbox = self.colleagues.sandbox
        told = sandbox.command(host, self.colleagues.company.room_of(host), "/entaku", "status")["message"]
        if not told or not button(told, OPEN):
            return False
        sandbox.click(host, OPEN, ephemeral=told["ts"])
        sandbox.click(host, WAITING, view=True)
        return True

    def _press(self, host: str, what: What, action_id: str, words: str) -> None:
        """Press the button under a voice, on whichever page it stands."""
        colleagues = self.colleagues
        for number in range(MOST_PAGES):
            view = colleagues.form(host)
            place = block_under(view, words, action_id)
            if place:
                room = colleagues.company.room_of(host)
                colleagues.do(host, what, room, words, partial(self._click, host, action_id, place))
                return
            turns = [block for block in view["blocks"] if button({"blocks": [block]}, PAGE)]
            if len(turns) < (2 if number else 1):
                return
            self._click(host, PAGE, turns[-1]["block_id"])

    def _click(self, host: str, action_id: str, block_id: str) -> str:
        self.colleagues.sandbox.click(host, action_id, view=True, block_id=block_id)
        return ""
