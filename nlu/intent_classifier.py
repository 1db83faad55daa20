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

from nlu.intent_model import IntentModel, Ranking
from nlu.meaning import meanings_of_examples
from nlu.questions import catchwords_in, questions_in, with_sentence_before

TOPIC = "ask_"
NOT_OURS = "out_of_scope"
NOT_UNDERSTOOD = "nlu_fallback"
# What a message without letters or figures may say: a thumb up or down.
SIGNS_SAY = ("affirm", "deny")
# Intents with which a message tells something; it may ask something too.
TELLING = ("inform", "find_procedure", "nlu_fallback")
# Intents beside which a question that is only guessed is worth a mention.
MAY_ASK_TOO = ("inform", "find_procedure", "what_if")
# What the question beside a story is not: each of these is an answer, or a story itself.
NO_QUESTION = (*TELLING, "affirm", "deny", "dont_know")
# Below this what is left for real questions is noise: it is not blown up to a whole.
LEAST_LEFT = 0.15


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

    def _rank(self, text: str) -> Ranking:
        """The ranking of the message; of the question in it, where the rest only tells a situation."""
        whole = self._model.rank(text)
        if not any(sign.isalnum() for sign in text) and whole[0][0] not in SIGNS_SAY:
            return [(NOT_UNDERSTOOD, 1.0), *((name, 0.0) for name, _ in whole if name != NOT_UNDERSTOOD)]
        intent, confidence = whole[0]
        if not (intent in (*TELLING, *MAY_ASK_TOO) or confidence < self._config["sure_of_the_whole"]):
            return whole
        if (
            max((sure for name, sure in whole if name.startswith(NOT_OURS)), default=0.0)
            > self._config["maybe_not_ours"]
        ):
            return whole
        questions, short = questions_in(text), catchwords_in(text)
        ranked = self._model.rank_all([*questions, *short])
        asking = [part for part in ranked[: len(questions)] if part[0][0].startswith(TOPIC)]
        asking += [part for part in ranked[len(questions) :] if self._is_sure(*part[0])]
        least = self._config["sure_of_a_part"] if intent in TELLING else confidence
        sure = [part for part in asking if part[0][1] > least]
        if sure:
            return max(sure, key=lambda part: part[0][1])
        if intent not in MAY_ASK_TOO:
            return whole
        leaning = self._model.rank_all(with_sentence_before(questions, text))
        return _with_question_beside(whole, [*ranked[: len(questions)], *leaning])

    def _is_sure(self, intent: str, confidence: float) -> bool:
        """Whether a word or two ask for one topic; an overview is what the questions of the form lead to."""
        of_topic = intent.startswith(TOPIC) and not intent.endswith("_overview")
        return of_topic and confidence > self._config["sure_of_a_catchword"]

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing in the pipeline learns from the intents found here."""
        return training_data


def _with_question_beside(whole: Ranking, parts: list[Ranking]) -> Ranking:
    """The ranking with the likeliest question as its second: a guess, for whoever answers to weigh."""
    topic, sure = max((_asked(part) for part in [whole, *parts]), key=lambda each: each[1])
    rest = [each for each in whole[1:] if each[0] != topic]
    return whole if whole[0][0] == topic or not sure else [whole[0], (topic, sure), *rest]


def _asked(ranking: Ranking) -> tuple[str, float]:
    """What a stretch of text asks most likely, and how sure that is if it asks anything at all."""
    questions = [each for each in ranking if each[0] not in NO_QUESTION]
    intent, confidence = questions[0]
    left = sum(each[1] for each in questions)
    return (intent, confidence / max(left, LEAST_LEFT)) if intent.startswith(TOPIC) else (intent, 0.0)
