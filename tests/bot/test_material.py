import json
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from PIL import Image, ImageChops
from pptx import Presentation
from sqlalchemy import select

from bot import material
from bot.circles import room_members
from bot.delivery.answers import Answer
from bot.keeping import erasing
from bot.keeping.erasing import Wanted, What
from bot.material import asking, layout, making, picture, sheets, slide
from bot.material.layout import SQUARE, WIDE, Shape
from bot.material.sheet import Kind, Sheet
from bot.refusals import Gone
from bot.texts import words
from bot.transaction import Transaction
from bot.watchwords import watchwords
from models import Voice, Watchword
from tests.bot.circle_of_three import SALES
from tests.bot.open_table import AKI, BEN, CHIE, Talk, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.bot.test_watchwords import pin, voice_posts
from tests.conftest import Begin, install, known, outbox_rows

PHRASES = [
    "便利なのはわかるんですけど、結局いつもの水筒を持って出ちゃうんですよね",
    "😭",
    "髙﨑さんと𠮷野家へ",
    "w" * 60,
]
PNG = b"\x89PNG\r\n\x1a\n"


def sheet(phrase: str, **changed: Any) -> Sheet:
    filled: dict[str, Any] = {
        "language": "ja",
        "phrase": phrase,
        "label": "お客様の言葉",
        "origin": ("2026年7月", "店頭", "ひとり暮らしの方", "水筒", "円卓「商品づくり」"),
        "separator": "・",
        "badge": "社内限り",
        "standing": "社内の資料に使えます。",
        "footer": "Entaku 円卓",
        "description": f"お客様の言葉「{phrase}」",
        "stem": "合言葉-水筒",
    }
    return Sheet(**(filled | changed))


# Drawing


@pytest.mark.slow
@pytest.mark.parametrize("shape", [WIDE, SQUARE], ids=["wide", "square"])
@pytest.mark.parametrize("phrase", PHRASES)
def test_words_are_drawn_within_the_margins_and_nowhere_else(phrase: str, shape: Shape) -> None:
    one = sheet(phrase, origin=("2026年7月", *(["長い" * 20] * 3), "円卓「" + "名" * 40 + "」"))
    with_words = picture.image(one, shape)
    ground = picture._ground(layout.lay_out(one, shape))
    drawn = ImageChops.difference(with_words, ground).getbbox()

    assert with_words.size == (shape.width, shape.height)
    assert drawn is not None
    left, top, right, bottom = drawn
    assert shape.margin - 5 <= left
    assert right <= shape.width - shape.margin + 5
    assert shape.margin - 30 <= top
    assert bottom <= shape.height - 30
    in_the_middle = with_words.crop((shape.margin, 260, shape.width - shape.margin, 700)).convert("L")
    assert in_the_middle.histogram()[:80] != [0] * 80


@pytest.mark.parametrize("shape", [WIDE, SQUARE], ids=["wide", "square"])
def test_no_text_lies_on_another(shape: Shape) -> None:
    placed = layout.lay_out(sheet(PHRASES[0], origin=("長い" * 20,) * 5), shape)
    boxes = [
        (text.lines[0].y - text.setting.size, text.lines[-1].y + text.setting.size * 0.2)
        for text in (placed.label, placed.phrase, placed.origin)
    ]
    assert boxes == sorted(boxes)
    assert all(above[1] <= below[0] for above, below in pairwise(boxes))


@pytest.mark.parametrize(
    ("on", "ink"),
    [
        (layout.PAPER, layout.INK),
        (layout.PAPER, layout.SOFT),
        (layout.PAPER, layout.GREEN),
        (layout.BADGE, layout.ON_BADGE),
        (layout.TABLE, layout.INK),
    ],
)
def test_words_can_be_told_from_what_they_stand_on(on: str, ink: str) -> None:
    """A contrast of 4.5: https://www.w3.org/TR/WCAG22/#contrast-minimum."""
    light, dark = sorted((luminance(on), luminance(ink)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) > 4.5


def luminance(colour: str) -> float:
    shares = [part / 255 for part in bytes.fromhex(colour[1:])]
    red, green, blue = (s / 12.92 if s <= 0.03928 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.slow
def test_a_picture_comes_in_a_slides_shape_and_square() -> None:
    made = making.make(sheet("なんだか疲れる"), Kind.PICTURE)

    assert [one.name for one in made] == ["合言葉-水筒-16x9.png", "合言葉-水筒-1x1.png"]
    assert [Image.open(BytesIO(one.content)).size for one in made] == [(1920, 1080), (1080, 1080)]
    assert making.missing(sheet("한 잔 할까요")) == 5


@pytest.mark.parametrize("phrase", [*PHRASES, '=HYPERLINK("https://evil.example") <b>&amp;</b>'])
def test_a_slides_words_can_be_edited_and_its_notes_tell_where_they_are_from(phrase: str) -> None:
    one = sheet(phrase)
    [made] = making.make(one, Kind.SLIDE)
    shown = Presentation(BytesIO(made.content)).slides[0]

    assert made.name == "合言葉-水筒.pptx"
    assert shown.shapes.title is not None
    assert shown.shapes.title.text_frame.text.replace("\v", "") == phrase
    texts = {
        shape.name: shape.text_frame.text.replace("\v", "") for shape in shown.shapes if shape.has_text_frame
    }
    assert texts["Origin"] == "2026年7月・店頭・ひとり暮らしの方・水筒・円卓「商品づくり」"
    assert texts["Badge"] == "社内限り"
    assert shown.notes_slide.notes_text_frame is not None
    assert shown.notes_slide.notes_text_frame.text == f"{one.description}\n{one.standing}"
    assert not any(run.hyperlink.address for run in runs(shown))


def runs(shown: Any) -> list[Any]:
    return [
        run
        for shape in shown.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]


def test_what_no_slide_holds_is_left_out_of_it() -> None:
    shown = Presentation(BytesIO(slide.pptx(sheet("水\x00筒\x0b\ufffe")))).slides[0]
    assert shown.shapes.title is not None
    assert shown.shapes.title.text_frame.text == "水筒"


# What may stand on it


def shelved(tx: Transaction, slack: SlackInMemory, *, is_adopted: bool = True, **details: Any) -> Watchword:
    """Have a voice's words put forward by Aki, and adopted."""
    dialogue = open_table(tx, slack)
    voice = dialogue.seated[0].voice
    for name, value in details.items():
        setattr(voice, name, value)
    [post, *_] = voice_posts(tx, dialogue)
    pin(tx, AKI, SALES, post.ts or "")
    if is_adopted:
        watchwords.adopt(tx, dialogue)
    [watchword] = watchwords.nominees(tx, dialogue)
    return watchword


def test_a_voices_origin_is_told_without_a_name(tx: Transaction, slack: SlackInMemory) -> None:
    facts: dict[str, Any] = {
        "source": "phone",
        "segment": "ひとり暮らしの方",
        "product": "水筒",
        "said_on": date(2026, 7, 3),
    }
    watchword = shelved(tx, slack, heard_by="店長の田中", consent="public", **facts)

    told = sheets.of(tx, watchword, words("ja"))
    assert told.origin == ("2026年7月", "電話", "ひとり暮らしの方", "水筒", "円卓「商品づくり」")
    assert (told.label, told.badge) == ("お客様の言葉", None)
    assert (
        told.description
        == "お客様の言葉「声その1」（2026年7月・電話・ひとり暮らしの方・水筒・円卓「商品づくり」）"
    )
    assert told.stem == "合言葉-声その1"
    assert "田中" not in told.model_dump_json()
    assert "千恵" not in told.model_dump_json()
    english = sheets.of(tx, watchword, words("en"))
    assert english.origin[:2] == ("Jul 2026", "Phone")


@pytest.mark.parametrize(
    ("consent", "badge"), [("public", None), ("agreed", None), ("inside", "社内限り"), ("refused", "gone")]
)
def test_what_is_for_inside_says_so_and_what_was_refused_is_not_made(
    tx: Transaction, slack: SlackInMemory, consent: str, badge: str | None
) -> None:
    watchword = shelved(tx, slack, consent=consent)
    tx.person = known(tx, BEN, name=BEN)
    if badge == "gone":
        with pytest.raises(Gone):
            sheets.find(tx, watchword.id)
        return
    told = sheets.of(tx, sheets.find(tx, watchword.id), words("ja"))
    assert told.badge == badge
    assert told.standing == words("ja")(f"material-standing-{consent}")


def test_a_colleagues_words_are_told_as_such_and_stay_inside(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = open_table(tx, slack)
    pin(tx, AKI, SALES, Talk(tx, slack, dialogue).say("軽さより長さ"))
    adopted = watchwords.adopt(tx, dialogue)
    assert adopted is not None

    told = sheets.of(tx, adopted, words("ja"))
    assert (told.label, told.badge) == ("ミニ対話のひとことから", "社内限り")
    assert told.origin == ("2026年11月", "円卓「商品づくり」")


def test_of_a_voice_that_reached_its_age_only_the_dialogue_is_told(
    tx: Transaction, slack: SlackInMemory
) -> None:
    watchword = shelved(tx, slack, source="phone", product="水筒")
    watchword.settled_at = tx.now
    voice = tx.session.get_one(Voice, watchword.about_id)
    voice.state, voice.quote = "withdrawn", ""

    assert sheets.of(tx, watchword, words("ja")).origin == ("2026年11月", "円卓「商品づくり」")


# Who may ask


def test_a_nominee_is_for_its_circle(tx: Transaction, slack: SlackInMemory) -> None:
    watchword = shelved(tx, slack, is_adopted=False)
    room_members.listed(tx, SALES, [AKI, CHIE])
    for user, may in ((AKI, True), (CHIE, True), ("U0STRANGER", False)):
        tx.person = known(tx, user, name=user)
        if may:
            assert sheets.find(tx, watchword.id) is watchword
        else:
            with pytest.raises(Gone):
                asking.ask(tx, watchword.id, Kind.PICTURE)
    assert asked(tx, "files.draw") == []


def test_nobody_of_another_organisation_or_workspace_asks(
    tx: Transaction, slack: SlackInMemory, begin: Begin
) -> None:
    watchword = shelved(tx, slack, consent="public")
    tx.person = known(tx, BEN, name=BEN)
    tx.person.is_external = True
    with pytest.raises(Gone):
        asking.ask(tx, watchword.id, Kind.SLIDE)
    install(tx.session, "T0OTHER")
    tx.session.flush()
    tx.workspace = tx.session.get_one(type(tx.workspace), "T0OTHER")
    tx.person = None
    with pytest.raises(Gone):
        sheets.find(tx, watchword.id)
    assert sheets.named(tx, watchword.phrase) == []


def test_a_guest_asks_for_what_may_leave_the_company_alone(tx: Transaction, slack: SlackInMemory) -> None:
    watchword = shelved(tx, slack)
    tx.person = known(tx, BEN, name=BEN)
    tx.person.is_guest = True
    with pytest.raises(Gone):
        sheets.find(tx, watchword.id)
    tx.session.get_one(Voice, watchword.about_id).consent = "agreed"
    assert sheets.find(tx, watchword.id) is watchword


def test_without_the_extra_who_asks_is_told(
    tx: Transaction, slack: SlackInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(material, "NEEDED", ("PIL", "no_such_package"))
    watchword = shelved(tx, slack)
    tx.person = known(tx, BEN, name=BEN)
    with pytest.raises(asking.NotInstalled):
        asking.ask(tx, watchword.id, Kind.PICTURE)


# From asking to the files


def asked(tx: Transaction, method: str) -> list[dict[str, Any]]:
    tx.session.flush()
    return [row.arguments for row in outbox_rows(tx, "ask") if row.method == method]


UPLOADED = Answer({"channel": "D0BEN", "files": [{"id": "F1", "title": "合言葉.png"}], "missing": 0})


def uploaded(tx: Transaction, slack: SlackInMemory, **details: Any) -> Watchword:
    """Have Ben ask for a picture, and Slack hold its file."""
    watchword = shelved(tx, slack, **details)
    tx.person = known(tx, BEN, name=BEN)
    asking.ask(tx, watchword.id, Kind.PICTURE)
    asking.ask(tx, watchword.id, Kind.PICTURE)
    [drawn] = asked(tx, "files.draw")
    assert drawn["user"] == BEN
    asking.drawn(tx, f"{watchword.id}:picture:{BEN}", UPLOADED)
    return watchword


def test_who_asks_twice_at_once_gets_it_once_in_their_direct_messages(
    tx: Transaction, slack: SlackInMemory
) -> None:
    watchword = uploaded(tx, slack)
    [handed_over] = asked(tx, "files.completeUploadExternal")

    assert json.loads(handed_over["files"]) == [{"id": "F1", "title": "合言葉.png"}]
    assert handed_over["channel_id"] == "D0BEN"
    assert handed_over["initial_comment"].splitlines() == [
        "合言葉を資料にしました。",
        "お客様の了承は「社内だけ」です。社内の資料に使えます。",
    ]
    assert watchword.files == ["F1"]


def test_what_was_made_goes_from_slack_with_the_words(tx: Transaction, slack: SlackInMemory) -> None:
    watchword = uploaded(tx, slack)
    erasing.erase(tx, Wanted(What.VOICE, watchword.about_id))

    assert asked(tx, "files.delete") == [{"file": "F1"}]


def test_what_was_made_of_words_that_changed_since_goes_from_slack(
    tx: Transaction, slack: SlackInMemory
) -> None:
    talk = Talk(tx, slack, open_table(tx, slack))
    ts = talk.say("軽さより長さ")
    pin(tx, AKI, SALES, ts)
    [watchword] = tx.session.scalars(select(Watchword))
    watchword.files = ["F1", "F2"]
    talk.edit(ts, "軽さより、長さ")

    assert asked(tx, "files.delete") == [{"file": "F1"}, {"file": "F2"}]
    assert watchword.files == []


def test_words_that_go_while_the_file_is_handed_over_go_with_it(
    tx: Transaction, slack: SlackInMemory
) -> None:
    watchword = uploaded(tx, slack)
    subject = f"{watchword.id}:picture:{BEN}:F1"
    asking.handed_over(tx, subject, Answer({"files": [{"id": "F1"}]}))
    assert asked(tx, "files.delete") == []
    watchword.files = []
    asking.handed_over(tx, subject, Answer({"files": [{"id": "F1"}]}))
    assert asked(tx, "files.delete") == [{"file": "F1"}]


def test_words_that_go_while_they_are_drawn_are_not_handed_over(
    tx: Transaction, slack: SlackInMemory
) -> None:
    watchword = shelved(tx, slack)
    watchwords.remove(tx, watchword, is_source_gone=True)
    tx.session.flush()
    asking.drawn(tx, f"{watchword.id}:picture:{BEN}", UPLOADED)

    assert asked(tx, "files.completeUploadExternal") == []
    assert asked(tx, "files.delete") == [], "what is not completed is no file"
    slack.deliver(tx)
    assert any("もうここにはありません" in text for text in slack.texts(BEN))


@pytest.mark.parametrize("step", ["drawn", "handed over"])
def test_who_asked_is_told_when_it_came_to_nothing(tx: Transaction, slack: SlackInMemory, step: str) -> None:
    watchword = shelved(tx, slack)
    known(tx, BEN, name=BEN)
    subject = f"{watchword.id}:slide:{BEN}"
    if step == "drawn":
        asking.drawn(tx, subject, Answer(error="bug"))
    else:
        asking.handed_over(tx, f"{subject}:F1", Answer(error="file_not_found"))
        asking.handed_over(tx, f"{subject}:F1", Answer(error="channel_not_found"))
    slack.deliver(tx)

    assert [text for text in slack.texts(BEN) if "資料を作れませんでした" in text] == slack.texts(BEN)
    assert len(slack.texts(BEN)) == 1
