"""The decision tables as one reduced, ordered decision diagram.

Variables are the facts in the order in which they are asked. A node stands for "ask this fact"; it exists only where
two answers lead to different outcomes (reduced), so walking it asks the fewest questions for the fixed order, and every
path ends in exactly one outcome. Facts given out of order restrict the diagram: what they decide is no longer asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from procedures.model import Table
from procedures.when import predicate

Outcome = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Leaf:
    """An outcome: pairs of decided name and value."""

    outcome: Outcome
    support: int = 0


@dataclass(frozen=True, eq=False)
class Node:
    """A fact still needed, its children in the order of `Variable.values`, and the facts that may follow (bits)."""

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
        """What is still open when `known` (values of variables) is given: a Leaf if nothing, else the first fact."""
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


def build(tables: list[Table], variables: tuple[Variable, ...], shown: tuple[str, ...]) -> Diagram:
    """Compiles decision tables (in the order of their dependence) into a diagram over `variables`.

    `shown` names the decided values that make up an outcome; other tables only feed later ones.
    """
    unique: dict[tuple[int, tuple[int, ...]], Node] = {}
    leaves: dict[Outcome, Leaf] = {}
    memo: dict[Any, Leaf | Node] = {}
    states = [[(rule, dict(rule.when)) for rule in table.rules] for table in tables]

    def grow(level: int, rows: Any) -> Leaf | Node:
        decided = _decide(tables, rows)
        if all(name in decided for name in shown):
            outcome = tuple((name, decided[name]) for name in shown)
            return leaves.setdefault(outcome, Leaf(outcome))
        if level == len(variables):
            missing = next(name for name in shown if name not in decided)
            raise LookupError(f"no rule decides '{missing}'")
        key = (level, tuple(tuple((id(rule), tuple(when)) for rule, when in table) for table in rows))
        found = memo.get(key)
        if found is None:
            variable = variables[level]
            children = tuple(
                grow(level + 1, _assign(rows, variable.name, value)) for value in variable.values
            )
            found = memo[key] = _make(unique, level, children)
        return found

    return Diagram(variables, grow(0, states), unique)


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


def _assign(rows: Any, name: str, value: Any) -> Any:
    """The rows of each table that can still apply once the fact `name` is `value`, with what they still need."""
    result = []
    for table in rows:
        left = []
        for rule, when in table:
            if name not in when:
                left.append((rule, when))
            elif predicate(when[name])(value):
                left.append((rule, {key: spec for key, spec in when.items() if key != name}))
        result.append(left)
    return result


def _decide(tables: list[Table], rows: Any) -> dict[str, str]:
    """What the tables decide already; a table whose row depends on an undecided table waits."""
    decided: dict[str, str] = {}
    possible: dict[str, set[str]] = {}
    for table, left in zip(tables, rows, strict=True):
        outcomes: set[str] = set()
        satisfied = False
        for rule, when in left:
            status = _status(when, possible)
            if status is not False:
                outcomes.add(rule.then)
            if status is True:
                satisfied = True
                break
        possible[table.decides] = outcomes
        if satisfied and len(outcomes) == 1:
            decided[table.decides] = rule.then
    return decided


def _status(when: dict[str, Any], possible: dict[str, set[str]]) -> bool | None:
    """Whether what is left of a row's `when` holds, judged on decided tables only; None while facts are open."""
    result: bool | None = True
    for name, spec in when.items():
        if name not in possible:
            result = None
            continue
        fits = [predicate(spec)(outcome) for outcome in possible[name]]
        if not any(fits):
            return False
        if not all(fits):
            result = None
    return result
