"""Ideas: kept with 💡 or written, listed to whom they are for, taken up as improvements, offered again."""

import pytest
from sqlalchemy import select

from bot import paging, steps
from bot.circles import rooms
from bot.dialogues import deciding, dialogues
from bot.dialogues.agenda import Stage
from bot.ideas import idea_list, idea_writing, ideas, offering, taking_up
from bot.ideas.idea_writing import IdeaForm
from bot.ideas.taking_up import OneEach, TakenUp
from bot.improvements import improvements
from bot.improvements.improvement_form import ImprovementForm
from bot.improvements.proposals import NotDecidingYet
from bot.keeping import keeping
from bot.refusals import Empty, Gone, NotYours, TooLong
from bot.transaction import Transaction
from models import Dialogue, Idea, Improvement, Step
from scheduler import steps as performing
from tests.bot import deciding_table
from tests.bot.circle_of_three import DEVELOPMENT, SALES
from tests.bot.deciding_table import acting, propose
from tests.bot.open_table import AKI, BEN, CHIE, Talk, bring, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.bot.test_pinning import close
from tests.bot.test_reactions import react
from tests.conftest import FakeClock

SAID = "ふたの絵を大きくすると見つけやすい"


def kept(tx: Transaction) -> list[Idea]:
    tx.session.flush()
    return list(tx.session.scalars(select(Idea).order_by(Idea.noted_at, Idea.id)))


def noticed(tx: Transaction, slack: SlackInMemory, text: str = SAID) -> Dialogue:
    """Open a table where somebody marked a remark as an idea."""
    dialogue = open_table(tx, slack)
    react(tx, BEN, SALES, Talk(tx, slack, dialogue).say(text), emoji="bulb")
    return dialogue


def texts(tx: Transaction, channel_id: str | None = SALES) -> list[str]:
    return [one.text for one in idea_list.page(tx, channel_id=channel_id).shown]


def test_an_idea_follows_its_marks_and_its_words(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = open_table(tx, slack)
    talk = Talk(tx, slack, dialogue)
    ts = talk.say(SAID)
    react(tx, BEN, SALES, ts, emoji="bulb")
    react(tx, CHIE, SALES, ts, emoji="bulb::skin-tone-3")
    [idea] = kept(tx)
    assert (idea.marks, idea.state, idea.voice_id) == (2, "waiting", dialogue.seated[0].voice_id)
    talk.edit(ts, "ふたの絵を小さくする")
    assert texts(tx) == ["ふたの絵を小さくする"]
    react(tx, BEN, SALES, ts, emoji="bulb", at=2, added=False)
    assert texts(tx) == ["ふたの絵を小さくする"]
    react(tx, CHIE, SALES, ts, emoji="bulb::skin-tone-3", at=2, added=False)
    assert kept(tx) == []
    react(tx, CHIE, SALES, ts, emoji="bulb", at=3)
    talk.delete(ts)
    assert kept(tx) == []


@pytest.mark.slow
def test_an_idea_is_written_at_the_close_and_stands_in_it(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = noticed(tx, slack)
    close(tx, slack, dialogue)
    acting(tx, CHIE)
    for _ in range(2):
        idea_writing.write(tx, dialogue.id, SALES, IdeaForm(idea="電話 03-1234-5678 で聞く", voice="nothing"))
    slack.deliver(tx)
    [text] = [one for one in slack.texts(DEVELOPMENT) if "囲んだ声" in one]
    assert "気づき 2" in text
    assert "「電話 ●● で聞く」" in text
    written = next(one for one in kept(tx) if one.text)
    assert written.voice_id == dialogue.seated[0].voice_id

    for form, refusal in ((IdeaForm(), Empty), (IdeaForm(idea="あ" * 101), TooLong)):
        with pytest.raises(refusal):
            idea_writing.write(tx, dialogue.id, SALES, form)
    with pytest.raises(Gone):
        idea_writing.write(tx, dialogue.id, "C0ELSEWHERE", IdeaForm(idea="よそから"))
    acting(tx, BEN)
    with pytest.raises(NotYours):
        idea_writing.take_back(tx, written.id)
    acting(tx, "U0HOST")
    idea_writing.take_back(tx, written.id)
    slack.deliver(tx)
    assert not any("電話" in one for one in slack.texts(DEVELOPMENT))


def test_ideas_are_for_the_people_of_their_circle(tx: Transaction, slack: SlackInMemory) -> None:
    noticed(tx, slack)
    acting(tx, "U0DAN")
    assert texts(tx, None) == texts(tx, "C0ELSEWHERE") == []
    with pytest.raises(Gone):
        taking_up.open_form(tx, kept(tx)[0].id)
    [one] = idea_list.page(tx, channel_id=SALES).shown
    assert (one.text, one.voices, one.circle) == (SAID, ["声その1"], "商品づくり")
    acting(tx, "U0DAN").is_external = True
    assert texts(tx, SALES) == []  # it is about a voice kept inside


@pytest.mark.slow
def test_an_idea_becomes_an_improvement_outside_of_a_dialogue(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = noticed(tx, slack)
    [idea] = kept(tx)
    acting(tx, BEN)
    with pytest.raises(NotDecidingYet):
        taking_up.open_form(tx, idea.id, SALES)
    close(tx, slack, dialogue)
    form = taking_up.open_form(tx, idea.id, SALES)
    assert (form.what, form.owner) == (SAID, BEN)
    assert form.due is not None
    with pytest.raises(Empty):
        taking_up.take_up(tx, idea.id, ImprovementForm(), SALES)
    improvement = taking_up.take_up(tx, idea.id, form, SALES).improvement
    assert (improvement.state, improvement.is_apart, improvement.idea_id) == ("open", True, idea.id)
    assert deciding.decided(tx, dialogue) is None  # the dialogue itself decided nothing
    slack.deliver(tx)
    for channel in (SALES, DEVELOPMENT):
        assert sum("気づきから" in text and SAID in text for text in slack.texts(channel)) == 1
    with pytest.raises(TakenUp):
        taking_up.take_up(tx, idea.id, form, SALES)
    [listed] = idea_list.page(tx, channel_id=SALES).shown
    assert not listed.is_waiting

    improvements.withdraw(tx, improvement.id)
    slack.deliver(tx)
    assert not any("気づきから" in text for text in slack.texts(SALES))
    assert idea.state == "waiting"


def test_while_its_dialogue_decides_an_idea_is_a_proposal_like_any_other(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = noticed(tx, slack)
    tx.now = clock.advance(minutes=25)
    dialogues.enter_stage(tx, dialogue, Stage.DECIDING)
    [idea] = kept(tx)
    propose(tx, dialogue, AKI, "もうひとつ")
    with pytest.raises(OneEach):
        taking_up.open_form(tx, idea.id, SALES)
    acting(tx, BEN)
    proposal = taking_up.take_up(tx, idea.id, ImprovementForm(what=SAID), SALES).improvement
    assert (proposal.state, idea.state) == ("proposed", "waiting")
    deciding_table.choose(tx, BEN, proposal)
    assert deciding_table.decide(tx, slack, clock, dialogue) is proposal
    assert idea.state == "taken_up"


@pytest.mark.slow
def test_an_idea_that_waits_is_offered_again_once_on_a_related_voice(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = noticed(tx, slack)
    dialogue.seated[0].voice.product = "水筒"
    close(tx, slack, dialogue)
    [idea] = kept(tx)

    def sit(quote: str, product: str | None) -> Dialogue:
        tx.now = clock.advance(days=7)
        bring(tx, dialogue.circle, quote, product=product)
        later = dialogues.open_now(tx, dialogue.circle, seed="2")
        slack.deliver(tx)
        return later

    def cards() -> int:
        return sum("待っています" in text and SAID in text for text in slack.texts(SALES))

    first = sit("まったく別の話", "弁当箱")
    assert (offering.offered(tx, first), cards()) == (None, 0)
    close(tx, slack, first)
    second = sit("色が選べたらうれしい", "水 筒")
    assert (offering.offered(tx, second), cards()) == (SAID, 1)

    close_of_idea = select(Step).where(Step.name == steps.Name.COUNT, Step.argument.startswith("idea:"))
    ideas.remove(tx, idea)
    for step in tx.session.scalars(close_of_idea).all():
        performing.perform(tx, step)
    slack.deliver(tx)
    assert cards() == 0


@pytest.mark.slow
def test_it_is_not_offered_a_second_time(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> None:
    dialogue = noticed(tx, slack)
    close(tx, slack, dialogue)
    for expected in (SAID, None):
        tx.now = clock.advance(days=7)
        bring(tx, dialogue.circle, "声その1です")
        later = dialogues.open_now(tx, dialogue.circle, seed="2")
        assert offering.offered(tx, later) == expected
        close(tx, slack, later)


@pytest.mark.slow
def test_ideas_go_with_the_words_they_hold_and_improvements_stay(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = noticed(tx, slack)
    close(tx, slack, dialogue)
    acting(tx, BEN)
    taking_up.take_up(tx, kept(tx)[0].id, ImprovementForm(what=SAID), SALES)
    tx.now = clock.advance(days=190)
    keeping.enforce(tx)
    tx.session.expire_all()
    assert kept(tx) == []
    [improvement] = tx.session.scalars(select(Improvement))
    assert (improvement.what, improvement.idea_id) == (SAID, None)
    assert rooms.open_threads(tx, dialogue)


@pytest.mark.parametrize(
    ("there", "then"),
    [
        pytest.param("ABCDE", "CD", id="nothing moved"),
        pytest.param("xyABCDE", "CD", id="two came before"),
        pytest.param("BCDE", "CD", id="one before is gone"),
        pytest.param("ACDE", "DE", id="what the place was told by is gone"),
        pytest.param("ABx", "x", id="hardly anything is left"),
        pytest.param("A", "A", id="the page is gone"),
    ],
)
def test_a_page_keeps_its_place_while_things_come_and_go(there: str, then: str) -> None:
    place = paging.cut(list("ABCDE"), None, 2).later
    assert "".join(paging.cut(list(there), place, 2).ids) == then


def test_one_comes_back_to_the_page_before() -> None:
    last = paging.cut(list("ABCDE"), "D:4", 2)
    assert ("".join(last.ids), last.later) == ("E", None)
    middle = paging.cut(list("ABCDE"), last.earlier, 2)
    assert "".join(middle.ids) == "CD"
    assert "".join(paging.cut(list("ABCDE"), middle.earlier, 2).ids) == "AB"
    with pytest.raises(ValueError, match="invalid literal"):
        paging.cut(list("ABCDE"), "B:x", 2)
