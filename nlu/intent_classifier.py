"""The Rasa component that says what a message is about."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.intent_model import IntentModel
from nlu.questions import catchwords_in, questions_in

TOPIC = "ask_"
NOT_OURS = "out_of_scope"
NOT_UNDERSTOOD = "nlu_fallback"
# What a message without letters or figures may say: a thumb up or down.
SIGNS_SAY = ("affirm", "deny")
# Intents with which a message tells something; it may ask something too.
TELLING = ("inform", "find_procedure", "nlu_fallback")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(GraphComponent, IntentClassifier):
    """Trains, keeps and asks an IntentModel."""

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, model: IntentModel
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Settings as measured in docs/decisions/nlu-pipeline.md."""
        return {
            "word_ngrams": [1, 2],
            "char_ngrams": [2, 5],
            "C": 1.0,
            "temperature": 0.2,
            "ranking_length": 10,
            "sure_of_the_whole": 0.2,
            "sure_of_a_part": 0.4,
            "sure_of_a_catchword": 0.8,
            "maybe_not_ours": 0.15,
        }

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LinearIntentClassifier:
        """A component that has still to be trained."""
        return cls(config, model_storage, resource, IntentModel(config))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LinearIntentClassifier:
        """A component as trained, from the model archive."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, IntentModel.load(folder, config))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples and write the result into the model archive."""
        examples = [each for each in training_data.intent_examples if each.get(TEXT)]
        self._model.fit([each.get(TEXT) for each in examples], [each.get(INTENT) for each in examples])
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Give each message its intent and the ranking of the likeliest ones."""
        for message in messages:
            ranking = [
                {"name": intent, "confidence": confidence}
                for intent, confidence in self._rank(message.get(TEXT) or "")
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking[: self._config["ranking_length"]], add_to_output=True)
        return messages

    def _rank(self, text: str) -> list[tuple[str, float]]:
        """The ranking of the message; of the question in it, where the rest only tells a situation."""
        whole = self._model.rank(text)
        if not any(sign.isalnum() for sign in text) and whole[0][0] not in SIGNS_SAY:
            return [(NOT_UNDERSTOOD, 1.0), *((name, 0.0) for name, _ in whole if name != NOT_UNDERSTOOD)]
        intent, confidence = whole[0]
        if not (intent in TELLING or confidence < self._config["sure_of_the_whole"]):
            return whole
        if (
            max((sure for name, sure in whole if name.startswith(NOT_OURS)), default=0.0)
            > self._config["maybe_not_ours"]
        ):
            return whole
        parts = [self._model.rank(part) for part in questions_in(text)]
        asking = [part for part in parts if part[0][0].startswith(TOPIC)]
        short = [self._model.rank(part) for part in catchwords_in(text)]
        asking += [part for part in short if self._is_sure(*part[0])]
        best = max(asking, key=lambda part: part[0][1], default=whole)
        least = self._config["sure_of_a_part"] if intent in TELLING else confidence
        return best if best[0][1] > least else whole

    def _is_sure(self, intent: str, confidence: float) -> bool:
        """Whether a word or two ask for one topic; an overview is what the questions of the form lead to."""
        of_topic = intent.startswith(TOPIC) and not intent.endswith("_overview")
        return of_topic and confidence > self._config["sure_of_a_catchword"]

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing in the pipeline learns from the intents found here."""
        return training_data
