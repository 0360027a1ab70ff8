"""Wins: posted at once in the wins room, told by their author alone, cheered once a person."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

import bot.events  # noqa: F401  says what runs when a post has arrived
from bot.circles import planning
from bot.delivery.answers import Answer
from bot.delivery.outbox import About
from bot.refusals import Empty, Gone, TooLong
from bot.tally import Meaning
from bot.transaction import Transaction
from bot.wins import wins
from bot.wins.win_form import WinForm
from bot.wins.wins import NotYourWin, NoWinsRoom
from models import Circle, Dialogue, Person, Post, Reaction, SeatedVoice, Voice, Win, new_id
from tests.bot.circle_of_three import SALES, WINS, seat
from tests.bot.slack_in_memory import SlackInMemory, texts_in
from tests.conftest import Begin, FakeClock, install, known, outbox_rows

HEADLINE = "ふたの説明を書きかえたら、問い合わせが減りました"


@pytest.fixture
def tx(begin: Begin) -> Iterator[Transaction]:
    with begin("U0AKI", name="秋") as tx:
        yield tx


def share(tx: Transaction, text: str = HEADLINE, channel_id: str = SALES) -> Win:
    win = wins.share(tx, text, channel_id=channel_id)
    assert win is not None
    return win


def post_of(tx: Transaction, win: Win) -> Post:
    tx.session.flush()
    post = tx.outbox.find(f"win:{win.id}")
    assert post is not None
    return post


def shown(tx: Transaction, win: Win) -> str:
    """Return what the post reads as, with whatever changes it still on the way."""
    tx.session.flush()
    rows = [row for row in outbox_rows(tx) if row.key == f"win:{win.id}" and row.kind in {"post", "update"}]
    return " ".join(texts_in(rows[-1].arguments["blocks"]))


def hold_dialogue(tx: Transaction, circle: Circle, *quotes: str, consent: str = "inside") -> Dialogue:
    """Return a closed dialogue that heard these voices."""
    dialogue = Dialogue(
        id=new_id(),
        workspace_id=tx.workspace.id,
        circle=circle,
        nominal_on=date(2026, 11, 23),
        seed="1",
        agenda={},
        stage="closed",
        state="closed",
        last_seq=0,
        started_at=tx.now,
    )
    chie = known(tx, "U0CHIE", name="千恵")
    for position, quote in enumerate(quotes):
        voice = Voice(
            workspace_id=tx.workspace.id,
            circle_id=circle.id,
            submitter_id=chie.id,
            quote=quote,
            consent=consent,
            state="heard",
            brought_at=tx.now,
            heard_at=tx.now,
        )
        dialogue.seated.append(
            SeatedVoice(workspace_id=tx.workspace.id, voice=voice, position=position, reason="only_one")
        )
    tx.session.add(dialogue)
    tx.session.flush()
    return dialogue


def cheer(tx: Transaction, win: Win, user: str, *, emoji: str = "tada", is_on: bool = True) -> None:
    tx.session.add(
        Reaction(
            workspace_id=tx.workspace.id,
            person_id=known(tx, user, name=user).id,
            meaning=Meaning.CHEER,
            about_kind="win",
            about_id=win.id,
            channel_id=WINS,
            ts="1795000000.000001",
            emoji=emoji,
            is_on=is_on,
            event_ts="1795000001.000000",
            changed_at=tx.now,
        )
    )
    tx.session.flush()
    wins.cheered(tx, win.id)


def test_words_are_posted_at_once_in_the_wins_room_with_their_author(tx: Transaction) -> None:
    seat(tx)
    win = share(tx)
    assert post_of(tx, win).channel_id == WINS
    assert (post_of(tx, win).about_kind, post_of(tx, win).about_id) == ("win", win.id)
    assert HEADLINE in shown(tx, win)
    assert "秋さん" in shown(tx, win)


def test_an_author_who_is_not_known_by_name_yet_holds_the_post_back(tx: Transaction) -> None:
    seat(tx)
    stranger = tx.actor
    stranger.name, stranger.learned_at = None, None
    win = share(tx)
    wins.change(tx, win.id, WinForm(headline="書きなおしました"))
    assert [row.is_ready for row in outbox_rows(tx, "post")] == [False]
    profile = {"display_name": "秋山あき_営業部長"}
    answer = Answer({"user": {"id": "U0AKI", "team_id": "T0TEAM", "profile": profile}})
    wins.author_learned(tx, win.id, answer)
    assert [row.is_ready for row in outbox_rows(tx, "post")] == [True]
    assert "秋山あきさん" in shown(tx, win)
    assert "書きなおしました" in shown(tx, win)


def test_a_telephone_number_is_hidden_before_it_is_kept(tx: Transaction) -> None:
    seat(tx)
    win = share(tx, "090-1234-5678 のお客様に喜ばれました")
    assert win.headline == "●● のお客様に喜ばれました"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(" 　\n", id="only spaces"),
        pytest.param("\x00\x1b\u202e", id="only controls"),
        pytest.param("\u200b\u2060", id="only what nobody sees"),
        pytest.param("あ" * 201, id="a character too many"),
    ],
)
def test_unfit_words_need_the_form(tx: Transaction, text: str) -> None:
    seat(tx)
    assert wins.share(tx, text, channel_id=SALES) is None
    assert outbox_rows(tx, "post") == []


def test_an_emoji_alone_is_a_win(tx: Transaction) -> None:
    seat(tx)
    assert share(tx, "🎉").headline == "🎉"


def test_the_same_words_within_two_minutes_are_the_win_already_kept(begin: Begin, clock: FakeClock) -> None:
    with begin("U0AKI") as tx:
        seat(tx)
        first = share(tx).id
    clock.advance(seconds=119)
    with begin("U0AKI") as tx:
        assert share(tx).id == first
        assert len(outbox_rows(tx, "post")) == 1
    with begin("U0BEN", name="勉") as tx:
        assert share(tx).id != first
    clock.advance(seconds=2)
    with begin("U0AKI") as tx:
        assert share(tx).id != first


def test_a_form_with_the_same_words_adds_its_details_to_the_win_already_kept(tx: Transaction) -> None:
    seat(tx)
    win = share(tx)
    again = wins.submit(tx, WinForm(headline=HEADLINE, before="12", after="3", unit="件"), channel_id=SALES)
    assert again is win
    assert "12 → 3" in shown(tx, win)
    share(tx)
    assert win.after == "3"


@pytest.mark.parametrize(
    ("form", "refusal", "field"),
    [
        pytest.param({"headline": " "}, Empty, "headline", id="no words"),
        pytest.param({"headline": "あ" * 201}, TooLong, "headline", id="words too long"),
        pytest.param({"headline": "よ", "before": "1" * 41}, TooLong, "before", id="number too long"),
        pytest.param({"headline": "よ", "unit": "人" * 21}, TooLong, "unit", id="unit too long"),
    ],
)
def test_a_form_is_refused_at_the_field(
    tx: Transaction, form: dict[str, Any], refusal: type[Empty | TooLong], field: str
) -> None:
    seat(tx)
    with pytest.raises(refusal) as refused:
        wins.submit(tx, WinForm.model_validate(form), channel_id=SALES)
    assert refused.value.field == field


def test_two_hundred_characters_fit(tx: Transaction) -> None:
    seat(tx)
    assert len(share(tx, "あ" * 200).headline) == 200


def test_without_a_wins_room_it_is_said_who_can_set_it(tx: Transaction) -> None:
    seat(tx, wins_room=None)
    known(tx, "U0HOST", name="進").name = "進"
    for text in (HEADLINE, "", "あ" * 4000):
        with pytest.raises(NoWinsRoom) as refused:
            wins.share(tx, text, channel_id=SALES)
        assert refused.value.places["who"] == "進さん"


def test_without_any_circle_the_contact_can_help(tx: Transaction) -> None:
    with pytest.raises(NoWinsRoom) as refused:
        share(tx)
    assert refused.value.places["who"] == "help@example.com"


def test_a_win_goes_to_the_circle_of_the_channel_where_it_was_told(tx: Transaction) -> None:
    seat(tx)
    other = _other_circle(tx)
    assert share(tx, "部屋から", channel_id="C0OTHER").circle_id == other.id
    assert share(tx, "小さな成功の部屋から", channel_id="C0OTHERWINS").circle_id == other.id


def test_a_win_told_elsewhere_goes_to_the_only_circle_of_its_author(tx: Transaction) -> None:
    first = seat(tx)
    _other_circle(tx)
    hold_dialogue(tx, first, "重い").seated[0].voice.submitter_id = tx.actor.id
    assert share(tx, channel_id="C0ELSEWHERE").circle_id == first.id


def test_a_host_tells_wins_of_the_circle_they_host(tx: Transaction) -> None:
    seat(tx)
    other = _other_circle(tx, hosts=["U0AKI"])
    assert share(tx, channel_id="C0ELSEWHERE").circle_id == other.id


def test_only_its_author_changes_a_win(begin: Begin) -> None:
    with begin("U0AKI") as tx:
        seat(tx)
        win_id = share(tx).id
    with begin("U0BEN", name="勉") as tx, pytest.raises(NotYourWin):
        wins.change(tx, win_id, WinForm(headline="ちがう人"))
    with begin("U0AKI") as tx:
        win = wins.change(tx, win_id, WinForm(headline="なおしました", thanks=["U0BEN", "U0BEN"]))
        assert "なおしました" in shown(tx, win)
        assert shown(tx, win).count("<@U0BEN>さん") == 1


def test_a_win_of_another_workspace_is_not_here(begin: Begin, database: Any) -> None:
    with begin("U0AKI") as tx:
        seat(tx)
        win_id = share(tx).id
    with database.session() as session:
        install(session, "T0OTHER")
    with begin("U0AKI", team_id="T0OTHER") as tx:
        for use in (wins.get, wins.open_for_change, wins.cheered):
            with pytest.raises(Gone):
                use(tx, win_id)
        with pytest.raises(Gone):
            wins.cheer(tx, win_id, WINS, "1795000000.000001")


def test_each_person_cheers_once_whatever_they_use(tx: Transaction) -> None:
    seat(tx)
    win = share(tx)
    cheer(tx, win, "U0BEN")
    cheer(tx, win, "U0BEN", emoji="clap::skin-tone-3")
    cheer(tx, win, "U0CHIE")
    assert win.cheers == 2
    wins.cheer(tx, win.id, WINS, "1795000000.000001")
    wins.cheer(tx, win.id, WINS, "1795000000.000001")
    assert win.cheers == 3
    assert "3の拍手" in shown(tx, win)


def test_the_post_changes_only_when_the_number_does(tx: Transaction) -> None:
    slack = SlackInMemory()
    seat(tx)
    win = share(tx)
    slack.deliver(tx)
    cheer(tx, win, "U0BEN")
    assert len(outbox_rows(tx, "update")) == 1
    slack.change(tx)
    cheer(tx, win, "U0BEN", emoji="clap")
    assert outbox_rows(tx, "update") == []
    for reaction in tx.session.query(Reaction):
        reaction.is_on = False
    wins.cheered(tx, win.id)
    slack.change(tx)
    assert win.cheers == 0
    assert "拍手が届いて" not in slack.texts(WINS)[0]


def test_a_win_can_come_from_a_recent_dialogue_or_a_voice_heard_there(tx: Transaction) -> None:
    circle = seat(tx)
    dialogue = hold_dialogue(tx, circle, "ふたがかたい", "色がいい")
    offered = wins.offered(tx, channel_id=SALES)
    assert list(offered) == [
        f"dialogue:{dialogue.id}",
        *(f"voice:{seated.voice_id}" for seated in dialogue.seated),
    ]
    win = wins.submit(tx, WinForm(headline=HEADLINE, origin=f"dialogue:{dialogue.id}"), channel_id=SALES)
    assert "11月30日（月）のミニ対話" in shown(tx, win)


def test_a_win_cannot_come_from_a_dialogue_that_is_still_to_open(tx: Transaction) -> None:
    circle = seat(tx)
    planned = planning.plan(tx, circle, None, tx.now + timedelta(days=2))
    assert wins.offered(tx, channel_id=SALES) == {}
    win = wins.submit(tx, WinForm(headline=HEADLINE, origin=f"dialogue:{planned.id}"), channel_id=SALES)
    assert win.origin_kind is None


def test_voices_are_offered_only_to_people_of_the_circle(tx: Transaction) -> None:
    circle = seat(tx)
    dialogue = hold_dialogue(tx, circle, "ふたがかたい")
    assert list(wins.offered(tx, channel_id="C0ELSEWHERE")) == [f"dialogue:{dialogue.id}"]


def test_the_origin_of_a_win_stays_a_choice(tx: Transaction) -> None:
    circle = seat(tx)
    voice_id = hold_dialogue(tx, circle, "ふたがかたい").seated[0].voice_id
    win = wins.submit(tx, WinForm(headline=HEADLINE, origin=f"voice:{voice_id}"), channel_id=SALES)
    assert f"voice:{voice_id}" in wins.offered(tx, channel_id="C0ELSEWHERE", win=win)


@pytest.mark.parametrize("chosen", ["voice:nosuchvoice", "dialogue:", "circle:x", "x"])
def test_an_origin_that_is_not_there_is_left_out(tx: Transaction, chosen: str) -> None:
    seat(tx)
    win = wins.submit(tx, WinForm(headline=HEADLINE, origin=chosen), channel_id=SALES)
    assert (win.origin_kind, win.origin_id) == (None, None)


@pytest.mark.parametrize(
    ("consent", "wins_room", "is_quoted"),
    [
        pytest.param("inside", WINS, False, id="kept inside, wins room beside the table"),
        pytest.param("inside", SALES, True, id="kept inside, wins room at the table"),
        pytest.param("agreed", WINS, True, id="agreed"),
        pytest.param("public", WINS, True, id="public"),
    ],
)
def test_a_voice_is_quoted_only_where_its_words_may_be_read(
    tx: Transaction, consent: str, wins_room: str, *, is_quoted: bool
) -> None:
    circle = seat(tx, wins_room=wins_room)
    voice = hold_dialogue(tx, circle, "ふたがかたい", consent=consent).seated[0].voice
    voice.product = "水筒"
    win = wins.submit(tx, WinForm(headline=HEADLINE, origin=f"voice:{voice.id}"), channel_id=SALES)
    assert ("ふたがかたい" in shown(tx, win)) is is_quoted
    assert ("水筒" in shown(tx, win)) is not is_quoted


def test_a_room_shared_with_others_is_not_told_what_stays_inside(tx: Transaction) -> None:
    circle = seat(tx, wins_room=SALES)
    circle.rooms[0].is_shared = True
    voice_id = hold_dialogue(tx, circle, "ふたがかたい").seated[0].voice_id
    win = wins.submit(tx, WinForm(headline=HEADLINE, origin=f"voice:{voice_id}"), channel_id=SALES)
    assert "ふたがかたい" not in shown(tx, win)


def test_the_words_of_a_withdrawn_voice_go_from_the_wins_that_came_from_it(tx: Transaction) -> None:
    slack = SlackInMemory()
    circle = seat(tx)
    voice = hold_dialogue(tx, circle, "ふたがかたい", consent="public").seated[0].voice
    wins.submit(tx, WinForm(headline=HEADLINE, origin=f"voice:{voice.id}"), channel_id=SALES)
    slack.deliver(tx)
    assert "ふたがかたい" in slack.texts(WINS)[0]
    voice.state, voice.quote = "withdrawn", ""
    wins.origin_changed(tx, About("voice", voice.id))
    slack.change(tx)
    assert "ふたがかたい" not in slack.texts(WINS)[0]
    assert HEADLINE in slack.texts(WINS)[0]


def _other_circle(tx: Transaction, **changed: Any) -> Circle:
    rooms = [{"channel_id": "C0OTHER", "department": "広報"}]
    return seat(tx, name="別の円卓", rooms=rooms, wins_room="C0OTHERWINS", **changed)


def test_people_are_people(tx: Transaction) -> None:
    seat(tx)
    win = share(tx)
    robot = known(tx, "U0ROBOT", name="robot")
    robot.is_bot = True
    assert isinstance(robot, Person)
    cheer(tx, win, "U0ROBOT")
    assert win.cheers == 0
