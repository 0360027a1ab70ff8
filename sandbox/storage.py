"""The bytes of files: taken at an upload address, given to whoever brings the token."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from sandbox import rules

if TYPE_CHECKING:
    from sandbox.slack import Slack

Endpoint = Callable[[Request], Awaitable[Response]]
SIGN_IN = (
    "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to see this file.</body></html>"
)


def take(slack: "Slack") -> Endpoint:
    """The upload step between files.getUploadURLExternal and files.completeUploadExternal; no token."""

    async def upload(request: Request) -> Response:
        workspace = slack.state.workspaces.get(request.path_params["workspace"])
        file = workspace.files.get(request.path_params["file"]) if workspace else None
        if workspace is None or file is None or file.uploaded:
            slack.complain("upload", request.path_params["file"], rules.FILE_FOUND)
            return PlainTextResponse("file not found", status_code=404)
        content = await _content(request)
        if len(content) != file.size:
            slack.complain("upload", file.id, rules.FILE_LENGTH, workspace.id)
            return PlainTextResponse("length mismatch", status_code=400)
        file.content, file.uploaded = content, True
        return PlainTextResponse(f"OK - {len(content)}")

    return upload


async def _content(request: Request) -> bytes:
    """Raw bytes, or the one file of a multipart form."""
    if "multipart" not in request.headers.get("content-type", ""):
        return await request.body()
    async with request.form() as form:
        for part in form.values():
            if isinstance(part, UploadFile):
                return await part.read()
    return b""


def give(slack: "Slack") -> Endpoint:
    """`url_private`; without the token there is, as at Slack's, a page to sign in, with status 200."""

    async def download(request: Request) -> Response:
        workspace_id, _, file_id = request.path_params["key"].partition("-")
        workspace = slack.state.workspaces.get(workspace_id)
        file = workspace.files.get(file_id) if workspace else None
        if workspace is None or file is None or not file.complete or file.deleted:
            return PlainTextResponse("not found", status_code=404)
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if token != workspace.bot_token or "files:read" not in workspace.scopes:
            slack.complain("download", file.id, rules.FILE_TOKEN, workspace.id)
            return HTMLResponse(SIGN_IN)
        return Response(file.content, media_type=file.mimetype)

    return download
