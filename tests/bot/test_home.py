"""The home tab: what somebody finds who opens Entaku itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from bot.circles import circles, planning, room_members
from bot.delivery.answers import Answer
from bot.home import home
from bot.people import people
from bot.transaction import Database, Transaction
from bot.wins import wins
from models import Circle, Person, Watchword, Win, Workspace
from tests.bot.circle_of_three import CALLS, SALES, seat
from tests.bot.open_table import CHIE, bring, open_table
from tests.bot.slack_in_memory import SlackInMemory, texts_in
from tests.conftest import TEAM, Begin, FakeClock, outbox_rows


def published(tx: Transaction) -> dict[str, Any]:
    [row] = [row for row in outbox_rows(tx, "ask") if row.method == "views.publish"]
    assert row.arguments["user_id"] == row.subject
    view: dict[str, Any] = row.arguments["view"]
    return view


def shown(tx: Transaction) -> list[str]:
    home.opened(tx, "home")
    return texts_in(published(tx)["blocks"])


def test_an_empty_workspace_has_an_honest_home(begin: Begin) -> None:
    with begin() as tx:
        texts = shown(tx)
    assert "円卓がまだありません。help@example.comに頼むと、作れます。" in texts
    assert "届けた声は、まだありません。心に残ったお客様の言葉を、ここから届けられます。" in texts
    assert "棚はまだ空です。ミニ対話で、心に残った言葉に 📌 を付けると、ここに並びはじめます。" in texts


def test_the_messages_tab_publishes_nothing(begin: Begin) -> None:
    with begin() as tx:
        home.opened(tx, "messages")
        assert outbox_rows(tx) == []


def test_each_own_voice_tells_where_it_stands(begin: Begin, clock: FakeClock) -> None:
    with begin(CHIE, name="千恵") as tx:
        circle_id = open_table(tx, SlackInMemory()).circle_id
        clock.advance(minutes=1)
    with begin(CHIE, name="千恵") as tx:
        bring(tx, circles.get(tx, circle_id), "ふたが固い")
        bring(tx, circles.get(tx, circle_id), "やめた声").state = "withdrawn"
        texts = shown(tx)

    waiting, heard = texts.index("「ふたが固い」"), texts.index("「声その1」")
    assert texts[waiting + 1] == "順番を待っています。"
    assert texts[heard + 1] == "11月30日（月）のミニ対話に並びました。"
    assert waiting < heard
    assert "「やめた声」" not in texts
    assert "円卓「商品づくり」では、いまミニ対話がひらいています。" in texts


def test_a_voice_that_is_laid_out_has_not_been_at_a_dialogue_yet(begin: Begin, clock: FakeClock) -> None:
    with begin(CHIE, name="千恵") as tx:
        circle = seat(tx)
        bring(tx, circle, "水筒が重い")
        dialogue = planning.plan(tx, circle, None, clock.now() + timedelta(days=1))
        planning.seat_voices(tx, dialogue)
        texts = shown(tx)
    assert texts[texts.index("「水筒が重い」") + 1] == "12月1日（火）のミニ対話に並びます。"


def test_voices_of_others_are_not_shown(begin: Begin) -> None:
    with begin() as tx:
        open_table(tx, SlackInMemory())
        assert "声その1" not in str(shown(tx))


def test_who_belongs_to_a_circle_sees_that_one_and_others_see_all(begin: Begin) -> None:
    with begin("U0HOST", name="進") as tx:
        seat(tx)
        seat(tx, name="ほか", hosts=["U0OTHER"])
        texts = [text for text in shown(tx) if "円卓「" in text]
        assert set(texts) == {"円卓「商品づくり」のつぎの日時は、まもなく決まります。"}
    with begin("U0NEW", name="新") as tx:
        home.opened(tx, "home")
        views = [row.arguments["view"] for row in outbox_rows(tx, "ask") if row.subject == "U0NEW"]
        assert "商品づくり" in str(views)
        assert "ほか" in str(views)


def test_of_many_circles_and_voices_the_newest_are_shown_and_the_rest_is_counted(begin: Begin) -> None:
    with begin(CHIE, name="千恵") as tx:
        for number in range(8):
            seat(tx, name=f"円卓{number}", rooms=[_room(SALES), _room(CALLS)])
        for number in range(30):
            bring(tx, None, f"声{number}")
        home.opened(tx, "home")
        view = published(tx)
    assert len(view["blocks"]) <= 100
    texts = texts_in(view["blocks"])
    assert "円卓は、ほかに3つあります。その部屋の `/entaku status` で、つぎの日がわかります。" in texts
    assert "ほかにもあります（20）。" in texts


def _room(channel_id: str) -> dict[str, str]:
    return {"channel_id": channel_id, "department": "部署"}


def test_a_stranger_gets_a_home_as_soon_as_their_language_is_known(begin: Begin) -> None:
    with begin() as tx:
        tx.person = people.seen(tx, "U0NEW")
        home.opened(tx, "home")
        asked = [row for row in outbox_rows(tx, "ask") if row.answer == "home_owner_learned"]
        assert [row.subject for row in asked] == ["home:U0NEW"]
        assert [row for row in outbox_rows(tx) if row.method == "views.publish"] == []

        told = {"id": "U0NEW", "team_id": "T0TEAM", "name": "new", "locale": "en-US"}
        home.owner_learned(tx, "home:U0NEW", Answer({"user": told}))

        assert "Next mini-dialogue" in texts_in(published(tx)["blocks"])
        assert tx.session.query(Person).filter_by(user_id="U0NEW").one().locale == "en"


def test_the_newest_wins_of_ones_circles_are_told_with_their_trail(begin: Begin, clock: FakeClock) -> None:
    with begin("U0HOST", name="進") as tx:
        circle, other = seat(tx), seat(tx, name="ほか", hosts=["U0OTHER"])
        for number in range(5):
            win(tx, circle, f"成功{number}")
            clock.advance(minutes=1)
            tx.now = clock.now()
        win(tx, other, "ほかの円卓の成功")
        texts = shown(tx)
    assert [text for text in texts if "成功" in text and "👏" in text] == [
        f"👏 「成功{number}」" for number in (4, 3, 2)
    ]
    assert "ほかに2つあります。それぞれの円卓の、小さな成功の部屋で読めます。" in texts
    with begin("U0NEW", name="新") as tx:
        home.opened(tx, "home")
        [row] = [row for row in outbox_rows(tx, "ask") if row.subject == "U0NEW"]
        assert "ほかの円卓の成功" in str(row.arguments)


@pytest.mark.slow
def test_a_win_has_a_link_for_who_can_open_its_post(begin: Begin) -> None:
    slack = SlackInMemory()
    with begin("U0HOST", name="進") as tx:
        dialogue = open_table(tx, slack, wins_room=SALES)
        thread = dialogue.threads[0]
        thread.prompt_url = "https://test.slack.com/archives/C0SALES/p1"
        wins.share(tx, "電話が減った", channel_id=SALES)
        slack.deliver(tx)
        assert "投稿をひらく" in str(shown(tx))
    with begin("U0GUEST", name="客") as tx:
        tx.actor.is_guest = True
        home.opened(tx, "home")
        [row] = [row for row in outbox_rows(tx, "ask") if row.subject == "U0GUEST"]
        assert "電話が減った" not in str(row.arguments)  # told in a circle that is not theirs
        room_members.listed(tx, SALES, ["U0GUEST"])
        home.show(tx)
        [row] = [row for row in outbox_rows(tx, "ask") if row.subject == "U0GUEST"]
        assert "電話が減った" in str(row.arguments)


@pytest.mark.parametrize("who", ["is_guest", "is_external"])
def test_who_is_not_of_the_company_reads_no_voice_kept_inside(
    begin: Begin, clock: FakeClock, who: str
) -> None:
    with begin() as tx:
        dialogue = open_table(tx, SlackInMemory())
        voice = dialogue.seated[0].voice
        word = Watchword(
            workspace_id=tx.workspace.id,
            circle_id=dialogue.circle_id,
            dialogue_id=dialogue.id,
            about_kind="voice",
            about_id=voice.id,
            phrase="内緒の言葉",
            pins=1,
            state="adopted",
            nominated_at=tx.now,
            adopted_at=tx.now,
        )
        tx.session.add(word)
        room_members.listed(tx, SALES, ["U0AKI", "U0OUT"])
        assert "内緒の言葉" in str(shown(tx))
    with begin("U0OUT", name="外") as tx:
        setattr(tx.actor, who, True)
        home.opened(tx, "home")
        [row] = [row for row in outbox_rows(tx, "ask") if row.subject == "U0OUT"]
        assert "内緒の言葉" not in str(row.arguments)
        assert "商品づくり" in str(row.arguments)


def test_who_belongs_to_another_organisation_reads_nothing_of_circles_that_are_not_theirs(
    begin: Begin,
) -> None:
    with begin("U0FAR", name="遠") as tx:
        tx.actor.is_external = True
        circle = seat(tx)
        win(tx, circle, "成功")
        texts = str(shown(tx))
    assert "商品づくり" not in texts
    assert "成功」" not in texts


@pytest.mark.slow
def test_however_much_there_is_a_home_takes_as_many_statements(begin: Begin, database: Database) -> None:
    counts = []
    for many in (1, 5):
        with begin("U0HOST", name="進") as tx:
            for number in range(many):
                circle = seat(tx, name=f"円卓{many}{number}")
                win(tx, circle, f"成功{number}")
                voice = bring(tx, circle, f"声{many}{number}")
                voice.submitter_id = tx.actor.id
                dialogue = planning.plan(tx, circle, None, tx.now + timedelta(days=1))
                planning.seat_voices(tx, dialogue)
                dialogue.state = "closed"
                planning.plan(tx, circle, tx.now.date(), tx.now + timedelta(days=1))
        with database.reading() as session:
            tx = database.join(session, session.get_one(Workspace, TEAM))
            tx.person = people.find(tx, "U0HOST")
            home.build(tx)
            counts.append(0)
            with counted(database, counts):
                session.expire_all()
                tx.person = people.find(tx, "U0HOST")
                home.build(tx)
    assert counts[1] <= counts[0] + 2
    assert counts[1] < 50


@contextmanager
def counted(database: Database, counts: list[int]) -> Iterator[None]:
    def count(*_: object) -> None:
        counts[-1] += 1

    event.listen(database.engine, "before_cursor_execute", count)
    try:
        yield
    finally:
        event.remove(database.engine, "before_cursor_execute", count)


def win(tx: Transaction, circle: Circle, headline: str) -> Win:
    made = Win(
        workspace_id=tx.workspace.id,
        circle_id=circle.id,
        person_id=tx.actor.id,
        headline=headline,
        posted_at=tx.now,
    )
    tx.session.add(made)
    tx.session.flush()
    return made
