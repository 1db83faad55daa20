"""What a clause such as "waar we nu wonen" says of the place before it."""

from __future__ import annotations

from nlu.lexicon import Tag, grammar
from nlu.moves import has_arrived
from nlu.scan import Clause
from nlu.scene import Entity, Scene
from procedures.countries import nationality_group


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
    if not norms & set(grammar()["dwelling"]) or norms & {*grammar()["modal"], *grammar()["negation"]}:
        return []
    if has_arrived(scene.norms):
        people = list(dict.fromkeys([*people, *scene.subjects]))
    value = "belgium" if country == "BE" else "abroad"
    found = [scene.entity(tag, who, "location", value, country=country) for who in people]
    if tag.kind == "municipality":
        found += [scene.entity(tag, who, "municipality", tag.value) for who in people]
    return found


def _where_clause(scene: Scene, tag: Tag) -> Clause | None:
    """The clause that `waar` or `daar` opens right after the place, though `waar` may end the one before."""
    at = tag.last
    while scene.norm(at) in (")", ","):
        at += 1
    if scene.norm(at) not in ("waar", "daar") or (scene.norm(at) == "daar" and at == tag.last):
        return None
    return next((clause for clause in scene.clauses if clause.first <= at + 1 < clause.last), None)
