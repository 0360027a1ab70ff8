"""Somebody who pinned long words, a remark or a voice, keeps the words of it that stayed, and says why."""

from functools import partial

from sandbox.company.keepsakes import Kept
from sandbox.company.seeing import button, shows
from sandbox.play.colleagues import Json
from sandbox.play.diary import Later
from sandbox.play.scenes.scene import Scene
from sandbox.play.sitting import Sitting

PHRASE = "watchword.phrase"
MINUTE, UNTIL = 13.0, 28.0
"""What is not offered by then is let be: the remark may not have been said, an app may offer nothing."""


class Phrasing(Scene):
    def sat_down(self, sitting: Sitting) -> None:
        pinned = [
            *((one.say, one.kept) for one in self.story.all_remarks),
            *((one.quote, one.kept) for one in sitting.voices),
        ]
        for words, kept in pinned:
            if kept and self.colleagues.is_free(kept.by):
                self.colleagues.at(sitting.minute(MINUTE), partial(self._keep, words, kept, sitting))

    def _keep(self, words: str, kept: Kept, sitting: Sitting) -> None:
        colleagues = self.colleagues
        offered = self._offered(words, kept)
        if offered is None:
            if colleagues.now() < sitting.minute(UNTIL):
                raise Later
            return

        def keep() -> str:
            colleagues.sandbox.click(kept.by, PHRASE, ephemeral=offered["ts"])
            return colleagues.submit(kept.by, {"phrase": kept.phrase, "why": kept.why})

        colleagues.do(kept.by, "phrase", colleagues.company.room_of(kept.by), kept.phrase, keep)

    def _offered(self, words: str, kept: Kept) -> Json | None:
        """The private question which of these words stay: it shows some of them."""
        told = [one for one in self.colleagues.sandbox.ephemerals(kept.by) if button(one, PHRASE)]
        return next((one for one in told if shows(one, words) or shows(one, kept.phrase)), None)
