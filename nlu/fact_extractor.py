"""The Rasa component: reads facts and people out of a message and hands them on as entities."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import SPACY_DOCS
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.days import told_days
from nlu.facts import read_facts

# What a message has beside its entities: the days it tells. Read by actions/days.py.
DAYS = "told_days"


def extract(doc: Any) -> list[dict[str, Any]]:
    """The facts of a spaCy doc, as entities. Any pipeline, or none, gives the same answer."""
    return read_facts(doc.text, date.today())


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FactExtractor(GraphComponent, EntityExtractorMixin):
    """Emits what is said of whom: {entity, value, role, start, end, ...}. Nothing is trained."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FactExtractor:
        """Builds the component; there is nothing to load."""
        return cls(config)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """No settings."""
        return {}

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the facts to each message's entities, and the days it tells beside them."""
        for message in messages:
            doc = message.get(SPACY_DOCS[TEXT])
            text = doc.text if doc is not None else message.get(TEXT)
            if text:
                found = self.add_extractor_name(read_facts(text, date.today()))
                message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
                days = [each.as_json() for each in told_days(text, date.today())]
                message.set(DAYS, days, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Training examples get no facts: the intent classifier learns from words."""
        return training_data
