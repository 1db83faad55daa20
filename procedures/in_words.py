"""Facts, conditions and outcomes in Dutch, for people who check the law: explanations, tables, drawings."""

from collections.abc import Mapping
from typing import Any

from procedures.facts import UNKNOWN, spoken
from procedures.law import Law
from procedures.model import Fact, When


def name_in_words(name: str, law: Law) -> str:
    """What a fact or a decided value is called."""
    fact = _fact(name, law)
    return fact.label if fact else law.review["names"].get(name, name)


def value_in_words(name: str, value: Any, law: Law) -> str:
    """A value of a fact or of a decided value as people would say it."""
    if value == UNKNOWN:
        return law.review["names"][UNKNOWN]
    fact = _fact(name, law)
    for option in fact.options if fact else []:
        if type(option.value) is type(value) and option.value == value:
            return spoken(option.title, "third_party")
    if isinstance(value, bool):
        return law.review["names"][str(value).lower()]
    shown: Mapping[str, str] = {
        **law.wording["outcomes"],
        **(law.wording["places"] if name == "filing" else {}),
    }
    return shown.get(str(value), str(value)) if fact is None else str(value)


def condition_in_words(name: str, spec: Any, law: Law) -> str:
    """`sponsor_age: ">=18"` -> "de leeftijd van de persoon in België: >=18"."""
    values = spec if isinstance(spec, list) else [spec]
    said = law.review["names"]["or"].join(value_in_words(name, value, law) for value in values)
    return f"{name_in_words(name, law)}: {said}"


def when_in_words(when: When, law: Law) -> list[str]:
    """The conditions of a row, one by one; empty if it always holds."""
    return [condition_in_words(name, spec, law) for name, spec in when.items()]


def _fact(name: str, law: Law) -> Fact | None:
    return next((fact for fact in law.facts.values() if name in (fact.id, fact.asks)), None)
