from typing import Any

from bot import circles, home, people
from bot.people import Answer
from bot.transaction import Transaction
from models import Person
from tests.bot.circle_of_three import CALLS, SALES, seat
from tests.bot.open_table import CHIE, bring, open_table
from tests.bot.slack_in_memory import SlackInMemory, texts_in
from tests.conftest import Begin, FakeClock, outbox_rows


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
    assert "棚はまだ空です。ミニ対話から、言葉がふえていきます。" in texts


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


def test_voices_of_others_are_not_shown(begin: Begin) -> None:
    with begin() as tx:
        open_table(tx, SlackInMemory())
        assert "声その1" not in str(shown(tx))


def test_who_belongs_to_a_circle_sees_that_one_and_others_see_all(begin: Begin) -> None:
    with begin("U0HOST", name="進") as tx:
        seat(tx)
        seat(tx, name="ほか", hosts=["U0OTHER"])
        assert [text for text in shown(tx) if "円卓「" in text] == [
            "円卓「商品づくり」のつぎの日時は、まもなく決まります。"
        ]
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
    assert "ほかにもあります（3）。" in texts_in(view["blocks"])
    assert "ほかにもあります（20）。" in texts_in(view["blocks"])


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
