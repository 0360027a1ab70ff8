"""Colleagues post small wins after the close, and cheer those of others."""

from functools import partial

from sandbox.company.outcomes import Win
from sandbox.company.seeing import shows
from sandbox.play.colleagues import Colleagues, Json
from sandbox.play.scenes.scene import Scene
from sandbox.play.scenes.telling import CHEERS, tell
from sandbox.play.sitting import Sitting

WINS_A_WEEK = 2
FIRST_WIN_MINUTE = 32


class Celebrating(Scene):
    def __init__(self, colleagues: Colleagues) -> None:
        super().__init__(colleagues)
        self._on_table: set[str] = set()

    def sat_down(self, sitting: Sitting) -> None:
        self._on_table |= {voice.key for voice in sitting.voices}
        for number, win in enumerate(self._choose()):
            self.colleagues.wins.add(win.say)
            due = sitting.minute(FIRST_WIN_MINUTE + 2.5 * number + self.chance.uniform(0, 1))
            self.colleagues.at(due, partial(self._celebrate, win))

    def _choose(self) -> list[Win]:
        """All of the first week's; later some that came of a voice which was heard, or of none in particular."""
        if not self.colleagues.is_living_on:
            return list(self.story.wins)
        fitting = [
            win
            for win in self.story.all_wins
            if win.say not in self.colleagues.wins and (not win.origin or win.origin in self._on_table)
        ]
        fitting.sort(key=lambda win: not win.origin)
        return fitting[:WINS_A_WEEK]

    def _celebrate(self, win: Win) -> None:
        origin = next((one.quote for one in self.story.all_voices if one.key == win.origin), "")
        tell(self.colleagues, win, origin)

    def shown(self, channel: str, message: Json) -> None:
        """Somebody else's win stands there: a few people cheer, and one of them says a word."""
        colleagues = self.colleagues
        if channel != self.story.circle.wins or any(shows(message, words) for words in colleagues.wins):
            return
        people = [one for room in colleagues.rooms for one in colleagues.free(colleagues.members(room))]
        cheering = self.chance.sample(people, min(len(people), self.chance.randint(3, 5)))
        for place, person in enumerate(cheering):
            emoji = self.chance.choice(CHEERS)
            cheer = partial(colleagues.react, person, "cheer", channel, message["ts"], emoji)
            colleagues.soon(cheer, 0.3 + 0.3 * place, 0.8 + 0.4 * place)
        if cheering and self.story.more:
            line = colleagues.memory.draw(self.story.more.manners.win)
            person = line.by if line.by and colleagues.is_free(line.by) else cheering[0]
            say = partial(colleagues.say, person, "answer", channel, line.say, message["ts"])
            colleagues.soon(say, 0.8, 1.8)
