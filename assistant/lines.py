"""What an assistant gets, as text that a person can read: one thing a line, customers' words in quotation marks."""

from collections.abc import Iterator

from assistant.answers import Stop, Trail, Voice, Voices, Watchword, Watchwords
from bot.texts import Words

INNER_MARKS = {"ja": str.maketrans("「」", "『』"), "en": str.maketrans("“”", "‘’")}
"""Within quotation marks: nothing that somebody said can end its own quotation."""


def watchwords(said: Words, found: Watchwords, empty: str) -> str:
    lines = [line for one in found.watchwords for line in _watchword(said, one)] or [empty]
    return "\n".join([*lines, *_more(said, found.next_after)])


def watchword(said: Words, one: Watchword) -> str:
    return "\n".join([_phrase(said, one), *([] if one.voice is None else _voice(said, one.voice))])


def voices(said: Words, found: Voices, empty: str) -> str:
    lines = [line for one in found.voices for line in _voice(said, one)] or [empty]
    return "\n".join([*lines, *_more(said, found.next_after)])


def trail(said: Words, found: Trail) -> str:
    lines = [_stop(said, one) for one in found.before]
    lines.append(said("assistant-trail-here", stop=_stop(said, found.start)))
    return "\n".join([*lines, *(_stop(said, one) for one in found.after)])


def measure(said: Words, plan: str, found: Watchwords) -> str:
    """Hand over a plan and ask what the customers behind the nearest watchwords would."""
    head = [said("assistant-measure-begin"), "", plan, ""]
    if not found.watchwords:
        return "\n".join([*head, said("assistant-measure-none")])
    asked: list[str] = []
    for one in found.watchwords:
        asked += [*_watchword(said, one), said("assistant-measure-question")]
    return "\n".join([*head, *asked, "", said("assistant-measure-ask")])


def _watchword(said: Words, one: Watchword) -> Iterator[str]:
    yield _phrase(said, one)
    if one.voice is not None and one.voice.scene:
        yield said("assistant-scene", scene=_quoted(said, one.voice.scene))


def _phrase(said: Words, one: Watchword) -> str:
    places = {"phrase": _quoted(said, one.phrase), "month": said.month(one.adopted_on), "id": one.id}
    return _marked(said, said("assistant-watchword", **places), is_inside=one.inside_only)


def _voice(said: Words, one: Voice) -> Iterator[str]:
    places = {"quote": _quoted(said, one.customer_words), "month": said.month(one.at_table_on), "id": one.id}
    yield _marked(said, said("assistant-voice", **places), is_inside=one.inside_only)
    if one.scene:
        yield said("assistant-scene", scene=_quoted(said, one.scene))
    if one.product:
        yield said("assistant-product", product=_quoted(said, one.product))
    if one.customer:
        yield said("assistant-customer", customer=_quoted(said, one.customer))
    if one.heard_where:
        yield said("assistant-where", where=said(f"voice-where-{one.heard_where}"))


def _stop(said: Words, one: Stop) -> str:
    places = {"kind": said(f"assistant-kind-{one.kind}"), "month": said.month(one.on), "id": one.id}
    if one.erased:
        return said("assistant-stop-erased", **places)
    if one.kept_back:
        return said("assistant-stop-kept-back", **places)
    if one.words is None:
        return said("assistant-stop", **places)
    line = said("assistant-stop-words", words=_quoted(said, one.words), **places)
    return _marked(said, line, is_inside=one.inside_only)


def _marked(said: Words, line: str, *, is_inside: bool) -> str:
    return said("assistant-inside-only", line=line) if is_inside else line


def _more(said: Words, next_after: str | None) -> list[str]:
    return [] if next_after is None else [said("assistant-more", after=next_after)]


def _quoted(said: Words, words: str) -> str:
    """Return somebody's words as one line, so that they stay within their quotation."""
    return " ".join(words.split()).translate(INNER_MARKS[said.language])
