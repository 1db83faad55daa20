"""Where people married or had a partnership registered, which is not where they live."""

from __future__ import annotations

from dataclasses import replace

from nlu.bonds import is_planned
from nlu.denied import is_negated
from nlu.lexicon import Tag, grammar, numbers
from nlu.people import WE
from nlu.scan import Clause
from nlu.scene import Entity, Scene

_REGISTERING = {"registreren", "geregistreerd", "aangegaan", "afgesloten", "gesloten"}


def is_registered_there(scene: Scene) -> bool:
    """Whether the clause, or the one that its "maar" goes on, tells of a registered partnership."""
    return "registered" in _bonds(scene)


def _bonds(scene: Scene) -> set[str]:
    """What is said of marriage and partnership, here or in the clause that "maar in Frankrijk" goes on."""
    found = {tag.value for tag in scene.inside if tag.kind == "bond" and not is_negated(scene, tag)}
    found -= {"registered"} if is_planned(scene) else set()
    before = scene.previous
    town = scene.clause.opener == "," and scene.norm(scene.clause.first) in ("in", "te")
    goes_on = scene.clause.opener == "maar" or (town and not scene.clause.verbs)
    if before is not None and _is_done_there(scene, before):
        return found | (_bonds(replace(scene, clause=before, inside=_inside(scene, before))) & {"registered"})
    if before is None or not goes_on or before.sentence != scene.clause.sentence:
        return found
    denied = scene.clause.opener == "," or "niet" in {
        scene.norm(at) for at in range(before.first, before.last)
    }
    earlier = replace(scene, clause=before, inside=_inside(scene, before))
    inherited = _bonds(earlier) if denied and not scene.clause.explicit else set()
    return found | (inherited & {"registered"} if town else inherited)


def _inside(scene: Scene, clause: Clause) -> list[Tag]:
    return [tag for tag in scene.tags if clause.first <= tag.first < clause.last]


def _is_done_there(scene: Scene, before: Clause) -> bool:
    """ "Wij hebben een partnerschap, dat hebben we in Rotterdam laten registreren"."""
    that = "dat" in (scene.clause.opener, scene.norm(scene.clause.first))
    hall = bool(scene.norms & {"gemeentehuis", "stadhuis"}) and not scene.clause.explicit
    done = scene.norms & (_REGISTERING | ({"gedaan", "getekend", "afgelegd"} if hall else set()))
    return before.sentence == scene.clause.sentence and (that or hall) and bool(done)


def partnership(scene: Scene, tag: Tag, country: str) -> list[Entity]:
    """The country of registration, where a partnership is told of and this place is not denied."""
    if scene.norm(tag.last) in ("niets", "niks") or scene.norm(tag.last) in grammar()["negation"]:
        return []  # "geregistreerd in Zweden, in België niets"
    registered = _bonds(scene) & {"registered", "pacs"} and scene.norm(tag.first - 2) != "niet"
    return [scene.entity(tag, WE, "partnership_country", country)] if registered and country else []


def is_where_they_married(scene: Scene, tag: Tag, country: str, from_there: bool, from_place: bool) -> bool:
    """Whether a place goes with "getrouwd in ..." or "geregistreerd in ..." and not with living there."""
    bonds = _bonds(scene) | {tag.value for tag in scene.inside if tag.kind == "bond"}
    tied = {"registered", "pacs", "married", "engaged", "religious"} & bonds
    lives = scene.has("stay_verbs") - {"zijn", "is", "ben", "werken"}
    if scene.norm(tag.first - 2) in ("nog", "thans", "momenteel", "nu"):
        return False  # "partner (gehuwd) nog in Pune"
    if from_there and not {"registered", "pacs"} & tied:
        return False
    subject_first = [m for m in scene.clause.mentions if m.role == "subject" and m.last <= tag.first]
    if from_place and subject_first and tag.first < min((at for at, _ in scene.clause.verbs), default=0):
        return False
    at_home = country == "BE" and "registered" in bonds
    return bool(tied and not lives and not at_home)


def is_of_the_wedding(scene: Scene) -> bool:
    """The Belgium of "we zijn nog niet getrouwd, dat is pas voor in juni, hier in België"."""
    sentence = [clause for clause in scene.clauses if clause.sentence == scene.clause.sentence]
    before = sentence[: sentence.index(scene.clause)]
    words = {scene.norm(at) for clause in before for at in range(clause.first, clause.last)}
    wed = any(
        tag.kind == "bond" for tag in scene.tags if before and before[0].first <= tag.first < before[-1].last
    )
    months = {*numbers()["months"], *grammar()["later"], "willen", "gaan"} & (words | scene.norms)
    that = scene.norms & {"dat", "da"} and scene.norms & {
        "doen",
        "doe",
        "gebeurt",
    }  # "dat doen we in april in Mol"
    said = (scene.clause.explicit and not that) or scene.clause.mentions
    plain = not said and not scene.has("stay_verbs")
    return plain and wed and bool(months) and "niet" in words


def wed_elsewhere(scene: Scene) -> bool:
    """The Belgium of "we zijn niet in België maar in Nederland getrouwd" is where they did not marry."""
    after = scene.following or scene.clause
    bonds = any(tag.kind == "bond" for tag in scene.tags if after.first <= tag.first < after.last)
    return after.opener == "maar" and bonds and not after.explicit
