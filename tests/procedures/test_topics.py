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


def test_who_has_lived_here_since_before_the_law_of_2025_does_not_wait_any_more() -> None:
    for relation in ("spouse", "fiance"):
        facts = {
            "relation": relation,
            "sponsor_status": "third_country_unlimited",
            "sponsor_residence_since": "2020-03-01",
        }
        assert answer("waiting_period", facts, TODAY)["text"].startswith("Er moet niet meer gewacht worden")
    early = answer("waiting_period", {**facts, "relation": "spouse"}, datetime.date(2025, 12, 1))
    assert "12 maanden" in early["text"] and "niet meer gewacht" not in early["text"]


def test_the_other_parent_consents_although_the_partner_is_an_adult() -> None:
    couple = {"relation": "fiance", "sponsor_status": "belgian"}
    assert "toestemming nodig" in answer("parental_consent", couple, TODAY)["text"]
    child = {"relation": "child", "applicant_age": 19}
    assert "geen toestemming" in answer("parental_consent", child, TODAY)["text"]


@pytest.mark.parametrize("topic", ["where_to_apply", "apply_in_belgium", "tourist_visa", "irregular_stay"])
@pytest.mark.parametrize("sponsor", ["belgian", "third_country_unlimited", "third_country_limited"])
def test_a_couple_that_has_no_right_yet_hears_what_to_do_first(topic: str, sponsor: str) -> None:
    said = answer(topic, {"relation": "de_facto_partner", "sponsor_status": sponsor}, TODAY)["text"]
    assert "trouwen" in said or "huwelijk" in said
    assert "gemeente" in said or "ambassade" in said


@pytest.mark.parametrize("topic", ["where_to_apply", "apply_in_belgium", "irregular_stay"])
def test_family_that_came_along_with_a_refugee_hears_of_the_way_of_2025(topic: str) -> None:
    facts = {"relation": "other_family", "sponsor_status": "refugee", "applicant_location": "belgium"}
    assert "2025" in answer(topic, facts, TODAY)["text"]


def test_a_belgian_needs_no_family_reunification() -> None:
    facts = {"relation": "child", "applicant_country": "BE", "applicant_age": 4}
    for topic in ("where_to_apply", "apply_in_belgium", "which_article"):
        assert "wie zelf Belg is" in answer(topic, facts, TODAY)["text"].replace("Wie", "wie")


def test_a_couple_yet_to_marry_hears_the_law_of_their_own_sponsor() -> None:
    couple = {"relation": "fiance", "sponsor_status": "third_country_limited"}
    new = answer("law_2025", {**couple, "sponsor_residence_since": "2025-11-01"}, TODAY)
    old = answer("law_2025", {**couple, "sponsor_residence_since": "2021-11-01"}, TODAY)
    belgian = answer("law_2025", {"relation": "fiance", "sponsor_status": "belgian"}, TODAY)
    assert "de nieuwe regels" in new["text"] and "de oude regels" in old["text"]
    assert "familie van een Belg" in belgian["text"]


@pytest.mark.parametrize(
    "topic", ["income", "income_exempt", "housing", "health_insurance", "refugee_family"]
)
def test_the_twelve_months_of_a_refugee_recognised_before_the_law_of_2025_are_over(topic: str) -> None:
    facts = {"relation": "spouse", "sponsor_status": "refugee", "sponsor_residence_since": "2024-03-01"}
    assert "voorbij" in answer(topic, facts, TODAY)["text"]
    assert "nu voorbij" not in answer(topic, facts, datetime.date(2025, 1, 15))["text"]


def test_the_day_of_residence_alone_says_how_long_to_wait() -> None:
    new = answer("waiting_period", {"sponsor_residence_since": "2025-10-01"}, TODAY)
    old = answer("waiting_period", {"sponsor_residence_since": "2015-10-01"}, TODAY)
    assert "1 of 2 jaar" in new["text"] and "niet meer wachten" in old["text"]


FITTING = [
    ("dependency", {"relation": "spouse", "sponsor_status": "eu_citizen"}, "moet niet ten laste zijn"),
    ("dependency", {"relation": "spouse", "sponsor_status": "belgian"}, "netto per maand"),
    ("dependency", {"relation": "parent", "sponsor_status": "eu_citizen", "sponsor_age": 6}, "hoederecht"),
    ("dependency", {"relation": "child", "sponsor_status": "eu_citizen", "applicant_age": 19}, "onder 21"),
    ("health_insurance", {"relation": "spouse", "sponsor_status": "eu_citizen"}, "genoeg geld"),
    ("income", {"relation": "parent", "sponsor_status": "eu_citizen", "sponsor_age": 6}, "niet nalezen"),
    ("income", {"relation": "de_facto_partner", "sponsor_status": "eu_citizen"}, "artikel 47/1"),
    ("marriage_visa", {"relation": "de_facto_partner", "sponsor_status": "eu_citizen"}, "niet nodig"),
    ("marriage_visa", {"relation": "spouse", "sponsor_status": "belgian"}, "Wie al getrouwd"),
    ("apply_in_belgium", {"relation": "fiance", "sponsor_status": "eu_citizen"}, "Dat kan."),
    ("after_arrival_visa_d", {"relation": "spouse", "sponsor_card": "M"}, "3 maanden na aankomst"),
    ("after_arrival_visa_d", {"relation": "spouse", "sponsor_status": "belgian"}, "bijlage 15,"),
    ("appeal", {"relation": "spouse", "sponsor_status": "belgian"}, "geweigerd visum blijft"),
    ("entry_ban", {"relation": "parent", "sponsor_status": "belgian"}, "in het buitenland"),
    ("decision_deadline", {"relation": "spouse", "sponsor_status": "belgian"}, "weigert de gemeente zelf"),
    (
        "which_law_applies",
        {"relation": "spouse", "sponsor_status": "third_country_unlimited"},
        "de dag waarop",
    ),
    (
        "which_law_applies",
        {
            "relation": "spouse",
            "sponsor_status": "subsidiary_protection",
            "sponsor_residence_since": "2023-05-01",
        },
        "de oude regels",
    ),
    ("which_law_applies", {"relation": "fiance", "sponsor_status": "refugee"}, "Wie vroeger erkend werd"),
    ("adult_child", {"relation": "child", "sponsor_status": "belgian", "applicant_age": 25}, "Alleen als"),
    ("adult_child", {"relation": "spouse", "sponsor_status": "eu_citizen"}, "Tot 21 jaar wel"),
]


@pytest.mark.parametrize(("topic", "facts", "said"), FITTING)
def test_an_answer_is_about_the_person_who_asks(topic: str, facts: dict[str, object], said: str) -> None:
    assert said in answer(topic, facts, TODAY)["text"]


@pytest.mark.parametrize(
    ("facts", "first"),
    [
        ({"applicant_residence": "other_schengen_permit", "applicant_country": "BD"}, "de gemeente of DVZ"),
        ({"applicant_residence": "short_stay_visa", "relation": "child", "applicant_age": 13}, "de gemeente"),
    ],
)
def test_where_cities_and_dvz_differ_the_municipality_is_asked_first(
    facts: dict[str, object], first: str
) -> None:
    known = {
        "relation": "spouse",
        "sponsor_status": "third_country_unlimited",
        "applicant_location": "belgium",
    }
    said = answer("apply_in_belgium", {**known, **facts}, TODAY)
    assert said["specific"] and said["text"].startswith(f"Vraag het eerst aan {first}")
    assert "DVZ" in said["text"] and "ambassade" in said["text"]


def test_a_card_of_another_state_raises_no_doubt_for_who_needs_no_visa_at_all() -> None:
    known = {
        "relation": "spouse",
        "sponsor_status": "third_country_unlimited",
        "applicant_location": "belgium",
        "applicant_residence": "other_schengen_permit",
    }
    for country, first in (("US", "In dit geval mag"), ("BD", "Vraag het eerst aan de gemeente")):
        said = answer("where_to_apply", {**known, "applicant_country": country}, TODAY)
        assert said["text"].startswith(first)


def test_a_student_who_applies_does_not_have_to_go_back() -> None:
    for sponsor in ("belgian", "third_country_unlimited"):
        said = answer("student_sponsor", {"relation": "spouse", "sponsor_status": sponsor}, TODAY)
        assert "terug naar huis moet niet" in said["text"]
