"""Words for the form: asking a fact, taking over a correction, explaining what was not understood."""

import json
from collections.abc import Mapping
from typing import Any

import msgspec
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.children import wants_ages
from actions.household import AGE, next_question, people, persons_at
from actions.roles_facts import PROTECTION
from actions.state import Turn, facts_of, intent_of, is_web, text_of
from procedures import load_law
from procedures.countries import country_name
from procedures.facts import UNKNOWN, spoken
from procedures.model import Fact
from procedures.wording import Persons, fill

Button = dict[str, str]
DONT_KNOW = {"title": "Weet ik niet", "payload": "/dont_know"}
EMERGENCIES = (
    "emergency_suicide",
    "emergency_exploitation",
    "emergency_violence",
    "emergency_expulsion",
)
WHO_IS_WHO = ("relation", "speaker")
# After so many answers that did not fit, the form goes on without one.
MOST_MISSES = 3
# More questions than this are not counted down: the number would only frighten.
MOST_COUNTED = 4


def introduce(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Says once what this program is and is not: before anything else, but after help in an emergency."""
    if intent_of(tracker) not in ("greet", "bot_challenge", *EMERGENCIES):
        say_what_i_am(dispatcher, tracker)


def say_what_i_am(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """The introduction, if this conversation has no message of the bot yet."""
    if is_first(tracker):
        dispatcher.utter_message(response="utter_start")


def is_first(tracker: Tracker) -> bool:
    """Whether the bot has said nothing yet; not so after "opnieuw"."""
    return not tracker.get_slot("introduced") and not any(
        event.get("event") == "bot" for event in tracker.events
    )


def ask(dispatcher: CollectingDispatcher, tracker: Tracker, fact_id: str, again: bool = False) -> None:
    """One question with its buttons, and how many are left at most; `again` after an interruption."""
    facts = facts_of(tracker)
    fact = load_law().facts[fact_id]
    asked = next_question(facts, tracker.get_slot("family") or [])
    place, left = (asked.place, asked.left) if asked else (0, 0)
    persons = persons_at(place, people(tracker))
    question = fill(spoken(fact.question, persons.speaker), persons)
    if fact_id == AGE and wants_ages(tracker):
        question = load_law().wording["ages_of_children"][persons.speaker]
    if fact_id == "sponsor_status" and has_some_protection(tracker):
        either = load_law().wording["which_protection"]
        question = fill(either["question"][persons.speaker], persons)
        fact = only_options(fact, either["values"])
    if again:
        text = f"Dan terug naar mijn vraag: {question[:1].lower()}{question[1:]}"
    else:
        text = f"{question} {_progress(left, len(tracker.get_slot('asked') or []) > 1)}".strip()
    dispatcher.utter_message(text=text, buttons=buttons_for(fact, persons))
    if is_web(tracker):
        dispatcher.utter_message(json_message={"type": "progress", "remaining": left})


def has_some_protection(tracker: Tracker) -> bool:
    """Whether "bescherming" was told of in this conversation, and not which of the two kinds."""
    messages = [event for event in tracker.events if event.get("event") == "user"]
    told = [each for one in messages for each in (one.get("parse_data") or {}).get("entities") or []]
    statuses = {each["value"] for each in told if each["entity"] == "status" and not each.get("negated")}
    return PROTECTION in statuses


def only_options(fact: Fact, values: list[str]) -> Fact:
    """A fact with only these of its options."""
    return msgspec.structs.replace(fact, options=[each for each in fact.options if each.value in values])


def _progress(left: int, asked_before: bool) -> str:
    if left > MOST_COUNTED:
        return ""
    if left == 1:
        return "(Dit is de laatste vraag.)" if asked_before else "(Meer hoef ik niet te weten.)"
    return f"(Nog hoogstens {left} vragen.)"


def buttons_for(fact: Fact, persons: Persons) -> list[Button]:
    """The answers to choose from, "weet ik niet" last; none but that for a country or an age."""
    shown = [] if fact.asks else [option for option in fact.options if not option.hidden]
    buttons = [
        {
            "title": fill(spoken(option.title, persons.speaker), persons),
            "payload": "/inform" + json.dumps({fact.id: option.value}),
        }
        for option in shown
    ]
    return [*buttons, DONT_KNOW]


def acknowledge(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> None:
    """Says which facts were changed, and which answers fell away with them."""
    facts = facts_of(tracker)
    changes = [f"{told_as(name, facts.get(name), facts)}." for name in turn.corrected]
    if changes:
        dispatcher.utter_message(response="utter_corrected", changes=" ".join(changes))
    if turn.dropped:
        labels = ", ".join(label_of(name, facts) for name in turn.dropped)
        dispatcher.utter_message(response="utter_dropped", labels=labels)


def label_of(name: str, facts: Mapping[str, Any]) -> str:
    """What a fact is called for who is typing: "het verblijf van je man", "jouw verblijf"."""
    law = load_law()
    if name not in law.wording["labels"]:
        return law.facts[name].label
    persons = Persons.of(facts, law)
    return fill(law.wording["labels"][name][persons.speaker], persons)


def told_as(name: str, value: Any, facts: Mapping[str, Any]) -> str:
    """A fact as one line of an overview: "De leeftijd van je kind: 19 jaar"."""
    label = label_of(name, facts)
    return f"{capital(label)}: {value_in_words(name, value, facts)}"


def capital(text: str) -> str:
    """The text with a capital at its start, for the start of a line."""
    return text[:1].upper() + text[1:]


def value_in_words(name: str, value: Any, facts: Mapping[str, Any]) -> str:
    """A fact's value as a person says it: "19 jaar", "Marokko", "In het buitenland"."""
    fact = load_law().facts[name]
    persons = Persons.of(facts, load_law())
    if value is None or value == UNKNOWN:
        return "weet je niet"
    if fact.kind == "country":
        return country_name(value)
    if fact.kind == "age":
        return f"{value} jaar"
    for option in fact.options:
        if option.value == value and type(option.value) is type(value):
            return fill(spoken(option.title, persons.speaker), persons)
    return str(value)


def not_understood(dispatcher: CollectingDispatcher, tracker: Tracker, requested: str) -> int:
    """Explains the open question after an answer that did not fit; returns how many misses in a row.

    After the last one the caller goes on without an answer.
    """
    misses = int(tracker.get_slot("misses") or 0) + 1
    fact = load_law().facts[requested]
    if misses >= MOST_MISSES:
        label = label_of(requested, facts_of(tracker))
        dispatcher.utter_message(response="utter_stuck", label=label)
    elif misses == MOST_MISSES - 1:
        dispatcher.utter_message(response=f"utter_explain_{fact.kind}")
    elif not has_words(tracker):
        dispatcher.utter_message(response="utter_no_words")
    elif requested not in WHO_IS_WHO and _tells_of_somebody(tracker):
        dispatcher.utter_message(response="utter_question_still_open")
    elif intent_of(tracker) in ("affirm", "deny"):
        dispatcher.utter_message(response="utter_not_yes_or_no")
    else:
        dispatcher.utter_message(response="utter_answer_not_understood")
    return misses


def has_words(tracker: Tracker) -> bool:
    """Whether the message holds a letter or a number at all: not only emoji or signs."""
    return any(sign.isalnum() for sign in text_of(tracker))


def _tells_of_somebody(tracker: Tracker) -> bool:
    """Whether a message tells something that was known or that nobody asked: "wij zijn toch getrouwd"."""
    told = {each["entity"] for each in tracker.latest_message.get("entities") or []}
    return intent_of(tracker) in ("inform", "affirm") and bool(told & {"bond", "person"})


def buttons_of(requested: str | None) -> list[dict[str, Any]]:
    """The buttons under the question for this fact: title, and the value it stands for."""
    fact = load_law().facts.get(requested or "")
    if fact is None or fact.asks:
        return []
    return [
        {"title": title, "value": option.value}
        for option in fact.options
        for title in (
            [option.title] if isinstance(option.title, str) else dict.fromkeys(_titles(option.title))
        )
    ]


def _titles(title: Any) -> list[str]:
    return [title.applicant, title.sponsor, title.third_party]
