"""Names in Japanese sentences: before an honorific, in an introduction, beside a word for a relative."""

import re
from collections.abc import Iterator

from bot.safeguard import name_edges
from bot.safeguard.name_edges import KANJI, KATAKANA, Place
from bot.safeguard.spans import Kind, Span

_POLITE = "さま|さん|ちゃん|くん|君"
"""Whoever stands before one of these is a person, known or not."""
_TITLES = "氏|先生|殿|ご?夫妻|ご?夫婦|ご一家|店長|社長|部長|課長|係長|教授|医師|弁護士|選手|先輩"
_HONORIFIC = re.compile(
    rf"(?<![王神仏殿姫]様)(?P<polite>(?<![王神仏殿姫])様|{_POLITE})(?![々子式相態ざ])|(?:{_TITLES})(?!名)"
)
_INTRODUCED = re.compile(
    r"(?:と|って)(?:申し|もうし|名乗|いう者|言う者|いうもの)|と(?P<plain>(?:いい|言い)ま)"
)
_LABEL = re.compile(
    r"(?:氏名|名前|契約者|購入者|受け?取り?人|差出人|宛名|名義|担当者?|申込者|注文者|代表者|連絡先|本人)(?:様|名)?"
    r"(?:[:=]|は)[ 「]?"
)
_RELATIVE = re.compile(
    r"(?:(?P<by_given_name>夫|妻|娘|息子|長男|長女|次男|次女|孫|妹|弟)|主人|旦那|母|父|姉|兄|祖母|祖父|叔母|叔父|友人|友だち|友達|同僚|先輩|後輩"
    r"|(?P<by_surname>担当|窓口|店員|店長|社員|スタッフ|営業)|上司|隣|お隣|近所|常連)の(?=[^ぁ-ゖ]|[ぁ-ゖ]{2,5}(?:が|は|も|に|と))"
)
_AFTER_RELATIVE = re.compile("[がはもにをとへよか、。]")
_HOUSEHOLD = re.compile(
    "の(?:おじい|おばあ|じい|ばあ|おじ|おば)(?:ちゃん|さん)|の(?:奥さん|ご主人|旦那さん|娘さん|息子さん)"
)
_BEGINS = r"\A|[「『“\"\n。]|(?:もしもし|はい|ええ|あの[うー]?|すみませ?ん|こんにちは|お世話にな[^、。]{2,6})[、。]?"
_IS = "(?:です|でござい)"
_OPENING = re.compile(
    rf"(?:(?P<first>{_BEGINS})|[、の]) ?(?P<name>[{KANJI}{KATAKANA}]{{1,8}}){_IS}(?P<but>が|け|(?=」))?(?=[、。」 \w]|\Z)"
)
_FULL_NAME = re.compile(rf"(?<![{KANJI}])[{KANJI}]{{3,6}}(?![{KANJI}])")


def find(folded: str) -> Iterator[Span]:
    for places in (_honoured, _introduced, _labelled, _beside_relatives, _opening, _full):
        for place in places(folded):
            if place is not None:
                yield Span(*place, Kind.NAME)


def _honoured(folded: str) -> Iterator[Place | None]:
    end = -1
    for found in _HONORIFIC.finditer(folded):
        if found.start() > end:  # さんさん names nobody
            yield name_edges.before(folded, found.start(), is_polite=bool(found["polite"]))
        end = found.end()


def _introduced(folded: str) -> Iterator[Place | None]:
    for found in _INTRODUCED.finditer(folded):
        yield name_edges.before(folded, found.start(), is_polite=found["plain"] is None)


def _labelled(folded: str) -> Iterator[Place | None]:
    for found in _LABEL.finditer(folded):
        yield name_edges.after(folded, found.end())


def _beside_relatives(folded: str) -> Iterator[Place | None]:
    for found in _HOUSEHOLD.finditer(folded):
        yield name_edges.before(folded, found.start(), is_polite=False)
    for found in _RELATIVE.finditer(folded):
        called = "名" if found["by_given_name"] else "姓" if found["by_surname"] else ""
        place = name_edges.after(folded, found.end(), called=called)
        if place and _AFTER_RELATIVE.match(folded, place[1]):
            yield place


def _opening(folded: str) -> Iterator[Place | None]:
    for found in _OPENING.finditer(folded):
        is_opening = found["first"] is not None or found["but"] is not None
        if is_opening and name_edges.is_whole_name(found["name"]):
            yield found.span("name")


def _full(folded: str) -> Iterator[Place | None]:
    for found in _FULL_NAME.finditer(folded):
        if name_edges.is_full_name(found[0]):
            yield found.span()
