"""Colleagues answer a person: in the dialogue from another department, elsewhere from whoever reads there.

What is answered follows from words that are heard (`topics` of the company's file), from how it was said, and from
what has not been said for long. A remark is liked now and then, the first one always.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from sandbox.company import Line, Manners
from sandbox.company.seeing import shows
from sandbox.company.wording import bits, heard_in
from sandbox.play.colleagues import Colleagues, Heard
from sandbox.play.diary import Later
from sandbox.play.scenes.pinning import EMOJI
from sandbox.play.scenes.scene import Scene

PATIENCE = timedelta(minutes=3)
"""So long a colleague in another room waits for the copy; then somebody of the same room answers."""
ASKS_BACK = 0.35
SECOND_ANSWER = 0.4
LIKES = 0.6
LIGHTS = 0.35
NODS = ("eyes", "raised_hands", "relaxed")
SHORT = 24
"""A greeting or thanks is a short line."""


class Answering(Scene):
    def __init__(self, colleagues: Colleagues) -> None:
        super().__init__(colleagues)
        self._waiting: dict[tuple[str, str], Heard] = {}
        self._has_liked = False

    def heard(self, said: Heard) -> None:
        """Answer the newest of what a person says in one go."""
        if self.story.more is None:
            return
        place = (said.channel, said.thread_ts or "")
        if place not in self._waiting:
            self.colleagues.soon(partial(self._answer, place), 0.4, 1.1)
        self._waiting[place] = said
        if said.sitting and said.sitting.is_open(said.at):
            self._like(said)
        elif self.chance.random() < LIKES:
            self.colleagues.soon(partial(self._nod, said), 0.2, 0.9)

    # --- words -------------------------------------------------------------------------------------------

    def _answer(self, place: tuple[str, str]) -> None:
        said = self._waiting[place]
        crosses = said.sitting is not None and said.sitting.is_open(self.colleagues.now())
        people = self._others(said) if crosses else self._here(said)
        named = [one for one in self._here(said) + people if self.colleagues.ids[one] in said.mentions]
        if named:
            people, crosses = named[:1], crosses and named[0] not in self._here(said)
        if not people:
            del self._waiting[place]
            return
        who, words = self._choose(said, people)
        if crosses and said.sitting:
            room = self.colleagues.company.room_of(who)
            try:
                self.colleagues.find(room, said.text, said.sitting)
            except Later:
                if self.colleagues.now() < self._waits_until(said):
                    raise
                who, words = self._choose(said, self._here(said) or people)
        del self._waiting[place]
        self._say(said, who, words)
        if crosses and self.chance.random() < SECOND_ANSWER and (here := self._here(said)):
            self.colleagues.soon(partial(self._say_more, said, here), 0.7, 1.6)

    def _say_more(self, said: Heard, people: Sequence[str]) -> None:
        self._say(said, *self._choose(said, people))

    def _say(self, said: Heard, who: str, words: str) -> None:
        if said.sitting and said.sitting.is_open(self.colleagues.now()):
            room = self.colleagues.company.room_of(who)
            self.colleagues.say(who, "answer", room, words, said.sitting.threads[room])
            return
        channel = self.colleagues.channel_of(said.channel)
        is_direct = channel["kind"] in ("im", "mpim")
        self.colleagues.say(
            who, "answer", channel["id"], words, said.thread_ts or (None if is_direct else said.ts)
        )

    def _choose(self, said: Heard, people: Sequence[str]) -> tuple[str, str]:
        """Who of these people says what."""
        assert self.story.more
        manners = self.story.more.manners
        lines, word = self._fitting(said, manners, people)
        line = self.colleagues.memory.draw(lines)
        who = line.by if line.by in people else self.chance.choice(list(people))
        return who, line.say.format(word=word)

    def _fitting(self, said: Heard, manners: Manners, people: Sequence[str]) -> tuple[Sequence[Line], str]:
        """The lines to draw from, and the word they may take up."""
        text, in_dialogue = said.text, said.sitting is not None
        if len(text) <= SHORT:
            for topic in (manners.greeting, manners.thanks):
                if heard_in(topic.hears, text) and (lines := _of(topic.says, people)):
                    return lines, ""
        if not in_dialogue or self.chance.random() >= ASKS_BACK:
            for topic in self.story.more.topics if self.story.more else ():
                fresh = [one for one in _of(topic.says, people) if not self.colleagues.memory.said(one.say)]
                if fresh and (word := heard_in(topic.hears, text)):
                    return fresh, word
        if heard_in(manners.question.hears, text) and (lines := _of(manners.question.says, people)):
            return lines, ""
        word = self.chance.choice(bits(text))
        if not in_dialogue:
            return _of(manners.talk, people), word
        asks = self.chance.random() < ASKS_BACK
        return _of(manners.asks if asks else manners.remark, people) or _of(manners.asks, people), word

    # --- who ---------------------------------------------------------------------------------------------

    def _here(self, said: Heard) -> list[str]:
        """Those who read where it was said."""
        channel = self.colleagues.channel_of(said.channel)
        keys = [self.colleagues.keys[one] for one in channel["members"] if one in self.colleagues.keys]
        return [one for one in self.colleagues.free(keys) if self.colleagues.ids[one] != said.user]

    def _others(self, said: Heard) -> list[str]:
        """Those of the circle's other rooms; with nobody there, those of this one."""
        rooms = [room for room in self.colleagues.rooms if room != said.room]
        found = [one for room in rooms for one in self.colleagues.free(self.colleagues.members(room))]
        return found or self._here(said)

    # --- emoji -------------------------------------------------------------------------------------------

    def _like(self, said: Heard) -> None:
        people = self._others(said)
        if not people or (self._has_liked and self.chance.random() >= LIKES):
            return
        what = "light" if self._has_liked and self.chance.random() < LIGHTS else "pin"
        self._has_liked = True
        self.colleagues.soon(partial(self._mark, said, self.chance.choice(people), EMOJI[what]), 0.5, 1.5)

    def _mark(self, said: Heard, who: str, emoji: str) -> None:
        """Somebody reacts where they read it: to the copy, or to the original in its own room."""
        assert said.sitting
        room = self.colleagues.company.room_of(who)
        for message in self.colleagues.sandbox.thread(room, said.sitting.threads[room])[1:]:
            if shows(message, said.text):
                self.colleagues.react(
                    who, "pin" if emoji == EMOJI["pin"] else "light", room, message["ts"], emoji
                )
                return
        if self.colleagues.now() < self._waits_until(said):
            raise Later

    def _waits_until(self, said: Heard) -> datetime:
        """What is said in the time to write may come to the other rooms only when that is over."""
        assert said.sitting
        return max(said.at, said.sitting.minute(self.story.circle.stages[1])) + PATIENCE

    def _nod(self, said: Heard) -> None:
        if people := self._here(said):
            who = self.chance.choice(people)
            self.colleagues.react(who, "nod", said.channel, said.ts, self.chance.choice(NODS))


def _of(lines: Sequence[Line], people: Sequence[str]) -> list[Line]:
    """Those that one of these people can say."""
    return [line for line in lines if not line.by or line.by in people]
