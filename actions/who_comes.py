"""Who of the family does not come after all, in words: "mijn zoon komt niet mee", "alleen mijn vrouw"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker

from actions.household import FOR_ALL, SHARED, Facts, people
from actions.members import ages_of, matches, persons
from actions.state import asks_something, facts_of, requested_fact, text_of
from procedures import load_law
from procedures.countries import fold

_GONE = ("deceased", "left_out")
_WORDS_AFTER = 4
_CLAUSES = re.compile(r"[^.,;!?\n]+")


def taken_out(tracker: Tracker) -> list[int]:
    """The places in `people` of those who do not come, by what the message says."""
    family, named = people(tracker), persons(tracker)
    asked = requested_fact(tracker)
    if len(family) < 2 or not named or asked == "relation" or asks_something(tracker):
        return []
    found = [matches(person, ages_of(person, tracker), family) for person in named]
    if not all(found):
        return []  # somebody who is not known yet is news
    everybody = set(range(len(family)))
    if _says_twice(tracker):
        out = set(found[0][1:])
    elif _says_only(tracker):
        out = everybody - {place for places in found for place in places}
    else:
        gone = [
            places
            for person, places in zip(named, found, strict=True)
            if (len(places) == 1 or person.get("plural")) and _stays_away(person, places, tracker)
        ]
        out = {place for places in gone for place in places}
    return sorted(out) if out < everybody else []


def without(places: list[int], tracker: Tracker) -> tuple[Facts, list[str], list[Facts]]:
    """The family without those at these places: facts to set, facts to forget, and the others left."""
    facts, known = facts_of(tracker), tracker.get_slot("family") or []
    others = [dict(each) for place, each in enumerate(known, 1) if place not in places]
    if 0 not in places:
        return {}, [], others
    first, *others = others
    shared = {name: value for name, value in facts.items() if name in SHARED or name.startswith(FOR_ALL)}
    now = {**shared, **first}
    changed = {name: value for name, value in now.items() if facts.get(name) != value}
    return changed, [name for name in facts if name not in now], others


def _says_twice(tracker: Tracker) -> bool:
    """ "Mijn vrouw staat er twee keer in": one of them is enough."""
    text = fold(text_of(tracker))
    return len(persons(tracker)) == 1 and any(said in text for said in load_law().wording["words_of_twice"])


def _says_only(tracker: Tracker) -> bool:
    """ "Alleen mijn vrouw", "het gaat enkel om de kinderen": the message says nothing else."""
    wording = load_law().wording
    spans = [
        (each["start"], each["end"]) for each in _entities(tracker) if each["entity"] in ("person", "age")
    ]
    words = [
        found[0]
        for found in re.finditer(r"\w+", fold(text_of(tracker)))
        if not any(start <= found.start() < end for start, end in spans)
    ]
    only = any(word in wording["words_of_only"] for word in words)
    return only and all(word in (*wording["words_of_only"], *wording["words_beside_only"]) for word in words)


def _stays_away(person: Mapping[str, Any], places: list[int], tracker: Tracker) -> bool:
    """Whether somebody is said not to come: dead, or "mijn papa niet", "papa blijft in Madrid"."""
    if any(each["entity"] in _GONE and each.get("role") == person["role"] for each in _entities(tracker)):
        return True
    wording, text = load_law().wording, fold(text_of(tracker))
    after = [word.strip(".,;!?") for word in text[person["end"] :].split()[:_WORDS_AFTER]]
    of_others = 0 not in places  # "mijn vrouw blijft nog in Marokko" tells where the first is
    if of_others and ("niet" in after[:2] or set(after) & set(wording["words_of_staying_away"])):
        return True
    around = [found for found in _CLAUSES.finditer(text) if found.start() <= person["start"] < found.end()]
    clause = set(around[0][0].split()) if around else set()
    return (
        bool(clause & set(wording["words_of_not"]))
        and bool(clause & set(wording["words_of_coming_along_or_not"]))
        and not clause & set(wording["words_of_being_allowed"])
    )


def _entities(tracker: Tracker) -> list[dict[str, Any]]:
    return tracker.latest_message.get("entities") or []
