"""The one form: `procedures` says which fact is still needed; every interruption is answered here, once."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import interrupt, interrupts
from actions.say import acknowledge, ask, introduce, not_understood
from actions.state import FORM, Turn, decision_of, facts_of, intent_of, requested_fact
from procedures import load_law

# Intents with which a person leaves the form; anything else goes on with it.
LEAVING = ("stop", "delete_data", "goodbye", "talk_to_human", "emergency_violence", "emergency_expulsion")


class ValidateSituationForm(Action):
    """Decides what happens in the form after a message: answer, correct, explain, and which fact comes next."""

    def name(self) -> str:
        """Rasa's name of this action."""
        return f"validate_{FORM}"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Events that set `requested_slot`: the fact still needed, or None when the advice can be given."""
        introduce(dispatcher, tracker)
        turn = Turn.of(tracker)
        intent = intent_of(tracker)
        requested = requested_fact(tracker)
        answered = bool(turn.changed) or bool(turn.dropped)
        events: list[dict[str, Any]] = []
        if turn.corrected or turn.dropped:
            acknowledge(dispatcher, tracker, turn)
        if interrupts(tracker, turn):
            events += interrupt(dispatcher, tracker, turn)
            if intent in LEAVING:
                return [*events, SlotSet("requested_slot", None)]
        elif requested and not answered:
            events.append(SlotSet("misses", not_understood(dispatcher, tracker, requested)))
        if answered:
            events.append(SlotSet("misses", 0))
        facts = facts_of(tracker)
        for event in events:
            if event.get("event") == "slot" and event["name"] in load_law().facts:
                facts.pop(event["name"], None)
                if event["value"] is not None:
                    facts[event["name"]] = event["value"]
        decision = decision_of(facts)
        if decision.fact and decision.fact != requested:
            events.append(SlotSet("asked", [*(tracker.get_slot("asked") or []), decision.fact][-30:]))
        # `turn` is set again so that Rasa sees a slot set by this form and does not reject the message.
        return [*events, SlotSet("turn", tracker.get_slot("turn")), SlotSet("requested_slot", decision.fact)]


def _ask_action(fact_id: str) -> type[Action]:
    class AskFact(Action):
        def name(self) -> str:
            return f"action_ask_{FORM}_{fact_id}"

        def run(
            self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
        ) -> list[dict[str, Any]]:
            ask(dispatcher, tracker, fact_id)
            return []

    AskFact.__name__ = f"Ask_{fact_id}"
    return AskFact


# One ask action a fact, as Rasa's forms look for them; their words are in procedures/law/facts.yml.
ASK_ACTIONS = [_ask_action(fact.id) for fact in load_law().facts.values()]
