"""What was typed into a field of a form: tidied, and refused at the field if it does not fit."""

from bot.plaintext import tidy
from bot.refusals import Empty, TooLong


def fitting(field: str, typed: str, longest: int) -> str:
    """Return the tidied text of a field, which may be empty. Refuses with `TooLong` beyond `longest` characters."""
    text = tidy(typed)
    if len(text) > longest:
        raise TooLong(field=field, max=longest, len=len(text))
    return text


def filled(field: str, typed: str, longest: int) -> str:
    """Return the tidied text of a field that must say something. Refuses with `Empty` or `TooLong`."""
    text = fitting(field, typed, longest)
    if not text:
        raise Empty(field=field)
    return text
