"""Roundabout ways to name somebody, in plain words: "die mens", "ex vrouw", "ons Bart, mijn zoon, ..."."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from nlu.lexicon import grammar, person_nouns
from nlu.names import looks_like_a_name
from nlu.numerals import number_at
from nlu.words import Word
from procedures.countries import demonyms

_OURS = ("ons", "onze", "onzen")
_LONGEST_BYWORD = 8  # words of "van mijn oudste die in Canada is gaan wonen"
_Reading = Callable[[list[Word], int], tuple[list[Word], int] | None]


def in_plain_names(words: list[Word]) -> list[Word]:
    """The words with everybody named as elsewhere."""
    for reading in _READINGS:
        words = _with_each(words, reading)
    return words


def _with_each(words: list[Word], reading: _Reading) -> list[Word]:
    kept: list[Word] = []
    at = 0
    while at < len(words):
        read = reading(words, at)
        kept += read[0] if read else words[at : at + 1]
        at = read[1] if read else at + 1
    return kept


def _norms(words: list[Word], at: int, count: int) -> list[str]:
    return [word.norm for word in words[at : at + count]]


def _that_one(words: list[Word], at: int) -> tuple[list[Word], int] | None:
    """ "Die mens", "die gast" and "dat mens" of somebody told of: he and she."""
    pair = _norms(words, at, 2)
    if (
        len(pair) < 2
        or pair[1] not in grammar()["that_one"]
        or pair[0] not in ("die", "dieje", "dat", "dieen")
    ):
        return None
    told = any(word.norm in person_nouns() for word in words[:at])
    who = "zij" if pair == ["dat", "mens"] else "hij"
    return ([replace(words[at], end=words[at + 1].end, norm=who)], at + 2) if told else None


def _mine(words: list[Word], at: int) -> tuple[list[Word], int] | None:
    """The "die van mij" of "zijn pas is een Belgische en die van mij een Zambiaanse": ik."""
    said = _norms(words, at, 3)
    count = 3 if said in (["die", "van", "mij"], ["dat", "van", "mij"]) else 2
    short = said[:2] in (["de", "mijne"], ["den", "mijne"], ["het", "mijne"])
    papers = {word.norm for word in words[max(0, at - 10) : at]} & {"pas", "paspoort", "nationaliteit"}
    following = [norm for norm in _norms(words, at + count, 3) if norm not in ("een", "de", "is")]
    if not (papers and (count == 3 or short)) or not following or following[0] not in demonyms():
        return None
    rest = _norms(words, at + count, 1)
    verb = [replace(words[at + count], norm="ben")] if rest == ["is"] else []
    return [replace(words[at], norm="ik", raw="ik"), *verb], at + count + len(verb)


def _former(words: list[Word], at: int) -> tuple[list[Word], int] | None:
    """ "Mijn ex vrouw" in two words is one person."""
    pair = _norms(words, at, 2)
    if len(pair) < 2 or pair[0] != "ex" or "ex" + pair[1] not in person_nouns():
        return None
    return [replace(words[at], end=words[at + 1].end, norm="ex" + pair[1])], at + 2


def _in_law_and_whose(words: list[Word], at: int) -> tuple[list[Word], int] | None:
    """ "Ons schoondochter, de vrouw van onze Bart dus, ..." is the wife of Bart."""
    own = _norms(words, at, 1)[0] in (*_OURS, *grammar()["possessive"]["self"])
    said = _norms(words, at + 1, 5)
    spouse = len(said) == 5 and person_nouns().get(said[3], {}).get("relation") == "spouse"
    in_law = own and said[:1] in (["schoondochter"], ["schoonzoon"])
    if not (in_law and spouse) or said[1:3] != [",", "de"] or said[4] != "van":
        return None
    closing = next((i for i in range(at + 6, min(at + 11, len(words))) if words[i].norm == ","), None)
    if closing is None:
        return None
    last = closing - (words[closing - 1].norm in ("dus", "he"))
    return words[at + 3 : last], closing + 1


def _name_and_kin(words: list[Word], at: int) -> tuple[list[Word], int] | None:
    """ "Onze Patrick, mijn zoon, is ..." is "mijn zoon Patrick is ..."."""
    if at + 5 >= len(words) or words[at].norm not in _OURS or not looks_like_a_name(words[at + 1]):
        return None
    comma, own, kin, close = _norms(words, at + 2, 4)
    mine = own in (*_OURS, *grammar()["possessive"]["self"])
    if comma != "," or close != "," or not mine or not person_nouns().get(kin, {}).get("relation"):
        return None
    return [*words[at + 3 : at + 5], words[at + 1]], at + 6


def _grandchild_and_whose(words: list[Word], at: int) -> tuple[list[Word], int] | None:
    """ "Mijn kleinzoon, van mijn oudste die in Canada is gaan wonen, ..." tells no more than the grandson."""
    kin = person_nouns().get(words[at].norm, {}).get("relation")
    after = _norms(words, at + 1, 4)
    whose = (
        len(after) == 4
        and after[:2] == [",", "van"]
        and after[2] in (*_OURS, *grammar()["possessive"]["self"])
    )
    if kin != "grandchild" or not whose or person_nouns().get(after[3], {}).get("relation") != "child":
        return None
    near = range(at + 5, min(at + 5 + _LONGEST_BYWORD, len(words)))
    closing = next((i for i in near if words[i].norm == ","), None)
    return ([words[at]], closing + 1) if closing else None


def _signed(words: list[Word], at: int) -> tuple[list[Word], int] | None:
    """The "mw. V.:" of "OCMW Lede, mw. V.: cliënt ..." writes the note, and is nobody in it."""
    titled = words[at].norm in ("mw", "mevr", "dhr") and at > 0 and words[at - 1].norm == ","
    closed = _norms(words, at + 1, 1) == [":"]
    return ([], at + 1) if titled and closed else None


def _coming_of(words: list[Word], at: int) -> tuple[list[Word], int] | None:
    """A note's "vraagt overkomst (van) echtgenote" is "vraagt echtgenote te laten overkomen"."""
    asked = at > 0 and words[at - 1].norm in grammar()["asks_for"]
    of = _norms(words, at + 1, 1) == ["van"]
    if not asked or words[at].raw.lower() != "overkomst":
        return None
    return [replace(words[at], norm="laten"), replace(words[at], norm="overkomen")], at + 1 + of


def _spoken_year(words: list[Word], at: int) -> tuple[list[Word], int] | None:
    """ "Tweeduizend vijfentwintig", as told to a telephone, is 2025."""
    if words[at].norm not in ("tweeduizend", "negentienhonderd") or at + 1 >= len(words):
        return None
    year = number_at(words, at + 1)
    if year is None or not 0 < year < 100:
        return None
    century = 2000 if words[at].norm == "tweeduizend" else 1900
    return [replace(words[at], end=words[at + 1].end, norm=str(century + year))], at + 2


_READINGS: tuple[_Reading, ...] = (
    _signed,
    _spoken_year,
    _former,
    _name_and_kin,
    _in_law_and_whose,
    _grandchild_and_whose,
    _coming_of,
    _that_one,
    _mine,
)


def with_helped_apart(words: list[Word]) -> list[Word]:
    """ "Het meisje dat ik help is 17" with a comma where the clause about the helper ends."""
    kept: list[Word] = []
    for at, word in enumerate(words):
        kept.append(word)
        after = words[at + 1] if at + 1 < len(words) else None
        if (
            after is None
            or word.norm not in grammar()["helping"]
            or after.norm not in grammar()["third_person"]
        ):
            continue
        before = [one.norm for one in words[max(0, at - 6) : at]]
        if {"die", "dat"} & set(before) and {"ik", "wij", "we"} & set(before):
            kept.append(replace(after, norm=",", raw=","))
    return kept
