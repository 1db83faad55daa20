"""Judges the facts read from a message against the facts it states."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from actions.second_opinion import Likely, resolve_with
from actions.understand import buttons_of
from benchmarks.nlu.heldout import Pair, Statement
from nlu.fact_training.labelled import one_name
from nlu.facts import read_facts
from procedures.facts import WORDING_FACTS

TODAY = date(2026, 11, 22)  # of every held-out message
# The messages were labelled without it, and it changes no outcome.
UNLABELLED = (*WORDING_FACTS, "sponsor_stay_ground")
NEW_LAW = "2025-08-18"
_SIDES = ("applicant_", "sponsor_")


@dataclass
class Verdict:
    """Slots that are right, that are missing, and that are filled but should not be."""

    right: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def perfect(self) -> bool:
        """Everything stated is there, nothing else."""
        return not self.missed and not self.wrong


def read(statement: Statement, likely: Likely | None = None) -> dict[str, Any]:
    """The slots that the bot fills for this message: with the rules, and with what the fact model adds."""
    requested = statement.context.get("requested_slot")
    context = {**statement.context, "buttons": buttons_of(requested)}
    entities = read_facts(statement.text, TODAY)
    slots = resolve_with(statement.text, entities, context, likely or {}).slots
    return {name: value for name, value in slots.items() if name not in UNLABELLED}


def judge(statement: Statement, found: Mapping[str, Any]) -> Verdict:
    """Compare what was read with what was stated. What was known already is no mistake."""
    verdict = Verdict()
    known = {**statement.context, **found}
    for name, value in statement.slots.items():
        right = name in known and _same(name, known[name], value)
        (verdict.right if right else verdict.missed).append(name)
    allowed = {**statement.context, **statement.optional, **statement.slots}
    verdict.wrong = [
        name for name, value in found.items() if name not in allowed or not _same(name, value, allowed[name])
    ]
    return verdict


def _same(name: str, found: Any, stated: Any) -> bool:
    if name == "municipality":
        return one_name(found) == one_name(stated)
    if name == "sponsor_residence_since" and str(stated).startswith(("before", "from")):
        return _bucket(str(found)) == stated
    return type(found) is type(stated) and bool(found == stated)


def _bucket(since: str) -> str:
    if since.startswith(("before", "from")):
        return since
    return "before_2025_08_18" if since < NEW_LAW else "from_2025_08_18"


def judge_pair(pair: Pair, read_side: Callable[[Statement], dict[str, Any]] = read) -> bool:
    """A pair passes when both sides are right: then what must differ differs, and what must not does not."""
    return all(judge(side, read_side(side)).perfect for side in (pair.a, pair.b))


def f1(verdicts: Iterable[Verdict]) -> float:
    """Micro F1 over all slots of all messages."""
    verdicts = list(verdicts)
    right = sum(len(verdict.right) for verdict in verdicts)
    errors = sum(len(verdict.missed) + len(verdict.wrong) for verdict in verdicts)
    return 2 * right / (2 * right + errors)


def without_roles(statement: Statement, found: Mapping[str, Any]) -> Verdict:
    """The same judgement on what was said, leaving out of whom: an age is an age."""
    known = {**statement.context, **found}
    allowed = {**statement.context, **statement.optional, **statement.slots}
    verdict = Verdict()
    for name, value in statement.slots.items():
        (verdict.right if _of_anyone(name, value, known) else verdict.missed).append(name)
    verdict.wrong = [name for name, value in found.items() if not _of_anyone(name, value, allowed)]
    return verdict


def _of_anyone(name: str, value: Any, slots: Mapping[str, Any]) -> bool:
    return any(
        _kind(other) == _kind(name) and (_same(name, value, said) or _same(name, said, value))
        for other, said in slots.items()
    )


def _kind(name: str) -> str:
    for side in _SIDES:
        name = name.removeprefix(side)
    return name
