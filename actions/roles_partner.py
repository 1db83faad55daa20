"""A partner told of twice: "ik ben getrouwd met een Belg. Mijn man woont in Oostende" is one person."""

from __future__ import annotations

from actions.roles_story import PARTNERS, SELF, Entity


def with_one_partner(entities: list[Entity]) -> list[Entity]:
    """The entities, with what is said of somebody the writer married said of the one husband or wife."""
    people = [entity for entity in entities if entity["entity"] == "person"]
    own = {p["role"]: p for p in people if p.get("of") == SELF and p.get("relation") in PARTNERS}
    strangers = {p["role"]: p for p in people if p.get("kind") == "anyone" and not p.get("relation")}
    wed = {
        bond["with"]
        for bond in entities
        if bond["entity"] == "bond" and bond["role"] == SELF and not bond.get("negated")
        if bond.get("with") in strangers and not bond.get("question")
    }
    if len(own) != 1 or len(wed) != 1:
        return entities
    (stranger,), (partner,) = wed, own
    genders = {strangers[stranger].get("gender"), own[partner].get("gender")} - {None}
    if len(genders) > 1 or strangers[stranger]["start"] > own[partner]["start"]:
        return entities
    kept = [entity for entity in entities if entity is not strangers[stranger]]
    named = ("role", "of", "with", "agent", "target", "host")
    return [
        {key: partner if key in named and value == stranger else value for key, value in entity.items()}
        for entity in kept
    ]
