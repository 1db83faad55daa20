"""What follows a message outside the form: the advice when the facts are complete, or an answer."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import answers
from actions.compare import differences, same_outcome, summary
from actions.conversation import SURELY_OUT_OF_SCOPE, after_emergency, interrupt, leaves, tell_contact
from actions.family import tell_family
from actions.household import people
from actions.members import meant
from actions.overview import answer_protest, protests
from actions.say import Button, acknowledge, has_words, introduce
from actions.state import FORM, Turn, confidence_of, decision_of, facts_of, intent_of, text_of
from actions.topics_asked import only_wants_the_advice, probable_topic, tell_guesses, tell_probable
from procedures import load_law

ENOUGH_TO_START = 2
PEOPLE = ("relation", "sponsor_status")
MEANINGS_OFFERED = 2
LEAST_MEANING = 0.03
LONG_MESSAGE = 1000


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
        turn = Turn.of(tracker)
        if advice is None or leaves(tracker) or turn.wants_contact or after_emergency(tracker):
            return []
        if _asks_for_a_way(tracker, advice):
            return []
        if not turn.told or not same_outcome(turn.told, advice):
            answers.tell_advice(dispatcher, tracker, advice)
        elif meant(tracker):
            return [SlotSet("advice", advice), *interrupt(dispatcher, tracker, turn)]
        elif turn.changed or turn.dropped or turn.family:
            _tell_change(dispatcher, tracker, turn, advice)
        elif protests(tracker):
            return [SlotSet("advice", advice), *answer_protest(dispatcher, tracker, turn)]
        else:
            buttons = answers.part_buttons(advice)
            agrees = intent_of(tracker) in ("affirm", "find_procedure")
            response = "utter_known_already" if agrees else "utter_nothing_new"
            dispatcher.utter_message(response=response, buttons=buttons)
        return [SlotSet("advice", advice)]


def _asks_for_a_way(tracker: Tracker, advice: dict[str, Any]) -> bool:
    """Whether a couple without papers asks what would give a right: the answer says there is none yet."""
    couple = facts_of(tracker).get("relation") == "de_facto_partner" and advice["procedure"] == "none"
    return couple and intent_of(tracker).removeprefix("ask_") in load_law().wording["topics_of_couples"]


def _tell_change(
    dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, advice: dict[str, Any]
) -> None:
    """Something new, but the same procedure and place: only what else it changes."""
    lines = differences(turn.told, summary(advice))
    in_overview = turn.family and len(people(tracker)) > 1  # what it changes stands there
    if lines or not in_overview:
        response = "utter_details_change" if lines else "utter_nothing_changes"
        buttons = answers.part_buttons(advice)
        dispatcher.utter_message(response=response, lines="\n".join(lines), buttons=buttons)
    if turn.family:
        tell_family(dispatcher, tracker, advice)
    answers.show_cards(dispatcher, tracker, advice)


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
        if turn.wants_contact:
            return [*tell_contact(dispatcher, tracker, turn), SlotSet("misses", 0)]
        own_answer = meant(tracker) or turn.changes_who_comes or protests(tracker)
        if intent == "nlu_fallback" and not own_answer:
            topic = probable_topic(tracker)
            if turn.changed or turn.ambiguous or turn.family:
                if topic:
                    tell_probable(dispatcher, tracker, topic, offer=False)
                return [FollowupAction(FORM)]
            if topic:
                tell_probable(dispatcher, tracker, topic)
                return [SlotSet("misses", 0)]
            return [SlotSet("misses", _did_you_mean(dispatcher, tracker, turn))]
        if turn.changes_who_comes:
            return [SlotSet("misses", 0), FollowupAction(FORM)]
        if protests(tracker) and not turn.changed and facts_of(tracker):
            events = answer_protest(dispatcher, tracker, turn)
            return [*events, SlotSet("misses", 0), *([FollowupAction(FORM)] if events else [])]
        told = [name for name in turn.changed if name in load_law().facts and name != "speaker"]
        unsure = intent.startswith("out_of_scope") and confidence_of(tracker) < SURELY_OUT_OF_SCOPE
        if unsure and all(name in told for name in PEOPLE):
            return [FollowupAction(FORM)]
        if intent == "greet" and told:  # "goeiedag ik wil blijven bij mijn vrouw"
            return [SlotSet("misses", 0), FollowupAction(FORM)]
        if turn.corrected or turn.dropped:
            acknowledge(dispatcher, tracker, turn)
        tells_people = len(told) >= ENOUGH_TO_START and any(name in told for name in PEOPLE)
        if tells_people and intent.startswith("ask_") and only_wants_the_advice(tracker):
            return [SlotSet("misses", 0), FollowupAction(FORM)]
        turn.goes_on = intent.startswith("ask_") and tells_people
        events = interrupt(dispatcher, tracker, turn)
        reopened = intent == "go_back" and bool(events)
        events.append(SlotSet("misses", 0))
        return [*events, FollowupAction(FORM)] if reopened or turn.goes_on else events


def _did_you_mean(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> int:
    """The two most likely meanings as buttons, then help, then a person; returns misses in a row."""
    misses = int(tracker.get_slot("misses") or 0) + 1
    buttons = _likely(tracker)
    if not has_words(tracker):
        dispatcher.utter_message(response="utter_no_words")
    elif len(text_of(tracker)) > LONG_MESSAGE:
        dispatcher.utter_message(response="utter_too_long")
    elif misses == 1 and tell_guesses(dispatcher, tracker):
        pass
    elif misses == 1 and buttons:
        dispatcher.utter_message(response="utter_did_you_mean", buttons=buttons)
    elif misses == 1:
        dispatcher.utter_message(response="utter_say_it_otherwise")
    elif misses == 2:
        dispatcher.utter_message(response="utter_not_understood")
    else:
        tell_contact(dispatcher, tracker, turn)
    return misses


def _likely(tracker: Tracker) -> list[Button]:
    law = load_law()
    found: list[Button] = []
    for each in tracker.latest_message.get("intent_ranking") or []:
        intent = str(each["name"])
        topic = law.topics.get(intent.removeprefix("ask_"))
        button = law.wording["meanings"].get(intent)
        if intent.startswith("ask_") and topic is not None:
            button = {"title": topic.title, "payload": f"/{intent}"}
        if button and button not in found and each["confidence"] > LEAST_MEANING:
            found.append(dict(button))
    return found[:MEANINGS_OFFERED]
