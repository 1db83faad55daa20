"""A second reading of a message, learned from labelled ones: how likely each fact is, without Rasa.

The rules of nlu/facts.py come first and explain themselves; this helps where they found nothing, or something
that is hardly possible (actions/second_opinion.py). Why, what it gains: docs/decisions/second-reading.md.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf

from nlu.encoder import LONGEST, after_layers, embedded, packed_layer, packed_layers
from nlu.fact_network import FIRST_TAUGHT, odds
from nlu.lexicon import Tag, grammar
from nlu.marked import Mark, marks_of
from nlu.pieces import Piece, packed, pieces_of

LEARNED = Path(__file__).parent / "learned" / "facts.npz"
LIKELIEST = 3  # values of a fact that are told
Likely = list[tuple[Any, float]]

# Facts with a few values: the whole message tells which. None is a value too: not stated.
CHOICES = ("relation", "speaker", "sponsor_status", "applicant_location", "applicant_residence")
# Facts with any value: which of the phrases that the lexicons know tells it, if one does.
MENTIONS = {
    "applicant_age": ("age",),
    "sponsor_age": ("age",),
    "applicant_country": ("nationality", "country"),
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
    ("applicant_residence", "visa_free_stay"): ("RESIDENCE_", "vis", "toerist", "dagen", "maand", "weken"),
    ("applicant_residence", "irregular"): (
        *("RESIDENCE_", "papier", "zonder", "illegaal", "verlopen", "vervallen", "geweigerd", "bevel"),
        *("geen", "uitgewezen", "afgewezen"),
    ),
    ("applicant_location", "abroad"): ("PLACE_ABROAD",),
    ("applicant_location", "belgium"): ("PLACE_BE", "RESIDENCE_", "CARD_", "hier"),
}
# Words of who tells of nobody but themselves (names in the grammar lexicon).
_OF_ONESELF = (
    *("first_person", "prepositions", "conjunctions", "article", "negation", "here", "by_now", "obtained"),
    "residence_permit",
)
PHRASES = frozenset(kind for kinds in MENTIONS.values() for kind in kinds)


@dataclass(frozen=True)
class Phrase:
    """A phrase that may tell a fact, and the pieces of the message that it is made of."""

    tag: Tag
    first: int
    last: int


def phrases_in(pieces: Sequence[Piece], marks: Sequence[Mark]) -> list[Phrase]:
    """The phrases that may tell a fact, where they stand among the pieces of the same text."""
    found = []
    for mark in marks:
        tag = mark.tag
        if tag is None or tag.kind not in PHRASES or tag.last <= tag.first:
            continue
        inside = [
            at for at, piece in enumerate(pieces) if piece.end > mark.start and 0 <= piece.start < mark.end
        ]
        if inside and inside[-1] < LONGEST:
            found.append(Phrase(tag, inside[0], inside[-1] + 1))
    return found


def shares(phrases: Sequence[Phrase], pieces: int) -> np.ndarray:
    """A row for each phrase with the share of each piece in it; one empty row where there is no phrase."""
    rows = np.zeros((max(1, len(phrases)), pieces), dtype=np.float32)
    for row, phrase in enumerate(phrases):
        rows[row, phrase.first : phrase.last] = 1 / (phrase.last - phrase.first)
    return rows


class FactModel:
    """Says of a message how likely each fact is; learned by nlu/fact_training."""

    def __init__(
        self, values: Sequence[tuple[str, Any]], top: Sequence[Mapping[str, Any]], heads: Mapping[str, Any]
    ) -> None:
        self.values = list(values)
        taught = [{name: tf.constant(each) for name, each in layer.items()} for layer in top]
        self._layers = packed_layers(range(FIRST_TAUGHT)) + taught
        self._heads = {name: tf.constant(each) for name, each in heads.items()}
        self._choice_of_value = choice_of(self.values)
        wide = tf.TensorSpec((1, None, packed().width))
        self._odds = tf.function(
            self._all_layers,
            autograph=False,
            input_signature=[wide, tf.TensorSpec((1,), tf.int32), tf.TensorSpec((1, None, None))],
        )

    def _all_layers(
        self, hidden: tf.Tensor, many: tf.Tensor, phrases: tf.Tensor
    ) -> tuple[tf.Tensor, tf.Tensor]:
        hidden = after_layers(hidden, many, self._layers)
        values, told = odds(hidden, many, phrases, self._heads, self._choice_of_value)
        return tf.sigmoid(values), tf.sigmoid(told)

    def read(self, text: str, today: date) -> dict[str, Likely]:
        """For each fact its likeliest values, the likeliest first; None stands for not stated."""
        pieces, marks = pieces_of(text)[:LONGEST], marks_of(text, today)
        phrases = phrases_in(pieces, marks)
        hidden, many = embedded([[piece.id for piece in pieces]])
        values, told = self._odds(hidden, many, tf.constant(shares(phrases, len(pieces))[None]))
        found: dict[str, dict[Any, float]] = {slot: {} for slot in CHOICES}
        for (slot, value), likelihood in zip(self.values, values[0].numpy().tolist(), strict=True):
            found[slot][value] = likelihood
        for phrase, row in zip(phrases, told[0].numpy().tolist(), strict=False):
            for slot, likelihood in zip(MENTIONS, row, strict=True):
                if phrase.tag.kind in MENTIONS[slot]:
                    of_slot, value = found.setdefault(slot, {}), value_of(slot, phrase.tag)
                    of_slot[value] = max(of_slot.get(value, 0.0), likelihood)
        ranked = {slot: _ranked(likely) for slot, likely in found.items()}
        return {slot: likely for slot, likely in ranked.items() if _is_told(slot, likely[0][0], marks)}

    def save(self, path: Path = LEARNED) -> None:
        """Write what was learned, its large arrays in 8 bits."""
        arrays = {"values": np.array(json.dumps(self.values))}
        for name, learned in self._heads.items():
            arrays[f"head.{name}"] = learned.numpy()
        for number, layer in enumerate(self._layers[FIRST_TAUGHT:], start=FIRST_TAUGHT):
            for name, learned in layer.items():
                arrays |= _in_8_bits(f"l{number}.{name}", learned.numpy())
        np.savez_compressed(path, **arrays)

    @classmethod
    def load(cls, path: Path = LEARNED) -> FactModel:
        """Read what was learned. A file with anything but arrays in it is refused."""
        with np.load(path, allow_pickle=False) as stored:
            values = [(slot, value) for slot, value in json.loads(str(stored["values"]))]
            heads = {name.removeprefix("head."): stored[name] for name in stored if name.startswith("head.")}
            top = [
                {name: _from_8_bits(f"l{number}.{name}", stored) for name in packed_layer(number)}
                for number in range(FIRST_TAUGHT, packed().layers)
            ]
        return cls(values, top, heads)


def _in_8_bits(name: str, learned: np.ndarray) -> dict[str, np.ndarray]:
    if learned.ndim == 1:
        return {name: learned}
    scale = np.abs(learned).max(axis=0) / 127
    return {name: np.round(learned / scale).astype(np.int8), f"{name}.scale": scale}


def _from_8_bits(name: str, stored: Mapping[str, np.ndarray]) -> np.ndarray:
    kept = stored[name]
    return kept * stored[f"{name}.scale"] if kept.dtype == np.int8 else kept


def choice_of(values: Sequence[tuple[str, Any]]) -> np.ndarray:
    """The number of the choice that each value is of."""
    return np.array([CHOICES.index(slot) for slot, _ in values])


def _ranked(found: Mapping[Any, float]) -> Likely:
    """The likeliest first; that none is stated is the rest of the best."""
    with_none = {**found, None: 1 - max(found.values())}
    return sorted(with_none.items(), key=lambda each: -each[1])[:LIKELIEST]


def _is_told(slot: str, value: Any, marks: list[Mark]) -> bool:
    """Whether the message holds anything that tells this value."""
    if slot == "relation" and value and not _names_somebody(marks):
        return False
    needed = EVIDENCE.get((slot, value))
    return needed is None or any(mark.name.startswith(needed) for mark in marks)


def _names_somebody(marks: list[Mark]) -> bool:
    """Whether a word may name somebody else: there is none in "ik ben Syrische en heb een B-kaart"."""
    own = {*grammar()["subject"]["self"], *(word for name in _OF_ONESELF for word in grammar()[name])}
    return any(mark.tag is None and mark.name.isalpha() and mark.name not in own for mark in marks)


def value_of(slot: str, tag: Tag) -> Any:
    """The value that a phrase gives this fact: a whole number of years, or as the lexicon has it."""
    return int(float(tag.value)) if slot.endswith("age") else tag.value
