"""Every question of the form, played eight ways through the real NLU. The messages are in questions.yml."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from procedures import load_law
from tests.conversations.talk import Conversation

QUESTIONS = yaml.safe_load((Path(__file__).parent / "questions.yml").read_text(encoding="utf-8"))
MOST_QUESTIONS = 8

each_question = pytest.mark.parametrize("case", QUESTIONS, ids=[case["fact"] for case in QUESTIONS])


@pytest.fixture
def talk(bot: Any, sender: str, case: dict[str, Any]) -> Conversation:
    """A conversation in which the question of this case is open."""
    conversation = Conversation(bot, sender)
    for message in case["opening"]:
        conversation.say(message)
    assert conversation.question == case["fact"], conversation.text
    return conversation


def test_every_fact_that_may_be_asked_is_played() -> None:
    facts = load_law().facts.values()
    assert {fact.id for fact in facts if fact.changes_outcome} == {case["fact"] for case in QUESTIONS}


@each_question
def test_answer_is_taken_and_not_asked_again(talk: Conversation, case: dict[str, Any]) -> None:
    fact = case["fact"]
    talk.say(case["answer"]["say"])
    assert talk.slots[fact] == case["answer"]["value"]
    assert talk.question != fact
    assert talk.question or talk.slots["advice"]


@each_question
def test_unknown_goes_on_to_an_advice(talk: Conversation, case: dict[str, Any]) -> None:
    fact = case["fact"]
    asked = [fact]
    talk.say("dat weet ik niet")
    assert talk.slots[fact] == "unknown"
    while talk.slots["advice"] is None and len(asked) < MOST_QUESTIONS:
        assert talk.question is not None
        assert talk.question not in asked
        asked.append(talk.question)
        talk.say("weet ik niet")
    advice = talk.slots["advice"]
    assert advice is not None, asked
    said = load_law().facts[fact].unknown_text
    assert said
    assert said in talk.text or any(each["fact"] == fact for each in advice["alternatives"])


@each_question
def test_invalid_twice_is_explained_and_the_third_time_passed_over(
    talk: Conversation, case: dict[str, Any]
) -> None:
    fact = case["fact"]
    first = talk.say(case["invalid"][0])
    assert (talk.question, talk.slots[fact]) == (fact, None)
    second = talk.say(case["invalid"][1])
    assert (talk.question, talk.slots[fact]) == (fact, None)
    assert first != second, "the second time it is explained, not said again"
    talk.say(case["invalid"][0])
    assert talk.slots[fact] == "unknown"
    assert talk.question != fact
    assert "ik wil iemand spreken" in talk.text


@each_question
def test_why_gives_the_reason_and_asks_again(talk: Conversation, case: dict[str, Any]) -> None:
    text = talk.say("waarom vraag je dat?")
    assert case["why"] in text
    assert "https://" in text
    assert (talk.question, talk.slots[case["fact"]]) == (case["fact"], None)
    assert "terug naar mijn vraag" in text


@each_question
def test_factual_question_is_answered_and_the_open_question_asked_again(
    talk: Conversation, case: dict[str, Any]
) -> None:
    text = talk.say(case["question"]["say"])
    assert case["question"]["says"] in text
    assert "https://" in text
    assert (talk.question, talk.slots[case["fact"]]) == (case["fact"], None)
    assert "terug naar mijn vraag" in text


@each_question
def test_correction_replaces_the_answer(talk: Conversation, case: dict[str, Any]) -> None:
    talk.say(case["answer"]["say"])
    text = talk.say(case["correction"]["say"])
    assert talk.slots[case["fact"]] == case["correction"]["value"]
    assert "pas het aan" in text


@each_question
def test_back_asks_the_question_again(talk: Conversation, case: dict[str, Any]) -> None:
    fact = case["fact"]
    talk.say(case["answer"]["say"])
    talk.say("terug")
    assert (talk.question, talk.slots[fact], talk.slots["advice"]) == (fact, None, None)
    talk.say(case["answer"]["say"])
    assert talk.slots[fact] == case["answer"]["value"]


@each_question
def test_stop_ends_the_questions_and_going_on_asks_the_same(talk: Conversation, case: dict[str, Any]) -> None:
    before = {name: value for name, value in talk.slots.items() if name in load_law().facts}
    talk.say("stop")
    assert talk.question is None
    assert talk.slots["advice"] is None
    talk.say("verder")
    assert talk.question == case["fact"]
    assert {name: talk.slots[name] for name in before} == before
