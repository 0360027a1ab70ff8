"""The dialogue at both tables from the invitation to the morning after, with all that people do in it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from sandbox.client import Upload
from tests.e2e import two_tables_deciding as deciding
from tests.e2e.stage import Stage, kind, until
from tests.e2e.two_tables_cast import (
    TABLES,
    Cards,
    Colleague,
    Json,
    Table,
    button_value,
    everybody,
    take_down_line,
)
from tests.e2e.two_tables_hosting import look_at_the_log, open_panel

PICTURE = bytes.fromhex("89504e470d0a1a0a")


def before_the_day(stage: Stage) -> None:
    """Two days before voices are asked for: take a seat, leave it, come back, move to the other room, try a note."""
    for table in TABLES:
        first, _, _, _ = everybody(stage, table)
        first.command("/entaku", "swap")
        first.press_in_room("seat.take")
        first.press_beside("seat.leave")
        first.press_beside("seat.take")
        first.press_beside("seat.leave")
        until("a free seat", partial(_is_told, first, 4))
        first.press_beside("seat.leave")
        stage.sandbox.invite(table.far_room, first.key)
        for room in (table.first_room, table.far_room):
            asked = until("the invitation", partial(_with_seats, stage, room))
            first.click("seat.take", channel=room, ts=asked["ts"])
        first.press_beside("note.try")
        first.fill_in(voice_1=table.says("note"))


def the_day_before(stage: Stage) -> None:
    """The voices are laid out: swap one, write about one ahead, and then it cannot be swapped any more."""
    stage.to("2026-12-01T10:00:01+09:00")
    for table in TABLES:
        first, second, third, fourth = everybody(stage, table)
        for person in (third, fourth):
            until("the voices", partial(_ahead, stage, person.room))
            person.press_in_room("seat.take")
        first.press_in_person("voice.details")
        first.close()
        first.leave_ticked_but("invitation")  # so that the news has room
        open_panel(first)
        first.press_in_view("voice.swap")
        first.close()
        offers = [(host, _offered(host)) for host in (first, second)]
        for (host, offered), number, outcome in zip(offers, (-1, 1), ("updated", "errors"), strict=True):
            assert _swap(host, number, offered)["outcome"] == outcome
            host.close()
        third.press_in_room("note.open")
        third.fill_in(voice_1=table.says("note"))
        assert _swap(first, 0, _offered(first))["outcome"] == "errors"
        first.close()


def hold(stage: Stage) -> None:
    """Let both dialogues open and go through every stage."""
    stage.to("2026-12-02T09:50:01+09:00")
    for table in TABLES:
        everybody(stage, table)[2].press_in_person("private.off")
    stage.to("2026-12-02T10:00:01+09:00")
    cards = {table.name: stage.cards(*table.rooms) for table in TABLES}
    _each(stage, cards, _write)
    stage.to("2026-12-02T10:03:01+09:00")
    for table in TABLES:
        until("the writers", partial(_card_says, stage, table, "人" if table.language == "ja" else "people"))
    stage.to("2026-12-02T10:06:00+09:00")
    _stage_begun(stage, cards, 2)
    _each(stage, cards, _talk)
    _each(stage, cards, _pin_a_shared_message)
    _each(stage, cards, _add_later)
    _each(stage, cards, _take_down)
    stage.to("2026-12-02T10:15:01+09:00")
    _stage_begun(stage, cards, 3)
    _each(stage, cards, _lead)
    stage.to("2026-12-02T10:30:01+09:00")
    _each(stage, cards, deciding.propose_and_choose)
    stage.to("2026-12-02T10:34:01+09:00")
    _each(stage, cards, deciding.come_late)
    stage.to("2026-12-02T10:35:01+09:00")
    _each(stage, cards, _closed)


def _each(stage: Stage, cards: dict[str, Cards], act: Callable[[Stage, Table, Cards], None]) -> None:
    for table in TABLES:
        act(stage, table, cards[table.name])


def _stage_begun(stage: Stage, cards: dict[str, Cards], count: int) -> None:
    for room, ts in (place for table in TABLES for place in cards[table.name].items()):
        stage.of_kind(room, ts, "entaku_stage", count)


def _is_told(person: Colleague, count: int) -> bool:
    said = [one for one in person.sandbox.ephemerals(person.key) if "seat." in str(one["blocks"])]
    return len(said) >= count


def _with_seats(stage: Stage, room: str) -> Json | None:
    return next((m for m in stage.sandbox.messages(room) if "seat.take" in str(m)), None)


def _ahead(stage: Stage, room: str) -> bool:
    return any(kind(m) == "entaku_ahead" for m in stage.sandbox.messages(room))


def _card_says(stage: Stage, table: Table, part: str) -> bool:
    return part in str(stage.card(table.first_room))


def _offered(host: Colleague) -> dict[str, list[str]]:
    """Open the form that swaps a voice and return what it offers."""
    form = host.command("/entaku", "swap")["view"]
    return {
        block["block_id"]: [option["value"] for option in block["element"]["options"]]
        for block in form["blocks"]
        if block["type"] == "input"
    }


def _swap(host: Colleague, out: int, offered: dict[str, list[str]]) -> Json:
    """Swap the laid-out voice of this number for the first one that waits."""
    return host.submit(**{"out": offered["out"][out], "in": offered["in"][0]})


def _write(stage: Stage, table: Table, cards: Cards) -> None:
    """Write notes with and without a name, say something without one and change it, and ask the customer."""
    first, second, third, _ = everybody(stage, table)
    first.press("note.open", cards[first.room])
    first.fill_in(voice_1=table.says("named note"), named=["named"])
    second.press("note.open", cards[second.room])
    second.fill_in(voice_2=table.says("note of many lines"))
    third.press("note.open", cards[third.room])
    third.fill_in(voice_1="")
    early = third.say(table.talk, cards[third.room])
    until("the remark is known", partial(_offers_takedown, third, third.room, early))
    third.close()
    third.press_beside("note.open")
    third.fill_in(voice_1=table.says("note"))
    _say_unnamed(second, cards)
    second.press("remark.unnamed", cards[second.room])
    third.press_by_hand("remark.rewrite", button_value(stage.sandbox.views(second.key), "remark.rewrite"))
    second.close()
    oldest = stage.of_kind(third.room, cards[third.room], "entaku_voice")[0]
    third.click("customer_question.ask", channel=third.room, ts=oldest["ts"])
    third.fill_in(question=table.says("question"))
    for host in (first, second):
        host.press("customer_question.answer", cards[host.room])
    assert first.submit(answer=table.says("answer"))["outcome"] == "updated"
    assert second.submit(answer=table.says("answer"))["outcome"] == "errors"
    for host in (first, second):
        host.close()


def _say_unnamed(person: Colleague, cards: Cards) -> None:
    """Say something without a name, rewrite it, take it back, and say something that stays."""
    said = person.table.says
    person.press("remark.unnamed", cards[person.room])
    assert person.submit(text=said("unnamed"))["outcome"] == "updated"
    person.press_in_view("remark.rewrite")
    person.fill_in(text=said("unnamed again"))
    person.press("remark.unnamed", cards[person.room])
    person.press_in_view("remark.take_back")
    assert person.submit(text=said("unnamed"))["outcome"] == "updated"
    person.press_in_view("remark.take_back")
    person.close()
    person.press("remark.unnamed", cards[person.room])
    person.fill_in(text=said("unnamed"))


def _talk(stage: Stage, table: Table, cards: Cards) -> None:
    """Let the hosts talk in a burst, one of them at great length, and show something besides words."""
    hosts = everybody(stage, table)[:2]
    said = [hosts[number % 2].say(f"{table.talk}{number}", cards[table.first_room]) for number in range(11)]
    for ts in said:
        for emoji in ("pushpin", "bulb"):
            stage.sandbox.react(hosts[0].key, table.first_room, ts, emoji)
    hosts[0].say(_long(table.says("line")), cards[hosts[0].room])
    files = [Upload("memo.txt", b"memo")]
    stage.sandbox.post(hosts[1].key, hosts[1].room, "", cards[hosts[1].room], files)


def _pin_a_shared_message(stage: Stage, table: Table, cards: Cards) -> None:
    """Somebody of each language pins a message that holds several remarks, and chooses; and reads the long one."""
    sandbox, room = stage.sandbox, table.far_room

    def copies() -> list[dict[str, Any]]:
        return [m for m in sandbox.thread(room, cards[room]) if kind(m) == "entaku_copy"]

    def long_ones() -> list[dict[str, Any]]:
        return [m for m in copies() if "remark.read" in str(m["blocks"])]

    [long] = until("the long remark", long_ones, 40)
    shared = next(m for m in copies() if str(m["blocks"]).count(table.talk) > 1)
    for number, person in enumerate(everybody(stage, table)[2:]):
        before = len(sandbox.ephemerals(person.key))
        sandbox.react(person.key, room, shared["ts"], "pushpin")
        until("the question", partial(_has_more_than, person, before))
        asked = sandbox.ephemerals(person.key)[-1]
        button = [block for block in asked["blocks"] if "accessory" in block][number]
        person.click("reaction.choose", ephemeral=asked["ts"], block_id=button["block_id"])
        person.click("remark.read", channel=room, ts=long["ts"])
        for page in (1, 0):
            person.press_in_view(f"remark.turn.{page}")
        person.close()
    host = everybody(stage, table)[0]
    assert sandbox.shortcut(host.key, "remark.take_down", channel=room, ts=shared["ts"])["view"]
    host.close()


def _has_more_than(person: Colleague, ephemerals: int) -> bool:
    return len(person.sandbox.ephemerals(person.key)) > ephemerals


def _add_later(stage: Stage, table: Table, cards: Cards) -> None:
    """Come midway, read all notes, add one, say something without a name, link to a copy, mark an idea."""
    _, _, third, fourth = everybody(stage, table)
    sandbox, room, ts = stage.sandbox, table.far_room, cards[table.far_room]
    fourth.press("seat.catch_up", ts)
    third.press("note.rest", ts)
    third.close()
    third.press("note.open", ts)
    third.fill_in(voice_1=table.says("late note"))
    third.press("remark.unnamed", ts)
    third.fill_in(text=table.says("unnamed again"))
    copied = next(m for m in sandbox.thread(room, ts) if kind(m) == "entaku_copy")
    link = f"https://sandbox.slack.com/archives/{stage.channels[room]}/p{copied['ts'].replace('.', '')}"
    said = third.say(f"{table.talk} {link}", ts)
    sandbox.react(fourth.key, room, said, "bulb")
    for message in sandbox.thread(room, ts):
        if kind(message) == "entaku_voice":
            sandbox.react(third.key, room, message["ts"], "pushpin")


def _take_down(stage: Stage, table: Table, cards: Cards) -> None:
    """Take one's own line and somebody else's down; not what is not a line, nor what is not one's own."""
    first, second, third, fourth = everybody(stage, table)
    sandbox = stage.sandbox
    own = third.say(table.talk, cards[third.room])
    wordless = sandbox.post(third.key, third.room, "", cards[third.room], [Upload("memo.txt", b"memo")])
    for person, ts in ((third, own), (first, wordless)):
        until("the remark is known", partial(_offers_takedown, person, third.room, ts))
        person.fill_in()
    unnamed = until("one's own unnamed remark", partial(_saying, second, cards, table.says("unnamed")))
    take_down_line(second, unnamed, table.says("unnamed"))
    other = first.say(table.talk, cards[first.room])
    until("the remark is known", partial(_offers_takedown, second, first.room, other))
    second.close()
    plain = sandbox.post(fourth.key, fourth.room, table.talk)
    theirs = third.say(table.talk, cards[third.room])
    until("the remark is known", partial(_offers_takedown, third, third.room, theirs))
    third.close()
    for ts in (plain, theirs):
        sandbox.shortcut(fourth.key, "remark.take_down", channel=fourth.room, ts=ts)


def _offers_takedown(person: Colleague, channel: str, ts: str) -> bool:
    return bool(person.sandbox.shortcut(person.key, "remark.take_down", channel=channel, ts=ts)["view"])


def _saying(person: Colleague, cards: Cards, text: str) -> Json | None:
    """Return a message in a thread that holds a copy of this text."""
    thread = person.sandbox.thread(person.room, cards[person.room])
    return next((m for m in thread if kind(m) == "entaku_copy" and text in str(m["blocks"])), None)


def _lead(stage: Stage, table: Table, cards: Cards) -> None:
    """Give it five more minutes, once; begin the next stage, once. Who is no host is told kindly."""
    first, second, third, fourth = everybody(stage, table)
    fourth.press_beside("private.off")
    third.press("host.open", cards[third.room])
    card = stage.sandbox.messages(third.room)
    third.press_by_hand("improvement.propose", button_value(card, "note.open"))
    first.press("host.open", cards[first.room])
    first.press_in_view("dialogue.more")
    second.command("/entaku", "more")
    second.press("host.open", cards[second.room])
    second.press_in_view("dialogue.next")
    second.close()
    for word in ("next", "open", "status"):
        second.command("/entaku", word)
    first.press_in_view("dialogue.next")
    first.close()


def _closed(stage: Stage, table: Table, cards: Cards) -> None:
    """When it has closed, write on in the thread, and come too late for what was open until then."""
    first, _, third, _ = everybody(stage, table)
    for room, ts in cards.items():
        stage.of_kind(room, ts, "entaku_close")
    third.press_in_room("seat.take")
    for person in (first, third):
        person.say(table.talk, cards[person.room])
        stage.of_kind(person.room, cards[person.room], "entaku_after")
        for action_id in ("note.open", "remark.unnamed"):
            person.press(action_id, cards[person.room])
    opened = stage.of_kind(first.room, cards[first.room], "entaku_note")
    named = next(m for m in opened if table.says("named note") in str(m))
    take_down_line(first, named, table.says("named note"))
    look_at_the_log(first)


def _long(line: str) -> str:
    """Return some 30,000 characters, which can be parted at the end of each line."""
    return "\n".join([line] * (30_000 // len(line)))
