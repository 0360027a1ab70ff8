"""Numbers of orders, members, parcels: what leads to a person in somebody's books.

Only after the word that says so. Models, parts and lots are the product's and stay.
"""

import re
from collections.abc import Iterator

from bot.safeguard.spans import Kind, Span

_OF = (
    "注文|発注|購入|予約|会員|お客様|お客さま|顧客|受付|受注|問い?合わ?せ|追跡|送り状|伝票|荷物|配送|契約|申し?込み?|整理"
    "|診察券|ユーザー?|ログイン|アカウント|ポイントカード|カード会員|保険証|免許証|パスポート|旅券|社員|学籍|患者|領収書"
    "|請求書|決済|取引|修理|チケット|引換|登録|メンバー|オーダー"
)
_NUMBER = r"番号|ナンバー|コード|No\.?|№|ID|#"
_JAPANESE = re.compile(
    rf"(?:{_OF})の?[ ]?(?P<word>{_NUMBER})[ ]?(?:です|は|が|を|の|[ :=#(.「『、]){{0,3}}"
    r"(?P<code>[A-Za-z0-9](?:[A-Za-z0-9_/-]{1,40}[A-Za-z0-9])(?: [0-9]{3,6}(?![0-9])){0,4})",
    re.IGNORECASE | re.ASCII,
)
_ENGLISH = re.compile(
    r"(?<![A-Za-z])(?:order|purchase|booking|reservation|member(?:ship)?|customer|client|tracking|reference|ref|invoice"
    r"|ticket|case|confirmation|loyalty(?: card)?|policy|passport|licen[cs]e|receipt|parcel|shipment|patient|user"
    r"|subscription|claim)"
    r"(?P<word>(?:'s)?(?: (?:number|no|num|id|code|ref(?:erence)?)(?![A-Za-z]))?\.?)"
    r"(?P<between>(?: is| was|[ :#=(]){1,4})"
    r"(?P<code>[A-Za-z0-9](?:[A-Za-z0-9_/-]{0,40}[A-Za-z0-9])(?: [0-9]{3,6}(?![0-9A-Za-z]|[.,][0-9])){0,4})",
    re.IGNORECASE | re.ASCII,
)
_BY_ITS_LOOK = re.compile("[A-Z]{2,5}-[0-9]{4,}")


def find(folded: str) -> Iterator[Span]:
    for found in _JAPANESE.finditer(folded):
        if re.search("[0-9]", found["code"]) or (found["word"].upper() == "ID" and len(found["code"]) > 3):
            yield Span(found.start("code"), found.end("code"), Kind.IDENTIFIER)
    for found in _ENGLISH.finditer(folded):
        digits = len(re.findall("[0-9]", found["code"]))
        says_so = " " in found["word"] or re.search("[#:=]", found["between"]) is not None
        says_so = says_so or _BY_ITS_LOOK.fullmatch(found["code"]) is not None
        if digits >= (1 if says_so else 6):
            yield Span(found.start("code"), found.end("code"), Kind.IDENTIFIER)
