from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.refusals import Empty, Gone, TooLong
from bot.voices import voices
from bot.voices.voice_check import NoConsent, NotSaidYet
from bot.voices.voice_form import Consent, Source, VoiceForm
from bot.voices.voices import AlreadyHeard, NotYourVoice
from bot.watchwords import watchwords
from models import Dialogue, Voice, Workspace
from tests.bot.circle_of_three import CALLS, SALES, seat
from tests.bot.open_table import CHIE, open_table
from tests.bot.slack_in_memory import SlackInMemory
from tests.conftest import Begin, FakeClock, install, outbox_rows

FAMILY = "👨‍👩‍👧‍👦"


def test_words_are_kept_at_once_with_the_department_of_their_room(begin: Begin) -> None:
    with begin() as tx:
        circle = seat(tx)
        brought = voices.bring(tx, " ふたが固いんです\n", channel_id=CALLS)

        assert brought is not None
        assert brought.voice.quote == "ふたが固いんです"
        assert (brought.voice.state, brought.voice.consent) == ("waiting", "inside")
        assert (brought.voice.department, brought.voice.circle_id) == ("お客様相談", circle.id)
        assert tx.actor.department == "お客様相談"


def test_outside_the_rooms_a_voice_waits_for_any_circle_under_its_submitters_department(begin: Begin) -> None:
    with begin() as tx:
        circle = seat(tx)
        tx.actor.department = "開発"
        brought = voices.bring(tx, "重い", channel_id="C0OTHER")

        assert brought is not None
        assert (brought.voice.department, brought.voice.circle_id) == ("開発", None)
        assert voices.waiting(tx, circle) == [brought.voice]


@pytest.mark.parametrize(("locale", "mark"), [("ja", "●●"), ("en", "[hidden]")])
def test_telephone_and_address_are_hidden_before_they_are_kept(begin: Begin, locale: str, mark: str) -> None:
    with begin(locale=locale) as tx:
        text = "電話は090-1234-5678、メールは taro@example.com です"
        brought = voices.bring(tx, text, channel_id=SALES)

        assert brought is not None
        assert brought.hidden == 2
        assert brought.voice.quote == f"電話は{mark}、メールは {mark} です"


def test_details_are_hidden_too(begin: Begin) -> None:
    with begin() as tx:
        brought = voices.submit(tx, VoiceForm(quote="重い", scene="090-1234-5678 から電話"))

        assert brought.voice.scene == "●● から電話"
        assert brought.hidden == 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param(" \u3000\n\t", id="spaces"),
        pytest.param("\x00\x01\x7f", id="controls"),
        pytest.param("\u200b\ufeff\u2060", id="zero width"),
        pytest.param("あ" * 501, id="501 characters"),
    ],
)
def test_unfit_words_need_the_form_and_keep_nothing(begin: Begin, text: str) -> None:
    with begin() as tx:
        assert voices.bring(tx, text, channel_id=SALES) is None
        assert tx.session.scalars(select(Voice)).all() == []


@pytest.mark.parametrize("text", ["😶", FAMILY, "🇯🇵", "あ" * 500, "ー"])
def test_an_emoji_alone_and_500_characters_are_voices(begin: Begin, text: str) -> None:
    with begin() as tx:
        brought = voices.bring(tx, text, channel_id=SALES)
        assert brought is not None
        assert brought.voice.quote == text


def test_unseen_controls_are_taken_out(begin: Begin) -> None:
    with begin() as tx:
        brought = voices.bring(tx, "重\x00い\u202e です\r\nとても", channel_id=SALES)
        assert brought is not None
        assert brought.voice.quote == "重い です\nとても"


@pytest.mark.parametrize(
    ("form", "refusal", "field"),
    [
        (VoiceForm(quote=" "), Empty, "quote"),
        (VoiceForm(quote="あ" * 501), TooLong, "quote"),
        (VoiceForm(quote="重い", scene="あ" * 501), TooLong, "scene"),
        (VoiceForm(quote="重い", product="あ" * 101), TooLong, "product"),
        (VoiceForm(quote="重い", consent=Consent.REFUSED), NoConsent, "consent"),
        (VoiceForm(quote="重い", said_on=date(2026, 12, 1)), NotSaidYet, "said_on"),
    ],
)
def test_what_cannot_be_kept_is_answered_at_its_field(begin: Begin, form, refusal, field: str) -> None:
    with begin() as tx, pytest.raises(refusal) as refused:
        voices.submit(tx, form)
    assert refused.value.field == field


def test_today_is_the_submitters_own_day(begin: Begin, clock: FakeClock) -> None:
    clock.advance(hours=15)  # 1 December in Tokyo, 30 November in London
    with begin() as tx:
        voices.submit(tx, VoiceForm(quote="重い", said_on=date(2026, 12, 1)))
        tx.actor.tz = "Europe/London"
        with pytest.raises(NotSaidYet):
            voices.submit(tx, VoiceForm(quote="軽い", said_on=date(2026, 12, 1)))
        tx.actor.tz = "Mars/Olympus"
        voices.submit(tx, VoiceForm(quote="赤い", said_on=date(2026, 12, 1)))


def test_the_same_words_again_within_two_minutes_are_the_voice_already_kept(
    begin: Begin, clock: FakeClock
) -> None:
    with begin() as tx:
        first = voices.bring(tx, "重い", channel_id=SALES)
    clock.advance(minutes=2)
    with begin() as tx:
        again = voices.bring(tx, "重い", channel_id=SALES)
        assert first is not None
        assert again is not None
        assert again.voice.id == first.voice.id
        assert not again.has_twin
    clock.advance(minutes=1)
    with begin() as tx:
        later = voices.bring(tx, "重い", channel_id=SALES)
        assert later is not None
        assert later.voice.id != first.voice.id
        assert later.has_twin


def test_a_repeated_command_does_not_undo_the_details(begin: Begin) -> None:
    with begin() as tx:
        first = voices.submit(tx, VoiceForm(quote="重い", product="水筒", consent=Consent.PUBLIC))
        voices.bring(tx, "重い", channel_id=SALES)

        assert (first.voice.product, first.voice.consent) == ("水筒", "public")


def test_somebody_elses_same_words_are_kept_and_said_to_be_here_already(begin: Begin) -> None:
    with begin() as tx:
        first = voices.bring(tx, "重い", channel_id=SALES)
    with begin("U0BEN", name="勉") as tx:
        second = voices.bring(tx, "重い", channel_id=SALES)
        assert first is not None
        assert second is not None
        assert second.voice.id != first.voice.id
        assert second.has_twin


def test_a_waiting_voice_is_changed_by_its_submitter_alone(begin: Begin) -> None:
    with begin() as tx:
        kept = voices.submit(tx, VoiceForm(quote="重い")).voice
        form = VoiceForm(quote="とても重い", source=Source.PHONE, said_on=date(2026, 11, 1))
        changed = voices.change(tx, kept.id, form).voice
        assert changed is kept
        assert (kept.quote, kept.source, kept.said_on) == ("とても重い", "phone", date(2026, 11, 1))
        assert VoiceForm.of(kept) == form
    with begin("U0BEN") as tx:
        with pytest.raises(NotYourVoice):
            voices.change(tx, kept.id, form)
        with pytest.raises(NotYourVoice):
            voices.withdraw(tx, kept.id)


def test_a_heard_voice_is_not_changed_any_more(begin: Begin) -> None:
    with begin() as tx:
        kept = voices.submit(tx, VoiceForm(quote="重い")).voice
        kept.state = "heard"
        with pytest.raises(AlreadyHeard):
            voices.open_for_change(tx, kept.id)


def test_withdrawing_erases_the_words_and_done_twice_it_is_done(begin: Begin) -> None:
    with begin() as tx:
        circle = seat(tx)
        kept = voices.submit(tx, VoiceForm(quote="重い", scene="店で", segment="親子", product="水筒")).voice
        voices.withdraw(tx, kept.id)
        voices.withdraw(tx, kept.id)

        assert kept.state == "withdrawn"
        assert (kept.quote, kept.scene, kept.segment, kept.product) == ("", None, None, None)
        assert voices.waiting(tx, circle) == []
        with pytest.raises(Gone):
            voices.open_for_change(tx, kept.id)


def test_a_voice_withdrawn_from_the_table_is_taken_down_in_every_room(begin: Begin) -> None:
    with begin(CHIE, name="千恵") as tx:
        slack = SlackInMemory()
        dialogue = open_table(tx, slack)
        [seated] = dialogue.seated
        voices.withdraw(tx, seated.voice_id)

        keys = {row.key for row in outbox_rows(tx, "delete")}
        assert keys == {
            f"voice:{dialogue.id}:{seated.voice_id}:{thread.room_id}" for thread in dialogue.threads
        }
        assert watchwords.nominees(tx, tx.session.get_one(Dialogue, dialogue.id)) == []


def test_voices_wait_in_the_order_in_which_they_came(begin: Begin, clock: FakeClock) -> None:
    with begin() as tx:
        circle = seat(tx)
        other = seat(tx, name="もうひとつ", rooms=[{"channel_id": "C0FAR", "department": "物流"}])
        first = voices.bring(tx, "一", channel_id=SALES)
        tx.now += timedelta(minutes=1)
        second = voices.bring(tx, "二", channel_id=CALLS)
        voices.bring(tx, "よその声", channel_id="C0FAR")

        assert first is not None
        assert second is not None
        assert voices.waiting(tx, circle) == [first.voice, second.voice]
        assert [voice.quote for voice in voices.waiting(tx, other)] == ["よその声"]


def test_another_workspaces_voice_is_not_here(begin: Begin) -> None:
    with begin() as tx:
        kept = voices.submit(tx, VoiceForm(quote="重い")).voice
        install(tx.session, "T0OTHER")
        tx.session.flush()
        tx.workspace = tx.session.get_one(Workspace, "T0OTHER")
        with pytest.raises(Gone):
            voices.get(tx, kept.id)
