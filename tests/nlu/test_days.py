"""Days told in a message, as people write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.days import told_days

TODAY = date(2026, 11, 23)  # a Monday


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Ik kreeg op 3 november een bijlage 20.", ["2026-11-03 day"]),
        ("mn visum is geweigerd op 28/10/2026", ["2026-10-28 day"]),
        ("de brief is van 3-9-2026", ["2026-09-03 day"]),
        ("de brief is van 3/9", ["2026-09-03 day"]),
        ("op drie december vorig jaar ingediend", ["2025-12-03 day"]),
        ("den 12e oktober gekregen", ["2026-10-12 day"]),
        ("ze is erkend in juli", ["2026-07-01 month"]),
        ("erkend in mei 2026", ["2026-05-01 month"]),
        ("gisteren kwam de brief", ["2026-11-22 day"]),
        ("drie dagen geleden", ["2026-11-20 day"]),
        ("2 weken geleden kwam het nee", ["2026-11-09 about"]),
        ("een maand geleden", ["2026-10-23 about"]),
        ("vorige vrijdag", ["2026-11-20 day"]),
        ("afgelopen maandag", ["2026-11-16 day"]),
        ("op 31 februari", []),
        ("mijn dochter Mei is 3 jaar", []),
        ("we zijn met 3 en ik heb een bijlage 20", []),
        ("in 2019", []),
        ("24/7 bereikbaar", []),
        ("", []),
    ],
)
def test_days_as_people_write_them(text: str, days: list[str]) -> None:
    assert [f"{each.last} {each.precision}" for each in told_days(text, TODAY)] == days


def test_without_a_year_it_is_the_nearest_on_either_side() -> None:
    (day,) = told_days("mijn kaart vervalt op 15 januari", TODAY)
    assert (day.last, day.coming) == (date(2026, 1, 15), date(2027, 1, 15))
    assert "vervalt" in day.words


def test_an_annex_is_one_word() -> None:
    (day,) = told_days("Ik kreeg op 3 maart een bijlage 15quinquies", TODAY)
    assert "15quinquies" in day.words


def test_a_day_keeps_the_words_of_its_own_sentence() -> None:
    first, second = told_days("Op 2 mei trouwden we. Op 3 november kwam de weigering.", TODAY)
    assert "weigering" in second.words
    assert "weigering" not in first.words


@given(st.dates(TODAY - timedelta(days=3000), TODAY + timedelta(days=3000)))
def test_a_date_with_its_year_is_read_in_every_writing(day: date) -> None:
    for text in (f"op {day:%d/%m/%Y}", f"op {day.day}-{day.month}-{day.year}", f"op {day:%Y-%m-%d}"):
        assert [(each.last, each.coming) for each in told_days(text, TODAY)] == [(day, day)]


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    assert all(each.last <= each.coming or each.precision for each in told_days(text, TODAY))
