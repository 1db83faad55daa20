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
        self.svm = LinearSVC(C=config["C"], random_state=0)

    def fit(self, texts: Sequence[str], intents: Sequence[str]) -> None:
        """Learn from example messages with their intents."""
        features = hstack([each.fit_transform(texts) for each in self.vectorizers]).tocsr()
        self.svm.fit(features, intents)
        self.svm.coef_ = self.svm.coef_.astype(np.float32)

    def rank(self, text: str) -> list[tuple[str, float]]:
        """All intents with their confidence, best first. Confidences add up to 1; nothing known gives 0."""
        features = self._features([text])
        if not self.knows(text):
            confidences = np.zeros(len(self.svm.classes_))
        else:
            confidences = softmax(self.svm.decision_function(features)[0] / self.config["temperature"])
        best_first = np.argsort(-confidences, kind="stable")
        return [(str(self.svm.classes_[at]), float(confidences[at])) for at in best_first]

    def knows(self, text: str) -> bool:
        """Whether at least one word of the message occurs in the examples."""
        return bool(self.vectorizers[0].transform([text]).nnz)

    def save(self, folder: Path) -> None:
        """Write what was learned into the folder."""
        skops.io.dump({"vectorizers": self.vectorizers, "svm": self.svm}, folder / FILE)

    @classmethod
    def load(cls, folder: Path, config: dict[str, Any]) -> IntentModel:
        """Read what was learned. A file with anything but scikit-learn, numpy and scipy in it is refused."""
        learned = skops.io.load(folder / FILE, trusted=["scipy.sparse._csr.csr_matrix"])
        model = cls(config)
        model.vectorizers, model.svm = learned["vectorizers"], learned["svm"]
        return model

    def _features(self, texts: Sequence[str]) -> csr_matrix:
        return hstack([each.transform(texts) for each in self.vectorizers]).tocsr()
