"""Short, misheard and turned-round words that mean something else by where they stand."""

from __future__ import annotations

from dataclasses import replace

from nlu.described_people import ATTRIBUTES
from nlu.lexicon import grammar, numbers, person_nouns
from nlu.words import Word
from procedures.countries import demonyms

_BEING = ("=", ":", "is", "ben", "ik")
# The French and English that people from Brussels and elsewhere mix into their Dutch.
_FRENCH_PERSONS = {"il": "hij", "elle": "zij"}
_ENGLISH_PERSONS = {"he": "hij", "she": "zij"}
_ENGLISH_VERBS = ("is", "has", "have", "was", "lives", "comes", "got", "heeft", "woont")


def with_short_forms(words: list[Word]) -> list[Word]:
    """The words with what is typed as another word put right: "gn trouwen", "mn zoom", "zei is"."""
    norms = ["", *(word.norm for word in words), ""]
    kept = []
    for at, word in enumerate(words):
        meant = _meant(word.raw.lower(), norms[at], norms[at + 2])
        kept.append(replace(word, norm=meant) if meant else word)
    return [word for at, word in enumerate(kept) if not _is_ending_of_number(kept, at)]


def _meant(typed: str, before: str, after: str) -> str | None:
    """What a word of this form stands for between these two."""
    own = before in grammar()["possessive"]["self"]
    if typed == "est" and (before in _FRENCH_PERSONS or before in person_nouns() or after in demonyms()):
        return "is"
    if typed == "i" and after in grammar()["first_person"]:
        return "ik"  # "i ben papa"
    if typed in _FRENCH_PERSONS and after == "est":
        return _FRENCH_PERSONS[typed]
    if typed in _ENGLISH_PERSONS and after in _ENGLISH_VERBS:
        return _ENGLISH_PERSONS[typed]
    if typed in ("card", "carte") and len(after) == 1 and after.isalpha():
        return "kaart"
    if typed in ("kleine", "kleinen") and _is_several(before) and after not in person_nouns():
        return "kinderen"  # "de twee kleine (8 en 5)"
    if typed == "me" and after in grammar()["possessive"]["self"]:
        return "met"
    if typed == "gn" and after in grammar()["going_to"]:
        return "gaan"
    if typed == "betr" and (after in ("(", *grammar()["third_person"], *grammar()["stay_verbs"])):
        return "betrokkene"
    if typed == "vl" and before in ("erkend", "erkende"):
        return "vluchteling"
    if typed == "nr" and not after[:1].isdigit():
        return "naar"
    if typed == "ned" and before in _BEING:
        return "nederlander"
    if typed == "mn" and own:
        return "man"
    if typed == "zoom" and own:
        return "zoon"
    if typed == "zei" and after in ("is", "heeft", "woont", "zit", "komt"):
        return "zij"
    if typed in ("zin", "zij") and before in ("we", "wij"):
        return "zijn"
    if typed == "ier" and _is_here(before, after):
        return "hier"
    if typed == "belgje" and before not in grammar()["prepositions"]:
        return "belg"
    if typed == "erkent" and before in ("ben", "is", "als"):
        return "erkend"
    return None


def _is_ending_of_number(words: list[Word], at: int) -> bool:
    """The `e` of "1e huwelijk" and the `ste` of "2ste"."""
    joined = at > 0 and words[at - 1].end == words[at].start and words[at - 1].norm.isdigit()
    return joined and words[at].norm in ("e", "ste", "de")


def _is_several(norm: str) -> bool:
    return numbers()["units"].get(norm, int(norm) if norm.isdecimal() else 0) in range(2, 10)


def _is_here(before: str, after: str) -> bool:
    """Whether "ier" is `hier`, as in "ben ier op visum", "is ier nu", "naar ier", and no Irishman."""
    if before == ",":
        return after in ("in", "te", "bij")  # "we gaan trouwen, ier in Oostende"
    if before.isalpha() and before not in (*grammar()["article"], *grammar()["staying"], *_BEING, "als"):
        return before in ("naar", "noar", "van") or _goes_on(after) or after in ("wonen", "komen", "blijven")
    return before in grammar()["staying"] and _goes_on(after)


def _goes_on(after: str) -> bool:
    return after in grammar()["prepositions"] or after in ("al", "nu", "nog", "niet")


def with_own_first(words: list[Word]) -> list[Word]:
    """A learner's "vrouw mijn is Belg" with the owner in front: "mijn vrouw is Belg"."""
    kept = list(words)
    for at in range(1, len(kept)):
        if _is_owner_behind(kept, at):
            person, owner = kept[at - 1], kept[at]
            kept[at - 1] = replace(person, raw=owner.raw, norm=owner.norm)
            kept[at] = replace(owner, raw=person.raw, norm=person.norm)
    return kept


def _is_owner_behind(words: list[Word], at: int) -> bool:
    """Whether this "mijn" goes with the person before it; in "moeder mijn man" it goes with the man."""
    before = words[at - 2].norm if at > 1 else "."
    after = words[at + 1].norm if at + 1 < len(words) else "."
    counted = at > 2 and (before.isdigit() or before in numbers()["units"])
    before = words[at - 3].norm if counted else before  # "mijn 3 kinderen mijn man"
    owned = any(before in forms for forms in grammar()["possessive"].values())
    somebody = words[at - 1].norm in person_nouns() and not owned and before not in grammar()["article"]
    belongs = after in person_nouns() or after in ATTRIBUTES or after in ("eigen", "nieuwe")
    return words[at].norm == "mijn" and somebody and not belongs
