"""Who and what a message names only to set it aside: "nee, niet voor mijn broer, voor mijn dochters"."""

from __future__ import annotations

from dataclasses import replace

from nlu.lexicon import grammar, person_nouns
from nlu.numerals import number_at
from nlu.people import NounPhrase
from nlu.words import Word

_NEAR = 8  # words in which the one who is meant was named
# "Mijn moeder springt 500 euro bij": family that adds money is not the family that comes.
_ADDING = (
    "bijspringen",
    "bijspringt",
    "bijleggen",
    "bijlegt",
    "bijpassen",
    "bijpast",
    "toestoppen",
    "toestopt",
)
_ADDING_APART = {
    "bij": ("springen", "springt", "leggen", "legt", "passen", "past"),
    "toe": ("stopt", "stoppen"),
}
_GIVERS = ("parent", "other")


def is_set_aside(words: list[Word], phrase: NounPhrase) -> bool:
    """Whether somebody is named only to say that it is not about him or her."""
    at, governed = phrase.first - 1, words[phrase.first - 1].norm in grammar()["prepositions"]
    at -= phrase.first > 0 and governed
    if at < 0 or words[at].norm != "niet":
        return False
    after = [word.norm for word in words[phrase.last : phrase.last + 8]]
    return (
        _is_instead(after)
        or (_opens(words, at) and _is_next(words, phrase.last))
        or (governed and _is_after_another(words, at, phrase.last))
        or _is_nobodys(words, at, phrase)
    )


def adds_money(words: list[Word], phrase: NounPhrase) -> bool:
    """Whether somebody is named as one who adds money: "mijn broer legt elke maand iets bij"."""
    if phrase.owner is None or phrase.noun.get("relation") not in _GIVERS:
        return False
    start = next((at + 1 for at in range(phrase.first - 1, -1, -1) if words[at].is_punctuation), 0)
    stop = next((at for at in range(phrase.last, len(words)) if words[at].is_punctuation), len(words))
    norms = [word.norm for word in words[start:stop]]
    apart = any(set(verbs) & set(norms) for part, verbs in _ADDING_APART.items() if part in norms[-3:])
    return apart or bool(set(_ADDING) & set(norms))


def _is_instead(after: list[str]) -> bool:
    """What follows "niet mijn zoon" in "niet mijn zoon maar de zoon van mijn zus"."""
    told = [norm for norm in after if norm != ","][:7]
    return told[:1] in (["maar"], ["wel"]) and any(norm in person_nouns() for norm in told[2:])


def _opens(words: list[Word], at: int) -> bool:
    before = words[at - 1] if at else None
    return before is None or before.is_punctuation or before.norm in grammar()["taking_back"]


def _is_next(words: list[Word], last: int) -> bool:
    """Whether ", voor mijn 2 dochters" or ", mijn papa" follows: they are meant instead."""
    if last >= len(words) or words[last].norm != ",":
        return False
    at = last + 1
    while at < len(words) and words[at].norm in ("maar", "wel", "voor", "over", "om", "eigenlijk"):
        at += 1
    owned = at < len(words) and any(words[at].norm in forms for forms in grammar()["possessive"].values())
    at += owned
    counted = at < len(words) and number_at(words, at) is not None
    at += counted
    more = any(
        not word.is_punctuation for word in words[at + 1 :]
    )  # "niet mijn zus, mijn dochter" is an answer
    return owned and more and words[at].norm in person_nouns()


def _is_after_another(words: list[Word], at: int, last: int) -> bool:
    """The sister of "ik vraag voor mijn vrouw, niet voor haar zus"."""
    earlier = [word.norm for word in words[max(0, at - _NEAR) : at]]
    told = words[at + 1].norm in earlier and any(norm in person_nouns() for norm in earlier)
    closes = last >= len(words) or words[last].is_punctuation
    return told and closes and bool(earlier) and earlier[-1] in (",", "en", "dus", "maar")


def _is_nobodys(words: list[Word], at: int, phrase: NounPhrase) -> bool:
    """The son of "het is dus niet mijn zoon, al voelt het soms zo"."""
    before = [
        word.norm for word in words[max(0, at - 4) : at] if word.norm not in ("dus", "eigenlijk", "ook")
    ]
    said = before[-2:] in (
        ["het", "is"],
        ["dat", "is"],
        ["hij", "is"],
        ["zij", "is"],
        ["ze", "is"],
        ["is", "het"],
    )
    closes = phrase.last >= len(words) or words[phrase.last].is_punctuation
    return said and closes and phrase.owner is not None


def without_asides(words: list[Word]) -> list[Word]:
    """Leaves out "denk ik", "ik denk dat" and "zoals ik dacht": they tell who thinks so, not who it is about.

    "Wat zeg ik nu" takes back what was said, as "sorry" does.
    """
    kept, at = [], 0
    while at < len(words):
        norms = [word.norm for word in words[at : at + 4]]
        follows = norms[2] if len(norms) > 2 else ""
        if norms[:3] == ["wat", "zeg", "ik"]:
            kept.append(replace(words[at], norm="sorry"))
            at += 4 if norms[3:] in (["nu"], ["daar"], ["toch"]) else 3
        elif norms[:2] == ["zoals", "ik"] and follows in grammar()["said_or_thought"]:
            at += 3
        elif (
            len(norms) > 1
            and norms[1] == "ik"
            and norms[0] in grammar()["thinking"]
            and not follows.isalpha()
        ):
            at += 2
        elif norms[:1] == ["ik"] and norms[1:2] and norms[1] in grammar()["thinking"] and follows == "dat":
            at += 3
        else:
            kept.append(words[at])
            at += 1
    return kept


def with_subject_told_after(words: list[Word]) -> list[Word]:
    """ "Zit nog in Pristina (ik dus)" becomes "ik zit nog in Pristina"."""
    for at in range(2, len(words)):
        closed = words[at].norm == "(" and [word.norm for word in words[at + 2 : at + 4]] == ["dus", ")"]
        who = words[at + 1].norm if closed else ""
        if who not in ("ik", "hij", "zij", "ze"):
            continue
        start = next((i + 1 for i in range(at - 1, -1, -1) if words[i].is_punctuation), 0)
        if words[start].norm in (
            *grammar()["third_person"],
            *grammar()["first_person"],
            *grammar()["stay_verbs"],
        ):
            return [*words[:start], words[at + 1], *words[start:at], *words[at + 4 :]]
    return words


def without_pauses(words: list[Word]) -> list[Word]:
    """Leaves out the comma of "ik ben hertrouwd, met een man die in Mol woont"."""
    return [
        word
        for at, word in enumerate(words)
        if not (
            word.norm == ","
            and at
            and words[at - 1].norm in ("getrouwd", "gehuwd", "hertrouwd", "samen", "verloofd")
            and [after.norm for after in words[at + 1 : at + 3]]
            in (["met", "een"], ["met", "ne"], ["met", "nen"])
        )
    ]
