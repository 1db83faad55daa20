"""The decision: facts and a date in; the next fact to ask, or the outcome with the rules it rests on."""

import bisect
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from procedures.diagram import Diagram, Leaf, Node, Variable, build
from procedures.errors import DateError
from procedures.facts import UNKNOWN, Facts
from procedures.law import Law
from procedures.model import Fact, Rule, Table, in_force
from procedures.when import bounds, holds

SHOWN = ("procedure", "filing", "filing_reason", "regime")


@dataclass(frozen=True)
class Outcome:
    """Where a situation ends: the four decided values, and the rules (one a table) that decided them."""

    procedure: str
    filing: str
    filing_reason: str
    regime: str
    rules: tuple[Rule, ...]

    def values(self) -> dict[str, str]:
        """The decided values by name, as `when:` in the law data uses them."""
        return {name: getattr(self, name) for name in SHOWN}


@dataclass(frozen=True)
class Open:
    """The outcome still depends on `fact`; at most `remaining` questions are left, this one included."""

    fact: str
    remaining: int


class Engine:
    """The law in force on one date, compiled. Get it through `engine_for`."""

    def __init__(self, law: Law, date: datetime.date) -> None:
        self.law = law
        self.tables = [
            Table(decides=table.decides, hit_policy=table.hit_policy, rules=in_force(table.rules, date))
            for table in law.tables
        ]
        self.variables = tuple(
            _variable(fact, self.tables)
            for fact in law.facts.values()
            if fact.changes_outcome and _used(fact, self.tables)
        )
        self.fact_of = {fact.asks or fact.id: fact.id for fact in law.facts.values()}
        self.diagram: Diagram = build(self.tables, self.variables, SHOWN)

    def decide(self, facts: Facts) -> Outcome | Open:
        """The outcome for `facts`, or the first fact in the fixed order that can still change it."""
        node = self.diagram.restrict(facts.known)
        if isinstance(node, Node):
            return Open(self.fact_of[self.variables[node.level].name], _longest(node))
        return self._outcome(node, facts.known)

    def _outcome(self, leaf: Leaf, known: Mapping[str, Any]) -> Outcome:
        decided = dict(leaf.outcome)
        seen = dict(known)
        rules = []
        for table in self.tables:
            rule = _rule(table, seen, decided.get(table.decides))
            seen[table.decides] = decided.get(table.decides, rule.then)
            rules.append(rule)
        return Outcome(rules=tuple(rules), **decided)


def engine_for(law: Law, date: datetime.date) -> Engine:
    """The engine for an application on `date`. Raises DateError before the first law in the data.

    Dates between two changes of the law share one engine, compiled at first use.
    """
    if date < law.covered_from:
        raise DateError(f"no law in the data for {date}: it starts on {law.covered_from}")
    period = law.changes[bisect.bisect_right(law.changes, date) - 1]
    key = (id(law), period)
    if key not in _engines:
        _engines[key] = Engine(law, period)
    return _engines[key]


_engines: dict[tuple[int, datetime.date], Engine] = {}


def _rule(table: Table, known: Mapping[str, Any], decided: str | None) -> Rule:
    """The row that decided: the first that surely holds, else the one of which most is known.

    A mother of 67 who depends on her son is no "parent of a minor", though both rows end alike.
    """
    rows = [(rule, _holds_with_unknown(rule, known)) for rule in table.rules]
    for rule, status in rows:
        if status is True and decided in (None, rule.then):
            return rule
    possible = [rule for rule, status in rows if status is None and decided in (None, rule.then)]
    if not possible:
        raise LookupError(f"no rule decides '{table.decides}'")
    return max(possible, key=lambda rule: sum(name in known for name in rule.when))


def _holds_with_unknown(rule: Rule, known: Mapping[str, Any]) -> bool | None:
    for name, spec in rule.when.items():
        if known.get(name) == UNKNOWN and not holds({name: spec}, known):
            return False
    return holds(rule.when, known)


def _used(fact: Fact, tables: list[Table]) -> bool:
    name = fact.asks or fact.id
    return any(name in rule.when for table in tables for rule in table.rules)


def _variable(fact: Fact, tables: list[Table]) -> Variable:
    name = fact.asks or fact.id
    if fact.kind == "age":
        cuts = {0}
        for table in tables:
            for rule in table.rules:
                interval = bounds(rule.when.get(name)) if name in rule.when else None
                cuts.update(cut for cut in interval or () if cut < 1000)
        bands = sorted(cuts)
        return Variable(name, tuple(bands), lambda age: sum(1 for cut in bands if cut <= age) - 1)
    values = [option.value for option in fact.options]
    if fact.unknown_as is None:
        values.append(UNKNOWN)
    places = {value: place for place, value in enumerate(values)}
    return Variable(name, tuple(values), places.__getitem__)


@lru_cache(maxsize=100_000)
def _longest(node: Leaf | Node) -> int:
    return 0 if isinstance(node, Leaf) else 1 + max(_longest(child) for child in node.children)
