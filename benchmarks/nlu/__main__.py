"""`make evaluate`: measures the trained model on the held-out messages and writes the figures into docs/."""

from __future__ import annotations

import argparse

import numpy as np

from benchmarks.nlu import heldout, report
from benchmarks.nlu.measure import measure, predict
from benchmarks.nlu.parsing import Parser
from scripts.install import ensure_model
from scripts.paths import MODEL


def main() -> None:
    """Print all figures; those of the test half are kept."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument(
        "--split", choices=("test", "dev"), default="test", help="dev is for choosing settings"
    )
    split = arguments.parse_args().split
    ensure_model()
    parser = Parser(MODEL)
    figures = measure(split, parser.parse)
    p50, p95 = np.percentile(1000 * np.array(parser.seconds), [50, 95])
    figures["latency_ms"] = {"p50": round(p50, 1), "p95": round(p95, 1)}
    print(report.as_markdown(figures))
    if split == "test":
        report.draw(predict([*heldout.intents(split), *heldout.out_of_scope(split)], parser.parse))
        report.save(figures)


if __name__ == "__main__":
    main()
