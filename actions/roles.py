"""From mentions to facts: decides who is applicant, sponsor and speaker, and fills the contract's slots.

Pure: no Rasa, no clock. `resolve` is called on every user turn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Any

from actions.answers_phrases import phrase_value, says_both
from actions.answers_put_right import BOND, put_right
from actions.corrections import takes_back
from actions.kinship import in_law
from actions.roles_answers import BOOLEAN_SLOTS, SHORT_ANSWER, answer_to_question, button_pressed
from actions.roles_cast import cast_roles, contradicts_speaker
from actions.roles_evidence import weigh
from actions.roles_facts import (
    PARTNER_SLOTS,
    PROTECTION,
    applicant_slots,
    implausible_ages,
    partnership_relation,
    relation_slots,
    sponsor_slots,
)
from actions.roles_family import is_baby, is_in_law, other_applicants
from actions.roles_open import speaker_slots, undirected_slots
from actions.roles_partner import with_one_partner
from actions.roles_pending import with_people_meant
from actions.roles_repairs import repair
from actions.roles_stepchildren import link_stepchildren
from actions.roles_story import INVERSE, PARTNERS, SELF, WE, Entity, Pair, Story
from actions.roles_told import tell

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
    stated = with_people_meant(pending, stated)
    story = _story_of(pending + stated)
    correcting = any(entity["entity"] == "correction" for entity in stated)
    context = {**context, "takes_back": takes_back(stated)}
    before = {"relation": None, "relation_before": context.get("relation")}
    pair = cast_roles(story, {**context, **before} if correcting else context)
    if pair:
        reading.slots = slots_of(story, pair, context)
        known = replace(pair, relation=pair.relation or context.get("relation"))
        reading.others = other_applicants(story, known, text)
    else:
        reading.slots = undirected_slots(story, context)
        reading.pending = [entity for entity in pending + stated if entity["entity"] not in _FLEETING]
        if story.people:
            reading.ambiguous.append("speaker")
    requested = context.get("requested_slot")
    outsider = requested == "speaker" and phrase_value("speaker", text) == "third_party"
    if not pair and not context.get("speaker") and not outsider:
        reading.slots.update(speaker_slots(story, context))
    pointed = button_pressed(text, context) if requested else {}
    if requested and (says_both(requested, text) or _is_answered_otherwise(text, stated, requested, reading)):
        reading.slots.pop(requested, None)
    if outsider:
        reading.slots["speaker"] = "third_party"  # "begeleidster in een opvangcentrum", wherever that is
    if pointed:
        reading.slots = pointed
    elif requested and requested not in reading.slots:
        if requested == "sponsor_free_movement" and not correcting:
            reading.slots.pop("sponsor_status", None)  # "als student in Rome" was then
        reading.slots.update(answer_to_question(text, stated, requested, context))
    if not pointed:
        mended = put_right(text, stated, context, reading.slots)
        if mended.get("speaker") and context.get("speaker") not in (None, "unknown", mended["speaker"]):
            return _read_again(text, entities, {**context, "speaker": mended["speaker"]}, mended)
        if set(mended) - {requested} and _is_bare_no(text, requested, reading.slots):
            del reading.slots[str(requested)]  # the "nee" was about what is put right
        reading.slots.update(mended)
    reading.slots.update(
        partnership_relation({**context, **reading.slots}) if "partnership_country" in reading.slots else {}
    )
    if _will_marry({**context, **reading.slots}, reading.slots):
        reading.slots["relation"] = "fiance"
    if requested == "applicant_unmarried" and reading.slots.get("relation") in PARTNER_SLOTS:
        del reading.slots["relation"]  # whom the child married is not whom it joins
    of_bond = requested == "relation" and len(text.split()) <= SHORT_ANSWER  # "mijn lief, geen papieren"
    if (requested == BOND or of_bond) and not context.get("applicant_residence"):
        _keep_of_wedding(reading.slots)
    if requested == "exceptional_circumstances" and not correcting:
        reading.slots.pop("applicant_location", None)  # "in Gaza is oorlog": nobody is there
    if requested == "sponsor_residence_since" and requested in reading.slots and not _is_aged(stated):
        reading.slots.pop("applicant_age", None)  # "2015, dus 11 jaar" is how long
    for slot in implausible_ages(reading.slots, reading.slots.get("relation") or context.get("relation")):
        del reading.slots[slot]
    if _is_some_protection(text, stated, {**context, **reading.slots}):
        reading.ambiguous.append("sponsor_status")
        for slot in ("sponsor_status", "sponsor_card"):
            reading.slots.pop(slot, None)
        reading.cleared += [slot for slot in ("sponsor_status", "sponsor_card") if context.get(slot)]
    if supposed:
        reading.hypothetical = _supposed_slots(stated, supposed, context)
    _compare(reading, context, story, pair)
    return reading


def _is_some_protection(text: str, entities: list[Entity], known: Slots) -> bool:
    """Whether "ik heb bescherming" is all that is told of the stay: as a refugee, or subsidiary."""
    bare = re.fullmatch(_BARE_PROTECTION, text.lower().strip())
    if bare and known.get("requested_slot") == "sponsor_status":
        return True
    told = [each for each in entities if each["entity"] == "status" and each["value"] == PROTECTION]
    told = [each for each in told if not (each.get("negated") or each.get("question") or each.get("future"))]
    return bool(told) and known.get("sponsor_status") in (None, "unknown", "third_country_limited")


def _will_marry(known: Slots, said: Slots) -> bool:
    """Whether the "vriendin" of who came with a visum D to marry is who they will marry."""
    vague = known.get("relation") == "de_facto_partner" and {"relation", "applicant_residence"} & said.keys()
    return bool(vague) and known.get("applicant_residence") == "marriage_visa"


def _is_aged(entities: list[Entity]) -> bool:
    """Whether an age is told of somebody: "mijn dochter is 11", "ze is 11"."""
    return any(entity.get("role") not in ("", SELF) for entity in entities if entity["entity"] == "age")


def _is_answered_otherwise(text: str, entities: list[Entity], requested: str, reading: Reading) -> bool:
    """Whether the "nee" of "nee, papa betaalt alles daar" goes with its words, and not with what was read."""
    answers = [entity for entity in entities if entity["entity"] == "answer" and not entity["at"]]
    value = phrase_value(requested, text) if requested in BOOLEAN_SLOTS and answers else None
    said = value is not None and answers[0]["value"] == ("yes" if value else "no")
    return said and reading.slots.get(requested) not in (None, value)


def _is_bare_no(text: str, requested: Any, slots: Slots) -> bool:
    """Whether all that answers a yes/no question is a "nee"."""
    no = requested in BOOLEAN_SLOTS and slots.get(requested) is False
    return no and phrase_value(requested, text) is None


def _keep_of_wedding(slots: Slots) -> None:
    """Asked when they married, "het visum was al verlopen" tells of that day, not of today."""
    if slots.get("applicant_residence") == "irregular":
        for slot in ("applicant_residence", "applicant_location", "sponsor_status"):
            slots.pop(slot, None)


def _read_again(text: str, entities: list[Entity], context: Slots, mended: Slots) -> Reading:
    """The message of somebody who turns out to be the other of the two."""
    reading = resolve(text, entities, context)
    reading.slots.update(mended)
    reading.corrections.update(mended)
    return reading


_BARE_PROTECTION = r"(?:de |een |internationale )?bescherming\W*"
_ANYBODY = ("man", "vrouw")  # "een Eritrese man" is nobody's husband
_PLACES = ("location", "municipality")
_FLEETING = ("answer", "correction", "number", "letter", "country", "town")


def _story_of(entities: list[Entity]) -> Story:
    entities = with_one_partner(entities)
    story = tell(entities)
    link_stepchildren(story)
    repair(story, entities)
    weigh(story)
    return story


def slots_of(story: Story, pair: Pair, context: Slots) -> Slots:
    """Everything the message says about the two people, in slots."""
    slots: Slots = {}
    if not context.get("speaker") or contradicts_speaker(story, context):
        slots["speaker"] = {pair.applicant: "applicant", pair.sponsor: "sponsor"}.get(SELF, "third_party")
    facts = {role: _facts_about(story, pair, role, context) for role in ("applicant", "sponsor")}
    slots.update(relation_slots(story, pair, facts, context))
    slots.update(sponsor_slots(facts["sponsor"], facts["applicant"], context))
    if any(fact["entity"] == "visa_runs" for fact in facts["applicant"]):
        facts["applicant"] += [bond for bond in story.bonds if not bond["role"]]  # "getrouwd 12 nov in Mol"
    slots.update(applicant_slots(facts["applicant"], facts["sponsor"], {**context, **slots}))
    if is_baby(story, pair.applicant) and context.get("applicant_age") is None:
        slots["applicant_age"] = 0
    for role, pid in (("applicant", pair.applicant), ("sponsor", pair.sponsor)):
        person = story.people.get(pid)
        if person and person["value"] in _ANYBODY and not person.get("of"):
            slots.update({f"{role}_gender": person["gender"]} if person.get("gender") else {})
        elif person and not person.get("plural"):
            slots[f"{role}_noun"] = in_law(person) if is_in_law(story, pair, pid) else person["value"]
            if person.get("gender"):
                slots[f"{role}_gender"] = person["gender"]
        elif person:
            slots[f"{role}_noun"] = person["value"]
    return slots


def _facts_about(story: Story, pair: Pair, role: str, context: Slots) -> list[Entity]:
    person = pair.applicant if role == "applicant" else pair.sponsor
    facts = [fact for fact in story.facts.get(WE, []) if _is_one_of_us(story, person, fact)]
    facts += story.facts.get(person, [])
    if role == "applicant":
        facts = _places_of_family(story, pair) + facts
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


def _places_of_family(story: Story, pair: Pair) -> list[Entity]:
    """Where "mijn gezin" is, the one who comes is too, unless he or she is said to be elsewhere."""
    owners = (SELF, WE) if pair.sponsor == SELF else (pair.sponsor, None)
    families = [
        pid
        for pid, person in story.people.items()
        if person.get("relation") == "family" and person.get("of") in owners
    ]
    return [fact for pid in families for fact in story.facts.get(pid, []) if fact["entity"] in _PLACES]


def _unsaid_role(fact: Entity, person: str, context: Slots) -> str:
    """Whom an elliptic answer is about: who was asked about, else whoever such a fact is usually told of."""
    asked = str(context.get("requested_slot") or "")
    elsewhere = asked in ("municipality", "partnership_country", "applicant_country")
    if fact["entity"] == "location" and elsewhere and not fact.get("told"):
        return ""
    if fact["value"] == "no_residence" and asked == "applicant_residence":
        return ""  # "zijn asielprocedure loopt nog" is said of the one who was asked about
    of_sponsor = fact["entity"] == "status" and not fact["value"].startswith("third_country_limited")
    if of_sponsor and asked.startswith("applicant") and context.get("speaker"):
        return "sponsor"
    if fact["entity"] == "card" and context.get("sponsor_card") and asked != "applicant_residence":
        return "sponsor"
    for role in ("applicant", "sponsor"):
        if asked.startswith(role):
            return role
    if fact["entity"] in ("visa_runs", "bond_before"):
        return "applicant"
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
    relation = relation or INVERSE.get(story.edges.get((SELF, person)) or "")
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


def _supposed_slots(stated: list[Entity], supposed: list[Entity], context: Slots) -> Slots:
    plain = [{key: value for key, value in entity.items() if key != "hypothetical"} for entity in supposed]
    people = [entity for entity in stated if entity["entity"] == "person"]
    story = _story_of(people + plain)
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
