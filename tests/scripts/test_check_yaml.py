"""The YAML check, as a developer calls it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.paths import ROOT


def check(*paths: Path) -> subprocess.CompletedProcess[str]:
    """Run the check on files."""
    argv = [sys.executable, "-m", "scripts.check_yaml", *map(str, paths)]
    return subprocess.run(argv, cwd=ROOT, text=True, capture_output=True)


def test_a_good_file_passes(tmp_path: Path) -> None:
    good = tmp_path / "good.yml"
    good.write_text("a: {b: 1, c: [1, 2]}\nd: 2026-11-22\n")
    result = check(good)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", "'a' stands here twice"),
        ("list:\n  - {x: 1, x: 2}\n", "'x' stands here twice"),
        ("a: [1\n", "expected"),
        ("a: *nowhere\n", "undefined alias"),
    ],
)
def test_a_bad_file_is_named_with_its_line(tmp_path: Path, text: str, words: str) -> None:
    bad = tmp_path / "bad.yml"
    bad.write_text(text)
    result = check(bad)
    assert result.returncode == 1
    assert str(bad) in result.stderr
    assert words in result.stderr
    assert "line " in result.stderr
