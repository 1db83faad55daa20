"""The Rasa component that says what a message is about."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.asked import asked_in
from nlu.intent_model import IntentModel
from nlu.meaning import meanings_of_examples
from nlu.said_before import said_before

# The message has these beside its ranking: the second question in it, and the topics it may mean instead.
ALSO, PERHAPS = "also_asked", "perhaps_asked"


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
            "meaning": 2.0,
            "C": 1.0,
            "temperature": 0.2,
            "ranking_length": 10,
            "sure_of_the_whole": 0.2,
            "sure_of_a_part": 0.4,
            "sure_of_a_catchword": 0.8,
            "maybe_not_ours": 0.15,
            # Two answers, and questions that lean on the message before: docs/decisions/leaning-questions.md
            "unclear_alone": 0.6,
            "surely_an_answer": 0.3,
            "weight_before": 0.75,
            "weight_before_without_pointing": 0.25,
            "weight_before_of_a_bare_one": 2.0,
            "surely_not_ours": 0.85,
            "clear_together": 0.4,
            "surely_together": 0.9,
            "sure_of_leaning": 0.49,
            "another_question": 0.2,
            "sure_of_a_second": 0.55,
            "worth_a_word": 0.09,
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
        texts, intents = [each.get(TEXT) for each in examples], [each.get(INTENT) for each in examples]
        self._model.fit(texts, intents, encode=meanings_of_examples)
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Give each message its intent and the likeliest ones; Rasa hands over the conversation."""
        before = said_before(tracker) if tracker else None
        for message in messages:
            asked = asked_in(self._model, message.get(TEXT) or "", before, self._config)
            ranking = [{"name": intent, "confidence": sure} for intent, sure in asked.ranking]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING_KEY, ranking[: self._config["ranking_length"]], add_to_output=True)
            message.set(ALSO, asked.also, add_to_output=True)
            perhaps = [{"name": intent, "share": share} for intent, share in asked.perhaps]
            message.set(PERHAPS, perhaps, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing in the pipeline learns from the intents found here."""
        return training_data
