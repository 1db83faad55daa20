"""Other features and classifiers than the kept ones, on the dev half: `python -m benchmarks.nlu.variants`.

No language check and no fallback here, only which intent comes first: nothing but the features differs.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from rasa.shared.nlu.training_data.loading import load_data
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from benchmarks.nlu import heldout
from benchmarks.nlu.heldout import Message
from benchmarks.nlu.slots import TODAY
from nlu.facts import read_facts

DATA = Path(__file__).resolve().parents[2] / "data" / "nlu"
WORDS: dict[str, Any] = {"token_pattern": r"(?u)\b\w+\b", "ngram_range": (1, 2), "sublinear_tf": True}
CHARACTERS: dict[str, Any] = {"analyzer": "char_wb", "ngram_range": (2, 5), "sublinear_tf": True}
View = tuple[str, dict[str, Any]]
BASE: list[View] = [("text", WORDS), ("text", CHARACTERS)]
VARIANTS: dict[str, tuple[list[View], Callable[[], Any]]] = {
    "kept: words and characters, linear SVM": (BASE, LinearSVC),
    "with lemmas": ([*BASE, ("lemmas", WORDS)], LinearSVC),
    "lemmas instead of words": ([("lemmas", WORDS), ("text", CHARACTERS)], LinearSVC),
    "with parts of speech": ([*BASE, ("tags", {**WORDS, "ngram_range": (1, 3)})], LinearSVC),
    "with kinds of facts found": ([*BASE, ("mentions", WORDS)], LinearSVC),
    "words only": (BASE[:1], LinearSVC),
    "characters only": (BASE[1:], LinearSVC),
    "logistic regression": (BASE, lambda: LogisticRegression(solver="liblinear", C=20)),
}


def views(texts: list[str]) -> dict[str, list[str]]:
    """The texts as written, as lemmas, as parts of speech, and as the kinds of facts in them."""
    docs = list(spacy.load(os.environ["SPACY_MODEL"], disable=["parser"]).pipe(texts))
    return {
        "text": texts,
        "lemmas": [" ".join(token.lemma_ for token in doc) for doc in docs],
        "tags": [" ".join(token.pos_ for token in doc) for doc in docs],
        "mentions": [" ".join(str(fact["entity"]) for fact in read_facts(text, TODAY)) for text in texts],
    }


def share_right(predicted: np.ndarray, messages: list[Message]) -> float:
    """The share of messages whose first intent is right."""
    return float(
        np.mean([intent in message.intents for intent, message in zip(predicted, messages, strict=True)])
    )


def main() -> None:
    """Print a line for each variant."""
    examples = load_data(str(DATA)).intent_examples
    intents = [example.get("intent") for example in examples]
    inside, outside = heldout.intents("dev"), heldout.out_of_scope("dev")
    train = views([example.get("text") for example in examples])
    test = views([message.text for message in [*inside, *outside]])
    for name, (chosen, classifier) in VARIANTS.items():
        start = time.perf_counter()
        vectorizers = [(view, TfidfVectorizer(**settings)) for view, settings in chosen]
        learned = classifier().fit(
            hstack([each.fit_transform(train[view]) for view, each in vectorizers]).tocsr(), intents
        )
        seconds = time.perf_counter() - start
        predicted = learned.predict(
            hstack([each.transform(test[view]) for view, each in vectorizers]).tocsr()
        )
        quality = [
            share_right(predicted[: len(inside)], inside),
            share_right(predicted[len(inside) :], outside),
        ]
        print(f"| {name} | {quality[0]:.1%} | {quality[1]:.1%} | {seconds:.0f} |", flush=True)


if __name__ == "__main__":
    main()
