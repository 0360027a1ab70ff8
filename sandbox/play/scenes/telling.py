"""Telling a small win: in a line or by the form of its kind, with a picture; others cheer, its author tells it anew, one
looks at the way it came.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from sandbox.client import Upload
from sandbox.company.outcomes import Win
from sandbox.company.seeing import button, is_from_app, shows
from sandbox.pictures import snapshot
from sandbox.play.colleagues import Colleagues, Json
from sandbox.play.diary import Later
from sandbox.refusal import Impossible

CHEERS = ("tada", "clap", "raised_hands")
DETAILS, TRAIL = "win.details", "trail.open"
CHANGES_WITH = "kind"
"""The field whose choice changes what the form asks."""
WITHIN = timedelta(minutes=10)
SNAPPED = "5a8f7b"


def tell(colleagues: Colleagues, win: Win, origin: str = "", thanks: str = "") -> None:
    """Post a win that came of something with these words; what follows is planned. `thanks`: whom, if the file names nobody."""
    room = colleagues.story.circle.wins
    colleagues.wins.add(win.say)
    if not colleagues.is_free(win.by):
        return
    if win.way == "form":
        thanked = win.thanks or (thanks if thanks != win.by else "")
        write = partial(_by_form, colleagues, win, origin, thanked)
    else:
        write = partial(colleagues.command, win.by, room, "/wins", win.say)
    colleagues.do(win.by, "win", room, win.say, write)
    until = colleagues.now() + WITHIN
    for person in win.cheered_by:
        colleagues.soon(partial(_cheer, colleagues, person, win, until))
    if win.edited_to:
        colleagues.soon(partial(_tell_anew, colleagues, win, until), 1.5, 2.0)
    if win.way == "form":
        colleagues.soon(partial(_follow, colleagues, win, until), 2.0, 2.5)


def _by_form(colleagues: Colleagues, win: Win, origin: str, thanked: str) -> str:
    room = colleagues.story.circle.wins
    wishes = {
        "headline": win.say,
        "before": win.before,
        "after": win.after,
        "unit": win.unit,
        "period": win.period,
        "origin": origin,
        "thanks": colleagues.ids[thanked] if thanked else "",
    }
    colleagues.command(win.by, room, "/wins", "")
    fields = _fields(colleagues.form(win.by))
    if CHANGES_WITH in fields and win.kind != "other":
        colleagues.choose_in_form(win.by, CHANGES_WITH, win.kind)
    files: Mapping[str, Sequence[Upload]] = {}
    if win.pictured and "files" in fields:
        files = {"files": [Upload(f"{win.kind}.png", snapshot(SNAPPED), "image/png")]}
    colleagues.send(win.by, wishes, files)
    return colleagues.put_away(win.by)


def _fields(view: Json) -> set[str]:
    return {str(block.get("block_id")) for block in view["blocks"]}


def _shown(colleagues: Colleagues, win: Win, until: datetime) -> Json | None:
    """The post of a win; `Later` until there is one, None when that has taken too long."""
    shown = colleagues.sandbox.messages(colleagues.story.circle.wins)
    found = [one for one in shown if is_from_app(one) and shows(one, win.say)]
    if not found and colleagues.now() < until:
        raise Later
    return found[-1] if found else None


def _cheer(colleagues: Colleagues, person: str, win: Win, until: datetime) -> None:
    room, post = colleagues.story.circle.wins, _shown(colleagues, win, until)

    def cheer() -> str:
        if post is None:
            raise Impossible("this win never showed up")
        colleagues.sandbox.react(person, room, post["ts"], colleagues.chance.choice(CHEERS))
        return str(post["ts"])

    colleagues.do(person, "cheer", room, win.say, cheer)


def _tell_anew(colleagues: Colleagues, win: Win, until: datetime) -> None:
    """The author finds other words; an app may offer nothing of the kind."""
    room, post = colleagues.story.circle.wins, _shown(colleagues, win, until)
    if post is None or not button(post, DETAILS):
        return

    def change() -> str:
        colleagues.press(win.by, room, post, DETAILS)
        return colleagues.submit(win.by, {"headline": win.edited_to})

    colleagues.do(win.by, "win_edit", room, win.edited_to, change)


def _follow(colleagues: Colleagues, win: Win, until: datetime) -> None:
    """Somebody of those who cheered looks at the whole way; an app may show none."""
    room, post = colleagues.story.circle.wins, _shown(colleagues, win, until)
    free = colleagues.free(list(win.cheered_by))
    if post is None or not free or not button(post, TRAIL):
        return

    def follow() -> str:
        colleagues.press(free[0], room, post, TRAIL)
        if not any(shows(view, win.say) for view in colleagues.sandbox.views(free[0])):
            raise Impossible("the way does not lead to this win")
        return colleagues.put_away(free[0])

    colleagues.do(free[0], "trail", room, win.say, follow)
