
## Circles

error-circle-name-taken = There is already a Circle called “{ $name }”. Another name will do.
error-room-not-found = { $channel } was not found. If it is private, `/invite @Entaku` first and try again.
error-room-archived = { $channel } is archived. Once it is unarchived, it can join the Circle.
error-not-invited = Entaku is not in { $channel } yet. `/invite @Entaku` brings it in.
error-room-shared = { $channel } is shared with another organisation. It can still join when you say so explicitly (--allow-shared).
error-room-needs-host = { $channel } is private. It can join when one of its members is a host.
room-lost-outside = Entaku can no longer write in the { $department } room of the Circle “{ $circle }”. The other rooms go on. Inviting Entaku there again brings the room back.
room-lost-archived = The { $department } room of the Circle “{ $circle }” was archived. The other rooms go on. Unarchiving it brings the room back.
room-for-wins = small wins
room-for-record = record
open-missed = The mini-dialogue of the Circle “{ $circle }” on { $moment } did not open because Entaku was not running. Its voices are kept for the next one.

## Terminal

settings-wrong = Some settings are missing or need a change.
app-already-running = Entaku is already running on this database ({ $file }). Once that one has stopped, this one can start.
app-token-refused = Slack did not accept the token ({ $error }). SLACK_BOT_TOKEN is the place to look.
migrate-done = The database is now at { $revision }.
migrate-nothing = The database is at { $revision }; there is nothing to do.
circle-added = The Circle “{ $name }” is ready: { $rooms ->
    [one] one room
   *[other] { $rooms } rooms
}, next mini-dialogue { $moment }.
circle-none = No Circle yet. `circle add` makes one.
circle-line = { $name }: { $weekday } { $time } ({ $tz }), rooms { $rooms }, next { $moment }
circle-line-paused = { $name }: { $weekday } { $time } ({ $tz }), rooms { $rooms }, paused
circle-paused = The Circle “{ $name }” is paused. `circle resume` takes it up again.
circle-resumed = The Circle “{ $name }” goes on. Next mini-dialogue: { $moment }.
circle-room-form = --room is written like C0123ABC=Sales.
dialogue-opened = A mini-dialogue of the Circle “{ $name }” is opening with { $voices ->
    [one] one voice
   *[other] { $voices } voices
}.
workspace-several = There are several workspaces. --workspace chooses one: { $teams }
workspace-none = No workspace yet. With SLACK_BOT_TOKEN set, one start of `python app.py` adds it.
error-title = From Entaku
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
doctor-scopes-missing = Scopes are missing: { $scopes }. Pasting manifest.yml into Slack › your app › App Manifest and installing the app again adds them.
doctor-app-token-fine = Socket Mode connects. Slack does not tell which events are on; compare them with manifest.yml.
doctor-app-token-refused = Slack did not accept SLACK_APP_TOKEN ({ $error }). It needs the scope connections:write.
doctor-http-fine = HTTP mode on port { $port }. Slack sends to https://…/slack/events.
doctor-no-way-in = Slack has no way in. Setting SLACK_APP_TOKEN or SLACK_SIGNING_SECRET opens one.
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

## Dialogues

list-separator = {", "}
open-header = 🌱 A mini-dialogue is opening
open-body = For { $minutes } minutes we sit around { $voices ->
    [one] this week's voice
   *[other] this week's { $voices } voices
}. { $departments } share one Circle.
open-time = { $start } to { $end }. Joining late or leaving early is fine.
open-stage = Now: { $stage }, until { $time }.
open-where = What is said here can be read in these rooms: { $departments }. Words that are put forward also stand on the watchword shelf.
open-where-record = What is said here can be read in these rooms: { $departments }. The closing record stands in the record room, and words that are put forward on the watchword shelf.
open-shared = These rooms are shared with people outside the company: { $departments }. They can read what is written here.
open-voice = Voice { $n }: “{ $quote }”
open-voice-scene = The scene: { $scene }
open-voice-facts = { $facts } · brought in { $month }
open-voice-month = Brought in { $month }
open-voice-inside-only = Voice { $n } stays inside the company, so it is not shown in this room, which is shared with people outside.
open-nothing = It is time for the mini-dialogue, and there is no voice to sit around yet. One brought with `/voice` will be at the next one.
open-invitation = The next mini-dialogue is on { $moment }. { $missing } more would make { $wanted ->
    [one] one voice
   *[other] { $wanted } voices
}. `/voice` brings one.
rules-header = Ground rules
rules-1 = Titles stay outside. Here everyone goes by name.
rules-2 = Nothing is judged on the spot. Agreeing and disagreeing can wait.
rules-3 = We are not looking for the right answer. Not knowing is welcome.
rules-4 = Only writing, or only reading, is taking part too.
picked-only-one = The only voice that was waiting.
picked-waited-longest = The voice that had waited longest.
picked-its-turn = A voice whose turn had come.
picked-new-source = Heard in a different place from the others.
picked-new-department = Brought by a different department from the others.
picked-new-product = About a different product from the others.
picked-new-words = In different words from the others.
picked-next-in-line = The voice that was next in line.
stage-name-opening = Opening
stage-name-writing = Writing time
stage-name-question-1 = Question 1
stage-name-question-2 = Question 2
stage-name-question-3 = Question 3
stage-name-deciding = Watchword and small improvement
stage-name-closed = Closing
stage-writing = 🤫 Writing time ({ $minutes } min). Read the voices and write down what comes up, for yourself first.
stage-question-1 = 🗣 Question 1. Why did this person not choose this product? We could start by picturing this person's day.
stage-question-2 = 🗣 Question 2. They call it “convenient”, yet something sits uneasily. Why? It can stay half-formed.
stage-question-3 = 🗣 Question 3. What do they truly hope for, though they have not put it into words? Imagining is enough.
stage-deciding = 🔑 Finding a watchword. Adding 📌 to words that stayed with you puts them forward. One small improvement to begin by next week would be welcome too.
stage-until = Until { $time }
close-header = Closing
close-body = Thank you for this time together.
close-card = { $departments } sat around { $voices ->
    [one] one voice
   *[other] { $voices } voices
}.
close-time = { $start } to { $end }
close-numbers = Voices { $voices } · Remarks { $remarks } · Ideas { $ideas }
close-watchword = This Circle's watchword: “{ $watchword }”. A place to look back to when unsure.
close-no-watchword = No watchword this time. The voices remain.
close-phrases = Words put forward
close-phrase = “{ $phrase }”
record-header = Record of a mini-dialogue
record-body = Circle “{ $circle }”, { $moment }, with { $departments }. The voices are in this thread.
record-voice = Voice { $n }
heard-dm = 📮 The voice you brought was at the mini-dialogue on { $moment }.{ $count ->
    [0] {""}
    [one] {" "}One remark grew from it.
   *[other] {" "}{ $count } remarks grew from it.
}
error-already-open = A mini-dialogue is already open in this Circle.
error-no-voices = There is no voice to sit around yet. Bring one with `/voice` and a dialogue can open.
error-no-rooms = There is no room of this Circle to write in just now. `/invite @Entaku` brings it into a room.

## Refusals

error-empty = Nothing is written yet.
error-too-long = There is room for { $max } characters; this has { $len }. Your text is still here.
error-not-yours = Only the person who opened this and the host can do that.
error-busy = Records are busy just now. Your text is not lost. You can press again in a moment.
error-unexpected = Something did not work. If it repeats, telling { $contact } the number { $ref } helps.

## Forms

form-close = Cancel
form-done = Close

## Voices

voice-modal-title = Bring a voice
voice-quote-label = The customer's words (up to 500, as spoken)
voice-quote-hint = It works without names, phone numbers or addresses. What Entaku notices becomes [hidden].
voice-scene-label = The scene (just before and after, in two or three lines)
voice-where-label = Where you heard it
voice-where-shop = Store
voice-where-phone = Phone
voice-where-mail = Mail
voice-where-survey = Survey
voice-where-social = Social media
voice-where-visit = Visit
voice-where-interview = Interview
voice-where-other = Other
voice-segment-label = About the customer (no name)
voice-said-on-label = Date
voice-product-label = Product or service
voice-consent-label = Customer's consent
voice-consent-option-public = Said in public
voice-consent-option-agreed = Yes
voice-consent-option-inside = Inside only
voice-consent-option-refused = No
voice-consent-inside = A voice kept “inside only” stays in the company. A slide made from it says “internal”.
voice-consent-no = A voice without consent is not used in a dialogue. You can bring a summary in your own words instead.
voice-send = Bring
voice-hidden = [hidden]
voice-quoted = “{ $quote }”
voice-thanks = Thank you for bringing this voice. You will hear when it comes to a Circle.
voice-masked-preview = { $count ->
    [one] One place is
   *[other] { $count } places are
} [hidden]. You can look it over: a program can miss things.
voice-duplicate = A voice with the same words is already here. If this is another customer's, it can stay as it is.
voice-details-button = Add details
voice-withdraw-button = Withdraw
voice-withdraw = Withdrawn. It will not appear in later dialogues. Where it was posted, Entaku removed its own posts only.
voice-not-said-yet = That day has not come yet. You can choose the day you heard it.
voice-not-yours = Only the person who brought this voice can change or withdraw it.
voice-already-heard = This voice has already been at a mini-dialogue. It could be changed until then.
voice-too-long-for-form = There is room for { $max } characters in a voice; this has { $len }. Your text is below, just as it was.

## Reactions

reaction-which = Several remarks share this message. You can choose the one your emoji is for.
reaction-this = This remark
reaction-no-words = A remark with a picture only
reaction-chosen = Received.
reaction-offer = 📌 keeps nothing here. If these are a customer's words, you can bring them as a voice.

## Watchwords

shelf-header = *Watchword shelf*
shelf-nominees = *Words put forward*
shelf-near = *Words near this*
shelf-line =
    “{ $phrase }”
    { $circle } · mini-dialogue on { $day }
shelf-line-product =
    “{ $phrase }”
    { $circle } · mini-dialogue on { $day } · { $product }
shelf-more = { $count } more. With some words, `/watchwords` finds those near them.
empty-shelf = The shelf is empty. Words gather here from mini-dialogues.
home-search-none = No watchword near this. Another wording may help.

## Wins

wins-modal-title = A small win
wins-what = What happened (up to 200)
wins-kind = What kind of win
wins-kind-complaints = Fewer troubles
wins-kind-sales-talk = A new way of talking
wins-kind-idea = An idea took shape
wins-kind-team = Departments worked together
wins-kind-kindness = Kind words reached us
wins-kind-other = Something else
wins-before = Numbers, if any: before
wins-after = Numbers, if any: after
wins-unit = Numbers, if any: unit
wins-from = The mini-dialogue or voice behind it
wins-choice-dialogue = Mini-dialogue on { $date }
wins-choice-quote = Voice “{ $quote }”
wins-thanks = Who you would like to thank
wins-send = Share
wins-headline = 👏 A small win: “{ $what }”
wins-byline = { $name } · { $kind }
wins-person = { $person }
wins-thanks-line = Thanks to { $people }.
wins-from-dialogue = It began at the mini-dialogue on { $date }.
wins-from-quote = It began with a customer's voice: “{ $quote }”
wins-from-product = It began with a voice about { $product }, brought in { $month }.
wins-from-voice = It began with a customer's voice, brought in { $month }.
wins-cheer = Send a cheer
wins-cheered = { $count ->
    [one] { $count } cheer
   *[other] { $count } cheers
} so far.
wins-shared = Thank you for writing this small win. It goes to { $channel }.
wins-details = Add details
wins-no-room = This Circle has no room for small wins yet. You can ask { $who } to choose one.
wins-no-circle = There is no Circle yet. You can ask { $who } to set one up.
wins-not-yours = Only the person who wrote this small win can change it.
wins-too-long-for-form = There is room for { $max } characters in a small win; this has { $len }. Your text is below, just as it was.

## Help

help-voice = `/voice` bring a voice · `/voice words` keep it at once
help-circle = `/entaku status` see when the mini-dialogue is · hosts can also `open`, `skip` the next one, `pause` and `resume`
help-words = `/watchwords words` look back at watchwords
help-wins = `/wins` share a small win
help-more = If something is unclear: { $contact }
error-unknown-sub = There is no “{ $word }” yet.
entaku-which-circle = This room does not sit in a Circle. It works in the rooms of one.
entaku-next = The next mini-dialogue of the Circle “{ $circle }” is on { $moment }.
entaku-next-unknown = The next time of the Circle “{ $circle }” will be known in a moment.
entaku-open-now = A mini-dialogue of the Circle “{ $circle }” is open now.
entaku-rooms = { $departments } share one Circle.
entaku-waiting = { $count ->
    [one] { $count } voice is
   *[other] { $count } voices are
} waiting for a seat.
entaku-none-waiting = No voice is waiting for a seat just now.
entaku-opened = A mini-dialogue of the Circle “{ $circle }” is open, with { $voices ->
    [one] one voice
   *[other] { $voices } voices
}.
entaku-skipped = The Circle “{ $circle }” skips { $day }. Its voices wait for the one after.
entaku-paused = The Circle “{ $circle }” is paused. `/entaku resume` goes on with it.
entaku-resumed = The Circle “{ $circle }” goes on.

## Home

home-next = Next mini-dialogue
home-no-circle = There is no Circle yet. You can ask { $contact } to set one up.
home-my-voices = Voices you brought
home-no-voices = You have brought no voice yet. When a customer's words stay with you, you can bring them here.
home-voice-waiting = Waiting for a seat.
home-voice-heard = Was at the mini-dialogue on { $day }.
home-shelf = Watchword shelf
home-how = What you can do
home-more = { $count } more.
