"""What is answered when a message is not surely understood, or tells a situation and asks something too."""

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.topics_asked import probable_topic, tell_asked, topic_beside
from actions.wishes import topic_of_wish
from procedures.topics import answer

Ranking = list[tuple[str, float]]


def heard(text: str, ranking: Ranking) -> Tracker:
    """A conversation whose last message was understood like this, likeliest first."""
    listed = [{"name": name, "confidence": confidence} for name, confidence in ranking]
    latest = {"text": text, "intent": listed[0], "intent_ranking": listed, "entities": []}
    return Tracker("somebody", {}, latest, [], False, None, {}, "action_listen")


@pytest.mark.parametrize(
    ("text", "ranking", "topic"),
    [
        (
            "mag dat met dat oranje ding?",
            [("nlu_fallback", 0.8), ("ask_travel_during", 0.15), ("ask_fee", 0.14)],
            "travel_during",
        ),
        (
            "dat oranje ding van hier",
            [("nlu_fallback", 0.8), ("ask_travel_during", 0.15), ("ask_fee", 0.14)],
            None,
        ),
        (
            "dat oranje ding van hier",
            [("nlu_fallback", 0.8), ("ask_travel_during", 0.18), ("ask_fee", 0.1)],
            "travel_during",
        ),
        (
            "mag dat met dat ding?",
            [("nlu_fallback", 0.8), ("ask_travel_during", 0.08), ("ask_fee", 0.02)],
            None,
        ),
        ("mag dat met dat ding?", [("nlu_fallback", 0.8), ("insult", 0.15), ("ask_fee", 0.14)], None),
        ("mag dat met dat ding?", [("ask_fee", 0.9), ("ask_travel_during", 0.05)], None),
    ],
)
def test_a_guess_must_be_likely_and_without_a_question_it_must_stand_out(
    text: str, ranking: Ranking, topic: str | None
) -> None:
    assert probable_topic(heard(text, ranking)) == topic


@pytest.mark.parametrize(
    ("text", "ranking", "topic"),
    [
        (
            "Mijn man is Belg. Pakken ze mijn kaart af?",
            [("inform", 0.9), ("ask_separation", 0.25)],
            "separation",
        ),
        ("Mijn man is Belg. Pakken ze mijn kaart af?", [("inform", 0.9), ("ask_separation", 0.1)], None),
        ("Mijn man is Belg en ik heb een kaart.", [("inform", 0.9), ("ask_separation", 0.25)], None),
        ("Mijn man is Belg. Wat nu?", [("inform", 0.9), ("ask_steps_overview", 0.5)], None),
        ("Mijn man is Belg. Lukt dat?", [("inform", 0.9), ("out_of_scope_asylum", 0.3)], None),
        ("Wat als hij daar niet woont?", [("what_if", 0.5), ("ask_house_check", 0.4)], "house_check"),
        ("en als hij daar niet woont", [("what_if", 0.5), ("ask_house_check", 0.4)], "house_check"),
        ("Is hij Belg?", [("ask_fee", 0.9), ("ask_house_check", 0.4)], None),
    ],
)
def test_beside_a_story_only_a_likely_question_on_one_point_is_answered(
    text: str, ranking: Ranking, topic: str | None
) -> None:
    assert topic_beside(heard(text, ranking)) == topic


def told(also: str | None, **perhaps: float) -> list[str]:
    """What is told of a question on translation: responses by name, answers by their first word."""
    tracker = heard("wie vertaalt dat en moet er een stempel op?", [("ask_translation", 0.9)])
    tracker.latest_message["also_asked"] = also
    shares = [{"name": f"ask_{topic}", "share": share} for topic, share in perhaps.items()]
    tracker.latest_message["perhaps_asked"] = shares
    dispatcher = CollectingDispatcher()
    tell_asked(dispatcher, tracker, "translation")
    return [each.get("response") or each["text"].split()[0] for each in dispatcher.messages]


def test_the_other_question_of_a_message_is_answered_too() -> None:
    alone = told(None)
    both = told("ask_legalisation_apostille")
    assert both[0] == alone[0]
    assert "utter_or_this" in both
    assert "utter_or_this" not in alone
    assert both.count("utter_offer_to_find_out") == alone.count("utter_offer_to_find_out") == 1
    assert told("ask_translation") == told("out_of_scope_work") == alone


def test_what_was_perhaps_meant_is_told_in_full_or_in_short_by_its_share() -> None:
    assert told(None, fee=0.3).count("utter_or_this") == 1
    assert told(None, fee=0.2)[1:] == ["utter_perhaps", "utter_offer_to_find_out"]
    assert told(None, fee=0.3, income=0.1).count("utter_perhaps") == 1
    # Beside a second question that was asked, a guess is told in short whatever its share.
    assert told("ask_legalisation_apostille", fee=0.3).count("utter_or_this") == 1
    assert told("ask_legalisation_apostille", fee=0.3).count("utter_perhaps") == 1


@pytest.mark.parametrize(
    ("sure", "expected"),
    [(0.5, ["siblings_other_family", "translation"]), (0.8, ["translation", "siblings_other_family"])],
)
def test_a_wish_comes_first_where_the_question_is_unclear(sure: float, expected: list[str]) -> None:
    tracker = heard("kan mijn broer hier bij mij blijven?", [("ask_translation", sure), ("ask_fee", 0.1)])
    tracker.slots = {"relation": "other_family"}
    dispatcher = CollectingDispatcher()
    tell_asked(dispatcher, tracker, "translation")
    answers = [each["text"] for each in dispatcher.messages if each.get("text")]
    assert [
        answer(topic, {"relation": "other_family"})["text"] in answers[at]
        for at, topic in enumerate(expected)
    ]


@pytest.mark.parametrize(
    ("text", "intent", "changed", "topic"),
    [
        ("Kan mijn broer komen?", "inform", {"relation": "other_family"}, "siblings_other_family"),
        ("En mijn broer? Hij is 26.", "inform", {"relation": "other_family"}, "siblings_other_family"),
        ("kan ik haar laten overkomen", "find_procedure", {}, "siblings_other_family"),
        ("kan ik haar laten overkomen", "inform", {}, "siblings_other_family"),
        ("kan dat voor haar", "inform", {}, None),
        (
            "Ik wil weten of mijn broer kan komen.",
            "inform",
            {"relation": "other_family"},
            "siblings_other_family",
        ),
        (
            "Mijn broer is alleen. Maakt hij een kans?",
            "inform",
            {"relation": "other_family"},
            "siblings_other_family",
        ),
        ("Mijn broer wil komen.", "inform", {"relation": "other_family"}, None),
        ("Kan mijn broer komen?", "ask_appointment", {"relation": "other_family"}, "siblings_other_family"),
        ("Mijn broer komt bij mij wonen. Mag hij werken?", "ask_fee", {"relation": "other_family"}, None),
        ("Kan mijn broer dat storten?", "ask_fee", {"relation": "other_family"}, None),
        ("Kan mijn broer komen?", "affirm", {"relation": "other_family"}, None),
        (
            "Ik wil mijn broer laten overkomen. Hoe doe ik dat?",
            "inform",
            {"relation": "other_family"},
            "siblings_other_family",
        ),
        ("Mijn broer werkt. Hoe doe ik dat?", "inform", {"relation": "other_family"}, None),
    ],
)
def test_a_wish_is_answered_while_there_are_questions_left(
    text: str, intent: str, changed: dict[str, str], topic: str | None
) -> None:
    tracker = heard(text, [(intent, 0.9)])
    tracker.slots = {"relation": "other_family", "turn": {"changed": changed}}
    assert topic_of_wish(tracker) == topic


def test_who_can_come_is_chosen_by_the_facts_and_not_by_the_words() -> None:
    tracker = heard("kan zij bij mij?", [("ask_parents_of_adult", 0.9)])
    tracker.slots = {"relation": "other_family"}
    dispatcher = CollectingDispatcher()
    tell_asked(dispatcher, tracker, "parents_of_adult")
    assert (
        answer("siblings_other_family", {"relation": "other_family"})["text"]
        in dispatcher.messages[0]["text"]
    )


@pytest.mark.parametrize(("relation", "topic"), [("spouse", None), ("other_family", "siblings_other_family")])
def test_no_guess_tells_about_another_relation_than_was_told(relation: str, topic: str | None) -> None:
    ranking = [("nlu_fallback", 0.6), ("ask_siblings_other_family", 0.2), ("ask_fee", 0.05)]
    tracker = heard("Mijn zus is met een Belg getrouwd. Kan zij hierheen?", ranking)
    tracker.slots = {"relation": relation}
    assert probable_topic(tracker) == topic


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"relation": "child", "applicant_age": 17}, "who_qualifies"),
        ({"relation": "parent", "sponsor_card": "M", "sponsor_age": 40}, "brexit"),
    ],
)
def test_an_answer_on_another_relation_than_was_told_gives_way(
    facts: dict[str, object], expected: str
) -> None:
    tracker = heard("mag ik bij hem komen wonen?", [("ask_parents_of_adult", 0.9), ("ask_fee", 0.01)])
    tracker.slots = {**facts, "turn": {"changed": facts}}
    dispatcher = CollectingDispatcher()
    tell_asked(dispatcher, tracker, "parents_of_adult")
    said = [each["text"] for each in dispatcher.messages if each.get("text")]
    assert said[0].startswith(answer(expected, facts)["text"])


@pytest.mark.parametrize(
    ("text", "topic"), [("mag hij ook meekomen?", "stepchild"), ("mag zij meekomen?", "marriage_visa")]
)
def test_a_couple_that_asks_about_the_child_of_one_of_them_hears_of_the_child(text: str, topic: str) -> None:
    tracker = heard(text, [("ask_who_qualifies", 0.9)])
    couple = {"relation": "fiance", "applicant_gender": "female"}
    tracker.slots = {**couple, "family": [{"relation": "child", "applicant_noun": "zoon"}]}
    assert topic_of_wish(tracker) == topic


def test_whether_a_couple_marries_here_the_words_say() -> None:
    text = "We trouwen hier en gaan dan samen in Lima wonen. Kan mijn lief met een visum C komen?"
    dispatcher, tracker = CollectingDispatcher(), heard(text, [("ask_marriage_visa", 0.9)])
    facts = {"relation": "de_facto_partner"}
    tracker.slots = {**facts, "turn": {"changed": facts}}
    tell_asked(dispatcher, tracker, "marriage_visa")
    said = [each["text"] for each in dispatcher.messages if each.get("text")]
    assert said[0].startswith(answer("marriage_visa", facts)["text"])


def test_who_seems_to_ask_another_desk_may_ask_one_of_the_topics_too() -> None:
    ranking = [("out_of_scope_work_permit", 0.6), ("ask_work_during", 0.3)]
    text = "Zij heeft een oranje kaart. Is er een vergunning nodig?"
    assert topic_beside(heard(text, ranking)) == "work_during"
    assert topic_beside(heard("Zij heeft een oranje kaart.", ranking)) is None
