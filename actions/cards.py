"""The advice as cards, for the widget."""

from collections.abc import Mapping
from typing import Any

from babel.numbers import format_decimal

from actions.parts import items_of, parts
from procedures import load_law
from procedures.facts import WORDING_FACTS

# The names of the web channel for parts that are called otherwise in the advice.
CARD_IDS = {"fees": "costs", "deadlines": "duration", "appeal": "refusal"}


def advice_card(
    advice: Mapping[str, Any], facts: Mapping[str, Any], reason: str, mind: list[str]
) -> dict[str, Any]:
    """The custom message of type `advice`: title, conclusion, cards with items and sources, links.

    `reason` says why this procedure, `mind` what to pay attention to, the weightiest first.
    """
    cards = []
    for name, part in parts().items():
        items = items_of(advice, name, facts.get("municipality"))
        if items:
            cards.append(_card(CARD_IDS.get(name, name), part["card"], items))
    return {
        "type": "advice",
        "title": load_law().wording["outcomes"][advice["procedure"]],
        "conclusion": advice["conclusion"],
        "reason": reason,
        "cards": cards,
        "links": advice["links"],
        "warnings": mind,
        "date": advice["date"],
        "facts": {name: value for name, value in facts.items() if name not in WORDING_FACTS},
    }


def with_amount(item: Mapping[str, Any]) -> str:
    """The text of an item; behind it the amount, where it has one, and what is unsure about that."""
    text = str(item["text"])
    if item.get("amount_eur") is not None:
        whole = isinstance(item["amount_eur"], int)
        amount = format_decimal(item["amount_eur"], format="#,##0" if whole else "#,##0.00", locale="nl_BE")
        text = f"{text} Bedrag: {amount} euro."
    return f"{text} {item['amount_note']}" if item.get("amount_note") else text


def in_full(item: Mapping[str, Any]) -> str:
    """The text of an item with its amount and what is good to know about it."""
    return f"{with_amount(item)} {item.get('note') or ''}".strip()


def _card(card_id: str, title: str, items: list[dict[str, Any]]) -> dict[str, Any]:
    card: dict[str, Any] = {"id": card_id, "title": title, "items": [_item(item) for item in items]}
    if card_id == "documents":
        card["checklist"] = True
    return card


def _item(item: Mapping[str, Any]) -> dict[str, Any]:
    sources = [load_law().sources[name] for name in item["sources"]]
    shown: dict[str, Any] = {
        "id": item["id"],
        "text": in_full(item),
        "sources": [{"title": source.title, "url": source.address} for source in sources],
    }
    if item.get("only_if"):
        shown["only_if"] = item["only_if"]
    return shown
