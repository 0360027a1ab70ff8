"""A circle's end: it looks back after so many sittings, and nothing opens until one of its hosts chooses."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.circles import circles, coming_round, ending, joining, retrospect
from bot.circles.circles import CameRound, CircleClosed
from bot.circles.ending import AlreadyChosen, BadNumber
from bot.dialogues import dialogues, hosting
from bot.improvements import improvements, reminders
from bot.people import private
from bot.refusals import NotYours
from bot.transaction import Database, Transaction
from bot.voices import voices
from bot.watchwords import asleep, watchwords
from bot.wins import wins
from models import Circle, Dialogue, Improvement, Post, Step, Voice, Watchword, Win
from scheduler.beat import run_due
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, RECORD, SALES, seat
from tests.bot.on_the_shelf import adopt
from tests.bot.open_table import AKI, bring, open_table
from tests.bot.pulses import close, held
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import MONDAY_TEN_IN_TOKYO, TEAM, Begin, FakeClock, known
from tests.laid import laid

TUESDAY_NINE = MONDAY_TEN_IN_TOKYO + timedelta(hours=23)
TWO = ["U0HOST", "U0SECOND"]
LAST = "ひと区切りの回です"


def acts(tx: Transaction, user: str = "U0HOST") -> None:
    tx.person = known(tx, user, name="進")


@pytest.fixture
def circle(tx: Transaction, slack: SlackInMemory) -> Circle:
    """Give a circle of two sittings whose last one has just closed, on a Monday at ten."""
    last = laid(tx, slack, "last of two", lambda: _last_of_two(tx, slack))
    tx.session.expire_all()
    acts(tx)
    return last.circle


def _last_of_two(tx: Transaction, slack: SlackInMemory) -> Dialogue:
    last = open_table(tx, slack, sittings=2, hosts=TWO)
    known(tx, "U0SECOND", name="次")
    held(tx, last.circle, 1)
    close(tx, last)
    slack.deliver(tx)
    return last


def look_back(tx: Transaction, slack: SlackInMemory, circle: Circle) -> None:
    tx.now = TUESDAY_NINE
    coming_round.look_back(tx, coming_round.value(circle))
    slack.deliver(tx)


def last_dialogue(tx: Transaction) -> Dialogue:
    newest = tx.session.scalars(select(Dialogue).order_by(Dialogue.started_at.desc())).first()
    assert newest is not None
    return newest


def took_on(
    tx: Transaction, circle: Circle, what: str, state: str, dialogue_id: str | None = None
) -> Improvement:
    who = {"workspace_id": TEAM, "circle_id": circle.id, "proposer_id": tx.actor.id}
    improvement = Improvement(what=what, state=state, proposed_at=tx.now, decided_at=tx.now, **who)
    improvement.dialogue_id = dialogue_id
    tx.session.add(improvement)
    tx.session.flush()
    return improvement


def look_again(tx: Transaction, slack: SlackInMemory) -> None:
    """Let what was planned about it happen."""
    [step, *_] = tx.session.scalars(select(Step).where(Step.name == "look_again")).all()
    retrospect.tell_again(tx, (step.argument or "").split(":")[0])
    slack.deliver(tx)


def back_in(slack: SlackInMemory, channel_id: str) -> str:
    [text] = [one for one in slack.texts(channel_id) if "ここに並べます" in one]
    return text


def opened_on(tx: Transaction, circle: Circle) -> Dialogue:
    bring(tx, circle, "つぎの声")
    return dialogues.open_now(tx, circle)


def asked(slack: SlackInMemory, user: str = "U0HOST") -> str:
    return " ".join(slack.texts(user))


# --- its last sitting


@pytest.mark.slow
def test_the_card_of_the_last_sitting_says_that_it_is_the_last(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = open_table(tx, slack, sittings=2, hosts=TWO)
    assert LAST not in str(dialogues.card(tx, dialogue).arguments())
    held(tx, dialogue.circle, 1)
    assert LAST in str(dialogues.card(tx, dialogue).arguments())
    close(tx, dialogue)
    assert LAST in str(dialogues.card(tx, dialogue).arguments())
    acts(tx)
    ending.go_on(tx, coming_round.value(dialogue.circle))
    assert LAST not in str(dialogues.card(tx, dialogue).arguments())


# --- coming round


def test_after_its_last_sitting_nothing_opens(tx: Transaction, circle: Circle) -> None:
    assert circle.is_over
    assert circle.next_on is None
    with pytest.raises(CameRound):
        opened_on(tx, circle)
    assert dialogues.open_due(tx, circle, TUESDAY_NINE.date(), tx.now) is None


def test_before_its_last_sitting_it_goes_on(tx: Transaction, slack: SlackInMemory) -> None:
    second = open_table(tx, slack, sittings=3)
    held(tx, second.circle, 1)
    close(tx, second)
    assert not second.circle.is_over
    assert coming_round.sat(tx, second.circle) == 2


def test_a_circle_without_an_end_never_comes_round(tx: Transaction, slack: SlackInMemory) -> None:
    hundredth = open_table(tx, slack)
    held(tx, hundredth.circle, 99)
    close(tx, hundredth)
    assert not hundredth.circle.is_over


def test_the_look_back_is_planned_for_the_next_working_day(tx: Transaction, circle: Circle) -> None:
    [step] = tx.session.scalars(select(Step).where(Step.name == "come_round")).all()
    assert step.due_at == TUESDAY_NINE


def test_what_came_of_it_stands_in_every_room_and_in_the_record_room_once(
    tx: Transaction, slack: SlackInMemory, circle: Circle
) -> None:
    dialogue = last_dialogue(tx)
    adopt(tx, dialogue, "手放せない")
    for state, what in (("done", "ふたを軽くした"), ("doing", "箱に絵を足す"), ("released", "やめたこと")):
        took_on(tx, circle, what, state)
    wins.share(tx, "問い合わせが減った <!here>", channel_id=SALES)
    look_back(tx, slack, circle)
    coming_round.look_back(tx, coming_round.value(circle))
    slack.deliver(tx)
    for channel_id in (SALES, DEVELOPMENT, CALLS, RECORD):
        [text] = [one for one in slack.texts(channel_id) if "生まれたものを、ここに並べます" in one]
        for part in ("営業", "声その1", "手放せない", "ふたを軽くした", "箱に絵を足す", "問い合わせが減った"):
            assert part in text
        assert "やめたこと" not in text
        assert "<!here>" not in text
        assert "続けるかどうかは、進行がえらびます" in text


@pytest.mark.slow
def test_a_shared_room_reads_neither_words_kept_inside_nor_wins(
    tx: Transaction, slack: SlackInMemory
) -> None:
    rooms = [
        {"channel_id": SALES, "department": "営業"},
        {"channel_id": CALLS, "department": "取引先", "is_shared": True},
    ]
    last = open_table(tx, slack, sittings=1, rooms=rooms)
    bring(tx, last.circle, "外でもよい声")
    wins.share(tx, "社内の成功", channel_id=SALES)
    close(tx, last)
    look_back(tx, slack, last.circle)
    [inside] = [one for one in slack.texts(SALES) if "ここに並べます" in one]
    [outside] = [one for one in slack.texts(CALLS) if "ここに並べます" in one]
    assert "声その1" in inside
    assert "社内の成功" in inside
    assert "声その1" not in outside
    assert "社内の成功" not in outside
    assert "お客様の了承にそって" in outside


@pytest.mark.slow
def test_a_voice_taken_back_later_goes_from_what_was_told(
    tx: Transaction, slack: SlackInMemory, circle: Circle
) -> None:
    look_back(tx, slack, circle)
    voice = tx.session.scalars(select(Voice).where(Voice.quote == "声その1")).one()
    acts(tx, "U0CHIE")
    voices.withdraw(tx, voice.id)
    look_again(tx, slack)
    for channel_id in (SALES, RECORD):
        assert "声その1" not in back_in(slack, channel_id)


@pytest.mark.slow
@pytest.mark.parametrize("what", ["win", "improvement", "watchword"])
def test_words_that_go_go_from_what_was_told(
    tx: Transaction, slack: SlackInMemory, circle: Circle, what: str
) -> None:
    dialogue = last_dialogue(tx)
    word = adopt(tx, dialogue, "その合言葉", quote="もっと長い声")
    win = wins.share(tx, "その言葉で成功", channel_id=SALES)
    improvement = took_on(tx, circle, "その言葉を箱に書く", "doing", dialogue_id=dialogue.id)
    assert win is not None
    look_back(tx, slack, circle)
    gone = {"win": "その言葉で成功", "improvement": "その言葉を箱に書く", "watchword": "その合言葉"}[what]
    assert gone in back_in(slack, SALES)
    match what:
        case "win":
            wins.erase(tx, win)
        case "improvement":
            improvements.erase(tx, dialogue, improvement)
        case _:
            watchwords.remove(tx, word, is_source_gone=False)
    look_again(tx, slack)
    assert gone not in back_in(slack, SALES)


@pytest.mark.slow
def test_very_many_words_fit_and_the_rest_is_pointed_to(
    tx: Transaction, slack: SlackInMemory, circle: Circle
) -> None:
    dialogue = last_dialogue(tx)
    for number in range(60):
        adopt(tx, dialogue, f"&<>{number}" * 20)
        win = Win(
            workspace_id=TEAM, circle_id=circle.id, person_id=tx.actor.id, posted_at=tx.now, kind="other"
        )
        win.headline, win.thanks, win.cheers = "&" * 200, [], 0
        tx.session.add(win)
    look_back(tx, slack, circle)
    messages = [one for one in slack.messages.values() if "ここに並べます" in str(one)]
    for message in messages:
        texts = [str(block["text"]["text"]) for block in message["blocks"] if block["type"] == "section"]
        assert all(len(text) <= 3000 for text in texts)
        assert len(str(message["blocks"])) < 13_000
        assert "/entaku report" in str(message["blocks"])


# --- choosing


def test_every_host_is_asked_and_reads_what_another_chose(
    tx: Transaction, slack: SlackInMemory, circle: Circle
) -> None:
    look_back(tx, slack, circle)
    for user in TWO:
        assert "もう2回続ける" in asked(slack, user)
    ending.go_on(tx, coming_round.value(circle))
    slack.deliver(tx)
    for user in TWO:
        assert "もう2回続ける" not in asked(slack, user)
        assert "2回をひと区切りに、続きます" in asked(slack, user)


@pytest.mark.slow
def test_going_on_counts_from_here_and_comes_round_again(
    tx: Transaction, slack: SlackInMemory, circle: Circle
) -> None:
    look_back(tx, slack, circle)
    ending.go_on(tx, coming_round.value(circle))
    assert not circle.is_over
    for expected in (False, True):
        tx.now += timedelta(days=7)
        close(tx, opened_on(tx, circle))
        assert circle.is_over is expected


def test_going_on_without_an_end(tx: Transaction, slack: SlackInMemory, circle: Circle) -> None:
    look_back(tx, slack, circle)
    ending.go_on_open(tx, coming_round.value(circle))
    assert circle.sittings is None
    assert not circle.is_over
    close(tx, opened_on(tx, circle))
    assert not circle.is_over


def test_a_choice_before_the_look_back_tells_it_first(
    tx: Transaction, slack: SlackInMemory, circle: Circle
) -> None:
    meant = coming_round.value(circle)
    ending.go_on(tx, meant)
    slack.deliver(tx)
    assert sum("ここに並べます" in one for one in slack.texts(SALES)) == 1
    coming_round.look_back(tx, meant)
    slack.deliver(tx)
    assert sum("ここに並べます" in one for one in slack.texts(SALES)) == 1
    assert asked(slack) == ""


CHOICES: list[Callable[[Transaction, str], Circle]] = [ending.go_on, ending.go_on_open, ending.close]


@pytest.mark.parametrize("first", CHOICES)
@pytest.mark.parametrize("second", CHOICES)
def test_whoever_comes_second_is_told_that_it_is_chosen(
    tx: Transaction,
    slack: SlackInMemory,
    circle: Circle,
    first: Callable[[Transaction, str], Circle],
    second: Callable[[Transaction, str], Circle],
) -> None:
    look_back(tx, slack, circle)
    meant = coming_round.value(circle)
    first(tx, meant)
    stands = circle.sittings, circle.closed_at, circle.sittings_before
    acts(tx, "U0SECOND")
    with pytest.raises(AlreadyChosen):
        second(tx, meant)
    assert (circle.sittings, circle.closed_at, circle.sittings_before) == stands


@pytest.mark.slow
def test_a_button_of_an_earlier_end_chooses_nothing_now(
    tx: Transaction, slack: SlackInMemory, circle: Circle
) -> None:
    old = coming_round.value(circle)
    ending.go_on(tx, old)
    for _ in range(2):
        tx.now += timedelta(days=7)
        close(tx, opened_on(tx, circle))
    assert circle.came_round_at is not None
    with pytest.raises(AlreadyChosen):
        ending.close(tx, old)


@pytest.mark.parametrize("choice", CHOICES)
def test_only_a_host_chooses(
    tx: Transaction, circle: Circle, choice: Callable[[Transaction, str], Circle]
) -> None:
    acts(tx, AKI)
    with pytest.raises(NotYours):
        choice(tx, coming_round.value(circle))
    assert circle.came_round_at is not None


@pytest.mark.slow
def test_hosts_are_reminded_once_a_week_later_unless_somebody_chose(
    database: Database, begin: Begin, clock: FakeClock, slack: SlackInMemory
) -> None:
    with begin() as tx:
        last = open_table(tx, slack, sittings=1)
        close(tx, last)
        circle_id = last.circle_id
    for days in (1, 7, 7, 7, 7):
        clock.advance(days=days)
        run_due(database)
        with begin() as tx:
            slack.deliver(tx)
    assert sum("急がなくてだいじょうぶです" in one for one in slack.texts("U0HOST")) == 1
    with begin() as tx:
        circle = tx.session.get_one(Circle, circle_id)
        assert circle.came_round_at is not None
        assert circle.next_on is None


@pytest.mark.slow
def test_a_late_beat_and_one_that_comes_twice_look_back_once(
    database: Database, begin: Begin, clock: FakeClock, slack: SlackInMemory
) -> None:
    with begin() as tx:
        close(tx, open_table(tx, slack, sittings=1))
    clock.advance(days=12)
    for _ in range(3):
        run_due(database)
    with begin() as tx:
        slack.deliver(tx)
    assert sum("ここに並べます" in one for one in slack.texts(SALES)) == 1


def test_who_switched_it_off_is_not_asked_and_still_chooses(
    tx: Transaction, slack: SlackInMemory, circle: Circle
) -> None:
    private.switch(tx, private.Kind.ENDING, is_on=False)
    look_back(tx, slack, circle)
    assert asked(slack) == ""
    assert hosting.panel(tx, circle.id).choice == coming_round.value(circle)


# --- closing, and opening again


@pytest.fixture
def closed(tx: Transaction, slack: SlackInMemory, circle: Circle) -> Circle:
    look_back(tx, slack, circle)
    ending.close(tx, coming_round.value(circle))
    slack.deliver(tx)
    return circle


def test_a_closed_circle_says_thanks_in_every_room_in_one_line(slack: SlackInMemory, closed: Circle) -> None:
    for channel_id in (SALES, DEVELOPMENT, CALLS):
        [thanks] = [one for one in slack.texts(channel_id) if "ここでむすびます" in one]
        assert f"<#{RECORD}>" in thanks
        assert "/watchwords" in thanks


def test_a_closed_circle_opens_no_more_in_whichever_way(
    database: Database, tx: Transaction, closed: Circle
) -> None:
    for way in (
        lambda: opened_on(tx, closed),
        lambda: hosting.open_now(tx, closed),
        lambda: hosting.pause(tx, closed),
        lambda: ending.set_sittings(tx, closed.id, "6"),
    ):
        with pytest.raises(CircleClosed):
            way()
    assert closed.next_on is None


def test_its_steps_end_and_what_colleagues_took_on_goes_on(
    tx: Transaction, slack: SlackInMemory, circle: Circle
) -> None:
    improvement = Improvement(workspace_id=TEAM, circle_id=circle.id, proposer_id=tx.actor.id, what="x")
    improvement.proposed_at = improvement.decided_at = tx.now
    improvement.owner_id, improvement.state = tx.actor.id, "doing"
    improvement.due_on = (tx.now + timedelta(days=10)).date()
    tx.session.add(improvement)
    tx.session.flush()
    reminders.plan(tx, improvement)
    look_back(tx, slack, circle)
    ending.close(tx, coming_round.value(circle))
    waiting = tx.session.scalars(select(Step.name).where(Step.done_at.is_(None))).all()
    assert waiting.count("remind") == 2
    assert not {"open", "invite", "lay_out"} & set(waiting)


def test_voices_that_wait_for_it_may_be_heard_elsewhere(
    tx: Transaction, slack: SlackInMemory, circle: Circle
) -> None:
    waits = bring(tx, circle, "まだ囲まれていない声")
    look_back(tx, slack, circle)
    ending.close(tx, coming_round.value(circle))
    tx.session.expire_all()
    other = seat(tx, name="ほかの円卓", rooms=[{"channel_id": "C0OTHER", "department": "宣伝"}])
    assert waits in voices.waiting(tx, other)
    acts(tx, AKI)
    later = voices.bring(tx, "むすんだあとに届いた声", channel_id=SALES)
    assert later is not None
    assert later.voice in voices.waiting(tx, other)


def test_a_new_circle_in_its_rooms_is_the_one_people_mean(tx: Transaction, closed: Circle) -> None:
    assert circles.by_channel(tx, SALES) is closed
    tx.now += timedelta(days=30)
    successor = seat(tx, name="あとの円卓")
    assert circles.by_channel(tx, SALES) is successor
    assert circles.of_channel_or_only(tx, "C0ELSEWHERE") is successor
    assert circles.list_(tx) == [successor, closed]


def test_its_hosts_are_not_asked_about_sleeping_watchwords(tx: Transaction, closed: Circle) -> None:
    dialogue = tx.session.scalars(select(Dialogue)).first()
    assert dialogue is not None
    adopt(tx, dialogue, "手放せない")
    tx.now += timedelta(days=200)
    assert asleep.ask(tx) == 0
    closed.closed_at = None
    tx.session.flush()
    assert asleep.ask(tx) == 1


def test_a_room_that_is_still_asked_joins_no_closed_circle(tx: Transaction, closed: Circle) -> None:
    [one] = joining.ask(tx, closed, [joining.Wanted("C0NEW", department="店舗")])
    with pytest.raises(CircleClosed):
        joining.accept(tx, one.id, "C0NEW")


@pytest.mark.slow
def test_a_closed_circle_opens_again_on_its_day_without_an_end(
    database: Database, begin: Begin, clock: FakeClock, slack: SlackInMemory
) -> None:
    with begin("U0HOST", name="進") as tx:
        close(tx, open_table(tx, slack, sittings=1))
        circle = tx.session.scalars(select(Circle)).one()
        ending.close(tx, coming_round.value(circle))
    clock.advance(days=3)
    run_due(database)
    with begin("U0HOST", name="進") as tx:
        circle = tx.session.scalars(select(Circle)).one()
        assert circle.next_on is None
        for _ in range(2):
            ending.reopen(tx, circle)
    run_due(database)
    with begin() as tx:
        circle = tx.session.scalars(select(Circle)).one()
        assert circle.next_on is not None
        assert circle.sittings is None
        slack.deliver(tx)
    assert sum("またひらきます" in one for one in slack.texts(SALES)) == 1


def test_only_a_host_opens_it_again(tx: Transaction, closed: Circle) -> None:
    acts(tx, AKI)
    with pytest.raises(NotYours):
        ending.reopen(tx, closed)


# --- how many


@pytest.mark.parametrize("typed", ["0", "100", "-1", "2.5", "六", "x", "½"])
def test_a_number_that_is_none_is_told_at_its_field(tx: Transaction, circle: Circle, typed: str) -> None:
    with pytest.raises(BadNumber) as refused:
        ending.set_sittings(tx, circle.id, typed)
    assert refused.value.field == "sittings"


@pytest.mark.parametrize(("typed", "number"), [("6", 6), (" ６ ", 6), ("", None), ("99", 99)])
def test_a_number_is_read_as_people_type_it(typed: str, number: int | None) -> None:
    assert ending.number(typed) == number


@pytest.mark.slow
def test_a_number_for_a_circle_without_an_end_counts_from_the_next_sitting(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = open_table(tx, slack)
    held(tx, dialogue.circle, 20)
    acts(tx)
    assert ending.set_sittings(tx, dialogue.circle_id, "2") == (dialogue.circle, 0)
    close(tx, dialogue)
    assert not dialogue.circle.is_over
    close(tx, opened_on(tx, dialogue.circle))
    assert dialogue.circle.is_over


@pytest.mark.slow
def test_a_number_below_what_was_held_ends_it_now_or_when_the_open_dialogue_has_closed(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = open_table(tx, slack, sittings=6)
    held(tx, dialogue.circle, 3)
    acts(tx)
    ending.set_sittings(tx, dialogue.circle_id, "2")
    was_over = [dialogue.circle.is_over]
    close(tx, dialogue)
    was_over.append(dialogue.circle.is_over)
    for typed in ("9", "4"):
        ending.set_sittings(tx, dialogue.circle_id, typed)
        was_over.append(dialogue.circle.is_over)
    assert was_over == [False, True, False, True]


@pytest.mark.parametrize(
    ("typed", "told"), [("5", "5回をひと区切りに"), ("", "ひと区切りを決めずに続きます")]
)
def test_another_number_at_its_end_is_a_choice_as_well(
    tx: Transaction, slack: SlackInMemory, circle: Circle, typed: str, told: str
) -> None:
    look_back(tx, slack, circle)
    ending.set_sittings(tx, circle.id, typed)
    slack.deliver(tx)
    assert not circle.is_over
    assert told in asked(slack, "U0SECOND")


def test_the_rooms_read_of_a_number_once(tx: Transaction, slack: SlackInMemory) -> None:
    circle = seat(tx)
    acts(tx)
    for _ in range(2):
        ending.set_sittings(tx, circle.id, "6")
    slack.deliver(tx)
    assert sum("6回でひと区切り" in one for one in slack.texts(SALES)) == 1


@pytest.mark.slow
def test_a_circle_set_up_without_hosts_still_looks_back(tx: Transaction, slack: SlackInMemory) -> None:
    last = open_table(tx, slack, sittings=1, hosts=[])
    close(tx, last)
    look_back(tx, slack, last.circle)
    assert any("ここに並べます" in one for one in slack.texts(SALES))
    assert tx.session.scalars(select(Post.key).where(Post.key.startswith("round:"))).all() == []
    assert tx.session.scalars(select(Watchword)).all() == []
