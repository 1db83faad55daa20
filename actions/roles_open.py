"""What can be said before it is known who is applicant and who is sponsor."""

from __future__ import annotations

from typing import Any

from actions.roles_evidence import only_link, only_named
from actions.roles_facts import relation_slots, sponsor_slots
from actions.roles_story import SELF, WE, Pair, Story

Slots = dict[str, Any]


def speaker_slots(story: Story, context: Slots) -> Slots:
    """Who is speaking, when only that is clear: "ik wil zelf komen", "het is voor een klant"."""
    for fact in story.facts.get(SELF, []):
        if fact["entity"] == "move" and fact["value"] == "come":
            return {"speaker": "applicant"}
    brings = [
        f for facts in story.facts.values() for f in facts if f["entity"] == "move" and f["value"] == "bring"
    ]
    if any(fact.get("agent") in (SELF, WE) for fact in brings):
        return {"speaker": "sponsor"}
    if context.get("requested_slot") == "speaker":
        places = [fact["value"] for fact in story.facts.get(SELF, []) if fact["entity"] == "location"]
        if places:
            return {"speaker": "sponsor" if places[-1] == "belgium" else "applicant"}
    outsider = any(person.get("kind") == "client" for person in story.people.values())
    return {"speaker": "third_party"} if outsider and context.get("requested_slot") == "speaker" else {}


def undirected_slots(story: Story, context: Slots) -> Slots:
    """What can be said before it is known who is who: a relation that is the same both ways."""
    before = [
        fact
        for fact in story.facts.get(SELF, []) + story.facts.get(WE, []) + story.facts.get("", [])
        if fact["entity"] == "bond_before"
    ]
    if before and not story.people:
        return {"bond_before_visa_expiry": before[-1]["value"] == "yes"}
    theirs = [fact for pid in ("he", "she") for fact in story.facts.get(pid, []) if fact["entity"] == "card"]
    put_right = [fact for fact in story.facts.get("", []) if fact["entity"] == "card"]
    if any(fact.get("negated") for fact in put_right):
        theirs += put_right
    if theirs and not story.people and not context.get("speaker"):
        return sponsor_slots(theirs, [], context)
    relative = only_named(story)
    if relative and not context.get("speaker"):
        return sponsor_slots(story.facts.get(relative, []), [], context)
    link = only_link(story)
    ours = [fact for fact in story.facts.get(WE, []) if not story.people]
    settled = ("married", "registered", "engaged")
    together = any(fact["value"] in settled and not fact.get("negated") for fact in ours)
    if (link is None and not together) or context.get("relation"):
        return {}
    people = list(story.people)
    pair = Pair(people[0] if people else SELF, SELF, link, 0)
    slots = relation_slots(story, pair, {"applicant": [], "sponsor": []}, context)
    for fact in ours:
        if fact["entity"] == "municipality" or (fact["entity"], fact["value"]) == ("location", "belgium"):
            slots["applicant_location" if fact["entity"] == "location" else "municipality"] = fact["value"]
    return slots
