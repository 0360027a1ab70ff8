"""The shelf: ten to a page, of all circles or one, nominees for their circle, links into rooms one can enter."""

from datetime import timedelta

import pytest

from bot.refusals import Gone
from bot.transaction import Transaction
from bot.watchwords import looking_back, shelf, uses, watchwords
from bot.watchwords.search import Question, Search
from bot.watchwords.shelf import Shown
from bot.watchwords.use_form import UseForm, UseKind
from models import Dialogue
from tests.bot.circle_of_three import SALES, seat
from tests.bot.on_the_shelf import acting, adopt, enter, sat
from tests.bot.open_table import AKI, BEN, Talk, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.bot.test_watchwords import pin


def phrases(page: Shown) -> list[str]:
    return [one.phrase for one in page.entries]


def filled(tx: Transaction, count: int) -> Dialogue:
    dialogue = sat(tx)
    for number in range(count):
        tx.now += timedelta(minutes=1)
        adopt(tx, dialogue, f"言葉{number:02}")
    return dialogue


def test_one_circle_can_be_looked_at_alone(tx: Transaction) -> None:
    filled(tx, 2)
    other = sat(tx, seat(tx, name="お店"))
    adopt(tx, other, "お店の言葉")
    assert len(shelf.page(tx).entries) == 3
    assert [name for _, name in shelf.page(tx).circles] == ["お店", "商品づくり"]
    assert phrases(shelf.page(tx, which=other.circle_id)) == ["お店の言葉"]
    with pytest.raises(Gone):
        shelf.page(tx, which="nosuchcircle")


def test_how_often_it_was_used_stands_beside_it(tx: Transaction) -> None:
    word = adopt(tx, sat(tx), "言葉")
    uses.note(tx, word.id, UseForm(kind=UseKind.SALES))
    [entry] = shelf.page(tx).entries
    assert entry.uses.by_kind == {UseKind.SALES: 1}


def test_a_nominee_is_for_its_circle(tx: Transaction) -> None:
    adopt(tx, sat(tx), "推されただけ").state = "nominee"
    assert phrases(shelf.page(tx)) == []
    assert phrases(shelf.page(tx, channel_id=SALES)) == ["推されただけ"]
    enter(tx, AKI, SALES)
    assert phrases(shelf.page(tx)) == ["推されただけ"]
    acting(tx, BEN)
    assert phrases(shelf.page(tx)) == []
    assert looking_back.look_back(tx, Search(), Question("推されただけ")).shown == []
    acting(tx, "U0HOST")
    assert phrases(shelf.page(tx)) == ["推されただけ"]


def test_guests_and_people_of_other_organisations_find_only_what_may_leave(tx: Transaction) -> None:
    dialogue = sat(tx)
    adopt(tx, dialogue, "社内の言葉")
    adopt(tx, dialogue, "公開の言葉", consent="public")
    acting(tx, BEN, is_guest=True)
    assert phrases(shelf.page(tx)) == ["公開の言葉"]
    acting(tx, BEN, is_external=True)
    assert phrases(shelf.page(tx)) == []
    enter(tx, BEN, SALES)
    assert phrases(shelf.page(tx)) == ["公開の言葉"]


def test_links_lead_only_where_the_reader_can_go(tx: Transaction, slack: SlackInMemory) -> None:
    dialogue = open_table(tx, slack)
    for thread in dialogue.threads:
        thread.room.is_private = True
        thread.prompt_url = f"https://test.slack.com/archives/{thread.channel_id}/p1"
    ts = Talk(tx, slack, dialogue).say("残る言葉")
    pin(tx, AKI, SALES, ts)
    assert watchwords.adopt(tx, dialogue) is not None
    acting(tx, AKI)
    assert [one.link for one in shelf.page(tx).entries] == [None]
    enter(tx, AKI, SALES)
    [entry] = shelf.page(tx).entries
    assert entry.link is not None
    assert entry.link.startswith(f"https://test.slack.com/archives/{SALES}/p{ts.replace('.', '')}")
    acting(tx, BEN)
    assert [one.link for one in shelf.page(tx).entries] == [None]
