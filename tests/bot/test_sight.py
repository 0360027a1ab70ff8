"""Who may read which words, and where a link may lead them."""

import pytest

from bot import events
from bot.circles import room_members, rooms
from bot.delivery.answers import Answer
from bot.people import sight
from bot.people.people import SlackUser
from bot.people.people import changed as profile_changed
from bot.transaction import Transaction
from bot.voices.consent import Reader
from bot.watchwords import looking_back, shelf, watchwords
from bot.watchwords.search import Question, Search
from models import Dialogue, Thread
from tests.bot.circle_of_three import DEVELOPMENT, SALES
from tests.bot.deciding_table import acting
from tests.bot.open_table import AKI, BEN, Talk, open_table, thread_in
from tests.bot.slack_in_memory import SlackInMemory
from tests.bot.test_pinning import close
from tests.bot.test_watchwords import pin, voice_posts

DAN = "U0DAN"
VOICE, SAID = "声その1", "同僚のひとこと"


@pytest.fixture
def closed(tx: Transaction, slack: SlackInMemory) -> Dialogue:
    """A dialogue whose voice, kept inside, was adopted, and where a remark is a nominee."""
    dialogue = open_table(tx, slack)
    post = voice_posts(tx, dialogue)[0]
    for user in (AKI, BEN):
        pin(tx, user, post.channel_id, post.ts or "")
    pin(tx, BEN, SALES, Talk(tx, slack, dialogue).say(SAID))
    close(tx, slack, dialogue)
    return dialogue


def reads(tx: Transaction, channel_id: str | None = None) -> set[str]:
    listed = {one.phrase for one in shelf.page(tx, channel_id=channel_id).entries}
    found = {
        one.phrase
        for asked in (VOICE, SAID)
        for one in looking_back.look_back(tx, Search(), Question(asked), channel_id=channel_id).shown
    }
    assert found == listed
    return listed


@pytest.mark.slow
def test_a_nominee_is_read_by_its_circle_and_an_adopted_one_by_everybody(
    tx: Transaction, closed: Dialogue
) -> None:
    acting(tx, DAN)
    assert reads(tx) == {VOICE}
    assert reads(tx, "C0ELSEWHERE") == {VOICE}
    assert reads(tx, SALES) == {VOICE, SAID}  # where they type, there they are
    events.happened(tx, {"type": "member_joined_channel", "channel": DEVELOPMENT, "user": DAN})
    assert reads(tx) == {VOICE, SAID}
    events.happened(tx, {"type": "member_left_channel", "channel": DEVELOPMENT, "user": DAN})
    assert reads(tx) == {VOICE}
    acting(tx, "U0HOST")
    assert reads(tx) == {VOICE, SAID}


@pytest.mark.slow
def test_a_guest_reads_of_other_circles_only_what_may_leave_the_company(
    tx: Transaction, closed: Dialogue
) -> None:
    acting(tx, DAN)
    profile_changed(tx, SlackUser(id=DAN, team_id=tx.workspace.id, is_restricted=True))
    assert tx.actor.is_guest
    assert reads(tx) == set()
    closed.seated[0].voice.consent = "agreed"
    assert reads(tx) == {VOICE}
    assert reads(tx, SALES) == {VOICE, SAID}


@pytest.mark.slow
def test_somebody_of_another_company_reads_nothing_of_voices_kept_inside(
    tx: Transaction, closed: Dialogue
) -> None:
    acting(tx, DAN).is_external = True
    assert reads(tx) == set()
    assert reads(tx, SALES) == {SAID}
    closed.seated[0].voice.consent = "public"
    assert reads(tx, SALES) == {VOICE, SAID}
    assert reads(tx) == set()


@pytest.mark.slow
def test_a_link_leads_only_into_a_room_that_its_reader_can_enter(
    tx: Transaction, slack: SlackInMemory, closed: Dialogue
) -> None:
    for thread in closed.threads:
        assert thread.ts is not None

    def link() -> str | None:
        tx.session.flush()
        listed = {one.phrase: one.link for one in shelf.page(tx).entries}
        return listed[VOICE]

    acting(tx, DAN)
    first = closed.threads[0]
    assert (link() or "").startswith(f"https://test.slack.com/archives/{first.channel_id}/p")
    assert f"thread_ts={first.ts}" in (link() or "")
    room_members.joined(tx, DEVELOPMENT, DAN)
    assert f"/archives/{DEVELOPMENT}/p" in (link() or "")

    for thread in closed.threads:
        thread.room.is_private = True
    assert f"/archives/{DEVELOPMENT}/p" in (link() or "")
    room_members.left(tx, DEVELOPMENT, DAN)
    assert link() is None
    for thread in closed.threads:
        thread.room.is_private = False
    acting(tx, DAN).is_guest = True
    closed.seated[0].voice.consent = "agreed"
    assert link() is None


def test_a_remark_is_linked_where_it_was_said_and_as_a_copy_elsewhere(
    tx: Transaction, slack: SlackInMemory
) -> None:
    dialogue = open_table(tx, slack)
    ts = Talk(tx, slack, dialogue).say(SAID)
    pin(tx, BEN, SALES, ts)
    slack.deliver(tx)
    word = watchwords.nominees(tx, dialogue)[0]

    def link(thread: Thread) -> str:
        acting(tx, DAN)
        sees = sight.Sight(frozenset({thread.channel_id}), frozenset({dialogue.circle_id}), Reader.GUEST)
        return sight.link(tx, sees, dialogue, word.about_kind, word.about_id) or ""

    assert f"/p{ts.replace('.', '')}?" in link(thread_in(dialogue, SALES))
    elsewhere = link(thread_in(dialogue, DEVELOPMENT))
    [copy] = [
        place for place, said in slack.messages.items() if place[0] == DEVELOPMENT and SAID in str(said)
    ]
    assert f"/archives/{DEVELOPMENT}/p{copy[1].replace('.', '')}?" in elsewhere


def test_whoever_is_listed_no_more_is_in_a_room_no_more(tx: Transaction, slack: SlackInMemory) -> None:
    open_table(tx, slack)
    room_members.joined(tx, SALES, DAN)
    room_members.joined(tx, "C0ELSEWHERE", DAN)
    assert room_members.channels_of(tx, DAN) == {SALES}  # other channels are nobody's business
    tx.now = tx.now.replace(minute=9)
    since = int(tx.now.timestamp())
    page = {"members": [AKI], "response_metadata": {"next_cursor": "more"}}
    rooms.members_listed(tx, f"{SALES}:0:{since}", Answer(page))
    assert room_members.channels_of(tx, DAN) == {SALES}
    rooms.members_listed(tx, f"{SALES}:1:{since}", Answer({"members": [BEN, "U0BOT"]}))
    assert room_members.channels_of(tx, DAN) == set()
    assert room_members.channels_of(tx, AKI) == room_members.channels_of(tx, BEN) == {SALES}
    assert room_members.channels_of(tx, "U0BOT") == set()
