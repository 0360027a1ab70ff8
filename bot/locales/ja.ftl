
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
