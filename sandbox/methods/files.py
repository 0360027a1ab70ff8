"""files.*: the two-step upload, and what a file is."""

from mimetypes import guess_type

from sandbox import acts, rules, wire
from sandbox.content import Content
from sandbox.methods.method import TIMESTAMP, Call, method
from sandbox.refusal import Refusal
from sandbox.text import stored
from sandbox.workspace import Channel, File, Json


@method("files.getUploadURLExternal", tier=4, scope="files:write")
def get_upload_url(call: Call) -> Json:
    name, length = call.arguments.required("filename"), call.arguments.whole("length", 0)
    if length <= 0:
        raise Refusal("invalid_arguments", rules.FILE_LENGTH)
    file = File(
        call.slack.state.next_id("F"),
        name,
        name,
        call.workspace.bot_user_id,
        call.slack.clock.seconds(),
        guess_type(name)[0] or "application/octet-stream",
        length,
        alt_txt=call.arguments.text("alt_txt"),
    )
    call.workspace.files[file.id] = file
    return {"upload_url": f"{call.slack.url}/upload/{call.workspace.id}/{file.id}", "file_id": file.id}


@method("files.completeUploadExternal", tier=4, scope="files:write")
def complete_upload(call: Call) -> Json:
    """Finish uploads and, where channels are given, share them there in one message."""
    given = call.arguments.structure("files", Refusal("invalid_arguments", rules.ARGUMENT_SHAPE))
    if not isinstance(given, list) or not given:
        raise Refusal("invalid_arguments", rules.ARGUMENT_SHAPE)
    files = [_uploaded(call, one) for one in given]
    channels = [_destination(call, one) for one in _channels(call)]
    thread_ts = call.arguments.text("thread_ts") or None
    if thread_ts and not TIMESTAMP.fullmatch(thread_ts):
        raise Refusal("invalid_thread_ts", rules.THREAD_TS_SHAPE)
    for file, one in zip(files, given, strict=True):
        file.complete = True
        file.title = one.get("title") or file.title
    for channel in channels:
        content = Content(stored(call.arguments.text("initial_comment")))
        message = content.message(
            call.workspace, thread_ts, subtype="file_share", files=[file.id for file in files]
        )
        acts.post(call.slack, call.workspace, channel, message)
    return {"files": [wire.file_json(call.slack, call.workspace, file) for file in files]}


def _channels(call: Call) -> list[str]:
    one = call.arguments.text("channel_id")
    return [one] if one else call.arguments.listed("channels")


def _uploaded(call: Call, given: object) -> File:
    file = call.workspace.files.get(str(given.get("id"))) if isinstance(given, dict) else None
    if file is None or not file.uploaded or file.complete:
        raise Refusal("file_not_found", rules.FILE_FOUND)
    return file


def _destination(call: Call, channel_id: str) -> Channel:
    channel = call.workspace.channels.get(channel_id)
    if channel is None:
        raise Refusal("channel_not_found", rules.CHANNEL_KNOWN)
    if channel.private and call.workspace.bot_user_id not in channel.members:
        raise Refusal("channel_not_found", rules.CHANNEL_HIDDEN)
    return call.writable(channel)


@method("files.info", tier=4, scope="files:read")
def info(call: Call) -> Json:
    file = call.workspace.files.get(call.arguments.required("file"))
    if file is None or not file.complete:
        raise Refusal("file_not_found", rules.FILE_FOUND)
    if file.deleted:
        raise Refusal("file_deleted", rules.FILE_DELETED)
    if not visible(call, file):
        raise Refusal("not_visible", rules.FILE_VISIBLE)
    return {"file": wire.file_json(call.slack, call.workspace, file), "comments": []}


@method("files.delete", tier=3, scope="files:write")
def delete(call: Call) -> Json:
    """Delete a file that the app uploaded; a message that shared it shows where it was."""
    file = call.workspace.files.get(call.arguments.required("file"))
    if file is None or not file.complete:
        raise Refusal("file_not_found", rules.FILE_FOUND)
    if file.deleted:
        raise Refusal("file_deleted", rules.FILE_DELETED)
    if file.user != call.workspace.bot_user_id:
        raise Refusal("cant_delete_file", rules.FILE_OWN)
    file.deleted, file.content = True, b""
    return {}


def visible(call: Call, file: File) -> bool:
    """The bot sees its own files, those given to it in a form, and those shared where it is a member."""
    me = call.workspace.bot_user_id
    channels = [call.workspace.channels[channel] for channel, _ in file.shares]
    return file.user == me or not channels or any(me in channel.members for channel in channels)
