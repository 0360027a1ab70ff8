"""What everybody at the two tables does by themselves: voices, wins, looking around, and what is somebody else's."""

from collections.abc import Sequence
from functools import partial

from sandbox.client import Upload
from sandbox.company.seeing import block_under
from tests.e2e.stage import Stage, until
from tests.e2e.two_tables_cast import TABLES, Colleague, Table, button_value
from tests.e2e.two_tables_hosting import look_at_the_log


def come_before_the_circles(stage: Stage) -> None:
    """Look at home and share a win where no circle is set up yet."""
    for table in TABLES:
        person = Colleague(stage, table, table.hosts[0])
        stage.sandbox.open_home(person.key)
        until("home", partial(stage.sandbox.home, person.key))
        assert stage.sandbox.command(person.key, table.wins, "/wins", table.says("headline"))["acked"]


def do_everything(stage: Stage) -> None:
    """Let everybody do everything there is to do without a dialogue."""
    for table in TABLES:
        for key in table.people:
            person = Colleague(stage, table, key)
            _bring_voices(person)
            _use_forms(person)
            _look_around(person)
            _share_wins(person)
        for key, neighbour in (table.hosts[::-1], table.far[::-1]):
            _press_what_is_somebody_elses(Colleague(stage, table, key), neighbour)
    everyone = [Colleague(stage, table, key) for table in TABLES for key in table.people]
    _pin_what_is_nothing_of_ours(stage, everyone)
    for person in everyone:
        _choose_what_reaches_them(person)


def _bring_voices(person: Colleague) -> None:
    table = person.table
    for quote in (*table.quotes, table.quotes[0], table.phone):
        assert person.command("/voice", quote)["message"]
    ts = person.newest_ephemeral()
    person.click("voice.details", ephemeral=ts)
    assert person.submit(said_on="2030-01-01")["outcome"] == "errors"
    assert person.submit(said_on=None, consent="refused")["outcome"] == "errors"
    person.fill_in(said_on=None, consent="agreed", product=table.says("product"), scene=table.says("scene"))
    person.command("/voice", table.talk)
    ts = person.newest_ephemeral()
    person.click("voice.withdraw", ephemeral=ts)
    person.click("voice.details", ephemeral=ts)


def _use_forms(person: Colleague) -> None:
    talk, sandbox = person.table.talk, person.sandbox
    assert person.command("/voice")["view"]
    assert person.submit(quote="   ")["outcome"] == "errors"
    assert person.submit(quote="あ" * 501)["outcome"] == "errors"
    assert person.submit(quote=talk)["outcome"] == "updated"
    person.press_in_view("voice.withdraw")
    person.close()
    assert person.command("/voice")["view"]
    assert (
        person.submit(quote=person.table.phone)["outcome"] == "updated"
    )  # what may lead to a person is shown
    assert person.submit(files=[Upload("list.csv", b"a,b", "text/csv")])["outcome"] == "errors"
    person.close()
    for text in ("hi", "あ" * 501):
        sandbox.post(person.key, "@app", text)
    assert sandbox.shortcut(person.key, "voice.new")["view"]
    person.close()
    said = sandbox.post(person.key, person.room, talk)
    assert sandbox.shortcut(person.key, "voice.from_message", channel=person.room, ts=said)["view"]
    person.close()
    person.command("/voice", "\n".join([talk] * 300))


def _look_around(person: Colleague) -> None:
    for typed in ("", "help", "status", person.table.says("typed")):
        assert person.command("/entaku", typed)["message"]
    for typed in ("", person.table.quotes[1], "宇宙旅行 space travel"):
        assert person.command("/watchwords", typed)["message"]
    is_host = person.key in person.table.hosts
    if person.key == person.table.hosts[0]:
        look_at_the_log(person)
    for typed in ("pause", "status", "resume", "status", "more") if is_host else ("open", "skip", "pause"):
        assert person.command("/entaku", typed)["message"]
    person.sandbox.open_home(person.key)


def _share_wins(person: Colleague) -> None:
    headline = person.table.says("headline")
    assert person.command("/wins", headline)["message"]
    person.click("win.details", ephemeral=person.newest_ephemeral())
    assert person.submit(headline=" ")["outcome"] == "errors"
    thanks = [person.stage.people[person.key]]
    person.fill_in(kind="team", before="3", after="1", thanks=thanks, headline=headline)
    assert person.command("/wins")["view"]
    person.close()
    person.command("/wins", "\n".join([headline] * 300))


def _press_what_is_somebody_elses(person: Colleague, neighbour: str) -> None:
    """Press buttons of a neighbour's answers, and of nothing at all, as a script might."""
    sandbox = person.sandbox
    shown = len(sandbox.ephemerals(person.key))
    for action_id in ("voice.details", "win.details"):
        for value in (button_value(sandbox.ephemerals(neighbour), action_id), "nosuchthing1"):
            person.press_by_hand(action_id, value)
    until("the refusals", lambda: len(sandbox.ephemerals(person.key)) == shown + 4)


def _pin_what_is_nothing_of_ours(stage: Stage, everyone: Sequence[Colleague]) -> None:
    sandbox = stage.sandbox
    sandbox.settle(quiet=0.6)  # beside a post that is just being sent the offer waits for a minute and a half
    for person in everyone:
        said = sandbox.post(person.key, person.room, person.table.talk)
        sandbox.react(person.key, person.room, said, "pushpin")
    for person in everyone:
        person.press_beside("voice.new")
        person.close()


def _choose_what_reaches_them(person: Colleague) -> None:
    """Switch a kind of private messages off at home and on again; most leave off what only the first are to read.

    Nobody gets more than two a day and five a week: what others are to read must have room.
    """
    person.leave_ticked_but("nudge")
    person.leave_ticked_but()
    if person.key != person.table.hosts[0]:
        person.leave_ticked_but("invitation", "heard")


def _open_page(person: Colleague) -> None:
    """Open the page of the first watchword of the shelf."""
    shelf = person.command("/watchwords")["message"]
    first = block_under(shelf, "", "watchword.uses")
    person.click("watchword.uses", ephemeral=shelf["ts"], block_id=first)


def _make_material(person: Colleague) -> None:
    """Have the first watchword of the shelf made into pictures and a slide."""
    _open_page(person)
    for action_id in ("watchword.card", "watchword.slide"):
        person.press_in_view(action_id)
    person.close()


def _steer(person: Colleague) -> None:
    """Hold a message against the watchwords, share one in its thread, note a use, change it and take it back."""
    ts = person.sandbox.post(person.key, person.room, " ".join(person.table.quotes))
    person.sandbox.shortcut(person.key, "watchwords.measure", channel=person.room, ts=ts)
    place = block_under(person.sandbox.views(person.key)[-1], "", "watchword.share")
    person.press_in_view("watchword.share", block_id=place)
    until("it is shared", lambda: len(person.sandbox.thread(person.room, ts)) > 1)
    until("the form says so", lambda: "watchword.share" not in str(_of(person, place)))
    person.sandbox.settle(quiet=0.6)
    person.press_in_view("use.note", block_id=place)
    person.submit(kind="costs", decided=person.table.says("line"))
    person.close()
    _open_page(person)
    for kind, action_id in (("sales", "use.note"), ("design", "use.change"), ("other", "use.change")):
        view = person.sandbox.views(person.key)[-1]
        person.press_in_view(action_id, block_id=block_under(view, "", action_id))
        person.submit(kind=kind, decided=person.table.says("line"))
    view = person.sandbox.views(person.key)[-1]
    person.press_in_view("use.take_back", block_id=block_under(view, "", "use.take_back"))
    person.close()


def _keep_ideas(person: Colleague) -> None:
    """Write an idea where the dialogue closed, and make an improvement of one."""
    room = person.room
    said = [one for root in person.sandbox.messages(room) for one in person.sandbox.thread(room, root["ts"])]
    closing = next(one for one in reversed(said) if "idea.write" in str(one.get("blocks")))
    person.click("idea.write", channel=room, ts=closing["ts"])
    person.submit(idea="")
    person.fill_in(idea=person.table.says("first idea") + person.key)
    listed = person.command("/entaku", "ideas")["message"]
    waiting = block_under(listed, person.table.talk, "idea.take_up")
    person.click("idea.take_up", ephemeral=listed["ts"], block_id=waiting)
    person.fill_in(what=person.table.says("second idea") + person.key)
    person.command("/entaku", "ideas")


def _ask_in_the_form(person: Colleague) -> None:
    """Ask at home in everyday words, and turn to the next page of what is found and back."""
    person.sandbox.open_home(person.key)
    person.click("watchwords.look", home=True)
    person.submit(asked=person.table.talk)
    for _ in range(2):
        view = person.sandbox.views(person.key)[-1]
        if place := block_under(view, "", "watchwords.look_page"):
            person.press_in_view("watchwords.look_page", block_id=place)
    person.close()


def _of(person: Colleague, block_id: str) -> list[dict[str, object]]:
    """Return the buttons of a watchword in the form on top."""
    return [one for one in person.sandbox.views(person.key)[-1]["blocks"] if one["block_id"] == block_id]


def _report(person: Colleague) -> None:
    """Ask for a report of the month, of one in which nothing was, and of none; a host shares theirs."""
    for period in ("2026-12", "2020-01", "soon"):
        person.command("/entaku", f"report {period}")
    if person.key == person.table.hosts[0]:
        person.press_in_person("report.share")


def look_back(stage: Stage, table: Table) -> None:
    """Let everybody do what can only be done when a dialogue has been held."""
    for key in table.people:
        person = Colleague(stage, table, key)
        for typed in ("", table.talk):
            person.command("/watchwords", typed)
        if key in table.hosts:
            _steer(person)
            _keep_ideas(person)
            _ask_in_the_form(person)
        if key in (table.hosts[0], table.far[0]):
            _make_material(person)
            _report(person)
            _open_what_was_heard(person)
            _wins_with_origins(person)
        stage.sandbox.command(key, table.wins, "/entaku", "status")
        person.command("/entaku", "status")
        stage.sandbox.open_home(key)


def _wins_with_origins(person: Colleague) -> None:
    """Share a win from each dialogue and voice that is offered, and send a cheer."""
    headline = person.table.says("headline")
    for number in range(9):
        form = person.command("/wins")["view"]
        origins = next(
            block["element"]["options"] for block in form["blocks"] if block["block_id"] == "origin"
        )
        if number >= len(origins):
            person.close()
            break
        person.fill_in(headline=f"{headline}{person.key}{number}", origin=origins[number]["value"])
    win = until("a win", lambda: person.sandbox.messages(person.table.wins))[-1]
    person.click("win.cheer", channel=person.table.wins, ts=win["ts"])


def _open_what_was_heard(person: Colleague) -> None:
    """Ask to change each voice of one's own: whoever came first has one that was heard."""
    own = [one for one in person.sandbox.ephemerals(person.key) if "voice.details" in str(one["blocks"])]
    for brought in own:
        if person.click("voice.details", ephemeral=brought["ts"])["view"]:
            person.close()
