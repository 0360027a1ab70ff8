"""The buttons and the form of silent writing by their action ids: cards, prompts and notes all show them."""

from enum import StrEnum


class NoteAction(StrEnum):
    OPEN = "note.open"
    WRITE = "note.write"
    REST = "note.rest"
