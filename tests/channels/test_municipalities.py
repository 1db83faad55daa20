"""The settings of the municipalities: complete, and every local statement has a source that exists."""

import pytest

from channels.pages import static_files
from municipalities import DEFAULT, Municipality, municipalities, municipality
from procedures import load_law

ALL = list(municipalities().values())


@pytest.mark.parametrize("place", ALL, ids=lambda place: place.id)
def test_local_statements_have_sources_that_exist(place: Municipality) -> None:
    known = load_law().sources
    for fact in [*place.documents, *place.fees, *place.practice]:
        assert fact.sources, fact.id
        assert all(source in known for source in fact.sources), fact.id
    assert place.fictional or place.id == DEFAULT or place.desk.sources
    assert all(source in known for source in place.desk.sources)


@pytest.mark.parametrize("place", ALL, ids=lambda place: place.id)
def test_the_widget_has_something_to_show(place: Municipality) -> None:
    assert place.greeting.strip()
    assert 1 <= len(place.starting_questions) <= 4
    assert place.logo is None or place.logo in static_files()
    assert all(origin.startswith("https://") for origin in place.origins)


@pytest.mark.parametrize("place", ALL, ids=lambda place: place.id)
@pytest.mark.parametrize("part", ["documents", "fees", "steps"])
def test_what_a_local_statement_takes_the_place_of_exists(place: Municipality, part: str) -> None:
    known = {statement.id for statement in load_law().statements[part]}
    for fact in place.local_facts(part):
        assert set(fact.instead_of) <= known


def test_a_municipality_is_found_by_id_name_or_postcode() -> None:
    names = ("bilzen", "Stad Bilzen", "Bilzen-Hoeselt", "hoeselt", "3740", "3730")
    assert {municipality(name).id for name in names} == {"bilzen"}
    assert municipality("nergens").id == municipality(None).id == DEFAULT


def test_a_local_statement_takes_the_place_of_the_general_one() -> None:
    law = [{"id": "fee"}, {"id": "municipal_example"}, {"id": "last"}]
    told = [each["id"] for each in municipality("Bilzen-Hoeselt").with_local("fees", law)]
    assert told == ["fee", "local_orange_card", "last"]
    assert municipality("Gent").with_local("fees", law) == law
