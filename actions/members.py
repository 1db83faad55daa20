"""Who of several people that want to come a message asks about: "en voor het kind van 19?"."""

import copy
import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker

from actions.corrections import takes_back
from actions.family import names_of
from actions.household import AGE, people
from actions.kinship import TOO_VAGUE, in_law
from actions.parts import part_of_topic
from actions.roles_facts import slot_of
from actions.state import Turn, asks_something, intent_of, is_button, requested_fact, text_of
from procedures import load_law
from procedures.countries import fold
from procedures.facts import UNKNOWN, WORDING_FACTS

Facts = dict[str, Any]
MOST_WORDS = 7
MOST_WORDS_OF_A_QUESTION = 12
# What a short "en voor mijn zoon?" may be taken for.
MAY_FOLLOW = ("inform", "find_procedure", "what_if", "affirm", "nlu_fallback")
PARTNERS = ("spouse", "equivalent_partner", "registered_partner", "de_facto_partner", "fiance")
_OF_AGE = re.compile(r"\b(?:die|degene|kind)\b.*\bvan (\d{1,2})\b")


def meant(tracker: Tracker) -> list[int]:
    """The places in `people` of those the message asks about; empty if it names nobody or tells something."""
    family = people(tracker)
    turn = Turn.of(tracker)
    if turn.about is not None:
        return [turn.about] if tracker.get_slot("advice") or asks_something(tracker) else []
    if len(family) < 2 or turn.changed or turn.family:
        return []
    if is_button(tracker):
        return [place for place in _pressed(tracker) if place < len(family)]
    if places := _named_as_on_button(tracker):
        return places
    if not _asks_about_somebody(tracker):
        return []
    named = persons(tracker)
    if not named:
        return _by_age(tracker, family) or _last_one(tracker)
    found = [matches(person, ages_of(person, tracker), family) for person in named]
    # Somebody who is not known yet is news, not a question about the family.
    return sorted({place for places in found for place in places}) if all(found) else []


def newcomers(tracker: Tracker) -> list[Facts]:
    """The others whom a message asks about or who come too: "en mijn zoon van 12 en mijn moeder?"."""
    family = people(tracker)
    named = [each for each in persons(tracker) if each["relation"] not in TOO_VAGUE]
    named = [each for each in named if each["relation"] not in PARTNERS or _may_have_partner(family)]
    if family[0].get("relation") in (None, UNKNOWN) or requested_fact(tracker) == "relation":
        return []
    new = [each for each in named if not matches(each, ages_of(each, tracker), family)]
    new = [each for each in new if not _is_sponsor(each, family[0])]
    if any(each["relation"] in PARTNERS for each in new):  # "zijn mama, mijn vrouw": one and the same
        new = [each for each in new if each["relation"] != "parent" or each.get("of") in ("self", "we")]
    if not new or (takes_back(_entities(tracker)) and not _says_missing(tracker)):
        return []
    if len(named) == 1 and not new[0].get("plural"):
        asked = tracker.get_slot("advice") and _asks_about_somebody(tracker)
        wanted = asked or _comes_too(new[0], tracker) or _says_missing(tracker)
    else:  # who is asked something may name others in the answer
        wanted = requested_fact(tracker) is None and _wants_them_too(tracker)
    return [facts for each in new for facts in _each_of(each, tracker)] if wanted else []


def _may_have_partner(family: list[Facts]) -> bool:
    """Whether a partner of the one in Belgium may be news: nobody of the family is one, nor writes."""
    known = {facts.get("relation") for facts in family}
    return not known & set(PARTNERS) and family[0].get("speaker") != "applicant"


def _says_missing(tracker: Tracker) -> bool:
    """Whether somebody is said to be missing: "mijn zoon staat niet in de lijst"."""
    return bool(set(_words(tracker)) & set(load_law().wording["words_of_missing"]))


def _wants_them_too(tracker: Tracker) -> bool:
    """Whether several are named as people who come, or who are asked about."""
    wording, words = load_law().wording, _words(tracker)
    starts = words[:1] and words[0] in wording["words_for_another_person"]
    comes = set(words) & set(wording["words_of_coming"]) and not takes_back(_entities(tracker))
    return bool(starts or comes or _says_missing(tracker))


def _each_of(person: Mapping[str, Any], tracker: Tracker) -> list[Facts]:
    """One or several with a name in common: "onze zoons van 6 en 11" are two."""
    ages, facts = ages_of(person, tracker), told_of(person, tracker)
    number = max(len(ages), person.get("count") or 1)
    aged = [{AGE: ages[at]} if at < len(ages) else {} for at in range(number)]
    return [{**{name: value for name, value in facts.items() if name != AGE}, **age} for age in aged]


def _comes_too(person: Mapping[str, Any], tracker: Tracker) -> bool:
    """Whether a message says or asks that somebody comes beside the others: "zijn moeder wil ook mee"."""
    wording, words = load_law().wording, set(_words(tracker))
    moves = [each for each in _entities(tracker) if each["entity"] == "move"]
    moves = [each for each in moves if each["role"] == person["role"] and each["value"] in ("come", "bring")]
    wishes = asks_something(tracker) and words & set(wording["words_of_wishes"])
    too = words & set(wording["words_of_coming_too"])
    return bool(too) and bool(moves or words & set(wording["words_of_coming_along"]) or wishes)


def _is_sponsor(person: Mapping[str, Any], first: Facts) -> bool:
    """Whether somebody who is named is, or may be, the one in Belgium."""
    if person["value"] == first.get("sponsor_noun"):
        return True
    inverse = {"child": "parent", "parent": "child"}.get(str(first.get("relation")))
    return first.get("speaker") != "sponsor" and person["relation"] == inverse


def told_of(person: Mapping[str, Any], tracker: Tracker) -> Facts:
    """What a message says of one who wants to come."""
    ages = ages_of(person, tracker)
    own = {
        each["entity"]: each["value"]
        for each in _entities(tracker)
        if each.get("role") == person["role"] and not each.get("negated") and not each.get("future")
    }
    found = {
        "relation": slot_of(person["relation"]),
        "applicant_noun": person["value"],
        "applicant_gender": person.get("gender"),
        "applicant_age": ages[0] if ages else None,
        "applicant_country": own.get("nationality"),
        "applicant_dependent": True if "dependent" in own else None,
        "applicant_location": own.get("location"),
    }
    if found["relation"] == "parent" and person.get("of") not in ("self", "we", None):
        found["applicant_noun"] = in_law(person)
    if found["relation"] not in [option.value for option in load_law().facts["relation"].options]:
        found["relation"] = "other_family"
    return {name: value for name, value in found.items() if value is not None}


def names_several(tracker: Tracker) -> bool:
    """Whether more than one person is asked about: "de kinderen", "mijn vrouw en mijn zoon"."""
    named = persons(tracker)
    return len(named) > 1 or any(each.get("plural") for each in named)


def as_person(tracker: Tracker, facts: Mapping[str, Any], advice: Mapping[str, Any] | None) -> Tracker:
    """The conversation as if only this person wanted to come."""
    alone = copy.copy(tracker)
    known = {"municipality": tracker.get_slot("municipality"), **facts, "advice": advice, "family": None}
    nothing = dict.fromkeys([*load_law().facts, *WORDING_FACTS])
    alone.slots = {**tracker.slots, **nothing, **known}
    return alone


def part_asked(tracker: Tracker) -> str | None:
    """The topic of the part that was asked for last in this conversation."""
    for event in reversed(tracker.events):
        intent = str(((event.get("parse_data") or {}).get("intent") or {}).get("name") or "")
        if event.get("event") == "user" and part_of_topic(intent.removeprefix("ask_")):
            return intent.removeprefix("ask_")
    return None


def _words(tracker: Tracker) -> list[str]:
    return re.findall(r"\w+", fold(text_of(tracker)))


def _entities(tracker: Tracker) -> list[dict[str, Any]]:
    return tracker.latest_message.get("entities") or []


def _pressed(tracker: Tracker) -> list[int]:
    values = [each["value"] for each in _entities(tracker) if each["entity"] == "member"]
    return [value for value in values if isinstance(value, int)]


def _named_as_on_button(tracker: Tracker) -> list[int]:
    """The place of whoever a button is about, typed by hand: "Papieren voor je kind (9 jaar)"."""
    said, papers = fold(text_of(tracker)).strip(" .!?"), load_law().wording["papers_for"]
    titles = [{fold(name), fold(papers.format(who=name))} for name in names_of(tracker)]
    return [place for place, either in enumerate(titles) if said in either][:1]


def _asks_about_somebody(tracker: Tracker) -> bool:
    """A question on a topic, or a short "en voor ...?"; no supposing, no correction."""
    words = _words(tracker)
    wording = load_law().wording
    if set(words) & set(wording["words_of_supposing"]) or takes_back(_entities(tracker)):
        return False
    if intent_of(tracker).startswith("ask_"):
        return True
    if intent_of(tracker) not in MAY_FOLLOW:
        return False
    tells = set(words) & set(wording["words_of_telling"]) and not asks_something(tracker)
    follows = bool(words) and words[0] in wording["words_for_another_person"]
    most = MOST_WORDS_OF_A_QUESTION if asks_something(tracker) else MOST_WORDS
    return follows and not tells and len(words) <= most


def persons(tracker: Tracker) -> list[dict[str, Any]]:
    """The relatives whom a message names."""
    return [each for each in _entities(tracker) if each["entity"] == "person" and each.get("relation")]


def ages_of(person: Mapping[str, Any], tracker: Tracker) -> list[int]:
    """The ages that a message tells of a relative."""
    said = [each for each in _entities(tracker) if each["entity"] == "age"]
    return [int(each["value"]) for each in said if each["role"] == person["role"]]


def matches(person: Mapping[str, Any], ages: list[int], family: list[Facts]) -> list[int]:
    """The places of those whom a mention of a relative fits."""
    relation = slot_of(person["relation"])
    relations = PARTNERS if person["relation"] in (*TOO_VAGUE, "spouse") else (relation,)
    fits = [
        place
        for place, facts in enumerate(family)
        if facts.get("relation") in relations
        and (not ages or facts.get("applicant_age") in (None, *ages))
        and _same_gender(person, facts)
    ]
    extreme = load_law().wording["words_for_age"].get(person["value"])
    return _extreme(extreme, fits, family) if extreme else fits


def _same_gender(person: Mapping[str, Any], facts: Facts) -> bool:
    known = facts.get("applicant_gender")
    return known is None or person.get("gender") in (None, known)


def _extreme(which: str, places: list[int], family: list[Facts]) -> list[int]:
    known = [place for place in places if isinstance(family[place].get("applicant_age"), int)]
    if not known:
        return []
    pick = max if which == "oldest" else min
    return [pick(known, key=lambda place: family[place]["applicant_age"])]


def _by_age(tracker: Tracker, family: list[Facts]) -> list[int]:
    """ "Die van 4", "de oudste": a child by its age."""
    text = fold(text_of(tracker))
    children = [place for place, facts in enumerate(family) if facts.get("relation") == "child"]
    for word, which in load_law().wording["words_for_age"].items():
        if re.search(rf"\b{word}\b", text):
            return _extreme(which, children, family)
    said = _OF_AGE.search(text)
    return [place for place in children if said and family[place].get("applicant_age") == int(said[1])]


def _last_one(tracker: Tracker) -> list[int]:
    """Who was answered about last, if the message points back: "en wat kost het voor hem?"."""
    last = tracker.get_slot("member")
    points_back = set(_words(tracker)) & set(load_law().wording["words_that_point_back"])
    return [last] if last is not None and points_back else []
