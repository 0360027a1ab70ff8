"""What a scene can hear of. Each method does nothing until a scene says otherwise."""

from datetime import datetime

from sandbox.play.colleagues import Colleagues, Heard, Json
from sandbox.play.sitting import Sitting


class Scene:
    is_of_every_dialogue = False
    """Whether it belongs to a dialogue that is held with a few words, too: time leaps past it."""

    def __init__(self, colleagues: Colleagues) -> None:
        self.colleagues = colleagues
        self.story = colleagues.story
        self.chance = colleagues.chance

    def week_begins(self, begins: datetime, opens: datetime) -> None:
        """A week begins; its dialogue opens at `opens` (both in the circle's time zone)."""

    def sat_down(self, sitting: Sitting) -> None:
        """A dialogue has opened in every room."""

    def heard(self, said: Heard) -> None:
        """A person, and no colleague, has said something."""

    def shown(self, channel: str, message: Json) -> None:
        """The app has posted something into a channel (by key), outside threads."""

    def told(self, person: str, message: Json) -> None:
        """The app has told a colleague, whom nobody plays, something privately."""
