"""Measure a pipeline on the held-out parts of the treebank, beside what is published of nl_core_news_sm.

Usage: python evaluate.py PIPELINE CORPUS_DIR [--json OUT_FILE]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import nl_ud_lexicon  # noqa: F401  (registers the layers of a pipeline that is not packed yet)
import spacy
import srsly
from spacy.language import Language
from spacy.training import Corpus

PARTS = {
    "lassy-test": "LassySmall 2.8 test part",
    "alpino-test": "Alpino test part",
    "lassy-test-chat": "LassySmall, as in a chat",
    "alpino-test-chat": "Alpino, as in a chat",
}
SCORES = {"TAG": "tag_acc", "POS": "pos_acc", "MORPH": "morph_acc", "LEMMA": "lemma_acc", "LAS": "dep_las"}
PUBLISHED = {"TAG": 94.2, "POS": 95.9, "MORPH": 95.2, "LEMMA": 95.1}
"""nl_core_news_sm 3.4.0, as its makers report it on the test part of another release."""


def measure(nlp: Language, part: Path) -> dict[str, float]:
    """Return the scores on one part, in percent."""
    scores = nlp.evaluate(list(Corpus(part)(nlp)))
    return {name: round(100 * scores[key], 1) for name, key in SCORES.items() if scores.get(key)}


def table(results: dict[str, dict[str, float]]) -> str:
    """Lay the results out as a Markdown table."""
    rows = [(PARTS[part], scores) for part, scores in results.items()]
    lines = [" | ".join(["held-out part", *SCORES]), " | ".join(["---"] * (len(SCORES) + 1))]
    for title, scores in [*rows, ("`nl_core_news_sm` 3.4.0, published", PUBLISHED)]:
        lines.append(" | ".join([title, *(str(scores.get(name, "")) for name in SCORES)]))
    return "\n".join(f"| {line} |" for line in lines)


def main() -> None:
    """Measure the pipeline named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pipeline")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    nlp = spacy.load(args.pipeline)
    results = {part: measure(nlp, args.corpus / f"{part}.spacy") for part in PARTS}
    print(table(results))
    if args.json:
        srsly.write_json(args.json, results)


if __name__ == "__main__":
    main()
