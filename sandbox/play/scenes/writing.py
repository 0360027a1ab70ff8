"""Colleagues write before anybody speaks: each a note on one voice, some with their name."""

from functools import partial

from sandbox.company import Note
from sandbox.company.seeing import field_under
from sandbox.company.wording import bits
from sandbox.play.scenes.scene import Scene
from sandbox.play.sitting import Sitting

OPEN = "note.open"
NAMED = 2
"""So many write with their name; of each room one writes without."""
LAST_WORDS = 0.8
"""So many minutes before the notes are opened the last one begins to write."""


class Writing(Scene):
    def sat_down(self, sitting: Sitting) -> None:
        now = (self.colleagues.now() - sitting.opened_at).total_seconds() / 60
        last = max(now + 1, self.story.circle.stages[1] - LAST_WORDS)
        quotes = [voice.quote for voice in sitting.voices] + list(sitting.others)
        self.chance.shuffle(quotes)
        for number, note in enumerate(self._choose()):
            due = sitting.minute(self.chance.uniform(now, last))
            write = partial(self._write, note, quotes[number % len(quotes)], sitting)
            self.colleagues.at(due, write)

    def _choose(self) -> list[Note]:
        notes = self.story.more.notes if self.story.more else ()
        free = [note for note in notes if self.colleagues.is_free(note.by)]
        chosen = self.colleagues.memory.draw_some([one for one in free if one.named], NAMED)
        for room in self.colleagues.rooms:
            members = self.colleagues.members(room)
            unnamed = [one for one in free if not one.named and one.by in members]
            chosen += self.colleagues.memory.draw_some(unnamed, 1)
        return chosen

    def _write(self, note: Note, quote: str, sitting: Sitting) -> None:
        colleagues, room = self.colleagues, self.colleagues.company.room_of(note.by)
        shown = colleagues.showing(room, OPEN, sitting)
        if shown is None or not sitting.is_open(colleagues.now()):
            return
        words = note.say.format(word=self.chance.choice(bits(quote)))

        def write() -> str:
            colleagues.press(note.by, room, shown, OPEN)
            wishes = {field_under(colleagues.form(note.by), quote): words}
            return colleagues.submit(note.by, wishes | ({"named": "named"} if note.named else {}))

        colleagues.do(note.by, "note", room, words, write)
