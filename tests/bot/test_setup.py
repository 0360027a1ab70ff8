"""A circle from nothing: who may, what is refused at which field, and who is asked."""

import pytest
from sqlalchemy import select

from bot.circles import acts, circles, setup
from bot.circles.circles import NameTaken
from bot.circles.setup import AdminsOnly, MayNotSetUp, NoSuchZone, SetupForm, TooMany, WhoSetsUp
from bot.refusals import Empty, Refusal, TooLong
from models import AskedRoom
from tests.bot.circle_of_three import seat
from tests.conftest import Begin


def form(**changed) -> SetupForm:
    fields = {
        "name": "商品づくり",
        "rooms": ["C1", "C2"],
        "day": "tue",
        "time": "15:30",
        "tz": "Europe/Berlin",
        "hosts": ["U0HOST"],
    }
    return SetupForm.model_validate(fields | changed)


def test_a_circle_is_there_and_its_rooms_are_asked(begin: Begin) -> None:
    with begin("U0AKI", locale="en") as tx:
        circle = setup.add(tx, form(wins_room="C3", record_room="C4"), ["Sales", "Development"])
        asked = tx.session.scalars(select(AskedRoom).order_by(AskedRoom.position, AskedRoom.purpose)).all()
        assert [(one.channel_id, one.purpose, one.department) for one in asked] == [
            ("C1", "seat", "Sales"),
            ("C2", "seat", "Development"),
            ("C3", "wins", ""),
            ("C4", "record", ""),
        ]
        assert (circle.weekday, circle.at, circle.tz, circle.language) == (1, "15:30", "Europe/Berlin", "en")
        assert circle.rooms == []
        assert [host.user_id for host in circle.hosts] == ["U0HOST"]
        assert [(act.kind, act.user_id) for act in acts.of_circle(tx, circle)] == [("circle.setup", "U0AKI")]


def test_whoever_chooses_no_host_is_the_host(begin: Begin) -> None:
    with begin("U0AKI") as tx:
        circle = setup.add(tx, form(hosts=None), ["営業", "開発"])
        assert [host.user_id for host in circle.hosts] == ["U0AKI"]


@pytest.mark.parametrize(
    ("changed", "refusal", "field"),
    [
        ({"name": " 　"}, Empty, "name"),
        ({"name": None}, Empty, "name"),
        ({"name": "あ" * 81}, TooLong, "name"),
        ({"name": "ある円卓"}, NameTaken, "name"),
        ({"rooms": []}, Empty, "rooms"),
        ({"rooms": None}, Empty, "rooms"),
        ({"rooms": [f"C{n}" for n in range(21)]}, TooMany, "rooms"),
        ({"hosts": [f"U{n}" for n in range(11)]}, TooMany, "hosts"),
        ({"tz": "Mars/Olympus"}, NoSuchZone, "tz"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    begin: Begin, changed: dict[str, object], refusal: type[Refusal], field: str
) -> None:
    with begin() as tx:
        seat(tx, name="ある円卓")
        with pytest.raises(refusal) as refused:
            setup.check(tx, form(**changed))
        assert refused.value.field == field


def test_a_department_that_is_missing_or_too_long_is_refused_at_its_own_field(begin: Begin) -> None:
    with begin() as tx:
        with pytest.raises(Empty) as refused:
            setup.add(tx, form(), ["営業", ""])
        assert refused.value.field == "department_2"
        with pytest.raises(TooLong) as refused_too:
            setup.add(tx, form(), ["あ" * 81, "開発"])
        assert refused_too.value.field == "department_1"
        assert circles.list_(tx) == []


def test_only_one_line_for_one_room_says_plainly_what_it_stands_for() -> None:
    assert setup.departments(form(rooms=["C1"], departments=" 営業 \n")) == ["営業"]
    assert setup.departments(form(rooms=["C1"], departments="営業\n開発")) is None
    assert setup.departments(form(departments="営業\n開発")) is None
    assert setup.departments(form(rooms=["C1"], departments=None)) is None


@pytest.mark.parametrize(
    ("who", "person", "may"),
    [
        (WhoSetsUp.EVERYBODY, "U0AKI", True),
        (WhoSetsUp.HOSTS, "U0AKI", False),
        (WhoSetsUp.HOSTS, "U0HOST", True),
        (WhoSetsUp.ADMINS, "U0HOST", False),
        (WhoSetsUp.ADMINS, "U0ADMIN", True),
        (WhoSetsUp.HOSTS, "U0ADMIN", True),
    ],
)
def test_the_workspace_says_who_sets_up_circles(begin: Begin, who: WhoSetsUp, person: str, may: bool) -> None:
    with begin("U0ADMIN") as tx:
        tx.actor.is_admin = True
        seat(tx, name="ある円卓")
        setup.let(tx, who)
    with begin(person) as tx:
        if may:
            setup.require_allowed(tx)
        else:
            with pytest.raises(MayNotSetUp):
                setup.add(tx, form(), ["営業", "開発"])


def test_only_admins_of_slack_change_who_may(begin: Begin) -> None:
    with begin("U0HOST") as tx:
        seat(tx)
        with pytest.raises(AdminsOnly):
            setup.let(tx, WhoSetsUp.HOSTS)
        assert tx.workspace.who_sets_up == WhoSetsUp.EVERYBODY
        tx.actor.is_external = True
        with pytest.raises(MayNotSetUp):
            setup.require_allowed(tx)
