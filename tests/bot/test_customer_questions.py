import pytest

from bot.refusals import Empty, Gone, TooLong
from bot.transaction import Transaction
from bot.voices import customer_questions, voices
from bot.voices.customer_questions import AlreadyAnswered
from models import CustomerQuestion, Dialogue
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, SALES
from tests.bot.open_table import AKI, CHIE, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import known


def ask(tx: Transaction, dialogue: Dialogue, text: str = "朝は何時に起きますか") -> CustomerQuestion:
    return customer_questions.ask(tx, dialogue.id, dialogue.seated[0].voice_id, text)


def test_a_question_stands_in_every_room_and_its_answer_comes_back_there(
    tx: Transaction, slack: SlackInMemory
) -> None:
    question = ask(tx, open_table(tx, slack))
    slack.deliver(tx)
    tx.person = known(tx, CHIE, name="千恵")
    customer_questions.answer(tx, question.id, "五時です。電話は090-1234-5678です")
    slack.deliver(tx)

    for room in (SALES, DEVELOPMENT, CALLS):
        shown = " ".join(slack.texts(room))
        assert "お客様に聞きたいこと（声1）「朝は何時に起きますか」" in shown
        assert "お客様の答え（声1）「五時です。電話は●●です」" in shown
        assert "お客様の答えを届ける" not in shown


def test_a_question_tells_no_number_of_the_customer_either(tx: Transaction, slack: SlackInMemory) -> None:
    ask(tx, open_table(tx, slack), "090-1234-5678に電話してもいいですか")
    slack.deliver(tx)
    assert "「●●に電話してもいいですか」" in " ".join(slack.texts(SALES))


def test_a_question_is_answered_once(tx: Transaction, slack: SlackInMemory) -> None:
    question = ask(tx, open_table(tx, slack))
    customer_questions.answer(tx, question.id, "はい")
    with pytest.raises(AlreadyAnswered):
        customer_questions.answer(tx, question.id, "いいえ")
    assert question.answer == "はい"


@pytest.mark.parametrize(("text", "refusal"), [(" \n", Empty), ("あ" * 201, TooLong)])
def test_an_unfit_question_is_refused_at_its_field(
    tx: Transaction, slack: SlackInMemory, text: str, refusal: type[Exception]
) -> None:
    dialogue = open_table(tx, slack)
    with pytest.raises(refusal) as refused:
        ask(tx, dialogue, text)
    assert refused.value.field == "question"  # type: ignore[attr-defined]  # both are refusals


def test_what_was_asked_about_a_voice_goes_with_it(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = open_table(tx, slack)
    question = ask(tx, dialogue)
    customer_questions.answer(tx, question.id, "五時です")
    slack.deliver(tx)
    tx.person = known(tx, CHIE, name="千恵")
    voices.withdraw(tx, question.voice_id)
    slack.deliver(tx)

    assert "起きますか" not in str(slack.messages)
    assert "五時です" not in str(slack.messages)
    assert (question.text, question.answer) == ("", None)
    tx.person = known(tx, AKI, name="秋")
    with pytest.raises(Gone):
        customer_questions.to_answer(tx, question.id, SALES)
