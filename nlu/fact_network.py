"""What is learned upon the encoder to tell facts: its upper layers and two heads.

The lower layers are as packed (nlu/encoder.py), the upper ones and the heads taught by nlu/fact_training. One
head says of the whole message how likely each value of each choice is, the other of each phrase which facts
it tells. Why: docs/decisions/second-reading.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import tensorflow as tf

from nlu.encoder import dropped, mean_of_pieces, outside
from nlu.pieces import packed

FIRST_TAUGHT = 6  # of the 12 layers; those below stay as they are


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
    looks = tf.einsum("mpw,wc->mcp", hidden, heads["looks"]) + outside(many, hidden)[:, None, :]
    seen = dropped(tf.matmul(tf.nn.softmax(looks), hidden), dropout)
    values = tf.einsum("mvw,wv->mv", tf.gather(seen, choice_of_value, axis=1), heads["values"])
    told = tf.einsum("mfp,mpw,wk->mfk", phrases, hidden, heads["phrase"])
    told = told + (mean_of_pieces(hidden, many) @ heads["message"])[:, None] + heads["mentions.b"]
    return values + heads["values.b"], told
