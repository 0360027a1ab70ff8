"""The archive: what a workspace has goes out, comes back whole into an empty database, and nothing happens twice."""

import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.archive import contents, flaws, reading, rows, spreadsheets, writing
from bot.archive.contents import FORMAT, SECTIONS
from bot.archive.reading import Reader
from bot.archive.restoring import Report, restore
from bot.bridge import unnamed
from bot.keeping import exporting, keeping
from bot.pulse import pulse_answers
from bot.refusals import Refusal
from bot.texts import words
from bot.trail import stops, trail
from bot.transaction import Database, Transaction
from bot.watchwords import shelf
from models import (
    Base,
    Circle,
    Dialogue,
    OutboxRow,
    PrivateMessage,
    Pulse,
    Remark,
    Seat,
    Step,
    Voice,
    Workspace,
)
from scheduler import beat
from tests import databases
from tests.bot import company
from tests.bot.deciding_table import acting
from tests.bot.open_table import AKI, BEN, CHIE, open_table
from tests.bot.pulses import close, held
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import TEAM, Begin, FakeClock, install, known

pytestmark = pytest.mark.slow
WEEK = timedelta(days=7)
NOT_TAKEN_ALONG = {"private_messages", "private_days", "received", "about"}
"""Sections of a person's file that tell of the old place."""


@pytest.fixture
def archive(begin: Begin, slack: SlackInMemory, clock: FakeClock) -> str:
    """Give the archive of a company with everything in it."""
    with begin() as tx:
        company.live(tx, slack, clock)
    return written(begin)


def written(begin: Begin) -> str:
    with begin("U0HOST") as tx:
        return "".join(writing.write(tx))


def taken_in(database: Database, archive: str, **more: bool) -> Report:
    databases.empty_tables(database.engine)
    return restore(database, io.StringIO(archive), **more)


def without_time(archive: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(archive)
    return {name: value for name, value in told.items() if name != "exported_at"}


def changed(archive: str, change: Callable[[dict[str, Any]], object]) -> str:
    told = json.loads(archive)
    change(told)
    return json.dumps(told, ensure_ascii=False)


def seen(begin: Begin) -> dict[str, Any]:
    """Return what people and reports are shown of the workspace."""
    with begin("U0HOST") as tx:
        shown: dict[str, Any] = {lang: dict(spreadsheets.files(tx, words(lang))) for lang in ("ja", "en")}
        for user in (AKI, BEN, CHIE, "U0HOST"):
            told = json.loads(exporting.person(tx, user))
            shown[user] = {name: part for name, part in told.items() if name not in NOT_TAKEN_ALONG}
        for user in (AKI, "U0HOST"):
            acting(tx, user)
            shown[f"shelf {user}"] = shelf.page(tx)
        for voice_id in tx.session.scalars(select(Voice.id).where(Voice.state == "heard")):
            shown[f"trail {voice_id}"] = trail.follow(tx, stops.Kind.VOICE, voice_id)
        return shown


def waiting(tx: Transaction) -> list[str]:
    return sorted(tx.session.scalars(select(PrivateMessage.key)))


def count(database: Database, table: type[Base]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


# --- there and back


def test_what_comes_back_is_what_was_there_to_the_byte(
    database: Database, begin: Begin, archive: str
) -> None:
    before = seen(begin)
    report = taken_in(database, archive)
    assert seen(begin) == before
    assert without_time(written(begin)) == without_time(archive)
    told = json.loads(archive)
    assert report.counts == {section.name: len(told[section.name]) for section in SECTIONS}
    empty = [section.name for section in SECTIONS if not told[section.name]]
    assert empty == [], "the company of the tests has nothing there, so nothing is shown of it"


@pytest.mark.postgresql
@pytest.mark.parametrize("kinds", [("sqlite", "postgresql"), ("postgresql", "sqlite")])
def test_it_goes_from_one_database_to_the_other(
    kinds: tuple[str, str], request: pytest.FixtureRequest, clock: FakeClock, slack: SlackInMemory
) -> None:
    old, new = (Database(request.getfixturevalue(f"{kind}_url"), clock) for kind in kinds)
    for one in (old, new):
        databases.empty_tables(one.engine)
    with old.session() as session:
        install(session)
    with old.begin(TEAM) as tx:
        known(tx, AKI, name="秋")
        company.live(tx, slack, clock)
        archive = "".join(writing.write(tx))
    restore(new, io.StringIO(archive))
    with new.begin(TEAM) as tx:
        assert without_time("".join(writing.write(tx))) == without_time(archive)
    for one in (old, new):
        one.dispose()


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
INSTANTS = st.datetimes(timezones=st.just(UTC))


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    voices=st.lists(st.tuples(TEXT, TEXT | st.none(), INSTANTS, st.booleans()), max_size=8),
    piece=st.integers(1, 300),
)
def test_whatever_people_wrote_comes_back(
    database: Database,
    begin: Begin,
    monkeypatch: pytest.MonkeyPatch,
    voices: list[tuple[str, str | None, datetime, bool]],
    piece: int,
) -> None:
    monkeypatch.setattr(reading, "PIECE", piece)
    databases.empty_tables(database.engine)
    with database.session() as session:
        install(session)
    with begin() as tx:
        last: Voice | None = None
        for quote, scene, brought_at, joins in voices:
            voice = Voice(workspace_id=TEAM, quote=quote, scene=scene, brought_at=brought_at)
            voice.joined_to_id = last.id if last is not None and joins else None
            tx.session.add(voice)
            tx.session.flush()
            last = voice
    before = written(begin)
    taken_in(database, before)
    assert without_time(written(begin)) == without_time(before)


def test_every_table_and_column_goes_along_or_is_left_behind_for_a_reason() -> None:
    carried = {f"{one.name}.{field}" for one in SECTIONS for field in one.row.model_fields}
    carried |= {f"workspaces.{field}" for field in rows.Workspace.model_fields}
    left = set(contents.COLUMNS_LEFT_BEHIND)
    for table in Base.metadata.sorted_tables:
        columns = {f"{table.name}.{column.name}" for column in table.columns if column.name != "workspace_id"}
        if table.name in contents.TABLES_LEFT_BEHIND:
            assert not columns & (carried | left), table.name
        else:
            assert columns == {one for one in carried | left if one.startswith(f"{table.name}.")}
    assert not carried & left
    assert all([*contents.TABLES_LEFT_BEHIND.values(), *contents.COLUMNS_LEFT_BEHIND.values()])


def test_a_field_may_be_empty_where_its_column_may() -> None:
    for section in SECTIONS:
        for name, field in section.row.model_fields.items():
            column = section.table.__table__.columns[name]
            may_be_empty = type(None) in get_args(field.annotation)
            assert column.nullable == may_be_empty, f"{section.name}.{name}"


def test_rows_lead_only_to_rows_before_them() -> None:
    names = [section.name for section in SECTIONS]
    for section in SECTIONS:
        before = names[: names.index(section.name) + 1]
        assert set(section.references.values()) <= set(before)


# --- what is not there


def test_nothing_of_what_links_people_to_unnamed_words_or_waits_for_slack_is_in_it(
    begin: Begin, slack: SlackInMemory, clock: FakeClock
) -> None:
    with begin() as tx:
        dialogue = open_table(tx, slack)
        acting(tx, AKI)
        unnamed.say(tx, dialogue.id, "名前なしで", form_id="V1")
        tx.session.flush()
        alias = tx.session.scalars(select(Remark.alias).where(Remark.alias.is_not(None))).one()
        tx.workspace.stopped_because = "token_revoked"
    told = written(begin)
    assert "名前なしで" in told
    assert alias
    assert alias not in told
    assert "token_revoked" not in told
    assert {"outbox", "inbox", "aliases", "alias_keys", "votes"} & set(json.loads(told)) == set()


def test_another_workspace_is_not_in_it(database: Database, archive: str) -> None:
    with database.session() as session:
        install(session, "T0OTHER")
    with database.begin("T0OTHER") as tx:
        told = json.loads("".join(writing.write(tx)))
    assert told["workspace"]["id"] == "T0OTHER"
    assert not any(told[section.name] for section in SECTIONS)


# --- afterwards


def test_taking_it_in_says_nothing_and_the_next_dialogue_opens_once_at_its_hour(
    database: Database, begin: Begin, archive: str, clock: FakeClock
) -> None:
    with begin() as tx:
        circle = tx.session.scalars(select(Circle).where(Circle.next_on.is_not(None))).one()
        circle_id, opens_at = circle.id, circle.next_at
        planned = tx.session.scalars(select(Dialogue).where(Dialogue.state == "planned")).one()
        laid_out = [one.voice.quote for one in planned.seated]
        reminders = [key for key in waiting(tx) if key.startswith("remind:")]
    assert opens_at is not None
    assert len(laid_out) == 3
    clock.advance(hours=2)
    report = taken_in(database, archive)
    assert count(database, OutboxRow) == 0
    assert (report.arrival.closed, report.arrival.passed) == (0, 0)
    with begin("U0HOST") as tx:
        assert waiting(tx) == reminders
        assert tx.session.get_one(Circle, circle_id).next_at == opens_at
    clock.set(opens_at)
    for _ in range(3):
        beat.run_due(database)
    with begin("U0HOST") as tx:
        opened = tx.session.scalars(select(Dialogue).where(Dialogue.state == "open")).all()
        assert [(one.circle_id, one.started_at) for one in opened] == [(circle_id, opens_at)]
        assert [one.voice.quote for one in opened[0].seated] == laid_out


def test_an_hour_that_passed_on_the_way_is_let_go_and_the_circle_gets_its_next_one(
    database: Database, begin: Begin, archive: str, clock: FakeClock
) -> None:
    clock.advance(days=30)
    report = taken_in(database, archive)
    assert report.arrival.passed > 0
    beat.run_due(database)
    assert count(database, OutboxRow) == 0
    with begin("U0HOST") as tx:
        [circle] = tx.session.scalars(select(Circle).where(Circle.paused_at.is_(None)))
        assert circle.next_at is not None
        assert tx.now < circle.next_at <= tx.now + WEEK
        opens_at = circle.next_at
    clock.set(opens_at)
    beat.run_due(database)
    with begin("U0HOST") as tx:
        [opened] = tx.session.scalars(select(Dialogue).where(Dialogue.state == "open"))
        assert (opened.started_at, len(opened.seated)) == (opens_at, 3)


def test_a_dialogue_that_was_open_closes_as_it_stood_and_nothing_is_said_of_it(
    database: Database, begin: Begin, slack: SlackInMemory, clock: FakeClock
) -> None:
    with begin() as tx:
        dialogue_id, started_at = (one := open_table(tx, slack, is_writing=True)).id, one.started_at
        tx.session.add(
            Seat(
                workspace_id=TEAM,
                dialogue_id=dialogue_id,
                person_id=known(tx, AKI, name="秋").id,
                room_id=one.circle.rooms[0].id,
                taken_at=tx.now,
            )
        )
    archive = written(begin)
    clock.advance(minutes=45)
    assert taken_in(database, archive).arrival.closed == 1
    clock.advance(hours=1)
    beat.run_due(database)
    assert (count(database, OutboxRow), count(database, Seat)) == (0, 0)
    with begin("U0HOST") as tx:
        one = tx.session.get_one(Dialogue, dialogue_id)
        assert (one.state, one.stage, one.closed_at) == (
            "closed",
            "closed",
            started_at + timedelta(minutes=30),
        )


def test_periods_go_on(database: Database, begin: Begin, archive: str, clock: FakeClock) -> None:
    taken_in(database, archive)
    clock.advance(days=190)
    with begin("U0HOST") as tx:
        assert keeping.enforce(tx)["remarks"] == 2
    with database.reading() as session:
        assert set(session.scalars(select(Remark.text))) == {""}


def test_the_night_is_planned_anew(database: Database, archive: str) -> None:
    taken_in(database, archive)
    beat.run_due(database)
    with database.reading() as session:
        assert session.scalars(select(Step.due_at).where(Step.name == "keep")).all()


# --- what is not taken in


def refusal(database: Database, archive: str) -> Refusal:
    databases.empty_tables(database.engine)
    with pytest.raises(flaws.Unusable) as refused:
        restore(database, io.StringIO(archive))
    assert {table.name: 0 for table in Base.metadata.sorted_tables} == {
        table.name: count_rows(database, table) for table in Base.metadata.sorted_tables
    }
    return refused.value


def count_rows(database: Database, table: Any) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_database_that_holds_anything_is_left_alone(database: Database, archive: str) -> None:
    with pytest.raises(flaws.NotEmpty) as refused:
        restore(database, io.StringIO(archive))
    assert "circles 2" in str(refused.value.places["there"])
    assert "workspaces 1" in str(refused.value.places["there"])


def test_a_dry_run_reports_the_same_and_writes_nothing(database: Database, archive: str) -> None:
    report = taken_in(database, archive, is_dry=True)
    assert report.counts["voices"] == 7
    assert count(database, Workspace) == 0
    assert restore(database, io.StringIO(archive)).counts == report.counts


def test_a_pulse_that_ran_when_it_was_written_ends_without_a_word_or_runs_on(
    database: Database, begin: Begin, slack: SlackInMemory, clock: FakeClock
) -> None:
    with begin("U0AKI") as tx:
        fourth = open_table(tx, slack)
        held(tx, fourth.circle, 3)
        close(tx, fourth)
        pulse_id = tx.session.scalars(select(Pulse.id)).one()
        pulse_answers.give(tx, pulse_id, {"said": "1"})
    archive = written(begin)
    assert "pulse_answers" not in json.loads(archive)
    taken_in(database, archive)
    with begin("U0AKI") as tx:
        assert pulse_answers.sheet(tx, pulse_id).given is None
    clock.advance(days=8)
    taken_in(database, archive)
    assert count(database, OutboxRow) == 0
    with pytest.raises(pulse_answers.PulseOver), begin("U0AKI") as tx:
        pulse_answers.sheet(tx, pulse_id)


def test_an_archive_of_before_pulses_and_ends_is_read_as_one_without(
    database: Database, begin: Begin, archive: str
) -> None:
    def older(told: dict[str, Any]) -> None:
        told["format"] = 2
        del told["pulses"]
        for circle in told["circles"]:
            for name in ("has_pulse", "sittings", "sittings_before", "came_round_at", "closed_at"):
                del circle[name]

    taken_in(database, changed(archive, older))
    with begin() as tx:
        assert {
            (one.has_pulse, one.sittings, one.closed_at) for one in tx.session.scalars(select(Circle))
        } == {(True, None, None)}


def test_a_newer_format_is_refused_with_both_numbers(database: Database, archive: str) -> None:
    newer = archive.replace(f'{{"format": {FORMAT}', f'{{"format": {FORMAT + 1}', 1)
    assert refusal(database, newer).places == {"format": str(FORMAT + 1), "known": FORMAT}


@pytest.mark.parametrize(
    "other", ["", "[]", "{}", '{"format": 0}', '{"format": true}', '{"voices": []}', "x"]
)
def test_another_file_is_no_archive(database: Database, other: str) -> None:
    assert refusal(database, other).key == "restore-no-archive"


def test_a_file_that_was_cut_off_or_damaged_is_refused_with_its_line(
    database: Database, archive: str
) -> None:
    for at in range(40, len(archive) - 2, len(archive) // 23):
        cut = refusal(database, archive[:at])
        assert cut.key in {"restore-broken", "restore-wrong-section", "restore-no-archive"}
    lines = archive.split("\n")
    lines[9] = lines[9].replace('":', '";', 1)
    assert refusal(database, "\n".join(lines)).places == {"line": 10}
    assert refusal(database, archive + "{}").key == "restore-broken"
    assert (
        refusal(database, archive.replace('"people": [', '"people": [' + "[" * 5000, 1)).key
        == "restore-broken"
    )


SPOILT: list[tuple[str, str, object]] = [
    ("voices", "consent", "refused"),
    ("voices", "state", "gone"),
    ("voices", "quote", "\x00"),
    ("voices", "quote", None),
    ("voices", "quote", "\ud800"),
    ("voices", "brought_at", "2026-11-30T10:00:00"),
    ("voices", "workspace_id", "T0OTHER"),
    ("voices", "id", "../../etc"),
    ("voices", "files", [{"name": "without an id"}]),
    ("circles", "tz", "Moon/Crater"),
    ("circles", "weekday", 7),
    ("circles", "at", "25:00"),
    ("dialogues", "agenda", {"closed": -1}),
    ("dialogues", "last_seq", 2**31),
    ("people", "user_id", "<!channel>"),
    ("posts", "channel_id", "#general"),
    ("steps", "name", "os.system"),
]


def test_a_value_that_no_row_may_hold_is_named_with_its_place(database: Database, archive: str) -> None:
    for section, field, value in SPOILT:
        told = json.loads(archive)
        told[section][-1][field] = value
        places = refusal(database, json.dumps(told)).places
        assert (places["section"], places["row"]) == (section, len(told[section]))
        assert str(places["column"]).startswith(field)
        assert "Crater" not in str(places["why"])


def test_rows_that_lead_nowhere_come_twice_or_clash_are_named(database: Database, archive: str) -> None:
    def told(change: Callable[[dict[str, Any]], object]) -> Refusal:
        return refusal(database, changed(archive, change))

    nowhere = told(lambda all_: all_["threads"][0].update(dialogue_id="a" * 12))
    assert nowhere.places | {"line": 0} == {
        "line": 0,
        "section": "threads",
        "row": 1,
        "column": "dialogue_id",
        "to": "dialogues",
    }
    loose = told(lambda all_: all_["voices"][0].update(joined_to_id="a" * 12))
    assert (loose.places["row"], loose.places["to"]) == (1, "voices")
    twice = told(lambda all_: all_["voices"].append(all_["voices"][0]))
    assert (twice.key, twice.places["row"]) == ("restore-twice", 8)
    clash = told(lambda all_: all_["circles"][1].update(name=all_["circles"][0]["name"]))
    assert clash.places == {"section": "circles", "first": 1, "last": 2}
    missing = told(lambda all_: all_.pop("voices"))
    assert (missing.places["due"], missing.places["found"]) == ("voices", "dialogues")
    surplus = told(lambda all_: all_.update(vectors=[]))
    assert (surplus.key, surplus.places["found"]) == ("restore-wrong-section", "vectors")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=10,
)


@given(items=st.lists(JSON, max_size=6), piece=st.integers(1, 50), indent=st.none() | st.integers(0, 3))
def test_however_a_file_is_cut_into_pieces_its_values_are_read(
    items: list[Any], piece: int, indent: int | None
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reading, "PIECE", piece)
        text = json.dumps({"a": items, "b": 1}, indent=indent)
        reader = Reader(io.StringIO(text))
        reader.begin()
        keys = reader.keys()
        found = {key: list(reader.items()) if key == "a" else reader.value() for key in keys}
    assert found == {"a": items, "b": 1}
    assert reader.line == text.count("\n") + 1
