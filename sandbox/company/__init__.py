"""A believable company in a file: its people and channels, and the story they can play.

`team`, `users` and `channels` are what a workspace is made of. `story` is what colleagues do in a week: the
customers' voices they bring, what they say in a dialogue, what they take back, pin and celebrate. A file
without a story is a workspace and nothing more.
"""

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Literal, Self

import yaml
from pydantic import BeforeValidator, Field, model_validator

from sandbox.company.entry import Entry
from sandbox.company.keepsakes import Idea, Kept, Plan, TakenUp, Worry
from sandbox.company.outcomes import Outcome, Win

HERE = Path(__file__).parent
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Team(Entry):
    name: str
    domain: str


class Colleague(Entry):
    """One account, with the names as its owner wrote them."""

    key: str
    real_name: str
    display_name: str = ""
    title: str = ""
    department: str = ""
    email: str = ""
    tz: str = "Asia/Tokyo"
    locale: str = "ja-JP"
    color: str = Field("4a7fb5", pattern=r"[0-9a-f]{6}")
    guest: bool = False
    admin: bool = False
    external: bool = False


class Channel(Entry):
    """One channel; `bot` says whether the app is a member from the start."""

    key: str
    name: str
    private: bool = False
    members: tuple[str, ...] = ()
    bot: bool = True
    topic: str = ""
    purpose: str = ""


def _read_moment(words: object) -> object:
    if not isinstance(words, str):
        return words
    day, clock = words.split()
    return {"weekday": DAYS.index(day), "at": clock}


class WeekTime(Entry):
    """A moment of any week, written `tue 14:20`."""

    weekday: int = Field(ge=0, le=6)
    at: time

    def first_after(self, instant: datetime) -> datetime:
        """Return the first such moment at or after the instant, in the instant's time zone."""
        day = instant + timedelta(days=(self.weekday - instant.weekday()) % 7)
        found = day.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        return found if found >= instant else found + timedelta(days=7)


Moment = Annotated[WeekTime, BeforeValidator(_read_moment)]


class Room(Entry):
    channel: str
    department: str


class Circle(Entry):
    """How the circle of the story is set up; keys of channels and colleagues."""

    name: str
    rooms: tuple[Room, ...]
    host: str
    wins: str
    record: str
    opens: Moment
    tz: str
    stages: tuple[int, ...] = (0, 5, 12, 19, 25)
    """The minutes of the half hour at which something new begins, and when it ends."""
    minutes: int = 30


class Again(Entry):
    """Nearly the same words, brought by somebody else."""

    by: str
    when: Moment
    quote: str


class Voice(Entry):
    """What a customer said, who brings it, when and in which way.

    `message` is a colleague's (`said_by`), kept by means of the shortcut on it; the other ways than `text` and `form`
    are words written to the app itself. `harmless` looks like a name in it and is none; any other personal data in
    the scene is for the app to hide. `heard_by` says that it comes from a device that many share.
    """

    key: str
    by: str
    when: Moment
    way: Literal["text", "form", "direct", "mention", "message"] = "text"
    said_by: str = ""
    heard_by: str = ""
    harmless: str = ""
    pictured: bool = False
    again: Again | None = None
    quote: str
    scene: str
    source: Literal["shop", "phone", "mail", "survey", "social", "visit", "interview", "other"]
    product: str
    segment: str
    consent: Literal["public", "agreed", "inside"]
    pinned_by: tuple[str, ...] = ()
    kept: Kept | None = None


class Remark(Entry):
    """Something said in the dialogue, at a question (4 is the deciding at the end).

    `about` names the voice it is about (said only when that voice is on the table), `answers` the remark it
    answers. `edited_to` is how its author rewrites it, `taken_back` says that the author deletes it. `kept` is what
    somebody who pinned it keeps of it; `agreed_by` pin it when the dialogue has closed.
    """

    key: str = ""
    about: str = ""
    question: Literal[1, 2, 3, 4]
    by: str
    say: str
    answers: str = ""
    edited_to: str = ""
    taken_back: bool = False
    pinned_by: tuple[str, ...] = ()
    lit_by: tuple[str, ...] = ()
    kept: Kept | None = None
    agreed_by: tuple[str, ...] = ()


class Line(Entry):
    """Something one can say; `{word}` is a word of those one answers. Without `by` anybody says it."""

    say: str
    by: str = ""


class Echo(Entry):
    """A remark on any voice: `{word}` is a bit of what the customer said."""

    say: str
    by: str
    question: Literal[1, 2, 3]


class Topic(Entry):
    """What people say when one of these words is heard, be it in a voice or from a colleague."""

    hears: tuple[str, ...]
    says: tuple[Line, ...]


class Manners(Entry):
    """How colleagues answer a person, by what was said and where."""

    greeting: Topic
    thanks: Topic
    question: Topic
    remark: tuple[Line, ...]
    asks: tuple[Line, ...]
    talk: tuple[Line, ...]
    win: tuple[Line, ...]


class Note(Entry):
    """Something written about a voice before anybody speaks; `{word}` is a bit of what the customer said."""

    say: str
    by: str
    named: bool = False


class Improvement(Entry):
    """One small thing that somebody proposes at the end, as the form asks for it."""

    say: str
    by: str
    when: str
    helps: str


class Question(Entry):
    """What somebody would like to ask a customer, whichever it is; `brings` comes back with the answer."""

    by: str
    say: str
    brings: str
    answer: str


class SecondThought(Entry):
    """Words that somebody brings and takes back."""

    by: str
    when: Moment
    say: str


class Waiting(Entry):
    """When the host looks at the voices that wait, which one is held and which is brought forward."""

    when: Moment
    holds: str
    forward: str


class More(Entry):
    """What colleagues have left for the weeks after the first, and for whoever talks with them.

    `unnamed` are lines that somebody says without their name; `picture_makers` have a watchword made into a picture.
    """

    voices: tuple[Voice, ...]
    remarks: tuple[Remark, ...]
    wins: tuple[Win, ...]
    echoes: tuple[Echo, ...]
    topics: tuple[Topic, ...]
    manners: Manners
    notes: tuple[Note, ...] = ()
    unnamed: tuple[Line, ...] = ()
    improvements: tuple[Improvement, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    questions: tuple[Question, ...] = ()
    ideas: tuple[Idea, ...] = ()
    taken_up: tuple[TakenUp, ...] = ()
    plans: tuple[Plan, ...] = ()
    worries: tuple[Worry, ...] = ()
    picture_makers: tuple[str, ...] = ()
    second_thoughts: tuple[SecondThought, ...] = ()
    waiting: Waiting | None = None


class Story(Entry):
    """`voices`, `remarks` and `wins` are the first week's; `more` is for all that follows."""

    circle: Circle
    voices: tuple[Voice, ...]
    remarks: tuple[Remark, ...]
    wins: tuple[Win, ...]
    more: More | None = None

    @property
    def all_voices(self) -> tuple[Voice, ...]:
        return self.voices + (self.more.voices if self.more else ())

    @property
    def all_remarks(self) -> tuple[Remark, ...]:
        return self.remarks + (self.more.remarks if self.more else ())

    @property
    def all_wins(self) -> tuple[Win, ...]:
        return self.wins + (self.more.wins if self.more else ())

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        return self.more.outcomes if self.more else ()


class Company(Entry):
    team: Team
    users: tuple[Colleague, ...]
    channels: tuple[Channel, ...]
    story: Story | None = None

    @model_validator(mode="after")
    def _every_key_is_known(self) -> Self:
        people = {user.key for user in self.users}
        channels = {channel.key for channel in self.channels}
        if len(people) != len(self.users) or len(channels) != len(self.channels):
            raise ValueError("a key of users or channels stands twice")
        strangers = {member for channel in self.channels for member in channel.members} - people
        if self.story:
            strangers |= _people_of(self.story) - people
            strangers |= _channels_of(self.story) - channels
            strangers |= _loose_ends(self.story)
        if strangers:
            raise ValueError(f"unknown keys: {', '.join(sorted(strangers))}")
        return self

    def channel(self, key: str) -> Channel:
        return next(channel for channel in self.channels if channel.key == key)

    def room_of(self, person: str) -> str:
        """Return the key of the circle's room in which this person sits."""
        assert self.story
        for room in self.story.circle.rooms:
            if person in self.channel(room.channel).members:
                return room.channel
        raise KeyError(f"{person} sits in no room of the circle")


def _people_of(story: Story) -> set[str]:
    people = {story.circle.host}
    for voice in story.all_voices:
        people |= {voice.by, *voice.pinned_by} | ({voice.said_by} if voice.said_by else set())
        people |= {voice.again.by} if voice.again else set()
        people |= {voice.kept.by} if voice.kept else set()
    for remark in story.all_remarks:
        people |= {remark.by, *remark.pinned_by, *remark.lit_by, *remark.agreed_by}
        people |= {remark.kept.by} if remark.kept else set()
    for win in (*story.all_wins, *(one.win for one in story.outcomes)):
        people |= {win.by, *win.cheered_by} | ({win.thanks} if win.thanks else set())
    return people | (_speakers_of(story.more) if story.more else set())


def _speakers_of(more: More) -> set[str]:
    manners = more.manners
    topics = (*more.topics, manners.greeting, manners.thanks, manners.question)
    lines = [line for topic in topics for line in topic.says]
    lines += [*manners.remark, *manners.asks, *manners.talk, *manners.win]
    lines += more.unnamed
    writers = {note.by for note in more.notes} | {one.by for one in more.improvements}
    askers = {person for one in more.questions for person in (one.by, one.brings)}
    askers |= {one.by for one in more.second_thoughts}
    keepers = {one.by for one in more.ideas} | {one.by for one in more.taken_up}
    keepers |= {one.by for one in more.plans} | {one.by for one in more.worries} | set(more.picture_makers)
    return (
        {line.by for line in lines if line.by}
        | {echo.by for echo in more.echoes}
        | writers
        | askers
        | keepers
    )


def _channels_of(story: Story) -> set[str]:
    return {room.channel for room in story.circle.rooms} | {story.circle.wins, story.circle.record}


def _loose_ends(story: Story) -> set[str]:
    """What remarks and wins point at and nobody has written; an answer stands where its remark stands."""
    voices = {voice.key for voice in story.all_voices} | {""}
    remarks = {(remark.key, remark.question, remark.about) for remark in story.all_remarks if remark.key}
    about = {remark.about for remark in story.all_remarks} | {win.origin for win in story.all_wins}
    about |= {plan.about for plan in story.more.plans} if story.more else set()
    if story.more and story.more.waiting:
        about |= {story.more.waiting.holds, story.more.waiting.forward}
    answered = {(one.answers, one.question, one.about) for one in story.all_remarks if one.answers}
    proposed = {one.say for one in story.more.improvements} if story.more else set()
    unproposed = {one.of for one in story.outcomes} - proposed
    return (about - voices) | {key for key, _, _ in answered - remarks} | unproposed


def load(name: str | Path) -> Company:
    """Read a company: `ja`, `en`, or the path of a file. A folder of its name beside it holds the story's `more`."""
    file = HERE / f"{name}.yml"
    file = file if file.exists() else Path(name)
    company = yaml.safe_load(file.read_text(encoding="utf-8"))
    parts = [
        yaml.safe_load(part.read_text(encoding="utf-8"))
        for part in sorted(file.with_suffix("").glob("*.yml"))
    ]
    if parts and company.get("story"):
        company["story"]["more"] = {key: value for part in parts for key, value in part.items()}
    return Company.model_validate(company)
