"""THE table: every rule the sandbox enforces, each with where it is written down.

`SLACK.md` is the project's page of facts on the Slack platform. Block Kit's own rules stand in
`sandbox.blockkit` and are part of `RULES`. A test trips each one.
"""

from sandbox.blockkit import RULES as BLOCK_KIT
from sandbox.rule import Rule

# --- the call itself -------------------------------------------------------------------------------------
TOKEN_PRESENT = Rule(
    "token.present",
    "A token comes in the Authorization header or a form field, nowhere else.",
    "SLACK.md §1, §12.1",
)
TOKEN_KNOWN = Rule("token.known", "The token is one that Slack has given out.", "SLACK.md §1 auth errors")
TOKEN_ACTIVE = Rule(
    "token.active", "A revoked token or a deactivated app is refused everywhere.", "SLACK.md §1 auth errors"
)
TOKEN_KIND = Rule(
    "token.kind",
    "App-level tokens open sockets and nothing else; bot tokens never do.",
    "SLACK.md §1, §3 apps.connections.open",
)
SCOPE_GRANTED = Rule(
    "scope.granted", "A method needs its scope, read from the manifest.", "SLACK.md §3, §12.2"
)
SCOPE_CONVERSATION = Rule(
    "scope.conversation", "Reading needs the scope of that kind of conversation.", "SLACK.md §3, §12.2"
)
METHOD_KNOWN = Rule(
    "method.known", "Slack answers unknown_method for a name it does not know.", "SLACK.md §1", unsure=True
)
BODY_JSON = Rule("body.json", "A JSON body can be read.", "SLACK.md §1 body errors")
BODY_OBJECT = Rule("body.object", "A JSON body is an object.", "SLACK.md §1 body errors")
BODY_CHARSET = Rule(
    "body.charset", "JSON without a charset earns the warning missing_charset.", "SLACK.md §1"
)
ARGUMENT_PRESENT = Rule("argument.present", "Required arguments are there.", "SLACK.md §3")
ARGUMENT_SHAPE = Rule(
    "argument.shape", "Arguments have the type the method asks for.", "SLACK.md §1", unsure=True
)
CURSOR_KNOWN = Rule("cursor.known", "A cursor is one that the same method gave out.", "SLACK.md §1 cursors")
LIMIT_RANGE = Rule("limit.range", "A page holds between 1 and 1000 items.", "SLACK.md §1 cursors")

# --- rate limits -----------------------------------------------------------------------------------------
RATE_METHOD = Rule(
    "rate.method", "Each method has its tier, for each workspace and token.", "SLACK.md §2, §12.9"
)
RATE_CHANNEL = Rule(
    "rate.channel",
    "One message a second in a channel, bursts of five.",
    "SLACK.md §2 chat.postMessage, §12.9",
    unsure=True,
)
RATE_WORKSPACE = Rule(
    "rate.workspace",
    "Three hundred posts a minute in a workspace.",
    "SLACK.md §2 chat.postMessage",
    unsure=True,
)
RATE_RESPONSE_URL = Rule(
    "rate.response_url", "One post a second to a response_url.", "SLACK.md §2", unsure=True
)

# --- conversations ---------------------------------------------------------------------------------------
CHANNEL_KNOWN = Rule("channel.known", "The conversation exists in this workspace.", "SLACK.md §3")
CHANNEL_HIDDEN = Rule(
    "channel.hidden",
    "A private conversation the bot is not in does not exist for it.",
    "SLACK.md §12.3",
    unsure=True,
)
CHANNEL_MEMBER = Rule("channel.member", "What needs membership is refused outside.", "SLACK.md §12.3")
CHANNEL_ARCHIVED = Rule("channel.archived", "Nothing is written into an archived channel.", "SLACK.md §3")
CHANNEL_TYPE = Rule("channel.type", "Only public channels can be joined.", "SLACK.md §3 conversations.join")
TYPES_KNOWN = Rule(
    "types.known",
    "types lists public_channel, private_channel, mpim and im.",
    "SLACK.md §3 conversations.list",
)
THREAD_FOUND = Rule(
    "thread.found", "Replies are asked for by the ts of a message that exists.", "SLACK.md §3"
)
OLDEST_SHAPE = Rule("oldest.shape", "oldest and latest are timestamps.", "SLACK.md §3 conversations.history")
OPEN_USERS = Rule(
    "open.users", "conversations.open names one to eight people.", "SLACK.md §3 conversations.open"
)
OPEN_OTHERS = Rule(
    "open.others",
    "conversations.open names others, not the app itself.",
    "SLACK.md §3 conversations.open",
    unsure=True,
)
USER_KNOWN = Rule("user.known", "The person exists in this workspace.", "SLACK.md §3 users.info")
USER_DISABLED = Rule(
    "user.disabled", "No conversation is opened with a deactivated person.", "SLACK.md §3 conversations.open"
)

# --- messages --------------------------------------------------------------------------------------------
TEXT_PRESENT = Rule("text.present", "A message has text, blocks or attachments.", "SLACK.md §8")
TEXT_UPDATE = Rule("text.update", "chat.update refuses text over 4,000 characters.", "SLACK.md §8, §12.4")
TEXT_POST = Rule(
    "text.post",
    "chat.postMessage cuts text over 40,000 characters, with a warning.",
    "SLACK.md §1, §8, §12.4",
)
TEXT_EPHEMERAL = Rule(
    "text.ephemeral", "chat.postEphemeral refuses what a post would cut.", "SLACK.md §8", unsure=True
)
TEXT_MARKDOWN = Rule(
    "text.markdown", "markdown_text stands alone and has at most 12,000 characters.", "SLACK.md §8"
)
BLOCKS_FORMAT = Rule("blocks.format", "blocks is a list.", "SLACK.md §3 chat.postMessage")
ATTACHMENTS_COUNT = Rule("attachments.count", "At most 100 attachments.", "SLACK.md §3, §8")
METADATA_SHAPE = Rule(
    "metadata.shape", "Metadata is event_type (a string) and event_payload (an object).", "SLACK.md §8"
)
METADATA_SIZE = Rule("metadata.size", "Metadata has at most 8 kB.", "SLACK.md §8", unsure=True)
THREAD_TS_SHAPE = Rule("thread_ts.shape", "thread_ts is a timestamp sent as a string.", "SLACK.md §8 threads")
THREAD_TS_PARENT = Rule(
    "thread_ts.parent",
    "A reply to a ts that is no parent is accepted and shown nowhere.",
    "SLACK.md §8 threads",
)
CUSTOM_IDENTITY = Rule(
    "identity.scope", "username and icons need chat:write.customize.", "SLACK.md §3", unsure=True
)
CUSTOM_DELETE = Rule(
    "identity.delete", "A message sent under another name cannot be deleted.", "SLACK.md §3 chat.delete"
)
MESSAGE_FOUND = Rule("message.found", "The message exists; ephemerals never do.", "SLACK.md §3, §12.6")
MESSAGE_OWN_UPDATE = Rule(
    "message.own_update", "An app changes its own messages only.", "SLACK.md §3 chat.update"
)
MESSAGE_OWN_DELETE = Rule(
    "message.own_delete", "An app deletes its own messages only.", "SLACK.md §3 chat.delete"
)
MESSAGES_TAB = Rule("messages_tab.enabled", "Direct messages need the messages tab.", "SLACK.md §6 App Home")
EPHEMERAL_MEMBER = Rule(
    "ephemeral.member", "Who is shown an ephemeral is in the channel.", "SLACK.md §3 chat.postEphemeral"
)

# --- reactions -------------------------------------------------------------------------------------------
REACTION_NAME = Rule("reaction.name", "A reaction is named without colons.", "SLACK.md §3, §8")
REACTION_ITEM = Rule("reaction.item", "A reaction names channel and timestamp.", "SLACK.md §3")
REACTION_TS = Rule("reaction.timestamp", "The timestamp of a reaction's item can be read.", "SLACK.md §3")
REACTION_ONCE = Rule("reaction.once", "One person reacts once with one emoji.", "SLACK.md §3")
REACTION_THERE = Rule("reaction.there", "Only a reaction that is there can be removed.", "SLACK.md §3")
REACTION_PERSON = Rule(
    "reaction.person", "At most 23 reactions of one person on a message.", "SLACK.md §8", unsure=True
)
REACTION_KINDS = Rule(
    "reaction.kinds", "At most 50 different emoji on a message.", "SLACK.md §8", unsure=True
)

# --- views -----------------------------------------------------------------------------------------------
TRIGGER_KNOWN = Rule(
    "trigger.known", "A trigger_id is one that Slack has given out.", "SLACK.md §3 views.open"
)
TRIGGER_FRESH = Rule("trigger.fresh", "A trigger_id lives three seconds.", "SLACK.md §6, §12.5")
TRIGGER_ONCE = Rule("trigger.once", "A trigger_id is good for one call.", "SLACK.md §6, §12.5")
TRIGGER_MODAL = Rule(
    "trigger.modal",
    "From inside a modal the next one is pushed, not opened.",
    "SLACK.md §6 modals",
    unsure=True,
)
VIEW_STACK = Rule("view.stack", "Three modals lie on each other, no more.", "SLACK.md §6, §12.5")
VIEW_PUSH = Rule("view.push", "A view is pushed onto an open one.", "SLACK.md §3 views.push", unsure=True)
VIEW_HASH = Rule("view.hash", "With a hash, only the view it came from is changed.", "SLACK.md §6, §12.5")
VIEW_FOUND = Rule("view.found", "The view is there, open and the app's own.", "SLACK.md §3 views.update")
VIEW_EXTERNAL_ID = Rule(
    "view.external_id", "An external_id is unique in the workspace.", "SLACK.md §7 modal view"
)
VIEW_TYPE = Rule(
    "view.type", "Modals are opened, home tabs published.", "SLACK.md §3 views.publish", unsure=True
)
HOME_ENABLED = Rule(
    "home.enabled", "The home tab is switched on in the manifest.", "SLACK.md §3 views.publish"
)

# --- files -----------------------------------------------------------------------------------------------
FILE_FOUND = Rule("file.found", "The file exists and was uploaded.", "SLACK.md §3 files.*")
FILE_DELETED = Rule("file.deleted", "A deleted file is gone.", "SLACK.md §3 files.info")
FILE_OWN = Rule(
    "file.own",
    "A bot deletes only files that it uploaded.",
    "https://docs.slack.dev/reference/methods/files.delete",
)
FILE_VISIBLE = Rule("file.visible", "A file is seen where it was shared.", "SLACK.md §3 files.info")
FILE_LENGTH = Rule(
    "file.length", "The length is a positive number, and what arrives has it.", "SLACK.md §3, §8", unsure=True
)
FILE_TOKEN = Rule(
    "file.token", "Files are downloaded with the token in the header.", "SLACK.md §3 files.info"
)
FILE_IN_BLOCK = Rule(
    "file.in_block", "slack_file names a file the app can see.", "SLACK.md §7 image", unsure=True
)

# --- installation ----------------------------------------------------------------------------------------
OAUTH_CLIENT = Rule(
    "oauth.client", "client_id and client_secret are those of the app.", "SLACK.md §3 oauth.v2.access"
)
OAUTH_CODE = Rule("oauth.code", "A code is good once.", "SLACK.md §3 oauth.v2.access")

# --- sockets ---------------------------------------------------------------------------------------------
SOCKET_ENABLED = Rule("socket.enabled", "Sockets are opened for apps with Socket Mode on.", "SLACK.md §4")
SOCKET_TICKET = Rule("socket.ticket", "A socket's address is good once.", "SLACK.md §4")
SOCKET_COUNT = Rule("socket.count", "An app holds ten connections at most.", "SLACK.md §4")

# --- what the app answers --------------------------------------------------------------------------------
ACK_IN_TIME = Rule("ack.in_time", "The app answers within three seconds.", "SLACK.md §4, §12.7")
ACK_STATUS = Rule("ack.status", "The app answers with HTTP 200 (events: any 2xx).", "SLACK.md §4")
ACK_REACHABLE = Rule("ack.reachable", "There is an app to send to.", "SLACK.md §4")
ACK_MESSAGE = Rule("ack.message", "A command's answer is text or a message Slack can show.", "SLACK.md §6")
ACK_VIEW = Rule("ack.view", "The view in an answer to a form is one Slack can show.", "SLACK.md §6, §12.4")
ACK_ERRORS = Rule("ack.errors", "Errors of a form are keyed by input blocks of that form.", "SLACK.md §6")
ACK_ACTION = Rule("ack.action", "response_action is errors, update, push or clear.", "SLACK.md §6")
ACK_OPTIONS = Rule(
    "ack.options", "A select is given at most 100 options or groups of them.", "SLACK.md §6, §7"
)
EVENTS_AN_HOUR = Rule("events.hour", "30,000 events an hour; then app_rate_limited.", "SLACK.md §2")

# --- response_url ----------------------------------------------------------------------------------------
RESPONSE_URL_KNOWN = Rule("response_url.known", "The address is one Slack has given out.", "SLACK.md §6")
RESPONSE_URL_USES = Rule("response_url.uses", "A response_url takes five posts.", "SLACK.md §6, §12.6")
RESPONSE_URL_LIFE = Rule("response_url.life", "A response_url lives thirty minutes.", "SLACK.md §6, §12.6")
RESPONSE_URL_BODY = Rule(
    "response_url.body", "A response_url takes a JSON message.", "SLACK.md §6", unsure=True
)

# --- asked for by whoever drives the sandbox -------------------------------------------------------------
FAULT = Rule("fault", "A fault was switched on; the app did nothing wrong.", "control API")

RULES: tuple[Rule, ...] = (*(one for one in list(globals().values()) if isinstance(one, Rule)), *BLOCK_KIT)
BY_ID: dict[str, Rule] = {one.id: one for one in RULES}
