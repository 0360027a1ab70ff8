"""The little company of the sandbox's own tests (aki, ben …), and an app whose answers a test writes."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from sandbox.client import Sandbox
from tests.sandbox.stage import App, Listener, Stage

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def running() -> Iterator[Sandbox]:
    with Sandbox.start(manifest=HERE / "manifest.yml", company=HERE / "company.yml") as sandbox:
        yield sandbox


@pytest.fixture(scope="session")
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


@pytest.fixture(scope="session")
def caller() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=10, trust_env=False) as client:
        yield client


@pytest.fixture
def stage(running: Sandbox, listener: Listener, caller: httpx.Client) -> Iterator[Stage]:
    """Give a fresh company; everything goes over HTTP to an app that answers what the test says, and is not sent again."""
    running.reset()
    listener.app = App()
    running.settings(request_url=listener.url, retry_waits=[])
    yield Stage(running, listener.app, listener.url, caller)
    running.settle(quiet=0)
