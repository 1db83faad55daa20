"""One turn of a conversation: one message goes in once, the bot's messages come out as they are made.

A browser that lost its connection sends the same message id again and gets the same turn, not a second one.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from weakref import WeakValueDictionary

from rasa.core.channels.channel import OutputChannel, UserMessage

from channels.tokens import Session

Handler = Callable[[UserMessage], Awaitable[Any]]
Render = Callable[[dict[str, Any]], dict[str, Any]]

MOST_TURNS = 2_000
TURN_SECONDS = 30

logger = logging.getLogger(__name__)


class Turn(OutputChannel):
    """Rasa's way out for one turn; any number of readers may follow it, early or late."""

    def __init__(self, render: Render) -> None:
        """`render` turns Rasa's message into the one the browser gets."""
        self._render = render
        self._messages: list[dict[str, Any]] = []
        self._reserve: list[dict[str, Any]] = []
        self._changed = asyncio.Condition()
        self._over = False
        self.error: str | None = None

    @classmethod
    def name(cls) -> str:
        """Name of the channel, as Rasa's trackers store it."""
        return "web"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take one message of the bot. What the card will tell too becomes the card's text, not a message."""
        if message.get("on_card"):
            self._reserve.append(message)
            return
        if (message.get("custom") or {}).get("type") == "advice":
            message = _with_text(message, self._reserve)
            self._reserve = []
        self._messages.append(self._render(message))
        await self._notify()

    async def end(self, error: str | None = None) -> None:
        """Nothing more will come. If no card came, what was kept for it is said."""
        self._messages += map(self._render, self._reserve)
        self._reserve = []
        self.error = error
        self._over = True
        await self._notify()

    async def messages(self) -> AsyncIterator[dict[str, Any]]:
        """Yield every message from the first on, as it comes."""
        position = 0
        while True:
            async with self._changed:
                while not self._over and position == len(self._messages):
                    await self._changed.wait()
            if position == len(self._messages):
                return
            yield self._messages[position]
            position += 1

    @property
    def silent(self) -> bool:
        """Whether the bot has said nothing."""
        return not self._messages and not self._reserve

    async def _notify(self) -> None:
        async with self._changed:
            self._changed.notify_all()


def _with_text(card: dict[str, Any], told: list[dict[str, Any]]) -> dict[str, Any]:
    """The card with the messages that tell the same as its text, for who can't be shown a card."""
    texts = [str(message["text"]) for message in told if message.get("text")]
    buttons = [button for message in [*told, card] for button in message.get("buttons") or []]
    return {**card, "text": "\n\n".join([*texts, *filter(None, [card.get("text")])]), "buttons": buttons}


class Silence(OutputChannel):
    """For answers that were already given: nobody has to read them again."""

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Drop the message."""


class Turns:
    """The latest turns of this process, by conversation and message id."""

    def __init__(self, handler: Handler) -> None:
        """`handler` is Rasa's: it takes one user message and returns when all is said."""
        self._handler = handler
        self._turns: OrderedDict[tuple[str, str], Turn] = OrderedDict()
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._tasks: set[asyncio.Task[None]] = set()

    def find(self, conversation: str, message_id: str) -> Turn | None:
        """Return the turn that this message already started, unless it failed: then it may be tried again."""
        turn = self._turns.get((conversation, message_id))
        return turn if turn is None or turn.error is None else None

    def start(
        self, session: Session, message_id: str, said: list[str], language: str, render: Render
    ) -> Turn:
        """Give a message to Rasa. It goes on when the browser goes away: a retry finds the answer.

        `said` ends with that message; what comes before it is told again to a server that lost its memory.
        """
        turn = Turn(render)
        self._turns[session.conversation, message_id] = turn
        if len(self._turns) > MOST_TURNS:
            self._turns.popitem(last=False)
        outputs: list[OutputChannel] = [Silence() for _ in said[1:]]
        metadata = {"municipality": session.municipality, "language": language}
        messages = [
            UserMessage(
                text, output, session.conversation, input_channel=turn.name(), metadata=dict(metadata)
            )
            for text, output in zip(said, [*outputs, turn], strict=True)
        ]
        task = asyncio.ensure_future(self._run(turn, session.conversation, messages))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return turn

    def lock(self, conversation: str) -> asyncio.Lock:
        """One message of a conversation at a time, in the order in which they came."""
        return self._locks.setdefault(conversation, asyncio.Lock())

    def forget(self, conversation: str) -> None:
        """Drop what is remembered of a conversation."""
        for key in [key for key in self._turns if key[0] == conversation]:
            del self._turns[key]

    async def _run(self, turn: Turn, conversation: str, messages: list[UserMessage]) -> None:
        error: str | None = None
        async with self.lock(conversation):
            try:
                await asyncio.wait_for(self._handle(messages), TURN_SECONDS)
            except asyncio.TimeoutError:
                error = "timeout"
            except Exception:
                logger.exception("A message could not be answered.")
                error = "internal_error"
        if error is None and turn.silent:
            error = "no_answer"
        await turn.end(error)

    async def _handle(self, messages: list[UserMessage]) -> None:
        for message in messages:
            await self._handler(message)
