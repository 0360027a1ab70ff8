"""What who leads an improvement does with it, whom the rooms are asked for, and what the next opening tells."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from bot.dialogues import dialogues
from bot.improvements import by_hand, hands, improvements, leading, my_improvements, reminders
from bot.improvements.by_hand import NoCircleYet
from bot.improvements.hands import NoHandWanted, OwnHand
from bot.improvements.improvement_form import ByHandForm, ImprovementForm
from bot.improvements.improvements import DuePassed
from bot.improvements.led import NotUnderWay, NotYourLead
from bot.improvements.reminders import When
from bot.keeping import erasing, erasing_people
from bot.people import people, private
from bot.people.people import SlackUser
from bot.people.private import Kind
from bot.refusals import Empty, Gone, TooLong
from bot.transaction import Transaction
from models import Circle, Improvement
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, SALES, seat
from tests.bot.deciding_table import acting, decide, enter, owner_of, person, propose
from tests.bot.open_table import AKI, BEN, CHIE, bring
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import FakeClock, known

DUE = date(2026, 12, 7)
HOST = "U0HOST"
ROOMS = (SALES, DEVELOPMENT, CALLS)


@pytest.fixture
def led(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> Improvement:
    """Give what a dialogue decided on Monday, led by Aki of sales, when it has closed."""
    known(tx, HOST, name="進")
    dialogue = enter(tx, slack, clock)
    propose(tx, dialogue, AKI, "絵を大きく", owner=AKI, due=DUE)
    chosen = decide(tx, slack, clock, dialogue)
    assert chosen is not None
    dialogue.state, dialogue.closed_at = "closed", tx.now
    acting(tx, AKI).department = "営業"
    return chosen


def go_to(tx: Transaction, clock: FakeClock, day: int, hour: int = 9) -> None:
    """Move to an hour in Tokyo of a day in December."""
    clock.set(datetime(2026, 12, day, hour - 9, tzinfo=UTC))
    tx.now = clock.now()


def ask(tx: Transaction, slack: SlackInMemory, clock: FakeClock, led: Improvement) -> str:
    """Let the target date come; return what the owner is asked."""
    go_to(tx, clock, 7)
    reminders.ask(tx, led.id, DUE, When.DAY)
    slack.deliver(tx)
    return slack.texts(AKI)[-1]


def open_next(tx: Transaction, slack: SlackInMemory, clock: FakeClock, day: int) -> str:
    """Open the circle's next dialogue on a day; return its card."""
    go_to(tx, clock, day, 10)
    circle = tx.session.scalars(select(Circle)).one()
    bring(tx, circle, f"声 {day}日")
    dialogues.open_now(tx, circle)
    slack.deliver(tx)
    return next(text for text in reversed(slack.texts(SALES)) if "場のやくそく" in text)


@pytest.mark.slow
def test_the_owner_is_asked_with_four_buttons_and_the_message_says_what_was_chosen(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, led: Improvement
) -> None:
    asked = ask(tx, slack, clock, led)
    assert "12月7日（月）が、「絵を大きく」のめやすの日です。" in asked
    for button in ("できた", "1週間のばす", "手を借りたい", "いったん手放す"):
        assert button in asked
    for _ in range(2):
        leading.done(tx, led.id)
    slack.deliver(tx)
    [told] = slack.texts(AKI)
    assert "形になりました" in told
    assert "できた" not in told
    assert (led.state, led.ended_at) == ("done", tx.now)


@pytest.mark.slow
def test_who_brought_the_voices_hears_once_that_something_has_taken_shape(
    tx: Transaction, slack: SlackInMemory, led: Improvement
) -> None:
    leading.done(tx, led.id)
    leading.begin(tx, led.id)
    leading.done(tx, led.id)
    slack.deliver(tx)
    [heard] = slack.texts(CHIE)
    assert heard == "あなたが届けた声を囲んだミニ対話から始まった「絵を大きく」が形になりました。"


@pytest.mark.slow
def test_the_owner_is_asked_in_their_language_and_the_rooms_in_the_circles(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, led: Improvement
) -> None:
    person(tx, AKI).locale = "en"
    assert "Mon 7 Dec is the target date for “絵を大きく”." in ask(tx, slack, clock, led)
    hands.ask(tx, led.id, "")
    slack.deliver(tx)
    assert "手を借りたいそうです。" in slack.texts(SALES)[-1]
    assert "could use a hand" in slack.texts(AKI)[-1]


def test_a_week_more_moves_the_target_date_once_however_often_it_is_pressed(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, led: Improvement
) -> None:
    ask(tx, slack, clock, led)
    for _ in range(2):
        leading.later(tx, led.id, DUE)
    slack.deliver(tx)
    assert led.due_on == date(2026, 12, 14)
    assert "めやすの日を、12月14日（月）にしました。" in slack.texts(AKI)[-1]
    assert any("めやすの日 12月14日（月）" in text for text in slack.texts(CALLS))


@pytest.mark.slow
def test_a_week_from_a_date_long_past_counts_from_today_and_rests_on_no_holiday(
    tx: Transaction, clock: FakeClock, led: Improvement
) -> None:
    clock.set(datetime(2026, 12, 24, 1, tzinfo=UTC))
    tx.now = clock.now()
    leading.later(tx, led.id, DUE)
    assert led.due_on == date(2026, 12, 31)
    led.due_on = date(2026, 12, 25)
    leading.later(tx, led.id, date(2026, 12, 25))
    assert led.due_on == date(2027, 1, 4)  # the first of January is one


@pytest.mark.slow
def test_letting_go_needs_a_reason_which_hides_what_leads_to_a_customer_and_the_next_opening_reads_it(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, led: Improvement
) -> None:
    for reason, refusal in ((" ", Empty), ("あ" * 101, TooLong)):
        with pytest.raises(refusal) as refused:
            leading.release(tx, led.id, reason)
        assert refused.value.field == "reason"
    leading.release(tx, led.id, "箱が先に変わるため。問い合わせは090-1234-5678へ")
    assert led.reason == "箱が先に変わるため。問い合わせは●●へ"
    assert f"いったん手放しました（{led.reason}）。" in open_next(tx, slack, clock, 7)


@pytest.mark.slow
def test_what_has_ended_can_be_begun_again(tx: Transaction, led: Improvement) -> None:
    leading.done(tx, led.id)
    with pytest.raises(NotUnderWay):
        leading.later(tx, led.id, DUE)
    with pytest.raises(NotUnderWay):
        hands.ask(tx, led.id, "")
    leading.begin(tx, led.id)
    assert (led.state, led.ended_at) == ("doing", None)


def test_others_say_nothing_of_it_but_the_host_may(tx: Transaction, led: Improvement) -> None:
    acting(tx, BEN)
    for press in (
        lambda: leading.done(tx, led.id),
        lambda: leading.begin(tx, led.id),
        lambda: leading.later(tx, led.id, DUE),
        lambda: leading.release(tx, led.id, "いいえ"),
        lambda: leading.change(tx, led.id, ImprovementForm(what="別の")),
        lambda: hands.ask(tx, led.id, ""),
        lambda: my_improvements.get(tx, led.id),
    ):
        with pytest.raises(NotYourLead):
            press()
    acting(tx, HOST)
    assert leading.done(tx, led.id).state == "done"


def test_a_proposal_that_was_not_decided_is_led_by_nobody(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    proposed = propose(tx, enter(tx, slack, clock), AKI, "案", owner=AKI)
    with pytest.raises(Gone):
        leading.done(tx, proposed.id)


@pytest.mark.slow
def test_every_room_is_asked_for_a_hand_and_the_owner_hears_who_lends_one(
    tx: Transaction, slack: SlackInMemory, led: Improvement
) -> None:
    hands.ask(tx, led.id, "写真をえらぶ人")
    slack.deliver(tx)
    for room in ROOMS:
        request = slack.texts(room)[-1]
        assert "「絵を大きく」に、手を借りたいそうです。" in request
        assert "写真をえらぶ人" in request
        assert "秋さん（営業）" in request
    with pytest.raises(OwnHand):
        hands.offer(tx, led.id, SALES)
    acting(tx, CHIE)
    with pytest.raises(Gone):
        hands.offer(tx, led.id, "C0ELSEWHERE")
    for _ in range(2):
        hands.offer(tx, led.id, CALLS)
    slack.deliver(tx)
    [heard] = slack.texts(AKI)
    assert f"<@{CHIE}>" in heard
    for room in ROOMS:
        assert "手を貸す人 千恵さん" in slack.texts(room)[-1].replace("\u3000", " ")

    acting(tx, AKI)
    leading.done(tx, led.id)
    slack.deliver(tx)
    assert "形になりました" in slack.texts(CALLS)[-1]
    acting(tx, BEN)
    with pytest.raises(NoHandWanted):
        hands.offer(tx, led.id, CALLS)


@pytest.mark.slow
def test_a_helper_who_is_erased_is_named_no_more(
    tx: Transaction, slack: SlackInMemory, led: Improvement
) -> None:
    hands.ask(tx, led.id, "")
    acting(tx, BEN)
    hands.offer(tx, led.id, CALLS)
    slack.deliver(tx)
    assert any("勉さん" in text for text in slack.texts(CALLS))
    tx.person = None
    erasing_people.erase(tx, BEN, Counter())
    slack.deliver(tx)
    assert not any("勉さん" in text for text in slack.texts(CALLS))


@pytest.mark.slow
def test_a_customers_words_in_a_reason_or_a_request_take_the_whole_away_when_they_are_erased(
    tx: Transaction, slack: SlackInMemory, led: Improvement
) -> None:
    hands.ask(tx, led.id, "高いけど十年使えるという声を絵にする人")
    slack.deliver(tx)
    tx.person = None
    erasing.erase(tx, erasing.Wanted(erasing.What.CUSTOMER, "十年使える"))
    slack.deliver(tx)
    assert tx.session.scalars(select(Improvement)).all() == []
    assert not any("十年使える" in text for room in ROOMS for text in slack.texts(room))


@pytest.mark.slow
def test_silence_after_the_target_date_is_told_at_the_next_opening_without_a_name(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, led: Improvement
) -> None:
    ask(tx, slack, clock, led)
    card = open_next(tx, slack, clock, 8)
    assert "小さな改善「絵を大きく」は、めやすの日を過ぎました。続けるか手放すか、ここで話せます。" in card
    assert "秋" not in card.split("場のやくそく")[0]

    acting(tx, AKI)
    leading.done(tx, led.id)
    slack.deliver(tx)
    card = next(text for text in reversed(slack.texts(SALES)) if "場のやくそく" in text)
    assert "前回の小さな改善「絵を大きく」が形になりました。" in card


def test_on_the_target_date_itself_nobody_is_silent_yet(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, led: Improvement
) -> None:
    ask(tx, slack, clock, led)
    assert "言いだし役 秋さん" in open_next(tx, slack, clock, 7)


@pytest.mark.slow
def test_a_hand_that_nobody_lends_is_told_at_the_next_opening(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, led: Improvement
) -> None:
    hands.ask(tx, led.id, "")
    assert "「絵を大きく」に、手を借りたいそうです。" in open_next(tx, slack, clock, 7)


def test_what_was_begun_by_hand_and_stays_silent_is_told_at_one_opening(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    circle = seat(tx)
    acting(tx, AKI)
    kept = by_hand.begin(tx, ByHandForm(what="絵を大きく", owner=AKI, due=DUE)).improvement
    reminders.ask(tx, kept.id, DUE, When.DAY)
    cards = []
    for day in (8, 15):
        go_to(tx, clock, day, 10)
        bring(tx, circle, f"声 {day}日")
        dialogue = dialogues.open_now(tx, circle)
        slack.deliver(tx)
        cards.append(slack.texts(SALES)[-3])
        dialogue.state = "closed"
    first, second = (" ".join(cards[:1]), " ".join(cards[1:]))
    assert "「絵を大きく」は、めやすの日を過ぎました。" in first
    assert "絵を大きく" not in second


def test_the_hosts_are_told_where_the_owner_is_gone_or_of_another_company(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, led: Improvement
) -> None:
    person(tx, AKI).is_external = True
    ask_day = clock.now().replace(month=12, day=7)
    tx.now = ask_day
    reminders.ask(tx, led.id, DUE, When.DAY)
    slack.deliver(tx)
    assert slack.texts(AKI) == []
    [told] = slack.texts(HOST)
    assert "「絵を大きく」は、いま進める人がいません。" in told


@pytest.mark.slow
def test_an_account_that_is_gone_leads_nothing_and_a_host_finds_another_lead(
    tx: Transaction, slack: SlackInMemory, led: Improvement
) -> None:
    people.changed(tx, SlackUser.model_validate({"id": AKI, "team_id": tx.workspace.id, "deleted": True}))
    slack.deliver(tx)
    assert owner_of(tx, led) is None
    assert "いま進める人がいません。" in slack.texts(HOST)[0]
    acting(tx, HOST)
    leading.change(tx, led.id, ImprovementForm(what="絵を大きく", due=DUE, owner=HOST))
    assert owner_of(tx, led) == HOST


def test_a_kind_that_is_switched_off_is_not_asked_and_counts_as_silence(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, led: Improvement
) -> None:
    private.switch(tx, Kind.IMPROVEMENT, is_on=False)
    go_to(tx, clock, 7)
    reminders.ask(tx, led.id, DUE, When.DAY)
    slack.deliver(tx)
    assert slack.texts(AKI) == []
    assert "めやすの日を過ぎました。" in open_next(tx, slack, clock, 8)


def test_an_edit_is_read_everywhere_and_a_lead_that_is_handed_over_is_asked(
    tx: Transaction, slack: SlackInMemory, led: Improvement
) -> None:
    form = leading.to_change(tx, led.id)
    assert (form.what, form.owner, form.due) == ("絵を大きく", AKI, DUE)
    changed = ImprovementForm(what="絵と字を大きく", owner=BEN, due=DUE, when_then="箱を開けたら")
    known(tx, BEN, name="勉")
    leading.change(tx, led.id, changed)
    slack.deliver(tx)
    assert owner_of(tx, led) is None
    assert "「絵と字を大きく」の言いだし役" in slack.texts(BEN)[0]
    for room in ROOMS:
        assert any("絵と字を大きく" in text for text in slack.texts(room))
    assert leading.to_change(tx, led.id).owner == BEN  # until they accept, who asked them may change it


def test_a_target_date_that_is_over_may_stay_in_an_edit_and_no_other_may_be_chosen(
    tx: Transaction, clock: FakeClock, led: Improvement
) -> None:
    go_to(tx, clock, 9)
    leading.change(tx, led.id, ImprovementForm(what="絵を大きく", owner=AKI, due=DUE))
    with pytest.raises(DuePassed):
        leading.change(tx, led.id, ImprovementForm(what="絵", owner=AKI, due=date(2026, 12, 8)))


def test_by_hand_it_is_begun_at_once_and_the_same_again_is_the_same(tx: Transaction) -> None:
    seat(tx)
    acting(tx, AKI)
    filled, circles, meant = by_hand.open_form(tx, SALES)
    assert (filled.owner, list(circles)) == (AKI, [meant])
    form = ByHandForm(what="絵を大きく", owner=AKI, due=DUE, circle=meant)
    first, again = by_hand.begin(tx, form).improvement, by_hand.begin(tx, form).improvement
    assert first.id == again.id
    assert (first.state, first.is_apart, owner_of(tx, first)) == ("open", True, AKI)
    shown, more = my_improvements.newest(tx)
    assert ([one.what for one in shown], more) == (["絵を大きく"], 0)


def test_what_was_begun_by_hand_can_be_taken_back(tx: Transaction) -> None:
    meant = seat(tx).id
    acting(tx, AKI)
    begun = by_hand.begin(tx, ByHandForm(what="絵を大きく", owner=AKI, due=DUE, circle=meant)).improvement
    improvements.withdraw(tx, begun.id)
    assert my_improvements.newest(tx) == ([], 0)


def test_without_a_circle_or_from_another_company_nothing_is_begun_by_hand(tx: Transaction) -> None:
    acting(tx, AKI)
    with pytest.raises(NoCircleYet):
        by_hand.open_form(tx)
    seat(tx)
    tx.actor.is_external = True
    with pytest.raises(NoCircleYet):
        by_hand.begin(tx, ByHandForm(what="絵"))


def test_the_list_shows_what_is_under_way_first_and_hosts_read_their_circles_too(
    tx: Transaction, led: Improvement
) -> None:
    by_hand.begin(tx, ByHandForm(what="あとの", owner=AKI, due=date(2026, 12, 9)))
    leading.done(tx, led.id)
    assert [one.state for one in my_improvements.newest(tx)[0]] == ["open", "done"]
    acting(tx, HOST)
    assert my_improvements.newest(tx) == ([], 0)
    assert len(my_improvements.newest(tx, with_hosted=True)[0]) == 2
