import logging
from collections.abc import Iterator

import pytest
import structlog


@pytest.fixture(autouse=True, scope="module")
def own_logs() -> Iterator[None]:
    """Give the tests behind these their logs back: a command writes its own to the terminal that it was given."""
    levels = {name: logging.getLogger(name).level for name in ("slack_bolt", "slack_sdk", "apscheduler")}
    yield
    structlog.reset_defaults()
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)
