"""Sentences with "u", "je" or "ge" that the writer means about himself or herself."""

from __future__ import annotations

import itertools
from dataclasses import replace

from nlu.lexicon import grammar, person_nouns
from nlu.numerals import MAX_AGE, number_at
from nlu.scan import sentences_of
from nlu.words import Word
from procedures.countries import demonyms


def as_myself(words: list[Word]) -> list[Word]:
    """In "als je een A-kaart hebt zoals ik, kan je dan je man ..." the one addressed is the speaker."""
    sentences = sentences_of(words)
    after = [any(_says_it_is_mine(later) for later in sentences[at + 1 :]) for at in range(len(sentences))]
    kept: list[Word] = []
    for at, (sentence, told) in enumerate(zip(sentences, after, strict=True)):
        if _says_it_is_mine(sentence) and any(_addresses(earlier) for earlier in sentences[:at]):
            continue  # "dat is bij mij het geval" places nobody with me
        mine = bool(_comparisons(sentence)) or told
        kept += _in_first_person(sentence) if mine and _addresses(sentence) else sentence
    return kept


def _addresses(sentence: list[Word]) -> bool:
    return any(word.norm in grammar()["you_forms"] or word.norm in _mine() for word in sentence)


def _mine() -> dict[str, str]:
    """The form for "ik" of each form that goes with "u" or "je"."""
    return {form: mine for mine, forms in grammar()["yours"].items() for form in forms}


def _comparisons(sentence: list[Word]) -> set[int]:
    """Where "zoals ik", "gelijk ik" or "net als ik" stands."""
    norms = [word.norm for word in sentence]
    found: set[int] = set()
    for at, (one, other) in enumerate(itertools.pairwise(norms)):
        just_as = one == "als" and at > 0 and norms[at - 1] == "net"
        if other in ("ik", "mij", "wij") and (one in grammar()["like"] or just_as):
            found |= {at - just_as, at, at + 1}
    return found


def _says_it_is_mine(sentence: list[Word]) -> bool:
    """ "Dat is mijn situatie", "zo is het bij ons": what was said of "u" before was about the writer."""
    norms = [word.norm for word in sentence]
    told = norms[:1] in (["dat"], ["dit"], ["zo"]) and norms[1:2] == ["is"] and len(norms) < 9
    mine = {*grammar()["possessive"]["self"], *grammar()["possessive"]["we"]} & set(norms)
    near = {"bij"} & set(norms) or {"situatie", "geval"} & set(norms)
    return told and bool(mine) and bool(near)


def _in_first_person(sentence: list[Word]) -> list[Word]:
    """The sentence with "ik" for "u", and without "zoals ik": I am the one meant, and not Belgian too."""
    left = _comparisons(sentence)
    if left and " ".join(word.norm for word in sentence[:2]) in grammar()["hypothetical"]:
        left |= {0, 1}  # "Stel dat je ... woont, zoals ik" supposes nothing
    kept = []
    for at, word in enumerate(sentence):
        norm = _mine().get(word.norm, word.norm)
        if norm in grammar()["you_forms"]:
            following = sentence[at + 1].norm if at + 1 < len(sentence) else ""
            norm = "mijn" if norm == "je" and following in person_nouns() else "ik"
        if at not in left:
            kept.append(replace(word, norm=norm))
    return kept


def in_plain_order(words: list[Word]) -> list[Word]:
    """ "Zijn pa ben ik" becomes "ik ben zijn pa"; "de mijne van 12" becomes "mijn kind van 12"."""
    kept = list(words)
    for at in range(len(words) - 3):
        owner, kin, verb, me = words[at : at + 4]
        opens = not at or words[at - 1].is_punctuation or words[at - 1].norm in ("en", "want", "maar")
        whose = {*grammar()["possessive"]["he"], *grammar()["possessive"]["she"], "hun", "de"}
        named = owner.norm in whose and "relation" in person_nouns().get(kin.norm, {})
        named = named or (owner.norm == "die" and kin.norm in demonyms())  # "Die Belg ben ik"
        if opens and named and (verb.norm, me.norm) == ("ben", "ik"):
            kept[at : at + 4] = [me, verb, owner, kin]
        aged = verb.norm == "van" and (number_at(words, at + 3) or MAX_AGE) < MAX_AGE
        if owner.norm in ("de", "den") and kin.raw.lower() in ("mijne", "mijnen", "onzen") and aged:
            kept[at : at + 2] = [replace(owner, norm="mijn"), replace(kin, norm="kind")]
    return kept
