"""Short ways to write Block Kit in tests."""

from typing import Any

Json = dict[str, Any]


def plain(text: str = "x", **more: Any) -> Json:
    return {"type": "plain_text", "text": text, **more}


def mrkdwn(text: str = "x", **more: Any) -> Json:
    return {"type": "mrkdwn", "text": text, **more}


def section(text: Any = None, **more: Any) -> Json:
    return {"type": "section", "text": mrkdwn() if text is None else text, **more}


def accessory(kind: str, **fields: Any) -> list[Json]:
    return [section(accessory={"type": kind, **fields})]


def actions(*elements: Json) -> list[Json]:
    return [{"type": "actions", "elements": list(elements)}]


def field(kind: str, **fields: Any) -> list[Json]:
    return [{"type": "input", "label": plain(), "element": {"type": kind, **fields}}]


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain(), **more}


def option(text: str = "x", value: str = "x", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def options(count: int) -> list[Json]:
    return [option(value=str(number)) for number in range(count)]


def image(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "x", **more}


def link(length: int) -> str:
    return "https://example.com/".ljust(length, "x")


def words(text: str = "x") -> Json:
    return {"type": "text", "text": text}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def line(*parts: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(parts) or [words()]}


def block(kind: str, **fields: Any) -> list[Json]:
    return [{"type": kind, **fields}]


def modal(blocks: Any = None, **more: Any) -> Json:
    return {"type": "modal", "title": plain(), "blocks": blocks or [section()], **more}


def home(blocks: Any = None, **more: Any) -> Json:
    return {"type": "home", "blocks": blocks or [section()], **more}
