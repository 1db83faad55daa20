"""Lint and tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence

from scripts.console import Problem, say
from scripts.paths import PYTHON, ROOT
from scripts.process import StepFailed, run_step

SYSTEM_PACKAGES = ["chromium", "libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"]


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
    if not chosen:
        ensure_browser()
    run_tool("Tests", ["pytest", *chosen])


def ensure_browser() -> None:
    """The tests of the widget need a browser, and the PDF checklist needs Pango: Debian's packages."""
    if os.environ.get("CHROMIUM") or shutil.which("chromium"):
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Problem(
            "de tests van het venster hebben Chromium nodig. Installeer het (apt install chromium), "
            "geef het pad in CHROMIUM, of test een deel: make test TESTS=tests/procedures"
        )
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    try:
        run_step("Pakketlijst van Debian ophalen", ["apt-get", "update"], "apt.log", quiet)
        install = ["apt-get", "install", "-y", "--no-install-recommends", *SYSTEM_PACKAGES]
        run_step("Chromium installeren", install, "apt.log", quiet)
    except StepFailed as failure:
        raise Problem(f"{failure.line} Zonder Chromium: make test TESTS=tests/procedures") from failure
