"""Answers to questions: in general, and for every situation they were written for."""

from __future__ import annotations

import datetime
import re

import pytest

from procedures import load_law
from procedures.facts import spoken
from procedures.model import Spoken
from procedures.topics import answer
from procedures.wording import Persons, fill

LAW = load_law()
TODAY = datetime.date(2026, 11, 22)
SPEAKERS = ["applicant", "sponsor", "third_party"]
LONGEST = 900


@pytest.mark.parametrize("speaker", SPEAKERS)
@pytest.mark.parametrize("topic_id", sorted(LAW.topics))
def test_every_topic_answers_in_whole_sentences_with_its_sources(topic_id: str, speaker: str) -> None:
    said = answer(topic_id, {"speaker": speaker}, TODAY)
    assert not re.search(r"[{}]|\bNone\b|  ", said["text"])
    assert said["text"][-1] in ".!?"
    assert said["sources"] and all(source["url"].startswith("http") for source in said["sources"])
    assert {each["id"] for each in said["related"]} <= set(LAW.topics)
    assert topic_id not in [each["id"] for each in said["related"]]


@pytest.mark.parametrize("topic_id", sorted(LAW.topics))
def test_every_variant_is_filled_in_for_every_speaker(topic_id: str) -> None:
    for variant in LAW.topics[topic_id].variants:
        for speaker in SPEAKERS:
            persons = Persons.of({"speaker": speaker, "relation": "spouse"}, LAW)
            text = fill(spoken(variant.answer, speaker), persons, LAW, TODAY)
            assert not re.search(r"[{}]|\bNone\b", text), text
            assert len(text) <= LONGEST
        if isinstance(variant.answer, Spoken):
            assert len({variant.answer.applicant, variant.answer.sponsor, variant.answer.third_party}) > 1


def test_the_answer_is_for_the_situation_where_it_is_known() -> None:
    facts = {
        "relation": "spouse",
        "sponsor_status": "belgian",
        "applicant_country": "MA",
        "applicant_location": "belgium",
    }
    general, own = answer("decision_deadline", {}, TODAY), answer("decision_deadline", facts, TODAY)
    assert (general["specific"], own["specific"]) == (False, True)
    assert "6 maanden" in own["text"]


def test_a_topic_that_does_not_exist_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        answer("weather", {}, TODAY)


def test_a_note_belongs_to_the_answer_it_was_written_for() -> None:
    general = answer("health_insurance", {}, TODAY)
    own = answer("health_insurance", {"sponsor_status": "refugee"}, TODAY)
    assert general["note"] and own["specific"]
    assert own["note"] is None


def test_an_answer_that_does_not_hold_on_the_day_is_not_given() -> None:
    before = answer("constitutional_court_2026", {"sponsor_status": "belgian"}, datetime.date(2025, 10, 1))
    assert "schorste" in answer("constitutional_court_2026", {"sponsor_status": "belgian"}, TODAY)["text"]
    assert "schorste" not in before["text"] and "geldt niet op die dag" in before["text"]
    assert (before["specific"], before["note"]) == (False, None)


def test_before_the_situation_is_complete_the_likely_is_taken_for_granted() -> None:
    facts = {"relation": "spouse", "sponsor_status": "belgian", "speaker": "sponsor"}
    assert answer("medical_certificate", facts, TODAY)["text"].startswith("Nee.")
    portuguese = answer("medical_certificate", {**facts, "applicant_country": "PT"}, TODAY)
    assert portuguese["specific"]
