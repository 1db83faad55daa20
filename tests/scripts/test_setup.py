"""Set-up through `make`: steps run once, again when their inputs change, and survive every interruption."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.scripts.conftest import Project


def one_error(text: str) -> str:
    """Return the only line that reports an error."""
    errors = [line for line in text.splitlines() if line.startswith("FOUT: ")]
    assert len(errors) == 1, text
    assert "Traceback" not in text
    return errors[0]


def test_a_fresh_clone_is_made_ready_without_uv(fresh: Project) -> None:
    result = fresh.make("train")
    assert result.returncode == 0, result.stderr
    assert "verder met pip" in result.stdout
    assert fresh.calls() == ["spacy", "train --force"]
    assert (fresh.path / "models" / "gezinswegwijzer.tar.gz").read_text() == "model"


def test_nothing_is_done_twice(project: Project) -> None:
    result = project.make("train")
    assert result.returncode == 0
    assert result.stdout.count("ongewijzigd") == 3
    assert project.calls() == []


@pytest.mark.parametrize(
    ("changed", "calls"),
    [
        ("data/nlu.yml", ["train"]),
        ("domain.yml", ["train"]),
        ("config.yml", ["train"]),
        # Rasa's cache does not see every change in our own components.
        ("nlu/component.py", ["train --force"]),
        ("nlu/lexicon/family.yml", ["train --force"]),
        ("scripts/spacy_model.py", ["spacy"]),
        ("vendor/nl_ud_sm.whl", ["spacy"]),
        ("requirements.lock", ["spacy"]),
        ("actions/answers.py", []),
        ("procedures/rules.yml", []),
    ],
)
def test_a_change_runs_what_depends_on_it(project: Project, changed: str, calls: list[str]) -> None:
    path = project.path / changed
    path.parent.mkdir(exist_ok=True)
    with open(path, "a") as file:
        file.write("# changed\n")
    assert project.make("train").returncode == 0
    assert project.calls() == calls


def test_another_spacy_pipeline_means_another_model(project: Project) -> None:
    script = project.path / "scripts" / "spacy_model.py"
    script.write_text(script.read_text().replace("1.0", "2.0"))
    result = project.make("train")
    assert "in gebruik: nl_stand_in 2.0" in result.stdout
    assert project.calls() == ["spacy", "train --force"]


def test_a_lost_model_is_trained_again(project: Project) -> None:
    (project.path / "models" / "gezinswegwijzer.tar.gz").unlink()
    assert project.make("train").returncode == 0
    assert project.calls() == ["train"]


def test_an_environment_without_stamp_is_made_anew(project: Project) -> None:
    (project.path / ".stamps" / "packages").unlink()
    half_installed = project.path / ".venv" / "lib" / "half-installed"
    half_installed.write_text("")
    assert project.make("train").returncode == 0
    assert not half_installed.exists()


def test_an_environment_whose_python_is_gone_is_made_anew(project: Project) -> None:
    for python in (project.path / ".venv" / "bin").glob("python*"):
        python.unlink()
    result = project.make("train")
    assert result.returncode == 0, result.stderr
    assert "Omgeving .venv maken" in result.stdout


@pytest.mark.parametrize("stop_signal", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_interrupted_training_is_done_again(project: Project, stop_signal: int) -> None:
    (project.path / "domain.yml").write_text("intents: [greet]\n")
    process = project.start("train", until="Model trainen", STAND_IN="slow training")
    project.wait_for_call("train")
    os.killpg(process.pid, stop_signal)
    assert process.wait(60) != 0
    project.forget_calls()
    assert project.make("train").returncode == 0
    assert project.calls() == ["train"]


def test_interrupted_installation_is_done_again(fresh: Project) -> None:
    process = fresh.start("train", until="spaCy-pijplijn installeren", STAND_IN="slow spacy")
    fresh.wait_for_call("spacy")
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(60) != 0
    fresh.forget_calls()
    result = fresh.make("train")
    assert result.returncode == 0
    assert fresh.calls() == ["spacy", "train --force"]


def test_a_download_that_fails_is_one_clear_line(project: Project) -> None:
    lock = project.path / "requirements.lock"
    lock.write_text("gone==1 --hash=sha256:" + "0" * 64 + "\n")
    result = project.make("train")
    assert result.returncode != 0
    assert "een download lukte niet" in one_error(result.stderr)
    lock.write_text("# nothing\n")
    assert project.make("train").returncode == 0


@pytest.mark.parametrize(
    ("trouble", "words"), [("disk full", "de schijf is vol"), ("no connection", "een download lukte niet")]
)
def test_trouble_of_a_step_is_one_clear_line(project: Project, trouble: str, words: str) -> None:
    (project.path / ".stamps" / "spacy").unlink()
    result = project.make("train", STAND_IN=trouble)
    assert result.returncode != 0
    assert words in one_error(result.stderr)
    assert project.make("train").returncode == 0


def test_training_that_fails_says_why_and_keeps_no_stamp(project: Project) -> None:
    (project.path / "domain.yml").write_text("intents: [greet]\n")
    result = project.make("train", STAND_IN="bad data")
    assert result.returncode != 0
    assert "data/nlu.yml is not valid" in one_error(result.stderr)
    project.forget_calls()
    assert project.make("train").returncode == 0
    assert project.calls() == ["train"]


def test_two_commands_at_once_do_the_work_once(project: Project) -> None:
    (project.path / "domain.yml").write_text("intents: [greet]\n")
    first = project.start("train", until="Model trainen")
    assert project.make("train").returncode == 0
    assert first.wait(60) == 0
    assert project.calls() == ["train"]


def test_help_is_the_default_and_names_the_commands(project: Project) -> None:
    result = project.make()
    assert result.returncode == 0
    for command in ("run", "run-api", "shell", "train", "test", "lint", "help"):
        assert f"make {command} " in result.stdout


def test_clean_leaves_nothing_that_was_made(project: Project) -> None:
    assert project.make("clean").returncode == 0
    made: set[str] = {".venv", ".stamps", "models"}
    assert made.isdisjoint(path.name for path in Path(project.path).iterdir())
