"""A partner told of twice: "ik ben getrouwd met een Belg. Mijn man woont in Oostende" is one person."""

from __future__ import annotations

from actions.roles_story import PARTNERS, SELF, Entity


def with_one_partner(entities: list[Entity]) -> list[Entity]:
    """The entities, with what is said of somebody the writer or client married said of the one partner."""
    entities = _with_wed_young(entities)
    people = [entity for entity in entities if entity["entity"] == "person"]
    outsiders = ("anyone", "client")
    strangers = {p["role"]: p for p in people if p.get("kind") in outsiders and not p.get("relation")}
    wed = {
        (bond["role"], bond["with"])
        for bond in entities
        if bond["entity"] == "bond" and not bond.get("negated")
        if bond["role"] == SELF or bond["role"] in strangers
        if bond.get("with") in strangers and not bond.get("question")
    }
    if len(wed) != 1:
        return entities
    ((who, stranger),) = wed
    whose = (SELF,) if who == SELF else (who, None)  # a note's "de echtgenoot verblijft te Minsk"
    own = {p["role"]: p for p in people if p.get("of") in whose and p.get("relation") in PARTNERS}
    if len(own) != 1:
        return entities
    (partner,) = own
    genders = {strangers[stranger].get("gender"), own[partner].get("gender")} - {None}
    if len(genders) > 1 or strangers[stranger]["start"] > own[partner]["start"]:
        return entities
    kept = [entity for entity in entities if entity is not strangers[stranger]]
    named = ("role", "of", "with", "agent", "target", "host")
    return [
        {key: partner if key in named and value == stranger else value for key, value in entity.items()}
        for entity in kept
    ]


def _with_wed_young(entities: list[Entity]) -> list[Entity]:
    """The entities, with the girl of "gehuwd met een meisje van 17" as the wife and not as a child."""
    wed = {
        (bond["role"], bond["with"])
        for bond in entities
        if bond["entity"] == "bond" and bond["value"] == "married" and bond.get("with")
        if not (bond.get("negated") or bond.get("question"))
    }
    return [
        {**each, "relation": "spouse"}
        if each["entity"] == "person"
        and (each.get("of"), each["role"]) in wed
        and each["relation"] == "child"
        else each
        for each in entities
    ]
