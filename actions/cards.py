"""The advice as cards, for the widget."""

from collections.abc import Mapping
from typing import Any

from procedures import load_law
from procedures.facts import WORDING_FACTS


def advice_card(advice: Mapping[str, Any], facts: Mapping[str, Any]) -> dict[str, Any]:
    """The custom message of type `advice`: title, conclusion, cards with items and sources, links."""
    parts = load_law().wording["parts"]
    cards = [_card("where", "Waar", [{"id": "filing", "text": advice["filing_text"], "sources": []}])]
    for name, part in parts.items():
        items = advice["appeal"]["decisions"] if name == "appeal" else advice[name]
        if items:
            cards.append(_card(_CARD_IDS.get(name, name), part["card"], items))
    return {
        "type": "advice",
        "title": load_law().wording["outcomes"][advice["procedure"]],
        "conclusion": advice["conclusion"],
        "cards": cards,
        "links": advice["links"],
        "warnings": [warning["text"] for warning in advice["warnings"]],
        "date": advice["date"],
        "facts": {name: value for name, value in facts.items() if name not in WORDING_FACTS},
    }


_CARD_IDS = {"fees": "costs", "deadlines": "duration", "appeal": "refusal"}


def _card(card_id: str, title: str, items: list[dict[str, Any]]) -> dict[str, Any]:
    card: dict[str, Any] = {"id": card_id, "title": title, "items": [_item(item) for item in items]}
    if card_id == "documents":
        card["checklist"] = True
    return card


def _item(item: Mapping[str, Any]) -> dict[str, Any]:
    sources = [load_law().sources[name] for name in item["sources"]]
    shown: dict[str, Any] = {
        "id": item["id"],
        "text": " ".join(str(item[name]) for name in ("text", "amount_note", "note") if item.get(name)),
        "sources": [{"title": source.title, "url": source.address} for source in sources],
    }
    if item.get("only_if"):
        shown["only_if"] = item["only_if"]
    return shown
