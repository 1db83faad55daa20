"""Debian's PostgreSQL and Redis, on a free port of this machine and in a folder of their own."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2
import pytest
import redis

from scripts.check import PROGRAMS, find_program
from scripts.serve import LOCALHOST, free_port

SECONDS_TO_START = 30
# PostgreSQL refuses to run as root; its package makes this user.
POSTGRES_USER = "postgres"


@contextmanager
def postgresql() -> Iterator[int]:
    """A running PostgreSQL with an empty data base `postgres`; yields its port."""
    user = POSTGRES_USER if os.geteuid() == 0 else None
    program = _program("postgres")
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    if user:
        shutil.chown(folder, user)
    initdb = str(Path(program).resolve().parent / "initdb")
    argv = [initdb, "--no-sync", "--auth=trust", "-U", POSTGRES_USER, "-D", str(folder)]
    subprocess.run(argv, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)
    port = free_port()
    settings = {"listen_addresses": LOCALHOST, "port": port, "unix_socket_directories": "", "fsync": "off"}
    options = [f"--{name}={value}" for name, value in settings.items()]
    with _running([program, "-D", str(folder), *options], folder, user):
        _wait(lambda: psycopg2.connect(host=LOCALHOST, port=port, user=POSTGRES_USER).close())
        yield port


@contextmanager
def redis_server() -> Iterator[int]:
    """A running Redis that keeps nothing on disk; yields its port."""
    folder = Path(tempfile.mkdtemp(prefix="redis-"))
    port = free_port()
    argv = [_program("redis-server"), "--bind", LOCALHOST, "--port", str(port), "--save", ""]
    with _running(argv, folder, None):
        _wait(lambda: redis.Redis(LOCALHOST, port).ping())
        yield port


@contextmanager
def _running(argv: list[str], folder: Path, user: str | None) -> Iterator[None]:
    with open(folder / "log", "w") as log:
        server = subprocess.Popen(argv, user=user, cwd=folder, stdout=log, stderr=log)
    try:
        yield
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(SECONDS_TO_START)
        shutil.rmtree(folder)


def _program(name: str) -> str:
    found = find_program(name)
    if found is None:
        pytest.fail(f"De tests hebben {name} nodig: apt install {PROGRAMS[name]}", pytrace=False)
    return found


def _wait(connect: Callable[[], object]) -> None:
    started = time.monotonic()
    while True:
        try:
            connect()
            return
        except (psycopg2.OperationalError, redis.ConnectionError):
            if time.monotonic() - started > SECONDS_TO_START:
                raise
            time.sleep(0.05)
