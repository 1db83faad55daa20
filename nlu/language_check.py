"""Recognises messages that are not Dutch, and in which language they are."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from lingua import IsoCode639_1, LanguageDetector, LanguageDetectorBuilder
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.constants import DEFAULT_NLU_FALLBACK_INTENT_NAME
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.said_before import said_before

OTHER_LANGUAGE = "other_language"
FEW = 5  # words of "en zoon en mama ook?"
LEXICON = Path(__file__).parent / "lexicon" / "languages.yml"


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, Any]:
    lexicon: dict[str, Any] = yaml.safe_load(LEXICON.read_text(encoding="utf-8"))
    return lexicon


@lru_cache(maxsize=1)
def _detector() -> LanguageDetector:
    """The small models: 23 MB of memory instead of 300, and right as often on what is not Dutch."""
    codes = [IsoCode639_1.from_str(code) for code in _lexicon()["latin"]]
    return LanguageDetectorBuilder.from_iso_codes_639_1(*codes).with_low_accuracy_mode().build()


def language_of(text: str) -> tuple[str, float]:
    """The language of a text as an ISO 639-1 code, and how sure that is (0 to 1)."""
    script = _script(text)
    if script in _lexicon()["scripts"]:
        return _by_letters(text) or _lexicon()["scripts"][script], 1.0
    words = re.findall(r"\w+", text.lower())
    for code, known in _lexicon()["words"].items():
        if len(set(words).intersection(known)) > 1:
            return code, 1.0
    if len(words) < 2:
        return "nl", 0.0
    best = _detector().compute_language_confidence_values(text)[0]
    return best.language.iso_code_639_1.name.lower(), best.value


def _has_dutch_words(text: str) -> bool:
    """Whether a text has more than one word that only Dutch has."""
    return len(set(re.findall(r"\w+", text.lower())) & set(_lexicon()["only_dutch"])) > 1


def _asks_after(text: str) -> bool:
    """Whether a few words ask after one more of the family: "en mama?", "en zoon en mama?"."""
    words = re.findall(r"\w+", text.lower())
    return words[:1] == ["en"] and len(words) <= FEW


def _script(text: str) -> str | None:
    """The script that most letters have: the first word of their Unicode names."""
    scripts = Counter(unicodedata.name(letter, "?").split()[0] for letter in text if letter.isalpha())
    return scripts.most_common(1)[0][0] if scripts else None


def _by_letters(text: str) -> str | None:
    for code, letters in _lexicon()["letters"].items():
        if any(letter in text for letter in letters):
            return str(code)
    return None


# What answers a question in whatever words stand around it; with the last two, unless certainly foreign.
_TELLING = {"card", "status", "nationality", "age", "residence"}
_NAMING = {"person", "municipality"}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class LanguageCheck(GraphComponent, IntentClassifier):
    """Sets the intent `other_language` with an entity `language`. Stands behind the intent classifier.

    The classifier knows our Dutch; the language detector knows other languages. A short or mistyped Dutch
    message may look foreign to the detector, and so does gibberish. Only where the classifier is unsure does
    the detector decide.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`..._foreign`: what the detector must reach; `surely_dutch`: what the classifier must reach."""
        return {"surely_foreign": 0.5, "certainly_foreign": 0.95, "surely_dutch": 0.5, "short": 8}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageCheck:
        """Builds the component; there is nothing to load."""
        return cls(config)

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Change the intent of messages in another language; Rasa hands over the conversation."""
        before = said_before(tracker) if tracker else None
        in_dutch = before is not None and before.intent != OTHER_LANGUAGE
        for message in messages:
            text = message.get(TEXT) or ""
            told = {each["entity"] for each in message.get(ENTITIES) or []}
            if in_dutch and told & _TELLING and len(text.split()) <= self._config["short"]:
                continue  # "card B, he send me photo"
            if in_dutch and "person" in told and _asks_after(text):
                continue
            language = self._foreign(text, message.get(INTENT) or {}, in_dutch, bool(told & _NAMING))
            if language is not None:
                self._mark(message, text, language)
        return messages

    def _foreign(self, text: str, intent: dict[str, Any], in_dutch: bool, names: bool) -> str | None:
        """The code of the other language ("" when it is not known which), or None for Dutch.

        In the middle of Dutch a short question, or one with a number or somebody in it, must be certainly
        foreign: "is dat nu definitief?" isn't, and neither are "44 zei ik toch al" and "ben papa van Ella".
        """
        language, sure = language_of(text)
        name, confidence = intent.get("name"), intent.get("confidence") or 0.0
        if name == OTHER_LANGUAGE and confidence >= self._config["surely_dutch"]:
            return language if language != "nl" else ""
        if in_dutch and language != "nl" and sure < 1.0 and _has_dutch_words(text):
            return None  # "en de kinderen, Giulia van 13 en Luca van 8?"
        answers = names or any(sign.isdigit() for sign in text) or str(name).startswith("ask_")
        short = in_dutch and answers and len(text.split()) <= self._config["short"]
        if language == "nl" or sure < self._config["certainly_foreign" if short else "surely_foreign"]:
            return None
        if sure == 1.0 or name == OTHER_LANGUAGE:
            return language
        gibberish = name == DEFAULT_NLU_FALLBACK_INTENT_NAME and sure < self._config["certainly_foreign"]
        return None if gibberish or confidence >= self._config["surely_dutch"] else language

    def _mark(self, message: Message, text: str, language: str) -> None:
        intent = {"name": OTHER_LANGUAGE, "confidence": 1.0}
        ranking = [each for each in message.get(INTENT_RANKING_KEY) or [] if each["name"] != OTHER_LANGUAGE]
        entity = {
            "entity": "language",
            "value": language,
            "start": 0,
            "end": len(text),
            "extractor": type(self).__name__,
        }
        message.set(INTENT, intent, add_to_output=True)
        message.set(INTENT_RANKING_KEY, [intent, *ranking], add_to_output=True)
        message.set(ENTITIES, [entity], add_to_output=True)
