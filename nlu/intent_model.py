"""What a message is about, without Rasa: TF-IDF on words and characters, and a linear SVM."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import skops.io
from scipy.sparse import csr_matrix, hstack
from scipy.special import softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

FILE = "intents.skops"


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
        self.weights = np.zeros((0, 0), dtype=np.float32)  # a row for each feature: only a few are looked up
        self.bias = np.zeros(0)

    def fit(self, texts: Sequence[str], intents: Sequence[str]) -> None:
        """Learn from example messages with their intents."""
        features = hstack([each.fit_transform(texts) for each in self.vectorizers]).tocsr()
        svm = LinearSVC(C=self.config["C"], random_state=0).fit(features, intents)
        self.intents = svm.classes_.astype(str)
        self.weights = np.ascontiguousarray(svm.coef_.T, dtype=np.float32)
        self.bias = svm.intercept_

    def rank(self, text: str) -> list[tuple[str, float]]:
        """All intents with their confidence, best first. Confidences add up to 1; 0 when nothing is known."""
        words, characters = (each.transform([text]) for each in self.vectorizers)
        if words.nnz or characters.nnz:
            margins = self._margins(hstack([words, characters]).tocsr())
            confidences = softmax(margins / self.config["temperature"])
        else:
            confidences = np.zeros(len(self.intents))
        best_first = np.argsort(-confidences, kind="stable")
        return [(str(self.intents[at]), float(confidences[at])) for at in best_first]

    def _margins(self, features: csr_matrix) -> np.ndarray:
        return features.data @ self.weights[features.indices] + self.bias

    def save(self, folder: Path) -> None:
        """Write what was learned into the folder."""
        learned = {
            "vectorizers": self.vectorizers,
            "intents": self.intents,
            "weights": self.weights,
            "bias": self.bias,
        }
        skops.io.dump(learned, folder / FILE)

    @classmethod
    def load(cls, folder: Path, config: dict[str, Any]) -> IntentModel:
        """Read what was learned. A file with anything but scikit-learn, numpy and scipy in it is refused."""
        learned = skops.io.load(folder / FILE, trusted=["scipy.sparse._csr.csr_matrix"])
        model = cls(config)
        for name, value in learned.items():
            setattr(model, name, value)
        return model
