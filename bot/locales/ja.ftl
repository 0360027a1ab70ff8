
## Circles

error-circle-name-taken = 「{ $name }」という円卓はもうあります。ほかの名前で作れます。
error-room-not-found = { $channel }が見つかりません。非公開の部屋なら、`/invite @Entaku` で呼んでからもう一度ためせます。
error-room-archived = { $channel }はアーカイブされています。アーカイブを解くと、円卓に加えられます。
error-not-invited = { $channel }にEntakuがまだいません。`/invite @Entaku` で呼べます。
error-room-shared = { $channel }は、社外の方と共有している部屋です。それでも加えたいときは、--allow-shared を付けると加えられます。
error-room-needs-host = { $channel }は非公開の部屋です。この部屋にいる人を進行にえらぶと、加えられます。
room-lost-outside = 円卓「{ $circle }」の{ $department }の部屋に書けなくなりました。ほかの部屋は続いています。Entakuをもう一度部屋に呼ぶと、また加わります。
room-lost-archived = 円卓「{ $circle }」の{ $department }の部屋がアーカイブされました。ほかの部屋は続いています。アーカイブを解くと、また加わります。
room-for-wins = 小さな成功
room-for-record = 記録
open-missed = 円卓「{ $circle }」の{ $moment }のミニ対話は、Entakuが止まっていたためひらけませんでした。声は残っていて、次の回に並びます。

## Terminal

settings-wrong = 設定に、足りないものか直すものがあります。
app-already-running = このデータベースでは、もうEntakuが動いています（{ $file }）。先に止めると、始められます。
app-token-refused = Slackがトークンを受けつけませんでした（{ $error }）。SLACK_BOT_TOKEN を見なおしてみませんか。
migrate-done = データベースを { $revision } にしました。
migrate-nothing = データベースは { $revision } で、新しくするものはありません。
circle-added = 円卓「{ $name }」ができました。部屋は{ $rooms }つ、次のミニ対話は { $moment } です。
circle-none = 円卓はまだありません。`circle add` で作れます。
circle-line = { $name }　{ $weekday } { $time }（{ $tz }）　部屋{ $rooms }　次は { $moment }
circle-line-paused = { $name }　{ $weekday } { $time }（{ $tz }）　部屋{ $rooms }　休止中
circle-paused = 円卓「{ $name }」を休止しました。`circle resume` で再開できます。
circle-resumed = 円卓「{ $name }」を再開しました。次のミニ対話は { $moment } です。
circle-room-form = --room は C0123ABC=営業 のように書けます。
dialogue-opened = 円卓「{ $name }」のミニ対話をひらきました。声は{ $voices }つです。
workspace-several = ワークスペースがいくつかあります。--workspace でえらべます: { $teams }
workspace-none = ワークスペースがまだありません。SLACK_BOT_TOKEN を設定して一度 `python app.py` を動かすと加わります。
error-title = Entakuから
error-gone = それは、もうここにはありません。
contact-default = Entakuの担当
doctor-database-fine = データベースにつながり、新しい形になっています。
doctor-database-behind = データベースが古い形のままです。`python app.py migrate` で新しくなります。
doctor-database-away = データベースにつながりません（{ $error }）。DATABASE_URL を見なおしてみませんか。
doctor-bot-token-missing = SLACK_BOT_TOKEN がありません。Slackのアプリ設定 › OAuth & Permissions › Bot User OAuth Token にあります。
doctor-bot-token-refused = SlackがSLACK_BOT_TOKENを受けつけませんでした（{ $error }）。アプリをワークスペースに入れなおすと、新しいトークンが出ます。
doctor-bot-token-fine = ワークスペース「{ $team }」につながりました。
doctor-slack-away = Slackにつながりません（{ $error }）。ネットワークと SLACK_API_URL を見なおしてみませんか。
doctor-scopes-fine = 権限（スコープ）はそろっています。
doctor-scopes-missing = 権限（スコープ）が足りません: { $scopes }。manifest.yml をSlackのアプリ設定 › App Manifest に貼り、入れなおすとそろいます。
doctor-app-token-fine = Socket Mode でつながります。イベントの購読はSlackから読めないため、manifest.yml と見くらべられます。
doctor-app-token-refused = SlackがSLACK_APP_TOKENを受けつけませんでした（{ $error }）。connections:write の付いたアプリトークンが要ります。
doctor-http-fine = HTTPで待ちます（ポート { $port }）。Slackの送り先は https://…/slack/events です。
doctor-no-way-in = Slackからの入り口がありません。SLACK_APP_TOKEN か SLACK_SIGNING_SECRET のどちらかを設定すると、つながります。
doctor-no-circle = 円卓はまだありません。`python app.py circle add` で作れます。
doctor-room-fine = 円卓「{ $circle }」 { $channel }（{ $department }）: Entakuがいます。
doctor-room-not-found = 円卓「{ $circle }」 { $channel }（{ $department }）が見えません。非公開の部屋なら、`/invite @Entaku` で呼べます。
doctor-room-archived = 円卓「{ $circle }」 { $channel }（{ $department }）はアーカイブされています。
doctor-room-not-invited = 円卓「{ $circle }」 { $channel }（{ $department }）にEntakuがいません。`/invite @Entaku` で呼べます。

## Bridge

somebody = 参加者
copy-author = { $name }さん（{ $department }）
copy-text = { $name }さん（{ $department }）：{ $text }
copy-read-whole = 全文を読む
copy-whole-title = ひとこと
copy-whole-close = とじる
copy-earlier = まえへ
copy-later = つづきへ
copy-file = 添えられたファイル「{ $name }」は、{ $department }の部屋にあります。
copy-file-unnamed = 名前のないファイル
close-after = スレッドには、このあとも書きたせます。ほかの部屋には、もう届きません。

## Dialogues

list-separator = ・
open-header = 🌱 ミニ対話をひらきます
open-body = 今週の{ $voices }つの声を囲んで、{ $minutes }分だけ話します。{ $departments }のみなさんと同じ円卓です。
open-time = { $start }から{ $end }まで。途中から入っても、途中で抜けてもだいじょうぶです。
open-stage = いまは「{ $stage }」です。{ $time }まで続きます。
open-where = ここでのひとことは、{ $departments }の部屋で読めます。推された言葉は、合言葉の棚にも並びます。
open-where-record = ここでのひとことは、{ $departments }の部屋で読めます。むすびの記録は記録の部屋に、推された言葉は合言葉の棚にも並びます。
open-shared = { $departments }の部屋は、社外の方とも共有しています。ここに書いたことは、社外の方にも読めます。
open-voice = 声{ $n }　「{ $quote }」
open-voice-scene = どんなとき：{ $scene }
open-voice-facts = { $facts }・{ $month }に届いた声
open-voice-month = { $month }に届いた声
open-voice-inside-only = 声{ $n }は社内だけで囲む声のため、社外の方と共有しているこの部屋には出しません。
open-nothing = ミニ対話の時間ですが、囲める声がまだありません。`/voice` でひとつ届けると、次の回に並びます。
open-invitation = つぎのミニ対話は { $moment } です。声があと{ $missing }つで、{ $wanted }つそろいます。`/voice` で届けられます。
rules-header = 場のやくそく
rules-1 = 肩書きは外します。ここでは全員が「さん」です。
rules-2 = その場で評価しません。賛成も反対も、いったん横に置きます。
rules-3 = 正解はさがしません。わからないままで話せます。
rules-4 = 書くだけ、読むだけの参加もあります。
picked-only-one = 届いていた声です。
picked-waited-longest = いちばん長く順番を待っていた声です。
picked-its-turn = 順番がまわってきた声です。
picked-new-source = ほかの声とは、聞いたところがちがいます。
picked-new-department = ほかの声とは、届けた部署がちがいます。
picked-new-product = ほかの声とは、商品がちがいます。
picked-new-words = ほかの声とは、言葉がちがいます。
picked-next-in-line = 次に順番を待っていた声です。
stage-name-opening = はじまり
stage-name-writing = まず書く時間
stage-name-question-1 = 問い1
stage-name-question-2 = 問い2
stage-name-question-3 = 問い3
stage-name-deciding = 合言葉・小さな改善
stage-name-closed = むすび
stage-writing = 🤫 まず書く時間（{ $minutes }分）。声を読んで、浮かんだことを手もとに書きとめてみませんか。
stage-question-1 = 🗣 問い1　なぜこの人は、この商品を選ばなかったのか。その人の一日を思い浮かべながら話してみませんか。
stage-question-2 = 🗣 問い2　“便利”と言いながら、どこかモヤモヤしているのはなぜか。うまく言えない感じのまま書いてもだいじょうぶです。
stage-question-3 = 🗣 問い3　言葉には出していないけれど、本当に叶えたいことは何か。想像でかまいません。
stage-deciding = 🔑 合言葉をさがします。心に残った言葉に 📌 を付けると推せます。来週までに手をつけられる小さな改善も、ひとつ話してみませんか。
stage-until = { $time }まで
close-header = むすび
close-body = この時間をいっしょに過ごしてくれて、ありがとうございました。
close-card = { $departments }のみなさんと、{ $voices }つの声を囲みました。
close-time = { $start }から{ $end }まで
close-numbers = 囲んだ声 { $voices }／ひとこと { $remarks }／気づき { $ideas }
close-watchword = この円卓の合言葉「{ $watchword }」　迷ったら、ここに立ち返れます。
close-no-watchword = 今回は合言葉を決めずに終えます。声は残っています。
close-phrases = 推された言葉
close-phrase = 「{ $phrase }」
record-header = ミニ対話の記録
record-body = 円卓「{ $circle }」　{ $moment }　{ $departments }のみなさんで囲みました。囲んだ声は、このスレッドにあります。
record-voice = 声{ $n }
heard-dm = 📮 あなたが届けた声が、{ $moment }のミニ対話で囲まれました。{ $count ->
    [0] {""}
   *[other] { $count }件のひとことが生まれました。
}
error-already-open = この円卓では、いまミニ対話がひらいています。
error-no-voices = 囲める声がまだありません。`/voice` でひとつ届けると、ひらけます。
error-no-rooms = この円卓には、いま書ける部屋がありません。`/invite @Entaku` で部屋に呼べます。

## Refusals

error-empty = まだ何も書かれていないようです。
error-too-long = { $max }字まで書けます。いまは{ $len }字です。書いた内容は残っています。
error-not-yours = この操作は、ひらいた人と進行だけができます。
error-busy = いま記録がこみあっています。書いた内容は失われていません。少しおいて、もう一度押せます。
error-unexpected = うまくいきませんでした。くり返すときは、番号{ $ref }を{ $contact }へ伝えてもらえると助かります。

## Forms

form-close = やめる
form-done = とじる

## Voices

voice-modal-title = 声を届ける
voice-quote-label = お客様の言葉（500字まで、話したままで）
voice-quote-hint = お名前・電話番号・住所などは書かずに届けられます。気づいた分は●●に伏せます。
voice-scene-label = どんなとき（前後のようすを2、3行で）
voice-where-label = どこで聞いたか
voice-where-shop = 店頭
voice-where-phone = 電話
voice-where-mail = メール
voice-where-survey = アンケート
voice-where-social = SNS
voice-where-visit = 訪問
voice-where-interview = インタビュー
voice-where-other = そのほか
voice-segment-label = お客様について（お名前は書かずに）
voice-said-on-label = 日付
voice-product-label = 商品・サービス
voice-consent-label = お客様の了承
voice-consent-option-public = 公開の声
voice-consent-option-agreed = あり
voice-consent-option-inside = 社内だけ
voice-consent-option-refused = なし
voice-consent-inside = 「社内だけ」の声は、社内で囲みます。資料にするときは「社内限り」と添えます。
voice-consent-no = 了承が「なし」の声は、ミニ対話に出しません。要約を書いて届けることはできます。
voice-send = 届ける
voice-hidden = ●●
voice-quoted = 「{ $quote }」
voice-thanks = 声を届けてくれて、ありがとうございます。円卓に並ぶ日にお知らせします。
voice-masked-preview = { $count }か所を●●に伏せました。伏せもれがないか、目を通せます。機械の目なので、見落とすことがあります。
voice-duplicate = 同じ言葉の声がもう届いています。別のお客様の声なら、このままでだいじょうぶです。
voice-details-button = くわしく書く
voice-withdraw-button = 取り下げる
voice-withdraw = 取り下げました。これからのミニ対話には出ません。すでに投稿された分は、Entakuの投稿だけを消しました。
voice-not-said-yet = まだ来ていない日付のようです。聞いた日をえらべます。
voice-not-yours = この声を書きなおしたり取り下げたりできるのは、届けた人だけです。
voice-already-heard = この声はもうミニ対話に並びました。書きなおせるのは、並ぶ前の声です。
voice-too-long-for-form = 声は{ $max }字まで届けられます。いまは{ $len }字です。書いた内容は、下にそのままあります。

## Reactions

reaction-which = このメッセージには、いくつかのひとことが並んでいます。どれに付けた絵文字か、えらべます。
reaction-this = このひとこと
reaction-no-words = 写真だけのひとこと
reaction-chosen = 受けとりました。
reaction-offer = ここで 📌 を付けても、どこにも残りません。お客様の言葉なら、声として届けられます。

## Watchwords

shelf-header = *合言葉の棚*
shelf-nominees = *推されている言葉*
shelf-near = *近い言葉*
shelf-line =
    「{ $phrase }」
    { $circle }・{ $day }のミニ対話
shelf-line-product =
    「{ $phrase }」
    { $circle }・{ $day }のミニ対話・{ $product }
shelf-more = ほかに{ $count }つあります。`/watchwords` に言葉を添えると、近いものをさがせます。
empty-shelf = 棚はまだ空です。ミニ対話から、言葉がふえていきます。
home-search-none = 近い合言葉は見つかりませんでした。ほかの言い方も、ためせます。

## Wins

wins-modal-title = 小さな成功
wins-what = あったこと（200字まで）
wins-kind = どんな成功か
wins-kind-complaints = お困りごとが減った
wins-kind-sales-talk = 話し方が変わった
wins-kind-idea = 気づきが形になった
wins-kind-team = 部署をこえて動けた
wins-kind-kindness = うれしい言葉が届いた
wins-kind-other = そのほか
wins-before = 数字があれば：前
wins-after = 数字があれば：後
wins-unit = 数字があれば：単位
wins-from = きっかけのミニ対話・声
wins-choice-dialogue = { $date }のミニ対話
wins-choice-quote = 声「{ $quote }」
wins-thanks = ありがとうを伝えたい人
wins-send = 書く
wins-headline = 👏 小さな成功「{ $what }」
wins-byline = { $name }・{ $kind }
wins-person = { $person }さん
wins-thanks-line = { $people }に、ありがとうを。
wins-from-dialogue = きっかけは、{ $date }のミニ対話です。
wins-from-quote = きっかけは、お客様の声「{ $quote }」です。
wins-from-product = きっかけは、{ $month }に届いた{ $product }の声です。
wins-from-voice = きっかけは、{ $month }に届いたお客様の声です。
wins-cheer = 拍手を送る
wins-cheered = { $count }の拍手が届いています。
wins-shared = 小さな成功を書いてくれて、ありがとうございます。{ $channel }に並びます。
wins-details = くわしく書く
wins-no-room = この円卓には、小さな成功を並べる部屋がまだありません。{ $who }に頼むと、決められます。
wins-no-circle = 円卓がまだありません。{ $who }に頼むと、作れます。
wins-not-yours = この小さな成功を書きなおせるのは、書いた人だけです。
wins-too-long-for-form = 小さな成功は{ $max }字まで書けます。いまは{ $len }字です。書いた内容は、下にそのままあります。

## Help

help-voice = `/voice` お客様の声を届ける　`/voice 言葉` ですぐ預ける
help-circle = `/entaku status` ミニ対話の予定を見る　進行は `open`（ひらく）`skip`（次を休む）`pause`（止める）`resume`（再開する）も使えます
help-words = `/watchwords 迷いごと` 合言葉に立ち返る
help-wins = `/wins` 小さな成功を書く
help-more = こまったときは { $contact } へどうぞ。
error-unknown-sub = 「{ $word }」という使い方はまだありません。
entaku-which-circle = この部屋は、どの円卓にも入っていません。円卓の部屋でなら使えます。
entaku-next = 円卓「{ $circle }」のつぎのミニ対話は { $moment } です。
entaku-next-unknown = 円卓「{ $circle }」のつぎの日時は、まもなく決まります。
entaku-open-now = 円卓「{ $circle }」では、いまミニ対話がひらいています。
entaku-rooms = { $departments }のみなさんと同じ円卓です。
entaku-waiting = 順番を待っている声は{ $count }件です。
entaku-none-waiting = 順番を待っている声は、いまはありません。
entaku-opened = 円卓「{ $circle }」のミニ対話をひらきました。声は{ $voices }つです。
entaku-skipped = 円卓「{ $circle }」の{ $day }のミニ対話を休みます。声はその次の回に並びます。
entaku-paused = 円卓「{ $circle }」は、いま休んでいます。`/entaku resume` で再開できます。
entaku-resumed = 円卓「{ $circle }」を再開しました。

## Home

home-next = つぎのミニ対話
home-no-circle = 円卓がまだありません。{ $contact }に頼むと、作れます。
home-my-voices = 届けた声
home-no-voices = 届けた声は、まだありません。心に残ったお客様の言葉を、ここから届けられます。
home-voice-waiting = 順番を待っています。
home-voice-heard = { $day }のミニ対話に並びました。
home-shelf = 合言葉の棚
home-how = できること
home-more = ほかにもあります（{ $count }）。
