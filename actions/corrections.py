"""Corrections that lean on what was said before: "nee, in 2025", "ik bedoel Belg, niet Nederlander"."""

import re
from collections.abc import Mapping
from typing import Any

from actions.roles_facts import slot_of
from procedures import load_law

Entities = list[dict[str, Any]]
BELGIUM = "BE"
_REACH_OF_NOT = 3  # words


def takes_back(entities: Entities) -> bool:
    """Whether the message says that something was wrong: "ik bedoel", "sorry", "nee", "toch"."""
    return any(
        each["entity"] == "correction" or (each["entity"] == "answer" and each["value"] == "no")
        for each in entities
    )


def is_correction(entities: Entities) -> bool:
    """Whether the message says so in as many words: "ik bedoel", "sorry", "ik heb me vergist"."""
    return any(each["entity"] == "correction" for each in entities)


def exchanged_nationality(entities: Entities, before: Mapping[str, Any]) -> dict[str, Any]:
    """ "X, niet Y" where Y is what one of the two people was taken to be: X takes its place."""
    said = [each for each in entities if each["entity"] == "nationality" and not each.get("role")]
    right = [each["value"] for each in said if not each.get("negated")]
    wrong = [each["value"] for each in said if each.get("negated")]
    if len(right) != 1 or len(wrong) != 1:
        return {}
    if before.get("applicant_country") == wrong[0]:
        return {"applicant_country": right[0]}
    if before.get("sponsor_status") and before["sponsor_status"] == sponsor_status_of(wrong[0]):
        status = sponsor_status_of(right[0])
        return {"sponsor_status": status} if status else {}
    return {}


def sponsor_status_of(country: str) -> str | None:
    """The status of a sponsor with this nationality, where that settles it."""
    if country == BELGIUM:
        return "belgian"
    return "eu_citizen" if load_law().countries.get(country) == "eu" else None


def previous_fact(asked: list[str], requested: str | None) -> str | None:
    """The question answered last: the one before the open one."""
    before = [name for name in asked if name != requested]
    return before[-1] if before else None


def is_of_denied(relation: Any, entities: Entities, text: str) -> bool:
    """Whether a relation comes from somebody it is not about: "het gaat niet om mijn moeder"."""
    named = [each for each in entities if each["entity"] == "person" and each.get("relation")]
    named = [each for each in named if slot_of(each["relation"]) == relation]
    return bool(named) and all(_is_denied(each, text) for each in named)


def _is_denied(person: Mapping[str, Any], text: str) -> bool:
    """Whether somebody is named as the one it is not about: "niet om mijn moeder", "geen zus"."""
    before = re.split(r"[,.;!?]|\bmaar\b", text[: person["start"]].casefold())[-1]
    return bool(set(before.split()[-_REACH_OF_NOT:]) & {"niet", "geen", "nie", "gene"})


def is_of_somebody_else(slots: Mapping[str, Any], entities: Entities, before: Mapping[str, Any]) -> bool:
    """Whether the applicant of a message is another: "en zijn vader woont daar" where the mother comes."""
    gender = slots.get("applicant_gender")
    other = gender is not None and before.get("applicant_gender") not in (None, gender)
    return other and before.get("relation") is not None and not takes_back(entities)


def is_age_of_another(slots: Mapping[str, Any], before: Mapping[str, Any], entities: Entities) -> bool:
    """Whether an age beside the one asked is somebody else's: "ik ben 41, zij is 34", the mother is 67."""
    known, said = before.get("applicant_age"), slots.get("applicant_age")
    return isinstance(known, int) and said not in (None, known) and not takes_back(entities)


def is_of_before(slots: Mapping[str, Any], entities: Entities, before: Mapping[str, Any]) -> bool:
    """Whether a limited stay is how it began: "al sinds 2021 met single permit", told by who has a B card."""
    had = slots.get("sponsor_status") == "third_country_limited" and "sponsor_card" not in slots
    dated = any(each["entity"] == "date" for each in entities)
    return had and dated and before.get("sponsor_card") is not None and not is_correction(entities)
