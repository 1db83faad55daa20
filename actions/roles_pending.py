"""Whom "zijn vrouw" means after a message that only named "mijn neef"."""

from __future__ import annotations

from actions.roles_story import Entity

_GENDERS = {"he": "male", "she": "female"}
_WHO = ("role", "of", "with", "agent", "target")


def with_people_meant(pending: list[Entity], stated: list[Entity]) -> list[Entity]:
    """The mentions of a message; "he" and "she" are whom an earlier one named, if only one fits."""
    named = [one for one in pending if one["entity"] == "person" and not one.get("plural")]
    meant = {}
    for pronoun, gender in _GENDERS.items():
        fitting = [one["role"] for one in named if one.get("gender") in (gender, None)]
        if len(fitting) == 1:
            meant[pronoun] = fitting[0]
    return [{**one, **{key: meant[one[key]] for key in _WHO if one.get(key) in meant}} for one in stated]
