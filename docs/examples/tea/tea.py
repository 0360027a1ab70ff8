"""Tea round: a complete Bolt app in one file, to try the sandbox with.

`/tea green` asks the channel who would like green tea; `/tea` alone asks for the kind first. A button counts.
It reads SLACK_BOT_TOKEN, SLACK_API_URL and, for Socket Mode, SLACK_APP_TOKEN; without that one it listens over
HTTP on PORT and checks requests with SLACK_SIGNING_SECRET.
"""

import os
from collections import Counter
from typing import Any

from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

Json = dict[str, Any]

app = App(
    client=WebClient(
        token=os.environ["SLACK_BOT_TOKEN"],
        base_url=os.environ.get("SLACK_API_URL", WebClient.BASE_URL),  # the one line the sandbox asks for
    ),
    signing_secret=os.environ.get("SLACK_SIGNING_SECRET", ""),
)
poured: Counter[str] = Counter()


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def round_of(kind: str, people: list[str]) -> list[Json]:
    """The message of a round: what there is, the button, and who would like some."""
    button = {"type": "button", "action_id": "tea.me", "text": plain("Me too"), "value": kind}
    names = " ".join(f"<@{person}>" for person in people)
    taken = [{"type": "context", "elements": [{"type": "mrkdwn", "text": names}]}] if people else []
    return [section(f"*{kind} tea*, anybody?"), {"type": "actions", "elements": [button]}, *taken]


def ask(client: WebClient, channel: str, kind: str) -> None:
    client.chat_postMessage(channel=channel, text=f"{kind} tea, anybody?", blocks=round_of(kind, []))


@app.command("/tea")
def tea(ack: Ack, body: Json, client: WebClient) -> None:
    if kind := body["text"].strip():
        ask(client, body["channel_id"], kind)
        ack()
        return
    view = {
        "type": "modal",
        "callback_id": "tea.kind",
        "private_metadata": body["channel_id"],
        "title": plain("Tea round"),
        "submit": plain("Ask"),
        "blocks": [
            {
                "type": "input",
                "block_id": "kind",
                "label": plain("Which tea?"),
                "element": {"type": "plain_text_input", "action_id": "value", "max_length": 40},
            }
        ],
    }
    client.views_open(trigger_id=body["trigger_id"], view=view)
    ack()


@app.view("tea.kind")
def kind_chosen(ack: Ack, view: Json, client: WebClient) -> None:
    kind = view["state"]["values"]["kind"]["value"]["value"]
    if kind.lower() == "coffee":
        ack(response_action="errors", errors={"kind": "That would be another round."})
        return
    ack()
    ask(client, view["private_metadata"], kind)


@app.action("tea.me")
def me_too(ack: Ack, body: Json, action: Json, client: WebClient) -> None:
    ack()
    poured[body["user"]["id"]] += 1
    shown = [
        element["text"]
        for block in body["message"]["blocks"]
        if block["type"] == "context"
        for element in block["elements"]
    ]
    people = [name.strip("<@>") for text in shown for name in text.split()]
    people += [body["user"]["id"]] if body["user"]["id"] not in people else []
    client.chat_update(
        channel=body["channel"]["id"],
        ts=body["message"]["ts"],
        text=f"{action['value']} tea for {len(people)}",
        blocks=round_of(action["value"], people),
    )


@app.event("app_home_opened")
def home(event: Json, client: WebClient) -> None:
    words = f"Cups so far: {poured[event['user']]}"
    client.views_publish(user_id=event["user"], view={"type": "home", "blocks": [section(words)]})


if __name__ == "__main__":
    if "SLACK_APP_TOKEN" in os.environ:
        SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start()  # type: ignore[no-untyped-call]  # Bolt's own
    else:
        app.start(int(os.environ.get("PORT", "3000")))
