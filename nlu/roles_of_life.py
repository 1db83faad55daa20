"""What somebody will be or is besides: "mijn toekomstige vrouw", "ik ben Belg en grootvader"."""

from __future__ import annotations

from dataclasses import replace

from nlu.lexicon import grammar, person_nouns
from nlu.words import Word
from procedures.countries import demonyms

_YOUNG = ("kind", "kindje", "baby", "meisje", "jongen", "tiener", "kleuter")
_NEAR = 6  # words between "ik" and the second thing that I am


def with_future_spouse(words: list[Word]) -> list[Word]:
    """ "Mijn toekomstige vrouw" is a fiancée."""
    kept: list[Word] = []
    for word in words:
        spouse = person_nouns().get(word.norm, {}).get("relation") == "spouse"
        if spouse and kept and kept[-1].norm in grammar()["future_spouse"]:
            kept[-1] = replace(word, norm="verloofde")
        else:
            kept.append(word)
    return kept


def without_second_role(words: list[Word]) -> list[Word]:
    """Leaves out the "en grootvader" of "ik ben Belg en grootvader", which names nobody else."""
    kept, at = [], 0
    while at < len(words):
        second = _is_second_role(words, at)
        kept += [] if second else words[at : at + 1]
        at += 2 if second else 1
    return kept


def without_childhood(words: list[Word]) -> list[Word]:
    """Leaves out the "als klein kind" of "die haar als klein kind opvoedde", and "sinds kind"."""
    kept: list[Word] = []
    for at, word in enumerate(words):
        after = words[at + 1].norm if at + 1 < len(words) else ""
        before = [each.norm for each in kept[-2:]]
        small = before[-1:] in (["klein"], ["jong"])
        opened = before[-1 - small :][:1]
        as_child = opened == ["als"] and after not in ("van", "voor")
        grown_up = not after.isalpha() or after in ("in", "hier")
        since = opened in (["sinds"], ["sedert"], ["vanaf"]) and grown_up
        if word.norm in _YOUNG and (as_child or since):
            del kept[-1 - small :]
        else:
            kept.append(word)
    return kept


def _is_second_role(words: list[Word], at: int) -> bool:
    before = [word.norm for word in words[max(0, at - _NEAR) : at]]
    if words[at].norm != "en" or at + 1 >= len(words) or before[-1:] == []:
        return False
    relation = person_nouns().get(words[at + 1].norm, {}).get("relation")
    closed = at + 2 == len(words) or words[at + 2].is_punctuation
    mine = "ik" in before and "ben" in before and before[-1] in demonyms()
    return mine and closed and relation in ("parent", "grandparent")
