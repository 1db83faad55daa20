"""A wish told as a question, "kan mijn oma komen?": what can be said while there are questions left."""

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker

from actions.state import Turn, asks, facts_of, intent_of, text_of
from procedures import load_law
from procedures.countries import fold
from procedures.facts import read_facts
from procedures.when import holds

# Topics on a couple; who asks one of them about a child means the child that the partner has already.
OF_COUPLES, OF_THEIR_CHILD = ("marriage_visa", "de_facto_partner"), "stepchild"
# A child of both is no stepchild.
OF_BOTH = re.compile(
    r"\b(?:ons|onze) (?:\w+ )?(?:zoon|dochter|kind|baby|tweeling)|\bsamen een (?:zoon|dochter|kind|baby)"
)
# Words for somebody of the other gender than the partner: the child.
POINTING_AT = {"female": {"hij", "hem"}, "male": {"zij", "ze"}}
MAY_WISH = ("inform", "find_procedure", "nlu_fallback")


def topic_of_wish(tracker: Tracker) -> str | None:
    """The topic that answers whether this person can come; None if the message tells without asking.

    A question that says "komen" or "blijven" asks it whatever else it is about; another must stand in a
    message that tells something of the situation as well.
    """
    text, intent, wording = text_of(tracker), intent_of(tracker), load_law().wording
    may_tell = intent in MAY_WISH or intent.startswith("out_of_scope")
    wishes = [words for words in _questions(text) if words & set(wording["words_of_wishes"])]
    about_coming = any(words & set(wording["words_of_coming"]) for words in wishes)
    tells = may_tell and (bool(Turn.of(tracker).changed) or intent == "find_procedure")
    another = wording["start_of_another"] in text.casefold() and "?" in text
    # "Hoe doe ik dat?" after who must come asks the same, if that cannot be done just like that.
    how = asks_how(tracker) and asks_of_coming(tracker)
    may_ask = intent in MAY_WISH or intent.startswith("ask_")
    about_coming = about_coming or asks_if_already(tracker)
    if not ((about_coming and may_ask) or (tells and (wishes or another or how))):
        return None
    topic = topic_of_people(facts_of(tracker))
    return OF_THEIR_CHILD if topic in OF_COUPLES and _means_their_child(tracker) else topic


def _means_their_child(tracker: Tracker) -> bool:
    """Whether a wish of an unmarried couple is about the child that one of them has: "mag hij mee?"."""
    children = [each for each in tracker.get_slot("family") or [] if each.get("relation") == "child"]
    said = " ".join(str(event.get("text") or "") for event in tracker.events if event.get("event") == "user")
    words, gender = _words(text_of(tracker)), str(facts_of(tracker).get("applicant_gender"))
    if not children or OF_BOTH.search(fold(said)):
        return False
    named = [each for each in tracker.latest_message.get("entities") or [] if each["entity"] == "person"]
    if named:
        return all(each.get("relation") == "child" for each in named)
    return bool(words & POINTING_AT.get(gender, set()))


def topic_of_people(facts: Mapping[str, Any]) -> str | None:
    """The topic on whether the people told can be together; None if nothing is special about them."""
    return _first_that_holds("topics_of_wishes", facts)


def topic_of_fear(tracker: Tracker) -> str | None:
    """The topic on staying here, for "kan de politie mij uitzetten?"; None where it did happen."""
    wording, words = load_law().wording, _words(text_of(tracker))
    happened = words & set(wording["words_of_expulsion"])
    if intent_of(tracker) != "emergency_expulsion" or not asks(text_of(tracker)) or happened:
        return None
    topic = _first_that_holds("topics_of_fear", facts_of(tracker))
    return topic or str(wording["topic_of_fear_for_anybody"])


def _first_that_holds(table: str, facts: Mapping[str, Any]) -> str | None:
    rows = load_law().wording[table]
    return next((str(row["topic"]) for row in rows if holds(row["when"], facts) is True), None)


def asks_how(tracker: Tracker) -> bool:
    """Whether a question asks what to do: "hoe pakken we dat aan?"."""
    doing = set(load_law().wording["words_of_doing"])
    return any(words & doing for words in _questions(text_of(tracker)))


def asks_only_what_to_do(tracker: Tracker) -> bool:
    """Whether all that a message asks is what to do, or to come: "welke stap nu?", "kan ze komen?"."""
    wording = load_law().wording
    how, wishes = set(wording["words_of_asking_how"]), set(wording["words_of_wishes"])
    doing, coming = set(wording["words_of_doing"]), set(wording["words_of_coming"])
    light = {*how, *doing, *wording["nouns"]}.union(*wording["words_beside_doing"])
    wish = light | wishes | coming
    asked = _questions(text_of(tracker))
    return bool(asked) and all(
        (words <= light and words & how) or (words <= wish and words & wishes and words & coming)
        for words in asked
    )


def asks_if_already(tracker: Tracker) -> bool:
    """Whether a question asks if the time has come: "kan de aanvraag al?"."""
    wording = load_law().wording
    needed = [set(wording[f"words_of_{name}"]) for name in ("wishes", "applying", "already")]
    return any(all(words & one for one in needed) for words in _questions(text_of(tracker)))


def asks_of_coming(tracker: Tracker) -> bool:
    """Whether a message says that somebody comes or stays."""
    return bool(_words(text_of(tracker)) & set(load_law().wording["words_of_coming"]))


def _questions(text: str) -> list[set[str]]:
    """The words of each sentence that asks something."""
    return [_words(sentence) for sentence in re.findall(r"[^.!?\n]+[?]?", text) if asks(sentence)]


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", fold(text)))


def answers_wishes(topic: str) -> bool:
    """Whether a topic is one of those that say if somebody can come: the facts choose among them."""
    return any(wish["topic"] == topic for wish in load_law().wording["topics_of_wishes"])


def is_about_others(topic: str, facts: Mapping[str, Any]) -> bool:
    """Whether a topic is about some people only, and the facts tell that these are not among them."""
    law = load_law()
    some = [*law.wording["topics_of_wishes"], *law.wording["topics_for_some"]]
    conditions = [each["when"] for each in some if each["topic"] == topic]
    if not conditions:
        return False
    read = read_facts(facts, law)
    assumed = [name for name, _, _ in read.assumed]
    known = {name: value for name, value in read.known.items() if name not in assumed}
    return all(holds(when, known) is False for when in conditions)
