"""What an assistant gets, as fields: customers' words stand in fields of their own, and never in a sentence of ours."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from pydantic import BaseModel

from bot.assistant import Page, ToldStop, ToldTrail, ToldVoice, ToldWatchword
from bot.voices.consent import Seen


class Voice(BaseModel):
    id: str
    customer_words: str
    scene: str | None
    product: str | None
    customer: str | None
    heard_where: str | None
    said_on: date | None
    at_table_on: date
    inside_only: bool

    @classmethod
    def of(cls, told: ToldVoice) -> Self:
        return cls(
            id=told.id,
            customer_words=told.quote,
            scene=told.scene,
            product=told.product,
            customer=told.segment,
            heard_where=told.source,
            said_on=told.said_on,
            at_table_on=told.heard_on,
            inside_only=told.is_inside_only,
        )


class Watchword(BaseModel):
    id: str
    phrase: str
    adopted_on: date
    inside_only: bool
    voice: Voice | None
    """None: the voice was erased, or a colleague said it."""

    @classmethod
    def of(cls, told: ToldWatchword) -> Self:
        return cls(
            id=told.id,
            phrase=told.phrase,
            adopted_on=told.adopted_on,
            inside_only=told.is_inside_only,
            voice=None if told.voice is None else Voice.of(told.voice),
        )


class Watchwords(BaseModel):
    watchwords: list[Watchword]
    next_after: str | None = None
    """Given as `after`: the next ones. None: these were the last."""

    @classmethod
    def of(cls, told: Iterable[ToldWatchword]) -> Self:
        return cls(watchwords=[Watchword.of(one) for one in told])

    @classmethod
    def of_page(cls, page: Page[ToldWatchword]) -> Self:
        found = cls.of(page.shown)
        return found.model_copy(update={"next_after": page.shown[-1].id if page.has_more else None})


class Voices(BaseModel):
    voices: list[Voice]
    next_after: str | None = None

    @classmethod
    def of(cls, told: Iterable[ToldVoice]) -> Self:
        return cls(voices=[Voice.of(one) for one in told])

    @classmethod
    def of_page(cls, page: Page[ToldVoice]) -> Self:
        found = cls.of(page.shown)
        return found.model_copy(update={"next_after": page.shown[-1].id if page.has_more else None})


class Place(BaseModel):
    kind: str
    id: str


class Stop(BaseModel):
    kind: str
    id: str
    on: date
    words: str | None
    standing: str | None
    erased: bool
    kept_back: bool
    inside_only: bool
    came_from: list[Place]

    @classmethod
    def of(cls, told: ToldStop) -> Self:
        stop = told.stop
        return cls(
            kind=stop.kind,
            id=stop.id,
            on=stop.on,
            words=told.text,
            standing=stop.standing,
            erased=stop.is_erased,
            kept_back=told.seen is Seen.HIDDEN,
            inside_only=told.seen is Seen.INSIDE_ONLY,
            came_from=[Place(kind=one.kind, id=one.id) for one in stop.came_from],
        )


class Trail(BaseModel):
    start: Stop
    before: list[Stop]
    after: list[Stop]

    @classmethod
    def of(cls, told: ToldTrail) -> Self:
        return cls(
            start=Stop.of(told.start),
            before=[Stop.of(one) for one in told.before],
            after=[Stop.of(one) for one in told.after],
        )
