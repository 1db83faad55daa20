"""First names: left out beside a relative, and read as one of the children where they have an age.

"Mijn dochter Nour van 16" is a daughter of 16; after "drie kinderen" the "Sami is 11" tells the age of one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any

from nlu.lexicon import cities, grammar, person_nouns, places, speller
from nlu.names import is_unknown_name
from nlu.numerals import AGE_UNITS, MAX_AGE, VERBS_OF_BEING, number_at
from nlu.words import Word
from procedures.countries import demonyms, names

_STREETS = ("straat", "laan", "plein", "weg", "dreef", "steenweg", "lei", "kaai")
_BOYS_OR_GIRLS = ("jongens", "meisjes", "mannen", "kleinen", "gasten")
_BOY_OR_GIRL = ("jongen", "jongetje", "meisje", "knaap")
_SIZES = ("klein", "kleine", "grote")  # "klein Sami 11" is told by name
_IN_LISTS = ("van", "en", "jaar")
_LONGEST = 3  # words of a name
_SHORT = 3  # letters


def without_first_names(words: list[Word]) -> list[Word]:
    """The words without what a relative is called: "mijn vrouw Amna", "zoon Jean Paul"."""
    named = {
        at + 1 + more
        for at, word in enumerate(words)
        if _may_be_called(word)
        for more in range(_length_of_name(words, at + 1))
    }
    return [word for at, word in enumerate(words) if at not in named]


def _may_be_called(word: Word) -> bool:
    """Whether this is one relative, whose name may follow."""
    noun = person_nouns().get(word.norm, {})
    return bool(noun.get("relation")) and noun.get("number") != "plural" and word.norm not in _SIZES


def with_named_children(words: list[Word]) -> list[Word]:
    """The words with "kinderen" for a child that is only told by name: "Sami 11" after "kinderen"."""
    kept: list[Word] = []
    skip = 0
    for at, word in enumerate(words):
        if skip:
            skip -= 1
            continue
        long = _length_of_name(words, at)
        group = _children_before(words[:at]) if long else None
        after = words[at + long].norm if long and at + long < len(words) else ""
        told = group and _is_age(words, at + long) and (after in VERBS_OF_BEING or not _is_bound(words, at))
        if not group or not told:
            kept.append(word)
            continue
        since = [each.norm for each in kept[_last_at(kept, group) + 1 :]]
        listed = all(not norm.isalpha() or norm in _IN_LISTS for norm in since)
        if not listed:  # "de kinderen Omar 19 en Nour 16" are "de kinderen van 19 en 16"
            kept.append(replace(word, norm=group))
        if number_at(words, at + long) is not None and (not listed or not since):
            kept.append(replace(word, norm="van"))
        skip = long - 1
    return kept


def with_boys_and_girls(words: list[Word]) -> list[Word]:
    """ "Twee kinderen, een jongen van 15 en een meisje van 20" are "twee kinderen van 15 en 20"."""
    for at, word in enumerate(words):
        if _children_before([word]):
            ages, last = _described(words, at + 1)
            if len(ages) > 1:
                told = [each for age in ages for each in (replace(age, norm="en", raw="en"), age)]
                return [*words[: at + 1], replace(ages[0], norm="van", raw="van"), *told[1:], *words[last:]]
    return words


def with_children_named_again(words: list[Word]) -> list[Word]:
    """ "De jongens", after "mijn twee zonen", are those sons."""
    kept = list(words)
    for at, word in enumerate(words):
        before = words[at - 1].norm if at else ""
        group = _children_before(words[:at]) if word.norm in _BOYS_OR_GIRLS else None
        if group and before in ("de", "die"):
            kept[at] = replace(word, norm=group)
    return kept


def _described(words: list[Word], at: int) -> tuple[list[Word], int]:
    """The ages in ", een jongen van 15 en een meisje van 20", and where that ends."""
    ages: list[Word] = []
    last = at
    young = False
    while at < len(words):
        norm = words[at].norm
        if young and number_at(words, at) is not None:
            ages.append(words[at])
            young, last = False, at + 1
        elif norm in _BOY_OR_GIRL:
            young = True
        elif norm == "jaar" and last == at:
            last = at + 1
        elif norm not in (",", ":", "(", "en", "van", *grammar()["article"]):
            break
        at += 1
    return ages, last


def _last_at(words: list[Word], norm: str) -> int:
    return max(at for at, word in enumerate(words) if word.norm == norm)


def _length_of_name(words: list[Word], at: int) -> int:
    long = 0
    while long < _LONGEST and at + long < len(words) and _is_name(words[at + long]):
        long += 1
    after = words[at + 1].norm if at + 1 < len(words) else ""
    told = after in ("en", ",", *VERBS_OF_BEING) or _is_age(words, at + 1)
    if not long and told and is_unknown_name(words[at]):
        long = 1  # "fatou van 16", typed without capitals
    if not long and at < len(words) and _is_short_name(words[at]) and _is_years(words, at + 1):
        long = 1  # "ali 11 jaar"
    return 0 if long and words[at].norm.endswith(_STREETS) else long


def _is_name(word: Word) -> bool:
    """Whether a word with a capital tells of no people or places; "Jun" may be a month elsewhere."""
    capital = word.raw[:1].isupper() and not word.raw.isupper() and word.norm.isalpha()
    telling: tuple[Mapping[str, Any], ...] = (person_nouns(), demonyms(), names(), cities(), places())
    return capital and not any(word.norm in known for known in telling) and word.norm not in _grammar_words()


def _is_short_name(word: Word) -> bool:
    """Whether three letters without a capital may be a name: in none of our own lists."""
    own = word.norm in speller().vocabulary or word.norm in _grammar_words()
    return len(word.norm) == _SHORT and word.norm.isalpha() and not own


def _is_years(words: list[Word], at: int) -> bool:
    after = words[at + 1].norm if at + 1 < len(words) else ""
    return at < len(words) and words[at].norm.isdigit() and after in AGE_UNITS


@lru_cache(maxsize=1)
def _grammar_words() -> frozenset[str]:
    def words_in(entry: Any) -> Iterator[str]:
        if isinstance(entry, str):
            yield entry
        for each in entry.values() if isinstance(entry, dict) else entry if isinstance(entry, list) else ():
            yield from words_in(each)

    return frozenset(words_in(grammar()))


def _children_before(words: list[Word]) -> str | None:
    """The "kinderen" or "zoontjes" that were told of last."""
    nouns = person_nouns()
    several = (
        word.norm
        for word in reversed(words)
        if nouns.get(word.norm, {}).get("relation") == "child" and nouns[word.norm].get("number") == "plural"
    )
    return next(several, None)


def _is_age(words: list[Word], at: int) -> bool:
    """Whether an age follows: "11", "is al 19", "van 4", "(7)"."""
    light = (
        *VERBS_OF_BEING,
        "van",
        "(",
        "wordt",
        "al",
        "nu",
        "net",
        "pas",
        "bijna",
        "nog",
        "maar",
        "ondertussen",
    )
    while at < len(words) and words[at].norm in light:
        at += 1
    number = number_at(words, at) if at < len(words) else None
    return number is not None and 0 <= number < MAX_AGE


def _is_bound(words: list[Word], at: int) -> bool:
    """Whether a preposition ties the name to something else: "in Lubumbashi 2", "met Samira, 37"."""
    return at > 0 and words[at - 1].norm in grammar()["prepositions"]
