"""A question and something told in one message: which of its sentences tell, and which only ask."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import takewhile
from typing import Any

from rasa_sdk import Tracker

from actions.corrections import is_correction
from actions.roles import resolve
from actions.say import buttons_of
from actions.state import asks, asks_something, intent_of, is_button, requested_fact, text_of
from procedures import load_law


def told_in(tracker: Tracker) -> list[dict[str, Any]]:
    """What the message mentions; of a question such as "wat is een B-kaart?" only what it says of people."""
    entities: list[dict[str, Any]] = tracker.latest_message.get("entities") or []
    if intent_of(tracker).removeprefix("ask_") in load_law().wording["topics_of_residents"]:
        entities = _without_own_card(entities)
    if not (asks_something(tracker) and intent_of(tracker).startswith("ask_")):
        return entities
    answer = _length_of_answer(tracker)
    of_people = [each for each in entities if each["start"] >= answer and each.get("role")]
    return [each for each in entities if each["end"] <= answer] + [
        each for each in of_people if not each.get("question")
    ]


def _length_of_answer(tracker: Tracker) -> int:
    """How many signs come before the question in "Congolees. En wat gaat dat kosten?"; 0 outside the form."""
    if requested_fact(tracker) is None:
        return 0
    sentences = re.findall(r"[^.!?\n]+[.!?\n]*\s*", text_of(tracker))
    told = list(takewhile(lambda each: not asks(each), sentences))
    return len("".join(told)) if len(told) < len(sentences) else 0


def answered_beside_question(
    tracker: Tracker, before: Mapping[str, Any], requested: str | None
) -> dict[str, Any]:
    """The answer in "Ik ben 36. Maar kan mijn moeder mee?", where the rest asks about somebody else."""
    length = _length_of_answer(tracker)
    if not length or requested is None:
        return {}
    entities = [each for each in tracker.latest_message.get("entities") or [] if each["end"] <= length]
    context = {**before, "requested_slot": requested, "buttons": buttons_of(requested)}
    slots = resolve(text_of(tracker)[:length].strip(), entities, context).slots
    return {name: value for name, value in slots.items() if name == requested}


def only_asks(tracker: Tracker) -> bool:
    """Whether a message is all questions, "tellen wij als Belgen?": it corrects nothing told before."""
    about_topic = intent_of(tracker).startswith("ask_") and not is_button(tracker)
    sentences = re.split(r"(?<=[.!?])\s+|\n+", text_of(tracker).strip())
    questions = all(each.endswith("?") and asks(each.split(",")[0]) for each in sentences)
    in_passing = load_law().wording["words_in_passing"]
    entities = [
        each
        for each in tracker.latest_message.get("entities") or []
        if not (each["entity"] == "correction" and _quoted(tracker, each) in in_passing)
    ]
    return about_topic and questions and not is_correction(entities)


def _quoted(tracker: Tracker, entity: Mapping[str, Any]) -> str:
    return text_of(tracker)[entity["start"] : entity["end"]].casefold()


def _without_own_card(entities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """ "Kunnen ze mijn F-kaart afpakken?" is asked by who came: that card makes no sponsor of anybody."""
    return [each for each in entities if each["entity"] != "card" or each.get("role") != "self"]
