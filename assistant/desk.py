"""The desk where an assistant asks: each question is one reading operation, answered as fields and as text."""

from typing import Annotated, Literal

from mcp.types import CallToolResult, TextContent
from pydantic import BaseModel, Field, StringConstraints

from assistant import lines
from assistant.answers import Trail, Voices, Watchword, Watchwords
from bot import assistant
from bot.assistant import Reach
from bot.read_only import ReadOnly
from bot.texts import Words
from bot.trail.stops import Kind
from bot.watchwords.search import Search

SITUATION_CHARACTERS = 1000
PLAN_CHARACTERS = 10_000
MEASURED_BY = 3
Id = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Situation = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=SITUATION_CHARACTERS)
]
Plan = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=PLAN_CHARACTERS)]
AtMost = Annotated[int, Field(ge=1, le=20)]
KindOfStop = Literal["voice", "dialogue", "watchword", "idea", "improvement", "win"]


class Desk:
    """Answers for one workspace, in one language, and tells what may come as far as `reach`."""

    def __init__(
        self, database: ReadOnly, workspace_id: str, reach: Reach, said: Words, search: Search
    ) -> None:
        self._database = database
        self._workspace_id = workspace_id
        self._reach = reach
        self._said = said
        self._search = search

    def find_watchwords(
        self, situation: Situation, at_most: AtMost = 5
    ) -> Annotated[CallToolResult, Watchwords]:
        asked = self._search.ask(situation)
        with self._database.begin(self._workspace_id) as tx:
            found = Watchwords.of(assistant.near(tx, self._reach, self._search, asked, at_most))
        return _answer(found, lines.watchwords(self._said, found, self._said("assistant-none-near")))

    def list_watchwords(
        self, at_most: AtMost = 20, after: Id | None = None
    ) -> Annotated[CallToolResult, Watchwords]:
        with self._database.begin(self._workspace_id) as tx:
            found = Watchwords.of_page(assistant.shelf(tx, self._reach, at_most, after))
        return _answer(found, lines.watchwords(self._said, found, self._said("assistant-shelf-empty")))

    def get_watchword(self, id: Id) -> Annotated[CallToolResult, Watchword]:  # noqa: A002  its name on the wire
        with self._database.begin(self._workspace_id) as tx:
            one = Watchword.of(assistant.watchword(tx, self._reach, id))
        return _answer(one, lines.watchword(self._said, one))

    def list_voices(self, at_most: AtMost = 20, after: Id | None = None) -> Annotated[CallToolResult, Voices]:
        with self._database.begin(self._workspace_id) as tx:
            found = Voices.of_page(assistant.voices(tx, self._reach, at_most, after))
        return _answer(found, lines.voices(self._said, found, self._said("assistant-voices-empty")))

    def find_voices(self, about: Situation, at_most: AtMost = 5) -> Annotated[CallToolResult, Voices]:
        with self._database.begin(self._workspace_id) as tx:
            found = Voices.of(assistant.voices_near(tx, self._reach, about, at_most))
        return _answer(found, lines.voices(self._said, found, self._said("assistant-none-near")))

    def follow_trail(self, kind: KindOfStop, id: Id) -> Annotated[CallToolResult, Trail]:  # noqa: A002  as above
        with self._database.begin(self._workspace_id) as tx:
            found = Trail.of(assistant.follow(tx, self._reach, Kind(kind), id))
        return _answer(found, lines.trail(self._said, found))

    def measure_with_watchwords(self, plan: Plan) -> str:
        """Return what to ask of a plan: of each of the three nearest watchwords, whether its customer would choose us."""
        asked = self._search.ask(plan)
        with self._database.begin(self._workspace_id) as tx:
            found = Watchwords.of(assistant.near(tx, self._reach, self._search, asked, MEASURED_BY))
        return lines.measure(self._said, plan, found)


def _answer(found: BaseModel, text: str) -> CallToolResult:
    return CallToolResult(
        content=[TextContent(type="text", text=text)], structured_content=found.model_dump(mode="json")
    )
