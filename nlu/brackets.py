"""What is told inside a sentence: "om mij (Indonesische) te laten komen", "bij haar man, een Fransman,"."""

from __future__ import annotations

from dataclasses import replace

from nlu.codes import demonyms_of
from nlu.lexicon import card_words, grammar, person_nouns
from nlu.scan import sentences_of
from nlu.words import Word
from procedures.countries import demonyms

_CLOSING = {"(": ")", ",": ","}
_LONGEST = 14  # words between brackets


def with_brackets(words: list[Word]) -> list[Word]:
    """The words with what stands between brackets read where it breaks no clause."""
    kept: list[Word] = []
    for sentence in sentences_of(words):
        kept += _told_apart(_with_relatives_first(_with_me_first(_as_adjectives(_by_now(sentence)))))
    return kept


def _by_now(sentence: list[Word]) -> list[Word]:
    """The "(nu mijn man)" after "mijn vriend" becomes "(nu man)": the same person, married by now."""
    for at in range(1, len(sentence) - 4):
        now = sentence[at].norm in _CLOSING and sentence[at + 1].norm in grammar()["by_now"]
        noun = person_nouns().get(sentence[at + 3].norm, {}) if now else {}
        closed = sentence[at + 4].norm == _CLOSING.get(sentence[at].norm)
        if noun.get("relation") == "spouse" and closed and sentence[at + 2].norm in ("mijn", "haar", "zijn"):
            return [*sentence[: at + 2], *sentence[at + 3 :]]
    return sentence


def _told_apart(sentence: list[Word]) -> list[Word]:
    """ "Mag mijn man (ik ben erkend) komen" becomes "ik ben erkend. Mag mijn man komen"."""
    for at, word in enumerate(sentence):
        of_me = at and sentence[at - 1].norm in ("mij", "me")
        last = _end(sentence, at, anywhere=bool(of_me)) if word.norm == "(" else None
        inside = sentence[at + 1 : last] if last else []
        if not last or not inside:
            continue
        stop = replace(sentence[last], norm=".", raw=".")
        rest = [*sentence[:at], *sentence[last + 1 :]]
        of_card = inside[0].raw == "K" and inside[1:2] and inside[1].norm in card_words()["words"]
        if inside[0].norm == "ik" and len(inside) > 1 and not of_card:
            return [*inside, stop, *_told_apart(rest)]
        if of_me and _describes(inside):
            return [*_i_am(inside, word), *_told_apart(rest)]
        if of_me and _is_card(inside):
            return [*_i_am(inside, word, verb="heb"), *_told_apart(rest)]
    return sentence


def _with_me_first(sentence: list[Word]) -> list[Word]:
    """ "Mag ik, zijn moeder, blijven" becomes "ik ben zijn moeder. Mag ik blijven"."""
    for at in range(1, len(sentence)):
        last = _end(sentence, at) if sentence[at].norm == "," and sentence[at - 1].norm == "ik" else None
        asked = at == 2 and sentence[0].norm in grammar()["question_verbs"]
        described = asked and last is not None and at + 2 < last and _describes(sentence[at + 1 : last])
        if last and (described or _is_somebodys(sentence[at + 1 : last])):
            return [*_i_am(sentence[at + 1 : last], sentence[at]), *sentence[:at], *sentence[last + 1 :]]
    comma = next((at for at, word in enumerate(sentence) if word.norm == ","), 0)
    asks_me = comma and [word.norm for word in sentence[comma + 2 : comma + 3]] == ["ik"]
    if asks_me and sentence[0].norm == "als" and _describes(sentence[1:comma]):
        return [*_i_am(sentence[1:comma], sentence[0]), *sentence[comma + 1 :]]
    return sentence


def _is_card(inside: list[Word]) -> bool:
    """The "B-kaart sinds 2019" or "met een B-kaart" of "bij mij (met een B-kaart)"."""
    return inside[0].norm == "met" or any(word.norm in card_words()["words"] for word in inside[:3])


def _i_am(told: list[Word], at: Word, verb: str = "ben") -> list[Word]:
    stop = replace(told[-1], norm=".", raw=".")
    return [replace(at, norm="ik", raw="ik"), replace(at, norm=verb, raw=verb), *told, stop]


def _is_somebodys(inside: list[Word]) -> bool:
    """ "Zijn Kameroense moeder"."""
    owned = any(inside[0].norm in grammar()["possessive"][who] for who in ("he", "she"))
    return owned and len(inside) < 4 and inside[-1].norm in person_nouns()


def _with_relatives_first(sentence: list[Word]) -> list[Word]:
    """ "Kan mijn broer, die erkend is, mijn ma ...": first "mijn broer die erkend is".

    "Kan mijn man, erkend in 2022, ..." likewise begins with "mijn man is erkend in 2022".
    """
    asks = sentence[0].norm in grammar()["question_verbs"]
    at = next((at for at, word in enumerate(sentence[:6]) if word.norm == ","), 0) if asks else 0
    last = _end(sentence, at) if at > 2 and sentence[at + 1 : at + 2] else None
    relative = last is not None and sentence[at + 1].norm in grammar()["relative"]
    described = last is not None and _describes(sentence[at + 1 : last])
    if last is None or not (relative or described) or sentence[at - 1].norm not in person_nouns():
        return sentence
    stop = replace(sentence[last], norm=".", raw=".")
    verb = [] if relative else [replace(sentence[at], norm="is", raw="is")]
    inside = [*sentence[1:at], *verb, *sentence[at + 1 : last], stop]
    return [*inside, *sentence[:at], *sentence[last + 1 :]]


def _end(sentence: list[Word], at: int, *, anywhere: bool = False) -> int | None:
    """The bracket or comma that closes here, where the clause goes on after it (or anywhere)."""
    reach = range(at + 1, min(at + 1 + _LONGEST, len(sentence)))
    last = next((end for end in reach if sentence[end].norm == _CLOSING[sentence[at].norm]), None)
    goes_on = last is not None and last + 1 < len(sentence) and sentence[last + 1].norm.isalpha()
    return last if at and (goes_on or anywhere) else None


def _describes(inside: list[Word]) -> bool:
    told = [word.norm for word in inside if word.norm not in ("een", "ne", "nen")]
    return bool(told) and (told[0] in demonyms() or told[0].startswith(("erkend", "vluchteling")))


def _as_adjectives(sentence: list[Word]) -> list[Word]:
    """ "Bij mijn man, een Fransman, komt wonen" becomes "bij mijn Franse man komt wonen"."""
    for at in range(3, len(sentence)):
        last = _end(sentence, at) if sentence[at].norm in _CLOSING else None
        inside = sentence[at + 1 : last] if last else []
        named = [word for word in inside if word.norm not in ("een", "ne", "nen", "zelf")]
        if last and len(named) == 1 and named[0].norm in demonyms() and _is_kin_met(sentence, at - 1):
            adjective = replace(named[0], norm=demonyms_of(demonyms()[named[0].norm][0])[1])
            return [*sentence[: at - 1], adjective, sentence[at - 1], *_as_adjectives(sentence[last + 1 :])]
    return sentence


def _is_kin_met(sentence: list[Word], at: int) -> bool:
    """The man of "bij mijn man", "met haar man", "kan mijn man, een Fransman, ..."."""
    owned = any(sentence[at - 1].norm in forms for forms in grammar()["possessive"].values())
    asked = at == 2 and sentence[0].norm in grammar()["question_verbs"]
    governed = asked or sentence[at - 2].norm in grammar()["prepositions"]
    return sentence[at].norm in person_nouns() and owned and governed
