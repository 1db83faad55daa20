"""With the stores of a larger installation: what is deleted is gone, and processes count together."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import psycopg2
import pytest
import redis
from rasa.core.lock_store import LockStore
from rasa.core.tracker_store import FailSafeTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.utils.endpoints import EndpointConfig

from tests.channels.client import Client, error
from tests.channels.conftest import Serve
from tests.channels.servers import LOCALHOST, POSTGRES_USER, postgresql, redis_server

SECRET_WORDS = "mijn geheim is veilig"


class Stores(NamedTuple):
    """What goes in endpoints.yml, and everything that is in those stores, as text."""

    tracker_store: EndpointConfig
    lock_store: EndpointConfig | None
    contents: Callable[[], str]


@pytest.fixture(scope="module")
def redis_port() -> Iterator[int]:
    """A Redis for this module."""
    with redis_server() as port:
        yield port


@pytest.fixture(scope="module")
def postgres_port() -> Iterator[int]:
    """A PostgreSQL for this module."""
    with postgresql() as port:
        yield port


def lock_store(port: int) -> EndpointConfig:
    """A lock store in Redis, as in endpoints.yml."""
    return EndpointConfig(type="redis", url=LOCALHOST, port=port, db=1)


@pytest.fixture
def in_postgresql(postgres_port: int, redis_port: int) -> Stores:
    """Conversations in PostgreSQL, locks in Redis."""
    login = {"host": LOCALHOST, "port": postgres_port, "user": POSTGRES_USER}

    def contents() -> str:
        with psycopg2.connect(**login) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            tables = [name for (name,) in cursor.fetchall()]
            assert "events" in tables
            rows = []
            for table in tables:
                cursor.execute(f'SELECT * FROM "{table}"')
                rows += cursor.fetchall()
        return f"{rows}{redis_contents(redis_port)}"

    settings = {"dialect": "postgresql", "port": postgres_port, "db": "postgres", "username": POSTGRES_USER}
    return Stores(EndpointConfig(type="SQL", url=LOCALHOST, **settings), lock_store(redis_port), contents)


@pytest.fixture
def in_redis(redis_port: int) -> Stores:
    """Conversations and locks in Redis."""
    store = EndpointConfig(type="redis", url=LOCALHOST, port=redis_port, db=0)
    return Stores(store, lock_store(redis_port), lambda: redis_contents(redis_port))


@pytest.fixture
def in_sqlite(tmp_path: Path) -> Stores:
    """Conversations in a file."""
    path = tmp_path / "conversations.db"

    def contents() -> str:
        with sqlite3.connect(path) as connection:
            return "\n".join(connection.iterdump())

    return Stores(EndpointConfig(type="SQL", dialect="sqlite", db=str(path)), None, contents)


def redis_contents(port: int) -> str:
    """Every key and value of every data base."""
    found = []
    for number in range(16):
        with redis.Redis(LOCALHOST, port, db=number, decode_responses=True) as data_base:
            found += [(key, data_base.get(key)) for key in data_base.scan_iter()]
    return str(found)


@pytest.mark.parametrize("kind", ["in_postgresql", "in_redis", "in_sqlite"])
def test_after_deletion_nothing_of_the_conversation_is_left(
    kind: str, request: pytest.FixtureRequest, serve: Serve
) -> None:
    stores: Stores = request.getfixturevalue(kind)
    gateway = serve(
        tracker_store=FailSafeTrackerStore(TrackerStore.create(stores.tracker_store, Domain.empty())),
        lock_store=LockStore.create(stores.lock_store),
    )
    client, neighbour = Client(gateway.address).opened(), Client(gateway.address).opened()
    client.say(SECRET_WORDS)
    conversation = gateway.agent.received[-1].sender_id
    neighbour.say("echo van de buren")
    assert SECRET_WORDS in stores.contents() and conversation in stores.contents()
    assert client.delete("conversation").status_code == 204
    left = stores.contents()
    assert SECRET_WORDS not in left
    assert conversation not in left
    assert "echo van de buren" in left, "only this conversation"
    assert client.say("remember")[0]["text"] == "Je zei: remember"


def test_processes_that_share_a_redis_count_together(serve: Serve, redis_port: int) -> None:
    one, other = (
        serve(messages_per_minute=2, lock_store=LockStore.create(lock_store(redis_port))) for _ in range(2)
    )
    client = Client(one.address).opened()
    client.say("echo een")
    client.address = client.origin = other.address
    client.say("echo twee")
    for gateway in (one, other):
        client.address = client.origin = gateway.address
        answer = client.send(text="echo drie")
        assert error(answer) == (429, "too_many_requests")
        assert 1 <= int(answer.headers["Retry-After"]) <= 30
    assert one.received() + other.received() == ["echo een", "echo twee"]


def test_without_its_redis_each_process_counts_for_itself(serve: Serve) -> None:
    with redis_server() as port:
        gateway = serve(sessions_per_hour=1, lock_store=LockStore.create(lock_store(port)))
        client = Client(gateway.address)
        assert client.post("session", {}).status_code == 201
        assert error(client.post("session", {})) == (429, "too_many_requests")
    assert client.post("session", {}).status_code == 201
    assert error(client.post("session", {})) == (429, "too_many_requests")
