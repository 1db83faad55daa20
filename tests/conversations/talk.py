"""One conversation with the running bot: what is said, what comes back, what the bot knows."""

from __future__ import annotations

from typing import Any


class Conversation:
    """A person who types to the bot and looks at what it knows afterwards."""

    def __init__(self, bot: Any, sender: str) -> None:
        self._bot = bot
        self._sender = sender
        self.messages: list[dict[str, Any]] = []
        self.slots: dict[str, Any] = {}

    def say(self, text: str) -> str:
        """Type one message; return all texts of the answer together."""
        self.messages = self._bot.say(self._sender, text)
        self.slots = self._bot.slots(self._sender)
        return self.text

    @property
    def text(self) -> str:
        """The texts of the last answer."""
        return "\n".join(message.get("text", "") for message in self.messages)

    @property
    def buttons(self) -> list[str]:
        """The titles of all buttons of the last answer."""
        return [each["title"] for message in self.messages for each in message.get("buttons", [])]

    @property
    def question(self) -> str | None:
        """The fact that is being asked."""
        open_fact: str | None = self.slots["requested_slot"]
        return open_fact
