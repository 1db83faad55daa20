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
    words = law.review["explain"]
    lines = [words["title"].format(date=date.isoformat()), "", *_facts(facts, law), ""]
    if isinstance(result, Open):
        fact = law.facts[result.fact]
        persons = Persons.of(facts.given, law)
        lines += [
            words["open"].format(label=fact.label, fact=fact.id),
            fill(spoken(fact.why, persons.speaker), persons),
            words["remaining"].format(remaining=result.remaining),
            *_grounds(fact.article, fact.sources, law),
        ]
        return "\n".join(lines)
    advice = decide(raw_facts, date, law).advice or {}
    lines += [advice["conclusion"], "", words["reasoning"], *_rules(engine, result, facts, law)]
    lines += _assumptions(facts, law)
    lines += _alternatives(advice["alternatives"], law)
    return "\n".join(lines)


def _facts(facts: Facts, law: Law) -> Iterator[str]:
    yield law.review["explain"]["facts"]
    for name, value in facts.given.items():
        if name in law.facts:
            yield f"- {law.facts[name].label}: {value_in_words(name, value, law)}"
    if not facts.given:
        yield law.review["explain"]["no_facts"]


def _rules(engine: Engine, outcome: Outcome, facts: Facts, law: Law) -> Iterator[str]:
    words = law.review["explain"]
    scope = facts.known | outcome.values()
    persons = Persons.of(facts.given, law)
    for number, (table, rule) in enumerate(zip(engine.tables, outcome.rules, strict=True), start=1):
        decided = value_in_words(table.decides, rule.then, law)
        yield f"{number}. {name_in_words(table.decides, law)}: {decided}"
        yield f"   {fill(spoken(rule.reason, persons.speaker), persons)}"
        because = [
            f"{name_in_words(name, law)} = {value_in_words(name, scope[name], law)}"
            for name in rule.when
            if name in scope
        ]
        if because:
            yield "   " + words["because"].format(facts="; ".join(because))
        period = _period(rule.valid_from, rule.valid_to, words)
        yield "   " + words["rule"].format(rule=rule.id, period=period, confidence=rule.confidence)
        for line in _grounds(rule.article, rule.sources, law):
            yield f"   {line}"
        if rule.note:
            yield "   " + words["note"].format(note=rule.note)
        scope.setdefault(table.decides, rule.then)


def _grounds(article: str | None, sources: list[str], law: Law) -> Iterator[str]:
    words = law.review["explain"]
    if article:
        yield words["article"].format(article=article)
    for name in sources:
        source = law.sources[name]
        yield words["source"].format(
            title=source.title, publisher=source.publisher, date=source.date, address=source.address
        )


def _period(start: datetime.date, end: datetime.date | None, words: Mapping[str, str]) -> str:
    return words["until" if end else "from"].format(start=start, end=end)


def _assumptions(facts: Facts, law: Law) -> Iterator[str]:
    words = law.review["explain"]
    said = [
        words["not_asked"].format(name=name_in_words(name, law), value=value_in_words(name, value, law))
        for name, value, _ in facts.assumed
    ]
    said += [f"- {text}" for name in facts.unknown if (text := law.facts[name].unknown_text)]
    if said:
        yield from ["", words["assumed"], *said]


def _alternatives(alternatives: list[dict[str, Any]], law: Law) -> Iterator[str]:
    words = law.review["explain"]
    if alternatives:
        yield from ["", words["alternatives"]]
    for other in alternatives:
        yield words["alternative"].format(
            name=name_in_words(other["fact"], law),
            value=value_in_words(other["fact"], other["value"], law),
            procedure=value_in_words("procedure", other["procedure"], law),
            filing=value_in_words("filing", other["filing"], law),
            regime=other["regime"],
        )
