"""Erasing a person: what they said and did here goes, what they brought stays without them.

Remarks and named notes go from every room. Voices, wins, proposals and questions keep their words and lose whose they
were (`bot.people.nobody`). What was said without a name leads back to nobody and stays.
"""

import re
from dataclasses import replace

from sqlalchemy import delete, or_, select, update

from bot.bridge import bridge
from bot.circles import acts, hosts, joining, room_members, seats
from bot.delivery.outbox import About
from bot.dialogues import deciding, dialogue_rows, record
from bot.home import home_changes
from bot.ideas import idea_writing
from bot.improvements import proposals
from bot.keeping.erased import Counts, Kind
from bot.matching import SoughtId
from bot.people import asking_again, my_table, nobody, people
from bot.plaintext import escape
from bot.pulse import pulse_answers
from bot.reactions import reactions, thanks
from bot.tally import Meaning
from bot.texts import words
from bot.transaction import Transaction
from bot.watchwords import sharing, uses
from bot.wins import wins
from models import (
    ChosenPhrase,
    CustomerQuestion,
    Hand,
    Host,
    Idea,
    Improvement,
    Measurement,
    Note,
    OpenedHome,
    Person,
    Post,
    PrivateDay,
    PrivateMessage,
    Reaction,
    Remark,
    Seat,
    SeatedVoice,
    Voice,
    Vote,
    Win,
)


def erase(tx: Transaction, user_id: str, counts: Counts) -> None:
    """Erase a person from our rows and messages, known to us or not. Done twice it is done."""
    person = people.find(tx, user_id)
    if person is not None and not nobody.is_it(person):
        counts[Kind.REACTIONS] += thanks.forget(tx, person)
        _words(tx, person, counts)
        _ideas(tx, person, counts)
        _reactions(tx, person, counts)
        _seats(tx, person, counts)
        _votes(tx, person, counts)
        pulse_answers.forget(tx, person.user_id)
        _proposals(tx, person, counts)
        _ties(tx, person, counts)
        counts[Kind.TIES] += uses.forget_who(tx, person) + sharing.forget_who(tx, person)
        _table(tx, person, counts)
        _private(tx, person, counts)
    _roles(tx, user_id, person, counts)
    _thanks(tx, user_id, counts)
    _mentions(tx, user_id, counts)
    _posts(tx, user_id, counts)
    counts[Kind.TRACES] += room_members.forget(tx, user_id)
    counts[Kind.ACTS] += acts.forget_who(tx, user_id)
    if person is not None and not nobody.is_it(person):
        counts[Kind.PROFILE] += 1
        tx.session.delete(person)
    home_changes.forget(tx.session, tx.workspace.id, user_id, *([person.id] if person is not None else []))


def _words(tx: Transaction, person: Person, counts: Counts) -> None:
    said = select(Remark).where(Remark.workspace_id == tx.workspace.id, Remark.person_id == person.id)
    for remark in tx.session.scalars(said.order_by(Remark.dialogue_id, Remark.seq)).all():
        counts[Kind.REMARKS] += remark.deleted_at is None
        bridge.erase(tx, dialogue_rows.lock(tx, remark.dialogue_id), remark)
        remark.person_id = None
    wrote = select(Note).where(Note.workspace_id == tx.workspace.id, Note.person_id == person.id)
    for note in tx.session.scalars(wrote.order_by(Note.dialogue_id, Note.id)).all():
        counts[Kind.NOTES] += not note.is_gone
        record.erase_note(tx, dialogue_rows.lock(tx, note.dialogue_id), note)
        note.person_id = None
    tx.session.flush()


def _ideas(tx: Transaction, person: Person, counts: Counts) -> None:
    wrote = select(Idea).where(Idea.workspace_id == tx.workspace.id, Idea.writer_id == person.id)
    for idea in tx.session.scalars(wrote.order_by(Idea.dialogue_id, Idea.id)).all():
        counts[Kind.IDEAS] += 1
        idea_writing.erase(tx, idea)


def _reactions(tx: Transaction, person: Person, counts: Counts) -> None:
    """Take back every emoji, as if they had, and which words they chose of what they pinned."""
    chose = delete(ChosenPhrase).where(
        ChosenPhrase.workspace_id == tx.workspace.id, ChosenPhrase.person_id == person.id
    )
    tx.session.execute(chose)
    theirs = select(Reaction).where(Reaction.workspace_id == tx.workspace.id, Reaction.person_id == person.id)
    rows = tx.session.scalars(theirs.order_by(Reaction.id)).all()
    stood = {(row.meaning, row.about_kind, row.about_id, row.dialogue_id) for row in rows if row.is_on}
    for row in rows:
        counts[Kind.REACTIONS] += 1
        tx.session.delete(row)
    tx.session.flush()
    for meaning, kind, about_id, dialogue_id in sorted(stood, key=str):
        if dialogue_id is not None:
            dialogue_rows.lock(tx, dialogue_id)
        reactions.take_effect(tx, Meaning(meaning), About(kind, about_id), dialogue_id)


def _seats(tx: Transaction, person: Person, counts: Counts) -> None:
    taken = select(Seat.dialogue_id).where(Seat.workspace_id == tx.workspace.id, Seat.person_id == person.id)
    for dialogue_id in tx.session.scalars(taken.order_by(Seat.dialogue_id)).all():
        counts[Kind.SEATS] += seats.leave(replace(tx, person=person), dialogue_id)


def _table(tx: Transaction, person: Person, counts: Counts) -> None:
    """Where they sat is forgotten, and the first lines with which they asked others again go."""
    counts[Kind.SEATS] += my_table.forget(tx, person)
    asks, under_way = asking_again.forget(tx, person)
    counts[Kind.TRACES] += asks
    counts[Kind.UNDER_WAY] += under_way


def _votes(tx: Transaction, person: Person, counts: Counts) -> None:
    chose = select(Vote).where(Vote.workspace_id == tx.workspace.id, Vote.person_id == person.id)
    for vote in tx.session.scalars(chose.order_by(Vote.dialogue_id)).all():
        counts[Kind.VOTES] += 1
        dialogue = dialogue_rows.lock(tx, vote.dialogue_id)
        tx.session.delete(vote)
        tx.session.flush()
        deciding.recount(tx, dialogue)


def _proposals(tx: Transaction, person: Person, counts: Counts) -> None:
    """What they proposed stays without them; what they lead, or are asked to, looks for somebody else."""
    roles = (Improvement.owner_id, Improvement.asked_id, Improvement.asked_by_id)
    theirs = select(Improvement).where(
        Improvement.workspace_id == tx.workspace.id,
        or_(Improvement.proposer_id == person.id, *(role == person.id for role in roles)),
    )
    for improvement in tx.session.scalars(theirs.order_by(Improvement.dialogue_id, Improvement.id)).all():
        _, dialogue = proposals.hold(tx, improvement.id)
        if improvement.proposer_id == person.id:
            others = {one.proposer_id for one in deciding.of(tx, dialogue)} if dialogue else set()
            improvement.proposer_id = nobody.in_place_of(tx, but=others).id
            counts[Kind.TIES] += 1
        if improvement.owner_id == person.id:
            improvement.owner_id = improvement.taken_at = None
            counts[Kind.ROLES] += 1
        if person.id in {improvement.asked_id, improvement.asked_by_id}:
            improvement.asked_id = improvement.asked_by_id = None
            counts[Kind.ROLES] += 1
            _forget_posts(tx, f"improvement-asked:{improvement.id}:", counts)
        proposals.changed(tx, improvement)
    _hands(tx, person, counts)


def _hands(tx: Transaction, person: Person, counts: Counts) -> None:
    """What they measured stays without them; the rooms no longer read that they lend a hand."""
    wrote = update(Measurement).where(
        Measurement.workspace_id == tx.workspace.id, Measurement.person_id == person.id
    )
    tx.session.execute(wrote.values(person_id=None))
    lent = select(Hand).where(Hand.workspace_id == tx.workspace.id, Hand.person_id == person.id)
    for hand in tx.session.scalars(lent.order_by(Hand.id)).all():
        counts[Kind.ROLES] += 1
        improvement, _ = proposals.hold(tx, hand.improvement_id)
        tx.session.delete(hand)
        proposals.changed(tx, improvement)


def _ties(tx: Transaction, person: Person, counts: Counts) -> None:
    stand_in = nobody.in_place_of(tx)
    brought = select(Voice).where(Voice.workspace_id == tx.workspace.id, Voice.submitter_id == person.id)
    for voice in tx.session.scalars(brought.order_by(Voice.id)).all():
        for dialogue_id in _tables_of(tx, voice):
            _forget_posts(tx, f"voice-invited:{dialogue_id}:{voice.id}", counts)
        voice.submitter_id = stand_in.id
        counts[Kind.TIES] += 1
    told = select(Win).where(Win.workspace_id == tx.workspace.id, Win.person_id == person.id)
    for win in tx.session.scalars(told.order_by(Win.id)).all():
        win.person_id = stand_in.id
        tx.session.flush()
        wins.people_changed(tx, win)
        counts[Kind.TIES] += 1
    asked = select(CustomerQuestion).where(
        CustomerQuestion.workspace_id == tx.workspace.id,
        or_(CustomerQuestion.asker_id == person.id, CustomerQuestion.answerer_id == person.id),
    )
    for question in tx.session.scalars(asked).all():
        if question.asker_id == person.id:
            question.asker_id = stand_in.id
        if question.answerer_id == person.id:
            question.answerer_id = None
        counts[Kind.TIES] += 1
    tx.session.flush()


def _tables_of(tx: Transaction, voice: Voice) -> list[str]:
    found = select(SeatedVoice.dialogue_id).where(
        SeatedVoice.workspace_id == tx.workspace.id, SeatedVoice.voice_id == voice.id
    )
    return list(tx.session.scalars(found.order_by(SeatedVoice.dialogue_id)))


def _private(tx: Transaction, person: Person, counts: Counts) -> None:
    for table, kind in ((PrivateMessage, Kind.PRIVATE), (PrivateDay, Kind.TRACES), (OpenedHome, Kind.TRACES)):
        theirs = select(table.id).where(table.workspace_id == tx.workspace.id, table.person_id == person.id)
        ids = tx.session.scalars(theirs).all()
        counts[kind] += len(ids)
        tx.session.execute(delete(table).where(table.id.in_(ids)))


def _roles(tx: Transaction, user_id: str, person: Person | None, counts: Counts) -> None:
    """Somebody else is looked for where they were the host; what told the rooms that they are goes."""
    hosted = select(Host).where(Host.workspace_id == tx.workspace.id, Host.user_id == user_id)
    for host in tx.session.scalars(hosted.order_by(Host.circle_id)).all():
        counts[Kind.ROLES] += 1
        for act in acts.of_kind(tx, acts.ActKind.HOST_DEPUTIES, circle_id=host.circle_id):
            _take_down(tx, f"act:{act.id}:")
        _take_down(tx, f"host-wanted:{host.circle_id}:")
    if person is not None:
        hosts.left(tx, person)
    tx.session.execute(delete(Host).where(Host.workspace_id == tx.workspace.id, Host.user_id == user_id))
    counts[Kind.TRACES] += joining.asker_changed(tx, user_id, nobody.in_place_of(tx).user_id)


def _thanks(tx: Transaction, user_id: str, counts: Counts) -> None:
    every = select(Win).where(Win.workspace_id == tx.workspace.id).order_by(Win.id)
    for win in tx.session.scalars(every).all():
        if user_id in win.thanks:
            win.thanks = [other for other in win.thanks if other != user_id]
            tx.session.flush()
            wins.people_changed(tx, win)
            counts[Kind.ROLES] += 1


def _mentions(tx: Transaction, user_id: str, counts: Counts) -> None:
    """Where others called them by their id stands that it was somebody; in Slack their messages stay as they are."""
    naming = select(Remark).where(
        Remark.workspace_id == tx.workspace.id, Remark.text.contains(f"<@{user_id}", autoescape=True)
    )
    mention = re.compile(rf"<@{re.escape(user_id)}(?:\|[^<>]*)?>")
    for remark in tx.session.scalars(naming.order_by(Remark.dialogue_id, Remark.seq)).all():
        dialogue = dialogue_rows.lock(tx, remark.dialogue_id)
        somebody = escape(words(dialogue.circle.language)("somebody"))
        text = mention.sub(lambda _, said=somebody: f"@{said}", remark.text)  # type: ignore[misc]
        if text != remark.text:
            remark.text = text
            counts[Kind.MENTIONS] += 1
            bridge.follow(tx, dialogue, remark)


def _posts(tx: Transaction, user_id: str, counts: Counts) -> None:
    """Take down and forget every private message to them, and each message whose key names them."""
    sought = SoughtId(user_id)
    every = select(Post).where(
        Post.workspace_id == tx.workspace.id,
        or_(Post.key.contains(user_id, autoescape=True), Post.channel_id == user_id),
    )
    named = [post for post in tx.session.scalars(every).all() if sought.stands_in(post.key, post.channel_id)]
    own = {post.channel_id for post in named if post.channel_id.startswith("D")}
    beside = select(Post).where(Post.workspace_id == tx.workspace.id, Post.channel_id.in_(own))
    for key in sorted({post.key for post in (*named, *tx.session.scalars(beside).all())}):
        if not tx.outbox.forget(key):
            counts[Kind.UNDER_WAY] += 1


def _forget_posts(tx: Transaction, prefix: str, counts: Counts) -> None:
    for key in _keys(tx, prefix):
        if not tx.outbox.forget(key):
            counts[Kind.UNDER_WAY] += 1


def _take_down(tx: Transaction, prefix: str) -> None:
    for key in _keys(tx, prefix):
        tx.outbox.delete(key)


def _keys(tx: Transaction, prefix: str) -> list[str]:
    found = select(Post.key).where(
        Post.workspace_id == tx.workspace.id, Post.key.startswith(prefix, autoescape=True)
    )
    return list(tx.session.scalars(found.order_by(Post.key)))
