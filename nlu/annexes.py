"""The annexes that a message names by their number: "bijlage 15ter" is never an annex 15."""

import re
from collections.abc import Collection

from procedures.countries import fold

PREFIX = "ask_annex_"
# "bijlage 35", "15ter", "een 19 quinquies"; the Latin tells that a bare number is one.
_NAMED = re.compile(
    r"\b(?:bijlagen?|annex)\s*(\d+)\b(?!\s*-?\s*(?:bis|ter|qua|qui))|\b(\d+)\s?-?(bis|ter|quater|quinquies)\b"
)
_ORANGE = re.compile(r"\b(?:oranje\s?-?kaart|attest van immatriculatie)\b")
ORANGE_CARD = "ask_orange_card"


def papers_in(text: str, topics: Collection[str]) -> list[str]:
    """The topic of the orange card where a message names it, whatever card somebody has."""
    return [ORANGE_CARD] if ORANGE_CARD in topics and _ORANGE.search(fold(text)) else []


def annexes_in(text: str, topics: Collection[str]) -> list[str]:
    """The topics of the annexes that a message names, in its order; only those that there are."""
    named = [f"{PREFIX}{bare or number}{latin}" for bare, number, latin in _NAMED.findall(fold(text))]
    return [topic for topic in dict.fromkeys(named) if topic in topics]
