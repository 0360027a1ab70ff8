"""What comes of things: small wins, and what becomes of an improvement once it is begun with."""

from typing import Literal

from sandbox.company.entry import Entry


class Win(Entry):
    """A small success, where it came from (a voice, or nowhere in particular), and who cheers.

    `before` and `after` are numbers, of `sales_talk` words. `edited_to` is how its author tells it a little later.
    """

    by: str
    say: str
    origin: str = ""
    way: Literal["text", "form"] = "text"
    kind: Literal["complaints", "sales_talk", "idea", "team", "kindness", "other"] = "other"
    before: str = ""
    after: str = ""
    unit: str = ""
    period: Literal["", "day", "week", "month", "quarter", "year"] = ""
    thanks: str = ""
    pictured: bool = False
    edited_to: str = ""
    cheered_by: tuple[str, ...] = ()


class Measure(Entry):
    """By what one notices the change: `first` is how it was before, `then` the values written down one by one."""

    name: str
    unit: str
    direction: Literal["less", "more"]
    first: str
    then: tuple[str, ...]


class Outcome(Entry):
    """What becomes of the improvement that was proposed in the words `of`.

    `hand` is what its lead could use a hand with, `reason` why they may let it go, `win` what is told when it is done.
    """

    of: str
    hand: str
    reason: str
    measure: Measure
    win: Win
