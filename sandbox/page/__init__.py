"""The sandbox's face: a page in the browser on which a person sits in the workspace.

The page is plain HTML, CSS and JavaScript in `static/`. It knows no more than the control API tells, and
hears of changes by `/control/stream`. Nothing on it leaves this machine; its Content-Security-Policy sees to it.
"""

import hashlib
from collections.abc import Awaitable, Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from sandbox.pictures import portrait

if TYPE_CHECKING:
    from sandbox.slack import Slack
    from sandbox.workspace import File

Endpoint = Callable[[Request], Awaitable[Response]]
STATIC = Path(__file__).parent / "static"
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
PICTURE_SIZE = 96
SHOWN_IN_PLACE = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "text/plain")


def routes(slack: "Slack") -> list[Route]:
    return [
        Route("/", _index(slack)),
        Route("/page/files/{id}", _file(slack)),
        Route("/page/pictures/{user}", _picture(slack)),
        Route("/page/{path:path}", _static),
    ]


def _policy(slack: "Slack") -> str:
    """Only what comes from here; pictures of people also by the address the app knows the sandbox by."""
    return (
        "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none'; base-uri 'none'; "
        f"img-src 'self' blob: data: {slack.url}; media-src 'self' blob: {slack.url}; form-action 'none'"
    )


def _index(slack: "Slack") -> Endpoint:
    """The page; every module is named in its head, so that the browser fetches them side by side."""

    async def index(request: Request) -> Response:
        modules = sorted((STATIC / "js").rglob("*.js"))
        links = "\n".join(
            f'    <link rel="modulepreload" href="/page/{module.relative_to(STATIC).as_posix()}">'
            for module in modules
            if module.name != "theme.js"
        )
        text = (STATIC / "index.html").read_text("utf-8").replace("<!-- modules -->", links.lstrip())
        answer = _fresh(request, text.encode(), _tag(text.encode()), KINDS[".html"])
        answer.headers["Content-Security-Policy"] = _policy(slack)
        return answer

    return index


async def _static(request: Request) -> Response:
    path = (STATIC / request.path_params["path"]).resolve()
    if not path.is_relative_to(STATIC) or path.suffix not in KINDS or not path.is_file():
        return PlainTextResponse("not found", status_code=404)
    return _fresh(request, *_read(path, path.stat().st_mtime_ns), KINDS[path.suffix])


@lru_cache(maxsize=512)
def _read(path: Path, _changed_at: int) -> tuple[bytes, str]:
    """The file's bytes and their tag; there are a hundred files, and they hardly change."""
    content = path.read_bytes()
    return content, _tag(content)


def _tag(content: bytes) -> str:
    return f'"{hashlib.blake2b(content, digest_size=8).hexdigest()}"'


def _fresh(request: Request, content: bytes, tag: str, kind: str) -> Response:
    """Let the browser ask each time whether it is still the same: whoever changes the page sees it on reload."""
    headers = {"ETag": tag, "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=kind, headers=headers)


def _file(slack: "Slack") -> Endpoint:
    """The bytes of a file for the browser, which has no token; what could run as a page is only saved."""

    async def give(request: Request) -> Response:
        file = _found(slack, request.path_params["id"])
        if file is None:
            return PlainTextResponse("not found", status_code=404)
        place = "inline" if file.mimetype in SHOWN_IN_PLACE else "attachment"
        headers = {
            "Content-Disposition": f"{place}; filename*=UTF-8''{quote(file.name, safe='')}",
            "Content-Security-Policy": "sandbox; default-src 'none'",
            "Cache-Control": "private, max-age=3600",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(file.content, media_type=file.mimetype, headers=headers)

    return give


def _found(slack: "Slack", file_id: str) -> "File | None":
    files = (workspace.files.get(file_id) for workspace in slack.state.workspaces.values())
    return next((file for file in files if file and file.complete and not file.deleted), None)


def _picture(slack: "Slack") -> Endpoint:
    """A person's picture; it depends on nothing but the colour, so the browser may keep it."""

    async def picture(request: Request) -> Response:
        user_id = request.path_params["user"].removesuffix(".png")
        people = (workspace.users.get(user_id) for workspace in slack.state.workspaces.values())
        user = next((one for one in people if one), None)
        if user is None:
            return PlainTextResponse("not found", status_code=404)
        headers = {"Cache-Control": "private, max-age=86400"}
        return Response(portrait(user.color, PICTURE_SIZE), media_type="image/png", headers=headers)

    return picture
