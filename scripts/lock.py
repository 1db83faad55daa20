"""Writes the lock files from pyproject.toml: exact versions with hashes, no addresses of a registry."""

from __future__ import annotations

from scripts.paths import INSTALLER_LOCK, LOCK, PYTHON, ROOT, RUNTIME_LOCK, VENV
from scripts.process import run_step

UV = [str(VENV / "bin" / "uv"), "pip", "compile", "--quiet", "--python", str(PYTHON), "--generate-hashes"]
COMMON = ["--no-emit-index-url", "--no-emit-find-links", "--custom-compile-command", "make lock"]


def lock() -> None:
    """Versions already locked stay as long as they fit; delete a line, or a file, for newer ones."""
    everything = ["--extra", "dev", "-o", LOCK.name, "pyproject.toml"]
    run_step(f"{LOCK.name} maken", [*UV, *COMMON, *everything], "lock.log")
    # What the container needs: the same versions without the tools of a developer.
    runtime = ["--constraint", LOCK.name, "--no-annotate", "-o", RUNTIME_LOCK.name, "pyproject.toml"]
    run_step(f"{RUNTIME_LOCK.name} maken", [*UV, *COMMON, *runtime], "lock.log")
    installer = ["-o", str(INSTALLER_LOCK.relative_to(ROOT)), "scripts/uv-requirements.in"]
    run_step(f"{INSTALLER_LOCK.name} maken", [*UV, *COMMON, "--no-annotate", *installer], "lock.log")
