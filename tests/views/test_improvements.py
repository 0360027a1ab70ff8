from datetime import UTC, date, datetime
from typing import Any

import pytest
from slack_sdk.models.views import View
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.delivery.outbox import Message
from bot.improvements.improvement_form import LONGEST, ImprovementForm
from bot.texts import Words, words
from bot.views import improvement_forms as form_views
from bot.views import improvements as views
from bot.views.improvements import Decision, Opened, Proposal, Table, Tie
from tests.bot.slack_in_memory import texts_in
from tests.views.refused import HOSTILE, problems

UNTIL = datetime(2026, 11, 30, 1, 29, tzinfo=UTC)
FRIDAY = date(2026, 12, 4)
BIG = Proposal(
    "i1", "ふたの絵を大きくする", "朝礼のあとに", "はじめての方", FRIDAY, "秋", has_owner=True, votes=2
)
SMALL = Proposal("i2", "棚に札を立てる", is_asked=True, votes=2)
BARE = Proposal("i3", "音を録る")


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def table(**changed: Any) -> Table:
    fields: dict[str, Any] = {
        "dialogue_id": "d1",
        "phrases": [("なんだか疲れる", 3), ("朝が楽しみ", 1)],
        "proposals": [BIG, SMALL, BARE],
        "leading": BIG,
        "tie": Tie.OWNER,
        "until": UNTIL,
        "tz": "Asia/Tokyo",
    }
    return Table(**(fields | changed))


def shown(message: Any) -> dict[str, Any]:
    arguments: dict[str, Any] = message.arguments()
    return arguments


def buttons(blocks: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [
        (element["action_id"], element["value"])
        for block in blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def test_what_lies_before_a_room_that_decides(said: Words, snapshot: SnapshotAssertion) -> None:
    message = shown(views.deciding(said, table()))
    assert message == snapshot
    assert buttons(message["blocks"]) == [
        ("improvement.vote", "i1"),
        ("improvement.vote", "i2"),
        ("improvement.take", "i2"),
        ("improvement.vote", "i3"),
        ("improvement.take", "i3"),
        ("improvement.propose", "d1"),
        ("idea.write", "d1"),
    ]
    assert "10:29" in str(message)


def test_before_anybody_proposed_one_can_propose_or_write_an_idea(
    said: Words, snapshot: SnapshotAssertion
) -> None:
    message = shown(views.deciding(said, table(phrases=[], proposals=[], leading=None, tie=None)))
    assert message == snapshot
    assert buttons(message["blocks"]) == [("improvement.propose", "d1"), ("idea.write", "d1")]
    assert said("improve-tie-rule") not in texts_in(message["blocks"])


def test_when_it_is_decided_the_sums_stay_and_the_buttons_go(
    said: Words, snapshot: SnapshotAssertion
) -> None:
    message = shown(views.deciding(said, table(is_decided=True)))
    assert message == snapshot
    assert buttons(message["blocks"]) == []
    assert said("improve-chosen-by", count=2) in "\n".join(texts_in(message["blocks"]))


def test_of_many_proposals_the_most_chosen_are_shown_and_the_rest_is_a_tap_away(said: Words) -> None:
    many = [Proposal(f"i{number}", f"案{number}", votes=number) for number in range(60)]
    message = views.deciding(said, table(proposals=many, leading=many[-1], tie=None))
    assert problems(message) == []
    pressed = buttons(shown(message)["blocks"])
    voted = [value for action, value in pressed if action == "improvement.vote"]
    assert voted == [f"i{number}" for number in range(50, 60)]
    assert ("improvement.list", "d1") in pressed
    view = views.listed(said, table(proposals=many), "i4", Opened(dialogue_id="d1", channel_id="C1"))
    assert problems(view) == []
    assert said("improve-vote-button-yours", count=4) in texts_in(view.to_dict())
    assert said("home-more", count=15) in texts_in(view.to_dict())


@pytest.mark.parametrize(
    ("name", "decided"),
    [
        ("led", Decision("d1", BIG)),
        ("tied", Decision("d1", BIG, Tie.FIRST)),
        ("asked", Decision("d1", SMALL)),
        ("nobody", Decision("d1", BARE)),
        ("nothing", Decision("d1", None)),
        ("later", Decision("d1", None, late=[BARE])),
    ],
)
def test_what_the_rooms_read_of_the_decision_and_on_the_next_working_day(
    said: Words, snapshot: SnapshotAssertion, name: str, decided: Decision
) -> None:
    message, later = shown(views.decision(said, decided)), shown(views.follow_up(said, decided))
    assert message == snapshot
    assert later == snapshot
    actions = {action for action, _ in buttons(message["blocks"])}
    expected = {
        "led": {"trail.open"},
        "tied": {"trail.open"},
        "asked": {"improvement.take", "improvement.ask", "trail.open"},
        "nobody": {"improvement.take", "improvement.ask", "trail.open"},
        "nothing": {"improvement.propose"},
        "later": {"improvement.propose", "improvement.take"},
    }
    assert actions == expected[name]
    assert {action for action, _ in buttons(later["blocks"])} == expected[name]


@pytest.mark.parametrize("improvement_id", [None, "i1"])
def test_the_form(said: Words, snapshot: SnapshotAssertion, improvement_id: str | None) -> None:
    filled = ImprovementForm(what="絵", owner="U0AKI", due=FRIDAY)
    opened = Opened(dialogue_id="d1", improvement_id=improvement_id, channel_id="C1")
    view = form_views.form(said, filled, opened).to_dict()
    assert view == snapshot
    fields = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    assert fields == ["what", "when_then", "helps", "owner", "due", "measure"]
    assert [block.get("optional") for block in view["blocks"][:2]] == [False, True]
    assert bool(buttons(view["blocks"])) is (improvement_id is not None)


def test_what_single_people_are_asked_and_told(said: Words, snapshot: SnapshotAssertion) -> None:
    asked = shown(views.asked(said, BARE, "秋"))
    assert asked == snapshot
    assert buttons(asked["blocks"]) == [("improvement.accept", "i3"), ("improvement.decline", "i3")]
    assert form_views.ask_form(said, "絵", Opened(improvement_id="i1", channel_id="C1")).to_dict() == snapshot
    assert said("somebody") in texts_in(shown(views.asked(said, BARE, None))["blocks"])[0]
    assert form_views.kept(said, "絵", "移しました").to_dict() == snapshot
    assert form_views.withdrawn(said).to_dict() == snapshot


@pytest.mark.parametrize(
    ("last", "state"),
    [
        (None, ""),
        (BIG, "open"),
        (Proposal("i1", "絵", owner="秋", has_owner=True), "doing"),
        (BARE, "open"),
        (BIG, "done"),
        (BIG, "released"),
    ],
)
def test_last_time_is_one_line(
    said: Words, snapshot: SnapshotAssertion, last: Proposal | None, state: str
) -> None:
    line = views.last_time(said, last, state)
    assert line == snapshot
    assert "\n" not in line


@pytest.mark.parametrize("text", [HOSTILE, "&" * 100, "<" * 100, "🧑‍🧑‍🧒" * 30, "長い" * 50, "a\nb" * 30])
def test_whatever_people_write_slack_takes_it_and_nothing_becomes_active(said: Words, text: str) -> None:
    one = Proposal("i1", text[:100], text[:100], text[:60], FRIDAY, text, has_owner=True, votes=3)
    free = Proposal("i2", text[:100], text[:100], text[:60], FRIDAY, is_asked=True)
    every = [one, free] * 10
    filled = ImprovementForm(**{field: text[:longest] for field, longest in LONGEST.items()})
    opened = Opened(dialogue_id="d1", improvement_id="i1", channel_id="C1")
    full = table(phrases=[(text[:60], 3)] * 30, proposals=every, leading=one)
    every_message: list[Message | View] = [
        views.deciding(said, full),
        views.deciding(said, table(proposals=every, is_decided=True)),
        views.listed(said, full, "i1", opened),
        *(views.decision(said, decided) for decided in (Decision("d1", one), Decision("d1", free))),
        views.decision(said, Decision("d1", None, late=every)),
        *(views.follow_up(said, decided) for decided in (Decision("d1", one), Decision("d1", free))),
        views.asked(said, free, text),
        views.sentence(said("improve-accepted", improvement=text)),
        form_views.form(said, filled, opened),
        form_views.ask_form(said, text, opened),
    ]
    for told in every_message:
        assert problems(told) == []
        if isinstance(told, Message):
            assert "<" not in "".join(texts_in(told.arguments()["blocks"]))
            assert "<" not in told.arguments()["text"]
