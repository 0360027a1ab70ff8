"""The floor for acks: a Bolt listener that writes the same rows with the plainest SQL there is, and nothing else."""

import os
import sqlite3
import threading
from typing import Any

import uvicorn
from slack_bolt import Ack, App
from slack_bolt.authorization import AuthorizeResult

from handlers.http import serve

COPIES = 3
TABLES = (
    "CREATE TABLE inbox (id TEXT PRIMARY KEY, at TEXT)",
    "CREATE TABLE remarks (id INTEGER PRIMARY KEY, ts TEXT UNIQUE, person TEXT, text TEXT)",
    "CREATE TABLE posts (id INTEGER PRIMARY KEY, key TEXT UNIQUE, channel TEXT)",
    "CREATE TABLE outbox (id INTEGER PRIMARY KEY, key TEXT, arguments TEXT)",
)
database = sqlite3.connect(os.environ["BARE_DATABASE"], check_same_thread=False, isolation_level=None)
for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL", *TABLES):
    database.execute(statement)
writer = threading.Lock()
app = App(
    signing_secret=os.environ["SLACK_SIGNING_SECRET"],
    authorize=lambda team_id: AuthorizeResult(enterprise_id=None, team_id=team_id, bot_token="xoxb-1"),
    process_before_response=True,
    token_verification_enabled=False,
)


@app.event("message")
def said(ack: Ack, body: dict[str, Any]) -> None:
    event = body["event"]
    with writer:
        database.execute("BEGIN IMMEDIATE")
        database.execute("INSERT OR IGNORE INTO inbox VALUES (?, datetime())", (body["event_id"],))
        database.execute(
            "INSERT INTO remarks (ts, person, text) VALUES (?, ?, ?)",
            (event["ts"], event["user"], event["text"]),
        )
        for copy in range(COPIES):
            key = f"copy:{event['ts']}:{copy}"
            database.execute("INSERT INTO posts (key, channel) VALUES (?, ?)", (key, str(copy)))
            database.execute("INSERT INTO outbox (key, arguments) VALUES (?, ?)", (key, event["text"]))
        database.execute("COMMIT")
    ack()


if __name__ == "__main__":
    uvicorn.run(
        serve(app, is_ready=lambda: True),
        host="127.0.0.1",
        port=int(os.environ["PORT"]),
        log_level="error",
        access_log=False,
    )
