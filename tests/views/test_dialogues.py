from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.delivery.outbox import Message
from bot.dialogues.agenda import Stage, stage_at
from bot.texts import Words, words
from bot.views import bridge, circles, closing, dialogues, planning
from bot.views.bridge import Picture, Spoken
from bot.views.improvements import Proposal
from bot.views.my_voices import Came
from models import Circle, Dialogue, SeatedVoice, Voice
from tests.bot.slack_in_memory import texts_in

TEN = datetime(2026, 11, 30, 1, 0, tzinfo=UTC)
TOKYO = "Asia/Tokyo"
HOSTILE = "<!channel> <@U1> <https://x|y> & *b* @here \u202e"
SPOKEN = Spoken("r1", "秋", "営業", "https://p/1.png", "水筒が重い")


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def seated(**changed: Any) -> SeatedVoice:
    fields: dict[str, Any] = {
        "id": "v1",
        "quote": "便利だけど、なんだか疲れる",
        "scene": "駅前の店で、閉店まぎわに",
        "product": "水筒",
        "segment": "通勤の方",
        "brought_at": TEN,
    }
    return SeatedVoice(position=0, reason="waited_longest", voice=Voice(**(fields | changed)))


def card(**changed: Any) -> dialogues.Card:
    fields: dict[str, Any] = {
        "departments": ["営業", "開発"],
        "shared_departments": [],
        "has_record_room": True,
        "dialogue_id": "d1",
        "seated_departments": ["開発"],
        "has_gentle_notes": False,
        "voices": 3,
        "stage": Stage.QUESTION_1,
        "stage_ends_at": TEN + timedelta(minutes=12),
        "next_stage": Stage.QUESTION_2,
        "writers": None,
        "starts_at": TEN,
        "closes_at": TEN + timedelta(minutes=30),
        "tz": TOKYO,
        "circle_id": "circle234567",
    }
    return dialogues.Card(**(fields | changed))


def shown(message: Message) -> dict[str, Any]:
    return message.arguments()


@pytest.mark.parametrize("connected", [True, False])
def test_the_card_says_that_an_assistant_inside_the_company_reads_along(said: Words, connected: bool) -> None:
    message = shown(dialogues.card(said, card(has_inside_assistant=connected)))
    assert (said("open-assistant") in str(message["blocks"])) is connected


def test_the_card(said: Words, snapshot: SnapshotAssertion) -> None:
    message = shown(dialogues.card(said, card(shared_departments=["開発"])))
    assert message == snapshot
    assert "10:12" in str(message["blocks"])


def test_the_card_says_what_became_of_the_last_time_before_anything_else(said: Words) -> None:
    message = shown(dialogues.card(said, card(last_time="前回の小さな改善「*絵* & 音」")))
    assert message["blocks"][1]["text"]["type"] == "plain_text"
    assert message["blocks"][1]["text"]["text"] == "前回の小さな改善「*絵* &amp; 音」"


def test_the_card_says_that_the_circle_comes_round_with_this_one(said: Words) -> None:
    assert said("round-last") in str(dialogues.card(said, card(is_last=True)).arguments())
    assert said("round-last") not in str(dialogues.card(said, card()).arguments())


def test_the_card_while_people_write(said: Words) -> None:
    blocks = shown(dialogues.card(said, card(stage=Stage.WRITING, writers=4)))["blocks"]
    assert said("silent-writers", count=4) in texts_in(blocks)
    assert said("silent-button") in texts_in(blocks)
    nobody = shown(dialogues.card(said, card(stage=Stage.WRITING, writers=0)))["blocks"]
    assert said("silent-writers", count=0) not in texts_in(nobody)


def test_a_voice_on_the_table(said: Words, snapshot: SnapshotAssertion) -> None:
    message = shown(dialogues.voice(said, seated(), TOKYO))
    assert message == snapshot
    assert "便利だけど、なんだか疲れる" in message["text"]


def test_a_voice_without_details_says_only_when_it_came(said: Words) -> None:
    message = shown(dialogues.voice(said, seated(scene=None, product=None, segment=None), TOKYO))
    assert texts_in(message["blocks"])[1] in {"2026年11月に届いた声", "Brought in Nov 2026"}


def test_a_voice_that_stays_inside(said: Words, snapshot: SnapshotAssertion) -> None:
    message = shown(dialogues.voice_inside_only(said, seated()))
    assert message == snapshot
    assert "便利だけど" not in str(message)


@pytest.mark.parametrize("minute", [0, 5, 12, 19])
def test_what_each_stage_asks(said: Words, snapshot: SnapshotAssertion, minute: int) -> None:
    current = stage_at(TEN, TEN + timedelta(minutes=minute))
    message = dialogues.prompt(said, current, "d1", TOKYO)
    assert message is not None
    assert shown(message) == snapshot


@pytest.mark.parametrize("minute", [25, 30, 90])
def test_where_people_decide_and_when_it_has_closed_no_question_is_asked(said: Words, minute: int) -> None:
    assert dialogues.prompt(said, stage_at(TEN, TEN + timedelta(minutes=minute)), "d1", TOKYO) is None


def test_what_rooms_read_before_a_dialogue(said: Words, snapshot: SnapshotAssertion) -> None:
    planned = Dialogue(id="d1", started_at=TEN)
    assert shown(planning.invitation(said, planned, TOKYO, missing=2, wanted=3)) == snapshot
    assert shown(dialogues.nothing_to_open(said)) == snapshot


def test_what_hosts_read(said: Words, snapshot: SnapshotAssertion) -> None:
    circle = Circle(name="商品づくり", tz=TOKYO)
    for error in ("not_in_channel", "is_archived"):
        assert shown(circles.room_lost(said, circle, "営業", error)) == snapshot
    assert shown(circles.missed(said, circle, TEN)) == snapshot


def test_the_close_and_the_record(said: Words, snapshot: SnapshotAssertion) -> None:
    begun = Proposal("i1", "ふたの絵を大きくする", owner="秋", has_owner=True, due_on=TEN.date())
    outcome = closing.Outcome(
        3, 12, 2, "なんだか疲れる", ["朝が楽しみ"], begun, ["軽いほど手が出る", "音が好き"]
    )
    departments = ["営業", "開発"]
    assert shown(closing.closing(said, outcome, "d1")) == snapshot
    record = closing.record(
        said,
        circle="商品づくり",
        departments=departments,
        outcome=outcome,
        quoted=[SPOKEN],
        link="https://test.slack.com/archives/C1/p1795000000000001?a=1&b=2",
        holds_remarks=False,
        started_at=TEN,
        tz=TOKYO,
    )
    assert shown(record) == snapshot
    assert "「水筒が重い」" in str(shown(record)) or "“水筒が重い”" in str(shown(record))
    assert shown(closing.recorded_voice(said, seated(), TOKYO, [SPOKEN])) == snapshot
    closed = closing.closed_card(
        said,
        departments=departments,
        voices=1,
        started_at=TEN,
        closed_at=TEN + timedelta(minutes=30),
        tz=TOKYO,
    )
    assert shown(closed) == snapshot
    assert (
        shown(
            closing.heard(said, TEN, TOKYO, remarks=4, quoted=[SPOKEN], came=Came("朝の一口", "見本を置く"))
        )
        == snapshot
    )
    assert len(shown(closing.heard(said, TEN, TOKYO, remarks=4, quoted=[], came=Came()))["blocks"]) == 1


def test_a_dialogue_without_a_watchword_or_an_improvement_is_an_honest_outcome(said: Words) -> None:
    message = closing.closing(said, closing.Outcome(1, 0, 0, None, []))
    assert said("close-no-watchword") in texts_in(shown(message)["blocks"])
    assert said("close-no-improvement") in texts_in(shown(message)["blocks"])


@pytest.mark.parametrize(
    ("link", "holds_remarks", "key"),
    [(None, False, "record-remarks-stay"), (None, True, "record-remarks-here")],
)
def test_where_the_remarks_are(said: Words, link: str | None, holds_remarks: bool, key: str) -> None:
    message = closing.record(
        said,
        circle="商品づくり",
        departments=["営業"],
        outcome=closing.Outcome(1, 0, 0, None, []),
        quoted=[],
        link=link,
        holds_remarks=holds_remarks,
        started_at=TEN,
        tz=TOKYO,
    )
    assert texts_in(shown(message)["blocks"])[-1] == said(key)


def test_a_copy(said: Words, snapshot: SnapshotAssertion) -> None:
    spoken = Spoken(
        "r1", "秋", "営業", "https://p/1.png", "棚です", [Picture("F1", "棚.png")], ["計画.pdf", ""]
    )
    message = shown(bridge.copy(said, [spoken]))
    assert message == snapshot
    assert message["blocks"][2]["slack_file"] == {"id": "F1"}


def test_somebody_without_name_or_picture_is_shown_by_a_general_word(said: Words) -> None:
    message = shown(bridge.copy(said, [Spoken("r1", None, "営業", None, "はい")]))
    assert said("somebody") in texts_in(message["blocks"])[0]


@pytest.mark.parametrize("text", ["長い文。" * 3000, "&" * 12_000, "🧑‍🧑‍🧒" * 2500, "a" * 40_000])
def test_a_long_remark_is_shortened_and_can_be_read_whole(said: Words, text: str) -> None:
    spoken = Spoken("r1", "秋", "営業", None, text)
    blocks = shown(bridge.copy(said, [spoken]))["blocks"]
    assert sum(len(part) for part in texts_in(blocks)) < 10_000
    assert all(len(part) <= 3000 for part in texts_in(blocks))
    assert blocks[-1]["elements"][0]["value"] == "r1"

    pages, page = [], 0
    while True:
        view = bridge.whole(said, spoken, channel_id="C1", page=page).to_dict()
        pages += [block["text"]["text"] for block in view["blocks"] if block["type"] == "section"]
        buttons = [b for b in view["blocks"][-1].get("elements", []) if b.get("type") == "button"]
        onward = [button["value"] for button in buttons if button["value"] == f"r1:{page + 1}"]
        if not onward:
            break
        page += 1
    assert "".join(pages).replace("&amp;", "&") == text


def test_ten_long_remarks_that_came_to_share_a_message_stay_within_its_limits(said: Words) -> None:
    spoken = [
        Spoken(f"r{number}", "秋", "営業", "https://p/1.png", "長い文。" * 3000) for number in range(10)
    ]
    message = shown(bridge.copy(said, spoken))
    assert len(message["blocks"]) <= 50
    assert sum(len(part) for part in texts_in(message["blocks"])) < 11_000
    assert len(message["text"]) <= 3000


@pytest.mark.slow
@pytest.mark.parametrize("text", [HOSTILE, HOSTILE * 2000, " ", "\n\n"])
def test_nothing_people_typed_becomes_active(said: Words, text: str) -> None:
    spoken = Spoken("r1", text, text, None, text, [Picture("F1", text)], [text])
    messages = [
        bridge.copy(said, [spoken]),
        dialogues.card(said, card(departments=[text] * 20, shared_departments=[text] * 20)),
        dialogues.voice(said, seated(quote=text, scene=text, product=text, segment=text), TOKYO),
        closing.closing(
            said, closing.Outcome(1, 1, 1, text, [text] * 30, Proposal("i1", text, owner=text), [text] * 30)
        ),
        closing.record(
            said,
            circle=text,
            departments=[text] * 20,
            outcome=closing.Outcome(1, 1, 1, None, []),
            quoted=[spoken, spoken],
            link=None,
            holds_remarks=False,
            started_at=TEN,
            tz=TOKYO,
        ),
        circles.missed(said, Circle(name=text, tz=TOKYO), TEN),
    ]
    for message in messages:
        arguments = shown(message)
        for part in [arguments["text"], *texts_in(arguments["blocks"])]:
            assert "<" not in part
            assert ">" not in part
            assert len(part) <= 3000
        for block in arguments["blocks"]:
            mrkdwn = [block.get("text"), *block.get("elements", [])]
            assert all(one.get("verbatim") for one in mrkdwn if one and one.get("type") == "mrkdwn")


def test_a_voice_that_others_say_too_tells_how_often_it_was_heard(said: Words) -> None:
    often = seated()
    often.voice.joined = [Voice(quote="ないしょ"), Voice(quote="ないしょ")]
    shown = " ".join(texts_in([block.to_dict() for block in dialogues.voice(said, often, TOKYO).blocks]))
    expected = {
        "ja": "同じような声が、ほかに2件あります（合わせて3件）。",
        "en": "Heard 3 times: 2 other voices say the same.",
    }
    assert expected[said.language] in shown
    assert "ないしょ" not in shown
