"""What the fact model finds likely fills what the rules left open, and turns only what is hardly possible."""

from __future__ import annotations

from typing import Any

import pytest

from actions.second_opinion import believed, resolve_with
from nlu.facts import read_facts
from tests.nlu.support import TODAY

OPENING = "Mijn vrouw zit nog in Fez en ik ben Belg."


def _slots(text: str, likely: dict[str, Any], context: dict[str, Any] | None = None) -> dict[str, Any]:
    return resolve_with(text, read_facts(text, TODAY), context or {}, likely).slots


def test_a_fact_that_the_rules_did_not_find_is_filled_in_when_it_is_very_likely() -> None:
    assert _slots(OPENING, {"applicant_dependent": [(True, 0.9), (None, 0.1)]})["applicant_dependent"] is True


@pytest.mark.parametrize(
    ("likely", "why"),
    [
        ({"applicant_dependent": [(True, 0.6), (None, 0.4)]}, "not likely enough"),
        ({"applicant_dependent": [(None, 0.9), (True, 0.1)]}, "most likely not stated"),
        ({"applicant_location": [("belgium", 0.85), ("abroad", 0.05)]}, "the rules read that she is abroad"),
        ({"applicant_location": [("belgium", 0.95), ("abroad", 0.4)]}, "what the rules read is likely too"),
        ({"municipality": [(None, 0.99)]}, "a town is for the rules"),
        ({"applicant_residence": [("irregular", 0.99)]}, "who is abroad has no stay here"),
        ({"sponsor_card": [("B", 0.99)]}, "a Belgian has no card"),
    ],
)
def test_what_is_not_likely_or_does_not_fit_is_left_out(likely: dict[str, Any], why: str) -> None:
    assert _slots(OPENING, likely) == _slots(OPENING, {}), why


def test_what_the_rules_read_gives_way_where_it_is_hardly_possible() -> None:
    turned = {"applicant_location": [("belgium", 0.97), ("abroad", 0.03)]}
    assert _slots(OPENING, turned)["applicant_location"] == "belgium"
    assert "belgium" not in _slots(OPENING, turned, {"applicant_location": "abroad"}).values()
    assert "applicant_location" not in _slots(
        OPENING, {"applicant_location": [(None, 0.95), ("abroad", 0.05)]}
    )


def test_an_age_that_is_somebody_elses_is_not_filled_in_twice() -> None:
    text = "Mijn man van 44 is Belg en ik zit in Fez."
    found = _slots(text, {"applicant_age": [(44, 0.95), (None, 0.05)]})
    assert found["sponsor_age"] == 44 and "applicant_age" not in found


def test_an_answer_in_the_form_is_read_by_the_rules_alone() -> None:
    asked = {"requested_slot": "sponsor_status", "speaker": "sponsor", "relation": "spouse"}
    likely = {"applicant_dependent": [(True, 0.99)]}
    assert "applicant_dependent" not in _slots("ik ben Belg", likely, asked)


def test_what_is_known_stays() -> None:
    known = {"applicant_dependent": False}
    found = _slots(OPENING, {"applicant_dependent": [(True, 0.99)]}, known)
    assert "applicant_dependent" not in found


def test_once_it_is_likely_who_speaks_the_rest_finds_its_place() -> None:
    text = "Mijn zoon heeft Belgisch paspoort. 67 Russisch vrouw, Kazan alleen."
    likely = {"speaker": [("applicant", 0.97), ("sponsor", 0.02)]}
    found = _slots(text, likely)
    assert (found["speaker"], found["relation"], found["sponsor_status"]) == (
        "applicant",
        "parent",
        "belgian",
    )


def test_a_question_on_words_tells_nothing_of_anybody() -> None:
    likely = {"sponsor_card": [("B", 0.99)]}
    assert believed("ask_card_b", read_facts("wat is een B-kaart?", TODAY), likely) == {}
    story = "ik heb een B-kaart sinds 2023 en mijn vrouw is Ghanese, telt mijn loon?"
    assert believed("ask_income", read_facts(story, TODAY), likely) == likely
    assert believed("inform", read_facts("mijn vrouw", TODAY), likely) == likely
    assert believed("nlu_fallback", read_facts("???", TODAY), likely) == {}
    assert believed("inform", read_facts("ja", TODAY), likely) == {}


def test_a_nationality_that_is_somebody_elses_is_not_that_of_who_comes() -> None:
    text = "Mijn cliënt is een Afghaanse vrouw met een A-kaart, haar man is nog in Iran."
    found = _slots(text, {"applicant_country": [("AF", 0.95), (None, 0.05)]})
    assert "applicant_country" not in found


def test_of_several_who_come_no_age_is_guessed() -> None:
    text = "Mijn vrouw en drie kinderen van 4, 9 en 19 zitten in Fez, ik ben Belg."
    found = _slots(text, {"applicant_age": [(19, 0.97), (None, 0.03)]})
    assert found["relation"] == "spouse" and "applicant_age" not in found
