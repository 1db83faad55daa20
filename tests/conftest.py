"""The running bot, for tests that hold a conversation. It is started only when a test asks for it."""

from __future__ import annotations

import json
import secrets
import urllib.parse
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from scripts import serve
from scripts.install import ensure_model


class RunningBot:
    """The bot as an outsider sees it: messages over REST, slots over Rasa's HTTP API."""

    def __init__(self, address: str, token: str) -> None:
        self.address = address
        self.token = token

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
def bot() -> Iterator[RunningBot]:
    """The bot, started through the same code as `make run-api`, on a free port with a secret of its own."""
    ensure_model()
    token = secrets.token_hex(16)
    with serve.Bot(serve.free_port(), token) as servers:
        yield RunningBot(servers.address, token)


@pytest.fixture
def sender() -> str:
    """A conversation of its own."""
    return f"test-{secrets.token_hex(8)}"
