"""The server that an assistant starts and talks to over its standard input and output. It can change nothing."""

import logging
from collections.abc import Callable
from typing import Any

import structlog
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.server.mcpserver.prompts import Prompt
from mcp.server.mcpserver.tools import Tool
from mcp.shared.exceptions import MCPError
from mcp.types import INVALID_PARAMS, CallToolResult, GetPromptResult, InputRequiredResult, ToolAnnotations
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from assistant.desk import Desk
from bot import logs
from bot.assistant import Reach
from bot.read_only import ReadOnly
from bot.refusals import Gone
from bot.texts import Words
from bot.watchwords.search import Search

log = structlog.get_logger()

ONLY_READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)


def make(database: ReadOnly, workspace_id: str, reach: Reach, said: Words, search: Search) -> "Server":
    """Return the server for one workspace, its tools and the prompt described in one language."""
    desk = Desk(database, workspace_id, reach, said, search)
    asked: list[Callable[..., Any]] = [
        desk.find_watchwords,
        desk.list_watchwords,
        desk.get_watchword,
        desk.list_voices,
        desk.find_voices,
        desk.follow_trail,
    ]
    # It logs what is asked and answered, with what people wrote.
    logging.getLogger("mcp").setLevel(logging.CRITICAL)
    told = said("assistant-reach-inside" if reach is Reach.INSIDE else "assistant-reach-outside")
    server = Server(said, f"{said('assistant-instructions')}\n{told}", [_tool(one, said) for one in asked])
    server.add_prompt(_prompt(desk.measure_with_watchwords, said))
    return server


class Server(MCPServer[Any]):
    """Tells whoever asks in one line what went wrong, and the log where; no text of anybody is logged."""

    def __init__(self, said: Words, instructions: str, tools: list[Tool]) -> None:
        super().__init__(
            "entaku", title=said("assistant-title"), instructions=instructions, tools=tools, log_level="ERROR"
        )
        self._words = said

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        try:
            return await super().call_tool(name, arguments, context)
        except ToolError as error:
            if error.__cause__ is None:  # no such tool
                raise
            raise ToolError(self._why(name, error.__cause__)) from None

    async def get_prompt(
        self, name: str, arguments: dict[str, Any] | None = None, context: Context[Any, Any] | None = None
    ) -> GetPromptResult | InputRequiredResult:
        try:
            return await super().get_prompt(name, arguments, context)
        except ValueError as error:
            cause = error.__cause__ and error.__cause__.__cause__
            # Without a cause there is no such prompt, or an argument is missing.
            why = str(error) if cause is None else self._why(name, cause)
            raise MCPError(code=INVALID_PARAMS, message=why) from None

    def _why(self, name: str, error: BaseException) -> str:
        said = self._words
        if isinstance(error, ValidationError):
            return "\n".join(
                said("assistant-argument-wrong", name=str(one["loc"][0]), why=one["msg"])
                for one in error.errors()
            )
        if isinstance(error, Gone):
            return said("assistant-gone")
        told = logs.named(error) if isinstance(error, Exception) else type(error).__name__
        log.error("answer to an assistant failed", asked=name, error=told)
        return said("assistant-away" if isinstance(error, SQLAlchemyError) else "assistant-failed")


def _tool(asked: Callable[..., Any], said: Words) -> Tool:
    name = asked.__name__
    tool = Tool.from_function(
        asked, description=said(f"assistant-tool-{_dashed(name)}"), annotations=ONLY_READS
    )
    for argument, schema in tool.parameters["properties"].items():
        schema["description"] = said(f"assistant-argument-{_dashed(argument)}")
    return tool


def _prompt(asked: Callable[..., Any], said: Words) -> Prompt:
    prompt = Prompt.from_function(asked, description=said("assistant-measure"))
    for argument in prompt.arguments or ():
        argument.description = said(f"assistant-argument-{_dashed(argument.name)}")
    return prompt


def _dashed(name: str) -> str:
    return name.replace("_", "-")
