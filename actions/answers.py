"""Puts an advice, a part of it, or the answer to a topic into messages."""

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.cards import advice_card, with_amount
from actions.days import days_told
from actions.family import tell_family
from actions.parts import TRAVEL_WORK, Items, desk_lines, items_of, part_of_topic, parts
from actions.say import Button, capital, label_of
from actions.state import facts_of, in_form, is_button, is_web
from procedures import load_law
from procedures.facts import spoken
from procedures.terms import last_days
from procedures.topics import answer
from procedures.wording import Persons, fill

FIRST_DOCUMENTS = 3
FIRST_WARNINGS = 2
FIRST_LINKS = 2
FIRST_ITEMS = 8
# A list that is hardly longer is told whole: nobody asks for the last two.
SHORT_LIST = 10
OPENING_SENTENCES = 2
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+")
NO_PROMISE = "no_promise"
REST = {"title": "Toon de rest", "payload": "/show_rest"}


def tell_advice(dispatcher: CollectingDispatcher, tracker: Tracker, advice: Mapping[str, Any]) -> None:
    """The conclusion and why; what to bring first or what is left; what to mind; the page that proves it.

    Messages marked `on_card` are told by the cards too: a channel that shows cards keeps these in reserve.
    """
    others = alternatives_in_words(tracker, advice)
    sure = _is_sure(advice, others)
    if not sure:
        dispatcher.utter_message(response="utter_depends", lines=_lines(others))
        dispatcher.utter_message(text=bullets(_of_help_now(advice["options"])))
        others = []
    elif advice["procedure"] == "none":
        dispatcher.utter_message(text=f"{advice['conclusion']}\n\n{_reason(advice)}", on_card=True)
        left = bullets(advice["options"])
        dispatcher.utter_message(response="utter_what_is_left", lines=left, on_card=True)
    else:
        dispatcher.utter_message(text=f"{advice['conclusion']}\n\n{_reason(advice)}", on_card=True)
        first = [item for item in advice["documents"] if item.get("kind") not in ("form", "local")]
        papers = bullets(first[:FIRST_DOCUMENTS])
        dispatcher.utter_message(response="utter_bring_first", lines=papers, on_card=True)
    mind = _to_mind(advice, FIRST_WARNINGS) + others
    if mind:
        dispatcher.utter_message(response="utter_mind", lines=_lines(mind), on_card=sure)
    tell_family(dispatcher, tracker, advice)
    links = "\n".join(f"{link['title']}: {link['url']}" for link in advice["links"][:FIRST_LINKS])
    on_the_cards = is_web(tracker) and advice["procedure"] != "none"
    buttons = [] if on_the_cards else part_buttons(advice)
    dispatcher.utter_message(response="utter_read_more", links=links, buttons=buttons, on_card=sure)
    show_cards(dispatcher, tracker, advice)


def show_cards(dispatcher: CollectingDispatcher, tracker: Tracker, advice: Mapping[str, Any]) -> None:
    """The advice as cards, where the channel shows them; none while it all depends on what isn't known."""
    others = alternatives_in_words(tracker, advice)
    if is_web(tracker) and _is_sure(advice, others):
        no_promise = [each["text"] for each in advice["warnings"] if each["id"] == NO_PROMISE]
        mind = [*_to_mind(advice), *others, *no_promise]
        card = advice_card(advice, facts_of(tracker), _reason(advice), mind)
        dispatcher.utter_message(json_message=card)


def _is_sure(advice: Mapping[str, Any], others: list[str]) -> bool:
    """Whether it may be told as it is: a no that another answer would turn into a yes is not."""
    return advice["procedure"] != "none" or not others


def _of_help_now(options: Items) -> Items:
    """Of what is left, when it isn't sure yet that there is no right: how to find out, and who helps."""
    return [options[0], options[-1]] if len(options) > 1 else list(options)


def _reason(advice: Mapping[str, Any]) -> str:
    basis = f" ({advice['legal_basis']})" if advice["legal_basis"] else ""
    why = "Waarom niet?" if advice["procedure"] == "none" else "Waarom deze procedure?"
    return f"{why} {advice['reason']}{basis}"


def _to_mind(advice: Mapping[str, Any], most: int | None = None) -> list[str]:
    """Warnings: first what rests on a "weet ik niet", then the weightiest of the others, at most so many."""
    warnings = [
        each
        for each in advice["warnings"]
        if each["text"] != advice["reason"] and each.get("kind") != TRAVEL_WORK and each["id"] != NO_PROMISE
    ]
    unknown = [each for each in warnings if each["id"].startswith("unknown_")]
    rest = [each for each in warnings if each not in unknown]
    return [each["text"] for each in [*unknown, *rest[:most]]]


def alternatives_in_words(tracker: Tracker, advice: Mapping[str, Any]) -> list[str]:
    """For each "weet ik niet": what the other answers would lead to, those with the same end together."""
    law = load_law()
    facts = facts_of(tracker)
    persons = Persons.of(facts, law)
    grouped: dict[tuple[str, str], list[str]] = {}
    for other in advice["alternatives"]:
        options = [each for each in law.facts[other["fact"]].options if each.value == other["value"]]
        end = _end(other, advice)
        if end and options and not options[0].hidden:
            title = fill(spoken(options[0].title, persons.speaker), persons)
            grouped.setdefault((other["fact"], end), []).append(f"'{title}'")
    return [
        f"{capital(label_of(fact, facts))}: {' of '.join(titles)}? Dan: {end}."
        for (fact, end), titles in grouped.items()
    ]


def _end(other: Mapping[str, Any], advice: Mapping[str, Any]) -> str | None:
    """Where another answer ends, in a few words; nothing if that is where this advice ends too."""
    wording = load_law().wording
    if (other["procedure"], other["filing"]) != (advice["procedure"], advice["filing"]):
        outcome = str(wording["outcomes"][other["procedure"]])
        return outcome if other["procedure"] == "none" else f"{outcome}, {wording['places'][other['filing']]}"
    if other["regime"] != advice["regime"]:
        return f"dezelfde procedure, met {wording['regimes'][other['regime']]}"
    return None


def tell_part(
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    advice: Mapping[str, Any],
    part: str,
    rest: bool = False,
) -> None:
    """One part of the advice as a list with its sources; of a long list the first items, or the rest."""
    items = items_of(advice, part, tracker.get_slot("municipality"))
    long = len(items) > SHORT_LIST
    shown = items[FIRST_ITEMS:] if rest else items[:FIRST_ITEMS] if long else items
    title = parts()[part]["card"]
    lead = f"{title}, de rest:" if rest else f"{title}, voor deze situatie:"
    text = f"{lead}\n{bullets(shown)}"
    notes = list(dict.fromkeys(item["note"] for item in shown if item.get("note")))
    if notes:
        text += "\n\nGoed om te weten: " + " ".join(notes)
    links = _links(shown)
    if links:
        text += f"\n\nBron: {links}"
    more = long and not rest
    if more:
        text += f'\n\nEr zijn nog {len(items) - FIRST_ITEMS} punten. Typ "toon de rest" om ze te zien.'
    dispatcher.utter_message(text=text, buttons=[REST] if more else None)


def _links(items: Items) -> str:
    named = dict.fromkeys(source for item in items for source in item.get("sources", []))
    sources = [load_law().sources[name] for name in list(named)[:FIRST_LINKS]]
    return "\n".join(f"{source.title}: {source.address}" for source in sources)


def tell_rest(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """The rest of the part that was asked for last; False if there is none."""
    advice = tracker.get_slot("advice")
    for event in reversed(tracker.events):
        intent = str(((event.get("parse_data") or {}).get("intent") or {}).get("name") or "")
        part = part_of_topic(intent.removeprefix("ask_"))
        if event.get("event") != "user" or part is None or not advice:
            continue
        if len(items_of(advice, part, tracker.get_slot("municipality"))) > SHORT_LIST:
            tell_part(dispatcher, tracker, advice, part, rest=True)
            return True
    return False


def tell_topic(dispatcher: CollectingDispatcher, tracker: Tracker, topic: str, offer: bool = True) -> None:
    """The answer to a question about the procedures; for this situation where it is known.

    Outside the form it comes with related questions and, if `offer`, with the offer to find out.
    """
    facts = facts_of(tracker)
    advice = tracker.get_slot("advice")
    part = part_of_topic(topic)
    asks_part = part and part != "where" and (is_button(tracker) or not parts()[part].get("on_button"))
    ends = last_days(topic, facts, days_told(tracker))
    if advice and part and asks_part and items_of(advice, part):
        tell_part(dispatcher, tracker, advice, part)
        for end in ends:
            dispatcher.utter_message(text=end)
        return
    found = answer(topic, facts)
    lines = [*ends, found["text"]]
    if found["note"]:
        lines.append(found["note"])
    if part == "where" and advice and advice["filing"] == "municipality":
        lines.append("\n".join(desk_lines(facts.get("municipality"))))
    source = found["sources"][0]
    lines.append(f"Bron: {source['title']}: {source['url']}")
    alone = offer and not in_form(tracker)
    dispatcher.utter_message(text="\n\n".join(lines), buttons=_related(found) if alone else None)
    if alone:
        _offer_to_find_out(dispatcher, tracker, [found])


def without_repeats(topics: list[str], facts: Mapping[str, Any]) -> list[str]:
    """Of topics with the same answer for these facts only the first."""
    kept: dict[str, str] = {}
    for topic in topics:
        kept.setdefault(answer(topic, facts)["text"], topic)
    return list(kept.values())


def tell_in_short(
    dispatcher: CollectingDispatcher, tracker: Tracker, response: str, topics: list[str], offer: bool
) -> None:
    """The openings of the answers to topics that were perhaps meant; outside the form a button for each."""
    found = [answer(topic, facts_of(tracker)) for topic in topics]
    lines = _lines([f"{each['title']} {_opening(each['text'])}" for each in found])
    alone = offer and not in_form(tracker)
    buttons = [_button_of(each) for each in found] if alone else None
    dispatcher.utter_message(response=response, lines=lines, buttons=buttons)
    if alone:
        _offer_to_find_out(dispatcher, tracker, found)


def _offer_to_find_out(
    dispatcher: CollectingDispatcher, tracker: Tracker, found: list[dict[str, Any]]
) -> None:
    """After answers in general, where the situation isn't known."""
    if not tracker.get_slot("advice") and not any(each["specific"] for each in found):
        dispatcher.utter_message(response="utter_offer_to_find_out")


def _opening(text: str) -> str:
    """The first sentences of an answer: they are written to hold what most people ask."""
    return " ".join(_BETWEEN_SENTENCES.split(text)[:OPENING_SENTENCES])


def bullets(items: Items) -> str:
    """A list, each item with the condition under which it counts and the amount where it has one."""
    return _lines([in_words(item) for item in items])


def _lines(texts: list[str]) -> str:
    return "\n".join(f"- {text}" for text in texts)


def in_words(item: Mapping[str, Any]) -> str:
    """One item of an advice as text: with its amount, and with `only_if` where it doesn't surely count."""
    text = with_amount(item)
    return f"{text} ({item['only_if']})" if item.get("only_if") else text


def part_buttons(advice: Mapping[str, Any]) -> list[Button]:
    """A button for each part of the advice that has contents; what is left was told already."""
    if advice["procedure"] == "none":
        return list(load_law().wording["after_no_right"])
    return [
        {"title": part["title"], "payload": f"/ask_{part['topic']}"}
        for name, part in parts().items()
        if name != "options" and items_of(advice, name)
    ]


def _related(found: Mapping[str, Any]) -> list[Button]:
    return [_button_of(each) for each in found["related"][:3]]


def _button_of(topic: Mapping[str, Any]) -> Button:
    return {"title": topic["title"], "payload": f"/ask_{topic['id']}"}
