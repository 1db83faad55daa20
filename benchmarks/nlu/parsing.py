"""The bot's own understanding of a message, through a trained Rasa model."""

from __future__ import annotations

import asyncio
import logging
import time
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent
from rasa.utils.log_utils import configure_structlog


class Parser:
    """Parses messages and remembers how long each took."""

    def __init__(self, model: Path) -> None:
        configure_structlog(logging.ERROR)
        self._agent = Agent.load(str(model))
        self._loop = asyncio.new_event_loop()
        self.seconds: list[float] = []
        self.parse("Dag")  # the first message loads what is loaded once
        self.seconds.clear()

    def parse(self, text: str) -> dict[str, Any]:
        """Rasa's parse: text, intent, ranking, entities."""
        start = time.perf_counter()
        parsed: dict[str, Any] = self._loop.run_until_complete(self._agent.parse_message(text))
        self.seconds.append(time.perf_counter() - start)
        return parsed
