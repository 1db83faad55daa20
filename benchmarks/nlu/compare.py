"""Whole Rasa pipelines side by side: quality on the dev half, training time, start-up, latency, memory.

python -m benchmarks.nlu.compare config.yml benchmarks/nlu/pipelines/*.yml
Each pipeline is trained and asked in a process of its own. The policy and the actions have no part in it.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

MEGABYTE_IN_KILOBYTES = 1024


def compare(config: Path) -> dict[str, object]:
    """Train a pipeline and measure it."""
    with tempfile.TemporaryDirectory() as folder:
        train = [sys.executable, "-m", "rasa", "train", "nlu", "--config", str(config), "--out", folder]
        start = time.perf_counter()
        subprocess.run(
            [*train, "--fixed-model-name", "model"], check=True, capture_output=True, cwd=folder_of_data()
        )
        seconds = time.perf_counter() - start
        ask = [
            sys.executable,
            "-W",
            "ignore",
            "-m",
            "benchmarks.nlu.compare",
            "--ask",
            f"{folder}/model.tar.gz",
        ]
        answer = subprocess.run(ask, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
    return {"pipeline": config.stem, "training s": round(seconds), **json.loads(answer)}


def folder_of_data() -> Path:
    """Where Rasa finds data/ and domain.yml."""
    return Path(__file__).resolve().parents[2]


def ask(model: Path) -> dict[str, float]:
    """Load a trained pipeline in this process and let it read the dev messages."""
    start = time.perf_counter()
    from benchmarks.nlu import heldout
    from benchmarks.nlu.measure import predict
    from benchmarks.nlu.parsing import Parser

    parser = Parser(model)
    ready = time.perf_counter() - start
    inside = predict(heldout.intents("dev"), parser.parse)
    outside = predict(heldout.out_of_scope("dev"), parser.parse)
    milliseconds = 1000 * np.array(parser.seconds)
    strangers = [each for each in outside if not each.message.near_miss]
    return {
        "intents right %": round(100 * float(np.mean([each.right for each in inside])), 1),
        "out of scope not forced %": round(100 * float(np.mean([not each.forced for each in strangers])), 1),
        "near misses right %": round(
            100 * float(np.mean([each.right for each in outside if each.message.near_miss])), 1
        ),
        "start-up s": round(ready, 1),
        "p50 ms": round(float(np.percentile(milliseconds, 50)), 1),
        "p95 ms": round(float(np.percentile(milliseconds, 95)), 1),
        "memory MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // MEGABYTE_IN_KILOBYTES,
    }


def main(arguments: list[str]) -> None:
    """Print one line for each pipeline."""
    if arguments[0] == "--ask":
        print(json.dumps(ask(Path(arguments[1]))))
        return
    for config in arguments:
        print(json.dumps(compare(Path(config).resolve())), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
