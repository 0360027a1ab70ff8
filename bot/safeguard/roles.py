"""Words before 様, さん and the like, or after Mr., that are nobody's name."""

import re

_NOBODY = """
母 父 兄 姉 弟 妹 娘 息子 嫁 婿 孫 妻 夫 奥 旦那 主人 客 店 皆 誰 何 彼 彼女 親御 親 子 子供 子ども 隣 神 仏
女王 姫 殿 役所 若 上 下 猫 犬 鳥 熊 鬼 象 虎 兎 馬 豚 牛 鼠 狐 狸 蛙 仕 模 同 多 有 異 一 両 左 右 各 外 世間
生 業者 主任 院長 匠 あか くま おか おば おじ おばあ おじい おねえ おにい おかあ おとう わん にゃん ねこ
うさぎ うさ ぶた ぬい ぼっ じい ばあ おちび ちび ぼく おぼっ みな みんな たく どな どちら おきゃく おとな おく
おこ おこさ かみ おつかれ ごくろう そちら こちら あちら おたがい おかげ ごちそう ありがとう ごしゅじん だんな
なに だれ じょう おじょう よめ およめ むすめ むすこ ママ パパ ジイ バア ワン ニャン ネコ イヌ クマ ウサギ
スタッフ パート メーカー リーダー オーナー マネージャー ドライバー ユーザー メンバー ファン カメラマン
デザイナー ライター ベビー キッズ シニア サラリーマン アルバイト バイト ユーチューバー インフルエンサー
コーディネーター アドバイザー
"""
NOBODY = frozenset(_NOBODY.split())

_COMPANIES = """
ヤマト クロネコ ゆうパック イオン ニトリ ユニクロ セブン ローソン ファミマ ファミリーマート ミニストップ
コストコ アマゾン ヨドバシ ビックカメラ ドコモ ソフトバンク トヨタ ホンダ パナソニック ソニー スタバ ドトール
マツキヨ サミット イトーヨーカドー ヨーカドー ダイソー セリア カインズ コーナン メルカリ ヤフー グーグル
アップル ペリカン フェデックス サンドラッグ ウエルシア 任天堂 サンリオ ワークマン モスバーガー マクドナルド
マック ケンタッキー サイゼリヤ ガスト 東急ハンズ ハンズ ロフト Amazon Apple Google Yahoo Rakuten Mercari Sony
Panasonic Docomo SoftBank Toyota Honda Nitori Uniqlo FedEx UPS DHL Costco Ikea IKEA Starbucks Lawson Aeon AEON
"""
COMPANIES = frozenset(_COMPANIES.split())

_BRANDS_WITH_A_TITLE = """
Donut Coffee Clean Muscle Bean Potato Men Right Martens Marten Pepper Scholl Oetker Kipling Fields Butterworth
Dash Beast Fix Seuss Jart Bronner Dre Who Evil Strange Pibb Sketch Brewer Heater Cool Bubble Meyers Wong
"""
BRANDS_WITH_A_TITLE = frozenset(_BRANDS_WITH_A_TITLE.split())

_SHOP = re.compile(
    "(?:花|魚|肉|八百|パン|本|薬|酒|米|豆腐|床|靴|鞄|時計|電気|電器|菓子|不動産|質|惣菜|総菜|雑貨|文具|自転車|洋服|服|呉服|団子"
    r"|畳|植木|寿司|鮨|蕎麦|そば|うどん|ラーメン|カレー|ケーキ|居酒|眼鏡|メガネ|ペンキ|クリーニング|古本|古着|おもちゃ|駄菓子|氷|塗装|鍵)屋\Z"
)
_ROLE = re.compile(
    "(?:客|屋|社|員|師|士|者|手|係|官|長|家族|親|供|子|婆|爺|医|業|店|院|所|局|庁|署|校|園|館|会|組|部|課|班|側|"
    "お母|お父|お兄|お姉|お嬢|奥|皆|旦那|主人|赤|坊|嬢|弟|妹|孫|友|仲間|隣|近所|職人|料理人|管理人|外人|大家|親方|先輩|後輩|"
    "男|女|娘|息子|神|仏|殿|姫|猫|犬|鳥|大工|左官|農家|漁師|力士|巫女|芸人|読者|世間|方|各位|一同|様|銀行|病院|大学|美容|床屋|"
    "お疲れ|ご苦労|お世話|お蔭|お陰|お互い|お子|お孫|お嫁|お坊|お巡り|彼|彼女|何|誰|沢|ママ|パパ|ワン|ニャン|チーム|スタッフ|ショップ"
    r"|ストア|メーカー|サービス|センター|クラブ|グループ|ホテル|モール|マート|バンク|タクシー|トラック|キャラ|ドライバー|オーナー)\Z"
)


def is_nobody(name: str) -> bool:
    """Whether this is nobody's name, even where the dictionary knows people of this name."""
    return name in NOBODY or name in COMPANIES or _SHOP.search(name) is not None


def are_meant(words: str) -> bool:
    """Whether these words, said before an honorific, are somebody's part and not a name."""
    last = re.split("[ぁ-ゖ]", words)[-1]
    return is_nobody(words) or is_nobody(last) or _ROLE.search(words) is not None
