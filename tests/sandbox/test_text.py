"""What Slack makes of text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.text import rich_text, stored, typed, unescaped


def known(found: str) -> bool:
    return found in ("U1", "C1")


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        pytest.param("a & b", "a &amp; b", id="a bare ampersand"),
        pytest.param("a &amp; b", "a &amp; b", id="an entity stays"),
        pytest.param("1 < 2 > 0", "1 &lt; 2 &gt; 0", id="brackets that are no markup"),
        pytest.param("<@U1> <#C1> <!here>", "<@U1> <#C1> <!here>", id="mentions stay"),
        pytest.param("<https://a.example|A>", "<https://a.example|A>", id="a link stays"),
        pytest.param("see https://a.example/b.", "see <https://a.example/b>.", id="a bare address"),
        pytest.param("👍🏽📌", ":thumbsup::skin-tone-4::pushpin:", id="emoji by name"),
        pytest.param("<!date^1^{date}|x>", "<!date^1^{date}|x>", id="a date"),
    ],
)
def test_what_an_app_posts_is_kept_so(given_text: str, expected: str) -> None:
    assert stored(given_text) == expected


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        pytest.param("<@U1> hi", "<@U1> hi", id="a mention picked from the list"),
        pytest.param("<@U9> hi", "&lt;@U9&gt; hi", id="a mention of nobody"),
        pytest.param("<!channel>", "&lt;!channel&gt;", id="a broadcast nobody picked"),
        pytest.param("@here look", "<!here> look", id="a broadcast typed"),
        pytest.param("a@here.example", "a@here.example", id="no broadcast in an address"),
        pytest.param("a & <b>", "a &amp; &lt;b&gt;", id="text is text"),
    ],
)
def test_what_a_person_types_is_sent_so(given_text: str, expected: str) -> None:
    assert typed(given_text, known) == expected


def test_rich_text_has_a_part_for_each_thing() -> None:
    [block] = rich_text("hi <@U1> :tada: <https://a.example|A> &amp; more")
    kinds = [part["type"] for part in block["elements"][0]["elements"]]
    assert kinds == ["text", "user", "text", "emoji", "text", "link", "text"]
    assert block["elements"][0]["elements"][-1]["text"] == " & more"


@given(st.text())
def test_typed_text_is_never_markup(text: str) -> None:
    sent = typed(text, lambda _: False)
    inert = sent.replace("<!here>", "").replace("<!channel>", "").replace("<!everyone>", "")
    assert "<@" not in inert
    assert "<!" not in inert
    assert "<#" not in inert


@given(st.text(alphabet="ab <>&;"))
def test_escaping_loses_nothing(text: str) -> None:
    assert unescaped(typed(text, lambda _: False)) == text
