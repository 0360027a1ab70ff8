"""No row of one workspace is reachable from another: two companies in one database, alike down to their channel ids."""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.authorization import AuthorizeResult
from sqlalchemy import Connection, Delete, Select, Update, event, select
from sqlalchemy.sql import visitors
from sqlalchemy.sql.schema import Column

import bot
from bot import inbox
from bot.bridge import bridge, catchup
from bot.circles import circles, planning, rooms, skips
from bot.delivery.answers import Answer
from bot.dialogues import closing, dialogues
from bot.home import home
from bot.people import people
from bot.reactions import places, reactions
from bot.reactions.reactions import Item
from bot.refusals import Gone
from bot.tally import Meaning
from bot.transaction import Database, Transaction
from bot.voices import voices
from bot.voices.voice_form import VoiceForm
from bot.watchwords import looking_back, shelf
from bot.watchwords.search import Question, Search
from bot.wins import origins, wins
from bot.wins.win_form import WinForm
from handlers import bolt
from models import Base, Circle, Dialogue, Remark, Voice, Win, Workspace
from models.base import InWorkspace
from scheduler import steps
from tests.bot.circle_of_three import SALES, WINS
from tests.bot.open_table import AKI, BEN, Talk, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import TEAM, Begin, FakeClock, install
from tests.handlers.stage import Calls, command, press, submit
from tests.web_api import web_api

pytestmark = pytest.mark.slow

OTHER = "T0OTHER"
NAMES = {TEAM: "こちらの会社", OTHER: "よその会社"}
ROOT = Path(bot.__file__).parent
BOUND = {mapper.local_table for mapper in Base.registry.mappers if issubclass(mapper.class_, InWorkspace)}
SERVE_ALL = {"delivery.py", "budgets.py", "workspaces.py", "republishing.py"}
"""What serves every workspace in turn: claims a row first, then acts in that row's workspace alone."""


@pytest.fixture
def companies(database: Database, begin: Begin, clock: FakeClock) -> dict[str, dict[str, str]]:
    """Give two workspaces with the same story; the ids of what is in each, by what it is."""
    with database.session() as session:
        install(session, OTHER)
    return {team: story(begin, clock, team) for team in (TEAM, OTHER)}


def story(begin: Begin, clock: FakeClock, team: str) -> dict[str, str]:
    """Let a dialogue be held in a workspace, with everything that leaves rows; return the ids."""
    name, slack = NAMES[team], SlackInMemory()
    with begin(AKI, team_id=team) as tx:
        dialogue = open_table(tx, slack, voices=2, name="商品づくり")
        talk = Talk(tx, slack, dialogue)
        ts = talk.say(f"{name}のひとこと")
        talk.say(f"{name}の二つめ", user=BEN)
        edited = talk.say(f"{name}の言いまちがい")
        slack.deliver(tx)
        talk.edit(edited, f"{name}の言いなおし")
        talk.delete(talk.say(f"{name}の取り消し"))
        pin(tx, ts)
        slack.deliver(tx)
        waiting = voices.bring(tx, f"{name}の待つ声", channel_id=SALES)
        assert waiting is not None
        win = wins.share(tx, f"{name}の成功", channel_id=SALES)
        assert win is not None
        slack.deliver(tx)
        remark = tx.session.scalars(
            select(Remark).where(Remark.dialogue_id == dialogue.id, Remark.ts == ts)
        ).one()
        return {
            "voice": waiting.voice.id,
            "heard": dialogue.seated[0].voice_id,
            "circle": dialogue.circle_id,
            "dialogue": dialogue.id,
            "thread": dialogue.threads[0].id,
            "remark": remark.id,
            "ts": ts,
            "win": win.id,
        }


def pin(tx: Transaction, ts: str, *, on: bool = True, at: str = "1795000001.000001") -> None:
    kind = "reaction_added" if on else "reaction_removed"
    reactions.changed(
        tx,
        reactions.ReactionEvent(
            type=kind, user=BEN, reaction="pushpin", item=Item(channel=SALES, ts=ts), event_ts=at
        ),
    )


GATES: dict[str, Callable[[Transaction, dict[str, str]], object]] = {
    "a voice": lambda tx, theirs: voices.get(tx, theirs["voice"]),
    "a voice to change": lambda tx, theirs: voices.open_for_change(tx, theirs["voice"]),
    "a voice's form": lambda tx, theirs: voices.change(tx, theirs["voice"], VoiceForm(quote="x")),
    "a voice to withdraw": lambda tx, theirs: voices.withdraw(tx, theirs["voice"]),
    "a win": lambda tx, theirs: wins.get(tx, theirs["win"]),
    "a win to change": lambda tx, theirs: wins.open_for_change(tx, theirs["win"]),
    "a win's form": lambda tx, theirs: wins.change(tx, theirs["win"], WinForm(headline="x")),
    "a win to cheer": lambda tx, theirs: wins.cheer(tx, theirs["win"], WINS, "1.1"),
    "a remark to read": lambda tx, theirs: bridge.to_read(tx, theirs["remark"], SALES),
    "a remark to choose": lambda tx, theirs: reactions.choose(
        tx, Meaning.PIN, Item(channel=SALES, ts=theirs["ts"]), theirs["remark"]
    ),
    "a circle": lambda tx, theirs: circles.get(tx, theirs["circle"]),
    "a circle of that name": lambda tx, theirs: circles.named(tx, f"{theirs['circle']} of theirs"),
}


@pytest.mark.parametrize("gate", GATES.values(), ids=GATES)
def test_an_id_of_another_workspace_is_answered_as_gone(
    companies: dict[str, dict[str, str]], begin: Begin, gate: Callable[[Transaction, dict[str, str]], object]
) -> None:
    with pytest.raises(Gone), begin(AKI) as tx:
        gate(tx, companies[OTHER])


def test_no_list_no_search_and_no_place_leads_into_the_other_workspace(
    companies: dict[str, dict[str, str]], begin: Begin
) -> None:
    theirs, ours = companies[OTHER], companies[TEAM]
    with begin(AKI) as tx:
        circle = circles.by_channel(tx, SALES)
        assert circle is not None
        assert [one.id for one in circles.list_(tx)] == [circle.id] == [ours["circle"]]
        assert {voice.workspace_id for voice in voices.waiting(tx, circle)} == {TEAM}
        finder = Search()
        near = looking_back.look_back(tx, finder, finder.ask("よその会社のひとこと"), channel_id=SALES).shown
        found = [one.phrase for one in shelf.page(tx, channel_id=SALES, size=99).entries]
        found += [one.phrase for one in near]
        assert found
        assert not [phrase for phrase in found if NAMES[OTHER] in phrase]
        seen = people.find(tx, AKI)
        assert seen is not None
        assert seen.workspace_id == TEAM
        table = bridge.table_at(tx, SALES, dialogue_of(tx, ours).threads[0].ts or "")
        assert table is not None
        assert {one.workspace_id for one in table} == {TEAM}
        remark = places.remark_at(tx, SALES, ours["ts"])
        assert remark is not None
        assert remark.id == ours["remark"]
        for post in tx.outbox.at(SALES, ours["ts"]):
            assert post.workspace_id == TEAM
        assert tx.outbox.find(f"win:{theirs['win']}") is None
        for kind, id_ in (("voice", theirs["heard"]), ("dialogue", theirs["dialogue"])):
            assert origins.find(tx, circle, f"{kind}:{id_}") == (None, None)
        offered = wins.offered(tx, channel_id=SALES)
        assert not [value for value in offered if value.partition(":")[2] in theirs.values()]


def dialogue_of(tx: Transaction, ids: dict[str, str]) -> Dialogue:
    return tx.session.get_one(Dialogue, ids["dialogue"])


def test_the_same_payload_id_counts_once_in_each_workspace(
    companies: dict[str, dict[str, str]], begin: Begin
) -> None:
    for team in companies:
        with begin(AKI, team_id=team) as tx:
            assert inbox.first_time(tx, "view:V1")
            assert not inbox.first_time(tx, "view:V1")


def test_a_whole_story_in_one_workspace_changes_no_row_of_the_other(
    companies: dict[str, dict[str, str]], database: Database, begin: Begin, clock: FakeClock
) -> None:
    """Channels, user ids, the ts of messages and the circle's name are the same in both; only the rows' ids differ."""
    before = rows_of(database, OTHER)
    assert before

    with watched(database) as statements:
        end(begin, clock, companies[TEAM])

    assert rows_of(database, OTHER) == before
    assert len(statements) > 100
    assert [text for text, is_bounded in statements if not is_bounded] == []
    told = str(rows_of(database, TEAM))
    assert NAMES[TEAM] in told
    assert NAMES[OTHER] not in told


def end(begin: Begin, clock: FakeClock, ids: dict[str, str]) -> None:
    """Let everything happen that can happen to what the story left, up to taking it all back."""
    slack = SlackInMemory()
    with begin(AKI) as tx:
        dialogue = dialogue_of(tx, ids)
        talk = Talk(tx, slack, dialogue)
        for number in range(3):
            talk.say(f"{NAMES[TEAM]}の続き{number} <@{BEN}>")
        slack.deliver(tx, joins=True)
        pin(tx, ids["ts"], on=False, at="1795000002.000001")
        pin(tx, ids["ts"], at="1795000003.000001")
        talk.edit(ids["ts"], f"{NAMES[TEAM]}の直したひとこと")
        wins.cheer(tx, ids["win"], WINS, "1.1")
        wins.change(
            tx, ids["win"], WinForm(headline=f"{NAMES[TEAM]}のもっと", origin=f"dialogue:{dialogue.id}")
        )
        voices.change(tx, ids["voice"], VoiceForm(quote=f"{NAMES[TEAM]}の直した声", product="水筒"))
        people.changed(tx, people.SlackUser(id=BEN, name="ben", real_name=f"{NAMES[TEAM]} 勉"))
        rooms.learn_members(tx, dialogue.circle)
        rooms.members_listed(tx, f"{SALES}:0", Answer({"members": [AKI, "U0NEW"]}))
        rooms.lost(tx, SALES, "is_archived")
        rooms.look_again(tx, dialogue.circle)
        rooms.found(tx, SALES)
        dialogues.read_threads(tx)
        slack.deliver(tx)
    clock.advance(minutes=31)
    with begin("U0HOST", name="進") as tx:
        dialogue = dialogue_of(tx, ids)
        closing.begin(tx, dialogue)
        catchup.take_in(tx, f"{dialogue.id}:{ids['thread']}::", Answer({"messages": []}))
        reactions.recount(tx, f"{SALES}:{ids['ts']}", Answer({"message": {"reactions": []}}))
        closing.close(tx, dialogue)
        slack.deliver(tx)
        home.opened(tx, "home")
        circle = dialogue.circle
        circles.pause(tx, circle)
        circles.resume(tx, circle)
        steps.plan_next(tx, circle)
        skips.skip(tx, circle)
        steps.plan_next(tx, circle)
        planning.invite(tx, circle, circle.next_on or clock.now().date())
        dialogues.open_now(tx, circle)
        slack.deliver(tx)
    with begin(AKI) as tx:
        voices.withdraw(tx, ids["voice"])
        talk = Talk(tx, slack, dialogue_of(tx, ids))
        talk.delete(ids["ts"])
        rooms.renumbered(tx, SALES, "C0MOVED")
        shelf.page(tx, channel_id=SALES, size=99)
        home.opened(tx, "home")
        looking_back.look_back(tx, Search(), Question("ひとこと"))
        slack.deliver(tx)


def rows_of(database: Database, team: str) -> list[str]:
    """Return every row of a workspace, as it stands."""
    rows = []
    with database.reading() as session:
        for table in Base.metadata.sorted_tables:
            column = table.c.get("workspace_id", table.c.get("id"))
            assert column is not None
            rows += [f"{table.name}: {row}" for row in session.execute(select(table).where(column == team))]
    return sorted(rows)


@contextmanager
def watched(database: Database) -> Iterator[list[tuple[str, bool]]]:
    """Collect the statements of `bot/` on tables of a workspace, and whether each is bounded by it or by an id."""
    statements: list[tuple[str, bool]] = []

    def look(_connection: Connection, clause: Any, *_: Any) -> None:
        if isinstance(clause, Select | Update | Delete) and _asks_bot():
            tables = set(clause.get_final_froms() if isinstance(clause, Select) else [clause.table])
            touched = {table for element in tables for table in visitors.iterate(element) if table in BOUND}
            if touched:
                statements.append((str(clause), is_bounded(clause)))

    event.listen(database.engine, "before_execute", look)
    try:
        yield statements
    finally:
        event.remove(database.engine, "before_execute", look)


def _asks_bot() -> bool:
    """Say whether the statement was written in `bot/`: the nearest code outside SQLAlchemy."""
    outside = (path for path in _callers() if "sqlalchemy" not in path.parts and path != Path(__file__))
    asker = next(outside)
    return asker.is_relative_to(ROOT) and asker.name not in SERVE_ALL


def _callers() -> Iterator[Path]:
    """Yield the files of whoever called SQLAlchemy, the nearest first."""
    frame = inspect.currentframe()
    while frame is not None:
        yield Path(frame.f_code.co_filename)
        frame = frame.f_back


def is_bounded(clause: "Select[Any] | Update | Delete") -> bool:
    """Say whether a statement asks for rows of a workspace, or for what belongs to a row it already has."""
    where = clause.whereclause
    columns = (
        [part for part in visitors.iterate(where) if isinstance(part, Column)] if where is not None else []
    )
    return any(
        column.name == "workspace_id" or column.primary_key or column.foreign_keys for column in columns
    )


def test_every_query_in_the_code_names_its_workspace_or_an_id() -> None:
    unbounded = [
        f"{path.name} {function.name}"
        for path in sorted(ROOT.rglob("*.py"))
        if path.name not in SERVE_ALL
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef) and _queries(function) and not _is_limited(function)
    ]
    assert unbounded == [
        # What the beat does for all workspaces at once, without anybody's words; and an archive: it is read by the
        # name of the column (`columns["workspace_id"]`), and goes into a database in which there is nothing yet.
        "restoring.py require_empty",
        "restoring.py _link",
        "writing.py _query",
        "inbox.py forget_old",
        "shredding.py shred",
        "shredding.py _rewrite",
        "private.py due",
    ]


def _queries(function: ast.FunctionDef) -> bool:
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return any(
        isinstance(called, ast.Name) and called.id in {"select", "update", "delete", "exists"}
        for called in calls
    )


def _is_limited(function: ast.FunctionDef) -> bool:
    return (
        re.search(
            r"\.(\w+_)?id\s*(==|\.in_\()|\.(id|workspace_id)\.in_\(|workspace_id ==", ast.unparse(function)
        )
        is not None
    )


@pytest.fixture
def calls() -> Calls:
    return Calls()


@pytest.fixture
def app(database: Database, calls: Calls, companies: dict[str, dict[str, str]]) -> Iterator[Any]:
    """Give the Bolt app that serves both workspaces."""
    installed = {
        team: AuthorizeResult(
            enterprise_id=None, team_id=team, bot_user_id="U0BOT", bot_id="B0BOT", bot_token="xoxb-1"
        )
        for team in companies
    }
    with web_api(calls.answer) as client:
        yield bolt.make(database, installed, client, None, on_missed=lambda _: None)


@pytest.mark.parametrize(
    ("action_id", "what"),
    [
        ("voice.details", "voice"),
        ("voice.withdraw", "voice"),
        ("win.details", "win"),
        ("win.cheer", "win"),
        ("remark.read", "remark"),
        ("reaction.choose", "remark"),
    ],
)
def test_a_button_with_an_id_of_another_workspace_does_nothing(
    app: Any,
    calls: Calls,
    companies: dict[str, dict[str, str]],
    database: Database,
    action_id: str,
    what: str,
) -> None:
    theirs = companies[OTHER]
    before = rows_of(database, OTHER)
    value = theirs[what] if action_id != "reaction.choose" else f"pin:{SALES}:{theirs['ts']}:{theirs[what]}"
    place: dict[str, Any] = {
        "channel": {"id": SALES, "name": "sales"},
        "container": {"type": "message", "message_ts": "1.1"},
    }
    press(app, action_id, value, **place)
    assert calls == []
    assert rows_of(database, OTHER) == before


@pytest.mark.parametrize(
    ("name", "what", "field"), [("/voice", "voice", "quote"), ("/wins", "win", "headline")]
)
def test_a_form_with_an_id_of_another_workspace_is_answered_as_gone(
    app: Any,
    calls: Calls,
    companies: dict[str, dict[str, str]],
    database: Database,
    name: str,
    what: str,
    field: str,
) -> None:
    before = rows_of(database, OTHER)
    command(app, name)
    form = calls.opened() | {"private_metadata": f'{{"{what}_id": "{companies[OTHER][what]}"}}'}
    answer = submit(app, form, **{field: "よそから"})
    assert [*answer["errors"].values()] == ["それは、もうここにはありません。"]
    assert rows_of(database, OTHER) == before


def test_commands_answer_from_their_own_workspace_alone(app: Any) -> None:
    for name, text in (("/watchwords", ""), ("/watchwords", "よその会社のひとこと"), ("/entaku", "status")):
        answer = str(command(app, name, text)).replace(text or "-", "")  # what was asked stays in the form
        assert NAMES[OTHER] not in answer
    assert NAMES[TEAM] in str(command(app, "/watchwords"))


def test_every_table_but_that_of_workspaces_is_bound_to_one() -> None:
    for mapper in Base.registry.mappers:
        if mapper.class_ is not Workspace:
            assert "workspace_id" in mapper.columns, mapper.class_.__name__
    assert {Circle, Voice, Win} <= {
        mapper.class_ for mapper in Base.registry.mappers if mapper.local_table in BOUND
    }
