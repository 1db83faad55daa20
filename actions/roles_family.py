"""The rest of the family that would come along."""

from __future__ import annotations

from typing import Any

from actions.roles_bereaved import is_gone
from actions.roles_story import PARTNERS, SELF, Pair, Story
from procedures import load_law

Slots = dict[str, Any]


def other_applicants(story: Story, pair: Pair, context: Slots) -> list[Slots]:
    """The rest of the family that would come along, for the family overview."""
    found: list[Slots] = []
    main = story.people.get(pair.applicant, {})
    if main.get("plural"):
        found += _each(story, pair, pair.applicant, skip=1)
    for person, entity in story.people.items():
        if person in (pair.applicant, pair.sponsor) or entity.get("relation") in (None, "family"):
            continue
        if is_gone(story, person):
            continue
        link = story.edges.get((person, pair.sponsor)) or (
            story.edges.get((person, SELF)) if pair.sponsor == SELF else None
        )
        stays = story.joined[person] >= 2 and story.comes[person] == 0
        own_child = (
            entity.get("of") == pair.applicant
            and entity.get("relation") == "child"
            and pair.relation in PARTNERS
        )
        later = context.get("speaker") == "sponsor" and bool(story.facts.get(person))
        comes_along = person in story.moved or story.comes[person] >= 1 or own_child or later
        if link and not stays and comes_along:
            found += _each(story, pair, person, skip=0)
    return found


def is_baby(story: Story, person: str) -> bool:
    """Whether somebody is not one year old yet: called so, and no age is told."""
    aged = any(fact["entity"] == "age" for fact in story.facts[person])
    return not aged and story.people.get(person, {}).get("value") in load_law().wording["nouns_of_babies"]


def _each(story: Story, pair: Pair, person: str, skip: int) -> list[Slots]:
    entity = story.people[person]
    ages = [int(fact["value"]) for fact in story.facts[person] if fact["entity"] == "age"]
    ages = [0] if is_baby(story, person) else ages
    number = max(len(ages), entity.get("count") or 1)
    relation = {
        "grandchild": "child",
        "partner": "de_facto_partner",
        "other": "other_family",
        "grandparent": "other_family",
        "stepparent": "other_family",
    }
    base = {
        "relation": relation.get(entity["relation"], entity["relation"]),
        "applicant_noun": entity["value"],
        **({"applicant_gender": entity["gender"]} if entity.get("gender") else {}),
    }
    members = [{**base, **({"applicant_age": ages[n]} if n < len(ages) else {})} for n in range(number)]
    return members[skip:]
