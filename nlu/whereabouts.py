"""Where people are, and what else a place may say: origin, permit, partnership, a life abroad before."""

from __future__ import annotations

from nlu.company import together
from nlu.denied import is_asked, is_negated, is_not_known
from nlu.lexicon import Tag, grammar, numbers
from nlu.lived import is_purpose, lived_abroad, lives_there_together, never_lived, was_there
from nlu.moves import has_arrived
from nlu.origins import COMES, origin_facts
from nlu.people import SELF, WE
from nlu.scene import Entity, Scene, owners_of
from nlu.stays import (
    attends,
    country_of,
    is_at_mine,
    is_elsewhere_from,
    is_field,
    is_likewise,
    is_past,
    is_region,
    is_said_of_pronoun,
    is_until_here,
    is_wished,
    still_to_come,
    wants_to_leave,
)
from nlu.towns import (
    TOWN_HALL,
    is_asked_of_town,
    is_filed_there,
    is_of_employer,
    is_only_named,
    is_over_there,
    is_then,
)
from nlu.weddings import (
    is_of_the_wedding,
    is_registered_there,
    is_where_they_married,
    partnership,
    wed_elsewhere,
)
from nlu.where_clauses import (
    before_van,
    is_border_of_town,
    is_named_twice,
    is_some_house,
    is_told_of,
    meant_by_there,
    told_in_clause_after,
)
from procedures.countries import nationality_group

_NOW = ("nu", "nog", "momenteel")
_IS = ("is", "ben", "zijn")


def place_facts(scene: Scene, tag: Tag) -> list[Entity]:
    """What a country, town or word such as "hier" says of whom."""
    tag = meant_by_there(scene, tag)
    if is_some_house(scene, tag) or is_border_of_town(scene, tag) or is_told_of(scene, tag):
        return []
    found = _facts_of_place(scene, tag)
    if is_wished(scene):
        found = [one for one in found if one["value"] != "belgium" or one["role"] == SELF]
    if _is_from_a_month_on(scene):
        town = tag.kind == "municipality" and bool(found)
        found = [scene.entity(tag, "", "municipality", tag.value)] if town else []
    if tag.kind == "municipality" and scene.norm(tag.first - 2) == "hier" and found:
        found.append(scene.entity(tag, "", "municipality", tag.value))  # "gaat hier in Genk naar school"
    if scene.has("wedding"):
        found = [
            {**one, "wed": True} if one["entity"] == "municipality" and not one["role"] else one
            for one in found
        ]
    registered = is_registered_there(scene)
    if registered and not scene.clause.verbs and scene.norm(tag.last) in ("niets", "niks", "niet"):
        return []  # "partners in Zweden, in België niets" tells where nobody is
    town_hall = tag.kind == "municipality" and scene.norms & {"gemeentehuis", "stadhuis"}
    if town_hall and not any(entity["entity"] == "municipality" for entity in found):
        found.append(scene.entity(tag, "", "municipality", tag.value))
    told = any(entity["entity"] == "partnership_country" for entity in found)
    if registered and country_of(tag) == "BE" and not told:
        found += partnership(scene, tag, "BE")
    if "terug" in (scene.norm(tag.first - 2), scene.norm(tag.first - 3)) and any(
        one["value"] == "belgium" for one in found
    ):
        found += [scene.entity(tag, who, "exercised_free_movement", "yes") for who in scene.subjects]
    return found


def _is_from_a_month_on(scene: Scene) -> bool:
    """ "Vanaf januari wonen we in Merchtem": nobody is there yet."""
    first = scene.clause.first
    return scene.norm(first) == "vanaf" and scene.norm(first + 1) in numbers()["months"]


def _facts_of_place(scene: Scene, tag: Tag) -> list[Entity]:
    preposition, country = _preposition(scene, tag), country_of(tag)
    if tag.kind == "municipality" and (preposition == "bij" or is_then(scene) or is_of_employer(scene, tag)):
        return []
    if tag.kind == "place" and scene.norm(tag.first) == "hier" and preposition == "van":
        return []  # "ze is niet van hier" tells of no place
    relative = preposition in ("in", "te") and scene.clause.opener in ("die", "dat", "welke")
    if relative and scene.has("issued"):
        return []  # "een kaart die in Duitsland is afgegeven" tells where nobody has to be
    issued = {scene.norm(tag.last), scene.norm(tag.first - 2) if preposition in ("in", "te") else ""}
    if issued & set(grammar()["issued"]) or "waard" in scene.norms:
        return []  # "een visum, afgeleverd te Dakar", "is ons papier in België iets waard?"
    if before_van(scene, tag) >= 0 and scene.norm(before_van(scene, tag)) in grammar()["embassy"]:
        return []  # "op de ambassade van België": that stands elsewhere
    if is_purpose(scene, tag):
        return [scene.entity(tag, "", "municipality", tag.value)] if tag.kind == "municipality" else []
    if tag.kind == "municipality" and scene.norm(tag.first - 2) in TOWN_HALL and "naar" in scene.norms:
        return [scene.entity(tag, "", "municipality", tag.value)]
    destination = tag.kind == "municipality" and preposition in ("in", "te", "naar")
    settles = {*grammar()["settling"], "krijgen", "laten", "halen"}
    destination = destination and bool(scene.without(tag) & settles)
    arrived = has_arrived(scene.norms)
    gone_back = {"moeten", "terugkeren"} <= scene.norms and scene.norms & {"is", "ben", "zijn"}
    departed = gone_back or (scene.has("departed") and not scene.has("modal"))
    if preposition == "naar" and country != "BE" and departed:
        taken = [m.person for m in scene.clause.mentions if m.role == "object"]
        gone = taken if scene.has("sent") and taken else scene.subjects
        return [scene.entity(tag, who, "location", "abroad", country=country) for who in gone]
    if preposition == "naar" and not (arrived and country == "BE"):
        town = [scene.entity(tag, "", "municipality", tag.value)] if destination else []
        return told_in_clause_after(scene, tag, country) or town
    owners, attributive = owners_of(scene, tag)
    if _is_permit(scene, tag, country) and scene.norms & {"afliep", "verliep", "eindigde"}:
        return []  # "teruggekeerd omdat zijn verblijf in Nederland afliep"
    if _is_permit(scene, tag, country):
        return [scene.entity(tag, owner, "residence", "other_schengen_permit") for owner in owners]
    from_there = preposition in ("uit", "vanuit", "van") and attributive
    wedding = preposition in ("in", "te") and scene.norm(tag.first - 2) in (
        "trouwen",
        "huwen",
        "trouw",
        "huwelijk",
        *(("voltrokken", "gesloten") if "huwelijk" in scene.norms else ()),
    )
    told_after = told_in_clause_after(scene, tag, country)
    if told_after:
        return told_after
    if is_of_the_wedding(scene):
        return [scene.entity(tag, "", "municipality", tag.value)] if tag.kind == "municipality" else []
    if wedding or is_where_they_married(scene, tag, country, from_there, attributive):
        here = scene.norm(tag.first - 2) in ("hier", "gemeentehuis", "stadhuis", "huwelijk")
        town = (
            [scene.entity(tag, "", "municipality", tag.value)] if tag.kind == "municipality" and here else []
        )
        return town + partnership(scene, tag, country)
    if tag.kind == "country" and scene.norm(tag.last) in ("paspoort", "nationaliteit", "passport"):
        return [scene.entity(tag, owner, "nationality", country) for owner in owners]
    of = before_van(scene, tag)
    if any(other.kind == "residence" and other.last == of + 1 for other in scene.inside):
        return []  # "visum toerist van Nederland" tells who gave it
    if is_named_twice(scene, tag):
        return []
    passport = {scene.norm(tag.first - 1), scene.norm(of)} & {"paspoort", "nationaliteit", "pas"}
    if tag.kind == "country" and passport:
        return [scene.entity(tag, owner, "nationality", country) for owner in owners]
    if tag.kind == "country" and scene.norm(tag.last) == "is" and "nationaliteit" in scene.norms:
        return [scene.entity(tag, SELF if scene.norms & {"mijn"} else "", "nationality", country)]
    bracketed = attributive and scene.norm(tag.first - 1) == "("
    if tag.kind == "country" and country != "BE" and bracketed:
        return [scene.entity(tag, owner, "nationality", country, origin=True) for owner in owners]
    if tag.kind == "country" and country != "BE" and is_field(scene, tag):
        return [scene.entity(tag, owner, "nationality", country, origin=True) for owner in owners]
    if tag.kind == "country" and is_likewise(scene, tag):
        return [scene.entity(tag, owner, "nationality", country, origin=True) for owner in owners]
    # "ik ben een Kroatië", "ze zijn allebei Bangladesh"
    called = tag.first - 1 - (scene.norm(tag.first - 1) in ("een", "ne", "allebei", "beide", "beiden", "ook"))
    arrives = scene.norm(tag.last) in grammar()["move"]["arrived"]  # "hij is België binnengekomen"
    if tag.kind == "country" and called >= scene.clause.first and scene.norm(called) in _IS and not arrives:
        return [scene.entity(tag, owner, "nationality", country, origin=True) for owner in owners]
    comes_from = scene.norms & {*COMES, "afkomstig"} and not scene.has("modal")
    if tag.kind == "municipality" and preposition in ("uit", "van") and comes_from:
        return [scene.entity(tag, owner, "municipality", tag.value) for owner in owners]
    if preposition in ("uit", "vanuit", "van") and country and (country != "BE" or comes_from):
        return origin_facts(scene, tag, country, owners, preposition)
    lived_there = not scene.clause.verbs and scene.clause.opener == "," and was_there(scene)
    lived_there = lived_there and country != "BE"
    back = lived_there or ({"terug", "na"} <= scene.norms and not scene.clause.verbs and country != "BE")
    if never_lived(scene, tag, country):
        return [scene.entity(tag, owner, "exercised_free_movement", "no") for owner in owners]
    if (is_past(scene) or back) and not (preposition == "naar" and arrived):
        return lived_abroad(scene, tag, country, owners)
    if tag.kind == "municipality" and is_only_named(scene, tag, preposition, attributive):
        return [scene.entity(tag, "", "municipality", tag.value)]
    if not _is_stay(scene, tag, attributive):
        return [scene.entity(tag, "", "municipality", tag.value)] if destination else []
    if tag.kind == "country" and is_said_of_pronoun(scene, tag):
        return [scene.entity(tag, owner, "nationality", country, origin=True) for owner in owners]
    unclear = tag.kind == "country" and not preposition and not scene.has("stay_verbs")
    near = {scene.norm(tag.last), scene.norm(tag.first - 1)}
    unclear = unclear and not near & set(_NOW) and scene.norm(tag.first - 1) != "alleen"
    if unclear and not is_elsewhere_from(scene, tag):
        return []
    return _stay(scene, tag, country, owners)


def _preposition(scene: Scene, tag: Tag) -> str:
    for at in range(tag.first - 1, max(tag.first - 4, scene.clause.first - 1), -1):
        norm = scene.norm(at)
        if norm == "van" and country_of(tag) != "BE" and is_region(scene, at):
            return "in"
        if norm in grammar()["prepositions"] or norm == "te":
            return norm
        if norm not in grammar()["article"] and norm not in (
            "mooie",
            "verre",
            "stad",
            "gemeente",
            "buurt",
            "hier",
        ):
            return ""
    return ""


def _is_permit(scene: Scene, tag: Tag, country: str) -> bool:
    """ "Een verblijfstitel van Spanje"."""
    schengen = country not in ("", "BE", "IE", "CY") and nationality_group(country) == "eu"
    verbs = {at for at, _ in scene.clause.verbs}  # "ik verblijf nu in Lissabon" tells of no permit
    near = range(max(scene.clause.first, tag.first - 4), tag.first)
    before = [
        scene.norm(at) for at in near if at not in verbs and scene.norm(at - 1) not in ("zonder", "geen")
    ]
    return schengen and any(norm in grammar()["residence_permit"] for norm in before)


def _is_stay(scene: Scene, tag: Tag, attributive: bool) -> bool:
    """Whether the clause says that somebody is there, not that he or she wants to go there."""
    before = scene.norm(tag.first - 2 if scene.norm(tag.first - 1) in ("in", "te") else tag.first - 1)
    if before in ("(", ",") and any(m.first <= tag.first < m.last for m in scene.clause.mentions):
        return True  # "vader (K-kaart, Molenbeek) wenst ..."
    if has_arrived(scene.norms) or attends(scene) or is_filed_there(scene, tag):
        return True
    if is_over_there(scene, tag):
        return True
    finite = [norm for _, norm in scene.clause.verbs if norm in grammar()["stay_verbs"]]
    moving = scene.without(tag) & {*grammar()["still_to_move"]}
    modal = scene.has("modal") - {"graag"}
    if country_of(tag) != "BE" and not attributive and _is_asked_whether_needed(scene):
        return False
    if country_of(tag) == "BE" and (modal or moving):
        stays = bool(finite) and finite[0] not in grammar()["infinitives"] and not moving
        return "blijven" in scene.norms or stays
    if moving and not attributive and not finite:
        return False
    told = (
        attributive or finite or not scene.clause.verbs or scene.has("stay_verbs") or "school" in scene.norms
    )
    return bool(told) or scene.norm(tag.first - 1) in ("nog", "al", *_NOW) or scene.norm(tag.last) in _NOW


def _is_asked_whether_needed(scene: Scene) -> bool:
    """ "Moet ze eerst naar Ghana en daar wachten?", and not "moet mijn vrouw, die in Ghana woont, ..."."""
    sentence = [each for each in scene.clauses if each.sentence == scene.clause.sentence]
    norms = {scene.norm(at) for each in sentence for at in range(each.first, each.last)}
    must = scene.norm(sentence[0].first) in ("moet", "moeten", "moest", "moesten")
    return (
        must
        and any(each.question for each in sentence)
        and not norms & {"woont", "zit", "leeft", "verblijft"}
    )


def _stay(scene: Scene, tag: Tag, country: str, owners: list[str]) -> list[Entity]:
    value = "belgium" if country == "BE" else "abroad"
    of_that = scene.norm(tag.first) == "daar" and scene.norm(scene.clause.last - 1) in (
        *("van", "voor", "mee", "nodig"),
    )
    if of_that or (scene.norm(tag.first) == "daar" and scene.clause.verbs and not scene.has("stay_verbs")):
        return []
    if is_negated(scene, tag) and is_at_mine(scene, tag):
        found = [scene.entity(tag, SELF, "location", "belgium", country=country)] if country == "BE" else []
        found += [scene.entity(tag, SELF, "municipality", tag.value) for _ in found]
        return found + [scene.entity(tag, who, "location", "abroad") for who in still_to_come(scene)]
    if is_until_here(scene, tag):
        return []
    if scene.norm(tag.first - 2) in ("binnenkort", "straks", "later", "weldra"):
        return []  # "we wonen in Gent, maar binnenkort in Deinze"
    if is_negated(scene, tag) and not wants_to_leave(scene):
        if (
            tag.kind == "municipality"
            or value == "abroad"
            or wed_elsewhere(scene)
            or (scene.clause.verbs and not scene.has("stay_verbs"))
        ):
            return []
        value = "abroad"
    if is_asked_of_town(scene, tag):
        return [scene.entity(tag, "", "municipality", tag.value)]
    if (
        is_not_known(scene)
        or (is_asked(scene) and not owners)
        or "er" in scene.without(tag)
        or {"plan", "gaan"} <= scene.norms
    ):
        return []
    if scene.clause.question and not scene.clause.explicit and scene.norm(tag.first) == "hier":
        return []
    people = list(dict.fromkeys([*owners, *together(scene, owners)]))
    near = [m.person for m in scene.clause.mentions if m.preposition in ("bij", "naar")]
    hosts = set(scene.clause.subject) if scene.has("caring") else set(near) - set(scene.clause.subject)
    found = lives_there_together(scene, tag, country, people)
    for who in people:
        host = next((person for person in hosts if person not in (who, WE)), None)
        beside = who in hosts and value == "abroad"
        told = bool(scene.clause.verbs) and scene.norm(scene.clause.first) not in ("t", "het", "dat")
        extra = {"country": country, "beside": beside, "host": host, "told": told}
        if has_arrived(scene.norms) and scene.has("recently"):
            extra["landed"] = True
        found.append(scene.entity(tag, who, "location", value, **extra))
    landed = tag.value == "Zaventem" and (scene.norm(tag.first - 1) == "op" or has_arrived(scene.norms))
    lives = scene.previous and scene.norm(scene.previous.last - 1) in ("woon", "woont", "wonen")
    works = (landed or scene.has("work") or scene.norms & {"geland", "luchthaven"}) and not scene.norms & {
        "woon",
        "woont",
        "wonen",
        "verblijf",
        "verblijft",
        "hier",
    }
    if value == "belgium" and any(other.value == "registered" for other in scene.inside):
        found += partnership(scene, tag, "BE") if tag.kind == "municipality" else []
    if tag.kind == "municipality" and value == "belgium" and (lives or not works):
        found += [scene.entity(tag, who, "municipality", tag.value) for who in people or [""]]
    return found
