"""Somebody who tells a day hears until when a term runs."""

from __future__ import annotations

import datetime
from typing import Any

from babel.dates import format_date

from tests.conversations.talk import Conversation


def said(day: datetime.date) -> str:
    return format_date(day, "d MMMM yyyy", locale="nl")


def test_the_day_of_a_refusal_gives_the_last_day_for_an_appeal(bot: Any, sender: str) -> None:
    day = datetime.date.today() - datetime.timedelta(days=5)
    text = Conversation(bot, sender).say(
        f"Ik kreeg op {said(day)} een bijlage 20. Hoelang heb ik voor een beroep?"
    )
    assert said(day + datetime.timedelta(days=30)) in text
    assert "advocaat" in text


def test_a_day_told_before_the_question_counts(bot: Any, sender: str) -> None:
    talk = Conversation(bot, sender)
    day = datetime.date.today() - datetime.timedelta(days=40)
    talk.say(f"mijn aanvraag is geweigerd, de brief is van {day:%d/%m/%Y}")
    text = talk.say("tot wanneer kan ik nog in beroep gaan?")
    assert said(day + datetime.timedelta(days=30)) in text
    assert "voorbij" in text


def test_without_a_day_only_the_rule_is_told(bot: Any, sender: str) -> None:
    text = Conversation(bot, sender).say("Hoelang heb ik om in beroep te gaan?")
    assert "30 dagen" in text
    assert "Kwam de weigering" not in text
