"""Labelled messages as rows of numbers, in batches of about as long messages."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import tensorflow as tf

from nlu.encoder import LONGEST, after_layers, alike, embedded, packed_layers
from nlu.fact_model import CHOICES, MENTIONS, Phrase, phrases_in, shares, value_of
from nlu.fact_network import FIRST_TAUGHT
from nlu.fact_training.labelled import WRITTEN, Labelled, tells
from nlu.marked import marks_of
from nlu.pieces import pieces_of
from procedures.law import load_law

CHOICE_VALUES: list[tuple[str, Any]] = [
    (slot, option.value) for slot in CHOICES for option in load_law().facts[slot].options
]


class Example(NamedTuple):
    """A message as the taught layers get it, with what is right; `of_...` is 0 for what does not count."""

    hidden: np.ndarray
    phrases: list[Phrase]
    values: np.ndarray
    of_values: np.ndarray
    told: np.ndarray
    of_told: np.ndarray


class Batch(NamedTuple):
    """Several examples, filled up to the longest."""

    hidden: tf.Tensor
    many: tf.Tensor
    phrases: tf.Tensor
    values: tf.Tensor
    of_values: tf.Tensor
    told: tf.Tensor
    of_told: tf.Tensor


def examples_of(messages: Sequence[Labelled]) -> list[Example]:
    """What stands after the layers that learn nothing, computed once."""
    cut = [pieces_of(message.text)[:LONGEST] for message in messages]
    lower = packed_layers(range(FIRST_TAUGHT))
    run = tf.function(
        lambda hidden, many: after_layers(hidden, many, lower), autograph=False, reduce_retracing=True
    )
    after: dict[int, np.ndarray] = {}
    for rows in alike([len(pieces) for pieces in cut]):
        hidden, many = embedded([[piece.id for piece in cut[row]] for row in rows])
        for row, found in zip(rows, run(hidden, many).numpy(), strict=True):
            after[row] = found[: len(cut[row])].astype(np.float16)
    return [
        Example(after[row], phrases, *_values(message), *_told(message, phrases))
        for row, message in enumerate(messages)
        for phrases in [phrases_in(cut[row], marks_of(message.text, WRITTEN))]
    ]


def _values(message: Labelled) -> tuple[np.ndarray, np.ndarray]:
    stated = {(slot, value) for slot, value in message.slots.items() if slot in CHOICES}
    stated |= {("relation", member["relation"]) for member in message.family if "relation" in member}
    right = np.array([each in stated for each in CHOICE_VALUES], dtype=np.float32)
    maybe = [each not in stated and message.optional.get(each[0]) == each[1] for each in CHOICE_VALUES]
    return right, 1 - np.array(maybe, dtype=np.float32)


def _told(message: Labelled, phrases: Sequence[Phrase]) -> tuple[np.ndarray, np.ndarray]:
    many = max(1, len(phrases))
    right, counts = np.zeros((2, many, len(MENTIONS)), dtype=np.float32)
    for row, phrase in enumerate(phrases):
        for at, (slot, kinds) in enumerate(MENTIONS.items()):
            if phrase.tag.kind not in kinds:
                continue
            right[row, at] = tells(slot, phrase.tag, message.slots) or _of_member(slot, phrase, message)
            counts[row, at] = right[row, at] or not tells(slot, phrase.tag, message.optional)
    return right, counts


def _of_member(slot: str, phrase: Phrase, message: Labelled) -> bool:
    return slot == "applicant_age" and any(
        member.get(slot) == value_of(slot, phrase.tag) for member in message.family
    )


def batches(examples: Sequence[Example], order: np.random.Generator) -> Iterator[Batch]:
    """All examples once, in an order by chance."""
    lengths = [len(example.hidden) for example in examples]
    groups = alike([length + order.uniform(0, 4) for length in lengths])
    for at in order.permutation(len(groups)):
        yield _filled([examples[row] for row in groups[at]])


def _filled(group: Sequence[Example]) -> Batch:
    many = [len(example.hidden) for example in group]
    longest, phrases = max(many), max(len(example.told) for example in group)
    hidden = np.zeros((len(group), longest, group[0].hidden.shape[1]), dtype=np.float32)
    inside = np.zeros((len(group), phrases, longest), dtype=np.float32)
    told, of_told = np.zeros((2, len(group), phrases, len(MENTIONS)), dtype=np.float32)
    for row, example in enumerate(group):
        hidden[row, : many[row]] = example.hidden
        inside[row, : len(example.told), : many[row]] = shares(example.phrases, many[row])
        told[row, : len(example.told)] = example.told
        of_told[row, : len(example.told)] = example.of_told
    values = np.stack([example.values for example in group])
    of_values = np.stack([example.of_values for example in group])
    arrays = (hidden, np.array(many), inside, values, of_values, told, of_told)
    return Batch(*(tf.constant(each) for each in arrays))


def with_slips(messages: Sequence[Labelled]) -> list[Labelled]:
    """The same messages as typed in a hurry: no capitals, no full stops, letters swapped or lost."""
    chance = random.Random(0)
    return [replace(message, text=_slipped(message.text, chance)) for message in messages]


def _slipped(text: str, chance: random.Random) -> str:
    if chance.random() < 0.6:
        text = text.lower()
    if chance.random() < 0.3:
        text = "".join(sign if sign not in ".,;!?" else " " for sign in text)
    words = text.split(" ")
    for at in chance.sample(range(len(words)), k=min(len(words), chance.choice((0, 1, 1, 2)))):
        words[at] = _mistyped(words[at], chance)
    return " ".join(words)


def _mistyped(word: str, chance: random.Random) -> str:
    if len(word) < 5 or not word.isalpha():
        return word
    at = chance.randrange(1, len(word) - 2)
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return chance.choice((swapped, word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:]))
