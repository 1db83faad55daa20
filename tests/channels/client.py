"""A browser's side of the gateway, without a browser."""

import json
from typing import Any

import requests

SECONDS = 20


class Client:
    """Talks to the gateway as the widget does; every header and body can be something else."""

    def __init__(self, address: str, origin: str | None = None) -> None:
        self.address = address
        self.origin = origin or address
        self.token = ""
        self._count = 0

    def opened(self, municipality: str = "lindebeek") -> "Client":
        """Start a session."""
        self.token = self.post("session", {"municipality": municipality}).json()["token"]
        return self

    def post(self, path: str, body: Any, **headers: str) -> requests.Response:
        """Post JSON, or bytes as they are."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return requests.post(self.url(path), data=data, headers=self._headers(headers), timeout=SECONDS)

    def delete(self, path: str) -> requests.Response:
        """Delete."""
        return requests.delete(self.url(path), headers=self._headers({}), timeout=SECONDS)

    def url(self, path: str) -> str:
        """Address of a route of the API."""
        return f"{self.address}/webhooks/web/{path}"

    def send(self, **message: Any) -> requests.Response:
        """Send one message."""
        self._count += 1
        return self.post("messages", {"id": f"m{self._count}", **message})

    def say(self, text: str, **message: Any) -> list[dict[str, Any]]:
        """Type something and return the bot's messages."""
        return messages(self.send(text=text, **message))

    def press(self, payload: str) -> requests.Response:
        """Press a button."""
        return self.send(payload=payload)

    def _headers(self, more: dict[str, str]) -> dict[str, str]:
        headers = {"Origin": self.origin, "Authorization": f"Bearer {self.token}", **more}
        return {name: value for name, value in headers.items() if value}


def events(answer: requests.Response) -> list[dict[str, Any]]:
    """The events of a streamed answer."""
    assert answer.status_code == 200, answer.text
    return [json.loads(line) for line in answer.text.splitlines()]


def messages(answer: requests.Response) -> list[dict[str, Any]]:
    """The bot's messages in a streamed answer."""
    return [event["message"] for event in events(answer) if event["event"] == "message"]


def error(answer: requests.Response) -> tuple[int, str]:
    """Status and code of a refusal, which always has a sentence for the person."""
    body = answer.json()["error"]
    assert body["message"].strip()
    assert "Traceback" not in answer.text
    return answer.status_code, body["code"]
