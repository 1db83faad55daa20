"""Who died or is an ex, and who is left with a stay through somebody who died."""

from __future__ import annotations

from actions.roles_story import CARD_WEIGHT, PARTNERS, SELF, Pair, Story


def is_gone(story: Story, person: str) -> bool:
    """An ex, somebody who died or who "komt niet mee" is neither applicant nor sponsor."""
    left = any(fact["entity"] == "left_out" for fact in story.facts.get(person, []))
    if left and story.people.get(person, {}).get("relation") not in PARTNERS:
        return True
    died = any(fact["entity"] == "deceased" for fact in story.facts.get(person, []))
    return died or story.people.get(person, {}).get("relation") == "ex"


def bereaved(story: Story) -> Pair | None:
    """The speaker and the partner who died, through whom the stay was got; not who brings others over."""
    own = [edge for edge, relation in story.edges.items() if edge[1] == SELF and relation in PARTNERS]
    dead = [one for one, _ in own if is_gone(story, one)]
    if len(own) != 1 or len(dead) != 1 or story.moved or _has_own_right(story):
        return None
    away = any(
        fact["entity"] == "location" and fact["value"] == "abroad"
        for who, facts in story.facts.items()
        for fact in facts
        if who not in (SELF, dead[0])
    )
    others = [who for who in story.people if who != dead[0] and not is_gone(story, who)]
    if any(story.standing[who] >= CARD_WEIGHT for who in others):
        return None  # "mijn zoon is Belg en 4 jaar": there is somebody to be joined
    through = story.standing[dead[0]] >= CARD_WEIGHT or "F" in _cards(story, SELF)
    return Pair(SELF, dead[0], story.edges[own[0]], 0) if through and not away else None


def of_dead_sponsor(story: Story) -> Pair | None:
    """The widower of a note's "de sponsor is overleden, haar man heeft een F-kaart": still through her."""
    dead = [who for who, one in story.people.items() if one.get("term") == "sponsor" and is_gone(story, who)]
    left = [(one, link) for (one, other), link in story.edges.items() if [other] == dead and link in PARTNERS]
    return Pair(left[0][0], dead[0], left[0][1], 0) if len(left) == 1 and not story.moved else None


def _cards(story: Story, who: str) -> set[str]:
    return {fact["value"] for fact in story.facts.get(who, []) if fact["entity"] == "card"}


def _has_own_right(story: Story) -> bool:
    """Whether the speaker has a right that does not come from a member of the family."""
    of_family = "F" in _cards(story, SELF) and story.standing[SELF] <= CARD_WEIGHT
    return story.standing[SELF] > 0 and not of_family
