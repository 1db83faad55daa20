"""Is every row and boundary of the decision tables held in place? Each one is changed, and something must
notice.

A mutant is caught by the checks of `procedures.check` (an overlap, a row that never decides), by the diagram
(a situation without a row), or by a case of `tests/cases/`.
"""

from __future__ import annotations

import datetime
import re
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from procedures import load_law
from procedures.check import row_errors, table_errors
from procedures.decision import SHOWN, Engine, Open, engine_for
from procedures.diagram import Diagram, Leaf, Node
from procedures.facts import read_facts
from procedures.law import Law, changes_of
from procedures.model import Rule, Table
from tests.procedures.cases import DECIDED, Case, read_cases

LAW = load_law()
DAY = datetime.timedelta(days=1)
CASES = [case for case in read_cases() if case.expect.keys() & {*DECIDED, "asks"}]
FACTS = {str(case): read_facts(case.facts, LAW) for case in CASES}
Mutant = tuple[str, str, Table]


def mutants_of(table: Table) -> Iterator[Mutant]:
    """Every single change to one row of a table, described."""
    outcomes = list(dict.fromkeys(rule.then for rule in table.rules))
    for index, rule in enumerate(table.rules):
        yield rule.id, "dropped", _with(table, index, None)
        for other in outcomes:
            if other != rule.then:
                yield rule.id, f"then {other}", _with(table, index, {"then": other})
        for change in _dates(rule):
            yield rule.id, str(change), _with(table, index, change)
        for what, when in _whens(rule):
            yield rule.id, f"when {what}", _with(table, index, {"when": when})


def _with(table: Table, index: int, change: dict[str, Any] | None) -> Table:
    rules = list(table.rules)
    if change is None:
        del rules[index]
    else:
        rules[index] = msgspec.structs.replace(rules[index], **change)
    return msgspec.structs.replace(table, rules=rules)


def _dates(rule: Rule) -> Iterator[dict[str, Any]]:
    yield {"valid_from": rule.valid_from + DAY}
    if rule.valid_from > LAW.covered_from:  # before that day nothing is decided at all
        yield {"valid_from": rule.valid_from - DAY}
    if rule.valid_to:
        yield {"valid_to": rule.valid_to + DAY}
        yield {"valid_to": rule.valid_to - DAY}
        yield {"valid_to": None}


def _whens(rule: Rule) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, spec in rule.when.items():
        rest = {key: value for key, value in rule.when.items() if key != name}
        yield f"without {name}", rest
        for changed in _changed(name, spec):
            yield f"{name} {changed} (was {spec})", {**rule.when, name: changed}


def _changed(name: str, spec: Any) -> Iterator[Any]:
    if isinstance(spec, bool):
        yield not spec
    elif isinstance(spec, list):
        for value in spec:
            yield [each for each in spec if each != value]
    elif re.search(r"\d", spec) and name.endswith("_age"):
        for match in re.finditer(r"\d+", spec):
            for step in (-1, 1):
                yield spec[: match.start()] + str(int(match[0]) + step) + spec[match.end() :]
    else:
        yield from (value for value in _other_values(name) if value != spec)


def _other_values(name: str) -> list[Any]:
    for table in LAW.tables:
        if table.decides == name:
            return list(dict.fromkeys(rule.then for rule in table.rules))
    fact = next(fact for fact in LAW.facts.values() if name in (fact.id, fact.asks))
    return [option.value for option in fact.options]


ALL = [(place, *mutant) for place, table in enumerate(LAW.tables) for mutant in mutants_of(table)]


def _law_with(place: int, table: Table) -> Law:
    tables = [*LAW.tables[:place], table, *LAW.tables[place + 1 :]]
    return msgspec.structs.replace(LAW, tables=tables, changes=changes_of(tables, LAW.covered_from))


def caught_by(law: Law, cases: list[Case]) -> str | None:
    """What notices that this law is not the real one: an overlap, a case, or a row that never decides."""
    error = next(row_errors(law), None)
    if error is not None:
        return "check"
    engines: dict[datetime.date, Engine] = {}
    for case in cases:
        period = max(day for day in law.changes if day <= case.date)
        try:
            if period not in engines:
                engines[period] = Engine(law, period)
            if not _holds(case, engines[period]):
                return "case"
        except LookupError:
            return "no outcome"
    return "check" if next(table_errors(law), None) else None


def is_equivalent(law: Law) -> bool:
    """Whether a mutant decides every situation on every day as the real law does: nothing to catch."""
    seen: dict[Any, int] = {}
    return all(
        _form(Engine(law, day).diagram, seen) == _form(engine_for(LAW, day).diagram, seen)
        for day in {*law.changes, *LAW.changes}
    )


def _form(diagram: Diagram, seen: dict[Any, int]) -> int:
    """A number that two diagrams share if and only if they are the same."""

    def number(node: Leaf | Node) -> int:
        key: Any
        if isinstance(node, Leaf):
            key = node.outcome
        else:
            variable = diagram.variables[node.level]
            key = (variable.name, variable.values, tuple(number(child) for child in node.children))
        return seen.setdefault(key, len(seen))

    return number(diagram.root)


def _rows_behind(case: Case) -> set[str]:
    """The rows of the real law that decide a case."""
    result = engine_for(LAW, case.date).decide(FACTS[str(case)])
    return set() if isinstance(result, Open) else {rule.id for rule in result.rules}


def _holds(case: Case, engine: Engine) -> bool:
    result = engine.decide(FACTS[str(case)])
    if isinstance(result, Open):
        return case.expect.get("asks") == result.fact
    return all(case.expect[name] == getattr(result, name) for name in SHOWN if name in case.expect)


def test_the_law_itself_is_not_caught() -> None:
    assert caught_by(LAW, CASES) is None


def test_every_mutant_is_caught(capsys: pytest.CaptureFixture[str]) -> None:
    rows_behind = {str(case): _rows_behind(case) for case in CASES}
    caught: Counter[str | None] = Counter()
    survivors = []
    for place, rule_id, what, table in ALL:
        nearest_first = sorted(CASES, key=lambda case: rule_id not in rows_behind[str(case)])
        by = caught_by(_law_with(place, table), nearest_first)
        if by is None and is_equivalent(_law_with(place, table)):
            by = "nothing to catch"
        caught[by] += 1
        if by is None:
            survivors.append(f"{rule_id}: {what}")
    with capsys.disabled():
        real = len(ALL) - caught["nothing to catch"]
        score = 100 * (real - len(survivors)) / real
        print(f"\n  {real} mutants, {score:.1f} % caught: {dict(caught)}", file=sys.stderr)
    assert not survivors, "\n".join(survivors)
