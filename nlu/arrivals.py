"""Where somebody is when no place is named: arrived, or staying with the speaker."""

from __future__ import annotations

from nlu.denied import is_asked
from nlu.lexicon import Tag, grammar
from nlu.people import SELF, WE
from nlu.scan import PLACES
from nlu.scene import Entity, Scene


def arrivals(scene: Scene) -> list[Entity]:
    """ "Ze is vorige week aangekomen" says where she is, when no place is named."""
    arrived = {
        "aangekomen",
        "toegekomen",
        "overgekomen",
        "gearriveerd",
        "geland",
        "meegekomen",
        "binnengekomen",
        "ingereisd",
        "meegereisd",
    }
    at = next(
        (
            i
            for i in range(scene.clause.first, scene.clause.last)
            if scene.norm(i) in arrived or _is_inside(scene, i)
        ),
        None,
    )
    came = scene.norms & {"gekomen", "kwam", "kwamen"}
    if any(tag.kind == "date" for tag in scene.inside) and not scene.has("later"):
        came |= scene.norms & {"kom", "komt"}  # a learner's "ik kom vorige week"
    if at is None and came and any(tag.kind == "residence" for tag in scene.inside):
        at = next(i for i in range(scene.clause.first, scene.clause.last) if scene.norm(i) in came)
    at, given = (_given_here(scene), True) if at is None else (at, False)
    elsewhere = any(tag.kind in PLACES for tag in scene.inside) or is_asked(scene)
    planned = scene.has("modal") or scene.has("negation")
    told = given or scene.norms & {"is", "ben", "zijn", "kwam", "kwamen", *came} or not scene.clause.verbs
    if at is None or elsewhere or planned or not told:
        return []
    span = Tag(at, at + 1, "location", "belgium")
    extra = {"on_visa": True} if any(tag.kind == "residence" for tag in scene.inside) else {}
    extra |= {} if given else {"landed": True}
    together = [each.person for each in scene.clause.mentions if each.preposition == "met" and not given]
    people = dict.fromkeys([*scene.subjects, *(who for who in together if who not in (SELF, WE))])
    return [scene.entity(span, who, "location", "belgium", country="BE", **extra) for who in people]


def _given_here(scene: Scene) -> int | None:
    """Where somebody "biedt zich aan" at the desk that writes, or got a "19ter", which only these give."""
    got = scene.norms & {"kreeg", "gekregen", "krijg", "heb", "heeft", "kregen", "ontving", "ontvangen"}
    places = range(scene.clause.first, scene.clause.last - 1)
    named = (i for i in places if (scene.norm(i), scene.norm(i + 1)) == ("19", "ter"))
    at_desk = [i for i in places if scene.norm(i) in ("biedt", "bood") and scene.norm(i + 1) == "zich"]
    if at_desk and scene.cast.office and not scene.norms & {"ambassade", "consulaat", "post"}:
        return at_desk[0]
    return next(named, None) if got and scene.subjects != [""] else None


def _is_inside(scene: Scene, at: int) -> bool:
    """The "binnen" of a note: "binnen met visum C"."""
    return scene.norm(at) == "binnen" and scene.norm(at + 1) in ("met", "op", "via")


def guests(scene: Scene) -> list[Entity]:
    """ "Mama is bij ons op bezoek": she is where the speaker is; that is here, unless a place is named."""
    near = [m for m in scene.clause.mentions if m.preposition == "bij" and m.person in (SELF, WE)]
    if scene.subjects == [SELF] and scene.norms & {"nu", "al", "hier", "momenteel"}:
        near = [m for m in scene.clause.mentions if m.preposition == "bij" and m.person != SELF]
    near = [m for m in near if scene.norm(m.first - 2) != "van"]  # "ze is van bij ons"
    near += [m for m in scene.clause.mentions if m.person == SELF and scene.norm(m.first - 1) == "naast"]
    stays = scene.norms & set(grammar()["staying"])
    moves = scene.has("modal") or scene.moves("come", "bring") or scene.has("negation")
    present = scene.norms & {"nu", "al", "hier"} if not scene.clause.verbs else set()
    if not near or not (stays or present) or moves or is_asked(scene):
        return []
    span = Tag(near[0].first, near[0].last, "location", "belgium")
    guests = [who for who in scene.subjects if who not in (WE, "", near[0].person)]
    return [scene.entity(span, who, "location", "belgium", country="BE", beside=True) for who in guests]


def admissions(scene: Scene) -> list[Entity]:
    """ "Mijn man heeft in 2024 zijn verblijf gekregen": who got a stay here, though it is not said which."""
    clause = scene.clause
    got = scene.has("obtained")
    at = next((i for i in range(clause.first, clause.last) if _is_stay_of_owner(scene, i)), None)
    told_else = any(tag.kind in ("card", "status", "residence", "country", "city") for tag in scene.inside)
    unsure = scene.has("negation") or scene.has("modal") or clause.question
    if at is None or not got or told_else or unsure:
        return []
    span = Tag(at, at + 1, "admitted", "yes")
    return [scene.entity(span, who, "admitted", "yes") for who in scene.subjects if who]


def _is_stay_of_owner(scene: Scene, at: int) -> bool:
    """The papers of "haar papieren", "zijn verblijfsrecht", "een verblijfsvergunning"."""
    own = {form for forms in grammar()["possessive"].values() for form in forms}
    named = scene.norm(at) in grammar()["residence_permit"]
    return named and (scene.norm(at - 1) in own or scene.norm(at).startswith("verblijf"))


def came_to_work(scene: Scene) -> bool:
    """ "Ik kwam op 1 september naar België om bij een bedrijf te werken": the stay began that day."""
    same = [clause for clause in scene.clauses if clause.sentence == scene.clause.sentence]
    after = [scene.norm(at) for at in range(scene.clause.first, same[-1].last)]
    here = any(tag.kind in PLACES and tag.value in ("BE", "belgium") for tag in scene.inside)
    return here and "om" in after and "werken" in after[after.index("om") :][:10]
