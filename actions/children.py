"""The other people of a family: their ages in one answer, and who was named before."""

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker

from actions.household import AGE
from actions.state import asks_something
from procedures import load_law
from procedures.countries import fold

Facts = dict[str, Any]
Entity = Mapping[str, Any]


def wants_ages(tracker: Tracker) -> bool:
    """Whether more than one child comes whose age is not known yet."""
    children = [tracker.get_slot("relation") == "child" and tracker.get_slot(AGE) is None]
    children += [AGE not in other for other in _children(tracker)]
    return sum(children) > 1 or any(_several(other) and AGE not in other for other in _children(tracker))


def ages_in(text: str, tracker: Tracker) -> tuple[int | None, list[Facts]] | None:
    """From "4, 9 en 19": the age of the first, if a child, and the others with theirs; else None."""
    ages = [int(number) for number in re.findall(r"\b\d{1,2}\b", text)]
    if len(ages) < 2 or not wants_ages(tracker):
        return None
    first = ages.pop(0) if tracker.get_slot("relation") == "child" else None
    others = _aged(tracker, ages)
    return (first, others) if others else None


def ages_of_children(tracker: Tracker, entities: list[Entity]) -> list[Facts] | None:
    """The others after "ze zijn 14 en 16": as many ages as there are children without one, or None.

    Only where a partner or parent was asked about: of several who come these are not his or hers.
    """
    ages = [each for each in entities if each["entity"] == "age"]
    named = [each for each in entities if each["entity"] == "person" and each.get("relation") != "child"]
    owners = {str(each.get("role")) for each in ages}
    unsaid = owners <= {"", "they"} and not named
    fits = tracker.get_slot("relation") not in (None, "child") and len(ages) > 1 and unsaid
    return _aged(tracker, [int(each["value"]) for each in ages]) if fits and _children(tracker) else None


def joined(known: list[Facts], new: list[Facts], first: Entity) -> list[Facts]:
    """The family with those named now: who was named before in other words is no second person."""
    family = [dict(each) for each in known]
    left: list[tuple[Entity, Facts]] = [(first, {}), *((each, each) for each in family)]
    for person in new:
        same = next((each for each in left if _may_be(person, each[0])), None)
        if same is None:
            family.append(person)
        else:
            left.remove(same)
            same[1].update(person)
    return family


def children_joining(tracker: Tracker, entities: list[Entity]) -> list[Facts]:
    """The daughter of "mijn dochter ook", beside a partner or a child that was told before."""
    words = re.findall(r"\w+", fold(str(tracker.latest_message.get("text"))))
    named = [each for each in entities if each["entity"] == "person" and each.get("relation")]
    beside = tracker.get_slot("relation") in load_law().wording["families_with_children"]
    told = {each.get("role") for each in entities if each["entity"] != "person"}
    if not beside or asks_something(tracker) or not set(words) & set(load_law().wording["words_of_joining"]):
        return []
    found = [
        {"relation": "child", "applicant_noun": each["value"], "applicant_gender": each.get("gender")}
        for each in named
        if each["relation"] == "child" and each.get("of") in ("self", "we") and each["role"] not in told
    ]
    return [{name: value for name, value in each.items() if value is not None} for each in found]


def _aged(tracker: Tracker, ages: list[int]) -> list[Facts] | None:
    """The others with these ages, in order; more ages than children only where their number was not told."""
    others = [dict(other) for other in tracker.get_slot("family") or []]
    known = [other[AGE] for other in others if other.get("relation") == "child" and AGE in other]
    if known and set(known) < set(ages):  # "19, 17 en 9" of which 19 and 9 were told before
        ages = [age for age in ages if age not in known]
    without = [other for other in others if other.get("relation") == "child" and AGE not in other]
    several = [other for other in without if _several(other)]
    if len(ages) > len(without) and several:
        added = [dict(several[-1]) for _ in range(len(ages) - len(without))]
        others += added
        without += added
    if len(ages) > len(without):
        return None
    for other, age in zip(without, ages, strict=False):
        other[AGE] = age
    return others


def _several(person: Facts) -> bool:
    return person.get("applicant_noun") in load_law().wording["nouns_of_several"]


def _may_be(person: Facts, known: Entity) -> bool:
    """Whether the daughter named now may be the one known as "dochtertje van 3"."""
    ages, genders = [
        {each[name] for each in (person, known) if each.get(name) is not None}
        for name in (AGE, "applicant_gender")
    ]
    return person.get("relation") == known.get("relation") == "child" and max(len(ages), len(genders)) < 2


def _children(tracker: Tracker) -> list[Facts]:
    return [other for other in tracker.get_slot("family") or [] if other.get("relation") == "child"]
