"""People written by an independent hand (tests/nlu/heldout/README.md), with their own words, to the end."""

from __future__ import annotations

import secrets
import statistics
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conversations.talk import Conversation

FOLDER = Path(__file__).parent / "heldout"
MOST_QUESTIONS = 12


@dataclass
class Course:
    """How a conversation went."""

    persona: str
    advice: dict[str, Any]
    expected: dict[str, Any]
    asked: list[str] = field(default_factory=list)
    known_before: list[str] = field(default_factory=list)

    @property
    def right(self) -> bool:
        """Whether the person heard the right procedure, place and reason."""
        return all(self.advice.get(name) == value for name, value in self.expected.items())


@pytest.fixture(scope="module", params=["dev", "test"])
def courses(request: pytest.FixtureRequest, bot: Any) -> list[Course]:
    """Every persona of a set, played to the end."""
    text = (FOLDER / f"{request.param}_personas.yml").read_text(encoding="utf-8")
    return [_play(bot, persona) for persona in yaml.safe_load(text)]


def _play(bot: Any, persona: dict[str, Any]) -> Course:
    talk = Conversation(bot, f"persona-{secrets.token_hex(8)}")
    talk.say(persona["opening"])
    course = Course(persona["id"], {}, persona["expect"])
    while talk.slots["advice"] is None and talk.question and len(course.asked) < MOST_QUESTIONS:
        fact = talk.question
        if talk.slots[fact] is not None:
            course.known_before.append(fact)
        course.asked.append(fact)
        talk.say(str(persona["facts"].get(fact, {}).get("say", "weet ik niet")))
    course.advice = talk.slots["advice"] or {}
    return course


def test_nearly_everybody_ends_with_the_right_procedure_and_place(courses: list[Course]) -> None:
    wrong = [course.persona for course in courses if not course.right]
    assert len(wrong) <= 0.05 * len(courses), wrong


def test_a_question_comes_twice_only_when_the_answer_was_not_understood(courses: list[Course]) -> None:
    twice = [course.persona for course in courses if len(set(course.asked)) < len(course.asked)]
    assert len(twice) <= 0.05 * len(courses), twice


def test_nobody_is_asked_what_is_known(courses: list[Course]) -> None:
    assert not [course.persona for course in courses if course.known_before]


def test_half_of_the_people_need_no_more_than_six_messages(courses: list[Course]) -> None:
    assert statistics.median(1 + len(course.asked) for course in courses) <= 6
