"""Words for the form: asking a fact, taking over a correction, explaining what was not understood."""

import json
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.state import Turn, decision_of, facts_of, intent_of, is_web
from procedures import load_law
from procedures.countries import country_name
from procedures.facts import UNKNOWN, spoken
from procedures.model import Fact
from procedures.wording import Persons, fill

Button = dict[str, str]
DONT_KNOW = {"title": "Weet ik niet", "payload": "/dont_know"}


def introduce(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Says once, before anything else, what this program is and is not. A greeting says so itself."""
    if intent_of(tracker) != "greet" and not any(event.get("event") == "bot" for event in tracker.events):
        dispatcher.utter_message(response="utter_start")


def ask(dispatcher: CollectingDispatcher, tracker: Tracker, fact_id: str) -> None:
    """One question with its buttons, and how many questions are left at most."""
    facts = facts_of(tracker)
    fact = load_law().facts[fact_id]
    persons = Persons.of(facts, load_law())
    left = decision_of(facts).remaining
    asked_before = len(tracker.get_slot("asked") or []) > 1
    lead = _lead(left, asked_before)
    text = fill(spoken(fact.question, persons.speaker), persons)
    dispatcher.utter_message(text=f"{text} {lead}".strip(), buttons=buttons_for(fact, persons))
    if is_web(tracker):
        dispatcher.utter_message(json_message={"type": "progress", "remaining": left})


def _lead(left: int, asked_before: bool) -> str:
    if left > 4:
        return ""
    if left == 1:
        return "(Dit is de laatste vraag.)" if asked_before else "(Ik heb maar één vraag.)"
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
    changes = [
        f"{load_law().facts[name].label}: {value_in_words(name, facts.get(name), facts)}"
        for name in turn.corrected
    ]
    if changes:
        dispatcher.utter_message(text="Ik pas het aan: " + "; ".join(changes) + ".")
    if turn.dropped:
        labels = ", ".join(load_law().facts[name].label for name in turn.dropped)
        dispatcher.utter_message(text=f"Daardoor telt dit antwoord niet meer: {labels}.")


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
    """Explains the open question after an answer that did not fit; returns how many misses in a row."""
    misses = int(tracker.get_slot("misses") or 0) + 1
    fact = load_law().facts[requested]
    if misses >= 3:
        dispatcher.utter_message(response="utter_stuck", label=fact.label)
    elif misses == 2:
        dispatcher.utter_message(response=f"utter_explain_{fact.kind}")
    elif intent_of(tracker) in ("affirm", "deny"):
        dispatcher.utter_message(response="utter_not_yes_or_no")
    else:
        dispatcher.utter_message(response="utter_answer_not_understood")
    return misses
