"""Install the Dutch spaCy pipeline into this Python: the official one where it can be reached, else our own.

Usage: python scripts/spacy_model.py           installs and says which one is in use
       python scripts/spacy_model.py --which   prints the name of the installed one

SPACY_MODEL (or --model) chooses: auto, nl_core_news_sm or nl_ud_sm. What is installed is recorded in
.stamps/spacy_model: the name on the first line, the version on the second.
"""

from __future__ import annotations

import argparse
import hashlib
import http.client
import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "vendor"
STAMP = ROOT / ".stamps" / "spacy_model"

OFFICIAL = "nl_core_news_sm"
OWN = "nl_ud_sm"
OFFICIAL_URL = (
    "https://github.com/explosion/spacy-models/releases/download/"
    "nl_core_news_sm-3.4.0/nl_core_news_sm-3.4.0-py3-none-any.whl"
)
OFFICIAL_SHA256 = "e90cf58e9d5aa9f54e23c4938d70f1d40ead69336b1c779cc0700000ddd0089b"
TIMEOUT_SECONDS = 5
"""For the connection and for every wait during the download."""
CHUNK_BYTES = 1 << 16


class Unobtainable(Exception):
    """A pipeline that cannot be had; the message says why, in a few words."""


def check(content: bytes, sha256: str) -> None:
    """Refuse content with another hash than the pinned one."""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Unobtainable("de inhoud heeft niet de verwachte sha256")


def download(url: str, sha256: str) -> bytes:
    """Fetch the official wheel and check it."""
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT_SECONDS) as answer:
            content = b"".join(iter(lambda: answer.read(CHUNK_BYTES), b""))
    except (OSError, http.client.HTTPException) as error:
        raise Unobtainable(f"niet bereikbaar ({getattr(error, 'reason', None) or error})") from error
    check(content, sha256)
    return content


def vendored(folder: Path) -> tuple[str, bytes]:
    """Read our own wheel, checked against SHA256SUMS beside it; return its file name and content."""
    try:
        sha256, name = (folder / "SHA256SUMS").read_text(encoding="utf-8").split()
        content = (folder / name).read_bytes()
    except (OSError, ValueError) as error:
        raise Unobtainable(f"ontbreekt in {folder.name}/") from error
    check(content, sha256)
    return name, content


def install(name: str, content: bytes) -> None:
    """Install a checked wheel with pip; nothing else is installed or fetched with it."""
    with tempfile.TemporaryDirectory() as folder:
        wheel = Path(folder) / name
        wheel.write_bytes(content)
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-index"]
        done = subprocess.run(
            [*pip, "--no-deps", "--force-reinstall", str(wheel)], capture_output=True, text=True
        )
    if done.returncode != 0:
        raise Unobtainable(f"pip: {(done.stderr.strip().splitlines() or ['onbekende fout'])[-1]}")


def obtain(model: str) -> str:
    """Install one named pipeline; return its version."""
    if model == OFFICIAL:
        name, content = OFFICIAL_URL.rsplit("/", 1)[-1], download(OFFICIAL_URL, OFFICIAL_SHA256)
    else:
        name, content = vendored(VENDOR)
    install(name, content)
    return name.split("-")[1]


def record(model: str, version: str) -> None:
    """Write down which pipeline is in use; the whole record or none."""
    STAMP.parent.mkdir(exist_ok=True)
    unfinished = STAMP.with_suffix(".new")
    unfinished.write_text(f"{model}\n{version}\n", encoding="utf-8")
    os.replace(unfinished, STAMP)


def which() -> int:
    """Print the name of the installed pipeline."""
    if not STAMP.is_file():
        print("FOUT: er is nog geen spaCy-pijplijn geïnstalleerd. Doe eerst: make install", file=sys.stderr)
        return 1
    print(STAMP.read_text(encoding="utf-8").split()[0])
    return 0


def main(argv: list[str] | None = None) -> int:
    """Install the first pipeline that can be had, in the order that was chosen."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--which", action="store_true", help="print the installed pipeline's name")
    parser.add_argument("--model", choices=["auto", OFFICIAL, OWN])
    args = parser.parse_args(argv)
    if args.which:
        return which()
    choice = args.model or os.environ.get("SPACY_MODEL") or "auto"
    if choice not in ("auto", OFFICIAL, OWN):
        print(f"FOUT: SPACY_MODEL={choice} bestaat niet. Kies auto, {OFFICIAL} of {OWN}.", file=sys.stderr)
        return 1
    problems = []
    for model in (OFFICIAL, OWN) if choice == "auto" else (choice,):
        try:
            version = obtain(model)
        except Unobtainable as problem:
            problems.append(f"{model}: {problem}")
            if choice == "auto" and model == OFFICIAL:
                print(f"{problems[-1]}; verder met {OWN}", flush=True)
            continue
        record(model, version)
        print(f"spaCy-pijplijn in gebruik: {model} {version}")
        return 0
    print(f"FOUT: geen Nederlandse spaCy-pijplijn te krijgen. {'; '.join(problems)}.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
