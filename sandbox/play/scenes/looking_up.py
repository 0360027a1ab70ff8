"""After a dialogue those whose voices were on the table look what came of them: by command, and in the app's home."""

from functools import partial

from sandbox.play.scenes.scene import Scene
from sandbox.play.sitting import Sitting
from sandbox.refusal import Impossible

MINUTES = (33.0, 37.0)


class LookingUp(Scene):
    def sat_down(self, sitting: Sitting) -> None:
        bringers = self.colleagues.free(list(dict.fromkeys(voice.by for voice in sitting.voices)))
        for number, person in enumerate(bringers):
            look = partial(self._ask if number % 2 == 0 else self._go_home, person)
            self.colleagues.at(sitting.minute(self.chance.uniform(*MINUTES)), look)

    def _ask(self, person: str) -> None:
        colleagues, room = self.colleagues, self.colleagues.company.room_of(person)

        def ask() -> str:
            if not colleagues.sandbox.command(person, room, "/entaku", "voices")["acked"]:
                raise Impossible("/entaku was not acknowledged")
            return ""

        colleagues.do(person, "mine", room, "/entaku voices", ask)

    def _go_home(self, person: str) -> None:
        def go() -> str:
            self.colleagues.sandbox.open_home(person)
            return ""

        self.colleagues.do(person, "mine", "home", "", go)
