"""From a day that somebody tells to the last day of a term, in words."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from babel.dates import format_date
from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, FR, MO, TH, TU, WE, rrule

from procedures.facts import read_facts
from procedures.law import load_law
from procedures.model import Term
from procedures.topics import scope_of
from procedures.when import holds

WORKING_WEEK = (MO, TU, WE, TH, FR)
MOST_TERMS = 2


@dataclass(frozen=True)
class ToldDay:
    """A day told: the last such day there was and the next to come, the same if its year was told.

    `precision`: "month" if only the month was told (then both are its first day), "about" for a number of
    weeks or months ago. `words`: those of its sentence, in which the thing that happened on it is looked for.
    """

    last: datetime.date
    coming: datetime.date
    precision: Literal["day", "month", "about"]
    words: frozenset[str]

    def as_json(self) -> dict[str, Any]:
        """For a message in a conversation; `from_json` reads it back."""
        days = {"last": self.last.isoformat(), "coming": self.coming.isoformat()}
        return {**days, "precision": self.precision, "words": sorted(self.words)}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> "ToldDay":
        """The day that `as_json` wrote."""
        last, coming = (datetime.date.fromisoformat(told[name]) for name in ("last", "coming"))
        return cls(last, coming, told["precision"], frozenset(told["words"]))


def last_days(
    topic: str, raw_facts: Mapping[str, Any], told: Iterable[ToldDay], date: datetime.date | None = None
) -> list[str]:
    """What the days told mean for the terms of a topic, two terms at most; the first day that fits counts.

    Takes the facts as the contract names them, and today if there is no `date`. Empty where no day was told
    that a term of this topic counts from. Legal source: the `sources` of each term in `law/terms.yml`.
    """
    law = load_law()
    date = date or datetime.date.today()
    terms = [term for term in law.terms.values() if topic in term.topics and term.in_force(date)]
    days = list(told)
    if not terms or not days:
        return []
    scope = scope_of(read_facts(raw_facts, law), date, law)
    found = []
    for term in terms:
        said = [_in_words(term, day, date) for day in days if _counts(term, day, scope)]
        found += [text for text in said if text][:1]
    return found[:MOST_TERMS]


def _counts(term: Term, day: ToldDay, scope: Mapping[str, Any]) -> bool:
    """Whether a term counts from this day; an annex ("19ter") tells the procedure where it isn't known."""
    named = day.words.intersection(term.counts_from)
    fits = holds(term.when, scope)
    by_annex = any(word[:1].isdigit() for word in named)
    return bool(named) and (fits is True or (fits is None and by_annex))


def _in_words(term: Term, day: ToldDay, today: datetime.date) -> str:
    """The sentence for one term; empty where the day can't be the one it counts from."""
    back = term.days < 0
    start = day.coming if back else day.last
    in_months = bool(term.months)
    if (
        (back and start < today)
        or (not back and start > today)
        or (day.precision == "month" and not in_months)
    ):
        return ""
    last = _last_day(term, start)
    over = (last + relativedelta(day=31) if day.precision == "month" else last) < today
    text = term.over if over else term.text
    opens = start + relativedelta(days=term.opens_days or 0)
    preposition = load_law().wording["prepositions_of_days"][day.precision]
    return text.format(
        **{
            "from": f"{preposition} {_said(start, day)}",
            "from_day": _said(start, day),
            "until": f"{preposition} {_said(last, day)}",
            "until_day": _said(last, day),
            "opens_day": _said(opens, day),
            "longest_day": _said(start + relativedelta(months=term.longest_months), day),
        }
    )


def _last_day(term: Term, start: datetime.date) -> datetime.date:
    """The day on which a term ends that counts from the day after `start`."""
    if term.working_days:
        after = start + relativedelta(days=1)
        working = rrule(DAILY, dtstart=after, byweekday=WORKING_WEEK, count=term.working_days)
        return list(working)[-1].date()
    return start + relativedelta(months=term.months, days=term.days)


def _said(date: datetime.date, day: ToldDay) -> str:
    return format_date(date, "MMMM yyyy" if day.precision == "month" else "d MMMM yyyy", locale="nl")
