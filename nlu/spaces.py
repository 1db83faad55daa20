"""Spaces typed one letter too soon or too late: "hij heef tgeen", "i nAbidjan", "mij nvader"."""

from __future__ import annotations

import re
from typing import Protocol

_TWO_WORDS = re.compile(
    r"(?<![^\W\d_])([a-zA-Z]{1,2}|[a-z]{3,}|[A-Z]{3,})"
    r"(?= ([a-z]{2,}|[A-Z]{2,}|[a-z][A-Z][^\W\d_]*|[a-z]\d+)(?![^\W_]))"
)
SHORTEST_TYPED = 3


class Known(Protocol):
    """What is known of words: our own, the verbs among them, the articles and prepositions."""

    @property
    def verbs(self) -> frozenset[str]: ...

    @property
    def short(self) -> frozenset[str]: ...

    @property
    def kin(self) -> frozenset[str]: ...

    def knows(self, norm: str) -> bool:
        """Whether a word is one of ours, or an ordinary one."""


def with_spaces_right(text: str, speller: Known) -> str:
    """ "Hij heef tgeen" becomes "hij heeft geen": a space typed one letter too soon or too late."""
    letters = list(text)
    for match in _TWO_WORDS.finditer(text):
        one, other, space = match[1], match[2], match.end(1)
        later = (one.lower() + other[0].lower(), other[1:])
        sooner = (one[:-1].lower(), (one[-1] + other).lower())
        if _is_meant(one.lower(), other, *later, speller):
            letters[space], letters[space + 1] = text[space + 1], " "
        elif _is_left_short(one.lower(), other.lower(), *sooner, speller):
            letters[space], letters[space - 1] = text[space - 1], " "
    return "".join(letters)


def _is_meant(one: str, other: str, left: str, right: str, speller: Known) -> bool:
    """Whether the first letter of the second word belongs to the first: "heef tgeen", "moede ris"."""
    capital = right[:1].isupper() and other[:1].islower()
    if capital or right.isdecimal():  # "i nAbidjan", "va n3"
        return left in speller.short or left in speller.verbs
    right = right.lower()
    strange = not speller.knows(other.lower())
    known = len(one) < SHORTEST_TYPED and speller.knows(right)  # "ze i sziek"
    if strange and left in speller.verbs and (right in speller.short or known):
        return True
    if strange and left in speller.short and right in speller.kin:
        return True  # "mij nvader"
    small = right in speller.short or right in speller.verbs
    if strange and left in speller.short and len(right) > 2 and small:
        return True  # "me tonze"
    odd = not speller.knows(one) and one not in speller.short and len(one) > 1
    if odd and (left in speller.verbs or left in speller.kin) and small and len(right) > 1:
        return True  # "heef teen", "moede ris"
    return (one, other.lower()) in _TYPED_APART


# Two words that are each a word, but never stand together like this.
_TYPED_APART = (("me", "teen"), ("me", "tde"), ("ee", "neen"))


def _is_left_short(one: str, other: str, left: str, right: str, speller: Known) -> bool:
    """Whether the last letter of the first word belongs to the second: "hij heeftg een"."""
    strange = not speller.knows(one)
    known = len(one) < SHORTEST_TYPED and speller.knows(right)
    return strange and left in speller.verbs and (right in speller.short or known)
