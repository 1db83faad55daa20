"""Everybody who wants to come, and what is still asked: of who was named first, then of the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rasa_sdk import Tracker

from actions.state import decided_anyway, decision_of, facts_of
from procedures import FactError, load_law
from procedures.facts import UNKNOWN
from procedures.wording import Persons

# The same for the whole family: the person in Belgium, and from which country and place the others come.
SHARED = (
    "speaker",
    "sponsor_status",
    "sponsor_card",
    "sponsor_stay_ground",
    "sponsor_age",
    "sponsor_residence_since",
    "sponsor_free_movement",
    "sponsor_noun",
    "sponsor_gender",
    "applicant_country",
    "applicant_location",
    "applicant_residence",
    "exceptional_circumstances",
)
# How the facts start that the others have in common with who was asked about, whoever is asked.
FOR_ALL = ("sponsor_", "municipality")
AGE = "applicant_age"

Facts = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """A fact to ask, the place in `people_of` of whom it is about, and how many are left with this one."""

    fact: str
    place: int
    left: int


def people(tracker: Tracker) -> list[Facts]:
    """The facts of everybody who wants to come: first who was asked about, then the others."""
    return people_of(facts_of(tracker), tracker.get_slot("family") or [])


def people_of(facts: Facts, others: list[Facts]) -> list[Facts]:
    """The same of facts that are not in the slots yet.

    Of the others an applicant speaks as of somebody else: only one person is "je".
    """
    shared = {name: value for name, value in facts.items() if name in SHARED}
    if facts.get("speaker") == "applicant":
        shared["speaker"] = "third_party"
    return [facts, *(_with_noun({**shared, **other}) for other in others)]


def next_question(facts: Facts, others: list[Facts]) -> Question | None:
    """The fact that is asked next; None when the answer is known for everybody."""
    first, *rest = people_of(facts, others)
    _, asked_of_first = decided_anyway(first)
    shared = {name: UNKNOWN for name in asked_of_first if name in SHARED}
    family = [(place, {**shared, **person}) for place, person in enumerate(rest, 1)]
    open_facts = [(place, decision_of(person)) for place, person in family if _is_open(person)]
    # The ages of several children are one question.
    ages = [place for place, each in open_facts if each.fact == AGE]
    left = sum(each.remaining for _, each in open_facts) - max(0, len(ages) - 1)
    if asked_of_first:
        decision = decision_of(first)
        return Question(str(decision.fact), 0, decision.remaining + left)
    return Question(str(open_facts[0][1].fact), open_facts[0][0], left) if open_facts else None


def place_asked(tracker: Tracker, requested: str | None) -> int:
    """The place of whom the open question is about: 0, the first, unless only the others are left."""
    question = next_question(facts_of(tracker), tracker.get_slot("family") or []) if requested else None
    return question.place if question and question.fact == requested else 0


def divided(said: Facts, place: int, others: list[Facts]) -> tuple[Facts, list[Facts]]:
    """What is said while one of the others is asked about: what holds for all, and the others with theirs."""
    own = {name: value for name, value in said.items() if not name.startswith(FOR_ALL) and name != "speaker"}
    told = {name: value for name, value in said.items() if name.startswith(FOR_ALL)}
    return told, [{**each, **own} if at == place else each for at, each in enumerate(others, 1)]


def persons_at(place: int, family: list[Facts]) -> Persons:
    """How the two people are called in a question about one of the family."""
    first = Persons.of(family[0], load_law())
    if place == 0:
        return first
    speaker = "third_party" if first.speaker == "third_party" else "sponsor"
    name = called(family[place], speaker)
    alike = [each for each in family[1:] if called(each, speaker) == name]
    if len(alike) > 1 or (first.speaker == "sponsor" and name == first.applicant):
        name = with_age(name, family[place])
    return Persons("sponsor" if first.speaker == "sponsor" else "third_party", name, first.sponsor)


def called(facts: Mapping[str, Any], speaker: str) -> str:
    """What who wants to come is called: "je zoon", and "jijzelf" for who is typing."""
    name = Persons.of(_with_noun({**facts, "speaker": speaker}), load_law()).applicant
    return "jijzelf" if name == "je" else name


def _with_noun(facts: Facts) -> Facts:
    """Of several, a third party's "kinderen" are no "aanvragers": each is called what he or she is."""
    wording, noun = load_law().wording, facts.get("applicant_noun")
    kinds = wording["general_nouns"].get(facts.get("relation"), {})
    known = noun in wording["nouns"] or noun in wording["third_party_nouns"] or not kinds
    if known or facts.get("speaker") != "third_party":
        return facts
    return {**facts, "applicant_noun": kinds.get(facts.get("applicant_gender"), kinds["any"])}


def with_age(name: str, facts: Mapping[str, Any]) -> str:
    """ "Je zoon (9 jaar)", where the age is known."""
    age = facts.get(AGE)
    return f"{name} ({age} jaar)" if isinstance(age, int) else name


def _is_open(person: Facts) -> bool:
    """Whether the outcome for somebody hangs on a fact that is not known, and was not said to be unknown."""
    try:
        decision, open_facts = decided_anyway(person)
    except FactError:
        return False
    advice = decision.advice or {}
    ends = {(each["procedure"], each["filing"]) for each in [advice, *advice["alternatives"]]}
    return bool(open_facts) and len(ends) > 1
