"""What is said of the applicant and of the sponsor, in the contract's slots."""

from __future__ import annotations

from typing import Any

from actions.roles_story import GROWN_FROM, PARTNERS, Entity, Pair, Story
from procedures.countries import nationality_group

Slots = dict[str, Any]
UNLIMITED_CARDS = ("B", "C", "D", "K", "L", "F", "F+", "M", "M+")
LIMITED_CARDS = ("A", "H")
EU_CARDS = ("E", "E+", "EU", "EU+")
PROTECTION = "protection"  # as a refugee or subsidiary: it is asked which
UNFIT = "medical"  # why somebody can't go back: too ill or too far pregnant to travel
EQUIVALENT_PARTNERSHIPS = ("DE", "DK", "FI", "IS", "NO", "GB", "SE")
RELATIONS = {
    "partner": "de_facto_partner",
    "other": "other_family",
    "stepparent": "other_family",
    "family": None,
    "ex": None,
}


def slot_of(relation: Any) -> Any:
    """What the slot `relation` calls the relation that a noun tells; None where it tells none."""
    return RELATIONS.get(relation, relation)


def _said(facts: list[Entity], kind: str) -> list[Entity]:
    return [
        f
        for f in facts
        if f["entity"] == kind and not (f.get("negated") or f.get("future") or f.get("question"))
    ]


def _denied(facts: list[Entity], kind: str) -> list[Entity]:
    return [f for f in facts if f["entity"] == kind and f.get("negated") and not f.get("question")]


def _last(facts: list[Entity], kind: str) -> Any:
    said = _said(facts, kind)
    return said[-1]["value"] if said else None


def _ages(facts: list[Entity]) -> list[int]:
    """The ages told; of "werd toen 18, nu is hij 19" what it is now."""
    said = _said(facts, "age")
    return [int(fact["value"]) for fact in [each for each in said if each.get("now")] or said]


# --- relation -------------------------------------------------------------------------------------------


def relation_slots(story: Story, pair: Pair, facts: dict[str, list[Entity]], context: Slots) -> Slots:
    """The relation of applicant to sponsor, with what is said of marriage and cohabitation."""
    link, known = pair.relation, context.get("relation")
    slots: Slots = {}
    country = _last([f for role in story.facts.values() for f in role], "partnership_country")
    bonds = [bond for bond in story.bonds if _concerns(bond, pair, story)]
    partnership = link in PARTNERS or (
        link is None and known in (None, *PARTNER_SLOTS) and bonds and _is_couple(known, bonds, context)
    )
    if partnership:
        slots["relation"] = (
            None
            if _only_partner(pair, story, bonds)
            else _partner_relation(link, bonds, country or context.get("partnership_country"), known)
        )
        if country:
            slots["partnership_country"] = country
    elif link in ("grandchild", "grandparent"):
        slots["relation"] = _grand(link, {**context}, facts)
    elif link:
        slots["relation"] = slot_of(link)
    return {slot: value for slot, value in slots.items() if value}


def partnership_relation(known: Slots) -> Slots:
    """A partnership registered in one of the equal countries makes an equivalent partner."""
    if known.get("relation") not in ("registered_partner", "equivalent_partner"):
        return {}
    equal = known.get("partnership_country") in EQUIVALENT_PARTNERSHIPS
    return {"relation": "equivalent_partner" if equal else "registered_partner"}


_ON_PAPER = ("spouse", "equivalent_partner", "registered_partner")
PARTNER_SLOTS = ("spouse", "equivalent_partner", "registered_partner", "de_facto_partner", "fiance")


def _is_couple(known: str | None, bonds: list[Entity], context: Slots) -> bool:
    return known in PARTNER_SLOTS or context.get("requested_slot") == "relation" or not known


def _concerns(bond: Entity, pair: Pair, story: Story) -> bool:
    pairs = (pair.applicant, pair.sponsor)
    if bond["role"] in pairs or bond.get("with") in pairs:
        partner = bond.get("with")
        return partner is None or partner in pairs or partner not in story.people
    return bond["role"] in ("", "we", "they")


def _partner_relation(
    link: str | None, bonds: list[Entity], country: str | None, known: str | None
) -> str | None:
    said = {bond["value"] for bond in bonds if not bond.get("negated") and not bond.get("question")}
    denied = {bond["value"] for bond in bonds if bond.get("negated")}
    if "engaged" in said and "married" not in said:
        return "fiance"
    if "registered" in said or (known in ("registered_partner", "equivalent_partner") and not said):
        return "equivalent_partner" if country in EQUIVALENT_PARTNERSHIPS else "registered_partner"
    if "married" in said:
        return "spouse"
    if link == "fiance":
        return "fiance"
    if "married" in denied and known == "fiance":
        return "fiance"  # "we zijn nog niet getrouwd", told by who is engaged
    together = "cohabiting" in said and link != "spouse" and known not in _ON_PAPER
    if "married" in denied or "religious" in said or together:
        return "de_facto_partner"
    if "engaged" in said:
        return "fiance"
    if link is None or (link == "partner" and known in PARTNER_SLOTS):
        return None
    if link == "spouse" and known in PARTNER_SLOTS:
        return None
    return slot_of(link)


def _only_partner(pair: Pair, story: Story, bonds: list[Entity]) -> bool:
    """Whether all that is said is "mijn partner", who may be husband, wife or neither."""
    nouns = {story.people.get(pid, {}).get("value") for pid in (pair.applicant, pair.sponsor)} | story.called
    return pair.relation == "partner" and not bonds and bool(nouns & {"partner", "levenspartner"})


def _grand(link: str, context: Slots, facts: dict[str, list[Entity]]) -> str:
    status = sponsor_slots(facts["sponsor"], [], context).get("sponsor_status") or context.get(
        "sponsor_status"
    )
    if link == "grandchild":
        return "other_family" if status and status not in ("belgian", "eu_citizen", "unknown") else "child"
    return "parent" if status == "eu_citizen" else "other_family"


def implausible_ages(slots: Slots, relation: str | None) -> set[str]:
    """The ages that cannot be right: partners, parents and who lets come are grown, a parent is older.

    "Ik ben Belg 2 jaar" and "mijn vader woont hier 12 jaar" tell how long, as learners say it.
    """
    grown = {"parent": ("applicant_age",), "child": ("sponsor_age",)}
    both = ("applicant_age", "sponsor_age")
    suspect: tuple[str, ...] = both if relation in PARTNER_SLOTS else grown.get(relation or "", ())
    suspect += ("sponsor_age",) if slots.get("speaker") == "sponsor" else ()
    wrong = {slot for slot in suspect if isinstance(slots.get(slot), int) and slots[slot] < GROWN_FROM}
    child, parent = both if relation == "child" else both[::-1]
    known = isinstance(slots.get(child), int) and isinstance(slots.get(parent), int)
    return wrong | ({parent} if relation in grown and known and slots[parent] <= slots[child] else set())


# --- sponsor --------------------------------------------------------------------------------------------


def sponsor_slots(facts: list[Entity], applicant_facts: list[Entity], context: Slots) -> Slots:
    """Status, card, age, date of admission and municipality of the sponsor."""
    slots: Slots = {}
    card = _last(facts, "card")
    status = _status(facts, card)
    if status:
        slots["sponsor_status"] = status
    protected = status is None and any(fact["value"] == PROTECTION for fact in _said(facts, "status"))
    outdated = card == "orange_card" and status != "no_residence"  # of before the decision
    if card and status != "belgian" and not (protected or outdated):
        slots["sponsor_card"] = card
    if ground := _stay_ground(facts, status or context.get("sponsor_status")):
        slots["sponsor_stay_ground"] = ground
    ages = _ages(facts)
    if ages:
        slots["sponsor_age"] = ages[0] if len(ages) > 1 and not _corrected(facts) else ages[-1]
    dates = [f["value"] for f in _said(facts, "date") if f.get("admitted")]
    if dates and status not in ("belgian", "eu_citizen"):
        slots["sponsor_residence_since"] = dates[-1]
    lives = [[f for f in one if not f.get("wed")] for one in (facts, applicant_facts)]
    place = next(
        (p for p in (_last(one, "municipality") for one in (*lives, facts, applicant_facts)) if p), None
    )
    if place:
        slots["municipality"] = place
    everything = facts + applicant_facts
    free = [f for f in everything if f["entity"] == "exercised_free_movement"]
    belgian = status == "belgian" or context.get("sponsor_status") == "belgian"
    if belgian and any(f["value"] == "no" for f in free):
        slots["sponsor_free_movement"] = False
    elif belgian and (free or _moved_here(facts, applicant_facts)) and _said(everything, "lived_in_eu"):
        slots["sponsor_free_movement"] = True
    return slots


def _stay_ground(facts: list[Entity], status: str | None) -> str | None:
    """What the sponsor has a limited stay for; None if the stay is another, or nothing tells."""
    if status != "third_country_limited":
        return None
    grounds = [fact["ground"] for fact in _said(facts, "status") if fact.get("ground")]
    studies = "study" if _said(facts, "studies") else None
    return grounds[-1] if grounds else studies


def _moved_here(facts: list[Entity], applicant_facts: list[Entity]) -> bool:
    """ "Wij hebben drie jaar in Madrid gewoond en zijn sinds september in Wemmel", of both."""
    both = [
        _said(one, "lived_in_eu") and _last(one, "location") == "belgium" for one in (facts, applicant_facts)
    ]
    return all(both)


def _status(facts: list[Entity], card: str | None) -> str | None:
    countries = [fact["value"] for fact in _said(facts, "nationality")]
    if len(countries) > 1 and any(fact.get("instead") for fact in facts):
        countries = countries[-1:]
    statuses = [fact["value"] for fact in _said(facts, "status")]
    if "BE" in countries:
        return "belgian"
    for status in ("refugee", "subsidiary_protection"):
        if status in statuses:
            return status
    if (
        "eu_citizen" in statuses
        or any(nationality_group(iso) == "eu" for iso in countries)
        or card in EU_CARDS
    ):
        return "eu_citizen"
    if card in UNLIMITED_CARDS:
        return "third_country_unlimited"
    if PROTECTION in statuses:
        return None
    if card in LIMITED_CARDS:
        return "third_country_limited"
    if card == "orange_card":
        return "no_residence"
    if statuses:
        return str(statuses[-1])
    irregular = [f for f in _said(facts, "residence") if f["value"] == "irregular"]
    return "no_residence" if irregular else None


# --- applicant ------------------------------------------------------------------------------------------


def applicant_slots(facts: list[Entity], sponsor_facts: list[Entity], context: Slots) -> Slots:
    """Nationality, age, place, stay and the rest of the applicant."""
    slots: Slots = {}
    country = _last(facts, "nationality")
    if country:
        slots["applicant_country"] = country
    ages = _ages(facts)
    if ages:
        slots["applicant_age"] = ages[0] if len(ages) > 1 and not _corrected(facts) else ages[-1]
    slots.update(_whereabouts(facts, country or context.get("applicant_country")))
    abroad = (_last(facts, "location") or context.get("applicant_location")) == "abroad"
    for kind, slot in (("disabled", "applicant_disabled"), ("exceptional", "exceptional_circumstances")):
        told = facts + ([f for f in sponsor_facts if f["value"] != UNFIT] if kind == "exceptional" else [])
        said = [f for f in told if f["entity"] == kind and not f.get("question")]
        said = [f for f in said if not (f["value"] == UNFIT and (f.get("negated") or abroad))]
        if said:
            slots[slot] = (said[-1]["value"] != "no") != bool(said[-1].get("negated"))
    support = [f for f in facts + sponsor_facts if f["entity"] == "dependent" and not f.get("question")]
    if support:
        slots["applicant_dependent"] = (support[-1]["value"] == "yes") != bool(support[-1].get("negated"))
    bond = [f for f in facts + sponsor_facts if f["entity"] == "bond_before"]
    if bond:
        slots["bond_before_visa_expiry"] = bond[-1]["value"] == "yes"
    elif _said(facts, "visa_runs") and _is_wed(facts + sponsor_facts):
        slots["bond_before_visa_expiry"] = True
    slots.update(_unmarried(facts, context.get("relation")))
    return slots


def _is_wed(facts: list[Entity]) -> bool:
    """Whether they are married or registered by now: then it was before a visa ran out that still runs."""
    return any(bond["value"] in ("married", "registered") for bond in _said(facts, "bond"))


def _corrected(facts: list[Entity]) -> bool:
    return any(fact.get("negated") for fact in facts if fact["entity"] == "age")


def _whereabouts(facts: list[Entity], country: str | None) -> Slots:
    slots: Slots = {}
    location = _last(facts, "location")
    residence = _last(facts, "residence")
    if residence == "tourist":
        residence = None
        if country and location == "belgium":
            residence = {"visa_exempt": "visa_free_stay", "visa_required": "short_stay_visa"}.get(
                nationality_group(country)
            )
    if residence == "visa_denied":
        residence = None
    limited = _last(facts, "card") in LIMITED_CARDS or _last(facts, "status") == "third_country_limited"
    if not residence and limited and location != "abroad":
        residence = "limited_card"
    if residence and location != "abroad":
        slots["applicant_residence"] = residence
        wed_here = residence == "marriage_visa" and _said(facts, "visa_runs") and _is_wed(facts)
        if residence in ("irregular", "limited_card", "visa_free_stay") or wed_here:
            location = location or "belgium"
    if location:
        slots["applicant_location"] = location
    return slots


def _unmarried(facts: list[Entity], relation: str | None) -> Slots:
    if relation != "child":
        return {}
    bonds = [
        fact
        for fact in facts
        if fact["entity"] == "bond" and fact["role"] != "we" and not fact.get("question")
    ]
    for bond in reversed(bonds):
        if bond["value"] == "married":
            return {"applicant_unmarried": bool(bond.get("negated"))}
        if bond["value"] == "single":
            return {"applicant_unmarried": not bond.get("negated")}  # "niet meer ongehuwd"
        if bond["value"] == "divorced" and not bond.get("negated"):
            return {"applicant_unmarried": True}
    return {}
