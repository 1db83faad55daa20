"""Babies: "pasgeboren", "twee weken oud", "vorige week geboren", "nog geen jaar", "bevallen van een zoon"."""

from __future__ import annotations

from dataclasses import replace

from nlu.lexicon import Tag, grammar, numbers, person_nouns
from nlu.numerals import VERBS_OF_BEING, norm_at, number_at
from nlu.words import Word

_PER_YEAR = {"d": 365, "w": 52, "m": 12}
_REACH = 6  # words between "bevallen" and the child, or between the child and "geboren"


def find_newborns(words: list[Word]) -> list[Tag]:
    """The age of babies, in whole years."""
    found: list[Tag] = []
    for at in range(len(words)):
        tag = _just_born(words, at) or _in_weeks(words, at) or _first_year(words, at)
        if tag and not any(tag.first < other.last for other in found):
            found.append(tag)
    return found


def _just_born(words: list[Word], at: int) -> Tag | None:
    """ "Pasgeboren", "net geboren", "vorige week geboren", "geboren op 2 november"."""
    norm, before = words[at].norm, norm_at(words, at - 1)
    if norm.startswith("pasgebor"):
        return Tag(at, at + 1, "age", "0")
    if norm != "geboren":
        return None
    if before in ("pas", "net", "juist", "zopas", "zonet", "gisteren", "eergisteren", "vandaag"):
        return Tag(at - 1, at + 1, "age", "0")
    last_week = norm_at(words, at - 2) in ("vorige", "deze", "afgelopen", "verleden")
    if before in ("week", "maand") and last_week:
        return Tag(at - 2, at + 1, "age", "0")
    ago = before in ("geleden", "terug") and norm_at(words, at - 2) in ("week", "weken", "dagen", "maand")
    return Tag(at - 2, at + 1, "age", "0") if ago else None


def _in_weeks(words: list[Word], at: int) -> Tag | None:
    """ "Twee week oud", "5 dagen oud", "baby nu 3 weken"."""
    number = 3 if words[at].norm in ("paar", "enkele") else number_at(words, at)
    unit = norm_at(words, at + 1)
    if number is None or unit not in grammar()["short_times"]:
        return None
    age = str(number // _PER_YEAR[unit[0]])
    if norm_at(words, at + 2) in ("oud", "oude", "jong"):
        return Tag(at, at + 3, "age", age)
    start = at - 1
    while norm_at(words, start) in ("nu", "nog", "pas", "net", "maar", "amper", "al", "van", *VERBS_OF_BEING):
        start -= 1
    follows = norm_at(words, at + 2)
    ends = not follows.isalnum() or follows in VERBS_OF_BEING
    noted = norm_at(words, at - 1) in (",", "(") and any(_is_child(words, i) for i in range(at - 5, at))
    told = noted or (start < at - 1 and _is_child(words, start))
    return Tag(at, at + 2, "age", age) if ends and told else None


def _first_year(words: list[Word], at: int) -> Tag | None:
    """ "Is nog geen jaar", but not "is nog geen jaar hier"."""
    said = [norm_at(words, index) for index in range(at, at + 3)]
    old = norm_at(words, at + 3) == "oud"
    follows = norm_at(words, at + 3 + old)
    ends = old or not follows.isalnum() or follows in ("en", "maar")
    told = norm_at(words, at - 1) in VERBS_OF_BEING or _is_child(words, at - 1)
    return Tag(at, at + 3 + old, "age", "0") if said == ["nog", "geen", "jaar"] and ends and told else None


def _is_child(words: list[Word], at: int) -> bool:
    return at >= 0 and person_nouns().get(words[at].norm, {}).get("relation") == "child"


def with_newborns(words: list[Word]) -> list[Word]:
    """ "Bevallen van een zoon", "trotse ouders van een meisje": that child is newborn."""
    kept: list[Word] = []
    for at, word in enumerate(words):
        if _is_child(words, at) and _was_delivered(words, at):
            kept.append(replace(word, norm="pasgeboren"))
        kept.append(word)
    return kept


def _was_delivered(words: list[Word], child: int) -> bool:
    before = [norm_at(words, at) for at in range(child - 3, child)]
    if _is_of_new_parent(words, child):
        return True
    if "van" not in before or before[-1] in grammar()["possessive"]["self"]:
        return False
    start = child - 3 + before.index("van")
    earlier = [norm_at(words, at) for at in range(start - _REACH, start)]
    proud = {"trotse", "fiere", "kersverse", "verse"} & set(earlier[-2:])
    recent = {*grammar()["recently"], "dagen", "weken", "week", "zopas", "zonet"} & set(earlier)
    parent = person_nouns().get(earlier[-1], {}).get("relation") == "parent"
    if parent and "sinds" in earlier and recent:
        return True  # "sinds vorige week mama van een zoontje"
    dated = recent or {*numbers()["months"]} & set(earlier)
    return bool(proud) or bool(dated and ("beviel" in earlier or earlier[-1] == "bevallen"))


def _is_of_new_parent(words: list[Word], child: int) -> bool:
    """The daughter of "ik ben net papa geworden, ons dochterke ...", and nobody else's."""
    became = next(
        (at for at in range(child - 1, max(child - _REACH, 2), -1) if words[at].norm == "geworden"), 0
    )
    parent = person_nouns().get(norm_at(words, became - 1), {}).get("relation") == "parent"
    lately = norm_at(words, became - 2) in ("net", "pas", "juist", "zopas", "zonet", "week", "gisteren")
    others = any(words[at].norm in person_nouns() for at in range(became + 1, child))
    return bool(became) and parent and lately and not others
