"""Which voices are heard as one, by pairs that were labelled by hand.

The first part of each list was there when the rule was made (20 the same, 28 different). The rest was written against
the finished rule: no different pair was joined; five of the 14 that say the same were missed, of which three were mended.
"""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.voices.candidates import Candidate, joining, says_the_same
from bot.voices.likeness import SAME, likeness, wording

SAME_PAIRS = [
    ("水筒が重くて、母には持てません", "水筒が重くて母には持てません。"),
    ("水筒が重くて母には持てません", "水筒は重くて、母には持てません"),
    ("水筒のふたが固くて開けられない", "水筒のふたが固くて開けられないです"),
    ("水筒のフタが固くて開けられません", "水筒のふたが固くて開けられません"),
    ("説明書の字が小さくて読めません", "説明書の字がとても小さくて読めませんでした"),
    ("色がもっと選べたらうれしい", "色がもっと選べたらうれしいです！"),
    ("注文した翌日に届かず困りました", "注文した翌日に届かず困ります"),
    ("１００円の値上げは厳しいです", "100円の値上げは厳しい"),
    ("便利だけど片づけるのが面倒です", "便利だけど、片づけるのが正直面倒"),
    ("電話がつながるまで長く待たされた", "電話がつながるまで長く待たされました"),
    ("朝の忙しい時間に洗うのが手間だと思います", "朝の忙しい時間に洗うのが手間だ"),
    ("Ｗｉ－Ｆｉの設定がわかりません", "Wi-Fiの設定がわかりません"),
    ("The lid never fits the second time", "The lid never fits a second time."),
    ("The bottle is too heavy for my mother", "This bottle is really too heavy for my mother"),
    ("I can't read the small letters on the label", "We cannot read the small letters on the label"),
    ("It doesn't close after washing", "it doesn’t close after washing!"),
    ("Delivery took two weeks, nobody called", "DELIVERY TOOK TWO WEEKS - NOBODY CALLED"),
    ("The labels peel off in the dishwasher", "The label peels off in the dishwasher"),
    ("ストローの部品が細かくて洗いにくい", "ストローの部品が細かくて、洗いにくいです"),
    ("駅前の店は朝から並んでいて入れない", "駅前の店が朝から並んでいて入れません"),
    ("袋が破れやすくて荷物を持ち帰れなかった", "袋が破れやすくて、荷物を持ち帰れなかったです。"),
    ("クーポンの使い方がわからなかった", "クーポンの使い方が、かなりわからなかった"),
    ("アプリの文字が小さくて見づらいね", "アプリの文字は小さくて見づらい"),
    ("詰め替え用がいつも売り切れている", "詰め替え用がいつも売り切れています"),
    ("氷を入れるとすぐに外側がぬれる", "氷を入れるとすぐに外側がぬれるんです"),
    ("問い合わせの電話が有料なのは残念", "問い合わせの電話が有料なのは残念でした"),
    ("The straw is hard to clean", "the straw's hard to clean"),
    ("Checkout asked for my address three times", "The checkout asked for my address three times!"),
    ("I couldn't find the opening hours", "could not find the opening hours"),
    ("Refunds take a month", "The refund takes a month"),
]
DIFFERENT_PAIRS = [
    (
        "この水筒のふたは、朝の忙しいときに片手で開けにくいです",
        "この水筒のふたは、朝の忙しいときに片手で開けやすいです",
    ),
    ("水筒のふたが固くて開けられません", "水筒のふたが軽くて開けられません"),
    ("水筒が重くて母には持てません", "水筒が重くても母には持てます"),
    ("水筒が重くて母には持てません", "水筒が重くて父には持てません"),
    ("注文した商品の配達が遅くて困りました", "注文した商品の返品が遅くて困りました"),
    ("注文してから3日で届くのは助かります", "注文してから8日で届くのは助かります"),
    ("店員さんの説明がわかりやすかったです", "店員さんの説明がわかりにくかったです"),
    ("説明書の字が小さくて読めません", "説明書の絵が小さくて読めません"),
    ("色がもっと選べたらうれしいです", "柄がもっと選べたらうれしいです"),
    ("電話がつながるまで長く待たされました", "電話がつながるまで待たされませんでした"),
    ("ボタンがかたくて押しにくいです", "ボタンがかるくて押しにくいです"),
    ("洗うのが楽になりました", "洗うのが楽になりませんでした"),
    ("夫が母に水筒を贈りました", "母が夫に水筒を贈りました"),
    ("高い", "高い。"),
    ("値段が高いです", "値段が高い"),
    ("子どもが自分で開けられる", "子どもが自分で開けられない"),
    ("サイズが大きすぎて棚に入らない", "サイズが小さすぎて棚に入らない"),
    ("便利だけど、片づけるのが面倒です", "便利だけど、取り出すのが面倒です"),
    ("前の形のほうが使いたいと思えました", "前の形のほうが使いたいと思えません"),
    ("The lid is too tight to open with one hand", "The lid is too loose to open with one hand"),
    ("The bottle is too heavy for my mother", "The bottle is not too heavy for my mother"),
    ("Delivery took two weeks and nobody called", "Delivery took two days and nobody called"),
    ("I would buy it again", "I would never buy it again"),
    ("The old label was easier to read", "The new label was easier to read"),
    ("It closes well after washing", "It opens well after washing"),
    ("The shop was out of the blue one", "The shop was out of the red one"),
    ("Too expensive", "Too expensive."),
    ("👍", "👍"),
    ("ストローの部品が細かくて洗いにくい", "ストローの部品が細かくて洗いやすい"),
    ("予約の画面が何度も戻ってしまう", "予約の画面が一度も戻らない"),
    ("駅前の店は朝から並んでいて入れない", "駅前の店は朝から空いていて入れる"),
    ("袋が破れやすくて荷物を持ち帰れなかった", "袋が破れにくくて荷物を持ち帰れた"),
    ("詰め替え用がいつも売り切れている", "詰め替え用がいつも余っている"),
    ("クーポンの使い方がわからなかった", "ポイントの使い方がわからなかった"),
    ("氷を入れるとすぐに外側がぬれる", "お湯を入れるとすぐに外側がぬれる"),
    ("うちの子はこれなら飲める", "うちの子はこれでも飲める"),
    ("まえのあじのほうがすきです", "まえのあじのほうがきらいです"),
    ("届いた箱がつぶれていました", "届いた箱がつぶれていませんでした"),
    ("届いた箱が開いていた", "届いた箱が開いた"),
    ("The straw is hard to clean", "The straw is easy to clean"),
    ("Checkout asked for my address three times", "Checkout asked for my phone three times"),
    ("I found the opening hours", "I could not find the opening hours"),
    ("Refunds take a month", "Deliveries take a month"),
    ("I wish it came in green", "I wish it came in grey"),
    ("It works with the old charger only", "It works without the old charger only"),
    ("母にも使える", "母には使える"),
    ("母も使えると言っていました", "母が使えると言っていません"),
]
MISSED_PAIRS = [
    ("説明書の字が小さい、読めない", "説明書の字が小さくて読めない"),
    ("パッケージがきれいに開かない", "パッケージはきれいに開かない"),
    ("予約の画面が何度も戻ってしまう", "予約の画面が何度も戻ってしまいます"),
    ("My daughter can open the lunch box herself", "Our daughter can open the lunch boxes herself"),
]
"""They say the same and are heard apart all the same: the rule errs on that side."""


def candidate(text: str, product: str = "") -> Candidate:
    return Candidate(id=text, arrived_at=datetime(2026, 11, 2, tzinfo=UTC), text=text, product=product)


@pytest.mark.parametrize(("one", "other"), SAME_PAIRS)
def test_the_same_words_are_heard_as_one(one: str, other: str) -> None:
    assert says_the_same(candidate(one), candidate(other))
    assert joining(candidate(other), [candidate(one)]) == [candidate(one)]


@pytest.mark.parametrize(("one", "other"), DIFFERENT_PAIRS)
def test_different_complaints_are_never_heard_as_one(one: str, other: str) -> None:
    assert not says_the_same(candidate(one), candidate(other))
    assert not says_the_same(candidate(other), candidate(one))


def test_most_of_what_says_the_same_is_found() -> None:
    every = [*SAME_PAIRS, *MISSED_PAIRS]
    found = [says_the_same(candidate(one), candidate(other)) for one, other in every]
    assert found.count(True) / len(every) >= 0.85


def test_common_letters_alone_could_not_tell_them_apart() -> None:
    """Why the words are laid side by side: by letters alone the most alike different pair is above most of the same."""
    different = max(likeness(wording(one), wording(other)) for one, other in DIFFERENT_PAIRS[:13])
    same = [likeness(wording(one), wording(other)) for one, other in SAME_PAIRS]
    assert min(same) >= SAME
    assert sum(one < different for one in same) >= 5


def test_what_could_be_about_anything_is_joined_only_where_both_tell_the_same_product() -> None:
    assert (
        says_the_same(candidate("高い", "水筒"), candidate("高いです", "水筒")) is False
    )  # too few letters to compare
    assert says_the_same(candidate("値段が高い", "水筒"), candidate("値段が高い。", "水筒"))
    assert not says_the_same(candidate("値段が高い", "水筒"), candidate("値段が高い"))


def test_the_same_words_about_another_product_are_another_voice() -> None:
    words = "ふたが固くて、母には開けられません"
    assert says_the_same(candidate(words, "水筒"), candidate(words, "ＳＵＩ")) is False
    assert says_the_same(candidate(words, "水筒"), candidate(words))


def test_what_is_joined_is_alike_among_itself() -> None:
    """Each of two may be near a third: it joins only one of them, so that one can stand for all of it."""
    group = [candidate("説明書の字が小さくて読めない"), candidate("説明書の字が小さい、読めない")]
    for other in joining(candidate("説明書の字が小さく読めない"), group):
        assert all(
            says_the_same(other, one) for one in joining(candidate("説明書の字が小さく読めない"), group)
        )


@given(st.text(max_size=80), st.text(max_size=80))
def test_sameness_goes_both_ways_and_never_fails(one: str, other: str) -> None:
    assert says_the_same(candidate(one), candidate(other)) is says_the_same(candidate(other), candidate(one))
    if says_the_same(candidate(one), candidate(other)):
        assert joining(candidate(one), [candidate(other)])
