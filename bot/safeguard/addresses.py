"""Postal addresses: from the number of a house back to its town, and on to its building and room.

A town alone is no address; neither is a date or a range beside it.
"""

import re
from collections.abc import Iterator

from bot.safeguard import western_addresses
from bot.safeguard.spans import Kind, Span

_PREFECTURE = re.compile(
    "北海道|東京都|(?:京都|大阪)府|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山|石川|福井"
    "|山梨|長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本"
    "|大分|宮崎|鹿児島|沖縄)県"
)
_KANA_CITY = re.compile(
    "(?:さいたま|つくば|つくばみらい|いわき|みどり|うきは|えびの|ひたちなか|かすみがうら|みやま|むつ|にかほ|うるま|たつの"
    r"|あわら|いなべ|あま|みよし|さぬき|さくら|いすみ|いちき串木野|南さつま|まんのう|おおい)\Z"
)
_UNITS = frozenset("市区町村郡")

_KANJI_NUMBER = "[一二三四五六七八九十]{1,3}"
_N = "[0-9]{1,4}"
_NO_COUNT = r"(?![0-9])(?! ?(?:代|月|日|時|人|個|年|本|枚|分|回|円|歳|才|名|階|%|割|週|倍|点|種|泊|km|cm|mm|ml|kg|g(?![A-Za-z])))"
_HOUSE = re.compile(
    rf"(?<![0-9A-Za-z.,/:])(?<![0-9A-Za-z][-ー])(?:{_N}|{_KANJI_NUMBER})(?:"
    rf"条(?:[東西南北]?{_N}(?:丁目)?)?(?:[ -]?{_N}(?:番地?)?(?:[-の]?{_N}号?)?)?"
    rf"|(?P<block>丁目)(?P<after>[ の]?{_N}(?:番地?(?:の?{_N}号?)?|(?:[-ー]{_N}){{0,3}}号?))?"
    rf"|番(?![町丁目])地?(?:の?{_N}(?:号(?!室))?(?:[-ー]{_N})?)?"
    rf"|(?:[-ー]{_N}){{1,4}}(?:号(?!室))?|(?P<bare>)(?<=[0-9])(?![-ー])){_NO_COUNT}"
)
_BUILT = "ハイツ|マンション|コーポ|ビル|荘|メゾン|レジデンス|アパート|タワー|パーク|ハウス|コート|プラザ|館|団地|寮|ハイム"
_BUILDING = re.compile(
    r"[ 、]?(?:[ァ-ヺー・A-Za-z一-龥々ヶ]{2,24} ?(?:[A-Z0-9]棟 ?)?(?:[0-9]{1,2}F(?![A-Za-z])|[0-9]{1,2}階|[A-Z]?-?[0-9]{1,4}号室?"
    rf"|[A-Z]?-?[0-9]{{2,4}}){_NO_COUNT}|[0-9]{{2,4}}号室?(?![0-9])"
    rf"|(?![にのでへをはがとも])[^\s、。0-9●]{{0,10}}(?:{_BUILT})[^\s、。0-9●]{{0,6}} ?(?:[A-Z]?-?[0-9]{{1,4}}(?:号室?|階|F)?){_NO_COUNT})"
)
_TOWN = re.compile(r"[一-龥々ヶケノァ-ヺー]{1,24}\Z")
_SAID = re.compile(r"(?:住所|所在地|届け先|配送先|送り先|送付先|転居先|実家)[^ 、。\n0-9]{0,14}\Z")
_FARTHEST = 44

_POSTAL = re.compile(r"〒 ?[0-9]{3}[- ー]?[0-9]{4}(?![0-9])")
_BARE_POSTAL = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9A-Za-z][-ー])[0-9]{3}[-ー][0-9]{4}(?![0-9])(?![-ー][0-9])"
)
_POSTAL_WORD = re.compile("郵便番号|〒|住所|送料|配送|届|宛|発送|転居|引っ?越")


def find(folded: str) -> Iterator[Span]:
    posts = [*_postal_codes(folded)]
    ends = {post.end: post for post in posts}
    for start, end in _houses(folded):
        # "〒460-0008 愛知県…" is one place.
        is_apart = folded[start - 1 : start] in {" ", "、", "\n"}
        post = ends.pop(start, None) or (ends.pop(start - 1, None) if is_apart else None)
        yield Span(post.start if post else start, end, Kind.ADDRESS)
    for post in ends.values():
        yield post
    yield from western_addresses.find(folded)


def _postal_codes(folded: str) -> Iterator[Span]:
    for found in _POSTAL.finditer(folded):
        yield Span(found.start(), found.end(), Kind.ADDRESS)
    for found in _BARE_POSTAL.finditer(folded):
        around = folded[max(0, found.start() - 16) : found.end() + 16]
        if folded[found.start() - 1 : found.start()] not in ("〒", " 〒") and (
            _POSTAL_WORD.search(around) or _PREFECTURE.match(folded[found.end() :].lstrip()[:4])
        ):
            yield Span(found.start(), found.end(), Kind.ADDRESS)


def _houses(folded: str) -> Iterator[tuple[int, int]]:
    end = 0
    for house in _HOUSE.finditer(folded):
        start = _town(folded, max(end, house.start() - _FARTHEST), house)
        if start is not None:
            building = _BUILDING.match(folded, house.end())
            end = building.end() if building else house.end()
            yield start, end


def _town(folded: str, first: int, house: re.Match[str]) -> int | None:
    """Where the address of this house begins, if the words before it are those of one."""
    before = folded[first : house.start()].rstrip()
    if house["bare"] is not None:
        # A number alone is that of a house only at the end of a whole address.
        town = _TOWN.search(before)
        prefecture = _PREFECTURE.search(town[0]) if town else None
        is_whole = town and prefecture and _UNITS & set(town[0][prefecture.end() + 1 : -1])
        return first + town.start() + prefecture.start() if town and prefecture and is_whole else None
    prefectures = [*_PREFECTURE.finditer(before)]
    if prefectures and not re.search("[、。「」\n●]", before[prefectures[-1].start() :]):
        return first + prefectures[-1].start()
    town = _TOWN.search(before)
    if town is None:
        return None
    start = town.start()
    # Names of towns have の in them (丸の内), cities seldom do: go back over one only towards a city.
    if not _UNITS & set(town[0]) and before[start - 1 : start] in {"の", "が", "つ"}:
        wider = _TOWN.search(before[: start - 1])
        if wider and _UNITS & set(wider[0]):
            town, start = wider, wider.start()
    if kana := _KANA_CITY.search(before[:start]):
        return first + kana.start()
    has_city = bool(_UNITS & set(town[0][1:]))
    has_block = house.groupdict()["block"] and house["after"]
    if has_city or has_block or _SAID.search(before[:start] + town[0]):
        return first + start
    return None
