"""The running bot, for tests that hold a conversation. It is started only when a test asks for it."""

from __future__ import annotations

import json
import os
import secrets
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from scripts import serve
from scripts.install import ensure_model

# Rasa brings TensorFlow along, which talks while it is loaded.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


class RunningBot:
    """The bot as an outsider sees it: messages over REST, slots over Rasa's HTTP API."""

    def __init__(self, servers: serve.Bot, token: str) -> None:
        self.address = servers.address
        self.token = token
        self._servers = servers

    @contextmanager
    def away(self) -> Iterator[None]:
        """Take the bot down for a while. It comes back at the same address, with nothing in its memory."""
        self._servers.stop()
        yield
        self._servers.__enter__()

    def say(self, sender: str, text: str) -> list[dict[str, Any]]:
        """Send one message and return the bot's messages."""
        body = json.dumps({"sender": sender, "message": text}).encode()
        headers = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"{self.address}/webhooks/rest/webhook", body, headers)
        messages: list[dict[str, Any]] = self._fetch(request)
        return messages

    def tracker(self, sender: str) -> dict[str, Any]:
        """Return Rasa's tracker of a conversation."""
        path = f"/conversations/{urllib.parse.quote(sender, safe='')}/tracker?token={self.token}"
        tracker: dict[str, Any] = self._fetch(urllib.request.Request(self.address + path))
        return tracker

    def slots(self, sender: str) -> dict[str, Any]:
        """Return the slots of a conversation: the facts, and the advice."""
        slots: dict[str, Any] = self.tracker(sender)["slots"]
        return slots

    def _fetch(self, request: urllib.request.Request) -> Any:
        with urllib.request.urlopen(request, timeout=serve.RESPONSE_TIMEOUT_SECONDS) as answer:
            return json.load(answer)


@pytest.fixture(scope="session")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningBot]:
    """The bot, started through the same code as `make run-api`, on a free port with a secret of its own."""
    ensure_model()
    token = secrets.token_hex(16)
    with pytest.MonkeyPatch.context() as environment:
        # What the tests say of the bot is not what people say of it.
        ratings = tmp_path_factory.mktemp("ratings") / "feedback.jsonl"
        environment.setenv("WEB_FEEDBACK_FILE", str(ratings))
        with serve.Bot(serve.free_port(), token) as servers:
            yield RunningBot(servers, token)


@pytest.fixture
def sender() -> str:
    """A conversation of its own."""
    return f"test-{secrets.token_hex(8)}"
