"""Pictures drawn as PNG without a drawing library: of people, and of a flask on a shelf as somebody snaps it."""

import struct
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from sandbox.slack import Slack


@lru_cache(maxsize=512)
def portrait(color: str, size: int) -> bytes:
    """A PNG of `size` pixels: head and shoulders in a lighter shade of `color` (hex without #)."""
    ground = bytes.fromhex(color)
    figure = bytes(255 - (255 - part) // 3 for part in ground)
    rows = []
    for y in range(size):
        row = bytearray(b"\x00")
        for x in range(size):
            u, v = x / size - 0.5, y / size
            head = u * u + (v - 0.38) ** 2 < 0.03
            shoulders = (u / 1.1) ** 2 + (v - 1.0) ** 2 < 0.13
            row += figure if head or shoulders else ground
        rows.append(bytes(row))
    return png(size, size, b"".join(rows))


@lru_cache(maxsize=8)
def snapshot(color: str, width: int = 240) -> bytes:
    """A PNG of a flask of `color` (hex without #) on a shelf, three quarters as high as wide."""
    wall, shelf, lid = bytes((238, 233, 224)), bytes((176, 141, 104)), bytes((70, 66, 62))
    flask, height = bytes.fromhex(color), width * 3 // 4
    light = bytes(255 - (255 - part) * 2 // 3 for part in flask)
    rows = []
    for y in range(height):
        row = bytearray(b"\x00")
        for x in range(width):
            u, v = x / width - 0.5, y / height
            part = shelf if v > 0.82 else wall
            if 0.34 < v < 0.84 and abs(u) < 0.11:
                part = light if -0.07 < u < -0.03 else flask
            elif 0.2 < v <= 0.34 and abs(u) < 0.085:
                part = lid
            row += part
        rows.append(bytes(row))
    return png(width, height, b"".join(rows))


def png(width: int, height: int, rows: bytes) -> bytes:
    """An RGB PNG of rows that each begin with their filter byte."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def serve(slack: "Slack") -> "Callable[[Request], Awaitable[Response]]":
    """`/pictures/USER-SIZE.png`"""

    async def picture(request: Request) -> Response:
        user_id, _, rest = request.path_params["name"].partition("-")
        size = rest.removesuffix(".png")
        people = (workspace.users.get(user_id) for workspace in slack.state.workspaces.values())
        user = next((one for one in people if one), None)
        if user is None or not size.isdigit() or not 1 <= int(size) <= 512:
            return Response(status_code=404)
        return Response(portrait(user.color, int(size)), media_type="image/png")

    return picture
