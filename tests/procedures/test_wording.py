"""How the two people are called."""

import pytest

from procedures import load_law
from procedures.wording import Persons


@pytest.mark.parametrize(
    ("relation", "applicant", "sponsor", "expected"),
    [
        # Their own words for each other.
        ("spouse", "vrouw", None, ("de vrouw van de persoon in België", "de persoon in België")),
        ("parent", "moeder", "client", ("de moeder van je cliënt", "je cliënt")),
        ("child", "zoon", "moeder", ("de zoon van de persoon in België", "de persoon in België")),
        # What somebody else calls them who writes: "mijn zus is met een Belg getrouwd".
        ("spouse", "zus", None, ("je zus", "de persoon in België")),
        ("spouse", "schoonzus", "broer", ("je schoonzus", "je broer")),
        ("child", "neefje", "zus", ("je neefje", "je zus")),
        # It may be either.
        ("other_family", "zus", None, ("de zus van de persoon in België", "de persoon in België")),
    ],
)
def test_a_third_party_hears_of_two_others(
    relation: str, applicant: str, sponsor: str | None, expected: tuple[str, str]
) -> None:
    facts = {
        "speaker": "third_party",
        "relation": relation,
        "applicant_noun": applicant,
        "sponsor_noun": sponsor,
    }
    persons = Persons.of(facts, load_law())
    assert (persons.applicant, persons.sponsor) == expected
