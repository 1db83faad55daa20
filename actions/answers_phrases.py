"""What a phrase says of the fact that was asked or known: "vrijgezel", "ik betaal haar huur", "geen idee"."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from procedures.countries import fold

FILE = Path(__file__).parent.parent / "nlu" / "lexicon" / "answers.yml"
SUPPOSED = re.compile(r"^(wat als|stel|als)\b|\?\s*$")
DENIAL_REACH = 3


@lru_cache(maxsize=1)
def words() -> dict[str, Any]:
    """The phrases of answers.yml."""
    return dict(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def plain(text: str) -> str:
    """The message folded, one space between its words and its stops."""
    tokens = re.findall(r"\w+|[,.;:!?]", text)
    return " ".join(fold(token) if token.isalnum() else token for token in tokens)


def is_supposed(text: str) -> bool:
    """A question or a supposition states nothing: "wat als ze blind is?"."""
    return bool(SUPPOSED.search(text.strip().lower()))


def phrase_value(slot: str, text: str) -> Any:
    """What the message says of this fact, or None; also None where it says two things."""
    if is_supposed(text):
        return None
    said = plain(text)
    for value, phrases in words()["whole"].get(slot, {}).items():
        if said.strip(" .,!") in phrases:
            return value
    found = _values(slot, said)
    return found.pop() if len(found) == 1 else None


def says_both(slot: str, text: str) -> bool:
    """Whether the message says two things of this fact: "ik betaal haar huur, ze heeft een loon"."""
    return len(_values(slot, plain(text))) > 1


def _values(slot: str, said: str) -> set[Any]:
    return {
        value
        for value, pattern in _patterns(slot).items()
        if any(not _is_denied(said, match) for match in pattern.finditer(said))
    }


def is_unknown(text: str) -> bool:
    """ "Geen idee", "dat moet ik aan mijn man vragen"."""
    return bool(_compile(tuple(words()["unknown"])).search(plain(text)))


def takes_back_in_words(text: str) -> bool:
    """Whether a word announces a correction: "oei", "ik bedoel", "toch", an asterisk in front."""
    said = plain(text)
    cue = re.compile(rf"\b(?:{'|'.join(words()['cues'])})\b")
    return text.strip().startswith("*") or bool(cue.search(said))


def denies(text: str) -> bool:
    """Whether the message denies something: "ik ben niet de echtgenote zelf"."""
    return bool(set(words()["denial"]) & set(plain(text).split()))


def _is_denied(said: str, match: re.Match[str]) -> bool:
    before = re.split(r"[,.;:!?]", said[: match.start()])[-1].split()[-DENIAL_REACH:]
    after = said[match.end() :].split()[:1]
    denies_itself = bool(set(words()["denial"]) & set(match[0].split()))
    was = after == ["geweest"] and "trouwd" in match[0] and not denies_itself
    return was or bool(set(words()["denial"]) & {*(() if denies_itself else before), *after})


@lru_cache(maxsize=32)
def _patterns(slot: str) -> dict[Any, re.Pattern[str]]:
    listed = words()["said"].get(slot, {})
    return {value: _compile(tuple(phrases)) for value, phrases in listed.items() if phrases}


@lru_cache(maxsize=128)
def _compile(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rf"(?:{_phrase(phrase)})\b" for phrase in phrases))


def _phrase(phrase: str) -> str:
    pattern = r"\b"
    gap = rf"(?:(?!(?:{'|'.join(words()['denial'])})\b)\w+ ){{0,3}}?"
    for token in phrase.split():
        if token == "..":
            pattern += gap
            continue
        optional = token.endswith("?")
        either = "|".join(re.escape(one).replace(r"\*", r"\w*") for one in token.rstrip("?").split("/"))
        pattern += rf"(?:(?:{either}) )?" if optional else rf"(?:{either}) "
    return pattern.removesuffix(" ")
