"""The settings of each municipality: one YAML file each, `default.yml` for everybody else."""

import datetime
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

FOLDER = Path(__file__).parent
DEFAULT = "default"
PLACES = FOLDER / "places.yml"


class Appointment(msgspec.Struct, forbid_unknown_fields=True):
    """Where and how an appointment is made."""

    text: str
    url: str | None = None


class Desk(msgspec.Struct, forbid_unknown_fields=True):
    """The desk where people go: what is not known stays empty."""

    name: str
    address: list[str] = []
    phone: str | None = None
    email: str | None = None
    opening_hours: list[str] = []
    appointment: Appointment | None = None
    sources: list[str] = []
    checked_on: datetime.date | None = None


class LocalFact(msgspec.Struct, forbid_unknown_fields=True):
    """A local fee, document or practice, in one sentence for the person who reads it.

    `instead_of`: ids of general statements of the law's files, whose place it takes.
    """

    id: str
    text: str
    sources: list[str]
    checked_on: datetime.date
    instead_of: list[str] = []

    def statement(self) -> dict[str, Any]:
        """Return it in the form of a statement of the law."""
        return {"id": f"local_{self.id}", "text": self.text, "sources": self.sources, "kind": "local"}


class Place(msgspec.Struct):
    """A municipality of Belgium as `places.yml` lists it, with every name and postcode it goes by."""

    name: str
    postcodes: list[int]
    also: list[str] = []
    villages: list[str] = []


class Municipality(msgspec.Struct, forbid_unknown_fields=True):
    """Everything that one municipality may set. Never the law. `place` is its name in `places.yml`."""

    id: str
    name: str
    greeting: str
    starting_questions: list[str]
    desk: Desk
    place: str | None = None
    website: str | None = None
    origins: list[str] = []
    logo: str | None = None
    documents: list[LocalFact] = []
    fees: list[LocalFact] = []
    practice: list[LocalFact] = []
    fictional: bool = False

    def local_facts(self, part: str) -> list[LocalFact]:
        """Return what this municipality adds to a part of an advice."""
        return {"documents": self.documents, "fees": self.fees, "steps": self.practice}.get(part, [])

    def with_local(self, part: str, statements: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Return a part of an advice that is filed here: the law's statements and the local ones."""
        told = list(statements)
        for fact in self.local_facts(part):
            place = next((at for at, each in enumerate(told) if each["id"] in fact.instead_of), len(told))
            told = [each for each in told if each["id"] not in fact.instead_of]
            told.insert(place, fact.statement())
        return told


@cache
def places() -> dict[str, Place]:
    """Return the municipalities of Belgium by their official Dutch name."""
    listed = msgspec.yaml.decode(PLACES.read_bytes())["municipalities"]
    return {place.name: place for place in msgspec.convert(listed, type=list[Place])}


@cache
def municipalities() -> dict[str, Municipality]:
    """Return all municipalities by id. A file with a wrong field stops the server with a clear line."""
    paths = sorted(path for path in FOLDER.glob("*.yml") if path != PLACES)
    found = [msgspec.yaml.decode(path.read_bytes(), type=Municipality) for path in paths]
    for each in found:
        if each.place is not None and each.place not in places():
            raise ValueError(f"municipalities/{each.id}.yml: the place {each.place!r} is not in places.yml")
    return {municipality.id: municipality for municipality in found}


@cache
def _by_name() -> dict[str, Municipality]:
    """Every name, folded, under which a municipality may be asked for."""
    known: dict[str, Municipality] = {}
    for each in municipalities().values():
        place = places()[each.place] if each.place else Place(each.name, [])
        names = (each.id, each.name, place.name, *place.also, *place.villages)
        for name in (*names, *map(str, place.postcodes)):
            known.setdefault(name.casefold(), each)
    return known


def municipality(name: str | None) -> Municipality:
    """Return the municipality with this id, name (old ones too) or postcode; else the default one."""
    return _by_name().get((name or "").strip().casefold(), municipalities()[DEFAULT])
