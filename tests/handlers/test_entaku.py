"""/entaku as people and hosts use it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from slack_bolt import App
from sqlalchemy import select

from bot.circles import circles
from bot.transaction import Database
from models import Circle, Dialogue
from tests.bot.circle_of_three import SALES, seat
from tests.bot.open_table import bring
from tests.bot.slack_in_memory import texts_in
from tests.conftest import Begin, FakeClock, known
from tests.handlers.stage import command

NEXT = datetime(2026, 12, 7, 1, 0, tzinfo=UTC)
WEEK = timedelta(days=7)


@pytest.fixture(autouse=True)
def circle(begin: Begin) -> None:
    """Seat a circle that meets next on 7 December."""
    with begin() as tx:
        known(tx, "U0HOST", name="進")
        known(tx, "U0BEN", name="Ben", locale="en")
        seated = seat(tx)
        assert circles.expect(tx, seated, NEXT.date(), NEXT)
        bring(tx, seated, "水筒が重い")


def say(app: App, text: str, *, user: str = "U0HOST", channel: str = SALES) -> str:
    answer = command(app, "/entaku", text, user=user, channel=channel)
    return " ".join(texts_in(answer["blocks"])) if "blocks" in answer else str(answer["text"])


def kept(database: Database) -> Circle:
    with database.reading() as session:
        return session.scalars(select(Circle).order_by(Circle.created_at)).one()


@pytest.mark.parametrize("text", ["", "help", "HELP", "ｈｅｌｐ", " help me "])
def test_help_tells_every_command(app: App, text: str) -> None:
    said = say(app, text, user="U0AKI")
    for name in ("/voice", "/wins", "/watchwords", "/entaku", "help@example.com"):
        assert name in said
    assert "まだありません" not in said


def test_an_unknown_word_is_named_and_help_follows(app: App) -> None:
    said = say(app, "&lt;!here&gt;*へい* あ", user="U0AKI")
    assert "「&lt;!here&gt;*へい*」という使い方はまだありません。" in said
    assert "/voice" in said


def test_help_is_in_the_language_of_the_person(app: App) -> None:
    assert "bring a voice" in say(app, "help", user="U0BEN")


def test_status_tells_everybody_when_the_circle_sits_next(app: App) -> None:
    said = say(app, "status", user="U0AKI")
    assert "12月7日（月） 10:00" in said
    assert "声は1件です" in said


def test_the_only_circle_is_meant_from_anywhere(app: App) -> None:
    assert "12月7日" in say(app, "status", channel="C0ELSEWHERE")


def test_with_several_circles_a_channel_beside_them_is_asked_for_its_room(app: App, begin: Begin) -> None:
    with begin() as tx:
        seat(tx, name="別の円卓", rooms=[{"channel_id": "C0OTHER", "department": "広報"}])
    assert "どの円卓にも入っていません" in say(app, "status", channel="C0ELSEWHERE")


@pytest.mark.parametrize("word", ["open", "skip", "pause", "resume"])
def test_only_a_host_changes_anything(app: App, database: Database, word: str) -> None:
    assert "進行だけができます" in say(app, word, user="U0AKI")
    assert kept(database).next_on == NEXT.date()
    assert kept(database).paused_at is None


def test_a_host_opens_a_dialogue_now_and_only_one(app: App, database: Database) -> None:
    assert "声は1つです" in say(app, "open")
    assert "いまミニ対話がひらいています" in say(app, "open")
    assert "いまミニ対話がひらいています" in say(app, "status")
    with database.reading() as session:
        assert len(session.scalars(select(Dialogue)).all()) == 1


def test_without_a_voice_nothing_opens(app: App, begin: Begin) -> None:
    say(app, "open")
    with begin() as tx:
        for dialogue in tx.session.scalars(select(Dialogue)):
            dialogue.state = "closed"
    assert "囲める声がまだありません" in say(app, "open")


def test_a_skip_leaves_out_one_occurrence_though_it_is_typed_twice(
    app: App, begin: Begin, clock: FakeClock, database: Database
) -> None:
    assert "12月7日（月）" in say(app, "skip")
    assert kept(database).next_on is None
    with begin() as tx:
        later = NEXT + WEEK
        assert circles.expect(tx, tx.session.scalars(select(Circle)).one(), later.date(), later)
    clock.advance(seconds=30)
    assert "12月7日（月）" in say(app, "skip")
    assert kept(database).next_on == date(2026, 12, 14)
    clock.advance(minutes=2)
    assert "12月14日（月）" in say(app, "skip")
    assert kept(database).next_on is None


def test_right_after_a_change_the_next_day_is_still_being_found(app: App, clock: FakeClock) -> None:
    say(app, "skip")
    clock.advance(minutes=3)
    assert "まもなく決まります" in say(app, "skip")


def test_a_paused_circle_says_so_until_it_resumes(app: App, database: Database) -> None:
    for _ in range(2):
        assert "いま休んでいます" in say(app, "pause")
    assert "いま休んでいます" in say(app, "status", user="U0AKI")
    assert kept(database).paused_at is not None
    assert "再開しました" in say(app, "resume")
    assert kept(database).paused_at is None
