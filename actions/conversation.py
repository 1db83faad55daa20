"""Interruptions, handled once: the same answers inside the form and outside it."""

from collections.abc import Callable
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import answers
from actions.say import Button, value_in_words
from actions.state import (
    Turn,
    confidence_of,
    decision_of,
    facts_of,
    forget_everything,
    intent_of,
    requested_fact,
)
from municipalities import municipality
from procedures import FactError, load_law
from procedures.facts import WORDING_FACTS, spoken
from procedures.wording import Persons, fill

Events = list[dict[str, Any]]
# Messages with which a person tells or confirms something: the form reads them.
TELLING = ("inform", "find_procedure", "affirm", "deny", "dont_know", "nlu_fallback")
SURE = 0.8


def interrupts(tracker: Tracker, turn: Turn) -> bool:
    """Whether the message asks for something else than going on with the questions."""
    intent = intent_of(tracker)
    if intent in TELLING:
        return False
    answered = requested_fact(tracker) in turn.changed
    is_question = "?" in (tracker.latest_message.get("text") or "")
    return not answered or (intent.startswith("ask_") and (is_question or confidence_of(tracker) >= SURE))


def interrupt(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    """Answers the message and returns slot events; the form then asks its open question again."""
    intent = intent_of(tracker)
    handler = _HANDLERS.get(intent)
    if handler is not None:
        return handler(dispatcher, tracker, turn)
    topic = intent.removeprefix("ask_")
    if intent.startswith("ask_") and topic in load_law().topics:
        answers.tell_topic(dispatcher, tracker, topic)
        return []
    dispatcher.utter_message(response=f"utter_{intent}")
    return []


def _why(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    fact = load_law().facts.get(requested_fact(tracker) or "")
    if fact is None:
        dispatcher.utter_message(response="utter_why_general")
        return []
    persons = Persons.of(facts_of(tracker), load_law())
    article = f" ({fact.article})" if fact.article else ""
    source = load_law().sources[fact.sources[0]]
    why = fill(spoken(fact.why, persons.speaker), persons)
    dispatcher.utter_message(text=f"{why}{article}\nBron: {source.title}: {source.address}")
    return []


def _overview(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    facts = facts_of(tracker)
    lines = [
        f"- {load_law().facts[name].label}: {value_in_words(name, value, facts)}"
        for name, value in facts.items()
        if name not in WORDING_FACTS and name != "speaker"
    ]
    if lines:
        dispatcher.utter_message(response="utter_overview", lines="\n".join(lines))
    else:
        dispatcher.utter_message(response="utter_overview_empty")
    return []


def _go_back(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    """Takes back the last question that was answered; asks it again."""
    requested = requested_fact(tracker)
    asked = [name for name in tracker.get_slot("asked") or [] if name != requested]
    facts = facts_of(tracker)
    if not asked:
        dispatcher.utter_message(response="utter_nothing_to_go_back_to")
        return []
    last = asked.pop()
    dependents = [
        fact.id for fact in load_law().facts.values() if last in fact.depends_on and fact.id in facts
    ]
    dispatcher.utter_message(response="utter_gone_back", label=load_law().facts[last].label)
    return [
        SlotSet("asked", asked),
        SlotSet("advice", None),
        *[SlotSet(name, None) for name in [last, *dependents]],
    ]


def _delete(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    dispatcher.utter_message(response="utter_delete_data")
    return forget_everything()


def _human(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    desk = municipality(tracker.get_slot("municipality")).desk
    lines = [
        desk.name,
        *desk.address,
        desk.phone and f"Telefoon: {desk.phone}",
        desk.email,
        *desk.opening_hours,
    ]
    if desk.appointment:
        lines += [desk.appointment.text, desk.appointment.url]
    dispatcher.utter_message(response="utter_talk_to_human", lines="\n".join(line for line in lines if line))
    return []


def _what_if(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    """Changes facts on paper only, and says what would differ."""
    facts = facts_of(tracker)
    if not turn.hypothetical or not facts:
        dispatcher.utter_message(response="utter_what_if_unclear")
        return []
    try:
        then = decision_of({**facts, **turn.hypothetical})
    except FactError:
        dispatcher.utter_message(response="utter_what_if_unclear")
        return []
    now = decision_of(facts)
    changes = "; ".join(
        f"{load_law().facts[name].label}: {value_in_words(name, value, facts)}"
        for name, value in turn.hypothetical.items()
        if name in load_law().facts
    )
    if then.advice is None:
        dispatcher.utter_message(response="utter_what_if_open", changes=changes)
    elif now.advice is not None and _same(now.advice, then.advice):
        dispatcher.utter_message(response="utter_what_if_same", changes=changes)
    else:
        dispatcher.utter_message(
            response="utter_what_if", changes=changes, conclusion=then.advice["conclusion"]
        )
    return []


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one[name] == other[name] for name in ("procedure", "filing", "filing_reason", "regime"))


def _repeat(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    """The form asks its question again by itself; outside it the advice is told once more."""
    advice = tracker.get_slot("advice")
    if requested_fact(tracker) is None and advice:
        answers.tell_advice(dispatcher, tracker, advice)
    elif requested_fact(tracker) is None:
        dispatcher.utter_message(response="utter_help")
    return []


def _help(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    dispatcher.utter_message(response="utter_help", buttons=None if requested_fact(tracker) else _starters())
    return []


def _starters() -> list[Button]:
    return [{"title": "Welke procedure geldt voor mij?", "payload": "/find_procedure"}]


_HANDLERS: dict[str, Callable[[CollectingDispatcher, Tracker, Turn], Events]] = {
    "why_ask": _why,
    "overview": _overview,
    "go_back": _go_back,
    "delete_data": _delete,
    "talk_to_human": _human,
    "what_if": _what_if,
    "repeat": _repeat,
    "help": _help,
}
