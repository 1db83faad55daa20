"""What Rasa's components with a model of ours share: how the model is kept in the archive and comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar, Protocol

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.training_data import TrainingData
from typing_extensions import Self


class Model(Protocol):
    """A model that can be written into a folder and read from it."""

    def __init__(self, config: dict[str, Any]) -> None: ...

    def save(self, folder: Path) -> None:
        """Write what was learned into the folder."""

    @classmethod
    def load(cls, folder: Path, config: dict[str, Any]) -> Self:
        """Read what was learned."""


class TrainedComponent(GraphComponent):
    """A component around one model. Whoever inherits names the class of the model, trains it and asks it."""

    model_class: ClassVar[type[Model]]

    def __init__(
        self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, model: Any
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        """A component that has still to be trained."""
        return cls(config, model_storage, resource, cls.model_class(config))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        """A component as trained, from the model archive."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, cls.model_class.load(folder, config))

    def keep(self) -> Resource:
        """Write what was learned into the model archive."""
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing in the pipeline learns from what is found here."""
        return training_data
