"""Interruptions, handled once: the same answers inside the form and outside it."""

from collections.abc import Callable
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import answers
from actions.members import meant
from actions.one_person import tell_persons, tell_rest_of
from actions.overview import go_back, tell_overview
from actions.parts import desk_lines, knows_desk
from actions.say import EMERGENCIES, say_what_i_am
from actions.state import (
    Turn,
    asks_something,
    confidence_of,
    facts_of,
    forget_everything,
    intent_of,
    is_button,
    requested_fact,
    text_of,
)
from actions.topics_asked import FEWEST_WORDS, also_asked, tell_asked, tell_probable
from actions.what_if import what_if
from actions.wishes import topic_of_fear
from procedures import load_law
from procedures.facts import WORDING_FACTS, spoken
from procedures.wording import Persons, fill

Events = list[dict[str, Any]]
# Messages with which a person tells or confirms something: the form reads them.
TELLING = ("inform", "find_procedure", "affirm", "deny", "dont_know", "nlu_fallback")
# Intents with which a person leaves the form; anything else goes on with it.
LEAVING = ("stop", "delete_data", "goodbye", "talk_to_human", *EMERGENCIES)
# Below this, a message in the middle of the questions is not sent away as out of scope.
SURELY_OUT_OF_SCOPE = 0.7
# Above this a message that answers the question of the form asks something too, question mark or not.
SURELY_A_QUESTION = 0.9
# How many messages after an emergency nobody is asked for a procedure unasked.
MOMENTS = 2


def interrupts(tracker: Tracker, turn: Turn) -> bool:
    """Whether the message asks for something else than going on with the questions."""
    intent = intent_of(tracker)
    if intent in EMERGENCIES or meant(tracker):
        return True
    if intent in TELLING or intent == "out_of_scope_chitchat":
        return False
    if intent.startswith("out_of_scope") and (turn.changed or confidence_of(tracker) < SURELY_OUT_OF_SCOPE):
        return False
    answered = requested_fact(tracker) in turn.changed or turn.family
    # "Ik ben 41" is an age, however sure the classifier is of bijlage 41.
    says_more = len(text_of(tracker).split()) >= FEWEST_WORDS
    surely_asks = asks_something(tracker) or (says_more and confidence_of(tracker) > SURELY_A_QUESTION)
    return not answered or (intent.startswith("ask_") and surely_asks)


def interrupt(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    """Answers the message and returns slot events; the form then asks its open question again."""
    intent = intent_of(tracker)
    places = meant(tracker)
    if places:
        return tell_persons(dispatcher, tracker, places)
    handler = _HANDLERS.get(intent)
    if handler is not None:
        return handler(dispatcher, tracker, turn)
    topic = intent.removeprefix("ask_")
    if intent.startswith("ask_") and topic in load_law().topics:
        tell_asked(dispatcher, tracker, topic, offer=not turn.goes_on)
        return [SlotSet("member", None)]
    dispatcher.utter_message(response=f"utter_{intent}")
    return []


def _why(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    fact = load_law().facts.get(requested_fact(tracker) or "")
    advice = tracker.get_slot("advice")
    if fact is None and advice:
        basis = f" ({advice['legal_basis']})" if advice["legal_basis"] else ""
        dispatcher.utter_message(text=f"{advice['reason']}{basis}", buttons=answers.part_buttons(advice))
        return []
    if fact is None:
        dispatcher.utter_message(response="utter_why_general")
        return []
    persons = Persons.of(facts_of(tracker), load_law())
    article = f" ({fact.article})" if fact.article else ""
    source = load_law().sources[fact.sources[0]]
    why = fill(spoken(fact.why, persons.speaker), persons)
    dispatcher.utter_message(text=f"{why}{article}\n\nBron: {source.title}: {source.address}")
    return []


def _stop(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    in_form = requested_fact(tracker) is not None
    dispatcher.utter_message(response="utter_stop" if in_form else "utter_stop_outside")
    return []


def leaves(tracker: Tracker) -> bool:
    """Whether the message ends the questions for now."""
    intent = intent_of(tracker)
    return intent in LEAVING and (intent != "delete_data" or _wants_deletion(tracker))


def _wants_deletion(tracker: Tracker) -> bool:
    """Whether something must be deleted, or only asked what happens with the data."""
    words = load_law().wording["words_of_deletion"]
    return is_button(tracker) or any(word in text_of(tracker).casefold() for word in words)


def _delete(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    if not _wants_deletion(tracker):
        dispatcher.utter_message(response="utter_privacy")
        return []
    dispatcher.utter_message(response="utter_delete_data")
    return forget_everything()


def tell_contact(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    """The desk of the person's municipality; asks which one it is when it is not known."""
    place = tracker.get_slot("municipality")
    response = "utter_talk_to_human" if place else "utter_talk_to_human_where"
    if turn.wants_contact and not knows_desk(place):
        response = "utter_no_address"
    dispatcher.utter_message(response=response, lines="\n".join(desk_lines(place)))
    if requested_fact(tracker) is not None:
        dispatcher.utter_message(response="utter_go_on_later")
    return []


def _repeat(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    """The form asks its question again by itself; outside it the advice is told once more."""
    advice = tracker.get_slot("advice")
    if requested_fact(tracker) is None and advice:
        answers.tell_advice(dispatcher, tracker, advice)
    elif requested_fact(tracker) is None:
        dispatcher.utter_message(response="utter_help")
    return []


def _show_rest(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    if not tell_rest_of(dispatcher, tracker):
        dispatcher.utter_message(response="utter_no_rest")
    return []


def _help(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    """In the form: how to answer; after an advice: its parts; else all that this program can do."""
    fact = load_law().facts.get(requested_fact(tracker) or "")
    advice = tracker.get_slot("advice")
    if fact is not None:
        dispatcher.utter_message(response=f"utter_explain_{fact.kind}")
        dispatcher.utter_message(response="utter_help_short")
    elif advice:
        dispatcher.utter_message(response="utter_help_after", buttons=answers.part_buttons(advice))
    else:
        dispatcher.utter_message(response="utter_help", buttons=[load_law().wording["meanings"]["inform"]])
    return []


def _greet(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    """The whole greeting at the start; to who comes back, what can be done with what is known."""
    if requested_fact(tracker):
        dispatcher.utter_message(response="utter_greet_short")
    elif tracker.get_slot("advice") or any(name not in WORDING_FACTS for name in facts_of(tracker)):
        dispatcher.utter_message(response="utter_greet_again")
    elif tracker.get_slot("introduced"):
        dispatcher.utter_message(response="utter_greet_after_restart")
    else:
        dispatcher.utter_message(response="utter_greet")
    return []


def after_emergency(tracker: Tracker) -> bool:
    """Whether help was given a moment ago and the person goes on telling, not asking for a procedure."""
    said = [event for event in tracker.events if event.get("event") == "user"][-1 - MOMENTS : -1]
    intents = [((event.get("parse_data") or {}).get("intent") or {}).get("name") for event in said]
    return "emergency_violence" in intents and intent_of(tracker) in ("inform", "nlu_fallback")


def _emergency(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    """Help lines before anything else, the introduction included."""
    dispatcher.utter_message(response=f"utter_{intent_of(tracker)}")
    say_what_i_am(dispatcher, tracker)
    if topic := also_asked(tracker):
        # "Kunnen ze mij terugsturen?" after a story is about the rules as well.
        tell_probable(dispatcher, tracker, topic, offer=False)
    elif topic := topic_of_fear(tracker):
        answers.tell_topic(dispatcher, tracker, topic, offer=False)
    if requested_fact(tracker) is not None:
        dispatcher.utter_message(response="utter_go_on_later")
    return []


def _dont_know(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    known = tracker.get_slot("advice")
    dispatcher.utter_message(response="utter_dont_know_after" if known else "utter_dont_know")
    return []


def _thanks(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    dispatcher.utter_message(response="utter_thanks_short" if requested_fact(tracker) else "utter_thanks")
    return []


def _other_language(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    """One line in the language of the message, where we have one, and in Dutch."""
    entities = tracker.latest_message.get("entities") or []
    language = next((each.get("value") for each in entities if each.get("entity") == "language"), None)
    spoken_here = language in load_law().wording["languages_answered"]
    response = f"utter_other_language_{language}" if spoken_here else "utter_other_language"
    dispatcher.utter_message(response=response)
    return []


_HANDLERS: dict[str, Callable[[CollectingDispatcher, Tracker, Turn], Events]] = {
    "why_ask": _why,
    "overview": tell_overview,
    "go_back": go_back,
    "stop": _stop,
    "delete_data": _delete,
    "talk_to_human": tell_contact,
    "what_if": what_if,
    "repeat": _repeat,
    "show_rest": _show_rest,
    "help": _help,
    "greet": _greet,
    "other_language": _other_language,
    "dont_know": _dont_know,
    "thanks": _thanks,
    "compliment": _thanks,
    **dict.fromkeys(EMERGENCIES, _emergency),
}
