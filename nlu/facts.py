"""From clauses to facts: what is said of whom, as Rasa entities."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

from nlu.cards import bare_letter, find_cards
from nlu.clauses import HARD_STOPS, Clause, Mention, analyse
from nlu.lexicon import Tag, find_names, find_phrases, grammar, person_nouns, speller
from nlu.moves import find_moves
from nlu.people import SELF, WE, YOU, Cast
from nlu.quantities import find_ages, find_births, find_dates, find_numbers, number_at
from nlu.words import Word, split_words
from procedures.countries import demonyms, nationality_group

Entity = dict[str, Any]
_LONGEST_FIRST = ("noise", "date", "residence", "card", "status", "bond")
_STATES = (
    "nationality",
    "status",
    "card",
    "residence",
    "bond",
    "dependent",
    "disabled",
    "age",
    "exceptional",
)


def read_facts(text: str, today: date) -> list[Entity]:
    """Every fact and person mentioned in the text, each with the person it is about (`role`)."""
    words = _without_general_questions(split_words(text, speller()))
    tags = find_tags(words, today)
    by_word = {at: tag for tag in tags for at in range(tag.first, tag.last)}
    clauses, cast = analyse(words, by_word)
    tags = [tag for tag in tags if tag.kind != "noise"]
    entities = _people(words, cast)
    for clause in clauses:
        inside = [tag for tag in tags if clause.first <= tag.first < clause.last]
        entities += _clause_facts(words, tags, inside, clause, clauses, cast)
    entities += _answers(words, tags, today)
    return sorted(entities, key=lambda entity: entity["start"])


def _without_general_questions(words: list[Word]) -> list[Word]:
    """Leaves out "Kan een Belg zijn moeder laten komen?": it says nothing of the one who asks."""
    kept: list[Word] = []
    sentence: list[Word] = []
    for word in [*words, None]:
        if word is not None:
            sentence.append(word)
        if word is None or word.norm in HARD_STOPS:
            if not _is_general([each.norm for each in sentence]):
                kept += sentence
            sentence = []
    return kept


def _is_general(norms: list[str]) -> bool:
    own = {*grammar()["subject"]["self"], *grammar()["possessive"]["self"], "wij", "we", "ons", "onze"}
    starts = [norms[at] for at in range(len(norms)) if at == 0 or norms[at - 1] == ","]
    asking = {*grammar()["question_verbs"], *grammar()["question_words"]}
    if not asking.intersection(starts) or own.intersection(norms):
        return False
    somebody = {"iemand", *demonyms(), *person_nouns()}
    indefinite = any(one in ("een", "ne") and other in somebody for one, other in itertools.pairwise(norms))
    return "iemand" in norms or indefinite


def find_tags(words: list[Word], today: date) -> list[Tag]:
    """The phrases of the message, none overlapping another: noise first, then the longest."""
    candidates = [*find_phrases(words), *find_names(words), *find_cards(words), *find_dates(words, today)]
    candidates = [tag for tag in candidates if tag.kind not in ("answer", "correction")]
    candidates.sort(key=lambda tag: (tag.kind != "noise", tag.first - tag.last, _rank(tag.kind), tag.first))
    taken: set[int] = set()
    chosen: list[Tag] = []
    for tag in candidates:
        span = range(tag.first, tag.last)
        if not taken.intersection(span):
            taken.update(span)
            chosen.append(tag)
    ages = find_ages(words, taken, today)
    taken.update(at for tag in ages for at in range(tag.first, tag.last))
    chosen += ages + _counts(words, taken)
    return sorted(chosen, key=lambda tag: tag.first)


def _rank(kind: str) -> int:
    return _LONGEST_FIRST.index(kind) if kind in _LONGEST_FIRST else len(_LONGEST_FIRST)


def _counts(words: list[Word], taken: set[int]) -> list[Tag]:
    found = []
    for at in range(len(words) - 1):
        number = number_at(words, at)
        near = [person_nouns().get(words[next_].norm, {}) for next_ in range(at + 1, min(at + 4, len(words)))]
        plural = any(noun.get("number") == "plural" for noun in near)
        if number and at not in taken and plural and number < 20 and words[at].norm != "een":
            found.append(Tag(at, at + 1, "count", str(number)))
    return found


# --- people --------------------------------------------------------------------------------------------------------


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


# --- facts ---------------------------------------------------------------------------------------------------------


def _clause_facts(
    words: list[Word], tags: list[Tag], inside: list[Tag], clause: Clause, clauses: list[Clause], cast: Cast
) -> list[Entity]:
    found: list[Entity] = []
    for tag in inside:
        for entity in _facts_of(words, tags, inside, tag, clause, cast):
            found.append(entity)
    found += _identities(words, clause)
    for at in range(clause.first, clause.last):
        if words[at].norm in ("studeer", "studeert", "studeren"):
            found += [_entity(words, Tag(at, at + 1, "studies", "yes"), who, "studies", "yes") for who in _subjects(clause)]
    found += find_moves(words, clause, clauses)
    hypothetical = _is_hypothetical(words, clause, clauses)
    for entity in found:
        if hypothetical:
            entity["hypothetical"] = True
    return found


def _entity(words: list[Word], tag: Tag, role: str, kind: str, value: str, **extra: Any) -> Entity:
    start, end = words[tag.first].start, words[tag.last - 1].end
    return {"entity": kind, "value": value, "role": role, "start": start, "end": end, **extra}


def _facts_of(
    words: list[Word], tags: list[Tag], inside: list[Tag], tag: Tag, clause: Clause, cast: Cast
) -> list[Entity]:
    kind = tag.kind
    if kind in ("country", "city", "municipality", "place"):
        return _place_facts(words, inside, tag, clause, cast)
    owners, attributive = owners_of(words, inside, tag, clause)
    permit = words[tag.last].norm in grammar()["residence_permit"] if tag.last < len(words) else False
    if kind == "nationality" and permit:
        if tag.value == "BE" or nationality_group(tag.value) != "eu":
            return []
        return [_entity(words, tag, owner, "residence", "other_schengen_permit") for owner in owners]
    if kind == "nationality" and not _is_nationality(words, tag, clause, attributive):
        return []
    if kind == "date":
        return _date_facts(words, inside, tag, clause, owners)
    if kind == "bond":
        return _bond_facts(words, tag, clause, owners)
    if kind == "count":
        return []
    if kind == "residence" and _is_planned(words, tag, clause):
        return []
    unnamed = any(owner in cast.people and cast.people[owner].kind == "anyone" for owner in owners)
    extra = _flags(words, inside, tag, clause, attributive, unnamed)
    entity = "schengen_permit" if kind == "schengen_permit" else kind
    return [_entity(words, tag, owner, entity, tag.value, **extra) for owner in owners]


def _is_planned(words: list[Word], tag: Tag, clause: Clause) -> bool:
    """A visa somebody would come with ("kan ze zonder visum komen?") is not the stay somebody has."""
    norms = norms_of(words, clause)
    move = grammar()["move"]
    moving = norms & {*move["come"], *move["bring"], "aanvragen", "nodig", "krijgen"}
    return tag.value != "irregular" and bool(moving and norms & set(grammar()["modal"])) and not norms & set(move["arrived"])


def owners_of(words: list[Word], inside: list[Tag], tag: Tag, clause: Clause) -> tuple[list[str], bool]:
    """Whom a fact is about, and whether it stands with that person's noun (so that it is not asked or denied)."""
    for mention in clause.mentions:
        if mention.first <= tag.first < mention.last:
            return [mention.person], True
    before = words[tag.first - 1].norm if tag.first > clause.first else ""
    if before == "(" and words[tag.first - 2].norm in grammar()["subject"]["self"]:
        return [SELF], True
    if before in grammar()["possessive"]["self"] and before not in ("mij", "me"):
        return [SELF], True
    mention = _mention_before(words, inside, tag, clause)
    if mention and mention.preposition == "bij" and tag.kind in ("residence", "age", "dependent", "bond"):
        mention = None
    if mention and mention.person in (SELF, WE) and tag.kind not in ("city", "country", "municipality", "place"):
        mention = None
    if mention and (mention.role != "subject"):
        return [mention.person], True
    if mention:
        copula = bool(clause.verbs) and clause.verbs[0][0] < mention.first and clause.verbs[0][1] in _COPULAS
        return _subjects(clause), not copula
    following = _mention_after(words, tag, clause)
    if not clause.subject and following:
        return [following.person], False
    return _subjects(clause), before == "als"


def _subjects(clause: Clause) -> list[str]:
    return [person for person in clause.subject if person != YOU] or ([] if clause.subject else [""])


_COPULAS = ("is", "ben", "zijn", "heeft", "heb", "hebben", "wordt", "moet", "moeten")
_LINKS = {
    "van", "uit", "vanuit", "met", "in", "te", "een", "de", "het", "zijn", "haar", "(", ",", "nog", "als", "op", "nu", "momenteel", "ongeveer",
    "bijna", "net", "pas", "ook", "en", "-", ":", "&", "/", "ne", "nen", "geen", "al", "zonder", "onder", "elektronische",
}  # fmt: skip


def _mention_before(words: list[Word], inside: list[Tag], tag: Tag, clause: Clause) -> Mention | None:
    candidates = [mention for mention in clause.mentions if mention.last <= tag.first]
    if not candidates:
        return None
    mention = max(candidates, key=lambda m: m.last)
    covered = {at for other in inside for at in range(other.first, other.last)}
    between = [at for at in range(mention.last, tag.first) if at not in covered]
    if all(words[at].norm in _LINKS or words[at].norm.isdigit() for at in between):
        return mention
    return None


def _mention_after(words: list[Word], tag: Tag, clause: Clause) -> Mention | None:
    return next((mention for mention in clause.mentions if mention.first >= tag.last), None)


def _is_nationality(words: list[Word], tag: Tag, clause: Clause, attributive: bool) -> bool:
    after = words[tag.last].norm if tag.last < len(words) else "."
    if any(word.norm == "zwanger" for word in words[max(0, tag.first - 3) : tag.first]):
        return False
    before = words[tag.first - 1].norm if tag.first else ""
    if tag.data.get("form") == "noun" or attributive or before in grammar()["being"]:
        return True
    known = (
        not after.isalnum()
        or any(after in _flat(grammar()[name]) for name in grammar())
        or after
        in (
            "nationaliteit",
            "paspoort",
            "identiteitskaart",
            "staatsburger",
            "onderdaan",
            "geworden",
            "pas",
            "nu",
            "al",
            "ook",
        )
        or after in person_nouns()
    )
    return known


def _flat(entry: Any) -> list[str]:
    return [word for words in entry.values() for word in words] if isinstance(entry, dict) else list(entry)


# --- denied, asked, supposed, planned ------------------------------------------------------------------------------


def _flags(
    words: list[Word], inside: list[Tag], tag: Tag, clause: Clause, attributive: bool, unnamed: bool
) -> Entity:
    flags: Entity = {}
    if _is_negated(words, inside, tag, clause):
        flags["negated"] = True
    if not attributive and _is_future(words, tag, clause):
        flags["future"] = True
    if _is_asked(words, clause) and (not attributive or tag.kind == "nationality" and unnamed):
        flags["question"] = True
    return flags


def _is_negated(words: list[Word], inside: list[Tag], tag: Tag, clause: Clause) -> bool:
    if words[tag.first].norm in ("geen", "zonder", "niet"):
        return False
    negations = grammar()["negation"]
    earlier = max(
        (other.last for other in inside if other.last <= tag.first and other.kind in _STATES),
        default=clause.first,
    )
    for at in range(max(earlier, tag.first - 6), tag.first):
        if words[at].norm in negations and words[at].norm != "zonder" and not _denies_else(words, at):
            return True
        if words[at].norm == "zonder" and at == tag.first - 1:
            return True
    rest = [words[at].norm for at in range(tag.last, clause.last)]
    while rest and rest[0] in ("nog", "helemaal", "nationaliteit", "zeker", "meer", "toch"):
        rest.pop(0)
    return bool(rest) and rest[0] in ("niet", "nooit") and (len(rest) == 1 or rest[1] in ("meer", "nog", "wel"))


def _denies_else(words: list[Word], at: int) -> bool:
    """Whether this `niet` is about something else: "niet alleen", "of niet", "niet zij is 20"."""
    after = words[at + 1].norm if at + 1 < len(words) else ""
    return after in ("alleen", "enkel", "ik", "hij", "zij", "ze", "wij", "we") or words[at - 1].norm == "of"


def _is_future(words: list[Word], tag: Tag, clause: Clause) -> bool:
    if tag.kind in ("age", "date", "bond", "dependent", "disabled"):
        return False
    norms = {words[at].norm for at in range(clause.first, clause.last) if not tag.first <= at < tag.last}
    return bool(norms & set(grammar()["future"])) and "geworden" not in norms


def _is_asked(words: list[Word], clause: Clause) -> bool:
    """A yes/no question about the fact itself: "Is ze ten laste?", "moet mijn man Belg zijn"."""
    if not clause.verbs or not (clause.question or clause.verbs[0][1] in ("moet", "moeten", "hoeft")):
        return False
    at, verb = clause.verbs[0]
    first = clause.first
    while first < at and (words[first].norm in grammar()["conjunctions"] or words[first].is_punctuation):
        first += 1
    inverted = clause.explicit and clause.subject_at > at
    asks = inverted and (at == first or words[first].norm in grammar()["question_words"])
    return (asks and verb in grammar()["question_verbs"]) or verb in ("moet", "moeten", "hoeft")


def _is_hypothetical(words: list[Word], clause: Clause, clauses: list[Clause]) -> bool:
    sentence = [other for other in clauses if other.sentence == clause.sentence]
    text = " ".join(words[at].norm for other in sentence for at in range(other.first, other.last))
    if any(
        text.startswith(opening + " ") or f" {opening} " in f" {text} "
        for opening in grammar()["hypothetical"]
    ):
        return True
    supposed = [
        other
        for other in sentence
        if other.opener in ("als", "indien") or words[other.first].norm in ("als", "indien")
    ]
    return any(other.has(words, *grammar()["irrealis"]) for other in supposed if other is clause)


# --- places --------------------------------------------------------------------------------------------------------


def norms_of(words: list[Word], clause: Clause) -> set[str]:
    """The words of a clause."""
    return {words[at].norm for at in range(clause.first, clause.last)}


_SETTLING = {"wonen", "leven", "komen", "verhuizen", "intrekken", "samenwonen", "overkomen"}


def _place_facts(words: list[Word], inside: list[Tag], tag: Tag, clause: Clause, cast: Cast) -> list[Entity]:
    preposition = _preposition(words, tag, clause)
    country = _country_of(tag)
    settling = norms_of(words, clause) & _SETTLING
    destination = tag.kind == "municipality" and preposition in ("in", "te", "naar") and settling
    arrived = norms_of(words, clause) & set(grammar()["move"]["arrived"]) and country == "BE"
    if preposition == "naar" and not arrived:
        return [_entity(words, tag, "", "municipality", tag.value)] if destination else []
    permit = _permit(words, tag, clause, country)
    if permit:
        owners, _ = owners_of(words, inside, tag, clause)
        return [_entity(words, tag, owner, "residence", "other_schengen_permit") for owner in owners]
    bonds = [
        other
        for other in inside
        if other.kind == "bond" and other.value in ("registered", "pacs", "married", "engaged", "religious")
    ]
    norms = norms_of(words, clause)
    lives = norms & set(grammar()["stay_verbs"]) - {"zijn", "is", "ben", "werken"}
    home = country == "BE" and any(bond.value == "registered" for bond in bonds)
    if bonds and not lives and not home:
        registered = [bond for bond in bonds if bond.value in ("registered", "pacs")]
        return [_entity(words, tag, WE, "partnership_country", country)] if registered and country else []
    owners, attributive = owners_of(words, inside, tag, clause)
    if tag.kind == "country" and tag.last < len(words) and words[tag.last].norm in ("paspoort", "nationaliteit", "passport"):
        return [_entity(words, tag, owner, "nationality", country) for owner in owners]
    from_there = norms & {"kom", "komt", "komen", "afkomstig"} and not norms & set(grammar()["modal"])
    if preposition in ("uit", "vanuit", "van") and country and (country != "BE" or from_there):
        return _origin(words, tag, clause, country, owners, preposition, norms)
    past = norms & set(grammar()["past_stay"])
    back = preposition == "naar" and norms & set(grammar()["move"]["arrived"])
    if (past or "geboren" in norms) and not back:
        return _free_movement(words, tag, country, owners, norms)
    if not _is_stay(words, tag, clause, norms, attributive):
        return [_entity(words, tag, owner, "municipality", tag.value) for owner in owners if destination]
    if tag.kind == "country" and not preposition and not norms & set(grammar()["stay_verbs"]) and not _knows_nationality(words, tag, clause, inside):
        return []
    return _stay(words, inside, tag, clause, country, owners, norms, cast)


def _knows_nationality(words: list[Word], tag: Tag, clause: Clause, inside: list[Tag]) -> bool:
    """In "zij Syrisch, zij Turkije" the country can only be where she is."""
    return any(demonyms().get(word.norm, ("BE",))[0] not in (tag.value, "BE") for word in words)


def _preposition(words: list[Word], tag: Tag, clause: Clause) -> str:
    for at in range(tag.first - 1, max(tag.first - 4, clause.first - 1), -1):
        norm = words[at].norm
        if norm in grammar()["prepositions"] or norm in ("te", "naar", "vanuit"):
            return str(norm)
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


def _country_of(tag: Tag) -> str:
    if tag.kind in ("country", "city"):
        return tag.value
    return "BE" if tag.kind == "municipality" or tag.value == "belgium" else ""


def _permit(words: list[Word], tag: Tag, clause: Clause, country: str) -> bool:
    schengen = bool(country) and country not in ("BE", "IE", "CY") and nationality_group(country) == "eu"
    before = [words[at].norm for at in range(max(clause.first, tag.first - 3), tag.first)]
    return schengen and any(norm in grammar()["residence_permit"] for norm in before)


def _origin(
    words: list[Word],
    tag: Tag,
    clause: Clause,
    country: str,
    owners: list[str],
    preposition: str,
    norms: set[str],
) -> list[Entity]:
    move = grammar()["move"]
    norms = norms - {words[at].norm for at in range(tag.first, tag.last)}
    moving = norms & ({*move["come"], *move["bring"], *move["let"], "naar", "hier", "belgie", "over", "volgende"} - {"kom", "komt", "komen"})
    moving = moving or (norms & {"kom", "komt", "komen"} and norms & set(grammar()["modal"]))
    if moving or preposition == "vanuit":
        moved = [
            m.person for m in clause.mentions if m.role == "object" and not m.preposition and m.person != WE
        ]
        return [
            _entity(words, tag, owner, "location", "abroad", country=country)
            for owner in moved or owners
        ]
    return [_entity(words, tag, owner, "nationality", country, origin=True) for owner in owners]


def _free_movement(
    words: list[Word], tag: Tag, country: str, owners: list[str], norms: set[str]
) -> list[Entity]:
    lived = norms & {"woonde", "woonden", "gewoond", "leefden", "gewerkt", "verbleven", "samengewoond", "samengeleefd"}
    if lived and country and country != "BE" and nationality_group(country) == "eu":
        return [_entity(words, tag, owner, "lived_in_eu", country) for owner in owners]
    return []


def _is_stay(words: list[Word], tag: Tag, clause: Clause, norms: set[str], attributive: bool) -> bool:
    stays = set(grammar()["stay_verbs"])
    if norms & set(grammar()["move"]["arrived"]):
        return True
    modal = norms & set(grammar()["modal"]) - {"graag"}
    finite = [norm for _, norm in clause.verbs if norm in stays]
    moving = norms & {"komen", "overkomen", "laten", "halen", "brengen", "kom", "komt"}
    belgian = _country_of(tag) == "BE" or tag.value == "belgium"
    if belgian and (modal or moving):
        return "blijven" in norms or bool(
            finite
            and finite[0] not in ("wonen", "leven", "werken", "verblijven", "studeren", "zijn")
            and not moving
        )
    if moving and not attributive and not finite:
        return False
    if attributive or finite or not clause.verbs:
        return True
    before = words[tag.first - 1].norm if tag.first else ""
    return bool(norms & stays) or before in ("nog", "al")


def _stay(
    words: list[Word],
    inside: list[Tag],
    tag: Tag,
    clause: Clause,
    country: str,
    owners: list[str],
    norms: set[str],
    cast: Cast,
) -> list[Entity]:
    value = "belgium" if country == "BE" else "abroad"
    if value == "abroad" and tag.value == "daar" and not norms & set(grammar()["stay_verbs"]):
        return []
    if _is_negated(words, inside, tag, clause):
        if value == "abroad":
            return []
        value = "abroad" if norms & set(grammar()["stay_verbs"]) or not clause.verbs else ""
    if not value or (_is_asked(words, clause) and not owners):
        return []
    together = [
        m.person for m in clause.mentions if m.preposition in ("met", "bij") and m.person not in owners
    ]
    lives_with = together if any(norm in norms for norm in ("woon", "woont", "wonen", "samen")) else []
    beside = _named_together(words, clause, owners)
    if "samen" in norms and len(clause.subject) == 1 and clause.subject[0] in cast.people and not lives_with:
        lives_with = [SELF]
    people = list(dict.fromkeys([*owners, *beside, *lives_with, *_subjects_too(clause, owners, norms)]))
    host = {m.person for m in clause.mentions if m.preposition == "bij"} - set(clause.subject)
    found = [
        _entity(words, tag, person, "location", value, country=country or None, beside=person in host and value == "abroad")
        for person in people
    ]
    if tag.kind == "municipality" and value == "belgium" and (
        not norms & {"werk", "werkt", "werken", "bedrijf", "firma", "fabriek", "job", "ziekenhuis"} or norms & {"woon", "woont", "wonen", "verblijf", "verblijft", "hier"}
    ):
        found.append(_entity(words, tag, people[0] if people else "", "municipality", tag.value))
    return found


def _named_together(words: list[Word], clause: Clause, owners: list[str]) -> list[str]:
    """The others in "mijn vrouw en kinderen in Somalië"."""
    found = []
    mentions = [mention for mention in clause.mentions if mention.role != "owner"]
    for one, other in itertools.pairwise(mentions):
        between = [word.norm for word in words[one.last : other.first]]
        counted = words[other.first].norm.isdigit() and one.last == other.first
        if other.person in [*owners, *found] or one.person in [*owners, *found]:
            if counted or between and all(n in ("en", ",", "&", "+", "met", "samen") or n.isdigit() for n in between) and set(between) & {"en", "+", "&"}:
                found += [one.person, other.person]
    return found


def _subjects_too(clause: Clause, owners: list[str], norms: set[str]) -> list[str]:
    """In "ik woon samen met mijn man in Marokko" the place is also the subject's."""
    governed = [m for m in clause.mentions if m.person in owners and m.preposition in ("met", "bij")]
    lives = norms & set(grammar()["stay_verbs"])
    return (
        [person for person in clause.subject if person != YOU]
        if governed and lives and "getrouwd" not in norms
        else []
    )


# --- dates, bonds, identities --------------------------------------------------------------------------------------


def _date_facts(
    words: list[Word], inside: list[Tag], tag: Tag, clause: Clause, owners: list[str]
) -> list[Entity]:
    kinds = {other.kind for other in inside}
    norms = norms_of(words, clause)
    admitted = bool(kinds & {"status", "card"}) or bool(
        norms
        & {
            "kaart",
            "papieren",
            "verblijf",
            "verblijfsrecht",
            "verblijfskaart",
            "erkend",
            "toegelaten",
            "verblijfsvergunning",
        }
    )
    return [_entity(words, tag, owner, "date", tag.value, admitted=admitted) for owner in owners]


def _bond_facts(words: list[Word], tag: Tag, clause: Clause, owners: list[str]) -> list[Entity]:
    subject = _subjects(clause)
    norms = norms_of(words, clause)
    planned = tag.value == "registered" and norms & {"wil", "willen", "wilt", "zouden", "plan", "zou", "kunnen"}
    if planned or norms & {"vroeger", "eerder", "geweest"} or tag.value == "was_married":
        return []
    partner = next((m.person for m in clause.mentions if m.preposition == "met"), None)
    value = {"pacs": "registered"}.get(tag.value, tag.value)
    negated = _is_negated(words, [], tag, clause)
    role = owners[0] if owners and not subject else (subject[0] if subject else "")
    attributive = next((m.person for m in clause.mentions if m.first <= tag.first < m.last), None)
    found = [_entity(words, tag, attributive or role, "bond", value, **{"with": partner, "negated": negated})]
    if len(subject) > 1 and not partner:
        found[0]["with"] = subject[1]
    if _is_asked(words, clause):
        found[0]["question"] = True
    if tag.value == "pacs":
        found.append(_entity(words, tag, WE, "partnership_country", "FR"))
    return found


def _identities(words: list[Word], clause: Clause) -> list[Entity]:
    """ "Ik ben de vrouw van een Belg", "hij is mijn man": two names of one person."""
    found = []
    for mention in clause.mentions:
        if mention.role == "predicate" and len(clause.subject) == 1 and clause.subject[0] != mention.person:
            span = Tag(mention.first, mention.last, "same", mention.person)
            negated = any(
                words[at].norm in grammar()["negation"] for at in range(clause.first, mention.first)
            )
            if not negated:
                found.append(_entity(words, span, clause.subject[0], "same", mention.person))
    return found


# --- answers -------------------------------------------------------------------------------------------------------


def _answers(words: list[Word], tags: list[Tag], today: date) -> list[Entity]:
    """Yes, no, don't know, corrections, bare numbers and letters: what only a question gives a meaning."""
    found = []
    phrases = [tag for tag in find_phrases(words) if tag.kind in ("answer", "correction")]
    phrases.sort(key=lambda tag: tag.first - tag.last)
    taken: set[int] = set()
    for tag in phrases:
        if not taken.intersection(range(tag.first, tag.last)):
            taken.update(range(tag.first, tag.last))
            found.append(
                _entity(
                    words,
                    tag,
                    "",
                    tag.kind,
                    tag.value,
                    length=tag.last - tag.first,
                    message_length=len(words),
                    at=tag.first,
                )
            )
    tagged = {at for tag in tags for at in range(tag.first, tag.last)}
    found += [_entity(words, tag, "", "country", tag.value) for tag in tags if tag.kind in ("country", "city")]
    if len(words) <= 8:
        for tag in find_numbers(words):
            if tag.first not in tagged:
                found.append(_entity(words, tag, "", "number", tag.value))
        found += [_entity(words, tag, "", "born", tag.value) for tag in find_births(words, today)]
    letter = bare_letter(words)
    if letter:
        found.append(_entity(words, Tag(0, len(words), "letter", letter), "", "letter", letter))
    return found
