"""The days that somebody told in the conversation, for answers about terms."""

import datetime

from rasa_sdk import Tracker

from nlu.days import told_days
from procedures.terms import ToldDay

LAST_MESSAGES = 8


def days_told(tracker: Tracker) -> list[ToldDay]:
    """The days in the last messages of this person, the latest message first; buttons tell none."""
    today = datetime.date.today()
    texts = [str(event.get("text") or "") for event in tracker.events if event.get("event") == "user"]
    latest = [text for text in reversed(texts[-LAST_MESSAGES:]) if not text.startswith("/")]
    return [day for text in latest for day in told_days(text, today)]
