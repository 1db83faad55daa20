"""The advice as cards, and its parts on demand."""

from typing import Any

import pytest

from actions.cards import advice_card, with_amount
from actions.parts import desk_lines, items_of, part_of_topic, parts
from procedures import decide, load_law

FACTS = {
    "relation": "spouse",
    "sponsor_status": "belgian",
    "applicant_country": "MA",
    "applicant_location": "belgium",
    "speaker": "sponsor",
    "applicant_noun": "vrouw",
}


@pytest.fixture
def advice() -> dict[str, Any]:
    """The advice for a wife who is in Belgium."""
    found = decide(FACTS).advice
    assert found is not None
    return found


def card_of(advice: dict[str, Any]) -> dict[str, Any]:
    """The card of an advice."""
    return advice_card(advice, FACTS, "Waarom deze procedure? Daarom.", ["Let op."])


def test_cards_have_the_names_of_the_web_channel(advice: dict[str, Any]) -> None:
    card = card_of(advice)
    names = [each["id"] for each in card["cards"]]
    expected = "where documents conditions steps duration costs travel_work refusal sources"
    assert names == expected.split()
    assert [each["id"] for each in card["cards"] if each.get("checklist")] == ["documents"]


def test_facts_of_the_card_are_no_wording(advice: dict[str, Any]) -> None:
    assert "applicant_noun" not in card_of(advice)["facts"]


def test_every_item_of_a_card_has_a_text_and_every_statement_a_source(advice: dict[str, Any]) -> None:
    for card in card_of(advice)["cards"]:
        assert all(item["text"] for item in card["items"])
        if card["id"] not in ("where", "sources"):
            assert all(source["url"] for item in card["items"] for source in item["sources"])
            assert all(item["sources"] for item in card["items"])


def test_amount_is_said_with_what_is_unsure_about_it(advice: dict[str, Any]) -> None:
    fee = next(item for item in advice["fees"] if item.get("amount_eur") == 213)
    assert "Bedrag: 213 euro." in with_amount(fee)
    assert fee["amount_note"] in with_amount(fee)


def test_every_part_has_a_topic_that_exists() -> None:
    for name, part in parts().items():
        assert part["topic"] in load_law().topics
        assert part_of_topic(part["topic"]) == name


def test_travel_and_work_come_from_the_warnings(advice: dict[str, Any]) -> None:
    assert items_of(advice, "travel_work")
    assert all(item["kind"] == "travel_work" for item in items_of(advice, "travel_work"))


def test_where_names_the_desk_in_sentences(advice: dict[str, Any]) -> None:
    text = items_of(advice, "where", "Bilzen")[-1]["text"]
    assert "3740 Bilzen. Maak vooraf een afspraak bij Burgerzaken. https://" in text


def test_desk_of_a_municipality_and_of_a_merged_one() -> None:
    assert "Wielsbeke" in " ".join(desk_lines("8710"))
    assert desk_lines("Bilzen-Hoeselt") == desk_lines("Bilzen")
    assert desk_lines("Gent") == desk_lines(None)
