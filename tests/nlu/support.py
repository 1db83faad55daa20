"""Reads a sentence the way the bot does, without Rasa."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from actions.roles import Reading, resolve
from nlu.facts import read_facts

TODAY = date(2026, 11, 22)
DEV = Path(__file__).parent / "dev"
WORDING = ("applicant_gender", "sponsor_gender", "applicant_noun", "sponsor_noun", "sponsor_stay_ground")


def read(text: str, context: dict[str, Any] | None = None, today: date = TODAY) -> Reading:
    """The facts of a message in a given context."""
    return resolve(text, read_facts(text, today), context or {})


def dev_cases() -> list[dict[str, Any]]:
    """Every development sentence: {file, text, context, slots, ...}."""
    cases = []
    for path in sorted(DEV.glob("*.yml")):
        for entry in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
            for text in entry.get("texts") or [entry["text"]]:
                cases.append({"context": {}, **entry, "file": path.stem, "text": text})
    return cases


def stated(reading: Reading, expected: dict[str, Any]) -> dict[str, Any]:
    """The slots read; those that only colour the wording count where the case names them."""
    return {slot: value for slot, value in reading.slots.items() if slot not in WORDING or slot in expected}
