"""What a message is about, without Rasa: TF-IDF on words and characters, what it means, and a linear SVM."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import skops.io
from scipy.sparse import csr_matrix, hstack
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.multiclass import OneVsRestClassifier
from sklearn.svm import LinearSVC
from sklearn.utils import parallel_backend

from nlu.lexicon import speller
from nlu.meaning import meanings
from nlu.words import split_words

FILE = "intents.skops"
Ranking = list[tuple[str, float]]


class IntentModel:
    """Learns intents from examples and ranks them for a message."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = config
        self.vectorizers = [
            TfidfVectorizer(
                token_pattern=r"(?u)\b\w+\b", ngram_range=tuple(config["word_ngrams"]), sublinear_tf=True
            ),
            TfidfVectorizer(analyzer="char_wb", ngram_range=tuple(config["char_ngrams"]), sublinear_tf=True),
        ]
        self.intents = np.array([], dtype=str)
        # A row for each feature: only a few are looked up.
        self.weights = np.zeros((0, 0), dtype=np.float32)
        self.meaning_weights = np.zeros((0, 0), dtype=np.float32)
        self.bias = np.zeros(0)

    def fit(
        self,
        texts: Sequence[str],
        intents: Sequence[str],
        encode: Callable[[Sequence[str]], np.ndarray] = meanings,
    ) -> None:
        """Learn from example messages with their intents; `encode` gives their meanings."""
        spelled = [_spelled(text) for text in texts]
        surface = hstack([each.fit_transform(spelled) for each in self.vectorizers])
        meant = encode(texts) * np.float32(self.config["meaning"])
        features = hstack([surface, csr_matrix(meant)]).tocsr()
        svm = OneVsRestClassifier(LinearSVC(C=self.config["C"], random_state=0), n_jobs=-1)
        with parallel_backend("threading"):  # the work is in C, which lets other threads go on
            svm.fit(features, intents)
        self.intents = svm.classes_.astype(str)
        learned = np.concatenate([each.coef_ for each in svm.estimators_]).T.astype(np.float32, order="C")
        self.weights, self.meaning_weights = learned[: surface.shape[1]], learned[surface.shape[1] :]
        self.bias = np.concatenate([each.intercept_ for each in svm.estimators_])

    def rank(self, text: str) -> Ranking:
        """All intents with their confidence, best first. Confidences add up to 1; 0 when nothing is known."""
        return self.rank_all([text])[0]

    def rank_all(self, texts: Sequence[str]) -> list[Ranking]:
        """The same for several texts at once, which is faster than one by one."""
        if not texts:
            return []
        spelled = [_spelled(text) for text in texts]
        surface = hstack([each.transform(spelled) for each in self.vectorizers]).tocsr()
        meant = meanings(texts) * np.float32(self.config["meaning"])
        return [self._ranked(surface[at], meant[at]) for at in range(len(texts))]

    def _ranked(self, surface: csr_matrix, meant: np.ndarray) -> Ranking:
        if surface.nnz:
            margins = surface.data @ self.weights[surface.indices] + meant @ self.meaning_weights + self.bias
            confidences = softmax(margins / self.config["temperature"])
        else:
            confidences = np.zeros(len(self.intents))
        best_first = np.argsort(-confidences, kind="stable")
        return [(str(self.intents[at]), float(confidences[at])) for at in best_first]

    def save(self, folder: Path) -> None:
        """Write what was learned into the folder."""
        names = ("vectorizers", "intents", "weights", "meaning_weights", "bias")
        skops.io.dump({name: getattr(self, name) for name in names}, folder / FILE)

    @classmethod
    def load(cls, folder: Path, config: dict[str, Any]) -> IntentModel:
        """Read what was learned. A file with anything but scikit-learn, numpy and scipy in it is refused."""
        learned = skops.io.load(folder / FILE, trusted=["scipy.sparse._csr.csr_matrix"])
        model = cls(config)
        for name, value in learned.items():
            setattr(model, name, value)
        return model


def _spelled(text: str) -> str:
    """The message with typing errors and dialect evened out; as it was typed where no word is left of it."""
    return " ".join(word.norm for word in split_words(text, speller())) or text
