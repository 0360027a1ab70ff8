"""A real client of the protocol, connected to a server in this process or to a program that it starts."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import Client, StdioServerParameters
from mcp.types import CallToolResult, TextContent

from assistant.server import Server


class Connected:
    """What a test asks, one question after the other."""

    def __init__(self, portal: BlockingPortal, client: Client) -> None:
        self.client = client
        self._portal = portal

    def run(self, method: Any, *arguments: Any) -> Any:
        return self._portal.call(partial(method, *arguments))

    def call(self, tool: str, **arguments: Any) -> CallToolResult:
        result = self.run(self.client.call_tool, tool, arguments)
        assert isinstance(result, CallToolResult)
        return result

    def fields(self, tool: str, **arguments: Any) -> dict[str, Any]:
        result = self.call(tool, **arguments)
        assert not result.is_error, text_of(result)
        assert isinstance(result.structured_content, dict)
        return result.structured_content

    def text(self, tool: str, **arguments: Any) -> str:
        return text_of(self.call(tool, **arguments))

    def measure(self, plan: str) -> str:
        [message] = self.run(self.client.get_prompt, "measure_with_watchwords", {"plan": plan}).messages
        return str(message.content.text)


@contextmanager
def connect(server: Server | StdioServerParameters, mode: Any = "auto") -> Iterator[Connected]:
    with (
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(Client(server, mode=mode)) as client,
    ):
        yield Connected(portal, client)


def text_of(result: CallToolResult) -> str:
    [block] = result.content
    assert isinstance(block, TextContent)
    return block.text
