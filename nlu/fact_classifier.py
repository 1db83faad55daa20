"""The fact model as a component of Rasa's pipeline."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.core.constants import REQUESTED_SLOT
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.fact_model import FactModel

# What a message has beside its entities: for each fact its likeliest values. Read by actions/understand.py.
LIKELY = "likely_facts"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LikelyFacts(GraphComponent, EntityExtractorMixin):
    """Asks the fact model, which was learned before (nlu/fact_training)."""

    def __init__(self) -> None:
        self._model = FactModel.load()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LikelyFacts:
        """The component; nothing is configured."""
        return cls()

    def process(self, messages: list[Message], tracker: DialogueStateTracker | None = None) -> list[Message]:
        """Say of each message how likely which facts are.

        Rasa hands over the conversation. An answer to a question of the form is for the rules alone; where
        they find nobody and nothing there is nothing to add.
        """
        asked = tracker is not None and tracker.get_slot(REQUESTED_SLOT)
        for message in messages:
            told = message.get(ENTITIES) and not asked
            likely = self._model.read(message.get(TEXT), date.today()) if told else {}
            message.set(LIKELY, likely, add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Examples get no facts: nothing in the pipeline learns from them."""
        return training_data
