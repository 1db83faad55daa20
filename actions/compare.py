"""Two advices side by side: what another fact changes."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from procedures import load_law

OUTCOME = ("procedure", "filing", "filing_reason", "regime")
# Papers that everybody brings in some form, and local customs, say little about a difference.
LESS_TELLING = ("form", "local")
SHOWN = 2


def summary(advice: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of an advice to compare a later one with."""
    kept: dict[str, Any] = {name: advice[name] for name in OUTCOME}
    for name in load_law().wording["differences"]:
        telling = [item for item in advice[name] if item.get("kind") not in LESS_TELLING]
        kept[name] = {item["id"]: first_sentence(item["text"]) for item in telling if not item.get("only_if")}
    return kept


def same_outcome(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether procedure and place are the same."""
    return all(before[name] == after[name] for name in OUTCOME)


def differences(
    before: Mapping[str, Any], after: Mapping[str, Any], only: Collection[str] | None = None
) -> list[str]:
    """One line for each list of the advice (or `only` those) in which something came on top or fell away."""
    lines = []
    for name, words in load_law().wording["differences"].items():
        for title, one, other in ((words["more"], after, before), (words["less"], before, after)):
            known = other[name]
            texts = [
                text for key, text in one[name].items() if key not in known and text not in known.values()
            ]
            if texts and (only is None or name in only):
                lines.append(f"- {title}: {' '.join(texts[:SHOWN])}")
    return lines


def first_sentence(text: str) -> str:
    """Enough of a statement to recognise it."""
    return re.split(r"(?<=[.?!])\s", text, maxsplit=1)[0]
