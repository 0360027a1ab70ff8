"""Erasing on request: what goes, what stays, what stands in Slack afterwards, and that a dry run changes nothing."""

from collections import Counter
from typing import Any

import pytest
from sqlalchemy import select

from bot.bridge import unnamed
from bot.circles import seats
from bot.delivery.answers import Answer
from bot.keeping import erasing
from bot.keeping.erased import Kind
from bot.keeping.erasing import Wanted, What
from bot.matching import Sought, SoughtId
from bot.refusals import Empty, Gone
from bot.trail import trail
from bot.trail.stops import Kind as StopKind
from bot.transaction import Database, Transaction
from bot.wins import wins
from bot.wins.win_form import WinForm
from models import (
    Act,
    Base,
    Circle,
    CustomerQuestion,
    Dialogue,
    Host,
    Improvement,
    Note,
    Person,
    Post,
    PrivateMessage,
    Reaction,
    Remark,
    Seat,
    Voice,
    Vote,
    Watchword,
    Win,
)
from tests.bot import deciding_table, whole_table
from tests.bot.circle_of_three import CALLS, DEVELOPMENT, RECORD, SALES, WINS
from tests.bot.deciding_table import acting
from tests.bot.open_table import AKI, BEN, CHIE, Talk, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import TEAM, Begin, FakeClock, install, known, outbox_rows

pytestmark = pytest.mark.slow
QUOTE = "声その1"
CHANNELS = (SALES, DEVELOPMENT, CALLS, RECORD, WINS)


@pytest.fixture
def dialogue(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> Dialogue:
    return whole_table.hold(tx, slack, clock)


def erase(tx: Transaction, slack: SlackInMemory, what: What, which: str) -> Counter[Kind]:
    tx.person = None
    counts = erasing.erase(tx, Wanted(what, which))
    slack.deliver(tx)
    for row in outbox_rows(tx, "ask"):
        if row.method == "chat.delete":
            slack.messages.pop((row.arguments["channel"], row.arguments["ts"]), None)
            tx.session.delete(row)
    tx.session.flush()
    tx.session.expire_all()
    return counts


def everything_in(slack: SlackInMemory) -> str:
    """Return all that stands in Slack by our hand, the names behind pictures included."""
    return str(sorted(slack.messages.items()))


def everything_kept(tx: Transaction) -> str:
    """Return every row of every table."""
    tx.session.flush()
    rows: list[Any] = []
    for table in Base.metadata.sorted_tables:
        rows += [f"{table.name} {row}" for row in tx.session.execute(select(table)).mappings()]
    return "\n".join(rows)


# --- a voice


def test_a_voice_goes_with_all_that_was_made_of_it(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    voice = dialogue.seated[0].voice
    assert QUOTE in everything_in(slack)

    counts = erase(tx, slack, What.VOICE, voice.id)

    assert {kind: counts[kind] for kind in (Kind.VOICES, Kind.NOTES, Kind.QUESTIONS, Kind.WATCHWORDS)} == {
        Kind.VOICES: 1,
        Kind.NOTES: 1,
        Kind.QUESTIONS: 1,
        Kind.WATCHWORDS: 1,
    }
    assert counts[Kind.POSTS] > 0
    assert counts[Kind.UPDATES] > 0
    for gone in (QUOTE, "名前つきの書きとめ", "いつ使いますか"):
        assert gone not in everything_kept(tx)
        assert gone not in everything_in(slack)
    assert "重いのに手放せない" in everything_in(slack)


def test_a_win_that_came_from_the_voice_says_nothing_of_it_any_more(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    voice = dialogue.seated[0].voice
    acting(tx, AKI)
    form = WinForm(headline="ふたを変えた", origin=f"voice:{voice.id}")
    win = wins.submit(tx, form, channel_id=SALES)
    slack.deliver(tx)
    assert any("ふたを変えた" in text and "きっかけ" in text for text in slack.texts(WINS))
    erase(tx, slack, What.VOICE, voice.id)
    slack.change(tx)
    [post] = [text for text in slack.texts(WINS) if "ふたを変えた" in text]
    assert "きっかけ" not in post
    assert trail.follow(tx, StopKind.WIN, win.id).before[0].is_erased


def test_a_voice_erased_twice_is_erased(tx: Transaction, slack: SlackInMemory, dialogue: Dialogue) -> None:
    voice_id = dialogue.seated[0].voice_id
    erase(tx, slack, What.VOICE, voice_id)
    again = erase(tx, slack, What.VOICE, voice_id)
    assert {kind: count for kind, count in again.items() if kind is not Kind.UPDATES} == {}


def test_a_voice_of_another_workspace_is_not_there(
    database: Database, tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    install(tx.session, "T0OTHER")
    tx.session.flush()
    other = database.join(tx.session, tx.session.get_one(type(tx.workspace), "T0OTHER"))
    with pytest.raises(Gone):
        erasing.erase(other, Wanted(What.VOICE, dialogue.seated[0].voice_id))
    assert erasing.erase(other, Wanted(What.CUSTOMER, QUOTE)) == {}
    before = everything_kept(tx)
    erasing.erase(other, Wanted(What.PERSON, AKI))
    assert [line for line in before.splitlines() if line not in everything_kept(tx)] == []


# --- a customer's words


@pytest.mark.parametrize("words", ["Suitou", "ＳＵＩＴＯＵ", "suitou", " SuiTou  "])
def test_words_are_found_in_any_case_and_width_wherever_they_stand(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue, words: str
) -> None:
    voice = dialogue.seated[0].voice
    remark = tx.session.scalars(select(Remark).where(Remark.text != "")).first()
    assert remark is not None
    remark.text = "あの Ｓuitou &amp; ふた"
    tx.session.scalars(select(Note)).one().text = "suitouのこと"
    tx.session.scalars(select(CustomerQuestion)).one().answer = "SUITOUです"
    tx.session.scalars(select(Win)).one().after = "suitou"
    tx.session.scalars(select(Improvement).where(Improvement.state != "proposed")).one().measure = "suitou"
    voice.segment = "suitouの会"
    tx.session.flush()

    counts = erase(tx, slack, What.CUSTOMER, words)

    assert {
        kind: counts[kind]
        for kind in (Kind.VOICES, Kind.REMARKS, Kind.NOTES, Kind.QUESTIONS, Kind.WINS, Kind.IMPROVEMENTS)
    } == {
        Kind.VOICES: 1,
        Kind.REMARKS: 1,
        Kind.NOTES: 1,
        Kind.QUESTIONS: 1,
        Kind.WINS: 1,
        Kind.IMPROVEMENTS: 1,
    }
    assert not Sought("suitou").stands_in(everything_kept(tx), everything_in(slack))
    assert tx.session.scalars(select(Win)).all() == []


def test_words_are_found_in_what_waits_and_in_watchwords_that_stand_alone(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    watchword = tx.session.scalars(select(Watchword).where(Watchword.state == "adopted")).one()
    watchword.settled_at, watchword.phrase = tx.now, "川上さんの水筒"
    aki = known(tx, AKI, name="秋")
    tx.session.add(
        PrivateMessage(
            workspace_id=TEAM,
            person_id=aki.id,
            kind="heard",
            key="heard:x",
            arguments={"text": "川上さんの水筒", "blocks": []},
            is_urgent=False,
            earliest=tx.now,
            due_at=tx.now,
        )
    )
    tx.outbox.ephemeral(SALES, AKI, _Message("川上さんの水筒"))  # type: ignore[arg-type]
    tx.session.flush()
    counts = erase(tx, slack, What.CUSTOMER, "川上さん")
    assert (counts[Kind.WATCHWORDS], counts[Kind.PRIVATE], counts[Kind.TRACES]) == (1, 1, 1)
    assert "川上" not in everything_kept(tx)


class _Message:
    def __init__(self, text: str) -> None:
        self.text = text

    def arguments(self) -> dict[str, Any]:
        return {"text": self.text, "blocks": []}


def test_no_words_are_refused(tx: Transaction) -> None:
    with pytest.raises(Empty):
        erasing.erase(tx, Wanted(What.CUSTOMER, " 　 "))


def test_an_id_is_found_only_as_itself() -> None:
    assert SoughtId("U0AKI").stands_in({"a": ["<@U0AKI>"]}, "x")
    assert not SoughtId("U0AKI").stands_in({"a": ["<@U0AKI2>", "XU0AKI"]})


# --- a person


def test_a_person_is_in_no_row_and_in_no_message_of_ours_any_more(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    aki = known(tx, AKI, name="秋")
    aki.name, aki_id = "秋ABC", aki.id
    assert AKI in everything_in(slack)

    counts = erase(tx, slack, What.PERSON, AKI)

    assert counts[Kind.REMARKS] == counts[Kind.NOTES] == counts[Kind.PROFILE] == 1
    assert counts[Kind.TIES] == 3  # a win, a proposal, a question for a customer
    assert counts[Kind.ACTS] == 1
    for gone in (AKI, "秋ABC", aki_id, "名前つきの書きとめ", "重いのに手放せない"):
        assert gone not in everything_kept(tx), gone
        assert gone not in everything_in(slack), gone
    assert "ふたを軽くする" in everything_in(slack)
    assert tx.session.scalars(select(Improvement.owner_id)).all() == [None, None]


def test_every_tie_to_a_person_is_thought_of(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    """Whatever table comes to point at people: erasing somebody leaves no row that does."""
    for user in (AKI, BEN, CHIE, "U0HOST"):
        person_id = known(tx, user, name=user).id
        erase(tx, slack, What.PERSON, user)
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                if any(key.column.table.name == "people" for key in column.foreign_keys):
                    assert tx.session.execute(select(column).where(column == person_id)).all() == []
        assert not SoughtId(user).stands_in(everything_kept(tx), everything_in(slack)), user


def test_the_customers_words_stay_when_who_brought_them_goes(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    erase(tx, slack, What.PERSON, CHIE)
    voice = tx.session.scalars(select(Voice)).one()
    assert voice.quote == QUOTE
    submitter = tx.session.get_one(Person, voice.submitter_id)
    assert (submitter.name, submitter.picture_url, submitter.is_bot) == (None, None, True)
    assert QUOTE in everything_in(slack)


def test_two_proposers_of_one_dialogue_can_both_go(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    for user in (AKI, BEN):
        erase(tx, slack, What.PERSON, user)
    proposers = tx.session.scalars(select(Improvement.proposer_id)).all()
    assert len(set(proposers)) == 2


def test_thanks_mentions_and_cheers_of_a_person_go(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    assert tx.session.scalars(select(Win)).one().cheers == 1
    remark = tx.session.scalars(select(Remark).where(Remark.text != "")).first()
    assert remark is not None
    remark.text = f"<@{BEN}> と <@{BEN}|勉> と <@{BEN}X>"
    counts = erase(tx, slack, What.PERSON, BEN)
    win = tx.session.scalars(select(Win)).one()
    assert (win.thanks, win.cheers) == ([], 0)
    assert (counts[Kind.MENTIONS], counts[Kind.REACTIONS]) == (1, 3)
    tx.session.refresh(remark)
    assert remark.text == f"@参加者 と @参加者 と <@{BEN}X>"
    assert tx.session.scalars(select(Reaction.person_id)).all() == [known(tx, CHIE, name="千恵").id]


def test_while_a_dialogue_is_open_seats_votes_and_remarks_of_a_person_go_from_it(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = deciding_table.enter(tx, slack, clock)
    Talk(tx, slack, dialogue).say("底が抜けそう", user=BEN)
    improvement = deciding_table.propose(tx, dialogue, AKI, "ふたを軽くする")
    deciding_table.choose(tx, BEN, improvement)
    seats.take(tx, dialogue.id, SALES)
    slack.deliver(tx)
    counts = erase(tx, slack, What.PERSON, BEN)
    assert (counts[Kind.SEATS], counts[Kind.VOTES], counts[Kind.REMARKS]) == (1, 1, 1)
    assert [*tx.session.scalars(select(Seat)), *tx.session.scalars(select(Vote))] == []
    assert "底が抜けそう" not in everything_in(slack)


def test_a_circle_whose_only_host_goes_asks_its_rooms_for_another(
    tx: Transaction, slack: SlackInMemory
) -> None:
    open_table(tx, slack)
    counts = erase(tx, slack, What.PERSON, "U0HOST")
    assert counts[Kind.ROLES] == 1
    assert tx.session.scalars(select(Host)).all() == []
    assert tx.session.scalars(select(Post).where(Post.key.startswith("host-wanted:"))).first() is not None
    assert tx.session.scalars(select(Act.user_id)).all() == [None]


def test_what_was_said_without_a_name_stays(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = open_table(tx, slack)
    acting(tx, AKI)
    unnamed.say(tx, dialogue.id, "名前なしで言います", form_id="V1")
    counts = erase(tx, slack, What.PERSON, AKI)
    assert counts[Kind.REMARKS] == 0
    assert tx.session.scalars(select(Remark.text)).all() == ["名前なしで言います"]


def test_a_name_that_slack_tells_too_late_is_not_given_to_nobody(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    acting(tx, AKI)
    win = whole_table.share_win(tx, "もうひとつ", thanks=[])
    erase(tx, slack, What.PERSON, AKI)
    told = {"user": {"id": AKI, "profile": {"display_name": "秋ABC"}}}
    wins.author_learned(tx, win.id, Answer(told))
    assert "秋ABC" not in everything_kept(tx)


def test_somebody_whom_nothing_is_known_of_changes_nothing(
    tx: Transaction, slack: SlackInMemory, dialogue: Dialogue
) -> None:
    before = everything_kept(tx)
    assert erase(tx, slack, What.PERSON, "U0NOBODY") == {}
    assert set(before.splitlines()) - set(everything_kept(tx).splitlines()) == set()


def test_what_is_just_being_sent_is_said(tx: Transaction, slack: SlackInMemory, dialogue: Dialogue) -> None:
    Talk(tx, slack, dialogue)
    acting(tx, AKI)
    whole_table.share_win(tx, "秘密の水筒", thanks=[])
    slack.begin_sending(tx)
    counts = erasing.erase(tx, Wanted(What.CUSTOMER, "秘密の水筒"))
    assert counts[Kind.UNDER_WAY] == 1


# --- a dry run


def test_a_dry_run_counts_what_the_real_one_does_and_changes_nothing(
    database: Database, begin: Begin, clock: FakeClock
) -> None:
    slack = SlackInMemory()
    with begin() as tx:
        whole_table.hold(tx, slack, clock)
        before = everything_kept(tx)
    for wanted in (Wanted(What.PERSON, AKI), Wanted(What.CUSTOMER, "手放せない")):
        with database.begin(TEAM) as tx:
            said = erasing.rehearse(tx, wanted)
        with database.begin(TEAM) as tx:
            assert everything_kept(tx) == before
        with database.begin(TEAM) as tx:
            assert erasing.erase(tx, wanted) == said
            tx.session.rollback()
    assert said[Kind.REMARKS] == 1
    with begin() as tx:
        assert tx.session.scalars(select(Circle)).all()
