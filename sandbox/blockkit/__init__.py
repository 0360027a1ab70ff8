"""Block Kit as Slack checks it: every block and element, every limit, in Slack's words.

`check_blocks` and `check_view` answer with what Slack would complain about; each complaint names its rule.
`RULES` is the whole table. The limits are declared beside the fields they belong to: texts and options in
`objects`, elements in `elements`, blocks in `blocks` and `message_blocks`, what spans a message or view in
`views`. Where sources disagree the strict reading is taken and the rule is marked unsure.
"""

from sandbox.blockkit.blocks import Surface
from sandbox.blockkit.schema import RULES_BY_ID, Problem, length
from sandbox.blockkit.views import (
    ONE_TABLE,
    TOO_MUCH_TEXT,
    TOTAL_TEXT_LIMIT,
    check_blocks,
    check_view,
    fill_block_ids,
    total_text,
)
from sandbox.rule import Rule

RULES: tuple[Rule, ...] = tuple(RULES_BY_ID.values())

__all__ = [
    "ONE_TABLE",
    "RULES",
    "TOO_MUCH_TEXT",
    "TOTAL_TEXT_LIMIT",
    "Problem",
    "Rule",
    "Surface",
    "check_blocks",
    "check_view",
    "fill_block_ids",
    "length",
    "total_text",
]
