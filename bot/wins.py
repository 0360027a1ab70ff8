"""Wins: small successes as people tell them, posted in the circle's wins room, and the cheers they get."""

from typing import Any

from sqlalchemy import select

from bot import answers, circles, copies, origins, people, repeats, safeguard, tally
from bot.origins import Origin
from bot.outbox import About, Draft, Message, Priority
from bot.people import Answer
from bot.plaintext import tidy
from bot.refusals import Empty, Gone, NotYours, Refusal, TooLong
from bot.tally import Meaning
from bot.texts import words
from bot.transaction import Transaction
from bot.views import circles as circle_views
from bot.views import wins as views
from bot.win_form import HEADLINE_CHARACTERS, LONGEST, Kind, WinForm
from models import Circle, Person, Reaction, Win

PRESSED = "button"
"""Stands for an emoji where a cheer was given by the button."""


class NoWinsRoom(Refusal):
    """Needs `who`: somebody who can set one."""

    key = "wins-no-room"
    field = "headline"


class NoCircle(NoWinsRoom):
    key = "wins-no-circle"


class NotYourWin(NotYours):
    key = "wins-not-yours"


def share(tx: Transaction, text: str, *, channel_id: str) -> Win | None:
    """Post a small success at once; None when its words are empty or too long, so that the form is needed.

    Refuses with `NoCircle`, `NoWinsRoom`.
    """
    _wins_room(tx, _circle(tx, channel_id))
    if not 0 < len(tidy(text)) <= HEADLINE_CHARACTERS:
        return None
    return submit(tx, WinForm(headline=text), channel_id=channel_id)


def submit(tx: Transaction, form: WinForm, *, channel_id: str | None = None) -> Win:
    """Post a win in the circle's wins room. Repeated by the same person within two minutes, it is the one posted.

    Refuses at the field: `Empty`, `TooLong`, `NoCircle`, `NoWinsRoom`.
    """
    circle = _circle(tx, channel_id)
    wins_room = _wins_room(tx, circle)
    fields = _fields(tx, circle, form)
    win = _repeated(tx, circle, fields["headline"])
    if win is not None:
        # A command brings no details that could replace the ones already given.
        return win if form.model_fields_set == {"headline"} else _keep(tx, win, fields)
    win = Win(
        workspace_id=tx.workspace.id,
        circle_id=circle.id,
        person_id=tx.actor.id,
        cheers=0,
        posted_at=tx.now,
        **fields,
    )
    tx.session.add(win)
    tx.session.flush()
    _post(tx, win, wins_room)
    return win


def change(tx: Transaction, win_id: str, form: WinForm) -> Win:
    """Replace what the author told. Refuses at the field as `submit`, and with `Gone`, `NotYourWin`."""
    win = open_for_change(tx, win_id)
    return _keep(tx, win, _fields(tx, circles.get(tx, win.circle_id), form))


def open_for_change(tx: Transaction, win_id: str) -> Win:
    """Return a win to its author. Refuses with `Gone`, `NotYourWin`."""
    win = get(tx, win_id)
    if win.person_id != tx.actor.id:
        raise NotYourWin
    return win


def get(tx: Transaction, win_id: str) -> Win:
    """Return a win of this workspace, or refuse with `Gone`."""
    win = tx.session.get(Win, win_id)
    if win is None or win.workspace_id != tx.workspace.id:
        raise Gone
    return win


def posted_in(tx: Transaction, win: Win) -> str:
    """Return the channel in which a win stands."""
    post = tx.outbox.find(_key(win))
    if post is None:
        raise Gone
    return post.channel_id


def offered(tx: Transaction, *, channel_id: str | None, win: Win | None = None) -> dict[str, Origin]:
    """Return what a win told in this channel can be said to come from, by the form's value.

    The words of voices are shown to people of the circle: in one of its rooms, or known from its dialogues.
    """
    circle = circles.get(tx, win.circle_id) if win else _circle(tx, channel_id)
    is_inside = channel_id in {room.channel_id for room in circle.rooms} or circle.id in circles.own_ids(tx)
    chosen = WinForm.of(win).origin if win else None
    return origins.choices(tx, circle, with_voices=is_inside, chosen=chosen)


def cheer(tx: Transaction, win_id: str, channel_id: str, ts: str) -> None:
    """Cheer a win by the button on its post at `ts`; pressed again it changes nothing. Refuses with `Gone`."""
    win = get(tx, win_id)
    tx.add_once(
        Reaction,
        workspace_id=tx.workspace.id,
        person_id=tx.actor.id,
        meaning=Meaning.CHEER,
        about_kind="win",
        about_id=win.id,
        channel_id=channel_id,
        ts=ts,
        emoji=PRESSED,
        is_on=True,
        event_ts=ts,
        changed_at=tx.now,
    )
    cheered(tx, win.id)


def cheered(tx: Transaction, win_id: str) -> None:
    """Follow the cheers of a win: its post counts people, each once."""
    win = get(tx, win_id)
    tx.session.flush()
    tx.session.refresh(win, with_for_update=True)
    count = tally.people(tx, Meaning.CHEER, About("win", win.id))
    if count != win.cheers:
        win.cheers = count
        _repaint(tx, win, Priority.COUNT)


def origin_changed(tx: Transaction, kind: str, origin_id: str) -> None:
    """Forget the origin of wins that came from what was withdrawn; their posts say no more of it."""
    found = select(Win).where(
        Win.workspace_id == tx.workspace.id, Win.origin_kind == kind, Win.origin_id == origin_id
    )
    for win in tx.session.scalars(found.order_by(Win.id)).all():
        win.origin_kind = win.origin_id = None
        _repaint(tx, win, Priority.TAKEDOWN)


@answers.runs("win_author_learned")
def author_learned(tx: Transaction, win_id: str, answer: Answer) -> None:
    """Give a post that waited for its author's name its words; whatever else waits for the name goes on, too."""
    win = get(tx, win_id)
    copies.person_learned(tx, _author(tx, win).user_id, answer)
    tx.outbox.fill(_key(win), _message(tx, win))


def _circle(tx: Transaction, channel_id: str | None) -> Circle:
    """Return the circle that somebody in this channel means: the channel's, else their only one, else the first."""
    every = circles.list_(tx)
    if not every:
        raise NoCircle(who=_contact(tx))
    at_table = circles.by_channel(tx, channel_id) if channel_id else None
    beside = [circle for circle in every if channel_id and circle.wins_channel_id == channel_id]
    own = circles.own_ids(tx)
    mine = [circle for circle in every if circle.id in own]
    return at_table or next(iter(beside), None) or (mine[0] if len(mine) == 1 else every[0])


def _wins_room(tx: Transaction, circle: Circle) -> str:
    if circle.wins_channel_id is None:
        names = [host.name for host in circles.hosts(tx, circle) if host.name]
        shown = [tx.words("wins-person", person=circle_views.shown(name)) for name in names]
        raise NoWinsRoom(who=tx.words("list-separator").join(shown) or _contact(tx))
    return circle.wins_channel_id


def _contact(tx: Transaction) -> str:
    return tx.contact or tx.words("contact-default")


def _fields(tx: Transaction, circle: Circle, form: WinForm) -> dict[str, Any]:
    """Return the columns of a win, with telephone numbers and addresses hidden."""
    texts = {"headline": _fitting("headline", form.headline, HEADLINE_CHARACTERS)}
    if not texts["headline"]:
        raise Empty(field="headline")
    for name, longest in LONGEST.items():
        texts[name] = _fitting(name, getattr(form, name) or "", longest)
    hidden = words(circle.language)("voice-hidden")
    fields = {name: safeguard.mask(text, hidden).text or None for name, text in texts.items()}
    origin_kind, origin_id = origins.find(tx, circle, form.origin)
    return {
        **fields,
        "kind": form.kind,
        "thanks": list(dict.fromkeys(form.thanks)),
        "origin_kind": origin_kind,
        "origin_id": origin_id,
    }


def _fitting(name: str, text: str, longest: int) -> str:
    text = tidy(text)
    if len(text) > longest:
        raise TooLong(field=name, max=longest, len=len(text))
    return text


def _repeated(tx: Transaction, circle: Circle, headline: str) -> Win | None:
    since = repeats.in_turn_since(tx)
    found = select(Win).where(
        Win.workspace_id == tx.workspace.id,
        Win.circle_id == circle.id,
        Win.person_id == tx.actor.id,
        Win.headline == headline,
        Win.posted_at >= since,
    )
    return tx.session.scalars(found.order_by(Win.posted_at)).first()


def _keep(tx: Transaction, win: Win, fields: dict[str, Any]) -> Win:
    for name, value in fields.items():
        setattr(win, name, value)
    _repaint(tx, win, Priority.EDIT)
    return win


def _key(win: Win) -> str:
    return f"win:{win.id}"


def _author(tx: Transaction, win: Win) -> Person:
    return tx.session.get_one(Person, win.person_id)


def _post(tx: Transaction, win: Win, channel_id: str) -> None:
    """Post a win, or keep its place until its author's name is known."""
    author = _author(tx, win)
    message = _message(tx, win) if people.is_known(author) else None
    tx.outbox.post(Draft(channel_id, key=_key(win), message=message, about=About("win", win.id)))
    if message is None:
        tx.outbox.ask(
            "users.info",
            {"user": author.user_id, "include_locale": True},
            answer="win_author_learned",
            subject=win.id,
        )


def _repaint(tx: Transaction, win: Win, priority: Priority) -> None:
    """Make the post read as the win does now; one that waits for its author's name will do so by itself."""
    if people.is_known(_author(tx, win)):
        tx.outbox.update(_key(win), _message(tx, win), priority=priority)


def _message(tx: Transaction, win: Win) -> Message:
    circle = circles.get(tx, win.circle_id)
    told = views.Told(
        id=win.id,
        headline=win.headline,
        kind=Kind(win.kind),
        author=_author(tx, win).name,
        numbers=[number for number in (win.before, win.after) if number],
        unit=win.unit,
        origin=origins.shown(tx, circle, win),
        thanks=win.thanks,
        cheers=win.cheers,
    )
    return views.post(words(circle.language), told)
