"""A small bot behind the real gateway: the real Sanic app and stores, a script instead of a model."""

import argparse
import asyncio
import json
from types import SimpleNamespace
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.run import configure_app
from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from sanic import Sanic

from channels.web import WebInput
from tests.channels.script import reply


class FakeAgent(SimpleNamespace):
    """What the gateway uses of Rasa's agent."""

    async def handle_message(self, message: UserMessage) -> None:
        """Remember the message and answer from the script."""
        async with self.lock_store.lock(message.sender_id):
            tracker = await self.tracker_store.get_or_create_tracker(message.sender_id)
            tracker.update(UserUttered(message.text))
            await self.tracker_store.save(tracker)
        for answer in reply(message.text):
            await asyncio.sleep(answer.pop("after", 0))
            await message.output_channel.send_response(message.sender_id, answer)
        if message.text == "crash":
            raise RuntimeError("a secret of the server")


def fake_agent() -> FakeAgent:
    """Return an agent with empty stores."""
    return FakeAgent(tracker_store=InMemoryTrackerStore(Domain.empty()), lock_store=InMemoryLockStore())


def fake_app(channel: WebInput) -> Sanic:
    """Return Rasa's own app with our channel and the scripted agent."""
    Sanic.test_mode = True
    app = configure_app([channel], enable_api=False)
    app.ctx.agent = fake_agent()
    return app


def main() -> None:
    """Serve on the port given; `--settings` is what credentials.yml would hold."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--settings", type=json.loads, default={})
    arguments: Any = parser.parse_args()
    fake_app(WebInput.from_credentials(arguments.settings)).run("127.0.0.1", arguments.port, access_log=False)


if __name__ == "__main__":
    main()
