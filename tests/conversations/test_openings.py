"""Whole conversations over Rasa's REST channel: a natural opening, natural answers, the right end."""

from pathlib import Path
from typing import Any

import pytest
import yaml

CASES = yaml.safe_load((Path(__file__).parent / "openings.yml").read_text(encoding="utf-8"))
MOST_TURNS = 8


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_opening_ends_with_the_right_procedure_and_place(bot: Any, sender: str, case: dict[str, Any]) -> None:
    said = bot.say(sender, case["opening"])
    asked: list[str] = []
    while (slots := bot.slots(sender))["advice"] is None and len(asked) < MOST_TURNS:
        fact = slots["requested_slot"]
        assert fact is not None, f"no question and no advice after {asked}: {said}"
        assert fact not in asked, f"asked twice: {fact}"
        asked.append(fact)
        said = bot.say(sender, case.get("answers", {}).get(fact, "weet ik niet"))
    advice = bot.slots(sender)["advice"]
    assert advice is not None, asked
    assert {name: advice[name] for name in case["expect"]} == case["expect"]
    assert set(asked) <= set(case.get("answers", {})), f"questions that do not matter: {asked}"
    text = "\n".join(message.get("text", "") for message in said)
    assert "https://" in text, "the answer links to the page that proves it"
    assert "DVZ" in text
    for words in case.get("says", []):
        assert words in text
