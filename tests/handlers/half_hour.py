"""The story of a half hour: from the Friday on which its voices are laid out until it has closed, and what may go beside.

What people write is Greek, so that it is in neither of our languages.
"""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from bot.circles import coming_round, room_members
from bot.pulse import pulse
from bot.transaction import Transaction
from bot.watchwords import asleep as sleeping
from bot.watchwords import uses
from bot.watchwords.use_form import UseForm, UseKind
from models import Dialogue, Post, Pulse, Remark
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, SALES, seat
from tests.bot.on_the_shelf import adopt
from tests.bot.open_table import bring
from tests.bot.pulses import held
from tests.conftest import TEAM, install, known
from tests.handlers.company import NEW, Company, Story

AKI, BEN, CHIE, HOST, ADMIN, OUTSIDER = "U0AKI", "U0BEN", "U0CHIE", "U0HOST", "U0ADMIN", "U0OUTSIDER"
STRANGER = "U0P3"
"""One of the colleagues, who has done nothing but propose something."""
COLLEAGUES = [f"U0P{number}" for number in range(9)]
NAMES = dict.fromkeys(COLLEAGUES, "Φίλος") | {
    AKI: "Άκης",
    BEN: "Βένος",
    CHIE: "Χίος",
    HOST: "Ηγέτης",
    ADMIN: "Αδάμ",
    OUTSIDER: "Ξένος",
}
OTHER_TEAM, FAR_AWAY = "T0OTHER", "U0FARAWAY"
ELSEWHERE = "C0ELSEWHERE"
FRIDAY = datetime(2026, 11, 27, 1, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
MANY_LINES = "\n".join("α" * 9 for _ in range(35))
LONG = "Μακρύς λόγος. " * 1500
SHORT = "Ένα"
PHRASE = "Σκληρό σαν πέτρα"
"""A customer's words that are steered by."""
NEARLY_THE_SAME = ("Το πρωί μου αρέσει πολύ", "Το πρωί μου αρέσει πάρα πολύ")


def between(c: Company) -> None:
    """Friday: voices came, three of them are laid out for Monday; a small win stands in its room."""
    c.clock.set(FRIDAY)
    with c.database.session() as session:
        install(session)
        install(session, OTHER_TEAM)
    with c.database.begin(OTHER_TEAM) as tx:
        known(tx, FAR_AWAY, name="Μακρινός", locale=c.readers)
    with c.database.begin(TEAM) as tx:
        for user, name in NAMES.items():
            person = known(tx, user, name=name, locale=c.readers)
            person.is_admin, person.is_external = user == ADMIN, user == OUTSIDER
        departments = [(SALES, "Πωλήσεις"), (DEVELOPMENT, "Ανάπτυξη"), (CALLS, "Κλήσεις")]
        rooms = [{"channel_id": channel, "department": name} for channel, name in departments]
        circle = seat(tx, name="Κύκλος", rooms=rooms, language=c.language)
        circle.writes_ahead_hours = 72
        room_members.listed(tx, SALES, [AKI, BEN, CHIE, HOST])
        for number in range(4):
            bring(tx, circle, f"Βαρύ μπουκάλι {number}")
            tx.now = tx.now.replace(second=number + 1)
    c.command(AKI, "/voice", "Σκληρό καπάκι")
    c.command(AKI, "/wins", "Λιγότερες κλήσεις")
    c.go_on(seconds=1)
    c.command(HOST, "/entaku", "status")
    c.press(HOST, "host.open")
    c.press(BEN, "seat.take", on=SALES)


def writing(c: Company) -> None:
    c.clock.set(MONDAY)
    c.go_on()
    c.go_on(minutes=1)
    c.press(AKI, "note.open", on=SALES)


def talking(c: Company) -> None:
    """The notes are open; there are remarks, long, short and without a name, and a question for a customer."""
    c.submit(AKI, "note.write", voice_1=MANY_LINES, voice_2=MANY_LINES)
    c.go_on(minutes=5)
    c.press(AKI, "remark.unnamed", on=SALES)
    c.submit(AKI, "remark.unnamed", text="Χωρίς όνομα")
    c.press(BEN, "customer_question.ask", on=SALES, about=own_voice(c))
    c.submit(BEN, "customer_question.ask", question="Πότε")
    c.deliver()
    c.say(BEN, LONG)
    c.deliver()
    c.say(AKI, SHORT)
    c.say(BEN, "Δύο")
    c.deliver(joins=True)
    for text in NEARLY_THE_SAME:
        pin(c, SALES, c.say(BEN, text))
    c.go_on(seconds=1)  # what is pinned later stands first in lists
    pin(c, *shared_copy(c))
    for text in (LONG, SHORT):
        pin(c, *said(c, text))


def deciding(c: Company) -> None:
    """Many propose something; Ben asks Chie to take the lead of his."""
    c.clock.set(MONDAY)
    c.go_on(minutes=25)
    c.press(AKI, "improvement.propose", on=SALES)
    c.submit(AKI, "improvement.propose", what="Του Άκη")
    c.clock.advance(seconds=1)
    c.press(BEN, "improvement.propose", on=SALES)
    c.submit(BEN, "improvement.propose", what="Του Βένου", owner=CHIE)
    c.clock.advance(seconds=1)
    for user in COLLEAGUES:
        c.press(user, "improvement.propose", on=SALES)
        c.submit(user, "improvement.propose", what="Μικρό")
    c.go_on()


def decided(c: Company) -> None:
    """They begin with Aki's, which nobody leads yet."""
    c.press(BEN, "improvement.vote", on=SALES)
    c.go_on(minutes=4)


def led(c: Company) -> None:
    c.press(HOST, "improvement.take", on=SALES)


def wanted(c: Company) -> None:
    """The host could use a hand with it."""
    _open_led(c, "improvement.hand")
    c.submit(HOST, "improvement.hand", hand="Χέρι")
    c.go_on()


def measured(c: Company) -> None:
    _open_led(c, "improvement.measure")
    c.submit(HOST, "improvement.measure", measure="Πόσα", first="3")
    c.go_on()


def ended(c: Company) -> None:
    _open_led(c, "improvement.done")
    c.go_on()


def _open_led(c: Company, action_id: str) -> None:
    c.command(HOST, "/entaku", "improvements")
    c.press(HOST, "improvement.open")
    c.press(HOST, action_id)


def closed(c: Company) -> None:
    """Ben's pin makes a voice the watchword."""
    with c.database.reading() as session:
        voices = select(Post).where(
            Post.key.startswith("voice:"), Post.channel_id == SALES, Post.state == "posted"
        )
        [post, *_] = session.scalars(voices.order_by(Post.ts)).all()
    item = {"type": "message", "channel": SALES, "ts": post.ts}
    c.event(type="reaction_added", user=BEN, reaction="pushpin", item=item, event_ts="1795000200.000002")
    c.go_on(minutes=1)
    c.go_on(minutes=2)


def table_on(c: Company) -> None:
    """Aki and Ben, who spoke under their names, use "my table"."""
    for user in (AKI, BEN):
        c.event(type="app_home_opened", user=user, tab="home")
        c.press(user, "table.on")
    c.go_on()


def noticed(c: Company) -> None:
    """Aki wrote an idea at the close."""
    c.press(AKI, "idea.write", on=SALES)
    c.submit(AKI, "idea.write", idea="Μεγάλη εικόνα")
    c.go_on()


def withdrawn(c: Company) -> None:
    """What Aki brought, said and proposed is taken back, and so is Ben's long remark."""
    c.press(AKI, "voice.withdraw", on=SALES)
    c.press(AKI, "remark.take_back")
    c.press(AKI, "improvement.propose", on=SALES)
    c.press(AKI, "improvement.withdraw")
    with c.database.reading() as session:
        said = session.scalars(select(Remark).where(Remark.ts.is_not(None))).all()
    for remark in said:
        if remark.text == SHORT or remark.text.startswith(LONG[:20]):
            place = {"channel": SALES, "ts": "1795000300.000001", "deleted_ts": remark.ts}
            c.event(type="message", subtype="message_deleted", **place)
    c.go_on()


def paused(c: Company) -> None:
    c.press(HOST, "circle.pause")


def gentle(c: Company) -> None:
    c.press(HOST, "circle.gentle_on")


def letterless(c: Company) -> None:
    c.press(HOST, "circle.letter_off")


def hostless(c: Company) -> None:
    """The host's account is gone; the rooms are asked for another."""
    c.event(type="user_change", user={"id": HOST, "team_id": TEAM, "deleted": True})
    c.deliver()


def hosted(c: Company) -> None:
    """Ben offered first, and Slack said that he is in the room."""
    c.press(BEN, "host.take", on=SALES)
    c.answer("conversations.members", members=[BEN])


def asking(c: Company) -> None:
    """Aki set up another circle; the room that it would like to seat is asked."""
    c.command(AKI, "/entaku", "setup", NEW)
    c.submit(AKI, "circle.setup", name="Νέος κύκλος", departments="Έρευνα")
    c.answer("conversations.info", channel={"id": NEW, "is_member": True})
    c.answer("conversations.members", members=[])
    c.deliver()


def joined(c: Company) -> None:
    c.press(BEN, "room.accept", on=NEW)
    c.answer("conversations.members", members=[BEN])


def steering(c: Company) -> None:
    """The shelf has two pages; one watchword was used so often that its uses have two pages as well."""
    with c.database.begin(TEAM) as tx:
        tx.person = known(tx, AKI, name=NAMES[AKI], locale=c.readers)
        dialogue = tx.session.scalars(select(Dialogue).where(Dialogue.state == "closed")).one()
        before, tx.now = tx.now, tx.now - timedelta(days=100)
        word = adopt(tx, dialogue, PHRASE)
        tx.now = before
        for number in range(12):
            other = adopt(tx, dialogue, f"Λόγος {number}")
        other.retired_at = tx.now
        for _ in range(9):
            use = uses.note(tx, word.id, UseForm(kind=UseKind.COSTS, decided="Κάτι"))
            use.used_at -= timedelta(days=99)


def asleep(c: Company) -> None:
    """The host is asked about it."""
    with c.database.begin(TEAM) as tx:
        sleeping.ask(tx)
    c.go_on(days=1)


def pulsed(c: Company) -> None:
    """It was the circle's fourth dialogue: everybody is asked how it is going."""
    with c.database.begin(TEAM) as tx:
        dialogue = _closed(tx)
        held(tx, dialogue.circle, 3)
        pulse.ask(tx, dialogue)
    c.deliver()


def answered(c: Company) -> None:
    c.press(AKI, "pulse.answer", on=SALES)
    c.submit(AKI, "pulse.submit", said="4")


def pulse_over(c: Company) -> None:
    with c.database.begin(TEAM) as tx:
        found = tx.session.scalars(select(Pulse)).one()
        pulse.end(tx, tx.session.get_one(Dialogue, found.dialogue_id))
    c.deliver()


def unpulsed(c: Company) -> None:
    c.press(HOST, "circle.pulse_off")


def come_round(c: Company) -> None:
    """It was the circle's last sitting; the next day its host is asked how it goes on."""
    with c.database.begin(TEAM) as tx:
        circle = _closed(tx).circle
        circle.sittings = 1
        coming_round.check(tx, circle)
    c.go_on(days=1)


def shut(c: Company) -> None:
    c.press(HOST, "circle.close", on=HOST)
    c.deliver()


def _closed(tx: Transaction) -> Dialogue:
    return tx.session.scalars(select(Dialogue).where(Dialogue.state == "closed")).one()


STORY: Story = {
    "between": (None, between),
    "writing": ("between", writing),
    "talking": ("writing", talking),
    "deciding": ("talking", deciding),
    "decided": ("deciding", decided),
    "closed": ("decided", closed),
    "noticed": ("closed", noticed),
    "table_on": ("closed", table_on),
    "withdrawn": ("deciding", withdrawn),
    "led": ("decided", led),
    "wanted": ("led", wanted),
    "measured": ("led", measured),
    "ended": ("led", ended),
    "paused": ("between", paused),
    "gentle": ("between", gentle),
    "letterless": ("between", letterless),
    "hostless": ("between", hostless),
    "hosted": ("hostless", hosted),
    "asking": ("between", asking),
    "joined": ("asking", joined),
    "steering": ("closed", steering),
    "asleep": ("steering", asleep),
    "pulsed": ("closed", pulsed),
    "answered": ("pulsed", answered),
    "pulse over": ("answered", pulse_over),
    "unpulsed": ("between", unpulsed),
    "come round": ("closed", come_round),
    "shut": ("come round", shut),
}


def said(c: Company, text: str) -> tuple[str, str]:
    """Return where somebody said this."""
    with c.database.reading() as session:
        remark = next(one for one in session.scalars(select(Remark)) if one.text.startswith(text[:20]))
    return remark.channel_id or "", remark.ts or ""


def pin(c: Company, channel: str, ts: str) -> None:
    """Let Aki pin a message."""
    item = {"type": "message", "channel": channel, "ts": ts}
    c.event(type="reaction_added", user=AKI, reaction="pushpin", item=item, event_ts="1795000200.000001")


def own_voice(c: Company) -> str:
    """Return the id of the voice that Aki brought."""
    return c.button("voice.withdraw", on=SALES).value or ""


def shared_copy(c: Company) -> tuple[str, str]:
    """Return where the two short remarks stand together in another room."""
    return next(
        place for place, message in c.slack.messages.items() if place[0] == CALLS and SHORT in str(message)
    )
