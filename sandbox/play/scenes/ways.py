"""The ways in which a voice is brought: after a command, by form, in words to the app itself, or from a message."""

from collections.abc import Callable
from functools import partial

from sandbox.client import Upload
from sandbox.company import Voice
from sandbox.company.seeing import button
from sandbox.pictures import snapshot
from sandbox.play.colleagues import Colleagues

FROM_MESSAGE, NEW, DETAILS = "voice.from_message", "voice.new", "voice.details"
LOOK = "not_personal"
"""The field by which a form asks what of its words leads to nobody."""
APP = "@app"
SNAPPED = "c2543d"


def bring(colleagues: Colleagues, voice: Voice) -> None:
    """Bring a voice in its own way."""
    WAYS[voice.way](colleagues, voice)


def wishes_of(voice: Voice) -> dict[str, str]:
    """What its bringer writes into the form."""
    return {
        "quote": voice.quote,
        "scene": voice.scene,
        "source": voice.source,
        "product": voice.product,
        "segment": voice.segment,
        "consent": voice.consent,
        "heard_by": voice.heard_by,
        "unnamed": "unnamed" if voice.heard_by else "",
    }


# --- the command -----------------------------------------------------------------------------------------


def _by_text(colleagues: Colleagues, voice: Voice) -> None:
    room = colleagues.company.room_of(voice.by)
    write = partial(colleagues.command, voice.by, room, "/voice", voice.quote)
    colleagues.do(voice.by, "voice", room, voice.quote, write)
    if voice.consent != "inside":
        _add_details(colleagues, voice, room)


def _add_details(colleagues: Colleagues, voice: Voice, room: str) -> None:
    """Press the button under the private answer, if it shows one."""
    for private in reversed(colleagues.sandbox.ephemerals(voice.by)):
        if button(private, DETAILS):
            break
    else:
        return

    def press() -> str:
        colleagues.sandbox.click(voice.by, DETAILS, ephemeral=private["ts"])
        return colleagues.submit(voice.by, wishes_of(voice))

    colleagues.do(voice.by, "details", room, voice.scene, press)


def _by_form(colleagues: Colleagues, voice: Voice) -> None:
    room = colleagues.company.room_of(voice.by)

    def write() -> str:
        colleagues.command(voice.by, room, "/voice", "")
        return _fill_in(colleagues, voice, room, wishes_of(voice))

    colleagues.do(voice.by, "voice", room, voice.quote, write)


def _fill_in(colleagues: Colleagues, voice: Voice, room: str, wishes: dict[str, str]) -> str:
    """Send the form; where it asks for a look at what may lead to a person, answer that and send it again."""
    blocks = {block.get("block_id") for block in colleagues.form(voice.by)["blocks"]}
    has_picture = voice.pictured and voice.way == "form" and "files" in blocks
    colleagues.send(voice.by, wishes, {"files": [_picture(voice)]} if has_picture else None)
    for view in colleagues.sandbox.views(voice.by)[-1:]:
        if any(block.get("block_id") == LOOK for block in view["blocks"]):
            _look(colleagues, voice, room)
    return colleagues.put_away(voice.by)


def _look(colleagues: Colleagues, voice: Voice, room: str) -> None:
    """Say of what is no name that it is none; all else is to be hidden."""

    def answer() -> str:
        colleagues.send(voice.by, {LOOK: voice.harmless})
        return ""

    colleagues.do(voice.by, "look", room, voice.harmless, answer)


# --- words to the app ------------------------------------------------------------------------------------


def _directly(colleagues: Colleagues, voice: Voice) -> None:
    colleagues.say(voice.by, "voice", APP, voice.quote)


def _by_mention(colleagues: Colleagues, voice: Voice) -> None:
    room = colleagues.company.room_of(voice.by)
    words = f"<@{colleagues.app_id}> {voice.quote}"
    post = partial(colleagues.sandbox.post, voice.by, room, words)
    colleagues.do(voice.by, "voice", room, voice.quote, post)


# --- a colleague's message -------------------------------------------------------------------------------


def _from_message(colleagues: Colleagues, voice: Voice) -> None:
    """One tells it in the room, another keeps it; where nobody tells it, the other writes it into an empty form."""
    room = colleagues.company.room_of(voice.by)
    files = [_picture(voice)] if voice.pictured else []
    tell = partial(colleagues.sandbox.post, voice.said_by, room, voice.quote, files=files)
    ts = colleagues.do(voice.said_by, "shared", room, voice.quote, tell)

    def keep() -> str:
        wishes = wishes_of(voice)
        if ts:
            colleagues.sandbox.shortcut(voice.by, FROM_MESSAGE, channel=room, ts=ts)
            wishes["quote"] = ""  # the form has the message's words
        else:
            colleagues.sandbox.shortcut(voice.by, NEW)
        return _fill_in(colleagues, voice, room, wishes)

    colleagues.do(voice.by, "voice", room, voice.quote, keep)


def _picture(voice: Voice) -> Upload:
    return Upload(f"{voice.product}.png", snapshot(SNAPPED), "image/png")


WAYS: dict[str, Callable[[Colleagues, Voice], None]] = {
    "text": _by_text,
    "form": _by_form,
    "direct": _directly,
    "mention": _by_mention,
    "message": _from_message,
}
