"""Words typed as they sound ("vlugteling", "agt") or with letters swapped ("bne", "mdoer"): what is meant."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

SHORTEST_SOUND, LOOSE_FROM, SHORTEST_JUMBLE, SOUND_NEAR_FROM = 4, 6, 5, 8  # letters
SHORTEST_WITH_VOWELS = 5
VOWELS = "aeiou34"
# Letters that sound the same, in this order; a vowel is doubled in writing in a closed syllable only.
_SOUNDS = (
    (r"sch(?=$|e$|en$)", "s"),
    (r"sh", "s"),
    (r"ck|q(?=u)", "k"),
    (r"[cg]h", "g"),
    (r"c(?=[eiy])", "s"),
    (r"c", "k"),
    (r"x", "ks"),
    (r"ph", "f"),
    (r"th|dt", "t"),
    (r"ij|ei|ey|y", "3"),
    (r"ie", "i"),
    (r"l[3eiu]k(?=e?$)", "lik"),
    (r"o[uw]|au", "4"),
    (r"v", "f"),
    (r"z", "s"),
    (r"d$", "t"),
    (r"b$", "p"),
    (r"([^aeo])\1+", r"\1"),
    (r"([aeo])\1(?=[^aeiou34][aeiou34])", r"\1"),
)


@lru_cache(maxsize=20_000)
def sound_of(word: str) -> str:
    """How a Dutch word sounds: the same for "dogter" and "dochter", "woonen" and "wonen"."""
    for pattern, sound in _SOUNDS:
        word = re.sub(pattern, sound, word)
    return word


def loosely(sound: str) -> str:
    """A sound with long and short vowels alike: that of "momentel" and "momenteel"."""
    return re.sub(r"([aeo])\1", r"\1", sound)


def by_sound(words: Iterable[str], often: set[str], short: set[str]) -> dict[str, list[str]]:
    """The words that sound alike, by sound; by the loose sound too where a word is long, or one of `short`.

    What sounds like few letters is only taken for one of the words used often.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for word in words:
        sound = sound_of(word)
        if len(sound) >= SHORTEST_SOUND or word in often:
            found[sound].add(word)
        if len(word) >= LOOSE_FROM or word in short:
            found["~" + loosely(sound)].add(word)
    return {sound: sorted(alike) for sound, alike in found.items()}


def with_swaps(words: Iterable[str], known: frozenset[str]) -> dict[str, str]:
    """Every word with two neighbouring letters swapped ("ebn", "bne") that is no other word."""
    found: dict[str, set[str]] = defaultdict(set)
    for word in words:
        for at in range(len(word) - 1):
            found[word[:at] + word[at + 1] + word[at] + word[at + 2 :]].add(word)
    return {typed: meant.pop() for typed, meant in found.items() if len(meant) == 1 and typed not in known}


def unjumbled(typed: str, words: Iterable[str]) -> str | None:
    """The one word with the same first and last letter and the same letters, one more or less: "mdoer"."""
    if len(typed) < SHORTEST_JUMBLE:
        return None
    near = [word for word in words if (word[0], word[-1]) == (typed[0], typed[-1])]
    near = [word for word in near if len(word) >= SHORTEST_JUMBLE and _differ(typed, word) <= 1]
    return near[0] if len(near) == 1 else None


def _differ(one: str, other: str) -> int:
    """How many letters the longer of two words has more; many where each has letters of its own."""
    longer, shorter = sorted((list(one), list(other)), key=len, reverse=True)
    for letter in shorter:
        if letter not in longer:
            return len(longer)
        longer.remove(letter)
    return len(longer)


def skeleton_of(word: str) -> str:
    """The consonants of a word as it sounds: the same for "erknd" and "erkend", "vrw" and "vrouw"."""
    return re.sub(f"[{VOWELS}]", "", sound_of(word))


def by_skeleton(words: Iterable[str]) -> dict[str, list[str]]:
    """The words with the same consonants."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        found[skeleton_of(word)].append(word)
    return dict(found)


def without_vowels(typed: str, words: Iterable[str]) -> list[str]:
    """Those of the words of which nothing but vowels is left out: "samnwnend", "dochtr", "wrk"."""
    sound = sound_of(typed)
    plural = sound[-1:] == "n" and sound[-2:-1] not in VOWELS  # "komn"
    if len(typed) < SHORTEST_WITH_VOWELS and skeleton_of(typed) != sound and not plural:
        return []
    return [word for word in words if word[0] == typed[0] and _is_left_of(sound, sound_of(word))]


def _is_left_of(short: str, long: str) -> bool:
    letters = iter(long)
    inside = len(short) < len(long) and all(letter in letters for letter in short)
    return inside and long != short + "e"
