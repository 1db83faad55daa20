"""The shape of the law data in `procedures/law/*.yml`, checked by msgspec when it is read."""

import datetime
from collections.abc import Iterable
from typing import Literal, TypeAlias

import msgspec

Date: TypeAlias = datetime.date
Confidence: TypeAlias = Literal["official", "secondary", "derived", "seed"]
WhenValue: TypeAlias = str | bool | int | list[str | bool | int]
When: TypeAlias = dict[str, WhenValue]


class Spoken(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """One text in three wordings, by who is typing."""

    applicant: str
    sponsor: str
    third_party: str


Text: TypeAlias = str | Spoken


class Dated(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """What every statement of law carries: since when, on what ground, from which source."""

    id: str
    sources: list[str]
    checked_on: Date
    confidence: Confidence
    valid_from: Date
    valid_to: Date | None = None
    article: str | None = None
    note: str | None = None

    def in_force(self, date: Date) -> bool:
        """Whether this holds for an application on `date` (both ends included)."""
        return self.valid_from <= date and (self.valid_to is None or date <= self.valid_to)


class Source(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A page or text that a statement rests on. `link` is shown when `url` is only a copy of it."""

    id: str
    title: str
    publisher: str
    url: str
    lang: str
    date: str
    seen: Literal["read", "inferred"]
    checked_on: Date
    link: str | None = None

    @property
    def address(self) -> str:
        """The address to show to people."""
        return self.link or self.url


class Option(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """An answer a person can choose for a categorical fact."""

    value: str | bool
    title: Text
    from_date: Date | None = None
    to_date: Date | None = None
    hidden: bool = False


class Assumption(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A value taken without asking, when `when` surely holds and the fact was not given."""

    when: When
    value: str | bool | int
    warning: str | None = None


class Fact(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A fact about the people: what it takes, and how it is asked. See `law/facts.yml`."""

    id: str
    kind: Literal["category", "yes_no", "age", "date", "country", "card", "text"]
    label: str
    sources: list[str]
    options: list[Option] = []
    question: Text | None = None
    why: Text | None = None
    article: str | None = None
    unknown_as: str | bool | int | None = None
    unknown_text: str | None = None
    assume: list[Assumption] = []
    asks: str | None = None
    depends_on: list[str] = []
    changes_outcome: bool = True


class Rule(Dated, frozen=True, kw_only=True):
    """One row of a decision table: if all of `when` holds, `then` is the outcome."""

    when: When
    then: str
    reason: Text


class Table(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A decision table. Hit policy as in DMN: `unique` allows no overlap, `first` takes the first row."""

    decides: str
    hit_policy: Literal["unique", "first"]
    rules: list[Rule]


class Statement(Dated, frozen=True, kw_only=True):
    """A sentence told to people in an advice: a document, condition, step, warning, option, appeal."""

    text: Text
    when: When = {}
    only_if: str | None = None
    order: int = 0
    kind: str | None = None
    months: int | None = None
    days: int | None = None
    silence: str | None = None
    amount: str | None = None
    annex: str | None = None


class AmountValue(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """An amount in euro in force between two dates."""

    amount_eur: float
    valid_from: Date
    sources: list[str]
    confidence: Confidence
    checked_on: Date
    valid_to: Date | None = None
    note: str | None = None


class Amount(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """A dated series of amounts (fee, reference income, visa fee)."""

    id: str
    text: str
    unit: str
    values: list[AmountValue]
    last_known_note: str


class Link(Dated, frozen=True, kw_only=True):
    """A page to send people to; `source` is an id of sources.yml."""

    title: str
    source: str
    when: When = {}
    order: int = 0


class Card(Dated, frozen=True, kw_only=True):
    """A residence card or paper, and what it says of a sponsor who holds it."""

    name: str
    text: str
    sponsor_status: str | None = None
    validity: str | None = None
    replaced_by: str | None = None


class Annex(Dated, frozen=True, kw_only=True):
    """An annex ("bijlage") to the royal decree of 8 October 1981."""

    name: str
    text: str


class Term(Dated, frozen=True, kw_only=True):
    """A term whose last day follows from a day that somebody tells. See `law/terms.yml`."""

    topics: list[str]
    counts_from: list[str]
    when: When = {}
    months: int = 0
    days: int = 0
    working_days: int = 0
    opens_days: int | None = None
    longest_months: int = 0
    text: str
    over: str


class Variant(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True):
    """An answer to a topic for a known situation."""

    when: When
    answer: Text
    sources: list[str] | None = None
    valid_from: Date | None = None
    valid_to: Date | None = None
    article: str | None = None
    confidence: Confidence | None = None
    note: str | None = None


class Topic(Dated, frozen=True, kw_only=True):
    """A question people ask about the procedures, with its answer in general and per situation."""

    title: str
    answer: Text
    variants: list[Variant] = []
    related: list[str] = []


def in_force(entries: Iterable, date: Date) -> list:
    """Those of `entries` (Dated) that hold on `date`, in their order."""
    return [entry for entry in entries if entry.in_force(date)]
