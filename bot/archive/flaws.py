"""What can be wrong with an archive, or with where it is to go. Each names its place and the way out."""

from bot.refusals import Refusal


class Unusable(Refusal):
    """Nothing of the archive is taken in."""


class NoArchive(Unusable):
    """It is not such a file at all."""

    key = "restore-no-archive"


class Newer(Unusable):
    """Needs `format` and `known`."""

    key = "restore-newer"


class Broken(Unusable):
    """It is no JSON from a `line` on. Needs `line`."""

    key = "restore-broken"


class WrongSection(Unusable):
    """Needs `line`, the section that is `due` there and the one that is `found`."""

    key = "restore-wrong-section"


class WrongValue(Unusable):
    """Needs `line`, `section`, `row`, `column` and `why`."""

    key = "restore-wrong-value"


class LeadsNowhere(Unusable):
    """Needs `line`, `section`, `row`, `column` and the section `to` which it leads."""

    key = "restore-leads-nowhere"


class Twice(Unusable):
    """Needs `line`, `section` and `row`: an id that was there before."""

    key = "restore-twice"


class Clash(Unusable):
    """Needs `section`, `first` and `last`: of these rows the database refuses one."""

    key = "restore-clash"


class NotEmpty(Unusable):
    """Needs `there`: what is in the database, with counts."""

    key = "restore-not-empty"
