"""From a message to facts: what is said of whom, as Rasa entities."""

from __future__ import annotations

from datetime import date
from typing import Any

from nlu.arrivals import admissions, arrivals, came_to_work, guests
from nlu.bonds import bond_facts
from nlu.clauses import analyse
from nlu.denied import flags_of
from nlu.described_people import THINGS
from nlu.identities import identities, likewise
from nlu.lexicon import Tag, grammar, person_nouns
from nlu.message import words_of
from nlu.moves import find_moves
from nlu.people import PARTNERS, SELF, WE, YOU, Cast
from nlu.replies import find_replies
from nlu.scan import PLACES, who_died
from nlu.scene import Entity, Scene, owners_of
from nlu.slips import without_slips
from nlu.stays import stay_ground
from nlu.supposed import is_hypothetical
from nlu.tags import find_tags
from nlu.whereabouts import place_facts
from nlu.words import Word
from procedures.countries import nationality_group


def read_facts(text: str, today: date) -> list[Entity]:
    """Every fact and person mentioned in the text, each with the person it is about (`role`)."""
    words = words_of(text)
    tags = find_tags(words, today)
    replies = find_replies(words, [tag for tag in tags if tag.kind != "noise"], today)
    meant = without_slips(words, tags)
    if len(meant) < len(words):
        words, tags = meant, find_tags(meant, today)
    clauses, cast = analyse(words, {at: tag for tag in tags for at in range(tag.first, tag.last)})
    tags = [tag for tag in tags if tag.kind != "noise"]
    entities = _people(words, cast) + replies
    for clause in clauses:
        inside = [tag for tag in tags if clause.first <= tag.first < clause.last]
        entities += _clause_facts(Scene(words, inside, clause, clauses, cast, tags))
    return sorted(entities, key=lambda entity: int(entity["start"]))


def _people(words: list[Word], cast: Cast) -> list[Entity]:
    return [
        {
            "entity": "person",
            "value": person.noun,
            "role": person.id,
            "relation": person.relation,
            "of": person.of,
            "gender": person.gender,
            "plural": person.plural,
            "count": person.count,
            "kind": person.kind,
            "term": person.term,
            "start": words[person.at].start,
            "end": words[person.at].end,
        }
        for person in cast.people.values()
    ]


def _clause_facts(scene: Scene) -> list[Entity]:
    found = [_marked(scene, entity) for tag in scene.inside for entity in _facts_of(scene, tag)]
    dead = [who for who in who_died(scene.words, scene.clause) if who not in (SELF, WE, YOU)]
    if scene.has("deceased") and (not dead or set(dead) & set(scene.subjects)):
        rights = [e for e in found if e["entity"] in ("nationality", "status", "card") and e["role"] in dead]
        return rights + [_death(scene, who) for who in dead]
    found += [_death(scene, who) for who in dead]
    found += likewise(scene)
    found += identities(scene) + _studies(scene) + admissions(scene)
    found += [_marked(scene, entity) for entity in arrivals(scene)]
    if not any(entity["entity"] == "location" for entity in found):
        found += guests(scene)
    found += find_moves(scene.words, scene.clause, scene.clauses)
    if "nu" in scene.norms:
        found = [{**each, "now": True} if each["entity"] == "age" else each for each in found]
    if is_hypothetical(scene):
        found = [{**entity, "hypothetical": True} for entity in found]
    return found


def _marked(scene: Scene, entity: Entity) -> Entity:
    """Says that whom this is about was only guessed: nobody is named and there is no verb."""
    clause = scene.clause
    stays = {at for tag in scene.inside if tag.kind == "residence" for at in range(tag.first, tag.last)}
    norms = {scene.norm(at) for at in range(clause.first, clause.last) if at not in stays}
    verbs = ("first_person", "third_person", "any_person", "plural")
    finite = any(norms & set(grammar()[name]) for name in verbs)  # but not the noun of "geen geldig verblijf"
    besides = clause.opener == "maar" and "ook" in scene.norms  # "niet alleen Belg maar ook Marokkaan"
    besides = besides or (entity["entity"] == "nationality" and _is_by_now(scene))
    guessed = clause.guessed or (not clause.explicit and not finite and not clause.mentions)
    return (
        {**entity, "implied": True}
        if guessed and not besides and entity["role"] in clause.subject
        else entity
    )


def _is_by_now(scene: Scene) -> bool:
    """ "Ik ben Russin van geboorte, maar door mijn huwelijk intussen Belgische": the same person still."""
    at = scene.clauses.index(scene.clause)
    earlier = [
        c for c in scene.clauses[:at] if c.sentence == scene.clause.sentence and (c.verbs or c.explicit)
    ]
    if not earlier or not earlier[-1].explicit:
        return False
    before = earlier[-1]
    told = {tag.kind for tag in scene.tags if before.first <= tag.first < before.last}
    return "nationality" in told and bool(scene.has("by_now")) and before.subject == scene.clause.subject


def _death(scene: Scene, who: str) -> Entity:
    """Who died comes to nobody and is joined by nobody."""
    return scene.entity(Tag(scene.clause.first, scene.clause.last, "deceased", "yes"), who, "deceased", "yes")


def _facts_of(scene: Scene, tag: Tag) -> list[Entity]:
    if tag.kind in PLACES:
        return [] if _tells_which_nation(scene, tag) else place_facts(scene, tag)
    if tag.kind == "status" and _is_of_a_child(scene, tag):
        return []
    if tag.kind == "count" or (tag.kind == "residence" and _is_planned(scene, tag)):
        return []
    owners, attributive = owners_of(scene, tag)
    if not attributive and scene.subjects == [""] and _asks_about_others(scene, tag):
        return []
    if tag.kind == "date":
        return _date_facts(scene, tag, owners)
    if tag.kind == "bond":
        return bond_facts(scene, tag, owners)
    if tag.kind == "nationality":
        if scene.norm(tag.last) in grammar()["residence_permit"] or _is_foreign_permit(scene, tag):
            return _permit_facts(scene, tag, owners)
        couple = scene.norm(tag.last) in ("koppel", "echtpaar", "stel", "gezin") and scene.cast.couple
        if couple:
            both = [one.id for one in scene.cast.people.values() if one.relation in (*PARTNERS, "parent")]
            return [scene.entity(tag, who, tag.kind, tag.value) for who in both]
        if scene.norm(tag.last) in ("papier", "akte", "attest", "contract", "partnerschap"):
            return []  # "is ons Nederlands papier hier iets waard?"
        if not _is_nationality(scene, tag, attributive):
            return []
    if tag.kind == "nationality" and "samen" in scene.norms and "geworden" in scene.norms:
        # "mijn vrouw is samen met mij Belg geworden"
        owners = owners + [
            m.person for m in scene.clause.mentions if (m.person, m.preposition) == (SELF, "met")
        ]
    flags = flags_of(scene, tag, owners, attributive)
    if tag.kind == "nationality" and "eigenlijk" in scene.norms:
        flags["instead"] = True
    if tag.kind == "exceptional" and _is_to_be_shown(scene):
        return []
    if ground := stay_ground(scene, tag):
        flags["ground"] = ground
    found = [scene.entity(tag, owner, tag.kind, tag.value, **flags) for owner in owners]
    if tag.kind == "exercised_free_movement" and scene.norm(tag.last - 1) == "belgie" and not flags:
        found += [scene.entity(tag, owner, "location", "belgium", country="BE") for owner in owners]
    return found


def _tells_which_nation(scene: Scene, tag: Tag) -> bool:
    """The Kinshasa of "ik ben Congolese (Kinshasa)", where nobody is said to be."""
    nation = next((t for t in scene.tags if t.kind == "nationality" and t.last == tag.first - 1), None)
    bracketed = (scene.norm(tag.first - 1), scene.norm(tag.last)) == ("(", ")")
    return bracketed and nation is not None and nation.value == tag.value


def _is_of_a_child(scene: Scene, tag: Tag) -> bool:
    """The child of "de vader heeft het kind erkend", "een kind dat hij erkend heeft" is nobody's refugee."""
    alone = scene.norm(tag.first) == "erkend" and tag.last == tag.first + 1
    having = {*grammar()["having"], "heeft"}
    told = any(norm in having for _, norm in scene.clause.verbs)
    beside = bool({scene.norm(tag.first - 1), scene.norm(tag.last)} & having)  # not "erkend is en werk heeft"
    whom = any(mention.role == "object" and not mention.preposition for mention in scene.clause.mentions)
    by_whom = scene.clause.mentions or scene.norms & {"ik", "hij", "zij"}
    relative = bool(scene.norms & {"die", "dat"} and by_whom)
    return alone and ((told and whom) or (beside and (whom or relative)))


def _is_to_be_shown(scene: Scene) -> bool:
    """ "We zouden buitengewone omstandigheden moeten aantonen" does not tell that there are any."""
    shown = scene.norms & {"aantonen", "bewijzen", "inroepen", "nodig", "aangetoond"}
    return bool(shown) and bool(scene.has("modal"))


def _is_planned(scene: Scene, tag: Tag) -> bool:
    """A visa somebody would come with ("kan ze zonder visum komen?") is not the stay somebody has."""
    applied = scene.norms & {"vraagt", "vragen", "aangevraagd", "aanvraagt", "ingediend"}
    if applied and tag.value != "irregular" and not scene.moves("arrived"):
        return True  # "mijn vrouw vraagt een visum D"
    if scene.clause.question and "nodig" in scene.norms and not _is_owned(scene, tag):
        return True  # "heeft mijn vrouw een visum D nodig?"
    moving = scene.moves("come", "bring") or scene.norms & {"aanvragen", "nodig", "krijgen"}
    if tag.value != "irregular" and _is_only_asked(scene, tag):
        return True
    if tag.value == "irregular" and "toen" in {scene.norm(at) for at in range(tag.first, tag.last)}:
        return True  # "het visum was toen al verstreken" tells of the wedding day
    planned = moving and scene.has("modal") and not scene.moves("arrived")
    weighed = scene.norms & {"genoeg", "volstaat", "voldoende"}
    return tag.value != "irregular" and bool(planned or weighed)


def _is_only_asked(scene: Scene, tag: Tag) -> bool:
    """The visa of "moet dat met een huwelijksvisum?", "is een toeristenvisum beter?": nobody has it."""
    clause, at = scene.clause, scene.clauses.index(scene.clause)
    after = scene.clauses[at + 1 : at + 2]
    ends = not after or after[0].sentence != clause.sentence or after[0].opener in ("of", "dan")
    held = scene.norms & {"hier", "met"} and scene.has("stay_verbs") - {"is"}
    held = held or scene.has("having") or scene.moves("arrived")
    return clause.question and ends and not (clause.explicit or held or _is_owned(scene, tag))


def _is_owned(scene: Scene, tag: Tag) -> bool:
    """The visa of "met mijn visum", which somebody has."""
    return any(scene.norm(tag.first - 1) in forms for forms in grammar()["possessive"].values())


def _is_foreign_permit(scene: Scene, tag: Tag) -> bool:
    """The Spanish card of "Spaanse NIE-kaart"."""
    called = scene.words[tag.last].raw.lower() if tag.last + 1 < len(scene.words) else ""
    return called in grammar()["foreign_permit"] and scene.norm(tag.last + 1) in ("kaart", "nummer")


def _permit_facts(scene: Scene, tag: Tag, owners: list[str]) -> list[Entity]:
    """ "Een Italiaanse verblijfskaart" is no nationality."""
    if tag.value == "BE" or nationality_group(tag.value) != "eu":
        return []
    return [scene.entity(tag, owner, "residence", "other_schengen_permit") for owner in owners]


def _is_nationality(scene: Scene, tag: Tag, attributive: bool) -> bool:
    """Whether an adjective says what somebody is, and not what some thing is ("Turkse muziek")."""
    if any(scene.norm(at) == "zwanger" for at in range(tag.first - 3, tag.first)):
        return False
    if scene.norm(tag.first - 1) in grammar()["about"] and scene.norm(tag.last - 1).endswith(("en", "ers")):
        return False  # "een folder over Belgen"
    if scene.norms & {"behandeld", "beschouwd"}:
        return False  # "worden wij als gewone Belgen behandeld?"
    family = scene.norm(tag.last) in ("gezin", "familie", "koppel", "echtpaar")
    if family and scene.norm(tag.first - 1) in ("een", "het") and not scene.has("being"):
        return False  # "ik begeleid een Syrisch gezin"
    if family and scene.subjects == [WE] and scene.norm(tag.first - 1) == "een":
        return True  # "wij zijn een Belgisch koppel", but not "een Belgisch-Turks koppel"
    if tag.data.get("form") == "noun" or attributive or scene.norm(tag.first - 1) in grammar()["being"]:
        return True
    if _describes_somebody(scene, tag):
        return True
    after = scene.norm(tag.last)
    ends = not after.isalnum() or after in person_nouns()
    return (
        ends or after in grammar()["after_nationality"] or any(after in _flat(g) for g in grammar().values())
    )


def _asks_about_others(scene: Scene, tag: Tag) -> bool:
    """ "En voor Fransen?", "en als het Nederlanders zijn?", "is dat bij een 17-jarige anders?"."""
    if tag.kind not in ("nationality", "status", "age"):
        return False
    called = scene.norm(tag.last - 1)
    several = called.endswith(("ers", "en")) and not called.endswith("een") and tag.kind != "age"
    aged = called.startswith("jarig") and scene.norm(tag.first - 1) == "een"
    before = scene.norm(tag.first - 2 if aged else tag.first - 1)
    group = several or aged or tag.kind == "nationality"
    return (group and before in ("voor", "bij")) or (scene.clause.question and several)


def _describes_somebody(scene: Scene, tag: Tag) -> bool:
    """ "Ik ben een Noorse ingenieur", "... leren kennen, een Oezbeekse dierenarts": what somebody does."""
    if scene.norm(tag.first - 1) not in ("een", "ne", "nen") or scene.norm(tag.last).endswith(THINGS):
        return False
    somebody = bool(scene.subjects) and all(who == SELF or who in scene.cast.people for who in scene.subjects)
    at_once = scene.norm(tag.first - 2) in ("ben", "is") and scene.clause.explicit
    whole = (tag.first - 1, tag.last + 1) == (scene.clause.first, scene.clause.last)
    met = whole and bool(scene.norms_before() & set(grammar()["meeting"]))
    return somebody and (at_once or met)


def _flat(entry: Any) -> list[str]:
    return [word for words in entry.values() for word in words] if isinstance(entry, dict) else list(entry)


def _date_facts(scene: Scene, tag: Tag, owners: list[str]) -> list[Entity]:
    if scene.norms & {"schreef", "typte", "tikte", "zei", "stuurde", "vertelde"}:
        return []  # "ik schreef daarnet B-kaart"
    kinds = {other.kind for other in scene.inside}
    bracketed = scene.clause.opener == "(" and bool(set(grammar()["admission"]) & scene.norms_before())
    arrived = bool(scene.norms & set(grammar()["move"]["arrived"])) and "card" not in kinds
    to_work = came_to_work(scene)
    arrived = arrived and not to_work
    alone = not scene.clause.verbs and not scene.clause.mentions
    follows = alone and _kinds_before(scene) & {"status", "card"}
    told = scene.has("admission") or bracketed or follows or _got_to_hear(scene)
    told = told or to_work
    admitted = bool(kinds & {"status", "card"} or told) and not arrived and not _had_another(scene)
    return [scene.entity(tag, owner, "date", tag.value, admitted=admitted) for owner in owners]


def _had_another(scene: Scene) -> bool:
    """ "Vroeger had ik een A-kaart, sinds deze zomer een B-kaart": the stay itself is older than that."""
    before = scene.previous
    if before is None or before.sentence != scene.clause.sentence:
        return False
    cards = [tag for tag in scene.tags if tag.kind == "card" and before.first <= tag.first < before.last]
    return bool(cards) and bool(scene.norms_before() & {"vroeger", "eerst", "voordien", "had", "hadden"})


def _got_to_hear(scene: Scene) -> bool:
    """ "Op 9 februari kreeg ze te horen dat ze erkend is": that day she was."""
    after = scene.following
    got = scene.norms & {"kreeg", "kregen", "gekregen"}
    news = scene.norms & {"horen", "bericht", "nieuws", "brief"}
    if after is None or not (got and news) or after.opener != "dat":
        return False
    return any(tag.kind == "status" and after.first <= tag.first < after.last for tag in scene.tags)


def _kinds_before(scene: Scene) -> set[str]:
    """The kinds of fact told last in the sentence, past words without any: "A-kaart (arbeid, sinds 2023)"."""
    for clause in reversed(scene.clauses[: scene.clauses.index(scene.clause)]):
        kinds = {tag.kind for tag in scene.tags if clause.first <= tag.first < clause.last}
        if clause.sentence != scene.clause.sentence:
            return set()
        if kinds or clause.verbs:
            return kinds
    return set()


def _studies(scene: Scene) -> list[Entity]:
    at = next(
        (i for i in range(scene.clause.first, scene.clause.last) if scene.norm(i).startswith("studeer")), None
    )
    span = Tag(at, at + 1, "studies", "yes") if at is not None else None
    return [scene.entity(span, who, "studies", "yes") for who in scene.subjects] if span else []
