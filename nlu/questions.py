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
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, list[str]]:
    lexicon: dict[str, list[str]] = yaml.safe_load(LEXICON.read_text(encoding="utf-8"))
    return lexicon


def questions_in(text: str) -> list[str]:
    """The sentences and clauses of a message that ask something, where that is not the whole of it."""
    found: list[str] = []
    for sentence in _SENTENCE.findall(text):
        clauses = [clause.strip() for clause in sentence.split(",")]
        if "?" in sentence or _starts_a_question(sentence):
            found.append(sentence.strip())
        found += [", ".join(clauses[at:]) for at in range(1, len(clauses)) if _starts_a_question(clauses[at])]
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


def catchwords_in(text: str) -> list[str]:
    """The questions of a word or three at the end of a sentence's worth of story: "Wachttijd?"."""
    parts = [part.strip() for part in _SENTENCE.findall(text)]
    return [part for part in parts if part.endswith("?") and part != text.strip() and not _stands_alone(part)]


def _stands_alone(part: str) -> bool:
    words = re.findall(r"\w+", fold(part))
    least = FEWEST_WORDS_WITH_THAT if set(words) & set(_lexicon()["that"]) else FEWEST_WORDS
    return len(words) >= least


def _starts_a_question(clause: str) -> bool:
    lexicon = _lexicon()
    words = fold(clause).split()
    while words and words[0] in lexicon["in_front"]:
        words = words[1:]
    if not words or words[0] not in lexicon["starters"]:
        return False
    return words[0] not in lexicon["prepositions"] or set(words[1:2]) <= set(lexicon["after_preposition"])
