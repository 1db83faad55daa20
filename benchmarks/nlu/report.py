"""Puts the figures into docs/: data for the test that guards them, tables and a picture for people."""

from __future__ import annotations

import json
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
import yaml

from benchmarks.nlu.measure import Predicted

matplotlib.use("Agg")
from matplotlib import pyplot

ROOT = Path(__file__).resolve().parents[2]
FIGURES = ROOT / "docs" / "nlu-evaluation.json"
PAGE = ROOT / "docs" / "nlu-evaluation.md"
PICTURE = ROOT / "docs" / "images" / "nlu-confusion.png"
START, END = "<!-- figures: made by `make evaluate` -->\n", "<!-- end of figures -->\n"

LABELS = {
    "intents": {
        "messages": "messages",
        "accuracy": "intent accuracy",
        "macro_f1": "intent macro-F1",
        "not_understood": "said not to be understood",
        "accuracy_of_answered": "accuracy of those that were understood",
    },
    "out_of_scope": {
        "messages": "messages that are not for this bot",
        "not_forced": "not forced into a procedure (recall)",
        "right_intent": "with the right kind of answer",
        "other_language": "other languages recognised",
        "language_named": "other languages named rightly",
        "gibberish_not_understood": "gibberish said not to be understood",
        "near_misses": "near misses: messages that only look out of scope",
        "near_misses_rejected": "near misses rejected (false alarms)",
        "near_misses_right": "near misses with the right intent",
        "own_messages_rejected": "messages for this bot rejected (false alarms)",
    },
    "facts": {
        "messages": "statements",
        "stated": "facts stated",
        "slot_f1": "slot F1, with roles",
        "entity_f1_without_roles": "entity F1, of whomever it is",
        "in_the_right_slot": "facts stated that are in the right slot",
        "in_a_wrong_slot": "slots filled wrongly, per fact stated",
        "messages_all_right": "statements without any mistake",
    },
    "facts_by_rules_alone": {
        "slot_f1": "slot F1, with roles",
        "in_the_right_slot": "facts stated that are in the right slot",
        "in_a_wrong_slot": "slots filled wrongly, per fact stated",
        "messages_all_right": "statements without any mistake",
    },
}


def save(figures: dict[str, Any]) -> None:
    """Write the figures for the test, and the section with tables of the page."""
    FIGURES.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.split(START)[0], page.split(END)[1]
    PAGE.write_text(before + START + "\n" + as_markdown(figures) + "\n" + END + after, encoding="utf-8")


def as_markdown(figures: dict[str, Any]) -> str:
    """All figures as tables."""
    parts = []
    for part, labels in LABELS.items():
        rows = [[label, _number(figures[part][name])] for name, label in labels.items()]
        parts.append(_table([part.replace("_", " "), ""], rows))
    counted = ["right", "missed", "wrong"]
    slots = [
        [f"`{name}`", *(str(counts[each]) for each in counted)]
        for name, counts in figures["facts"]["by_slot"].items()
    ]
    parts.append(_table(["slot", *counted], slots))
    checks = [
        [row["kind"], row["capability"], str(row["cases"]), _number(row["failures"] / row["cases"])]
        for row in figures["checklist"]
    ]
    parts.append(_table(["kind", "capability", "cases", "failure rate"], checks))
    latency = figures["latency_ms"]
    parts.append(
        _table(
            ["latency of a parse", "ms"], [["p50", _number(latency["p50"])], ["p95", _number(latency["p95"])]]
        )
    )
    return "\n".join(parts)


def _number(value: float) -> str:
    if isinstance(value, int):
        return str(value)
    return f"{100 * value:.1f} %" if value <= 1 else f"{value:.0f}"


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def draw(predicted: list[Predicted]) -> None:
    """The confusion matrix as a picture. Topics are taken together by the file they stand in."""
    counts = Counter((_group(each.expected), _group(each.intent)) for each in predicted)
    groups = sorted({group for pair in counts for group in pair})
    matrix = np.array([[counts[row, column] for column in groups] for row in groups])
    shares = matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)
    figure, axes = pyplot.subplots(figsize=(13, 12))
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(groups)), groups, rotation=90)
    axes.set_yticks(range(len(groups)), groups)
    axes.set_xlabel("what the bot made of it")
    axes.set_ylabel("what it was")
    for row, column in np.argwhere(matrix):
        dark = shares[row, column] > 0.5
        axes.text(
            column,
            row,
            matrix[row, column],
            ha="center",
            va="center",
            fontsize=7,
            color="white" if dark else "black",
        )
    figure.tight_layout()
    figure.savefig(PICTURE, dpi=80, metadata={"Software": None})
    pyplot.close(figure)


def _group(intent: str) -> str:
    return _topic_files().get(intent.removeprefix("ask_"), intent)


@lru_cache(maxsize=1)
def _topic_files() -> dict[str, str]:
    """Each topic's file of procedures/law/topics."""
    return {
        topic["id"]: f"ask: {path.stem}"
        for path in (ROOT / "procedures" / "law" / "topics").glob("*.yml")
        for topic in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    }
