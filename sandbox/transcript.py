"""The week to read afterwards: every room as it stands in Slack, and what was proven."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.client import Sandbox
from sandbox.company import Company
from sandbox.company.seeing import words_of
from sandbox.proof import Proof

Json = dict[str, Any]


def write(path: Path, sandbox: Sandbox, company: Company, proof: Proof | None) -> Path:
    """Write the transcript as Markdown; answer where it lies."""
    story = company.story
    assert story is not None
    names = {user["id"]: user["real_name"] for user in sandbox.users()}
    tz = ZoneInfo(story.circle.tz)
    lines = [f"# {company.team.name}: {story.circle.name}", ""]
    keys = [room.channel for room in story.circle.rooms] + [story.circle.wins, story.circle.record]
    for key in dict.fromkeys(keys):
        lines += [f"## #{sandbox.channel(key)['name']}", ""]
        for root in sandbox.messages(key):
            lines.append(_line(root, names, tz))
            lines += ["  " + _line(reply, names, tz) for reply in sandbox.thread(key, root["ts"])[1:]]
        lines.append("")
    if proof is not None:
        lines += ["## Proof", ""]
        lines += [f"- {name}: {value}" for name, value in asdict(proof).items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _line(message: Json, names: dict[str, str], tz: ZoneInfo) -> str:
    at = datetime.fromtimestamp(float(message["ts"]), UTC).astimezone(tz)
    who = names.get(message.get("user", ""), message.get("username", ""))
    words = (
        message["text"]
        if not message.get("blocks") or not message.get("bot_id")
        else words_of({"blocks": message["blocks"]})
    )
    reactions = "".join(f" :{one['name']}:×{one['count']}" for one in message.get("reactions", ()))
    for user_id, name in names.items():
        words = words.replace(f"<@{user_id}>", f"@{name}")
    return f"- {at:%m-%d %H:%M} {who}: {' '.join(words.split())}{reactions}"
