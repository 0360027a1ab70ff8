"""The name a colleague goes by at the table: what they call themselves, without title or department.

Titles stay outside by form, so they are taken off here, once, before a name is stored. Job words are known by
vocabulary, Japanese and English, and a word counts as one only where a name would not stand: set apart by a
sign (`山田_営業部長`, `Aki | Sales Director`), or attached where no surname ends so (`田中課長`). In doubt the
name stays as its owner wrote it: 長谷部 and 本部 are families, `Maria Sales` too.
"""

import re
import unicodedata
from itertools import takewhile

from bot.plaintext import clean, graphemes, shorten

LONGEST_NAME = 80  # characters, as in Slack's own display names
_LONGEST_INPUT = 200  # far beyond what Slack takes; holds off texts that are no names
_NOBODY = "…"


def plain_name(display_name: str, real_name: str = "", handle: str = "") -> str:
    """The display name, else the real name, each without titles and departments, else the handle.

    One line of 1 to 80 characters without controls. What is nothing but a title is shown only where Slack tells
    nothing else; `…` where it tells nothing at all.
    """
    names = [_visible(name) for name in (display_name, real_name, handle)]
    own = [_without_role(name) for name in names[:2]]
    name = next((name for name in (*own, names[2], *names) if name), _NOBODY)
    return shorten(name, LONGEST_NAME)[0]


# --- what a job is called ---------------------------------------------------------------------------------


def _any_of(words: str) -> str:
    """A pattern for one of the words, the longest that fits (atomic, so that no text is tried in every way)."""
    return "(?>" + "|".join(re.escape(word) for word in sorted(words.split(), key=len, reverse=True)) + ")"


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FIELD_WORDS = (
    "営業 法人営業 販売 販促 販売促進 直販 通販 店舗 開発 研究 研究開発 技術 設計 設備 企画 経営 商品 製品 製造 生産 品質 品証 "
    "品質保証 品質管理 人事 労務 総務 庶務 経理 会計 財務 法務 知財 広報 宣伝 広告 物流 購買 調達 資材 秘書 監査 内部監査 "
    "情シス 情報 システム 推進 統括 戦略 管理 運営 運用 業務 事務 受付 事業 支援 国際 海外 改革 お客様相談 お客様対応 保守 基盤 "
    "マーケ マーケティング セールス カスタマー サポート サクセス カスタマーサポート カスタマーサクセス コールセンター サービス "
    "撮影 編集 制作 倉庫 売場 売り場 現場 "
    "デジタル デザイン プロダクト プロジェクト ソリューション エンジニアリング インフラ バックオフィス "
    "CS CX IT EC DX HR PR QA R&D"
)
_PLACE = _any_of(
    "北海道 札幌 東北 仙台 福島 宮城 関東 東京 首都圏 埼玉 千葉 横浜 神奈川 新潟 長野 北陸 金沢 石川 東海 静岡 名古屋 中部 "
    "関西 近畿 京都 大阪 神戸 中国 広島 岡山 山口 四国 高松 九州 福岡 熊本 沖縄 東日本 西日本 新宿 渋谷 銀座 梅田 本社"
)
_UNIT_WORDS = "部 課 室 係 局 班 本部 部門 事業部 事業本部 支店 支社 営業所 事業所 出張所 工場 研究所 店 センター グループ チーム ユニット"
_FIELD = _any_of(_FIELD_WORDS)
_UNIT = _any_of(_UNIT_WORDS)
_FIELD_OR_UNIT = _any_of(f"{_FIELD_WORDS} {_UNIT_WORDS}")
_RANK = (
    _any_of(
        "会長 社長 副社長 専務 常務 取締役 代表取締役 代表 役員 執行役員 監査役 理事 理事長 顧問 相談役 参与 本部長 副本部長 事業部長 "
        "部門長 部長 副部長 次長 課長 副課長 係長 室長 副室長 局長 班長 所長 営業所長 "
        "研究所長 支店長 副支店長 支社長 店長 副店長 工場長 センター長 グループ長 チーム長 編集長 料理長 事務長 主任 主査 主幹 主事 "
        "参事 課員 部員 新人 社員 新入社員 契約社員 派遣社員 研修生 担当 担当者 責任者 窓口 統括 秘書 講師 弁護士 税理士 会計士 薬剤師 "
        "チーフ リーダー サブリーダー マネージャー マネジャー シニアマネージャー ディレクター エンジニア デザイナー プランナー "
        "コンサルタント アシスタント オペレーター スーパーバイザー インターン スタッフ アルバイト CEO CTO CFO COO PM SE SV"
    )
    + "(?:代理|補佐|心得|候補)?"
)
_NUMBER = "(?:第?[0-9]++|第[一二三四五六七八九十]+)"

_GROUP = f"(?:(?:{_NUMBER}|{_PLACE})*{_FIELD}|(?:{_NUMBER}|{_PLACE})+{_UNIT})(?:{_NUMBER}|{_FIELD_OR_UNIT})*"
_ROLE = re.compile(f"{_GROUP}(?:{_RANK})*|(?:{_RANK})+")
# A unit with a name of its own, longer than any family that ends so (長曽我部) or not written as one.
_OWN_UNIT = re.compile(
    "(?=.{5}|.*[ァ-ヴA-Za-z0-9]).+(?:部|課|室|係|局|支店|支社|営業所|工場|センター|グループ|チーム)|..+店"
)

_ATTACHED_RANK = re.compile(
    f"(?:(?<=..){_PLACE}+{_UNIT}?)?(?:(?:第.)?{_FIELD}{_FIELD_OR_UNIT}*)?(?:{_RANK})+$"
)

_ATTACHED_GROUP = re.compile(f"(?<![A-Za-z])(?:第.)?{_FIELD}{_FIELD_OR_UNIT}*$")
# 開発 is a family, too.
_LEADING_GROUP = re.compile(f"(?!開発(?!{_UNIT}))(?:第.)?{_FIELD}{_FIELD_OR_UNIT}*(?:{_RANK})?(?![A-Za-z])")
# Families that end as a title begins: 服部長 is somebody called 服部, not a 部長.
_FAMILIES_BEFORE_CHIEF = ("服部", "阿部", "渡部", "園部", "氷室", "小室", "田所", "別所", "度会")

_HEADS = _words(
    "ceo cto cfo coo cmo cio cpo chro vp svp evp president chairman chairperson director manager mgr supervisor "
    "leader lead head chief officer executive engineer developer designer architect analyst consultant specialist "
    "coordinator assistant representative rep administrator admin secretary accountant planner buyer recruiter "
    "intern trainee staff owner founder cofounder co-founder scientist researcher marketer strategist advisor "
    "adviser technician operator clerk pm pdm qa sre swe hr pr it cs ec cx r&d team department dept division "
    "phd mba cpa pmp"
)
_FIELDS = _words(
    "sales marketing engineering development product products design finance accounting legal support success "
    "helpline hotline customer service services operations ops communications research logistics procurement purchasing planning "
    "quality production manufacturing retail business corporate strategy resources relations affairs information "
    "technology systems data digital shop warehouse factory workshop reception photos photography"
)
_FILLERS = _words(
    "of for and & the senior sr junior jr principal vice deputy acting interim associate managing account project "
    "program software web human public general call center centre contact store group unit office section branch "
    "floor desk counter global regional north south east west northern southern eastern western "
    "japan tokyo osaka apac emea asia"
)
_JOB_WORDS = _HEADS | _FIELDS | _FILLERS
# Job words that are families as well: alone between spaces they stay.
_FAMILIES = _words("chief head lead staff rep buyer clerk president")

_STATUS = re.compile(
    r"[^)]*(?:休|在宅|出張|不在|外出|退職|兼務|出向|OOO|PTO|WFH|out of office|on leave|vacation|remote).*",
    re.IGNORECASE,
)

# --- taking it off ----------------------------------------------------------------------------------------

_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_JAPANESE = "ぁ-ヿ一-鿿々"
_SEPARATOR = re.compile(
    rf"\s*(?:[|/_,、・:;•~〜→]+|(?<=\s)[-–—―]+(?=\s)|(?<=[{_JAPANESE}])[-–—]|[-–—](?=[{_JAPANESE}]))\s*"
)
_EDGES = " |｜/／_＿,，、・:：;；•~～〜→-－–—―@＠"
_TAG = re.compile(r"[\[【〔《][^\[\]【】〔〕《》]*[\]】〕》]")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_EMOJI_CODE = re.compile(r":[a-z0-9_+'-]+:")
_COURTESY = re.compile(r"^(?:Dr|Prof|Mr|Mrs|Ms|Mx)(?:\.\s*|\s+)(?=\S)")
_HONORIFIC = re.compile(r"(?<=.)(?:さん|さま|様|先生)$|^(?P<alone>[^\s-]+)-san$", re.IGNORECASE)
_UNSEEN = frozenset("\u115f\u1160\u3164\uffa0\u2800")  # letters and signs that draw nothing
_JOINERS = "\u200c\u200d"  # Persian and Indian names are written with them


def _visible(name: str) -> str:
    """The name in one line, without characters that draw nothing."""
    seen = (
        letter
        for letter in clean(name)
        if (unicodedata.category(letter) not in {"Cf", "Co"} or letter in _JOINERS) and letter not in _UNSEEN
    )
    line = " ".join("".join(seen).split())[:_LONGEST_INPUT].rstrip()
    return line if line.strip(_JOINERS) else ""


def _without_role(name: str) -> str:
    """The name without decoration, title and department; empty if there is no more to it."""
    name = _undecorated(name)
    while name != (bare := _one_layer_off(name)):
        name = bare
    return name if any(letter.isalnum() for letter in name) else ""


def _one_layer_off(name: str) -> str:
    name = _without_brackets(name)
    name = _before_at(name)
    name = _cut(name, _COURTESY)
    name = _cut(name, _HONORIFIC)
    name = _without_role_parts(name)
    return " ".join(name.split()).strip(_EDGES)


def _folded(name: str) -> str:
    """The name in ASCII's width, letter for letter: positions are those of the name itself."""
    return name.translate(_FOLDED)


def _undecorated(name: str) -> str:
    name = _EMOJI_CODE.sub(" ", _folded(name)) if _EMOJI_CODE.search(_folded(name)) else name
    kept = (
        " " if unicodedata.category(sign[0]) == "So" or "\u20e3" in sign else sign for sign in graphemes(name)
    )
    return " ".join("".join(kept).split())


def _without_brackets(name: str) -> str:
    """Without tags such as 【CS】, and without (…) that holds a job or a status; readings and nicknames stay."""
    folded = _folded(name)
    for tag in _TAG.finditer(folded):
        return f"{name[: tag.start()]} {name[tag.end() :]}".strip() or name[1:-1]
    for brackets in _BRACKETS.finditer(folded):
        inside = brackets[1].strip()
        if _is_role(inside, apart=True) or not _without_role_parts(inside) or _STATUS.fullmatch(inside):
            return f"{name[: brackets.start()]} {name[brackets.end() :]}".strip()
    return name


def _before_at(name: str) -> str:
    """Without the place after an @: 山田@営業, taro@example.com."""
    place = _folded(name).find("@", 1)
    return name if place < 0 else name[:place].rstrip()


def _cut(name: str, pattern: re.Pattern[str]) -> str:
    """The name without the match, or only its group `alone` where the pattern has one that took part."""
    found = pattern.search(_folded(name))
    if not found:
        return name
    if found.groupdict().get("alone"):
        return name[found.start("alone") : found.end("alone")]
    return name[: found.start()] + name[found.end() :]


def _without_role_parts(name: str) -> str:
    """The parts between separators that are no job, joined as they were."""
    folded = _folded(name)
    kept = ""
    start = 0
    joint = ""
    for separator in [*_SEPARATOR.finditer(folded), None]:
        end = separator.start() if separator else len(name)
        part = name[start:end]
        if part and not _is_role(part, apart=start > 0):
            bare = _without_role_words(part)
            kept += (joint if kept and bare else "") + bare
        if separator:
            joint = name[end : separator.end()]
            start = separator.end()
    return kept


def _is_role(part: str, *, apart: bool = False) -> bool:
    """Whether the whole part is a job; `apart`: set off by a sign, so that a unit's own name counts, too."""
    words = _folded(part).split()
    if all(_ROLE.fullmatch(word) for word in words):
        return True
    if apart and _OWN_UNIT.fullmatch("".join(words)):
        return True
    english = [word.strip(".()").replace(".", "").lower() for word in words if not word.isdecimal()]
    return _JOB_WORDS.issuperset(english) and not _FILLERS.issuperset(english)


def _without_role_words(part: str) -> str:
    """The part's words without those that are a job, and without a job attached to one."""
    words = part.split()
    if any(re.search(f"[{_JAPANESE}]", word) for word in words):
        others = [word for word in words if not _is_role(word)]
        return " ".join(_without_attached_role(word) for word in others)
    return " ".join(_without_english_role(words))


def _without_english_role(words: list[str]) -> list[str]:
    """Without a job at either end. Two letters between spaces are somebody's initials (`CS Lewis`)."""
    lower = [word.strip(".").lower() for word in words]
    before = len(list(takewhile(_JOB_WORDS.__contains__, lower[:-1])))
    after = len(list(takewhile(_JOB_WORDS.__contains__, reversed(lower[1:]))))
    if after and _is_plainly_a_job(lower[-after:]):
        return words[:-after]
    if before and _is_plainly_a_job(lower[:before]):
        return words[before:]
    return words


def _is_plainly_a_job(words: list[str]) -> bool:
    if len(words) == 1:
        return words[0] in _HEADS and words[0] not in _FAMILIES and len(words[0]) > 2
    return not _HEADS.isdisjoint(words)


def _without_attached_role(word: str) -> str:
    """Without a job written onto the name: 田中課長, 営業部山田, 佐藤CS."""
    folded = _folded(word)
    rank = _ATTACHED_RANK.search(folded)
    if rank and rank.start() > 0:
        start = rank.start()
        if folded[start - 1 : start + 1] in _FAMILIES_BEFORE_CHIEF and start == 1:
            return word
        if start == 1 and folded.startswith("本部長", start):
            start += 1  # 山本 is a family; 山 with a 本部長 is not the likelier reading
        return word[:start]
    for group in (_ATTACHED_GROUP.search(folded), _LEADING_GROUP.match(folded)):
        if group and group.end() - group.start() < len(word):
            return word[: group.start()] + word[group.end() :]
    return word
