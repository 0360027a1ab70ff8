"""A believable company in a file: its people and channels, and the story they can play.

`team`, `users` and `channels` are what a workspace is made of. `story` is what colleagues do in a week: the
customers' voices they bring, what they say in a dialogue, what they take back, pin and celebrate. A file
without a story is a workspace and nothing more.
"""

from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Literal, Self

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

HERE = Path(__file__).parent
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Team(_Entry):
    name: str
    domain: str


class Colleague(_Entry):
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


class Channel(_Entry):
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


class WeekTime(_Entry):
    """A moment of any week, written `tue 14:20`."""

    weekday: int = Field(ge=0, le=6)
    at: time

    def first_after(self, instant: datetime) -> datetime:
        """Return the first such moment at or after the instant, in the instant's time zone."""
        day = instant + timedelta(days=(self.weekday - instant.weekday()) % 7)
        found = day.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        return found if found >= instant else found + timedelta(days=7)


Moment = Annotated[WeekTime, BeforeValidator(_read_moment)]


class Room(_Entry):
    channel: str
    department: str


class Circle(_Entry):
    """How the circle of the story is set up; keys of channels and colleagues."""

    name: str
    rooms: tuple[Room, ...]
    host: str
    wins: str
    record: str
    opens: Moment
    tz: str


class Voice(_Entry):
    """What a customer said, who brings it, when and in which way."""

    key: str
    by: str
    when: Moment
    way: Literal["text", "form"] = "text"
    quote: str
    scene: str
    source: Literal["shop", "phone", "mail", "survey", "social", "visit", "interview", "other"]
    product: str
    segment: str
    consent: Literal["public", "agreed", "inside"]
    pinned_by: tuple[str, ...] = ()


class Remark(_Entry):
    """Something said in the dialogue, at a question (4 is the deciding at the end).

    `about` names the voice it is about (said only when that voice is on the table), `answers` the remark it
    answers. `edited_to` is how its author rewrites it, `taken_back` says that the author deletes it.
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


class Win(_Entry):
    """A small success, where it came from, and who cheers."""

    by: str
    say: str
    origin: str
    way: Literal["text", "form"] = "text"
    before: str = ""
    after: str = ""
    unit: str = ""
    thanks: str = ""
    cheered_by: tuple[str, ...] = ()


class Story(_Entry):
    circle: Circle
    voices: tuple[Voice, ...]
    remarks: tuple[Remark, ...]
    wins: tuple[Win, ...]


class Company(_Entry):
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
    for voice in story.voices:
        people |= {voice.by, *voice.pinned_by}
    for remark in story.remarks:
        people |= {remark.by, *remark.pinned_by, *remark.lit_by}
    for win in story.wins:
        people |= {win.by, *win.cheered_by} | ({win.thanks} if win.thanks else set())
    return people


def _channels_of(story: Story) -> set[str]:
    return {room.channel for room in story.circle.rooms} | {story.circle.wins, story.circle.record}


def _loose_ends(story: Story) -> set[str]:
    """What remarks and wins point at and nobody has written; an answer stands where its remark stands."""
    voices = {voice.key for voice in story.voices}
    remarks = {(remark.key, remark.question, remark.about) for remark in story.remarks if remark.key}
    about = {remark.about for remark in story.remarks if remark.about} | {win.origin for win in story.wins}
    answered = {(one.answers, one.question, one.about) for one in story.remarks if one.answers}
    return (about - voices) | {key for key, _, _ in answered - remarks}


def load(name: str | Path) -> Company:
    """Read a company: `ja`, `en`, or the path of a file."""
    file = HERE / f"{name}.yml"
    file = file if file.exists() else Path(name)
    return Company.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
