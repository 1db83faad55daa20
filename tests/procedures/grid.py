"""The decision tables worked out by brute force, for every combination of facts, without the decision
diagram.

It shares no code with `procedures.when`, `procedures.diagram` or `procedures.decision`: rows are compared
value by value over the whole product of facts, as arrays with one axis per fact.
"""

from __future__ import annotations

import datetime
import operator
import re
from dataclasses import dataclass
from typing import Any

import numpy as np

from procedures.law import Law
from procedures.model import Rule, Table

AGES = (0, 17, 18, 20, 21, 120)
NOBODY = -1
_SIGNS = {"<": operator.lt, "<=": operator.le, ">=": operator.ge, ">": operator.gt}


@dataclass
class Grid:
    """All situations on one date. By table and situation: how many rows match, the row that decides (by
    index), and the value it gives (a place in `outcomes`)."""

    names: list[str]
    axes: dict[str, list[Any]]
    tables: list[Table]
    rows: dict[str, np.ndarray]
    values: dict[str, np.ndarray]
    matches: dict[str, np.ndarray]
    outcomes: dict[str, list[str]]

    @property
    def size(self) -> int:
        """How many situations there are."""
        return int(np.prod([len(values) for values in self.axes.values()], dtype=object))

    @property
    def shape(self) -> tuple[int, ...]:
        """How many values each fact takes."""
        return tuple(len(self.axes[name]) for name in self.names)

    def at(self, array: np.ndarray, known: dict[str, Any]) -> np.ndarray:
        """The part of an array where the facts have these values."""
        index = []
        for axis, name in enumerate(self.names):
            if array.shape[axis] == 1 or name not in known:
                index.append(slice(None))
            else:
                place = self.axes[name].index(known[name])
                index.append(slice(place, place + 1))
        return array[tuple(index)]


def axes_of(law: Law, tables: list[Table]) -> dict[str, list[Any]]:
    """Every fact that a table looks at, in the order in which it is asked, with every value it can have."""
    used = {name for table in tables for rule in table.rules for name in rule.when}
    axes: dict[str, list[Any]] = {}
    for fact in law.facts.values():
        name = fact.asks or fact.id
        if name in used and fact.kind == "age":
            axes[name] = list(AGES)
        elif name in used:
            axes[name] = [option.value for option in fact.options] + ["unknown"] * (fact.unknown_as is None)
    return axes


def work_out(law: Law, date: datetime.date) -> Grid:
    """Evaluates every table in force on `date` for every situation."""
    tables = [
        Table(
            decides=table.decides,
            hit_policy=table.hit_policy,
            rules=[r for r in table.rules if r.valid_from <= date and (not r.valid_to or date <= r.valid_to)],
        )
        for table in law.tables
    ]
    axes = axes_of(law, tables)
    grid = Grid(list(axes), axes, tables, {}, {}, {}, {})
    for table in tables:
        _work_out_table(grid, table)
    return grid


def _work_out_table(grid: Grid, table: Table) -> None:
    held = [_held(grid, rule) for rule in table.rules]
    shape = np.broadcast_shapes(*(each.shape for each in held))
    count = np.zeros(shape, dtype=np.int8)
    row = np.full(shape, NOBODY, dtype=np.int8)
    for index in reversed(range(len(held))):
        count += held[index]
        np.copyto(row, np.int8(index), where=held[index])
    outcomes = list(dict.fromkeys(rule.then for rule in table.rules))
    grid.matches[table.decides] = count
    grid.rows[table.decides] = row
    grid.outcomes[table.decides] = outcomes
    grid.values[table.decides] = np.array([outcomes.index(rule.then) for rule in table.rules], dtype=np.int8)[
        row
    ]


def _held(grid: Grid, rule: Rule) -> np.ndarray:
    result = np.ones((1,) * len(grid.names), dtype=bool)
    for name, spec in rule.when.items():
        if name in grid.axes:
            fits = np.array([fits_value(spec, value) for value in grid.axes[name]])
            shape = [1] * len(grid.names)
            shape[grid.names.index(name)] = len(fits)
            result = result & fits.reshape(shape)
        else:
            fits = np.array([fits_value(spec, value) for value in grid.outcomes[name]])
            result = result & fits[grid.values[name]]
    return result


def fits_value(spec: Any, value: Any) -> bool:
    """Whether one value fits one condition of a row."""
    if isinstance(spec, list):
        return any(fits_value(each, value) for each in spec)
    if isinstance(spec, str) and isinstance(value, int) and not isinstance(value, bool):
        span = re.fullmatch(r"(\d+)-(\d+)", spec)
        if span:
            return int(span[1]) <= value <= int(span[2])
        sign, number = re.fullmatch(r"([<>]=?)\s*(\d+)", spec).groups()
        return bool(_SIGNS[sign](value, int(number)))
    return type(spec) is type(value) and bool(spec == value)
