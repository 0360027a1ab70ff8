
## Circles

error-circle-name-taken = 「{ $name }」という円卓はもうあります。ほかの名前で作れます。
error-room-not-found = { $channel }が見つかりません。非公開の部屋なら、`/invite @Entaku` で呼んでからもう一度ためせます。
error-room-archived = { $channel }はアーカイブされています。アーカイブを解くと、円卓に加えられます。
error-not-invited = { $channel }にEntakuがまだいません。`/invite @Entaku` で呼べます。
error-room-shared = { $channel }は、社外の方と共有している部屋です。それでも加えるときは、そのことを明示すると加えられます（--allow-shared）。
error-room-needs-host = { $channel }は非公開の部屋です。この部屋にいる人を進行にえらぶと、加えられます。
room-lost-outside = 円卓「{ $circle }」の{ $department }の部屋に書けなくなりました。ほかの部屋は続いています。Entakuをもう一度部屋に呼ぶと、また加わります。
room-lost-archived = 円卓「{ $circle }」の{ $department }の部屋がアーカイブされました。ほかの部屋は続いています。アーカイブを解くと、また加わります。
open-missed = 円卓「{ $circle }」の{ $moment }のミニ対話は、Entakuが止まっていたためひらけませんでした。声は残っていて、次の回に並びます。

## Terminal

settings-wrong = 設定に足りないもの、直すものがあります。
app-already-running = このデータベースでは、もうEntakuが動いています（{ $file }）。先に止めると、始められます。
app-token-refused = Slackがトークンを受けつけませんでした（{ $error }）。SLACK_BOT_TOKEN をたしかめられます。
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
error-gone = それは、もうここにはありません。
contact-default = Entakuの担当
doctor-database-fine = データベースにつながり、新しい形になっています。
doctor-database-behind = データベースが古い形のままです。`python app.py migrate` で新しくなります。
doctor-database-away = データベースにつながりません（{ $error }）。DATABASE_URL をたしかめられます。
doctor-bot-token-missing = SLACK_BOT_TOKEN がありません。Slackのアプリ設定 › OAuth & Permissions › Bot User OAuth Token にあります。
doctor-bot-token-refused = SlackがSLACK_BOT_TOKENを受けつけませんでした（{ $error }）。アプリをワークスペースに入れなおすと、新しいトークンが出ます。
doctor-bot-token-fine = ワークスペース「{ $team }」につながりました。
doctor-slack-away = Slackにつながりません（{ $error }）。ネットワークとSLACK_API_URLをたしかめられます。
doctor-scopes-fine = 権限（スコープ）はそろっています。
doctor-scopes-missing = 権限（スコープ）が足りません: { $scopes }。manifest.yml をSlackのアプリ設定 › App Manifest に貼り、入れなおすとそろいます。
doctor-app-token-fine = Socket Mode でつながります。イベントの購読はSlackから読めないため、manifest.yml と見くらべられます。
doctor-app-token-refused = SlackがSLACK_APP_TOKENを受けつけませんでした（{ $error }）。connections:write の付いたアプリトークンが要ります。
doctor-http-fine = HTTPで待ちます（ポート { $port }）。Slackの送り先は https://…/slack/events です。
doctor-no-way-in = Slackからの入り口がありません。SLACK_APP_TOKEN か SLACK_SIGNING_SECRET のどちらかを設定できます。
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
