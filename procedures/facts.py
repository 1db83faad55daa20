"""Facts about the people: reading what is given, deriving what follows, what is assumed unasked."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from procedures.errors import FactError
from procedures.law import Law
from procedures.model import Fact, Spoken
from procedures.when import holds

UNKNOWN = "unknown"
HIGHEST_AGE = 120
# Wording only: they change how a person is named, never the law.
WORDING_FACTS = ("applicant_gender", "sponsor_gender", "applicant_noun", "sponsor_noun")
_DERIVED_LOCATION = "applicant_location"


@dataclass
class Facts:
    """Facts as given, plus what follows from them.

    `given`: what was said, checked. `known`: given, derived and assumed values, safe values in place of
    "unknown". `unknown`: facts answered with "weet ik niet". `assumed`: (fact, value, warning id or None).
    """

    given: dict[str, Any]
    known: dict[str, Any]
    unknown: list[str] = field(default_factory=list)
    assumed: list[tuple[str, Any, str | None]] = field(default_factory=list)


def read_facts(raw: Mapping[str, Any], law: Law) -> Facts:
    """Checks facts and derives what follows from them.

    `raw` maps fact names to values of the contract; None means not given. Raises FactError with one line that
    names the fact and what it takes.
    """
    given = {name: _checked(name, value, law) for name, value in raw.items() if value is not None}
    facts = Facts(given=given, known=_derive(given, law))
    for name in law.facts:
        if given.get(name) == UNKNOWN:
            facts.unknown.append(name)
    _assume(facts, law)
    _make_safe(facts, law)
    return facts


def _checked(name: str, value: Any, law: Law) -> Any:
    if name in WORDING_FACTS:
        return value if isinstance(value, str) else None
    fact = law.facts.get(name)
    if fact is None:
        raise FactError(f"unknown fact {_short(name)}: the facts are {', '.join(law.facts)}")
    if value == UNKNOWN and fact.kind != "text":
        return UNKNOWN
    return _CHECKS[fact.kind](fact, value, law)


def _category(fact: Fact, value: Any, law: Law) -> Any:
    values = [option.value for option in fact.options]
    if value not in values:
        raise _refused(fact, value, ", ".join(str(each) for each in values))
    return value


def _yes_no(fact: Fact, value: Any, law: Law) -> Any:
    if not isinstance(value, bool):
        raise _refused(fact, value, "true, false")
    return value


def _age(fact: Fact, value: Any, law: Law) -> Any:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= HIGHEST_AGE:
        raise _refused(fact, value, f"a whole number of years from 0 to {HIGHEST_AGE}")
    return value


def _date(fact: Fact, value: Any, law: Law) -> Any:
    if value in [option.value for option in fact.options]:
        return value
    try:
        datetime.date.fromisoformat(value)
    except (TypeError, ValueError):
        options = ", ".join(str(option.value) for option in fact.options)
        raise _refused(fact, value, f"a date YYYY-MM-DD, {options}") from None
    return value


def _country(fact: Fact, value: Any, law: Law) -> Any:
    if not isinstance(value, str) or value.upper() not in law.countries:
        raise _refused(fact, value, "an ISO 3166-1 alpha-2 code such as MA")
    return value.upper()


def _card(fact: Fact, value: Any, law: Law) -> Any:
    if not isinstance(value, str) or value not in law.cards:
        raise _refused(fact, value, ", ".join(law.cards))
    return value


def _text(fact: Fact, value: Any, law: Law) -> Any:
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise _refused(fact, value, "a name or postcode")
    return str(value)


_CHECKS = {
    "category": _category,
    "yes_no": _yes_no,
    "age": _age,
    "date": _date,
    "country": _country,
    "card": _card,
    "text": _text,
}


def _refused(fact: Fact, value: Any, takes: str) -> FactError:
    also = "" if fact.kind == "text" else ", unknown"
    return FactError(f"fact '{fact.id}' has the value {_short(value)}: it takes {takes}{also}")


def _short(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 40 else shown[:37] + "..."


def _derive(given: Mapping[str, Any], law: Law) -> dict[str, Any]:
    """What follows from the facts: status from card, kind of partnership, nationality group, place, side of
    the date.
    """
    known = {name: value for name, value in given.items() if value != UNKNOWN}
    card = law.cards.get(known.get("sponsor_card", ""))
    if card is not None and card.sponsor_status:
        known.setdefault("sponsor_status", card.sponsor_status)
    country = known.get("partnership_country")
    if country and known.get("relation") in ("registered_partner", "equivalent_partner"):
        is_equivalent = country in law.equivalent_partnership_countries
        known["relation"] = "equivalent_partner" if is_equivalent else "registered_partner"
    if "applicant_country" in known:
        known["applicant_nationality"] = law.countries[known["applicant_country"]]
        known["applicant_passport"] = law.passports.get(known["applicant_country"], "any")
    if "applicant_residence" in known:
        known.setdefault(_DERIVED_LOCATION, "belgium")
    for name, value in list(known.items()):
        fact = law.facts.get(name)
        if fact is not None and fact.kind == "date":
            known[name] = _side(fact, value)
    return known


def _side(fact: Fact, value: str) -> Any:
    """The option of a date fact that a date falls in; an option itself stays."""
    if value in [option.value for option in fact.options]:
        return value
    date = datetime.date.fromisoformat(value)
    for option in fact.options:
        if (option.from_date is None or option.from_date <= date) and (
            option.to_date is None or date <= option.to_date
        ):
            return option.value
    raise FactError(f"fact '{fact.id}': no option covers {value}")


def _assume(facts: Facts, law: Law) -> None:
    for fact in law.facts.values():
        name = fact.asks or fact.id
        if name in facts.known or fact.id in facts.given:
            continue
        for assumption in fact.assume:
            if holds(assumption.when, facts.known):
                facts.known[name] = assumption.value
                facts.assumed.append((name, assumption.value, assumption.warning))
                break


def _make_safe(facts: Facts, law: Law) -> None:
    for name in facts.unknown:
        fact = law.facts[name]
        if fact.changes_outcome and (fact.asks or name) not in facts.known:
            facts.known[fact.asks or name] = UNKNOWN if fact.unknown_as is None else fact.unknown_as


def spoken(text: str | Spoken | None, speaker: str | None) -> str:
    """The wording of `text` for who is typing; an applicant where that is not known."""
    if isinstance(text, Spoken):
        return {"sponsor": text.sponsor, "third_party": text.third_party}.get(speaker or "", text.applicant)
    return text or ""
