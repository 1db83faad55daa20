"""Two names for one person, and what holds for another person too."""

from __future__ import annotations

import itertools

from nlu.lexicon import Tag, grammar
from nlu.people import PARTNERS, SELF, WE
from nlu.scan import PLACES, Clause, Mention
from nlu.scene import Entity, Scene
from procedures.countries import fold


def identities(scene: Scene) -> list[Entity]:
    """ "Ik ben de vrouw van een Belg", "hij is mijn man": two names of one person."""
    clause, found = scene.clause, []
    for mention in clause.mentions:
        if mention.role == "predicate" and len(clause.subject) == 1 and clause.subject[0] != mention.person:
            denied = any(scene.norm(at) in grammar()["negation"] for at in range(clause.first, mention.first))
            found += [] if denied else [_same(scene, clause.subject[0], mention), *_wanted(scene, mention)]
    found += _named_too(scene) + _named_instead(scene) + _named_before(scene) + _named_at_once(scene)
    return found + _named_afterwards(scene)


def _wanted(scene: Scene, mention: Mention) -> list[Entity]:
    """ "Ik wil nu verder als zijn vrouw": who writes is who comes to him."""
    partner = scene.cast.people.get(mention.person)
    theirs = partner is not None and partner.of in scene.cast.people and partner.relation in PARTNERS
    wanting = scene.norms & {"wil", "kan", "mag", "wou", "zou", "aanvragen", "vraag"}
    if scene.norm(mention.first - 1) != "als" or scene.clause.subject != [SELF] or not (theirs and wanting):
        return []
    span = Tag(mention.first, mention.last, "move", "family_of")
    return [scene.entity(span, SELF, "move", "family_of", target=partner.of)] if partner else []


def _named_before(scene: Scene) -> list[Entity]:
    """ "Mag een Ghanees die ... hierheen komen? Ik ben die Ghanees"."""
    tag = next((tag for tag in scene.inside if tag.kind == "nationality"), None)
    if tag is None or [scene.norm(tag.first - 2), scene.norm(tag.first - 1)] != ["ben", "die"]:
        return []
    called = scene.norm(tag.first)
    named = [p.id for p in scene.cast.people.values() if fold(p.noun) == called and p.kind == "anyone"]
    return [scene.entity(tag, SELF, "same", who) for who in named[:1] if scene.clause.subject == [SELF]]


def _named_at_once(scene: Scene) -> list[Entity]:
    """ "Als moeder van een vluchteling zit ik nog in Asmara"."""
    clause, before = scene.clause, scene.previous
    inverted = clause.subject == [SELF] and clause.subject_at == clause.first + 1
    if before is None or not inverted or scene.norm(before.first) != "als" or before.last != clause.first:
        return []
    named = next((m for m in before.mentions if m.first == before.first + 1), None)
    theirs = named is not None and scene.cast.people[named.person].of not in (None, SELF, WE)
    return [_same(scene, SELF, named)] if named and theirs else []


def _named_too(scene: Scene) -> list[Entity]:
    """ "Ik ben Filipijnse en zijn vrouw": the second half of what I am."""
    clause, before = scene.clause, scene.previous
    if before is None or before.subject != [SELF] or [verb for _, verb in before.verbs] != ["ben"]:
        return []
    named = next((m for m in clause.mentions if m.first == clause.first + 1 and not m.preposition), None)
    whole = clause.opener == "en" and named is not None and named.last == clause.last and not clause.verbs
    person = scene.cast.people.get(named.person) if named and whole else None
    mine = person is None or person.of in (None, SELF, WE)
    told = {tag.kind for tag in scene.tags if before.first <= tag.first < before.last}
    described = told & {"nationality", "status"}
    return [_same(scene, SELF, named)] if named and described and not mine else []


def _named_instead(scene: Scene) -> list[Entity]:
    """ "Ik ben niet zijn moeder maar zijn stiefmoeder"."""
    clause, before = scene.clause, scene.previous
    if before is None or clause.opener != "maar" or clause.verbs or before.subject != [SELF]:
        return []
    denied = scene.norm(before.last - 1) in ("niet", "geen") or {scene.norm(before.subject_at + 2)} & {
        "niet",
        "geen",
    }
    named = next((m for m in clause.mentions if m.first == clause.first + 1 and not m.preposition), None)
    plain = [verb for _, verb in before.verbs][:1] == ["ben"] and not before.mentions
    told = any(before.first <= tag.first < before.last for tag in scene.tags) or "wel" in scene.norms
    return [_same(scene, SELF, named)] if denied and plain and named and not told else []


def _named_afterwards(scene: Scene) -> list[Entity]:
    """ "Hij heeft een A-kaart, mijn man": the name of whom the sentence before was about."""
    clause, before = scene.clause, scene.previous
    mention = clause.mentions[0] if clause.mentions else None
    after = {scene.norm(at) for at in range(mention.last, clause.last)} if mention else set()
    meant = bool(after) and after <= {"bedoel", "ik", "dus"}  # "Hij is nog in Tirana. Mijn man bedoel ik"
    if before is None or mention is None or (clause.verbs and not meant):
        return []
    if before.sentence != clause.sentence and not meant:
        return []
    if _is_client(scene, before) and _is_kin_of_somebody(scene):
        first = next(mention for mention in clause.mentions if mention.role != "owner")
        return [_same(scene, before.subject[0], first)]
    person = scene.cast.people.get(mention.person)
    minor = person is not None and person.term == "minor"
    if _is_client(scene, before) and minor:
        return [_same(scene, before.subject[0], mention)]
    alone = mention.first == clause.first and (mention.last == clause.last or meant)
    alone = alone and not mention.preposition
    if (
        not alone
        or len(clause.mentions) != 1
        or len(before.subject) != 1
        or before.subject[0] not in ("he", "she")
    ):
        return []
    gender = {"he": "male", "she": "female"}[before.subject[0]]
    if person is None or person.gender not in (None, gender):
        return []
    return [_same(scene, before.subject[0], mention)]


def _same(scene: Scene, person: str, mention: Mention) -> Entity:
    span = Tag(mention.first, mention.last, "same", mention.person)
    return scene.entity(span, person, "same", mention.person)


def _is_client(scene: Scene, clause: Clause) -> bool:
    """Whether a clause is about the one person somebody else writes for."""
    person = scene.cast.people.get(clause.subject[0]) if len(clause.subject) == 1 else None
    return person is not None and person.kind in ("client", "anyone", "term")


def _is_kin_of_somebody(scene: Scene) -> bool:
    """ "..., vader van een Belgisch kind" says more of the client named before."""
    mentions = scene.clause.mentions
    owned = any(m.role == "owner" for m in mentions)
    named = next((m for m in mentions if m.role != "owner"), None)
    return owned and named is not None and named.first <= scene.clause.first + 1


def likewise(scene: Scene) -> list[Entity]:
    """ "Zij is Eritrese, ik ook", "mijn vrouw is Belg gelijk ik"."""
    clause, before = scene.clause, scene.previous
    norms = [scene.norm(i) for i in range(clause.first, clause.last)]
    nations = [tag for tag in scene.inside if tag.kind == "nationality"]
    like_me = [
        clause.first + at
        for at, (one, other) in enumerate(itertools.pairwise(norms))
        if one in ("gelijk", "zoals", "als") and other == "ik"
    ]
    if nations and like_me and like_me[-1] >= nations[-1].last and not scene.has("negation"):
        return [scene.entity(nations[-1], SELF, "nationality", nations[-1].value)]
    like = clause.opener in ("zoals", "evenals") or (clause.opener == "als" and _follows_just(scene))
    as_me = clause.subject == [SELF] and clause.explicit and clause.last - clause.first == len(["als", "ik"])
    if like and not clause.verbs and (clause.mentions or as_me):
        return _same_nationality(scene)
    told = [tag for tag in scene.inside if tag.kind != "age"]
    again = norms[-3:] in (["is", "dat", "wel"], ["is", "het", "wel"]) and clause.explicit
    if before is not None and norms[-1:] == ["wel"] and (again or not clause.verbs) and not told:
        return _after_all(scene, before)
    if before is not None and clause.opener == "maar" and not clause.verbs and not scene.inside:
        return _instead(scene, before)
    that_one = norms[:2] in (["dat", "ben"], ["dat", "is"]) or norms[-2:] in (["is", "dat"], ["ben", "dat"])
    that_one = that_one and len(norms) <= 4 and clause.explicit
    if before is not None and that_one and not scene.inside:
        denied = any(scene.norm(at) in grammar()["negation"] for at in range(before.first, before.last))
        return _of_the_other(scene, before) if denied else []
    if before is None or "ook" not in norms or clause.verbs or told or scene.has("negation"):
        return []
    if not (clause.explicit or clause.mentions or norms[-1] == "ook"):
        return []  # "..., ook een taaltest doen"
    told = [tag for tag in scene.tags if before.first <= tag.first < before.last]
    nations = [tag for tag in told if tag.kind in ("nationality", "country")]
    denied = any(scene.norm(i) in grammar()["negation"] for i in range(before.first, before.last))
    places = [tag for tag in told if tag.kind in PLACES and _says_where(scene, tag)]
    if len(places) == 1 and not denied and not nations[:-1]:
        stays = [scene.norm(i) for i in range(before.first, before.last)]
        if {"is", "zit", "woont", "ben", "zijn", "verblijft"} & set(stays):
            here = places[0].kind == "municipality" or places[0].value in ("BE", "belgium")
            value = "belgium" if here else "abroad"
            return [scene.entity(places[0], who, "location", value) for who in scene.subjects if who]
    if len(nations) != 1 or denied:
        return []
    tag = nations[0]
    of_origin = tag.kind == "nationality" or scene.norm(tag.first - 1) in ("van", "uit")
    return [scene.entity(tag, who, "nationality", tag.value) for who in scene.subjects if who and of_origin]


def _says_where(scene: Scene, tag: Tag) -> bool:
    """Whether a place is where somebody is: "in casa", and not "van Peru"."""
    return tag.kind == "place" or tag.value == "BE" or scene.norm(tag.first - 1) in ("in", "te")


def _after_all(scene: Scene, before: Clause) -> list[Entity]:
    """ "Ik ben geen Belg, mijn vrouw wel"."""
    told = [tag for tag in scene.tags if before.first <= tag.first < before.last]
    denied = any(scene.norm(at) in grammar()["negation"] for at in range(before.first, before.last))
    facts = (
        [tag for tag in told if tag.kind in ("nationality", "status", "card", "disabled")] if denied else []
    )
    return [scene.entity(tag, who, tag.kind, tag.value) for tag in facts for who in scene.subjects if who]


def _instead(scene: Scene, before: Clause) -> list[Entity]:
    """ "Niet ik ben de Belg maar mijn man": what is denied of the one holds for the other."""
    not_them = scene.norm(before.first) == "niet" and before.subject_at == before.first + 1
    if not not_them or before.sentence != scene.clause.sentence:
        return []
    return _of_the_other(scene, before)


def _of_the_other(scene: Scene, before: Clause) -> list[Entity]:
    told = [tag for tag in scene.tags if before.first <= tag.first < before.last]
    facts = [tag for tag in told if tag.kind in ("nationality", "status", "card", "age")]
    return [scene.entity(tag, who, tag.kind, tag.value) for tag in facts for who in scene.subjects if who]


def _follows_just(scene: Scene) -> bool:
    """The "net" of "net als"."""
    return scene.norm(scene.clause.first - 1) == "net"


def _same_nationality(scene: Scene) -> list[Entity]:
    """ "Ik ben Indiër, net als mijn vrouw en dochter"."""
    same = [c.first for c in scene.clauses if c.sentence == scene.clause.sentence]
    told = [t for t in scene.tags if t.kind == "nationality" and same[0] <= t.first < scene.clause.first]
    denied = told and any(
        scene.norm(at) in grammar()["negation"] for at in range(told[-1].first - 3, told[-1].first)
    )
    people = [who for who in scene.subjects if who in scene.cast.people or who == SELF]
    both = told and told[-1].value == "BE" and SELF in people  # then nobody would be the one who comes
    nations = [] if denied or both else told[-1:]
    return [scene.entity(tag, who, "nationality", tag.value) for tag in nations for who in people]
