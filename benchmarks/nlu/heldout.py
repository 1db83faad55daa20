"""The held-out messages: tests/nlu/heldout, whose README.md tells the format."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parents[2] / "tests" / "nlu" / "heldout"
NOT_UNDERSTOOD = "not_understood"
OTHER_LANGUAGE = "other_language"


@dataclass(frozen=True)
class Message:
    """A message with the intents that are right for it."""

    id: str
    text: str
    intents: tuple[str, ...]
    near_miss: bool = False
    language: str | None = None


@dataclass(frozen=True)
class Statement:
    """A message with the facts it states, those it must not fill and those it may."""

    id: str
    text: str
    capability: str
    slots: dict[str, Any]
    optional: dict[str, Any] = field(default_factory=dict)
    context: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Pair:
    """Two statements that differ in one thing."""

    id: str
    capability: str
    kind: str
    a: Statement
    b: Statement


@cache
def _entries(split: str, kind: str) -> list[dict[str, Any]]:
    text = (FOLDER / f"{split}_{kind}.yml").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = yaml.load(text, Loader=yaml.CSafeLoader)
    return entries


def intents(split: str) -> list[Message]:
    """Single messages, all of them for this bot."""
    return [_message(entry, entry["intent"]) for entry in _entries(split, "intents")]


def out_of_scope(split: str) -> list[Message]:
    """Messages that are not for this bot, and near misses that are."""
    return [
        _message(entry, entry.get("expected", OTHER_LANGUAGE)) for entry in _entries(split, "out_of_scope")
    ]


def _message(entry: dict[str, Any], intent: str) -> Message:
    accepted = ("nlu_fallback" if intent == NOT_UNDERSTOOD else intent, *entry.get("also", []))
    return Message(
        entry["id"], entry["text"], accepted, entry.get("near_miss", False), entry.get("other_language")
    )


def statements(split: str) -> list[Statement]:
    """Openings, statements, answers and corrections."""
    return [_statement(entry, entry["id"], entry["capability"]) for entry in _entries(split, "facts")]


def pairs(split: str) -> list[Pair]:
    """Minimal pairs."""
    return [
        Pair(
            entry["id"],
            entry["capability"],
            entry["kind"],
            _statement(entry["a"], entry["id"] + "a", entry["capability"]),
            _statement(entry["b"], entry["id"] + "b", entry["capability"]),
        )
        for entry in _entries(split, "pairs")
    ]


def _statement(entry: dict[str, Any], name: str, capability: str) -> Statement:
    return Statement(
        name,
        entry["text"],
        capability,
        entry.get("slots") or {},
        entry.get("optional") or {},
        entry.get("context") or {},
    )
