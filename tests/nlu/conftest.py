"""The trained model, for tests that read messages through Rasa without a server."""

import pytest

from benchmarks.nlu.parsing import Parser
from scripts.install import ensure_model
from scripts.paths import MODEL


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The trained model, loaded once."""
    ensure_model()
    return Parser(MODEL)
