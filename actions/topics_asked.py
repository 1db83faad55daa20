"""Which topics a message asks about, surely or probably, and their answers."""

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import answers
from actions.state import Turn, asks_something, confidence_of, facts_of, intent_of, requested_fact, text_of
from actions.wishes import (
    OF_COUPLES,
    answers_wishes,
    asks_if_already,
    asks_of_coming,
    asks_only_what_to_do,
    is_about_others,
    topic_of_people,
    topic_of_wish,
)
from procedures import load_law

# Below this, whether somebody can come is likelier asked than the topic that the classifier chose.
SURELY_NO_WISH = 0.4
# Below this, a question is not about another relation than was told.
SURELY_ABOUT_OTHERS = 0.6
# The same of who else may come, where nothing is said of coming: "omdat haar tante erbij was".
SURELY_ABOUT_OTHER_KIN = 0.9
# A guess is answered from this confidence, where it is so many times as likely as the next.
PROBABLE = 0.1
# The same beside a situation that is told: a wrong guess is in the way of the next question.
PROBABLE_BESIDE = 0.2
MAY_ASK_TOO = ("inform", "find_procedure", "what_if")
STANDS_OUT = 1.5
FEWEST_WORDS = 4
# What a question may mean instead is answered in full from this share; what has less, in two sentences.
WORTH_AN_ANSWER = 0.25
LIKELIER_THAN_A_SECOND = 0.4
MOST_BESIDE = 2


def probable_topic(tracker: Tracker) -> str | None:
    """What a message that was not surely understood most likely asks; None if nothing stands out."""
    if not asks_something(tracker) and len(text_of(tracker).split()) < FEWEST_WORDS:
        return None
    # While the form asks, "find_procedure" is what it does already: what is asked beside that stands out.
    passed = ("nlu_fallback", "find_procedure") if requested_fact(tracker) else ("nlu_fallback",)
    ranking = [
        each for each in tracker.latest_message.get("intent_ranking") or [] if each["name"] not in passed
    ]
    if intent_of(tracker) != "nlu_fallback" or len(ranking) < 2 or only_wants_the_advice(tracker):
        return None
    # With a question mark a guess that says so is worth more than two buttons; without one it must stand out.
    stands_out = 1.0 if asks_something(tracker) else STANDS_OUT
    topic = str(ranking[0]["name"]).removeprefix("ask_")
    likely = ranking[0]["confidence"] > max(PROBABLE, stands_out * ranking[1]["confidence"])
    guess = likely and topic in load_law().topics and not is_about_others(topic, facts_of(tracker))
    return topic if guess else None


def topic_beside(tracker: Tracker) -> str | None:
    """What a message that tells a situation most likely asks as well: the runner-up of its ranking."""
    ranking = tracker.latest_message.get("intent_ranking") or []
    asks = asks_something(tracker) or intent_of(tracker) == "what_if"
    # Who tells a situation and seems to ask another desk may still ask one of the topics.
    tells = intent_of(tracker) in MAY_ASK_TOO or intent_of(tracker).startswith("out_of_scope")
    if not tells or not asks or len(ranking) < 2 or only_wants_the_advice(tracker):
        return None
    topic = str(ranking[1]["name"]).removeprefix("ask_")
    # An overview is what the questions of the form lead to.
    told_anyway = topic not in load_law().topics or topic.endswith("_overview")
    told_anyway = told_anyway or is_about_others(topic, facts_of(tracker))
    return None if told_anyway or ranking[1]["confidence"] < PROBABLE_BESIDE else topic


def only_wants_the_advice(tracker: Tracker) -> bool:
    """Whether a story ends with "wat moeten we doen?": the form leads there, no topic does."""
    return bool(Turn.of(tracker).changed) and asks_only_what_to_do(tracker)


def tell_probable(dispatcher: CollectingDispatcher, tracker: Tracker, topic: str, offer: bool = True) -> None:
    """The likely answer, with a word that it is a guess; what the facts say of a wish is none."""
    if wish := topic_of_wish(tracker):
        answers.tell_topic(dispatcher, tracker, wish, offer)
        return
    dispatcher.utter_message(response="utter_probably", title=load_law().topics[topic].title)
    tell_asked(dispatcher, tracker, topic, offer)


def tell_asked(dispatcher: CollectingDispatcher, tracker: Tracker, topic: str, offer: bool = True) -> None:
    """The answer to a question, to the second one in the message, and to what it may mean instead."""
    told, in_short = _chosen(tracker, topic)
    for at, each in enumerate(told):
        if at:
            dispatcher.utter_message(response="utter_or_this", title=load_law().topics[each].title)
        answers.tell_topic(dispatcher, tracker, each, offer=offer and each == told[-1] and not in_short)
    if in_short:
        answers.tell_in_short(dispatcher, tracker, "utter_perhaps", in_short, offer)


def _chosen(tracker: Tracker, topic: str) -> tuple[list[str], list[str]]:
    """The topics to tell in full, the likeliest first, and those to tell in short; no text twice."""
    wish, second, perhaps = topic_of_wish(tracker), also_asked(tracker), perhaps_asked(tracker)
    if {topic, wish} <= set(OF_COUPLES) and confidence_of(tracker) >= SURELY_ABOUT_OTHERS:
        wish = None  # engaged or not is often unsaid: whether they want to marry, the words tell
    told = [topic, *filter(None, [second or wish])]
    if _is_not_meant(tracker, topic):
        of_those = topic_of_people(facts_of(tracker)) if answers_wishes(topic) else None
        instead = of_those or (perhaps.pop(0)[0] if perhaps else load_law().wording["topic_for_anybody"])
        told = told[1:] or [instead]
    elif wish and not second and _likelier_than(topic, tracker):
        told.reverse()
    perhaps = [] if wish else perhaps
    in_short = []
    if perhaps and perhaps[0][1] >= (LIKELIER_THAN_A_SECOND if second else WORTH_AN_ANSWER):
        # What the story is about comes before the second question that a part of the message seems to ask.
        in_short = told[1:] if second else []
        told = [told[0], perhaps.pop(0)[0]]
    in_short += [other for other, _ in perhaps]
    in_short = in_short[: MOST_BESIDE + 1 - len(told)]
    kept = answers.without_repeats([*told, *in_short], facts_of(tracker))
    return [each for each in kept if each in told], [each for each in kept if each not in told]


def _likelier_than(topic: str, tracker: Tracker) -> bool:
    """Whether what the facts say of a wish is likelier asked than the topic that the classifier chose."""
    unsure = confidence_of(tracker) < SURELY_NO_WISH
    return unsure or answers_wishes(topic) or asks_if_already(tracker)


def _is_not_meant(tracker: Tracker, topic: str) -> bool:
    """Whether a topic is about others than those told: surely where this message tells them."""
    turn = Turn.of(tracker)
    told_now = "relation" in turn.changed and not turn.family
    only_kin = answers_wishes(topic) and not asks_of_coming(tracker)
    sure = SURELY_ABOUT_OTHER_KIN if only_kin else SURELY_ABOUT_OTHERS
    unsure = told_now or confidence_of(tracker) < sure
    return unsure and is_about_others(topic, facts_of(tracker))


def tell_guesses(dispatcher: CollectingDispatcher, tracker: Tracker) -> bool:
    """What a question that was not understood may mean, in short; False if there is nothing to tell."""
    # An overview is what the questions of the form lead to.
    guesses = [topic for topic, _ in perhaps_asked(tracker) if not topic.endswith("_overview")][:MOST_BESIDE]
    asks = asks_something(tracker) or intent_of(tracker) == "what_if"
    if not guesses or not asks or only_wants_the_advice(tracker):
        return False
    answers.tell_in_short(dispatcher, tracker, "utter_guesses", guesses, offer=False)
    return True


def also_asked(tracker: Tracker) -> str | None:
    """The topic of the second question in a message."""
    topic = str(tracker.latest_message.get("also_asked") or "").removeprefix("ask_")
    return topic if topic in load_law().topics else None


def perhaps_asked(tracker: Tracker) -> list[tuple[str, float]]:
    """The topics that a message may mean besides the likeliest, and their shares; none on other people."""
    named = tracker.latest_message.get("perhaps_asked") or []
    found = [(str(each["name"]).removeprefix("ask_"), float(each["share"])) for each in named]
    facts, topics = facts_of(tracker), load_law().topics
    return [(topic, share) for topic, share in found if topic in topics and not is_about_others(topic, facts)]
