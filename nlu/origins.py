"""Where people come from: "uit Vietnam" is an origin, or the place somebody is brought from."""

from __future__ import annotations

from nlu.denied import is_negated
from nlu.lexicon import Tag, grammar
from nlu.moves import find_moves, has_arrived, is_over
from nlu.people import SELF, WE
from nlu.scene import Entity, Scene
from nlu.stays import country_of

COMES = {"kom", "komt", "komen"}


def origin_facts(scene: Scene, tag: Tag, country: str, owners: list[str], preposition: str) -> list[Entity]:
    """ "Mijn vrouw uit Vietnam laten komen" tells where she is, "hij komt uit Vietnam" where he is from."""
    around = scene.without(tag)
    if scene.has("writing") and owners in ([SELF], [WE]):
        preposition = "vanuit"  # "ik schrijf u uit Tbilisi"
    if has_arrived(scene.norms) and (preposition == "vanuit" or _to_belgium(scene)):
        beside = [m.person for m in scene.clause.mentions if m.preposition == "met"]
        arrived = dict.fromkeys([*owners, *(beside if _to_belgium(scene) else [])])
        return [scene.entity(tag, who, "location", "belgium", country="BE") for who in arrived]
    moves = {word for name in ("come", "bring", "let") for word in grammar()["move"][name]} - COMES
    here = set() if scene.norms & {"is", "zijn", "ben", "zit", "zitten"} else {"hier", "belgie"}
    moving = around & {*moves, *here, "naar", "over", "volgende"}
    moving = moving or (around & COMES and scene.has("modal"))
    if moving and is_over(scene.words, scene.clause, scene.norms):
        return []  # "heeft haar man uit Turkije laten komen": he was there
    moving = moving or (scene.has("negation") and around & {"weg", "buiten", "vertrekken"})
    if not moving and preposition != "vanuit":
        flags = {"origin": True, **({"negated": True} if is_negated(scene, tag) else {})}
        return [scene.entity(tag, owner, "nationality", country, **flags) for owner in owners]
    objects = [m.person for m in scene.clause.mentions if m.role == "object" and not m.preposition]
    moved = [] if scene.has("join") else [person for person in objects if person != WE]
    if not objects and scene.moves("let"):
        brought = find_moves(scene.words, scene.clause, scene.clauses)
        moved = [move["role"] for move in brought if move["value"] == "bring"]
    along = any(m.preposition == "met" and m.person in owners for m in scene.clause.mentions)
    people = moved or [*owners, *(scene.subjects if along else [])]
    return [scene.entity(tag, who, "location", "abroad", country=country) for who in people]


def _to_belgium(scene: Scene) -> bool:
    """ "Ik ben met mijn vrouw uit Keulen naar Genk verhuisd": both are in Genk now."""
    return any(country_of(tag) == "BE" and scene.norm(tag.first - 1) == "naar" for tag in scene.inside)
