"""Finding Python 3.10 on machines of several kinds, with as good as nothing on PATH."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.paths import ROOT

PYTHON_310 = os.path.realpath(sys.executable)
SHELL = shutil.which("sh") or "/bin/sh"


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A machine without Python: a home, a folder for PATH, and set-up that names the Python it got."""
    for folder in ("home", "bin", "project/scripts"):
        (tmp_path / folder).mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "setup.sh", tmp_path / "project" / "scripts")
    says = "import sys\nprint(sys.version_info[:2], *sys.argv[1:])\n"
    (tmp_path / "project" / "scripts" / "__main__.py").write_text(says)
    return tmp_path


def program(path: Path, text: str) -> None:
    """Write a small shell program."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!{SHELL}\n{text}\n")
    path.chmod(0o755)


def set_up(machine: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Call set-up with nothing in the environment but a home and PATH."""
    env = {"HOME": str(machine / "home"), "PATH": str(machine / "bin"), **settings}
    argv = [SHELL, str(machine / "project" / "scripts" / "setup.sh"), "run"]
    return subprocess.run(argv, env=env, text=True, capture_output=True, timeout=60)


def test_the_one_on_path_is_used(machine: Path) -> None:
    program(machine / "bin" / "python3.10", f'exec {PYTHON_310} "$@"')
    assert set_up(machine).stdout == "(3, 10) run\n"


def test_an_older_and_a_failing_one_on_path_are_passed_over_for_pyenv(machine: Path) -> None:
    program(machine / "bin" / "python3", 'test "$1" = -c && exit 1; echo wrong')
    program(machine / "bin" / "python3.10", "echo 'pyenv: python3.10: command not found' >&2; exit 127")
    program(machine / "home/.pyenv/versions/3.10.13/bin/python3.10", f'exec {PYTHON_310} "$@"')
    result = set_up(machine)
    assert (result.stdout, result.stderr) == ("(3, 10) run\n", "")


def test_pyenv_may_live_elsewhere(machine: Path) -> None:
    program(machine / "pyenv/versions/3.10.13/bin/python3.10", f'exec {PYTHON_310} "$@"')
    assert set_up(machine, PYENV_ROOT=str(machine / "pyenv")).stdout == "(3, 10) run\n"


def test_uv_brings_one(machine: Path) -> None:
    os.symlink(shutil.which("timeout") or "", machine / "bin" / "timeout")
    program(machine / "by-uv", f'exec {PYTHON_310} "$@"')
    here = machine / "installed"
    find = f'test "$2" = find && test -e {here} && echo {machine / "by-uv"}'
    program(machine / "bin" / "uv", f'test "$2" = install && : > {here}\n{find}\ntrue')
    result = set_up(machine)
    assert result.stdout == "(3, 10) run\n"
    assert "ophalen met uv" in result.stderr


def test_a_uv_that_can_not_download_is_said_in_one_error_line(machine: Path) -> None:
    os.symlink(shutil.which("timeout") or "", machine / "bin" / "timeout")
    program(machine / "bin" / "uv", "echo 'error: dns error' >&2; exit 1")
    result = set_up(machine)
    assert result.returncode == 1
    assert [line[:5] for line in result.stderr.splitlines()].count("FOUT:") == 1
    assert "dns error" not in result.stderr


@pytest.mark.parametrize("path", ["", "/nowhere"])
def test_without_any_one_line_says_what_to_install(machine: Path, path: str) -> None:
    result = set_up(machine, PATH=path)
    assert (result.returncode, result.stdout) == (1, "")
    assert len(result.stderr.splitlines()) == 1
    assert "pyenv install 3.10" in result.stderr


def test_a_chosen_python_that_does_not_fit_is_said(machine: Path) -> None:
    program(machine / "bin" / "python3.10", f'exec {PYTHON_310} "$@"')
    result = set_up(machine, PYTHON="/nowhere/python")
    assert result.returncode == 1
    assert result.stderr.startswith("FOUT: PYTHON=/nowhere/python ")
