"""A company whose dialogue heard three voices (said in public, agreed to, kept inside) and adopted words of each."""

from sqlalchemy import select

from bot.dialogues import notes
from bot.transaction import Transaction
from bot.wins import wins
from bot.wins.win_form import WinForm
from models import Dialogue, Note, Voice, Watchword
from tests.bot import deciding_table
from tests.bot.circle_of_three import SALES
from tests.bot.open_table import AKI, BEN, CHIE, Talk
from tests.bot.slack_in_memory import SlackInMemory
from tests.bot.test_reactions import react
from tests.bot.whole_table import close, place
from tests.conftest import FakeClock
from tests.laid import laid

PUBLIC, AGREED, INSIDE = "ふたの音で「朝だ」と思う", "重いのに手放せない", "正直もう疲れた"
COLLEAGUES, NOMINEE = "音は合図なのかも", "まだ候補の言葉"
IDEA, IMPROVEMENT, WIN = "朝の音を残したい", "ふたの音をそのままにする", "説明が一行になった"
SCENE = "子どもを起こす前、台所で"
LEAVES = (PUBLIC, AGREED)
STAYS = (INSIDE, COLLEAGUES, IDEA, IMPROVEMENT, WIN)
NEVER = (NOMINEE, "千恵", "売り場の田中", "U0CHIE", "U0AKI")
"""Names, whoever asks, and words that only their circle sees."""


def hold(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> Dialogue:
    dialogue = laid(tx, slack, "heard three", lambda: _hold(tx, slack, clock), clock=clock)
    tx.session.expire_all()
    return dialogue


def _hold(tx: Transaction, slack: SlackInMemory, clock: FakeClock) -> Dialogue:
    dialogue = deciding_table.enter(tx, slack, clock, voices=3)
    said = (("public", PUBLIC), ("agreed", AGREED), ("inside", INSIDE))
    for seated, (consent, quote) in zip(dialogue.seated, said, strict=True):
        voice = seated.voice
        voice.consent, voice.quote, voice.heard_by = consent, quote, "売り場の田中"
        voice.scene, voice.product, voice.source = SCENE, "水筒", "shop"
        react(tx, BEN, *place(tx, f"voice:{dialogue.id}:{voice.id}"))
    talk = Talk(tx, slack, dialogue)
    for words in (COLLEAGUES, NOMINEE):
        react(tx, CHIE, SALES, talk.say(words))
    deciding_table.acting(tx, AKI)
    public = voice_of(tx, PUBLIC)
    notes.write(tx, dialogue.id, {public.id: IDEA}, is_named=True, channel_id=SALES)
    slack.deliver(tx)
    react(tx, BEN, *place(tx, f"note:{tx.session.scalars(select(Note.id)).one()}"), emoji="bulb")
    chosen = deciding_table.propose(tx, dialogue, AKI, IMPROVEMENT)
    deciding_table.choose(tx, BEN, chosen)
    deciding_table.decide(tx, slack, clock, dialogue)
    close(tx, dialogue)
    adopt(tx)
    deciding_table.acting(tx, AKI)
    wins.submit(tx, WinForm(headline=WIN, origin=f"voice:{public.id}", thanks=[BEN]), channel_id=SALES)
    slack.deliver(tx)
    return dialogue


def adopt(tx: Transaction) -> None:
    """Adopt all that was pinned, as several dialogues would have, but for one nominee."""
    for number, word in enumerate(tx.session.scalars(select(Watchword).order_by(Watchword.phrase))):
        is_nominee = word.phrase == NOMINEE
        word.state = "nominee" if is_nominee else "adopted"
        word.adopted_at = None if is_nominee else tx.now.replace(second=number)
    tx.session.flush()


def voice_of(tx: Transaction, quote: str) -> Voice:
    return tx.session.scalars(select(Voice).where(Voice.quote == quote)).one()


def watchword_of(tx: Transaction, phrase: str) -> Watchword:
    return tx.session.scalars(select(Watchword).where(Watchword.phrase == phrase)).one()
