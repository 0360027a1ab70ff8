"""A dialogue that was held and closed, with one of everything that people leave behind."""

from sqlalchemy import select

from bot.bridge import copies
from bot.circles import acts
from bot.delivery.answers import Answer
from bot.dialogues import closing, notes
from bot.transaction import Transaction
from bot.voices import customer_questions
from bot.wins import wins
from bot.wins.win_form import WinForm
from models import Dialogue, Post, Win
from tests.bot import deciding_table
from tests.bot.circle_of_three import DEVELOPMENT, SALES
from tests.bot.open_table import AKI, BEN, CHIE, Talk
from tests.bot.slack_in_memory import SlackInMemory
from tests.bot.test_reactions import react
from tests.conftest import FakeClock, outbox_rows
from tests.laid import laid

PICTURE = {"id": "F1", "name": "棚.png", "mimetype": "image/png", "url_private": "https://f/1", "size": 9}
OUR_FILE = "F0OURS"


def hold(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> Dialogue:
    """Aki speaks, writes, asks, proposes, tells a win and ends it; Ben answers, marks and chooses; Chie brought the voice."""
    dialogue = laid(tx, slack, "held", lambda: _hold(tx, slack, clock), clock=clock)
    tx.session.expire_all()
    return dialogue


def _hold(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> Dialogue:
    dialogue = deciding_table.enter(tx, slack, clock)
    sales, development = Talk(tx, slack, dialogue), Talk(tx, slack, dialogue, DEVELOPMENT)
    first = sales.say("重いのに手放せない")
    development.say("写真です", user=BEN, files=[PICTURE])
    _mirror(tx)
    deciding_table.acting(tx, AKI)
    voice = dialogue.seated[0].voice
    notes.write(tx, dialogue.id, {voice.id: "名前つきの書きとめ"}, is_named=True, channel_id=SALES)
    customer_questions.ask(tx, dialogue.id, voice.id, "いつ使いますか")
    slack.deliver(tx)
    react(tx, BEN, SALES, first)
    for person in (BEN, CHIE):
        react(tx, person, *place(tx, "voice:"))
    chosen = deciding_table.propose(tx, dialogue, AKI, "ふたを軽くする")
    deciding_table.propose(tx, dialogue, BEN, "底を広くする")
    deciding_table.choose(tx, BEN, chosen)
    deciding_table.take(tx, AKI, chosen)
    deciding_table.decide(tx, slack, clock, dialogue)
    close(tx, dialogue)
    deciding_table.acting(tx, AKI)
    acts.log(tx, acts.ActKind.DIALOGUE_END, dialogue=dialogue)
    win = share_win(tx, thanks=[BEN])
    slack.deliver(tx)
    react(tx, BEN, *place(tx, f"win:{win.id}"), emoji="tada")
    slack.deliver(tx)
    return dialogue


def close(tx: Transaction, dialogue: Dialogue) -> None:
    dialogue.state = "closing"
    tx.session.flush()
    closing.close(tx, dialogue)
    tx.session.flush()


def share_win(tx: Transaction, headline: str = "説明が楽になった", *, thanks: list[str]) -> Win:
    return wins.submit(tx, WinForm(headline=headline, thanks=thanks), channel_id=SALES)


def place(tx: Transaction, prefix: str) -> tuple[str, str]:
    """Return channel and ts of the first message whose key begins so."""
    found = select(Post).where(Post.key.startswith(prefix), Post.ts.is_not(None)).order_by(Post.ts)
    post = tx.session.scalars(found).first()
    assert post is not None
    assert post.ts is not None
    return post.channel_id, post.ts


def _mirror(tx: Transaction) -> None:
    [asked] = [row for row in outbox_rows(tx, "ask") if row.method == "files.mirror"]
    copies.picture_mirrored(tx, asked.subject or "", Answer({"file_id": OUR_FILE}))
    tx.session.delete(asked)
    tx.session.flush()
