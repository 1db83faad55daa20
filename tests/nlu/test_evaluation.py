"""Guards the figures in docs/: measures again and compares with what was committed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from benchmarks.nlu import report
from benchmarks.nlu.heldout import Message, Statement
from benchmarks.nlu.measure import Predicted, measure
from benchmarks.nlu.parsing import Parser
from benchmarks.nlu.slots import judge, without_roles

MARGIN = 0.02
HIGHER_IS_BETTER = [
    ("intents", "accuracy"),
    ("intents", "macro_f1"),
    ("out_of_scope", "not_forced"),
    ("out_of_scope", "right_intent"),
    ("out_of_scope", "other_language"),
    ("facts", "slot_f1"),
    ("facts", "entity_f1_without_roles"),
    ("facts", "in_the_right_slot"),
]
LOWER_IS_BETTER = [
    ("out_of_scope", "own_messages_rejected"),
    ("facts", "in_a_wrong_slot"),
]


@pytest.fixture(scope="module")
def committed() -> dict[str, Any]:
    """The figures as committed."""
    figures: dict[str, Any] = json.loads(report.FIGURES.read_text(encoding="utf-8"))
    return figures


@pytest.fixture(scope="module")
def measured(parser: Parser) -> dict[str, Any]:
    """The figures of the model as it is now."""
    return measure("test", parser.parse)


@pytest.mark.parametrize(("part", "figure"), HIGHER_IS_BETTER)
def test_no_figure_is_clearly_lower(
    part: str, figure: str, measured: dict[str, Any], committed: dict[str, Any]
) -> None:
    assert measured[part][figure] >= committed[part][figure] - MARGIN


@pytest.mark.parametrize(("part", "figure"), LOWER_IS_BETTER)
def test_no_error_rate_is_clearly_higher(
    part: str, figure: str, measured: dict[str, Any], committed: dict[str, Any]
) -> None:
    assert measured[part][figure] <= committed[part][figure] + MARGIN


def test_pairs_do_not_fail_more_often(measured: dict[str, Any], committed: dict[str, Any]) -> None:
    assert _pair_failures(measured) <= _pair_failures(committed) + MARGIN


def _pair_failures(figures: dict[str, Any]) -> float:
    pairs = [row for row in figures["checklist"] if row["kind"] != "MFT"]
    return float(sum(row["failures"] for row in pairs) / sum(row["cases"] for row in pairs))


def test_the_page_shows_the_committed_figures(committed: dict[str, Any]) -> None:
    assert report.as_markdown(committed) in report.PAGE.read_text(encoding="utf-8")


STATEMENT = Statement(
    "x",
    "text",
    "roles",
    slots={"applicant_age": 17, "sponsor_status": "belgian"},
    optional={"applicant_location": "abroad"},
    context={"relation": "child"},
)


@pytest.mark.parametrize(
    ("found", "missed", "wrong"),
    [
        ({"applicant_age": 17, "sponsor_status": "belgian"}, [], []),
        ({"applicant_age": 17, "sponsor_status": "belgian", "applicant_location": "abroad"}, [], []),
        (
            {"applicant_age": 17, "sponsor_status": "belgian", "applicant_location": "belgium"},
            [],
            ["applicant_location"],
        ),
        ({"sponsor_age": 17, "sponsor_status": "belgian"}, ["applicant_age"], ["sponsor_age"]),
        ({"applicant_age": 19, "sponsor_status": "belgian"}, ["applicant_age"], ["applicant_age"]),
        ({"applicant_age": 17, "sponsor_status": "belgian", "relation": "child"}, [], []),
        ({"applicant_age": 17, "sponsor_status": "belgian", "relation": "parent"}, [], ["relation"]),
    ],
)
def test_slots_are_judged_by_the_rules_of_the_held_out_set(
    found: dict[str, Any], missed: list[str], wrong: list[str]
) -> None:
    verdict = judge(STATEMENT, found)
    assert (verdict.missed, verdict.wrong) == (missed, wrong)


def test_without_roles_an_age_of_the_wrong_person_counts() -> None:
    assert without_roles(STATEMENT, {"sponsor_age": 17, "sponsor_status": "belgian"}).perfect


def test_a_date_within_the_stated_bucket_is_right() -> None:
    stated = Statement("x", "text", "date", {"sponsor_residence_since": "before_2025_08_18"})
    assert judge(stated, {"sponsor_residence_since": "2022-05-01"}).perfect
    assert not judge(stated, {"sponsor_residence_since": "2025-09-01"}).perfect


@pytest.mark.parametrize(
    ("intents", "predicted", "forced", "rejected"),
    [
        (("out_of_scope_studies",), "out_of_scope_municipal", False, True),
        (("out_of_scope_studies",), "nlu_fallback", False, False),
        (("out_of_scope_studies",), "inform", True, False),
        (("out_of_scope_studies",), "ask_income", True, False),
        (("out_of_scope_asylum", "ask_refugee_family"), "ask_refugee_family", False, False),
        (("inform",), "other_language", False, True),
    ],
)
def test_what_counts_as_forced_and_as_rejected(
    intents: tuple[str, ...], predicted: str, forced: bool, rejected: bool
) -> None:
    made = Predicted(Message("x", "text", intents), predicted)
    assert (made.forced, made.rejected) == (forced, rejected)


def test_the_fact_model_finds_what_the_rules_leave_open(measured: dict[str, Any]) -> None:
    together, rules = measured["facts"], measured["facts_by_rules_alone"]
    assert together["in_the_right_slot"] > rules["in_the_right_slot"] + 0.01
    assert together["in_a_wrong_slot"] < rules["in_a_wrong_slot"] + 0.01
