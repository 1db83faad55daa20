"""All figures on one half of the held-out messages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from sklearn.metrics import f1_score

from actions.second_opinion import believed
from benchmarks.nlu import heldout
from benchmarks.nlu.heldout import Message, Statement
from benchmarks.nlu.slots import Verdict, f1, judge, judge_pair, read, without_roles
from nlu.fact_classifier import LIKELY

Parse = Callable[[str], dict[str, Any]]
Read = Callable[[Statement], dict[str, Any]]
SHARES = ("slot_f1", "in_the_right_slot", "in_a_wrong_slot", "messages_all_right")
OF_THE_FORM = ("inform", "find_procedure")
NOT_OURS = ("out_of_scope_", heldout.OTHER_LANGUAGE)


@dataclass(frozen=True)
class Predicted:
    """A message and what the bot made of it."""

    message: Message
    intent: str
    language: str | None = None

    @property
    def right(self) -> bool:
        """Whether the intent is one of those that are right."""
        return self.intent in self.message.intents

    @property
    def expected(self) -> str:
        """The right intent; where several are right, the one that was predicted."""
        return self.intent if self.right else self.message.intents[0]

    @property
    def forced(self) -> bool:
        """Whether the bot takes it for a message on family reunification."""
        answered = self.intent.startswith("ask_") and self.intent != "ask_fraud"
        return not self.right and (answered or self.intent in OF_THE_FORM)

    @property
    def rejected(self) -> bool:
        """Whether the bot says that it is not for this."""
        return not self.right and self.intent.startswith(NOT_OURS)


def predict(messages: Iterable[Message], parse: Parse) -> list[Predicted]:
    """Let the bot read the messages."""
    predicted = []
    for message in messages:
        parsed = parse(message.text)
        language = next((each["value"] for each in parsed["entities"] if each["entity"] == "language"), None)
        predicted.append(Predicted(message, parsed["intent"]["name"], language))
    return predicted


def measure(split: str, parse: Parse) -> dict[str, Any]:
    """Every figure of docs/nlu-evaluation.md except latency. Shares are between 0 and 1."""

    def read_side(statement: Statement) -> dict[str, Any]:
        parsed = parse(statement.text)
        return read(statement, believed(parsed["intent"]["name"], parsed["entities"], parsed[LIKELY]))

    statements = heldout.statements(split)
    found = [read_side(statement) for statement in statements]
    inside = predict(heldout.intents(split), parse)
    outside = predict(heldout.out_of_scope(split), parse)
    by_rules = _fact_figures(statements, [read(statement) for statement in statements])
    return {
        "intents": _intent_figures(inside),
        "out_of_scope": _scope_figures(inside, outside),
        "facts": _fact_figures(statements, found),
        "facts_by_rules_alone": {name: by_rules[name] for name in SHARES},
        "checklist": _checklist(split, statements, found, read_side),
    }


def _intent_figures(predicted: list[Predicted]) -> dict[str, float]:
    expected = [each.expected for each in predicted]
    answered = [each for each in predicted if each.intent != "nlu_fallback"]
    return {
        "messages": len(predicted),
        "accuracy": _share(each.right for each in predicted),
        "macro_f1": f1_score(
            expected,
            [each.intent for each in predicted],
            average="macro",
            labels=sorted(set(expected)),
            zero_division=0,
        ),
        "not_understood": _share(each.intent == "nlu_fallback" for each in predicted),
        "accuracy_of_answered": _share(each.right for each in answered),
    }


def _scope_figures(inside: list[Predicted], outside: list[Predicted]) -> dict[str, float]:
    near = [each for each in outside if each.message.near_miss]
    foreign = [each for each in outside if each.message.language]
    gibberish = [each for each in outside if each.message.intents[0] == "nlu_fallback"]
    strangers = [each for each in outside if not each.message.near_miss]
    return {
        "messages": len(strangers),
        "not_forced": _share(not each.forced for each in strangers),
        "right_intent": _share(each.right for each in strangers),
        "other_language": _share(each.right for each in foreign),
        "language_named": _share(each.language == each.message.language for each in foreign),
        "gibberish_not_understood": _share(each.right for each in gibberish),
        "near_misses": len(near),
        "near_misses_rejected": _share(each.rejected for each in near),
        "near_misses_right": _share(each.right for each in near),
        "own_messages_rejected": _share(each.rejected for each in inside),
    }


def _fact_figures(statements: list[Statement], found: list[dict[str, Any]]) -> dict[str, Any]:
    verdicts = [judge(statement, slots) for statement, slots in zip(statements, found, strict=True)]
    kinds = [without_roles(statement, slots) for statement, slots in zip(statements, found, strict=True)]
    stated = sum(len(statement.slots) for statement in statements)
    return {
        "messages": len(statements),
        "stated": stated,
        "slot_f1": f1(verdicts),
        "entity_f1_without_roles": f1(kinds),
        "in_the_right_slot": sum(len(verdict.right) for verdict in verdicts) / stated,
        "in_a_wrong_slot": sum(len(verdict.wrong) for verdict in verdicts) / stated,
        "messages_all_right": _share(verdict.perfect for verdict in verdicts),
        "by_slot": _by_slot(verdicts),
    }


def _by_slot(verdicts: list[Verdict]) -> dict[str, dict[str, int]]:
    counts: dict[str, dict[str, int]] = defaultdict(lambda: {"right": 0, "missed": 0, "wrong": 0})
    for verdict in verdicts:
        for kind in ("right", "missed", "wrong"):
            for name in getattr(verdict, kind):
                counts[name][kind] += 1
    return dict(sorted(counts.items()))


def _checklist(
    split: str, statements: list[Statement], found: list[dict[str, Any]], read_side: Read
) -> list[dict[str, Any]]:
    """Failures for each capability: single statements as minimum functionality, then the pairs."""
    results: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for statement, slots in zip(statements, found, strict=True):
        results["MFT", statement.capability].append(judge(statement, slots).perfect)
    for pair in heldout.pairs(split):
        results[pair.kind, pair.capability].append(judge_pair(pair, read_side))
    return [
        {"kind": kind, "capability": capability, "cases": len(passed), "failures": passed.count(False)}
        for (kind, capability), passed in sorted(results.items())
    ]


def _share(values: Iterable[bool]) -> float:
    """The share of True; 1 when there is nothing to judge."""
    judged = list(values)
    return sum(judged) / len(judged) if judged else 1.0
