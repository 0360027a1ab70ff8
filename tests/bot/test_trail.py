"""The trail: from a customer's words to a small success and back, naming nobody."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from bot.dialogues import notes
from bot.refusals import Gone
from bot.trail import trail
from bot.trail.stops import Kind, Stop
from bot.transaction import Transaction
from bot.voices import voices
from bot.wins import wins
from bot.wins.win_form import WinForm
from models import Dialogue, Improvement, Note, Person, Remark, Voice, Watchword, Win, Workspace
from tests.bot import deciding_table
from tests.bot.circle_of_three import SALES
from tests.bot.open_table import AKI, BEN, Talk, bring
from tests.bot.slack_in_memory import SlackInMemory
from tests.bot.test_reactions import react
from tests.bot.whole_table import close, place
from tests.conftest import FakeClock, install
from tests.laid import laid


@dataclass
class Held:
    """A closed dialogue over two voices: ideas about both, a watchword of the first, an improvement, three wins."""

    dialogue: Dialogue
    first: Voice
    second: Voice
    ts: str


@pytest.fixture
def held(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> Held:
    dialogue = laid(tx, slack, "trail", lambda: _hold(tx, slack, clock), clock=clock)
    tx.session.expire_all()
    first, second = _voices(dialogue)
    [remark] = tx.session.scalars(select(Remark).where(Remark.text.contains("さんの言う音のこと")))
    return Held(dialogue, first, second, remark.ts or "")


def _voices(dialogue: Dialogue) -> list[Voice]:
    return sorted((seated.voice for seated in dialogue.seated), key=lambda voice: voice.quote)


def _hold(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> Dialogue:
    dialogue = deciding_table.enter(tx, slack, clock, voices=2)
    first, second = _voices(dialogue)
    ts = Talk(tx, slack, dialogue).say(f"<@{BEN}> さんの言う音のこと")
    react(tx, BEN, SALES, ts, emoji="bulb")
    deciding_table.acting(tx, AKI)
    about_both = {first.id: "ふたの音が合図", second.id: "底が広すぎる"}
    notes.write(tx, dialogue.id, about_both, is_named=True, channel_id=SALES)
    slack.deliver(tx)
    for note in tx.session.scalars(select(Note.id).where(Note.dialogue_id == dialogue.id)):
        react(tx, BEN, *place(tx, f"note:{note}"), emoji="bulb")
    react(tx, BEN, *place(tx, f"voice:{dialogue.id}:{first.id}"))
    chosen = deciding_table.propose(tx, dialogue, AKI, "ふたの音を残す")
    deciding_table.propose(tx, dialogue, BEN, "底をせまくする")
    deciding_table.choose(tx, BEN, chosen)
    deciding_table.decide(tx, slack, clock, dialogue)
    close(tx, dialogue)
    deciding_table.acting(tx, AKI)
    for headline, origin in (
        ("音の説明が一行になった", f"voice:{first.id}"),
        ("底の相談が減った", f"voice:{second.id}"),
        ("朝礼で声を読むようになった", f"dialogue:{dialogue.id}"),
    ):
        wins.submit(tx, WinForm(headline=headline, origin=origin), channel_id=SALES)
    slack.deliver(tx)
    return dialogue


def told(stops: Sequence[Stop]) -> list[str]:
    return [stop.text or f"({stop.kind})" for stop in stops]


def a_stop(held: Held, tx: Transaction, text: str) -> Stop:
    followed = trail.follow(tx, Kind.DIALOGUE, held.dialogue.id)
    return next(stop for stop in (*followed.before, *followed.after) if stop.text == text)


OF_BOTH = ["@… さんの言う音のこと", "ふたの音を残す", "朝礼で声を読むようになった"]


@pytest.mark.slow
def test_a_voice_leads_to_what_came_of_it_and_to_nothing_of_its_neighbour(
    tx: Transaction, held: Held
) -> None:
    followed = trail.follow(tx, Kind.VOICE, held.first.id)

    assert (followed.start.text, followed.start.consent, followed.before) == ("声その1", "inside", [])
    assert followed.after[0].kind is Kind.DIALOGUE
    assert sorted(told(followed.after[1:])) == sorted(
        ["声その1", "ふたの音が合図", "音の説明が一行になった", *OF_BOTH]
    )


@pytest.mark.slow
def test_a_dialogue_stands_between_its_voices_and_what_came_of_it(tx: Transaction, held: Held) -> None:
    followed = trail.follow(tx, Kind.DIALOGUE, held.dialogue.id)

    assert sorted(told(followed.before)) == ["声その1", "声その2"]
    assert sorted(told(followed.after)) == sorted(["声その1", "ふたの音が合図", "底が広すぎる", *OF_BOTH])
    assert [stop.standing for stop in followed.after if stop.kind is Kind.IMPROVEMENT] == ["open"]


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("底が広すぎる", ["声その2", "(dialogue)"]),
        ("@… さんの言う音のこと", ["声その1", "声その2", "(dialogue)"]),
        ("ふたの音を残す", ["声その1", "声その2", "(dialogue)"]),
    ],
)
def test_what_stands_by_one_voice_leads_back_to_that_one(
    tx: Transaction, held: Held, text: str, before: list[str]
) -> None:
    stop = a_stop(held, tx, text)

    assert sorted(told(trail.follow(tx, stop.kind, stop.id).before)) == sorted(before)


def test_a_win_leads_back_through_the_dialogue_that_heard_its_voice(tx: Transaction, held: Held) -> None:
    win = tx.session.scalars(select(Win).where(Win.origin_id == held.second.id)).one()
    followed = trail.follow(tx, Kind.WIN, win.id)

    assert told(followed.before) == ["声その2", "(dialogue)"]
    assert followed.after == []


def test_every_stop_says_what_it_came_from_on_the_same_trail(tx: Transaction, held: Held) -> None:
    followed = trail.follow(tx, Kind.VOICE, held.first.id)
    stops = [followed.start, *followed.after]

    on_it = {stop.about for stop in stops}
    assert all(on_it & set(stop.came_from) for stop in stops[1:])


def test_a_voice_that_says_the_same_has_the_same_trail(tx: Transaction, held: Held) -> None:
    other = bring(tx, held.dialogue.circle, "同じ声")
    other.state, other.joined_to_id = "heard", held.first.id
    followed = trail.follow(tx, Kind.VOICE, other.id)

    assert "ふたの音が合図" in told(followed.after)
    assert "底が広すぎる" not in told(followed.after)
    assert "同じ声" in told(trail.follow(tx, Kind.DIALOGUE, held.dialogue.id).before)


@pytest.mark.slow
def test_what_was_erased_stands_as_erased(tx: Transaction, held: Held) -> None:
    voices.erase(tx, held.second)
    Talk(tx, SlackInMemory(), held.dialogue).delete(held.ts)
    tx.session.flush()
    followed = trail.follow(tx, Kind.DIALOGUE, held.dialogue.id)

    erased = [stop for stop in (*followed.before, *followed.after) if stop.is_erased]
    assert [(stop.kind, stop.text) for stop in erased] == [(Kind.VOICE, None)]
    assert followed.before[[stop.id for stop in followed.before].index(held.first.id)].text == "声その1"


def test_a_trail_names_nobody(tx: Transaction, held: Held) -> None:
    followed = trail.follow(tx, Kind.DIALOGUE, held.dialogue.id)

    names = tx.session.scalars(select(Person.name).where(Person.name.is_not(None))).all()
    ids = tx.session.scalars(select(Person.id)).all()
    assert names
    assert not any(one and one in repr(followed) for one in (*names, *ids))


def test_proposals_nominees_and_what_runs_are_on_no_trail(tx: Transaction, held: Held) -> None:
    proposal = tx.session.scalars(select(Improvement).where(Improvement.state == "proposed")).one()
    word = tx.session.scalars(select(Watchword)).one()
    word.state = "nominee"
    waiting = bring(tx, held.dialogue.circle, "まだ待つ声")
    tx.session.flush()

    for kind, id_ in ((Kind.IMPROVEMENT, proposal.id), (Kind.WATCHWORD, word.id), (Kind.IDEA, "nothing")):
        with pytest.raises(Gone):
            trail.follow(tx, kind, id_)
    assert "声その1" not in told(trail.follow(tx, Kind.DIALOGUE, held.dialogue.id).after)
    assert trail.follow(tx, Kind.VOICE, waiting.id).after == []
    held.dialogue.state = "open"
    tx.session.flush()
    with pytest.raises(Gone):
        trail.follow(tx, Kind.DIALOGUE, held.dialogue.id)


def test_nothing_of_another_workspace_is_on_a_trail(tx: Transaction, held: Held) -> None:
    places = every_place(tx, held)
    install(tx.session, "T0OTHER")
    tx.workspace = tx.session.get_one(Workspace, "T0OTHER")
    for kind, id_ in places:
        with pytest.raises(Gone):
            trail.follow(tx, kind, id_)


def every_place(tx: Transaction, held: Held) -> list[tuple[Kind, str]]:
    followed = trail.follow(tx, Kind.DIALOGUE, held.dialogue.id)
    wins_too = [(Kind.WIN, id_) for id_ in tx.session.scalars(select(Win.id))]
    return [(stop.kind, stop.id) for stop in (followed.start, *followed.before, *followed.after)] + wins_too
