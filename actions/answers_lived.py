"""What an answer says of a life together in another member state: "twee jaar samen in Rijsel"."""

from __future__ import annotations

import re
from typing import Any

from actions.answers_mentions import months
from actions.answers_phrases import plain
from procedures import load_law
from procedures.countries import nationality_group

Entity = dict[str, Any]


def lived_together_in_eu(text: str, entities: list[Entity]) -> bool:
    """ "We hebben twee jaar samen in Rijsel gewoond": long enough, in another member state."""
    said = plain(text)
    countries = {entity.get("country") or entity["value"] for entity in _places(entities)}
    abroad = countries - {"BE", "abroad", "belgium"}
    counted = months(text)
    return bool(
        abroad
        and all(nationality_group(country) == "eu" for country in abroad)
        and re.search(r"\b(?:we|wij|samen|bij (?:mij|ons|mekaar))\b", said)
        and re.search(
            r"\b(?:gewoond|woonden|woonde|gezeten|zaten|geleefd|leefden|verbleven|samengewoond|gehuurd|huurden)\b",
            said,
        )
        and not re.search(r"\b(?:niet|nooit|geen|neen?|vakantie|apart|alleen|week|weken|dagen)\b", said)
        and (counted is None or counted > load_law().wording["free_movement_months"])
    )


def _places(entities: list[Entity]) -> list[Entity]:
    return [entity for entity in entities if entity["entity"] in ("country", "location")]
