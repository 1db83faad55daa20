"""What the writer is, set off by commas: "ik, Belg, zou ...", "mij, een Turkmeen van 27, laten ...".

Not in "mijn dochter is bij mij, Ghanese, ik ...", where it tells of her: after it comes who I am.
"""

from __future__ import annotations

from collections.abc import Container

from nlu.lexicon import grammar
from nlu.numerals import AGE_UNITS
from nlu.words import Word

_LONGEST = 7
_MYSELF = ("ik", "mij")


def set_off_from_me(words: list[Word], tagged: Container[int], at: int) -> tuple[int, int] | None:
    """The commas around what follows "ik" or "mij" and only tells who I am, where `at` is in or at them."""
    opened = next((i for i in range(at, max(at - _LONGEST, 0), -1) if _opens(words, i)), None)
    if opened is None:
        return None
    closed = next(
        (i for i in range(opened + 1, min(opened + _LONGEST, len(words))) if words[i].norm == ","), None
    )
    if closed is None or at > closed or [word.norm for word in words[closed + 1 : closed + 2]] == ["ik"]:
        return None
    inside = range(opened + 1, closed)
    told = any(i in tagged for i in inside)
    plain = all(i in tagged or words[i].norm in _between() for i in inside)
    return (opened, closed) if told and plain else None


def _opens(words: list[Word], at: int) -> bool:
    mine = at > 1 and words[at - 2].norm == "van"  # "een vriendin van mij, Belgische, is ..."
    return bool(at) and words[at].norm == "," and words[at - 1].norm in _MYSELF and not mine


def _between() -> tuple[str, ...]:
    return (*grammar()["article"], *AGE_UNITS, "van", "echte", "nu", "ook", "oud")
