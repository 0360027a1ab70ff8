"""Weekly letters: what happened in a circle, told in its record room at the end of a week in which anything did.

A letter keeps which things it tells, and no words. When one of them is edited it reads anew, when one goes it goes
from there as well, and a letter of which nothing is left is taken down.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, String, and_, cast, select

from bot import retelling, steps, workdays
from bot.delivery.outbox import About, Draft, Message, Priority
from bot.improvements import measured
from bot.letters import letter_news, letter_story
from bot.letters.letter_news import Held, Part
from bot.people import sight
from bot.texts import Words, words
from bot.trail import stops
from bot.trail.stops import Kind
from bot.transaction import Transaction
from bot.views import letters as views
from bot.voices import consent
from models import Circle, Dialogue, Improvement, Letter, Post

AT = time(16)
WEEK = timedelta(days=7)
LATE = timedelta(hours=3)
"""A letter that could not be written for so long is left out; the next one tells of its week, too."""
SETTLED = timedelta(minutes=1)
"""What is younger may be on its way into the database still: the next letter tells it."""
LOOKS_BACK = timedelta(days=15)
"""Further back no letter tells: what was is in the records."""


def unplanned() -> ColumnElement[bool]:
    """Return the condition under which a circle's next letter has yet to be planned."""
    return and_(Circle.letter_at.is_(None), Circle.has_letter, Circle.record_channel_id.is_not(None))


def plan(tx: Transaction, circle: Circle) -> None:
    """Plan a circle's next letter."""
    due_at = next_due(tx.now, circle.tz)
    argument = f"{circle.id}:{due_at.date().isoformat()}"
    circle.letter_at = due_at
    steps.plan(tx, steps.Name.LETTER, due_at, argument=argument)


def next_due(after: datetime, tz: str) -> datetime:
    """Return when the next letter is due: at four in the afternoon of a week's last working day, there."""
    here = after.astimezone(ZoneInfo(tz)).date()
    end = here + timedelta(days=(workdays.last_weekday(tz) - here.weekday()) % 7)
    while True:
        on = _last_working_day(end, tz)
        due_at = workdays.begin_of(on, tz, AT) if on is not None else None
        if due_at is not None and due_at > after:
            return due_at
        end += WEEK


def write(tx: Transaction, circle_id: str, due_at: datetime) -> None:
    """Post a circle's letter, if anything happened since the last one. The beat plans the next."""
    circle = tx.find(Circle, circle_id, with_for_update=True, populate_existing=True)
    if circle is None:
        return
    circle.letter_at = None
    if not circle.has_letter or circle.record_channel_id is None or circle.record_lost_because is not None:
        return
    if tx.now > due_at + LATE:
        return
    since = max(circle.letter_until or circle.created_at - SETTLED, tx.now - LOOKS_BACK)
    until = circle.letter_until = tx.now - SETTLED
    news = letter_news.happened(tx, circle, since, until)
    if not news:
        return
    held = [*news, *letter_story.choose(tx, circle, news)]
    held += _tables(tx, held)
    letter = Letter(
        workspace_id=tx.workspace.id,
        circle_id=circle.id,
        since=since,
        until=until,
        holds=[str(one) for one in held],
    )
    tx.session.add(letter)
    tx.session.flush()
    message = _message(tx, circle, letter)
    if message is None:
        tx.session.delete(letter)
    else:
        tx.outbox.post(Draft(circle.record_channel_id, key=key(letter), message=message))


def switch(tx: Transaction, circle: Circle, *, is_on: bool) -> None:
    """Let a circle's record room get weekly letters from now on, or no more."""
    circle.has_letter, circle.letter_at = is_on, None
    if is_on:
        circle.letter_until = tx.now


@retelling.follows
def follow(tx: Transaction, about: About, _circle_id: str) -> None:
    """Let the letters that tell of a thing read as it does now; one of which nothing is left is taken down."""
    held = f":{about.kind}:{about.id}"
    telling = select(Letter).where(
        Letter.workspace_id == tx.workspace.id, cast(Letter.holds, String).contains(held, autoescape=True)
    )
    for letter in tx.session.scalars(telling.order_by(Letter.until, Letter.id)).all():
        message = _message(tx, tx.session.get_one(Circle, letter.circle_id), letter)
        if message is None:
            tx.outbox.delete(key(letter))
        else:
            tx.outbox.update(key(letter), message, priority=Priority.TAKEDOWN)


def key(letter: Letter) -> str:
    return f"letter:{letter.id}"


def _last_working_day(end: date, tz: str) -> date | None:
    """Return the last working day of the week that ends on a day; None: everybody rests all week."""
    week = (end - timedelta(days=days) for days in range(7))
    return next((day for day in week if workdays.is_working_day(day, tz)), None)


def _tables(tx: Transaction, held: Sequence[Held]) -> list[Held]:
    """Return the dialogues to which the things in a letter belong."""
    ids = {
        one.id
        for about in {one.about for one in held}
        for one in stops.dialogues(tx, Kind(about.kind), about.id)
    }
    return [Held(Part.TABLE, About(Kind.DIALOGUE, id_)) for id_ in sorted(ids)]


def _message(tx: Transaction, circle: Circle, letter: Letter) -> Message | None:
    """Return a letter as it reads now; None: nothing of it can be read any more."""
    tx.session.flush()
    said = words(circle.language)
    held = [Held.read(one) for one in letter.holds]
    heard = _of(held, Part.HEARD)
    told = views.Told(
        circle=circle.name,
        since=letter.since.astimezone(ZoneInfo(circle.tz)).date(),
        until=letter.until.astimezone(ZoneInfo(circle.tz)).date(),
        brought=letter_news.brought(tx, circle, letter.since, letter.until),
        quotes=_words(tx, circle, heard),
        kept_back=sum(letter_news.is_kept_back(tx, circle, one) for one in heard),
        dialogues=list(_dialogues(tx, circle, _of(held, Part.HELD))),
        phrases=_words(tx, circle, _of(held, Part.BORN)),
        decided=_words(tx, circle, _of(held, Part.DECIDED)),
        done=list(_changes(tx, circle, said, _of(held, Part.DONE))),
        measured=[
            one for one in _changes(tx, circle, said, _of(held, Part.MEASURED)) if one.change is not None
        ],
        wins=list(_wins(tx, circle, _of(held, Part.WON))),
        story=list(_story(tx, circle, _of(held, Part.STORY))),
    )
    return views.letter(said, told) if told.tells_anything else None


def _of(held: Sequence[Held], part: Part) -> list[About]:
    return [one.about for one in held if one.part is part]


def _words(tx: Transaction, circle: Circle, every: Sequence[About]) -> list[str]:
    found = (letter_news.words_of(tx, circle, about) for about in every)
    return [text for text in found if text]


def _dialogues(tx: Transaction, circle: Circle, every: Sequence[About]) -> Iterator[views.Dialogue]:
    for about in every:
        dialogue = tx.session.get_one(Dialogue, about.id)
        day = dialogue.started_at.astimezone(ZoneInfo(circle.tz)).date()
        recorded = tx.outbox.find(f"record:{dialogue.id}")
        yield views.Dialogue(day, _link(tx, recorded, only_in=circle.record_channel_id))


def _changes(tx: Transaction, circle: Circle, said: Words, every: Sequence[About]) -> Iterator[views.Changed]:
    """Yield improvements with what was measured, as it is told elsewhere: whichever way it went."""
    for about in every:
        what = letter_news.words_of(tx, circle, about)
        improvement = tx.find(Improvement, about.id)
        if what and improvement is not None and improvement.state == "done":
            yield views.Changed(what, measured.change(tx, said, improvement))


def _wins(tx: Transaction, circle: Circle, every: Sequence[About]) -> Iterator[views.Win]:
    """Yield wins with where they stand: a wins room is for every colleague, and for nobody outside."""
    is_outside = consent.record_room(circle) in letter_news.OUTSIDE
    for about in every:
        headline = letter_news.words_of(tx, circle, about)
        if headline:
            only_in = circle.record_channel_id if is_outside else None
            yield views.Win(headline, _link(tx, tx.outbox.find(f"win:{about.id}"), only_in=only_in))


def _story(tx: Transaction, circle: Circle, every: Sequence[About]) -> Iterator[views.Part]:
    for about in every:
        text = letter_news.words_of(tx, circle, about)
        if text:
            yield views.Part(Kind(about.kind), text)


def _link(tx: Transaction, post: Post | None, *, only_in: str | None) -> str | None:
    home = sight.home(tx)
    if post is None or post.ts is None or post.state != "posted" or home is None:
        return None
    if only_in is not None and post.channel_id != only_in:
        return None
    return f"{home}/archives/{post.channel_id}/p{post.ts.replace('.', '')}"
