"""Every case of `tests/cases/`, through `decide`."""

from __future__ import annotations

import pytest

from procedures import decide, load_law
from tests.procedures.cases import Case, differences, read_cases

CASES = read_cases()
ENOUGH = 150
RELATIONS = [option.value for option in load_law().facts["relation"].options]
STATUSES = [option.value for option in load_law().facts["sponsor_status"].options]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case) -> None:
    assert differences(case.expect, decide(case.facts, case.date).to_json()) == []


def test_there_are_enough_cases_and_each_has_its_own_name() -> None:
    assert len(CASES) >= ENOUGH
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_each_case_names_sources_that_exist(case: Case) -> None:
    assert case.source
    assert [source for source in case.source if source not in load_law().sources] == []


def test_every_relation_is_tried_with_every_status_of_the_sponsor() -> None:
    tried = {(case.facts.get("relation"), case.facts.get("sponsor_status")) for case in CASES}
    pairs = {(relation, status) for relation in RELATIONS for status in STATUSES}
    equivalent = {
        ("equivalent_partner", status) for status in STATUSES
    }  # written as registered_partner + country
    assert pairs - tried - equivalent == set()
