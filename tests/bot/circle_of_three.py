"""A circle for tests: sales, development and the call centre, Monday 10:00 in Tokyo, hosted by U0HOST."""

from typing import Any

from bot.circles import circles
from bot.circles.circles import CircleForm, RoomForm
from bot.transaction import Transaction
from models import Circle

SALES, DEVELOPMENT, CALLS = "C0SALES", "C0DEV", "C0CALLS"
RECORD, WINS = "C0RECORD", "C0WINS"


def form(**changed: Any) -> CircleForm:
    """Return the circle's form; what a test is about is given by name."""
    fields = {
        "name": "商品づくり",
        "rooms": [
            RoomForm(channel_id=SALES, department="営業"),
            RoomForm(channel_id=DEVELOPMENT, department="開発"),
            RoomForm(channel_id=CALLS, department="お客様相談"),
        ],
        "day": "mon",
        "time": "10:00",
        "tz": "Asia/Tokyo",
        "hosts": ["U0HOST"],
        "record_room": RECORD,
        "wins_room": WINS,
    }
    return CircleForm.model_validate(fields | changed)


def seat(tx: Transaction, **changed: Any) -> Circle:
    return circles.add(tx, form(**changed))
