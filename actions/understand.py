"""Fills the facts on every message, in or out of the form: the one place where text becomes slots."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.asked_beside import answered_beside_question, only_asks, told_in
from actions.children import ages_in, ages_of_children, children_joining, joined
from actions.compare import summary
from actions.conversation import TELLING
from actions.corrections import exchanged_nationality, is_correction, previous_fact, takes_back
from actions.household import AGE, divided, people, place_asked
from actions.kinship import relation_named
from actions.members import meant, newcomers
from actions.members_told import family_as_told
from actions.roles import Reading, resolve
from actions.say import buttons_of
from actions.second_opinion import believed, resolve_with
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
from actions.who_comes import taken_out, without
from actions.whose_facts import of_the_two
from municipalities import DEFAULT, municipality
from procedures import FactError, load_law
from procedures.facts import UNKNOWN, WORDING_FACTS, read_facts

BUTTON_EXTRACTOR = "RegexMessageHandler"
# They change no outcome, so an advice that was given stays.
UNASKED = (*WORDING_FACTS, "municipality")

# What a message says beside facts, when it says nothing of the kind.
NOTHING: dict[str, Any] = {
    "hypothetical": {},
    "ambiguous": [],
    "cleared": [],
    "family": [],
    "whole_family": False,
    "about": None,
    "taken_out": False,
    "joined": False,
    "pending": [],
    "wants_contact": False,
}


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
        said, extra = _read_of_whom_is_asked(tracker, before)
        said = _accepted(said, before)
        if only_asks(tracker):
            said = {name: value for name, value in said.items() if before.get(name, value) == value}
        turn.changed = {name: value for name, value in said.items() if before.get(name) != value}
        turn.corrected = [name for name in turn.changed if name in before and name not in WORDING_FACTS]
        cleared = [name for name in extra["cleared"] if name in before and name not in said]
        dropped = list(dict.fromkeys(cleared + _dependents(turn.changed, before, said)))
        turn.dropped = dropped
        turn.hypothetical = extra["hypothetical"]
        turn.ambiguous = extra["ambiguous"]
        turn.family = bool(extra["family"] or extra["whole_family"])
        turn.about = extra["about"]
        turn.taken_out = extra["taken_out"]
        turn.joined = extra["joined"] and extra["about"] is None
        if turn.taken_out:
            turn.corrected, turn.dropped = [], []
        turn.wants_contact = extra["wants_contact"]
        turn.message_id = message_id(tracker)
        advice = tracker.get_slot("advice")
        if advice:
            turn.told = summary(advice)
        events = [SlotSet(name, value) for name, value in turn.changed.items()]
        events += [SlotSet(name, None) for name in dropped]
        if any(name not in UNASKED for name in [*turn.changed, *dropped]):
            events.append(SlotSet("advice", None))
        if extra["family"] or extra["whole_family"]:
            events.append(SlotSet("family", extra["family"]))
        if host := _host_municipality(tracker, {**before, **said}):
            events.append(SlotSet("municipality", host))
        if extra["pending"] != (tracker.get_slot("pending") or []):
            events.append(SlotSet("pending", extra["pending"]))
        return [*events, SlotSet("turn", asdict(turn))]


def _read_of_whom_is_asked(
    tracker: Tracker, before: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Facts said in the message; what answers a question about one of the others goes to that one."""
    pending = tracker.get_slot("pending") or []
    if not is_button(tracker) and (out := taken_out(tracker)):
        slots, gone, others = without(out, tracker)
        still = {"family": others, "whole_family": True, "cleared": gone, "taken_out": True}
        return slots, {**NOTHING, "pending": pending, **still}
    place = place_asked(tracker, requested_fact(tracker))
    known = tracker.get_slot("family") or []
    if place:
        theirs = people(tracker)[place]
        said, extra = _read(tracker, theirs)
        answers = requested_fact(tracker) in said and said.get("relation") in (None, theirs.get("relation"))
        if answers or extra["whole_family"]:
            told, family = divided(said, place, known)
            return told, {**extra, "family": extra["family"] if extra["whole_family"] else family}
    said, extra = _read(tracker, before)
    if extra["family"] and not extra["whole_family"]:
        extra["family"] = joined(known, extra["family"], before)
    return said, extra


def _read(tracker: Tracker, before: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Facts said in the message: from a button's payload, or from free text."""
    entities = tracker.latest_message.get("entities") or []
    buttons = {
        each["entity"]: each["value"] for each in entities if each.get("extractor") == BUTTON_EXTRACTOR
    }
    requested = requested_fact(tracker) or awaited_fact(tracker)
    if is_button(tracker):
        if intent_of(tracker) == "dont_know" and requested:
            return {requested: "unknown"}, NOTHING
        pending = tracker.get_slot("pending") or []
        # A button may tell who is who: then what was said before finds its place.
        reading = resolve("", [], {**before, **buttons, "pending": pending})
        return {**reading.slots, **buttons}, {**NOTHING, "pending": reading.pending}
    as_before = {**NOTHING, "pending": tracker.get_slot("pending") or []}
    answered = answered_beside_question(tracker, before, requested)
    if meant(tracker):
        return answered, as_before
    if new := newcomers(tracker):
        about = len(people(tracker)) if len(new) == 1 else None
        return answered, {**as_before, "family": new, "about": about, "joined": True}
    if told := family_as_told(tracker):
        return answered, {**as_before, "family": told[0], "about": told[1], "whole_family": True}
    ages = ages_in(text_of(tracker), tracker) if requested == "applicant_age" else None
    if ages:
        first = {"applicant_age": ages[0]} if ages[0] is not None else {}
        return first, {**NOTHING, "family": ages[1], "whole_family": True}
    if requested == "relation" and not before.get("relation"):
        named = relation_named(text_of(tracker), entities, before.get("speaker"))
        if named:
            return named, NOTHING
    reading = _resolved(tracker, before, requested)
    everything = _corrected(tracker, before, reading.slots) or reading.slots
    slots = of_the_two(everything, tracker, before, requested)
    if "sponsor_status" in everything.keys() - slots.keys():  # the card that was told stays too
        reading.cleared = [name for name in reading.cleared if name != "sponsor_card"]
    if intent_of(tracker) == "what_if":
        slots = {}
    aged = ages_of_children(tracker, entities)
    if aged:
        slots = {name: value for name, value in slots.items() if name != AGE}
    if not requested_fact(tracker) and requested in slots:
        return {requested: slots[requested]}, {**NOTHING, "wants_contact": True}
    if intent_of(tracker) == "dont_know" and requested and requested not in slots:
        slots = {**slots, requested: "unknown"}
    extra = {
        **NOTHING,
        "hypothetical": reading.hypothetical,
        "ambiguous": reading.ambiguous,
        "cleared": reading.cleared,
        "family": aged or reading.others or children_joining(tracker, entities),
        "whole_family": bool(aged),
        "pending": reading.pending,
    }
    return slots, extra


def _host_municipality(tracker: Tracker, known: Mapping[str, Any]) -> str | None:
    """The municipality on whose website the widget stands, until the person names another."""
    host = (tracker.latest_message.get("metadata") or {}).get("municipality")
    if not host or known.get("municipality") or tracker.get_slot("municipality"):
        return None
    found = municipality(str(host))
    return None if found.id == DEFAULT else found.name


def _resolved(tracker: Tracker, before: Mapping[str, Any], requested: str | None) -> Reading:
    context = {
        **before,
        "requested_slot": requested,
        "pending": tracker.get_slot("pending") or [],
        "buttons": buttons_of(requested),
        "intent": intent_of(tracker),
    }
    entities = told_in(tracker)
    likely = believed(intent_of(tracker), entities, tracker.latest_message.get("likely_facts") or {})
    return resolve_with(text_of(tracker), entities, context, likely)


def _corrected(tracker: Tracker, before: Mapping[str, Any], slots: Mapping[str, Any]) -> dict[str, Any]:
    """What a message corrects that only makes sense next to the answer before it; else nothing."""
    entities = tracker.latest_message.get("entities") or []
    if intent_of(tracker) not in TELLING or not takes_back(entities):
        return {}
    exchanged = exchanged_nationality(entities, before)
    if exchanged:
        return exchanged
    requested = requested_fact(tracker)
    last = previous_fact(tracker.get_slot("asked") or [], requested)
    new = {name for name, value in slots.items() if before.get(name) != value and name not in WORDING_FACTS}
    bare_answer = new == {requested} and isinstance(slots.get(requested or ""), bool)
    if last is None or last not in before or (new and not (bare_answer and is_correction(entities))):
        return {}
    value = _resolved(tracker, before, last).slots.get(last)
    return {last: value} if value not in (None, UNKNOWN, before[last]) else {}


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
