"""Countries, nationalities and the group (EU, visa-exempt, visa-required) that follows from them.

>>> country_of("Marokkaanse"), country_of("belgie"), nationality_group("MA")
('MA', 'BE', 'visa_required')
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from babel import Locale
from rapidfuzz import process
from rapidfuzz.distance import OSA

LAW_FILE = Path(__file__).parent / "law" / "countries.yml"
FUZZY_FROM_LENGTH = 6
_VOWEL_PAIRS = {
    "aan": "an",
    "ees": "ez",
    "eek": "ek",
    "een": "en",
    "ool": "ol",
    "oot": "ot",
    "oor": "or",
    "aar": "ar",
    "eem": "em",
}


@lru_cache(maxsize=1)
def law() -> dict[str, Any]:
    """The file with groups and names, as it stands."""
    data: dict[str, Any] = yaml.safe_load(LAW_FILE.read_text(encoding="utf-8"))
    return data


def fold(word: str) -> str:
    """Lower case, no diacritics, hyphens and apostrophes as spaces: how names are compared."""
    plain = unicodedata.normalize("NFKD", word)
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter)).lower()
    return re.sub(r"[\s\-'’`.]+", " ", plain).strip()


def adjective_forms(adjective: str) -> list[str]:
    """The adjective and its form in -e: Congolees, Congolese; Belgisch, Belgische."""
    doubled = adjective[-3:] in ("ees", "aas")
    inflected = adjective[:-2] + "se" if doubled else adjective + "e"
    return [adjective, inflected]


def noun_forms(noun: str) -> list[str]:
    """The noun and its regular plurals: Marokkaan, Marokkanen; Syriër, Syriërs."""
    ending = _VOWEL_PAIRS.get(noun[-3:])
    plurals = [noun[:-3] + ending + "en"] if ending else [noun + "en"]
    return [noun, *plurals, noun + "s"]


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """Every country name (folded) with its ISO code."""
    found: dict[str, str] = {}
    territories = Locale("nl").territories
    for iso, entry in law()["countries"].items():
        for name in [territories[iso], *entry.get("names", [])]:
            found.setdefault(fold(re.sub(r"\(.*\)", "", name)), iso)
    return found


@lru_cache(maxsize=1)
def demonyms() -> dict[str, tuple[str, str]]:
    """Every noun and adjective of nationality (folded) with its ISO code and `noun` or `adjective`."""
    found: dict[str, tuple[str, str]] = {}
    for iso, entry in law()["countries"].items():
        for noun in entry.get("people", []):
            for form in noun_forms(noun):
                found.setdefault(fold(form), (iso, "noun"))
    for iso, entry in law()["countries"].items():
        adjectives = adjective_forms(entry["adjective"]) if "adjective" in entry else []
        for form in [*adjectives, *entry.get("more", [])]:
            found.setdefault(fold(form), (iso, "adjective"))
    for form in [form for form in found if not form.isalpha()]:
        found.setdefault("".join(filter(str.isalpha, form)), found[form])  # "costaricaanse", "zuidafrikaan"
    return found


def country_of(word: str) -> str | None:
    """ISO code of a Dutch country name, inhabitant or adjective; small typos in long words are forgiven."""
    key = fold(word)
    exact = names().get(key) or demonyms().get(key, (None,))[0]
    if exact or len(key) < FUZZY_FROM_LENGTH:
        return exact
    limit = 1 if len(key) < 9 else 2
    choices = [choice for choice in (*names(), *demonyms()) if choice[:1] == key[:1]]
    found = process.extract(key, choices, scorer=OSA.distance, score_cutoff=limit, limit=5)
    best = {_iso(choice) for choice, distance, _ in found if distance == found[0][1]}
    return best.pop() if len(best) == 1 else None


def _iso(key: str) -> str:
    return names().get(key) or demonyms()[key][0]


def nationality_group(iso: str) -> str:
    """`eu` (EU, Iceland, Liechtenstein, Norway, Switzerland), `visa_exempt` or `visa_required`."""
    for group in ("eu", "visa_exempt"):
        if iso in law()[group]:
            return group
    return "visa_required"


def country_name(iso: str) -> str:
    """The Dutch name of a country, the English code itself where CLDR has none."""
    return str(Locale("nl").territories.get(iso, iso))


def is_country(iso: str) -> bool:
    """Whether the code is one we know."""
    return iso in law()["countries"]
