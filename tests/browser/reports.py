"""The report of an invented circle, for the pictures of the docs."""

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from bot import schema, texts
from bot.reports import telling
from bot.reports.bonds import Bond, Tie
from bot.reports.changes import Change, Improved, Told
from bot.reports.departments import Grouping
from bot.reports.figures import Figures, Phrase
from bot.reports.flow import Flow
from bot.reports.leaf import Leaf
from bot.reports.period import Period
from bot.transaction import Database
from models import Pulse
from tests.conftest import TEAM, FakeClock, install

NOW = datetime(2026, 12, 28, 1, tzinfo=UTC)
CIRCLE = {"ja": "毎日の道具", "en": "Everyday things"}
DEPARTMENTS = {
    "ja": (("営業", "商品開発", "お客様相談", "店舗運営", "品質保証"), ("購買", "宣伝")),
    "en": (("Sales", "Workshop", "Helpline", "Shops", "Quality"), ("Purchasing", "Advertising")),
}
BONDS = {
    "before": ((0, 1, Tie.TALKED, 2), (1, 4, Tie.TALKED, 1), (0, 3, Tie.QUOTED, 1)),
    "now": (
        *((0, 1, Tie.TALKED, 5), (0, 2, Tie.TALKED, 4), (1, 2, Tie.TALKED, 3), (2, 4, Tie.TALKED, 1)),
        *((0, 1, Tie.QUOTED, 3), (1, 2, Tie.QUOTED, 6), (3, 4, Tie.QUOTED, 1)),
        *((1, 2, Tie.TOOK_ON, 1), (0, 3, Tie.TOOK_ON, 1), (3, 5, Tie.TALKED, 1)),
    ),
}
PHRASES = {
    "ja": (
        "便利なのはわかるんですけど、結局いつもの水筒を持って出ちゃうんですよね",
        "開けるとき、音がすると安心する",
    ),
    "en": (
        "It's convenient, I know. I still take the old one when I go out.",
        "The click tells me it is shut",
    ),
}
IMPROVED = {
    "ja": (("箱の絵に、ふたの開けかたを足す", "done"), ("試作の棚に、お客様の言葉を貼る", "doing")),
    "en": (
        ("Draw on the box how the lid opens", "done"),
        ("Put customers' words on the shelf of samples", "doing"),
    ),
}
PULSES = {8: [31, 24, 30, 33], 9: [34, 28, None, 35], 10: [33, 32, 37, 36], 11: [38, 36, 41, 39]}
CHANGES = {
    "ja": (("開けかたの電話が減った", "12", "5", "件"), ("返品の相談が増えた", "3", "4", "件")),
    "en": (
        ("Fewer calls about the lid", "12", "5", "calls"),
        ("More questions about returns", "3", "4", "calls"),
    ),
}


def leaf(language: str) -> Leaf:
    """Return what the report says in a language."""
    apart, together = DEPARTMENTS[language]
    groups = (*apart, None)
    before, now = (
        [Bond(groups[one], groups[other], tie, times) for one, other, tie, times in BONDS[name]]
        for name in ("before", "now")
    )
    figures = Figures(
        circle=CIRCLE[language],
        period=Period(date(2026, 10, 1), 3),
        grouping=Grouping(apart, together),
        before=before,
        now=now,
        flow=Flow(41, 12, 36, 22, 17, 6, 9, 14, 6, 4, 3),
        phrases=[Phrase("", phrase) for phrase in PHRASES[language]],
        kept_back=0,
        improvements=[Improved("", what, None, None, state) for what, state in IMPROVED[language]],
        changes=[Change("", *change) for change in CHANGES[language]],
        wins=[Told("", what, "other") for what, *_ in CHANGES[language]],
        pulses=[
            Pulse(asked_at=datetime(2026, month, 10, 1, tzinfo=UTC), averages=averages)
            for month, averages in PULSES.items()
        ],
        is_partly_aged=False,
    )
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'report.sqlite3'}"
        schema.migrate(url)
        database = Database(url, FakeClock(NOW))
        with database.session() as session:
            install(session)
        with database.begin(TEAM) as tx:
            told = telling.tell(tx, figures, texts.words(language), "Asia/Tokyo")
        database.dispose()
    return told
