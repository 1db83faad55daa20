"""The settings of the municipalities: complete, and every local statement has a source that exists."""

import pytest

from channels.pages import static_files
from municipalities import DEFAULT, Municipality, municipalities, municipality
from procedures import load_law

ALL = list(municipalities().values())


@pytest.mark.parametrize("place", ALL, ids=lambda place: place.id)
def test_local_statements_have_sources_that_exist(place: Municipality) -> None:
    known = load_law().sources
    for fact in [*place.fees, *place.practice]:
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


def test_a_municipality_is_found_by_id_name_or_postcode() -> None:
    assert municipality("bilzen") == municipality("Stad Bilzen") == municipality("3740")
    assert municipality("nergens").id == municipality(None).id == DEFAULT
