
## Circles

error-circle-name-taken = There is already a Circle called “{ $name }”. Another name will do.
error-room-not-found = { $channel } was not found. If it is private, `/invite @Entaku` first and try again.
error-room-archived = { $channel } is archived. Once it is unarchived, it can join the Circle.
error-not-invited = Entaku is not in { $channel } yet. `/invite @Entaku` brings it in.
error-room-shared = { $channel } is shared with another organisation. It can still join when you say so explicitly (--allow-shared).
error-room-needs-host = { $channel } is private. It can join when one of its members is a host.
room-lost-outside = Entaku can no longer write in the { $department } room of the Circle “{ $circle }”. The other rooms go on. Inviting Entaku there again brings the room back.
room-lost-archived = The { $department } room of the Circle “{ $circle }” was archived. The other rooms go on. Unarchiving it brings the room back.
open-missed = The mini-dialogue of the Circle “{ $circle }” on { $moment } did not open because Entaku was not running. Its voices are kept for the next one.
