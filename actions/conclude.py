"""What follows a message outside the form: the advice when the facts are complete, or an answer."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import answers
from actions.conversation import interrupt
from actions.family import tell_family
from actions.say import Button, acknowledge, introduce
from actions.state import FORM, Turn, confidence_of, decision_of, facts_of, intent_of
from procedures import load_law

ENOUGH_TO_START = 2
PEOPLE = ("relation", "sponsor_status")
# Below this, a message that tells who the people are is not sent away as out of scope.
SURELY_OUT_OF_SCOPE = 0.7


class ActionConclude(Action):
    """Tells the advice once the form has all it needs."""

    def name(self) -> str:
        """Rasa's name of this action."""
        return "action_conclude"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """The advice as messages and in the slot `advice`; nothing if the person left the form early."""
        advice = decision_of(facts_of(tracker)).advice
        if advice is None:
            return []
        answers.tell_advice(dispatcher, tracker, advice)
        tell_family(dispatcher, tracker)
        return [SlotSet("advice", advice)]


class ActionAnswer(Action):
    """Answers any message outside the form."""

    def name(self) -> str:
        """Rasa's name of this action."""
        return "action_answer"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Messages and slot events; goes on with the form when the message also tells a situation."""
        introduce(dispatcher, tracker)
        turn = Turn.of(tracker)
        intent = intent_of(tracker)
        if intent == "nlu_fallback":
            if turn.changed:
                return [FollowupAction(FORM)]
            _did_you_mean(dispatcher, tracker)
            return []
        told = [name for name in turn.changed if name in load_law().facts and name != "speaker"]
        unsure = intent.startswith("out_of_scope") and confidence_of(tracker) < SURELY_OUT_OF_SCOPE
        if unsure and all(name in told for name in PEOPLE):
            return [FollowupAction(FORM)]
        if turn.corrected or turn.dropped:
            acknowledge(dispatcher, tracker, turn)
        events = interrupt(dispatcher, tracker, turn)
        if (
            intent.startswith("ask_")
            and len(told) >= ENOUGH_TO_START
            and any(name in told for name in PEOPLE)
        ):
            return [*events, FollowupAction(FORM)]
        return events


def _did_you_mean(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """The two most likely meanings as buttons in human words; after that, help."""
    buttons = _likely(tracker)
    if buttons:
        dispatcher.utter_message(response="utter_did_you_mean", buttons=buttons)
    else:
        dispatcher.utter_message(response="utter_not_understood")


def _likely(tracker: Tracker) -> list[Button]:
    topics = load_law().topics
    ranked = [str(each["name"]) for each in tracker.latest_message.get("intent_ranking") or []]
    found: list[Button] = []
    for intent in ranked[:4]:
        topic = topics.get(intent.removeprefix("ask_"))
        if intent.startswith("ask_") and topic is not None:
            found.append({"title": topic.title, "payload": f"/{intent}"})
        elif intent in ("inform", "find_procedure"):
            found.append({"title": "Uitzoeken welke procedure geldt", "payload": "/find_procedure"})
    return found[:2]
