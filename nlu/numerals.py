"""Numbers in digits and words, and what stands around them."""

from __future__ import annotations

import re

from nlu.lexicon import numbers, speller
from nlu.words import Word

ADULT_BORDERS = (18, 21)
MAX_AGE = 105
AGE_UNITS = ("jaar", "j", "jarig", "jarige", "jaars", "lentes")
PRONOUNS = ("ik", "hij", "em", "ze", "zij", "je", "die", "er")
VERBS_OF_BEING = ("is", "ben", "zijn", "wordt", "word", "was", "bent", "worden", "geworden")


def number_at(words: list[Word], index: int) -> int | None:
    """The number at this word: digits, a number word, or a compound such as drieentwintig."""
    norm = words[index].norm
    if norm.isdecimal():
        return int(norm) if len(norm) < 6 else None
    units: dict[str, int] = numbers()["units"]
    if norm in units:
        return units[norm]
    if re.fullmatch(r"\d{1,2}[.,]\d", norm):
        return int(re.split("[.,]", norm)[0])
    compound = re.fullmatch(
        r"(\w+?)en(twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)", norm
    )
    ones = units.get(speller().correct(compound[1])) if compound else None  # "agtenzestig"
    return ones + units[compound[2]] if compound and ones else None


def norm_at(words: list[Word], index: int) -> str:
    return words[index].norm if 0 <= index < len(words) else ""


def is_birth(words: list[Word], index: int) -> bool:
    return any(
        norm_at(words, at) in ("geboren", "geboortejaar", "bouwjaar", "geb")
        for at in range(index - 5, index + 3)
    )
