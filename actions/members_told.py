"""What a message says of one of the others who want to come: "mijn ma is al hier"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker

from actions.household import Facts, people
from actions.members import ages_of, matches, persons, told_of
from actions.roles_facts import slot_of
from actions.state import requested_fact

# What tells who somebody is, not how it is with him or her.
_NAMES = ("relation", "applicant_noun", "applicant_gender")


def family_as_told(tracker: Tracker) -> tuple[list[Facts], int] | None:
    """The others after what a message says of one of them, and the place of that one.

    None if the message says nothing of any of them alone.
    """
    family, named = people(tracker), persons(tracker)
    if len(family) < 2 or len(named) != 1 or requested_fact(tracker) == "relation":
        return None
    places = matches(named[0], ages_of(named[0], tracker), family)
    if len(places) != 1 or not places[0]:
        return None
    others = [dict(each) for each in tracker.get_slot("family") or []]
    at = places[0] - 1
    news = {name: value for name, value in told_of(named[0], tracker).items() if name not in _NAMES}
    if all(family[places[0]].get(name) == value for name, value in news.items()):
        return None
    others[at].update(news)
    return others, places[0]


def _is_no_such(person: Mapping[str, Any], noun: str, relation: str) -> bool:
    """Whether the "zusje" of "alle drie Afghaans, het zusje ook" can't be the parent who was asked about."""
    kind = slot_of(person["relation"])
    named = person["value"] == noun
    return named and kind != relation and kind in ("other_family", "child", "parent")


def without_known_others(slots: dict[str, Any], tracker: Tracker) -> dict[str, Any]:
    """What a message says, without what would make one of the others of "and the kids too" the applicant."""
    family, relation = people(tracker), slots.get("relation")
    noun, asked = slots.get("applicant_noun"), family[0].get("relation")
    if noun and asked and not relation and any(_is_no_such(each, noun, asked) for each in persons(tracker)):
        return {name: value for name, value in slots.items() if name not in _NAMES}
    named = [each for each in persons(tracker) if slot_of(each["relation"]) == relation]
    places = [matches(each, ages_of(each, tracker), family) for each in named]
    known = bool(named) and all(found and 0 not in found for found in places)
    return {name: value for name, value in slots.items() if name not in _NAMES} if known else slots
