"""Numbers that are no ages: of things and times ("een relatie van vier jaar"), of people counted, of then."""

from __future__ import annotations

from nlu.lexicon import cities, grammar, numbers, person_nouns
from nlu.numerals import PRONOUNS, norm_at
from nlu.words import Word
from procedures.countries import names

DEGREES = (
    "bijna",
    "net",
    "pas",
    "nu",
    "al",
    "geen",
    "nog",
    "maar",
    "slechts",
    "juist",
    "haast",
    "ongeveer",
    "ondertussen",
    "intussen",
    "dus",
    "zelf",
    "echt",
    "ja",
)


def is_duration(words: list[Word], index: int, last: int) -> bool:
    """Whether this time belongs to a thing ("een relatie van vier jaar") or to the past ("toen ze 7 was")."""
    start = index - 1
    while norm_at(words, start) in (*DEGREES, "ruim", "meer", "minder", "dan"):
        start -= 1
    thing = norm_at(words, start - 1) if norm_at(words, start) in ("van", "voor") else ""
    if thing.endswith(tuple(numbers()["not_age_of"])):
        return True
    follows = norm_at(words, last)
    if follows in ("om", "voorbij", "verstreken") and norm_at(words, index - 1) in DEGREES:
        return True  # "van die 90 dagen zijn er al 60 om"
    if follows == "al" and last > index + 1 and norm_at(words, index - 1) == ",":
        return True  # "we zijn lang getrouwd, 17 jaar al"
    if norm_at(words, index - 1) in PRONOUNS and norm_at(words, index - 2) in numbers()["until"]:
        return True  # "hij blijft daar tot hij 18 is"
    if norm_at(words, index - 1) == "was" and "toen" in [
        norm_at(words, at) for at in range(index - 4, index)
    ]:
        return True
    if _was_so_then(words, index, last):
        return True
    was_then = any(norm_at(words, at) == "toen" for at in range(index - 4, index))
    return (was_then and follows in ("was", "waren")) or follows in numbers()["stays"]


def _was_so_then(words: list[Word], index: int, last: int) -> bool:
    """The 15 of "toen ik aankwam was ik vijftien", and the 3 of "hij was 3 toen ik vertrok"."""
    near = [norm_at(words, index - 1), norm_at(words, index - 2)]
    being = "was" in near and (near[0] == "was" or near[0] in PRONOUNS)
    somebody = norm_at(words, index - 1) in person_nouns()  # "toen ik vertrok was mijn zoon vier"
    being = being or (somebody and "was" in (norm_at(words, index - 2), norm_at(words, index - 3)))
    sentence = []
    for at in range(index - 1, max(index - 10, -1), -1):
        if norm_at(words, at) in (".", "!", "?", "nu"):
            break
        sentence.append(norm_at(words, at))
    return being and ("toen" in sentence or norm_at(words, last) == "toen")


def is_of_then(words: list[Word], index: int, before: str) -> bool:
    """The 13 of "op zijn dertiende vertrokken", the 1 of "een jaar of vijf", the 16 of "er kwamen er 16"."""
    own = any(before in forms for forms in grammar()["possessive"].values())
    then = own and norm_at(words, index - 2) in ("op", "sinds", "vanaf", "na", "voor", "tot")
    roughly = words[index].norm == "een" and norm_at(words, index + 1) == "jaar"
    roughly = roughly and norm_at(words, index + 2) == "of"
    counted = before == "er" and norm_at(words, index - 2) in ("kwamen", "waren", "zijn", "komen", "heb")
    return then or roughly or counted


def counts_people(words: list[Word], index: int) -> bool:
    """Whether this is "2 kinderen" or "twee Belgische dochters"."""
    if norm_at(words, index + 1) in ("en", ",", ")"):
        return False
    near = [person_nouns().get(norm_at(words, at), {}) for at in (index + 1, index + 2)]
    return any(noun.get("number") == "plural" for noun in near)


def is_living_somewhere(words: list[Word], index: int, last: int) -> bool:
    """The 68 of "mijn ma is 68 in Kinshasa", which without a place may be any number."""
    before = norm_at(words, index - 2) in person_nouns() or norm_at(words, index - 2) in PRONOUNS
    somewhere = norm_at(words, last + 1) in cities() or norm_at(words, last + 1) in names()
    return (
        before and norm_at(words, index - 1) in ("is", "ben") and norm_at(words, last) == "in" and somewhere
    )
