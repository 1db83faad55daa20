"""More than one person who wants to come: each gets an own answer, in one overview."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.state import facts_of
from procedures import FactError, decide, load_law
from procedures.facts import UNKNOWN
from procedures.wording import Persons

# The same for the whole family: the person in Belgium, and from which country and place the others come.
SHARED = (
    "speaker",
    "sponsor_status",
    "sponsor_card",
    "sponsor_residence_since",
    "sponsor_free_movement",
    "applicant_country",
    "applicant_location",
    "applicant_residence",
    "exceptional_circumstances",
)


def tell_family(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """One line a person: who, which procedure, where, and what still has to be known."""
    others = tracker.get_slot("family") or []
    if not others:
        return
    shared = {name: value for name, value in facts_of(tracker).items() if name in SHARED}
    lines = [line for other in others if (line := _line(shared, other))]
    if lines:
        dispatcher.utter_message(response="utter_family", lines="\n".join(f"- {line}" for line in lines))


def _line(shared: dict[str, Any], other: dict[str, Any]) -> str | None:
    facts = {**shared, **other}
    open_facts = []
    try:
        result = decide(facts)
        while result.advice is None and result.fact:
            open_facts.append(result.fact)
            facts[result.fact] = UNKNOWN
            result = decide(facts)
    except FactError:
        return None
    advice = result.advice or {}
    law = load_law()
    persons = Persons.of(
        {**facts, "speaker": "sponsor"} if facts.get("speaker") != "third_party" else facts, law
    )
    age = f" ({other['applicant_age']} jaar)" if isinstance(other.get("applicant_age"), int) else ""
    outcome = law.wording["outcomes"][advice["procedure"]]
    line = f"{persons.applicant}{age}: {outcome}, {law.wording['places'][advice['filing']]}"
    if advice["procedure"] == "none":
        line += f". {advice['reason']}"
    if open_facts:
        line += f". Dit moet ik nog weten: {law.facts[open_facts[0]].label}"
    return line
