"""Phrases that say nearly the same: offered for joining, counted as one, parted again. And sums, whatever happens."""

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot.dialogues import dialogues
from bot.refusals import Gone, NotYours
from bot.transaction import Transaction
from bot.watchwords import same_words, shelf, watchwords
from models import Dialogue, Watchword
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, SALES
from tests.bot.deciding_table import acting
from tests.bot.open_table import AKI, BEN, CHIE, Talk, bring, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.bot.test_pinning import close, notes_to
from tests.bot.test_reactions import react
from tests.bot.test_watchwords import pin, pinned
from tests.conftest import Begin

ONE, OTHER = "朝の一口が楽しみなんです", "朝の一口が楽しみです"


def words(tx: Transaction) -> dict[str, Watchword]:
    return {one.phrase: one for one in tx.session.scalars(select(Watchword))}


def two(tx: Transaction, slack: SlackInMemory) -> tuple[Dialogue, str, str]:
    """Open a table where two people said nearly the same, and others pinned it."""
    dialogue = open_table(tx, slack)
    talk = Talk(tx, slack, dialogue)
    first, second = talk.say(ONE), talk.say(OTHER)
    for user in (AKI, BEN):
        pin(tx, user, SALES, first)
    tx.now = tx.now.replace(second=1)
    for user in (BEN, CHIE):
        pin(tx, user, SALES, second)
    return dialogue, first, second


@pytest.mark.slow
def test_whoever_pins_nearly_the_same_words_is_offered_to_join_them(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = open_table(tx, slack)
    talk = Talk(tx, slack, dialogue)
    for text in (ONE, "ふたが固くて片手で開けにくい", OTHER, "ふたが固くて片手で開けやすい"):
        pin(tx, BEN, SALES, talk.say(text))
    [offer] = notes_to(tx, BEN)
    assert ONE in offer
    assert OTHER in offer


def test_joined_pins_count_a_person_once_and_can_be_parted(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue, first, second = two(tx, slack)
    assert pinned(tx, dialogue) == {ONE: 2, OTHER: 2}
    acting(tx, CHIE)
    head = same_words.join(tx, words(tx)[OTHER].id, words(tx)[ONE].id)
    assert (head.phrase, pinned(tx, dialogue)) == (ONE, {ONE: 3})
    assert [one.phrase for one in shelf.page(tx, channel_id=SALES).entries] == [ONE]

    pin(tx, BEN, SALES, first, at=2, added=False)
    assert pinned(tx, dialogue) == {ONE: 3}
    pin(tx, BEN, SALES, second, at=2, added=False)
    assert pinned(tx, dialogue) == {ONE: 2}

    same_words.part(tx, words(tx)[OTHER].id)
    assert pinned(tx, dialogue) == {ONE: 1, OTHER: 1}


def test_where_the_one_on_the_shelf_goes_the_other_stands_for_it(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue, first, _ = two(tx, slack)
    acting(tx, CHIE)
    same_words.join(tx, words(tx)[OTHER].id, words(tx)[ONE].id)
    Talk(tx, slack, dialogue).delete(first)
    assert pinned(tx, dialogue) == {OTHER: 2}


def test_only_who_pinned_them_or_a_host_joins_words(tx: Transaction, slack: SlackInMemory) -> None:
    two(tx, slack)
    one, other = words(tx)[ONE].id, words(tx)[OTHER].id
    acting(tx, "U0STRANGER")
    for press in (lambda: same_words.join(tx, other, one), lambda: same_words.part(tx, other)):
        with pytest.raises(NotYours):
            press()
    with pytest.raises(Gone):
        same_words.join(tx, "nothing", one)
    acting(tx, "U0HOST")
    assert same_words.join(tx, other, one).id == one
    assert same_words.join(tx, other, one).id == one


@pytest.mark.slow
def test_words_that_come_back_at_a_later_dialogue_adopt_what_they_were_joined_to(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = open_table(tx, slack)
    talk = Talk(tx, slack, dialogue)
    most = talk.say("その日の合言葉")
    for user in (AKI, BEN):
        pin(tx, user, SALES, most)
    pin(tx, AKI, SALES, talk.say(ONE))
    close(tx, slack, dialogue)
    assert words(tx)[ONE].state == "nominee"

    tx.now += timedelta(days=7)
    bring(tx, dialogue.circle, "別の日の声")
    later = dialogues.open_now(tx, dialogue.circle, seed="2")
    later.notes_opened_at = tx.now
    slack.deliver(tx)
    pin(tx, BEN, SALES, Talk(tx, slack, later).say(OTHER))
    acting(tx, "U0HOST")
    same_words.join(tx, words(tx)[OTHER].id, words(tx)[ONE].id)
    assert pinned(tx, later) == {OTHER: 2}
    close(tx, slack, later)
    assert {words(tx)[phrase].state for phrase in (ONE, OTHER)} == {"adopted"}
    adopted = [one.phrase for one in shelf.page(tx, channel_id=SALES).entries if one.is_adopted]
    assert ONE in adopted
    assert OTHER not in adopted


ROOMS = (SALES, DEVELOPMENT, CALLS)
ACTS = st.lists(
    st.tuples(
        st.integers(0, 3),  # who
        st.integers(0, 1),  # which remark
        st.integers(0, 2),  # in which room
        st.sampled_from(["pushpin", "pushpin::skin-tone-4"]),
        st.booleans(),
    ),
    max_size=25,
)


@pytest.mark.slow
@given(acts=ACTS, joins=st.booleans())
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_sum_is_always_how_many_people_have_a_pin_standing(
    begin: Begin, acts: list[tuple[int, int, int, str, bool]], joins: bool
) -> None:
    with begin() as tx:
        savepoint = tx.session.begin_nested()
        slack = SlackInMemory()
        dialogue = open_table(tx, slack)
        talk = Talk(tx, slack, dialogue)
        texts = ["ひとつめの言葉", "ふたつめのフレーズ"]
        places = []
        for text in texts:
            ts = talk.say(text)
            slack.deliver(tx)
            copies = [place for place, said in slack.messages.items() if text in str(said)]
            places.append([(SALES, ts), *sorted(copies)])
        standing: set[tuple[int, int, int, str]] = set()

        joined, numbers = False, count(1)
        for who, which, room, emoji, added in acts:
            react(tx, f"U0W{who}", *places[which][room], emoji=emoji, at=next(numbers), added=added)
            mark = (who, which, room, emoji)
            standing = standing | {mark} if added else standing - {mark}
            both = words(tx)
            if joins and not joined and len(both) == 2:
                acting(tx, "U0HOST")
                same_words.join(tx, both[texts[1]].id, both[texts[0]].id)
                joined = True
        people = [{who for who, which, _, _ in standing if which == number} for number in (0, 1)]
        found = {one.phrase: one.pins for one in words(tx).values()}
        heads = {one.phrase: one.joined_to_id for one in words(tx).values()}
        listed = {word.phrase for word in watchwords.nominees(tx, dialogue)}
        savepoint.rollback()
    assert set(found) == {text for text, who in zip(texts, people, strict=True) if who}
    if any(heads.values()):
        assert set(found.values()) == {len(people[0] | people[1])}
        assert len(listed) == 1
    else:
        assert found == {text: len(who) for text, who in zip(texts, people, strict=True) if who}
