"""The labelled messages, from which the fact model learns and on which the rules may not lose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from nlu.dates import law_2025_from
from nlu.fact_model import value_of
from nlu.lexicon import Tag, places, postcodes
from procedures.countries import fold
from procedures.law import load_law

LABELLED = Path(__file__).parent.parent / "labelled"
WRITTEN = date(2026, 11, 22)  # the "today" of every labelled message


@dataclass(frozen=True)
class Labelled:
    """A message with the facts that it states, those that may be concluded, and the members of a family."""

    text: str
    slots: dict[str, Any]
    optional: dict[str, Any]
    family: list[dict[str, Any]]


def labelled_messages(without: Sequence[str] = ()) -> list[Labelled]:
    """Every labelled message that stands alone, both sides of a pair too; `without` these files."""
    found = []
    for path in sorted(path for path in LABELLED.glob("*.yml") if path.stem not in without):
        for entry in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
            sides = [entry] if "text" in entry else [entry["a"], entry["b"]]
            found += [
                Labelled(side["text"], side["slots"], side.get("optional") or {}, side.get("family") or [])
                for side in sides
                if not side.get("context")
            ]
    return found


def tells(slot: str, tag: Tag, slots: Mapping[str, Any]) -> bool:
    """Whether a phrase is where a labelled message states this fact."""
    stated = slots.get(slot)
    if slot == "municipality" and stated is not None:
        return one_name(tag.value) == one_name(stated)
    if slot == "sponsor_residence_since" and stated is not None:
        return bool(tag.value in (stated, _side_of(stated)))
    return stated is not None and bool(value_of(slot, tag) == stated)


def _side_of(day: str) -> str:
    """On which side of the law of 2025 a day lies; "erkend in 2023" is read as a side, labelled as a day."""
    before, after = (str(option.value) for option in load_law().facts["sponsor_residence_since"].options[:2])
    if day in (before, after):
        return day
    return before if day < law_2025_from().isoformat() else after


def one_name(name_or_postcode: Any) -> str:
    """The municipality's own name, for a postcode or another of its names."""
    text = str(name_or_postcode)
    return str(postcodes().get(text) or places().get(fold(text), text))
