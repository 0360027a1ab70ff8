"""Judging: whether a remark hands down a verdict on a colleague, on what somebody said, or on a customer.

Used only where a circle switched its notes on, and it would rather miss ten verdicts than write to one person who
judged nobody: what somebody says of a product, of themselves, as a guess or in a customer's words is none. Pure; it
keeps nothing. `python -m bot.dialogues.judging FILE` measures it on labelled remarks (docs/hosts.md says how it stands).
"""

import re
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

_QUOTED = re.compile(r"「[^」]*」|『[^』]*』|“[^”]*”|\"[^\"]*\"")
_SENTENCE = re.compile(r"[。!?\n]+|\.(?=\s|$)")
_JAPANESE = re.compile(r"[ぁ-ヿ一-鿿]")


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


_VERDICTS_JA = re.compile(
    r"""
    ^(?:いや、?|それは|全然、?|全く、?)違(?:う|います)(?:と思います|でしょう|よ|よね)?$
    | 論点が(?:違|ずれ)|話がずれ|的外れ|的を外し
    | ^(?:それは|その\S{1,8}は)間違い|間違っている(?:と思|でしょう|よ|だけ)|間違った(?:意見|考え|理解)
    | (?:意見|考え方?|発想|その案|話|見方|前提|理屈|論点)(?:は|が|も)(?:かなり|少し|ちょっと)?(?:おかし|甘|浅|古い|足りない|偏って)
    | 甘い考え|浅い(?:考え|意見)|レベルが低|頭が固|時代遅れ|考えが足り
    | 意味がないと思|話しても意味が|無駄な(?:議論|話)|時間の無駄
    | 現実的(?:では|じゃ)な|現実を見て|机上の(?:話|空論)|理想(?:論|ばかり)|きれいごとです
    | ^(?:それは|そんなの(?:は)?|絶対に?)(?:絶対に?)?無理|(?:できる|うまくいく)(?:わけ|はず)がな
    | ばかげ|馬鹿な(?:こと|話)|くだらな|つまらない(?:意見|話)|ナンセンス|論外|問題外|却下
    | 常識(?:的に考え|でしょう|です)|^普通(?:は|に|そう)\S*(?:考え|しません|わか)|当たり前です
    | (?:何も|全く|全然)(?:わか|分か|考え)(?:って|て)い?(?:ない|ません)|^(?:わか|分か)っていない
    | 素人の|言い訳(?:です|でしょう|にしか)|責任逃れ|根拠のない話|ただの感想|思い込みじゃ|偏見です
    | クレーマー(?:です|でしょう)|わがまま(?:な|です)|(?:客|ほう)が悪い|使い方が悪いだけ|お客様の勘違い
    | どうでもいい(?:話)?(?:です)?$|その話は必要ない|議論の余地|(?:正解|答え|結論)は\S*決まって|正解はこれしか
    | 現場を(?:見て|知ら)|これだから\S+は|あなたには関係|あなたが言うこと|偉そうに|気楽でいい|理解力の問題
    | 勉強して(?:から|ください|ほしい)|勉強不足|経験がないから
    """,
    re.VERBOSE,
)
_NO_VERDICT_JA = re.compile(
    r"""
    わたし|私|自分|うちの|こちらの|僕|俺
    | かも(?:しれ|$|、)|そう(?:です|で)|とのこと|と言われ|と言って|という(?:声|話|方|人)|気がす|と気づ|と聞き
    | 説明書|音|(?<!意)味|色|におい|箱|ふた|容器|仕様|ボタン|の型|包装|値段|商品
    """,
    re.VERBOSE,
)
_NAMED_EN = r"(?:you|your team|your department|sales|development|marketing|head office|you people)"
_VERDICTS_EN = _any(
    r"\byou(?:'re| are) (?:just |being |completely |totally |clearly )?(?:wrong|naive|biased|exaggerating|missing)\b",
    r"^(?:no, )?(?:that|this|it)(?:'s| is) (?:just |simply |completely |totally |plain )?(?:wrong|nonsense|absurd|naive)\b",
    r"\b(?:that|this|it)(?:'s| is) (?:just |simply |completely |totally )?"
    r"(?:not true(?: at all)?|unrealistic|irrelevant|off topic|pointless|obvious|common sense|childish|shallow|way off|a joke)$",
    r"\b(?:silly|stupid|bad|terrible|useless|ridiculous|naive) (?:idea|question|suggestion|argument|view|comment)\b",
    r"\b(?:idea|comment|argument|question|view) is (?:useless|stupid|ridiculous|nonsense|irrelevant|pointless)\b",
    r"\b(?:lame|just an|an) excuse$|\b(?:weak|poor) argument\b|\bnot a useful comment\b",
    r"\byou (?:have no (?:idea|clue)|don't (?:know|understand)|never worked|sound ridiculous)\b",
    rf"\b{_NAMED_EN} (?:doesn't get it|has no clue|knows nothing|always (?:say|exaggerate)s?|never listens?)\b",
    r"\bmissing the (?:whole )?point\b|\bbeside the point\b|\bno sense to anybody\b|\bargument makes no sense\b",
    r"\bwaste of (?:everybody's |our )?time\b|\bthis (?:won't|will never) work$|\bcan't work like that\b",
    r"\bnobody (?:will ever buy|cares about) (?:that|this)\b",
    r"\b(?:customers?|user|they|she|he)(?:'s| is| are) (?:just |simply )?(?:wrong|overreacting|lazy|just complaining|never satisfied)\b",
    r"\b(?:customer|user)'s own fault\b|\bcustomer should read\b|\bused it incorrectly\b|\bcustomers are lazy\b",
    r"^typical (?:marketing|engineers|sales|head office)",
    r"\b(?:right|correct) answer is\b|^end of discussion|^case closed|\bnothing to discuss\b|^obviously\b",
    r"^(?:anyone|anybody|everybody|everyone) (?:can see|knows) that$|\bcommon sense\b",
    r"\bthink (?:before you (?:write|speak)|harder)\b|^do your homework|^get real\b|^be serious\b|^grow up\b",
    r"\bcan't take this seriously\b|^that(?:'s| is) (?:just )?(?:your opinion|a feeling, not)",
)
_NO_VERDICT_EN = _any(
    r"\bi(?:'m| am| was| might| may| got| felt| have)\b|\bmy\b|\bwe\b|\bour\b|\bmaybe\b|\bperhaps\b|\bcould (?:it )?be\b",
    r"\b(?:she|he|they) (?:said|told|felt|thought|called)\b|\bsaid\b",
)


def is_judging(text: str) -> bool:
    """Say whether a remark, as a person reads it, hands down a verdict; sure rather than complete."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    sentences = (one.strip(" 、,.…") for one in _SENTENCE.split(_QUOTED.sub("", folded)))
    return any(_is_verdict(one) for one in sentences)


def _is_verdict(sentence: str) -> bool:
    if _JAPANESE.search(sentence):
        return bool(_VERDICTS_JA.search(sentence)) and not _NO_VERDICT_JA.search(sentence)
    return bool(_VERDICTS_EN.search(sentence)) and not _NO_VERDICT_EN.search(sentence)


class Measured(NamedTuple):
    """How the list did on labelled remarks."""

    remarks: int
    judging: int
    found: int
    rightly: int

    @property
    def precision(self) -> float:
        return self.rightly / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.rightly / self.judging if self.judging else 1.0


def measure(labelled: Iterable[tuple[bool, str]]) -> Measured:
    """Compare the list with labels: whether a remark judges, and the remark."""
    counted = [(label, is_judging(text)) for label, text in labelled]
    return Measured(
        remarks=len(counted),
        judging=sum(label for label, _ in counted),
        found=sum(found for _, found in counted),
        rightly=sum(label and found for label, found in counted),
    )


def read(path: Path) -> list[tuple[bool, str]]:
    """Read labelled remarks: `j` or `-`, a tab, the remark; one a line."""
    rows = (line.split("\t", 1) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [(label == "j", text) for label, text in rows]


def main(paths: Iterable[str]) -> None:
    """Print precision and recall for each file."""
    for path in paths:
        done = measure(read(Path(path)))
        sys.stdout.write(
            f"{path}: {done.remarks} remarks, {done.judging} judging, {done.found} found, "
            f"precision {done.precision:.2f}, recall {done.recall:.2f}\n"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
