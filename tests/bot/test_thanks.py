"""🙏 on somebody's words: told to them alone, where they gave their name, in one line a day."""

import re

import pytest
from sqlalchemy import select

from bot.bridge import takedown, unnamed
from bot.delivery.outbox import About, Message
from bot.dialogues import notes, quoted, reveal
from bot.keeping import erasing, keeping
from bot.keeping.erasing import Wanted, What
from bot.people import private
from bot.reactions import reactions
from bot.tally import Meaning
from bot.transaction import Transaction
from models import Dialogue, Note, Person, PrivateMessage, Reaction, Remark, Step
from scheduler import steps
from tests.bot import deciding_table
from tests.bot.circle_of_three import DEVELOPMENT, SALES
from tests.bot.open_table import AKI, BEN, CHIE, Talk, open_table
from tests.bot.slack_in_memory import SlackInMemory, texts_in
from tests.bot.test_reactions import copies, react
from tests.conftest import FakeClock, outbox_rows


@pytest.fixture
def dialogue(tx: Transaction, slack: SlackInMemory) -> Dialogue:
    opened = open_table(tx, slack)
    for thread in opened.threads:
        thread.prompt_url = "https://t.example/archives/C0/p1"
    return opened


def say(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue, text: str = "音のこと", user: str = AKI
) -> str:
    ts = Talk(tx, slack, dialogue).say(text, user=user)
    slack.deliver(tx)
    return ts


def thank(tx: Transaction, user: str, channel: str, ts: str, *, at: int = 1, added: bool = True) -> None:
    react(tx, user, channel, ts, emoji="pray::skin-tone-3", at=at, added=added)


def end_of_day(tx: Transaction, clock: FakeClock) -> None:
    """Let the day come to its end, and what is due then."""
    tx.session.flush()
    planned = select(Step).where(Step.name == "thanks", Step.done_at.is_(None))
    for step in tx.session.scalars(planned.order_by(Step.due_at)).all():
        clock.set(max(step.due_at, clock.now()))
        tx.now = clock.now()
        step.done_at = tx.now
        steps.perform(tx, step)
    tx.session.flush()


def lines(tx: Transaction, user: str = AKI) -> list[str]:
    """Return the lines of thanks that are on their way to somebody."""
    rows = [row for row in outbox_rows(tx, "post") if row.lane == user and row.key.startswith("thanks:")]
    return [" ".join(texts_in(row.arguments["blocks"])) for row in rows]


def kept(tx: Transaction) -> list[Reaction]:
    return list(tx.session.scalars(select(Reaction).where(Reaction.meaning == Meaning.THANKS)))


def test_all_thanks_of_a_day_are_one_line_with_each_place_once_and_no_number(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    first, second = say(tx, slack, dialogue), say(tx, slack, dialogue, "底のこと")
    for user in (BEN, CHIE):
        thank(tx, user, SALES, first)
    thank(tx, BEN, *copies(tx, first)[0])
    thank(tx, BEN, SALES, second)
    assert lines(tx) == []
    end_of_day(tx, clock)

    [line] = lines(tx)
    assert line.startswith("あなたの言葉に、🙏 が届いています。")
    assert line.count("<https://t.example/archives/") == 2
    assert line.count("11月30日（月）のミニ対話") == 2
    read = re.sub(r"<[^|>]*\||30日", "", line)
    assert not [name for name in ("勉", "千恵", BEN, CHIE, "2人", "3") if name in read]
    assert clock.now().hour == 8, "at five in the afternoon, in Tokyo"
    end_of_day(tx, clock)
    assert len(lines(tx)) == 1


def test_thanks_for_a_note_reach_the_named_writer_alone(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = open_table(tx, slack, is_writing=True)
    voice = dialogue.seated[0].voice
    deciding_table.acting(tx, AKI)
    notes.write(tx, dialogue.id, {voice.id: "名前つき"}, is_named=True, channel_id=SALES)
    deciding_table.acting(tx, CHIE)
    notes.write(tx, dialogue.id, {voice.id: "名前なし"}, is_named=False, channel_id=SALES)
    reveal.open_together(tx, dialogue)
    slack.deliver(tx)
    for note in tx.session.scalars(select(Note)).all():
        post = tx.outbox.find(f"note:{note.id}:{dialogue.threads[0].room_id}")
        assert post is not None
        assert post.ts is not None
        thank(tx, BEN, post.channel_id, post.ts)
    end_of_day(tx, clock)
    assert len(lines(tx)) == 1
    assert [row.about_id for row in kept(tx)] == [
        tx.session.scalars(select(Note.id).where(Note.person_id.is_not(None))).one()
    ]


def test_of_words_without_a_name_nobody_is_told_and_nothing_is_kept(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    deciding_table.acting(tx, AKI)
    unnamed.say(tx, dialogue.id, "名前のないひとこと", form_id="V1")
    slack.deliver(tx)
    remark = tx.session.scalars(select(Remark).where(Remark.alias_name.is_not(None))).one()
    post = tx.outbox.find(f"copy:{remark.id}:{dialogue.threads[0].room_id}")
    assert post is not None
    assert post.ts is not None
    thank(tx, BEN, post.channel_id, post.ts)
    end_of_day(tx, clock)
    assert (lines(tx), kept(tx)) == ([], [])
    assert tx.session.scalars(select(Step).where(Step.name == "thanks")).all() == []


def test_ones_own_thanks_for_ones_own_words_count_nothing(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    ts = say(tx, slack, dialogue)
    thank(tx, AKI, SALES, ts)
    end_of_day(tx, clock)
    assert (lines(tx), kept(tx)) == ([], [])


def test_what_is_taken_back_before_it_is_told_is_not_told(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    ts = say(tx, slack, dialogue)
    thank(tx, BEN, SALES, ts)
    thank(tx, BEN, SALES, ts, at=2, added=False)
    end_of_day(tx, clock)
    assert lines(tx) == []


def test_a_line_that_waits_for_its_hour_goes_with_the_last_thanks(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    first, second = say(tx, slack, dialogue), say(tx, slack, dialogue, "底のこと")
    use_up_the_day(tx, AKI)
    for ts in (first, second):
        thank(tx, BEN, SALES, ts)
    end_of_day(tx, clock)
    assert lines(tx) == []
    assert waiting(tx)[0].count("<https://") == 2
    thank(tx, BEN, SALES, first, at=2, added=False)
    assert waiting(tx)[0].count("<https://") == 1
    thank(tx, BEN, SALES, second, at=3, added=False)
    assert waiting(tx) == []


def use_up_the_day(tx: Transaction, user: str) -> None:
    person = tx.session.scalars(select(Person).where(Person.user_id == user)).one()
    for number in range(private.A_DAY):
        message = Message("x", [])
        private.tell(tx, person, private.Kind.HEARD, message, key=f"other:{number}", urgent=True)


def waiting(tx: Transaction) -> list[str]:
    found = select(PrivateMessage.arguments).where(PrivateMessage.kind == private.Kind.THANKS)
    return [" ".join(texts_in(one["blocks"])) for one in tx.session.scalars(found)]


def test_told_once_is_told_however_often_it_is_set_again(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    ts = say(tx, slack, dialogue)
    thank(tx, BEN, SALES, ts)
    end_of_day(tx, clock)
    thank(tx, BEN, SALES, ts, at=2, added=False)
    thank(tx, BEN, SALES, ts, at=3)
    thank(tx, BEN, *copies(tx, ts)[0], at=4)
    tx.now = clock.advance(minutes=1)
    end_of_day(tx, clock)
    assert len(lines(tx)) == 1
    tx.now = clock.advance(days=8)
    assert keeping.enforce(tx)["thanks"] == 2
    assert kept(tx) == []


def test_the_kind_can_be_switched_off(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    ts = say(tx, slack, dialogue)
    deciding_table.acting(tx, AKI)
    private.switch(tx, private.Kind.THANKS, is_on=False)
    thank(tx, BEN, SALES, ts)
    end_of_day(tx, clock)
    assert lines(tx) == []


@pytest.mark.parametrize("because", ["is_external", "is_bot", "left_at"])
def test_whoever_is_not_of_the_company_any_more_is_not_told(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue, because: str
) -> None:
    ts = say(tx, slack, dialogue)
    aki = deciding_table.person(tx, AKI)
    setattr(aki, because, tx.now if because == "left_at" else True)
    thank(tx, BEN, SALES, ts)
    end_of_day(tx, clock)
    assert lines(tx) == []


def test_words_that_were_taken_down_are_not_thanked_for(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    ts = say(tx, slack, dialogue)
    thank(tx, BEN, SALES, ts)
    remark = tx.session.scalars(select(Remark).where(Remark.ts == ts)).one()
    deciding_table.acting(tx, AKI)
    takedown.take_down(tx, About("remark", remark.id))
    end_of_day(tx, clock)
    assert lines(tx) == []


def test_after_four_working_days_off_one_line_comes_and_no_more(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    ts = say(tx, slack, dialogue)
    other = say(tx, slack, dialogue, "底のこと")
    tx.now = clock.advance(days=5)  # a Saturday
    thank(tx, BEN, SALES, ts)
    tx.now = clock.advance(days=1)
    thank(tx, BEN, SALES, other)
    [due_at] = tx.session.scalars(select(Step.due_at).where(Step.name == "thanks")).all()
    assert due_at.weekday() == 0
    end_of_day(tx, clock)
    assert len(lines(tx)) == 1


def test_thanks_are_no_votes(tx: Transaction, slack: SlackInMemory, dialogue: Dialogue) -> None:
    """What is quoted in the record goes by emojis of other departments: this one is for the author alone."""
    ts = say(tx, slack, dialogue)
    in_development = next(place for place in copies(tx, ts) if place[0] == DEVELOPMENT)
    thank(tx, BEN, *in_development)
    assert quoted.of_all(tx, dialogue) == []
    react(tx, BEN, *in_development, emoji="bulb")
    assert len(quoted.of_all(tx, dialogue)) == 1
    totals = select(Step).where(Step.name == "totals")
    assert len(tx.session.scalars(totals).all()) == 1, "of the bulb"


def test_in_a_shared_message_the_giver_says_which_words_are_meant(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    talk = Talk(tx, slack, dialogue)
    first, second = talk.say("ひとつめ"), talk.say("ふたつめ", user=CHIE)
    slack.deliver(tx, joins=True)
    place = next(place for place in copies(tx, first) if place[0] == DEVELOPMENT)
    thank(tx, BEN, *place)
    end_of_day(tx, clock)
    assert (lines(tx), lines(tx, CHIE)) == ([], [])
    asked = [row for row in outbox_rows(tx, "ephemeral") if BEN in row.lane]
    assert len(asked) == 1
    deciding_table.acting(tx, BEN)
    remark = tx.session.scalars(select(Remark).where(Remark.ts == second)).one()
    reactions.choose(tx, Meaning.THANKS, reactions.Item(channel=place[0], ts=place[1]), remark.id)
    end_of_day(tx, clock)
    assert (len(lines(tx)), len(lines(tx, CHIE))) == (0, 1)


@pytest.mark.parametrize("who", [AKI, BEN])
def test_erasing_either_of_them_leaves_nothing_of_it(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue, who: str
) -> None:
    ts = say(tx, slack, dialogue)
    thank(tx, BEN, SALES, ts)
    aki = deciding_table.person(tx, AKI).id
    erasing.erase(tx, Wanted(What.PERSON, who))
    assert kept(tx) == []
    if who == AKI:
        assert not tx.session.scalars(select(Step).where(Step.argument.contains(aki))).all()
    end_of_day(tx, clock)
    assert lines(tx) == []


def test_erasing_who_thanked_takes_a_line_back_that_waits(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock, dialogue: Dialogue
) -> None:
    ts = say(tx, slack, dialogue)
    use_up_the_day(tx, AKI)
    thank(tx, BEN, SALES, ts)
    end_of_day(tx, clock)
    assert len(waiting(tx)) == 1
    erasing.erase(tx, Wanted(What.PERSON, BEN))
    assert waiting(tx) == []
