from sqlalchemy import select

from bot.dialogues import dialogues
from bot.reactions import reactions
from bot.reactions.reactions import ReactionEvent
from bot.transaction import Transaction
from models import Step
from scheduler import steps
from tests.bot.circle_of_three import DEVELOPMENT, SALES
from tests.bot.open_table import BEN, CHIE, Talk, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import outbox_rows


def react(tx: Transaction, user: str, emoji: str, channel: str, ts: str) -> None:
    event = {"type": "reaction_added", "user": user, "reaction": emoji, "event_ts": "1795000002.1"}
    reactions.changed(tx, ReactionEvent.model_validate(event | {"item": {"channel": channel, "ts": ts}}))
    tx.session.flush()


def totals(tx: Transaction) -> list[Step]:
    found = select(Step).where(Step.name == "totals", Step.done_at.is_(None))
    return list(tx.session.scalars(found.order_by(Step.key)))


def test_marks_of_a_remark_stand_on_its_copies_once_in_a_quarter_of_a_minute(
    tx: Transaction, slack: SlackInMemory
) -> None:
    ts = Talk(tx, slack, open_table(tx, slack)).say("水筒が重い")
    slack.deliver(tx)
    for user, emoji in ((BEN, "pushpin"), (CHIE, "pushpin"), (BEN, "bulb")):
        react(tx, user, emoji, SALES, ts)
    [planned] = totals(tx)
    assert outbox_rows(tx, "update") == []

    steps.perform(tx, planned)
    assert len(outbox_rows(tx, "update")) == 2
    slack.deliver(tx)
    [copy] = [text for text in slack.texts(DEVELOPMENT) if "水筒が重い" in text]
    assert "推した人 2・気づき 1" in copy


def test_marks_of_a_voice_stand_on_it_in_every_room(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = open_table(tx, slack)
    key = dialogues.voice_key(dialogue, dialogue.seated[0].voice_id, dialogue.threads[0])
    post = tx.outbox.find(key)
    assert post is not None
    react(tx, BEN, "pushpin", post.channel_id, post.ts or "")
    for step in totals(tx):
        steps.perform(tx, step)
    slack.deliver(tx)
    for room in (SALES, DEVELOPMENT):
        assert any("推した人 1" in text and "声その1" in text for text in slack.texts(room))


def test_a_remark_that_was_taken_back_gets_no_totals(tx: Transaction, slack: SlackInMemory) -> None:
    talk = Talk(tx, slack, open_table(tx, slack))
    ts = talk.say("消すひとこと")
    slack.deliver(tx)
    react(tx, BEN, "pushpin", SALES, ts)
    talk.delete(ts)
    slack.deliver(tx)
    for step in totals(tx):
        steps.perform(tx, step)
    assert outbox_rows(tx, "update") == []


def test_a_mark_that_waits_to_be_told_which_remark_it_is_for_plans_no_totals(
    tx: Transaction, slack: SlackInMemory
) -> None:
    talk = Talk(tx, slack, open_table(tx, slack))
    for text in ("一", "二"):
        talk.say(text)
    slack.deliver(tx, joins=True)
    copy = next(place for place, message in slack.messages.items() if "二" in str(message["blocks"]))
    react(tx, BEN, "pushpin", *copy)
    assert totals(tx) == []
