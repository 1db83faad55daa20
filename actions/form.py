"""The one form: `procedures` says which fact is still needed; every interruption is answered here, once."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import tell_topic
from actions.conversation import after_emergency, interrupt, interrupts, leaves, tell_contact
from actions.household import FOR_ALL, divided, next_question, place_asked
from actions.overview import answer_protest, protests, tell_who_comes
from actions.say import MOST_MISSES, acknowledge, ask, introduce, not_understood
from actions.state import (
    FORM,
    Turn,
    asked_before_message,
    asks_something,
    facts_of,
    intent_of,
    requested_fact,
    text_of,
)
from actions.topics_asked import probable_topic, tell_guesses, tell_probable, topic_beside
from actions.wishes import asks_how, topic_of_wish
from procedures import load_law
from procedures.facts import UNKNOWN

MOST_REMEMBERED = 30
# What tells a situation; a question in it that is not surely understood gets its likeliest meanings.
STORIES = ("inform", "nlu_fallback")


class ValidateSituationForm(Action):
    """Decides what happens in the form after a message, and which fact comes next."""

    def name(self) -> str:
        """Rasa's name of this action."""
        return f"validate_{FORM}"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Events that set `requested_slot`: the fact still needed, or None when the advice can be given."""
        introduce(dispatcher, tracker)
        turn = Turn.of(tracker)
        requested = requested_fact(tracker)
        answered = bool(turn.changed) or bool(turn.dropped) or turn.family
        answered = answered or "sponsor_status" in turn.ambiguous  # "bescherming": one of two
        wish = topic_of_wish(tracker)
        told = False
        # `turn` is set again so that Rasa sees a slot set by this form and does not reject the message.
        events: list[dict[str, Any]] = [SlotSet("turn", tracker.get_slot("turn"))]
        if turn.wants_contact:
            return [*events, *tell_contact(dispatcher, tracker, turn), SlotSet("requested_slot", None)]
        if turn.corrected or turn.dropped:
            acknowledge(dispatcher, tracker, turn)
        if _has_card_as_family(tracker):
            dispatcher.utter_message(response="utter_has_card_as_family")
        for about_bond in _topics_of_bonds(tracker):
            tell_topic(dispatcher, tracker, about_bond, offer=False)
        if turn.taken_out:
            tell_who_comes(dispatcher, tracker)
        if requested is None and after_emergency(tracker):
            tell_topic(dispatcher, tracker, "domestic_violence", offer=False)
            return [*events, SlotSet("requested_slot", None)]
        # When the form has just opened, what else was in the message has been answered already.
        if requested and not turn.changes_who_comes and interrupts(tracker, turn):
            events += interrupt(dispatcher, tracker, turn)
            told = True
            if leaves(tracker):
                return [*events, SlotSet("requested_slot", None)]
        elif requested and not answered and protests(tracker):
            events += answer_protest(dispatcher, tracker, turn)
            told = True
        elif requested and not answered and (topic := probable_topic(tracker) or topic_beside(tracker)):
            tell_probable(dispatcher, tracker, topic)
            told = True
        elif requested and not answered and tell_guesses(dispatcher, tracker):
            told = True
        elif requested and not answered and intent_of(tracker) != "find_procedure" and not wish:
            misses = not_understood(dispatcher, tracker, requested)
            events.append(SlotSet("misses", misses % MOST_MISSES))
            if misses >= MOST_MISSES:
                events.append(_not_known(tracker, requested))
        if answered:
            events.append(SlotSet("misses", 0))
        family = next((event["value"] for event in events if event.get("name") == "family"), None)
        question = next_question(_facts_after(tracker, events), family or tracker.get_slot("family") or [])
        asked_next = question.fact if question else None
        # A question on a topic has been answered with its wish, here or before the form opened.
        if wish and asked_next and not told and not intent_of(tracker).startswith("ask_"):
            tell_topic(dispatcher, tracker, wish, offer=False)
        elif not told and (answered or requested is None) and (beside := _asked_beside(tracker, turn)):
            tell_probable(dispatcher, tracker, beside, offer=False)
        elif not told and answered and not wish and _asks_in_a_story(tracker):
            tell_guesses(dispatcher, tracker)
        if asked_next and asked_next != requested:
            asked = [*_asked_after(tracker, events), asked_next]
            events.append(SlotSet("asked", asked[-MOST_REMEMBERED:]))
        return [*events, SlotSet("requested_slot", asked_next)]


def _has_card_as_family(tracker: Tracker) -> bool:
    """Whether who would come is told to have an F-card: "mijn man is Belg, ik heb al 5 jaar een F-kaart"."""
    speaker, status = tracker.get_slot("speaker"), tracker.get_slot("sponsor_status")
    if speaker not in ("applicant", "sponsor") or status not in ("belgian", "eu_citizen"):
        return False
    cards = [
        each
        for each in tracker.latest_message.get("entities") or []
        if each["entity"] == "card" and each["value"] in load_law().wording["cards_of_family"]
    ]
    has = [each for each in cards if not any(each.get(name) for name in ("negated", "future", "question"))]
    owners = {str(each.get("role")).rpartition(".")[2] for each in has}
    return ("self" if speaker == "applicant" else tracker.get_slot("applicant_noun")) in owners


def _topics_of_bonds(tracker: Tracker) -> list[str]:
    """What is to be said of a bond that the message tells: "we zijn getrouwd voor de imam"."""
    if intent_of(tracker).startswith("ask_"):
        return []
    topics = load_law().wording["topics_of_bonds"]
    told = [
        topics.get(each["value"])
        for each in tracker.latest_message.get("entities") or []
        if each["entity"] == "bond" and not any(each.get(name) for name in ("negated", "future", "question"))
    ]
    return [topic for topic in dict.fromkeys(told) if topic]


def _not_known(tracker: Tracker, requested: str) -> dict[str, Any]:
    """ "Weet ik niet", for whom the question was about."""
    place = place_asked(tracker, requested)
    if place and not requested.startswith(FOR_ALL):
        return SlotSet("family", divided({requested: UNKNOWN}, place, tracker.get_slot("family"))[1])
    return SlotSet(requested, UNKNOWN)


def _asked_beside(tracker: Tracker, turn: Turn) -> str | None:
    """What a message asks besides what it tells of the situation, as far as that can be guessed."""
    if turn.about is not None:
        return None  # the answer for that person is what it asks
    # What was not understood outside the form was answered before it opened.
    guess = asks_something(tracker) and requested_fact(tracker) is not None
    return topic_beside(tracker) or (probable_topic(tracker) if guess else None)


def _asks_in_a_story(tracker: Tracker) -> bool:
    """Whether a message that tells a situation asks something that has no answer yet."""
    answered_before = requested_fact(tracker) is None and probable_topic(tracker)
    asks = "?" in text_of(tracker) and not asks_how(tracker)
    return asks and intent_of(tracker) in STORIES and not answered_before


def _facts_after(tracker: Tracker, events: list[dict[str, Any]]) -> dict[str, Any]:
    facts = facts_of(tracker)
    for event in events:
        if event.get("event") == "slot" and event["name"] in load_law().facts:
            facts.pop(event["name"], None)
            if event["value"] is not None:
                facts[event["name"]] = event["value"]
    return facts


def _asked_after(tracker: Tracker, events: list[dict[str, Any]]) -> list[str]:
    set_now = [event["value"] for event in events if event.get("name") == "asked"]
    return list(set_now[-1] if set_now else tracker.get_slot("asked") or [])


def _ask_action(fact_id: str) -> type[Action]:
    class AskFact(Action):
        def name(self) -> str:
            return f"action_ask_{FORM}_{fact_id}"

        def run(
            self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
        ) -> list[dict[str, Any]]:
            turn = Turn.of(tracker)
            was_open = asked_before_message(tracker) == fact_id
            other = interrupts(tracker, turn) or topic_of_wish(tracker) is not None
            again = was_open and intent_of(tracker) != "repeat" and other
            ask(dispatcher, tracker, fact_id, again)
            return []

    AskFact.__name__ = f"Ask_{fact_id}"
    return AskFact


# One ask action a fact, as Rasa's forms look for them; their words are in procedures/law/facts.yml.
ASK_ACTIONS = [_ask_action(fact.id) for fact in load_law().facts.values()]
