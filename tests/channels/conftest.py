"""The gateway in front of a scripted bot."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from rasa.core.lock_store import LockStore
from rasa.core.tracker_store import TrackerStore

from channels.feedback import FeedbackBook
from channels.network import Network
from channels.tokens import Tokens
from channels.web import WebInput
from tests.channels.client import Client
from tests.channels.fake_bot import LiveGateway

SECRET = "a secret for the tests only, long enough"
ALLOWED = "https://www.lindebeek.example"

Serve = Callable[..., LiveGateway]


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Start gateways with other settings; all are stopped at the end of the module."""
    running: list[LiveGateway] = []

    def start(
        *,
        tokens: Tokens | None = None,
        proxies: list[str] | None = None,
        tracker_store: TrackerStore | None = None,
        lock_store: LockStore | None = None,
        **settings: Any,
    ) -> LiveGateway:
        network = Network(SECRET, proxies or [], [ALLOWED])
        book = FeedbackBook(feedback_file(tmp_path_factory.mktemp("feedback")))
        settings = {
            "messages_per_minute": 10_000,
            "requests_per_minute": 10_000,
            "sessions_per_hour": 10_000,
        } | settings
        channel = WebInput(tokens or Tokens(SECRET), network, book, **settings)
        gateway = LiveGateway(channel, tracker_store, lock_store)
        gateway.start()
        running.append(gateway)
        return gateway

    yield start
    for gateway in running:
        gateway.stop()


def feedback_file(folder: Path) -> Path:
    """Where the ratings of a test go."""
    return folder / "feedback.jsonl"


@pytest.fixture(scope="module")
def gateway(serve: Serve) -> LiveGateway:
    """A gateway with room for every test."""
    return serve()


@pytest.fixture
def client(gateway: LiveGateway) -> Client:
    """Somebody with a session."""
    return Client(gateway.address).opened()
