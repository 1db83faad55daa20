"""What is wrong with the law data that its schema cannot see. `python -m procedures check` prints it.

An error names what cannot be right (a dead id, a rule that never decides); a notice, what needs a human to
look again.
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import yaml

from procedures import yaml_file
from procedures.amounts import amount_on
from procedures.decision import Engine
from procedures.diagram import build
from procedures.facts import HIGHEST_AGE, WORDING_FACTS
from procedures.law import STATEMENT_FILES, Law
from procedures.model import Amount, Rule, Spoken, Table, Term, Text, When
from procedures.when import bounds, predicate

LOOK_AGAIN_AFTER = datetime.timedelta(days=366)
_BRACES = re.compile(r"\{([^{}]*)\}|[{}]")
_DERIVED = {"applicant_nationality", "applicant_passport"}
_ALLOWED = {"applicant": {"sponsor"}, "sponsor": {"applicant"}, "third_party": {"applicant", "sponsor"}}
_DAYS = {"from", "from_day", "until", "until_day", "opens_day", "longest_day"}
_PASSPORTS = {"biometric", "own_rules", "suspended", "any"}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong (`error`) or to be looked at (a notice), and where."""

    place: str
    message: str
    error: bool = True

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(frozen=True)
class Entry:
    """An entry of a law file, wherever it comes from, with its place."""

    subject: str
    id: str
    value: Any
    place: str


def check(law: Law, date: datetime.date) -> list[Finding]:
    """Everything wrong with `law` as it is on `date`, in the order of the files."""
    entries = list(_entries(law))
    found: list[Finding] = []
    for entry in entries:
        found += [Finding(entry.place, f"{entry.id}: {message}") for message in _errors(entry, law)]
        found += [
            Finding(entry.place, f"{entry.id}: {message}", error=False)
            for message in _to_look_at(entry, law, date)
        ]
    places = {(entry.subject, entry.id): entry.place for entry in entries}
    found += [Finding(places["decision", rule.id], message) for rule, message in table_errors(law)]
    return found


# --- where things are -----------------------------------------------------------------------------


def _entries(law: Law) -> Iterator[Entry]:
    tables = {rule.id: rule for table in law.tables for rule in table.rules}
    subjects: dict[str, dict[str, Any]] = {
        **{name: {entry.id: entry for entry in law.statements[name]} for name in STATEMENT_FILES},
        "decision": tables,
        "facts": law.facts,
        "amounts": law.amounts,
        "links": {link.id: link for link in law.links},
        "cards": law.cards,
        "annexes": law.annexes,
        "terms": law.terms,
        "sources": law.sources,
    }
    for subject, values in subjects.items():
        yield from _placed(subject, values, law.folder / f"{subject}.yml")
    for path in sorted((law.folder / "topics").glob("*.yml")):
        yield from _placed("topics", law.topics, path)


def _placed(subject: str, values: dict[str, Any], path: Path) -> Iterator[Entry]:
    for name, line in _ids(yaml_file.compose(path.read_text(encoding="utf-8"))):
        if name in values:
            yield Entry(subject, name, values[name], f"{path.name}:{line}")


def _ids(node: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """Every `id:` in a file with its line, in the order of the file."""
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _ids(child)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == "id":
                yield value.value, key.start_mark.line + 1
            elif isinstance(value, yaml.SequenceNode):
                yield from _ids(value)


# --- one entry ------------------------------------------------------------------------------------


def _errors(entry: Entry, law: Law) -> Iterator[str]:
    value = entry.value
    yield from _source_errors(value, law)
    yield from _dead_ids(entry, law)
    yield from _text_errors(value, law)
    for when in _whens(value):
        yield from _when_errors(when, law)
    if getattr(value, "valid_to", None) is not None and value.valid_to < value.valid_from:
        yield f"valid_to {value.valid_to} is before valid_from {value.valid_from}"
    if isinstance(value, Amount):
        yield from _series_errors(value)
        if not value.last_known_note.strip():
            yield "says nothing for a date without an amount (last_known_note)"


def _source_errors(value: Any, law: Law) -> Iterator[str]:
    for part in [value, *getattr(value, "values", []), *getattr(value, "variants", [])]:
        sources = getattr(part, "sources", None)
        if sources == []:
            yield "has no source"
        for name in sources or []:
            if name not in law.sources:
                yield f"the source '{name}' does not exist"


def _dead_ids(entry: Entry, law: Law) -> Iterator[str]:
    statuses = [str(option.value) for option in law.facts["sponsor_status"].options]
    known: dict[str, Iterable[str]] = {
        "amount": law.amounts,
        "annex": law.annexes,
        "source": law.sources,
        "replaced_by": law.cards,
        "asks": _DERIVED,
        "sponsor_status": statuses,
    }
    for field, ids in known.items():
        named = getattr(entry.value, field, None)
        if named is not None and named not in ids:
            yield f"{field} '{named}' does not exist"
    for field, ids in (("related", law.topics), ("topics", law.topics), ("depends_on", law.facts)):
        for named in getattr(entry.value, field, []):
            if named not in ids:
                yield f"{field}: '{named}' does not exist"
    warnings = {warning.id for warning in law.statements["warnings"]}
    for assumption in getattr(entry.value, "assume", []):
        if assumption.warning is not None and assumption.warning not in warnings:
            yield f"the warning '{assumption.warning}' does not exist"


def _texts(value: Any) -> Iterator[Text]:
    for part in [value, *getattr(value, "variants", []), *getattr(value, "options", [])]:
        for field in ("text", "reason", "question", "why", "answer", "title"):
            text = getattr(part, field, None)
            if isinstance(text, str | Spoken):
                yield text


def _text_errors(value: Any, law: Law) -> Iterator[str]:
    if isinstance(value, Term):
        yield from _placeholder_errors(f"{value.text} {value.over}", _DAYS, law, "")
        return
    for text in _texts(value):
        if isinstance(text, Spoken):
            for speaker, allowed in _ALLOWED.items():
                yield from _placeholder_errors(
                    getattr(text, speaker), allowed, law, f" in the {speaker} text"
                )
        else:
            yield from _placeholder_errors(text, {"applicant", "sponsor"}, law, "")


def _placeholder_errors(text: str, allowed: set[str], law: Law, where: str) -> Iterator[str]:
    if not text.strip():
        yield f"an empty text{where}"
    for match in _BRACES.finditer(text):
        name = match.group(1)
        kind, _, series = (name or "").partition(":")
        if name is None:
            yield f"a brace without its other half{where}"
        elif kind == "amount":
            if series not in law.amounts:
                yield f"{{{name}}}: the amount '{series}' does not exist"
        elif name not in allowed:
            yield f"{{{name}}} is not a placeholder{where or ' that exists'}"


def _whens(value: Any) -> Iterator[When]:
    for part in [value, *getattr(value, "variants", []), *getattr(value, "assume", [])]:
        if getattr(part, "when", None):
            yield part.when


def _when_errors(when: When, law: Law) -> Iterator[str]:
    for name, spec in when.items():
        allowed = _values(name, law)
        for value in spec if isinstance(spec, list) else [spec]:
            if allowed is None:
                yield f"when: '{name}' is not a fact or an outcome"
                break
            if not _allows(allowed, value):
                yield f"when: {name} never is '{value}'"
        if spec == []:
            yield f"when: {name} has no values"


def _allows(allowed: Any, value: Any) -> bool:
    if allowed is int:
        return bounds(value) is not None or (isinstance(value, int) and not isinstance(value, bool))
    return any(type(each) is type(value) and each == value for each in allowed)


def _values(name: str, law: Law) -> Any:
    """The values that a `when` may compare with: a list of them, `int` for ages, or None for a name that is
    not known.
    """
    for table in law.tables:
        if table.decides == name:
            return {rule.then for rule in table.rules}
    if name == "applicant_passport":
        return _PASSPORTS
    fact = next((fact for fact in law.facts.values() if name == (fact.asks or fact.id)), law.facts.get(name))
    if fact is None or name in WORDING_FACTS:
        return None
    if fact.kind == "age":
        return int
    if name == fact.id and fact.kind == "country":
        return law.countries.keys()
    if fact.kind == "card":
        return law.cards.keys()
    return [*(option.value for option in fact.options), "unknown"]


def _series_errors(amount: Amount) -> Iterator[str]:
    for one, next_one in zip(amount.values, amount.values[1:], strict=False):
        if next_one.valid_from <= (one.valid_to or one.valid_from):
            yield f"{one.valid_from} and {next_one.valid_from} overlap, or are in the wrong order"


def _to_look_at(entry: Entry, law: Law, date: datetime.date) -> Iterator[str]:
    checked_on = getattr(entry.value, "checked_on", None)
    if checked_on is not None and date - checked_on > LOOK_AGAIN_AFTER:
        yield f"last looked at on {checked_on}, more than a year ago"
    if isinstance(entry.value, Amount):
        shown = amount_on(entry.value, date)
        if shown.get("last_known") or shown["amount_eur"] is None:
            yield f'no amount is known for {date}; people are told so: "{entry.value.last_known_note}"'


# --- the tables -----------------------------------------------------------------------------------


def table_errors(law: Law) -> Iterator[tuple[Rule, str]]:
    """What is wrong with the decision tables: each row by itself, then what they decide together."""
    yield from row_errors(law)
    for date in law.changes:
        yield from _unreachable(law, date)


def row_errors(law: Law) -> Iterator[tuple[Rule, str]]:
    """Ids used twice, rows that ask for what is decided later, and rows that overlap where one should fit."""
    decided: list[str] = []
    for table in law.tables:
        ids = set()
        for rule in table.rules:
            if rule.id in ids:
                yield rule, f"{rule.id}: the id is used twice"
            ids.add(rule.id)
            later = [name for name in rule.when if name in {t.decides for t in law.tables} - set(decided)]
            if later:
                yield rule, f"{rule.id}: '{later[0]}' is only decided further down"
        if table.hit_policy == "unique":
            yield from _overlaps(table, law)
        decided.append(table.decides)


def _overlaps(table: Table, law: Law) -> Iterator[tuple[Rule, str]]:
    domains = _domains(law)
    allowed = {rule.id: _allowed(rule.when, domains) for rule in table.rules}
    for one, other in combinations(table.rules, 2):
        if _in_force_together(one, other) and _fit_together(allowed[one.id], allowed[other.id]):
            yield other, f"{other.id}: overlaps with {one.id}, and only one row may fit"


def _in_force_together(one: Rule, other: Rule) -> bool:
    start = max(one.valid_from, other.valid_from)
    end = min(one.valid_to or datetime.date.max, other.valid_to or datetime.date.max)
    return start <= end


Allowed = dict[str, frozenset[Any]]


def _domains(law: Law) -> dict[str, list[Any]]:
    """Every value that each name in a decision table can have."""
    names = {name for table in law.tables for rule in table.rules for name in rule.when}
    found = {}
    for name in names:
        values = _values(name, law)
        found[name] = list(range(HIGHEST_AGE + 1)) if values is int else list(values or [])
    return found


def _allowed(when: When, domains: dict[str, list[Any]]) -> Allowed:
    return {
        name: frozenset(value for value in domains[name] if predicate(spec)(value))
        for name, spec in when.items()
    }


def _fit_together(one: Allowed, other: Allowed) -> bool:
    return all(values & other[name] for name, values in one.items() if name in other)


def _covers(wide: Allowed, narrow: Allowed, domains: dict[str, list[Any]]) -> bool:
    """Whether every situation of `narrow` is one of `wide`."""
    return all(narrow.get(name, frozenset(domains[name])) <= values for name, values in wide.items())


def _unreachable(law: Law, date: datetime.date) -> Iterator[tuple[Rule, str]]:
    """Rows in force on `date` that never decide anything, or situations without a row."""
    try:
        engine = Engine(law, date)
        build(engine.tables, engine.variables, tuple(table.decides for table in engine.tables))
    except LookupError as error:
        first = next(rule for table in law.tables for rule in table.rules)
        yield first, f"on {date}: {error}"
        return
    rows = {rule.id: rule for table in engine.tables for rule in table.rules}
    reached = set(deciding_rows(engine))
    for name, rule in rows.items():
        if name not in reached:
            yield rule, f"{name}: never decides anything on {date}"


def deciding_rows(engine: Engine) -> Iterator[str]:
    """The id of every row that decides its table in some situation."""
    domains = _domains(engine.law)
    reached: dict[str, set[str]] = {}
    for table in engine.tables:
        above: list[Allowed] = []
        for rule in table.rules:
            allowed = _allowed(rule.when, domains)
            possible = all(values & reached.get(name, values) for name, values in allowed.items())
            if possible and not any(_covers(wide, allowed, domains) for wide in above):
                yield rule.id
                reached.setdefault(table.decides, set()).add(rule.then)
            if table.hit_policy == "first":
                above.append(allowed)
