"""The values a message names, in order, and which of them it takes back: "36 ipv 63", "niet L maar F"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from actions.answers_phrases import plain, words
from actions.roles_facts import EU_CARDS, LIMITED_CARDS, UNLIMITED_CARDS
from procedures.countries import fold

NUMBERS = Path(__file__).parent.parent / "nlu" / "lexicon" / "numbers.yml"
CARDS = (*UNLIMITED_CARDS, *LIMITED_CARDS, *EU_CARDS, "N")
OLDEST = 110
SHORT_ANSWER = 5
_DENIED_BEFORE = re.compile(
    r"(?:\b(?:niet|nie|ni|nt|geen|gene|geene|ipv|in plaats van)\b|i\.p\.v\.?)[^,.;]{0,14}$"
    r"|\b(?:zei|typte|schreef|dacht)\b[^,.;]{0,12}$"
)
_DENIED_AFTER = re.compile(r"\s*(?:niet|nie|ni|nt)\s*(?:[,.;!]|maar\b|$)")
_TAKEN_BACK = re.compile(r"\b(?:nee|neen|bedoel\w*|sorry|wacht|eigenlijk|correctie)\b")
_ONCE = re.compile(r"\b(?:vroeger|eerst|voordien|daarvoor|oorspronkelijk|destijds)\b")
_NO_AGE = re.compile(
    r"\s*(?:euro|maand|mnd|week|weken|dag|uur|kind|zoon|zonen|dochters|keer|%|procent|km|januari|februari|maart"
    r"|april|mei\b|juni|juli|augustus|september|oktober|november|december"
    r"|(?:jaar\s+)?(?:geleden|samen|getrouwd|hier|lang))"
)
_ABOUT = re.compile(r"\b(?:richting|tegen|in|rond|voorbij|naar) de\s+$")  # "achter in de zestig, 68"
_NUMBERED = re.compile(r"\b(?:bijlage|annex|artikel|art\.?|nummer|nr\.?|wet|postcode|kost|stap|optie)\s+$")
_LETTER = r"(eu|[a-fhk-n])(\s*\+|\s+plus\b)?(?![\w'’+])"
_ARTICLE = r"(?:een|de|ne|nen|met|die|den)"
_ALONE = re.compile(rf"\W*(?:{_ARTICLE}\s+)*{_LETTER}(?:\s+(?:van|zoals|gelijk)\s+\w+)?\W*", re.IGNORECASE)
_LAST = re.compile(rf"\b{_ARTICLE}\s+{_LETTER}\W*$", re.IGNORECASE)
_ON_IT = re.compile(rf"^\W*{_LETTER}\s+staat\b", re.IGNORECASE)
_CALLED = re.compile(
    rf"\b(?:letter|type|kaart)\s+(?:is\s+|met\s+)?(?:{_ARTICLE}\s+)?{_LETTER}", re.IGNORECASE
)
_BEFORE_CARD = re.compile(r"\b(eu|[a-fhk-n])(\s*\+|\s+plus\b)?[- ]kaart\b", re.IGNORECASE)
_CAPITAL = re.compile(r"(?<![\w'’])(EU|[A-FHK-N])(\s*\+|\s+plus\b)?(?![\w'’+])")
_SPELLED = re.compile(r"\bletter\s+(?:is\s+)?(\w{2,3})\b", re.IGNORECASE)
_START_OF_SENTENCE = re.compile(r"\s+(?!niet|nie|ipv|bedoel|en geen|geen|of)[a-z]")
_BABY = re.compile(r"(?<!\w)(\d+|[a-z]+)\s*(?:(maanden|maand|mnd|mnden|m)|(?:weken|week|wk|dagen|dag))\b")


@dataclass(frozen=True)
class Mention:
    """A value and where in the message it stands."""

    start: int
    end: int
    value: Any


def sort_out(text: str, mentions: list[Mention]) -> tuple[list[Any], list[Any]]:
    """The values that hold, and those taken back; both without repeats."""
    said = text.lower()
    ordered = sorted(mentions, key=lambda mention: mention.start)
    right: list[Any] = []
    wrong: list[Any] = []
    for number, mention in enumerate(ordered):
        since = ordered[number - 1].end if number else 0
        until = ordered[number + 1].start if number + 1 < len(ordered) else len(said)
        before, after = said[since : mention.start], said[mention.end : until]
        blamed = before.endswith("die ") and after.startswith(" was")
        if number and _TAKEN_BACK.search(before):
            wrong, right = [*wrong, *right], []
        denied: Any = _DENIED_BEFORE.search(before) or _DENIED_AFTER.match(said[mention.end :]) or blamed
        denied = denied or (until < len(said) and _ONCE.search(before))  # "vroeger C, nu K"
        (wrong if denied else right).append(mention.value)
    return list(dict.fromkeys(right)), list(dict.fromkeys(wrong))


def ages(text: str) -> list[Mention]:
    """Numbers, in figures or words, that can be an age."""
    found = []
    for match in re.finditer(r"\d+|[^\W\d_]+", text):
        value = number_of(match[0])
        if value is None or value >= OLDEST or _NO_AGE.match(text[match.end() :].lower()):
            continue
        if (match[0].isalpha() and value < 2) or _NUMBERED.search(text[: match.start()].lower()):
            continue
        found.append(Mention(match.start(), match.end(), value))
    sure = [mention for mention in found if not _ABOUT.search(text[: mention.start].lower())]
    return sure or found


def number_of(word: str) -> int | None:
    """17, zeventien, eenendertig."""
    if word.isdigit():
        return int(word)
    units, folded = _units(), fold(word).replace(" ", "")
    if folded in units:
        return units[folded]
    compound = re.fullmatch(r"(\w+?)en(\w+tig)", folded)
    if compound and compound[1] in units and compound[2] in units and units[compound[1]] < 10:
        return units[compound[2]] + units[compound[1]]
    return None


@lru_cache(maxsize=1)
def _units() -> dict[str, int]:
    return dict(_numbers()["units"])


@lru_cache(maxsize=1)
def _numbers() -> dict[str, Any]:
    return dict(yaml.safe_load(NUMBERS.read_text(encoding="utf-8")))


def months(text: str) -> int | None:
    """The length of time in a message that counts months, weeks or days only, in whole months."""
    said = fold(text)
    if re.fullmatch(r"\W*(?:(?:hij|zij|ze|die) is )?nog geen (?:een )?jaar(?: oud)?\W*", said):
        return 11
    found = _BABY.search(said)
    if found is None or re.search(r"\bja+r|\d\s*j\b", said):
        return None
    number = number_of(found[1])
    if number is None or re.search(r"\b(?:over|binnen)\W+$", said[: found.start(1)]):
        return None  # "20 nog, over 3 weken 21"
    return number if found[2] else number // 30 if "dag" in found[0] else number // 5


def only_year(text: str) -> str | None:
    """The side of the law on which the one year of the message lies; none for 2025 itself, which has both."""
    years = re.findall(r"\b(?:19[6-9]|20[0-4])\d\b", text)
    if len(years) != 1 or years[0] == "2025":
        return None
    return "before_2025_08_18" if years[0] < "2025" else "from_2025_08_18"


def some_years(text: str) -> str | None:
    """ "Drie jaar", "vier of vijf jaar", as the whole answer: longer ago than the law."""
    found = re.search(r"\b(\w+) (?:jaar|jaren|j)\b", plain(text))
    count = number_of(found[1]) if found else None
    other = re.search(r"\b(?:over|binnen|nog|geldig|elke|per|om|oud|was|minder|geen)\b", plain(text))
    long = count is not None and count > 1 and not other and len(text.split()) <= SHORT_ANSWER
    return "before_2025_08_18" if long else None


def lately(text: str) -> bool:
    """Some months ago, or in a month without its year.

    A year back from today is later than the law of 2025, on whatever day this runs."""
    counted = months(text)
    named = re.fullmatch(r"\W*(?:in|sinds|sedert|vorige|deze) (\w+)\W*", plain(text))
    if named and named[1] in _numbers()["months"]:
        return True
    other = re.search(r"\b(?:over|binnen|nog|voor|geldig|elke|per|om|duur\w+|meer|minstens)\b", plain(text))
    return counted is not None and counted <= 12 and not other


def letters(text: str) -> list[Mention]:
    """Cards named by their letter: "die met de H", "alleen een F", "de letter el", "k"."""
    alone = _ALONE.fullmatch(text.strip())
    if alone:
        return _mention(text, alone)
    matches = [
        *_CALLED.finditer(text),
        *_LAST.finditer(text),
        *_ON_IT.finditer(text),
        *_BEFORE_CARD.finditer(text),
    ]
    if not text.isupper():
        matches += [match for match in _CAPITAL.finditer(text) if not _starts_sentence(text, match)]
    found = {mention.start: mention for match in matches for mention in _mention(text, match)}
    for match in _SPELLED.finditer(text):
        card = words()["letters"].get(match[1].lower())
        if card in CARDS:
            found.setdefault(match.start(1), Mention(match.start(1), match.end(1), card))
    return [found[start] for start in sorted(found)]


def _starts_sentence(text: str, match: re.Match[str]) -> bool:
    """ "K zie", "N kaart": a short word with a capital, or the letter of a visa."""
    visa = re.search(r"\bvisum(?:\s+type)?\s*$", text[: match.start()].lower())
    first = match.start() == 0 and _START_OF_SENTENCE.match(text[match.end() :])
    return bool(visa or first)


def _mention(text: str, match: re.Match[str]) -> list[Mention]:
    card = match[1].upper()
    plus = bool(match[2]) or re.search(r"\bmet (?:een |ne )?plus", text.lower())
    card = card + "+" if plus and card + "+" in CARDS else card
    return [Mention(match.start(1), match.end(1), card)] if card in CARDS else []
