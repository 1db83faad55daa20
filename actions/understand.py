"""Fills the facts on every message, in or out of the form: the one place where text becomes slots."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.compare import summary
from actions.roles import resolve
from actions.state import (
    Turn,
    awaited_fact,
    facts_of,
    intent_of,
    is_button,
    message_id,
    requested_fact,
    text_of,
)
from procedures import FactError, load_law
from procedures.facts import WORDING_FACTS, read_facts

BUTTON_EXTRACTOR = "RegexMessageHandler"
# They change no outcome, so an advice that was given stays.
UNASKED = (*WORDING_FACTS, "municipality")


class ActionUnderstand(Action):
    """Runs after every user message, through the custom slot mapping in the domain."""

    def name(self) -> str:
        """Rasa's name of this action."""
        return "action_understand"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Slot events for what the message says; none if it was read already (a new form runs this twice)."""
        turn = Turn.of(tracker)
        if (tracker.get_slot("turn") or {}).get("message_id") == message_id(tracker):
            return []
        before = facts_of(tracker)
        said, extra = _read(tracker, before)
        said = _accepted(said, before)
        turn.changed = {name: value for name, value in said.items() if before.get(name) != value}
        turn.corrected = [name for name in turn.changed if name in before and name not in WORDING_FACTS]
        cleared = [name for name in extra["cleared"] if name in before and name not in said]
        turn.dropped = list(dict.fromkeys(cleared + _dependents(turn.changed, before, said)))
        turn.hypothetical = extra["hypothetical"]
        turn.ambiguous = extra["ambiguous"]
        turn.family = bool(extra["family"])
        turn.message_id = message_id(tracker)
        advice = tracker.get_slot("advice")
        if advice:
            turn.told = summary(advice)
        events = [SlotSet(name, value) for name, value in turn.changed.items()]
        events += [SlotSet(name, None) for name in turn.dropped]
        if any(name not in UNASKED for name in [*turn.changed, *turn.dropped]):
            events.append(SlotSet("advice", None))
        if extra["family"]:
            events.append(SlotSet("family", extra["family"]))
        if extra["pending"] != (tracker.get_slot("pending") or []):
            events.append(SlotSet("pending", extra["pending"]))
        return [*events, SlotSet("turn", asdict(turn))]


def _read(tracker: Tracker, before: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Facts said in the message: from a button's payload, or from free text."""
    entities = tracker.latest_message.get("entities") or []
    nothing: dict[str, Any] = {
        "hypothetical": {},
        "ambiguous": [],
        "cleared": [],
        "family": [],
        "pending": [],
    }
    buttons = {
        each["entity"]: each["value"] for each in entities if each.get("extractor") == BUTTON_EXTRACTOR
    }
    requested = requested_fact(tracker) or awaited_fact(tracker)
    if is_button(tracker):
        if intent_of(tracker) == "dont_know" and requested:
            return {requested: "unknown"}, nothing
        return buttons, nothing
    reading = resolve(
        text_of(tracker),
        entities,
        {
            **before,
            "requested_slot": requested,
            "pending": tracker.get_slot("pending") or [],
            "buttons": _buttons(requested),
            "intent": intent_of(tracker),
        },
    )
    slots = reading.slots
    if not requested_fact(tracker) and requested in slots:
        return {requested: slots[requested]}, nothing
    if intent_of(tracker) == "dont_know" and requested and requested not in slots:
        slots = {**slots, requested: "unknown"}
    extra = {
        "hypothetical": reading.hypothetical,
        "ambiguous": reading.ambiguous,
        "cleared": reading.cleared,
        "family": reading.others,
        "pending": reading.pending,
    }
    return slots, extra


def _buttons(requested: str | None) -> list[dict[str, Any]]:
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


def _accepted(said: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Only facts that `procedures` takes: whatever else arrives (a forged payload) is left out."""
    accepted = {}
    for name, value in said.items():
        try:
            read_facts({name: value}, load_law())
        except FactError:
            continue
        accepted[name] = value
    return accepted


def _dependents(changed: Mapping[str, Any], before: Mapping[str, Any], said: Mapping[str, Any]) -> list[str]:
    """Facts known before that rest on one that now has another value, and were not said again."""
    dropped: list[str] = []
    for fact in load_law().facts.values():
        rests_on = [
            name for name in fact.depends_on if name in dropped or (name in changed and name in before)
        ]
        if rests_on and fact.id in before and fact.id not in said:
            dropped.append(fact.id)
    return dropped
