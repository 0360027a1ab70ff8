"""One rule of Slack that the sandbox holds to, and where it is written down."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """What Slack does not let pass.

    `id` names the rule in the traffic log, `says` states it in a sentence, `source` is its section of the
    facts on the Slack platform that the project keeps (and Slack's own page, where there is one).
    `unsure` marks what is not confirmed; the sandbox then decides for the strict side.
    """

    id: str
    says: str
    source: str
    unsure: bool = False
