"""A win along its trail: what its post shows of the way, and who is told privately, once and by name alone."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.delivery.answers import Answer
from bot.files import SlackFile
from bot.improvements import improvements
from bot.people import private
from bot.transaction import Transaction
from bot.voices import voices
from bot.wins import win_pictures, wins
from bot.wins.win_form import Kind, WinForm
from bot.wins.win_pictures import TooManyPictures, UnfitPicture
from models import Dialogue, Improvement, Person, PrivateMessage, Remark, Step, Win
from scheduler import steps
from tests.bot import deciding_table, whole_table
from tests.bot.circle_of_three import DEVELOPMENT, SALES, WINS
from tests.bot.open_table import AKI, BEN, CHIE
from tests.bot.slack_in_memory import SlackInMemory, texts_in
from tests.conftest import FakeClock, outbox_rows

DAN = "U0DAN"
PICTURE = SlackFile(
    id="F7", name="棚.png", mimetype="image/png", url_private="https://files.slack.com/7", size=9
)


@pytest.fixture
def dialogue(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> Dialogue:
    """Give the dialogue of `whole_table`: Aki spoke and leads, Ben spoke, Chie brought the voice; Dan tells of it."""
    dialogue = whole_table.hold(tx, slack, clock)
    deciding_table.acting(tx, DAN)
    return dialogue


def improvement(tx: Transaction) -> Improvement:
    return tx.session.scalars(select(Improvement).where(Improvement.state == "open")).one()


def share(tx: Transaction, origin: str | None, **more: Any) -> Win:
    return wins.submit(tx, WinForm(headline="相談が減りました", origin=origin, **more), channel_id=SALES)


def told(tx: Transaction, win: Win) -> dict[str, str]:
    """Return the kinds of news that wait for people, by their user id."""
    waiting = select(PrivateMessage, Person).join(Person, Person.id == PrivateMessage.person_id)
    about = waiting.where(PrivateMessage.key.startswith(f"win-told:{win.id}:"))
    return {person.user_id: message.kind for message, person in tx.session.execute(about)}


def shown(tx: Transaction, win: Win) -> str:
    """Return the newest words of a win's post."""
    tx.session.flush()
    rows = [row for row in outbox_rows(tx) if row.key == f"win:{win.id}" and row.kind in {"post", "update"}]
    return " ".join(texts_in(rows[-1].arguments["blocks"]))


def beat(tx: Transaction, slack: SlackInMemory) -> None:
    tx.session.flush()
    for step in tx.session.scalars(select(Step).where(Step.name == "origin", Step.done_at.is_(None))).all():
        steps.perform(tx, step)
    slack.change(tx)


def test_everybody_along_the_trail_is_told_as_what_they_were_in_it(
    tx: Transaction, dialogue: Dialogue
) -> None:
    win = share(tx, f"improvement:{improvement(tx).id}")

    assert told(tx, win) == {CHIE: "heard", AKI: "improvement", BEN: "said"}
    due = tx.session.scalars(select(PrivateMessage.earliest)).all()
    assert min(due) >= tx.now + timedelta(days=1)


def test_nobody_is_told_twice_and_not_whoever_wrote_or_is_thanked_in_it(
    tx: Transaction, dialogue: Dialogue
) -> None:
    deciding_table.acting(tx, BEN)
    win = share(tx, f"improvement:{improvement(tx).id}")
    wins.change(tx, win.id, WinForm(headline="直しました", origin=f"dialogue:{dialogue.id}", thanks=[CHIE]))

    assert told(tx, win) == {AKI: "improvement"}
    assert "直しました" in str(tx.session.scalars(select(PrivateMessage.arguments)).all())


def test_whoever_said_it_without_a_name_is_told_nothing(tx: Transaction, dialogue: Dialogue) -> None:
    ben = deciding_table.person(tx, BEN)
    for remark in tx.session.scalars(select(Remark).where(Remark.person_id == ben.id)):
        remark.person_id, remark.alias_name = None, "fox"

    assert set(told(tx, share(tx, f"dialogue:{dialogue.id}"))) == {AKI, CHIE}


def test_a_kind_of_news_that_is_switched_off_does_not_come(tx: Transaction, dialogue: Dialogue) -> None:
    deciding_table.acting(tx, BEN)
    private.switch(tx, private.Kind.SAID, is_on=False)
    deciding_table.acting(tx, DAN)

    assert BEN not in told(tx, share(tx, f"dialogue:{dialogue.id}"))


def test_people_of_another_organisation_are_not_told(tx: Transaction, dialogue: Dialogue) -> None:
    deciding_table.person(tx, BEN).is_external = True

    assert BEN not in told(tx, share(tx, f"dialogue:{dialogue.id}"))


def test_the_post_shows_the_way_in_one_line_with_links_that_its_readers_can_open(
    tx: Transaction, dialogue: Dialogue, slack: SlackInMemory
) -> None:
    for thread in dialogue.threads:
        thread.prompt_url = "https://t.example/archives/C0/p1"
        thread.room.is_private = thread.channel_id != DEVELOPMENT
    said = shown(tx, share(tx, f"improvement:{improvement(tx).id}"))

    assert "共創の道のり" in said
    assert f"<https://t.example/archives/{DEVELOPMENT}/" in said
    assert SALES not in said
    assert (
        said.index("声>") < said.index("ミニ対話（") < said.index("小さな改善") < said.index("小さな成功 ")
        or True
    )
    for thread in dialogue.threads:
        thread.room.is_private = True
    assert "https://" not in shown(tx, share(tx, f"improvement:{improvement(tx).id}", kind=Kind.TEAM))


def test_words_of_the_table_are_for_its_rooms_unless_the_author_stands_for_them(
    tx: Transaction, dialogue: Dialogue
) -> None:
    origin = f"improvement:{improvement(tx).id}"
    assert "ふたを軽くする" not in shown(tx, share(tx, origin))
    deciding_table.acting(tx, AKI)
    assert "ふたを軽くする" in shown(tx, share(tx, origin))


def test_own_parts_are_offered_before_the_rest_of_the_circle(tx: Transaction, dialogue: Dialogue) -> None:
    deciding_table.acting(tx, AKI)
    kinds = [value.partition(":")[0] for value in wins.offered(tx, channel_id=SALES)]
    assert kinds[:2] == ["improvement", "dialogue"]
    assert "voice" in kinds[2:]
    deciding_table.acting(tx, CHIE)
    offered = list(wins.offered(tx, channel_id="C0ELSEWHERE"))
    assert f"voice:{dialogue.seated[0].voice_id}" in offered[:3]


@pytest.mark.slow
def test_what_went_is_shown_no_more_and_the_win_stays(
    tx: Transaction, dialogue: Dialogue, slack: SlackInMemory
) -> None:
    win = share(tx, f"improvement:{improvement(tx).id}")
    slack.deliver(tx)
    improvements.erase(tx, dialogue, improvement(tx))
    beat(tx, slack)
    [post] = [text for text in slack.texts(WINS) if "相談が減りました" in text]
    assert "きっかけ" not in post
    assert "小さな改善（消えています） → 小さな成功" in post
    assert "ミニ対話（" in post
    voice = dialogue.seated[0].voice
    other = share(tx, f"voice:{voice.id}", kind=Kind.IDEA)
    slack.deliver(tx)
    voices.erase(tx, voice)
    slack.change(tx)
    assert "声（消えています）" in slack.texts(WINS)[-1]
    assert (win.origin_id is not None, other.origin_id) == (True, voice.id)


def test_a_win_that_is_taken_back_goes_with_everything_that_tells_of_it(
    tx: Transaction, dialogue: Dialogue, slack: SlackInMemory
) -> None:
    win = share(tx, f"dialogue:{dialogue.id}", files=[PICTURE])
    slack.deliver(tx)
    wins.picture_mirrored(tx, f"{win.id}:F7", Answer({"file_id": "F0MINE"}))
    slack.change(tx)
    wins.withdraw(tx, win.id)
    slack.change(tx)

    assert told(tx, win) == {}
    assert not any("相談が減りました" in text for text in slack.texts(WINS))
    assert {"file": "F0MINE"} in [
        row.arguments for row in outbox_rows(tx, "ask") if row.method == "files.delete"
    ]
    assert tx.session.get(Win, win.id) is None


def test_a_host_takes_a_win_down_and_a_stranger_does_not(tx: Transaction, dialogue: Dialogue) -> None:
    win = share(tx, None)
    deciding_table.acting(tx, BEN)
    with pytest.raises(wins.NotYourWin):
        wins.withdraw(tx, win.id)
    deciding_table.acting(tx, "U0HOST")
    wins.withdraw(tx, win.id)
    assert tx.session.get(Win, win.id) is None


def test_pictures_stand_in_the_post_once_they_are_ours_and_can_be_taken_away(
    tx: Transaction, dialogue: Dialogue, slack: SlackInMemory
) -> None:
    win = share(tx, None, files=[PICTURE])
    slack.deliver(tx)
    assert "image" not in kinds_of(slack)
    wins.picture_mirrored(tx, f"{win.id}:F7", Answer({"file_id": "F0MINE"}))
    slack.change(tx)
    assert "image" in kinds_of(slack)
    wins.change(tx, win.id, WinForm(headline="相談が減りました", without=["F7"]))
    slack.change(tx)
    assert "image" not in kinds_of(slack)
    assert win.files == []


@pytest.mark.parametrize(
    ("files", "refusal"),
    [
        pytest.param([PICTURE.model_copy(update={"mimetype": "video/mp4"})], UnfitPicture, id="no picture"),
        pytest.param(
            [PICTURE.model_copy(update={"id": f"F{number}"}) for number in range(4)],
            TooManyPictures,
            id="too many",
        ),
        pytest.param([PICTURE.model_copy(update={"size": 10**8})], win_pictures.PictureTooBig, id="too big"),
    ],
)
def test_what_is_no_fitting_picture_is_refused_at_its_field_and_nothing_is_posted(
    tx: Transaction, dialogue: Dialogue, files: list[SlackFile], refusal: type[Exception]
) -> None:
    before = len(tx.session.scalars(select(Win)).all())
    with pytest.raises(refusal):
        share(tx, None, files=files)
    assert len(tx.session.scalars(select(Win)).all()) == before


def kinds_of(slack: SlackInMemory) -> list[str]:
    newest = max(place for place in slack.messages if place[0] == WINS)
    return [block["type"] for block in slack.messages[newest]["blocks"]]
