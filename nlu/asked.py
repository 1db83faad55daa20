"""What a message asks: by itself, in a part of it, or leaning on what the person said before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from nlu.annexes import IN_GENERAL, PREFIX, annex_of_a_card, annexes_in, looks_like, papers_in
from nlu.intent_model import IntentModel, Ranking
from nlu.questions import (
    asks,
    asks_why,
    catchwords_in,
    is_short,
    leans,
    leans_wholly,
    may_answer,
    questions_in,
    separate_questions,
    starts_a_question,
    surely_asks,
    with_sentence_before,
    with_what_they_check,
)
from nlu.said_before import Before

TOPIC = "ask_"
NOT_OURS = "out_of_scope"
NOT_UNDERSTOOD = "nlu_fallback"
# What a message without letters or figures may say: a thumb up or down.
SIGNS_SAY = ("affirm", "deny")
# Intents with which a message tells something; it may ask something too.
TELLING = ("inform", "find_procedure", "nlu_fallback")
# Intents beside which a question that is only guessed is worth a mention.
MAY_ASK_TOO = ("inform", "find_procedure", "what_if")
SUPPOSING = "what_if"
# A story: what the question in it may mean is told as a guess, where nothing surer is.
STORIES = ("inform", "nlu_fallback")
# What the question beside a story is not: each of these is an answer, or a story itself.
NO_QUESTION = (*TELLING, "affirm", "deny", "dont_know")
# What a question is taken for because of one word of it: "klopt dat?", "is het dan nee?".
SEEMING_ANSWERS = ("affirm", "deny", "dont_know", "goodbye")
THANKS = "thanks"
# "Gaat dat?" looks like it, and asks no reason.
WHY = "why_ask"
# What "wat kan ik doen?" and "kunnen ze mij terugsturen?" seem by themselves, whatever the story before it.
HELP, EXPULSION = "help", "emergency_expulsion"
# "Moeten we helemaal opnieuw beginnen met een nieuw dossier?" looks like it, and wipes nothing.
RESTART = "restart"
# Below this what is left for real questions is noise: it is not blown up to a whole.
LEAST_LEFT = 0.15
# "Wat kunnen we nog doen?": what is left depends on what was told, such as a refusal.
WHAT_IS_LEFT = "ask_options_overview"
LONGEST_BEFORE = 600  # characters of what was said before
Settings = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """The intents of a message, likeliest first; the second question in it; the topics it may mean instead.

    `perhaps` has each topic's share in all that the message may ask, likeliest first.
    """

    ranking: Ranking
    also: str | None = None
    perhaps: Ranking = field(default_factory=list)


def asked_in(model: IntentModel, text: str, before: Before | None, settings: Settings) -> Asked:
    """What a message asks, after what the same person told or asked before it."""
    alone = ranking_of(model, text, settings)
    intent, sure = alone[0]
    if intent == THANKS and (question := _after_thanks(text)):
        return asked_in(model, question, before, settings)
    if before and intent == SUPPOSING and is_short(text) and _supposes(text, sure, settings):
        # "En als ik te laat ben?" changes no fact: what it asks about is likely what the story is about.
        shares = _weighed(
            _shares(_topics(alone)),
            _shares(_topics(_told_and_asked(model, text, before))),
            settings["weight_before"],
        )
        return Asked([alone[0], shares[0], *alone[1:]], perhaps=_worth_a_word(shares, settings))
    ranking, shares = alone, _shares(_topics(alone))
    whole = _told_and_asked(model, text, before) if before and _may_lean(text, intent, sure, settings) else []
    if before and whole and not (intent.startswith(NOT_OURS) and not _is_ours(whole[0], settings)):
        together = _shares(_topics(whole))
        if intent == EXPULSION:
            return Asked(alone, together[0][0] if together[0][1] >= settings["clear_together"] else None)
        ranking, shares = _leaning(text, before, alone, together, settings)
    ranking = _with_named_papers(text, ranking, settings)
    told = ranking[0][0] if ranking[0][0] != NOT_UNDERSTOOD else ranking[1][0]
    if not told.startswith(TOPIC):
        asked = questions_in(text)[-1:] if told in STORIES else []
        shares = _shares_of_question(model, text, asked[0], settings) if asked else shares
        unclear = asked or ranking[0][1] < settings["sure_of_the_whole"]
        return Asked(ranking, perhaps=_worth_a_word(shares, settings) if unclear else [])
    second = _second_question(model, text, ranking, settings)
    others = [each for each in shares if each[0] not in (told, second)]
    return Asked(ranking, second, _worth_a_word(others, settings))


def _after_thanks(text: str) -> str:
    """The question of "Merci! Moet zij dan ook komen?"; nothing where the thanks is all."""
    _, _, rest = re.sub(r"[.!,;:]+", "\n", text, count=1).partition("\n")
    return rest.strip() if asks(rest) else ""


def _supposes(text: str, sure: float, settings: Settings) -> bool:
    """Whether a message that seems to suppose something does; "telt het ook als hij alleen was?" asks."""
    asking = starts_a_question(text) and not re.search(r"\bwat als\b", text.casefold())
    return sure >= settings["unclear_alone" if asking else "sure_of_the_whole"]


def ranking_of(model: IntentModel, text: str, settings: Settings) -> Ranking:
    """The ranking of the message; of the question in it, where the rest only tells a situation."""
    whole = model.rank(text)
    if not any(sign.isalnum() for sign in text) and whole[0][0] not in SIGNS_SAY:
        return [(NOT_UNDERSTOOD, 1.0), *((name, 0.0) for name, _ in whole if name != NOT_UNDERSTOOD)]
    intent, confidence = whole[0]
    if not (intent in (*TELLING, *MAY_ASK_TOO) or confidence < settings["sure_of_the_whole"]):
        return whole
    not_ours = max((sure for name, sure in whole if name.startswith(NOT_OURS)), default=0.0)
    if not_ours > settings["maybe_not_ours"]:
        return whole
    questions, short = questions_in(text), catchwords_in(text)
    ranked = model.rank_all([*with_what_they_check(questions, text), *short])
    asking = [part for part in ranked[: len(questions)] if part[0][0].startswith(TOPIC)]
    asking += [part for part in ranked[len(questions) :] if _is_one_topic(*part[0], settings)]
    least = settings["sure_of_a_part"] if intent in TELLING else confidence
    sure = [part for part in asking if part[0][1] > least]
    if sure:
        return max(sure, key=lambda part: part[0][1])
    if intent not in MAY_ASK_TOO:
        return whole
    leaning = model.rank_all(with_sentence_before(questions, text))
    return _with_question_beside(whole, [*ranked[: len(questions)], *leaning])


def _is_one_topic(intent: str, confidence: float, settings: Settings) -> bool:
    """Whether a word or two ask for one topic; an overview is what the questions of the form lead to."""
    of_topic = intent.startswith(TOPIC) and not intent.endswith("_overview")
    return of_topic and confidence > settings["sure_of_a_catchword"]


def _with_question_beside(whole: Ranking, parts: list[Ranking]) -> Ranking:
    """The ranking with the likeliest question as its second: a guess, for whoever answers to weigh."""
    topic, sure = max((_likeliest(part) for part in [whole, *parts]), key=lambda each: each[1])
    rest = [each for each in whole[1:] if each[0] != topic]
    return whole if whole[0][0] == topic or not sure else [whole[0], (topic, sure), *rest]


def _likeliest(ranking: Ranking) -> tuple[str, float]:
    """What a stretch of text asks most likely, and how sure that is if it asks anything at all."""
    questions = [each for each in ranking if each[0] not in NO_QUESTION]
    intent, confidence = questions[0]
    left = sum(each[1] for each in questions)
    return (intent, confidence / max(left, LEAST_LEFT)) if intent.startswith(TOPIC) else (intent, 0.0)


def _may_lean(text: str, intent: str, sure: float, settings: Settings) -> bool:
    """Whether a message may be a question that what was said before makes clearer."""
    if intent.startswith(TOPIC):
        return True
    answers = intent in NO_QUESTION and not surely_asks(text) and sure >= settings["surely_an_answer"]
    seeming = intent in SEEMING_ANSWERS and surely_asks(text) and not may_answer(text)
    seeming = seeming or (intent == WHY and not asks_why(text))
    unclear = sure < settings["unclear_alone"] or intent in (HELP, EXPULSION, RESTART) or seeming
    # "Vanaf wanneer kan ik een nieuwe vragen?" is for another desk only if the story is about another card.
    unclear = unclear or (intent.startswith(NOT_OURS) and sure < settings["surely_not_ours"])
    return is_short(text) and asks(text) and unclear and not answers


def _with_named_papers(text: str, ranking: Ranking, settings: Settings) -> Ranking:
    """The ranking with the annex that is named first, where another annex was: numbers look alike.

    Where nothing is clear, an orange card that is named comes before the card of somebody.
    """
    first, sure = ranking[0]
    named = annexes_in(text, dict(ranking)) if first.startswith(PREFIX) else []
    if asking := " ".join(questions_in(text)):
        # The annex that somebody has already is not the one that the question at the end is about.
        asked = annexes_in(asking, dict(ranking))
        named = [each for each in named if each in asked or looks_like(each, first)]
    if first == IN_GENERAL:
        named = annex_of_a_card(text, dict(ranking))
    if not named and sure < settings["sure_of_the_whole"]:
        named, sure = papers_in(text, dict(ranking)), settings["sure_of_a_part"]
    if not named or first in named:
        return ranking
    return [(named[0], sure), *(each for each in ranking if each[0] != named[0])]


def _topics(ranking: Ranking) -> Ranking:
    return [each for each in ranking if each[0].startswith(TOPIC)]


def _shares(topics: Ranking) -> Ranking:
    """What each topic has of all that the topics have together."""
    whole = max(sum(sure for _, sure in topics), LEAST_LEFT)
    return [(topic, sure / whole) for topic, sure in topics]


def _shares_of_question(model: IntentModel, text: str, question: str, settings: Settings) -> Ranking:
    """What the question at the end of a story may mean: read by itself and with the story around it."""
    own, whole = (_shares(_topics(each)) for each in model.rank_all([question, text]))
    return _weighed(
        own, whole, settings["weight_before" if leans(question) else "weight_before_without_pointing"]
    )


def _worth_a_word(shares: Ranking, settings: Settings) -> Ranking:
    return [each for each in shares if each[1] >= settings["worth_a_word"]]


def _told_and_asked(model: IntentModel, text: str, before: Before) -> Ranking:
    """The intents of a message and what was said before it as one."""
    return model.rank(f"{before.text[-LONGEST_BEFORE:]} {text}")


def _is_ours(likeliest: tuple[str, float], settings: Settings) -> bool:
    """Whether a message that seems to be for another desk asks a topic once the story is read with it."""
    topic, sure = likeliest
    return topic.startswith(TOPIC) and sure >= settings["clear_together"]


def _weighed(own: Ranking, together: Ranking, weight: float) -> Ranking:
    """The shares of the topics when what was said before has this weight beside the message itself."""
    by_itself, story = dict(own), dict(together)
    heavy = {
        each: by_itself.get(each, 0.0) + weight * story.get(each, 0.0) for each in {**story, **by_itself}
    }
    return sorted(((each, sure / (1 + weight)) for each, sure in heavy.items()), key=lambda each: -each[1])


def _leaning(
    text: str, before: Before, alone: Ranking, together: Ranking, settings: Settings
) -> tuple[Ranking, Ranking]:
    """The ranking when what was said before weighs in, more if the message points there; and the shares."""
    own = _topics(alone)
    by_itself, story = dict(own), dict(together)
    # What is not understood by itself points there, whatever its words.
    points = leans(text) or alone[0][1] < settings["sure_of_the_whole"]
    weight = settings["weight_before" if points else "weight_before_without_pointing"]
    if leans_wholly(text) or alone[0][0] == WHAT_IS_LEFT:
        weight = settings["weight_before_of_a_bare_one"]
    shares = _weighed(own, together, weight)
    if asks(before.text) and together[0][0] == before.intent and own[0][1] >= settings["another_question"]:
        # After "welke papieren?" the question "en hoeveel kost het voor de jongste?" is another one.
        return [own[0], *(each for each in alone if each != own[0])], shares
    topic, share = shares[0]
    if not alone[0][0].startswith(TOPIC) and story.get(topic, 0.0) < settings["clear_together"]:
        return alone, shares
    # No surer by the story than what the language check takes for surely Dutch.
    certain = max(by_itself.get(topic, 0.0), min(share * (1 + weight), settings["sure_of_leaning"]))
    # Rasa's fallback takes a ranking of which the second is surer than the first for not understood.
    rest = [(each, min(less, certain)) for each, less in alone if each != topic]
    return [(topic, certain), *rest], shares


def _second_question(model: IntentModel, text: str, alone: Ranking, settings: Settings) -> str | None:
    """The other of two questions in one message: "wie vertaalt dat en moet er een stempel op?".

    The last question by itself may be that other one, the surer if the message as a whole is clear.
    """
    first, sure = alone[0]
    if not first.startswith(TOPIC):
        return None
    parts, least = separate_questions(text), settings["sure_of_a_second"]
    if len(parts) < 2:
        parts = questions_in(text)
        least = least if sure < settings["unclear_alone"] else settings["surely_together"]
    tops = [part[0] for part in model.rank_all(parts)]
    others = [(sure, intent) for intent, sure in tops if intent.startswith(TOPIC) and intent != first]
    second, intent = max(others, default=(0.0, ""))
    return intent if second >= least else None
