"""What a message asks when it is read alone, in its parts, or after what was said before."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from nlu.asked import EXPULSION, Asked, asked_in
from nlu.intent_classifier import LinearIntentClassifier
from nlu.intent_model import IntentModel, Ranking
from nlu.questions import leans, separate_questions
from nlu.said_before import Before, said_before

SETTINGS = LinearIntentClassifier.get_default_config()
STORY = Before("Er loopt een inreisverbod tegen mij.", "inform")


class Known(IntentModel):
    """Gives the ranking that is noted for a text; of any other it makes nothing."""

    def __init__(self, noted: dict[str, Ranking]) -> None:
        self._noted = noted

    def rank_all(self, texts: Sequence[str]) -> list[Ranking]:
        nothing: Ranking = [("inform", 0.1), ("ask_fee", 0.01), ("ask_income", 0.01)]
        return [self._noted.get(text, nothing) for text in texts]


LONG = (
    "Moet zij daarvoor zelf naar de ambassade van België in Lagos gaan met dat visum, "
    "of mag ik die afspraak maken?"
)
HERE, BAN, LEFT = "ask_apply_in_belgium", "ask_entry_ban", "ask_options_overview"


@pytest.mark.parametrize(
    ("text", "alone", "together", "expected"),
    [
        # Unclear by itself, clear after the story.
        ("kan dat dan hier?", (HERE, 0.1), (BAN, 0.9), (BAN, None)),
        # Fairly clear by itself, and something else very clear after the story: perhaps that.
        ("kan dat dan hier?", (HERE, 0.8), (BAN, 0.95), (HERE, [BAN])),
        ("kan dat dan hier?", (BAN, 0.995), (BAN, 0.95), (BAN, None)),
        # Unclear after the story too.
        ("kan dat dan hier?", (HERE, 0.55), (BAN, 0.2), (HERE, None)),
        # It leaves out what it is about, or asks what is left: what that is, only the story tells.
        ("moet ik eerst een nieuw hebben?", (HERE, 0.9), (BAN, 0.9), (BAN, [HERE])),
        ("wat kunnen we nu nog proberen", (LEFT, 0.9), (BAN, 0.9), (BAN, [LEFT])),
        # No question: an answer to what the bot asked.
        ("ze is nu hier", ("inform", 0.4), (BAN, 0.95), ("inform", None)),
        # With nothing that points to the story it must be very unclear by itself.
        ("vanaf welke dag kan ik naar de gemeente", (HERE, 0.1), (BAN, 0.95), (BAN, None)),
        ("vanaf welke dag kan ik naar de gemeente", (HERE, 0.3), (BAN, 0.95), (HERE, [BAN])),
        # The same topic both ways: surer than by itself.
        ("kan dat dan hier?", (BAN, 0.15), (BAN, 0.9), (BAN, None)),
        # What seems help or an answer by itself is about the story.
        ("wat kan ik dan doen?", ("help", 0.9), (BAN, 0.9), (BAN, None)),
        ("is da goe of niet", ("deny", 0.3), (BAN, 0.9), (BAN, None)),
        ("is het dan sowieso nee?", ("deny", 0.9), (BAN, 0.9), (BAN, None)),
        ("nee toch?", ("deny", 0.9), (BAN, 0.9), ("deny", None)),
        ("is nee", ("deny", 0.9), (BAN, 0.9), ("deny", None)),
        # Help lines first, and the rules too.
        ("sturen ze mij nu terug?", (EXPULSION, 0.9), (BAN, 0.9), (EXPULSION, BAN)),
        # Too long to point to anything.
        (LONG, (HERE, 0.4), (BAN, 0.95), (HERE, [BAN])),
        # The story wins, though the message is fairly clear by itself: perhaps that.
        ("kan dat dan hier?", (HERE, 0.6), (BAN, 0.95), (BAN, [HERE])),
    ],
)  # fmt: skip
def test_a_short_question_is_read_after_the_story(
    text: str,
    alone: tuple[str, float],
    together: tuple[str, float],
    expected: tuple[str, str | list[str] | None],
) -> None:
    rest = [("ask_fee", 0.01), ("ask_income", 0.01)]
    others = [("ask_fee", (1 - together[1]) / 2), ("ask_income", (1 - together[1]) / 2)]
    model = Known({text: [alone, *rest], f"{STORY.text} {text}": [together, *others]})
    asked = asked_in(model, text, STORY, SETTINGS)
    beside = asked.also or [topic for topic, _ in asked.perhaps if topic in (HERE, BAN, LEFT)] or None
    assert (asked.ranking[0][0], beside) == expected
    assert asked.ranking[0][1] == max(sure for _, sure in asked.ranking)


def test_without_a_story_nothing_leans() -> None:
    model = Known({"kan dat dan hier?": [("ask_apply_in_belgium", 0.4), ("ask_fee", 0.01)]})
    assert asked_in(model, "kan dat dan hier?", None, SETTINGS) == Asked(model.rank("kan dat dan hier?"))


def test_a_second_question_is_not_taken_for_the_first_one_again() -> None:
    papers = Before("welke papieren heeft ze nodig?", "ask_documents_overview")
    text = "en wat kost dat voor de jongste?"
    noted: dict[str, Ranking] = {
        text: [("ask_fee", 0.4), ("ask_documents_overview", 0.1)],
        f"{papers.text} {text}": [("ask_documents_overview", 0.9), ("ask_fee", 0.1)],
    }
    assert asked_in(Known(noted), text, papers, SETTINGS).ranking[0][0] == "ask_fee"
    noted[text] = [("out_of_scope_municipal", 0.4), ("ask_fee", 0.3)]
    assert asked_in(Known(noted), text, papers, SETTINGS).ranking[0][0] == "ask_fee"
    noted[text] = [("why_ask", 0.3), ("ask_fee", 0.1)]
    assert asked_in(Known(noted), text, papers, SETTINGS).ranking[0][0] == "ask_documents_overview"


@pytest.mark.parametrize(
    ("text", "alone", "together", "expected"),
    [
        ("hoe vroeg kan ik de nieuwe afhalen?", "out_of_scope_municipal", HERE, HERE),
        ("hoe vroeg kan ik de nieuwe afhalen?", "out_of_scope_municipal", "inform", "out_of_scope_municipal"),
        ("heb ik daar van hem iets voor nodig?", "why_ask", HERE, HERE),
        ("heb je dat echt nodig?", "why_ask", HERE, "why_ask"),
    ],
)
def test_the_story_says_whether_a_question_is_for_us(
    text: str, alone: str, together: str, expected: str
) -> None:
    noted: dict[str, Ranking] = {
        text: [(alone, 0.7), ("ask_fee", 0.05)],
        f"{STORY.text} {text}": [(together, 0.8), ("ask_fee", 0.1)],
    }
    assert asked_in(Known(noted), text, STORY, SETTINGS).ranking[0][0] == expected
    noted[text] = [("out_of_scope_municipal", 0.99), ("ask_fee", 0.01)]
    assert asked_in(Known(noted), text, STORY, SETTINGS).ranking[0][0] == "out_of_scope_municipal"


def test_of_two_questions_in_one_message_both_are_found() -> None:
    text = "wie moet dat vertalen en moet er een stempel op"
    noted: dict[str, Ranking] = {
        text: [("ask_translation", 0.99), ("ask_fee", 0.01)],
        "wie moet dat vertalen": [("ask_translation", 0.99)],
        "moet er een stempel op": [("ask_legalisation_apostille", 0.95)],
    }
    asked = asked_in(Known(noted), text, None, SETTINGS)
    assert (asked.ranking[0][0], asked.also) == ("ask_translation", "ask_legalisation_apostille")
    noted["moet er een stempel op"] = [("ask_legalisation_apostille", 0.4)]
    assert asked_in(Known(noted), text, None, SETTINGS).also is None


def test_a_supposition_that_is_no_other_fact_is_about_the_story() -> None:
    noted: dict[str, Ranking] = {
        "en als ik te laat ben": [("what_if", 0.9), ("ask_fee", 0.01)],
        f"{STORY.text} en als ik te laat ben": [("ask_appeal_deadline", 0.9), ("ask_fee", 0.1)],
    }
    asked = asked_in(Known(noted), "en als ik te laat ben", STORY, SETTINGS)
    assert [name for name, _ in asked.ranking[:2]] == ["what_if", "ask_appeal_deadline"]


def test_of_two_questions_after_a_story_both_are_found() -> None:
    text = "welk artikel is dat dan en mag hij werken?"
    noted: dict[str, Ranking] = {
        text: [("ask_which_article", 0.8), ("ask_fee", 0.01)],
        f"{STORY.text} {text}": [("ask_which_article", 0.7), ("ask_fee", 0.1)],
        "welk artikel is dat dan": [("ask_which_article", 0.9)],
        "mag hij werken?": [("ask_work_during", 0.9)],
    }
    asked = asked_in(Known(noted), text, STORY, SETTINGS)
    assert (asked.ranking[0][0], asked.also) == ("ask_which_article", "ask_work_during")


def test_what_a_question_may_mean_instead_is_kept_with_its_share() -> None:
    ranking: Ranking = [("ask_income", 0.4), ("ask_housing", 0.3), ("inform", 0.2), ("ask_fee", 0.1)]
    noted = {"telt dat?": ranking}
    asked = asked_in(Known(noted), "telt dat?", None, SETTINGS)
    assert asked.perhaps == [("ask_housing", pytest.approx(0.375)), ("ask_fee", pytest.approx(0.125))]
    noted["telt dat?"] = [("ask_income", 0.95), ("ask_housing", 0.05)]
    assert not asked_in(Known(noted), "telt dat?", None, SETTINGS).perhaps


@pytest.mark.parametrize(
    ("text", "questions"),
    [
        ("Wie beslist dat en mag ze intussen werken?", ["Wie beslist dat", "mag ze intussen werken?"]),
        ("hoeveel is het, en krijg ik het terug als ze weigeren?", ["krijg ik het terug als ze weigeren?"]),
        ("Mag ik werken? En mijn vrouw is Belg.", ["Mag ik werken?"]),
        ("mijn man en mijn zoon komen", []),
        ("Wat is het verschil tussen een F-kaart en een F+?", ["Wat is een F-kaart?", "Wat is een F+?"]),
    ],
)
def test_separate_questions(text: str, questions: list[str]) -> None:
    assert [part for part in separate_questions(text) if part in questions] == questions


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("is dat genoeg?", True),
        ("en wat nu", True),
        ("hoeveel kost een visum voor mijn vrouw uit Ghana", False),
    ],
)
def test_what_leans(text: str, expected: bool) -> None:
    assert leans(text) is expected


def test_what_was_said_before_is_the_last_story_not_an_answer_or_a_button() -> None:
    def said(*messages: tuple[str, str]) -> Before | None:
        events = [
            event
            for text, intent in messages
            for event in (UserUttered(text, intent={"name": intent}), ActionExecuted("action_listen"))
        ]
        return said_before(DialogueStateTracker.from_events("somebody", events))

    story = ("mijn man is Belg en werkt", "inform")
    assert said(story, ("ja", "affirm"), ('/inform{"relation": "spouse"} a b c', "inform")) == Before(*story)
    assert said(story, ("begin maar helemaal opnieuw", "restart")) is None
    assert said() is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wa is da zo'n bijlage 15ter?", "ask_annex_15ter"),
        ("ze gaf mij een 15 ter", "ask_annex_15ter"),
        ("is bijlage 15 genoeg?", "ask_annex_15"),
        ("wat is bijlage 99", "ask_annex_15"),
        ("wat is dat papier met nummer 15", "ask_annex_15"),
    ],
)
def test_the_annex_that_is_named_comes_before_one_that_looks_like_it(text: str, expected: str) -> None:
    ranking: Ranking = [("ask_annex_15", 0.6), ("ask_annex_15ter", 0.2), ("ask_fee", 0.1)]
    asked = asked_in(Known({text: ranking}), text, None, SETTINGS)
    assert asked.ranking[0] == (expected, 0.6)


def test_the_annex_that_somebody_had_already_is_not_asked_about() -> None:
    text = "Ik had al een 19ter en de agent vond mij niet. Welk papier krijg ik nu?"
    ranking: Ranking = [("ask_annex_20", 0.6), ("ask_annex_19ter", 0.2), ("ask_fee", 0.1)]
    assert asked_in(Known({text: ranking}), text, None, SETTINGS).ranking == ranking
    text = "Ik kreeg een bijlage 15ter. Wat is dat?"
    ranking = [("ask_annex_15", 0.6), ("ask_annex_15ter", 0.2), ("ask_fee", 0.1)]
    assert asked_in(Known({text: ranking}), text, None, SETTINGS).ranking[0][0] == "ask_annex_15ter"


def test_a_question_in_a_story_that_is_not_surely_understood_is_a_guess() -> None:
    question = "Aan welke grens mag ik mij verwachten?"
    story = f"Ik kreeg dit jaar mijn kaart. {question}"
    topics: Ranking = [("ask_income", 0.15), ("ask_fee", 0.1)]
    model = Known({story: [("inform", 0.6), ("ask_income", 0.1)], question: [("inform", 0.2), *topics]})
    asked = asked_in(model, story, None, SETTINGS)
    assert asked.ranking[0][0] == "inform"
    assert [topic for topic, _ in asked.perhaps][:1] == ["ask_income"]


def test_a_supposition_that_is_hardly_one_leans_on_the_story() -> None:
    text = "word ik dan buitengezet?"
    alone: Ranking = [("what_if", 0.12), ("ask_fee", 0.05)]
    model = Known({text: alone, f"{STORY.text} {text}": [(BAN, 0.9), ("ask_fee", 0.05)]})
    assert asked_in(model, text, STORY, SETTINGS).ranking[0][0] == BAN


def test_a_question_that_looks_like_a_supposition_is_a_question() -> None:
    text = "telt het ook als hij niet alleen was?"
    model = Known(
        {
            text: [("what_if", 0.3), (HERE, 0.2), (BAN, 0.1)],
            f"{STORY.text} {text}": [(BAN, 0.9), (HERE, 0.05)],
        }
    )
    assert asked_in(model, text, STORY, SETTINGS).ranking[0][0] == BAN


def test_the_orange_card_that_is_named_comes_before_the_card_of_somebody() -> None:
    text = "hoe lang geldt de oranje kaart bij een man met B-kaart?"
    model = Known({text: [("ask_card_b", 0.15), ("ask_fee", 0.1), ("ask_orange_card", 0.02)]})
    assert asked_in(model, text, None, SETTINGS).ranking[0][0] == "ask_orange_card"


@pytest.mark.parametrize(
    "text", ["Dank u. En mijn moeder, kan zij komen?", "merci zulle! En mijn moeder, kan zij komen?"]
)
def test_thanks_before_a_question_is_no_answer_to_it(text: str) -> None:
    question = "En mijn moeder, kan zij komen?"
    model = Known({text: [("thanks", 0.9)], question: [(HERE, 0.9), (BAN, 0.02)]})
    assert asked_in(model, text, None, SETTINGS).ranking[0][0] == HERE


def test_thanks_alone_is_thanks() -> None:
    text = "Dank u. Dat was heel duidelijk!"
    assert asked_in(Known({text: [("thanks", 0.9)]}), text, None, SETTINGS).ranking[0][0] == "thanks"
