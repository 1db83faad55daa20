"""Running other programs: their output kept, their whole family ended when we stop."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from scripts.console import Stopped, explain, say
from scripts.paths import ROOT, STAMPS

HEARTBEAT_SECONDS = 10
STOP_SECONDS = 10
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

# The libraries talk a lot at start-up; and Rasa reports usage to its makers unless told not to.
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    "PYTHONWARNINGS": "ignore",
    "PYTHONUNBUFFERED": "1",
    "LOG_LEVEL": "WARNING",
    "LOG_LEVEL_LIBRARIES": "ERROR",
}


_libc = ctypes.CDLL(None)
_PR_SET_PDEATHSIG = 1


def _end_with_parent(parent: int) -> None:
    """Called in a new child: should we be killed outright, the kernel ends it (Linux only)."""
    if sys.platform == "linux":
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)


class _Stopping:
    """Turns the first signal to stop into Stopped; not while a program starts, or it would be lost to us."""

    def __init__(self) -> None:
        self._holding = False
        self._waiting: int | None = None

    def on_signal(self, signal_number: int, _frame: object) -> None:
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        if self._holding:
            self._waiting = signal_number
        else:
            raise Stopped(signal_number)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        self._holding = True
        try:
            yield
        finally:
            self._holding = False
        if self._waiting is not None:
            raise Stopped(self._waiting)


_stopping = _Stopping()
_running: list[Child] = []


class StepFailed(Exception):
    """A program of a step ended with an error; holds its last output."""

    def __init__(self, title: str, output: str, log_name: str) -> None:
        super().__init__(title)
        self.output = output
        self.meaning = explain(output)
        last_line = next((line for line in reversed(output.splitlines()) if line.strip()), "geen uitvoer")
        advice = self.meaning or last_line.strip().removeprefix("FOUT: ")[:200]
        self.line = f"{title} is mislukt: {advice} (alles staat in .stamps/{log_name})."


class Child:
    """A program in a process group of its own. Its lines go to `on_line`; the last ones are kept."""

    def __init__(
        self,
        argv: Sequence[str],
        env: Mapping[str, str] | None = None,
        on_line: Callable[[str], None] | None = None,
    ) -> None:
        self.tail: deque[str] = deque(maxlen=40)
        self._on_line = on_line
        with _stopping.held():
            self.process = subprocess.Popen(
                argv,
                cwd=ROOT,
                env={**QUIET, **os.environ, **(env or {})},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                errors="replace",
                start_new_session=True,
                preexec_fn=partial(_end_with_parent, os.getpid()),
            )
            _running.append(self)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.tail.append(line.rstrip())
            # A full disk or a closed log must not stop the reading: the program would wait for us for ever.
            with contextlib.suppress(OSError, ValueError):
                if self._on_line:
                    self._on_line(line.rstrip())

    def wait(self, timeout: float) -> int | None:
        """Wait for the end; None if it still runs after so many seconds."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            status = self.process.wait(timeout)
            self._reader.join(timeout=2)
            return status
        return None

    def signal_group(self, signal_number: int) -> None:
        """Signal the program and everything it started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal_number)


def stop_all(children: Sequence[Child]) -> None:
    """End programs and everything they started; by force if they do not listen."""
    for child in children:
        child.signal_group(signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        child.wait(max(0.1, deadline - time.monotonic()))
        child.signal_group(signal.SIGKILL)
        child.wait(STOP_SECONDS)
        if child in _running:
            _running.remove(child)


def run_step(
    title: str,
    argv: Sequence[str],
    log_name: str,
    env: Mapping[str, str] | None = None,
    show_output: bool = False,
) -> None:
    """Run a program to its end with progress on the terminal and its output in .stamps/<log_name>."""
    say(f"{title} ...")
    started = time.monotonic()
    STAMPS.mkdir(exist_ok=True)
    with open(STAMPS / log_name, "w", encoding="utf-8") as log:

        def on_line(line: str) -> None:
            print(line, file=log, flush=True)
            if show_output:
                say(f"  {line}")

        child = Child(argv, env, on_line)
        try:
            while (status := child.wait(HEARTBEAT_SECONDS)) is None:
                say(f"  nog bezig: {title[0].lower()}{title[1:]} ({time.monotonic() - started:.0f} s)")
        except (Stopped, KeyboardInterrupt):
            stop_all([child])
            raise
    if status != 0:
        raise StepFailed(title, "\n".join(child.tail), log_name)
    say(f"  klaar in {time.monotonic() - started:.0f} s")


def stop_on_signals() -> None:
    """Make Ctrl-C, `kill` and a closed terminal end us the same orderly way, once."""
    for number in STOP_SIGNALS:
        signal.signal(number, _stopping.on_signal)


def stop_everything() -> None:
    """End whatever still runs, also what was being started when we were asked to stop."""
    stop_all(list(_running))
