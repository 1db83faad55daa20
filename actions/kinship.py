"""The answer to what the applicant is of the person in Belgium: a word for a relative names the applicant."""

from collections.abc import Mapping
from typing import Any

from actions.roles_facts import slot_of
from procedures import load_law

MOST_WORDS = 5
# "Partner" alone doesn't say which of the kinds.
TOO_VAGUE = ("partner", "family", "ex")


def in_law(person: Mapping[str, Any]) -> str:
    """What the one in Belgium calls a parent of the partner: "schoonmoeder"."""
    noun = load_law().wording["nouns_of_in_laws"].get(person.get("gender"))
    return str(noun or person["value"])


def relation_named(text: str, entities: list[dict[str, Any]], speaker: str | None) -> dict[str, Any]:
    """What "de moeder", "zijn dochter" or "broer" says; nothing for "mijn moeder" or a story."""
    people = [each for each in entities if each["entity"] == "person" and each.get("relation")]
    words = text.casefold().split()
    if len(people) != 1 or len(words) > MOST_WORDS or set(words) & set(load_law().wording["words_for_mine"]):
        return {}
    person = people[0]
    if person["relation"] in TOO_VAGUE:
        return {}
    relation = slot_of(person["relation"])
    known = [option.value for option in load_law().facts["relation"].options]
    said = {"relation": relation if relation in known else "other_family"}
    if person.get("gender"):
        said["applicant_gender"] = person["gender"]
    if speaker in ("sponsor", "third_party"):
        said["applicant_noun"] = person["value"]
    return said
