"""What the bot knows of somebody, and how that is put right: a fact, a person, or one step back."""

from __future__ import annotations

import json
import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.family import listed, names_of
from actions.household import people
from actions.say import Button, label_of, told_as
from actions.state import Turn, asks_something, facts_of, intent_of, is_button, requested_fact, text_of
from actions.who_comes import without
from procedures import load_law
from procedures.countries import fold
from procedures.facts import WORDING_FACTS

Events = list[dict[str, Any]]
MOST_BUTTONS = 10
MOST_WORDS_OF_PROTEST = 12


def tell_overview(
    dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn, response: str = "utter_overview"
) -> Events:
    """All facts as lines, with a button to change each, and to take somebody of the family out."""
    facts = facts_of(tracker)
    asked = [name for name in facts if name not in WORDING_FACTS and name != "speaker"]
    lines = [f"- {told_as(name, facts[name], facts)}" for name in asked]
    names = names_of(tracker)
    if len(names) > 1:
        lines.append(f"- Ook in het gezin: {listed(names[1:])}")
    if lines:
        buttons = [*_to_change(asked, tracker), *_to_take_out(names)]
        dispatcher.utter_message(response=response, lines="\n".join(lines), buttons=buttons[:MOST_BUTTONS])
    else:
        dispatcher.utter_message(response="utter_overview_empty")
    return []


def go_back(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    """Takes back one answer, or somebody of the family; what is open then is asked again."""
    place = _chosen("member", tracker)
    if isinstance(place, int) and 0 <= place < len(people(tracker)) > 1:
        return _take_out(dispatcher, tracker, place)
    words = load_law().wording["words_of_going_back"]
    if "?" in text_of(tracker) and not any(word in text_of(tracker).casefold() for word in words):
        dispatcher.utter_message(response="utter_not_sure_of_question")
        return []
    asked = [name for name in tracker.get_slot("asked") or [] if name != requested_fact(tracker)]
    fact = _chosen("fact", tracker) or _named(tracker) or (asked[-1] if asked else None)
    if fact not in load_law().facts:
        dispatcher.utter_message(response="utter_nothing_to_go_back_to")
        return []
    return _ask_again(dispatcher, tracker, str(fact), asked)


def protests(tracker: Tracker) -> bool:
    """Whether a short message says that something is wrong, "dat klopt niet", or wants to change it."""
    wording, words = load_law().wording, _words(tracker)
    wrong = any(said in " ".join(words) for said in wording["words_of_protest"])
    changes = bool(set(words) & set(wording["words_of_changing"])) and _named(tracker) is not None
    short = len(words) <= MOST_WORDS_OF_PROTEST
    return (wrong or changes) and short and not asks_something(tracker) and not is_button(tracker)


def answer_protest(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> Events:
    """The question for the fact that is said to be wrong; where none is named, all that is known."""
    fact = _named(tracker)
    if fact is None or tracker.get_slot(fact) is None:
        return tell_overview(dispatcher, tracker, turn, "utter_what_is_wrong")
    return _ask_again(dispatcher, tracker, fact, tracker.get_slot("asked") or [])


def _ask_again(dispatcher: CollectingDispatcher, tracker: Tracker, fact: str, asked: list[str]) -> Events:
    facts = facts_of(tracker)
    dependents = [
        each.id for each in load_law().facts.values() if fact in each.depends_on and each.id in facts
    ]
    dispatcher.utter_message(response="utter_gone_back", label=label_of(fact, facts))
    return [
        SlotSet("asked", [name for name in asked if name != fact]),
        SlotSet("advice", None),
        *[SlotSet(name, None) for name in [fact, *dependents]],
    ]


def tell_who_comes(dispatcher: CollectingDispatcher, tracker: Tracker) -> None:
    """Says who is left after somebody was taken out."""
    dispatcher.utter_message(response="utter_who_comes", who=listed(names_of(tracker)))


def _take_out(dispatcher: CollectingDispatcher, tracker: Tracker, place: int) -> Events:
    names = names_of(tracker)
    changed, gone, others = without([place], tracker)
    left = [name for at, name in enumerate(names) if at != place]
    dispatcher.utter_message(response="utter_who_comes", who=listed(left))
    return [
        *[SlotSet(name, value) for name, value in changed.items()],
        *[SlotSet(name, None) for name in gone],
        SlotSet("family", others),
        SlotSet("advice", None),
    ]


def _to_change(names: list[str], tracker: Tracker) -> list[Button]:
    facts, title = facts_of(tracker), load_law().wording["change_this"]
    return [
        {
            "title": title.format(what=label_of(name, facts)),
            "payload": "/go_back" + json.dumps({"fact": name}),
        }
        for name in names
    ]


def _to_take_out(names: list[str]) -> list[Button]:
    title = load_law().wording["take_out"]
    return [
        {"title": title.format(who=name), "payload": "/go_back" + json.dumps({"member": place})}
        for place, name in enumerate(names)
        if len(names) > 1
    ]


def _chosen(entity: str, tracker: Tracker) -> Any:
    """What a button carries; None for text."""
    entities = tracker.latest_message.get("entities") or []
    values = [each["value"] for each in entities if each["entity"] == entity]
    return values[0] if is_button(tracker) and values else None


def _named(tracker: Tracker) -> str | None:
    """The known fact that a message names: "de nationaliteit is fout"."""
    if is_button(tracker) or intent_of(tracker).startswith("ask_"):
        return None
    words, names = set(_words(tracker)), load_law().wording["words_of_facts"]
    found = [fact for fact, said in names.items() if words & set(said) and tracker.get_slot(fact) is not None]
    return found[0] if len(found) == 1 else None


def _words(tracker: Tracker) -> list[str]:
    return re.findall(r"\w+", fold(text_of(tracker)))
