"""Puts an advice, a part of it, or the answer to a topic into messages."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.cards import advice_card
from actions.say import Button
from actions.state import facts_of, is_web
from procedures import load_law
from procedures.topics import answer

FIRST_DOCUMENTS = 4
FIRST_WARNINGS = 3
FIRST_LINKS = 2


def tell_advice(dispatcher: CollectingDispatcher, tracker: Tracker, advice: Mapping[str, Any]) -> None:
    """The conclusion and why; what to bring first or what is left; what to mind; the page that proves it."""
    basis = f" ({advice['legal_basis']})" if advice["legal_basis"] else ""
    why = "Waarom niet?" if advice["procedure"] == "none" else "Waarom deze procedure?"
    dispatcher.utter_message(text=f"{advice['conclusion']}\n\n{why} {advice['reason']}{basis}")
    if advice["procedure"] == "none":
        dispatcher.utter_message(text="Wat kan nog?\n" + bullets(advice["options"]))
    elif advice["documents"]:
        first = [item for item in advice["documents"] if item.get("kind") not in ("form", "local")][
            :FIRST_DOCUMENTS
        ]
        dispatcher.utter_message(response="utter_bring_first", lines=bullets(first))
    mind = [warning["text"] for warning in advice["warnings"] if warning["text"] != advice["reason"]][
        :FIRST_WARNINGS
    ]
    mind += alternatives_in_words(advice)
    if mind:
        dispatcher.utter_message(text="Let op:\n" + "\n".join(f"- {text}" for text in mind))
    links = "\n".join(f"{link['title']}: {link['url']}" for link in advice["links"][:FIRST_LINKS])
    dispatcher.utter_message(response="utter_read_more", links=links, buttons=part_buttons(advice))
    if is_web(tracker):
        dispatcher.utter_message(json_message=advice_card(advice, facts_of(tracker)))


def alternatives_in_words(advice: Mapping[str, Any]) -> list[str]:
    """For each "weet ik niet": what another answer would lead to."""
    law = load_law()
    said = []
    for other in advice["alternatives"]:
        fact = law.facts[other["fact"]]
        title = next(
            (option.title for option in fact.options if option.value == other["value"]), str(other["value"])
        )
        title = title if isinstance(title, str) else title.applicant
        outcome = law.wording["outcomes"][other["procedure"]]
        place = law.wording["places"][other["filing"]]
        said.append(f"Bij '{title}' ({fact.label}): {outcome}, {place}.")
    return said


def tell_part(
    dispatcher: CollectingDispatcher, tracker: Tracker, advice: Mapping[str, Any], part: str
) -> None:
    """One part of the advice as a list, with its sources."""
    items = advice["appeal"]["decisions"] if part == "appeal" else advice[part]
    title = load_law().wording["parts"][part]["card"]
    urls = dict.fromkeys(source for item in items for source in item.get("sources", []))
    sources = [load_law().sources[name] for name in list(urls)[:FIRST_LINKS]]
    links = "\n".join(f"{source.title}: {source.address}" for source in sources)
    dispatcher.utter_message(text=f"{title}, voor deze situatie:\n{bullets(items)}\n\nBron: {links}")


def tell_topic(dispatcher: CollectingDispatcher, tracker: Tracker, topic: str) -> None:
    """The answer to a question about the procedures; for this situation where it is known."""
    facts = facts_of(tracker)
    advice = tracker.get_slot("advice")
    part = next((name for name, each in load_law().wording["parts"].items() if each["topic"] == topic), None)
    if advice and part and (advice["appeal"]["decisions"] if part == "appeal" else advice.get(part)):
        tell_part(dispatcher, tracker, advice, part)
        return
    found = answer(topic, facts)
    lines = [found["text"]]
    if found["note"]:
        lines.append(found["note"])
    source = found["sources"][0]
    lines.append(f"Bron: {source['title']}: {source['url']}")
    dispatcher.utter_message(
        text="\n\n".join(lines), buttons=_related(found) if not _asking(tracker) else None
    )
    if not advice and not _asking(tracker) and not found["specific"]:
        dispatcher.utter_message(response="utter_offer_to_find_out")


def bullets(items: list[dict[str, Any]]) -> str:
    """A list, each item with the condition under which it counts and the amount where it has one."""
    return "\n".join(f"- {in_words(item)}" for item in items)


def in_words(item: Mapping[str, Any]) -> str:
    """One item of an advice as text, with `only_if`, amount and note."""
    text = item["text"]
    if item.get("only_if"):
        text = f"{text} ({item['only_if']})"
    if item.get("amount_note"):
        text = f"{text} {item['amount_note']}"
    if item.get("note"):
        text = f"{text} {item['note']}"
    return str(text)


def part_buttons(advice: Mapping[str, Any]) -> list[Button]:
    """A button for each part of the advice that has contents."""
    parts = load_law().wording["parts"]
    filled = [name for name in parts if (advice["appeal"]["decisions"] if name == "appeal" else advice[name])]
    if advice["procedure"] == "none":
        return []
    return [
        {"title": parts[name]["title"], "payload": f"/ask_{parts[name]['topic']}"}
        for name in filled
        if name != "options"
    ]


def _related(found: Mapping[str, Any]) -> list[Button]:
    return [{"title": each["title"], "payload": f"/ask_{each['id']}"} for each in found["related"][:3]]


def _asking(tracker: Tracker) -> bool:
    return bool((tracker.active_loop or {}).get("name"))
