"""A supposition, "wat als ze 19 was?": what would differ, with nothing changed."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.compare import differences, same_outcome, summary
from actions.say import label_of, value_in_words
from actions.state import Turn, decided_anyway, decision_of, facts_of
from actions.topics_asked import tell_guesses, tell_probable, topic_beside
from procedures import FactError, load_law
from procedures.facts import WORDING_FACTS


def what_if(dispatcher: CollectingDispatcher, tracker: Tracker, turn: Turn) -> list[dict[str, Any]]:
    """Changes facts on paper only, and says what would differ."""
    facts = facts_of(tracker)
    supposed = {
        name: value
        for name, value in turn.hypothetical.items()
        if name not in WORDING_FACTS and facts.get(name) != value
    }
    if not supposed and (topic := topic_beside(tracker)):
        tell_probable(dispatcher, tracker, topic)
        return []
    if not supposed and tell_guesses(dispatcher, tracker):
        return []
    if not supposed or not any(name not in WORDING_FACTS and name != "speaker" for name in facts):
        known = tracker.get_slot("advice") or facts.get("relation")
        dispatcher.utter_message(response="utter_what_if_how" if known else "utter_what_if_unclear")
        return []
    rests_on = {fact.id for fact in load_law().facts.values() if set(fact.depends_on) & set(supposed)}
    kept = {name: value for name, value in facts.items() if name not in rests_on}
    try:
        then, open_facts = decided_anyway({**kept, **supposed})
    except FactError:
        dispatcher.utter_message(response="utter_what_if_unclear")
        return []
    changes = "; ".join(
        f"{label_of(name, facts)}: {value_in_words(name, value, facts)}" for name, value in supposed.items()
    )
    now = tracker.get_slot("advice") or decision_of(facts).advice
    advice = then.advice or {}
    if now is None:
        text, lines = "utter_what_if", [advice["conclusion"]]
    elif same_outcome(now, advice):
        lines = differences(summary(now), summary(advice))
        text = "utter_what_if_details" if lines else "utter_what_if_same"
    elif advice["procedure"] == "none":
        text, lines = "utter_what_if", [advice["conclusion"], advice["reason"]]
    else:
        changed = differences(summary(now), summary(advice), only=("documents",))
        text, lines = "utter_what_if", [advice["conclusion"], *changed]
    dispatcher.utter_message(response=text, changes=changes, lines="\n".join(lines))
    if open_facts:
        labels = ", ".join(label_of(name, facts) for name in open_facts)
        dispatcher.utter_message(response="utter_what_if_open", labels=labels)
    return []
