from datetime import timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot import events
from bot.clock import real_now
from bot.delivery import posts
from bot.delivery.answers import Answer
from bot.ideas import ideas
from bot.reactions import reactions
from bot.reactions.reactions import Item
from bot.refusals import Gone
from bot.tally import Meaning
from bot.transaction import Transaction
from bot.watchwords import watchwords
from models import Dialogue, Early, Reaction, Remark, Step
from scheduler import steps
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, SALES
from tests.bot.open_table import AKI, BEN, CHIE, Talk, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import Begin, known, outbox_rows


def react(
    tx: Transaction,
    user: str,
    channel: str,
    ts: str,
    *,
    emoji: str = "pushpin",
    at: int = 1,
    added: bool = True,
) -> None:
    events.happened(
        tx,
        {
            "type": "reaction_added" if added else "reaction_removed",
            "user": user,
            "reaction": emoji,
            "item": {"type": "message", "channel": channel, "ts": ts},
            "item_user": "U0BOT",
            "event_ts": f"1795000100.{at:06d}",
        },
    )
    tx.session.flush()


def pins(tx: Transaction, dialogue: Dialogue) -> dict[str, int]:
    return {word.phrase: word.pins for word in watchwords.nominees(tx, dialogue)}


def copies(tx: Transaction, remark_ts: str) -> list[tuple[str, str]]:
    """Return where the copies of a remark stand."""
    remark = tx.session.scalars(select(Remark).where(Remark.ts == remark_ts)).one()
    posts = [tx.outbox.find(f"copy:{remark.id}:{thread.room_id}") for thread in _threads(tx, remark)]
    return [(post.channel_id, post.ts) for post in posts if post and post.ts]


def _threads(tx: Transaction, remark: Remark) -> list[Any]:
    return list(tx.session.get_one(Dialogue, remark.dialogue_id).threads)


def test_one_person_counts_once_on_the_remark_and_all_its_copies(begin: Begin, slack: SlackInMemory) -> None:
    with begin() as tx:
        dialogue = open_table(tx, slack)
        ts = Talk(tx, slack, dialogue).say("重いんです")
        slack.deliver(tx)
        in_dev, in_calls = copies(tx, ts)
        react(tx, BEN, SALES, ts)
        react(tx, BEN, *in_dev)
        react(tx, BEN, *in_calls, emoji="pushpin::skin-tone-4")
        react(tx, CHIE, *in_calls)
        assert pins(tx, dialogue) == {"重いんです": 2}

        react(tx, BEN, SALES, ts, at=2, added=False)
        react(tx, BEN, *in_dev, at=2, added=False)
        assert pins(tx, dialogue) == {"重いんです": 2}
        react(tx, BEN, *in_calls, emoji="pushpin::skin-tone-4", at=2, added=False)
        assert pins(tx, dialogue) == {"重いんです": 1}
        react(tx, CHIE, *in_calls, at=2, added=False)
        assert pins(tx, dialogue) == {}


def test_a_removal_that_overtakes_its_pin_wins(begin: Begin, slack: SlackInMemory) -> None:
    with begin() as tx:
        dialogue = open_table(tx, slack)
        ts = Talk(tx, slack, dialogue).say("重いんです")
        react(tx, BEN, SALES, ts, at=2, added=False)
        react(tx, BEN, SALES, ts, at=1)

        assert pins(tx, dialogue) == {}


@pytest.mark.slow
@given(
    order=st.permutations(range(6)).flatmap(
        lambda order: st.lists(st.integers(0, 5), max_size=4).map(lambda repeated: [*order, *repeated])
    )
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_order_and_repetition_the_newest_event_decides(begin: Begin, order: list[int]) -> None:
    with begin() as tx:
        savepoint = tx.session.begin_nested()  # each example begins from the same empty records
        slack = SlackInMemory()
        dialogue = open_table(tx, slack)
        ts = Talk(tx, slack, dialogue).say("重いんです")
        for at in order:
            react(tx, BEN, SALES, ts, at=at, added=at % 2 == 1)
        found = pins(tx, dialogue)
        savepoint.rollback()
        assert found == {"重いんです": 1}


def test_bots_do_not_count(begin: Begin, slack: SlackInMemory) -> None:
    with begin() as tx:
        dialogue = open_table(tx, slack)
        ts = Talk(tx, slack, dialogue).say("重いんです")
        known(tx, "U0ROBOT", name="robot").is_bot = True
        react(tx, "U0ROBOT", SALES, ts)
        react(tx, "U0BOT", SALES, ts)

        assert pins(tx, dialogue) == {}


def test_an_emoji_without_a_meaning_is_only_an_emoji(begin: Begin, slack: SlackInMemory) -> None:
    with begin() as tx:
        dialogue = open_table(tx, slack)
        talk = Talk(tx, slack, dialogue)
        ts = talk.say("重いんです")
        react(tx, BEN, SALES, ts, emoji="eyes")
        react(tx, BEN, SALES, ts, emoji="tada")
        react(tx, BEN, SALES, talk.thread_ts or "")

        assert tx.session.scalars(select(Reaction)).all() == []
        assert outbox_rows(tx, "ephemeral") == []


def test_the_workspace_chooses_which_emoji_pins(begin: Begin, slack: SlackInMemory) -> None:
    with begin() as tx:
        dialogue = open_table(tx, slack)
        ts = Talk(tx, slack, dialogue).say("重いんです")
        tx.workspace.reactions = {"pin": ["key"], "idea": [], "cheer": []}
        react(tx, BEN, SALES, ts, emoji="key::skin-tone-2")

        assert pins(tx, dialogue) == {"重いんです": 1}


def test_ideas_are_counted_by_the_thing_not_by_the_people(begin: Begin, slack: SlackInMemory) -> None:
    with begin() as tx:
        dialogue = open_table(tx, slack)
        talk = Talk(tx, slack, dialogue)
        first, second = talk.say("一"), talk.say("二")
        for ts in (first, second):
            react(tx, BEN, SALES, ts, emoji="bulb")
        react(tx, CHIE, SALES, first, emoji="bulb")
        assert ideas.count(tx, dialogue) == 2

        talk.delete(second)
        assert ideas.count(tx, dialogue) == 1


def test_a_pin_that_comes_before_its_remark_waits_for_it(begin: Begin, slack: SlackInMemory) -> None:
    with begin() as tx:
        dialogue = open_table(tx, slack)
        talk = Talk(tx, slack, dialogue)
        message = talk.message("重いんです")
        react(tx, BEN, SALES, message["ts"])
        assert len(tx.session.scalars(select(Early)).all()) == 1
        assert outbox_rows(tx, "ephemeral") == []

        talk.send(message)
        assert pins(tx, dialogue) == {"重いんです": 1}
        assert tx.session.scalars(select(Early)).all() == []


def test_a_pin_on_a_copy_whose_place_is_not_known_yet_waits_for_it(
    begin: Begin, slack: SlackInMemory
) -> None:
    with begin() as tx:
        dialogue = open_table(tx, slack)
        Talk(tx, slack, dialogue).say("重いんです")
        place = slack.next_ts()
        react(tx, BEN, DEVELOPMENT, place)
        [row] = [row for row in outbox_rows(tx, "post") if row.lane == DEVELOPMENT]
        posts.settle(tx, [row], {"channel": DEVELOPMENT, "ts": place})

        assert pins(tx, dialogue) == {"重いんです": 1}


def test_a_pin_elsewhere_stores_nothing_and_offers_once_to_bring_a_voice(begin: Begin) -> None:
    with begin(BEN, name="Ben", locale="en") as tx:
        for at in (1, 3):
            react(tx, BEN, "C0LUNCH", "1795000000.000001", at=at)
            react(tx, BEN, "C0LUNCH", "1795000000.000001", at=at + 1, added=False)
        react(tx, BEN, "C0LUNCH", "1795000000.000001", emoji="bulb", at=9)

        [note] = outbox_rows(tx, "ephemeral")
        assert (note.arguments["channel"], note.arguments["user"]) == ("C0LUNCH", BEN)
        assert "bring them as a voice" in note.arguments["text"]
        assert note.arguments["blocks"][1]["elements"][0]["action_id"] == "voice.new"
        assert tx.session.scalars(select(Reaction)).all() == []
        assert tx.session.scalars(select(Early)).all() == []


def after(seconds: float, tx: Transaction) -> None:
    """End the waits that lead nowhere, so many real seconds from now."""
    with time_machine.travel(real_now() + timedelta(seconds=seconds), tick=False):
        reactions.stop_waiting(tx)
    tx.session.flush()


def test_a_pin_beside_an_open_dialogue_waits_a_while_and_then_stores_nothing_and_offers(
    begin: Begin, slack: SlackInMemory
) -> None:
    with begin() as tx:
        open_table(tx, slack)
        react(tx, BEN, SALES, "1795000000.900001")
        react(tx, CHIE, SALES, "1795000000.900001", emoji="bulb")

        after(80, tx)
        assert len(tx.session.scalars(select(Early)).all()) == 2
        after(91, tx)

        [note] = outbox_rows(tx, "ephemeral")
        assert (note.arguments["channel"], note.arguments["user"]) == (SALES, BEN)
        assert tx.session.scalars(select(Early)).all() == []
        assert tx.session.scalars(select(Reaction)).all() == []


def test_a_pin_that_was_taken_away_meanwhile_offers_nothing(begin: Begin, slack: SlackInMemory) -> None:
    with begin() as tx:
        open_table(tx, slack)
        react(tx, BEN, SALES, "1795000000.900001", at=2, added=False)
        react(tx, BEN, SALES, "1795000000.900001", at=1)

        after(91, tx)

        assert outbox_rows(tx, "ephemeral") == []
        assert tx.session.scalars(select(Early)).all() == []


def test_a_pin_waits_on_while_a_post_of_ours_is_under_way_there(begin: Begin, slack: SlackInMemory) -> None:
    with begin() as tx:
        dialogue = open_table(tx, slack)
        Talk(tx, slack, dialogue).say("重いんです")
        place = slack.next_ts()
        react(tx, BEN, DEVELOPMENT, place)
        [row] = [row for row in outbox_rows(tx, "post") if row.lane == DEVELOPMENT]
        row.state = "unsure"

        after(300, tx)
        assert outbox_rows(tx, "ephemeral") == []

        posts.settle(tx, [row], {"channel": DEVELOPMENT, "ts": place})
        assert pins(tx, dialogue) == {"重いんです": 1}


def shared(tx: Transaction, slack: SlackInMemory) -> tuple[Dialogue, Item, list[str]]:
    """Let two remarks share one message in the development room; return its place and the remarks' ids."""
    dialogue = open_table(tx, slack)
    talk = Talk(tx, slack, dialogue)
    talk.say("ひとつめ")
    talk.say("ふたつめ")
    slack.deliver(tx, joins=True)
    remarks = tx.session.scalars(select(Remark).order_by(Remark.seq)).all()
    thread = next(thread for thread in dialogue.threads if thread.channel_id == DEVELOPMENT)
    post = tx.outbox.find(f"copy:{remarks[0].id}:{thread.room_id}")
    assert post is not None
    assert len(tx.outbox.at(DEVELOPMENT, post.ts or "")) == 2
    return dialogue, Item(channel=DEVELOPMENT, ts=post.ts or ""), [remark.id for remark in remarks]


def test_on_a_message_that_several_remarks_share_the_pinner_is_asked_which(
    begin: Begin, slack: SlackInMemory
) -> None:
    with begin(BEN, name="勉") as tx:
        dialogue, item, (first, second) = shared(tx, slack)
        react(tx, BEN, item.channel, item.ts)
        [question] = outbox_rows(tx, "ephemeral")
        assert question.arguments["user"] == BEN
        buttons = [block["accessory"]["value"] for block in question.arguments["blocks"][1:]]
        assert buttons == [f"pin:{item.channel}:{item.ts}:{one}" for one in (first, second)]
        assert pins(tx, dialogue) == {}

        reactions.choose(tx, Meaning.PIN, item, second)
        reactions.choose(tx, Meaning.PIN, item, second)
        assert pins(tx, dialogue) == {"ふたつめ": 1}
        reactions.choose(tx, Meaning.PIN, item, first)
        assert pins(tx, dialogue) == {"ひとつめ": 1}

        react(tx, BEN, item.channel, item.ts, at=2, added=False)
        assert pins(tx, dialogue) == {}
        with pytest.raises(Gone):
            reactions.choose(tx, Meaning.PIN, item, first)


def test_who_is_new_to_us_is_asked_in_the_language_of_the_table(begin: Begin, slack: SlackInMemory) -> None:
    with begin(BEN, name="勉") as tx:
        dialogue, item, _ = shared(tx, slack)
        dialogue.circle.language = "en"
        known(tx, BEN, name="勉").locale = None
        react(tx, BEN, item.channel, item.ts)
        [question] = outbox_rows(tx, "ephemeral")
        assert "Several remarks share this message" in str(question.arguments)


def test_on_a_shared_message_only_the_chosen_remark_shows_how_many_marked_it(
    begin: Begin, slack: SlackInMemory
) -> None:
    with begin(BEN, name="勉") as tx:
        _, item, (first, second) = shared(tx, slack)
        react(tx, BEN, item.channel, item.ts)
        reactions.choose(tx, Meaning.PIN, item, second)
        reactions.choose(tx, Meaning.PIN, item, first)
        for step in tx.session.scalars(select(Step).where(Step.name == "totals")).all():
            steps.perform(tx, step)
        slack.deliver(tx)
    [message] = [text for text in slack.texts(item.channel) if "ふたつめ" in text]
    assert message.count("推した人") == 1
    assert message.index("ひとつめ") < message.index("推した人") < message.index("ふたつめ")


def test_only_what_stands_in_the_message_can_be_chosen(begin: Begin, slack: SlackInMemory) -> None:
    with begin(BEN, name="勉") as tx:
        dialogue, item, _ = shared(tx, slack)
        react(tx, BEN, item.channel, item.ts)
        elsewhere = Talk(tx, slack, dialogue, CALLS)
        ts = elsewhere.say("よそのひとこと")
        other = tx.session.scalars(select(Remark.id).where(Remark.ts == ts)).one()
        with pytest.raises(Gone):
            reactions.choose(tx, Meaning.PIN, item, other)


def standing(*shown: tuple[str, list[str]], count: int | None = None) -> Answer:
    marks = [{"name": name, "users": users, "count": count or len(users)} for name, users in shown]
    return Answer({"ok": True, "type": "message", "message": {"ts": "1", "reactions": marks}})


def test_a_recount_makes_up_for_what_was_missed(begin: Begin, slack: SlackInMemory) -> None:
    with begin() as tx:
        dialogue = open_table(tx, slack)
        ts = Talk(tx, slack, dialogue).say("重いんです")
        react(tx, AKI, SALES, ts)
        reactions.recount(
            tx, f"{SALES}:{ts}", standing(("pushpin", [BEN, "U0BOT"]), ("pushpin::skin-tone-2", [CHIE]))
        )
        assert pins(tx, dialogue) == {"重いんです": 2}

        reactions.recount(tx, f"{SALES}:{ts}", Answer({"message": {"ts": ts}}))
        assert pins(tx, dialogue) == {}


def test_a_recount_that_does_not_name_everybody_takes_nobody_away(begin: Begin, slack: SlackInMemory) -> None:
    with begin() as tx:
        dialogue = open_table(tx, slack)
        ts = Talk(tx, slack, dialogue).say("重いんです")
        react(tx, AKI, SALES, ts)
        reactions.recount(tx, f"{SALES}:{ts}", standing(("pushpin", [BEN]), count=2))
        assert pins(tx, dialogue) == {"重いんです": 2}


def test_an_event_that_comes_after_the_recount_still_counts(begin: Begin, slack: SlackInMemory) -> None:
    with begin() as tx:
        dialogue = open_table(tx, slack)
        ts = Talk(tx, slack, dialogue).say("重いんです")
        reactions.recount(tx, f"{SALES}:{ts}", standing(("pushpin", [BEN])))
        react(tx, BEN, SALES, ts, at=1)
        react(tx, BEN, SALES, ts, at=2, added=False)
        assert pins(tx, dialogue) == {}


def test_a_recount_that_slack_refuses_changes_nothing(begin: Begin, slack: SlackInMemory) -> None:
    with begin() as tx:
        dialogue = open_table(tx, slack)
        ts = Talk(tx, slack, dialogue).say("重いんです")
        react(tx, AKI, SALES, ts)
        reactions.recount(tx, f"{SALES}:{ts}", Answer(error="message_not_found"))
        reactions.recount(tx, "C0LUNCH:1.1", standing(("pushpin", [BEN])))
        assert pins(tx, dialogue) == {"重いんです": 1}
