"""What hosts do from their panel, and the dialogues that they open and lead by hand on the day after."""

from functools import partial

from tests.e2e.stage import Stage, until
from tests.e2e.two_tables_cast import TABLES, Cards, Colleague, Table, button_value, everybody

HURRIED = 120
"""Two minutes of the clock in a second: a stage that has begun within the same second cannot be over."""


def look_at_the_log(host: Colleague) -> None:
    """Open the panel from one's own status, and the log from there."""
    open_panel(host)
    host.press_in_view("host.acts")
    host.close()


def open_panel(host: Colleague) -> None:
    host.command("/entaku", "status")
    host.press_beside("host.open")


def the_day_after(stage: Stage) -> None:
    """Change what hosts can change, then hold two short dialogues at each table."""
    stage.to("2026-12-03T10:00:01+09:00")
    for table in TABLES:
        until("the news", partial(_hears_of_their_voice, everybody(stage, table)[0]))
        for quote in table.later:
            everybody(stage, table)[0].command("/voice", quote)
        _change_everything(stage, table)
    stage.sandbox.set_clock(paused=False, rate=HURRIED)
    for table in TABLES:
        _judge_and_talk(stage, table)
        _end_before_it_begins(stage, table)
    stage.sandbox.set_clock(paused=True, rate=1)


def _move_what_waits(host: Colleague) -> None:
    open_panel(host)
    host.press_in_view("circle.waiting")
    for act in ("hold", "let_go", "forward", "let_go"):
        action_id = f"voice.{act}"
        [*_, waiting] = host.sandbox.views(host.key)
        block = next(one["block_id"] for one in waiting["blocks"] if action_id in str(one))
        host.press_in_view(action_id, block_id=block)
    host.close()


def _change_everything(stage: Stage, table: Table) -> None:
    first, second, third, _ = everybody(stage, table)
    for host in (first, second):
        _move_what_waits(host)
    open_panel(second)
    open_panel(first)
    for action_id in ("gentle_on", "pause", "resume"):
        first.press_in_view(f"circle.{action_id}")
    own = table.says("own question")
    for questions in ({"question_1": ""}, {"question_1": own}):
        first.press_in_view("circle.questions")
        assert first.submit(**questions)["outcome"] == "updated"
        first.sandbox.close_view(first.key)
    for deputies in ([third.key], []):
        first.press_in_view("host.deputies")
        assert first.submit(deputies=[stage.people[key] for key in deputies])["outcome"] == "updated"
        first.sandbox.close_view(first.key)
    first.press_in_view("dialogue.rehearse")
    first.close()
    until("the next day is known", partial(_skips, first))
    until("the next day is known", partial(_is_expected, first))
    second.press_in_view("circle.skip")
    second.close()
    look_at_the_log(first)


def _hears_of_their_voice(person: Colleague) -> bool:
    return "entaku_heard" in str(person.sandbox.direct_messages(person.key))


def _skips(host: Colleague) -> bool:
    """Skip the next one, as soon as it is known which that is."""
    open_panel(host)
    offers = "circle.skip" in str(host.sandbox.views(host.key))
    if offers:
        host.press_in_view("circle.skip")
    host.close()
    return offers


def _is_expected(host: Colleague) -> bool:
    open_panel(host)
    offers = "circle.skip" in str(host.sandbox.views(host.key))
    host.close()
    return offers


def _judge_and_talk(stage: Stage, table: Table) -> None:
    """Open a dialogue in which one judges and one talks very much; decide on nothing."""
    first, second, third, _ = everybody(stage, table)
    before = standing(stage, table)
    open_panel(first)
    first.press_in_view("dialogue.open")
    first.close()
    cards = new_cards(stage, table, before)
    lead_on(first, cards, 1)
    for person in (first, third):
        person.say(table.talk, cards[person.room])
    third.say(table.says("verdict"), cards[third.room])
    for number in range(9):
        second.say(f"{table.talk}{number}", cards[second.room])
    for person in (second, third):
        until("a nudge", partial(_is_nudged, person))
    second.press("host.open", cards[second.room])
    lead_on(first, cards, 3)
    for room, ts in cards.items():
        stage.of_kind(room, ts, "entaku_deciding")
    end(first, cards)
    second.press_in_view("dialogue.end")
    second.close()


def _end_before_it_begins(stage: Stage, table: Table) -> None:
    """Open the next dialogue in a word, and end it in a word."""
    first, second, _, _ = everybody(stage, table)
    before = standing(stage, table)
    open_panel(first)
    first.press_in_view("circle.gentle_off")
    first.close()
    open_panel(second)
    first.command("/entaku", "open")
    cards = new_cards(stage, table, before)
    second.press_in_view("circle.gentle_on")
    second.close()
    for word in ("more", "end", "end", "status"):
        first.command("/entaku", word)
    for room, ts in cards.items():
        stage.of_kind(room, ts, "entaku_close")
    look_at_the_log(first)


def _is_nudged(person: Colleague) -> bool:
    return "nudge" in str(person.sandbox.ephemerals(person.key))


def standing(stage: Stage, table: Table) -> Cards:
    """Return the ts of the newest card in each room of a table, if there is one."""
    cards = {room: stage.card(room) for room in (table.first_room, table.far_room)}
    return {room: card["ts"] if card else "" for room, card in cards.items()}


def new_cards(stage: Stage, table: Table, before: Cards) -> Cards:
    """Wait for the card of another dialogue in each room."""

    def found() -> Cards | None:
        now = standing(stage, table)
        return now if all(now[room] > before[room] for room in now) else None

    cards = until("the cards", found)
    assert cards is not None
    return cards


def lead_on(host: Colleague, cards: Cards, stages: int) -> None:
    """Begin so many stages, one after the other, from the panel."""
    host.press("host.open", cards[host.room])
    for _ in range(stages):
        until("the next stage", partial(_moves_on, host))
    host.close()


def _moves_on(host: Colleague) -> bool:
    """Begin the next stage, unless this one has only just begun: then a note over the panel says so."""
    if not host.press_in_view("dialogue.next")["view"]:
        return True
    host.sandbox.close_view(host.key)
    return False


def end(host: Colleague, cards: Cards) -> None:
    host.press("host.open", cards[host.room])
    host.press_in_view("dialogue.end")
    host.close()
    for room, ts in cards.items():
        host.stage.of_kind(room, ts, "entaku_close")


def miss_the_hour(stage: Stage) -> None:
    """Let the clock pass the next dialogue by hours, as if we had been away: the hosts are told."""
    stage.to("2026-12-23T12:00:01+09:00")
    for table in TABLES:
        for host in everybody(stage, table)[:2]:
            until("what was missed", partial(_hears_of_what_was_missed, host))


def _hears_of_what_was_missed(host: Colleague) -> bool:
    return "entaku_missed" in str(host.sandbox.direct_messages(host.key))


def change_hosts(stage: Stage) -> None:
    """Let the hosts of both tables leave: the first who accepts is the new one, whoever comes later is told so."""
    for key in {host for table in TABLES for host in table.hosts}:
        stage.sandbox.change_user(key, deleted=True)
    for table in TABLES:
        _, _, third, fourth = everybody(stage, table)
        value = until("the search", partial(_wanted, stage, table))
        third.press_in_room("host.take")
        until("a new host", partial(_is_found, stage, table))
        fourth.press_by_hand("host.take", value)
        look_at_the_log(third)


def _is_found(stage: Stage, table: Table) -> bool:
    return not _wanted(stage, table)


def _wanted(stage: Stage, table: Table) -> str:
    messages = stage.sandbox.messages(table.far_room)
    return button_value(messages, "host.take") if "host.take" in str(messages) else ""
