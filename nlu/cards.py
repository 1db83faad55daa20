"""Residence cards: a letter with "kaart" near it, and the names people give to cards."""

from __future__ import annotations

import re

from nlu.lexicon import Tag
from nlu.words import Word

LETTERS = ["A", "B", "C", "D", "E", "E+", "EU", "EU+", "F", "F+", "H", "I", "J", "K", "L", "M", "M+", "N"]
_CARD_WORDS = (
    "kaart",
    "kaartje",
    "kaarten",
    "card",
    "verblijfskaart",
    "verblijfstitel",
    "identiteitskaart",
    "vreemdelingenkaart",
    "verblijfsvergunning",
)
_BETWEEN = (
    "type",
    "letter",
    "met",
    "de",
    "van",
    "het",
    "een",
    "-",
    ":",
    "categorie",
    "soort",
    "model",
    "is",
    "elektronische",
    '"',
    "dus",
    "e",
    "nummer",
)
_NAMED = {
    "annex_15": (("bijlage", "15"), ("annex", "15"), ("bijlage", "vijftien")),
    "orange_card": (
        ("oranje", "kaart"), ("oranjekaart",), ("oranje", "kaartje"), ("attest", "van", "immatriculatie"),
        ("immatriculatieattest",), ("immatriculatie", "attest"), ("oranje",), ("oranjen",), ("attest", "immatriculatie"),
    ),
    "H": (("blauwe", "kaart"), ("blue", "card"), ("bluecard",), ("europese", "blauwe", "kaart"), ("eu", "blue", "card")),
}  # fmt: skip


def find_cards(words: list[Word]) -> list[Tag]:
    """Every card named in the message, with its letter as in the contract."""
    norms = [word.norm for word in words]
    found: list[Tag] = []
    for card, names in _NAMED.items():
        for name in sorted(names, key=len, reverse=True):
            for at in range(len(norms)):
                if tuple(norms[at : at + len(name)]) == name and not any(
                    t.first <= at < t.last for t in found
                ):
                    found.append(Tag(at, at + len(name), "card", card))
    index = 0
    while index < len(words):
        tag = _glued(words, index) or _letter_first(words, index) or _letter_after(words, index)
        if tag and not any(t.first < tag.last and tag.first < t.last for t in found):
            found.append(tag)
        index = tag.last if tag else index + 1
    return found


def _letter(word: Word) -> str | None:
    raw = word.raw.upper()
    return raw if raw in LETTERS else None


def _plus(words: list[Word], index: int) -> bool:
    return index < len(words) and (words[index].raw == "+" or words[index].norm == "plus")


def _skip(words: list[Word], index: int, letter: str) -> tuple[int, str]:
    if _plus(words, index) and letter + "+" in LETTERS:
        return index + 1, letter + "+"
    return index, letter


def _glued(words: list[Word], index: int) -> Tag | None:
    glued = re.fullmatch(r"(eu|[a-fhik-n])(kaart|kaartje)", words[index].norm)
    return Tag(index, index + 1, "card", glued[1].upper()) if glued else None


def _letter_first(words: list[Word], index: int) -> Tag | None:
    """A-kaart, F+ kaart, elektronische B, type B, "een B" at the end of an answer."""
    letter = _letter(words[index])
    if letter is None:
        return None
    at, letter = _skip(words, index + 1, letter)
    while at < len(words) and words[at].norm in ("-", '"'):
        at += 1
    if at < len(words) and words[at].norm in _CARD_WORDS:
        return Tag(index, at + 1, "card", letter)
    before = words[index - 1].norm if index else ""
    if before in ("elektronische", "type", "letter"):
        return Tag(index, at, "card", letter)
    return None


def _letter_after(words: list[Word], index: int) -> Tag | None:
    """kaart B, kaart type F, verblijfskaart met letter A."""
    if words[index].norm not in _CARD_WORDS:
        return None
    at = index + 1
    while at < len(words) and words[at].norm in _BETWEEN and at - index < 6 and not _named_here(words, at):
        at += 1
    if at >= len(words) or at - index >= 6:
        return None
    letter = _letter(words[at])
    if letter is None:
        return None
    last, letter = _skip(words, at + 1, letter)
    if last < len(words) and words[last].norm in ("-", "kaart"):
        return None
    return Tag(index, last, "card", letter)


def _named_here(words: list[Word], at: int) -> bool:
    """Whether an "e" is the letter of a card rather than a filler."""
    return words[at].raw == "E"


def bare_letter(words: list[Word]) -> str | None:
    """The card when an answer is no more than its letter: "B", "een F+", "de A"."""
    rest = [
        word
        for word in words
        if word.norm
        not in (
            "een",
            "de",
            "het",
            "die",
            "is",
            ".",
            "!",
            "kaart",
            "-",
            "heb",
            "ik",
            "heeft",
            "hij",
            "ze",
            "zij",
        )
    ]
    if not rest or _letter(rest[0]) is None:
        return None
    at, letter = _skip(rest, 1, rest[0].raw.upper())
    return letter if at == len(rest) else None
