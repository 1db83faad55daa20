"""A wish told as a question, "kan mijn oma komen?": what can be said while there are questions left."""

import re

from rasa_sdk import Tracker

from actions.state import Turn, asks_something, facts_of, intent_of, text_of
from procedures import load_law
from procedures.countries import fold
from procedures.when import holds

MAY_WISH = ("inform", "find_procedure", "nlu_fallback")


def topic_of_wish(tracker: Tracker) -> str | None:
    """The topic that answers whether this person can come; None if the message tells without asking.

    A message that says "komen" or "blijven" asks it whatever else it is about; another must tell something
    of the situation as well.
    """
    turn = Turn.of(tracker)
    words = set(re.findall(r"\w+", fold(text_of(tracker))))
    wording = load_law().wording
    asks = asks_something(tracker) and words & set(wording["words_of_wishes"])
    asks_about = wording["start_of_another"] in text_of(tracker).casefold() and "?" in text_of(tracker)
    says_enough = turn.changed or intent_of(tracker) == "find_procedure"
    tells = intent_of(tracker) in MAY_WISH and says_enough
    surely = (intent_of(tracker) in MAY_WISH or intent_of(tracker).startswith("ask_")) and words & set(
        wording["words_of_coming"]
    )
    if not ((asks and (tells or surely)) or (asks_about and tells)):
        return None
    facts = facts_of(tracker)
    for wish in wording["topics_of_wishes"]:
        if holds(wish["when"], facts) is True:
            return str(wish["topic"])
    return None


def answers_wishes(topic: str) -> bool:
    """Whether a topic is one of those that say if somebody can come: the facts choose among them."""
    return any(wish["topic"] == topic for wish in load_law().wording["topics_of_wishes"])
