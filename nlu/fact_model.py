"""A second reading of a message, learned from labelled ones: how likely each fact is, without Rasa.

The rules of nlu/facts.py come first and explain themselves; this only helps where they found nothing
(actions/second_opinion.py). Why, and what it gains: docs/decisions/second-reading.md.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import skops.io
import yaml
from scipy.sparse import csr_matrix, hstack
from scipy.special import expit
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression

from nlu.fact_features import around, in_order, together
from nlu.lexicon import Tag, person_nouns, places, postcodes
from nlu.marked import Mark, marks_of
from procedures.countries import fold

LABELLED = Path(__file__).parent / "labelled"
WRITTEN = date(2026, 11, 22)  # the "today" of every labelled message
FILE = "facts.skops"
Likely = list[tuple[Any, float]]

# Facts with a few values: the whole message tells which. None is a value too: not stated.
CHOICES = (
    "relation",
    "speaker",
    "sponsor_status",
    "applicant_location",
    "applicant_residence",
)
# Facts with any value: which of the phrases that the lexicons know tells it, if one does.
MENTIONS = {
    "applicant_age": ("age",),
    "sponsor_age": ("age",),
    "applicant_country": ("nationality", "country", "city"),
    "sponsor_card": ("card",),
    "sponsor_residence_since": ("date",),
    "municipality": ("municipality",),
}
# What a message must hold for a value to be more than a habit: most who write are with a Belgian, but not all
# who do not say so. Beginnings of marks; what is not named here needs none.
EVIDENCE = {
    ("sponsor_status", "belgian"): ("NATION_BE",),
    ("sponsor_status", "eu_citizen"): ("NATION_eu", "CARD_", "STATUS_"),
    ("sponsor_status", "third_country_unlimited"): ("CARD_", "STATUS_"),
    ("sponsor_status", "third_country_limited"): ("CARD_", "STATUS_"),
    ("sponsor_status", "refugee"): ("STATUS_", "CARD_"),
    ("sponsor_status", "subsidiary_protection"): ("STATUS_", "CARD_"),
    ("applicant_location", "abroad"): ("PLACE_ABROAD",),
    ("applicant_location", "belgium"): ("PLACE_BE", "MUNICIPALITY", "RESIDENCE_", "CARD_", "hier"),
}
# A relation needs somebody who is kin, or a wedding; what kind of partner somebody is decides which procedure
# holds and is for the rules, or to be asked.
KIN = ("spouse", "child", "parent")
NEVER = ("fiance", "registered_partner", "equivalent_partner", "de_facto_partner")
PHRASES = frozenset(kind for kinds in MENTIONS.values() for kind in kinds)


@dataclass(frozen=True)
class Labelled:
    """A message with the facts that it states."""

    text: str
    slots: dict[str, Any]


@dataclass(frozen=True)
class Phrase:
    """A phrase that may tell a fact, and what stands around it."""

    tag: Tag
    around: str


@dataclass(frozen=True)
class Scorer:
    """What was learned on one fact: its values, and for each feature a weight for each value."""

    values: list[Any]
    weights: np.ndarray
    bias: np.ndarray

    def likely(self, row: csr_matrix) -> Likely:
        """Each value with its likelihood, the likeliest first. Likelihoods add up to 1."""
        odds = expit(row.data @ self.weights[row.indices] + self.bias)
        shares = odds / odds.sum()
        return [(self.values[at], float(shares[at])) for at in np.argsort(-shares, kind="stable")]


def labelled_messages() -> list[Labelled]:
    """Every labelled message that stands alone, both sides of a pair too."""
    found = []
    for path in sorted(LABELLED.glob("*.yml")):
        for entry in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
            sides = [entry] if "text" in entry else [entry["a"], entry["b"]]
            found += [Labelled(side["text"], side["slots"]) for side in sides if not side.get("context")]
    return found


class FactModel:
    """Learns facts from labelled messages and says how likely each is in another."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = config
        # They count features in buckets and have no vocabulary: nothing to keep, nothing to load.
        plain = {"n_features": config["buckets"], "alternate_sign": False, "norm": None}
        marks: dict[str, Any] = {**plain, "token_pattern": r"\S+", "lowercase": False}
        self.of_message = [
            HashingVectorizer(ngram_range=(1, 3), **marks),
            HashingVectorizer(**marks),
            HashingVectorizer(analyzer="char_wb", ngram_range=(2, 5), **plain),
        ]
        self.of_phrase = HashingVectorizer(**{**marks, "n_features": 4 * config["buckets"]})
        self.weighed = [TfidfTransformer(sublinear_tf=True) for _ in (*self.of_message, self.of_phrase)]
        self.scorers: dict[str, Scorer] = {}

    def fit(self, labelled: Sequence[Labelled]) -> None:
        """Learn from labelled messages."""
        marked = [marks_of(each.text, WRITTEN) for each in labelled]
        texts = [_texts(each.text, marks) for each, marks in zip(labelled, marked, strict=True)]
        counted = [
            hashed.transform(kind)
            for hashed, kind in zip(self.of_message, zip(*texts, strict=True), strict=True)
        ]
        whole = hstack(
            [each.fit_transform(kind) for each, kind in zip(self.weighed, counted, strict=False)]
        ).tocsr()
        for slot in CHOICES:
            self.scorers[slot] = self._learned(whole, [each.slots.get(slot) for each in labelled])
        told = [
            (each, phrase) for each, marks in zip(labelled, marked, strict=True) for phrase in _phrases(marks)
        ]
        around_all = self.of_phrase.transform([phrase.around for _, phrase in told])
        rows = self.weighed[-1].fit_transform(around_all).tocsr()
        for slot, kinds in MENTIONS.items():
            at = [row for row, (_, phrase) in enumerate(told) if phrase.tag.kind in kinds]
            self.scorers[slot] = self._learned(
                rows[at], [_tells(slot, told[row][1].tag, told[row][0].slots) for row in at]
            )

    def _learned(self, features: csr_matrix, values: Sequence[Any]) -> Scorer:
        model = LogisticRegression(C=self.config["C"], solver="liblinear", random_state=0)
        model.fit(features, [json.dumps(value) for value in values])
        weights, bias = model.coef_, model.intercept_
        if len(model.classes_) == 2:  # scikit-learn keeps the weights of the second only
            weights, bias = np.vstack([-weights, weights]), np.concatenate([-bias, bias])
        found = [json.loads(str(each)) for each in model.classes_]
        return Scorer(found, np.ascontiguousarray(weights.T, dtype=np.float32), bias)

    def read(self, text: str, today: date) -> dict[str, Likely]:
        """For each fact its likeliest values, the likeliest first; None stands for not stated."""
        marks = marks_of(text, today)
        kinds = zip(self.of_message, self.weighed, _texts(text, marks), strict=False)
        whole = hstack([weighed.transform(hashed.transform([each])) for hashed, weighed, each in kinds])
        if not whole.nnz:
            return {}
        found = {slot: self.scorers[slot].likely(whole.tocsr()) for slot in CHOICES}
        phrases = _phrases(marks)
        if phrases:
            counted = self.of_phrase.transform([phrase.around for phrase in phrases])
            rows = self.weighed[-1].transform(counted).tocsr()
            for slot, of_kind in MENTIONS.items():
                at = [row for row, phrase in enumerate(phrases) if phrase.tag.kind in of_kind]
                found[slot] = self._told(slot, [(phrases[row].tag, rows[row]) for row in at])
        return {
            slot: likely[: self.config["values"]]
            for slot, likely in found.items()
            if likely and _is_told(slot, likely[0][0], marks)
        }

    def _told(self, slot: str, phrases: list[tuple[Tag, csr_matrix]]) -> Likely:
        """The values of the phrases that may tell this fact; that none does is the rest of the best."""
        shares: dict[Any, float] = {}
        for tag, row in phrases:
            value = _value(slot, tag)
            shares[value] = max(shares.get(value, 0), dict(self.scorers[slot].likely(row))[True])
        if shares:
            shares[None] = 1 - max(shares.values())
        return sorted(shares.items(), key=lambda each: -each[1])

    def save(self, folder: Path) -> None:
        """Write what was learned into the folder."""
        scorers = {slot: [json.dumps(s.values), s.weights, s.bias] for slot, s in self.scorers.items()}
        skops.io.dump({"weighed": self.weighed, "scorers": scorers}, folder / FILE)

    @classmethod
    def load(cls, folder: Path, config: dict[str, Any]) -> FactModel:
        """Read what was learned. A file with anything but scikit-learn, numpy and scipy in it is refused."""
        learned = skops.io.load(folder / FILE, trusted=["scipy.sparse._csr.csr_matrix"])
        model = cls(config)
        model.weighed = learned["weighed"]
        model.scorers = {
            slot: Scorer(json.loads(values), weights, bias)
            for slot, (values, weights, bias) in learned["scorers"].items()
        }
        return model


def _is_told(slot: str, value: Any, marks: list[Mark]) -> bool:
    """Whether the message holds anything that tells this value."""
    if slot == "relation" and value in KIN:
        return any(mark.name == "BOND_MARRIED" or _names_kin(mark) for mark in marks)
    if slot == "relation" and value in NEVER:
        return False
    needed = EVIDENCE.get((slot, value))
    return needed is None or any(mark.name.startswith(needed) for mark in marks)


def _names_kin(mark: Mark) -> bool:
    return bool(person_nouns().get(mark.name, {}).get("relation"))


def _texts(text: str, marks: list[Mark]) -> tuple[str, str, str]:
    return in_order(marks), together(marks), text.lower()


def _phrases(marks: list[Mark]) -> list[Phrase]:
    return [
        Phrase(mark.tag, around(marks, at))
        for at, mark in enumerate(marks)
        if mark.tag is not None and mark.tag.kind in PHRASES
    ]


def _value(slot: str, tag: Tag) -> Any:
    return int(float(tag.value)) if slot.endswith("age") else tag.value


def _tells(slot: str, tag: Tag, slots: dict[str, Any]) -> bool:
    stated = slots.get(slot)
    if slot == "municipality" and stated is not None:
        return one_name(tag.value) == one_name(stated)
    return stated is not None and bool(_value(slot, tag) == stated)


def one_name(name_or_postcode: Any) -> str:
    """The municipality's own name, for a postcode or another of its names."""
    text = str(name_or_postcode)
    return str(postcodes().get(text) or places().get(fold(text), text))
