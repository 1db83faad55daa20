"""Reads the lexicons and finds their phrases in a message."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from nlu.misspelt import by_skeleton, by_sound, skeleton_of, with_swaps
from nlu.words import Speller, Word
from procedures.countries import demonyms, fold, names

FOLDER = Path(__file__).parent / "lexicon"
PLACES_FILE = Path(__file__).parent.parent / "municipalities" / "places.yml"
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
FUZZY_TOWN = 7  # letters a town's name must have before typing errors in it are forgiven
_CLASS = {"<n>": "§n", "<c>": "§c", "<d>": "§d"}


@dataclass(frozen=True)
class Tag:
    """A phrase of the lexicon found at words first..last (last excluded)."""

    first: int
    last: int
    kind: str
    value: str
    data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Phrase:
    """A compiled phrase of facts.yml."""

    kind: str
    value: str
    regex: re.Pattern[str]
    by_class: bool


def _load(name: str) -> Any:
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=_Loader)


@lru_cache(maxsize=1)
def grammar() -> dict[str, Any]:
    """The small words of grammar.yml."""
    return dict(_load("grammar.yml"))


@lru_cache(maxsize=1)
def numbers() -> dict[str, Any]:
    """Number words, months and what tells an age from a duration."""
    return dict(_load("numbers.yml"))


@lru_cache(maxsize=1)
def card_words() -> dict[str, Any]:
    """Letters and names of residence cards."""
    return dict(_load("cards.yml"))


@lru_cache(maxsize=1)
def person_nouns() -> dict[str, dict[str, Any]]:
    """Every noun for a person (folded) with what it means."""
    found: dict[str, dict[str, Any]] = {}
    for entry in _load("persons.yml"):
        for noun in entry["nouns"]:
            found[fold(noun)] = {**entry, "noun": noun}
    return found


@lru_cache(maxsize=1)
def _municipalities() -> dict[str, Any]:
    return dict(yaml.load(PLACES_FILE.read_text(encoding="utf-8"), Loader=_Loader))


@lru_cache(maxsize=1)
def places() -> dict[str, str]:
    """Names of Belgian municipalities (folded, with other names) and their official Dutch name."""
    found: dict[str, str] = {}
    entries = _municipalities()["municipalities"]
    for entry in entries:
        found.setdefault(fold(entry["name"]), entry["name"])
    for entry in entries:
        for name in (*entry.get("also", []), *entry.get("villages", [])):
            found.setdefault(fold(name), entry["name"])
    return found


@lru_cache(maxsize=1)
def villages() -> frozenset[str]:
    """Smaller parts of municipalities: no word is taken for one of these with an error in it."""
    entries = _municipalities()["municipalities"]
    return frozenset(fold(name) for entry in entries for name in entry.get("villages", []))


@lru_cache(maxsize=1)
def postcodes() -> dict[str, str]:
    """Belgian postcodes and the municipality they belong to; the code itself where they are two."""
    entries = _municipalities()["municipalities"]
    found: dict[str, str] = {}
    for entry in entries:
        for code in entry["postcodes"]:
            found[str(code)] = entry["name"] if str(code) not in found else str(code)
    return found


@lru_cache(maxsize=1)
def common_place_words() -> frozenset[str]:
    """Municipality names that are ordinary words too."""
    return frozenset(_municipalities()["common_words"])


@lru_cache(maxsize=1)
def cities() -> dict[str, str]:
    """Cities abroad (folded) and their country."""
    return {fold(city): iso for iso, entry in _load("cities.yml").items() for city in entry}


@lru_cache(maxsize=1)
def city_parts() -> frozenset[str]:
    """First words of cities abroad that are a city of their own too: the Santiago of Santiago de Cuba."""
    first = {city.split()[0] for city in cities() if " " in city}
    return frozenset(part for part in first & place_parts() if len(part) >= FUZZY_TOWN - 2)


@lru_cache(maxsize=1)
def place_parts() -> frozenset[str]:
    """Words of names of places that mean nothing alone: the Said of Port Said, which is a man's name too."""
    tables = (places(), cities(), names())
    parts = {word for table in tables for name in table if " " in name for word in name.split()}
    whole = {name for table in (*tables, demonyms()) for name in table}
    return frozenset(parts - whole - _own_words())


# --- phrases --------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def phrases() -> tuple[Phrase, ...]:
    """All phrases of facts.yml, compiled."""
    return tuple(
        Phrase(kind, str(value), _compile(text), "<" in text)
        for kind, values in _load("facts.yml").items()
        for value, texts in values.items()
        for text in texts
    )


def _tokens(text: str) -> list[str]:
    return re.findall(r"(?:\([^)]*\)|[^\s()])+", text)


def _alternatives(token: str) -> list[str]:
    if re.fullmatch(r"\([^()]*\)", token):
        return token[1:-1].split("/")
    found = []
    for part in re.split(r"/(?![^()]*\))", token):
        stem, _, rest = part.partition("(")
        endings = rest.rstrip(")").split("/") if rest else []
        found += [stem, *(stem + ending for ending in endings)]
    return found


def _compile(text: str) -> re.Pattern[str]:
    pattern = ""
    for token in _tokens(text):
        if token == "..":
            pattern += r"(?:(?!(?:niet|nie|geen|gene|nooit|niks|niets) )[^\W_]\S* ){0,3}"
            continue
        mark = token[-1] if token[-1] in "?*" else ""
        body = "|".join(
            re.escape(_CLASS.get(word, word)) for word in _alternatives(token[: -1 if mark else None])
        )
        pattern += f"(?:(?:{body}) )" + {"": "", "?": "?", "*": "{0,3}"}[mark]
    return re.compile(r"(?<!\S)" + pattern)


def targets() -> frozenset[str]:
    """The words a typing error may have been meant to be: phrases, people, countries, months, numbers."""
    from_phrases = {
        word
        for kind, values in _load("facts.yml").items()
        if kind not in ("noise", "answer", "correction")
        for texts in values.values()
        for text in texts
        for token in _tokens(text)
        for option in _alternatives(token.rstrip("?*"))
        for word in option.split()
        if word.isalpha()
    }
    nations = {name for table in (names(), demonyms()) for name in table if name.isalpha()}
    figures = {*numbers()["units"], *numbers()["months"]}
    named = {*cities(), *places()} - villages()
    towns = {name for name in named if name.isalpha() and len(name) >= FUZZY_TOWN}
    return frozenset(
        from_phrases | nations | figures | towns | set(person_nouns()) | set(_load("spelling.yml")["known"])
    )


def right_words() -> frozenset[str]:
    """Words that are right as they are: those of all lexicons, and ordinary ones that look like an error."""
    tables = (places(), cities(), names(), demonyms())
    return _own_words() | {word for table in tables for name in table for word in name.split()}


def _own_words() -> frozenset[str]:
    """The words of all lexicons but those of places, and ordinary words."""
    return _lexicon_words() | frozenset(_load("spelling.yml")["ordinary"])


def _lexicon_words() -> frozenset[str]:
    """The words of all lexicons but those of places."""
    small = {word for entry in grammar().values() for word in _words_of(entry)}
    of_cards = {*card_words()["words"], *card_words()["between"], *card_words()["alone_with"]}
    about_ages = {*numbers()["not_age_before"], *numbers()["not_age_after"]}
    phrases_ = {
        word
        for values in _load("facts.yml").values()
        for texts in values.values()
        for text in texts
        for word in re.findall(
            r"[a-z]+", " ".join(o for t in _tokens(text) for o in _alternatives(t.rstrip("?*")))
        )
    }
    return frozenset(small | of_cards | about_ages | phrases_ | set(person_nouns()))


def _words_of(entry: Any) -> list[str]:
    if isinstance(entry, dict):
        return [word for words in entry.values() for word in words]
    return [word for phrase in entry for word in phrase.split()]


_VERB_LISTS = ("first_person", "third_person", "any_person", "plural")
_SHORT_LISTS = ("negation", "prepositions", "article", "conjunctions", "possessive", "subject")


@lru_cache(maxsize=1)
def speller() -> Speller:
    """Contractions, known words and exceptions."""
    data = _load("spelling.yml")
    core, abbreviations = frozenset(data["core"]), frozenset(data["abbreviations"])
    contractions = {**_glued(), **data["contractions"]}
    right, meant = right_words(), targets()
    swaps = with_swaps({*core, *data["small"]}, frozenset({*right, *meant, *contractions}))
    often = {*core, *data["small"], *numbers()["units"]}
    sounds = by_sound({*meant, *_lexicon_words()}, often, {*names(), *numbers()["units"]})
    nations = {name for name in demonyms() if name.isalpha()}
    named = {*_lexicon_words(), *nations, *data["known"], *numbers()["months"], *numbers()["units"]}
    skeletons = by_skeleton(word for word in named if len(skeleton_of(word)) >= 3)
    verbs, short = _words_in(_VERB_LISTS), _words_in(_SHORT_LISTS)
    return Speller(
        contractions,
        meant,
        right,
        core,
        abbreviations,
        sounds,
        frozenset(sounds),
        swaps,
        skeletons,
        verbs,
        frozenset(word for word in short if len(word) > 1 and word != "den"),
        frozenset(word for word in person_nouns() if len(word) > 2),
    )


def _words_in(lists: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for name in lists for word in _words_of(grammar()[name]))


def _glued() -> dict[str, str]:
    """Two words typed as one: "ikheb", "mijnman", "enzit"."""
    verbs = [verb for name in ("first_person", "any_person", "third_person") for verb in grammar()[name]]
    pairs = [("ik", verb) for verb in verbs]
    pairs += [("en", verb) for verb in grammar()["stay_verbs"] if len(verb) > 2]
    pairs += [("mijn", noun) for noun in person_nouns() if " " not in noun and noun not in ("heer", "heren")]
    known = {*person_nouns(), *right_words()}
    return {one + other: f"{one} {other}" for one, other in pairs if one + other not in known}


def find_phrases(words: list[Word]) -> list[Tag]:
    """Every phrase of facts.yml in the message; of overlapping ones of any kind the longest."""
    plain, starts = _joined([word.norm for word in words])
    classed, class_starts = _joined([_class_of(word.norm) for word in words])
    found: list[Tag] = []
    for phrase in phrases():
        text, offsets = (classed, class_starts) if phrase.by_class else (plain, starts)
        for match in phrase.regex.finditer(text):
            first, last = bisect_left(offsets, match.start()), bisect_left(offsets, match.end())
            found.append(Tag(first, last, phrase.kind, phrase.value))
    return found


def _joined(norms: list[str]) -> tuple[str, list[int]]:
    offsets, position = [], 0
    for norm in norms:
        offsets.append(position)
        position += len(norm) + 1
    return " ".join(norms) + " ", offsets


def _class_of(norm: str) -> str:
    if norm in demonyms():
        return "§d"
    if norm in names() or norm in cities():
        return "§c"
    hundreds = norm.endswith("honderd")
    return "§n" if norm.isdigit() or hundreds or norm in numbers()["units"] else norm
