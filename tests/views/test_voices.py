from datetime import date
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.texts import Words, words
from bot.views import forms, voices
from bot.views.voices import Opened
from bot.voices.voice_form import Brought, Consent, Source, VoiceForm
from models import Voice
from tests.bot.slack_in_memory import texts_in
from tests.views.refused import HOSTILE, problems, refused


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def brought(quote: str = "便利だけど、なんだか疲れる", *, hidden: int = 0, has_twin: bool = False) -> Brought:
    return Brought(Voice(id="v1", quote=quote), hidden, has_twin)


def test_the_answer_to_a_command(said: Words, snapshot: SnapshotAssertion) -> None:
    message = voices.brought(said, brought(hidden=2, has_twin=True))
    assert message.arguments() == snapshot
    assert said("voice-duplicate") in texts_in(message.arguments()["blocks"])


def test_nothing_hidden_and_no_twin_are_not_spoken_of(said: Words) -> None:
    shown = texts_in(voices.brought(said, brought()).arguments()["blocks"])
    assert len(shown) == 4  # thanks, the words, two buttons


def test_the_form_as_it_opens(said: Words, snapshot: SnapshotAssertion) -> None:
    filled = VoiceForm(
        quote="軽いほうがいい",
        scene="駅前の店で",
        source=Source.PHONE,
        segment="通勤の方",
        said_on=date(2026, 11, 1),
        product="水筒",
        consent=Consent.AGREED,
    )
    view = voices.form(said, filled, Opened(channel_id="C1", voice_id="v1"))
    assert view.to_dict() == snapshot
    assert problems(view) == []


def test_the_answers_to_a_form(said: Words, snapshot: SnapshotAssertion) -> None:
    assert voices.brought_view(said, brought(hidden=1)).to_dict() == snapshot
    assert voices.withdrawn_view(said).to_dict() == snapshot


@pytest.mark.parametrize("quote", ["&" * 500, "😀" * 500, "<" * 500, HOSTILE * 10])
def test_any_words_fit_everywhere(said: Words, quote: str) -> None:
    kept = brought(quote, hidden=1, has_twin=True)
    long = {"scene": quote, "segment": quote, "product": quote}
    assert problems(voices.brought(said, kept)) == []
    assert problems(voices.brought_view(said, kept)) == []
    assert problems(voices.form(said, VoiceForm(quote=quote, **long), Opened(channel_id="C1"))) == []
    for part in texts_in(voices.brought(said, kept).arguments()["blocks"]):
        assert "<" not in part


def test_a_long_text_comes_back_within_the_limits(said: Words) -> None:
    reason = said("voice-too-long-for-form", max=500, len=8000)
    for text in ("長い話です。" * 1300, HOSTILE * 100, "😀" * 4000):
        answer: Any = forms.given_back(reason, text)
        assert refused(answer["blocks"]) == []
