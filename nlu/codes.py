"""Country codes in case notes ("echtgenoot BE", "(NG)", "verblijft in TR"), read as what they stand for."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from nlu.lexicon import grammar, person_nouns, places
from nlu.words import Word
from procedures.countries import adjective_forms, country_name, demonyms, fold, is_country, law, noun_forms

_BORDERS = set(",.;:()/=+&-–—?!\n")


def with_codes(words: list[Word]) -> list[Word]:
    """The words with nationalities and countries written out; "ex-CM" is left out, that is over."""
    if _is_shouted(words):
        return words
    kept: list[Word] = []
    for at, word in enumerate(words):
        if not _is_code(words, at):
            kept.append(word)
        elif _before(words, at) in ("ex", "voorheen"):
            kept.pop()
        else:
            kept.append(replace(word, norm=_written_out(words, at)))
    return kept


def _is_shouted(words: list[Word]) -> bool:
    """Whether the whole message is in capitals, where two letters may be any word."""
    return len(words) > 1 and not any(letter.islower() for word in words for letter in word.raw)


def _is_code(words: list[Word], at: int) -> bool:
    raw = words[at].raw
    if len(raw) != 2 or not raw.isupper() or not raw.isalpha() or not is_country(raw):
        return False
    opens, closes = _opens(words, at), _closes(words, at)
    place = _before(words, at) in grammar()["code_after"]
    if raw == "BE" and _before(words, at) in places():
        return False  # "in Essen BE" tells where Essen lies
    if raw.lower() in grammar()["code_or_word"]:
        starts = _before(words, at) in ("", ".", "!", "?")  # "GH voor echtgenote", "IS dat zo"
        after = words[at + 1].norm if at + 1 < len(words) else ""
        asked = raw == "GH" and after == "?"  # "Moeder in Bissau, GH?"
        return (place or (opens and not asked)) and closes and not starts
    return (opens or closes or place) and _before(words, at) not in grammar()["article"]


def _before(words: list[Word], at: int) -> str:
    return words[at - 1].norm if at else ""


def _opens(words: list[Word], at: int) -> bool:
    before = _before(words, at)
    described = before in person_nouns() or before in grammar()["code_beside"]
    return not before or before in _BORDERS or described or before[:1].isdigit()


def _closes(words: list[Word], at: int) -> bool:
    after = words[at + 1].norm if at + 1 < len(words) else ""
    described = after in person_nouns() or after in grammar()["code_beside"]
    going_on = after in grammar()["prepositions"] or after in ("te", "en") or after[:1].isdigit()
    return not after or after in _BORDERS or described or going_on


def _written_out(words: list[Word], at: int) -> str:
    iso = words[at].raw
    after = words[at + 1].norm if at + 1 < len(words) else ""
    if _before(words, at) in grammar()["code_after"]:
        return fold(country_name(iso))
    noun, adjective = demonyms_of(iso)
    attributive = after in person_nouns() or after in ("nationaliteit", "identiteitskaart")
    return adjective if attributive else noun


@lru_cache(maxsize=1)
def plural_demonyms() -> frozenset[str]:
    """The nouns of nationality that name more than one: "roemenen"."""
    nouns = [noun for entry in law()["countries"].values() for noun in entry.get("people", [])]
    return frozenset(fold(form) for noun in nouns for form in noun_forms(noun)[1:])


@lru_cache(maxsize=256)
def demonyms_of(iso: str) -> tuple[str, str]:
    """Noun and inflected adjective; the country's name where a nationality has no words."""
    entry = law()["countries"][iso]
    noun = fold((entry.get("people") or [country_name(iso)])[0])
    adjective = fold(adjective_forms(entry["adjective"])[1]) if "adjective" in entry else noun
    return noun, adjective if adjective in demonyms() else noun
