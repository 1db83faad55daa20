"""Questions about people in general, which say nothing of the one who asks or of anybody that is meant."""

from __future__ import annotations

import itertools

from nlu.lexicon import grammar, person_nouns
from nlu.scan import sentences_of
from nlu.words import Word
from procedures.countries import demonyms, names

_RELATIVE = ("die", "dat", "wiens", "wier", "waarvan")
_HIS_OR_HER = ("zijn", "haar", "hun", "zn", "wiens", "wier")
# So much has to be told for "kan een Belg zijn Braziliaanse vriendin van 19 laten komen?" to mean somebody.
ENOUGH_TOLD = 2


def without_general_questions(words: list[Word]) -> list[Word]:
    """Leaves out "Kan een Belg zijn moeder laten komen?", unless it tells of two people what they are."""
    kept: list[Word] = []
    sentences = sentences_of(words)
    for at, sentence in enumerate(sentences):
        norms = [word.norm for word in sentence]
        after = [word.norm for word in sentences[at + 1]] if at + 1 < len(sentences) else []
        general = _is_general(norms, norms[-1] == "?") and not _tells_of_two(norms, after)
        if not general or _is_pointed_to(sentences[at + 1 :]):
            kept += sentence
    return kept


def _is_pointed_to(after: list[list[Word]]) -> bool:
    """Whether "ik ben die Ghanees" follows."""
    return any([word.norm for word in sentence[:3]] == ["ik", "ben", "die"] for sentence in after)


def _is_general(norms: list[str], asked: bool) -> bool:
    own = {*grammar()["subject"]["self"], *grammar()["possessive"]["self"], "wij", "we", "ons", "onze"}
    own |= {"ben", "heb"}
    starts = [norms[at] for at in range(len(norms)) if at == 0 or (asked and norms[at - 1] == ",")]
    if norms[0] == "zijn" and norms[1:2] and norms[1] in person_nouns():
        return False  # "Zijn vrouw, een Pakistaanse, is ...", which asks nothing
    asking = {*grammar()["question_verbs"], *grammar()["question_words"]}
    if not asking.intersection(starts) or own.intersection(norms):
        return False
    aged = any(one == "(" and other[:1].isdigit() for one, other in itertools.pairwise(norms))
    if aged or {"wonende", "verblijvende"} & set(norms):
        return False  # "Kan een kleinzoon (9 j, Rwandees, wonende te Kigali) ..." is about one of them
    somebody = {"iemand", "vluchteling", *demonyms(), *person_nouns()}
    described = {"eu", "erkend", "erkende"}
    named = [norm for norm in norms if norm not in described]
    indefinite = any(one in ("een", "ne") and other in somebody for one, other in itertools.pairwise(named))
    return "iemand" in norms or indefinite


def _tells_of_two(norms: list[str], after: list[str]) -> bool:
    """Whether a question ties two people together and describes them, or the next sentence goes on of one."""
    supposed = any(
        one in ("dat", "als") and two in ("een", "iemand") for one, two in itertools.pairwise(norms)
    )
    told = _told(norms) if _ties_two(norms) and not supposed else 0  # "is het waar dat een Belg ..."
    goes_on = bool(after) and after[0] in ("hij", "zij", "ze")
    somebody = goes_on or bool(set(_RELATIVE) & set(norms))  # "iemand met een F-kaart die zijn moeder ..."
    return told >= (1 if somebody else ENOUGH_TOLD)


def _ties_two(norms: list[str]) -> bool:
    """Whether somebody's kin is named, "zijn Thaise vrouw", or whom somebody is married to."""
    kin = any(norm in _HIS_OR_HER and _names_kin(norms[at + 1 : at + 3]) for at, norm in enumerate(norms))
    kin = kin or any(
        norms[at + 1 : at + 3] == ["van", "een"] and _names_kin([norm]) for at, norm in enumerate(norms)
    )
    wed = {"getrouwd", "gehuwd", "trouwt", "trouwde"} & set(norms)
    return kin or (bool(wed) and "met" in norms)


def _names_kin(norms: list[str]) -> bool:
    return any(person_nouns().get(norm, {}).get("relation") for norm in norms)


def _told(norms: list[str]) -> int:
    """How much a sentence tells of people: nationalities, cards, ages, places."""
    known = {*demonyms(), *names(), "kaart", "vluchteling"}
    return sum(norm in known or norm.isdigit() for norm in norms)


def without_comparisons(words: list[Word]) -> list[Word]:
    """Leaves out the "zoals bij Belgen" of "telt dat niet zoals bij Belgen?": that is about others."""
    for at in range(len(words) - 2):
        norms = [word.norm for word in words[at : at + 3]]
        if norms[0] in grammar()["like"] and norms[1] == "bij":
            of = 3 if norms[2] in grammar()["articles_of_all"] else 2
            return [*words[:at], *without_comparisons(words[at + of + 1 :])]
    return words


def without_sayings(words: list[Word]) -> list[Word]:
    """Leaves out ", zoals mijn zoon van 31 het lachend noemt," and the "ik spreek het in" of a voice."""
    for at, word in enumerate(words):
        last = _end_of_saying(words, at) if word.norm == "zoals" else _end_of_dictating(words, at)
        if last:
            return [*words[:at], *without_sayings(words[last:])]
    return words


def _end_of_saying(words: list[Word], at: int) -> int | None:
    """The word after "zoals mijn moeder altijd zegt", which tells of no mother."""
    for last in range(at + 2, min(at + 10, len(words))):
        if words[last].is_punctuation:
            return None
        ends = last + 1 == len(words) or words[last + 1].is_punctuation
        if ends and words[last].norm in grammar()["saying"]:
            kin = any(word.norm in person_nouns() for word in words[at + 1 : last])
            return last + 1 if kin else None
    return None


def _end_of_dictating(words: list[Word], at: int) -> int | None:
    """The word after "ik spreek het efkes in", whose "in" is no place; not of "ik spreek in voor"."""
    norms = [word.norm for word in words[at : at + 6]]
    if norms[:2] != ["ik", "spreek"] or "in" not in norms:
        return None
    last = norms.index("in")
    light = {"het", "dit", "dat", "da", "t", "even", "efkes", "effe", "gewoon", "hier", "nu"}
    whole = set(norms[2:last]) <= light and last > 2
    return at + last + 1 if whole and norms[last + 1 : last + 2] != ["voor"] else None
