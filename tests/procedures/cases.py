"""The cases of `tests/cases/*.yml`, and whether an advice is what one of them expects."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from procedures import yaml_file

FOLDER = Path(__file__).parent.parent / "cases"
DECIDED = ("procedure", "filing", "filing_reason", "regime")


@dataclass(frozen=True)
class Case:
    """A situation as a lawyer wrote it down, and what the law says about it."""

    file: str
    name: str
    date: datetime.date
    facts: dict[str, Any]
    expect: dict[str, Any]
    source: list[str]

    def __str__(self) -> str:
        return f"{self.file}: {self.name}"


def read_cases() -> list[Case]:
    """Every case, in the order of the files."""
    return [
        Case(file=path.stem, **{**entry, "facts": {name: _plain(v) for name, v in entry["facts"].items()}})
        for path in sorted(FOLDER.glob("*.yml"))
        for entry in yaml_file.load(path.read_text(encoding="utf-8"))
    ]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime.date) else value


def differences(expect: dict[str, Any], outcome: dict[str, Any]) -> list[str]:
    """What is not as expected in the JSON that `decide` gives; empty when all is."""
    if "asks" in expect:
        asked = outcome.get("fact")
        return [] if asked == expect["asks"] else [f"asks {asked}, not {expect['asks']}"]
    advice = outcome.get("advice")
    if advice is None:
        return [f"asks {outcome['fact']}"]
    found = []
    for name, wanted in expect.items():
        if name in DECIDED:
            if advice[name] != wanted:
                found.append(f"{name} is {advice[name]}, not {wanted}")
        elif name == "alternatives":
            shown = [(each["fact"], each["value"]) for each in advice["alternatives"]]
            found += [f"alternative {pair} is not shown" for pair in wanted.items() if pair not in shown]
        elif name.startswith("not_"):
            ids = {item["id"] for item in advice[name.removeprefix("not_")]}
            found += [
                f"{each} should not be in {name.removeprefix('not_')}" for each in wanted if each in ids
            ]
        else:
            ids = {item["id"] for item in advice[name]}
            found += [f"{each} is not in {name}" for each in wanted if each not in ids]
    return found
