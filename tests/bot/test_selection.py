"""Which voices a dialogue hears: nobody waits for ever, and the table is varied."""

import random
from datetime import timedelta
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.voices.candidates import Arrival, Candidate
from bot.voices.likeness import likeness
from bot.voices.selection import Pick, Reason, choose
from tests.bot.histories import MONDAY, QUOTES, Circle, Figures, mean, two_years, voice


def names(picks: list[Pick]) -> list[str]:
    return [pick.candidate.id for pick in picks]


def reasons(picks: list[Pick]) -> list[tuple[Reason, str]]:
    return [(pick.reason, pick.detail) for pick in picks]


def test_the_voice_that_waited_longest_comes_first():
    line = [voice(3), voice(1), voice(2), voice(0), voice(5)]
    picks = choose(line, [], wanted=3, seed=1)
    assert len(picks) == 3
    assert picks[0] == Pick(voice(0), Reason.WAITED_LONGEST)


def test_a_voice_alone_is_picked_because_no_other_waits():
    assert reasons(choose([voice(0)], [], wanted=3, seed=1)) == [(Reason.ONLY_ONE, "")]


def test_with_few_waiting_all_are_heard():
    assert sorted(names(choose([voice(0), voice(1)], [], wanted=3, seed=1))) == ["v0000", "v0001"]
    assert choose([], [], wanted=3, seed=1) == []


@pytest.mark.parametrize(
    ("fact", "value", "reason"),
    [
        pytest.param("source", "phone", Reason.NEW_SOURCE, id="another source"),
        pytest.param("department", "開発", Reason.NEW_DEPARTMENT, id="another department"),
        pytest.param("product", "水筒", Reason.NEW_PRODUCT, id="another product"),
        pytest.param("segment", "学生", Reason.NEW_SEGMENT, id="another kind of customer"),
    ],
)
def test_what_is_new_at_the_table_is_picked_and_named(fact, value, reason):
    alike = {"source": "shop", "department": "営業", "product": "やかん", "segment": "親子"}
    line = [voice(day, **alike) for day in range(0, 35, 7)] + [voice(1, **alike | {fact: value})]
    assert reasons(choose(line, [], wanted=2, seed=1)) == [(Reason.WAITED_LONGEST, ""), (reason, value)]


def test_another_wording_is_new_where_nothing_else_is():
    line = [voice(0, text=QUOTES[0]), voice(1, text=QUOTES[1]), voice(2, text=QUOTES[2])]
    assert reasons(choose(line, [], wanted=2, seed=1)) == [
        (Reason.WAITED_LONGEST, ""),
        (Reason.NEW_WORDS, ""),
    ]
    assert names(choose(line, [], wanted=2, seed=1)) == ["v0000", "v0002"]


def test_where_nothing_sets_it_apart_the_next_in_line_is_heard():
    line = [voice(day, text="高いです") for day in range(5)]
    picks = choose(line, [], wanted=3, seed=1)
    assert names(picks) == ["v0000", "v0001", "v0002"]
    assert [pick.reason for pick in picks[1:]] == [Reason.NEXT_IN_LINE, Reason.NEXT_IN_LINE]


def test_a_fact_that_nobody_told_is_nothing_new():
    line = [
        voice(0, source="shop", text="高い"),
        voice(1, source="", text="高い"),
        voice(2, source="ＳＨＯＰ", text="高い"),
    ]
    assert Reason.NEW_SOURCE not in [pick.reason for pick in choose(line, [], wanted=3, seed=1)]


def test_near_duplicates_do_not_sit_together_while_others_wait():
    """However far down the line the other one is."""
    line = [voice(day, text=QUOTES[day % 2]) for day in range(100)] + [voice(100, text=QUOTES[3])]
    assert likeness(line[0].wording, line[1].wording) >= 0.6
    assert names(choose(line, [], wanted=2, seed=1)) == ["v0000", "v0100"]


def test_a_voice_whose_turn_it_is_goes_before_a_more_different_one():
    """It came to an empty line, and younger voices were heard twice already: this is its last dialogue."""
    line = [voice(0, text="高い"), voice(1, text="高い"), voice(9, text="重い", source="phone")]
    heard = [(MONDAY + timedelta(days=day), f"h{day}") for day in range(2, 7)]
    picks = choose(line, heard, wanted=2, seed=1)
    assert names(picks) == ["v0000", "v0001"]
    assert picks[1].reason is Reason.ITS_TURN


def test_after_fewer_voices_are_wanted_the_oldest_come_first():
    line = [voice(day, source="shop") for day in range(6)] + [voice(9, source="phone")]
    heard = [(MONDAY + timedelta(days=7, hours=hour), f"h{hour}") for hour in range(10)]
    assert names(choose(line, heard, wanted=1, seed=1)) == ["v0000"]
    assert names(choose(line, heard, wanted=2, seed=1)) == ["v0000", "v0001"]


def test_a_dialogue_hears_at_least_one_voice():
    with pytest.raises(ValueError, match="0 voices"):
        choose([voice(0)], [], wanted=0, seed=1)


candidates = st.lists(
    st.builds(
        Candidate,
        id=st.integers(0, 9999).map("v{:04}".format),
        arrived_at=st.integers(0, 30).map(lambda hours: MONDAY + timedelta(hours=hours)),
        text=st.sampled_from(QUOTES),
        source=st.sampled_from(["", "shop", "phone", "mail"]),
        department=st.sampled_from(["", "営業", "開発", "コールセンター"]),
        product=st.sampled_from(["", "やかん", "水筒"]),
    ),
    unique_by=lambda candidate: candidate.id,
    max_size=30,
)


@pytest.mark.slow
@settings(deadline=None)
@given(candidates, st.integers(1, 5), st.integers(), st.randoms(use_true_random=False))
def test_the_same_seed_and_voices_give_the_same_picks_in_any_order(line, wanted, seed, chance):
    shuffled = line.copy()
    chance.shuffle(shuffled)
    assert choose(line, [], wanted=wanted, seed=seed) == choose(shuffled, [], wanted=wanted, seed=seed)


def test_another_seed_may_choose_others():
    line = [voice(day, text=f"{chr(0x3042 + day)}{chr(0x30A2 + day)}") for day in range(20)]
    chosen = {tuple(names(choose(line, [], wanted=3, seed=seed))) for seed in range(10)}
    assert len(chosen) > 1


@pytest.mark.slow
@settings(deadline=None)
@given(candidates, st.integers(1, 5))
def test_each_pick_is_another_waiting_voice(line, wanted):
    picks = choose(line, [], wanted=wanted, seed="x")
    heard = [one for pick in picks for one in (pick.candidate, *pick.joined)]
    assert len(picks) <= wanted
    assert len(picks) == wanted or len(heard) == len(line)
    assert len({one.id for one in heard}) == len(heard)
    assert {one.id for one in heard} <= {candidate.id for candidate in line}


class CircleOverTheWeeks(RuleBasedStateMachine):
    """Voices come, are withdrawn, held, let go, brought forward, swapped and heard, each with what says the same.

    Those that no host moved are heard within ceil((N + F) / wanted) + 2 dialogues: N waited when it came, and F that a
    host had moved were heard meanwhile.
    """

    @initialize(wanted=st.integers(1, 5))
    def sit_down(self, wanted):
        self.circle = Circle(wanted)

    @rule(count=st.integers(1, 12), kind=st.sampled_from(["alike", "new", "same words"]))
    def voices_come(self, count, kind):
        """Alike, each of another source, which tempts a dialogue to hear it early, or saying the same."""
        for _ in range(count):
            source = f"source {self.circle.arrived}" if kind == "new" else "shop"
            text = "ふたが固くて開けられません" if kind == "same words" else source
            self.circle.come(source=source, text=text)

    @rule(what=st.sampled_from(["withdraw", "hold", "let_go", "forward"]), chance=st.randoms())
    def one_is_moved(self, what, chance):
        self.circle.move(what, chance)

    @rule(seed=st.integers(0, 9), times=st.integers(1, 3), change=st.sampled_from(["", "swap", "withdraw"]))
    def dialogues_hear_voices(self, seed, times, change):
        for _ in range(times):
            self.circle.sit(seed, change)

    @invariant()
    def nobody_waits_beyond_what_was_promised(self):
        if hasattr(self, "circle"):
            assert self.circle.late() == []


TestCircleOverTheWeeks = pytest.mark.slow(CircleOverTheWeeks.TestCase)
TestCircleOverTheWeeks.settings = settings(deadline=None, max_examples=100)


@pytest.mark.parametrize("wanted", [1, 2, 3, 4, 5])
def test_a_plain_voice_is_heard_in_time_though_newer_ones_are_more_different(wanted):
    """A year of weeks in each of which more voices come than can be heard, new ones from ever new sources."""
    chance = random.Random(wanted)
    waiting = {plain.id: plain for plain in (voice(day, source="shop", text="高い") for day in range(9))}
    promised = {f"v{day:04}": ceil(day / wanted) + 2 for day in range(9)}
    heard: list[Arrival] = []
    weeks_with_overtaking = 0
    arrived = 9
    for week in range(52):
        picks = choose(waiting.values(), heard, wanted=wanted, seed=week)
        now_heard = [waiting.pop(pick.candidate.id).arrival for pick in picks]
        heard += now_heard
        weeks_with_overtaking += max(now_heard) > min(left.arrival for left in waiting.values())
        promised = {id_: left - 1 for id_, left in promised.items() if id_ in waiting}
        assert all(left >= 1 for left in promised.values())
        for _ in range(chance.randint(wanted, wanted + 1)):
            promised[f"v{arrived:04}"] = ceil(len(waiting) / wanted) + 2
            waiting[f"v{arrived:04}"] = voice(arrived, source=f"s{arrived}", text=f"{chance.random()}")
            arrived += 1
    assert weeks_with_overtaking >= (20 if wanted > 1 else 0)


def test_what_says_the_same_is_heard_with_the_pick_and_not_beside_it():
    same = [voice(day, text=f"ふたが固くて開けられない{'です' if day else ''}") for day in range(3)]
    other = voice(9, text="重くて、母には持てません")
    picks = choose([*same, other], [], wanted=3, seed=1)
    assert names(picks) == ["v0000", "v0009"]
    assert [one.id for one in picks[0].joined] == ["v0001", "v0002"]


def test_brought_forward_a_voice_is_picked_first_and_named_as_chosen():
    line = [voice(0), voice(1), voice(2, is_moved=True, forward_at=MONDAY), voice(3)]
    assert reasons(choose(line, [], wanted=2, seed=1))[0] == (Reason.CHOSEN, "")
    assert names(choose(line, [], wanted=2, seed=1))[:2] == ["v0002", "v0000"]


def test_let_go_a_voice_waits_at_its_old_place():
    assert names(choose([voice(0, is_moved=True), voice(1), voice(2)], [], wanted=1, seed=1)) == ["v0000"]


def test_what_is_added_differs_from_what_is_laid_out_already():
    line = [voice(1, source="shop"), voice(2, source="mail"), voice(3, source="shop")]
    picks = choose(line, [], wanted=2, seed=1, beside=[voice(0, source="shop")])
    assert reasons(picks) == [(Reason.NEW_SOURCE, "mail")]


@pytest.mark.slow
def test_over_two_years_of_very_unequal_sources_nobody_is_late_and_tables_are_varied():
    """A hundred circles, some 10,000 dialogues; `python -m tests.bot.histories 10000` plays ten thousand circles."""
    figures = Figures()
    for seed in range(100):
        two_years(figures, seed)
    waited, promised = figures.longest
    assert figures.waits.total() > 25_000
    assert figures.late == 0
    assert figures.nearest_to_the_bound <= 1
    assert waited <= promised
    assert mean(figures.sources) >= mean(figures.oldest_sources) + 0.5
    assert figures.sources[1] / figures.sources.total() < 0.12
