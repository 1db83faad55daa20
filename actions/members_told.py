"""What a message says of one of the others who want to come: "mijn ma is al hier"."""

from __future__ import annotations

from rasa_sdk import Tracker

from actions.household import Facts, people
from actions.members import ages_of, matches, persons, told_of
from actions.state import requested_fact

# What tells who somebody is, not how it is with him or her.
_NAMES = ("relation", "applicant_noun", "applicant_gender")


def family_as_told(tracker: Tracker) -> tuple[list[Facts], int] | None:
    """The others after what a message says of one of them, and the place of that one.

    None if the message says nothing of any of them alone.
    """
    family, named = people(tracker), persons(tracker)
    if len(family) < 2 or len(named) != 1 or requested_fact(tracker) == "relation":
        return None
    places = matches(named[0], ages_of(named[0], tracker), family)
    if len(places) != 1 or not places[0]:
        return None
    others = [dict(each) for each in tracker.get_slot("family") or []]
    at = places[0] - 1
    news = {name: value for name, value in told_of(named[0], tracker).items() if name not in _NAMES}
    if all(family[places[0]].get(name) == value for name, value in news.items()):
        return None
    others[at].update(news)
    return others, places[0]
