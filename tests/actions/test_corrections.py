"""Corrections that lean on what was said before."""

import pytest

from actions.corrections import exchanged_nationality, is_correction, previous_fact, takes_back


def _nationality(value: str, negated: bool = False, role: str = "") -> dict[str, object]:
    return {"entity": "nationality", "value": value, "role": role, "negated": negated}


@pytest.mark.parametrize(
    ("right", "wrong", "before", "expected"),
    [
        ("BE", "NL", {"sponsor_status": "eu_citizen"}, {"sponsor_status": "belgian"}),
        ("NL", "BE", {"sponsor_status": "belgian"}, {"sponsor_status": "eu_citizen"}),
        (
            "TN",
            "MA",
            {"applicant_country": "MA", "sponsor_status": "belgian"},
            {"applicant_country": "TN"},
        ),
        ("MA", "BE", {"sponsor_status": "belgian"}, {}),
        ("BE", "NL", {}, {}),
    ],
)
def test_one_nationality_takes_the_place_of_another(
    right: str, wrong: str, before: dict[str, str], expected: dict[str, str]
) -> None:
    assert exchanged_nationality([_nationality(right), _nationality(wrong, negated=True)], before) == expected


def test_a_nationality_of_somebody_named_is_no_exchange() -> None:
    said = [_nationality("BE", role="man"), _nationality("NL", negated=True, role="man")]
    assert exchanged_nationality(said, {"sponsor_status": "eu_citizen"}) == {}


def test_words_that_take_something_back() -> None:
    no = [{"entity": "answer", "value": "no"}]
    sorry = [{"entity": "correction", "value": "-"}]
    yes = [{"entity": "answer", "value": "yes"}]
    assert (takes_back(no), takes_back(sorry), takes_back(yes)) == (True, True, False)
    assert (is_correction(no), is_correction(sorry)) == (False, True)


def test_the_question_before_the_open_one() -> None:
    assert previous_fact(["relation", "sponsor_status"], "sponsor_status") == "relation"
    assert previous_fact(["relation", "sponsor_status"], None) == "sponsor_status"
    assert previous_fact([], None) is None
