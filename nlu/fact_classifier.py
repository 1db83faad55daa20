"""The Rasa component that says how likely each fact is in a message: a second reading beside the rules."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.fact_model import FactModel, labelled_messages
from nlu.trained_component import TrainedComponent

# What a message has beside its entities: for each fact its likeliest values. Read by actions/understand.py.
LIKELY = "likely_facts"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class LikelyFacts(TrainedComponent, EntityExtractorMixin):
    """Trains, keeps and asks a FactModel. The examples are not Rasa's but those of nlu/labelled."""

    model_class = FactModel

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Settings as measured in docs/decisions/second-reading.md."""
        return {"C": 20.0, "buckets": 32768, "values": 3}

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the labelled messages and write the result into the model archive."""
        self._model.fit(labelled_messages())
        return self.keep()

    def process(self, messages: list[Message]) -> list[Message]:
        """Say of each message how likely which facts are."""
        for message in messages:
            likely = self._model.read(message.get(TEXT) or "", date.today())
            message.set(LIKELY, likely, add_to_output=True)
        return messages
