"""What kind of stay a clause tells of: now or then, for school, at mine, somewhere in a country."""

from __future__ import annotations

from nlu.lexicon import Tag, grammar
from nlu.people import SELF, WE
from nlu.scene import Scene
from procedures.countries import demonyms

_UNTIL = {
    "eer",
    "voor",
    "voordat",
    "vooraleer",
    "tot",
    "totdat",
    "zodat",
    "opdat",
    "als",
    "zodra",
    "eens",
    "wanneer",
}
_WISHING = {"wil", "willen", "wilt", "wou", "hoop", "hopen", "wens", "wensen", "droom", "graag"}


def is_past(scene: Scene) -> bool:
    """Whether the clause tells of then; "mijn zoon, geboren 3 mei 2010, is in Libanon" tells of now."""
    past = scene.has("past_stay")
    if past != {"geboren"}:
        return bool(past)
    at = next(at for at in range(scene.clause.first, scene.clause.last) if scene.norm(at) == "geboren")
    dated = any(tag.first - 2 <= at < tag.last for tag in scene.inside if tag.kind in ("age", "date"))
    return not (dated and any(place > at + 1 for place, _ in scene.clause.verbs))


def attends(scene: Scene) -> bool:
    """ "Gaat hier in Zele naar school", "volgt les in Gent": now, not planned."""
    planned = scene.has("modal") - {"ga", "gaat", "gaan"} or scene.has("later")
    return bool(scene.has("attending") and scene.has("attends")) and not planned


def is_at_mine(scene: Scene, tag: Tag) -> bool:
    """The Geel of "ze woont nog niet bij mij in Geel": I live there, whoever does not yet."""
    host = [scene.norm(at) for at in range(tag.first - 3, tag.first)]
    return tag.kind == "municipality" and host[0] == "bij" and host[1] in ("mij", "me", "ons")


def still_to_come(scene: Scene) -> list[str]:
    """The man of "mijn man is nog niet bij mij in Gent"; who only does not live there may be near."""
    waits = scene.norms >= {"is", "nog"} or scene.norms >= {"zijn", "nog"}
    return [who for who in scene.subjects if who not in (SELF, WE, "")] if waits else []


def is_region(scene: Scene, at: int) -> bool:
    """The `van` of "in de bergen van Albanië", "in het noorden van Marokko"."""
    region, article, where = scene.norm(at - 1), scene.norm(at - 2), scene.norm(at - 3)
    return where in ("in", "op", "aan") and article in ("de", "het", "t") and region in grammar()["regions"]


def is_field(scene: Scene, tag: Tag) -> bool:
    """The Kosovo of "vader 68j, Kosovo, ten laste van ..." and of "zoon (16j, Syrië)"."""
    clause = scene.clause
    alone = (clause.first, clause.last) == (tag.first, tag.last) and clause.opener in (",", "(")
    return alone and bool(clause.subject) and all(who in scene.cast.people for who in clause.subject)


def is_until_here(scene: Scene, tag: Tag) -> bool:
    """Whether "hoelang duurt het eer hij hier is", "dat doen we als ze hier is": not here yet."""
    before = {scene.norm(at) for at in range(scene.clause.first - 1, scene.clause.subject_at)}
    return scene.norm(tag.first) == "hier" and scene.clause.explicit and bool(before & _UNTIL)


def is_wished(scene: Scene) -> bool:
    """Whether "ik wil dat hij bij mij in België woont" is told, or a learner's "ik wil hij woont bij mij"."""
    before = scene.previous
    got = [m for m in scene.clause.mentions if m.role == "object" and not m.preposition]
    if got and scene.norms & {"krijgen", "krijg"} and "hier" in scene.norms:
        return True  # "hoe krijgen we hem hier?"
    if before is None or before.sentence != scene.clause.sentence or not scene.clause.explicit:
        return False
    norms = [scene.norm(at) for at in range(before.first, before.last)]
    that = "dat" in (scene.norm(scene.clause.first), scene.norm(scene.clause.first - 1), scene.clause.opener)
    better = that and scene.norms & {"beter", "liever", "liefst"}  # "dat hij beter hier naar school gaat"
    return bool(better) or (bool(set(norms) & _WISHING) and (that or norms[-1] in _WISHING))


def wants_to_leave(scene: Scene) -> bool:
    """ "Ze wil niet meer in Pattaya blijven": she still is there."""
    stays = scene.norms & {"blijven", "wonen", "zitten", "leven"}
    return bool("meer" in scene.norms and stays and scene.norms & {"wil", "wilt", "willen", "kan", "kunnen"})


def is_elsewhere_from(scene: Scene, tag: Tag) -> bool:
    """In "zij Syrisch, zij Turkije" the country can only be where she is."""
    told = [c for c in scene.clauses if c.subject == scene.clause.subject]
    norms = [scene.norm(at) for clause in told for at in range(clause.first, clause.last)]
    return any(demonyms().get(norm, ("BE",))[0] not in (tag.value, "BE") for norm in norms)


def is_likewise(scene: Scene, tag: Tag) -> bool:
    """The second country of "mijn man van Turkije, ik ook Turkije"."""
    at = scene.clauses.index(scene.clause)
    since = scene.clauses[max(0, at - 3)].first
    same = any(other.value == tag.value for other in scene.tags if since <= other.first < scene.clause.first)
    return same and scene.norm(tag.first - 1) == "ook" and not scene.clause.verbs


def is_said_of_pronoun(scene: Scene, tag: Tag) -> bool:
    """The whole of "zij Marokko" beside "ik Belg": her nationality, unless that is told already."""
    at = scene.clauses.index(scene.clause)
    near = [scene.clauses[other] for other in (at - 1, at + 1) if 0 <= other < len(scene.clauses)]
    nations = [tag.first for tag in scene.tags if tag.kind == "nationality"]
    nations += [
        other.first
        for other in scene.tags
        if other.kind == "city" and any(scene.norm(at) == "nog" for at in (other.first - 1, other.first - 2))
    ]
    beside = any(clause.first <= first < clause.last for clause in near for first in nations)
    whole = 0 <= scene.clause.subject_at == tag.first - 1 and scene.clause.last == tag.last
    elsewhere = is_elsewhere_from(scene, tag)
    return whole and tag.value != "BE" and not elsewhere and (beside or _lives_elsewhere(scene, tag))


def _lives_elsewhere(scene: Scene, tag: Tag) -> bool:
    """The Somalia of a learner's "ik Somalia, ik Nairobi", "ik Marokko, ik nu Antwerpen"."""
    own = [c for c in scene.clauses if c.subject == scene.clause.subject and c.first > tag.first]
    places = [other for other in scene.tags for c in own if c.first <= other.first < c.last]
    countries = {country_of(other) for other in places if other.kind in ("city", "municipality")}
    return bool(countries - {tag.value})


def country_of(tag: Tag) -> str:
    """The country where a place lies; nothing where that is not known."""
    if tag.kind in ("country", "city"):
        return tag.value
    return "BE" if tag.kind == "municipality" or tag.value == "belgium" else ""


def stay_ground(scene: Scene, tag: Tag) -> str | None:
    """What a limited stay is for, where its words tell: "als student", "tijdelijke bescherming"."""
    if (tag.kind, tag.value) != ("status", "third_country_limited"):
        return None
    norms = [scene.norm(at) for at in range(tag.first, tag.last)]
    for ground, stems in grammar()["stay_grounds"].items():
        if any(norm.startswith(tuple(stems)) for norm in norms):
            return str(ground)
    return None
