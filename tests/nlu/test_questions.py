"""The question in a message that also tells a situation."""

from __future__ import annotations

import pytest

from nlu.annexes import annex_of_a_card
from nlu.questions import catchwords_in, questions_in, with_what_they_check


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Mijn man is student. Mag hij dan werken?", ["Mag hij dan werken?"]),
        ("mijn man is Belg, hoeveel moet ik betalen", ["hoeveel moet ik betalen"]),
        ("ik ben erkend, tot wanneer mag ik aanvragen", ["tot wanneer mag ik aanvragen"]),
        ("mijn vrouw komt uit Peru, naar Gent gaan wij later", []),
        ("wij trouwden via de telefoon, telt dat hier", []),
        ("hoeveel kost het visum?", []),
    ],
)
def test_questions_are_found_where_they_stand_by_themselves(text: str, questions: list[str]) -> None:
    assert questions_in(text) == questions


@pytest.mark.parametrize(
    ("text", "catchwords"),
    [
        ("Ik heb een A-kaart sinds maart. Wachttijd?", ["Wachttijd?"]),
        ("Mijn man is Belg. Mag hij dan naar hier komen wonen?", []),
        ("Wachttijd?", []),
        ("Mijn man is Belg. Bedankt.", []),
    ],
)
def test_a_question_of_one_word_after_a_story_is_found(text: str, catchwords: list[str]) -> None:
    assert catchwords_in(text) == catchwords


def test_a_question_that_only_checks_goes_with_the_sentence_that_it_checks() -> None:
    text = "Mijn vrouw komt mee. Ze zeggen dat kinderen gratis zijn. Klopt dat als hij 17 is?"
    [checked] = with_what_they_check(questions_in(text), text)
    assert checked == "Ze zeggen dat kinderen gratis zijn. Klopt dat als hij 17 is?"


def test_a_brexit_annex_asks_about_its_card() -> None:
    topics = ["ask_what_is_annex", "ask_card_m_n", "ask_annex_35"]
    assert annex_of_a_card("wat is een bijlage 57?", topics) == ["ask_card_m_n"]
    assert annex_of_a_card("wat is een bijlage 35?", topics) == []
