"""The companies of the demo: believable, whole, and each in its own language."""

import random
import re
from collections import Counter
from datetime import datetime
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from sandbox.company import Company, Line, More, Story, load
from sandbox.company.rhythm import pace
from sandbox.company.seeing import RECOGNISED_BY, block_under, button, field_under, fill, shows
from sandbox.company.wording import Memory, bits, heard_in, plain, quoted

JAPANESE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


@pytest.fixture(scope="module", params=["ja", "en"])
def company(request: pytest.FixtureRequest) -> Company:
    return load(request.param)


def story_of(company: Company) -> Story:
    assert company.story
    return company.story


def more_of(company: Company) -> More:
    more = story_of(company).more
    assert more
    return more


def lines_of(company: Company) -> list[Line]:
    """What colleagues say to a person, or on a voice that none of them brought."""
    manners = more_of(company).manners
    topics = (*more_of(company).topics, manners.greeting, manners.thanks, manners.question)
    lines = [line for topic in topics for line in topic.says] + list(more_of(company).unnamed)
    return [*lines, *manners.remark, *manners.asks, *manners.talk, *manners.win]


def texts_of(company: Company) -> list[str]:
    story = story_of(company)
    return [
        *(
            text
            for voice in story.all_voices
            for text in (voice.quote, voice.scene, voice.product, voice.segment)
        ),
        *(text for remark in story.all_remarks for text in (remark.say, remark.edited_to) if text),
        *(win.say for win in story.all_wins),
        *(echo.say for echo in more_of(company).echoes),
        *(line.say for line in lines_of(company)),
        *(note.say for note in more_of(company).notes),
        *(text for one in more_of(company).improvements for text in (one.say, one.when, one.helps)),
        *(text for one in more_of(company).questions for text in (one.say, one.answer)),
        *(text for one in more_of(company).outcomes for text in (one.hand, one.reason, one.measure.name)),
        *(one.win.say for one in more_of(company).outcomes),
    ]


def test_a_company_has_three_rooms_colleagues_and_voices_enough(company):
    story = story_of(company)
    assert len(story.circle.rooms) == 3
    assert len(company.users) >= 14
    assert len(story.voices) >= 18
    assert len({voice.product for voice in story.voices}) >= 5
    assert len({voice.source for voice in story.voices}) >= 6
    assert {voice.consent for voice in story.voices} == {"public", "agreed", "inside"}
    assert {voice.way for voice in story.voices} == {"text", "form", "direct", "mention", "message"}
    assert all(company.room_of(one.said_by) == company.room_of(one.by) for one in story.voices if one.said_by)


def test_every_room_has_much_to_say_at_each_question(company):
    story = story_of(company)
    by_room = Counter(company.room_of(remark.by) for remark in story.remarks)
    by_question = Counter((company.room_of(remark.by), remark.question) for remark in story.remarks)
    assert min(by_room.values()) >= 12
    assert (
        min(by_question[room.channel, question] for room in story.circle.rooms for question in (1, 2, 3)) >= 4
    )


def test_there_is_more_for_the_weeks_after_the_first(company):
    story, more = story_of(company), more_of(company)
    assert len(story.all_voices) >= 30
    general = [one for one in more.remarks if not one.about]
    by_question = Counter((company.room_of(one.by), one.question) for one in general if not one.answers)
    assert (
        min(by_question[room.channel, question] for room in story.circle.rooms for question in (1, 2, 3)) >= 4
    )
    assert len({echo.by for echo in more.echoes}) == 15
    assert len(more.topics) >= 14


def test_every_room_has_notes_to_write_and_improvements_to_propose(company):
    story, more = story_of(company), more_of(company)
    rooms = {room.channel for room in story.circle.rooms}
    assert {company.room_of(note.by) for note in more.notes if note.named} == rooms
    assert {company.room_of(note.by) for note in more.notes if not note.named} == rooms
    assert all("{word}" in note.say for note in more.notes)
    assert {company.room_of(one.by) for one in more.improvements} == rooms
    assert len(more.unnamed) >= 5
    assert all(line.by and "{word}" not in line.say for line in more.unnamed)


def test_what_one_room_asks_a_customer_another_brings_the_answer_to(company):
    questions = more_of(company).questions
    assert len(questions) >= 4
    for one in questions:
        assert company.room_of(one.by) != company.room_of(one.brings)
        assert (len(one.say) <= 200, len(one.answer) <= 500) == (True, True)


def test_an_improvement_fits_into_its_form(company):
    for one in more_of(company).improvements:
        assert (len(one.say) <= 100, len(one.when) <= 100, len(one.helps) <= 60) == (True, True, True), (
            one.say
        )


def test_every_improvement_has_an_outcome_that_fits_into_the_forms(company):
    more = more_of(company)
    assert {one.of for one in more.outcomes} == {one.say for one in more.improvements}
    for one in more.outcomes:
        assert (len(one.hand) <= 100, len(one.reason) <= 100) == (True, True), one.of
        assert (len(one.measure.name) <= 100, len(one.measure.unit) <= 20) == (True, True), one.of
        assert len(one.measure.then) >= 2
        assert [float(value) for value in (one.measure.first, *one.measure.then)]
        assert not one.win.origin


def test_wins_are_of_every_kind(company):
    story = story_of(company)
    wins = [*story.all_wins, *(one.win for one in story.outcomes)]
    kinds = {win.kind for win in wins}
    assert kinds == {"complaints", "sales_talk", "idea", "team", "kindness", "other"}
    for win in wins:
        assert len(win.say) <= 200
        assert win.way == "form" or (win.kind, win.before, win.pictured) == ("other", "", False), win.say
        if win.kind == "complaints":
            assert float(win.before) != float(win.after)
            assert win.unit
            assert win.period
        if win.kind == "sales_talk":
            assert win.before
            assert win.after
    for needed in ("thanks", "pictured", "edited_to"):
        assert any(getattr(win, needed) for win in story.wins), needed
    assert all(win.edited_to[:RECOGNISED_BY] == win.say[:RECOGNISED_BY] for win in wins if win.edited_to)


def test_every_room_can_answer_whatever_is_said(company):
    manners = more_of(company).manners
    for lines in (manners.question.says, manners.remark, manners.asks, manners.talk):
        by_room = Counter(company.room_of(line.by) for line in lines if line.by)
        assert min(by_room[room.channel] for room in story_of(company).circle.rooms) >= 4


def test_each_topic_is_seen_from_more_than_one_room(company):
    for topic in more_of(company).topics:
        assert len({company.room_of(line.by) for line in topic.says}) >= 2, topic.hears


def test_any_three_voices_bring_all_rooms_to_talk(company):
    story = story_of(company)
    for voices in combinations([voice.key for voice in story.all_voices], 3):
        said = [remark for _, remark in pace(story, voices, random.Random(1))]
        rooms = Counter(company.room_of(remark.by) for remark in said)
        assert min(rooms.values()) >= 10
        assert any(remark.edited_to for remark in said)
        assert any(remark.taken_back for remark in said)


def test_each_voice_is_looked_at_from_more_than_one_room(company):
    story = story_of(company)
    for voice in story.all_voices:
        rooms = {company.room_of(remark.by) for remark in story.all_remarks if remark.about == voice.key}
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
    said = [voice.quote for voice in story.all_voices] + [remark.say for remark in story.all_remarks]
    said += [win.say for win in story.all_wins] + [one.say for one in more_of(company).unnamed]
    said += [one.win.say for one in more_of(company).outcomes]
    said += [note.say for note in more_of(company).notes]
    said += [one.say for one in more_of(company).improvements]
    (_, most), *_ = Counter(text[:RECOGNISED_BY] for text in said).most_common(1)
    assert most == 1


def test_no_colleague_judges_or_shouts(company):
    verdicts = re.compile(r"[!！]|正解|すごい|素晴らし|さすが|(?i:\b(brilliant|excellent|stupid|should)\b)")
    said = [remark.say for remark in story_of(company).all_remarks] + [line.say for line in lines_of(company)]
    said += [note.say for note in more_of(company).notes]
    said += [one.say for one in more_of(company).improvements]
    said += [echo.say for echo in more_of(company).echoes] + [win.say for win in story_of(company).all_wins]
    for one in more_of(company).outcomes:
        said += [one.hand, one.reason, one.win.say]
    assert [words for words in said if verdicts.search(words)] == []


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


def test_a_button_is_found_under_the_words_it_belongs_to():
    def said(words):
        return {"type": "section", "text": {"type": "mrkdwn", "text": words}}

    def vote(block_id):
        return {"type": "actions", "block_id": block_id, "elements": [{"action_id": "improvement.vote"}]}

    shown = {"blocks": [said("Count to three"), vote("first"), said("Read aloud"), vote("second")]}
    assert block_under(shown, "Count to three", "improvement.vote") == "first"
    assert block_under(shown, "Read aloud", "improvement.vote") == "second"
    assert block_under(shown, "Read aloud", "improvement.take") == ""
    assert block_under(shown, "Never said", "improvement.vote") == ""


def test_a_field_is_found_under_the_voice_it_asks_about():
    def said(words):
        return {"type": "section", "text": {"type": "plain_text", "text": words}}

    view = {
        "blocks": [
            said("Voice 1: “too stiff”"),
            {"type": "input", "block_id": "voice_1"},
            said("Voice 2: “too light”"),
            said("On a platform"),
            {"type": "input", "block_id": "voice_2"},
        ]
    }
    assert field_under(view, "too light") == "voice_2"
    assert field_under(view, "no such voice") == "voice_1"


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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "ふたが固くて、朝だけ夫に開けてもらってるんです",
            ["ふたが固くて", "朝だけ夫に開けてもらってるんです"],
        ),
        ("色が選べないんですよね。でも、買いました", ["色が選べないんですよね", "買いました"]),
        ("はい", ["はい"]),
        ("I like packing it. It's opening it again that I put off.", ["I like packing it"]),
        ("Because nobody asked, I never said", ["nobody asked", "I never said"]),
        (
            "This is one very long sentence that nobody would ever repeat as it stands",
            ["This is one very long sentence that nobody…"],
        ),
    ],
)
def test_bits_are_clauses_that_one_can_repeat(text, found):
    assert bits(text)[: len(found)] == found


def test_every_voice_has_a_bit_to_take_up(company):
    for voice in story_of(company).all_voices:
        assert all(2 <= len(bit) <= 60 for bit in bits(voice.quote)), voice.key


def test_words_are_heard_whole_in_english_and_anywhere_in_japanese():
    assert heard_in(["cap", "lid"], "The lid is stiff") == "lid"
    assert heard_in(["cap"], "A captain") == ""
    assert heard_in(["洗/洗いもの", "ふた"], "毎晩洗っています") == "洗いもの"
    assert heard_in(["洗/洗いもの"], "色がない") == ""


def test_quotes_and_markup_are_read_as_people_read_them():
    assert quoted("声1　「色が選べない」どんなとき") == "色が選べない"
    assert quoted("Voice 2: “I like it” and so on") == "I like it"
    assert quoted("🤫 まず書く時間") == ""
    assert plain("<@U123> 見て :pushpin: &lt;これ&gt;") == "見て <これ>"


def test_what_was_said_least_comes_first(company):
    memory = Memory(random.Random(1))
    lines = more_of(company).manners.asks
    drawn = [memory.draw(lines).say for _ in range(2 * len(lines))]
    assert len(set(drawn[: len(lines)])) == len(set(drawn[len(lines) :])) == len(lines)
    assert len(memory.draw_some(lines, 99)) == len(lines)
