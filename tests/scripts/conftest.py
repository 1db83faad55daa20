"""A small copy of the project in which set-up runs for real, with quick stand-ins for what is slow."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.paths import ROOT

# Settings of the person who runs the tests, which must not reach the copy.
PERSONAL = ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "PORT", "LOG_LEVEL", "RASA_TOKEN", "BIND", "PYTHON", "TESTS")
STAND_INS = Path(__file__).parent / "stand_ins"


class Project:
    """A copy of the project, used through `make` as a person does."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.running: list[subprocess.Popen[str]] = []

    def _env(self, settings: dict[str, str]) -> dict[str, str]:
        env = {name: value for name, value in os.environ.items() if name not in PERSONAL}
        # No test downloads anything: the lock file of the copy is empty.
        return {**env, "PIP_NO_INDEX": "1", **settings}

    def make(self, *targets: str, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run make to its end."""
        argv, env = ["make", *targets], self._env(settings)
        return subprocess.run(argv, cwd=self.path, env=env, text=True, capture_output=True, timeout=300)

    def start(self, target: str, until: str, **settings: str) -> subprocess.Popen[str]:
        """Run make in the background, in a process group like a terminal's, until it prints some words."""
        process = subprocess.Popen(
            ["make", target],
            cwd=self.path,
            env=self._env(settings),
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self.running.append(process)
        assert process.stdout is not None
        seen = ""
        for line in process.stdout:
            seen += line
            if until in line:
                return process
        raise AssertionError(f"{until!r} was never printed:\n{seen}")

    def calls(self) -> list[str]:
        """What the stand-ins were called for, in order."""
        log = self.path / "calls.log"
        return log.read_text().splitlines() if log.exists() else []

    def wait_for_call(self, call: str) -> None:
        """Wait until a stand-in was called."""
        deadline = time.monotonic() + 60
        while call not in self.calls():
            assert time.monotonic() < deadline, f"{call} was never called"
            time.sleep(0.05)

    def forget_calls(self) -> None:
        """Start a new list of calls."""
        (self.path / "calls.log").unlink(missing_ok=True)

    def pids(self, name: str = "") -> list[int]:
        """The servers that were started, and what they started themselves; or those of one name."""
        lines = (line.split() for line in self.calls() if line.startswith("pid "))
        return [int(pid) for _, pid, its_name in lines if name in ("", its_name)]

    def end(self) -> None:
        """End whatever a failed test left running."""
        for process in self.running:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(60)
            assert process.stdout is not None
            process.stdout.close()
        for pid in filter(lives, self.pids()):
            os.kill(pid, signal.SIGKILL)


def wait_until_ended(pids: list[int]) -> list[int]:
    """Return those that still live after a few seconds."""
    deadline = time.monotonic() + 15
    while (living := [pid for pid in pids if lives(pid)]) and time.monotonic() < deadline:
        time.sleep(0.1)
    return living


def lives(pid: int) -> bool:
    """Say whether a process runs; one that ended and waits to be noticed does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def lay_out(path: Path) -> Project:
    """Copy what set-up consists of, and put the stand-ins in place."""
    shutil.copytree(ROOT / "scripts", path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "Makefile", path)
    shutil.copytree(STAND_INS, path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    (path / "requirements.lock").write_text("# nothing\n")
    for folder in ("data", "nlu", "actions", "procedures"):
        (path / folder).mkdir()
    (path / "data" / "nlu.yml").write_text("nlu: []\n")
    (path / "nlu" / "component.py").write_text("A = 1\n")
    (path / "actions" / "answers.py").write_text("A = 1\n")
    (path / "procedures" / "rules.yml").write_text("a: 1\n")
    (path / "domain.yml").write_text("intents: []\n")
    (path / "config.yml").write_text("recipe: default.v1\n")
    return Project(path)


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project whose set-up ran once. Only copied from."""
    project = lay_out(tmp_path_factory.mktemp("finished") / "project")
    result = project.make("train")
    assert result.returncode == 0, result.stdout + result.stderr
    return project


def copy_or_link(source: str, target: str) -> None:
    """Copy a file; those of the environment are many and never written to, so they are linked."""
    if "/.venv/" in source:
        os.link(source, target, follow_symlinks=False)
    else:
        shutil.copy2(source, target)


@pytest.fixture
def project(finished: Project, tmp_path: Path) -> Iterator[Project]:
    """A copy of the finished project, to do anything with."""
    shutil.copytree(finished.path, tmp_path / "project", symlinks=True, copy_function=copy_or_link)
    copy = Project(tmp_path / "project")
    copy.forget_calls()
    yield copy
    copy.end()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Project]:
    """A project as it comes out of a clone."""
    project = lay_out(tmp_path / "project")
    yield project
    project.end()


@pytest.fixture
def port() -> str:
    """A free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])
