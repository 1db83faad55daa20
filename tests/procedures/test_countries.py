"""Countries and nationalities as people write them."""

import pytest

from procedures.countries import country_name, country_of, is_country, law, nationality_group


@pytest.mark.parametrize(
    ("word", "iso"),
    [
        ("Marokkaan", "MA"),
        ("Marokkaanse", "MA"),
        ("marokaanse", "MA"),
        ("Syriër", "SY"),
        ("syrier", "SY"),
        ("Turkse", "TR"),
        ("Indiase", "IN"),
        ("Congolese", "CD"),
        ("DRC", "CD"),
        ("Guinee", "GN"),
        ("Palestijn", "PS"),
        ("Kosovaarse", "XK"),
        ("Brit", "GB"),
        ("engelse", "GB"),
        ("Filipijnen", "PH"),
        ("belgie", "BE"),
        ("blegie", "BE"),
        ("Verenigde Staten", "US"),
        ("Hongaren", "HU"),
    ],
)
def test_country_of(word: str, iso: str) -> None:
    assert country_of(word) == iso


@pytest.mark.parametrize("word", ["huis", "man", "iran-achtig", "Nergensland", ""])
def test_other_words_are_no_country(word: str) -> None:
    assert country_of(word) is None


@pytest.mark.parametrize(
    ("iso", "group"),
    [
        ("BE", "eu"),
        ("CH", "eu"),
        ("NO", "eu"),
        ("GB", "visa_exempt"),
        ("MA", "visa_required"),
        ("VU", "visa_required"),
    ],
)
def test_nationality_group(iso: str, group: str) -> None:
    assert nationality_group(iso) == group


def test_groups_name_only_known_countries_and_do_not_overlap() -> None:
    groups = law()
    assert all(is_country(iso) for group in ("eu", "visa_exempt") for iso in groups[group])
    assert not set(groups["eu"]) & set(groups["visa_exempt"])
    assert set(groups["biometric_passport"]) | set(groups["own_passport_rules"]) <= set(groups["visa_exempt"])


def test_every_country_has_a_dutch_name_that_leads_back_to_it() -> None:
    assert {iso for iso in law()["countries"] if country_of(country_name(iso).split(" (")[0]) != iso} == set()
