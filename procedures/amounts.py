"""Dated amounts: the one in force on a date, or the last known one, said to be so."""

import datetime
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal

from procedures.model import Amount, AmountValue


def amount_on(amount: Amount, date: datetime.date) -> dict[str, Any]:
    """The amount of a series (euro) on `date`: `amount_eur`, `valid_from`, and `last_known` if none is known
    for it.
    """
    current = [value for value in amount.values if _covers(value, date)]
    past = [value for value in amount.values if value.valid_from <= date]
    value = current[-1] if current else past[-1] if past else None
    if value is None:
        return {"amount_eur": None, "amount_note": amount.last_known_note}
    euros = int(value.amount_eur) if value.amount_eur == int(value.amount_eur) else value.amount_eur
    shown: dict[str, Any] = {"amount_eur": euros, "valid_from": value.valid_from.isoformat()}
    if not current:
        return shown | {"last_known": True, "amount_note": amount.last_known_note}
    return shown | ({"amount_note": value.note} if value.note else {})


def amount_in_words(amount: Amount, date: datetime.date) -> str:
    """`"213 euro (sinds 1 januari 2025)"`; the last known amount is said to be that."""
    shown = amount_on(amount, date)
    if shown["amount_eur"] is None:
        return "een bedrag dat ik niet ken"
    whole = isinstance(shown["amount_eur"], int)
    euros = format_decimal(shown["amount_eur"], format="#,##0" if whole else "#,##0.00", locale="nl_BE")
    since = date_in_words(datetime.date.fromisoformat(shown["valid_from"]))
    if shown.get("last_known"):
        return f"{euros} euro (laatst bekende bedrag, van {since})"
    return f"{euros} euro (sinds {since})"


def date_in_words(date: datetime.date) -> str:
    """`2025-08-18` -> `"18 augustus 2025"`."""
    return str(format_date(date, "d MMMM y", locale="nl_BE"))


def _covers(value: AmountValue, date: datetime.date) -> bool:
    return value.valid_from <= date and (value.valid_to is None or date <= value.valid_to)
