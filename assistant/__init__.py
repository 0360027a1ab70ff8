"""What AI assistants ask, over the Model Context Protocol: read with pydantic, answered by `bot.assistant`."""
