"""Answers to questions about the procedures: for the situation as far as it is known, else in general."""

import datetime
from collections.abc import Mapping
from functools import lru_cache
from itertools import product
from typing import Any

from procedures.decision import Engine, engine_for
from procedures.diagram import Leaf, Node
from procedures.facts import UNKNOWN, Facts, read_facts, spoken
from procedures.law import Law, load_law
from procedures.model import Topic, Variant
from procedures.when import holds
from procedures.wording import Persons, fill


def answer(
    topic_id: str, raw_facts: Mapping[str, Any], date: datetime.date | None = None, law: Law | None = None
) -> dict[str, Any]:
    """The answer to a topic: `text`, `note` (if contested), `sources` as titles and addresses, `related`,
    `specific`.

    `specific` tells whether the answer is for the situation in `raw_facts` or in general. A topic whose
    answer does not hold on `date` says so. Raises KeyError for a topic that does not exist and FactError for
    facts that are not taken.
    """
    law = law or load_law()
    date = date or datetime.date.today()
    topic = law.topics[topic_id]
    facts = read_facts(raw_facts, law)
    scope = scope_of(facts, date, law)
    in_force = topic.in_force(date)
    variant = next((each for each in topic.variants if in_force and _fits(each, scope, date)), None)
    chosen: Topic | Variant = variant or topic
    sources = (variant.sources if variant else None) or topic.sources
    persons = Persons.of(facts.given, law)
    text = chosen.answer if in_force else law.wording["topic_not_in_force"]
    return {
        "id": topic.id,
        "title": topic.title,
        "text": fill(spoken(text, persons.speaker), persons, law, date),
        "note": chosen.note if in_force else None,
        "sources": [{"title": law.sources[name].title, "url": law.sources[name].address} for name in sources],
        "related": [
            {"id": each, "title": law.topics[each].title} for each in topic.related if each in law.topics
        ],
        "specific": variant is not None,
    }


def scope_of(facts: Facts, date: datetime.date, law: Law) -> dict[str, Any]:
    """What is known of a situation on `date`: facts, and outcomes that no open question can change."""
    known = {
        name: value for name, value in facts.known.items() if value != UNKNOWN and name not in facts.unknown
    }
    return known | _settled(engine_for(law, date), facts.known, law.wording["presumed"])


def _settled(engine: Engine, known: Mapping[str, Any], presumed: Mapping[str, list[Any]]) -> dict[str, str]:
    """What is decided already, whatever the answers to the open questions will be; unlikely ones left out."""
    open_names = [name for name in presumed if name not in known]
    likely = [
        dict(zip(open_names, values, strict=True))
        for values in product(*(presumed[name] for name in open_names))
    ]
    nodes = [engine.diagram.restrict({**known, **values}) for values in likely]
    outcomes = frozenset().union(*(_outcomes(node) for node in nodes))
    return dict(frozenset.intersection(*outcomes))


@lru_cache(maxsize=10_000)
def _outcomes(node: Leaf | Node) -> frozenset[frozenset[tuple[str, str]]]:
    if isinstance(node, Leaf):
        return frozenset({frozenset(node.outcome)})
    return frozenset().union(*(_outcomes(child) for child in node.children))


def _fits(variant: Variant, scope: Mapping[str, Any], date: datetime.date) -> bool:
    starts = variant.valid_from is None or variant.valid_from <= date
    ends = variant.valid_to is None or date <= variant.valid_to
    return starts and ends and holds(variant.when, scope) is True
