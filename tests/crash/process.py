"""One process of Entaku, as `app.py` wires it, that ends in an instant and leaves nothing but the database."""

from copy import deepcopy
from random import Random

from slack_bolt import BoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from sqlalchemy import Engine

from bot.clock import Clock
from bot.delivery.delivery import Delivery
from bot.dialogues import dialogues
from bot.faultpoints import FaultPoint, reach
from bot.transaction import Database
from handlers import bolt
from scheduler import beat
from tests.conftest import TEAM
from tests.crash.small_slack import BOT, BOT_ID, Payload, SmallSlack

INSTALLED = AuthorizeResult(
    enterprise_id=None, team_id=TEAM, bot_user_id=BOT, bot_id=BOT_ID, bot_token="xoxb-1"
)
NO_SLACK = WebClient(token="xoxb-1", base_url="http://127.0.0.1:9/")
"""No listener of these tests calls Slack before its ack."""
_engines: dict[str, Engine] = {}
"""Once disposed an engine holds nothing but compiled statements: to keep it for the next process saves half the time."""

CRASHES, FIRST_WITHIN, AGAIN_WITHIN = 3, 8, 30


class Crash(BaseException):
    """The process is gone. Nothing that only catches exceptions outlives it."""


class Fuse:
    """A hook that crashes the process at passings of one fault point: early the first time, some time later again."""

    def __init__(self, point: FaultPoint, chance: Random) -> None:
        self._point, self._chance = point, chance
        self._passings = chance.randint(1, FIRST_WITHIN)
        self.crashes = 0

    def __call__(self, point: FaultPoint) -> None:
        if point is not self._point or self.crashes == CRASHES:
            return
        self._passings -= 1
        if self._passings == 0:
            self._passings = self._chance.randint(1, AGAIN_WITHIN)
            self.crashes += 1
            raise Crash


class Process:
    """Listeners, delivery and beat over one database; whoever holds it says what runs when."""

    def __init__(self, database_url: str, clock: Clock, slack: SmallSlack) -> None:
        self.database = Database(database_url, clock)
        self.database.engine = _engines.setdefault(database_url, self.database.engine)
        self.delivery = Delivery(self.database, slack)
        self._bolt = bolt.make(
            self.database, {TEAM: INSTALLED}, NO_SLACK, None, on_missed=lambda _: self.catch_up()
        )

    def start(self) -> None:
        if self.database.is_sqlite:
            self.delivery.recover()
        self.catch_up()

    def catch_up(self) -> None:
        with self.database.begin(TEAM) as tx:
            dialogues.read_threads(tx)

    def receive(self, payload: Payload) -> None:
        """Take a payload in; when this returns, or crashes after the ack, Slack has its ack."""
        answered = self._bolt.dispatch(BoltRequest(mode="socket_mode", body=deepcopy(payload.body)))
        payload.is_acked = answered.status == 200
        reach(FaultPoint.ACKED)

    def beat(self) -> int:
        return beat.run_due(self.database)

    def end(self) -> None:
        self.database.dispose()
