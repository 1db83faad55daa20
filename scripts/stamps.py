"""Stamps: what a step was last completed with, so that it is skipped while its inputs stay the same."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from scripts.paths import ROOT, STAMPS


def digest(paths: Iterable[Path], *extra: str) -> str:
    """Hash the contents of files, and of all files in folders, with their names; and any further text."""
    total = hashlib.sha256()
    for path in files_of(paths):
        total.update(f"{path.relative_to(ROOT)}\0{path.stat().st_size}\0".encode())
        total.update(path.read_bytes())
    for text in extra:
        total.update(f"\0{text}".encode())
    return total.hexdigest()


def files_of(paths: Iterable[Path]) -> list[Path]:
    """List the files among these files and folders, sorted. What does not exist counts as nothing."""
    found: set[Path] = set()
    for path in paths:
        if path.is_file():
            found.add(path)
        elif path.is_dir():
            found.update(p for p in path.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return sorted(found)


def read(name: str) -> str:
    """Return what the stamp says; empty if the step was never completed."""
    stamp = STAMPS / name
    return stamp.read_text() if stamp.is_file() else ""


def write(name: str, content: str) -> None:
    """Mark a step as completed. Either the whole stamp is there or none."""
    STAMPS.mkdir(exist_ok=True)
    unfinished = STAMPS / f"{name}.new"
    unfinished.write_text(content)
    os.replace(unfinished, STAMPS / name)


def clear(name: str) -> None:
    """Mark a step as not completed."""
    (STAMPS / name).unlink(missing_ok=True)
