from datetime import timedelta

from slack_sdk.models.blocks import SectionBlock

from bot.clock import real_now
from bot.delivery.outbox import About, Draft, Message
from tests.conftest import Begin, outbox_rows


def said(text: str) -> Message:
    return Message(text, [SectionBlock(text=text)])


def test_a_post_written_twice_under_one_key_is_one_post(begin: Begin) -> None:
    with begin() as tx:
        for _ in range(2):
            tx.outbox.post(Draft("C1", "card:1", said("hello"), about=About("dialogue", "1")))

        assert [row.key for row in outbox_rows(tx)] == ["card:1"]


def test_an_update_of_a_waiting_post_changes_its_words_in_place(begin: Begin) -> None:
    with begin() as tx:
        tx.outbox.post(Draft("C1", "card:1", said("old")))
        tx.outbox.update("card:1", said("new"))

        [row] = outbox_rows(tx)
        assert row.arguments["text"] == "new"


def test_the_newest_of_several_updates_is_the_one_that_goes_out(begin: Begin) -> None:
    with begin() as tx:
        tx.outbox.post(Draft("C1", "card:1", said("old")))
    with begin() as tx:
        posted(tx)
        tx.outbox.update("card:1", said("newer"))
        tx.outbox.update("card:1", said("newest"))

        [row] = outbox_rows(tx, "update")
        assert row.arguments["text"] == "newest"


def test_deleting_a_waiting_post_leaves_nothing_to_send(begin: Begin) -> None:
    with begin() as tx:
        tx.outbox.post(Draft("C1", "card:1", said("old")))
        tx.outbox.delete("card:1")

        assert outbox_rows(tx) == []
        found = tx.outbox.find("card:1")
        assert found is not None
        assert found.state == "deleted"


def test_a_post_under_way_is_deleted_after_it_stands(begin: Begin) -> None:
    with begin() as tx:
        tx.outbox.post(Draft("C1", "card:1", said("old")))
        tx.session.flush()
        outbox_rows(tx)[0].state = "sending"
        tx.outbox.update("card:1", said("too late"))
        tx.outbox.delete("card:1")

        assert [row.kind for row in outbox_rows(tx)] == ["post", "delete"]


def test_a_draft_without_words_keeps_its_place_until_filled(begin: Begin) -> None:
    with begin() as tx:
        tx.outbox.post(Draft("C1", "copy:1", None))
        tx.outbox.post(Draft("C1", "copy:2", said("second")))
        assert [row.is_ready for row in outbox_rows(tx)] == [False, True]

        tx.outbox.fill("copy:1", said("first"))

        assert [row.arguments["text"] for row in outbox_rows(tx)] == ["first", "second"]
        assert all(row.is_ready for row in outbox_rows(tx))


def test_one_question_is_under_way_at_a_time(begin: Begin) -> None:
    with begin() as tx:
        for _ in range(2):
            tx.outbox.ask("users.info", {"user": "U1"}, answer="person_learned", subject="U1")

        assert len(outbox_rows(tx, "ask")) == 1


def posted(tx) -> None:
    [row] = outbox_rows(tx, "post")
    found = tx.outbox.find(row.key)
    found.ts, found.state = "1.000001", "posted"
    tx.session.delete(row)
    tx.session.flush()


def test_what_is_no_hurry_waits_and_takes_up_what_else_changes(begin: Begin) -> None:
    with begin() as tx:
        tx.outbox.post(Draft("C1", "card:1", said("old")))
    with begin() as tx:
        posted(tx)
        for count in ("1", "2"):
            tx.outbox.update("card:1", said(count), within=timedelta(seconds=15))
        [waiting] = outbox_rows(tx, "update")
        assert waiting.arguments["text"] == "2"
        assert waiting.not_before > real_now() + timedelta(seconds=10)

        tx.outbox.update("card:1", said("3"))
        [sooner] = outbox_rows(tx, "update")
        assert sooner.arguments["text"] == "3"
        assert sooner.not_before <= real_now()
