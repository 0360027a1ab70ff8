"""Searching: by meaning where the model is installed, by spelling where it is not; what it is searched by is kept true."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from bot.keeping import erasing, keeping
from bot.keeping.erasing import Wanted, What
from bot.refusals import Empty
from bot.transaction import Database, Transaction
from bot.views.looking_back import ON_A_PAGE, Found
from bot.voices import voices
from bot.watchwords import looking_back, meaning, watchwords
from bot.watchwords.indexing import Indexing
from bot.watchwords.meaning import Embedder, Meaning
from bot.watchwords.search import Search
from bot.watchwords.search_parts import Part
from models import Dialogue, Vector, Voice, Watchword
from tests.bot import whole_table
from tests.bot.circle_of_three import SALES, seat
from tests.bot.open_table import AKI, CHIE, Talk, bring, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.bot.test_watchwords import pin, voice_posts
from tests.conftest import TEAM, Begin, FakeClock

if TYPE_CHECKING:
    from bot.watchwords.meaning import Vectors

PRICE, NOISE, LID = (
    "高いけど、十年使えると思えば安い買い物でした",
    "夜中に使うと隣の部屋に響きます",
    "ふたがすべって開きません",
)


@pytest.fixture(scope="session")
def model() -> Meaning:
    """Give the model, loaded once for all tests."""
    embedder = meaning.find()
    assert embedder is not None
    return Meaning(embedder)


@pytest.fixture
def by_meaning(model: Meaning) -> Search:
    return Search(model)


@pytest.fixture(params=["spelling", "meaning"])
def search(request: pytest.FixtureRequest) -> Search:
    """Give both ways of searching: what is true of a search is true of both."""
    return Search(request.getfixturevalue("model") if request.param == "meaning" else None)


def put(tx: Transaction, quote: str, *, state: str = "adopted", **details: str) -> Watchword:
    """Put a customer's words on the shelf, as a dialogue leaves them."""
    circle = tx.session.scalars(select(Dialogue)).first()
    at_table = circle.circle if circle else seat(tx)
    voice = bring(tx, at_table, quote, **details)
    dialogue = Dialogue(
        workspace_id=tx.workspace.id,
        circle_id=at_table.id,
        seed="1",
        agenda={},
        stage="closed",
        state="closed",
        started_at=tx.now,
        closed_at=tx.now,
    )
    tx.session.add(dialogue)
    tx.session.flush()
    word = Watchword(
        workspace_id=tx.workspace.id,
        circle_id=at_table.id,
        dialogue_id=dialogue.id,
        about_kind="voice",
        about_id=voice.id,
        phrase=quote,
        pins=1,
        state=state,
        nominated_at=tx.now,
        adopted_at=tx.now if state == "adopted" else None,
    )
    tx.session.add(word)
    tx.session.flush()
    return word


def look(tx: Transaction, search: Search, asked: str, page: int = 0) -> Found:
    return looking_back.look_back(tx, search, search.ask(asked), page=page)


def phrases(found: Found) -> list[str]:
    return [one.phrase for one in found.shown]


def kept(database: Database) -> list[Vector]:
    with database.reading() as session:
        return list(session.scalars(select(Vector).order_by(Vector.part)))


@pytest.mark.slow
def test_a_worry_finds_the_words_that_speak_to_it_though_it_shares_none_with_them(
    begin: Begin, database: Database, by_meaning: Search
) -> None:
    with begin() as tx:
        for quote in (PRICE, NOISE, LID):
            put(tx, quote)
    Indexing(database, by_meaning).step()

    with begin() as tx:
        assert phrases(look(tx, by_meaning, "騒音対策にお金をかけるか"))[0] == NOISE
        assert phrases(look(tx, by_meaning, "is the packaging hard to open?"))[0] == LID


@pytest.mark.slow
def test_the_scene_the_idea_and_the_improvement_lead_to_a_watchword_as_well(
    begin: Begin, database: Database, by_meaning: Search, clock: FakeClock, slack: SlackInMemory
) -> None:
    with begin() as tx:
        dialogue = whole_table.hold(tx, slack, clock)
        dialogue.seated[0].voice.scene = "病院の待合室で順番を待っていたとき"
        post = voice_posts(tx, dialogue)[0]
        assert watchwords.nominees(tx, dialogue), post
        put(tx, NOISE)
        adopted = [word.phrase for word in watchwords.nominees(tx, dialogue) if word.state == "adopted"]
    Indexing(database, by_meaning).step()

    assert {Part.SCENE, Part.PHRASE, Part.IMPROVEMENT} <= {row.part for row in kept(database)}
    with begin() as tx:
        assert phrases(look(tx, by_meaning, "医療機関の待ち時間"))[0] in adopted


def test_new_words_are_found_by_spelling_before_anything_was_made_of_them(
    begin: Begin, search: Search
) -> None:
    with begin() as tx:
        put(tx, PRICE)
        put(tx, LID)
        assert phrases(look(tx, search, "フタがすべって"))[0] == LID


@pytest.mark.slow
def test_nothing_near_is_said_honestly(begin: Begin, database: Database, search: Search) -> None:
    with begin() as tx:
        put(tx, LID)
    Indexing(database, search).step()
    with begin() as tx:
        found = look(tx, search, "qqq zzz 9000")
        assert not found.is_near
        assert found.shown == [] or not found.by_spelling
        with pytest.raises(Empty):
            look(tx, search, "   ")


def test_pages_keep_their_order_and_their_place(begin: Begin, search: Search) -> None:
    with begin() as tx:
        for number in range(ON_A_PAGE + 2):
            put(tx, f"ふたが開かない、その{number}")
        first, second, beyond = (look(tx, search, "ふたが開かない", page) for page in (0, 1, 9))
    assert (len(first.shown), len(second.shown), first.count) == (ON_A_PAGE, 2, ON_A_PAGE + 2)
    assert not set(phrases(first)) & set(phrases(second))
    assert phrases(beyond) == phrases(second)


@pytest.mark.slow
def test_guests_find_nothing_that_stays_inside(begin: Begin, search: Search) -> None:
    with begin() as tx:
        put(tx, "ふたが開かない、社内だけ")
        put(tx, "ふたが開かない、公開の声")
        tx.session.scalars(select(Voice).where(Voice.quote.endswith("公開の声"))).one().consent = "public"
        tx.session.flush()
        assert len(look(tx, search, "ふたが開かない").shown) == 2
        tx.actor.is_guest = True
        assert phrases(look(tx, search, "ふたが開かない")) == ["ふたが開かない、公開の声"]


def test_only_what_the_reader_may_read_is_found(begin: Begin, search: Search) -> None:
    with begin() as tx:
        put(tx, "ふたが開かない、合言葉")
        put(tx, "ふたが開かない、推されただけ", state="nominee")
        found = looking_back.look_back(tx, search, search.ask("ふたが開かない"))
    assert (phrases(found), found.count) == (["ふたが開かない、合言葉"], 1)


def test_words_of_another_workspace_are_never_found(begin: Begin, database: Database, search: Search) -> None:
    from tests.conftest import install  # noqa: PLC0415

    with database.session() as session:
        install(session, "T0OTHER")
    with begin(team_id="T0OTHER") as tx:
        put(tx, LID)
    Indexing(database, search).step()
    with begin() as tx:
        assert look(tx, search, LID).shown == []


def test_vectors_are_made_after_the_commit_once_and_again_when_a_text_changes(
    begin: Begin, database: Database, by_meaning: Search
) -> None:
    woken = []
    database.on_words_changed(lambda: woken.append(1))
    indexing = Indexing(database, by_meaning)
    with begin() as tx:
        slack = SlackInMemory()
        talk = Talk(tx, slack, open_table(tx, slack))
        ts = talk.say("軽さより長さ")
        pin(tx, AKI, SALES, ts)
    assert woken
    assert indexing.step() == 1
    assert indexing.step() == 0
    [before] = kept(database)
    assert (before.model, len(before.numbers or b"")) == (by_meaning.model, 1024)

    with begin() as tx:
        talk.tx = tx
        talk.edit(ts, "重さより短さ")
    assert kept(database) == []
    assert indexing.step() == 1
    assert kept(database)[0].digest != before.digest


class Newer:
    """Stands for the next version of the model."""

    version = "newer-1"

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def load(self) -> None:
        self._embedder.load()

    def read(self, texts: Sequence[str]) -> "Vectors":
        return self._embedder.read(texts)


@pytest.mark.slow
def test_another_version_of_the_model_makes_all_anew(
    begin: Begin, database: Database, by_meaning: Search
) -> None:
    with begin() as tx:
        put(tx, LID)
    Indexing(database, by_meaning).step()
    embedder = meaning.find()
    assert embedder is not None
    newer = Search(Meaning(Newer(embedder)))
    assert Indexing(database, newer).step() == 2
    assert [row.model for row in kept(database)] == ["newer-1"]
    Indexing(database, Search(None)).step()
    assert [(row.model, row.numbers) for row in kept(database)] == [("", None)]


class Broken:
    version = "broken-1"

    def load(self) -> None:
        raise OSError(LID)

    def read(self, texts: Sequence[str]) -> "Vectors":
        raise AssertionError(texts)


def test_a_model_that_cannot_be_loaded_leaves_search_to_spelling_and_no_text_in_the_log(
    begin: Begin, database: Database
) -> None:
    search = Search(Meaning(Broken()))
    with begin() as tx:
        put(tx, LID)
    with capture_logs() as logs:
        Indexing(database, search).step()
    assert [line["event"] for line in logs] == ["model not loaded"]
    assert LID not in str(logs)
    with begin() as tx:
        found = look(tx, search, "フタがすべって")
    assert (phrases(found), found.by_spelling) == ([LID], True)


@pytest.mark.slow
def test_a_withdrawn_voice_takes_its_vectors_along_at_once(
    begin: Begin, database: Database, by_meaning: Search
) -> None:
    with begin(CHIE, name="千恵") as tx:
        dialogue = open_table(tx, SlackInMemory())
        post = voice_posts(tx, dialogue)[0]
        pin(tx, AKI, post.channel_id, post.ts or "")
        voice_id = dialogue.seated[0].voice_id
    Indexing(database, by_meaning).step()
    assert kept(database)
    with begin(CHIE, name="千恵") as tx:
        voices.withdraw(tx, voice_id)
    assert kept(database) == []


def test_what_has_reached_its_age_takes_its_vectors_along_and_the_watchword_stays_to_be_found(
    begin: Begin, database: Database, by_meaning: Search, clock: FakeClock
) -> None:
    with begin() as tx:
        put(tx, LID, scene="台所で手が濡れていたとき")
        tx.session.scalars(select(Voice)).one().state = "heard"
    Indexing(database, by_meaning).step()
    assert [row.part for row in kept(database)] == [Part.PHRASE, Part.SCENE]
    clock.advance(days=37 * 31)
    with begin() as tx:
        keeping.enforce(tx)
    assert [row.part for row in kept(database)] == [Part.PHRASE]
    with begin() as tx:
        assert phrases(look(tx, by_meaning, "容器が開けにくい")) == [LID]


def test_after_erasure_no_byte_of_a_vector_is_left_in_the_files(
    begin: Begin, database: Database, by_meaning: Search, database_url: str
) -> None:
    with begin() as tx:
        voice_id = put(tx, LID).about_id
    Indexing(database, by_meaning).step()
    [vector] = kept(database)
    report = erasing.carry_out(database, TEAM, Wanted(What.VOICE, voice_id))
    assert report.is_rewritten
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Vector)) == 0
    if database_url.startswith("sqlite"):
        path = database_url.removeprefix("sqlite:///")
        with open(path, "rb") as file:  # noqa: PTH123
            assert (vector.numbers or b"?")[:64] not in file.read()


def test_indexing_runs_by_itself_and_stops(begin: Begin, database: Database, by_meaning: Search) -> None:
    from tests.e2e.stage import until  # noqa: PLC0415

    indexing = Indexing(database, by_meaning)
    indexing.start()
    try:
        with begin() as tx:
            put(tx, LID)
        until("its vector is made", lambda: bool(kept(database)))
    finally:
        indexing.stop(10)
