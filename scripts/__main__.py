"""The commands behind the Makefile, each also as: sh scripts/setup.sh <command>."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

from scripts import check, serve
from scripts.console import Problem, Stopped, explain_os_error
from scripts.install import ensure_environment, ensure_packages, ensure_ready
from scripts.lock import lock
from scripts.paths import PYTHON, ROOT
from scripts.process import StepFailed, stop_everything, stop_on_signals


def run(api: bool) -> None:
    """Set everything up and run the bot. An unusable port is said at once, not after minutes of set-up."""
    serve.chosen_port()
    ensure_ready()
    serve.serve(api)


def shell() -> None:
    """Set everything up and talk to the bot here."""
    ensure_ready()
    serve.shell()


def test() -> None:
    """Set everything up, then lint and test."""
    ensure_ready()
    check.lint()
    check.test()


def lint() -> None:
    """Check the code; needs the packages only."""
    ensure_packages()
    check.lint()


def make_lock() -> None:
    """Lock again; needs the installer of the environment."""
    ensure_packages()
    lock()


def spacy_model() -> int:
    """Rebuild the project's own spaCy pipeline."""
    ensure_packages()
    return subprocess.run([str(PYTHON), "-m", "nlu.spacy_pipeline"], cwd=ROOT).returncode


def fact_model() -> int:
    """Learn the second reading of facts anew."""
    ensure_packages()
    return subprocess.run([str(PYTHON), "-W", "ignore", "-m", "nlu.fact_training"], cwd=ROOT).returncode


COMMANDS: dict[str, Callable[[], int | None]] = {
    "run": lambda: run(api=False),
    "run-api": lambda: run(api=True),
    "serve": lambda: serve.serve(api=False),
    "shell": shell,
    "train": ensure_ready,
    "test": test,
    "lint": lint,
    "install": ensure_environment,
    "lock": make_lock,
    "spacy-model": spacy_model,
    "fact-model": fact_model,
}


def main(argv: list[str]) -> int:
    """Carry out one command; every problem ends as one clear line."""
    if len(argv) != 1 or argv[0] not in COMMANDS:
        print(f"Gebruik: sh scripts/setup.sh {'|'.join(COMMANDS)}", file=sys.stderr)
        return 2
    stop_on_signals()
    try:
        return COMMANDS[argv[0]]() or 0
    except Stopped as stopped:
        print("\nGestopt.", file=sys.stderr)
        return stopped.exit_status
    except StepFailed as failure:
        print(f"FOUT: {failure.line}", file=sys.stderr)
    except Problem as problem:
        print(f"FOUT: {problem}", file=sys.stderr)
    except OSError as error:
        print(f"FOUT: {explain_os_error(error)}", file=sys.stderr)
    finally:
        stop_everything()
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
