"""A wish told as a question, "kan mijn oma komen?": what can be said while there are questions left."""

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker

from actions.state import Turn, asks, facts_of, intent_of, text_of
from procedures import load_law
from procedures.countries import fold
from procedures.facts import read_facts
from procedures.when import holds

MAY_WISH = ("inform", "find_procedure", "nlu_fallback")


def topic_of_wish(tracker: Tracker) -> str | None:
    """The topic that answers whether this person can come; None if the message tells without asking.

    A question that says "komen" or "blijven" asks it whatever else it is about; another must stand in a
    message that tells something of the situation as well.
    """
    text, intent, wording = text_of(tracker), intent_of(tracker), load_law().wording
    may_tell = intent in MAY_WISH or intent.startswith("out_of_scope")
    questions = [_words(sentence) for sentence in re.findall(r"[^.!?\n]+[?]?", text) if asks(sentence)]
    wishes = [words for words in questions if words & set(wording["words_of_wishes"])]
    about_coming = any(words & set(wording["words_of_coming"]) for words in wishes)
    tells = may_tell and (bool(Turn.of(tracker).changed) or intent == "find_procedure")
    another = wording["start_of_another"] in text.casefold() and "?" in text
    may_ask = intent in MAY_WISH or intent.startswith("ask_")
    if not ((about_coming and may_ask) or (tells and (wishes or another))):
        return None
    facts = facts_of(tracker)
    for wish in wording["topics_of_wishes"]:
        if holds(wish["when"], facts) is True:
            return str(wish["topic"])
    return None


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", fold(text)))


def answers_wishes(topic: str) -> bool:
    """Whether a topic is one of those that say if somebody can come: the facts choose among them."""
    return any(wish["topic"] == topic for wish in load_law().wording["topics_of_wishes"])


def is_about_others(topic: str, facts: Mapping[str, Any]) -> bool:
    """Whether a topic is about some people only, and the facts tell that these are not among them."""
    law = load_law()
    some = [*law.wording["topics_of_wishes"], *law.wording["topics_for_some"]]
    conditions = [each["when"] for each in some if each["topic"] == topic]
    if not conditions:
        return False
    read = read_facts(facts, law)
    assumed = [name for name, _, _ in read.assumed]
    known = {name: value for name, value in read.known.items() if name not in assumed}
    return all(holds(when, known) is False for when in conditions)
