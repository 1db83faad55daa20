"""The decision tables as one reduced, ordered decision diagram.

Variables are the facts in the order in which they are asked. A node stands for "ask this fact"; it exists
only where two answers lead to different outcomes (reduced), so walking it asks the fewest questions for the
fixed order, and every path ends in exactly one outcome. Facts given out of order restrict the diagram: what
they decide is no longer asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from procedures.model import Rule, Table
from procedures.when import Predicate, predicate

Outcome = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Leaf:
    """An outcome: pairs of decided name and value."""

    outcome: Outcome
    support: int = 0


@dataclass(frozen=True, eq=False)
class Node:
    """A fact still needed, its children in the order of `Variable.values`, and the facts that may follow
    (bits).
    """

    level: int
    children: tuple["Leaf | Node", ...]
    support: int


@dataclass(frozen=True)
class Variable:
    """A fact as the diagram sees it: its possible values (ages by the lowest age of each band)."""

    name: str
    values: tuple[Any, ...]
    index_of: Callable[[Any], int]


@dataclass
class Diagram:
    """The diagram of one period of law."""

    variables: tuple[Variable, ...]
    root: Leaf | Node
    _unique: dict[tuple[int, tuple[int, ...]], Node] = field(default_factory=dict, repr=False)

    def restrict(self, known: Mapping[str, Any]) -> Leaf | Node:
        """What is still open when `known` (values of variables) is given: a Leaf if nothing, else the first
        fact.
        """
        choice = {
            level: variable.index_of(known[variable.name])
            for level, variable in enumerate(self.variables)
            if variable.name in known
        }
        mask = sum(1 << level for level in choice)
        memo: dict[int, Leaf | Node] = {}

        def visit(node: Leaf | Node) -> Leaf | Node:
            if not node.support & mask or isinstance(node, Leaf):
                return node
            seen = memo.get(id(node))
            if seen is None:
                if node.level in choice:
                    seen = visit(node.children[choice[node.level]])
                else:
                    seen = _make(self._unique, node.level, tuple(visit(child) for child in node.children))
                memo[id(node)] = seen
            return seen

        return visit(self.root)


@dataclass(frozen=True, eq=False)
class _Row:
    """A row compiled: which values of which variable fit, what it asks of earlier tables, its outcome."""

    fits: dict[int, tuple[bool, ...]]
    decided: tuple[tuple[str, Predicate], ...]
    last: int
    then: str


def build(tables: list[Table], variables: tuple[Variable, ...], shown: tuple[str, ...]) -> Diagram:
    """Compiles decision tables (in the order of their dependence) into a diagram over `variables`.

    `shown` names the decided values that make up an outcome; other tables only feed later ones. Raises
    LookupError where a situation has no row.
    """
    unique: dict[tuple[int, tuple[int, ...]], Node] = {}
    leaves: dict[Outcome, Leaf] = {}
    memo: dict[Any, Leaf | Node] = {}
    names = [table.decides for table in tables]
    needs = {
        table.decides: [name for name in names if any(name in rule.when for rule in table.rules)]
        for table in tables
    }
    seen: dict[Any, Any] = {}

    def grow(level: int, state: tuple[tuple[_Row, ...], ...]) -> Leaf | Node:
        found = memo.get((level, state))
        if found is not None:
            return found
        decided = _decide(needs, state, level, seen)
        if all(name in decided for name in shown):
            outcome = tuple((name, decided[name]) for name in shown)
            return leaves.setdefault(outcome, Leaf(outcome))
        if level == len(variables):
            missing = next(name for name in shown if name not in decided)
            raise LookupError(f"no rule decides '{missing}'")
        children = tuple(
            grow(level + 1, _assign(state, looked_at, level, index))
            for index in range(len(variables[level].values))
        )
        memo[level, state] = node = _make(unique, level, children)
        return node

    start = tuple(tuple(_compile(rule, variables) for rule in table.rules) for table in tables)
    looked_at = [{level for row in rows for level in row.fits} for rows in start]
    return Diagram(variables, grow(0, start), unique)


def _compile(rule: Rule, variables: tuple[Variable, ...]) -> _Row:
    fits = {
        level: tuple(map(predicate(rule.when[variable.name]), variable.values))
        for level, variable in enumerate(variables)
        if variable.name in rule.when
    }
    asked = {variables[level].name for level in fits}
    decided = tuple((name, predicate(spec)) for name, spec in rule.when.items() if name not in asked)
    return _Row(fits, decided, max(fits, default=-1), rule.then)


def _assign(
    state: tuple[tuple[_Row, ...], ...], looked_at: list[set[int]], level: int, index: int
) -> tuple[tuple[_Row, ...], ...]:
    """The rows of each table that can still apply once the fact at `level` has its value number `index`."""
    return tuple(
        tuple(row for row in rows if level not in row.fits or row.fits[level][index])
        if level in levels
        else rows
        for rows, levels in zip(state, looked_at, strict=True)
    )


def _decide(
    needs: dict[str, list[str]], state: tuple[tuple[_Row, ...], ...], level: int, seen: dict[Any, Any]
) -> dict[str, str]:
    """What the tables decide already; a table whose row depends on an undecided table waits.

    `needs` names the tables that a table looks at. `seen` keeps what was found for a table, since the
    same rows are left on many ways.
    """
    decided: dict[str, str] = {}
    possible: dict[str, frozenset[str]] = {}
    for name, rows in zip(needs, state, strict=True):
        key = (rows, level, *(possible[earlier] for earlier in needs[name]))
        if key not in seen:
            seen[key] = _decide_table(rows, level, possible)
        possible[name], satisfied = seen[key]
        if satisfied and len(possible[name]) == 1:
            decided[name] = next(iter(possible[name]))
    return decided


def _decide_table(
    rows: tuple[_Row, ...], level: int, possible: dict[str, frozenset[str]]
) -> tuple[frozenset[str], bool]:
    outcomes: set[str] = set()
    for row in rows:
        status = _status(row, possible, level)
        if status is not False:
            outcomes.add(row.then)
        if status is True:
            return frozenset(outcomes), True
    return frozenset(outcomes), False


def _status(row: _Row, possible: dict[str, frozenset[str]], level: int) -> bool | None:
    """Whether a row holds once the facts before `level` are known; None while facts or tables are open."""
    result: bool | None = True if row.last < level else None
    for name, fits_outcome in row.decided:
        fits = [fits_outcome(outcome) for outcome in possible[name]]
        if not any(fits):
            return False
        if not all(fits):
            result = None
    return result


def _make(unique: dict[Any, Node], level: int, children: tuple[Leaf | Node, ...]) -> Leaf | Node:
    first = children[0]
    if all(child is first for child in children):
        return first
    key = (level, tuple(id(child) for child in children))
    node = unique.get(key)
    if node is None:
        support = 1 << level
        for child in children:
            support |= child.support
        node = unique[key] = Node(level, children, support)
    return node
