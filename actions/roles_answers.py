"""What an answer means when only the question gives it meaning: "ja", "19", "die oranje", a button typed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from rapidfuzz import fuzz

from actions.answers_lived import lived_together_in_eu
from actions.answers_mentions import (
    OLDEST,
    SHORT_ANSWER,
    Mention,
    ages,
    lately,
    letters,
    months,
    only_year,
    some_years,
    sort_out,
)
from actions.answers_phrases import is_supposed, is_unknown, phrase_value, plain, takes_back_in_words
from actions.corrections import sponsor_status_of
from actions.roles_facts import slot_of, sponsor_slots
from actions.roles_story import SELF
from procedures.countries import fold

Entity = dict[str, Any]
Slots = dict[str, Any]
BOOLEAN_SLOTS = (
    "sponsor_free_movement",
    "applicant_dependent",
    "applicant_disabled",
    "applicant_unmarried",
    "bond_before_visa_expiry",
    "exceptional_circumstances",
)
AGE_SLOTS = ("applicant_age", "sponsor_age")
ORDINALS = {
    "eerste": 0,
    "1ste": 0,
    "1e": 0,
    "bovenste": 0,
    "tweede": 1,
    "2de": 1,
    "2e": 1,
    "derde": 2,
    "3de": 2,
    "vierde": 3,
    "vijfde": 4,
    "zesde": 5,
    "laatste": -1,
    "onderste": -1,
}
TITLE_MATCH = 88


def answer_to_question(text: str, entities: list[Entity], requested: str, context: Slots) -> Slots:
    """The requested slot's value, from a message that is no full sentence. Empty when it is no answer."""
    in_words = _in_words(text, entities, requested, context)
    for value in (in_words, *_from_entities(entities, requested, context)):
        if value is not None:
            return value if isinstance(value, dict) else {requested: value}
    return {requested: "unknown"} if requested != "municipality" and is_unknown(text) else {}


def _from_entities(entities: list[Entity], requested: str, context: Slots) -> Iterator[Any]:
    for reader in (_don_t_know, _yes_no, _age, _card, _country, _place, _date, _status):
        yield reader(entities, requested, context)


def _in_words(text: str, entities: list[Entity], requested: str, context: Slots) -> Any:
    """What the words say where the mentions alone would say nothing, or the wrong thing."""
    if is_supposed(text) or _don_t_know(entities, requested, context):
        return None
    if requested in AGE_SLOTS:
        return _age_in_words(text)
    if requested == "applicant_country" and _country_put_right(text, entities):
        return _country_put_right(text, entities)
    if requested == "sponsor_card":
        named, _ = sort_out(text, letters(text))
        return _card_slots(named[0]) if len(named) == 1 and not _of(entities, "card") else None
    if requested == "sponsor_free_movement" and lived_together_in_eu(text, entities):
        return True
    if requested == "sponsor_residence_since" and lately(text):
        return "from_2025_08_18"
    if requested == "sponsor_residence_since" and not _of(entities, "date"):
        return only_year(text) or some_years(text) or phrase_value(requested, text)
    if requested == "sponsor_status" and re.search(r"\b(?:paspoort|pas|nationaliteit)\b", plain(text)):
        countries = {entity["value"] for entity in _of(entities, "country", "nationality")}
        return sponsor_status_of(countries.pop()) if len(countries) == 1 else None
    if requested == "applicant_location" and context.get("speaker") != "sponsor":
        return None
    if requested == "relation" and (kin := _kin_named(text, entities, context)):
        return kin
    return phrase_value(requested, text)


def _age_in_words(text: str) -> int | None:
    """Months, and the number that is left when another was taken back."""
    counted = months(text)
    if counted is not None:
        almost = re.search(r"\b(?:bijna|net geen)\b", plain(text)) and counted % 12 == 0 and counted
        return (counted - 1 if almost else counted) // 12
    right, wrong = sort_out(text, ages(text))
    said_again = (
        wrong or takes_back_in_words(text) or re.search(r"\b(?:richting|rond|in|tegen) de\b", text.lower())
    )
    return int(right[0]) if len(right) == 1 and said_again else None


def _country_put_right(text: str, entities: list[Entity]) -> str | None:
    """The Togo of "Ghana. Of nee, Togo": what is left when another country was taken back."""
    found = {e["start"]: Mention(e["start"], e["end"], e["value"]) for e in _of(entities, "country")}
    right, wrong = sort_out(text, list(found.values()))
    return str(right[0]) if wrong and right else None


def _kin_named(text: str, entities: list[Entity], context: Slots) -> str | None:
    """ "De moeder", "het is zijn dochter": what the applicant is, where not of the one who speaks."""
    owner = "de|het" if context.get("speaker") == "sponsor" else "de|het|zijn|haar|hun|z n"
    opening = "ik ben|hij is|zij is|ze is|het is|dat is|tis|t is|het gaat om|het gaat over|over|voor"
    found = re.fullmatch(
        rf"(?:(?:{opening}) )?({owner}) (\w+)(?: van (?:de|het) \w+)?[ .!]*", plain(text).strip()
    )
    people = [person for person in _of(entities, "person") if found and fold(person["value"]) == found[2]]
    relation = people[0].get("relation") if people else None
    if found and relation in ("spouse", "partner") and found[1] in ("de", "het"):
        return None  # "de man" is any man
    return slot_of(relation) if relation else None


def _card_slots(card: str) -> Slots:
    return {**sponsor_slots([{"entity": "card", "value": card}], [], {}), "sponsor_card": card}


def button_pressed(text: str, context: Slots) -> Slots:
    """The facts of the button that the text is the title of, or points at."""
    return _button(text, context.get("buttons") or [], str(context.get("requested_slot")))


def _of(entities: list[Entity], *kinds: str) -> list[Entity]:
    return [entity for entity in entities if entity["entity"] in kinds]


def _don_t_know(entities: list[Entity], requested: str, context: Slots) -> Any:
    unsure = any(entity["value"] == "unknown" for entity in _of(entities, "answer"))
    return "unknown" if unsure else None


def _yes_no(entities: list[Entity], requested: str, context: Slots) -> Any:
    if requested not in BOOLEAN_SLOTS:
        return None
    answers = _of(entities, "answer")
    if not answers or (answers[0]["at"] and answers[0]["message_length"] > SHORT_ANSWER):
        return None
    beginning = [answers[0]]
    for answer in answers[1:]:
        if answer["at"] - beginning[-1]["at"] <= 2:  # "ja, nee, ..."
            beginning.append(answer)
    return beginning[-1]["value"] == "yes"


def _age(entities: list[Entity], requested: str, context: Slots) -> Any:
    found = sorted(_of(entities, "age", "number"), key=lambda entity: entity["start"])
    found = [entity for entity in found if int(entity["value"]) < OLDEST] or _of(entities, "born")
    if requested not in AGE_SLOTS or not found:
        return None
    put_right = _of(entities, "correction") or any(entity.get("negated") for entity in found)
    return int(found[-1 if put_right else 0]["value"])


def _card(entities: list[Entity], requested: str, context: Slots) -> Any:
    if requested not in ("sponsor_card", "sponsor_status"):
        return None
    found = _of(entities, "card", "letter")
    if not found:
        return None
    card = {**found[-1], "entity": "card"}
    return (
        sponsor_slots([card], [], {})
        if requested == "sponsor_status"
        else {**sponsor_slots([card], [], {}), "sponsor_card": card["value"]}
    )


def _country(entities: list[Entity], requested: str, context: Slots) -> Any:
    if requested not in ("applicant_country", "partnership_country"):
        return None
    found = [
        e for e in _of(entities, "nationality", "country", "partnership_country") if not e.get("negated")
    ]
    if requested == "applicant_country":  # "ik ben degene die naar België wil komen"
        found = [e for e in found if (e["entity"], e["value"]) != ("country", "BE")]
    if _of(entities, "lived_in_eu"):
        found = [e for e in found if e["entity"] != "country"]  # where they lived before
    abroad = requested == "applicant_country"
    of_sponsor = {"applicant": ("he", "she"), "sponsor": (SELF,)}.get(str(context.get("speaker")), ())
    if abroad and any(e.get("role") in of_sponsor for e in found if e["entity"] == "nationality"):
        return None
    moved = [e["value"] for e in _of(entities, "location") if e["value"] == context.get("applicant_location")]
    places = {e["start"] for e in _of(entities, "location")}
    if places and not moved and context.get("applicant_location"):
        found = [e for e in found if e["start"] not in places]  # the place is put right, no nationality told
    else:
        found += [
            e for e in _of(entities, "location") if e.get("country") and not (abroad and e["country"] == "BE")
        ]
    value = found[0].get("country") or found[0]["value"] if found else None
    return value


def _place(entities: list[Entity], requested: str, context: Slots) -> Any:
    if requested == "municipality":
        found = _of(entities, "municipality")
        found = found or [e for e in _of(entities, "town") if e["message_length"] <= SHORT_ANSWER]
        return found[-1]["value"] if found else None
    if requested != "applicant_location":
        return None
    nations = [entity for entity in _of(entities, "country") if context.get("applicant_country")]
    exchanged = any(entity["value"] == context.get("applicant_country") for entity in nations[:-1])
    if nations and not _of(entities, "location") and (exchanged or _of(entities, "correction")):
        return None
    places = _of(entities, "location", "country", "municipality")
    if context.get("speaker") == "sponsor" and _of(entities, "date"):
        # "Ik woon hier al van 2015" is not where the child is.
        places = [e for e in places if (e["entity"], e.get("role")) != ("location", SELF)]
    for entity in reversed(places):
        if entity["entity"] == "location":
            return entity["value"]
        return "belgium" if entity["entity"] == "municipality" or entity["value"] == "BE" else "abroad"
    return None


def _date(entities: list[Entity], requested: str, context: Slots) -> Any:
    found = _of(entities, "date")
    return found[-1]["value"] if requested == "sponsor_residence_since" and found else None


def _status(entities: list[Entity], requested: str, context: Slots) -> Any:
    if requested == "sponsor_status":
        return sponsor_slots(_of(entities, "nationality", "status", "residence"), [], {}) or None
    if requested == "applicant_residence":
        found = [e for e in _of(entities, "residence") if e["value"] not in ("tourist", "visa_denied")]
        limited = [e for e in _of(entities, "card", "letter") if e["value"] in ("A", "H")] or _of(
            entities, "studies"
        )
        return found[-1]["value"] if found else "limited_card" if limited else None
    return None


# --- buttons --------------------------------------------------------------------------------------------


def _button(text: str, buttons: list[dict[str, Any]], requested: str) -> Slots:
    """The facts of the button whose title was typed, or that was pointed at ("die eerste", "die oranje")."""
    said = re.sub(r"[^\w+ ]", " ", fold(text)).split()
    if not said or not buttons:
        return {}
    titles = [re.sub(r"[^\w+ ]", " ", fold(str(button.get("title", "")))).split() for button in buttons]
    scores = [fuzz.ratio(" ".join(said), " ".join(title)) for title in titles]
    best = max(range(len(buttons)), key=lambda number: scores[number])
    if scores[best] >= TITLE_MATCH:
        return _payload(buttons[best], requested)
    if len(said) <= SHORT_ANSWER:
        ordinal = next((ORDINALS[word] for word in said if word in ORDINALS), None)
        if ordinal is not None and -1 <= ordinal < len(buttons):
            return _payload(buttons[ordinal], requested)
        words = [word for word in said if len(word) > 3]
        pointed = [number for number, title in enumerate(titles) if any(word in title for word in words)]
        if len(pointed) == 1 and said[0] in ("die", "de", "het", "dat", "een", "optie"):
            return _payload(buttons[pointed[0]], requested)
    return {}


def _payload(button: dict[str, Any], requested: str) -> Slots:
    payload = button.get("payload", button.get("value"))
    if isinstance(payload, str) and payload.startswith("/"):
        found = re.search(r"\{.*\}", payload)
        return dict(json.loads(found[0])) if found else {}
    return {requested: payload} if payload is not None else {}
