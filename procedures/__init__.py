"""The rules of Belgian family reunification: facts and a date in, an advice with its sources out.

>>> decide({"relation": "spouse"}).fact
'sponsor_status'
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from procedures.advice import advise
from procedures.decision import Open, engine_for
from procedures.errors import DateError, FactError, LawError
from procedures.facts import read_facts, spoken
from procedures.law import Law, load_law
from procedures.wording import Persons, fill

__all__ = ["DateError", "Decision", "FactError", "Law", "LawError", "decide", "load_law"]


@dataclass(frozen=True)
class Decision:
    """Either an advice, or the next fact that is needed (`fact`, `remaining` questions at most)."""

    advice: dict[str, Any] | None = None
    fact: str | None = None
    why: str = ""
    sources: tuple[str, ...] = ()
    remaining: int = 0

    def to_json(self) -> dict[str, Any]:
        """The object that the command prints: `{"outcome": "advice" | "need_fact", ...}`."""
        if self.advice is not None:
            return {"outcome": "advice", "advice": self.advice}
        return {
            "outcome": "need_fact",
            "fact": self.fact,
            "why": self.why,
            "sources": list(self.sources),
            "remaining": self.remaining,
        }


def decide(
    raw_facts: Mapping[str, Any], date: datetime.date | None = None, law: Law | None = None
) -> Decision:
    """Applies the law in force on `date` (today if None) to facts as the contract names them.

    Returns the advice, or the next fact that can still change it. Raises FactError for a fact that is not
    taken and DateError for a date that the law data does not cover.
    """
    law = law or load_law()
    date = date or datetime.date.today()
    facts = read_facts(raw_facts, law)
    engine = engine_for(law, date)
    result = engine.decide(facts)
    if isinstance(result, Open):
        fact = law.facts[result.fact]
        persons = Persons.of(facts.given, law)
        why = fill(spoken(fact.why, persons.speaker), persons)
        return Decision(fact=fact.id, why=why, sources=tuple(fact.sources), remaining=result.remaining)
    return Decision(advice=advise(law, engine, facts, result, date))
