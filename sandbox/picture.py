"""The demo as a picture: the threads side by side on a page of HTML that needs nothing from elsewhere."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

STYLE = """
body { margin: 0; padding: 20px; background: #f4f1ea; color: #22302c;
  font: 14px/1.55 "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", system-ui, "Noto Color Emoji", sans-serif; }
h1 { margin: 0 0 14px; font-size: 15px; font-weight: 600; }
h1 small { margin-left: 12px; color: #6b7a75; font-weight: 400; }
main { display: grid; grid-template-columns: repeat(3, 1fr); gap: 14px; }
section { background: #fff; border-radius: 10px; padding: 12px 14px; }
h2 { margin: 0 0 8px; font-size: 14px; color: #2f5d50; }
p { margin: 0 0 9px; padding-left: 10px; border-left: 3px solid #d9d4c7; }
p b { display: block; font-size: 12px; font-weight: 600; color: #55635e; }
p.copy { border-color: #7fb3a3; }
p.app { border-color: transparent; color: #6b7a75; font-size: 13px; }
span { margin-left: 6px; padding: 1px 6px; border-radius: 8px; background: #eef3f1; font-size: 12px; }
"""


@dataclass(frozen=True)
class Line:
    """A message: who says it in this room (nobody: the app itself), whether it is a copy, its reactions."""

    who: str
    words: str
    is_copy: bool
    reactions: Sequence[str]


def page(title: str, heading: str, threads: Mapping[str, Sequence[Line]]) -> str:
    """Return the page; `threads` holds each room's lines under its department."""
    columns = "".join(
        f"<section><h2># {html.escape(room)}</h2>{''.join(map(_line, lines))}</section>"
        for room, lines in threads.items()
    )
    return (
        f'<!doctype html><meta charset="utf-8"><title>{html.escape(title)}</title><style>{STYLE}</style>'
        f"<h1>{html.escape(heading)}<small>{html.escape(title)}</small></h1><main>{columns}</main>"
    )


def _line(line: Line) -> str:
    kind = "copy" if line.is_copy else "" if line.who else "app"
    who = f"<b>{html.escape(line.who)}</b>" if line.who else ""
    reactions = "".join(f"<span>{html.escape(one)}</span>" for one in line.reactions)
    return f'<p class="{kind}">{who}{html.escape(line.words)}{reactions}</p>'
