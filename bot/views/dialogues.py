"""How a dialogue looks: its card, the voices on its table, what each stage asks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    DividerBlock,
    HeaderBlock,
    ImageBlock,
    InteractiveElement,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)
from slack_sdk.models.blocks.basic_components import SlackFile

from bot.delivery.outbox import Message
from bot.dialogues.agenda import Stage, TimedStage
from bot.files import File
from bot.plaintext import escape, shorten
from bot.texts import Words
from bot.views import arrivals, seats, unnamed
from bot.views.circles import sentence
from bot.views.customer_questions import ask_button
from bot.views.hosts import button
from bot.views.note_action import NoteAction
from bot.views.totals import NO_MARKS, Marks, marked
from bot.voices.consent import MAY_LEAVE
from models import SeatedVoice, Voice

LISTED_NAME = 40
LISTED_CHARACTERS = 1000
QUOTE_CHARACTERS = 2500
"""A quote has at most 500, which escaping can stretch so far; Fluent puts no more into a sentence."""
FACT_CHARACTERS = 500
FILE_NAME_CHARACTERS = 100
PICTURES = 10
"""Beside one voice, those of the ones that say the same among them; more would bury its words."""
RULES = ("rules-1", "rules-2", "rules-3", "rules-4")
PROMPTS = {
    Stage.WRITING: "stage-writing",
    Stage.QUESTION_1: "stage-question-1",
    Stage.QUESTION_2: "stage-question-2",
    Stage.QUESTION_3: "stage-question-3",
}

QUESTIONS = (Stage.QUESTION_1, Stage.QUESTION_2, Stage.QUESTION_3)


@dataclass(frozen=True)
class Card:
    """What the card of a dialogue says."""

    departments: Sequence[str]
    shared_departments: Sequence[str]
    """Those whose room is shared with another organisation."""
    has_record_room: bool
    dialogue_id: str
    seated_departments: Sequence[str]
    """Those with somebody seated: no names, no numbers."""
    has_gentle_notes: bool
    """Whether people may be told privately that they judge or talk much."""
    voices: int
    stage: Stage
    stage_ends_at: datetime
    next_stage: Stage | None
    writers: int | None
    """How many people have written; None once the notes are open."""
    starts_at: datetime
    closes_at: datetime
    tz: str
    circle_id: str
    questions: Sequence[str] | None = None
    """The hosts' own; None: the ones that everybody starts with."""
    has_inside_assistant: bool = False
    """Whether AI assistants are told what stays inside."""
    keeps_remarks: bool = False
    """Whether every remark goes into the record."""
    last_time: str | None = None
    """What became of the last dialogue's improvement, in plain text; None at a circle's first one."""
    idea: str | None = None
    """An earlier idea on a related voice that still waits, in plain text."""
    is_last: bool = False
    """Whether its circle comes round with this dialogue."""


def card(words: Words, card: Card) -> Message:
    start, end = words.time(card.starts_at, card.tz), words.time(card.closes_at, card.tz)
    minutes = round((card.closes_at - card.starts_at).total_seconds() / 60)
    departments = listed(words, card.departments)
    body = words("open-body", voices=card.voices, minutes=minutes, departments=departments)
    blocks: list[Block] = [
        HeaderBlock(text=words("open-header")),
        *([_plain(escape(card.last_time))] if card.last_time else []),
        *([_plain(_typed_idea(words, card.idea))] if card.idea else []),
        paragraph(body),
        paragraph(words("open-time", start=start, end=end)),
        *([paragraph(words("round-last"))] if card.is_last else []),
        now_at(words, card.stage, card.stage_ends_at, card.tz, card.next_stage),
        *_question(words, card),
        _seats(words, card),
        *_writing(words, card),
        ActionsBlock(elements=_buttons(words, card)),
        DividerBlock(),
        paragraph("\n".join([words("rules-header"), *(f"• {words(rule)}" for rule in RULES)])),
        ContextBlock(elements=[_ours(line) for line in _where_seen(words, card, departments)]),
        ActionsBlock(elements=[button(words, card.circle_id)]),
    ]
    return Message(body, blocks)


def _typed_idea(words: Words, idea: str) -> str:
    return words("open-idea", idea=_typed(idea, FACT_CHARACTERS))


def _question(words: Words, card: Card) -> list[Block]:
    """Return the question of this stage, where it has one."""
    if card.stage not in QUESTIONS:
        return []
    number = QUESTIONS.index(card.stage)
    usual = (words("question-1"), words("question-2"), words("question-3"))
    asked = _typed((card.questions or usual)[number], FACT_CHARACTERS)
    return [_plain(words("open-question", question=asked))]


def _writing(words: Words, card: Card) -> list[Block]:
    """Return how many have written, while that is all there is to see of it."""
    if not card.writers:
        return []
    return [ContextBlock(elements=[_ours(words("silent-writers", count=card.writers))])]


def _buttons(words: Words, card: Card) -> list[InteractiveElement]:
    """Return what everybody can do from the card, the same in every room."""
    write = words("silent-button" if card.writers is not None else "silent-button-late")
    buttons: list[InteractiveElement] = [
        ButtonElement(text=write, action_id=NoteAction.OPEN, value=card.dialogue_id),
        unnamed.button(words, card.dialogue_id),
    ]
    if card.stage not in {Stage.OPENING, Stage.WRITING}:
        buttons.append(arrivals.button(words, card.dialogue_id))
    return buttons


def _seats(words: Words, card: Card) -> Block:
    """Return which departments are seated, beside the button that takes a seat."""
    seated = card.seated_departments
    line = words("open-seated", departments=listed(words, seated)) if seated else words("open-seats")
    return SectionBlock(text=_ours(line), accessory=seats.take_button(words, card.dialogue_id))


def voice(words: Words, seated: SeatedVoice, tz: str, marks: Marks = NO_MARKS) -> Message:
    """Return a voice as it lies on the table: quote, scene, where it comes from, why it was picked."""
    blocks = [*quoted(words, seated, tz), *marked(words, marks)]
    why = [_ours(words(f"picked-{seated.reason.replace('_', '-')}"))]
    blocks.append(ContextBlock(elements=[*why, *_joined(words, seated)]))
    if seated.dialogue_id:
        blocks.append(ActionsBlock(elements=[ask_button(words, seated.dialogue_id, seated.voice_id)]))
    return Message(_quote(words, seated), blocks)


def quoted(words: Words, seated: SeatedVoice, tz: str) -> list[Block]:
    """Return the blocks with a voice's words, which stay plain text, and where they come from."""
    told = seated.voice
    blocks: list[Block] = [_plain(_quote(words, seated))]
    if told.scene:
        blocks.append(_plain(words("open-voice-scene", scene=_typed(told.scene, FACT_CHARACTERS))))
    blocks += _files(words, told)
    heard_by = words("open-voice-heard-by", who=told.heard_by) if told.heard_by else None
    facts = listed(words, [fact for fact in (told.product, told.segment, heard_by) if fact])
    month = words.month(told.brought_at.astimezone(ZoneInfo(tz)).date())
    line = (
        words("open-voice-facts", facts=facts, month=month)
        if facts
        else words("open-voice-month", month=month)
    )
    blocks.append(ContextBlock(elements=[PlainTextObject(text=line, emoji=True)]))
    return blocks


def _files(words: Words, told: Voice) -> list[Block]:
    """Return the pictures beside a voice and those that say the same, and a line with a link for each other file."""
    beside = [File.model_validate(file) for file in told.files or ()]
    pictures: list[Block] = [
        ImageBlock(slack_file=SlackFile(id=file.copy_id), alt_text=_file_name(words, file))
        for file in [*beside, *_pictures_of_joined(told)][:PICTURES]
        if file.copy_id
    ]
    links = [_file_link(words, file) for file in beside if not file.copy_id and not file.is_awaited]
    return [*pictures, *(ContextBlock(elements=[_ours(link)]) for link in links)]


def _pictures_of_joined(told: Voice) -> Iterator[File]:
    """Yield what may be seen wherever the voice on the table may be."""
    for other in told.joined:
        if other.consent in MAY_LEAVE or told.consent not in MAY_LEAVE:
            files = (File.model_validate(file) for file in other.files or ())
            yield from (file for file in files if file.copy_id)


def _file_name(words: Words, file: File) -> str:
    return shorten(" ".join(file.name.split()), FILE_NAME_CHARACTERS)[0] or words("copy-file-unnamed")


def _file_link(words: Words, file: File) -> str:
    name = escape(_file_name(words, file).replace("|", "/"))
    if file.goes_along:
        return words("voice-file-follows", file=name)
    if file.permalink is not None and file.permalink.startswith("https://"):
        return words("voice-file-link", file=f"<{file.permalink}|{name}>")
    return words("voice-file", file=name)


def _joined(words: Words, seated: SeatedVoice) -> list[MarkdownTextObject]:
    """Return how many others say the same; their words are not shown."""
    others = len(seated.voice.joined)
    return [_ours(words("open-voice-joined", others=others, count=others + 1))] if others else []


def voice_inside_only(words: Words, seated: SeatedVoice) -> Message:
    """Return what a room shared with another organisation reads instead of a voice that stays inside."""
    return sentence(words("open-voice-inside-only", n=seated.position + 1))


def prompt(
    words: Words, current: TimedStage, dialogue_id: str, tz: str, questions: Sequence[str] | None = None
) -> Message | None:
    """Return what a stage asks, and until when; None for a stage that asks nothing. `questions`: the hosts' own."""
    key = PROMPTS.get(current.stage)
    if key is None:
        return None
    minutes = round((current.ends_at - current.begins_at).total_seconds() / 60)
    question = words(key, minutes=minutes) if current.stage is Stage.WRITING else words(key)
    asks = paragraph(question)
    if questions and current.stage in QUESTIONS:
        number = QUESTIONS.index(current.stage)
        own = _typed(questions[number], FACT_CHARACTERS)
        question = words("stage-question-own", n=number + 1, question=own)
        asks = _plain(question)
    until = words("stage-until", time=words.time(current.ends_at, tz))
    blocks: list[Block] = [asks, ContextBlock(elements=[_ours(until)])]
    buttons: list[InteractiveElement] = [unnamed.button(words, dialogue_id)]
    if current.stage is Stage.WRITING:
        write = ButtonElement(text=words("silent-button"), action_id=NoteAction.OPEN, value=dialogue_id)
        buttons.insert(0, write)
    blocks.append(ActionsBlock(elements=buttons))
    return Message(question, blocks)


def nothing_to_open(words: Words) -> Message:
    return sentence(words("open-nothing"))


def now_at(words: Words, stage: Stage, ends_at: datetime, tz: str, next_stage: Stage | None = None) -> Block:
    """Return the line with the current stage, the clock time at which it ends, and what comes next."""
    places = {"stage": _name(words, stage), "time": words.time(ends_at, tz)}
    if next_stage is None:
        return paragraph(words("open-stage", **places))
    return paragraph(words("open-stage-next", next=_name(words, next_stage), **places))


def _name(words: Words, stage: Stage) -> str:
    return words(f"stage-name-{stage.replace('_', '-')}")


def listed(words: Words, names: Sequence[str]) -> str:
    """Return names that people typed as one list, escaped and fit to stand within a sentence."""
    short = [shorten(" ".join(name.split()), LISTED_NAME)[0] for name in names]
    return _typed(words("list-separator").join(short), LISTED_CHARACTERS) if short else ""


def paragraph(text: str) -> Block:
    return SectionBlock(text=_ours(text))


def _where_seen(words: Words, card: Card, departments: str) -> list[str]:
    kept = "open-where-record" if card.has_record_room else "open-where"
    leaves = "open-record-remarks" if card.has_record_room and card.keeps_remarks else "open-leaves-rooms"
    lines = [words(kept, departments=departments), words(leaves)]
    if card.shared_departments:
        lines.append(words("open-shared", departments=listed(words, card.shared_departments)))
    if card.has_inside_assistant:
        lines.append(words("open-assistant"))
    if card.has_gentle_notes:
        lines.append(words("gentle-told"))
    return lines


def _quote(words: Words, seated: SeatedVoice) -> str:
    quote = _typed(seated.voice.quote, QUOTE_CHARACTERS)
    return words("open-voice", n=seated.position + 1, quote=quote)


def _typed(text: str, room: int) -> str:
    return escape(shorten(text, room, escaped=True)[0])


def _ours(text: str) -> MarkdownTextObject:
    return MarkdownTextObject(text=text, verbatim=True)


def _plain(text: str) -> Block:
    return SectionBlock(text=PlainTextObject(text=text, emoji=True))
