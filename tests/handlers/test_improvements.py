from typing import Any

import pytest
from slack_bolt import App
from sqlalchemy import select

from bot.dialogues import deciding, dialogues
from bot.dialogues.agenda import Stage
from bot.transaction import Database
from models import Dialogue, Improvement, OutboxRow, Vote
from tests.bot.circle_of_three import CALLS, SALES
from tests.bot.deciding_table import enter, owner_of
from tests.bot.open_table import open_table
from tests.bot.slack_in_memory import SlackInMemory, texts_in
from tests.conftest import Begin, FakeClock, known
from tests.handlers.stage import Calls, press, submit


@pytest.fixture
def dialogue_id(begin: Begin, clock: FakeClock) -> str:
    """Give a dialogue that decides; Aki reads Japanese, Dan English."""
    with begin() as tx:
        known(tx, "U0DAN", name="Dan", locale="en")
        return enter(tx, SlackInMemory(), clock).id


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give what people are told privately beside a button."""
    told: list[str] = []
    for module in ("handlers.improvements", "handlers.listening"):
        monkeypatch.setattr(f"{module}.respond_later", lambda url, text: told.append(text))
    return told


def at(channel: str, **more: Any) -> dict[str, Any]:
    return {"channel": {"id": channel}, "response_url": "https://hooks.example/1"} | more


def every(database: Database) -> list[Improvement]:
    with database.reading() as session:
        return list(session.scalars(select(Improvement).order_by(Improvement.proposed_at, Improvement.id)))


def propose(
    app: App, calls: Calls, dialogue_id: str, *, user: str = "U0AKI", view_id: str = "V1", **fields: Any
) -> Any:
    press(app, "improvement.propose", dialogue_id, user=user, **at(SALES))
    return submit(app, calls.opened(), user=user, view_id=view_id, **fields)


def votes(database: Database) -> dict[str, str]:
    with database.reading() as session:
        return {one.person_id: one.improvement_id for one in session.scalars(select(Vote))}


def test_the_button_opens_the_form_and_the_form_is_kept_once(
    app: App, calls: Calls, database: Database, dialogue_id: str
) -> None:
    fields = {
        "what": "ふたの絵を大きく",
        "when_then": "朝礼のあとに",
        "helps": "はじめての方",
        "due": "2026-12-04",
    }
    for _ in range(2):
        assert propose(app, calls, dialogue_id, **fields) == {}
    [improvement] = every(database)
    assert (improvement.what, improvement.when_then, improvement.helps) == tuple(fields.values())[:3]
    assert str(improvement.due_on) == "2026-12-04"


def test_a_day_off_is_moved_and_said_in_the_forms_place(app: App, calls: Calls, dialogue_id: str) -> None:
    answer = propose(app, calls, dialogue_id, what="絵", due="2026-12-05")
    assert answer["response_action"] == "update"
    assert "12月7日（月）にしました。" in " ".join(texts_in(answer["view"]["blocks"]))


@pytest.mark.parametrize(
    ("fields", "field", "told"),
    [
        ({"what": "　"}, "what", "まだ何も書かれていないようです。"),
        ({"what": "絵", "measure": "あ" * 101}, "measure", "100字まで"),
        ({"what": "絵", "due": "2026-11-01"}, "due", "過ぎた日のようです。"),
        ({"what": "絵", "owner": "U0BOT"}, "owner", "お願いを届けられません。"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field_and_stays_typed(
    app: App,
    calls: Calls,
    database: Database,
    dialogue_id: str,
    fields: dict[str, Any],
    field: str,
    told: str,
) -> None:
    answer = propose(app, calls, dialogue_id, **fields)
    assert answer["response_action"] == "errors"
    assert told in answer["errors"][field]
    assert every(database) == []


def test_a_form_that_comes_too_late_keeps_what_was_typed(
    app: App, calls: Calls, begin: Begin, clock: FakeClock, dialogue_id: str
) -> None:
    propose(app, calls, dialogue_id, what="はやい案", view_id="V1")
    press(app, "improvement.propose", dialogue_id, user="U0BEN", **at(SALES))
    form = calls.opened()
    clock.advance(minutes=4)
    with begin() as tx:
        deciding.over(tx, dialogue_id)
    answer = submit(app, form, user="U0BEN", view_id="V2", what="おそい案")
    assert "決める時間は終わりました。" in answer["errors"]["what"]


def test_a_choice_is_kept_told_privately_and_changed_by_the_next_one(
    app: App, calls: Calls, database: Database, dialogue_id: str, answers: list[str]
) -> None:
    propose(app, calls, dialogue_id, what="ひとつめ")
    propose(app, calls, dialogue_id, what="ふたつめ", user="U0BEN", view_id="V2")
    first, second = every(database)
    for improvement in (first, first, second):
        press(app, "improvement.vote", improvement.id, **at(CALLS))
    assert list(votes(database).values()) == [second.id]
    assert answers == ["受けとりました。10:29まで、えらびなおせます。"] * 3
    press(app, "improvement.vote", first.id, user="U0DAN", **at(SALES))
    assert answers[-1] == "Received. You can choose another until 10:29."


def test_too_late_or_for_nothing_a_press_is_answered_kindly(
    app: App,
    calls: Calls,
    begin: Begin,
    clock: FakeClock,
    database: Database,
    dialogue_id: str,
    answers: list[str],
) -> None:
    propose(app, calls, dialogue_id, what="ひとつめ", owner="U0BEN")
    [improvement] = every(database)
    clock.advance(minutes=4)
    with begin() as tx:
        deciding.over(tx, dialogue_id)
    press(app, "improvement.vote", improvement.id, **at(SALES))
    press(app, "improvement.propose", dialogue_id, user="U0DAN", **at(SALES))
    press(app, "improvement.take", "nosuchthing", **at(SALES))
    press(app, "improvement.take", improvement.id, **at("C0OTHER"))
    press(app, "improvement.accept", improvement.id, user="U0DAN", **at("D1"))
    press(app, "improvement.decline", improvement.id, **at("D1"))
    assert answers == [
        "決める時間は終わりました。次のミニ対話で、また出せます。",
        "The time for deciding is over. You can offer it again in the next mini-dialogue.",
        "それは、もうここにはありません。",
        "それは、もうここにはありません。",
        "You are not being asked about this one just now.",
        "このお願いは、いまはあなたに届いていません。",
    ]
    assert votes(database) == {}


def test_before_the_time_for_it_no_form_opens(
    app: App, begin: Begin, calls: Calls, answers: list[str]
) -> None:
    with begin() as tx:
        early = open_table(tx, SlackInMemory()).id
    press(app, "improvement.propose", early, **at(SALES))
    assert calls == []
    assert answers == ["決める時間は、これからです。"]


def test_the_lead_is_taken_once_and_the_next_one_reads_by_whom(
    app: App, calls: Calls, begin: Begin, database: Database, dialogue_id: str, answers: list[str]
) -> None:
    propose(app, calls, dialogue_id, what="ひとつめ")
    [improvement] = every(database)
    for user in ("U0BEN", "U0BEN", "U0DAN"):
        press(app, "improvement.take", improvement.id, user=user, **at(CALLS))
    assert answers[2] == "勉 has the lead. Going along is welcome."
    assert answers[0] == answers[1]
    with begin() as tx:
        assert owner_of(tx, every(database)[0]) == "U0BEN"


def test_a_colleague_is_named_through_the_form_and_answers_by_button(
    app: App, calls: Calls, begin: Begin, database: Database, clock: FakeClock, dialogue_id: str
) -> None:
    propose(app, calls, dialogue_id, what="ひとつめ")
    [improvement] = every(database)
    clock.advance(minutes=4)
    with begin() as tx:
        deciding.over(tx, dialogue_id)
    press(app, "improvement.ask", improvement.id, **at(SALES))
    assert calls.opened()["callback_id"] == "improvement.ask"
    assert submit(app, calls.opened(), view_id="V5", owner="U0DAN") == {}
    with database.reading() as session:
        asked = session.scalars(select(OutboxRow).where(OutboxRow.lane == "U0DAN")).one()
    assert "would like to ask you" in asked.arguments["text"]
    for _ in range(2):
        press(app, "improvement.accept", improvement.id, user="U0DAN", channel={"id": "D1"})
    with begin() as tx:
        assert owner_of(tx, every(database)[0]) == "U0DAN"


def test_a_colleague_who_passes_is_free_again(
    app: App, calls: Calls, database: Database, dialogue_id: str
) -> None:
    propose(app, calls, dialogue_id, what="ひとつめ", owner="U0DAN")
    [improvement] = every(database)
    press(app, "improvement.decline", improvement.id, user="U0DAN", channel={"id": "D1"})
    assert every(database)[0].asked_id is None


def test_the_list_of_all_is_pressed_in_its_own_place(
    app: App, calls: Calls, database: Database, dialogue_id: str
) -> None:
    propose(app, calls, dialogue_id, what="ひとつめ")
    [improvement] = every(database)
    press(app, "improvement.list", dialogue_id, **at(SALES))
    view = calls.opened() | {"id": "V9"}
    press(app, "improvement.vote", improvement.id, view=view)
    method, given = calls[-1]
    assert (method, given["view_id"]) == ("views.update", "V9")
    assert "えらびました（1）" in str(given["view"]).encode().decode(
        "unicode_escape"
    ) or "えらびました（1）" in str(given["view"])
    press(app, "improvement.take", improvement.id, view=view)
    assert every(database)[0].owner_id is not None


def test_ones_own_proposal_is_taken_back_from_its_form(
    app: App, calls: Calls, database: Database, dialogue_id: str, answers: list[str]
) -> None:
    propose(app, calls, dialogue_id, what="やめる案")
    [improvement] = every(database)
    press(app, "improvement.propose", dialogue_id, **at(SALES))
    view = calls.opened() | {"id": "V9"}
    assert "improvement.withdraw" in str(view)
    press(app, "improvement.withdraw", improvement.id, user="U0BEN", **at(SALES))
    assert answers == ["取り下げられるのは、出した人と進行だけです。"]
    for _ in range(2):
        press(app, "improvement.withdraw", improvement.id, view=view)
    assert every(database) == []


def test_before_the_next_dialogue_a_late_proposal_is_taken_up_by_who_leads_it(
    app: App, calls: Calls, begin: Begin, database: Database, clock: FakeClock, dialogue_id: str
) -> None:
    clock.advance(minutes=5)
    with begin() as tx:
        dialogues.enter_stage(tx, tx.session.get_one(Dialogue, dialogue_id), Stage.CLOSED)
    propose(app, calls, dialogue_id, what="あとからの案", owner="U0AKI")
    assert every(database)[0].state == "open"
