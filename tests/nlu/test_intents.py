"""What the trained bot makes of messages, through Rasa's own parse."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import skops.io

from benchmarks.nlu.parsing import Parser
from nlu.intent_classifier import LinearIntentClassifier
from nlu.intent_model import FILE, IntentModel
from nlu.language_check import language_of

SETTINGS = LinearIntentClassifier.get_default_config()


def intent(parser: Parser, text: str) -> str:
    """The name of the intent after all components."""
    return str(parser.parse(text)["intent"]["name"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hoelang wachten we al op een antwoord van dvz", "ask_decision_deadline"),
        ("WAT KOST DAT ALLEMAAL", "ask_costs_overview"),
        ("moet mijn trouwakte vertaald worden", "ask_translation"),
        ("bijlage 19ter, wat is dat", "ask_annex_19ter"),
        ("mijn vrouw komt uit Peru en ik ben Belg", "inform"),
        ("mijn man slaat mij en de kinderen", "emergency_violence"),
        ("ik wil met een medewerker praten", "talk_to_human"),
        ("hoe word ik zelf Belg", "out_of_scope_nationality"),
        ("mijn vuilniszak werd niet opgehaald", "out_of_scope_municipal"),
        ("mag een kleinkind ook komen", "ask_grandchildren"),
    ],
)
def test_a_message_gets_its_intent(parser: Parser, text: str, expected: str) -> None:
    assert intent(parser, text) == expected


@pytest.mark.parametrize("text", ["xkvjq wrtpl", "hjklfd qwpoi zxmnb", "kgrdt fjwqx"])
def test_gibberish_is_not_understood(parser: Parser, text: str) -> None:
    assert intent(parser, text) == "nlu_fallback"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bonjour, est-ce que ma fille peut me rejoindre en Belgique ?", "fr"),
        ("Can my brother come and live with us?", "en"),
        ("Kann meine Schwester nach Belgien kommen?", "de"),
        ("Kardeşimi Belçika'ya getirebilir miyim?", "tr"),
        ("¿Puede venir mi hijo de veinte años?", "es"),
        ("Можно ли привезти сестру?", "ru"),
        ("Чи може приїхати моя сестра?", "uk"),
        ("هل يمكن أن تأتي أختي؟", "ar"),
        ("آیا خواهرم می‌تواند بیاید؟ چگونه", "fa"),
        ("ښځه مې په کابل کې ده", "ps"),
        ("ሓፍተይ ክትመጽእ ትኽእል ዶ ኣላ", "ti"),
        ("wach khouya y9der yji, bghit n3ref kifach", "ar"),
    ],
)
def test_another_language_is_recognised_and_named(parser: Parser, text: str, language: str) -> None:
    parsed = parser.parse(text)
    assert parsed["intent"]["name"] == "other_language"
    assert [entity["value"] for entity in parsed["entities"]] == [language]


@pytest.mark.parametrize(
    "text",
    [
        "Senegal",
        "oui",
        "in Casablanca",
        "k wil me vrouw late kome uit marroko",
        "ge moet weten da mijn ma nog ginder zit",
        "ik vrouw marokko, ik belg, wat doen",
        "mijn mari is belg",
        "wasda ne bijlage 15",
        "A",
        "19",
        "Kinshasa, RDC",
        "hij heeft een EU Blue Card",
    ],
)
def test_dutch_of_all_kinds_and_names_are_not_taken_for_another_language(parser: Parser, text: str) -> None:
    assert intent(parser, text) != "other_language"


def test_a_language_without_a_library_is_told_by_its_script() -> None:
    assert language_of("बहिन बेल्जियम आउन सक्छिन्?") == ("ne", 1.0)


def test_confidences_of_all_intents_add_up_to_one_and_are_sorted() -> None:
    model = small_model()
    ranking = model.rank("wat kost het visum")
    assert ranking[0][0] == "ask_fee"
    assert sum(confidence for _, confidence in ranking) == pytest.approx(1)
    assert ranking == sorted(ranking, key=lambda each: -each[1])


def test_a_message_without_anything_known_has_no_confidence() -> None:
    assert small_model().rank("漢字")[0][1] == 0


def test_what_was_learned_survives_the_model_archive(tmp_path: Path) -> None:
    model = small_model()
    model.save(tmp_path)
    text = "hoeveel betaal ik"
    assert IntentModel.load(tmp_path, SETTINGS).rank(text) == model.rank(text)


def test_code_in_a_model_file_is_refused(tmp_path: Path) -> None:
    skops.io.dump({"weights": Path("x")}, tmp_path / FILE)
    with pytest.raises(Exception, match=r"[Uu]ntrusted"):
        IntentModel.load(tmp_path, SETTINGS)


def small_model() -> IntentModel:
    """A model that knows three intents."""
    examples: list[tuple[str, Any]] = [
        ("wat kost het", "ask_fee"),
        ("hoeveel moet ik betalen", "ask_fee"),
        ("hallo", "greet"),
        ("goedendag", "greet"),
        ("ik ben Belg", "inform"),
        ("mijn vrouw is Belg", "inform"),
    ]
    model = IntentModel(SETTINGS)
    model.fit(*zip(*examples, strict=True))
    return model
