"""Rows of an archive: the border at which every value of a file is checked. Fields are named as the columns are.

Whatever is changed here changes the format: `contents.FORMAT` goes up by one, a new field gets a default, and archives
of older formats stay readable.
"""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, FiniteFloat

from bot.circles.acts import ActKind
from bot.circles.circles import MOST_SITTINGS, time_zones
from bot.circles.rooms import Purpose
from bot.circles.setup import WhoSetsUp
from bot.dialogues.agenda import Agenda, Stage
from bot.files import File
from bot.people.private import Kind as PrivateKind
from bot.steps import Name
from bot.tally import Meaning
from bot.views.improvements import Tie
from bot.voices.selection import Reason
from bot.voices.voice_form import Consent, Source
from bot.watchwords.use_form import UseKind
from bot.wins.win_form import Kind as WinKind
from bot.wins.win_form import Period

LONGEST_TEXT = 400_000
"""Characters: ten times what Slack takes, since its `&` is five of ours."""
MOST = 2**31 - 1


def _storable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("no database keeps the character U+0000")
    return text


def _zone(name: str) -> str:
    if name not in time_zones():
        raise ValueError("no such time zone")
    return name


def _file(kept: dict[str, Any]) -> dict[str, Any]:
    """Check a file and leave it as it is: some that were let go of hold less."""
    File.model_validate(kept)
    return kept


def _agenda(kept: dict[str, Any]) -> dict[str, Any]:
    Agenda.model_validate(kept)
    return kept


Text = Annotated[str, Field(max_length=LONGEST_TEXT), AfterValidator(_storable)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9]{12}$")]
SlackId = Annotated[str, Field(pattern=r"^[A-Z0-9]{2,40}$")]
UserId = Annotated[str, Field(pattern=r"^([A-Z0-9]{2,40}|erased:[0-9]{1,9})$")]
Ts = Annotated[str, Field(pattern=r"^[0-9]{1,12}\.[0-9]{1,12}$")]
Zone = Annotated[str, AfterValidator(_zone)]
Count = Annotated[int, Field(ge=0, le=MOST)]
Kept = Annotated[dict[str, Any], AfterValidator(_file)]
Questions = Annotated[list[Text], Field(min_length=3, max_length=3)]


class Row(BaseModel):
    """What every row has in common. Which workspace it belongs to is the file's, not the row's, to say."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    id: Id


class Workspace(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    id: SlackId
    name: Text
    bot_user_id: Text
    bot_id: Text
    reactions: dict[Meaning, list[Text]]
    safe_words: list[Text]
    who_sets_up: WhoSetsUp
    installed_at: AwareDatetime


class Person(Row):
    user_id: UserId
    name: Text | None
    locale: Literal["ja", "en"] | None
    tz: Text | None
    picture_url: Text | None
    department: Text | None
    is_bot: bool
    is_external: bool
    is_guest: bool
    is_admin: bool
    left_at: AwareDatetime | None
    asked_at: AwareDatetime | None
    learned_at: AwareDatetime | None
    muted: list[PrivateKind]
    introduced_at: AwareDatetime | None
    has_table: bool = False


class Circle(Row):
    name: Text
    language: Literal["ja", "en"]
    weekday: Annotated[int, Field(ge=0, le=6)]
    at: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    tz: Zone
    holiday_rule: Literal["move", "skip", "ignore"]
    voices_wanted: Annotated[int, Field(ge=1, le=5)]
    writes_ahead_hours: Annotated[int, Field(ge=0, le=24 * 365)]
    wins_channel_id: SlackId | None
    wins_lost_because: Text | None
    wins_is_shared: bool
    record_channel_id: SlackId | None
    record_lost_because: Text | None
    record_is_shared: bool
    record_remarks: bool
    questions: Questions | None
    paused_at: AwareDatetime | None
    next_on: date | None
    next_at: AwareDatetime | None
    created_at: AwareDatetime
    has_gentle_notes: bool
    has_pulse: bool = True
    sittings: Annotated[int, Field(ge=1, le=MOST_SITTINGS)] | None = None
    sittings_before: Count = 0
    came_round_at: AwareDatetime | None = None
    closed_at: AwareDatetime | None = None
    has_letter: bool = True
    letter_at: AwareDatetime | None = None
    letter_until: AwareDatetime | None = None


class Room(Row):
    circle_id: Id
    channel_id: SlackId
    department: Text
    position: Count
    is_private: bool
    is_shared: bool
    lost_because: Text | None


class RoomMember(Row):
    channel_id: SlackId
    user_id: UserId
    told_at: AwareDatetime


class Host(Row):
    circle_id: Id
    user_id: UserId
    is_deputy: bool


class AskedRoom(Row):
    circle_id: Id
    channel_id: SlackId
    purpose: Literal["seat"] | Purpose
    department: Text
    position: Count
    asked_by: UserId
    state: Literal["uninvited", "asked", "accepted", "refused"]
    because: Text | None
    is_private: bool
    is_shared: bool
    asked_at: AwareDatetime


class Voice(Row):
    circle_id: Id | None
    submitter_id: Id | None
    quote: Text
    scene: Text | None
    source: Source | None
    segment: Text | None
    said_on: date | None
    product: Text | None
    consent: Literal[Consent.PUBLIC, Consent.AGREED, Consent.INSIDE]
    department: Text | None
    heard_by: Text | None
    files: list[Kept]
    message_url: Text | None
    state: Literal["waiting", "seated", "heard", "withdrawn"]
    brought_at: AwareDatetime
    heard_at: AwareDatetime | None
    import_key: Text | None
    held_at: AwareDatetime | None
    forward_at: AwareDatetime | None
    is_moved: bool
    joined_to_id: Id | None


class Dialogue(Row):
    circle_id: Id
    nominal_on: date | None
    seed: Text
    agenda: Annotated[dict[str, Any], AfterValidator(_agenda)]
    questions: Questions | None
    extended_at: AwareDatetime | None
    stage: Stage
    state: Literal["planned", "open", "closing", "closed"]
    last_seq: Count
    started_at: AwareDatetime
    notes_opened_at: AwareDatetime | None
    decided_at: AwareDatetime | None
    closed_at: AwareDatetime | None


class Thread(Row):
    dialogue_id: Id
    room_id: Id
    channel_id: SlackId
    department: Text
    position: Count
    ts: Ts | None
    prompt_ts: Ts | None
    prompt_url: Text | None
    permalink: Text | None


class SeatedVoice(Row):
    dialogue_id: Id
    voice_id: Id
    position: Count
    reason: Reason


class Seat(Row):
    dialogue_id: Id
    person_id: Id
    room_id: Id
    taken_at: AwareDatetime


class Remark(Row):
    dialogue_id: Id
    thread_id: Id | None
    person_id: Id | None
    alias_name: Text | None
    channel_id: SlackId | None
    ts: Ts | None
    seq: Count
    text: Text
    files: list[Kept]
    edited_ts: Ts | None
    deleted_at: AwareDatetime | None
    said_at: AwareDatetime


class Note(Row):
    dialogue_id: Id
    voice_id: Id
    person_id: Id | None
    text: Text
    position: Count | None
    is_late: bool
    is_gone: bool


class CustomerQuestion(Row):
    dialogue_id: Id
    voice_id: Id
    asker_id: Id
    text: Text
    answer: Text | None
    answerer_id: Id | None
    asked_at: AwareDatetime
    answered_at: AwareDatetime | None


class Reaction(Row):
    person_id: Id
    meaning: Meaning
    about_kind: Literal["voice", "note", "remark", "idea", "watchword", "win"]
    about_id: Id
    dialogue_id: Id | None
    channel_id: SlackId
    ts: Text
    emoji: Text
    is_on: bool
    event_ts: Text
    changed_at: AwareDatetime
    told_at: AwareDatetime | None = None


class Idea(Row):
    circle_id: Id
    dialogue_id: Id
    voice_id: Id | None
    about_kind: Literal["remark", "note", "written"]
    about_id: Id | None
    text: Text | None
    writer_id: Id | None
    marks: Count
    state: Literal["waiting", "taken_up"]
    noted_at: AwareDatetime
    offered_in_id: Id | None


class Improvement(Row):
    circle_id: Id
    dialogue_id: Id | None
    idea_id: Id | None
    is_apart: bool
    proposer_id: Id
    what: Text
    when_then: Text | None
    helps: Text | None
    measure: Text | None
    measure_unit: Text | None
    measure_direction: Literal["less", "more"] | None
    due_on: date | None
    owner_id: Id | None
    asked_id: Id | None
    asked_by_id: Id | None
    state: Literal["proposed", "open", "doing", "done", "released"]
    votes: Count
    tie: Tie | None
    proposed_at: AwareDatetime
    taken_at: AwareDatetime | None
    decided_at: AwareDatetime | None
    due_asked_at: AwareDatetime | None
    answered_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    reason: Text | None
    hand_wanted: Text | None
    hand_asked_at: AwareDatetime | None
    told_in_id: Id | None


class Hand(Row):
    improvement_id: Id
    person_id: Id
    offered_at: AwareDatetime


class Measurement(Row):
    improvement_id: Id
    person_id: Id | None
    value: FiniteFloat
    measured_on: date
    noted_at: AwareDatetime


class Watchword(Row):
    circle_id: Id
    dialogue_id: Id
    about_kind: Literal["voice", "note", "remark"]
    about_id: Id
    phrase: Text
    pins: Count
    state: Literal["nominee", "adopted"]
    nominated_at: AwareDatetime
    why: Text | None
    joined_to_id: Id | None
    settled_at: AwareDatetime | None
    files: list[Text]
    adopted_at: AwareDatetime | None
    asked_at: AwareDatetime | None
    revived_at: AwareDatetime | None
    retired_at: AwareDatetime | None


class Use(Row):
    watchword_id: Id
    kind: UseKind
    decided: Text | None
    used_at: AwareDatetime
    person_id: Id | None
    channel_id: SlackId | None
    message_url: Text | None


class Share(Row):
    watchword_id: Id
    channel_id: SlackId
    thread_ts: Ts
    person_id: Id | None
    state: Literal["posted", "refused"]
    because: Text | None
    asked_at: AwareDatetime


class ChosenPhrase(Row):
    about_kind: Literal["voice", "note", "remark"]
    about_id: Id
    person_id: Id
    phrase: Text
    why: Text | None
    chosen_at: AwareDatetime


class Win(Row):
    circle_id: Id
    person_id: Id
    headline: Text
    kind: WinKind
    before: Text | None
    after: Text | None
    unit: Text | None
    period: Period | None = None
    origin_kind: Literal["dialogue", "voice", "idea", "watchword", "improvement"] | None
    origin_id: Id | None
    dialogue_id: Id | None = None
    thanks: list[UserId]
    files: list[Kept] = []
    cheers: Count
    posted_at: AwareDatetime


class Pulse(Row):
    circle_id: Id
    dialogue_id: Id
    asked_at: AwareDatetime
    ends_at: AwareDatetime
    ended_at: AwareDatetime | None
    averages: (
        Annotated[list[Annotated[int, Field(ge=10, le=50)] | None], Field(min_length=4, max_length=4)] | None
    )
    picture_id: Text | None


class Letter(Row):
    circle_id: Id
    since: AwareDatetime
    until: AwareDatetime
    holds: list[Text]


class TableSeat(Row):
    dialogue_id: Id
    person_id: Id
    department: Text


class TableAsk(Row):
    person_id: Id
    user_ids: list[UserId]
    line: Text
    asked_at: AwareDatetime


class ReportFiles(Row):
    files: list[Text]
    holds: list[Text]
    record_of: Text | None
    digest: Text
    made_at: AwareDatetime


class Act(Row):
    kind: ActKind
    user_id: UserId | None
    circle_id: Id | None
    dialogue_id: Id | None
    at: AwareDatetime


class Post(Row):
    """Where a message of ours stands: without it nothing could be taken down, and all would be said again."""

    key: Text
    channel_id: SlackId
    thread_key: Text | None
    ts: Ts | None
    about_kind: Text | None
    about_id: Text | None
    state: Literal["posted", "deleted", "failed"]
    error: Text | None


class Step(Row):
    key: Text
    name: Name
    circle_id: Id | None
    dialogue_id: Id | None
    argument: Text | None
    due_at: AwareDatetime
    done_at: AwareDatetime | None
