"""What every command shares with whoever sits at the terminal: their language, the settings, a last word."""

import os
from typing import NoReturn

import typer

from bot import logs
from bot.settings import BadSettings, Purpose, Settings, load
from bot.texts import Words, words


def terminal_words() -> Words:
    """The words for whoever sits at the terminal, in the language of its locale."""
    locale = next(
        (os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), ""
    )
    return words("ja" if locale.startswith("ja") else "en")


def end(text: str, status: int = 1) -> NoReturn:
    typer.echo(text, err=True)
    raise typer.Exit(status)


def settings_for(purpose: Purpose) -> Settings:
    try:
        settings = load(purpose)
    except BadSettings as problems:
        end(f"{terminal_words()('settings-wrong')}\n{problems}")
    logs.configure(settings.log_level, settings.log_format)
    return settings
