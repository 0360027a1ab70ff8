from sqlalchemy import select

from bot.delivery.answers import Answer
from bot.dialogues import closing
from bot.transaction import Transaction
from bot.voices import my_voices, voices
from bot.voices.voice_form import VoiceForm
from bot.wins import wins
from bot.wins.win_form import WinForm
from models import PrivateMessage
from tests.bot.circle_of_three import SALES
from tests.bot.open_table import AKI, CHIE, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.bot.test_reactions import react
from tests.conftest import FakeClock, known, outbox_rows


def private_messages(tx: Transaction) -> str:
    waiting = tx.session.scalars(select(PrivateMessage.arguments)).all()
    sent = [row.arguments for row in outbox_rows(tx, "post")]
    return " ".join(arguments["text"] for arguments in [*waiting, *sent])


def test_a_voice_that_was_heard_tells_what_came_of_its_dialogue_and_of_itself(
    tx: Transaction, slack: SlackInMemory, clock: FakeClock
) -> None:
    dialogue = open_table(tx, slack)
    voice = dialogue.seated[0].voice
    post = tx.outbox.find(f"voice:{dialogue.id}:{voice.id}:{dialogue.threads[0].room_id}")
    assert post is not None
    react(tx, AKI, SALES, post.ts or "")
    tx.now = clock.advance(minutes=30)
    dialogue.state = "closing"
    closing.close(tx, dialogue)
    tx.person = known(tx, AKI, name="秋")
    wins.submit(tx, WinForm(headline="説明がらくになった", origin=f"voice:{voice.id}"), channel_id=SALES)
    tx.person = known(tx, CHIE, name="千恵")
    [mine], more = my_voices.newest(tx)
    assert (mine.came.watchword, list(mine.came.wins), more) == ("声その1", ["説明がらくになった"], 0)
    assert not mine.can_change


def test_whoever_brought_a_voice_hears_once_of_the_win_that_came_from_it(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = open_table(tx, slack)
    tx.person = known(tx, AKI, name="秋")
    form = WinForm(headline="説明がらくになった", origin=f"voice:{dialogue.seated[0].voice_id}")
    win = wins.submit(tx, form, channel_id=SALES)
    wins.change(tx, win.id, form.model_copy(update={"headline": "説明がとてもらくになった"}))
    assert private_messages(tx).count("あなたが届けた声から") == 1


def test_a_voice_from_a_message_keeps_where_that_stands(tx: Transaction) -> None:
    tx.person = known(tx, CHIE, name="千恵")
    form = VoiceForm(quote="水筒が重い")
    kept = voices.submit(tx, form, channel_id=SALES, message_ts="1795000000.000001")
    [asked] = outbox_rows(tx, "ask")
    assert (asked.method, asked.subject) == ("chat.getPermalink", kept.voice.id)
    voices.linked(tx, kept.voice.id, Answer({"permalink": "https://test.slack.com/archives/C0/p1"}))
    [mine], _ = my_voices.newest(tx)
    assert mine.link == "https://test.slack.com/archives/C0/p1"
    voices.withdraw(tx, kept.voice.id)
    assert kept.voice.message_url is None


def test_where_slack_gives_no_address_there_is_none(tx: Transaction) -> None:
    tx.person = known(tx, CHIE, name="千恵")
    kept = voices.submit(tx, VoiceForm(quote="水筒が重い"), channel_id=SALES, message_ts="1795000000.000001")
    voices.linked(tx, kept.voice.id, Answer(error="channel_not_found"))
    assert kept.voice.message_url is None


def test_own_voices_are_shown_to_nobody_else(tx: Transaction) -> None:
    tx.person = known(tx, CHIE, name="千恵")
    voices.bring(tx, "水筒が重い", channel_id=SALES)
    tx.person = known(tx, AKI, name="秋")
    assert my_voices.newest(tx) == ([], 0)
