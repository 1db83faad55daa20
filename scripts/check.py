"""Lint and tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from glob import glob

from scripts.console import Problem, say
from scripts.paths import PYTHON, ROOT
from scripts.process import StepFailed, run_step

# The programs that the tests start, by the Debian package that has them; and the libraries that draw the PDF.
PROGRAMS = {"chromium": "chromium", "redis-server": "redis-server", "postgres": "postgresql"}
LIBRARIES = ["libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]
# Where Debian keeps programs that are not on everybody's PATH.
FURTHER_FOLDERS = ["/usr/sbin", *sorted(glob("/usr/lib/postgresql/*/bin"), reverse=True)]

# Each worker starts a bot of its own (1 GB). Who is done takes over the last half of what the other has left,
# so neighbours, which share their fixtures, mostly stay together.
TWO_AT_A_TIME = ["--numprocesses=2", "--dist=worksteal"]


def run_tool(title: str, argv: Sequence[str]) -> None:
    """Run a checking tool with its output on the terminal; a problem if it finds anything."""
    say(title)
    if subprocess.run([str(PYTHON), "-m", *argv], cwd=ROOT).returncode != 0:
        raise Problem(f"{title}: niet in orde, zie hierboven")


def lint() -> None:
    """Check code and YAML."""
    run_tool("ruff", ["ruff", "check", "--quiet"])
    run_tool("mypy", ["mypy"])
    run_tool("YAML", ["scripts.check_yaml"])


def test() -> None:
    """Run the tests of TESTS, or all of them."""
    chosen = (os.environ.get("TESTS") or "").split()
    if chosen:
        run_tool("Tests", ["pytest", *chosen])
        return
    ensure_programs()
    run_tool("Tests", ["pytest", *TWO_AT_A_TIME])


def find_program(name: str) -> str | None:
    """Return the path of a program that the tests start, or None."""
    if name == "chromium" and os.environ.get("CHROMIUM"):
        return os.environ["CHROMIUM"]
    return shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", ""), *FURTHER_FOLDERS]))


def ensure_programs() -> None:
    """The tests need a browser, a Redis and a PostgreSQL: Debian's packages, by apt where we may."""
    missing = [package for name, package in PROGRAMS.items() if find_program(name) is None]
    if not missing:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Problem(
            f"voor de tests ontbreekt nog iets. Installeer het (apt install {' '.join(missing)}), "
            "geef het pad van Chromium in CHROMIUM, of test een deel: make test TESTS=tests/procedures"
        )
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        run_step("Pakketlijst van Debian ophalen", ["apt-get", "update"], "apt.log", quiet)
        install = ["apt-get", "install", "-y", "--no-install-recommends", *missing, *LIBRARIES]
        run_step(f"Voor de tests installeren: {', '.join(missing)}", install, "apt.log", quiet)
    except StepFailed as failure:
        without = f"Zonder {', '.join(missing)}: make test TESTS=tests/procedures"
        raise Problem(f"{failure.line} {without}") from failure
