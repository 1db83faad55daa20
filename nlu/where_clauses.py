"""The place before: what "waar we nu wonen" says of it, and when "daar" or "er" means it."""

from __future__ import annotations

from dataclasses import replace

from nlu.lexicon import Tag, grammar
from nlu.moves import has_arrived
from nlu.people import SELF, WE
from nlu.scan import PLACES, Clause
from nlu.scene import Entity, Scene
from procedures.countries import nationality_group

_THERE = ("daar", "aldaar", "er")
_LIES = ("zit", "ligt", "hoort", "behoort", "valt", "telt")


def told_in_clause_after(scene: Scene, tag: Tag, country: str) -> list[Entity]:
    """ "In Rotselaar, waar we nu wonen", "(Oudenaarde), daar woon ik", "Spanje waar we gewoond hebben"."""
    after = _where_clause(scene, tag)
    people = [who for who in after.subject if who] if after and country else []
    if after is None or not people:
        return []
    norms = {scene.norm(at) for at in range(after.first, after.last)}
    if norms & set(grammar()["lived"]):
        eu = country != "BE" and nationality_group(country) == "eu"
        return [scene.entity(tag, who, "lived_in_eu", country) for who in people] if eu else []
    lives = norms & set(grammar()["dwelling"])
    lives = lives or (norms & set(grammar()["housing"]) and norms & set(grammar()["homes"]))
    if not lives or norms & {*grammar()["modal"], *grammar()["negation"]}:
        return []
    if has_arrived(scene.norms):
        people = list(dict.fromkeys([*people, *scene.subjects]))
    value = "belgium" if country == "BE" else "abroad"
    found = [scene.entity(tag, who, "location", value, country=country) for who in people]
    if tag.kind == "municipality":
        found += [scene.entity(tag, who, "municipality", tag.value) for who in people]
    return found


def is_told_of(scene: Scene, tag: Tag) -> bool:
    """ "Noorwegen zit niet in de EU" tells of a country, and not where anybody is."""
    if tag.kind != "country" or scene.norm(tag.last) not in _LIES:
        return False
    before = tag.first - 1
    starts = before < scene.clause.first or scene.norm(before) in (",", "en", "maar", "want", "dat")
    return starts and bool(scene.norms & {"eu", "unie", "europa", "schengen"})


def _where_clause(scene: Scene, tag: Tag) -> Clause | None:
    """The clause that `waar` or `daar` opens right after the place, though `waar` may end the one before."""
    at = tag.last
    while scene.norm(at) in (")", ","):
        at += 1
    if scene.norm(at) not in ("waar", "daar") or (scene.norm(at) == "daar" and at == tag.last):
        return None
    return next((clause for clause in scene.clauses if clause.first <= at + 1 < clause.last), None)


def meant_by_there(scene: Scene, tag: Tag) -> Tag:
    """The place named before, for "wij wonen daar" and "mevrouw wacht aldaar"."""
    here = tag.kind == "place" and scene.norm(tag.first) == "hier"
    beside = next((o for o in scene.tags if o.first == tag.last + 1 and o.kind in ("city", "country")), None)
    if here and beside and scene.norm(tag.last) == "in" and beside.value != "BE":
        return replace(beside, first=tag.first, last=tag.last, kind="city")  # "hier in Mexico"
    if here and set(scene.subjects) <= {SELF, WE}:
        return _where_it_is_written(scene, tag) or tag
    if tag.kind != "place" or scene.norm(tag.first) not in _THERE or tag.last > tag.first + 1:
        return tag
    waits = scene.norms & {"wacht", "wachten"} or "nog" in (scene.norm(tag.first - 1), scene.norm(tag.last))
    if waits and scene.norm(tag.first) != "er":
        return tag
    earlier = [other for other in scene.tags if other.kind in PLACES and other.last <= tag.first]
    named = [other for other in earlier if other.value != "abroad" and not _is_ours(scene, other)]
    if not named:
        return tag
    kind = "city" if named[-1].kind == "country" else named[-1].kind  # "is daar" tells no nationality
    return replace(named[-1], first=tag.first, last=tag.last, kind=kind)


def _where_it_is_written(scene: Scene, tag: Tag) -> Tag | None:
    """The "hier" of somebody who writes "vanuit Tbilisi"."""
    for clause in scene.clauses:
        if not clause.has(scene.words, *grammar()["writing"]) or clause.first > tag.first:
            continue
        inside = [other for other in scene.tags if clause.first <= other.first < clause.last]
        for other in inside:
            abroad = other.kind in ("city", "country") and other.value != "BE"
            named = any(m.first < other.first for m in clause.mentions)  # "over mijn vrouw uit Peru"
            if abroad and not named and scene.norm(other.first - 1) in ("uit", "vanuit"):
                return replace(other, first=tag.first, last=tag.last, kind="city")
    return None


def is_some_house(scene: Scene, tag: Tag) -> bool:
    """The "daar" of "ik help in een inloophuis, wij drinken daar koffie", where nobody lives."""
    told = any(other.kind in PLACES and other.last <= tag.first for other in scene.tags)
    ours = scene.subjects in ([SELF], [WE]) and not scene.has("stay_verbs") and not scene.has("past_stay")
    return tag.kind == "place" and scene.norm(tag.first) == "daar" and ours and not told


def _is_ours(scene: Scene, earlier: Tag) -> bool:
    """The Belgium of "ik heb in België bescherming. Mijn moeder is daar": where I am is not "daar"."""
    clause = next((c for c in scene.clauses if c.first <= earlier.first < c.last), scene.clause)
    ours = clause.subject in ([SELF], [WE]) and not {SELF, WE} & set(scene.clause.subject)
    belgian = earlier.kind == "municipality" or earlier.value in ("BE", "belgium")
    return ours and belgian and "ook" not in scene.norms


def before_van(scene: Scene, tag: Tag) -> int:
    """Where the paspoort of "een paspoort van de Filipijnen" stands; before all words without "van"."""
    near = range(tag.first - 1, tag.first - 3, -1)
    return next((at - 1 for at in near if scene.norm(at) == "van"), -2)


def is_named_twice(scene: Scene, tag: Tag) -> bool:
    """The city of "de Republiek Congo (Brazzaville)", which only says which country is meant."""
    bracketed = tag.kind == "city" and scene.norm(tag.first - 1) == "("
    return bracketed and any(
        other.kind == "country" and other.last == tag.first - 1 and other.value == tag.value
        for other in scene.tags
    )


def is_border_of_town(scene: Scene, tag: Tag) -> bool:
    """The "net over de grens" of "in Essen, net over de grens": seen from abroad, that is here."""
    near = range(tag.first - 2, tag.last + 4)
    towns = any(other.kind == "municipality" and other.first in near for other in scene.tags)
    return towns and tag.kind == "place" and scene.norm(tag.last - 1) == "grens"
