"""More than one person who wants to come: each gets an own answer, in one overview."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.compare import LESS_TELLING
from actions.household import Facts, called, people, with_age
from actions.say import Button, label_of
from actions.state import decided_anyway
from procedures import FactError, load_law

MOST_EXTRA_PAPERS = 2
MOST_BUTTONS = 6


def names_of(tracker: Tracker) -> list[str]:
    """How each of `people` is called, with the age where it is known: "jijzelf", "je zoon (9 jaar)"."""
    first, *others = people(tracker)
    speaker = "third_party" if first.get("speaker") == "third_party" else "sponsor"
    named = [(first, first.get("speaker") or "sponsor"), *((other, speaker) for other in others)]
    return [with_age(called(facts, who), facts) for facts, who in named]


def tell_family(dispatcher: CollectingDispatcher, tracker: Tracker, advice: Mapping[str, Any]) -> None:
    """One overview of everybody who wants to come: who, which procedure, where, and what differs."""
    family, names = people(tracker), names_of(tracker)
    if len(family) < 2:
        return
    grouped: dict[str, list[str]] = {outcome_in_words(advice): [names[0]]}
    for facts, name in zip(family[1:], names[1:], strict=True):
        said = _answer(facts, advice)
        if said is not None:
            grouped.setdefault(said, []).append(name)
    lines = [f"- {listed(who)}: {said}" for said, who in grouped.items()]
    dispatcher.utter_message(response="utter_family", lines="\n".join(lines), buttons=_buttons(names))


def listed(names: list[str]) -> str:
    """Names as in a sentence: "je vrouw, je kind (4 jaar) en je kind (9 jaar)"."""
    return " en ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _buttons(names: list[str]) -> list[Button]:
    """For each person a button to the own list of papers; those called the same need one button."""
    places = {name: place for place, name in enumerate(names[:MOST_BUTTONS])}
    papers = load_law().wording["papers_for"]
    return [
        {"title": papers.format(who=name), "payload": f'/ask_documents_overview{{"member": {place}}}'}
        for name, place in places.items()
    ]


def depends_in_words(facts: Facts, advice: Mapping[str, Any], open_facts: list[str]) -> str | None:
    """What the answer for a person still depends on, and what it may become; None if it is settled."""
    ends = {outcome_in_words(other) for other in advice["alternatives"]} - {outcome_in_words(advice)}
    if not ends:
        return None
    asked = open_facts or list(dict.fromkeys(other["fact"] for other in advice["alternatives"]))
    labels = " en ".join(f"'{label_of(name, facts)}'" for name in asked)
    return (
        f"dat hangt nog af van {labels}. Kan zijn: {'; '.join(sorted(ends))}. Of: {outcome_in_words(advice)}"
    )


def _answer(facts: Facts, first: Mapping[str, Any]) -> str | None:
    """What holds for one person; where a fact is missing, what it depends on."""
    try:
        result, open_facts = decided_anyway(facts)
    except FactError:
        return None
    advice = result.advice or {}
    depends = depends_in_words(facts, advice, open_facts)
    if depends:
        return depends
    if advice["procedure"] == "none":
        return f"{outcome_in_words(advice)}. {advice['reason']}"
    return outcome_in_words(advice) + _extra_papers(advice, first)


def outcome_in_words(advice: Mapping[str, Any]) -> str:
    """Procedure and place in a few words."""
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
