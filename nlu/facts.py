"""From a message to facts: what is said of whom, as Rasa entities."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from typing import Any

from nlu.cards import bare_letter, find_cards
from nlu.clauses import HARD_STOPS, Clause, analyse
from nlu.lexicon import (
    Tag,
    find_names,
    find_phrases,
    find_unknown_places,
    grammar,
    numbers,
    person_nouns,
    speller,
)
from nlu.moves import find_moves
from nlu.people import SELF, WE, Cast
from nlu.quantities import find_ages, find_births, find_dates, find_numbers, number_at
from nlu.scene import PLACES, Entity, Scene, flags_of, is_asked, is_hypothetical, is_negated, owners_of
from nlu.whereabouts import place_facts
from nlu.words import Word, split_words
from procedures.countries import demonyms, nationality_group

_RANK = ("noise", "date", "residence", "card", "status", "bond")
_SHORT_MESSAGE = 8


def read_facts(text: str, today: date) -> list[Entity]:
    """Every fact and person mentioned in the text, each with the person it is about (`role`)."""
    words = _as_myself(
        _without_asides(_without_general_questions(_with_dialect(split_words(text, speller()))))
    )
    tags = find_tags(words, today)
    clauses, cast = analyse(words, {at: tag for tag in tags for at in range(tag.first, tag.last)})
    tags = [tag for tag in tags if tag.kind != "noise"]
    entities = _people(words, cast) + _answers(words, tags, today)
    for clause in clauses:
        inside = [tag for tag in tags if clause.first <= tag.first < clause.last]
        entities += _clause_facts(Scene(words, inside, clause, clauses, cast, tags))
    return sorted(entities, key=lambda entity: int(entity["start"]))


def _with_dialect(words: list[Word]) -> list[Word]:
    """The Flemish `me` of "me een Marokkaan" and "me papieren" is `met`; the `k` of "2 k" are children."""
    objects = {*grammar()["with_objects"], *demonyms()}
    before_objects = {at - 1 for at, word in enumerate(words) if word.norm in objects}
    return [
        replace(word, norm="met")
        if word.norm == "me" and at in before_objects
        else replace(word, norm="ier")
        if word.raw.lower() == "ier" and at and words[at - 1].norm in ("een", "is", "ben")
        else replace(word, norm="kinderen")
        if word.raw in ("k", "K") and at and number_at(words, at - 1)
        else word
        for at, word in enumerate(words)
    ]


def _as_myself(words: list[Word]) -> list[Word]:
    """In "als je een A-kaart hebt zoals ik, kan je dan je man ..." the one addressed is the speaker."""
    norms = [word.norm for word in words]
    if not any(pair == ("zoals", "ik") for pair in itertools.pairwise(norms)):
        return words
    mine = {
        "bent": "ben",
        "zijt": "ben",
        "hebt": "heb",
        "kunt": "kan",
        "uw": "mijn",
        "uwe": "mijn",
        "jouw": "mijn",
    }
    kept = []
    for at, word in enumerate(words):
        norm = mine.get(word.norm, word.norm)
        if norm in ("je", "jij", "ge", "gij", "u"):
            following = norms[at + 1] if at + 1 < len(norms) else ""
            norm = "mijn" if norm == "je" and following in person_nouns() else "ik"
        kept.append(replace(word, norm=norm))
    return kept


def _without_asides(words: list[Word]) -> list[Word]:
    """Leaves out "denk ik" and "ik denk dat": they tell who thinks so, not who it is about."""
    kept, at = [], 0
    while at < len(words):
        pair = tuple(word.norm for word in words[at : at + 2])
        follows = words[at + 2].norm if at + 2 < len(words) else ""
        if len(pair) == 2 and pair[1] == "ik" and pair[0] in grammar()["thinking"] and not follows.isalpha():
            at += 2
        elif len(pair) == 2 and pair[0] == "ik" and pair[1] in grammar()["thinking"] and follows == "dat":
            at += 3
        else:
            kept.append(words[at])
            at += 1
    return kept


def _without_general_questions(words: list[Word]) -> list[Word]:
    """Leaves out "Kan een Belg zijn moeder laten komen?": it says nothing of the one who asks."""
    kept: list[Word] = []
    sentence: list[Word] = []
    for word in [*words, None]:
        if word is not None:
            sentence.append(word)
        if word is None or word.norm in HARD_STOPS:
            asked = word is not None and word.norm == "?"
            if not _is_general([each.norm for each in sentence], asked):
                kept += sentence
            sentence = []
    return kept


def _is_general(norms: list[str], asked: bool) -> bool:
    own = {*grammar()["subject"]["self"], *grammar()["possessive"]["self"], "wij", "we", "ons", "onze"}
    starts = [norms[at] for at in range(len(norms)) if at == 0 or (asked and norms[at - 1] == ",")]
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
    known = {at for tag in candidates for at in range(tag.first, tag.last)}
    candidates += [tag for tag in find_unknown_places(words) if tag.first not in known]
    candidates = [tag for tag in candidates if tag.kind != "noise" or not _is_part_of(tag, candidates)]
    candidates.sort(key=lambda tag: (tag.kind != "noise", tag.first - tag.last, _rank(tag.kind), tag.first))
    chosen = _not_overlapping(candidates)
    taken = {at for tag in chosen for at in range(tag.first, tag.last)}
    ages = find_ages(words, taken, today)
    taken.update(at for tag in ages for at in range(tag.first, tag.last))
    return sorted([*chosen, *ages, *_counts(words, taken)], key=lambda tag: tag.first)


def _is_part_of(noise: Tag, candidates: list[Tag]) -> bool:
    """The "Europese Unie" of "burger van de Europese Unie" means something after all."""
    return any(
        tag.kind == "status"
        and tag.first <= noise.first
        and noise.last <= tag.last
        and tag.first < noise.first
        for tag in candidates
    )


def _not_overlapping(candidates: list[Tag]) -> list[Tag]:
    taken: set[int] = set()
    chosen: list[Tag] = []
    for tag in candidates:
        if not taken.intersection(range(tag.first, tag.last)):
            taken.update(range(tag.first, tag.last))
            chosen.append(tag)
        elif tag.kind in PLACES[:3] and any(_goes_around(other, tag) for other in chosen):
            chosen.append(tag)
    return chosen


def _goes_around(phrase: Tag, place: Tag) -> bool:
    """Whether a place stands in the gap of a phrase: "leeft in Cuba van het geld dat ik stuur"."""
    return phrase.kind != "noise" and phrase.first < place.first and place.last < phrase.last


def _rank(kind: str) -> int:
    return _RANK.index(kind) if kind in _RANK else len(_RANK)


def _counts(words: list[Word], taken: set[int]) -> list[Tag]:
    """The numbers of "drie kinderen"."""
    found = []
    for at in range(len(words) - 1):
        number = number_at(words, at)
        near = [person_nouns().get(words[after].norm, {}) for after in range(at + 1, min(at + 4, len(words)))]
        plural = any(noun.get("number") == "plural" for noun in near)
        if number and number < 20 and at not in taken and plural and words[at].norm != "een":
            found.append(Tag(at, at + 1, "count", str(number)))
    return found


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


# --- facts ----------------------------------------------------------------------------------------------


def _clause_facts(scene: Scene) -> list[Entity]:
    found = [_marked(scene, entity) for tag in scene.inside for entity in _facts_of(scene, tag)]
    if scene.has("deceased"):
        return [_death(scene, who) for who in scene.subjects if who not in (SELF, WE, "")]
    found += _likewise(scene)
    found += _identities(scene) + _studies(scene) + _arrivals(scene)
    if not any(entity["entity"] == "location" for entity in found):
        found += _guests(scene)
    found += find_moves(scene.words, scene.clause, scene.clauses)
    if is_hypothetical(scene):
        found = [{**entity, "hypothetical": True} for entity in found]
    return found


def _likewise(scene: Scene) -> list[Entity]:
    """ "Zij is Eritrese, ik ook", "mijn vrouw is Belg gelijk ik"."""
    clause, at = scene.clause, scene.clauses.index(scene.clause)
    norms = [scene.norm(i) for i in range(clause.first, clause.last)]
    nations = [tag for tag in scene.inside if tag.kind == "nationality"]
    like_me = any(
        one in ("gelijk", "zoals", "als") and other == "ik" for one, other in itertools.pairwise(norms)
    )
    if nations and like_me and not scene.has("negation"):
        return [scene.entity(nations[-1], SELF, "nationality", nations[-1].value)]
    before = scene.clauses[at - 1] if at else None
    if before is None or "ook" not in norms or clause.verbs or scene.inside or scene.has("negation"):
        return []
    told = [tag for tag in scene.tags if before.first <= tag.first < before.last]
    nations = [tag for tag in told if tag.kind in ("nationality", "country")]
    denied = any(scene.norm(i) in grammar()["negation"] for i in range(before.first, before.last))
    places = [tag for tag in told if tag.kind == "place" or tag.value == "BE"]
    if len(places) == 1 and not denied and not nations[:-1]:
        stays = [scene.norm(i) for i in range(before.first, before.last)]
        if {"is", "zit", "woont", "ben", "zijn", "verblijft"} & set(stays):
            value = "abroad" if places[0].value == "abroad" else "belgium"
            return [scene.entity(places[0], who, "location", value) for who in scene.subjects if who]
    if len(nations) != 1 or denied:
        return []
    tag = nations[0]
    of_origin = tag.kind == "nationality" or scene.norm(tag.first - 1) in ("van", "uit")
    return [scene.entity(tag, who, "nationality", tag.value) for who in scene.subjects if who and of_origin]


def _marked(scene: Scene, entity: Entity) -> Entity:
    """Says that whom this is about was only guessed: nobody is named and there is no verb."""
    clause = scene.clause
    finite = any(scene.has(name) for name in ("first_person", "third_person", "any_person", "plural"))
    guessed = not clause.explicit and not finite and not clause.mentions
    return {**entity, "implied": True} if guessed and entity["role"] in clause.subject else entity


def _death(scene: Scene, who: str) -> Entity:
    """Who died comes to nobody and is joined by nobody."""
    return scene.entity(Tag(scene.clause.first, scene.clause.last, "deceased", "yes"), who, "deceased", "yes")


def _facts_of(scene: Scene, tag: Tag) -> list[Entity]:
    if tag.kind in PLACES:
        return place_facts(scene, tag)
    if tag.kind == "count" or (tag.kind == "residence" and _is_planned(scene, tag)):
        return []
    owners, attributive = owners_of(scene, tag)
    if tag.kind == "date":
        return _date_facts(scene, tag, owners)
    if tag.kind == "bond":
        return _bond_facts(scene, tag, owners)
    if tag.kind == "nationality":
        if scene.norm(tag.last) in grammar()["residence_permit"]:
            return _permit_facts(scene, tag, owners)
        if not _is_nationality(scene, tag, attributive):
            return []
    flags = flags_of(scene, tag, owners, attributive)
    if tag.kind == "nationality" and "eigenlijk" in scene.norms:
        flags["instead"] = True
    found = [scene.entity(tag, owner, tag.kind, tag.value, **flags) for owner in owners]
    if tag.kind == "exercised_free_movement" and scene.norm(tag.last - 1) == "belgie" and not flags:
        found += [scene.entity(tag, owner, "location", "belgium", country="BE") for owner in owners]
    return found


def _is_planned(scene: Scene, tag: Tag) -> bool:
    """A visa somebody would come with ("kan ze zonder visum komen?") is not the stay somebody has."""
    moving = scene.moves("come", "bring") or scene.norms & {"aanvragen", "nodig", "krijgen"}
    planned = moving and scene.has("modal") and not scene.moves("arrived")
    return tag.value != "irregular" and bool(planned)


def _permit_facts(scene: Scene, tag: Tag, owners: list[str]) -> list[Entity]:
    """ "Een Italiaanse verblijfskaart" is no nationality."""
    if tag.value == "BE" or nationality_group(tag.value) != "eu":
        return []
    return [scene.entity(tag, owner, "residence", "other_schengen_permit") for owner in owners]


def _is_nationality(scene: Scene, tag: Tag, attributive: bool) -> bool:
    """Whether an adjective says what somebody is, and not what some thing is ("Turkse muziek")."""
    if any(scene.norm(at) == "zwanger" for at in range(tag.first - 3, tag.first)):
        return False
    if tag.data.get("form") == "noun" or attributive or scene.norm(tag.first - 1) in grammar()["being"]:
        return True
    after = scene.norm(tag.last)
    ends = not after.isalnum() or after in person_nouns()
    return (
        ends or after in grammar()["after_nationality"] or any(after in _flat(g) for g in grammar().values())
    )


def _flat(entry: Any) -> list[str]:
    return [word for words in entry.values() for word in words] if isinstance(entry, dict) else list(entry)


def _date_facts(scene: Scene, tag: Tag, owners: list[str]) -> list[Entity]:
    kinds = {other.kind for other in scene.inside}
    bracketed = scene.clause.opener == "(" and bool(set(grammar()["admission"]) & _norms_before(scene))
    arrived = bool(scene.norms & set(grammar()["move"]["arrived"])) and "card" not in kinds
    follows = not scene.clause.verbs and not scene.clause.mentions and scene.before() & {"status", "card"}
    admitted = (
        bool(kinds & {"status", "card"} or scene.has("admission") or bracketed or follows) and not arrived
    )
    return [scene.entity(tag, owner, "date", tag.value, admitted=admitted) for owner in owners]


def _norms_before(scene: Scene) -> set[str]:
    """The words of the clause before this one, in the same sentence."""
    at = scene.clauses.index(scene.clause)
    before = scene.clauses[at - 1] if at else scene.clause
    same = before.sentence == scene.clause.sentence
    return {scene.norm(i) for i in range(before.first, before.last)} if same else set()


def _bond_facts(scene: Scene, tag: Tag, owners: list[str]) -> list[Entity]:
    """Marriage, cohabitation and their like, with the partner where named."""
    subject = scene.subjects
    planned = tag.value == "registered" and scene.norms & {
        "wil",
        "willen",
        "wilt",
        "zou",
        "zouden",
        "plan",
        "kunnen",
    }
    if tag.value == "was_married" and is_negated(scene, tag):
        return [scene.entity(tag, scene.subjects[0], "bond", "single")]
    if planned or scene.norms & {"vroeger", "eerder", "geweest"} or tag.value == "was_married":
        return []
    mentions = scene.clause.mentions
    partner = next((m.person for m in mentions if m.preposition == "met"), None)
    if partner is None and len(subject) > 1:
        partner = subject[1]
    described = next((m.person for m in mentions if m.first <= tag.first < m.last), None)
    role = described or (subject or owners or [""])[0]
    value = "registered" if tag.value == "pacs" else tag.value
    if value == "engaged" and scene.norms & {"vorig", "vorige", "geleden", "sinds", "toen"} and not planned:
        value = "married"
    denied = is_negated(Scene(scene.words, [], scene.clause, scene.clauses, scene.cast), tag)
    if value == "married" and denied and _is_for_later(scene, tag):
        value, denied = "engaged", False
    found = [
        scene.entity(tag, role, "bond", value, **{"with": partner}, negated=denied, question=is_asked(scene))
    ]
    if tag.value == "pacs":
        found.append(scene.entity(tag, WE, "partnership_country", "FR"))
    return found


def _is_for_later(scene: Scene, tag: Tag) -> bool:
    """ "We zijn nog niet getrouwd, dat doen we in juni"."""
    same = [clause for clause in scene.clauses if clause.sentence == scene.clause.sentence]
    after = [scene.norm(at) for at in range(tag.last, same[-1].last)]
    return bool(set(after) & {*grammar()["later"], *numbers()["months"]}) and "sinds" not in after


def _identities(scene: Scene) -> list[Entity]:
    """ "Ik ben de vrouw van een Belg", "hij is mijn man": two names of one person."""
    clause, found = scene.clause, []
    for mention in clause.mentions:
        if mention.role == "predicate" and len(clause.subject) == 1 and clause.subject[0] != mention.person:
            denied = any(scene.norm(at) in grammar()["negation"] for at in range(clause.first, mention.first))
            span = Tag(mention.first, mention.last, "same", mention.person)
            found += [] if denied else [scene.entity(span, clause.subject[0], "same", mention.person)]
    return found + _named_afterwards(scene)


def _named_afterwards(scene: Scene) -> list[Entity]:
    """ "Hij heeft een A-kaart, mijn man": the name of whom the sentence before was about."""
    clause, at = scene.clause, scene.clauses.index(scene.clause)
    before = scene.clauses[at - 1] if at else None
    mention = clause.mentions[0] if clause.mentions else None
    if before is None or mention is None or clause.verbs or before.sentence != clause.sentence:
        return []
    if _is_client(scene, before) and _is_kin_of_somebody(scene):
        first = next(mention for mention in clause.mentions if mention.role != "owner")
        span = Tag(first.first, first.last, "same", "")
        return [scene.entity(span, before.subject[0], "same", first.person)]
    alone = (mention.first, mention.last) == (clause.first, clause.last) and not mention.preposition
    if (
        not alone
        or len(clause.mentions) != 1
        or len(before.subject) != 1
        or before.subject[0] not in ("he", "she")
    ):
        return []
    gender = {"he": "male", "she": "female"}[before.subject[0]]
    if scene.cast.people[mention.person].gender not in (None, gender):
        return []
    return [
        scene.entity(Tag(mention.first, mention.last, "same", ""), before.subject[0], "same", mention.person)
    ]


def _arrivals(scene: Scene) -> list[Entity]:
    """ "Ze is vorige week aangekomen" says where she is, when no place is named."""
    arrived = {
        "aangekomen",
        "toegekomen",
        "overgekomen",
        "gearriveerd",
        "geland",
        "meegekomen",
        "binnengekomen",
    }
    at = next((i for i in range(scene.clause.first, scene.clause.last) if scene.norm(i) in arrived), None)
    if at is None and "gekomen" in scene.norms and any(tag.kind == "residence" for tag in scene.inside):
        at = next(i for i in range(scene.clause.first, scene.clause.last) if scene.norm(i) == "gekomen")
    elsewhere = any(tag.kind in PLACES for tag in scene.inside) or is_asked(scene)
    planned = scene.has("modal") or scene.has("negation")
    told = scene.norms & {"is", "ben", "zijn"} or not scene.clause.verbs
    if at is None or elsewhere or planned or not told:
        return []
    span = Tag(at, at + 1, "location", "belgium")
    return [scene.entity(span, who, "location", "belgium", country="BE") for who in scene.subjects]


def _guests(scene: Scene) -> list[Entity]:
    """ "Mama is bij ons op bezoek": she is where the speaker is; that is here, unless a place is named."""
    near = [m for m in scene.clause.mentions if m.preposition == "bij" and m.person in (SELF, WE)]
    stays = scene.norms & {"is", "zit", "woont", "verblijft", "logeert", "slaapt", "wonen", "zitten"}
    moves = scene.has("modal") or scene.moves("come", "bring") or scene.has("negation")
    if not near or not stays or moves or is_asked(scene):
        return []
    span = Tag(near[0].first, near[0].last, "location", "belgium")
    guests = [who for who in scene.subjects if who not in (SELF, WE, "")]
    return [scene.entity(span, who, "location", "belgium", country="BE", beside=True) for who in guests]


def _is_client(scene: Scene, clause: Clause) -> bool:
    """Whether a clause is about the one person somebody else writes for."""
    person = scene.cast.people.get(clause.subject[0]) if len(clause.subject) == 1 else None
    return person is not None and person.kind in ("client", "anyone", "term")


def _is_kin_of_somebody(scene: Scene) -> bool:
    """ "..., vader van een Belgisch kind" says more of the client named before."""
    mentions = scene.clause.mentions
    owned = any(m.role == "owner" for m in mentions)
    named = next((m for m in mentions if m.role != "owner"), None)
    return owned and named is not None and named.first <= scene.clause.first + 1


def _studies(scene: Scene) -> list[Entity]:
    at = next(
        (i for i in range(scene.clause.first, scene.clause.last) if scene.norm(i).startswith("studeer")), None
    )
    span = Tag(at, at + 1, "studies", "yes") if at is not None else None
    return [scene.entity(span, who, "studies", "yes") for who in scene.subjects] if span else []


# --- answers --------------------------------------------------------------------------------------------


def _answers(words: list[Word], tags: list[Tag], today: date) -> list[Entity]:
    """Yes, no, don't know, corrections, bare numbers and letters: what only a question gives a meaning."""
    phrases = [tag for tag in find_phrases(words) if tag.kind in ("answer", "correction")]
    said = _not_overlapping(sorted(phrases, key=lambda tag: tag.first - tag.last))
    said += [
        Tag(tag.first, tag.last, "country", tag.value) for tag in tags if tag.kind in ("country", "city")
    ]
    said += [Tag(tag.first, tag.last, "town", tag.value) for tag in tags if tag.kind == "municipality"]
    if len(words) <= _SHORT_MESSAGE:
        tagged = {at for tag in tags for at in range(tag.first, tag.last)}
        said += [tag for tag in find_numbers(words) if tag.first not in tagged] + find_births(words, today)
    letter = bare_letter(words)
    if letter:
        said.append(Tag(0, len(words), "letter", letter))
    return [
        {
            "entity": tag.kind,
            "value": tag.value,
            "role": "",
            "start": words[tag.first].start,
            "end": words[tag.last - 1].end,
            "at": tag.first,
            "message_length": len(words),
        }
        for tag in said
    ]
