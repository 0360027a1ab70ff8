import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.texts import Words, words
from bot.views import reactions
from bot.views.reactions import Option
from tests.views.refused import HOSTILE, problems


@pytest.fixture
def snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(JSONSnapshotExtension)


@pytest.fixture(params=["ja", "en"])
def said(request: pytest.FixtureRequest) -> Words:
    return words(request.param)


def test_which_remark_an_emoji_is_for(said: Words, snapshot: SnapshotAssertion) -> None:
    options = [Option("pin:C1:1.1:r1", "重い\nんです"), Option("pin:C1:1.1:r2", "")]
    message = reactions.which(said, options)
    assert message.arguments() == snapshot
    many = reactions.which(said, [Option("pin:C1:1.1:r1", HOSTILE * 300)] * 10)
    assert problems(many) == []


def test_the_offer_to_bring_a_voice(said: Words, snapshot: SnapshotAssertion) -> None:
    message = reactions.offer(said)
    assert message.arguments() == snapshot
    assert "📌" in message.text
