"""The answer for one of several people who want to come, in the same words as for anybody else."""

import json
import re
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import answers
from actions.family import depends_in_words, listed, names_of, outcome_in_words
from actions.household import Facts, people
from actions.members import as_person, names_several, part_asked
from actions.parts import items_of, part_of_topic
from actions.state import Turn, decided_anyway, intent_of, is_button, requested_fact, text_of
from procedures import load_law
from procedures.countries import fold
from procedures.topics import answer

Events = list[dict[str, Any]]
PAPERS = "documents_overview"


@dataclass
class Own:
    """What holds for one person: the outcome in words, and the advice, or the one that is still hoped for."""

    names: list[str]
    place: int
    facts: Facts
    advice: dict[str, Any]
    outcome: str
    hoped_for: bool


def tell_persons(dispatcher: CollectingDispatcher, tracker: Tracker, places: list[int]) -> Events:
    """Answers the message for those it asks about; those for whom all is the same get one answer."""
    intent = intent_of(tracker)
    topic = intent.removeprefix("ask_") if intent.startswith("ask_") else part_asked(tracker)
    if fold(text_of(tracker)).startswith(fold(load_law().wording["papers_for"].split("{")[0])):
        topic = PAPERS  # a button's title, typed by hand
    family, names = people(tracker), names_of(tracker)
    member = SlotSet("member", places[0] if len(places) == 1 else None)
    if requested_fact(tracker) or tracker.get_slot("advice") is None:
        answers.tell_topic(dispatcher, as_person(tracker, family[places[0]], None), topic or PAPERS)
        dispatcher.utter_message(response="utter_person_later")
        return [member]
    if topic and part_of_topic(topic) is None and _asks_for_a_right(tracker):
        topic = None  # "kan mijn zoon van 12 ook komen?": whether he may, not a text on children
    if topic and part_of_topic(topic) is None:
        for own in _answered_alike([_own(family[place], names[place], place) for place in places], topic):
            _tell_topic(dispatcher, tracker, own, topic)
        return [member]
    alike = _alike([_own(family[place], names[place], place) for place in places], topic)
    if len(alike) > 1 and not names_several(tracker):
        buttons = [_button(names[place], place, topic or PAPERS) for place in places]
        dispatcher.utter_message(response="utter_which_person", buttons=buttons)
        return [member]
    for own in alike:
        _tell_part(dispatcher, tracker, own, topic)
    return [member]


def _asks_for_a_right(tracker: Tracker) -> bool:
    """Whether it is asked if somebody may come: "mag zij ook mee?", "en mijn tante, kan die?"."""
    wording, words = load_law().wording, set(re.findall(r"\w+", fold(text_of(tracker))))
    comes = words & set(wording["words_of_coming"]) or Turn.of(tracker).about is not None
    return bool(comes and words & set(wording["words_of_wishes"])) and not is_button(tracker)


def tell_rest_of(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """The rest of the list told last, be it of one of the family; False if there is none."""
    place, family = tracker.get_slot("member"), people(tracker)
    if place is None or place >= len(family):
        return answers.tell_rest(dispatcher, tracker)
    own = _own(family[place], names_of(tracker)[place], place)
    return answers.tell_rest(dispatcher, as_person(tracker, own.facts, own.advice))


def _own(facts: Facts, name: str, place: int) -> Own:
    decision, open_facts = decided_anyway(facts)
    advice = decision.advice or {}
    depends = depends_in_words(facts, advice, open_facts)
    hoped = next((each for each in advice["alternatives"] if each["procedure"] != "none"), None)
    if advice["procedure"] == "none" and depends and hoped:
        advice = decided_anyway({**facts, hoped["fact"]: hoped["value"]})[0].advice or advice
        return Own([name], place, facts, advice, depends, True)
    outcome = depends or outcome_in_words(advice)
    if advice["procedure"] == "none":
        outcome = f"{outcome}. {advice['reason']}"
    return Own([name], place, facts, advice, outcome.rstrip("."), False)


def _alike(owns: list[Own], topic: str | None) -> list[Own]:
    """Those to whom the same is said, together."""
    part = part_of_topic(topic or PAPERS) or "documents"
    grouped: dict[tuple[str, ...], Own] = {}
    for own in owns:
        said = (own.outcome, *(answers.in_words(item) for item in items_of(own.advice, part)))
        grouped.setdefault(said, Own([], own.place, own.facts, own.advice, own.outcome, own.hoped_for))
        grouped[said].names += own.names
    return list(grouped.values())


def _answered_alike(owns: list[Own], topic: str) -> list[Own]:
    """Those for whom the answer to a topic is the same, together."""
    grouped: dict[str, Own] = {}
    for own in owns:
        said = answer(topic, own.facts)["text"]
        grouped.setdefault(said, Own([], own.place, own.facts, own.advice, own.outcome, own.hoped_for))
        grouped[said].names += own.names
    return list(grouped.values())


def _tell_topic(dispatcher: CollectingDispatcher, tracker: Tracker, own: Own, topic: str) -> None:
    if own.place:
        dispatcher.utter_message(response="utter_only_for_person", who=listed(own.names))
    answers.tell_topic(dispatcher, as_person(tracker, own.facts, own.advice), topic)


def _tell_part(dispatcher: CollectingDispatcher, tracker: Tracker, own: Own, topic: str | None) -> None:
    """The outcome for a person, the part that was asked, and buttons for the other parts."""
    name = listed(own.names)
    dispatcher.utter_message(response="utter_for_person", who=name, outcome=own.outcome)
    part = part_of_topic(topic or "") or ""
    if own.advice["procedure"] == "none":
        part = "options"
    if own.hoped_for and part:
        dispatcher.utter_message(response="utter_if_possible")
    alone = as_person(tracker, own.facts, own.advice)
    if part and items_of(own.advice, part):
        answers.tell_part(dispatcher, alone, own.advice, part)
    buttons = [
        {"title": each["title"], "payload": f"{each['payload']}{_member(own.place)}"}
        for each in answers.part_buttons(own.advice)
        if each["payload"] != f"/ask_{topic}"
    ]
    if own.advice["procedure"] == "none":
        buttons = answers.part_buttons(own.advice)
    dispatcher.utter_message(response="utter_more_for_person", who=name, buttons=buttons)


def _button(name: str, place: int, topic: str) -> dict[str, str]:
    return {"title": name, "payload": f"/ask_{topic}{_member(place)}"}


def _member(place: int) -> str:
    return json.dumps({"member": place})
