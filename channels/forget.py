"""Really deleting a conversation: Rasa has no way to do it, so each kind of tracker store gets its own."""

from functools import singledispatch
from typing import Any

from rasa.core.agent import Agent
from rasa.core.tracker_store import (
    AwaitableTrackerStore,
    FailSafeTrackerStore,
    InMemoryTrackerStore,
    RedisTrackerStore,
    SQLTrackerStore,
)


class CannotForget(Exception):
    """This tracker store has no known way to delete a conversation."""


async def forget(agent: Agent, conversation: str) -> None:
    """Delete everything that the tracker store keeps of a conversation."""
    async with agent.lock_store.lock(conversation):
        _delete(agent.tracker_store, conversation)


@singledispatch
def _delete(store: Any, conversation: str) -> None:
    raise CannotForget(type(store).__name__)


@_delete.register
def _(store: InMemoryTrackerStore, conversation: str) -> None:
    store.store.pop(conversation, None)


@_delete.register
def _(store: SQLTrackerStore, conversation: str) -> None:
    with store.session_scope() as session:
        session.query(store.SQLEvent).filter(store.SQLEvent.sender_id == conversation).delete()
        session.commit()


@_delete.register
def _(store: RedisTrackerStore, conversation: str) -> None:
    store.red.delete(store.key_prefix + conversation)


@_delete.register
def _(store: FailSafeTrackerStore, conversation: str) -> None:
    _delete(store._tracker_store, conversation)
    if store._fallback_tracker_store is not None:
        _delete(store._fallback_tracker_store, conversation)


@_delete.register
def _(store: AwaitableTrackerStore, conversation: str) -> None:
    _delete(store._tracker_store, conversation)
