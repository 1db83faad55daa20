"""What is said of the person named last, between commas: "de moeder van een jongen van 15, erkend, ..."."""

from __future__ import annotations

import itertools

from nlu.lexicon import Tag, grammar
from nlu.people import Cast
from nlu.scan import Clause, Mention
from nlu.words import Word


def give_to_owner(words: list[Word], tags: dict[int, Tag], clauses: list[Clause], cast: Cast) -> None:
    """Makes the boy the subject of "erkend vluchteling en hier met zijn tante aangekomen" behind him."""
    owner: str | None = None
    for before, clause in itertools.pairwise(clauses):
        plain = not clause.verbs and not clause.explicit and before.sentence == clause.sentence
        if plain and clause.opener == "," and _tells_of_status(words, tags, clause):
            owner = _owner_at_end(words, tags, before, cast)
        elif not (plain and clause.opener == "en"):
            owner = None
        if owner:
            clause.subject = [owner]


def _tells_of_status(words: list[Word], tags: dict[int, Tag], clause: Clause) -> bool:
    """Whether a clause begins with a status, as "erkend vluchteling", "hier erkend" and not "zelf erkend"."""
    first = clause.first
    while first < clause.last and words[first].norm in (",", "hier", "al", "in", "belgie"):
        first += 1
    return first in tags and tags[first].kind == "status"


def _owner_at_end(words: list[Word], tags: dict[int, Tag], clause: Clause, cast: Cast) -> str | None:
    """The boy of "de moeder van een jongen van 15", if nothing but his age or place stands behind him."""
    owner = next((m for m in clause.mentions if _is_of_somebody(m, cast)), None)
    kin = (
        any(cast.people[m.person].of == owner.person for m in clause.mentions if m.person in cast.people)
        if owner
        else False
    )
    if owner is None or not kin:
        return None
    small = (*grammar()["article"], *grammar()["prepositions"], "jaar", "oud", "hier")
    rest = range(owner.last, clause.last)
    return owner.person if all(at in tags or words[at].norm in small for at in rest) else None


def _is_of_somebody(mention: Mention, cast: Cast) -> bool:
    person = cast.people.get(mention.person)
    return mention.role == "owner" and person is not None and person.kind == "anyone"
