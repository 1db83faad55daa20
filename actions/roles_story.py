"""The people of a message, what is said of each, and what they are to one another."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

Entity = dict[str, Any]
SELF, WE = "self", "we"
PARTNERS = ("spouse", "partner", "fiance")
INVERSE = {
    "stepparent": "child",
    "child": "parent",
    "parent": "child",
    "grandchild": "grandparent",
    "grandparent": "grandchild",
}
CARD_WEIGHT = 3.5  # of a card that others may join
GROWN_FROM = 12  # nobody younger is a partner or a parent


@dataclass
class Story:
    """The people and facts of a message (and of what earlier messages left open)."""

    people: dict[str, Entity] = field(default_factory=dict)
    facts: dict[str, list[Entity]] = field(default_factory=lambda: defaultdict(list))
    called: set[str] = field(default_factory=set)  # what the speaker is: "ik als partner van ..."
    bonds: list[Entity] = field(default_factory=list)
    edges: dict[tuple[str, str], str | None] = field(default_factory=dict)  # (a, b): what a is to b
    comes: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    joined: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    standing: dict[str, float] = field(
        default_factory=lambda: defaultdict(float)
    )  # of the best status, card or passport
    moved: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Pair:
    """The applicant, the sponsor, and what the first is to the second."""

    applicant: str
    sponsor: str
    relation: str | None
    evidence: float


def has_standing(story: Story, who: str) -> bool:
    """Whether a nationality, status or card is told of somebody."""
    return any(fact["entity"] in ("nationality", "status", "card") for fact in story.facts.get(who, []))


def linked(story: Story, one: str, other: str) -> bool:
    """Whether the two are known to be something to each other, whatever it is."""
    return (one, other) in story.edges or (other, one) in story.edges
