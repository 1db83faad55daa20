"""The child of one partner joins the other: "mijn man is Belg, mijn dochter woont nog in Rusland"."""

from __future__ import annotations

from actions.roles_story import PARTNERS, SELF, Story, has_standing
from procedures.countries import nationality_group


def link_stepchildren(story: Story) -> None:
    """Adds, in place, that my child is my partner's too, where only the partner can be joined."""
    mine = {relation: person for (person, end), relation in story.edges.items() if end == SELF}
    partner, child = next((mine[kin] for kin in PARTNERS if kin in mine), None), mine.get("child")
    if partner and child and not has_standing(story, SELF) and _has_right(story, partner):
        story.edges.setdefault((child, partner), "child")


def _has_right(story: Story, who: str) -> bool:
    """Whether somebody can be joined by what is told: a Belgian or EU passport, a status or a card."""
    told = [f for f in story.facts.get(who, []) if not (f.get("negated") or f.get("question"))]
    passport = any(f["entity"] == "nationality" and nationality_group(f["value"]) == "eu" for f in told)
    return passport or any(f["entity"] in ("status", "card") for f in told)
