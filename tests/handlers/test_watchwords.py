from slack_bolt import App

from tests.bot.circle_of_three import SALES
from tests.bot.open_table import AKI, Talk, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.bot.test_watchwords import pin, voice_posts
from tests.conftest import Begin, known
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


def test_a_guest_is_answered_with_what_may_leave_the_company(app: App, begin: Begin) -> None:
    with begin() as tx:
        slack = SlackInMemory()
        dialogue = open_table(tx, slack, voices=2)
        dialogue.seated[0].voice.consent = "agreed"
        for post in (voice_posts(tx, dialogue, number)[0] for number in range(2)):
            pin(tx, AKI, post.channel_id, post.ts or "")
        may_leave, inside = (seated.voice.quote for seated in dialogue.seated)
        known(tx, "U0GUEST", name="客").is_guest = True

    for asked in ("", "声その"):
        shown = str(command(app, "/watchwords", asked, user="U0GUEST")["blocks"])
        assert may_leave in shown
        assert inside not in shown
        assert inside in str(command(app, "/watchwords", asked)["blocks"])
