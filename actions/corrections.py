"""Corrections that lean on what was said before: "nee, in 2025", "ik bedoel Belg, niet Nederlander"."""

from collections.abc import Mapping
from typing import Any

from procedures import load_law

Entities = list[dict[str, Any]]
BELGIUM = "BE"


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
