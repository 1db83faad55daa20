"""The settings of each municipality: one YAML file each, `default.yml` for everybody else."""

import datetime
from functools import cache
from pathlib import Path

import msgspec

FOLDER = Path(__file__).parent
DEFAULT = "default"
NOT_A_MUNICIPALITY = {"places"}


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
    """A local fee or practice, in one sentence for the person who reads it."""

    id: str
    text: str
    sources: list[str]
    checked_on: datetime.date
    amount_eur: float | None = None


class Municipality(msgspec.Struct, forbid_unknown_fields=True):
    """Everything that one municipality may set. Never the law."""

    id: str
    name: str
    greeting: str
    starting_questions: list[str]
    desk: Desk
    postcodes: list[str] = []
    website: str | None = None
    origins: list[str] = []
    logo: str | None = None
    fees: list[LocalFact] = []
    practice: list[LocalFact] = []
    fictional: bool = False


@cache
def municipalities() -> dict[str, Municipality]:
    """Return all municipalities by id. A file with a wrong field stops the server with a clear line."""
    paths = sorted(path for path in FOLDER.glob("*.yml") if path.stem not in NOT_A_MUNICIPALITY)
    found = [msgspec.yaml.decode(path.read_bytes(), type=Municipality) for path in paths]
    return {municipality.id: municipality for municipality in found}


def municipality(name: str | None) -> Municipality:
    """Return the municipality with this id, name or postcode; the default one when it is not known."""
    wanted = (name or "").strip().casefold()
    for candidate in municipalities().values():
        if wanted in {candidate.id, candidate.name.casefold(), *candidate.postcodes}:
            return candidate
    return municipalities()[DEFAULT]
