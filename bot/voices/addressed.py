"""What people write to Entaku itself, in a direct message or by mentioning it in a room: a customer's words.

They are kept at once, like those after `/voice`, and answered where only the writer reads it. A greeting or a call
for help is no voice. In a dialogue's thread a mention is a remark like any other.
"""

import re
import unicodedata

from bot import inbox
from bot.bridge.bridge import SPOKEN, SlackMessage
from bot.delivery.outbox import Draft, Message, Priority
from bot.plaintext import graphemes, mentioned, readable, tidy, without_mention
from bot.transaction import Transaction
from bot.views import addressed as views
from bot.views.voices import Opened
from bot.voices import voice_files, voices
from bot.voices.voice_form import QUOTE_CHARACTERS

SHORTEST = 4
"""Characters below which nothing a customer says is meant, but a word to a bot."""
NO_VOICE = re.compile(
    r"(?:help|hi|hello|hey|start|test|thanks?|thank you|good (?:morning|evening)"
    r"|ヘルプ|使い方|つかいかた|テスト|こんにちは|こんばんは|おはよう(?:ございます)?|ありがとう(?:ございます|ございました)?"
    r"|おつかれさま(?:です|でした)?|お疲れ(?:様|さま)(?:です|でした)?|よろしく(?:おねがいします|お願いします)?)[!。.~ー]*"
)


def is_meant(tx: Transaction, channel_type: str | None, message: SlackMessage) -> bool:
    """Say whether a person writes to Entaku itself."""
    is_said = message.user is not None and message.bot_id is None and message.subtype in SPOKEN
    return is_said and (channel_type == "im" or tx.workspace.bot_user_id in mentioned(message.text))


def heard(tx: Transaction, channel_id: str, message: SlackMessage, *, is_direct: bool) -> None:
    """Keep what was written as a voice, or say how to bring one. What is too long stays where it was written."""
    if tx.person is None or tx.actor.is_external or not inbox.first_time(tx, f"to:{channel_id}:{message.ts}"):
        return
    text = tidy(readable(without_mention(message.text, tx.workspace.bot_user_id), {}))
    attached = [file for file in message.files if file.mode != "tombstone"]
    opened = Opened(channel_id=None if is_direct else channel_id, files=voice_files.remembered(tx, attached))
    if _is_no_voice(text):
        answer = views.only_files(tx.words, opened) if opened.files else views.how(tx.words)
        _answer(tx, channel_id, message, answer, is_direct=is_direct)
        return
    brought = voices.bring(tx, text, channel_id="" if is_direct else channel_id)
    if brought is None:
        answer = views.too_long(tx.words, QUOTE_CHARACTERS, len(text), opened)
        _answer(tx, channel_id, message, answer, is_direct=is_direct)
    else:
        key = voices.answer_key(brought.voice) if is_direct else None
        left = voice_files.add_what_fits(tx, brought.voice, attached)
        shown = views.brought(tx.words, brought, left)
        _answer(tx, channel_id, message, shown, is_direct=is_direct, key=key)


def _is_no_voice(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    is_short = next((n for n, _ in enumerate(graphemes(plain), 1) if n >= SHORTEST), 0) < SHORTEST
    return is_short or NO_VOICE.fullmatch(plain) is not None


def _answer(
    tx: Transaction,
    channel_id: str,
    message: SlackMessage,
    answer: Message,
    *,
    is_direct: bool,
    key: str | None = None,
) -> None:
    """Answer in the direct message, or where a mention stands so that only its writer sees it."""
    if is_direct:
        draft = Draft(
            channel_id, key=key or f"to:{channel_id}:{message.ts}", message=answer, priority=Priority.REMARK
        )
        tx.outbox.post(draft)
    else:
        tx.outbox.ephemeral(channel_id, tx.actor.user_id, answer, thread_ts=message.thread_ts)
