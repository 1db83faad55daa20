"""From a day told to the last day of a term: a table, and days of every kind."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from procedures import load_law
from procedures.check import check
from procedures.terms import ToldDay, last_days

TODAY = datetime.date(2026, 11, 23)
BELGIAN = {"sponsor_status": "belgian", "relation": "spouse", "applicant_country": "MA"}
B_CARD = {"sponsor_status": "third_country_unlimited", "relation": "spouse", "applicant_country": "MA"}
HERE = {"applicant_location": "belgium", "applicant_residence": "short_stay_visa"}
REFUGEE = {**B_CARD, "sponsor_status": "refugee", "sponsor_residence_since": "from_2025_08_18"}


def told(day: str, *words: str, precision: Any = "day", coming: str = "") -> ToldDay:
    last = datetime.date.fromisoformat(day)
    return ToldDay(last, datetime.date.fromisoformat(coming or day), precision, frozenset(words))


@pytest.mark.parametrize(
    ("topic", "facts", "day", "said"),
    [
        (
            "appeal_deadline",
            {},
            told("2026-11-03", "weigering"),
            ["op 3 november 2026", "op 3 december 2026"],
        ),
        ("appeal", BELGIAN, told("2026-11-09", "brief", precision="about"), ["rond 9 december 2026"]),
        ("refusal", {}, told("2026-09-03", "geweigerd"), ["viel", "op 3 oktober 2026", "voorbij"]),
        ("annex_20", {}, told("2026-11-03", "20"), ["op 3 december 2026"]),
        ("annex_19ter", {}, told("2026-09-12", "19ter"), ["12 december 2026"]),
        ("incomplete_file", {**BELGIAN, **HERE}, told("2026-11-30", "19ter"), []),
        (
            "incomplete_file",
            {**BELGIAN, **HERE},
            told("2025-11-30", "ingediend"),
            ["28 februari 2026", "liepen"],
        ),
        ("decision_deadline", {**BELGIAN, **HERE}, told("2026-08-31", "ingediend"), ["tot 28 februari 2027"]),
        (
            "decision_deadline",
            B_CARD,
            told("2026-03-03", "15quinquies"),
            ["tot 3 december 2026", "twee keer"],
        ),
        ("decision_deadline", {}, told("2026-03-03", "ingediend"), []),
        ("decision_deadline", B_CARD, told("2026-03-03", "getrouwd"), []),
        (
            "renewal",
            {},
            told("2026-01-15", "vervalt", coming="2027-01-15"),
            ["1 december 2026", "16 december"],
        ),
        ("renewal", {}, told("2026-12-01", "vervalt"), ["was", "1 november 2026"]),
        (
            "refugee_family",
            REFUGEE,
            told("2026-07-01", "positief", precision="month"),
            ["in juli 2026", "tot januari 2027"],
        ),
        (
            "refugee_family",
            {**REFUGEE, "sponsor_status": "subsidiary_protection"},
            told("2026-07-01", "positief"),
            [],
        ),
        ("appeal", {}, told("2026-11-01", "weigering", precision="month"), []),
        ("fee", {}, told("2026-11-03", "weigering"), []),
    ],
)
def test_the_last_day_of_a_term(topic: str, facts: dict[str, Any], day: ToldDay, said: list[str]) -> None:
    text = " ".join(last_days(topic, facts, [day], TODAY))
    assert bool(text) == bool(said), text
    assert all(words in text for words in said), text


@pytest.mark.parametrize(("day", "until"), [("2026-11-19", "1 december"), ("2026-11-14", "25 november")])
def test_eight_working_days_leave_out_the_weekends(day: str, until: str) -> None:
    arrived = {**B_CARD, "applicant_location": "belgium", "applicant_residence": "family_visa"}
    text = " ".join(last_days("after_arrival_visa_d", arrived, [told(day, "aangekomen")], TODAY))
    assert until in text


def test_the_day_told_last_counts() -> None:
    days = [told("2026-11-10", "weigering"), told("2026-11-03", "weigering")]
    assert "10 december" in " ".join(last_days("appeal", {}, days, TODAY))


@given(st.dates(TODAY - datetime.timedelta(days=4000), TODAY + datetime.timedelta(days=4000)))
def test_a_term_is_never_said_to_run_when_it_is_over_nor_the_other_way(day: datetime.date) -> None:
    said = last_days("appeal", {}, [ToldDay(day, day, "day", frozenset({"weigering"}))], TODAY)
    assert bool(said) == (day <= TODAY)
    if said:
        assert ("voorbij" in said[0]) == (day + relativedelta(days=30) < TODAY)


def test_every_term_is_told_somewhere_and_knows_its_topics() -> None:
    law = load_law()
    assert not [str(each) for each in check(law, TODAY) if each.error]
    for term in law.terms.values():
        assert set(term.topics) <= set(law.topics)
        assert sum(bool(each) for each in (term.months, term.days, term.working_days)) == 1, term.id
