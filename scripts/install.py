"""The steps that make a clone ready: environment, packages, spaCy pipeline, trained model."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from scripts import stamps
from scripts.console import NO_DOWNLOAD, Problem, say
from scripts.paths import INSTALLER_LOCK, LOCK, MODEL, PYTHON, ROOT, STAMPS, VENV
from scripts.process import StepFailed, run_step

NEEDED_BYTES = 5 * 1024**3
VENDOR = ROOT / "vendor"
SPACY_SCRIPT = ROOT / "scripts" / "spacy_model.py"

# What the model depends on. Our own NLU code is apart: Rasa's training cache does not see all of it.
TRAINING_DATA = [ROOT / "data", ROOT / "domain.yml", ROOT / "domain", ROOT / "config.yml"]
NLU_DATA = [ROOT / "nlu" / "lexicon"]


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Keep two commands in one clone from working on the same step."""
    STAMPS.mkdir(exist_ok=True)
    with open(STAMPS / "lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Een andere opdracht is hier nog bezig; even wachten ...")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@one_at_a_time()
def ensure_packages() -> None:
    """Make .venv and install the locked packages, unless they are there."""
    wanted = stamps.digest([LOCK, INSTALLER_LOCK])
    installed = stamps.read("packages")
    if installed == wanted and _venv_works():
        say("Pakketten: ongewijzigd")
        return
    if not installed or not _venv_works():
        _make_venv()
    stamps.clear("packages")
    stamps.clear("spacy")
    try:
        _install_with_uv()
    except StepFailed as failure:
        if failure.meaning != NO_DOWNLOAD:
            raise
        say("  uv lukt niet; verder met pip (enkele minuten)")
        run_step("Pakketten installeren met pip", [*_pip(), "-r", str(LOCK)], "packages.log")
    stamps.write("packages", wanted)


def _venv_works() -> bool:
    return PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], capture_output=True).returncode == 0


def _make_venv() -> None:
    """Start from nothing: a .venv without a stamp may be half-installed, with nothing to tell."""
    free = shutil.disk_usage(ROOT).free
    if free < NEEDED_BYTES:
        raise Problem(
            f"te weinig plaats op de schijf: {free / 1024**3:.1f} GB vrij, 5 GB nodig. "
            "Maak plaats en begin opnieuw"
        )
    shutil.rmtree(VENV, ignore_errors=True)
    # The Python below a virtual environment, should we run in the very .venv that is made anew.
    base_python: str = getattr(sys, "_base_executable", sys.executable)
    run_step(f"Omgeving .venv maken met {base_python}", [base_python, "-m", "venv", str(VENV)], "venv.log")


def _pip() -> list[str]:
    return [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes"]


def _install_with_uv() -> None:
    uv = VENV / "bin" / "uv"
    run_step("Installatieprogramma uv ophalen", [*_pip(), "-r", str(INSTALLER_LOCK)], "uv.log")
    # Without compiled bytecode the first start would spend a quarter of a minute on compiling.
    argv = [str(uv), "pip", "install", "--python", str(PYTHON), "--require-hashes", "--compile-bytecode"]
    run_step("Pakketten installeren", [*argv, "-r", str(LOCK)], "packages.log")


@one_at_a_time()
def ensure_spacy_model() -> None:
    """Install the Dutch spaCy pipeline, unless it is there."""
    wanted = stamps.digest(
        [SPACY_SCRIPT, VENDOR], stamps.read("packages"), *(f"{k}={v}" for k, v in _spacy_settings())
    )
    if stamps.read("spacy") == wanted and stamps.read("spacy_model"):
        say(f"spaCy-pijplijn: ongewijzigd ({spacy_model_name()})")
        return
    stamps.clear("spacy")
    stamps.clear("spacy_model")
    argv = [str(PYTHON), str(SPACY_SCRIPT)]
    run_step("Nederlandse spaCy-pijplijn installeren", argv, "spacy.log", show_output=True)
    if not stamps.read("spacy_model"):
        raise Problem("de spaCy-pijplijn is niet geïnstalleerd (zie .stamps/spacy.log). Probeer opnieuw")
    stamps.write("spacy", wanted)


def _spacy_settings() -> list[tuple[str, str]]:
    return sorted((name, value) for name, value in os.environ.items() if name.startswith("SPACY_"))


def spacy_model_name() -> str:
    """Say which pipeline is installed, on one line."""
    return " ".join(stamps.read("spacy_model").split())


@one_at_a_time()
def ensure_model() -> None:
    """Train the Rasa model, unless nothing it depends on has changed."""
    nlu_code = [*(ROOT / "nlu").glob("*.py"), *NLU_DATA]
    code = stamps.digest(nlu_code, spacy_model_name(), _rasa_version())
    wanted = stamps.digest(TRAINING_DATA, code)
    if stamps.read("model") == wanted and MODEL.is_file():
        say("Model: ongewijzigd")
        return
    unfinished = STAMPS / "new-model"
    shutil.rmtree(unfinished, ignore_errors=True)
    argv = [str(PYTHON), "-m", "scripts.rasa_cli", "train", "--out", str(unfinished)]
    argv += ["--fixed-model-name", "gezinswegwijzer"]
    if stamps.read("model-code") != code:
        argv.append("--force")
    stamps.clear("model")
    run_step("Model trainen", argv, "train.log")
    MODEL.parent.mkdir(exist_ok=True)
    try:
        os.replace(unfinished / MODEL.name, MODEL)
    except FileNotFoundError:
        raise Problem("de training gaf geen model. Wat er mis is, staat in .stamps/train.log") from None
    shutil.rmtree(unfinished, ignore_errors=True)
    stamps.write("model-code", code)
    stamps.write("model", wanted)


def _rasa_version() -> str:
    return next((line.split()[0] for line in LOCK.read_text().splitlines() if line.startswith("rasa==")), "")


def ensure_environment() -> None:
    """Everything that other programs of the project need in order to run."""
    ensure_packages()
    ensure_spacy_model()


def ensure_ready() -> None:
    """Everything that the bot needs in order to run."""
    ensure_environment()
    ensure_model()
