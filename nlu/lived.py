"""A life in another place than now: lived there before, never lived there, or not there yet."""

from __future__ import annotations

from nlu.lexicon import Tag, grammar
from nlu.people import PARTNERS, WE
from nlu.scan import Clause
from nlu.scene import Entity, Scene
from nlu.stays import country_of
from procedures.countries import nationality_group

# Words with which a couple tells that it moves: "in januari trekken we naar Gent".
MOVING = {
    *("verhuizen", "verhuisden", "verhuisd", "trekken", "trokken", "komen", "kwamen", "keren"),
    *("gaan", "gingen", "terugkeren"),
}
BOTH = {"we", "wij", "samen"}


def lived_abroad(scene: Scene, tag: Tag, country: str, owners: list[str]) -> list[Entity]:
    """What a life elsewhere before tells; who has never been in Belgium is abroad."""
    stayed = scene.has("lived") or "geweest" in scene.norms
    never = "nooit" in scene.norms and "altijd" not in scene.norms  # "nooit elders gewoond, altijd hier"
    if country == "BE" and stayed and never:
        return [scene.entity(tag, owner, "location", "abroad") for owner in owners]
    always = owners == [WE] and {"altijd", "hebben"} <= scene.norms
    if scene.has("lived") and always and country not in ("", "BE") and nationality_group(country) != "eu":
        # "we hebben altijd in Rabat gewoond": still there, unless another place is told
        return [scene.entity(tag, owner, "location", "abroad", implied=True) for owner in owners]
    if scene.has("lived") and country not in ("", "BE") and nationality_group(country) == "eu":
        people = dict.fromkeys([*owners, *_with_partner(scene)])
        found = [scene.entity(tag, person, "lived_in_eu", country) for person in people]
        back = any("terug" in _norms(scene, clause) for clause in scene.clauses)
        together = len(people) > 1 or WE in people
        if (len(people) > len(owners) and back) or (together and _moves_here(scene)):
            found += [scene.entity(tag, owner, "exercised_free_movement", "yes") for owner in owners]
        return found
    return []


def lives_there_together(scene: Scene, tag: Tag, country: str, people: list[str]) -> list[Entity]:
    """ "Ik woon al 4 jaar in Spanje met mijn vrouw. We gaan terug naar België": they live there still."""
    back = any("terug" in norm for clause in scene.clauses for norm in _norms(scene, clause))
    both = WE in people or len(people) > 1
    living = scene.norms & {"woon", "woont", "wonen", "leef", "leven"}
    if not (back and both and living) or country == "BE" or nationality_group(country) != "eu":
        return []
    return [scene.entity(tag, who, "lived_in_eu", country) for who in people]


def _with_partner(scene: Scene) -> list[str]:
    """The wife of "ik woonde drie jaar in Spanje met mijn vrouw"."""
    people = scene.cast.people
    beside = [m.person for m in scene.clause.mentions if m.preposition == "met" and m.person in people]
    return [person for person in beside if people[person].relation in PARTNERS]


def _moves_here(scene: Scene) -> bool:
    """ "... en in januari trekken we naar Gent": the two of them, to a place in Belgium."""
    for clause in scene.clauses:
        norms = _norms(scene, clause)
        places = [tag for tag in scene.tags if clause.first <= tag.first < clause.last]
        here = any(country_of(tag) == "BE" and scene.norm(tag.first - 1) == "naar" for tag in places)
        if here and norms & MOVING and (norms & BOTH or WE in clause.subject):
            return True
    return False


def _norms(scene: Scene, clause: Clause) -> set[str]:
    return {scene.norm(at) for at in range(clause.first, clause.last)}


def never_lived(scene: Scene, tag: Tag, country: str) -> bool:
    """ "Met mijn vrouw heb ik nooit in Spanje of een ander EU-land gewoond"."""
    sentence = [clause for clause in scene.clauses if clause.sentence == scene.clause.sentence]
    rest = {scene.norm(at) for at in range(tag.last, sentence[-1].last)}
    of_eu = country not in ("", "BE") and nationality_group(country) == "eu"
    return of_eu and "nooit" in scene.norms and bool(rest & set(grammar()["lived"]))


def was_there(scene: Scene) -> bool:
    """Whether the clause before told of living somewhere: "we hebben in Holland gewoond, Breda"."""
    before = scene.previous or scene.clause
    return any(scene.norm(i) in grammar()["lived"] for i in range(before.first, before.last))


def is_purpose(scene: Scene, tag: Tag) -> bool:
    """The Bree of "... wacht op een visum om bij mij in Bree te logeren": that is still to come."""
    before = [scene.norm(at) for at in range(max(scene.clause.first, tag.first - 5), tag.first)]
    after = [scene.norm(at) for at in range(tag.last, min(tag.last + 4, scene.clause.last))]
    stays = {"logeren", "wonen", "verblijven", "leven", "blijven"}
    return "om" in before and "te" in after and bool(stays & set(after))
