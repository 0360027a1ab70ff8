"""The table of everything of ours that can be pressed: how one comes to it, and what the wrong press of it is told.

A text is named by its key in the locales: the press is refused with it and changes nothing. `Fine` says why a press
that looks wrong is none, `Quiet` why nothing needs to be said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.bot.circle_of_three import CALLS, SALES, WINS
from tests.handlers.company import NEW, Company, Way
from tests.handlers.half_hour import (
    ADMIN,
    AKI,
    BEN,
    CHIE,
    ELSEWHERE,
    HOST,
    PHRASE,
    own_voice,
    shared_copy,
)
from tests.handlers.presses import Press


class Fine(str):
    """Why whoever presses so may."""

    __slots__ = ()


class Quiet(str):
    """Why an answer would be one too many."""

    __slots__ = ()


@dataclass(frozen=True)
class Row:
    name: str
    """As it is registered; a form's begins with `form`, a shortcut's with `shortcut`."""
    chapter: str
    """When it is pressed rightly."""
    way: Way
    stranger: str
    """Pressed by a colleague who is neither its author nor a host."""
    elsewhere: str | None
    """Pressed in a channel outside of the circle; None: there it cannot be, it is no button of a room."""
    outsider: str | None = None
    """Pressed by somebody of another organisation (Slack Connect); None: they may what a colleague may."""
    other_company: str = "error-gone"
    """Pressed by somebody of another workspace that has Entaku, too."""
    broken: str | None = "error-gone"
    """About what is no id at all; None: it carries nothing."""
    nothing: str | None = None
    """About an id of nothing; None: as with what is none."""
    empty: str = "error-gone"
    late: Mapping[str, str] = field(default_factory=dict)
    """Pressed in a later chapter."""
    twice: str | None = None
    """Told at the second press; None: the same again."""
    quiet: Quiet | None = None
    """Why the right press is told nothing."""
    has_id: bool = True
    """Whether it carries the id of something."""

    @property
    def shown(self) -> str:
        """What a test of it is called: some are pressed in two ways."""
        is_first = self is next(row for row in ROWS if row.name == self.name)
        return self.name if is_first else f"{self.name} (2)"


# How one comes to a button or a form


def on(user: str, action_id: str, channel_id: str = SALES) -> Way:
    """A button on a message of ours in a room, or in the direct messages of whoever has this id."""
    return lambda c: c.button(action_id, on=channel_id).by(user)


def shown(user: str, action_id: str) -> Way:
    """A button in a form or a view that is open already."""
    return lambda c: c.button(action_id).by(user)


def button(user: str, action_id: str, *, after: Way) -> Way:
    def way(c: Company) -> Press:
        c.send(after(c))
        return c.button(action_id).by(user)

    return way


def form(user: str, callback_id: str, *, after: Way, **fields: object) -> Way:
    def way(c: Company) -> Press:
        c.send(after(c))
        return c.form(callback_id, **fields).by(user)

    return way


def typed(user: str, command: str, callback_id: str, channel_id: str = SALES, **fields: object) -> Way:
    """A form that a command opens."""

    def way(c: Company) -> Press:
        name, _, word = command.partition(" ")
        c.command(user, name, word, channel_id)
        return c.form(callback_id, **fields).by(user)

    return way


def panel(action_id: str) -> Way:
    return button(HOST, action_id, after=on(HOST, "host.open"))


def home(user: str, action_id: str) -> Way:
    def way(c: Company) -> Press:
        c.event(type="app_home_opened", user=user, tab="home")
        return c.button(action_id).by(user)

    return way


def lets(c: Company) -> Press:
    c.command(ADMIN, "/entaku", "setup")
    return c.button("workspace.lets").by(ADMIN)


def departments(c: Company) -> Press:
    c.command(AKI, "/entaku", "setup")
    c.submit(AKI, "circle.setup", name="Άλλος", rooms=[NEW, ELSEWHERE], departments="Ένα\nΔύο")
    return c.form("circle.departments").by(AKI)


def swap(c: Company) -> Press:
    """Take the first voice that is laid out for the first that waits."""
    c.send(panel("voice.swap")(c))
    view = c.shown[-1]["view"]
    offered = {one["block_id"]: one["element"]["options"] for one in view["blocks"] if one["type"] == "input"}
    return c.form("voice.swap", **{name: options[0]["value"] for name, options in offered.items()}).by(HOST)


def waiting(action_id: str) -> Way:
    """A button of a voice in the waiting list."""
    return button(HOST, action_id, after=panel("circle.waiting"))


def many_wait(c: Company) -> Press:
    """The button that leads to the later ones of more voices than fit on a page."""
    for number in range(9):
        c.command(AKI, "/voice", f"Φωνή {number}")
    return button(HOST, "circle.waiting_page", after=panel("circle.waiting"))(c)


def many_brought(c: Company) -> Press:
    """The button at home that leads to the older ones of many voices."""
    for number in range(12):
        c.command(AKI, "/voice", f"Φωνή {number}")
    return home(AKI, "voice.mine")(c)


def lost_room(c: Company) -> Press:
    """The button at home that asks Slack about a room that was archived."""
    c.event(type="channel_archive", channel=CALLS)
    return home(HOST, "circle.look_again")(c)


def seat_at_home(c: Company) -> Press:
    return home(AKI, "seat.take")(c)


def listed(user: str, command: str, action_id: str) -> Way:
    """A button in a list that a command answers with."""

    def way(c: Company) -> Press:
        name, _, word = command.partition(" ")
        c.command(user, name, word)
        return c.button(action_id).by(user)

    return way


def leading(action_id: str = "improvement.open") -> Way:
    """A button in the view of the improvement that the host leads, or the one that opens it."""
    opened = listed(HOST, "/entaku improvements", "improvement.open")
    return opened if action_id == "improvement.open" else button(HOST, action_id, after=opened)


def about_own_voice(c: Company) -> Press:
    return c.button("customer_question.ask", on=SALES, about=own_voice(c)).by(BEN)


def taking_down(c: Company) -> Press:
    return c.shortcut("remark.take_down", *shared_copy(c), text="…").by(AKI)


def from_message(c: Company) -> Press:
    return c.shortcut("voice.from_message", *shared_copy(c), text="Κείμενο").by(AKI)


def kind_of_a_win(c: Company) -> Press:
    c.command(AKI, "/wins", "")
    return c.field("kind", "team").by(AKI)


def report(c: Company) -> Press:
    """The host asked for a report and has it, with the button that shares it."""
    c.command(HOST, "/entaku", "report 2026-11")
    c.answer("files.report", channel="D0HOST", files=[{"id": "F0REPORT", "title": "report.html"}])
    c.answer("files.completeUploadExternal")
    c.deliver()
    return c.button("report.share", on=HOST).by(HOST)


def measure(c: Company) -> Press:
    return c.shortcut("watchwords.measure", ELSEWHERE, "1795000400.000001", text=PHRASE).by(AKI)


def on_shelf(action_id: str, user: str = AKI) -> Way:
    def way(c: Company) -> Press:
        c.command(user, "/watchwords")
        return c.button(action_id).by(user)

    return way


def on_page(action_id: str) -> Way:
    """A button on the page of the watchword that was used."""

    def way(c: Company) -> Press:
        c.command(AKI, "/watchwords", PHRASE)
        return button(AKI, action_id, after=lambda c: c.button("watchword.uses").by(AKI))(c)

    return way


def host_page(c: Company) -> Press:
    """The button on a watchword's page with which a host puts it away."""
    return button(HOST, "watchword.retire", after=on_shelf("watchword.uses", HOST))(c)


def looking_further(c: Company) -> Press:
    c.command(AKI, "/watchwords", "Φωνή")
    return c.button("watchwords.look_page").by(AKI)


# Why a press may be, and why nothing is said

LOOKING = Fine("everybody looks back, at what they may read")
EVERYBODY = Fine("whoever is at the table may")
OWN = Fine("everybody does it for themselves")
ANYWHERE = Fine("it is the same person in whichever channel")
OTHER_OWN = Fine("it happens in their own company, and nothing of it here")
STILL = Fine("it stays possible")
ONLY_OPENED = Fine("a form reaches only whom it was opened for, and that was refused")
DONE = Fine("done twice it is done")
FIRST_ANSWER = Quiet("the first answer stands where the form was")
IN_THE_ROOM = Quiet("the form closes, and the message in the room shows it")
ON_THE_MESSAGE = Quiet("the message under the button says what has come of it")

HOSTS = "error-not-yours"
LEAD = "improve-not-lead"
GONE = "error-gone"
PULSE_OVER = "error-pulse-over"

ROWS = (
    # Voices
    Row("voice.new", "between", home(AKI, "voice.new"), OWN, None, other_company=OTHER_OWN, broken=None,
        late={"closed": STILL}),
    Row("voice.details", "between", on(AKI, "voice.details"), "voice-not-yours", ANYWHERE,
        late={"closed": "voice-already-heard", "withdrawn": GONE}),
    Row("voice.withdraw", "between", on(AKI, "voice.withdraw"), "voice-not-yours", ANYWHERE,
        late={"closed": STILL, "withdrawn": DONE}),
    Row("voice.mine", "between", many_brought, OWN, None, other_company=OTHER_OWN, has_id=False, empty=OWN,
        late={"closed": STILL}),
    Row("form voice.submit", "between", form(AKI, "voice.submit", after=home(AKI, "voice.new"), quote="Φωνή"),
        OWN, None, other_company=OTHER_OWN, empty=OWN, late={"closed": STILL}, twice=FIRST_ANSWER, has_id=False),
    Row("form voice.submit", "between", form(AKI, "voice.submit", after=on(AKI, "voice.details"), quote="Φωνή"),
        "voice-not-yours", None, empty=Fine("what remembers no voice brings one"),
        late={"closed": "voice-already-heard", "withdrawn": GONE}, twice=FIRST_ANSWER),
    Row("shortcut voice.new", "between", lambda c: c.shortcut("voice.new").by(AKI), OWN, None,
        other_company=OTHER_OWN, broken=None, late={"closed": STILL}),
    Row("shortcut voice.from_message", "talking", from_message, OWN, ANYWHERE, other_company=OTHER_OWN,
        broken=None, late={"closed": STILL}),
    # Wins
    Row("win.details", "between", on(AKI, "win.details"), "wins-not-yours", ANYWHERE, late={"closed": STILL}),
    Row("win.cheer", "between", on(BEN, "win.cheer", WINS), EVERYBODY, ANYWHERE, late={"closed": STILL},
        quiet=Quiet("the post counts it")),
    Row("form win.submit", "between", typed(AKI, "/wins", "win.submit", headline="Επιτυχία"), OWN, ANYWHERE,
        other_company="wins-no-circle", empty=OWN, late={"closed": STILL}, twice=FIRST_ANSWER, has_id=False),
    Row("form win.submit", "between", form(AKI, "win.submit", after=on(AKI, "win.details"), headline="Επιτυχία"),
        "wins-not-yours", None, empty=Fine("what remembers no win tells one"), late={"closed": STILL},
        twice=FIRST_ANSWER),
    Row("field kind", "between", kind_of_a_win, OWN, None, other_company="wins-no-circle", empty="error-gone",
        late={"closed": STILL}, has_id=False),
    Row("win.withdraw", "between", button(AKI, "win.withdraw", after=on(AKI, "win.details")), "wins-not-yours", None,
        late={"closed": STILL}, twice=GONE),
    # The trail
    Row("trail.open", "noticed", listed(BEN, "/entaku ideas", "trail.open"), EVERYBODY, ANYWHERE),
    # Watchwords
    Row("shortcut watchwords.measure", "steering", measure, EVERYBODY, ANYWHERE, other_company=OTHER_OWN,
        broken=None, late={"asleep": STILL}),
    Row("watchword.share", "steering", button(AKI, "watchword.share", after=measure), EVERYBODY, None,
        outsider=GONE),
    Row("watchword.uses", "steering", on_shelf("watchword.uses"), EVERYBODY, ANYWHERE, outsider=GONE),
    Row("use.note", "steering", button(AKI, "use.note", after=measure), EVERYBODY, None, outsider=GONE),
    Row("form use.note", "steering",
        form(AKI, "use.note", after=button(AKI, "use.note", after=measure), decided="Κάτι"), EVERYBODY, None,
        outsider=GONE, twice=FIRST_ANSWER),
    Row("form use.note", "steering", form(AKI, "use.note", after=on_page("use.change"), decided="Αλλιώς"),
        "use-not-yours", None, twice=FIRST_ANSWER),
    Row("use.change", "steering", on_page("use.change"), "use-not-yours", None, outsider=GONE),
    Row("use.take_back", "steering", on_page("use.take_back"), "use-not-yours", None, outsider=GONE, twice=GONE),
    Row("use.page", "steering", on_page("use.page"), EVERYBODY, None, outsider=GONE),
    Row("shelf.which", "steering", on_shelf("shelf.which"), EVERYBODY, ANYWHERE, other_company=OTHER_OWN,
        has_id=False),
    Row("watchword.revive", "asleep", on(HOST, "watchword.revive", HOST), HOSTS, ANYWHERE, outsider=GONE,
        twice=ON_THE_MESSAGE),
    Row("watchword.retire", "asleep", on(HOST, "watchword.retire", HOST), HOSTS, ANYWHERE, outsider=GONE,
        twice=ON_THE_MESSAGE),
    Row("watchword.bring_back", "asleep",
        button(HOST, "watchword.bring_back", after=button(HOST, "watchword.retire", after=host_page)), HOSTS, None,
        outsider=GONE),
    # Notes and seats
    Row("note.open", "writing", on(AKI, "note.open"), EVERYBODY, GONE,
        late={"talking": STILL, "closed": "error-closed"}),
    Row("form note.write", "writing", form(AKI, "note.write", after=on(AKI, "note.open"), voice_1="Σημείωση"),
        EVERYBODY, Fine("it only says from where somebody speaks"),
        late={"talking": STILL, "closed": "error-closed"}),
    Row("note.rest", "talking", on(AKI, "note.rest"), EVERYBODY, GONE, late={"closed": STILL}),
    Row("note.try", "between", shown(BEN, "note.try"), OWN, ANYWHERE, other_company=OTHER_OWN,
        broken=Fine("it is only a try"), empty=Fine("it is only a try"), late={"closed": STILL}),
    Row("form note.try", "between", form(BEN, "note.try", after=shown(BEN, "note.try"), voice_1="Δοκιμή"),
        OWN, None, other_company=OTHER_OWN, broken=Fine("it is only a try"), empty=Fine("it is only a try"),
        late={"closed": STILL}, has_id=False),
    Row("seat.take", "writing", on(AKI, "seat.take"), EVERYBODY, "seat-other-table",
        late={"talking": STILL, "closed": "seat-too-late"},
        twice=Fine("the second time nobody is greeted as new")),
    Row("seat.take", "between", seat_at_home, "seat-other-table", None, late={"closed": "seat-too-late"},
        twice=Fine("nobody is greeted twice")),
    Row("seat.leave", "between", on(BEN, "seat.leave"), OWN, ANYWHERE,
        late={"writing": STILL, "closed": "seat-too-late"}, twice="seat-none"),
    Row("seat.catch_up", "talking", on(CHIE, "seat.catch_up"), EVERYBODY, "seat-other-table",
        late={"deciding": STILL, "closed": "seat-too-late"}),
    # Remarks
    Row("remark.read", "talking", on(CHIE, "remark.read", CALLS), EVERYBODY, GONE,
        late={"closed": STILL, "withdrawn": GONE}),
    Row("remark.turn", "talking", button(CHIE, "remark.turn", after=on(CHIE, "remark.read", CALLS)), EVERYBODY,
        GONE, late={"closed": STILL, "withdrawn": GONE}),
    Row("remark.unnamed", "talking", on(AKI, "remark.unnamed"), EVERYBODY, GONE,
        late={"deciding": STILL, "closed": "error-unnamed-closed"}),
    Row("form remark.unnamed", "talking",
        form(AKI, "remark.unnamed", after=on(AKI, "remark.unnamed"), text="Κάτι"), ONLY_OPENED, None,
        late={"deciding": STILL, "closed": "error-unnamed-closed"}),
    Row("form remark.unnamed", "talking",
        form(AKI, "remark.unnamed", after=shown(AKI, "remark.rewrite"), text="Κάτι"),
        "error-unnamed-not-yours", None, late={"closed": "error-unnamed-closed", "withdrawn": GONE}),
    Row("remark.rewrite", "talking", shown(AKI, "remark.rewrite"), "error-unnamed-not-yours", None,
        late={"closed": "error-unnamed-closed", "withdrawn": GONE}),
    Row("remark.take_back", "talking", shown(AKI, "remark.take_back"), "error-unnamed-not-yours", None,
        late={"closed": "error-unnamed-closed", "withdrawn": DONE}),
    Row("shortcut remark.take_down", "talking", taking_down, "error-takedown-not-yours", "error-takedown-nothing",
        other_company="error-takedown-nothing", broken=None,
        late={"closed": STILL, "withdrawn": "error-takedown-not-yours"}),
    Row("form remark.take_down", "talking", form(AKI, "remark.take_down", after=taking_down),
        "error-takedown-not-yours", None, other_company="error-takedown-nothing",
        nothing="error-takedown-nothing",
        empty="error-takedown-nothing", late={"closed": STILL, "withdrawn": DONE}),
    Row("reaction.choose", "talking", shown(AKI, "reaction.choose"), GONE, ANYWHERE,
        late={"closed": STILL, "withdrawn": GONE}),
    # Watchwords
    Row("watchword.choose", "talking", shown(AKI, "watchword.choose"), "watchword-not-pinned", ANYWHERE,
        late={"closed": STILL, "withdrawn": GONE}),
    Row("watchword.phrase", "talking", shown(AKI, "watchword.phrase"), "watchword-not-pinned", ANYWHERE,
        late={"closed": STILL, "withdrawn": GONE}),
    Row("form watchword.phrase", "talking",
        form(AKI, "watchword.phrase", after=shown(AKI, "watchword.phrase"), phrase="Μακρύς λόγος", why="Έτσι"),
        "watchword-not-pinned", None, late={"closed": STILL, "withdrawn": GONE}, twice=FIRST_ANSWER),
    Row("watchword.adopt", "talking", listed(BEN, "/watchwords", "watchword.adopt"), EVERYBODY, ANYWHERE,
        late={"closed": STILL, "withdrawn": GONE}),
    Row("watchword.let_go", "talking", listed(AKI, "/watchwords", "watchword.let_go"), OWN, ANYWHERE,
        late={"closed": STILL, "withdrawn": GONE}, twice=GONE),
    Row("watchword.page", "talking", home(AKI, "watchword.page"), OWN, None, other_company=OTHER_OWN,
        late={"closed": STILL}, empty=Fine("it is the first page"), has_id=False),
    Row("watchword.join", "talking", shown(AKI, "watchword.join"), HOSTS, ANYWHERE,
        late={"closed": STILL, "withdrawn": STILL}),
    Row("watchword.part", "talking", button(AKI, "watchword.part", after=shown(AKI, "watchword.join")), HOSTS,
        ANYWHERE, late={"closed": STILL, "withdrawn": STILL}),
    # Ideas
    Row("idea.page", "noticed", home(HOST, "idea.page"), OWN, None, other_company=OTHER_OWN,
        empty=Fine("it is the first page"), has_id=False),
    Row("idea.write", "closed", on(BEN, "idea.write"), EVERYBODY, GONE),
    Row("form idea.write", "closed", form(BEN, "idea.write", after=on(BEN, "idea.write"), idea="Σκέψη"),
        EVERYBODY, GONE, twice=FIRST_ANSWER),
    Row("idea.take_up", "noticed", listed(BEN, "/entaku ideas", "idea.take_up"), EVERYBODY, ANYWHERE),
    Row("form idea.take_up", "noticed",
        form(BEN, "idea.take_up", after=listed(BEN, "/entaku ideas", "idea.take_up"), what="Μικρό"),
        EVERYBODY, ANYWHERE, twice=FIRST_ANSWER),
    Row("idea.take_back", "noticed", listed(AKI, "/entaku ideas", "idea.take_back"), HOSTS, ANYWHERE,
        twice=GONE),
    # Questions for a customer
    Row("customer_question.ask", "talking", about_own_voice, EVERYBODY, GONE, outsider=GONE,
        late={"closed": STILL, "withdrawn": GONE}),
    Row("form customer_question.ask", "talking",
        form(BEN, "customer_question.ask", after=about_own_voice, question="Πού"), ONLY_OPENED, None,
        late={"closed": STILL, "withdrawn": GONE}, twice=FIRST_ANSWER),
    Row("customer_question.answer", "talking", on(CHIE, "customer_question.answer"), EVERYBODY, GONE,
        outsider=GONE, late={"closed": STILL, "withdrawn": GONE}),
    Row("form customer_question.answer", "talking",
        form(CHIE, "customer_question.answer", after=on(CHIE, "customer_question.answer"), answer="Εδώ"),
        ONLY_OPENED, None, late={"closed": STILL, "withdrawn": GONE}, twice=FIRST_ANSWER),
    # Improvements
    Row("improvement.propose", "deciding", on(CHIE, "improvement.propose"), EVERYBODY, GONE,
        late={"decided": "improve-over", "closed": "improve-over"}),
    Row("form improvement.propose", "deciding",
        form(CHIE, "improvement.propose", after=on(CHIE, "improvement.propose"), what="Ιδέα"), EVERYBODY, GONE,
        late={"decided": "improve-over", "closed": "improve-over"}, twice=FIRST_ANSWER, quiet=IN_THE_ROOM),
    Row("improvement.vote", "deciding", on(AKI, "improvement.vote"), EVERYBODY, GONE,
        late={"decided": "improve-over", "closed": "improve-over", "withdrawn": GONE}),
    Row("improvement.list", "deciding", on(AKI, "improvement.list"), EVERYBODY, GONE, late={"closed": STILL}),
    Row("improvement.take", "deciding", on(AKI, "improvement.take"), EVERYBODY, GONE,
        late={"decided": STILL, "closed": STILL, "led": "improve-already-owned", "withdrawn": GONE}),
    Row("improvement.ask", "decided", on(AKI, "improvement.ask"), EVERYBODY, GONE,
        late={"closed": STILL, "led": "improve-already-owned"}),
    Row("form improvement.ask", "decided",
        form(AKI, "improvement.ask", after=on(AKI, "improvement.ask"), owner=CHIE), EVERYBODY, GONE,
        late={"closed": STILL, "led": "improve-already-owned"}, twice=FIRST_ANSWER, quiet=IN_THE_ROOM),
    Row("improvement.accept", "deciding", on(CHIE, "improvement.accept", CHIE), "improve-not-asked", ANYWHERE,
        late={"decided": "improve-not-chosen", "closed": "improve-not-chosen"}, twice=ON_THE_MESSAGE),
    Row("improvement.decline", "deciding", on(CHIE, "improvement.decline", CHIE), "improve-not-asked", ANYWHERE,
        late={"decided": STILL, "closed": STILL}, twice="improve-not-asked"),
    Row("improvement.withdraw", "deciding",
        button(AKI, "improvement.withdraw", after=on(AKI, "improvement.propose")), "improve-not-yours", None,
        late={"closed": STILL, "withdrawn": GONE}, twice=GONE),
    # Leading an improvement
    Row("improvement.new", "between", home(AKI, "improvement.new"), OWN, None, other_company="improve-no-circle",
        broken=None, late={"closed": STILL}),
    Row("form improvement.new", "between",
        form(AKI, "improvement.new", after=home(AKI, "improvement.new"), what="Μικρό"), OWN, None,
        other_company="improve-no-circle", broken=Fine("it remembers nothing"), empty=OWN,
        late={"closed": STILL}, twice=FIRST_ANSWER, has_id=False),
    Row("improvement.open", "led", leading(), LEAD, ANYWHERE, late={"ended": STILL}),
    Row("improvement.begin", "led", leading("improvement.begin"), LEAD, None),
    Row("improvement.done", "led", leading("improvement.done"), LEAD, None),
    Row("improvement.later", "led", leading("improvement.later"), LEAD, None,
        late={"ended": "improve-not-under-way"}),
    Row("improvement.hand", "led", leading("improvement.hand"), LEAD, None,
        late={"ended": "improve-not-under-way"}),
    Row("form improvement.hand", "led",
        form(HOST, "improvement.hand", after=leading("improvement.hand"), hand="Χέρι"), LEAD, None,
        late={"ended": "improve-not-under-way"}, twice=FIRST_ANSWER),
    Row("improvement.help", "wanted", on(BEN, "improvement.help"), EVERYBODY, GONE),
    Row("improvement.release", "led", leading("improvement.release"), LEAD, None, late={"ended": STILL}),
    Row("form improvement.release", "led",
        form(HOST, "improvement.release", after=leading("improvement.release"), reason="Έτσι"), LEAD, None,
        late={"ended": STILL}, twice=FIRST_ANSWER),
    Row("improvement.change", "led", leading("improvement.change"), LEAD, None, late={"ended": STILL}),
    Row("form improvement.change", "led",
        form(HOST, "improvement.change", after=leading("improvement.change"), what="Άλλο"), LEAD, None,
        late={"ended": STILL}, twice=FIRST_ANSWER),
    Row("improvement.measure", "led", leading("improvement.measure"), LEAD, None, late={"ended": STILL}),
    Row("form improvement.measure", "led",
        form(HOST, "improvement.measure", after=leading("improvement.measure"), measure="Πόσα", first="3"), LEAD,
        None, late={"ended": STILL}, twice=FIRST_ANSWER),
    Row("improvement.value", "measured", leading("improvement.value"), LEAD, None),
    Row("form improvement.value", "measured",
        form(HOST, "improvement.value", after=leading("improvement.value"), value="4"), LEAD, None,
        twice=FIRST_ANSWER),
    Row("improvement.same", "measured", leading("improvement.same"), LEAD, None),
    # What one is told privately
    Row("private.off", "writing", on(BEN, "private.off", BEN), OWN, ANYWHERE, other_company=OTHER_OWN,
        late={"closed": STILL}, has_id=False),
    Row("private.choose", "between", home(AKI, "private.choose"), OWN, None, other_company=OTHER_OWN,
        late={"closed": STILL}, has_id=False),
    # My table
    Row("table.on", "between", home(AKI, "table.on"), OWN, None, outsider=GONE, other_company=OTHER_OWN,
        broken=None, late={"closed": STILL}, has_id=False),
    Row("table.off", "table_on", home(AKI, "table.off"), OWN, None, outsider=GONE, other_company=OTHER_OWN,
        broken=None, has_id=False),
    Row("table.ask_again", "table_on", home(AKI, "table.ask_again"), GONE, None),
    Row("form table.ask_again", "table_on",
        form(AKI, "table.ask_again", after=home(AKI, "table.ask_again"), line="Γεια"), GONE, None,
        twice=FIRST_ANSWER),
    # Looking back
    Row("watchwords.look", "talking", home(AKI, "watchwords.look"), LOOKING, None, other_company=OTHER_OWN,
        broken=None, late={"closed": STILL}, has_id=False),
    Row("watchwords.look_page", "talking", looking_further, LOOKING, None, other_company=OTHER_OWN,
        late={"closed": STILL}, has_id=False),
    Row("form watchwords.look_back", "talking",
        form(AKI, "watchwords.look_back", after=home(AKI, "watchwords.look"), asked="Φωνή"), LOOKING, None,
        other_company=OTHER_OWN, broken=None, late={"closed": STILL}, has_id=False),
    # Hosting
    Row("host.open", "writing", on(HOST, "host.open"), "host-only", ANYWHERE, late={"closed": STILL}),
    Row("host.take", "hostless", on(BEN, "host.take"), Fine("whoever offers first; Slack is asked whether they are in"),
        GONE, outsider=GONE, late={"hosted": DONE}, quiet=ON_THE_MESSAGE),
    Row("host.acts", "between", panel("host.acts"), "host-only", None, late={"closed": STILL}),
    Row("host.deputies", "between", panel("host.deputies"), HOSTS, None, late={"closed": STILL}),
    Row("form host.deputies", "between", form(HOST, "host.deputies", after=panel("host.deputies"), deputies=[BEN]),
        HOSTS, None, late={"closed": STILL}, twice=FIRST_ANSWER),
    Row("circle.questions", "between", panel("circle.questions"), HOSTS, None, late={"closed": STILL}),
    Row("form circle.questions", "between",
        form(HOST, "circle.questions", after=panel("circle.questions"), question_1="Γιατί"), HOSTS, None,
        late={"closed": STILL}, twice=FIRST_ANSWER),
    Row("dialogue.more", "writing", panel("dialogue.more"), HOSTS, None,
        late={"talking": STILL, "closed": "host-closing"}, twice="host-more-once"),
    Row("dialogue.next", "writing", panel("dialogue.next"), HOSTS, None,
        late={"talking": "host-moved-on", "closed": "host-closing"}, twice="host-moved-on"),
    Row("dialogue.end", "writing", panel("dialogue.end"), HOSTS, None,
        late={"talking": STILL, "closed": "host-closing"}, twice="host-closing"),
    Row("dialogue.open", "between", panel("dialogue.open"), HOSTS, None,
        late={"writing": "error-already-open", "paused": Fine("by hand a host opens at any time")},
        twice="error-already-open"),
    Row("dialogue.rehearse", "between", panel("dialogue.rehearse"), HOSTS, None, late={"closed": STILL},
        twice=Fine("it is on its way already")),
    Row("voice.swap", "between", panel("voice.swap"), HOSTS, None,
        late={"writing": "swap-nothing-laid-out", "paused": "swap-nothing-laid-out"}),
    Row("form voice.swap", "between", swap, HOSTS, None,
        late={"writing": "swap-nothing-laid-out", "paused": "swap-nothing-laid-out"}, twice=FIRST_ANSWER),
    Row("circle.waiting", "between", panel("circle.waiting"), HOSTS, None, late={"closed": STILL, "paused": STILL}),
    Row("circle.look_again", "between", lost_room, HOSTS, None, late={"closed": STILL, "paused": STILL}),
    Row("circle.waiting_page", "between", many_wait, HOSTS, None, late={"closed": STILL, "paused": STILL}),
    Row("voice.hold", "between", waiting("voice.hold"), HOSTS, None, late={"writing": STILL, "paused": STILL}),
    Row("voice.let_go", "between", button(HOST, "voice.let_go", after=waiting("voice.hold")), HOSTS, None,
        late={"writing": DONE, "paused": DONE}),
    Row("voice.forward", "between", waiting("voice.forward"), HOSTS, None,
        late={"writing": STILL, "paused": STILL}),
    Row("circle.skip", "between", panel("circle.skip"), HOSTS, None,
        late={"writing": "host-other-next", "paused": Fine("it says that the circle is paused")}),
    Row("circle.pause", "between", panel("circle.pause"), HOSTS, None, late={"writing": STILL, "paused": DONE}),
    Row("circle.resume", "paused", panel("circle.resume"), HOSTS, None, late={"between": DONE}),
    Row("circle.gentle_on", "between", panel("circle.gentle_on"), HOSTS, None,
        late={"writing": "host-gentle-later", "gentle": DONE}),
    Row("circle.gentle_off", "gentle", panel("circle.gentle_off"), HOSTS, None, late={"between": DONE}),
    # The pulse
    Row("pulse.answer", "pulsed", on(BEN, "pulse.answer"), EVERYBODY, GONE, late={"pulse over": PULSE_OVER}),
    Row("form pulse.submit", "pulsed", form(BEN, "pulse.submit", after=on(BEN, "pulse.answer"), said="4"),
        EVERYBODY, None, late={"pulse over": PULSE_OVER}),
    Row("pulse.take_back", "answered", button(AKI, "pulse.take_back", after=on(AKI, "pulse.answer")), OWN, None,
        late={"pulse over": PULSE_OVER}),
    Row("circle.pulse_off", "between", panel("circle.pulse_off"), HOSTS, None,
        late={"writing": STILL, "unpulsed": DONE}),
    Row("circle.pulse_on", "unpulsed", panel("circle.pulse_on"), HOSTS, None, late={"between": DONE}),
    # The end of a circle
    Row("circle.sittings", "between", panel("circle.sittings"), HOSTS, None, late={"closed": STILL}),
    Row("form circle.sittings", "between", form(HOST, "circle.sittings", after=panel("circle.sittings"), sittings="6"),
        HOSTS, None, late={"closed": STILL, "shut": "error-circle-closed"}, twice=FIRST_ANSWER),
    Row("circle.go_on", "come round", on(HOST, "circle.go_on", HOST), HOSTS, ANYWHERE,
        late={"shut": "round-already"}, twice="round-already"),
    Row("circle.go_on_open", "come round", panel("circle.go_on_open"), HOSTS, None,
        late={"shut": "round-already"}, twice="round-already"),
    Row("circle.close", "come round", on(HOST, "circle.close", HOST), HOSTS, ANYWHERE,
        late={"shut": "round-already"}, twice="round-already"),
    Row("circle.reopen", "shut", panel("circle.reopen"), HOSTS, None, late={"between": DONE}),
    Row("circle.letter_off", "between", panel("circle.letter_off"), HOSTS, None, late={"letterless": DONE}),
    Row("circle.letter_on", "letterless", panel("circle.letter_on"), HOSTS, None, late={"between": DONE}),
    # Watchwords
    Row("watchword.card", "closed", on(BEN, "watchword.card"), EVERYBODY, ANYWHERE, outsider=GONE),
    Row("watchword.slide", "closed", on(BEN, "watchword.slide"), EVERYBODY, ANYWHERE, outsider=GONE),
    # Reports
    Row("report.share", "closed", report, HOSTS, ANYWHERE, outsider=HOSTS),
    # Setting up
    Row("workspace.lets", "between", lets, "setup-admins-only", None, other_company="setup-admins-only",
        late={"closed": STILL}, quiet=Quiet("the select shows it"), has_id=False),
    Row("form circle.setup", "between",
        typed(AKI, "/entaku setup", "circle.setup", NEW, name="Άλλος", departments="Ένα"),
        Fine("everybody may, unless the workspace says otherwise"), None, outsider="setup-not-you",
        other_company=OTHER_OWN, broken=None, late={"closed": STILL}, twice=FIRST_ANSWER),
    Row("form circle.departments", "between", departments,
        Fine("everybody may, unless the workspace says otherwise"), None, outsider="setup-not-you",
        other_company=OTHER_OWN, empty="error-empty", late={"closed": STILL}, twice=FIRST_ANSWER, has_id=False),
    Row("room.accept", "asking", on(BEN, "room.accept", NEW), Fine("Slack is asked whether they are in the room"),
        GONE, outsider=GONE, late={"joined": "join-already"}, quiet=ON_THE_MESSAGE),
    Row("circle.first", "asking", shown(AKI, "circle.first"), HOSTS, None, late={"joined": STILL}),
    Row("form circle.first", "joined", form(AKI, "circle.first", after=shown(AKI, "circle.first"), voice_1="Φωνή"),
        HOSTS, None, late={"asking": "first-no-room-yet"}, twice=FIRST_ANSWER),
)  # fmt: skip
LINKS = {"seat.question"}
"""Buttons that only lead somewhere: they are acked, and there is nothing to do."""
OF_SEVERAL_PARTS = {
    "circle.waiting_page",
    "circle.skip",
    "customer_question.ask",
    "dialogue.next",
    "form customer_question.ask",
    "form watchword.phrase",
    "improvement.later",
    "reaction.choose",
    "remark.turn",
    "report.share",
    "use.page",
    "watchword.join",
    "watchword.phrase",
}
"""What carries more than the id of one thing."""
