"""Gathers what a message tells: who is in it, what is said of each, and who is what to whom."""

from __future__ import annotations

from typing import Any

from actions.roles_links import link
from actions.roles_story import SELF, WE, Entity, Story, linked


def tell(entities: list[Entity]) -> Story:
    """Gathers the people, the facts and the links between people."""
    story = Story()
    alias = _aliases(entities)
    outside = {one["role"] for one in entities if one.get("kind") == "outsider"}  # "zijn collega's"
    outside |= {one["role"] for one in entities if one["entity"] == "person" and one.get("of") in outside}
    for entity in entities:
        if entity.get("hypothetical"):
            continue
        if entity.get("kind") == "outsider" or outside & {entity.get("role"), entity.get("of")}:
            continue
        entity = {**entity, "role": alias.get(entity["role"], entity["role"])}
        for key in ("of", "with", "agent", "target"):
            if entity.get(key) in alias:
                entity[key] = alias[entity[key]]
        _take(story, entity)
    link(story)
    return story


def _aliases(entities: list[Entity]) -> dict[str, Any]:
    """ "Ik ben de vrouw van een Belg": the wife is the speaker."""
    alias: dict[str, Any] = {}
    for entity in entities:
        if entity["entity"] == "same":
            keep, drop = entity["role"], entity["value"]
            if keep in ("he", "she"):
                keep, drop = drop, keep
            keep = SELF if keep == WE else keep  # "wij zijn de ouders van een meisje"
            alias[drop] = alias.get(keep, keep)
    return alias


def _take(story: Story, entity: Entity) -> None:
    kind, role = entity["entity"], entity["role"]
    if kind == "person":
        if role not in (SELF, WE):
            story.people.setdefault(role, entity)
        else:
            story.called.add(entity["value"])
        if entity.get("of") == "you":
            return
        if entity.get("of") and entity["of"] != role:
            owner = SELF if entity["of"] == WE else entity["of"]
            if role != owner and story.edges.get((role, owner)) in (None, "partner"):
                story.edges[(role, owner)] = entity.get("relation")
        if entity.get("term"):
            story.facts[role].append({**entity, "entity": "term", "value": entity["term"]})
    elif kind == "bond":
        story.bonds.append(entity)
        partner = entity.get("with")
        single = role not in ("", WE) and partner != role
        if (
            partner
            and single
            and not entity.get("negated")
            and not entity.get("question")
            and not linked(story, role, partner)
        ):
            story.edges[(partner, role)] = "partner"
        elif partner and single and entity["value"] == "married" and not entity.get("negated"):
            for edge in ((partner, role), (role, partner)):
                if story.edges.get(edge) == "other":
                    story.edges[edge] = "spouse"
        story.facts[role].append(entity)
    elif kind == "move":
        story.facts[role].append(entity)
        if entity["value"] in ("bring", "come", "request_for", "about") and role not in story.moved:
            story.moved.append(role)
    else:
        story.facts[role].append(entity)
