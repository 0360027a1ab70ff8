"""Keeping: what has reached its age goes, each night, in every workspace (`bot.periods`; docs/privacy.md tells why).

Age takes words and who said them out of our tables. What stands in Slack stays there, for as long as the company keeps
it; rows that Slack may still ask about stay as empty ones. Each call takes so many rows of a kind, and says whether
there are more; done twice, or in several processes at once, it is done.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import ColumnElement, String, and_, cast, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from bot import files, steps
from bot.circles import rooms
from bot.home import home_changes
from bot.keeping import erasing_people
from bot.people import asking_again, my_table, nobody, private
from bot.periods import months_before
from bot.reactions import thanks
from bot.reports import files as report_files
from bot.transaction import Transaction
from bot.watchwords import uses, vectors
from models import (
    Act,
    ChosenPhrase,
    Circle,
    CustomerQuestion,
    Dialogue,
    Hand,
    Idea,
    Improvement,
    Measurement,
    Note,
    Person,
    Post,
    PrivateDay,
    Reaction,
    Remark,
    Step,
    Voice,
    Watchword,
    Win,
    Workspace,
)

log = structlog.get_logger()

BATCH = 500
"""So many rows of each kind at once: nobody waits long for the database."""
PEOPLE_A_NIGHT = 5
AT_NIGHT = time(3)
GO_ON_AFTER = timedelta(minutes=1)
Counts = Counter[str]


def unplanned(session: Session) -> Sequence[str]:
    """Return the workspaces without a night ahead."""
    planned = exists().where(
        Step.workspace_id == Workspace.id, Step.name == steps.Name.KEEP, Step.done_at.is_(None)
    )
    return session.scalars(select(Workspace.id).where(~planned)).all()


def plan(tx: Transaction, *, soon: bool = False) -> None:
    """Plan the next look at what has reached its age: in the coming night of the oldest circle, or `soon`.

    With a night comes the look at which watchwords sleep (`bot.watchwords.asleep`).
    """
    due_at = tx.now + GO_ON_AFTER if soon else _next_night(tx)
    steps.plan(tx, steps.Name.KEEP, due_at, argument=due_at.isoformat())
    if not soon:
        steps.plan(tx, steps.Name.ASLEEP, due_at, argument=due_at.isoformat())


def day(tx: Transaction) -> None:
    """Do a night's work and plan the next; where there is more of it than one call takes, in a minute."""
    tx.session.flush()
    done = delete(Step).where(
        Step.workspace_id == tx.workspace.id,
        Step.name.in_((steps.Name.KEEP, steps.Name.ASLEEP, steps.Name.THANKS)),
        Step.done_at.is_not(None),
        Step.done_at < tx.now,
    )
    tx.session.execute(done)
    counts = enforce(tx)
    rooms.learn_again(tx)
    plan(tx, soon=any(count >= BATCH for count in counts.values()))


def enforce(tx: Transaction) -> Counts:
    """Let go of what has reached its age; return how many of each kind."""
    tx.session.flush()
    counts: Counts = Counter()
    for kind, months, let_go in _RULES:
        kept_for = months(tx)
        if kept_for > 0:
            counts[kind] = let_go(tx, months_before(tx.now, kept_for))
    counts["private_days"] = _private_days(tx)
    counts["thanks"] = thanks.age(tx, BATCH)
    counts = +counts
    if counts:
        home_changes.note(tx.session, tx.workspace.id, home_changes.EVERYBODY)
        log.info("reached its age", workspace=tx.workspace.id, **counts)
    return counts


def _voices(tx: Transaction, before: datetime) -> int:
    """The row stays empty: dialogues have it on their tables. Its watchword outlives it, the mere nominee does not."""
    old = select(Voice.id).where(
        Voice.workspace_id == tx.workspace.id,
        Voice.state.in_(("waiting", "heard")),
        Voice.brought_at < before,
    )
    ids = tx.session.scalars(old.order_by(Voice.brought_at).limit(BATCH)).all()
    if not ids:
        return 0
    _settle(tx, and_(Watchword.about_kind == "voice", Watchword.about_id.in_(ids)), keeps_nominees=False)
    tx.session.execute(delete(CustomerQuestion).where(CustomerQuestion.voice_id.in_(ids)))
    empty = dict.fromkeys(
        ("scene", "source", "segment", "product", "department", "said_on", "message_url", "heard_by")
    )
    vectors.forget(tx.session, tx.workspace.id, ids)
    submitter_id = nobody.in_place_of(tx).id
    tx.session.execute(
        update(Voice)
        .where(Voice.id.in_(ids))
        .values(state="withdrawn", quote="", submitter_id=submitter_id, **empty)
    )
    return len(ids)


def _remarks(tx: Transaction, before: datetime) -> int:
    """Rows stay empty, so that nothing that comes late brings them back; of a picture only our file's id stays."""
    old = select(Remark).where(
        Remark.workspace_id == tx.workspace.id,
        Remark.dialogue_id.in_(_closed(tx, before)),
        or_(Remark.text != "", Remark.person_id.is_not(None)),
    )
    remarks = tx.session.scalars(old.order_by(Remark.dialogue_id, Remark.seq).limit(BATCH)).all()
    for remark in remarks:
        remark.text, remark.person_id = "", None
        remark.deleted_at = remark.deleted_at or tx.now
        remark.files = [
            {"id": file["id"], "copy_id": file["copy_id"], "is_awaited": False}
            for file in remark.files
            if file.get("copy_id")
        ]
    tx.session.flush()
    return len(remarks)


def _notes(tx: Transaction, before: datetime) -> int:
    old = select(Note.id).where(
        Note.workspace_id == tx.workspace.id,
        Note.dialogue_id.in_(_closed(tx, before)),
        or_(Note.text != "", Note.person_id.is_not(None)),
    )
    ids = tx.session.scalars(old.limit(BATCH)).all()
    vectors.forget(tx.session, tx.workspace.id, ids)
    tx.session.execute(update(Note).where(Note.id.in_(ids)).values(text="", person_id=None, is_gone=True))
    return len(ids)


def _reactions(tx: Transaction, before: datetime) -> int:
    """Pins and ideas go with what they were put on; watchwords keep their sum."""
    settled = Watchword.dialogue_id.in_(_closed(tx, before))
    _settle(tx, and_(settled, Watchword.about_kind == "voice"), keeps_nominees=True)
    _settle(tx, and_(settled, Watchword.about_kind != "voice"), keeps_nominees=False)
    old = select(Reaction.id).where(
        Reaction.workspace_id == tx.workspace.id,
        Reaction.about_kind != "win",
        or_(
            and_(Reaction.dialogue_id.in_(_closed(tx, before)), Reaction.changed_at < before),
            and_(Reaction.dialogue_id.is_(None), Reaction.changed_at < before),
        ),
    )
    ids = tx.session.scalars(old.limit(BATCH)).all()
    tx.session.execute(delete(Reaction).where(Reaction.id.in_(ids)))
    chosen = delete(ChosenPhrase).where(
        ChosenPhrase.workspace_id == tx.workspace.id, ChosenPhrase.chosen_at < before
    )
    tx.session.execute(chosen)
    return len(ids)


def _ideas(tx: Transaction, before: datetime) -> int:
    """They go with the remarks and notes that hold their words; an improvement stands by itself."""
    old = select(Idea.id).where(
        Idea.workspace_id == tx.workspace.id, Idea.dialogue_id.in_(_closed(tx, before))
    )
    ids = tx.session.scalars(old.limit(BATCH)).all()
    tx.session.execute(update(Improvement).where(Improvement.idea_id.in_(ids)).values(idea_id=None))
    tx.session.execute(delete(Idea).where(Idea.id.in_(ids)))
    return len(ids)


def _files(tx: Transaction, before: datetime) -> int:
    """Our own files with pictures go from Slack, too: nobody but we would ever delete them."""
    old = select(Remark).where(
        Remark.workspace_id == tx.workspace.id,
        Remark.dialogue_id.in_(_closed(tx, before)),
        cast(Remark.files, String) != "[]",
    )
    remarks = tx.session.scalars(old.order_by(Remark.dialogue_id, Remark.seq).limit(BATCH)).all()
    beside = select(Voice).where(
        Voice.workspace_id == tx.workspace.id, Voice.brought_at < before, cast(Voice.files, String) != "[]"
    )
    voices = tx.session.scalars(beside.order_by(Voice.brought_at).limit(BATCH)).all()
    report_files.aged(tx, before)
    shown = select(Win).where(
        Win.workspace_id == tx.workspace.id, Win.posted_at < before, cast(Win.files, String) != "[]"
    )
    wins = tx.session.scalars(shown.order_by(Win.posted_at).limit(BATCH)).all()
    holders: list[Remark | Voice | Win] = [*remarks, *voices, *wins]
    for holder in holders:
        files.remove(tx, holder.files)
        holder.files = []
    tx.session.flush()
    return len(holders)


def _proposals(tx: Transaction, before: datetime) -> int:
    return _improvements_where(
        tx, and_(Improvement.state == "proposed", Improvement.dialogue_id.in_(_closed(tx, before)))
    )


def _improvements(tx: Transaction, before: datetime) -> int:
    return _improvements_where(tx, and_(Improvement.state != "proposed", Improvement.proposed_at < before))


def _improvements_where(tx: Transaction, is_old: ColumnElement[bool]) -> int:
    old = select(Improvement.id).where(Improvement.workspace_id == tx.workspace.id, is_old)
    ids = tx.session.scalars(old.limit(BATCH)).all()
    _forget_places(tx, "improvement", ids)
    vectors.forget(tx.session, tx.workspace.id, ids)
    for table in (Hand, Measurement):
        tx.session.execute(delete(table).where(table.improvement_id.in_(ids)))
    tx.session.execute(delete(Improvement).where(Improvement.id.in_(ids)))
    return len(ids)


def _wins(tx: Transaction, before: datetime) -> int:
    old = select(Win).where(Win.workspace_id == tx.workspace.id, Win.posted_at < before)
    found = tx.session.scalars(old.limit(BATCH)).all()
    ids = [win.id for win in found]
    for win in found:
        files.remove(tx, win.files)
    cheers = delete(Reaction).where(
        Reaction.workspace_id == tx.workspace.id, Reaction.about_kind == "win", Reaction.about_id.in_(ids)
    )
    tx.session.execute(cheers)
    _forget_places(tx, "win", ids)
    tx.session.execute(delete(Win).where(Win.id.in_(ids)))
    return len(ids)


def _watchwords(tx: Transaction, before: datetime) -> int:
    since = func.coalesce(Watchword.adopted_at, Watchword.nominated_at)
    old = select(Watchword.id).where(Watchword.workspace_id == tx.workspace.id, since < before)
    ids = tx.session.scalars(old.limit(BATCH)).all()
    _forget_watchwords(tx, ids)
    return len(ids)


def _uses(tx: Transaction, before: datetime) -> int:
    """Uses stay with their watchword, without who noted them."""
    return uses.age(tx, before, BATCH)


def _table_seats(tx: Transaction, before: datetime) -> int:
    return my_table.age(tx, before, BATCH)


def _table_asks(tx: Transaction, before: datetime) -> int:
    """The first lines stay in Slack, in the group messages of those who talk there."""
    return asking_again.age(tx, before, BATCH)


def _acts(tx: Transaction, before: datetime) -> int:
    old = select(Act.id).where(Act.workspace_id == tx.workspace.id, Act.at < before)
    ids = tx.session.scalars(old.limit(BATCH)).all()
    tx.session.execute(delete(Act).where(Act.id.in_(ids)))
    return len(ids)


def _left(tx: Transaction, before: datetime) -> int:
    """People whose account is gone are erased as on request, a few a night: it writes messages anew."""
    gone = select(Person.user_id).where(Person.workspace_id == tx.workspace.id, Person.left_at < before)
    user_ids = tx.session.scalars(gone.order_by(Person.left_at, Person.id).limit(PEOPLE_A_NIGHT)).all()
    for user_id in user_ids:
        erasing_people.erase(tx, user_id, Counter())
    return len(user_ids)


def _private_posts(tx: Transaction, before: datetime) -> int:
    """Where private messages stand is kept under keys that name whom they went to."""
    old = select(Post.id).where(
        Post.workspace_id == tx.workspace.id,
        or_(*(Post.channel_id.startswith(kind) for kind in ("D", "U", "W"))),
        Post.ts < f"{before.timestamp():.6f}",
    )
    ids = tx.session.scalars(old.limit(BATCH)).all()
    tx.session.execute(delete(Post).where(Post.id.in_(ids)))
    return len(ids)


def _private_days(tx: Transaction) -> int:
    before: date = (tx.now - private.DAYS_KEPT).date()
    old = select(PrivateDay.id).where(PrivateDay.workspace_id == tx.workspace.id, PrivateDay.day < before)
    ids = tx.session.scalars(old.limit(BATCH)).all()
    tx.session.execute(delete(PrivateDay).where(PrivateDay.id.in_(ids)))
    return len(ids)


_RULES: tuple[
    tuple[str, Callable[[Transaction], int], Callable[[Transaction, datetime], int]],
    ...,
] = (
    ("voices", lambda tx: tx.periods.voices, _voices),
    ("reactions", lambda tx: tx.periods.remarks, _reactions),
    ("ideas", lambda tx: tx.periods.remarks, _ideas),
    ("remarks", lambda tx: tx.periods.remarks, _remarks),
    ("notes", lambda tx: tx.periods.remarks, _notes),
    ("proposals", lambda tx: tx.periods.remarks, _proposals),
    ("private_posts", lambda tx: tx.periods.remarks, _private_posts),
    ("uses", lambda tx: tx.periods.remarks, _uses),
    ("table_seats", lambda tx: tx.periods.remarks, _table_seats),
    ("table_asks", lambda tx: tx.periods.remarks, _table_asks),
    ("files", lambda tx: tx.periods.files, _files),
    ("improvements", lambda tx: tx.periods.improvements, _improvements),
    ("wins", lambda tx: tx.periods.wins, _wins),
    ("watchwords", lambda tx: tx.periods.watchwords, _watchwords),
    ("left", lambda tx: tx.periods.left, _left),
    ("acts", lambda tx: tx.periods.acts, _acts),
)
"""What goes when: its kind, for how many months it is kept, and how it goes."""


def _closed(tx: Transaction, before: datetime) -> ColumnElement[str]:
    """Return the ids of the dialogues that closed before an instant, as a query."""
    closed = select(Dialogue.id).where(
        Dialogue.workspace_id == tx.workspace.id, Dialogue.state == "closed", Dialogue.closed_at < before
    )
    return closed.scalar_subquery()


def _settle(tx: Transaction, which: ColumnElement[bool], *, keeps_nominees: bool) -> None:
    """Let watchwords stand by themselves from now on; nominees go with what they came from."""
    of_them = and_(Watchword.workspace_id == tx.workspace.id, Watchword.settled_at.is_(None), which)
    if not keeps_nominees:
        nominees = select(Watchword.id).where(of_them, Watchword.state != "adopted")
        _forget_watchwords(tx, tx.session.scalars(nominees).all())
    tx.session.execute(update(Watchword).where(of_them).values(settled_at=tx.now))


def _forget_watchwords(tx: Transaction, ids: Sequence[str]) -> None:
    """Let watchwords go; those that were counted with them stand by themselves."""
    counted = update(Watchword).where(Watchword.joined_to_id.in_(ids))
    tx.session.execute(counted.values(joined_to_id=None))
    tx.session.execute(delete(Watchword).where(Watchword.id.in_(ids)))


def _forget_places(tx: Transaction, kind: str, ids: Sequence[str]) -> None:
    """Let the messages about these things be about nothing: whoever marks them marks only a message."""
    about = and_(Post.workspace_id == tx.workspace.id, Post.about_kind == kind, Post.about_id.in_(ids))
    tx.session.execute(update(Post).where(about).values(about_kind=None, about_id=None))


def _next_night(tx: Transaction) -> datetime:
    zones = select(Circle.tz).where(Circle.workspace_id == tx.workspace.id)
    name = tx.session.scalars(zones.order_by(Circle.created_at).limit(1)).first() or "UTC"
    here = tx.now.astimezone(ZoneInfo(name))
    tonight = datetime.combine(here.date(), AT_NIGHT, ZoneInfo(name))
    return (
        tonight
        if tonight > here
        else datetime.combine(here.date() + timedelta(days=1), AT_NIGHT, ZoneInfo(name))
    )
