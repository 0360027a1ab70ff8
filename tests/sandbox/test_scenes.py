"""Colleagues know Entaku only by what it shows: the buttons that scenes look for are buttons that it has.

What they do with them is tried on an app that answers what the test says.
"""

import random
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.client import Sandbox, Upload
from sandbox.company import Voice, load
from sandbox.pictures import snapshot
from sandbox.play import scenes
from sandbox.play.colleagues import Colleagues
from sandbox.play.scenes import checking_in, meeting_again, reading, ways
from sandbox.play.scenes.agreeing import Agreeing
from sandbox.play.scenes.bringing import Bringing
from sandbox.play.scenes.checking_in import CheckingIn
from sandbox.play.scenes.counting import Counting
from sandbox.play.scenes.following_up import FollowingUp
from sandbox.play.scenes.hosting import Hosting
from sandbox.play.scenes.looking_back import LookingBack
from sandbox.play.scenes.looking_up import LookingUp
from sandbox.play.scenes.measuring import Measuring
from sandbox.play.scenes.meeting_again import MeetingAgain
from sandbox.play.scenes.noticing import Noticing
from sandbox.play.scenes.phrasing import Phrasing
from sandbox.play.scenes.picturing import Picturing
from sandbox.play.scenes.pinning import everybody
from sandbox.play.scenes.reading import Reading
from sandbox.play.scenes.reporting import Reporting
from sandbox.play.scenes.taking_back import TakingBack
from sandbox.play.scenes.telling import tell
from sandbox.play.scenes.thanking import Thanking
from sandbox.play.sitting import Sitting
from tests.sandbox.stage import App, Json, Listener, Received, Stage, button, field_of, modal, plain, section

ROOT = Path(__file__).parents[2]
ACTION_ID = re.compile(r'"((?:[a-z]+_)*[a-z]+\.(?:[a-z]+_)*[a-z]+)"')


def found_in(folder: Path) -> set[str]:
    return {name for path in folder.rglob("*.py") for name in ACTION_ID.findall(path.read_text())}


SOUGHT = found_in(Path(scenes.__file__).parent)


def test_scenes_look_for_buttons() -> None:
    assert {"note.open", "improvement.propose", "customer_question.ask", "voice.forward"} <= SOUGHT


@pytest.mark.parametrize("action_id", sorted(SOUGHT))
def test_a_button_that_a_scene_looks_for_is_one_of_entakus(action_id: str) -> None:
    assert action_id in found_in(ROOT / "bot" / "views")


# --- what they do with them ------------------------------------------------------------------------------


def ticks(*labels: str) -> Json:
    """The field by which a form asks what leads to nobody."""
    options = [{"text": plain(f"“{label}”"), "value": f"token-{label}"} for label in labels]
    return field_of(ways.LOOK, type="checkboxes", options=options, optional=True)


def press(action_id: str, value: str = "1") -> Json:
    """A button in a block without a name of its own, so that there can be several."""
    return {key: what for key, what in button(action_id, value).items() if key != "block_id"}


FILES = {**field_of("files", optional=True), "element": {"type": "file_input", "action_id": "value"}}
FORM = modal(field_of("quote", optional=True), field_of("scene"), field_of("heard_by", optional=True), FILES)
LOOK = {"response_action": "update", "view": modal(ticks("しずく", "090-1234-5678"), *FORM["blocks"])}


class Scripted:
    """Opens the form for who asks, and asks for a look at the first that is sent if `looks`."""

    def __init__(self, stage: Stage, *, looks: bool = False, shown: dict[str, Json] | None = None) -> None:
        self.stage, self.looks, self.shown = stage, looks, shown or {}
        self.sent: list[Json] = []
        self.pressed: list[tuple[str, str]] = []

    def __call__(self, received: Received) -> tuple[int, Any]:
        given = received.payload
        if given.get("type") == "view_submission":
            self.sent.append(given["view"]["state"]["values"])
            return 200, LOOK if self.looks and len(self.sent) == 1 else None
        if given.get("type") == "block_actions":
            return self._press(given)
        if given.get("type") in ("shortcut", "message_action") or given.get("command") == "/voice":
            view = self.shown.get(given.get("callback_id", ""), FORM)
            self.stage.call("views.open", trigger_id=given["trigger_id"], view=view)
        return 200, self.shown.get(given["text"] or given["command"]) if given.get("command") else None

    def _press(self, given: Json) -> tuple[int, None]:
        (action,) = given["actions"]
        self.pressed.append((action["action_id"], action["value"]))
        if action["action_id"] in self.shown:
            how = "views.push" if (given.get("view") or {}).get("type") == "modal" else "views.open"
            self.stage.call(how, trigger_id=given["trigger_id"], view=self.shown[action["action_id"]])
        elif page := self.shown.get(action["value"]):
            self.stage.call("views.update", view_id=given["view"]["id"], view=page)
        return 200, None


@pytest.fixture(scope="module")
def odamaki() -> Iterator[Sandbox]:
    with Sandbox.start(company="ja", clock_start="2026-11-30T10:40:00+09:00") as sandbox:
        sandbox.set_clock(paused=True)
        yield sandbox


@pytest.fixture
def office(odamaki: Sandbox, listener: Listener, caller: httpx.Client) -> Stage:
    """The company of the demo beside an app whose answers the test writes."""
    listener.app = App()
    odamaki.settings(request_url=listener.url, retry_waits=[])
    return Stage(odamaki, listener.app, listener.url, caller)


@pytest.fixture
def colleagues(office: Stage) -> Colleagues:
    return Colleagues(office.sandbox, load("ja"), random.Random(1))


def voice(colleagues: Colleagues, key: str) -> Voice:
    return next(one for one in colleagues.story.voices if one.key == key)


def done(colleagues: Colleagues) -> list[str]:
    """What was done, with nothing in anybody's way."""
    assert [deed.trouble for deed in colleagues.diary.deeds if deed.trouble] == []
    return [deed.what for deed in colleagues.diary.deeds]


def play_on(colleagues: Colleagues, hours: float) -> None:
    """Do everything that is planned for the next hours, the clock standing still."""
    while colleagues.plan.do_next(colleagues.now() + timedelta(hours=hours)):
        colleagues.sandbox.settle(quiet=0)


def test_one_writes_to_the_app_directly(office: Stage, colleagues: Colleagues) -> None:
    ways.bring(colleagues, voice(colleagues, "guilty"))
    office.sandbox.settle(quiet=0)
    (event,) = office.app.events("message")
    assert (event["channel_type"], event["text"]) == ("im", voice(colleagues, "guilty").quote)


def test_one_mentions_it_in_the_room(office: Stage, colleagues: Colleagues) -> None:
    ways.bring(colleagues, voice(colleagues, "colour"))
    office.sandbox.settle(quiet=0)
    (event,) = office.app.events("message")
    assert event["channel_type"] == "channel"
    assert event["text"] == f"<@{colleagues.app_id}> {voice(colleagues, 'colour').quote}"


def test_one_keeps_what_another_tells_with_a_picture(office: Stage, colleagues: Colleagues) -> None:
    office.app.answer = Scripted(office)
    ways.bring(colleagues, voice(colleagues, "gift"))
    (shortcut,) = [one.payload for one in office.app.received if one.payload.get("type") == "message_action"]
    assert shortcut["callback_id"] == "voice.from_message"
    assert shortcut["user"]["id"] != shortcut["message"]["user"]
    assert shortcut["message"]["text"] == voice(colleagues, "gift").quote
    assert [file["mimetype"] for file in shortcut["message"]["files"]] == ["image/png"]
    assert done(colleagues) == ["shared", "voice"]


def test_one_attaches_a_picture_to_the_form(office: Stage, colleagues: Colleagues) -> None:
    app = office.app.answer = Scripted(office)
    ways.bring(colleagues, voice(colleagues, "lid"))
    (sent,) = app.sent
    assert [file["mimetype"] for file in sent["files"]["value"]["files"]] == ["image/png"]


def test_one_says_who_heard_it_on_a_device_that_many_share(office: Stage, colleagues: Colleagues) -> None:
    app = office.app.answer = Scripted(office)
    ways.bring(colleagues, voice(colleagues, "touch"))
    assert app.sent[0]["heard_by"]["value"]["value"] == voice(colleagues, "touch").heard_by


@pytest.mark.parametrize(("key", "stays"), [("tepid", []), ("quiet", ["token-しずく"])])
def test_one_lets_all_be_hidden_and_one_says_what_is_no_name(
    office: Stage, colleagues: Colleagues, key: str, stays: list[str]
) -> None:
    app = office.app.answer = Scripted(office, looks=True)
    ways.bring(colleagues, voice(colleagues, key))
    _, again = app.sent
    assert [one["value"] for one in again[ways.LOOK]["value"]["selected_options"]] == stays
    assert done(colleagues) == ["look", "voice"]
    assert office.sandbox.views(voice(colleagues, key).by) == []


def test_two_bring_nearly_the_same_words(office: Stage, colleagues: Colleagues) -> None:
    app = office.app.answer = Scripted(office)
    now, lid = colleagues.now(), voice(colleagues, "lid")
    colleagues.story = colleagues.story.model_copy(update={"voices": (lid,)})
    Bringing(colleagues).week_begins(now, now + timedelta(days=7))
    play_on(colleagues, 24 * 7)
    assert done(colleagues) == ["voice", "again"]
    assert lid.again
    assert office.app.texts() == [lid.again.quote]
    assert app.sent[0]["quote"]["value"]["value"] == lid.quote


def test_one_takes_a_voice_back(office: Stage, colleagues: Colleagues) -> None:
    app = Scripted(office)

    def answer(received: Received) -> tuple[int, Any]:
        event = received.payload.get("event", {})
        if event.get("channel_type") == "im" and not event.get("bot_id"):
            office.call(
                "chat.postMessage",
                channel=event["channel"],
                text="kept",
                blocks=[button("voice.withdraw", event["text"])],
            )
        return app(received)

    office.app.answer = answer
    TakingBack(colleagues).week_begins(colleagues.now(), colleagues.now() + timedelta(days=7))
    play_on(colleagues, 24 * 7)
    assert done(colleagues) == ["voice", "withdrawal"]
    assert app.pressed == [("voice.withdraw", colleagues.diary.deeds[0].words)]


def test_the_host_holds_one_voice_and_brings_one_forward(office: Stage, colleagues: Colleagues) -> None:
    def rows(*keys: str) -> list[Json]:
        both = ("voice.hold", "voice.forward")
        said = [(key, section(f"「{voice(colleagues, key).quote}」")) for key in keys]
        return [block for key, words in said for block in (words, *(press(one, key) for one in both))]

    first = modal(*rows("gasket", "fold"), press("circle.waiting_page", "page 2"))
    second = modal(*rows("everyday", "lid"), press("circle.waiting_page", "page 1"))
    app = office.app.answer = Scripted(
        office,
        shown={
            "status": {"text": "status", "blocks": [press("host.open")]},
            "host.open": modal(press("circle.waiting")),
            "circle.waiting": first,
            "page 2": second,
        },
    )
    begins = colleagues.now()
    Hosting(colleagues).week_begins(begins, begins + timedelta(days=7))
    play_on(colleagues, 24 * 7)
    assert done(colleagues) == ["hold", "forward"]
    assert app.pressed[2:] == [
        ("circle.waiting_page", "page 2"),
        ("voice.hold", "everyday"),
        ("voice.forward", "lid"),
    ]
    assert office.sandbox.views(colleagues.story.circle.host) == []


def test_those_whose_voices_were_heard_look_what_came_of_them(office: Stage, colleagues: Colleagues) -> None:
    two = (voice(colleagues, "lid"), voice(colleagues, "quiet"))
    LookingUp(colleagues).sat_down(Sitting(colleagues.now(), {}, two))
    play_on(colleagues, 1)
    office.sandbox.settle(quiet=0)
    assert done(colleagues) == ["mine", "mine"]
    assert [one.payload["text"] for one in office.app.received if "command" in one.payload] == ["voices"]
    assert len(office.app.events("app_home_opened")) == 1


def test_without_a_list_of_waiting_voices_the_host_does_nothing(
    office: Stage, colleagues: Colleagues
) -> None:
    Hosting(colleagues).week_begins(colleagues.now(), colleagues.now() + timedelta(days=7))
    play_on(colleagues, 24 * 7)
    assert done(colleagues) == []


# --- what is kept, and what people come back to it with --------------------------------------------------


def table(office: Stage, colleagues: Colleagues, words: str, *blocks: Json) -> Sitting:
    """A dialogue whose thread shows these words of the app in every room, with these blocks."""
    threads = {}
    for room in colleagues.rooms:
        channel = office.sandbox.channel(room)["id"]
        threads[room] = str(office.call("chat.postMessage", channel=channel, text="A table opens")["ts"])
        shown: dict[str, Any] = {"blocks": list(blocks)} if blocks else {}
        office.call("chat.postMessage", channel=channel, thread_ts=threads[room], text=words, **shown)
    lid, quiet = voice(colleagues, "lid"), voice(colleagues, "quiet")
    return Sitting(colleagues.now(), threads, (lid, quiet))


def typed(sent: Json) -> dict[str, Any]:
    """What was filled into a form's fields."""
    values = {name: field["value"] for name, field in sent.items()}
    return {name: one.get("value") or one["selected_option"]["value"] for name, one in values.items()}


def remark_kept(colleagues: Colleagues) -> Any:
    (found,) = [one for one in colleagues.story.all_remarks if one.kept]
    return found


def test_one_keeps_the_words_that_stayed_of_a_long_remark(office: Stage, colleagues: Colleagues) -> None:
    remark = remark_kept(colleagues)
    form = modal(field_of("phrase"), field_of("why"))
    app = office.app.answer = Scripted(office, shown={"watchword.phrase": form})
    sitting = table(office, colleagues, remark.say)
    office.call(
        "chat.postEphemeral",
        channel=office.sandbox.channel(colleagues.company.room_of(remark.kept.by))["id"],
        user=colleagues.ids[remark.kept.by],
        text="which words",
        blocks=[section(f"「{remark.kept.phrase}」"), press("watchword.phrase")],
    )
    Phrasing(colleagues).sat_down(sitting)
    play_on(colleagues, 1)
    assert done(colleagues) == ["phrase"]
    assert [typed(sent) for sent in app.sent] == [{"phrase": remark.kept.phrase, "why": remark.kept.why}]
    assert remark.kept.phrase in remark.say


def test_one_writes_an_idea_at_the_close_and_one_takes_one_up(office: Stage, colleagues: Colleagues) -> None:
    assert colleagues.story.more
    taken = colleagues.story.more.taken_up[0]
    (lit,) = [one for one in colleagues.story.remarks if one.say == taken.idea]
    assert lit.lit_by
    listed = {"text": "ideas", "blocks": [section(f"・{lit.say}"), press("idea.take_up", "the idea")]}
    improvement = modal(field_of("what"), field_of("when_then"), field_of("helps"))
    forms = {"idea.write": modal(field_of("idea")), "idea.take_up": improvement, "ideas": listed}
    app = office.app.answer = Scripted(office, shown=forms)
    sitting = table(office, colleagues, "closed", press("idea.write"))
    Noticing(colleagues).sat_down(sitting)
    play_on(colleagues, 1)
    assert done(colleagues) == ["idea", "taken_up"]
    written, made = map(typed, app.sent)
    assert written == {"idea": colleagues.diary.deeds[0].words}
    assert made == {"what": taken.say, "when_then": taken.when, "helps": taken.helps}
    assert ("idea.take_up", "the idea") in app.pressed


def test_after_the_close_three_people_of_two_departments_stand_behind_a_phrase(
    office: Stage, colleagues: Colleagues
) -> None:
    remark = remark_kept(colleagues)
    sitting = table(office, colleagues, remark.say)
    Agreeing(colleagues).sat_down(sitting)
    play_on(colleagues, 1)
    office.sandbox.settle(quiet=0)
    behind = {*remark.pinned_by, *remark.agreed_by}
    assert done(colleagues) == ["agreed"] * len(remark.agreed_by)
    assert {one["user"] for one in office.app.events("reaction_added")} == {
        colleagues.ids[one] for one in remark.agreed_by
    }
    assert (len(behind), len({colleagues.company.room_of(one) for one in behind}) >= 2) == (3, True)


def test_one_measures_a_plan_shares_a_watchword_and_notes_the_use(
    office: Stage, colleagues: Colleagues
) -> None:
    buttons = {**button("watchword.share", "7"), "block_id": "seven"}
    note = {**button("use.note", "7")["elements"][0]}
    buttons["elements"] = [*buttons["elements"], note]
    kinds = [{"text": plain(one), "value": one} for one in ("planning", "costs", "sales", "design", "other")]
    use = modal(field_of("kind", type="static_select", options=kinds), field_of("decided"))
    shown = {"watchwords.measure": modal(section("「言葉」"), buttons), "use.note": use}
    app = office.app.answer = Scripted(office, shown=shown)
    Measuring(colleagues).sat_down(Sitting(colleagues.now(), {}, (voice(colleagues, "quiet"),)))
    play_on(colleagues, 0.6)
    assert done(colleagues) == ["plan", "measure", "share", "use"]
    (plan,) = [one for one in colleagues.story.more.plans if one.about == "quiet"]  # type: ignore[union-attr]
    (shortcut,) = [one.payload for one in office.app.received if one.payload.get("type") == "message_action"]
    assert (shortcut["callback_id"], shortcut["message"]["text"]) == ("watchwords.measure", plan.say)
    assert [action for action, _ in app.pressed] == ["watchword.share", "use.note"]
    assert [typed(sent) for sent in app.sent] == [{"kind": plan.kind, "decided": plan.decided}]
    (form,) = office.sandbox.views(plan.by)  # open until it says that the watchword stands in the thread
    told = {"type": "context", "elements": [plain("stands there")]}
    office.ok("views.update", view_id=form["id"], view=modal(section("「言葉」"), told, buttons))
    play_on(colleagues, 0.7)
    assert office.sandbox.views(plan.by) == []


def test_one_who_is_unsure_asks_in_everyday_words(office: Stage, colleagues: Colleagues) -> None:
    LookingBack(colleagues).sat_down(Sitting(colleagues.now(), {}, ()))
    office.app.answer = Scripted(office)
    play_on(colleagues, 1)
    assert done(colleagues) == ["look_back"]
    (asked,) = [one.payload for one in office.app.received if one.payload.get("command") == "/watchwords"]
    assert asked["text"] == colleagues.diary.deeds[0].words


def test_one_has_a_picture_made_and_sees_it_come(office: Stage, colleagues: Colleagues) -> None:
    shelf = {
        "text": "shelf",
        "blocks": [section("「one」"), press("watchword.uses", "1"), press("watchword.uses", "2")],
    }
    page = modal(section("「one」"), press("watchword.card", "1"))
    app = Scripted(office, shown={"/watchwords": shelf, "watchword.uses": page})
    office.app.answer = app
    maker = colleagues.story.more.picture_makers[0]  # type: ignore[union-attr]
    scene = Picturing(colleagues)
    scene.sat_down(Sitting(colleagues.now(), {}, ()))
    assert colleagues.plan.do_next(colleagues.now() + timedelta(hours=1))
    assert app.pressed == [("watchword.uses", "1"), ("watchword.card", "1")]
    office.sandbox.post(maker, "@app", files=[Upload("word.png", snapshot("c2543d"), "image/png")])
    play_on(colleagues, 1)
    assert done(colleagues) == ["picture", "received"]
    assert colleagues.diary.deeds[1].words == "word.png"


def test_without_watchwords_nobody_misses_anything(office: Stage, colleagues: Colleagues) -> None:
    office.app.answer = Scripted(office)
    sitting = table(office, colleagues, "closed")
    for scene in (Phrasing, Noticing, Agreeing, Picturing):
        scene(colleagues).sat_down(sitting)
    play_on(colleagues, 0.2)
    assert done(colleagues) == []


# --- what follows a dialogue -----------------------------------------------------------------------------

ANSWERS = ("done", "later", "hand", "release")


def led(colleagues: Colleagues, number: int = 0) -> Any:
    """Somebody has taken the lead of an improvement; return what becomes of it."""
    outcome = colleagues.story.outcomes[number]
    proposed = colleagues.story.more.improvements  # type: ignore[union-attr]
    colleagues.leads[outcome.of] = next(one.by for one in proposed if one.say == outcome.of)
    return outcome


def asked(colleagues: Colleagues, outcome: Any, ts: str, *action_ids: str) -> Json:
    """A private message of the app about an improvement, with these buttons."""
    blocks = [section(f"「{outcome.of}」"), *(press(one, outcome.of) for one in action_ids)]
    return {"ts": ts, "text": "how does it stand", "blocks": blocks, "bot_id": "B1"}


def write_to(office: Stage, colleagues: Colleagues, person: str, outcome: Any, *action_ids: str) -> Json:
    """Have the app ask somebody, and tell the scenes' message as it stands there."""
    told = asked(colleagues, outcome, "", *action_ids)
    sent = office.call(
        "chat.postMessage", channel=colleagues.ids[person], text=told["text"], blocks=told["blocks"]
    )
    return next(one for one in office.sandbox.direct_messages(person) if one["ts"] == sent["ts"])


QUESTION = tuple(f"improvement.{answer}" for answer in ANSWERS)
FORMS = {"improvement.hand": modal(field_of("hand")), "improvement.release": modal(field_of("reason"))}


def test_leads_answer_otherwise_from_one_dialogue_to_the_next(office: Stage, colleagues: Colleagues) -> None:
    """The first is done, the second takes a week and a hand before, the fourth is silent and then let go."""
    app = office.app.answer = Scripted(office, shown=FORMS)
    scene = FollowingUp(colleagues)
    outcomes = [led(colleagues, number) for number in range(4)]
    colleagues.wins |= {one.win.say for one in outcomes}
    for times, number in ((1, 0), (3, 1), (2, 2), (2, 3)):
        for _ in range(times):
            person = colleagues.leads[outcomes[number].of]
            scene.told(person, write_to(office, colleagues, person, outcomes[number], *QUESTION))
            play_on(colleagues, 0.2)
    answers = [action for action, _ in app.pressed if action in QUESTION]
    assert answers == [
        f"improvement.{one}" for one in ("done", "later", "hand", "done", "hand", "done", "release")
    ]
    assert [typed(sent) for sent in app.sent if "headline" not in sent] == [
        {"hand": outcomes[1].hand},
        {"hand": outcomes[2].hand},
        {"reason": outcomes[3].reason},
    ]


def test_of_what_is_done_a_win_is_told_that_thanks_the_lead(office: Stage, colleagues: Colleagues) -> None:
    outcome = led(colleagues, 1)
    kinds = [{"text": plain(one), "value": one} for one in ("complaints", "other")]
    kind = field_of("kind", type="static_select", options=kinds, initial_option=kinds[1])
    fields = [field_of(name, optional=True) for name in ("headline", "before", "after", "unit")]
    origins = [{"text": plain(f"「{outcome.of}」から"), "value": "improvement:1"}]
    origin = field_of("origin", type="static_select", options=origins, optional=True)
    thanks = field_of("thanks", type="multi_users_select", optional=True)
    office.app.answer = Scripted(office, shown=FORMS)
    scripted = office.app.answer

    def answer(received: Received) -> tuple[int, Any]:
        given = received.payload
        if given.get("command") == "/wins":
            view = modal({**kind, "dispatch_action": True}, *fields, origin, thanks)
            office.call("views.open", trigger_id=given["trigger_id"], view=view)
            return 200, None
        if given.get("type") == "block_actions" and given["actions"][0]["block_id"] == "kind":
            return 200, None
        return scripted(received)

    office.app.answer = answer
    scene, person = FollowingUp(colleagues), colleagues.leads[outcome.of]
    scene.told(person, write_to(office, colleagues, person, outcome, *QUESTION))
    while colleagues.plan.do_next(colleagues.now() + timedelta(minutes=25)):
        if any(deed.what == "win" for deed in colleagues.diary.deeds):
            break
    assert done(colleagues) == ["done", "win"]
    (sent,) = scripted.sent
    assert sent["kind"]["value"]["selected_option"]["value"] == outcome.win.kind
    assert sent["origin"]["value"]["selected_option"]["value"] == "improvement:1"
    assert sent["thanks"]["value"]["selected_users"] == [colleagues.ids[person]]
    assert sent["before"]["value"]["value"] == outcome.win.before


def test_somebody_of_another_room_lends_a_hand_once(office: Stage, colleagues: Colleagues) -> None:
    outcome = led(colleagues)
    app = office.app.answer = Scripted(office)
    scene = FollowingUp(colleagues)
    blocks = [section(f"「{outcome.of}」"), press("improvement.help", outcome.of)]
    for room in colleagues.rooms:
        channel = office.sandbox.channel(room)["id"]
        ts = office.call("chat.postMessage", channel=channel, text="a hand", blocks=blocks)["ts"]
        scene.shown(room, {"ts": ts})
    play_on(colleagues, 1)
    assert done(colleagues) == ["help"]
    assert app.pressed == [("improvement.help", outcome.of)]
    (deed,) = colleagues.diary.deeds
    assert colleagues.company.room_of(colleagues.leads[outcome.of]) != deed.where


def test_the_lead_names_a_measure_in_app_home_and_writes_values_down(
    office: Stage, colleagues: Colleagues
) -> None:
    outcome = led(colleagues)
    lead, measure = colleagues.leads[outcome.of], outcome.measure
    line = section(f"「{outcome.of}」") | {"accessory": press("improvement.open", outcome.of)["elements"][0]}
    home = {"type": "home", "blocks": [line]}
    office.call("views.publish", user_id=colleagues.ids[lead], view=home)
    opened = modal(press("improvement.measure"), press("improvement.value"))
    ways_to_hope = [{"text": plain(one), "value": one} for one in ("less", "more")]
    direction = field_of("direction", type="static_select", options=ways_to_hope)
    shown = {
        "improvement.open": opened,
        "improvement.measure": modal(field_of("measure"), field_of("unit"), direction, field_of("first")),
        "improvement.value": modal(field_of("value")),
        "improvements": {"text": "mine", "blocks": [line]},
    }
    app = office.app.answer = Scripted(office, shown=shown)
    scene = Counting(colleagues)
    scene.sat_down(Sitting(colleagues.now(), {}, ()))
    play_on(colleagues, 24 * 7)
    scene.told(lead, write_to(office, colleagues, lead, outcome, "improvement.value", "improvement.same"))
    play_on(colleagues, 1)
    assert done(colleagues) == ["settle", "value", "value"]
    settled, *values = [typed(sent) for sent in app.sent]
    assert settled == {
        "measure": measure.name,
        "unit": measure.unit,
        "direction": measure.direction,
        "first": measure.first,
    }
    assert [one["value"] for one in values] == list(measure.then[:2])


def test_the_host_asks_for_the_report_and_puts_it_into_the_record_room(
    office: Stage, colleagues: Colleagues
) -> None:
    host, scene = colleagues.story.circle.host, Reporting(colleagues)

    def answer(received: Received) -> tuple[int, Any]:
        given = received.payload
        if given.get("command") == "/entaku":
            offered: Json = {"text": "into the record room", "blocks": [press("report.share", given["text"])]}
            ts = office.call("chat.postMessage", channel=colleagues.ids[host], **offered)["ts"]
            scene.told(host, {"ts": ts, **offered})
        return 200, None

    office.app.answer = answer
    scene.sat_down(Sitting(colleagues.now(), {}, ()))
    assert colleagues.plan.do_next(colleagues.now() + timedelta(days=8))
    play_on(colleagues, 0.05)
    assert done(colleagues) == ["report", "filed"]
    assert colleagues.diary.deeds[0].words == "/entaku report 2026-Q4"


def test_a_win_is_told_anew_and_its_way_is_looked_at(office: Stage, colleagues: Colleagues) -> None:
    (win,) = [one for one in colleagues.story.wins if one.edited_to]
    win = win.model_copy(update={"way": "form"})
    app = Scripted(
        office,
        shown={
            "win.details": modal(field_of("headline")),
            "trail.open": modal(section(f"・{win.say}")),
        },
    )

    def answer(received: Received) -> tuple[int, Any]:
        given = received.payload
        if given.get("command") == "/wins":
            office.call("views.open", trigger_id=given["trigger_id"], view=modal(field_of("headline")))
            return 200, None
        return app(received)

    office.app.answer = answer
    post = [section(win.say), press("win.details", "details"), press("trail.open", "trail")]
    wins = office.sandbox.channel("wins")["id"]
    office.call("chat.postMessage", channel=wins, text=win.say, blocks=post)
    tell(colleagues, win)
    play_on(colleagues, 0.5)
    assert set(done(colleagues)) == {"win", "cheer", "win_edit", "trail"}
    assert {"headline": win.edited_to} in [typed(sent) for sent in app.sent if list(sent) == ["headline"]]
    assert [action for action, _ in app.pressed] == ["win.details", "trail.open"]


def test_some_thank_for_words_of_another_room(office: Stage, colleagues: Colleagues) -> None:
    remark = colleagues.story.remarks[0]
    sitting = table(office, colleagues, remark.say)
    room = colleagues.company.room_of(remark.by)
    colleagues.say(remark.by, "remark", room, remark.say, sitting.threads[room])
    Thanking(colleagues).sat_down(sitting)
    play_on(colleagues, 1)
    office.sandbox.settle(quiet=0)
    thanked = [one for one in office.app.events("reaction_added") if one["reaction"] == "pray"]
    assert thanked
    assert room not in {deed.where for deed in colleagues.diary.deeds if deed.what == "thanks"}
    assert {one["item_user"] for one in thanked} == {colleagues.app_id}


def test_without_questions_about_improvements_nobody_misses_anything(
    office: Stage, colleagues: Colleagues
) -> None:
    office.app.answer = Scripted(office)
    sitting = table(office, colleagues, "closed")
    for scene in (Thanking, Counting, FollowingUp):
        scene(colleagues).sat_down(sitting)
    play_on(colleagues, 24 * 13)
    assert done(colleagues) == []


# --- how things are going, and meeting again ---------------------------------------------------------------

STEPS = [{"text": plain(step), "value": step} for step in "12345"]
SHEET = modal(*(field_of(one, type="radio_buttons", options=STEPS) for one in checking_in.QUESTIONS))


def test_some_answer_how_things_are_going_each_for_themselves(office: Stage, colleagues: Colleagues) -> None:
    app = office.app.answer = Scripted(office, shown={checking_in.ANSWER: SHEET})
    sitting = table(office, colleagues, "closed", press(checking_in.ANSWER))
    CheckingIn(colleagues).sat_down(sitting)
    play_on(colleagues, 2)
    assert done(colleagues) == ["check_in"] * checking_in.PEOPLE
    assert len(app.sent) == checking_in.PEOPLE
    assert all(set(sent) == set(checking_in.QUESTIONS) for sent in app.sent)


def test_without_the_question_nobody_answers_how_things_are_going(
    office: Stage, colleagues: Colleagues
) -> None:
    CheckingIn(colleagues).sat_down(table(office, colleagues, "closed"))
    play_on(colleagues, 2)
    assert done(colleagues) == []


def test_some_switch_my_table_on_and_one_asks_the_others_again(office: Stage, colleagues: Colleagues) -> None:
    app = office.app.answer = Scripted(
        office, shown={meeting_again.ASK: modal(field_of("line", optional=True))}
    )
    sitting = table(office, colleagues, "open")
    home = {"type": "home", "blocks": [press(meeting_again.SWITCH), press(meeting_again.ASK)]}
    for person in everybody(colleagues):
        office.call("views.publish", user_id=colleagues.ids[person], view=home)
    MeetingAgain(colleagues).sat_down(sitting)
    play_on(colleagues, 60)
    assert sorted(done(colleagues)) == ["ask_again", *["switch_on"] * meeting_again.PEOPLE]
    assert {one for one, _ in app.pressed} == {meeting_again.SWITCH, meeting_again.ASK}
    assert len(app.sent) == 1


def test_somebody_reads_what_comes_into_the_record_room_at_the_end_of_the_week(
    office: Stage, colleagues: Colleagues
) -> None:
    sitting = table(office, colleagues, "open")
    Reading(colleagues).sat_down(sitting)
    record = office.sandbox.channel(colleagues.story.circle.record)["id"]
    friday = colleagues.morning(sitting.opened_at + reading.FRIDAY, reading.MINUTE) + reading.HOUR
    office.sandbox.set_clock(now=friday)
    letter = office.call("chat.postMessage", channel=record, text="the week's letter")["ts"]
    play_on(colleagues, 0.1)
    office.sandbox.settle(quiet=0)
    [sign] = [one for one in office.app.events("reaction_added") if one["reaction"] == reading.SIGN]
    assert sign["item"]["ts"] == letter
    assert done(colleagues) == ["read"]
