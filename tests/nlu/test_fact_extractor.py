"""What the fact extractor finds in a sentence, and what it makes of the development sentences."""

import unicodedata
from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from nlu.fact_extractor import FactExtractor
from nlu.facts import read_facts
from tests.nlu.support import TODAY, dev_cases, read, stated

CASES = dev_cases()


def facts(text: str, kind: str) -> list[tuple[str, str]]:
    """(role, value) of every fact of a kind that is stated: not denied, asked, planned or supposed."""
    flags = ("negated", "question", "future", "hypothetical")
    found = [e for e in read_facts(text, TODAY) if e["entity"] == kind]
    return [(e["role"], e["value"]) for e in found if not any(e.get(flag) for flag in flags)]


def test_component_adds_entities_with_their_place_in_the_text() -> None:
    text = "Mijn man is Marokkaan en ik heb een B-kaart."
    message = FactExtractor({}).process([Message({"text": text})])[0]
    found = {e["entity"]: e for e in message.get("entities")}
    assert found["nationality"]["role"] == "man"
    assert text[found["nationality"]["start"] : found["nationality"]["end"]] == "Marokkaan"
    assert text[found["card"]["start"] : found["card"]["end"]] == "B-kaart"
    assert {e["extractor"] for e in message.get("entities")} == {"FactExtractor"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ik ben Belg en mijn man is Marokkaan", [("self", "BE"), ("man", "MA")]),
        ("mijn Belgische vrouw en haar Turkse moeder", [("vrouw", "BE"), ("vrouw.moeder", "TR")]),
        ("Mijn man spreekt Frans en werkt op de Spaanse ambassade", []),
        ("Ik ben geen Belg", []),
        ("Ik wil Belg worden", []),
        ("Is mijn man Belg?", []),
        ("Mijn man woont in Marokko", []),
        ("hij komt uit Marokko, mijn man", [("he", "MA")]),
    ],
)
def test_nationality_goes_to_whom_it_is_said_of(text: str, expected: list[tuple[str, str]]) -> None:
    assert facts(text, "nationality") == expected


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("A-kaart", "A"),
        ("een a kaart", "A"),
        ("kaart B", "B"),
        ("verblijfskaart met de letter F", "F"),
        ("F + kaart", "F+"),
        ("f plus kaart", "F+"),
        ("bkaart", "B"),
        ("een elektronische B", "B"),
        ("EU+ kaart", "EU+"),
        ("k-kaart", "K"),
        ("blauwe kaart", "H"),
        ("oranje kaart", "orange_card"),
        ("attest van immatriculatie", "orange_card"),
        ("bijlage 15", "annex_15"),
    ],
)
def test_cards(text: str, card: str) -> None:
    assert [value for _, value in facts(f"ik heb {text}", "card")] == [card]


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("mijn zoon van 4 en mijn dochter van negen", ["4", "9"]),
        ("mijn zoon is 8 maanden oud", ["0"]),
        ("mijn dochter is bijna 18", ["17"]),
        ("mijn dochter wordt volgende maand 18", ["17"]),
        ("mijn dochter is net 18 geworden", ["18"]),
        ("mijn 17-jarige dochter", ["17"]),
        ("mijn man is vijfentwintig", ["25"]),
        ("mijn zoon is geboren in 2010", ["16"]),
        ("mijn zoon is geboren in 2008", []),
        ("wij zijn 10 jaar getrouwd en wonen al 5 jaar in Gent", []),
        ("een kaart van 5 jaar", []),
        ("ik betaal 200 euro en wacht al 9 maanden", []),
        ("de zes kinderen", []),
    ],
)
def test_ages_and_durations(text: str, ages: list[str]) -> None:
    assert [value for _, value in facts(text, "age")] == ages


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("op 12 mei 2026", "2026-05-12"),
        ("12/05/2026", "2026-05-12"),
        ("sinds 2019", "before_2025_08_18"),
        ("in maart 2026", "from_2025_08_18"),
        ("twee jaar geleden", "before_2025_08_18"),
        ("sinds vorige maand", "from_2025_08_18"),
        ("al 5 jaar", "before_2025_08_18"),
    ],
)
def test_moments_fall_on_their_side_of_the_new_law(text: str, value: str) -> None:
    assert [found for _, found in facts(f"hij heeft {text} een B-kaart", "date")] == [value]


@pytest.mark.parametrize("text", ["sinds 2025", "in augustus 2025", "vorig jaar"])
def test_moments_that_may_lie_on_either_side_say_nothing(text: str) -> None:
    assert facts(f"hij heeft {text} een B-kaart", "date") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ik woon in 9000 Gent", [("self", "Gent")]),
        ("ik woon in molenbeek", [("self", "Sint-Jans-Molenbeek")]),
        ("ik woon in Borgerhout", [("self", "Antwerpen")]),
        ("wij laten mijn moeder halen en komen bergen kosten", []),
    ],
)
def test_municipalities(text: str, expected: list[tuple[str, str]]) -> None:
    assert list(dict.fromkeys(facts(text, "municipality"))) == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['file']}: {case['text'][:60]}")
def test_development_sentence(case: dict[str, Any]) -> None:
    reading = read(case["text"], dict(case["context"]))
    assert stated(reading, case["slots"]) == case["slots"]
    if "others" in case:
        wanted = [set(other) for other in case["others"]]
        found = [
            {k: v for k, v in o.items() if k in keys} for o, keys in zip(reading.others, wanted, strict=True)
        ]
        assert found == case["others"]
    for slot, value in case.get("hypothetical", {}).items():
        assert reading.hypothetical.get(slot) == value
    assert reading.cleared == case.get("cleared", reading.cleared)


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@pytest.mark.parametrize(
    "change",
    [str.lower, str.upper, _without_accents, "{} 🙏".format],
    ids=["lower", "upper", "accents", "emoji"],
)
def test_capitals_accents_and_emoji_change_nothing(change: Any) -> None:
    changed = [
        case["text"]
        for case in CASES
        if stated(read(change(case["text"]), dict(case["context"])), case["slots"]) != case["slots"]
    ]
    assert changed == []


def test_there_are_enough_development_sentences() -> None:
    assert len(CASES) >= 400


@pytest.mark.parametrize("number", ["²", "①", "٣", "2", "twee"])
def test_any_sign_for_a_number_before_the_small_ones_is_read(number: str) -> None:
    found = read_facts(f"mijn vrouw en de {number} kleine zijn in Izmir", TODAY)
    assert "vrouw" in {each["value"] for each in found if each["entity"] == "person"}


@pytest.mark.parametrize(
    ("text", "irish"),
    [
        ("we gaan trouwen, ier in Oostende", False),
        ("oe krijgek mijn lief naar ier", False),
        ("mijn lief wil ier wonen", False),
        ("mijn vader, Ier (hij woont in Gent)", True),
        ("mijn man is Ier en woont in Gent", True),
        ("mijne man, nen ier, woont in Gent", True),
    ],
)
def test_west_flemish_for_here_is_no_irishman(text: str, irish: bool) -> None:
    assert any(each["value"] == "IE" for each in read_facts(text, TODAY)) is irish
