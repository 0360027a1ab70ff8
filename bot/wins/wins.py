"""Wins: small successes as people tell them, posted in the circle's wins room, and the cheers they get.

What a win came from is `bot.wins.origins`, how its post looks `bot.wins.win_posts`, who along its trail is told `bot.wins.win_news`.
"""

from typing import Any

from sqlalchemy import delete, select

from bot import files, repeats, retelling, safeguard, tally
from bot.bridge import copies
from bot.circles import acts, circles
from bot.delivery import answers
from bot.delivery.answers import Answer
from bot.delivery.outbox import About, Priority
from bot.fields import filled, fitting
from bot.people import nobody
from bot.plaintext import tidy
from bot.refusals import Gone, NotYours, Refusal
from bot.reports import files as report_files
from bot.tally import Meaning
from bot.texts import words
from bot.trail import stops
from bot.trail.stops import Kind as StopKind
from bot.transaction import Transaction
from bot.views import circles as circle_views
from bot.wins import origins, win_news, win_pictures, win_posts
from bot.wins.origins import Origin
from bot.wins.win_form import HEADLINE_CHARACTERS, WinForm, longest
from models import Circle, Reaction, Win

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
        return win if form.model_fields_set == {"headline"} else _keep(tx, win, fields, form)
    win_pictures.check(form.files)
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
    win_pictures.follow(tx, win, form.files, ())
    win_posts.post(tx, win, wins_room)
    win_news.tell(tx, win)
    return win


def change(tx: Transaction, win_id: str, form: WinForm) -> Win:
    """Replace what the author told. Refuses at the field as `submit`, and with `Gone`, `NotYourWin`."""
    win = open_for_change(tx, win_id)
    return _keep(tx, win, _fields(tx, circles.get(tx, win.circle_id), form), form)


def withdraw(tx: Transaction, win_id: str) -> None:
    """Take a win down with everything that tells of it, for its author or a host. Refuses with `Gone`, `NotYourWin`."""
    win = get(tx, win_id)
    circle = circles.get(tx, win.circle_id)
    if not may_take_down(tx, win):
        raise NotYourWin
    erase(tx, win)
    acts.log(tx, acts.ActKind.WIN_TAKE_DOWN, circle=circle)


def may_take_down(tx: Transaction, win: Win) -> bool:
    return win.person_id == tx.actor.id or circles.is_host(tx, circles.get(tx, win.circle_id))


def open_for_change(tx: Transaction, win_id: str) -> Win:
    """Return a win to its author. Refuses with `Gone`, `NotYourWin`."""
    win = get(tx, win_id)
    if win.person_id != tx.actor.id:
        raise NotYourWin
    return win


def get(tx: Transaction, win_id: str) -> Win:
    """Return a win of this workspace, or refuse with `Gone`."""
    win = tx.find(Win, win_id)
    if win is None:
        raise Gone
    return win


def posted_in(tx: Transaction, win: Win) -> str:
    """Return the channel in which a win stands."""
    post = tx.outbox.find(win_posts.key(win))
    if post is None:
        raise Gone
    return post.channel_id


def offered(tx: Transaction, *, channel_id: str | None, win: Win | None = None) -> dict[str, Origin]:
    """Return what a win told in this channel can be said to come from, by the form's value, the actor's own part first.

    The words of a circle are shown to its people: in one of its rooms, or known from its dialogues.
    """
    circle = circles.get(tx, win.circle_id) if win else _circle(tx, channel_id)
    is_inside = channel_id in {room.channel_id for room in circle.rooms} or circle.id in circles.own_ids(tx)
    chosen = WinForm.of(win).origin if win else None
    return origins.choices(tx, circle, is_inside=is_inside, chosen=chosen)


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
        win_posts.repaint(tx, win, Priority.COUNT)


def origin_changed(tx: Transaction, *changed: About) -> None:
    """Let wins follow that something on their trail reads otherwise, or is gone: their posts say what is left of it."""
    tables = {one.id: one for place in changed for one in stops.dialogues(tx, StopKind(place.kind), place.id)}
    beside = {stop.about for table in tables.values() for stop in stops.of(tx, table)}
    for stop in sorted(stops.wins(tx, {*changed, *beside}), key=lambda stop: stop.id):
        win_posts.repaint(tx, tx.session.get_one(Win, stop.id), Priority.TAKEDOWN)


def erase(tx: Transaction, win: Win) -> None:
    """Take a win down, with its cheers, its pictures, what people along its trail were told, and reports that hold it."""
    report_files.gone(tx, "win", win.id)
    tx.outbox.delete(win_posts.key(win))
    win_news.take_back(tx, win)
    files.remove(tx, win.files)
    cheers = delete(Reaction).where(
        Reaction.workspace_id == tx.workspace.id, Reaction.about_kind == "win", Reaction.about_id == win.id
    )
    tx.session.execute(cheers)
    tx.session.delete(win)
    retelling.changed(tx, About("win", win.id), win.circle_id)


def people_changed(tx: Transaction, win: Win) -> None:
    """Show a win with whom it names now."""
    win_posts.repaint(tx, win, Priority.TAKEDOWN)


@answers.runs("win_author_learned")
def author_learned(tx: Transaction, win_id: str, answer: Answer) -> None:
    """Give a post that waited for its author's name its words; whatever else waits for the name goes on, too."""
    win = tx.find(Win, win_id)
    if win is None:
        return
    author = win_posts.author(tx, win)
    if not nobody.is_it(author):  # whose name was asked for was erased meanwhile
        copies.person_learned(tx, author.user_id, answer)
    win_posts.fill(tx, win)


@answers.runs("win_picture_mirrored")
def picture_mirrored(tx: Transaction, subject: str, answer: Answer) -> None:
    """A picture is ours to show, or Slack would not give it: the post shows it, or does without."""
    win_id, _, file_id = subject.partition(":")
    win = tx.find(Win, win_id, with_for_update=True, populate_existing=True)
    win_pictures.mirrored(tx, win, file_id, answer)
    if win is not None:
        win_posts.repaint(tx, win, Priority.EDIT)


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
    """Return the columns of a win, with what leads to a customer hidden; colleagues keep their names."""
    texts = {"headline": filled("headline", form.headline, HEADLINE_CHARACTERS)}
    for name, characters in longest(form.kind).items():
        texts[name] = fitting(name, getattr(form, name) or "", characters)
    hidden = words(circle.language)("voice-hidden")
    kinds = safeguard.BESIDES_NAMES
    fields = {name: safeguard.mask(text, hidden, kinds=kinds).text or None for name, text in texts.items()}
    origin_kind, origin_id = origins.find(tx, circle, form.origin)
    return {
        **fields,
        "kind": form.kind,
        "period": form.period,
        "thanks": list(dict.fromkeys(form.thanks)),
        "origin_kind": origin_kind,
        "origin_id": origin_id,
        "dialogue_id": stops.dialogue_id(tx, About(origin_kind or "", origin_id or "")),
    }


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


def _keep(tx: Transaction, win: Win, fields: dict[str, Any], form: WinForm) -> Win:
    for name, value in fields.items():
        setattr(win, name, value)
    report_files.gone(tx, "win", win.id)
    win_pictures.follow(tx, win, form.files, form.without)
    win_posts.repaint(tx, win, Priority.EDIT)
    win_news.tell(tx, win)
    retelling.changed(tx, About("win", win.id), win.circle_id)
    return win
