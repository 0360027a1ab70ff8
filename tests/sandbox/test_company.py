"""The companies of the demo: believable, whole, and each in its own language."""

import random
import re
from collections import Counter
from datetime import datetime
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from sandbox.company import Company, Story, load
from sandbox.company.rhythm import pace
from sandbox.company.seeing import RECOGNISED_BY, button, fill, shows

JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


@pytest.fixture(scope="module", params=["ja", "en"])
def company(request: pytest.FixtureRequest) -> Company:
    return load(request.param)


def story_of(company: Company) -> Story:
    assert company.story
    return company.story


def texts_of(company: Company) -> list[str]:
    story = story_of(company)
    return [
        *(
            text
            for voice in story.voices
            for text in (voice.quote, voice.scene, voice.product, voice.segment)
        ),
        *(text for remark in story.remarks for text in (remark.say, remark.edited_to) if text),
        *(win.say for win in story.wins),
    ]


def test_a_company_has_three_rooms_colleagues_and_voices_enough(company):
    story = story_of(company)
    assert len(story.circle.rooms) == 3
    assert len(company.users) >= 14
    assert len(story.voices) >= 18
    assert len({voice.product for voice in story.voices}) >= 5
    assert len({voice.source for voice in story.voices}) >= 6
    assert {voice.consent for voice in story.voices} == {"public", "agreed", "inside"}
    assert {voice.way for voice in story.voices} == {"text", "form"}


def test_every_room_has_much_to_say_at_each_question(company):
    story = story_of(company)
    by_room = Counter(company.room_of(remark.by) for remark in story.remarks)
    by_question = Counter((company.room_of(remark.by), remark.question) for remark in story.remarks)
    assert min(by_room.values()) >= 12
    assert (
        min(by_question[room.channel, question] for room in story.circle.rooms for question in (1, 2, 3)) >= 4
    )


def test_any_three_voices_bring_all_rooms_to_talk(company):
    story = story_of(company)
    for voices in combinations([voice.key for voice in story.voices], 3):
        said = [remark for _, remark in pace(story, voices, random.Random(1))]
        rooms = Counter(company.room_of(remark.by) for remark in said)
        assert min(rooms.values()) >= 10
        assert any(remark.edited_to for remark in said)
        assert any(remark.taken_back for remark in said)


def test_each_voice_is_looked_at_from_more_than_one_room(company):
    story = story_of(company)
    for voice in story.voices:
        rooms = {company.room_of(remark.by) for remark in story.remarks if remark.about == voice.key}
        assert len(rooms) >= 2, voice.key
        assert voice.pinned_by


def test_rooms_answer_each_other(company):
    story = story_of(company)
    said = {remark.key: remark for remark in story.remarks if remark.key}
    across = [
        remark
        for remark in story.remarks
        if remark.answers and company.room_of(remark.by) != company.room_of(said[remark.answers].by)
    ]
    assert len(across) >= 5


def test_words_are_recognised_by_their_beginning(company):
    story = story_of(company)
    said = [voice.quote for voice in story.voices] + [remark.say for remark in story.remarks]
    said += [win.say for win in story.wins]
    (_, most), *_ = Counter(text[:RECOGNISED_BY] for text in said).most_common(1)
    assert most == 1


def test_no_colleague_judges_or_shouts(company):
    verdicts = re.compile(r"[!！]|正解|すごい|素晴らし|さすが|(?i:\b(brilliant|excellent|stupid|should)\b)")
    assert [remark.say for remark in story_of(company).remarks if verdicts.search(remark.say)] == []


def test_the_english_company_speaks_no_japanese():
    english = load("en")
    assert not [text for text in texts_of(english) if JAPANESE.search(text)]
    assert all(JAPANESE.search(text) for text in texts_of(load("ja")))


def test_some_names_carry_titles_and_departments_as_people_write_them(company):
    decorated = [user for user in company.users if user.display_name not in ("", user.real_name)]
    assert len(decorated) >= 8
    assert any(user.guest for user in company.users)


def test_answers_come_after_what_they_answer_and_the_same_chance_gives_the_same_rhythm(company):
    story = story_of(company)
    voices = [voice.key for voice in story.voices]
    paced = pace(story, voices, random.Random(7))
    assert paced == pace(story, voices, random.Random(7))
    minutes = {remark.key: minute for minute, remark in paced if remark.key}
    assert all(minute > minutes[remark.answers] for minute, remark in paced if remark.answers)
    assert 5 < paced[0][0] < paced[-1][0] < 29.5


@pytest.mark.parametrize(
    ("change", "stranger"),
    [
        pytest.param(
            {"channels": [{"key": "c", "name": "c", "members": ["nobody"]}]}, "nobody", id="a member"
        ),
        pytest.param({"users": [{"key": "a", "real_name": "A"}] * 2}, "twice", id="a key twice"),
        pytest.param({"users": [{"key": "a", "real_name": "A", "age": 3}]}, "age", id="a key nobody reads"),
    ],
)
def test_a_file_with_loose_ends_is_refused(change, stranger):
    whole = {"team": {"name": "T", "domain": "t"}, "users": [], "channels": [], **change}
    with pytest.raises(ValidationError, match=stranger):
        Company.model_validate(whole)


def test_a_moment_of_the_week_is_the_next_one():
    story = story_of(load("ja"))
    monday = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert story.circle.opens.first_after(monday) == monday
    later = story.circle.opens.first_after(monday.replace(minute=1))
    assert later == datetime(2026, 11, 30, 10, 0, tzinfo=ZoneInfo("Asia/Tokyo"))


def test_words_are_seen_in_text_and_blocks_though_escaped():
    message = {
        "text": "x",
        "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "a &lt; b\n  &amp; c"}}],
    }
    assert shows(message, "a < b & c")
    assert not shows(message, "a < c")


def test_a_button_is_found_wherever_it_stands():
    press = {"type": "button", "action_id": "voice.details"}
    assert button({"blocks": [{"type": "section", "accessory": press}]}, "voice.details") == press
    assert button({"blocks": [{"type": "actions", "elements": [press]}]}, "voice.withdraw") is None


def test_a_form_is_filled_as_far_as_its_fields_take_the_wishes():
    def field(name, kind, **more):
        return {"type": "input", "block_id": name, "element": {"type": kind, "action_id": "value", **more}}

    def option(value, text):
        return {"value": value, "text": {"type": "plain_text", "text": text}}

    view = {
        "blocks": [
            {"type": "section", "block_id": "intro"},
            field("quote", "plain_text_input"),
            field("source", "static_select", options=[option("phone", "電話"), option("shop", "店頭")]),
            field(
                "origin",
                "static_select",
                options=[option("v:1", "声「沸く音がしないと、沸いたかどうか見に行っ…」")],
            ),
            field("thanks", "multi_users_select"),
            field("consent", "radio_buttons", options=[option("inside", "社内だけ")]),
            field("files", "file_input"),
        ]
    }
    wishes = {
        "quote": "x",
        "source": "shop",
        "origin": "沸く音がしないと、沸いたかどうか見に行っちゃうの",
        "thanks": "U1",
        "consent": "public",
        "product": "none here",
    }
    assert fill(view, wishes) == {"quote": "x", "source": "shop", "origin": "v:1", "thanks": ["U1"]}
