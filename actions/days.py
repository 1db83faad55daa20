"""The days that somebody told in the conversation, for answers about terms."""

from rasa_sdk import Tracker

from procedures.terms import ToldDay

LAST_MESSAGES = 8


def days_told(tracker: Tracker) -> list[ToldDay]:
    """The days in the last messages of this person, as nlu/fact_extractor.py read them; the latest first."""
    messages = [event for event in tracker.events if event.get("event") == "user"][-LAST_MESSAGES:]
    told = [(event.get("parse_data") or {}).get("told_days") or [] for event in reversed(messages)]
    return [ToldDay.from_json(day) for days in told for day in days]
