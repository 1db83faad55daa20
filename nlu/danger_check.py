"""A safety net below the classifier: clear words of danger lead to the help lines first."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from nlu.lexicon import cities
from procedures.countries import fold, names

LEXICON = Path(__file__).parent / "lexicon" / "danger.yml"
# A question about the rules after violence gets the answer to that; it starts with the help lines.
ANSWERED_WITH_HELP = ("ask_domestic_violence",)
_SENTENCE = re.compile(r"[^.!?\n]+")
_CLAUSE = re.compile(r"[^,;.!?\n]+")
_WORD = re.compile(r"[\w']+")


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, list[dict[str, Any]]]:
    lexicon: dict[str, list[dict[str, Any]]] = yaml.safe_load(LEXICON.read_text(encoding="utf-8"))
    return lexicon


def danger_in(text: str) -> str | None:
    """The emergency intent that the words of a message call for, if any."""
    sentences = [_words(sentence) for sentence in _SENTENCE.findall(text)]
    for intent, patterns in _lexicon().items():
        for pattern in patterns:
            if any(_fits(pattern, words) for words in sentences) and _is_here(pattern, text):
                return intent
    return None


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _is_here(pattern: dict[str, Any], text: str) -> bool:
    """Not "mijn broer is in gevaar in Irak", where no help line comes, nor "ik ben niet in gevaar"."""
    clauses = [_words(clause) for clause in _CLAUSE.findall(text)]
    told = [words for words in clauses if _any_of(pattern["words"][0], words)]
    return not pattern.get("here") or any(not _elsewhere(words) for words in told)


def _elsewhere(words: list[str]) -> bool:
    places = {names().get(word) or cities().get(word) for word in words}
    myself = {"ik", "wij", "we", "hier"} & set(words)
    return bool({"niet", "geen"} & set(words)) or bool(places - {None, "BE"} and not myself)


def _fits(pattern: dict[str, Any], words: list[str]) -> bool:
    if _any_of(pattern.get("unless", []), words):
        return False
    return all(_any_of(group, words) for group in pattern["words"])


def _any_of(group: list[str], words: list[str]) -> bool:
    return any(fnmatchcase(word, each) for word in words for each in group)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DangerCheck(GraphComponent, IntentClassifier):
    """Sets an emergency intent where the words are clear. Stands behind the other classifiers."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DangerCheck:
        """Builds the component; there is nothing to set or to load."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Change the intent of messages that tell of danger."""
        for message in messages:
            found = danger_in(message.get(TEXT) or "")
            intent = (message.get(INTENT) or {}).get("name")
            if found is not None and intent not in ANSWERED_WITH_HELP:
                sure = {"name": found, "confidence": 1.0}
                others = [each for each in message.get(INTENT_RANKING_KEY) or [] if each["name"] != found]
                message.set(INTENT, sure, add_to_output=True)
                message.set(INTENT_RANKING_KEY, [sure, *others], add_to_output=True)
        return messages
