"""Corrections in a few words: which known fact gets another value ("niet L maar F", "*21", "36 ipv 63")."""

from __future__ import annotations

import re
from typing import Any

from actions.answers_mentions import Mention, ages, letters, sort_out
from actions.answers_phrases import denies, is_supposed, phrase_value, plain, takes_back_in_words
from actions.roles_facts import slot_of, sponsor_slots
from actions.roles_story import INVERSE

Entity = dict[str, Any]
Slots = dict[str, Any]
AGE_SLOTS = ("applicant_age", "sponsor_age")
BOND = "bond_before_visa_expiry"
COUNTRY_SLOTS = ("applicant_country", "partnership_country")
PHRASED = (
    "applicant_dependent",
    "applicant_disabled",
    "applicant_unmarried",
    "bond_before_visa_expiry",
    "exceptional_circumstances",
    "sponsor_free_movement",
    "applicant_location",
    "applicant_residence",
)


def put_right(text: str, entities: list[Entity], context: Slots, said: Slots) -> Slots:
    """The known facts that the message gives another value, beside what was read of it (`said`)."""
    if is_supposed(text):
        return {}
    known = {slot: value for slot, value in context.items() if value not in (None, "unknown")}
    read = {slot for slot, value in said.items() if slot in known and known[slot] != value}
    cue = takes_back_in_words(text)
    slots: Slots = {}
    for reader in READERS:
        slots.update(reader(text, entities, known, cue))
    return {slot: value for slot, value in slots.items() if slot not in read or value == known.get(slot)}


def _chosen(text: str, mentions: list[Mention], known: Any, cue: bool) -> Any:
    """The one value that takes the place of the known one; None where that is not sure."""
    right, wrong = sort_out(text, mentions)
    right = [value for value in right if value != known] if len(right) > 1 else right
    if len(right) != 1 or right[0] == known or not (wrong or cue):
        return None
    return None if wrong and known not in wrong else right[0]


def _age(text: str, entities: list[Entity], known: Slots, cue: bool) -> Slots:
    slots = [slot for slot in AGE_SLOTS if isinstance(known.get(slot), int)]
    mentions = ages(text)
    _, wrong = sort_out(text, mentions)
    named = [slot for slot in slots if known[slot] in wrong] or slots
    if len(named) != 1 or (known.get("requested_slot") in AGE_SLOTS and not wrong):
        return {}
    slot = named[0]
    own = re.search(r"\b(?:ik ben|ik word|mijn eigen|ikzelf|mijn leeftijd)\b", plain(text))
    if own and not slot.startswith(str(known.get("speaker"))):
        return {}
    value = _chosen(text, mentions, known[slot], cue)
    return {} if value is None else {slot: value}


def _card(text: str, entities: list[Entity], known: Slots, cue: bool) -> Slots:
    if "sponsor_card" not in known or known.get("requested_slot") == "sponsor_card":
        return {}
    card = _chosen(text, letters(text), known["sponsor_card"], cue or " op staat" in text.lower())
    if not card:
        return {}
    return {**sponsor_slots([{"entity": "card", "value": card}], [], {}), "sponsor_card": card}


def _country(text: str, entities: list[Entity], known: Slots, cue: bool) -> Slots:
    found = [
        Mention(entity["start"], entity["end"], entity["value"])
        for entity in entities
        if entity["entity"] in ("country", "nationality")
        and not re.search(r"\b(?:in|naar|bij)\s+$", text[: entity["start"]].lower())
    ]
    mentions = list({mention.start: mention for mention in found}.values())
    _, wrong = sort_out(text, mentions)
    for slot in COUNTRY_SLOTS:
        if known.get(slot) in wrong:
            value = _chosen(text, mentions, known[slot], cue)
            return {slot: value} if value else {}
    return {}


def _relation(text: str, entities: list[Entity], known: Slots, cue: bool) -> Slots:
    if "relation" not in known or known.get("speaker") not in ("applicant", "sponsor"):
        return {}
    mentions = []
    for person in entities:
        if person["entity"] == "person" and person.get("relation") and person.get("of") in (None, "self"):
            link = person["relation"]
            link = link if known["speaker"] == "sponsor" else INVERSE.get(link, link)
            mentions.append(Mention(person["start"], person["end"], slot_of(link)))
    _, wrong = sort_out(text, mentions)
    value = _chosen(text, mentions, known["relation"], cue) if wrong else None
    return {"relation": value} if value else {}


def _municipality(text: str, entities: list[Entity], known: Slots, cue: bool) -> Slots:
    codes = [Mention(found.start(), found.end(), found[0]) for found in re.finditer(r"\b[1-9]\d{3}\b", text)]
    if "municipality" not in known:
        return {}
    towns = [
        Mention(each["start"], each["end"], each["value"]) for each in entities if each["entity"] == "town"
    ]
    named = codes if str(known["municipality"]).isdigit() else towns
    value = _chosen(text, named, known["municipality"], cue)
    if value is None:
        return {}
    unchanged = {slot: known[slot] for slot in ("applicant_location",) if slot in known}
    return {**unchanged, "municipality": value}


def _date(text: str, entities: list[Entity], known: Slots, cue: bool) -> Slots:
    if "sponsor_residence_since" not in known or known.get("requested_slot") == "sponsor_residence_since":
        return {}
    dates = [
        Mention(entity["start"], entity["end"], entity["value"])
        for entity in entities
        if entity["entity"] == "date"
    ]
    years = [
        Mention(found.start(), found.end(), "before_2025_08_18" if found[0] < "2025" else "from_2025_08_18")
        for found in re.finditer(r"\b(?:19[5-9]\d|20[0-4]\d)\b", text)
    ]
    right, wrong = sort_out(text, years if len(years) > 1 and len(dates) != 1 else dates)
    right = right if len(right) == 1 else []
    denied = re.search(r"\b(?:niet|geen|ipv)\b[^,.;]*\b(?:\d{4}|[a-z]{3,})\b", plain(text))
    return {"sponsor_residence_since": right[0]} if right and (cue or wrong or denied) else {}


def _status(text: str, entities: list[Entity], known: Slots, cue: bool) -> Slots:
    """ "Hij heeft hier geen papieren": of whom that is said follows from who is speaking."""
    found = re.search(r"\b(hij|zij|ze|ik)\b(?: \w+){0,4} (?:geen|gene) papieren\b(?! meer)", plain(text))
    if not found or not cue or known.get("speaker") not in ("applicant", "sponsor"):
        return {}
    of_sponsor = (found[1] == "ik") == (known["speaker"] == "sponsor")
    return {"sponsor_status": "no_residence"} if of_sponsor and "sponsor_status" in known else {}


def _speaker(text: str, entities: list[Entity], known: Slots, cue: bool) -> Slots:
    if "speaker" not in known:
        return _introduced(text, entities) if known.get("requested_slot") == "relation" else {}
    speaker = phrase_value("speaker", text)
    if speaker in (None, known["speaker"]) or not (cue or denies(text)):
        return {}
    people = [each for each in entities if each["entity"] == "person" and each.get("of") == "self"]
    slots = {"speaker": speaker}
    if speaker != "third_party" and len(people) == 1 and people[0].get("relation"):
        link = people[0]["relation"]
        link = link if speaker == "sponsor" else INVERSE.get(link, link)
        slots["relation"] = slot_of(link)
    return {slot: value for slot, value in slots.items() if value}


def _introduced(text: str, entities: list[Entity]) -> Slots:
    """ "Ik ben haar man", asked what the applicant is to the other: the speaker is the applicant."""
    people = [entity for entity in entities if entity["entity"] == "person" and entity.get("relation")]
    if len(people) > 1 or not re.match(r"ik ben (?:haar|zijn|hun) \w+[ .!]*$", plain(text)):
        return {}
    relation = slot_of(people[0]["relation"]) if people else None
    return {"speaker": "applicant", "relation": relation} if relation else {}


def _phrased(text: str, entities: list[Entity], known: Slots, cue: bool) -> Slots:
    """Facts that are put right in words: "toch wel een eigen pensioen", "nee wacht, na het visum"."""
    slots: Slots = {}
    if known.get("requested_slot") == BOND and phrase_value(BOND, text) is not None:
        return _stay_at_the_wedding(known)
    for slot in PHRASED:
        if slot not in known or known.get("requested_slot") == slot or not cue:
            continue
        value = phrase_value(slot, text)
        if slot == "applicant_location" and known.get("speaker") != "sponsor":
            continue
        if value is not None and value != known[slot]:
            slots[slot] = value
    return {**slots, **_stay_at_the_wedding(known)} if BOND in slots else slots


def _stay_at_the_wedding(known: Slots) -> Slots:
    """ "Het visum was toen vervallen" tells when they married, not what stay there is now."""
    return {slot: known[slot] for slot in ("applicant_residence", "sponsor_status") if slot in known}


READERS = (_age, _card, _country, _relation, _municipality, _date, _status, _speaker, _phrased)
