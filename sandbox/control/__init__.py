"""The control API: JSON over HTTP under `/control`, for tests, the demo and whoever looks on.

People and channels are named by id, key or name; `workspace` (query or body) chooses one of several. What
a person in Slack could not do is answered 400 with `{"error": why}`.

Workspaces, people, channels
  GET|POST  /workspaces                 POST {name, domain}
  PATCH     /workspaces/{id}            {token_state: active|token_revoked|account_inactive, scopes}
  POST      /workspaces/{id}/code       an installation code for oauth.v2.access
  GET|POST  /users                      POST {key, real_name, display_name, title, tz, locale, guest, external …}
  PATCH     /users/{user}               any of the same, and deleted
  GET|POST  /channels                   POST {key, name, private, members, bot, ext_shared}
  PATCH     /channels/{channel}         {name} renames, {archived} archives; {by}: who does it
  POST      /channels/{channel}/members {users, by}; "@app" is the bot
  DELETE    /channels/{channel}/members {user}
Acting as somebody: POST /acts/…, each with {user}
  post      {channel, text, thread_ts, files, broadcast} -> {channel, ts}; channel "@app" is their DM with it
            files: [{name, content (base64), mimetype, title, alt_txt}]; typed text, see `sandbox.text.typed`
  edit      {channel, ts, text}         delete {channel, ts}
  react     {channel, ts, name}         unreact {channel, ts, name}
  join      {channel}                   leave {channel}
  open      {with} -> {channel}: their direct message with somebody else, or with "@app"
  read      {channel, ts, thread_ts}: they have read the channel, or a thread of it, so far
  dismiss   {ts} takes an ephemeral off their screen
  command   {channel, command, text} -> {acked, ack_ms, outcome, message, view}
  click     {action_id, value, block_id} and one of {channel, ts} {ephemeral} {view: true} {home: true}
            in a view, {values} are filled in first, so that the app hears what is typed so far
  suggest   {action_id, text, block_id} and a place as for click -> {options or option_groups} of an external select
  upload    {name, content (base64), mimetype} -> the file, to be handed in with a form as {id}
  shortcut  {callback_id} or {callback_id, channel, ts}
  submit    {values: {block_id: plain value}} -> {outcome: errors|closed|cleared|updated|pushed|trouble, …}
  close     {all}                       home {tab} opens App Home
Reading: GET /read/…
  messages?channel&limit&before   some?channel&ts,ts…   unread?user: what is new to them, by conversation
  thread?channel&ts   ephemerals?user   directs?user   views?user   home?user
  app_threads: those that began with a message of the app, newest first
  GET /app: the app as people see it: name, commands, shortcuts, tabs
Running
  GET|PUT   /clock                      {now, rate, paused, advance (seconds)}; {to: next} leaps to what comes first
            to: next, or of opening, stage, close, colleague some with commas between; {by_hand: true}: see below
            {pass_to: instant} goes on to it, over weeks: colleagues do what they have to, dialogues are held on the way
  GET|PATCH /settings                   ack_seconds, trigger_seconds, retry_waits, events_an_hour, rate_limits …
  GET|POST|DELETE /faults               see `sandbox.faults`; DELETE {id} or all
  GET       /traffic?after&kind&name&refused&limit
  GET       /traffic/lines?version&before&kind&name&refused&text&limit -> {lines, more, version, counts, kept}: an entry a
            line, without bodies; the newest, or those before a seq, or those changed since a version
  GET       /traffic/entry?seq          all of one, with the rule's sentence
  GET       /rules                      [{id, says, source, unsure}]
  GET       /stream                     Server-Sent Events: what changed (traffic: at most ten times a second)
  POST      /payloads                   {kind: event|command|interactive, name, body}: made by hand, sent once
  POST      /rate-limited               sends app_rate_limited
  POST      /sockets                    {drop: true} or {refresh: reason}; GET tells how many there are,
            and the mode: socket or http
  POST      /settle                     {timeout, quiet, retries}: until nothing is queued or in flight
  GET|PUT|DELETE /state                 save, load, reset to how it began
Colleagues who play by themselves (`sandbox.play`)
  GET|PUT|DELETE /present               {user, seconds}: a person plays this one, whom colleagues then leave alone
  GET|PUT   /colleagues                 {on}; GET ?after=seq tells also who is present, whether the clock is in hand
                                        and which messages are new
  GET|PUT   /next                       what comes first, with `to` as for the clock; PUT {coming: [{at, kind, words}]}
                                        is how colleagues tell. A clock moved `by_hand` they no longer move on.
"""

from typing import TYPE_CHECKING

from starlette.routing import Route

from sandbox.control import acting, colleagues, places, reading, running, sitting, watching
from sandbox.control.ask import endpoint

if TYPE_CHECKING:
    from sandbox.slack import Slack


def routes(slack: "Slack") -> list[Route]:
    parts = (places, acting, sitting, reading, watching, running, colleagues)
    handlers = {at: handler for part in parts for at, handler in part.HANDLERS.items()}
    plain = [
        Route(path, endpoint(slack, handler), methods=[verb]) for (verb, path), handler in handlers.items()
    ]
    return [*plain, Route("/stream", running.stream(slack), methods=["GET"])]
