"""What a conversation knows: the facts in the slots, and what the last message changed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from procedures import Decision, decide, load_law
from procedures.facts import UNKNOWN, WORDING_FACTS

FORM = "situation_form"
# What is kept beside the facts.
REMEMBERED = ("advice", "turn", "asked", "misses", "pending", "family", "member")


@dataclass
class Turn:
    """What one message did, as `action_understand` left it in the slot `turn`.

    `changed`: facts set for the first time or anew. `corrected`: those that had another value. `dropped`:
    facts that no longer hold because of a correction. `told`: the advice told before, to compare with.
    `family`: whether more people who want to come were named. `goes_on`: whether a question of the form
    follows in the same answer. `wants_contact`: whether it names the municipality whose address was wanted.
    `taken_out`: whether it tells that somebody of the family does not come.
    `joined`: whether several of the family are named that were not known yet.
    `about`: the place in `people` of one of the others whom it tells of or asks about for the first time.
    """

    message_id: str | None = None
    changed: dict[str, Any] = field(default_factory=dict)
    corrected: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    hypothetical: dict[str, Any] = field(default_factory=dict)
    ambiguous: list[str] = field(default_factory=list)
    told: dict[str, Any] = field(default_factory=dict)
    family: bool = False
    about: int | None = None
    taken_out: bool = False
    joined: bool = False
    goes_on: bool = False
    wants_contact: bool = False

    @property
    def changes_who_comes(self) -> bool:
        """Whether people were taken out of the family or came into it: then the overview is the answer."""
        return self.taken_out or self.joined

    @classmethod
    def of(cls, tracker: Tracker) -> "Turn":
        """The turn of the message being handled; an empty one if that message said no facts."""
        stored = tracker.get_slot("turn") or {}
        if stored.get("message_id") != message_id(tracker):
            return cls(message_id=message_id(tracker))
        return cls(**stored)


def message_id(tracker: Tracker) -> str | None:
    """The id of the message being handled."""
    found = tracker.latest_message.get("message_id")
    return str(found) if found else None


def intent_of(tracker: Tracker) -> str:
    """The intent of the message being handled."""
    return str((tracker.latest_message.get("intent") or {}).get("name") or "nlu_fallback")


def text_of(tracker: Tracker) -> str:
    """The message being handled, as it was typed."""
    return str(tracker.latest_message.get("text") or "")


def is_button(tracker: Tracker) -> bool:
    """Whether a button was pressed: its payload is the message."""
    return text_of(tracker).startswith("/")


def asks_something(tracker: Tracker) -> bool:
    """Whether the message is a question by its look: a question mark, or a question word at a start in it."""
    return asks(text_of(tracker))


def asks(text: str) -> bool:
    """The same of any text."""
    wording, folded = load_law().wording, text.casefold()
    clauses = [clause.split()[:2] for clause in re.split(r"[,.;:\n]+", folded)]
    starts = any(
        words[0] in wording["question_words"] or words[-1] in wording["interrogatives"]
        for words in clauses
        if words
    )
    return "?" in text or starts or any(words in folded for words in wording["words_of_asking"])


def confidence_of(tracker: Tracker) -> float:
    """How sure the classifier is of that intent, from 0 to 1."""
    return float((tracker.latest_message.get("intent") or {}).get("confidence") or 0.0)


def facts_of(tracker: Tracker) -> dict[str, Any]:
    """The facts in the slots, as `procedures` takes them."""
    names = [*load_law().facts, *WORDING_FACTS]
    return {name: tracker.get_slot(name) for name in names if tracker.get_slot(name) is not None}


def decision_of(facts: Mapping[str, Any]) -> Decision:
    """What `procedures` says of these facts today."""
    return decide(facts)


def decided_anyway(facts: Mapping[str, Any]) -> tuple[Decision, list[str]]:
    """The decision, with "weet ik niet" for whatever is still open; and which facts that were."""
    open_facts: list[str] = []
    decision = decision_of(facts)
    while decision.advice is None and decision.fact:
        open_facts.append(decision.fact)
        decision = decision_of({**facts, **dict.fromkeys(open_facts, UNKNOWN)})
    return decision, open_facts


def forget_everything() -> list[dict[str, Any]]:
    """Events that empty every slot of ours."""
    return [SlotSet(name, None) for name in [*load_law().facts, *WORDING_FACTS, *REMEMBERED]]


def is_web(tracker: Tracker) -> bool:
    """Whether the message came from our widget, which shows cards; other channels get text only."""
    return bool(tracker.get_latest_input_channel() == "web")


def in_form(tracker: Tracker) -> bool:
    """Whether the form is open."""
    return (tracker.active_loop or {}).get("name") == FORM


def requested_fact(tracker: Tracker) -> str | None:
    """The fact being asked, if the form is open."""
    return tracker.get_slot("requested_slot") if in_form(tracker) else None


def awaited_fact(tracker: Tracker) -> str | None:
    """The municipality, if the bot has just asked for it outside the form, to give its address."""
    said: list[str] = []
    before: list[str] = []
    for event in tracker.events:
        if event.get("event") == "bot":
            said.append((event.get("metadata") or {}).get("utter_action") or "")
        elif event.get("event") == "user":
            before, said = said, []
    return "municipality" if "utter_talk_to_human_where" in before else None


def asked_before_message(tracker: Tracker) -> str | None:
    """The fact whose question was open when the message came."""
    open_fact: str | None = None
    before: str | None = None
    for event in tracker.events:
        if event.get("event") == "slot" and event.get("name") == "requested_slot":
            open_fact = event.get("value")
        elif event.get("event") == "user":
            before = open_fact
    return before
