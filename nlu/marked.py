"""A message as marks: what the lexicons know becomes one mark ("PLACE_ABROAD"), every other word stays.

"Mijn vrouw van 19 zit in Casablanca" and "mijn man van 20 zit in Izmir" then look much alike.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from nlu.lexicon import Tag
from nlu.message import words_of
from nlu.scan import PLACES
from nlu.tags import find_tags
from procedures.countries import nationality_group

# Ages at which the law may change; where exactly it does, `procedures` knows.
_AGES = ((18, "AGE_CHILD"), (21, "AGE_YOUNG"), (60, "AGE_GROWN"))
_TOLD_BY_VALUE = ("card", "status", "bond", "residence", "date")


@dataclass(frozen=True)
class Mark:
    """A word as compared, or what a phrase stands for, with the phrase and where it stands in the text."""

    name: str
    start: int
    end: int
    tag: Tag | None = None


def marks_of(text: str, today: date) -> list[Mark]:
    """The marks of a message, in order; `today` decides what a date or a year of birth comes to."""
    words = words_of(text)
    known = ("noise", "answer", "correction")
    first: dict[int, Tag] = {}
    for tag in find_tags(words, today):
        if tag.kind not in known:
            first.setdefault(tag.first, tag)
    marks, at = [], 0
    while at < len(words):
        tag_here = first.get(at)
        after = max(tag_here.last, at + 1) if tag_here else at + 1
        name = _name_of(tag_here) if tag_here else words[at].norm
        marks.append(Mark(name, words[at].start, words[after - 1].end, tag_here))
        at = after
    return marks


def _name_of(tag: Tag) -> str:
    if tag.kind == "nationality":
        return "NATION_BE" if tag.value == "BE" else f"NATION_{nationality_group(tag.value)}"
    if tag.kind == "municipality":
        return "MUNICIPALITY"
    if tag.kind in PLACES:
        return "PLACE_BE" if tag.value in ("BE", "belgium") else "PLACE_ABROAD"
    if tag.kind == "age":
        return next((name for below, name in _AGES if float(tag.value) < below), "AGE_OLD")
    return f"{tag.kind}_{tag.value}".upper() if tag.kind in _TOLD_BY_VALUE else tag.kind.upper()
