"""Train, measure and pack the project's own Dutch spaCy pipeline: python -m nlu.spacy_pipeline.

Trains in an environment of its own below build/. The treebank is not part of the project; --treebank says
where it is (see docs/decisions/spacy-pipeline.md for its files).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
CODE = HERE / "nl_ud_lexicon.py"
TEACHER_STEPS = "2000"
QUIET_PIP = ["--quiet", "--disable-pip-version-check"]


class Training:
    """The steps, each a program run in the training environment."""

    def __init__(self, treebank: Path, work: Path) -> None:
        self.treebank = treebank
        self.work = work
        self.python = str(work / "venv" / "bin" / "python")
        self.started = time.monotonic()

    def run(self, title: str, *argv: str | Path) -> None:
        """Run one step; say how long it took."""
        begun = time.monotonic()
        print(f"[{begun - self.started:5.0f} s] {title}", flush=True)
        # One thread: the products of a small network are too small to share, and the result stays the same.
        environment = {**os.environ, "OMP_NUM_THREADS": "1"}
        subprocess.run([str(part) for part in argv], check=True, cwd=HERE, env=environment)
        print(f"          {time.monotonic() - begun:.0f} s", flush=True)

    def script(self, title: str, name: str, *argv: str | Path) -> None:
        """Run a script of this folder."""
        self.run(title, self.python, HERE / name, *argv)

    def train(self, title: str, config: str, data: Path, out: Path, *options: str | Path) -> Path:
        """Train a pipeline on a file or folder of sentences and return where it is."""
        paths: list[str | Path] = ["--paths.train", data, "--paths.dev", self.work / "gold" / "dev.spacy"]
        command: list[str | Path] = [
            self.python,
            "-m",
            "spacy",
            "train",
            HERE / config,
            "-o",
            out,
            "--code",
            CODE,
        ]
        self.run(title, *command, *paths, *options)
        return out / "model-last"

    def tagger(self, title: str, corpus: Path, out: Path, *options: str) -> Path:
        """Train everything but the parser, with the lexicon made for this corpus."""
        lexicon = corpus / "lexicon.json"
        self.script("lexicon", "lexicon.py", corpus, lexicon)
        return self.train(title, "config.cfg", corpus / "train", out, "--paths.lexicon", lexicon, *options)

    def all(self) -> None:
        """From treebank to wheel."""
        gold, full = self.work / "gold", self.work / "full"
        self.run("environment", sys.executable, "-m", "venv", self.work / "venv")
        self.run("packages", self.python, "-m", "pip", "install", *QUIET_PIP, "-r", HERE / "requirements.txt")
        self.script("gold part of the treebank", "convert.py", self.treebank, gold)
        teacher = self.tagger("teacher", gold, self.work / "teacher", "--training.max_steps", TEACHER_STEPS)
        self.script("whole treebank", "convert.py", self.treebank, full, "--teacher", teacher)
        base = self.tagger("tagger and lemmatizer", full, self.work / "tagger")
        pipeline = self.train(
            "parser", "parser.cfg", full / "train" / "gold.spacy", self.work / "parser", "--paths.base", base
        )
        scores = self.work / "scores.json"
        self.script("evaluation", "evaluate.py", pipeline, full, "--json", scores)
        self.script("wheel", "pack.py", pipeline, scores, self.work, ROOT / "vendor")


def main() -> int:
    """Check the treebank and do everything."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--treebank", type=Path, default=ROOT.parent / "shared" / "treebank")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "spacy_pipeline")
    args = parser.parse_args()
    if not (args.treebank / "lassy216-test.conllu").is_file():
        print(f"No treebank in {args.treebank}; say where it is with --treebank.", file=sys.stderr)
        return 1
    args.work.mkdir(parents=True, exist_ok=True)
    try:
        Training(args.treebank.resolve(), args.work.resolve()).all()
    except subprocess.CalledProcessError as error:
        print(f"Stopped: exit status {error.returncode}; the reason is above.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
