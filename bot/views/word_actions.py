"""The names of the buttons of watchwords and ideas, which stand in messages of several features."""

from enum import StrEnum


class WatchwordAction(StrEnum):
    CHOOSE = "watchword.choose"
    PHRASE = "watchword.phrase"
    ADOPT = "watchword.adopt"
    LET_GO = "watchword.let_go"
    JOIN = "watchword.join"
    PART = "watchword.part"
    PAGE = "watchword.page"


class IdeaAction(StrEnum):
    PAGE = "idea.page"
    WRITE = "idea.write"
    TAKE_UP = "idea.take_up"
    TAKE_BACK = "idea.take_back"
