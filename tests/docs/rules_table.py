"""Writes the table of the sandbox's rules into its page: `python -m tests.docs.rules_table`."""

import re

from sandbox.rules import RULES
from tests.docs.pages import ROOT

PAGE = ROOT / "docs" / "sandbox.md"
BETWEEN = re.compile(r"(?<=<!-- rules: begin -->\n).*(?=<!-- rules: end -->)", re.DOTALL)


def table() -> str:
    """Return the table as the page should have it."""
    lines = [f"{len(RULES)} rules, {sum(rule.unsure for rule in RULES)} of them unsure.", ""]
    lines += ["| Rule | Slack says | Source | |", "|---|---|---|---|"]
    lines += [
        f"| `{rule.id}` | {_cell(rule.says)} | {_cell(rule.source)} | {'unsure' if rule.unsure else ''} |"
        for rule in RULES
    ]
    return "\n".join(lines) + "\n"


def written() -> str:
    """Return the table as the page has it."""
    found = BETWEEN.search(PAGE.read_text(encoding="utf-8"))
    return found[0] if found else ""


def write() -> None:
    text = BETWEEN.sub(lambda _: table(), PAGE.read_text(encoding="utf-8"))
    PAGE.write_text(text, encoding="utf-8")


def _cell(text: str) -> str:
    """Return a text that a table of Markdown shows as it is."""
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_")


if __name__ == "__main__":
    write()
