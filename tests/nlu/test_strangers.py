"""The labelled messages that the rules were made better with: floors that the rules alone must keep."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from benchmarks.nlu.heldout import Pair, Statement
from benchmarks.nlu.slots import Verdict, judge, judge_pair, read
from nlu.fact_training.labelled import LABELLED

RIGHT, WRONG, PAIRS = 0.95, 0.015, 0.90


def _entries(pattern: str) -> Iterator[dict[str, Any]]:
    for path in sorted(LABELLED.glob(pattern)):
        yield from yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def _statement(entry: dict[str, Any], name: str) -> Statement:
    return Statement(
        name, entry["text"], "", entry["slots"], entry.get("optional") or {}, entry.get("context") or {}
    )


@pytest.fixture(scope="module")
def verdicts() -> list[Verdict]:
    """The judgement on every statement of every stranger."""
    statements = [_statement(entry, entry["id"]) for entry in _entries("facts*.yml")]
    return [judge(statement, read(statement)) for statement in statements]


def test_stated_facts_land_in_the_right_slot(verdicts: list[Verdict]) -> None:
    right = sum(len(verdict.right) for verdict in verdicts)
    stated = right + sum(len(verdict.missed) for verdict in verdicts)
    assert right / stated >= RIGHT


def test_hardly_anything_lands_in_a_wrong_slot(verdicts: list[Verdict]) -> None:
    wrong = sum(len(verdict.wrong) for verdict in verdicts)
    stated = sum(len(verdict.right) + len(verdict.missed) for verdict in verdicts)
    assert wrong / stated < WRONG


def test_minimal_pairs_behave() -> None:
    pairs = [
        Pair(entry["id"], "", entry["kind"], _statement(entry["a"], "a"), _statement(entry["b"], "b"))
        for entry in _entries("pairs*.yml")
    ]
    passed = [judge_pair(pair) for pair in pairs]
    assert sum(passed) / len(passed) >= PAIRS
