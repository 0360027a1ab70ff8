"""Uses: noted, counted and dated, changed by who noted them, read by the company's own people, gone when they should."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.delivery.answers import Answer
from bot.keeping import erasing, exporting, keeping
from bot.keeping.erased import Kind
from bot.keeping.erasing import Wanted, What
from bot.refusals import Gone, TooLong
from bot.transaction import Database, Transaction
from bot.voices import voices
from bot.watchwords import uses, watchwords
from bot.watchwords.use_form import UseForm, UseKind
from bot.watchwords.uses import NotYourUse, Place
from models import Act, Dialogue, Share, Use, Voice, Watchword
from tests.bot.circle_of_three import SALES
from tests.bot.on_the_shelf import acting, adopt, enter, sat
from tests.bot.open_table import AKI, BEN, CHIE
from tests.conftest import TEAM, Begin, install, outbox_rows


@pytest.fixture
def dialogue(tx: Transaction) -> Dialogue:
    return sat(tx)


@pytest.fixture
def word(tx: Transaction, dialogue: Dialogue) -> Watchword:
    return adopt(tx, dialogue, "頼まずに開けたい")


def note(
    tx: Transaction, word: Watchword, kind: UseKind = UseKind.PLANNING, decided: str = "", **more: Any
) -> Use:
    return uses.note(tx, word.id, UseForm(kind=kind, decided=decided), **more)


def shown(tx: Transaction, word: Watchword, page: int = 0) -> list[uses.Shown]:
    return list(uses.listed(tx, word, page).shown)


def test_uses_are_counted_by_kind_and_dated(tx: Transaction, word: Watchword) -> None:
    assert uses.summaries(tx, [word.id])[word.id] == uses.Summary()
    note(tx, word, UseKind.COSTS)
    note(tx, word, UseKind.PLANNING)
    tx.now += timedelta(days=40)
    last = note(tx, word, UseKind.PLANNING)

    summary = uses.summaries(tx, [word.id])[word.id]
    assert summary == uses.Summary({UseKind.PLANNING: 2, UseKind.COSTS: 1}, last.used_at)
    assert list(summary.by_kind) == [UseKind.PLANNING, UseKind.COSTS]
    assert summary.total == 3


def test_what_was_decided_leads_to_no_customer_and_still_names_colleagues(
    tx: Transaction, word: Watchword
) -> None:
    use = note(tx, word, decided="山田さんと、 03-1234-5678 の\n件を先に")
    assert use.decided == "山田さんと、 ●● の 件を先に"
    assert note(tx, word, decided=" \n ").decided is None
    with pytest.raises(TooLong) as refused:
        note(tx, word, decided="あ" * 101)
    assert refused.value.field == "decided"


def test_who_noted_one_changes_it_and_takes_it_back_and_a_host_takes_it_down(
    tx: Transaction, word: Watchword
) -> None:
    mine, second = note(tx, word, decided="まえ"), note(tx, word)
    uses.change(tx, mine.id, UseForm(kind=UseKind.SALES, decided="あと"))
    assert (mine.kind, mine.decided) == (UseKind.SALES, "あと")
    assert all(one.is_own for one in shown(tx, word))

    acting(tx, BEN)
    for refused in (lambda: uses.change(tx, mine.id, UseForm()), lambda: uses.take_back(tx, mine.id)):
        with pytest.raises(NotYourUse):
            refused()

    acting(tx, "U0HOST")
    assert all(one.can_take_down and not one.is_own for one in shown(tx, word))
    uses.take_back(tx, mine.id)
    assert tx.session.scalars(select(Act.kind)).all() == ["use.take_down"]
    acting(tx, AKI)
    uses.take_back(tx, second.id)
    assert shown(tx, word) == []
    assert len(tx.session.scalars(select(Act)).all()) == 1
    with pytest.raises(Gone):
        uses.take_back(tx, second.id)


def test_the_line_is_for_the_companys_own_people(tx: Transaction, dialogue: Dialogue) -> None:
    word = adopt(tx, dialogue, "公開の言葉", consent="public")
    note(tx, word, decided="値上げを見送る")
    acting(tx, BEN)
    assert [one.decided for one in shown(tx, word)] == ["値上げを見送る"]

    acting(tx, CHIE, is_guest=True)
    assert [one.decided for one in shown(tx, word)] == [None]
    acting(tx, CHIE, is_external=True)
    enter(tx, CHIE, SALES)
    assert [one.decided for one in shown(tx, word)] == [None]
    with pytest.raises(Gone):
        note(tx, word)


def test_strangers_reach_no_use_of_what_they_may_not_see(tx: Transaction, word: Watchword) -> None:
    use = note(tx, word)
    for how in ({"is_guest": True}, {"is_external": True}):
        acting(tx, BEN, **how)
        with pytest.raises(Gone):
            uses.take_back(tx, use.id)
        with pytest.raises(Gone):
            note(tx, word)


def test_another_workspace_reaches_none(database: Database, begin: Begin) -> None:
    with begin() as tx:
        word_id = adopt(tx, sat(tx), "言葉").id
    with database.session() as session:
        install(session, "T0OTHER")
    with begin("U0FAR", team_id="T0OTHER") as tx, pytest.raises(Gone):
        uses.note(tx, word_id, UseForm())


def test_the_message_that_was_measured_is_linked_for_who_is_in_its_room(
    tx: Transaction, word: Watchword
) -> None:
    note(tx, word, place=Place(SALES, "1.2"))
    [asked] = [row for row in outbox_rows(tx, "ask") if row.answer == "use_linked"]
    assert (asked.method, asked.arguments) == ("chat.getPermalink", {"channel": SALES, "message_ts": "1.2"})
    assert asked.subject is not None
    uses.linked(tx, asked.subject, Answer({"permalink": "https://test.slack.com/archives/C/p12"}))

    assert [one.link for one in shown(tx, word)] == [None]
    enter(tx, AKI, SALES)
    assert [one.link for one in shown(tx, word)] == ["https://test.slack.com/archives/C/p12"]
    uses.linked(tx, asked.subject, Answer({"permalink": "javascript:alert(1)"}))
    uses.linked(tx, "gone", Answer(error="channel_not_found"))
    assert [one.link for one in shown(tx, word)] == ["https://test.slack.com/archives/C/p12"]


def test_a_long_list_keeps_its_place(tx: Transaction, word: Watchword) -> None:
    for number in range(uses.ON_A_PAGE + 2):
        tx.now += timedelta(minutes=1)
        note(tx, word, decided=str(number))
    assert [one.decided for one in shown(tx, word, 1)] == ["1", "0"]
    assert uses.listed(tx, word, 99).page == 1
    assert uses.listed(tx, word, -1).page == 0


@pytest.mark.parametrize("is_withdrawn", [True, False])
def test_uses_go_with_their_watchword(tx: Transaction, word: Watchword, is_withdrawn: bool) -> None:
    note(tx, word, decided="ひとつ")
    tx.session.add(
        Share(workspace_id=TEAM, watchword_id=word.id, channel_id="C1", thread_ts="1.1", asked_at=tx.now)
    )
    tx.session.flush()
    if is_withdrawn:
        acting(tx, CHIE)
        voices.withdraw(tx, word.about_id)
    else:
        watchwords.remove(tx, word, is_source_gone=True)
    assert tx.session.scalar(select(func.count()).select_from(Use)) == 0
    assert tx.session.scalar(select(func.count()).select_from(Share)) == 0


def test_erasing_a_person_leaves_their_uses_without_them(tx: Transaction, word: Watchword) -> None:
    use = note(tx, word)
    assert [row["kind"] for row in exporting.SECTIONS["uses"](tx, AKI)] == ["planning"]
    tx.person = None
    counts = erasing.erase(tx, Wanted(What.PERSON, AKI))
    tx.session.refresh(use)
    assert use.person_id is None
    assert counts[Kind.TIES] == 1


def test_erasing_a_customer_takes_the_lines_that_name_them(tx: Transaction, word: Watchword) -> None:
    note(tx, word, decided="川上さんの件")
    kept = note(tx, word, decided="ほかの件")
    tx.person = None
    assert erasing.erase(tx, Wanted(What.CUSTOMER, "川上"))[Kind.USES] == 1
    assert tx.session.scalars(select(Use.id)).all() == [kept.id]


def test_after_half_a_year_nobody_noted_it(tx: Transaction, word: Watchword) -> None:
    use = note(tx, word)
    tx.session.get_one(Voice, word.about_id).brought_at = tx.now
    tx.now += timedelta(days=300)
    assert keeping.enforce(tx)["uses"] == 1
    tx.session.refresh(use)
    assert use.person_id is None
    assert keeping.enforce(tx)["uses"] == 0
