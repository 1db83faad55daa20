"""The annexes that a message names by their number: "bijlage 15ter" is never an annex 15."""

import re
from collections.abc import Collection

from procedures.countries import fold

PREFIX = "ask_annex_"
# The topic on annexes in general: what seems to be asked about a number that has no topic of its own.
IN_GENERAL = "ask_what_is_annex"
# Annexes that the topic on a card is about.
OF_A_CARD = {f"{PREFIX}56": "ask_card_m_n", f"{PREFIX}57": "ask_card_m_n"}
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
    told = [OF_A_CARD.get(topic, topic) for topic in named]
    return [topic for topic in dict.fromkeys(told) if topic in topics]


def looks_like(one: str, other: str) -> bool:
    """Whether two topics on annexes have the same number: 15bis and 15ter."""
    return re.findall(r"\d+", one) == re.findall(r"\d+", other)


def annex_of_a_card(text: str, topics: Collection[str]) -> list[str]:
    """The topics of cards that a message asks about by the number of an annex: "wat is een bijlage 56?"."""
    return [topic for topic in annexes_in(text, topics) if topic in OF_A_CARD.values()]
