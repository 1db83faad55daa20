"""Who names himself or herself: "ik Turkse vrouw", "wij als ouders", "ik mama niet"."""

from __future__ import annotations

from nlu.lexicon import grammar
from nlu.people import SELF, WE
from nlu.scan import Mention, Scan, norm_at
from procedures.countries import demonyms


def is_parent_of_named(scan: Scan, mention: Mention) -> bool:
    """The `mama` of "mijn dochter is Belg, ik mama niet" is the speaker."""
    children = any(person.relation == "child" for person in scan.cast.people.values())
    return (
        children
        and mention.last == mention.first + 1
        and (scan.cast.people[mention.person].relation == "parent")
    )


def is_own_description(scan: Scan, mention: Mention) -> bool:
    """The woman of a learner's "ik Turkse vrouw" and the parents of "wij als ouders" are the speakers."""
    clause, before = scan.clause, norm_at(scan, mention.first - 1)
    if clause.subject not in ([SELF], [WE]):
        return False
    if before == "als":
        return True
    at_once = mention.first == clause.subject_at + 1 and not clause.verbs
    if at_once and norm_at(scan, mention.last) in ("ben", "heb", "woon", "verblijf", "werk"):
        return True  # "ik de mama ben Liberiaanse"
    head = mention.first
    while norm_at(scan, head) in demonyms():
        head += 1
    adjective = head > mention.first and norm_at(scan, head - 1).endswith("e") and head == mention.last - 1
    spouse = scan.cast.people[mention.person].relation == "spouse"
    young = scan.cast.people[mention.person].noun in ("jongen", "meisje")  # "ik meisje 20 jaar van Nepal"
    following = demonyms().get(norm_at(scan, mention.last))
    origin = scan.tags.get(mention.last + 1) if norm_at(scan, mention.last) in ("van", "uit") else None
    bare = norm_at(scan, mention.first) not in grammar()["possessive"]["self"]
    woman = adjective or (bare and origin is not None and origin.kind == "country")
    young = young and bare and not clause.verbs and norm_at(scan, mention.first) not in grammar()["article"]
    if not (((spouse and woman) or young) and mention.first == clause.subject_at + 1 and following is None):
        return False
    person = scan.cast.people[mention.person]
    if person.of == SELF:
        person.relation, person.of, person.kind = None, None, "anyone"  # a woman, and nobody's wife so far
    return True
