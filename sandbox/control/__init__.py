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
  command   {channel, command, text} -> {acked, ack_ms, outcome, message, view}
  click     {action_id, value, block_id} and one of {channel, ts} {ephemeral} {view: true} {home: true}
  shortcut  {callback_id} or {callback_id, channel, ts}
  submit    {values: {block_id: plain value}} -> {outcome: errors|closed|cleared|updated|pushed|trouble, …}
  close     {all}                       home {tab} opens App Home
Reading: GET /read/…
  messages?channel   thread?channel&ts   ephemerals?user   directs?user   views?user   home?user
Running
  GET|PUT   /clock                      {now, rate, paused, advance (seconds)}
  GET|PATCH /settings                   ack_seconds, trigger_seconds, retry_waits, events_an_hour, rate_limits …
  GET|POST|DELETE /faults               see `sandbox.faults`; DELETE {id} or all
  GET       /traffic?after&kind&name&refused&limit
  GET       /stream                     Server-Sent Events: what changed
  POST      /payloads                   {kind: event|command|interactive, name, body}: made by hand, sent once
  POST      /rate-limited               sends app_rate_limited
  POST      /sockets                    {drop: true} or {refresh: reason}; GET tells how many there are
  POST      /settle                     {timeout, quiet, retries}: until nothing is queued or in flight
  GET|PUT|DELETE /state                 save, load, reset to how it began
"""

from typing import TYPE_CHECKING

from starlette.routing import Route

from sandbox.control import acting, places, reading, running
from sandbox.control.ask import endpoint

if TYPE_CHECKING:
    from sandbox.slack import Slack


def routes(slack: "Slack") -> list[Route]:
    handlers = {**places.HANDLERS, **acting.HANDLERS, **reading.HANDLERS, **running.HANDLERS}
    plain = [
        Route(path, endpoint(slack, handler), methods=[verb]) for (verb, path), handler in handlers.items()
    ]
    return [*plain, Route("/stream", running.stream(slack), methods=["GET"])]
