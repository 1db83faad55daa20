"""Nouns that name somebody although nobody says "mijn", by where they stand in the sentence."""

from __future__ import annotations

from nlu.lexicon import Tag, grammar, person_nouns
from nlu.words import Word
from procedures.countries import demonyms


def is_what_one_is(words: list[Word], tags: dict[int, Tag], head: int) -> bool:
    """The woman of "moeder is Belgische vrouw": named already."""
    nation = tags.get(head - 1)
    if words[head].norm not in ("man", "vrouw") or nation is None:
        return False
    first = nation.first - (nation.first > 0 and words[nation.first - 1].norm in ("een", "ne", "nen"))
    told = first > 0 and words[first - 1].norm in ("is", "ben")
    whose = words[head + 1].norm if head + 1 < len(words) else ""
    return nation.kind == "nationality" and told and whose not in ("van", "die", "dat")


def is_as_minor(words: list[Word], head: int) -> bool:
    """The minor of "ik ben als niet-begeleide minderjarige gekomen": how somebody came, nobody else."""
    at = head - 1
    while at > 0 and words[at].norm in (
        "een",
        "niet",
        "-",
        "begeleide",
        "nietbegeleide",
        "alleenstaande",
        "onbegeleide",
    ):
        at -= 1
    return words[head].norm in ("minderjarige", "nbmv", "amv") and at >= 0 and words[at].norm == "als"


def is_the_child(words: list[Word], noun: dict[str, str], article: str | None, first: int, last: int) -> bool:
    """The child of "De jongste is bij mijn ouders gebleven", "Het meisje, Rosa, woont ..."."""
    one = noun.get("relation") == "child" and noun.get("number") != "plural" and article in ("de", "het")
    after = words[last].norm if last < len(words) else "."
    told = after in (*grammar()["third_person"], "zit", "kan", "mag", "wil", "kwam", ",", "(")
    opens = starts_sentence(words, first) or (first == 0 and after == "(")
    return one and told and first == last - 2 and opens


def starts_sentence(words: list[Word], first: int) -> bool:
    return first > 0 and words[first - 1].norm in (".", "!", "?")


def is_some_parent(words: list[Word], noun: dict[str, str], first: int, last: int) -> bool:
    """The mother of "een mama van de school is Belgische", not of "ik ben een mama van twee"."""
    before = words[first - 1].norm if first else "."
    of_child = any(word.norm in person_nouns() for word in words[last : last + 5])
    opens = not before.isalnum() or before in ("dat", "voor", "over", "en", "maar")
    return noun.get("relation") == "parent" and opens and not of_child


def starts_message(words: list[Word], first: int) -> bool:
    """Whether this opens the message, or what follows a colon: "Studente uit Kameroen ..."."""
    own = {*grammar()["subject"]["self"], *grammar()["possessive"]["self"]}
    return (first == 0 or words[first - 1].norm in (":", ".")) and not any(word.norm in own for word in words)


def is_named_first(words: list[Word], head: int) -> bool:
    """ "Lief=braziliaan", "lief is Braziliaan": a sweetheart at the beginning, without "mijn"."""
    after = words[head + 1].norm if head + 1 < len(words) else ""
    opens = head == 0 or words[head - 1].norm in (".", ",")
    return opens and (after in ("=", ":") or after in grammar()["third_person"])


def opens_clause(words: list[Word], first: int) -> bool:
    """Whether this is the subject of "..., pa is hier"."""
    before = words[first - 1].norm if first else "."
    after = words[first + 1].norm if first + 1 < len(words) else ""
    died = after in grammar()["deceased"] and before in ("sinds", "sedert", "toen", "nadat", "omdat", "want")
    return died or (before in (".", ",", "en", "maar") and after in grammar()["third_person"])


def after_parent(words: list[Word], first: int) -> bool:
    """Whether this stands in "moeder van een Belgische jongen"."""
    at = next((at for at in range(first - 1, max(first - 4, 0), -1) if words[at].norm == "van"), None)
    return at is not None and person_nouns().get(words[at - 1].norm, {}).get("relation") in (
        "parent",
        "stepparent",
        "grandparent",
        "other",
    )


def after_stranger(words: list[Word], first: int) -> bool:
    """Whether this is "die jongen" after "trouwen met een Jamaicaan"."""
    before = range(max(1, first - 12), first)
    return any(words[at].norm in demonyms() and words[at - 1].norm in ("een", "ne", "nen") for at in before)


def is_told_again(words: list[Word], first: int) -> bool:
    """The girl of "mijn kind is 4, dat is een Belgisch meisje", of whom the words before tell."""
    before = [word.norm for word in words[max(0, first - 2) : first]]
    return before in (["dat", "is"], ["die", "is"], ["het", "is"])
