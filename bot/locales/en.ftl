
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

## Terminal

settings-wrong = Some settings are missing or need a change.
app-already-running = Entaku is already running on this database ({ $file }). Once that one has stopped, this one can start.
app-token-refused = Slack did not accept the token ({ $error }). SLACK_BOT_TOKEN is the place to look.
migrate-done = The database is now at { $revision }.
migrate-nothing = The database is at { $revision }; there is nothing to do.
circle-added = The Circle “{ $name }” is ready: { $rooms } rooms, next mini-dialogue { $moment }.
circle-none = No Circle yet. `circle add` makes one.
circle-line = { $name }: { $weekday } { $time } ({ $tz }), rooms { $rooms }, next { $moment }
circle-line-paused = { $name }: { $weekday } { $time } ({ $tz }), rooms { $rooms }, paused
circle-paused = The Circle “{ $name }” is paused. `circle resume` takes it up again.
circle-resumed = The Circle “{ $name }” goes on. Next mini-dialogue: { $moment }.
circle-room-form = --room is written like C0123ABC=Sales.
dialogue-opened = A mini-dialogue of the Circle “{ $name }” is opening with { $voices } voices.
workspace-several = There are several workspaces. --workspace chooses one: { $teams }
workspace-none = No workspace yet. With SLACK_BOT_TOKEN set, one start of `python app.py` adds it.
error-gone = That is no longer here.
contact-default = whoever looks after Entaku
doctor-database-fine = The database answers and is up to date.
doctor-database-behind = The database is of an older shape. `python app.py migrate` brings it up to date.
doctor-database-away = The database does not answer ({ $error }). DATABASE_URL is the place to look.
doctor-bot-token-missing = SLACK_BOT_TOKEN is missing. It stands in Slack › your app › OAuth & Permissions › Bot User OAuth Token.
doctor-bot-token-refused = Slack did not accept SLACK_BOT_TOKEN ({ $error }). Installing the app again gives a new token.
doctor-bot-token-fine = Connected to the workspace “{ $team }”.
doctor-slack-away = Slack cannot be reached ({ $error }). The network and SLACK_API_URL are the places to look.
doctor-scopes-fine = All scopes are granted.
doctor-scopes-missing = Scopes are missing: { $scopes }. Paste manifest.yml into Slack › your app › App Manifest and install the app again.
doctor-app-token-fine = Socket Mode connects. Slack does not tell which events are on; compare them with manifest.yml.
doctor-app-token-refused = Slack did not accept SLACK_APP_TOKEN ({ $error }). It needs the scope connections:write.
doctor-http-fine = HTTP mode on port { $port }. Slack sends to https://…/slack/events.
doctor-no-way-in = Slack has no way in. Set SLACK_APP_TOKEN or SLACK_SIGNING_SECRET.
doctor-no-circle = No Circle yet. `python app.py circle add` makes one.
doctor-room-fine = Circle “{ $circle }”, { $channel } ({ $department }): Entaku is there.
doctor-room-not-found = Circle “{ $circle }”, { $channel } ({ $department }) cannot be seen. If it is private, `/invite @Entaku` brings Entaku in.
doctor-room-archived = Circle “{ $circle }”, { $channel } ({ $department }) is archived.
doctor-room-not-invited = Circle “{ $circle }”, { $channel } ({ $department }): Entaku is not there yet. `/invite @Entaku` brings it in.

## Bridge

somebody = A participant
copy-author = { $name } ({ $department })
copy-text = { $name } ({ $department }): { $text }
copy-read-whole = Read all of it
copy-whole-title = Remark
copy-whole-close = Close
copy-earlier = Back
copy-later = Go on
copy-file = The file “{ $name }” that came with this is in the { $department } room.
copy-file-unnamed = without a name
close-after = You can still write in the thread. It no longer reaches the other rooms.
