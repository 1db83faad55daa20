"""The reasoning behind a decision, in Dutch: every table's row, why it fits, its article and its sources."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from procedures import decide
from procedures.decision import Engine, Open, Outcome, engine_for
from procedures.facts import Facts, read_facts, spoken
from procedures.in_words import name_in_words, value_in_words
from procedures.law import Law
from procedures.wording import Persons, fill


def explain(raw_facts: Mapping[str, Any], date: datetime.date, law: Law) -> str:
    """How the law in force on `date` applies to these facts, as plain text for a lawyer or a desk clerk."""
    facts = read_facts(raw_facts, law)
    engine = engine_for(law, date)
    result = engine.decide(facts)
    lines = [f"Toepassing van de wet op {date.isoformat()}", "", *_facts(facts, law), ""]
    if isinstance(result, Open):
        fact = law.facts[result.fact]
        persons = Persons.of(facts.given, law)
        lines += [
            f"Nog niet beslist: de uitkomst hangt nog af van {fact.label} ({fact.id}).",
            fill(spoken(fact.why, persons.speaker), persons),
            f"Nog hoogstens {result.remaining} vragen.",
            *_grounds(fact.article, fact.sources, law),
        ]
        return "\n".join(lines)
    advice = decide(raw_facts, date, law).advice or {}
    lines += [advice["conclusion"], "", "Redenering", *_rules(engine, result, facts, law)]
    lines += _assumptions(facts, law)
    lines += _alternatives(advice["alternatives"], law)
    return "\n".join(lines)


def _facts(facts: Facts, law: Law) -> Iterator[str]:
    yield "Gegevens"
    for name, value in facts.given.items():
        if name in law.facts:
            yield f"- {law.facts[name].label}: {value_in_words(name, value, law)}"
    if not facts.given:
        yield "- nog geen"


def _rules(engine: Engine, outcome: Outcome, facts: Facts, law: Law) -> Iterator[str]:
    scope = facts.known | outcome.values()
    persons = Persons.of(facts.given, law)
    for number, (table, rule) in enumerate(zip(engine.tables, outcome.rules, strict=True), start=1):
        yield f"{number}. {name_in_words(table.decides, law)}: {value_in_words(table.decides, rule.then, law)}"
        yield f"   {fill(spoken(rule.reason, persons.speaker), persons)}"
        because = [
            f"{name_in_words(name, law)} = {value_in_words(name, scope[name], law)}"
            for name in rule.when
            if name in scope
        ]
        if because:
            yield f"   Want: {'; '.join(because)}."
        yield f"   Regel: {rule.id} (geldig {_period(rule.valid_from, rule.valid_to)}; zekerheid: {rule.confidence})"
        for line in _grounds(rule.article, rule.sources, law):
            yield f"   {line}"
        if rule.note:
            yield f"   Let op: {rule.note}"
        scope.setdefault(table.decides, rule.then)


def _grounds(article: str | None, sources: list[str], law: Law) -> Iterator[str]:
    if article:
        yield f"Artikel: {article}"
    for name in sources:
        source = law.sources[name]
        yield f"Bron: {source.title} ({source.publisher}, {source.date}): {source.address}"


def _period(start: datetime.date, end: datetime.date | None) -> str:
    return f"vanaf {start}" + (f" tot en met {end}" if end else "")


def _assumptions(facts: Facts, law: Law) -> Iterator[str]:
    said = [
        f"- {name_in_words(name, law)}: {value_in_words(name, value, law)} (niet gevraagd)"
        for name, value, _ in facts.assumed
    ]
    said += [f"- {text}" for name in facts.unknown if (text := law.facts[name].unknown_text)]
    if said:
        yield from ["", "Aangenomen", *said]


def _alternatives(alternatives: list[dict[str, Any]], law: Law) -> Iterator[str]:
    if alternatives:
        yield from ["", "Wat het zou zijn met een ander antwoord"]
    for other in alternatives:
        answer = f"{name_in_words(other['fact'], law)}: {value_in_words(other['fact'], other['value'], law)}"
        outcome = value_in_words("procedure", other["procedure"], law)
        yield f"- {answer} → {outcome}, {value_in_words('filing', other['filing'], law)} ({other['regime']})"
