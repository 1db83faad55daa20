"""Whom what was read is about: what tells of others than the two of the open form is left out of their facts.

One question, asked in one place: each rule below names the facts that are somebody else's, in one message.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker

from actions.corrections import is_correction, takes_back
from actions.household import AGE, people
from actions.members import ages_of, matches, persons
from actions.roles_facts import slot_of
from actions.state import text_of
from procedures import load_law
from procedures.facts import WORDING_FACTS

Slots = dict[str, Any]
Entities = list[dict[str, Any]]
OF_APPLICANT = frozenset(
    {
        "relation",
        *(name for name in [*load_law().facts, *WORDING_FACTS] if name.startswith("applicant_")),
    }
)
# What tells who somebody is, not how it is with him or her.
_NAMES = frozenset({"relation", "applicant_noun", "applicant_gender"})
_NONE: frozenset[str] = frozenset()
_REACH_OF_NOT = 3  # words


def of_the_two(slots: Slots, tracker: Tracker, before: Mapping[str, Any], requested: str | None) -> Slots:
    """The facts of a message that are the applicant's or the sponsor's, of all that were read in it."""
    entities = tracker.latest_message.get("entities") or []
    said = _without(slots, _of_another_applicant(slots, entities, before))
    if requested != "relation":
        said = _without(said, _of_known_others(said, tracker))
    said = _without(said, _of_earlier_stay(said, entities, before))
    if requested == "sponsor_age":
        said = _without(said, _age_of_another(said, before, entities))
    return _without(said, _of_denied(said, entities, text_of(tracker)))


def _without(said: Slots, left_out: frozenset[str]) -> Slots:
    return {name: value for name, value in said.items() if name not in left_out}


def _of_another_applicant(said: Slots, entities: Entities, before: Mapping[str, Any]) -> frozenset[str]:
    """All of "en zijn vader woont daar" where the mother comes."""
    gender = said.get("applicant_gender")
    other = gender is not None and before.get("applicant_gender") not in (None, gender)
    told = other and before.get("relation") is not None and not takes_back(entities)
    return OF_APPLICANT if told else _NONE


def _of_known_others(said: Slots, tracker: Tracker) -> frozenset[str]:
    """Who "and the kids too" are: one of the others, who does not become the applicant."""
    family, relation = people(tracker), said.get("relation")
    noun, asked = said.get("applicant_noun"), family[0].get("relation")
    if noun and asked and not relation and any(_is_no_such(each, noun, asked) for each in persons(tracker)):
        return _NAMES
    named = [each for each in persons(tracker) if slot_of(each["relation"]) == relation]
    places = [matches(each, ages_of(each, tracker), family) for each in named]
    known = bool(named) and all(found and 0 not in found for found in places)
    return _NAMES if known else _NONE


def _is_no_such(person: Mapping[str, Any], noun: str, relation: str) -> bool:
    """Whether the "zusje" of "alle drie Afghaans, het zusje ook" can't be the parent who was asked about."""
    kind = slot_of(person["relation"])
    return person["value"] == noun and kind != relation and kind in ("other_family", "child", "parent")


def _of_earlier_stay(said: Slots, entities: Entities, before: Mapping[str, Any]) -> frozenset[str]:
    """How it began for who has a B card: "al sinds 2021 met single permit"."""
    had = said.get("sponsor_status") == "third_country_limited" and "sponsor_card" not in said
    dated = any(each["entity"] == "date" for each in entities)
    began = had and dated and before.get("sponsor_card") is not None and not is_correction(entities)
    return frozenset({"sponsor_status"}) if began else _NONE


def _age_of_another(said: Slots, before: Mapping[str, Any], entities: Entities) -> frozenset[str]:
    """The age beside the one asked, in "ik ben 41, zij is 34", where the mother who comes is 67."""
    known = before.get(AGE)
    other = isinstance(known, int) and said.get(AGE) not in (None, known) and not takes_back(entities)
    return frozenset({AGE}) if other else _NONE


def _of_denied(said: Slots, entities: Entities, text: str) -> frozenset[str]:
    """The relation of somebody it is not about: "het gaat niet om mijn moeder"."""
    named = [each for each in entities if each["entity"] == "person" and each.get("relation")]
    named = [each for each in named if slot_of(each["relation"]) == said.get("relation")]
    denied = bool(named) and all(_is_denied(each, text) for each in named)
    return frozenset({"relation"}) if denied else _NONE


def _is_denied(person: Mapping[str, Any], text: str) -> bool:
    """Whether somebody is named as the one it is not about: "niet om mijn moeder", "geen zus"."""
    before = re.split(r"[,.;!?]|\bmaar\b", text[: person["start"]].casefold())[-1]
    return bool(set(before.split()[-_REACH_OF_NOT:]) & {"niet", "geen", "nie", "gene"})
