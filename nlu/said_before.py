"""What a person said before a message, as Rasa's tracker keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

# A message of fewer words was an answer, and tells nothing to lean on.
FEWEST_WORDS_BEFORE = 4
FORGETTING = ("restart", "delete_data")


@dataclass(frozen=True)
class Before:
    """What a person said before a message, and the intent that it had."""

    text: str
    intent: str = ""


def said_before(tracker: DialogueStateTracker) -> Before | None:
    """The last message that told or asked something; None at the start and after `opnieuw`."""
    for event in reversed(tracker.events):
        if not isinstance(event, UserUttered):
            continue
        if event.intent_name in FORGETTING:
            return None
        text = event.text or ""
        if len(text.split()) >= FEWEST_WORDS_BEFORE and not text.startswith("/"):
            return Before(text, event.intent_name or "")
    return None
