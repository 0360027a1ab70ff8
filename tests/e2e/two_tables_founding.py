"""Two circles set up in Slack: their rooms join, and one dialogue after the other is opened and led by hand."""

import re
from functools import partial

from bot.texts import words
from tests.e2e.stage import Stage, until
from tests.e2e.two_tables_cast import NEW_TABLES, TABLES, Colleague, Json, Table, button_value, everybody
from tests.e2e.two_tables_hosting import HURRIED, end, lead_on, look_at_the_log, new_cards, standing

ADMINS = ("aki", "gail")
MEMBERS_ONLY = re.compile("|".join(words(one)("join-members-only", room=".*") for one in ("ja", "en")))


def prepare_rooms(stage: Stage) -> None:
    """Have the channels that the new circles would like to seat; we are in none of them."""
    add = partial(stage.sandbox.add_channel, bot=False)
    for table in NEW_TABLES:
        joined, asked, private, archived, shared = table.rooms
        stage.channels[joined] = add(joined, members=table.hosts)
        stage.channels[asked] = add(asked, members=table.far)
        stage.channels[private] = add(private, members=table.hosts, private=True)
        stage.channels[archived] = add(archived, members=table.hosts)
        stage.channels[shared] = add(shared, members=table.hosts, ext_shared=True)
        stage.sandbox.archive(archived)
        for room in (table.wins, table.record):
            stage.channels[room] = add(room, members=table.far)


def found(stage: Stage) -> None:
    """Say who may set up circles, set two up, and let their rooms join."""
    _say_who_may(stage)
    for table in NEW_TABLES:
        _set_up_in_vain(stage, table)
        _set_up(stage, table)
    for table in NEW_TABLES:
        _let_rooms_join(stage, table)


def first_dialogue(stage: Stage) -> None:
    """Open a dialogue at each new table today and decide on something that nobody takes."""
    stage.sandbox.set_clock(paused=False, rate=HURRIED)
    for table in NEW_TABLES:
        founder, _, third, fourth = everybody(stage, table)
        before = standing(stage, table)
        for quote in table.quotes:
            third.command("/voice", quote)
        offered = founder.press_in_view("circle.first")["view"]["blocks"]
        waiting = next(block["element"]["options"] for block in offered if block["block_id"] == "waiting")
        typed = {"voice_1": table.talk, "voice_2": table.phone, "voice_3": table.name}
        chosen = [option["value"] for option in waiting]
        assert founder.submit(**typed, waiting=chosen)["outcome"] == "errors"
        assert founder.submit(waiting=[])["outcome"] == "updated"
        founder.close()
        assert founder.command("/entaku", "open")["message"]
        cards = new_cards(stage, table, before)
        lead_on(founder, cards, 4)
        for person, idea in ((founder, "first idea"), (third, "second idea")):
            person.press("improvement.propose", cards[person.room])
            person.fill_in(what=table.says(idea), due=None)
        for person, number in ((third, 0), (fourth, -1)):
            person.press("improvement.vote", cards[person.room], number=number, of=2)
        end(founder, cards)
        fourth.press_by_hand("improvement.take", fourth.pressed_last("improvement.vote"))
        _join_beside(stage, table)
    stage.sandbox.set_clock(paused=True, rate=1)


def second_dialogue(stage: Stage) -> None:
    """Ask one colleague after the other to lead until somebody else does, and withdraw it after all."""
    stage.to("2026-12-01T09:00:01+09:00")
    for table in NEW_TABLES:
        for room, ts in standing(stage, table).items():
            stage.of_kind(room, ts, "entaku_follow_up")
    stage.sandbox.set_clock(paused=False, rate=HURRIED)
    for table in NEW_TABLES:
        founder, second, third, fourth = everybody(stage, table)
        before = standing(stage, table)
        founder.command("/entaku", "open")
        cards = new_cards(stage, table, before)
        lead_on(founder, cards, 4)
        founder.press("improvement.propose", cards[founder.room])
        founder.fill_in(what=table.says("first idea"), owner=stage.people[third.key])
        until("a question", partial(_is_asked, third))
        founder.press("improvement.propose", cards[founder.room])
        founder.fill_in(owner=stage.people[fourth.key])
        until("a question", partial(_is_asked, fourth))
        founder.press("improvement.propose", cards[founder.room])
        second.press("improvement.take", cards[second.room])
        assert founder.submit(owner=stage.people[third.key])["outcome"] == "errors"
        founder.close()
        for person in (third, fourth):
            until("the question is closed", partial(_is_asked_no_more, person))
        founder.press("improvement.propose", cards[founder.room])
        founder.press_in_view("improvement.withdraw")
        founder.close()
        look_at_the_log(founder)
        end(founder, cards)
        _press_at_another_table(stage, table, fourth)
    stage.sandbox.set_clock(paused=True, rate=1)


def bring_one_more(stage: Stage) -> None:
    for table in NEW_TABLES:
        everybody(stage, table)[2].command("/voice", table.talk)


def have_no_voice(stage: Stage) -> None:
    """Let the hour come at which nothing waits."""
    stage.to("2026-12-04T09:00:01+09:00")
    for table in NEW_TABLES:
        until("an empty table", partial(_is_empty, stage, table))


def _is_empty(stage: Stage, table: Table) -> bool:
    return "entaku_empty" in str(stage.sandbox.messages(table.first_room))


def third_dialogue(stage: Stage) -> None:
    """Propose late and take the lead; the next dialogue tells of it. With all rooms lost no more can be opened."""
    for table in NEW_TABLES:
        founder, _, third, fourth = everybody(stage, table)
        last = standing(stage, table)
        third.press("improvement.propose", last[third.room])
        third.fill_in(what=table.says("late idea"), due=None)
        fourth.press("improvement.take", last[fourth.room])
        founder.command("/entaku", "swap")
        founder.command("/entaku", "open")
        cards = new_cards(stage, table, last)
        founder.command("/entaku", "end")
        for room, ts in cards.items():
            stage.of_kind(room, ts, "entaku_close")


def lose_all_rooms(stage: Stage) -> None:
    """Archive a room of each new table and take us out of the other: then nothing can be opened there."""
    for table in NEW_TABLES:
        stage.sandbox.archive(table.far_room)
        stage.sandbox.remove(table.first_room, stage.bot_user_id)
    for table in NEW_TABLES:
        founder = everybody(stage, table)[0]
        until("both rooms are lost", partial(_hears_of_both, founder))
        founder.command("/entaku", "open")


def _hears_of_both(person: Colleague) -> bool:
    return str(person.sandbox.direct_messages(person.key)).count("entaku_room_lost") >= 2


def _is_asked(person: Colleague) -> bool:
    return "improvement.accept" in str(person.sandbox.direct_messages(person.key))


def _is_asked_no_more(person: Colleague) -> bool:
    return not _is_asked(person)


def _press_at_another_table(stage: Stage, table: Table, person: Colleague) -> None:
    """Press the button for a seat at a table whose rooms one is not in."""
    home = next(one for one in TABLES if one.language == table.language)
    invitation = stage.sandbox.messages(home.first_room)
    person.press_by_hand("seat.take", button_value(invitation, "seat.take"))


def _say_who_may(stage: Stage) -> None:
    """Let an admin of each language keep it to admins and open it again; somebody who is none any more cannot."""
    sandbox = stage.sandbox
    for key, table in zip(ADMINS, NEW_TABLES, strict=True):
        sandbox.change_user(key, admin=True)
        admin = Colleague(stage, _home_table(key), key)
        until("an admin", partial(_opens_as_admin, admin))
        admin.press_in_view("workspace.lets", value="admins")
        founder = Colleague(stage, _home_table(table.hosts[0]), table.hosts[0])
        assert founder.command("/entaku", "setup")["message"]
        admin.press_in_view("workspace.lets", value="everybody")
        sandbox.change_user(key, admin=False)
        sandbox.settle()
        admin.press_in_view("workspace.lets", value="hosts")
        admin.close()


def _home_table(key: str) -> Table:
    return next(table for table in TABLES if key in table.people)


def _opens_as_admin(person: Colleague) -> bool:
    view = person.command("/entaku", "setup")["view"]
    if "workspace.lets" in str(view):
        return True
    person.close()
    return False


def _set_up_in_vain(stage: Stage, table: Table) -> None:
    """Set up a circle whose only room we are not in, and try to begin."""
    founder = Colleague(stage, table, table.hosts[0])
    private = list(table.rooms)[2]
    founder.command("/entaku", "setup")
    founder.submit(name=f"{table.name}2", rooms=[stage.channels[private]], departments=table.rooms[private])
    founder.press_in_view("circle.first")
    assert founder.submit(voice_1=table.quotes[0])["outcome"] == "errors"
    founder.close()


def _set_up(stage: Stage, table: Table) -> None:
    founder = Colleague(stage, table, table.hosts[0])
    founder.command("/entaku", "setup")
    rooms = [stage.channels[room] for room in table.rooms]
    typed: Json = {"name": table.name, "rooms": rooms, "departments": "\n".join(table.rooms.values())}
    too_many = founder.submit(**typed, hosts=list(stage.people.values()))
    assert too_many["outcome"] == "errors", too_many
    beside = {"wins_room": stage.channels[table.wins], "record_room": stage.channels[table.record]}
    hosts = [stage.people[key] for key in table.hosts]
    second = founder.submit(**typed, **beside, hosts=hosts, day="fri", time="09:00")
    assert second["view"]["callback_id"] == "circle.departments", second
    assert founder.submit()["outcome"] == "updated"


def _let_rooms_join(stage: Stage, table: Table) -> None:
    """Look how it goes, and let somebody of the asked room accept: not one who only looks in, and not twice."""
    founder, second, third, fourth = everybody(stage, table)
    sandbox, asked = stage.sandbox, table.far_room
    waits = [list(table.rooms.values())[number] for number in (1, 2, 3, 4)]

    def all_told() -> bool:
        told = str(second.command("/entaku", "status")["message"])
        return all(department in told for department in waits) and bool(_request(stage, asked))

    until("the rooms were looked at", all_told)
    request = _request(stage, asked)
    assert request is not None
    sandbox.click(second.key, "room.accept", channel=asked, ts=request["ts"])
    until("members only", lambda: MEMBERS_ONLY.search(str(sandbox.direct_messages(second.key))))
    third.press_in_room("room.accept")
    until("the room joined", lambda: "room.accept" not in str(sandbox.messages(asked)))
    for word in ("open", "rehearse"):  # what a rehearsal shows is in the language of the rooms
        founder.command("/entaku", word)
    value = next(element["value"] for block in request["blocks"] for element in block.get("elements", ()))
    fourth.press_by_hand("room.accept", value)


def _request(stage: Stage, room: str) -> Json | None:
    return next((m for m in stage.sandbox.messages(room) if "room.accept" in str(m)), None)


def _join_beside(stage: Stage, table: Table) -> None:
    """Let the wins room and the record room join, for which nobody could write a win until now."""
    third = Colleague(stage, table, table.far[0])
    assert third.command("/wins", table.says("headline"))["message"]
    for room in (table.wins, table.record):
        request = until(f"a request in {room}", partial(_request, stage, room))
        stage.sandbox.click(third.key, "room.accept", channel=room, ts=request["ts"])
        until(f"{room} joined", partial(_has_joined, stage, room))


def _has_joined(stage: Stage, room: str) -> bool:
    return _request(stage, room) is None
