"""From mentions to facts: decides who is applicant, sponsor and speaker, and fills the contract's slots.

Pure: no Rasa, no clock. `resolve` is called on every user turn.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from actions.answers_phrases import says_both
from actions.answers_put_right import put_right
from actions.roles_answers import answer_to_question, button_pressed
from actions.roles_facts import (
    applicant_slots,
    implausible_ages,
    partnership_relation,
    relation_slots,
    sponsor_slots,
)
from actions.roles_story import (
    CARD_WEIGHT,
    INVERSE,
    PARTNERS,
    SELF,
    WE,
    Entity,
    Pair,
    Story,
    likeliest_pair,
    only_link,
    tell,
)

Slots = dict[str, Any]


@dataclass
class Reading:
    """What a message says in terms of the contract.

    slots: facts stated, new or changed. corrections: those that differ from what was known.
    cleared: facts that no longer hold. ambiguous: slots the message touches without settling them.
    pending: mentions to pass back in context["pending"] until it is known who is who.
    others: further applicants in the family. hypothetical: facts that were only supposed
    ("wat als ze 19 was").
    """

    slots: Slots = field(default_factory=dict)
    corrections: Slots = field(default_factory=dict)
    cleared: list[str] = field(default_factory=list)
    ambiguous: list[str] = field(default_factory=list)
    pending: list[Entity] = field(default_factory=list)
    others: list[Slots] = field(default_factory=list)
    hypothetical: Slots = field(default_factory=dict)


def resolve(text: str, entities: list[Entity], context: dict[str, Any] | None = None) -> Reading:
    """The facts of one message, given what is known: slots, `requested_slot`, `buttons` and `pending`."""
    context = context or {}
    pending = list(context.get("pending") or [])
    reading = Reading()
    supposed = [entity for entity in entities if entity.get("hypothetical")]
    stated = [entity for entity in entities if not entity.get("hypothetical")]
    story = tell(pending + stated)
    correcting = any(entity["entity"] == "correction" for entity in stated)
    pair = cast_roles(story, {**context, "relation": None} if correcting else context)
    if pair:
        reading.slots = slots_of(story, pair, context)
        reading.others = other_applicants(story, pair, context)
    else:
        reading.slots = undirected_slots(story, context)
        reading.pending = [entity for entity in pending + stated if entity["entity"] not in _FLEETING]
        if story.people:
            reading.ambiguous.append("speaker")
    if not pair and not context.get("speaker"):
        reading.slots.update(speaker_slots(story, context))
    requested = context.get("requested_slot")
    pointed = button_pressed(text, context) if requested else {}
    if requested and says_both(requested, text):
        reading.slots.pop(requested, None)
    if pointed:
        reading.slots = pointed
    elif requested and requested not in reading.slots:
        reading.slots.update(answer_to_question(text, stated, requested, context))
    if not pointed:
        mended = put_right(text, stated, context, reading.slots)
        if mended.get("speaker") and context.get("speaker") not in (None, "unknown", mended["speaker"]):
            return _read_again(text, entities, {**context, "speaker": mended["speaker"]}, mended)
        reading.slots.update(mended)
    reading.slots.update(
        partnership_relation({**context, **reading.slots}) if "partnership_country" in reading.slots else {}
    )
    for slot in implausible_ages(reading.slots, reading.slots.get("relation") or context.get("relation")):
        del reading.slots[slot]
    if supposed:
        reading.hypothetical = _supposed_slots(stated, supposed, context)
    _compare(reading, context, story, pair)
    return reading


def _read_again(text: str, entities: list[Entity], context: Slots, mended: Slots) -> Reading:
    """The message of somebody who turns out to be the other of the two."""
    reading = resolve(text, entities, context)
    reading.slots.update(mended)
    reading.corrections.update(mended)
    return reading


_FLEETING = ("answer", "correction", "number", "letter", "country", "town")


def cast_roles(story: Story, context: Slots) -> Pair | None:
    """Applicant and sponsor: from what is known of the speaker, else from the evidence in the message."""
    speaker = context.get("speaker")
    if _contradicts_speaker(story, context) and likeliest_pair(story):
        return likeliest_pair(story)
    if speaker not in ("applicant", "sponsor"):
        pair = likeliest_pair(story)
        if pair is None and speaker == "third_party":
            return _third_party_pair(story, context)
        return pair or _pair_by_term(story) or _sponsor_alone(story)
    other = _counterpart(story, context, speaker)
    link = story.edges.get((other, SELF))
    if link is None and (SELF, other) in story.edges:
        link = INVERSE.get(story.edges[(SELF, other)] or "", story.edges[(SELF, other)])
    if speaker == "sponsor":
        return Pair(other, SELF, link, 0)
    return Pair(SELF, other, INVERSE.get(link or "", link), 0)


def _contradicts_speaker(story: Story, context: Slots) -> bool:
    """ "Niet ik ben Belg! Mijn vrouw is Belg": then whatever was known of the speaker is open again."""
    said: dict[bool, set[str]] = {True: set(), False: set()}
    for who, facts in story.facts.items():
        for fact in facts:
            if fact["entity"] == "nationality" and not fact.get("negated") and who:
                said[who == SELF].add(fact["value"])
    speaker, belgian = context.get("speaker"), context.get("sponsor_status") == "belgian"
    if speaker == "sponsor" and belgian:
        return bool(said[True]) and "BE" not in said[True] and "BE" in said[False]
    return speaker == "applicant" and said[True] == {"BE"} and bool(said[False] - {"BE"})


def _counterpart(story: Story, context: Slots, speaker: str) -> str:
    """The other party of a known speaker: the person named, or whoever a pronoun means."""
    linked = [
        one
        for (one, other) in story.edges
        if other == SELF and story.people.get(one, {}).get("relation") != "family"
    ]
    linked += [other for (one, other) in story.edges if one == SELF]
    known = context.get("relation")
    fitting = [pid for pid in linked if _may_be(story, pid, known, speaker)]
    if fitting:
        best = max(fitting, key=lambda pid: story.comes[pid] if speaker == "sponsor" else story.joined[pid])
        return best
    return next((pid for pid in ("he", "she", "they") if pid in story.facts), "?")


def _may_be(story: Story, person: str, known: str | None, speaker: str) -> bool:
    relation = story.people.get(person, {}).get("relation")
    if not known or known == "unknown":
        return relation not in ("ex", "family")
    wanted = known if speaker == "sponsor" else INVERSE.get(known, known)
    if known in ("spouse", "equivalent_partner", "registered_partner", "de_facto_partner", "fiance"):
        return relation in PARTNERS or relation is None
    if wanted == "other_family":
        return relation in ("other", "grandparent", "grandchild", None)
    return relation == wanted or relation is None or (wanted == "child" and relation == "grandchild")


def _pair_by_term(story: Story) -> Pair | None:
    """ "De aanvrager is 19": one person, but called by the role."""
    terms = {person.get("term"): pid for pid, person in story.people.items() if person.get("term")}
    return Pair(terms.get("applicant", "?"), terms.get("sponsor", "?"), None, 0) if terms else None


def _sponsor_alone(story: Story) -> Pair | None:
    """ "Ik ben erkend als vluchteling", with nobody else named: who has such a right here is the sponsor."""
    alone = not story.people and not story.edges and set(story.facts) <= {SELF, ""}
    comes = any(fact["entity"] == "move" for facts in story.facts.values() for fact in facts)
    sure = story.standing[SELF] >= CARD_WEIGHT and story.comes[SELF] == 0 and bool(story.facts.get(SELF))
    return Pair("?", SELF, None, 0) if alone and sure and not comes else None


def _third_party_pair(story: Story, context: Slots) -> Pair | None:
    people = [pid for pid in story.facts if pid not in (SELF, WE, "")]
    asked = str(context.get("requested_slot") or "")
    nouns = {context.get("applicant_noun"): "applicant", context.get("sponsor_noun"): "sponsor"}
    applicant, sponsor = "?", "?"
    for pid in people:
        role = nouns.get(story.people.get(pid, {}).get("value")) or _role_by_gender(pid, context)
        if role == "sponsor" or (role is None and asked.startswith("sponsor_")):
            sponsor = pid
        else:
            applicant = pid
    return Pair(applicant, sponsor, None, 0) if people or "" in story.facts else None


def _role_by_gender(pronoun: str, context: Slots) -> str | None:
    """Whom "hij" or "zij" means, when one of the two parties is a man and the other a woman."""
    gender = {"he": "male", "she": "female"}.get(pronoun)
    roles = [role for role in ("applicant", "sponsor") if gender and context.get(f"{role}_gender") == gender]
    return roles[0] if len(roles) == 1 else None


def slots_of(story: Story, pair: Pair, context: Slots) -> Slots:
    """Everything the message says about the two people, in slots."""
    slots: Slots = {}
    if not context.get("speaker") or _contradicts_speaker(story, context):
        slots["speaker"] = {pair.applicant: "applicant", pair.sponsor: "sponsor"}.get(SELF, "third_party")
    facts = {role: _facts_about(story, pair, role, context) for role in ("applicant", "sponsor")}
    slots.update(relation_slots(story, pair, facts, context))
    slots.update(sponsor_slots(facts["sponsor"], facts["applicant"], context))
    slots.update(applicant_slots(facts["applicant"], facts["sponsor"], {**context, **slots}))
    for role, pid in (("applicant", pair.applicant), ("sponsor", pair.sponsor)):
        person = story.people.get(pid)
        if person and not person.get("plural"):
            slots[f"{role}_noun"] = person["value"]
            if person.get("gender"):
                slots[f"{role}_gender"] = person["gender"]
        elif person:
            slots[f"{role}_noun"] = person["value"]
    return slots


def _facts_about(story: Story, pair: Pair, role: str, context: Slots) -> list[Entity]:
    person = pair.applicant if role == "applicant" else pair.sponsor
    facts = [fact for fact in story.facts.get(WE, []) if _is_one_of_us(story, person, fact)]
    facts += story.facts.get(person, [])
    if role == "applicant" and pair.sponsor == SELF:
        facts = _places_of_family(story) + facts
    if person != SELF:
        facts += _pronoun_facts(story, pair, role)
    for fact in story.facts.get("", []):
        if fact["entity"] == "municipality" and role == "applicant":
            facts.append(fact)
            continue
        unsaid = _unsaid_role(fact, person, context)
        if unsaid == role or (unsaid == SELF and person == SELF):
            facts.append(fact)
    return facts


def _places_of_family(story: Story) -> list[Entity]:
    """Where "mijn gezin" is, the one who comes is too, unless he or she is said to be elsewhere."""
    families = [pid for pid, person in story.people.items() if person.get("relation") == "family"]
    return [fact for pid in families for fact in story.facts.get(pid, []) if fact["entity"] == "location"]


def _unsaid_role(fact: Entity, person: str, context: Slots) -> str:
    """Whom an elliptic answer is about: who was asked about, else whoever such a fact is usually told of."""
    asked = str(context.get("requested_slot") or "")
    elsewhere = asked in ("municipality", "partnership_country", "applicant_country")
    if fact["entity"] == "location" and elsewhere and not fact.get("told"):
        return ""
    of_sponsor = fact["entity"] == "status" and not fact["value"].startswith("third_country_limited")
    if of_sponsor and asked.startswith("applicant") and context.get("speaker"):
        return "sponsor"
    if fact["entity"] == "card" and context.get("sponsor_card") and asked != "applicant_residence":
        return "sponsor"
    for role in ("applicant", "sponsor"):
        if asked.startswith(role):
            return role
    if not context.get("speaker"):
        return "self"
    if fact["entity"] in ("card", "status", "date"):
        return "sponsor"
    if fact["entity"] == "nationality":
        return (
            "sponsor"
            if context.get("sponsor_status") and not context.get("applicant_country")
            else "applicant"
        )
    return "applicant"


def _is_one_of_us(story: Story, person: str, fact: Entity) -> bool:
    """ "Wij" is the speaker with the partner; where "we" live, the children live too."""
    relation = story.edges.get((person, SELF))
    return (
        person not in story.people
        or relation in (*PARTNERS, None)
        or (relation == "child" and fact["entity"] == "location")
    )


def _pronoun_facts(story: Story, pair: Pair, role: str) -> list[Entity]:
    """Facts about a he or she that the message does not name: the party that is not the speaker."""
    other = pair.applicant if role == "sponsor" else pair.sponsor
    if other != SELF and role == "sponsor" and pair.sponsor not in ("he", "she", "they"):
        return []
    pair_members = (pair.applicant, pair.sponsor)
    return [
        fact for pid in ("he", "she", "they") if pid not in pair_members for fact in story.facts.get(pid, [])
    ]


def speaker_slots(story: Story, context: Slots) -> Slots:
    """Who is speaking, when only that is clear: "ik wil zelf komen", "het is voor een klant"."""
    moves = {"come": "applicant", "request_with": None, "bring": None, "request_for": None}
    for fact in story.facts.get(SELF, []):
        if fact["entity"] == "move" and moves[fact["value"]]:
            return {"speaker": moves[fact["value"]]}
    brings = [
        f for facts in story.facts.values() for f in facts if f["entity"] == "move" and f["value"] == "bring"
    ]
    if any(fact.get("agent") in (SELF, WE) for fact in brings):
        return {"speaker": "sponsor"}
    if context.get("requested_slot") == "speaker":
        places = [fact["value"] for fact in story.facts.get(SELF, []) if fact["entity"] == "location"]
        if places:
            return {"speaker": "sponsor" if places[-1] == "belgium" else "applicant"}
    outsider = any(person.get("kind") == "client" for person in story.people.values())
    return {"speaker": "third_party"} if outsider and context.get("requested_slot") == "speaker" else {}


def undirected_slots(story: Story, context: Slots) -> Slots:
    """What can be said before it is known who is who: a relation that is the same both ways."""
    before = [
        fact
        for fact in story.facts.get(SELF, []) + story.facts.get(WE, []) + story.facts.get("", [])
        if fact["entity"] == "bond_before"
    ]
    if before and not story.people:
        return {"bond_before_visa_expiry": before[-1]["value"] == "yes"}
    theirs = [fact for pid in ("he", "she") for fact in story.facts.get(pid, []) if fact["entity"] == "card"]
    put_right = [fact for fact in story.facts.get("", []) if fact["entity"] == "card"]
    if any(fact.get("negated") for fact in put_right):
        theirs += put_right
    if theirs and not story.people and not context.get("speaker"):
        return sponsor_slots(theirs, [], context)
    link = only_link(story)
    ours = [fact for fact in story.facts.get(WE, []) if not story.people]
    settled = ("married", "registered", "engaged")
    together = any(fact["value"] in settled and not fact.get("negated") for fact in ours)
    if (link is None and not together) or context.get("relation"):
        return {}
    people = list(story.people)
    pair = Pair(people[0] if people else SELF, SELF, link, 0)
    slots = relation_slots(story, pair, {"applicant": [], "sponsor": []}, context)
    for fact in ours:
        if fact["entity"] == "municipality" or (fact["entity"], fact["value"]) == ("location", "belgium"):
            slots["applicant_location" if fact["entity"] == "location" else "municipality"] = fact["value"]
    return slots


def other_applicants(story: Story, pair: Pair, context: Slots) -> list[Slots]:
    """The rest of the family that would come along, for the family overview."""
    found: list[Slots] = []
    main = story.people.get(pair.applicant, {})
    if main.get("plural"):
        found += _each(story, pair, pair.applicant, skip=1)
    for person, entity in story.people.items():
        if person in (pair.applicant, pair.sponsor) or entity.get("relation") in (None, "ex", "family"):
            continue
        link = story.edges.get((person, pair.sponsor)) or (
            story.edges.get((person, SELF)) if pair.sponsor == SELF else None
        )
        stays = story.joined[person] >= 2 and story.comes[person] == 0
        own_child = (
            entity.get("of") == pair.applicant
            and entity.get("relation") == "child"
            and pair.relation in PARTNERS
        )
        later = context.get("speaker") == "sponsor" and bool(story.facts.get(person))
        comes_along = person in story.moved or story.comes[person] >= 1 or own_child or later
        if link and not stays and comes_along:
            found += _each(story, pair, person, skip=0)
    return found


def _each(story: Story, pair: Pair, person: str, skip: int) -> list[Slots]:
    entity = story.people[person]
    ages = [int(fact["value"]) for fact in story.facts[person] if fact["entity"] == "age"]
    number = max(len(ages), entity.get("count") or 1)
    relation = {
        "grandchild": "child",
        "partner": "de_facto_partner",
        "other": "other_family",
        "grandparent": "other_family",
        "stepparent": "other_family",
    }
    base = {
        "relation": relation.get(entity["relation"], entity["relation"]),
        "applicant_noun": entity["value"],
    }
    members = [{**base, **({"applicant_age": ages[n]} if n < len(ages) else {})} for n in range(number)]
    return members[skip:]


def _supposed_slots(stated: list[Entity], supposed: list[Entity], context: Slots) -> Slots:
    plain = [{key: value for key, value in entity.items() if key != "hypothetical"} for entity in supposed]
    people = [entity for entity in stated if entity["entity"] == "person"]
    story = tell(people + plain)
    pair = cast_roles(story, context)
    return slots_of(story, pair, context) if pair else {}


def _compare(reading: Reading, context: Slots, story: Story, pair: Pair | None) -> None:
    """Marks what differs from what was known, and what no longer holds because of it."""
    known = {slot: value for slot, value in context.items() if value is not None}
    reading.slots = {
        slot: value
        for slot, value in reading.slots.items()
        if known.get(slot) != value or slot == context.get("requested_slot")
    }
    reading.corrections = {s: v for s, v in reading.slots.items() if s in known and known[s] != v}
    if (
        "sponsor_status" in reading.corrections
        and known.get("sponsor_card")
        and "sponsor_card" not in reading.slots
    ):
        reading.cleared.append("sponsor_card")
    if "applicant_location" in reading.corrections and known.get("applicant_residence"):
        reading.cleared.append("applicant_residence")
    if pair and known.get("sponsor_status") == "belgian" and "sponsor_status" not in reading.slots:
        denied = [
            f for f in story.facts.get(pair.sponsor, []) if f["entity"] == "nationality" and f.get("negated")
        ]
        if any(fact["value"] == "BE" for fact in denied):
            reading.cleared.append("sponsor_status")
