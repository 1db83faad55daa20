"""The parts of an advice that are told on demand: where, what to bring, costs, and so on."""

from collections.abc import Mapping
from typing import Any

from municipalities import DEFAULT, municipality
from procedures import load_law

Items = list[dict[str, Any]]
TRAVEL_WORK = "travel_work"


def parts() -> dict[str, dict[str, Any]]:
    """Every part in the order in which it is offered: its titles, and the topic that asks for it."""
    wording = load_law().wording
    known = wording["parts"] | wording["parts_from_elsewhere"]
    return {name: known[name] for name in wording["part_order"]}


def part_of_topic(topic: str) -> str | None:
    """The part that a topic asks for, if it is one."""
    return next((name for name, part in parts().items() if part["topic"] == topic), None)


def items_of(advice: Mapping[str, Any], part: str, place: str | None = None) -> Items:
    """The items of one part; `place` is the name or postcode of the municipality, for where to go."""
    if part == "where":
        return [{"id": "filing", "text": advice["filing_text"], "sources": []}, *_desk(advice, place)]
    if part == "appeal":
        return list(advice["appeal"]["decisions"])
    if part == TRAVEL_WORK:
        return [item for item in advice["warnings"] if item.get("kind") == TRAVEL_WORK]
    if part == "sources":
        return [
            {"id": link["url"], "text": f"{link['title']}: {link['url']}", "sources": []}
            for link in advice["links"]
        ]
    return municipality(place).with_local(part, advice[part]) if _at_desk(advice) else list(advice[part])


def knows_desk(place: str | None) -> bool:
    """Whether there is a file with the desk of this municipality."""
    return municipality(place).id != DEFAULT


def desk_lines(place: str | None) -> list[str]:
    """Name, address, telephone, hours and appointment of the municipality's desk, as far as known."""
    desk = municipality(place).desk
    appointment = [desk.appointment.text, desk.appointment.url] if desk.appointment else []
    return [line for line in [*_contact_lines(place), *appointment] if line]


def _contact_lines(place: str | None) -> list[str]:
    settings = municipality(place)
    desk = settings.desk
    lines = [
        desk.name if settings.id == DEFAULT else f"{settings.name}: {desk.name}",
        *desk.address,
        desk.phone and f"Telefoon: {desk.phone}",
        desk.email,
        *desk.opening_hours,
    ]
    return [line for line in lines if line]


def _desk(advice: Mapping[str, Any], place: str | None) -> Items:
    if not _at_desk(advice):
        return []
    text = f"{', '.join(_contact_lines(place))}."
    if appointment := municipality(place).desk.appointment:
        text += f" {appointment.text}"
        text += f" {appointment.url}" if appointment.url else ""
    return [{"id": "desk", "text": text, "sources": []}]


def _at_desk(advice: Mapping[str, Any]) -> bool:
    return str(advice["filing"]) == "municipality"
