"""The question in a longer message: "Mijn man is student en ik kom bij hem wonen. Mag ik dan werken?"."""

from __future__ import annotations

import itertools
import re
from functools import lru_cache
from pathlib import Path

import yaml

from procedures.countries import fold

LEXICON = Path(__file__).parent / "lexicon" / "questions.yml"
FEWEST_WORDS = 4
# A shorter one with "dat" or "dit" in it leans on the rest: "is dat te oud?".
FEWEST_WORDS_WITH_THAT = 6
# A question up to so many words leans on what was said before, if it points to it or is shorter still.
MOST_WORDS_LEANING = 18
MOST_WORDS_OF_A_BARE_ONE = 6
FEWEST_WORDS_OF_TWO = 3
# "Klopt dat ook als ze met hun mama komen?"; a longer one says itself what must be true.
MOST_WORDS_OF_CHECKING = 10
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_DIFFERENCE = re.compile(r"\bverschil tussen (.+?) en (.+?)[.?!]*$", re.IGNORECASE)
_OR_NOT = re.compile(r"\bof (niet|nie|ni|wel)\W*$", re.IGNORECASE)
# "Moet ik eerst een nieuw hebben?", "wanneer krijgen we een ander?": of what, only the story says.
_WITHOUT_NOUN = re.compile(
    r"\b(?:een|ne|nen|n|de|mijn|die) (?:nieuwe?|ander[es]?|volgende)"
    r"(?=\W*$| (?:heb|hebt|hebben|(?:aan)?vragen|krijgen|(?:af|op)?halen|nodig|maken|(?:langs)?komen|gaan)\b"
    r"| (?:om|voor)\b)"
)


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, list[str]]:
    lexicon: dict[str, list[str]] = yaml.safe_load(LEXICON.read_text(encoding="utf-8"))
    return lexicon


def questions_in(text: str) -> list[str]:
    """The sentences and clauses of a message that ask something, where that is not the whole of it."""
    found: list[str] = []
    for sentence in _SENTENCE.findall(text):
        clauses = [clause.strip() for clause in sentence.split(",")]
        if "?" in sentence or starts_a_question(sentence):
            found.append(sentence.strip())
        found += [", ".join(clauses[at:]) for at in range(1, len(clauses)) if starts_a_question(clauses[at])]
    whole = text.strip()
    return [part for part in dict.fromkeys(found) if part != whole and _stands_alone(part)]


def with_sentence_before(questions: list[str], text: str) -> list[str]:
    """The questions found in a message, each with the sentence before it, which it may lean on."""
    sentences = [sentence.strip() for sentence in _SENTENCE.findall(text)]
    return [
        f"{before} {question}"
        for question in questions
        for before, after in itertools.pairwise(sentences)
        if question in after
    ]


def with_what_they_check(questions: list[str], text: str) -> list[str]:
    """The questions found in a message; one that asks "klopt dat?" with the sentence that says what."""
    return [
        (with_sentence_before([each], text) or [each])[0] if _only_checks(each) else each
        for each in questions
    ]


def _only_checks(question: str) -> bool:
    """Whether a question asks if something is true without saying what: "klopt dat als ze samen komen?"."""
    short = len(question.split()) <= MOST_WORDS_OF_CHECKING
    return short and fold(question).startswith(tuple(f"{each} " for each in _lexicon()["checking"]))


def catchwords_in(text: str) -> list[str]:
    """The questions of a word or three at the end of a sentence's worth of story: "Wachttijd?"."""
    parts = [part.strip() for part in _SENTENCE.findall(text)]
    return [part for part in parts if part.endswith("?") and part != text.strip() and not _stands_alone(part)]


def asks(text: str) -> bool:
    """Whether a message is a question by its look."""
    return surely_asks(text) or any(starts_a_question(clause) for clause in re.split(r"[,.;:\n]+", text))


def surely_asks(text: str) -> bool:
    """Whether a message has a question mark, or starts or ends like a question: "is da genoeg of niet"."""
    opening = fold(text).startswith(tuple(f"{each} " for each in _lexicon()["surely"]))
    return "?" in text or opening or bool(_OR_NOT.search(text))


def may_answer(text: str) -> bool:
    """Whether a message starts like an answer: "ja toch?"."""
    return bool(set(re.findall(r"\w+", fold(text))[:1]) & set(_lexicon()["answers"]))


def asks_why(text: str) -> bool:
    """Whether a message asks for the reason of a question: "waarom vraag je dat?", "is dat nodig?".

    "Heb ik daar iets van hem voor nodig?" asks what the person needs.
    """
    words = set(re.findall(r"\w+", fold(text)))
    needs = set(_lexicon()["needed"]) if words & set(_lexicon()["who_needs"]) else set()
    return bool(words & (set(_lexicon()["why"]) - needs))


def is_short(text: str) -> bool:
    """Whether a message is short enough to lean on what was said before."""
    return len(re.findall(r"\w+", text)) <= MOST_WORDS_LEANING


def leans(text: str) -> bool:
    """Whether a short message may point to what was said before: "is dat genoeg", "hoelang duurt dat dan"."""
    words = re.findall(r"\w+", fold(text))
    pointing = bool(set(words) & set(_lexicon()["pointing"]))
    return len(words) <= (MOST_WORDS_LEANING if pointing else MOST_WORDS_OF_A_BARE_ONE)


def leans_wholly(text: str) -> bool:
    """Whether a short question leaves out what it is about: "moet ik eerst een nieuw hebben?"."""
    return is_short(text) and bool(_WITHOUT_NOUN.search(fold(text)))


def separate_questions(text: str) -> list[str]:
    """The questions of a message that asks several things: "wie beslist dat en mag ze intussen werken?".

    Who asks for the difference between two things asks what each of them is.
    """
    if different := _DIFFERENCE.search(text):
        return [f"Wat is {each}?" for each in different.groups()]
    found = []
    for sentence in _SENTENCE.findall(text):
        parts = re.split(r",?\s+en\s+|,\s*", sentence.strip())
        starts = [at for at, part in enumerate(parts) if at == 0 or starts_a_question(part) or _names(part)]
        ends = [*starts[1:], len(parts)]
        halves = [" en ".join(parts[first:last]) for first, last in zip(starts, ends, strict=True)]
        found += halves if asks(sentence) else []
    return [part for part in found if len(part.split()) >= FEWEST_WORDS_OF_TWO]


def _names(part: str) -> bool:
    """Whether a part names a thing: the second of "een strafregister en een medisch attest"."""
    return fold(part).split()[:1] in (["een"], ["het"], ["de"])


def _stands_alone(part: str) -> bool:
    words = re.findall(r"\w+", fold(part))
    least = FEWEST_WORDS_WITH_THAT if set(words) & set(_lexicon()["that"]) else FEWEST_WORDS
    return len(words) >= least


def starts_a_question(clause: str) -> bool:
    """Whether a clause opens like a question: "en telt dat ook"; "wat als" supposes something."""
    lexicon = _lexicon()
    words = fold(clause).split()
    while words and words[0] in lexicon["in_front"]:
        words = words[1:]
    if not words or words[0] not in lexicon["starters"]:
        return False
    if words[0] == "zijn":
        return set(words[1:2]) <= set(lexicon["after_zijn"])
    return words[0] not in lexicon["prepositions"] or set(words[1:2]) <= set(lexicon["after_preposition"])
