"""Countries: the groups that decide about visas, and the Dutch words for countries and their people."""

from __future__ import annotations

import pytest

from procedures import decide, load_law
from procedures.countries import country_name, country_of, nationality_group
from procedures.facts import read_facts

LAW = load_law()
EU_27 = [
    "AT",
    "BE",
    "BG",
    "CY",
    "CZ",
    "DE",
    "DK",
    "EE",
    "ES",
    "FI",
    "FR",
    "GR",
    "HR",
    "HU",
    "IE",
    "IT",
    "LT",
    "LU",
    "LV",
    "MT",
    "NL",
    "PL",
    "PT",
    "RO",
    "SE",
    "SI",
    "SK",
]
EEA_AND_SWITZERLAND = ["IS", "LI", "NO", "CH"]
EQUIVALENT_PARTNERSHIPS = {"DE", "DK", "FI", "IS", "NO", "GB", "SE"}


def members(group: str) -> set[str]:
    return {iso for iso, found in LAW.countries.items() if found == group}


def test_union_citizens_are_the_27_the_eea_and_switzerland_belgians_apart() -> None:
    assert members("eu") | members("belgian") == {*EU_27, *EEA_AND_SWITZERLAND}
    assert members("belgian") == {"BE"}


@pytest.mark.parametrize("iso", sorted(LAW.countries))
def test_the_bot_and_the_rules_agree_on_the_group_and_the_country_has_a_name(iso: str) -> None:
    group = LAW.countries[iso]
    assert nationality_group(iso) == ("eu" if group == "belgian" else group)
    assert len(country_name(iso)) > 2


@pytest.mark.parametrize("iso", ["AL", "BR", "CA", "GB", "GE", "JP", "MX", "RS", "UA", "US", "XK"])
def test_some_of_annex_ii_need_no_visa_for_a_short_stay(iso: str) -> None:
    assert LAW.countries[iso] == "visa_exempt"


@pytest.mark.parametrize(
    "iso", ["AF", "CD", "CM", "CN", "DZ", "IN", "MA", "NR", "RU", "SO", "SY", "TN", "TR", "VU"]
)
def test_some_of_annex_i_and_the_suspended_ones_do(iso: str) -> None:
    assert LAW.countries[iso] == "visa_required"


def test_passport_rules_are_about_countries_that_are_exempt_or_were() -> None:
    for iso, rule in LAW.passports.items():
        assert LAW.countries[iso] == ("visa_required" if rule == "suspended" else "visa_exempt")
    biometric = {iso for iso, rule in LAW.passports.items() if rule == "biometric"}
    assert biometric == {"AL", "BA", "GE", "MD", "ME", "MK", "RS", "UA", "XK"}


@pytest.mark.parametrize("iso", sorted(EQUIVALENT_PARTNERSHIPS | {"FR", "NL", "BE", "US"}))
def test_partnerships_from_seven_countries_count_as_a_marriage(iso: str) -> None:
    facts = read_facts({"relation": "registered_partner", "partnership_country": iso}, LAW)
    expected = "equivalent_partner" if iso in EQUIVALENT_PARTNERSHIPS else "registered_partner"
    assert facts.known["relation"] == expected


@pytest.mark.parametrize(
    ("word", "iso"),
    [
        ("Marokkaan", "MA"),
        ("Marokkaanse", "MA"),
        ("marokko", "MA"),
        ("Congo", "CD"),
        ("DRC", "CD"),
        ("Congolese", "CD"),
        ("Syriër", "SY"),
        ("Turkse", "TR"),
        ("Amerikaanse", "US"),
        ("Belg", "BE"),
        ("Nederlander", "NL"),
        ("Kosovaar", "XK"),
        ("Verenigd Koninkrijk", "GB"),
        ("Britse", "GB"),
    ],
)
def test_dutch_words_for_countries_and_their_people(word: str, iso: str) -> None:
    assert country_of(word) == iso


@pytest.mark.parametrize("iso", ["PT", "CH", "NO", "IS", "LI"])
def test_a_union_citizen_registers_whoever_the_sponsor_is(iso: str) -> None:
    advice = decide({"relation": "child", "sponsor_status": "refugee", "applicant_country": iso}).advice
    assert advice is not None
    assert advice["procedure"] == "eu_registration"
