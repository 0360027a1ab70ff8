"""The floor for bursts: a bot as most are written, which posts from its listener, one message a remark."""

import json
import os
from typing import Any

import uvicorn
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.http_retry.builtin_handlers import RateLimitErrorRetryHandler

from handlers.http import serve

threads: dict[str, str] = json.loads(os.environ["NAIVE_THREADS"])
client = WebClient(
    token=os.environ["SLACK_BOT_TOKEN"],
    base_url=os.environ["SLACK_API_URL"],
    retry_handlers=[RateLimitErrorRetryHandler(max_retry_count=100)],
)
app = App(client=client, signing_secret=os.environ["SLACK_SIGNING_SECRET"])


@app.event("message")
def said(event: dict[str, Any], client: WebClient) -> None:
    if event.get("bot_id") or event.get("thread_ts") != threads.get(event["channel"]):
        return
    for channel, ts in threads.items():
        if channel != event["channel"]:
            client.chat_postMessage(channel=channel, thread_ts=ts, text=event["text"])


if __name__ == "__main__":
    uvicorn.run(
        serve(app, is_ready=lambda: True),
        host="127.0.0.1",
        port=int(os.environ["PORT"]),
        log_level="error",
        access_log=False,
    )
