"""What the rules left open in a message and the fact model is nearly sure of.

The rules (actions/roles.py) come first: what they read stands. Settings: docs/decisions/second-reading.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.conversation import TELLING
from actions.corrections import BELGIUM, sponsor_status_of
from actions.roles import Reading, Slots, resolve
from actions.roles_facts import implausible_ages, sponsor_slots
from actions.roles_story import SELF, Entity

Likely = Mapping[str, list[tuple[Any, float]]]

SURE = 0.75  # likelihood a value must have before it fills a slot
SURER = 0.9  # likelihood a value must have against what the rules read
SUREST = 0.95  # what a country must have to be somebody's nationality, where the rules read that one is there
HARDLY = 0.1  # likelihood at most of what the rules read, where something else is surer
COUPLES = ("spouse", "fiance", "registered_partner", "equivalent_partner", "de_facto_partner")
PLANS_AND_PAPERS = COUPLES[1:]  # which of these it is, decides the procedure: for the rules, or to be asked
FEWEST_TOLD = 2  # kinds of fact in a question that make it a story too
# A fact that can't be where another has such a value.
_EXCLUDED = {
    "applicant_residence": ("applicant_location", ("abroad",)),
    "sponsor_card": ("sponsor_status", ("belgian", "eu_citizen")),
}
_BY_RULES = ("municipality", "sponsor_residence_since")  # with a date, which day it was is worked out
_REPLIES = ("answer", "correction", "number", "letter")  # by themselves they tell of nobody
_OF_THE_CARD = ("sponsor_card", "sponsor_status")  # a letter that the rules read is one of these two
_OF_THE_PLACE = ("applicant_location", "applicant_residence")  # where to apply hangs on these
_BY_CARDS = ("speaker", *_OF_THE_CARD, "applicant_residence", "applicant_country")
_OF_ONE = ("applicant_age", "relation")
_NOTHING: list[tuple[Any, float]] = [(None, 1.0)]
_TWO_AGES = ("applicant_age", "sponsor_age")


def believed(intent: str, entities: list[Entity], likely: Likely) -> Likely:
    """What is likely in a message that tells of somebody; nothing for "wat is een B-kaart?" or "ja"."""
    if all(each["entity"] in _REPLIES for each in entities):
        return {}
    told = {each["entity"] for each in entities if each.get("role") and each["entity"] != "person"}
    return likely if intent in TELLING or len(told) >= FEWEST_TOLD else {}


def resolve_with(text: str, entities: list[Entity], context: Slots, likely: Likely) -> Reading:
    """As resolve(), with what is likely filled in where the rules found nothing and nothing was asked."""
    reading = resolve(text, entities, context)
    settled = _settled_by_rules(reading, entities)
    likely = {
        slot: values for slot, values in _without_denied(likely, entities).items() if slot not in settled
    }
    if context.get("requested_slot") or reading.hypothetical or not likely:
        return reading
    speaker = _speaker(reading, context, likely)
    if speaker and not (reading.others and reading.slots.get("speaker")):
        reading = _from_side_of(speaker, reading, resolve(text, entities, {**context, "speaker": speaker}))
    likely = {
        slot: values for slot, values in likely.items() if not _is_of_another(slot, values[0][0], entities)
    }
    if _is_only_of_applicant(reading, entities):
        likely = {slot: values for slot, values in likely.items() if slot != "sponsor_status"}
    if reading.others:  # of several who come, it is likely what one or another is
        read = [slot for slot in _OF_THE_PLACE if slot in reading.slots]
        likely = {slot: values for slot, values in likely.items() if slot not in (*_OF_ONE, *read)}
    if context.get("speaker") == "applicant" and _are_ages_of_others(entities):
        likely = {slot: values for slot, values in likely.items() if slot != "applicant_age"}
    if not any(context.get(slot) is not None for slot in likely):
        reading.slots = _believable(reading.slots, _without_my_nationality(likely, reading, entities))
    reading.slots = {**reading.slots, **_left_open(reading, context, likely)}
    return reading


def _settled_by_rules(reading: Reading, entities: list[Entity]) -> set[str]:
    """The facts for which the rules have a reason of their own: they are neither filled in nor turned."""
    settled: set[str] = set()
    if "sponsor_status" in reading.ambiguous:
        settled.update(_OF_THE_CARD)  # "bescherming" is one of two, and it is asked which
    if _both_have_a_card(reading):
        settled.update(_BY_CARDS)
    if _joins_who_has_a_card(reading, entities):
        settled.update(("relation", *_BY_CARDS))
    if any(each["entity"] == "correction" for each in entities):
        settled.update(_TWO_AGES)  # of "14, sorry ik bedoel 15" the rules know which one counts
    client = any(each["entity"] == "person" and each.get("kind") == "client" for each in entities)
    if client and reading.slots.get("speaker") == "third_party":
        settled.add("speaker")  # "ik schrijf voor ne maat"
    return settled


def _without_denied(likely: Likely, entities: list[Entity]) -> Likely:
    """What is likely without "een B-kaart heb ik niet", what that card would tell, and "hij is geen Belg"."""
    denied = [each for each in entities if each.get("negated")]
    of_card = [{**each, "negated": False} for each in denied if each["entity"] == "card"]
    gone = {value for each in of_card for value in (each["value"], *sponsor_slots([each], [], {}).values())}
    nations = {bool(each.get("negated")) for each in entities if _is_of_belgian(each)}
    gone |= {"belgian"} if nations == {True} else set()
    kept = {slot: values for slot, values in likely.items() if not (values and values[0][0] in gone)}
    nation, share = (kept.get("applicant_country") or _NOTHING)[0]
    if nation and share < SUREST and _is_only_a_place(nation, entities):
        del kept["applicant_country"]
    return kept


def _is_only_a_place(country: Any, entities: list[Entity]) -> bool:
    """Whether the rules know this country as where somebody is, "ik in Turkije", and as nothing else."""
    stays = any(each["entity"] == "location" and each.get("country") == country for each in entities)
    return stays and not any(
        each["entity"] == "nationality" and each["value"] == country for each in entities
    )


def _are_ages_of_others(entities: list[Entity]) -> bool:
    """Whether every age told is somebody else's: "Kofi is 15, mijn zoon" is not how old who writes is."""
    ages = [each for each in entities if each["entity"] == "age"]
    return bool(ages) and all(each.get("role") not in ("", SELF) for each in ages)


def _is_of_belgian(entity: Entity) -> bool:
    return (entity["entity"], entity["value"]) == ("nationality", BELGIUM)


def _without_my_nationality(likely: Likely, reading: Reading, entities: list[Entity]) -> Likely:
    """What is likely without the stay that "ik ben Maltese" tells of who writes and is joined."""
    nations = [each for each in entities if each["entity"] == "nationality"]
    mine = [each["value"] for each in nations if each.get("role") == SELF]
    told = reading.slots.get("speaker") == "sponsor" and len(mine) == 1
    known = told and sponsor_status_of(mine[0]) == reading.slots.get("sponsor_status") is not None
    return {slot: values for slot, values in likely.items() if not (known and slot == "sponsor_status")}


def _believable(slots: Slots, likely: Likely) -> Slots:
    """What the rules read in a first message; where that is hardly possible, what surely is told instead."""
    found: Slots = {}
    by_rules = (*_BY_RULES, *(_OF_THE_CARD if "sponsor_card" in slots else ()))
    for slot, value in slots.items():
        ranked = [] if slot in by_rules else likely.get(slot, [])
        best, share = ranked[0] if ranked else (value, 0.0)
        if value in COUPLES and best in COUPLES:
            best = value  # "getrouwd voor de imam" has words that the rules know
        possible = best is not None and _share_of(value, ranked) > HARDLY
        sure = SUREST if best is None and slot in _OF_THE_PLACE else SURER
        if best == value or share < sure or possible:
            found[slot] = value
        elif best is not None:
            found[slot] = best
    return found


def _share_of(value: Any, ranked: list[tuple[Any, float]]) -> float:
    return next((share for other, share in ranked if other == value), 0.0)


def _is_of_another(slot: str, value: Any, entities: list[Entity]) -> bool:
    """Whether the rules know of somebody else that this nationality is.

    The Afghan of "mijn cliënt is Afghaanse, haar man ...", and the Belgian who is only an ex.
    """
    if slot == "sponsor_residence_since":
        abroad = {
            each["role"] for each in entities if (each["entity"], each["value"]) == ("location", "abroad")
        }
        since = {each["role"] for each in entities if (each["entity"], each["value"]) == ("date", value)}
        return bool(since) and since <= abroad  # "mijn kinderen zijn in Turkije sinds 2016"
    told = [each for each in entities if each["entity"] == "nationality"]
    if slot == "applicant_country":
        return any(each["value"] == value and each.get("role") and not each.get("implied") for each in told)
    exes = [each for each in entities if each["entity"] == "person" and each.get("relation") == "ex"]
    gone = {who for each in exes for who in (each.get("role"), each.get("of"))} - {SELF, None}
    belgians = [each.get("role") for each in told if each["value"] == BELGIUM]
    return (slot, value) == ("sponsor_status", "belgian") and bool(belgians) and set(belgians) <= gone


def _is_only_of_applicant(reading: Reading, entities: list[Entity]) -> bool:
    """Whether the only right told is that who comes is French: no EU citizen is in Belgium by that."""
    rights = [each for each in entities if each["entity"] in ("nationality", "status", "card")]
    own = reading.slots.get("applicant_country")
    known = own is not None and "sponsor_status" not in reading.slots
    return known and all(each["entity"] == "nationality" and each["value"] == own for each in rights)


def _speaker(reading: Reading, context: Slots, likely: Likely) -> str | None:
    """Who most likely speaks, where the rules do not know or nearly surely have it the wrong way round."""
    ranked = likely.get("speaker", _NOTHING)
    value, share = ranked[0]
    said = reading.slots.get("speaker")
    surely = share >= SURER and _share_of(said, ranked) <= HARDLY if said else share >= SURE
    return value if surely and value not in (None, said) and not context.get("speaker") else None


def _both_have_a_card(reading: Reading) -> bool:
    """Whether the rules know who joins whom by their cards: "ik heb een A-kaart, mijn man een B-kaart"."""
    return reading.slots.get("applicant_residence") == "limited_card" and "sponsor_card" in reading.slots


def _joins_who_has_a_card(reading: Reading, entities: list[Entity]) -> bool:
    """Whether who writes has a card and somebody a visa: "ik heb een F-kaart, zij is hier met visum C"."""
    mine = any(each["entity"] == "card" and each.get("role") == SELF for each in entities)
    told = reading.slots.get("speaker") == "sponsor" and "sponsor_card" in reading.slots
    return mine and told and "applicant_residence" in reading.slots


def _from_side_of(speaker: str, reading: Reading, again: Reading) -> Reading:
    """The message read by somebody else; as it was, with another speaker, where that would make no sense."""
    if speaker == "third_party" or again.slots.get("applicant_country") == BELGIUM:
        again = reading
    again.slots = {**again.slots, "speaker": speaker}
    return again


def _left_open(reading: Reading, context: Slots, likely: Likely) -> Slots:
    """The likely facts that are new and fit with the others."""
    known = {**{name: value for name, value in context.items() if value is not None}, **reading.slots}
    found: Slots = {}
    for slot, values in likely.items():
        value, share = values[0]
        enough = SURER if slot in _OF_THE_PLACE else SURE
        if value is None or share < enough or slot in known or value in PLANS_AND_PAPERS:
            continue
        if _fits(slot, value, {**known, **found}):
            found[slot] = value
    relation = found.get("relation") or known.get("relation")
    for slot in implausible_ages({**known, **found}, relation):
        found.pop(slot, None)
    return found


def _fits(slot: str, value: Any, known: Slots) -> bool:
    other, excluding = _EXCLUDED.get(slot, ("", ()))
    if known.get(other) in excluding:
        return False
    if value == "no_residence" and "applicant_residence" in known:
        return False  # "hij heeft nog geen verblijf" is told of one of the two
    return slot not in _TWO_AGES or all(known.get(age) != value for age in _TWO_AGES)
