"""Colleagues talk in the dialogue: about the voices on the table, and about what they bring to mind.

The first dialogue is played as the company's file has it. Later ones take what nobody has said for longest, so that
each is another one; of voices that somebody else brought they take up the words.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TypeVar

from sandbox.company import Echo, Line, More, Remark
from sandbox.company.rhythm import pace, spread
from sandbox.company.wording import bits, heard_in
from sandbox.play.colleagues import LAST_MINUTE, Colleagues
from sandbox.play.scenes.pinning import reaction
from sandbox.play.scenes.scene import Scene
from sandbox.play.sitting import Sitting

QUESTIONS = (1, 2, 3)
OF_A_ROOM = 2
"""So many remarks on no voice in particular a room has at each question of a later dialogue."""
CLOSING_TALK = 3
OF_A_TOPIC = 3
ECHOES = 4
"""So many remarks take up words of a voice that somebody else brought; of the file's own voices there is one each."""
A_FEW = 6
"""So many are said where time leaps past the dialogue."""
L = TypeVar("L", bound=Remark | Line | Echo)


class Talking(Scene):
    is_of_every_dialogue = True

    def __init__(self, colleagues: Colleagues) -> None:
        super().__init__(colleagues)
        self._unsaid: set[str] = set()
        self._dialogues = 0

    def sat_down(self, sitting: Sitting) -> None:
        self._dialogues += 1
        if sitting.is_brief:
            paced = spread(self._a_few(sitting), self.chance)
        elif self._dialogues == 1:
            keys = [voice.key for voice in sitting.voices]
            paced = pace(self.story, keys, self.chance)
            for _, remark in paced:
                self.colleagues.memory.note(remark.say)
            paced += spread(self._on_others(sitting), self.chance)
        else:
            paced = spread(self._choose(sitting), self.chance)
        for minute, remark in paced:
            self.colleagues.at(sitting.minute(minute), partial(self._say, remark, sitting))

    def _a_few(self, sitting: Sitting) -> list[Remark]:
        keys = {voice.key for voice in sitting.voices}
        about = self._free(one for one in self.story.all_remarks if one.about in keys and not one.answers)
        return self._on_others(sitting)[:2] + self.colleagues.memory.draw_some(about, A_FEW)

    # --- what there is to say ----------------------------------------------------------------------------

    def _choose(self, sitting: Sitting) -> list[Remark]:
        keys = {voice.key for voice in sitting.voices}
        chosen = [one for one in self.story.all_remarks if one.about in keys]
        general = self._free(one for one in self.story.all_remarks if not one.about)
        for question in QUESTIONS:
            for room in self.colleagues.rooms:
                chosen += self._draw(general, question, room)
        chosen += self._last_talk(general)
        return chosen + self._on_others(sitting) + self._on_known(sitting)

    def _draw(self, general: Sequence[Remark], question: int, room: str) -> list[Remark]:
        """A room's remarks at a question, each with those that answer it."""
        members = self.colleagues.members(room)
        openers = [
            one for one in general if one.question == question and one.by in members and not one.answers
        ]
        drawn = self.colleagues.memory.draw_some(openers, OF_A_ROOM)
        return drawn + _answers(drawn, general)

    def _last_talk(self, general: Sequence[Remark]) -> list[Remark]:
        openers = [one for one in general if one.question == 4 and not one.answers]
        drawn = self.colleagues.memory.draw_some(openers, 1)
        return drawn + _answers(drawn, general)

    def _on_others(self, sitting: Sitting) -> list[Remark]:
        """What comes to mind at the words of somebody who is none of the colleagues."""
        more = self.story.more
        return [one for words in sitting.others for one in self._on(words, more)] if more else []

    def _on(self, words: str, more: More) -> list[Remark]:
        said: list[Remark] = []
        for topic in (topic for topic in more.topics if heard_in(topic.hears, words)):
            drawn = self.colleagues.memory.draw_some(self._free(topic.says), OF_A_TOPIC)
            questions = self.chance.sample(QUESTIONS, len(QUESTIONS))
            said += [
                Remark(question=question, by=line.by, say=line.say.format(word=heard_in(topic.hears, words)))
                for question, line in zip(questions, drawn, strict=False)
            ]
        return said[: 2 * OF_A_TOPIC] + self._echo(more.echoes, words, ECHOES)

    def _on_known(self, sitting: Sitting) -> list[Remark]:
        more = self.story.more
        if not more:
            return []
        return [one for voice in sitting.voices for one in self._echo(more.echoes, voice.quote, 1)]

    def _echo(self, echoes: Sequence[Echo], words: str, number: int) -> list[Remark]:
        found = bits(words)
        return [
            Remark(question=one.question, by=one.by, say=one.say.format(word=self.chance.choice(found)))
            for one in self.colleagues.memory.draw_some(self._free(echoes), number)
        ]

    def _free(self, lines: Iterable[L]) -> list[L]:
        """Those of them that are said by somebody whom no person plays."""
        return [one for one in lines if self.colleagues.is_free(one.by)]

    # --- saying it ---------------------------------------------------------------------------------------

    def _say(self, remark: Remark, sitting: Sitting) -> None:
        colleagues = self.colleagues
        if colleagues.is_living_on and not sitting.is_open(colleagues.now()):
            return  # somebody moved the clock past it: after the close nobody else would read it
        room = colleagues.company.room_of(remark.by)
        if remark.answers:
            question = next(one for one in self.story.all_remarks if one.key == remark.answers)
            if question.key in self._unsaid:
                return
            if colleagues.now() < sitting.minute(LAST_MINUTE):
                colleagues.find(room, question.say, sitting)
        ts = colleagues.say(remark.by, "remark", room, remark.say, sitting.threads[room])
        if not ts:
            self._unsaid.add(remark.key)
            return
        if remark.edited_to:
            colleagues.soon(partial(self._edit, remark, room, ts))
        if remark.taken_back:
            colleagues.soon(partial(self._take_back, remark, room, ts))
        for person in remark.pinned_by:
            colleagues.soon(reaction(colleagues, person, "pin", remark.say, sitting))
        for person in remark.lit_by:
            colleagues.soon(reaction(colleagues, person, "light", remark.say, sitting))

    def _edit(self, remark: Remark, room: str, ts: str) -> None:
        def rewrite() -> str:
            self.colleagues.sandbox.edit(remark.by, room, ts, remark.edited_to)
            return ts

        self.colleagues.do(remark.by, "edit", room, remark.edited_to, rewrite)

    def _take_back(self, remark: Remark, room: str, ts: str) -> None:
        def delete() -> str:
            self.colleagues.sandbox.delete(remark.by, room, ts)
            return ts

        self.colleagues.do(remark.by, "deletion", room, remark.say, delete)


def _answers(drawn: Sequence[Remark], pool: Sequence[Remark]) -> list[Remark]:
    keys = {one.key for one in drawn if one.key}
    return [one for one in pool if one.answers in keys]
