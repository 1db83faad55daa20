"""Several children at once: their ages in one question and one answer."""

import re
from typing import Any

from rasa_sdk import Tracker


def wants_ages(tracker: Tracker) -> bool:
    """Whether there are more children whose age is not known yet."""
    return any("applicant_age" not in other for other in _children(tracker))


def ages_in(text: str, tracker: Tracker) -> tuple[int, list[dict[str, Any]]] | None:
    """From "4, 9 en 19": the age of the first child, and the others with theirs. None for a single number."""
    ages = [int(number) for number in re.findall(r"\b\d{1,2}\b", text)]
    if len(ages) < 2 or not wants_ages(tracker):
        return None
    left = iter(ages[1:])
    others = [
        {**other, "applicant_age": next(left, None)} if "applicant_age" not in other else other
        for other in tracker.get_slot("family") or []
    ]
    kept = [{name: value for name, value in other.items() if value is not None} for other in others]
    return ages[0], kept


def _children(tracker: Tracker) -> list[dict[str, Any]]:
    return [other for other in tracker.get_slot("family") or [] if other.get("relation") == "child"]
