"""Days that a message tells, for counting a term from: "3 november", "03/11/2026", "in juli", "gisteren"."""

from __future__ import annotations

import itertools
import re
from datetime import date

from dateutil.relativedelta import relativedelta

from nlu.dates import full_date, real_date
from nlu.lexicon import grammar, numbers, speller
from nlu.numerals import norm_at, number_at
from nlu.words import Word, split_words
from procedures.terms import ToldDay

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[^\W\d])|\n+")
_DAYS_AGO = {"vandaag": 0, "daarnet": 0, "gisteren": 1, "eergisteren": 2}
_UNITS = {
    "dag": "days",
    "dagen": "days",
    "week": "weeks",
    "weken": "weeks",
    "maand": "months",
    "maanden": "months",
}
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_LAST = ("vorige", "verleden", "afgelopen")

Read = tuple[date, date, str] | None


def told_days(text: str, today: date) -> list[ToldDay]:
    """The days in a text, with the words of their sentences; a year that isn't told is the nearest.

    Of "in november" the first of the month is given, with precision "month".
    """
    found = []
    for sentence in _SENTENCE.split(text):
        words = split_words(sentence, speller())
        joined = {one.norm + two.norm for one, two in itertools.pairwise(words) if one.end == two.start}
        said = frozenset(joined.union(word.norm for word in words))  # "15bis" too
        read = [_day_at(words, index, today) for index in range(len(words))]
        found += [ToldDay(*each, said) for each in read if each]  # type: ignore[arg-type]
    return found


def _day_at(words: list[Word], index: int, today: date) -> Read:
    readers = (_written_out, _slashed, _day_of_month, _weekday, _ago)
    return next((read for each in readers if (read := each(words, index, today))), None)


def _written_out(words: list[Word], index: int, today: date) -> Read:
    """ "03/11/2026"."""
    read = full_date(words, index, today)
    day = date.fromisoformat(read[1]) if read and read[1] else None
    return (day, day, "day") if day else None


def _slashed(words: list[Word], index: int, today: date) -> Read:
    """ "3/11", "3-11": a day and a month after a preposition, without a year."""
    day, sign, month = (norm_at(words, at) for at in (index, index + 1, index + 2))
    dated = norm_at(words, index - 1) in ("op", "van", "sinds", "tot", "de", "dd", "datum", "vanaf")
    if not dated or sign != "/" or not re.fullmatch(r"\d\d?", day) or not re.fullmatch(r"\d\d?", month):
        return None
    return _nearest(int(day), int(month), None, today, "day")


def _day_of_month(words: list[Word], index: int, today: date) -> Read:
    """ "3 november", "3 november 2025", "in november", "november vorig jaar"."""
    month = numbers()["months"].get(words[index].norm)
    if not month:
        return None
    year = norm_at(words, index + 1) if re.fullmatch(r"20\d\d", norm_at(words, index + 1)) else None
    if [norm_at(words, index + 1), norm_at(words, index + 2)] in (["vorig", "jaar"], ["verleden", "jaar"]):
        year = str(today.year - 1)
    at = index - 2 if norm_at(words, index - 1) in ("e", "de", "ste") else index - 1
    number = number_at(words, at) if at >= 0 and norm_at(words, at) not in grammar()["article"] else None
    if number and number <= 31:
        return _nearest(number, month, year, today, "day")
    if words[index].norm in ("mei", "mar", "jan") and not year:
        before = norm_at(words, index - 1)
        if before not in ("in", "sinds", "sedert", "eind", "begin", "midden"):
            return None  # a name
    return _nearest(1, month, year, today, "month")


def _weekday(words: list[Word], index: int, today: date) -> Read:
    """ "Vorige maandag", "afgelopen vrijdag"."""
    if words[index].norm not in _WEEKDAYS or norm_at(words, index - 1) not in _LAST:
        return None
    back = (today.weekday() - _WEEKDAYS.index(words[index].norm) - 1) % 7 + 1
    day = today - relativedelta(days=back)
    return day, day, "day"


def _ago(words: list[Word], index: int, today: date) -> Read:
    """ "Gisteren", "drie dagen geleden", "twee weken geleden"."""
    norm = words[index].norm
    if norm in _DAYS_AGO:
        day = today - relativedelta(days=_DAYS_AGO[norm])
        return day, day, "day"
    number = 1 if norm == "een" else number_at(words, index)
    unit = _UNITS.get(norm_at(words, index + 1))
    if not number or not unit or norm_at(words, index + 2) not in ("geleden", "terug"):
        return None
    day = today - relativedelta(**{unit: number})
    return day, day, "day" if unit == "days" else "about"


def _nearest(day: int, month: int, year: str | None, today: date, precision: str) -> Read:
    """The last such day and the next one; the same day twice if the year was told."""
    found = (
        [real_date(int(year), month, day)]
        if year
        else [real_date(today.year + add, month, day) for add in (-1, 0, 1)]
    )
    real = [each for each in found if each]
    if not real:
        return None
    if year:
        return real[0], real[0], precision
    past = [each for each in real if each <= today]
    coming = [each for each in real if each >= today]
    return (past or coming)[-1 if past else 0], (coming or past)[0 if coming else -1], precision
