"""A small bot behind the real gateway: the real Sanic app and stores, a script instead of a model."""

import asyncio
import threading
from types import SimpleNamespace, TracebackType

from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore, LockStore
from rasa.core.run import configure_app
from rasa.core.tracker_store import InMemoryTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from sanic import Sanic

from channels.web import WebInput
from scripts.serve import free_port
from tests.channels.script import reply


class FakeAgent(SimpleNamespace):
    """What the gateway uses of Rasa's agent."""

    async def handle_message(self, message: UserMessage) -> None:
        """Remember the message and answer from the script."""
        async with self.lock_store.lock(message.sender_id):
            tracker = await self.tracker_store.get_or_create_tracker(message.sender_id)
            tracker.update(UserUttered(message.text))
            await self.tracker_store.save(tracker)
        self.received.append(message)
        said = [event.text for event in tracker.events if isinstance(event, UserUttered)]
        for answer in reply(message.text, said):
            await asyncio.sleep(answer.pop("after", 0))
            await message.output_channel.send_response(message.sender_id, answer)
        if message.text == "crash":
            raise RuntimeError("a secret of the server")


class LiveGateway:
    """The gateway on a port of this machine, in a thread of its own. `stop` and `start` make it forget."""

    def __init__(
        self,
        channel: WebInput,
        tracker_store: TrackerStore | None = None,
        lock_store: LockStore | None = None,
    ) -> None:
        self.channel = channel
        self._stores = (tracker_store, lock_store)
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.agent: FakeAgent
        self._loop: asyncio.AbstractEventLoop
        self._thread: threading.Thread

    def start(self) -> None:
        """Serve, with empty stores unless others were given."""
        tracker_store, lock_store = self._stores
        self.agent = FakeAgent(
            tracker_store=tracker_store or InMemoryTrackerStore(Domain.empty()),
            lock_store=lock_store or InMemoryLockStore(),
            received=[],
        )
        ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, args=(ready,), daemon=True)
        self._thread.start()
        assert ready.wait(30), "the gateway did not start"

    def stop(self) -> None:
        """Close the port and drop every connection."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(30)

    def received(self) -> list[str]:
        """Every text that reached the bot."""
        return [message.text or "" for message in self.agent.received]

    def _serve(self, ready: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        Sanic.test_mode = True
        app = configure_app([self.channel], enable_api=False, use_uvloop=False)
        app.ctx.agent = self.agent
        serving = app.create_server("127.0.0.1", self.port, return_asyncio_server=True, access_log=False)
        server = self._loop.run_until_complete(serving)
        self._loop.run_until_complete(server.startup())
        self._loop.run_until_complete(server.before_start())
        self._loop.call_soon(ready.set)
        self._loop.run_forever()
        for connection in list(server.connections):
            connection.abort()
        server.close()
        self._loop.run_until_complete(server.wait_closed())

    def __enter__(self) -> "LiveGateway":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
