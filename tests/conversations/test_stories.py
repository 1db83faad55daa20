"""Whole conversations written by hand (stories.yml): interruptions, families, emergencies, odd input."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conversations.talk import Conversation

STORIES = yaml.safe_load((Path(__file__).parent / "stories.yml").read_text(encoding="utf-8"))
CHECKS = ("slots", "question", "advice", "says", "says_not", "buttons", "first")


@pytest.mark.parametrize("story", STORIES, ids=[story["id"] for story in STORIES])
def test_story(bot: Any, sender: str, story: dict[str, Any]) -> None:
    talk = Conversation(bot, sender)
    for turn in story["turns"]:
        assert any(name in turn for name in CHECKS) or turn is not story["turns"][-1]
        talk.say(turn["say"] * turn.get("times", 1))
        _check(talk, turn)


def _check(talk: Conversation, turn: dict[str, Any]) -> None:
    about = f"after {turn['say'][:60]!r}: {talk.text}"
    assert talk.messages, about
    for name, value in turn.get("slots", {}).items():
        assert talk.slots[name] == value, about
    if "question" in turn:
        assert talk.question == turn["question"], about
    if "advice" in turn:
        advice = talk.slots["advice"]
        given = {name: (advice or {}).get(name) for name in turn["advice"] or {}}
        assert (given if turn["advice"] else advice) == turn["advice"], about
    text = talk.text.casefold()
    assert not [words for words in turn.get("says", []) if words.casefold() not in text], about
    assert not [words for words in turn.get("says_not", []) if words.casefold() in text], about
    assert not set(turn.get("buttons", [])) - set(talk.buttons), about
    if "first" in turn:
        assert turn["first"] in talk.messages[0]["text"], about


def test_same_messages_give_same_answers(bot: Any) -> None:
    messages = ["mijn vrouw heeft een B-kaart", "ik ben Turk", "wat kost het?", "weet ik niet", "in Turkije"]
    conversations = []
    for number in range(2):
        talk = Conversation(bot, f"same-{sender_number(number)}")
        conversations.append([talk.say(message) for message in messages])
    assert conversations[0] == conversations[1]


def sender_number(number: int) -> str:
    """A conversation name that no other run uses."""
    return f"{number}-{id(STORIES)}"
