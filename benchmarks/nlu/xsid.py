"""The kept intent classifier on xSID 0.7, Dutch part: `python -m benchmarks.nlu.xsid`. Intents only.

The sentences (van der Goot et al., 2021, CC BY-SA 4.0) are read where present, and are no part of this.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sklearn.model_selection import StratifiedKFold

from nlu.intent_classifier import LinearIntentClassifier
from nlu.intent_model import IntentModel

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "benchmarks" / "xsid"


def sentences(name: str) -> tuple[list[str], list[str]]:
    """The sentences of a file and their intents."""
    lines = (FOLDER / f"{name}.conll").read_text(encoding="utf-8").splitlines()
    texts = [line.removeprefix("# text = ") for line in lines if line.startswith("# text = ")]
    intents = [line.removeprefix("# intent = ") for line in lines if line.startswith("# intent = ")]
    return texts, intents


def accuracy(train: tuple[list[str], list[str]], test: tuple[list[str], list[str]]) -> float:
    """The share of right intents, with the settings of the bot."""
    model = IntentModel(LinearIntentClassifier.get_default_config())
    model.fit(*train)
    return float(np.mean([model.rank(text)[0][0] == intent for text, intent in zip(*test, strict=True)]))


def cross_validated(texts: list[str], intents: list[str]) -> float:
    """The mean accuracy in five parts of the training sentences."""
    parts = StratifiedKFold(5, shuffle=True, random_state=0).split(texts, intents)

    def chosen(at: np.ndarray) -> tuple[list[str], list[str]]:
        return [texts[each] for each in at], [intents[each] for each in at]

    return float(np.mean([accuracy(chosen(train), chosen(test)) for train, test in parts]))


def main() -> None:
    """Print both accuracies."""
    train = sentences("nl.valid")
    print(f"cross-validated on nl.valid: {cross_validated(*train):.3f}")
    print(f"trained on nl.valid, tested on nl.test: {accuracy(train, sentences('nl.test')):.3f}")


if __name__ == "__main__":
    main()
