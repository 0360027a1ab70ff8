from slack_bolt import App

from tests.bot.circle_of_three import SALES
from tests.bot.open_table import AKI, Talk, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.bot.test_watchwords import pin
from tests.conftest import Begin
from tests.handlers.stage import command


def test_the_shelf_shows_what_was_pinned_and_finds_it_by_spelling(app: App, begin: Begin) -> None:
    with begin() as tx:
        slack = SlackInMemory()
        pin(tx, AKI, SALES, Talk(tx, slack, open_table(tx, slack)).say("重いんです"))

    assert "重いんです" in str(command(app, "/watchwords")["blocks"])
    assert "重いんです" in str(command(app, "/watchwords", "おもいんデス　重い")["blocks"])
    assert "近い合言葉は見つかりませんでした" in str(command(app, "/watchwords", "宇宙旅行")["blocks"])


def test_an_empty_shelf_says_so(app: App) -> None:
    assert "棚はまだ空です" in str(command(app, "/watchwords")["blocks"])


def test_a_question_of_any_length_is_answered(app: App, begin: Begin) -> None:
    with begin() as tx:
        slack = SlackInMemory()
        pin(tx, AKI, SALES, Talk(tx, slack, open_table(tx, slack)).say("重いんです"))

    answer = command(app, "/watchwords", "<!channel> 迷っている話です。" * 800)
    assert "<!" not in str(answer)
