"""Looking back: the command, the entry in the home, the form, its pages, and a stranger's question."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from slack_bolt import App
from slack_bolt.authorization import AuthorizeResult

from bot.transaction import Database
from bot.views.looking_back import ON_A_PAGE
from bot.watchwords import meaning
from bot.watchwords.indexing import Indexing
from bot.watchwords.meaning import Meaning
from bot.watchwords.search import Search
from handlers import bolt
from tests.bot.test_search import LID, NOISE, put
from tests.conftest import TEAM, Begin
from tests.handlers.stage import Calls, Form, command, press, submit
from tests.web_api import web_api


@pytest.fixture
def knowing(database: Database, calls: Calls) -> Iterator[tuple[App, Indexing]]:
    """Give the Bolt app that searches by meaning, and what makes its vectors."""
    embedder = meaning.find()
    assert embedder is not None
    search = Search(Meaning(embedder))
    installed = AuthorizeResult(
        enterprise_id=None, team_id=TEAM, bot_user_id="U0BOT", bot_id="B0BOT", bot_token="xoxb-1"
    )
    with web_api(calls.answer) as client:
        made = bolt.make(database, {TEAM: installed}, client, None, on_missed=lambda _: None, search=search)
        yield made, Indexing(database, search)


def button_in(shown: Any, action_id: str) -> dict[str, Any]:
    [found] = [
        element
        for block in shown["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"] == action_id
    ]
    element: dict[str, Any] = found
    return element


def view_of(calls: Calls) -> Form:
    view = calls[-1][1]["view"]
    form: Form = json.loads(view) if isinstance(view, str) else view
    return form


@pytest.mark.slow
def test_a_question_in_the_form_is_answered_in_the_form_and_can_be_put_again(
    knowing: tuple[App, Indexing], begin: Begin, calls: Calls
) -> None:
    app, indexing = knowing
    with begin() as tx:
        put(tx, NOISE, scene="夜勤の多い家で")
        put(tx, LID, product="詰め替えボトル")
    indexing.step()

    press(app, "watchwords.look", "look", view={"type": "home", "id": "V0"})
    form = calls.opened()
    first = submit(app, form, asked="容器が開けにくい")["view"]
    again = submit(app, first, asked="騒音対策にお金をかけるか")["view"]

    assert first["blocks"][0]["element"]["initial_value"] == "容器が開けにくい"
    assert LID in str(first["blocks"][3])
    assert "詰め替えボトル" in str(first)
    assert NOISE in str(again["blocks"][3])
    assert "夜勤の多い家で" in str(again)


def test_an_empty_question_is_told_at_its_field(app: App, calls: Calls) -> None:
    press(app, "watchwords.look", "look", view={"type": "home", "id": "V0"})
    form = calls.opened()
    assert submit(app, form, asked="  ")["errors"] == {"asked": "まだ何も書かれていないようです。"}
    assert "300字まで" in submit(app, form, asked="あ" * 400, view_id="V2")["errors"]["asked"]


def test_a_commands_answer_leads_to_the_rest_of_it_without_losing_the_place(
    app: App, begin: Begin, calls: Calls
) -> None:
    with begin() as tx:
        for number in range(2 * ON_A_PAGE + 1):
            put(tx, f"ふたが開かない、その{number}")
    answer = command(app, "/watchwords", "ふたが開かない")
    more = button_in(answer, "watchwords.look_page")
    assert f"ほかの{ON_A_PAGE + 1}つも見る" in more["text"]["text"]

    press(app, "watchwords.look_page", more["value"], message={"ts": "1.2"})
    second = view_of(calls)
    assert calls[-1][0] == "views.open"
    assert f"{2 * ON_A_PAGE + 1}のうち{ON_A_PAGE + 1}〜{2 * ON_A_PAGE}" in str(second)
    pages = [block["elements"][0]["value"] for block in second["blocks"] if block["type"] == "actions"]
    press(app, "watchwords.look_page", pages[-1], view=second | {"id": "V1"})
    assert calls[-1][0] == "views.update"
    assert "11のうち11〜11" in str(view_of(calls))


def test_what_no_page_of_ours_carries_is_gone(app: App, calls: Calls) -> None:
    press(app, "watchwords.look_page", "{", view={"type": "modal", "id": "V1"})
    assert "views.open" not in [method for method, _ in calls]


def test_the_answer_says_when_words_are_only_perhaps_near_and_when_none_are(app: App, begin: Begin) -> None:
    with begin() as tx:
        put(tx, "重いんです、持ち手がほしい")
    assert "*近い言葉*" in str(command(app, "/watchwords", "重いんです"))
    assert "近いかもしれない言葉" in str(command(app, "/watchwords", "重い本を読むのが好き"))
    assert "近い合言葉は見つかりませんでした" in str(command(app, "/watchwords", "zzz"))
