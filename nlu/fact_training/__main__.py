"""Learns nlu/learned/facts.npz from the messages in nlu/labelled: some half an hour on two cores.

Usage: python -m nlu.fact_training [--leave-out facts_21 pairs_21 ...] [--passes 8] [--to FILE]
With --leave-out these files are no examples, and may be measured on.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np
import tensorflow as tf

from nlu.encoder import after_layers, packed_layer
from nlu.fact_model import CHOICES, LEARNED, MENTIONS, FactModel, choice_of
from nlu.fact_network import FIRST_TAUGHT, new_heads, odds
from nlu.fact_training.examples import CHOICE_VALUES, Batch, Example, batches, examples_of, with_slips
from nlu.fact_training.labelled import labelled_messages
from nlu.pieces import packed

FAST, SLOW = 2e-3, 1.5e-4  # how fast the heads and the layers learn at most
WARM_UP = 0.06  # share of the steps in which the speed goes up; then it goes down to nothing
DROPOUT = 0.1


class UpAndDown(tf.keras.optimizers.schedules.LearningRateSchedule):
    """From nothing to the highest speed, and slowly back."""

    def __init__(self, highest: float, steps: int) -> None:
        self.highest, self.steps = highest, steps

    def __call__(self, step: tf.Tensor) -> tf.Tensor:
        share = tf.cast(step, tf.float32) / self.steps
        return self.highest * tf.minimum(share / WARM_UP, tf.maximum(0.0, (1 - share) / (1 - WARM_UP)))


class Learner:
    """The layers and heads while they learn."""

    def __init__(self, steps: int) -> None:
        numbers = range(FIRST_TAUGHT, packed().layers)
        self.top = [_variables(packed_layer(number)) for number in numbers]
        self.heads = _variables(new_heads(CHOICES, CHOICE_VALUES, len(MENTIONS)))
        self._slow = [each for layer in self.top for each in layer.values()]
        self._fast = list(self.heads.values())
        self._layers_learn = tf.keras.optimizers.AdamW(
            UpAndDown(SLOW, steps), weight_decay=0.01, clipnorm=1.0
        )
        self._heads_learn = tf.keras.optimizers.AdamW(UpAndDown(FAST, steps), weight_decay=0.0)
        self._layers_learn.build(self._slow)
        self._heads_learn.build(self._fast)
        self.step = tf.function(self._step, autograph=False, reduce_retracing=True)

    def _step(self, batch: Batch) -> tf.Tensor:
        with tf.GradientTape() as tape:
            hidden = after_layers(batch.hidden, batch.many, self.top, DROPOUT)
            of_values = choice_of(CHOICE_VALUES)
            values, told = odds(hidden, batch.many, batch.phrases, self.heads, of_values, DROPOUT)
            loss = _loss(values, batch.values, batch.of_values) + _loss(told, batch.told, batch.of_told)
        slopes = tape.gradient(loss, self._slow + self._fast)
        self._layers_learn.apply_gradients(zip(slopes[: len(self._slow)], self._slow, strict=True))
        self._heads_learn.apply_gradients(zip(slopes[len(self._slow) :], self._fast, strict=True))
        return loss


def _variables(arrays: dict[str, np.ndarray]) -> dict[str, tf.Variable]:
    return {name: tf.Variable(array) for name, array in arrays.items()}


def _loss(found: tf.Tensor, right: tf.Tensor, counts: tf.Tensor) -> tf.Tensor:
    """For each message the sum over what counts: a value that may be concluded does not."""
    each = tf.nn.sigmoid_cross_entropy_with_logits(right, found) * counts
    return tf.reduce_sum(each) / tf.cast(tf.shape(found)[0], tf.float32)


def learn(plain: list[Example], slipped: list[Example], passes: int) -> FactModel:
    """Learn from the messages as they are, and every other time from the same with slips of the pen."""
    random = np.random.default_rng(0)
    learner = Learner(len(list(batches(plain, random))) * passes)
    start = time.monotonic()
    for number in range(passes):
        losses = [
            float(learner.step(batch)) for batch in batches(slipped if number % 2 == 0 else plain, random)
        ]
        print(f"{number + 1}/{passes}: {np.mean(losses):.3f} ({time.monotonic() - start:.0f} s)", flush=True)
    top = [{name: each.numpy() for name, each in layer.items()} for layer in learner.top]
    return FactModel(CHOICE_VALUES, top, {name: each.numpy() for name, each in learner.heads.items()})


def main() -> None:
    """Learn and write."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--leave-out", nargs="*", default=[], help="names of files in nlu/labelled")
    options.add_argument("--passes", type=int, default=8)
    options.add_argument("--to", type=Path, default=LEARNED)
    chosen = options.parse_args()
    messages = labelled_messages(without=chosen.leave_out)
    print(f"{len(messages)} messages", flush=True)
    learn(examples_of(messages), examples_of(with_slips(messages)), chosen.passes).save(chosen.to)


if __name__ == "__main__":
    main()
