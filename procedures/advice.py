"""The advice: an outcome with everything that hangs on it, in the form of the contract."""

import datetime
from collections.abc import Mapping
from typing import Any

from procedures.amounts import amount_on
from procedures.decision import Engine, Open, Outcome
from procedures.facts import UNKNOWN, Facts, read_facts, spoken
from procedures.law import Law
from procedures.model import Statement, in_force
from procedures.when import holds
from procedures.wording import Persons, fill

LISTS = ("documents", "conditions", "fees", "steps", "deadlines", "warnings", "options")


def advise(law: Law, engine: Engine, facts: Facts, outcome: Outcome, date: datetime.date) -> dict[str, Any]:
    """The advice object of the contract for an outcome: JSON-ready, worded for `speaker` in the facts."""
    persons = Persons.of(facts.given, law)
    scope = _scope(facts, outcome)
    procedure_rule = outcome.rules[[table.decides for table in engine.tables].index("procedure")]
    lists = {name: _statements(law, name, scope, persons, date) for name in LISTS}
    lists["warnings"] = _uncertainties(law, facts, outcome, persons, scope, lists["warnings"])
    appeals = _statements(law, "appeals", scope, persons, date)
    return {
        **outcome.values(),
        "legal_basis": procedure_rule.article or "",
        "conclusion": _conclusion(law, scope, persons, date),
        "reason": fill(spoken(procedure_rule.reason, persons.speaker), persons),
        "filing_text": _filing_text(engine, outcome, persons),
        **lists,
        "appeal": {
            "text": " ".join(entry["text"] for entry in appeals),
            "sources": list(dict.fromkeys(source for entry in appeals for source in entry["sources"])),
            "decisions": appeals,
        },
        "links": _links(law, scope, date),
        "alternatives": _alternatives(law, engine, facts, outcome),
        "assumptions": [
            {"fact": fact, "value": value} for fact, value, _ in facts.assumed if value != UNKNOWN
        ],
        "trace": _trace(outcome, scope, persons),
        "sources": _sources(law, outcome, lists),
        "date": date.isoformat(),
    }


def _conclusion(law: Law, scope: Mapping[str, Any], persons: Persons, date: datetime.date) -> str:
    """Which procedure, then where: the first sentence of each kind that holds."""
    said: dict[str | None, str] = {}
    for entry in in_force(law.statements["conclusions"], date):
        if entry.kind not in said and holds(entry.when, scope):
            said[entry.kind] = fill(spoken(entry.text, persons.speaker), persons)
    return " ".join(said.values())


def _scope(facts: Facts, outcome: Outcome) -> dict[str, Any]:
    """What `when:` in the lists may look at. What was answered with "weet ik niet" counts as not known."""
    known = {name: value for name, value in facts.known.items() if value != UNKNOWN}
    for name in facts.unknown:
        known.pop(name, None)
    return known | outcome.values()


def _statements(
    law: Law, name: str, scope: Mapping[str, Any], persons: Persons, date: datetime.date
) -> list[Any]:
    shown = []
    for entry in in_force(law.statements[name], date):
        status = holds(entry.when, scope)
        if status is False or (status is None and not entry.only_if):
            continue
        shown.append((entry.order, _statement(law, entry, status is None, persons, date)))
    return [item for _, item in sorted(shown, key=lambda pair: pair[0])]


def _statement(
    law: Law, entry: Statement, open_condition: bool, persons: Persons, date: datetime.date
) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.id,
        "text": fill(spoken(entry.text, persons.speaker), persons, law, date),
        "sources": entry.sources,
        "confidence": entry.confidence,
    }
    if open_condition and entry.only_if:
        item["only_if"] = entry.only_if
    for field in ("article", "note", "kind", "months", "days", "silence", "annex"):
        value = getattr(entry, field)
        if value is not None:
            item[field] = value
    if entry.amount:
        item |= amount_on(law.amounts[entry.amount], date)
    return item


def _uncertainties(
    law: Law,
    facts: Facts,
    outcome: Outcome,
    persons: Persons,
    scope: Mapping[str, Any],
    warnings: list[dict[str, Any]],
) -> list[dict[str, Any]]:
    """Warnings of the law data, then what rests on an assumption, a "weet ik niet" or a contested source."""
    found = {warning["id"]: warning for warning in warnings}
    by_id = {entry.id: entry for entry in law.statements["warnings"]}
    for _, _, warning in facts.assumed:
        entry = by_id.get(warning or "")
        if entry is not None and entry.id not in found and holds(entry.when, scope) is not False:
            text = fill(spoken(entry.text, persons.speaker), persons)
            found[entry.id] = {"id": entry.id, "text": text, "sources": entry.sources}
    for name in facts.unknown:
        fact = law.facts[name]
        if fact.unknown_text:
            found[f"unknown_{name}"] = {
                "id": f"unknown_{name}",
                "text": fact.unknown_text,
                "sources": fact.sources,
            }
    regime_matters = outcome.procedure not in ("none", "eu_registration")
    for rule in outcome.rules if regime_matters else outcome.rules[1:2]:
        if rule.note:
            found[f"note_{rule.id}"] = {"id": f"note_{rule.id}", "text": rule.note, "sources": rule.sources}
    if outcome.procedure == "none":
        rule = next(rule for rule in outcome.rules if rule.then == "none")
        reason = fill(spoken(rule.reason, persons.speaker), persons)
        found = {rule.id: {"id": rule.id, "text": reason, "sources": rule.sources}} | found
    return list(found.values())


def _filing_text(engine: Engine, outcome: Outcome, persons: Persons) -> str:
    index = [table.decides for table in engine.tables].index("filing_reason")
    return fill(spoken(outcome.rules[index].reason, persons.speaker), persons)


def _links(law: Law, scope: Mapping[str, Any], date: datetime.date) -> list[dict[str, Any]]:
    links = [link for link in in_force(law.links, date) if holds(link.when, scope)]
    pages = {
        law.sources[link.source].address: link.title for link in sorted(links, key=lambda link: link.order)
    }
    return [{"title": title, "url": url} for url, title in pages.items()]


def _alternatives(law: Law, engine: Engine, facts: Facts, outcome: Outcome) -> list[dict[str, Any]]:
    """For every fact answered with "weet ik niet": what each answer would lead to, where that differs."""
    found = []
    for name in facts.unknown:
        fact = law.facts[name]
        values = [option.value for option in fact.options if not option.hidden] or _representatives(
            engine, fact.asks or name
        )
        for value in values:
            other = _outcome_if(law, engine, facts, fact.asks or name, value)
            if other is not None and other.values() != outcome.values():
                found.append(
                    {"fact": name, "value": value, **other.values(), "reason": other.rules[1].reason}
                )
    return found


def _representatives(engine: Engine, name: str) -> list[Any]:
    return next((list(variable.values) for variable in engine.variables if variable.name == name), [])


def _outcome_if(law: Law, engine: Engine, facts: Facts, name: str, value: Any) -> Outcome | None:
    """The outcome with one value changed; whatever that leaves open is answered with "weet ik niet"."""
    given = {key: each for key, each in facts.given.items() if each != UNKNOWN}
    changed = Facts(given=given, known={**facts.known, name: value})
    result = engine.decide(changed)
    while isinstance(result, Open):
        again = read_facts({**given, result.fact: UNKNOWN}, law)
        given = again.given
        changed = Facts(given=given, known={**again.known, **changed.known})
        result = engine.decide(changed)
    return result


def _trace(outcome: Outcome, scope: Mapping[str, Any], persons: Persons) -> list[dict[str, Any]]:
    return [
        {
            "rule": rule.id,
            "because": [f"{name}={_plain(scope[name])}" for name in rule.when if name in scope],
            "text": fill(spoken(rule.reason, persons.speaker), persons),
            "article": rule.article,
            "sources": rule.sources,
        }
        for rule in outcome.rules
    ]


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _sources(
    law: Law, outcome: Outcome, lists: Mapping[str, list[dict[str, Any]]]
) -> dict[str, dict[str, str]]:
    """Title and address of every source named in the advice."""
    named = [source for rule in outcome.rules for source in rule.sources]
    named += [source for items in lists.values() for item in items for source in item.get("sources", [])]
    return {
        name: {"title": law.sources[name].title, "url": law.sources[name].address}
        for name in dict.fromkeys(named)
    }
