"""Reports from asking for one to the files in Slack, and what takes these out again."""

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from bot import material
from bot.circles import room_members
from bot.delivery.answers import Answer
from bot.improvements import improvements, measures
from bot.improvements.improvement_form import ImprovementForm, MeasureForm
from bot.keeping import erasing, keeping
from bot.keeping.erasing import Wanted, What
from bot.refusals import Gone, NotYours
from bot.reports import asking, figures, making, telling
from bot.reports.leaf import Leaf
from bot.reports.period import BadPeriod, Period
from bot.texts import words
from bot.transaction import Transaction
from bot.voices.consent import Surface
from bot.wins import wins
from bot.wins.win_form import WinForm
from models import Circle, Dialogue, Host, Improvement, ReportFiles, Win
from tests.bot import whole_table
from tests.bot.circle_of_three import SALES
from tests.bot.open_table import AKI, BEN
from tests.bot.slack_in_memory import SlackInMemory, texts_in
from tests.conftest import FakeClock, known, outbox_rows

RECORD_ROOM = "C0RECORD"
UPLOADED = Answer(
    {"channel": "D0BEN", "files": [{"id": "F1", "title": "a.html"}, {"id": "F2", "title": "b.png"}]}
)
HERE = "2026-11"


@pytest.fixture
def circle(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> Circle:
    """A circle whose dialogue was held; Ben is in one of its rooms and hosts it."""
    dialogue = whole_table.hold(tx, slack, clock)
    circle = dialogue.circle
    circle.record_channel_id = RECORD_ROOM
    room_members.listed(tx, SALES, [AKI, BEN])
    if BEN not in {host.user_id for host in circle.hosts}:
        circle.hosts.append(Host(workspace_id=tx.workspace.id, user_id=BEN))
    tx.person = known(tx, BEN, name=BEN)
    tx.session.flush()
    return circle


def asked(tx: Transaction, method: str) -> list[dict[str, Any]]:
    tx.session.flush()
    return [row.arguments for row in outbox_rows(tx, "ask") if row.method == method]


def answer(tx: Transaction, method: str, given: Answer) -> None:
    """Let Slack answer what it was asked so."""
    tx.session.flush()
    for row in [one for one in outbox_rows(tx, "ask") if one.method == method]:
        tx.session.delete(row)
        tx.session.flush()
        runs = {"report_drawn": asking.drawn, "report_handed_over": asking.handed_over}[row.answer or ""]
        runs(tx, row.subject or "", given)
    tx.session.flush()


def handed_over(tx: Transaction, circle: Circle) -> None:
    asking.ask(tx, circle, HERE)
    answer(tx, "files.report", UPLOADED)
    answer(tx, "files.completeUploadExternal", Answer({}))


def leaf_of(tx: Transaction, circle: Circle, language: str = "ja") -> Leaf:
    found = figures.of(tx, circle, Period.read(HERE), Surface.REPORT)
    return telling.tell(tx, found, words(language), circle.tz)


# Asking


@pytest.mark.slow
def test_whoever_asks_twice_at_once_gets_it_once_in_their_direct_messages(
    tx: Transaction, circle: Circle
) -> None:
    told = asking.ask(tx, circle, HERE)
    asking.ask(tx, circle, HERE)
    [drawn] = asked(tx, "files.report")
    answer(tx, "files.report", UPLOADED)
    [completed] = asked(tx, "files.completeUploadExternal")

    assert "2026年11月のあゆみを作っています" in told.text
    assert drawn["user"] == BEN
    assert completed["channel_id"] == "D0BEN"
    assert [one["id"] for one in json.loads(completed["files"])] == ["F1", "F2"]
    assert "社内限りです。" in completed["initial_comment"]


def test_without_a_period_it_is_this_month(tx: Transaction, circle: Circle) -> None:
    asking.ask(tx, circle, "  ")
    [drawn] = asked(tx, "files.report")

    assert drawn["leaf"]["period"] == words("ja").month(tx.now.date())


def test_an_empty_month_is_told_at_once_and_nothing_is_made(tx: Transaction, circle: Circle) -> None:
    told = asking.ask(tx, circle, "2024-02")

    assert "2024年2月は、まだ何も記録がありません" in told.text
    assert asked(tx, "files.report") == []


def test_a_period_that_cannot_be_read_is_refused(tx: Transaction, circle: Circle) -> None:
    with pytest.raises(BadPeriod):
        asking.ask(tx, circle, "先月")


def test_a_report_is_for_the_circle_and_for_nobody_of_another_organisation(
    tx: Transaction, circle: Circle
) -> None:
    tx.person = known(tx, "U0STRANGER", name="誰か")
    with pytest.raises(asking.NotHere):
        asking.ask(tx, circle, HERE)
    assert asking.ask(tx, circle, HERE, channel_id=SALES).text
    tx.person.is_external = True
    with pytest.raises(asking.NotHere):
        asking.ask(tx, circle, HERE, channel_id=SALES)


def test_what_changed_while_it_was_drawn_is_drawn_again(tx: Transaction, circle: Circle) -> None:
    asking.ask(tx, circle, HERE)
    wins.erase(tx, tx.session.scalars(select(Win)).one())
    answer(tx, "files.report", UPLOADED)
    [again] = asked(tx, "files.report")

    assert asked(tx, "files.completeUploadExternal") == []
    assert asked(tx, "files.delete") == [], "what is not completed is no file"
    assert again["leaf"]["wins"] == []


def test_words_that_go_while_it_is_handed_over_go_with_its_files(tx: Transaction, circle: Circle) -> None:
    asking.ask(tx, circle, HERE)
    answer(tx, "files.report", UPLOADED)
    wins.erase(tx, tx.session.scalars(select(Win)).one())
    for row in outbox_rows(tx, "ask"):
        if row.method == "files.delete":
            tx.session.delete(row)  # it came before they were completed: there was nothing to delete
    answer(tx, "files.completeUploadExternal", Answer({"files": [{"id": "F1"}, {"id": "F2"}]}))

    assert asked(tx, "files.delete") == [{"file": "F1"}, {"file": "F2"}]


def test_a_failure_is_told(tx: Transaction, slack: SlackInMemory, circle: Circle) -> None:
    asking.ask(tx, circle, HERE)
    answer(tx, "files.report", Answer({}, error="unreachable"))
    slack.deliver(tx)

    assert "あゆみを作れませんでした" in slack.texts(BEN)[-1]


def test_without_the_extra_the_page_comes_alone_and_says_so(
    tx: Transaction, circle: Circle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(material, "NEEDED", ("no_such_package",))
    made = making.make(leaf_of(tx, circle))
    asking.ask(tx, circle, HERE)
    answer(tx, "files.report", Answer(UPLOADED.data | {"files": UPLOADED.data["files"][:1]}))
    [completed] = asked(tx, "files.completeUploadExternal")

    assert [one.name.rpartition(".")[2] for one in made] == ["html"]
    assert "entaku[slides]" in completed["initial_comment"]


# Sharing


def test_a_host_puts_it_into_the_record_room_with_one_button(
    tx: Transaction, slack: SlackInMemory, circle: Circle
) -> None:
    handed_over(tx, circle)
    slack.deliver(tx)
    [(_, message)] = [one for one in slack.messages.items() if "report.share" in str(one[1])]
    place = message["blocks"][-1]["elements"][0]["value"]
    asking.share(tx, place)
    [drawn] = asked(tx, "files.report")
    answer(tx, "files.report", Answer(UPLOADED.data | {"channel": RECORD_ROOM}))
    [completed] = asked(tx, "files.completeUploadExternal")
    asking.share(tx, place)

    assert "記録の部屋に置く" in texts_in(message["blocks"])
    assert drawn["channel"] == RECORD_ROOM
    assert completed["channel_id"] == RECORD_ROOM
    assert asked(tx, "files.report") == []


def test_a_newer_one_takes_its_place_in_the_record_room(tx: Transaction, circle: Circle) -> None:
    place = f"{circle.id}:{HERE}"
    asking.share(tx, place)
    answer(tx, "files.report", UPLOADED)
    tx.session.scalars(select(Improvement).where(Improvement.state == "open")).one().state = "done"
    asking.share(tx, place)
    answer(tx, "files.report", Answer(UPLOADED.data | {"files": [{"id": "F3", "title": "a.html"}]}))

    assert asked(tx, "files.delete") == [{"file": "F1"}, {"file": "F2"}]
    assert tx.session.scalars(select(ReportFiles)).one().files == ["F3"]


def test_only_a_host_shares_and_only_where_there_is_a_record_room(tx: Transaction, circle: Circle) -> None:
    circle.record_channel_id = None
    with pytest.raises(asking.NoRecordRoom):
        asking.share(tx, f"{circle.id}:{HERE}")
    with pytest.raises(Gone):
        asking.share(tx, "nothing:2026-11")
    tx.person = known(tx, "U0STRANGER", name="誰か")
    with pytest.raises(NotYours):
        asking.share(tx, f"{circle.id}:{HERE}")


def test_a_record_room_that_others_share_reads_nothing_kept_inside(tx: Transaction, circle: Circle) -> None:
    circle.record_is_shared = True
    asking.share(tx, f"{circle.id}:{HERE}")
    [drawn] = asked(tx, "files.report")

    assert len(leaf_of(tx, circle).phrases) == 1
    assert drawn["leaf"]["phrases"] == []
    assert "ほかに1つの合言葉" in str(drawn["leaf"]["notes"])


# What takes files out of Slack again


@pytest.mark.slow
@pytest.mark.parametrize(
    "what", ["win", "edited win", "improvement", "edited improvement", "measure", "voice"]
)
def test_a_report_goes_from_slack_with_the_words_it_holds(tx: Transaction, circle: Circle, what: str) -> None:
    handed_over(tx, circle)
    win = tx.session.scalars(select(Win)).one()
    match what:
        case "win":
            wins.erase(tx, win)
        case "edited win":
            tx.person = known(tx, AKI, name=AKI)
            wins.change(tx, win.id, WinForm(headline="言いなおした"))
        case "edited improvement":
            decided = tx.session.scalars(select(Improvement).where(Improvement.state == "open")).one()
            held_by = tx.session.get_one(Dialogue, decided.dialogue_id)
            tx.person = known(tx, AKI, name=AKI)
            improvements.change(tx, decided, held_by, ImprovementForm(what="言いなおした"))
        case "measure":
            decided = tx.session.scalars(select(Improvement).where(Improvement.state == "open")).one()
            tx.person = known(tx, AKI, name=AKI)
            measures.settle(tx, decided.id, MeasureForm(measure="電話の数", first="3"))
        case "improvement":
            erasing.erase(tx, Wanted(What.CUSTOMER, "ふたを軽くする"))
        case _:
            erasing.erase(tx, Wanted(What.CUSTOMER, leaf_of(tx, circle).phrases[0]))

    assert asked(tx, "files.delete")[-2:] == [{"file": "F1"}, {"file": "F2"}]
    assert tx.session.scalars(select(ReportFiles)).all() == []


def test_a_report_without_those_words_stays(tx: Transaction, circle: Circle) -> None:
    handed_over(tx, circle)
    wins.erase(tx, whole_table.share_win(tx, "あとの成功", thanks=[]))

    assert asked(tx, "files.delete") == []


def test_files_of_reports_go_with_their_age(tx: Transaction, circle: Circle, clock: FakeClock) -> None:
    handed_over(tx, circle)
    tx.now = clock.advance(days=380)
    tx.periods = replace(tx.periods, wins=0, improvements=0, voices=0)
    keeping.enforce(tx)

    assert {"F1", "F2"} <= {one["file"] for one in asked(tx, "files.delete")}
