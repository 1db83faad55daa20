"""More than one person who wants to come: each gets an own answer, in one overview."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.compare import LESS_TELLING
from actions.say import label_of
from actions.state import facts_of
from procedures import FactError, decide, load_law
from procedures.facts import UNKNOWN
from procedures.wording import Persons

# The same for the whole family: the person in Belgium, and from which country and place the others come.
SHARED = (
    "speaker",
    "sponsor_status",
    "sponsor_card",
    "sponsor_residence_since",
    "sponsor_free_movement",
    "applicant_country",
    "applicant_location",
    "applicant_residence",
    "exceptional_circumstances",
)
MOST_EXTRA_PAPERS = 2


def tell_family(dispatcher: CollectingDispatcher, tracker: Tracker, advice: Mapping[str, Any]) -> None:
    """One overview of everybody who wants to come: who, which procedure, where, and what differs."""
    others = tracker.get_slot("family") or []
    if not others:
        return
    facts = facts_of(tracker)
    shared = {name: value for name, value in facts.items() if name in SHARED}
    grouped: dict[str, list[str]] = {_outcome(advice): [_who(facts)]}
    for other in others:
        said = _answer({**shared, **other}, advice)
        if said is not None:
            grouped.setdefault(said, []).append(_who({**shared, **other}))
    lines = [f"- {_listed(who)}: {said}" for said, who in grouped.items()]
    dispatcher.utter_message(response="utter_family", lines="\n".join(lines))


def people_in_words(tracker: Tracker) -> str:
    """The others who want to come, as a list in words: "je kind (4 jaar) en je kind (9 jaar)"."""
    facts = facts_of(tracker)
    shared = {name: value for name, value in facts.items() if name in SHARED}
    return _listed([_who({**shared, **other}) for other in tracker.get_slot("family") or []])


def _listed(names: list[str]) -> str:
    return " en ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _who(facts: Mapping[str, Any]) -> str:
    speaker = facts.get("speaker")
    persons = Persons.of({**facts, "speaker": speaker or "sponsor"}, load_law())
    age = facts.get("applicant_age")
    who = "jijzelf" if persons.applicant == "je" else persons.applicant
    return f"{who} ({age} jaar)" if isinstance(age, int) else who


def _answer(facts: dict[str, Any], first: Mapping[str, Any]) -> str | None:
    """What holds for one person; where a fact is missing, what it depends on."""
    open_facts = []
    try:
        result = decide(facts)
        while result.advice is None and result.fact:
            open_facts.append(result.fact)
            result = decide({**facts, **dict.fromkeys(open_facts, UNKNOWN)})
    except FactError:
        return None
    advice = result.advice or {}
    ends = {_outcome(other) for other in advice["alternatives"]} - {_outcome(advice)}
    if ends:
        labels = " en ".join(f"'{label_of(name, facts)}'" for name in open_facts)
        return f"dat hangt nog af van {labels}. Kan zijn: {'; '.join(sorted(ends))}. Of: {_outcome(advice)}"
    if advice["procedure"] == "none":
        return f"{_outcome(advice)}. {advice['reason']}"
    return _outcome(advice) + _extra_papers(advice, first)


def _outcome(advice: Mapping[str, Any]) -> str:
    wording = load_law().wording
    if advice["procedure"] == "none":
        return str(wording["outcomes"]["none"])
    return f"{wording['outcomes'][advice['procedure']]}, {wording['places'][advice['filing']]}"


def _extra_papers(advice: Mapping[str, Any], first: Mapping[str, Any]) -> str:
    known = {item["id"] for item in first["documents"]}
    extra = [
        item["text"]
        for item in advice["documents"]
        if item["id"] not in known and item.get("kind") not in LESS_TELLING and not item.get("only_if")
    ]
    return f". Ook nodig: {' '.join(extra[:MOST_EXTRA_PAPERS])}" if extra else ""
