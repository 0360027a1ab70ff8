"""The pulse as buttons and forms bring it: everything happens in the form, and nothing else is kept."""

import json
from typing import Any

import pytest
from slack_bolt import App
from sqlalchemy import select

from bot.pulse import pulse
from bot.transaction import Database
from models import Dialogue, OutboxRow, Person, Pulse, PulseAnswer, Received
from tests.bot.circle_of_three import SALES
from tests.bot.open_table import open_table
from tests.bot.pulses import close, held
from tests.bot.slack_in_memory import SlackInMemory, texts_in
from tests.conftest import Begin
from tests.handlers.stage import Calls, Form, command, press, submit


@pytest.fixture
def asked(begin: Begin) -> str:
    """Let a circle's fourth dialogue close; give the id of the pulse that is asked."""
    with begin() as tx:
        dialogue = open_table(tx, SlackInMemory())
        held(tx, dialogue.circle, 3)
        close(tx, dialogue)
        return tx.session.scalars(select(Pulse.id)).one()


def open_form(app: App, calls: Calls, asked: str, *, user: str = "U0AKI") -> Form:
    press(app, "pulse.answer", asked, user=user, channel={"id": SALES})
    return calls.opened()


def answers(database: Database) -> list[list[Any]]:
    with database.reading() as session:
        return [row.steps for row in session.scalars(select(PulseAnswer))]


def end(begin: Begin) -> None:
    with begin() as tx:
        found = tx.session.scalars(select(Pulse)).one()
        pulse.end(tx, tx.session.get_one(Dialogue, found.dialogue_id))


def test_the_form_tells_how_unnamed_it_is_before_anything_is_chosen(
    app: App, calls: Calls, asked: str
) -> None:
    form = open_form(app, calls, asked)
    said = " ".join(texts_in(form))
    for part in ("つながりを消します", "データベースを扱う人", "監査の記録", "5人以上", "推しはかられる"):
        assert part in said
    fields = [block for block in form["blocks"] if block["type"] == "input"]
    assert [field["block_id"] for field in fields] == ["said", "know", "customer", "heart"]
    assert all(field["optional"] and len(field["element"]["options"]) == 5 for field in fields)


def test_an_answer_is_confirmed_in_the_form_itself_and_found_there_again(
    app: App, calls: Calls, asked: str, database: Database
) -> None:
    answer = submit(app, open_form(app, calls, asked), said="2", heart="5")
    assert answer["response_action"] == "update"
    assert "受けとりました" in " ".join(texts_in(answer["view"]))
    assert answers(database) == [[2, None, None, 5]]
    form = open_form(app, calls, asked)
    chosen = [block["element"].get("initial_option") for block in form["blocks"] if block["type"] == "input"]
    assert [one and one["value"] for one in chosen] == ["2", None, None, "5"]


def test_a_form_sent_twice_counts_once(app: App, calls: Calls, asked: str, database: Database) -> None:
    form = open_form(app, calls, asked)
    for _ in range(2):
        assert submit(app, form, said="3")["response_action"] == "update"
    assert answers(database) == [[3, None, None, None]]


def test_an_empty_form_names_the_way_out_at_its_field(
    app: App, calls: Calls, asked: str, database: Database
) -> None:
    refused = submit(app, open_form(app, calls, asked))
    assert "このまま閉じられます" in refused["errors"]["said"]
    assert answers(database) == []


def test_an_answer_is_taken_back_in_the_form(app: App, calls: Calls, asked: str, database: Database) -> None:
    submit(app, open_form(app, calls, asked), said="2")
    form = open_form(app, calls, asked)
    press(app, "pulse.take_back", asked, view=form | {"id": "V1", "type": "modal"})
    method, given = calls[-1]
    assert method == "views.update"
    view = json.loads(given["view"]) if isinstance(given["view"], str) else given["view"]
    assert "取り消しました" in " ".join(texts_in(view))
    assert answers(database) == []


def test_nothing_about_whoever_answered_is_kept(
    app: App, calls: Calls, asked: str, database: Database
) -> None:
    def kept() -> tuple[Any, ...]:
        with database.reading() as session:
            people = [(one.user_id, one.asked_at, one.department) for one in session.scalars(select(Person))]
            outbox = [(row.key, row.kind) for row in session.scalars(select(OutboxRow))]
            return sorted(people), sorted(outbox), session.scalars(select(Received.key)).all()

    before = kept()
    for user in ("U0AKI", "U0STRANGER"):
        submit(app, open_form(app, calls, asked, user=user), user=user, view_id=user, said="4")
    assert kept() == before
    assert len(answers(database)) == 2


def test_after_its_end_the_form_says_so_and_changes_nothing(
    app: App, calls: Calls, asked: str, begin: Begin, database: Database
) -> None:
    form = open_form(app, calls, asked)
    end(begin)
    assert "もう終わりました" in submit(app, form, said="1")["errors"]["said"]
    assert answers(database) == []


def test_an_english_speaker_reads_english(app: App, calls: Calls, asked: str, begin: Begin) -> None:
    with begin("U0EN", name="Kim", locale="en"):
        pass
    said = " ".join(texts_in(open_form(app, calls, asked, user="U0EN")))
    assert "nobody can tell who chose what" in said


def test_a_host_types_a_word_for_it_and_others_are_refused(app: App, asked: str) -> None:
    assert "いま聞いているところ" in command(app, "/entaku", "pulse", user="U0HOST")["text"]
    assert "いま聞いているところ" not in command(app, "/entaku", "pulse", user="U0AKI")["text"]


@pytest.mark.parametrize("is_on", [True, False])
def test_a_host_switches_it_in_the_panel(app: App, calls: Calls, begin: Begin, is_on: bool) -> None:
    with begin("U0HOST", name="進") as tx:
        circle = open_table(tx, SlackInMemory()).circle
        circle.has_pulse = not is_on
        tx.session.scalars(select(Dialogue)).one().state = "closed"
        circle_id = circle.id
    press(app, "host.open", circle_id, user="U0HOST")
    panel = calls.opened() | {"id": "V1", "type": "modal"}
    press(app, f"circle.pulse_{'on' if is_on else 'off'}", circle_id, user="U0HOST", view=panel)
    with begin() as tx:
        assert tx.session.scalars(select(Dialogue)).one().circle.has_pulse is is_on
