"""The proof: every situation has exactly one outcome, and the questions are the fewest that find it.

`grid` works the tables out by brute force over the whole product of facts; the engine's diagram is compared
with it.
"""

from __future__ import annotations

import datetime
import sys
from functools import lru_cache
from typing import Any

import numpy as np
import pytest

from procedures import DateError, load_law
from procedures.decision import SHOWN, Engine, Open, engine_for
from procedures.diagram import Leaf, Node
from procedures.facts import UNKNOWN, Facts, read_facts
from tests.procedures.grid import AGES, Grid, work_out

LAW = load_law()
DAY = datetime.timedelta(days=1)
MOST_QUESTIONS = 11
ONE_OF_EACH_GROUP = {"belgian": "BE", "eu": "PT", "visa_exempt": "US", "visa_required": "MA"}


@lru_cache(maxsize=1)
def grid_on(date: datetime.date) -> Grid:
    return work_out(LAW, date)


def combined(grid: Grid) -> np.ndarray:
    """One number for each situation: which of the outcomes (all shown values together) it has."""
    result = np.zeros((1,) * len(grid.names), dtype=np.int16)
    for name in SHOWN:
        result = result * len(grid.outcomes[name]) + grid.values[name]
    return np.broadcast_to(result, grid.shape)


def number_of(grid: Grid, outcome: dict[str, str]) -> int:
    number = 0
    for name in SHOWN:
        number = number * len(grid.outcomes[name]) + grid.outcomes[name].index(outcome[name])
    return number


@pytest.fixture(scope="class", params=LAW.changes, ids=str)
def date(request: pytest.FixtureRequest) -> datetime.date:
    """The first day of each period of law, one after the other."""
    first_day: datetime.date = request.param
    return first_day


class TestEveryLaw:
    """Each period of law, on its first day."""

    def test_each_situation_has_exactly_one_outcome(
        self, date: datetime.date, capsys: pytest.CaptureFixture[str]
    ) -> None:
        grid = grid_on(date)
        for table in grid.tables:
            matches = grid.matches[table.decides]
            assert matches.min() == 1, f"{table.decides}: a situation that no row fits"
            if table.hit_policy == "unique":
                assert matches.max() == 1, f"{table.decides}: a situation that two rows fit"
        with capsys.disabled():
            print(f"\n  law from {date}: {grid.size:,} situations, one outcome each", file=sys.stderr)

    def test_every_row_decides_something(self, date: datetime.date) -> None:
        grid = grid_on(date)
        for table in grid.tables:
            deciding = set(np.unique(grid.rows[table.decides]))
            idle = [rule.id for index, rule in enumerate(table.rules) if index not in deciding]
            assert idle == [], f"{table.decides} has rows that never decide"

    def test_the_diagram_gives_what_the_tables_say_in_every_situation(self, date: datetime.date) -> None:
        grid = grid_on(date)
        engine = engine_for(LAW, date)
        assert [variable.name for variable in engine.variables] == grid.names
        assert np.array_equal(diagram_over(grid, engine), combined(grid))

    def test_each_question_is_the_first_that_matters_and_each_path_ends(
        self, date: datetime.date, capsys: pytest.CaptureFixture[str]
    ) -> None:
        grid = grid_on(date)
        engine = engine_for(LAW, date)
        outcomes = combined(grid)
        procedure_rows = np.broadcast_to(grid.rows["procedure"], grid.shape)
        paths = longest = 0
        open_paths: list[dict[str, Any]] = [{}]
        while open_paths:
            given = open_paths.pop()
            facts = read_facts(given, LAW)
            left = grid.at(outcomes, facts.known)
            first = first_that_matters(grid, left)
            result = engine.decide(facts)
            if isinstance(result, Open):
                fact = LAW.facts[result.fact]
                assert result.fact not in given, f"asked again after {given}"
                assert (fact.asks or fact.id) == first, f"after {given}"
                assert len(given) + result.remaining <= MOST_QUESTIONS, f"too many questions after {given}"
                open_paths += [{**given, result.fact: answer} for answer in answers(result.fact)]
            else:
                assert first is None, f"'{first}' still matters after {given}"
                assert left.flat[0] == number_of(grid, result.values()), f"wrong outcome for {given}"
                rows = np.unique(grid.at(procedure_rows, facts.known))
                assert len(rows) == 1, f"more than one reason for {given}"
                assert _rule_of(grid, "procedure", rows[0]) in [rule.id for rule in result.rules]
                paths, longest = paths + 1, max(longest, len(given))
        assert longest <= MOST_QUESTIONS
        with capsys.disabled():
            ways = f"{paths:,} ways through the questions, at most {longest} questions"
            print(f"\n  law from {date}: {ways}", file=sys.stderr)


def diagram_over(grid: Grid, engine: Engine) -> np.ndarray:
    """The diagram's outcome for every situation of the grid, as `combined` numbers them."""
    last = len(grid.names)
    memo: dict[tuple[int, int], np.ndarray] = {}

    def over(node: Leaf | Node, level: int) -> np.ndarray:
        key = (id(node), level)
        if key not in memo:
            memo[key] = _over(node, level)
        return memo[key]

    def _over(node: Leaf | Node, level: int) -> np.ndarray:
        if isinstance(node, Leaf):
            return np.full(grid.shape[level:], number_of(grid, dict(node.outcome)), dtype=np.int16)
        assert level < last
        values = grid.axes[grid.names[level]]
        index_of = engine.variables[level].index_of
        if node.level == level:
            return np.stack([over(node.children[index_of(value)], level + 1) for value in values])
        return np.stack([over(node, level + 1)] * len(values))

    return over(engine.diagram.root, 0)


def first_that_matters(grid: Grid, left: np.ndarray) -> str | None:
    """The first fact, in the order of asking, along which the outcomes that are left differ."""
    if left.min() == left.max():
        return None
    for axis, name in enumerate(grid.names):
        if left.shape[axis] > 1 and not np.array_equal(
            left, np.broadcast_to(left.take([0], axis), left.shape)
        ):
            return name
    return None


def answers(fact_id: str) -> list[Any]:
    fact = LAW.facts[fact_id]
    if fact.kind == "age":
        return [*AGES, UNKNOWN]
    if fact.kind == "country":
        return [*ONE_OF_EACH_GROUP.values(), UNKNOWN]
    return [*(option.value for option in fact.options), UNKNOWN]


def _rule_of(grid: Grid, table_name: str, row: int) -> str:
    return next(table for table in grid.tables if table.decides == table_name).rules[row].id


def rules_on(date: datetime.date) -> set[str]:
    return {rule.id for table in LAW.tables for rule in table.rules if rule.in_force(date)}


@pytest.mark.parametrize("change", LAW.changes[1:], ids=str)
def test_the_day_before_a_change_has_the_old_law_and_the_day_itself_the_new(change: datetime.date) -> None:
    before, after = rules_on(change - DAY), rules_on(change)
    assert before != after
    previous = LAW.changes[LAW.changes.index(change) - 1]
    assert before == rules_on(previous)
    assert rules_on(change + DAY) == after
    assert engine_for(LAW, change - DAY) is engine_for(LAW, previous)
    assert engine_for(LAW, change) is engine_for(LAW, change + DAY)
    assert engine_for(LAW, change) is not engine_for(LAW, change - DAY)


def test_the_first_day_is_covered_and_the_day_before_is_refused() -> None:
    assert LAW.changes[0] == LAW.covered_from
    engine_for(LAW, LAW.covered_from)
    with pytest.raises(DateError, match=str(LAW.covered_from)):
        engine_for(LAW, LAW.covered_from - DAY)


@pytest.mark.parametrize("fact_id", [fact.id for fact in LAW.facts.values() if fact.changes_outcome])
def test_a_fact_that_is_not_known_is_never_asked_again(fact_id: str) -> None:
    engine = engine_for(LAW, LAW.changes[-2])
    open_paths: list[dict[str, Any]] = [{fact_id: UNKNOWN}]
    ends = 0
    while open_paths:
        given = open_paths.pop()
        result = engine.decide(read_facts(given, LAW))
        if isinstance(result, Open):
            assert result.fact != fact_id
            open_paths += [{**given, result.fact: answer} for answer in answers(result.fact)[-3:]]
        else:
            ends += 1
    assert ends > 0


def test_knowing_nothing_at_all_still_ends_in_an_outcome() -> None:
    nothing = {fact.id: UNKNOWN for fact in LAW.facts.values() if fact.changes_outcome}
    facts: Facts = read_facts(nothing, LAW)
    for date in LAW.changes:
        result = engine_for(LAW, date).decide(facts)
        assert not isinstance(result, Open)
        assert result.procedure == "none"
