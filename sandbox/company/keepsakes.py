"""What colleagues keep of a dialogue, and what they come back to it with: phrases, ideas, plans and worries."""

from typing import Literal

from sandbox.company.entry import Entry


class Kept(Entry):
    """The words that stay of a longer remark or voice that somebody pinned, and why."""

    by: str
    phrase: str
    why: str


class Idea(Entry):
    """Something noticed, written when the dialogue closes."""

    by: str
    say: str


class TakenUp(Entry):
    """What somebody makes of an idea: `idea` is how it reads in the list, the rest what the form asks for."""

    by: str
    idea: str
    say: str
    when: str
    helps: str


class Plan(Entry):
    """Something that is to be done, told in one's room and held against the watchwords.

    `about` is the voice that it touches, `decided` what is noted afterwards, in which work (`kind`).
    """

    by: str
    about: str = ""
    say: str
    kind: Literal["planning", "costs", "sales", "design", "other"]
    decided: str


class Worry(Entry):
    """What somebody is unsure about, in everyday words."""

    by: str
    say: str
