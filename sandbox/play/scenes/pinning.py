"""Colleagues put 📌 on a voice, a remark or a copy, and 💡 where somebody noticed something."""

from collections.abc import Callable

from sandbox.play.colleagues import LAST_MINUTE, Colleagues
from sandbox.play.diary import Later, What
from sandbox.play.scenes.scene import Scene
from sandbox.play.sitting import Sitting
from sandbox.refusal import Impossible

EMOJI: dict[str, str] = {"pin": "pushpin", "light": "bulb"}


class Pinning(Scene):
    """Pins of voices; those of remarks are planned where the remark is said."""

    def sat_down(self, sitting: Sitting) -> None:
        for voice in sitting.voices:
            for person in voice.pinned_by:
                due = sitting.minute(self.chance.uniform(6, 25))
                self.colleagues.at(due, reaction(self.colleagues, person, "pin", voice.quote, sitting))
        for words in sitting.others:
            for person in self.chance.sample(everybody(self.colleagues), 2):
                due = sitting.minute(self.chance.uniform(6, 22))
                self.colleagues.at(due, reaction(self.colleagues, person, "pin", words, sitting))


def everybody(colleagues: Colleagues) -> list[str]:
    return [person for room in colleagues.rooms for person in colleagues.free(colleagues.members(room))]


def reaction(
    colleagues: Colleagues, person: str, what: What, words: str, sitting: Sitting
) -> Callable[[], None]:
    """Somebody reacts to what shows these words in their own room, be it original or copy."""
    room = colleagues.company.room_of(person)

    def react() -> str:
        ts = str(colleagues.find(room, words, sitting)["ts"])
        colleagues.sandbox.react(person, room, ts, EMOJI[what])
        return ts

    def give_up() -> str:
        raise Impossible("these words never showed up here")

    def act() -> None:
        if colleagues.is_living_on and not sitting.is_open(colleagues.now()):
            return
        in_time = colleagues.now() < sitting.minute(LAST_MINUTE)
        try:
            colleagues.do(person, what, room, words, react)
        except Later:
            if in_time:
                raise
            colleagues.do(person, what, room, words, give_up)

    return act
