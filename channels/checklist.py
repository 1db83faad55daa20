"""The printable checklist: what `procedures` advises for the facts in a signed token, with the local desk."""

import datetime
from pathlib import Path
from typing import Any, NamedTuple

import segno
from babel.dates import format_date
from markupsafe import Markup
from weasyprint import HTML

from municipalities import Municipality, municipality
from procedures import decide
from procedures.law import load_law


class Section(NamedTuple):
    """A heading with its statements; `boxes` gives each a box to tick."""

    title: str
    statements: list[dict[str, Any]]
    boxes: bool = False


class Checklist(NamedTuple):
    """Everything that the page shows."""

    made_on: str
    valid_until: str
    municipality: Municipality
    legal_basis: str
    warnings: list[dict[str, Any]]
    sections: list[Section]
    sources: list[dict[str, str]]
    links: list[dict[str, str]]
    qr: Markup
    url: str

    @classmethod
    def build(cls, content: dict[str, Any], url: str, life: int) -> "Checklist":
        """Decide again from the facts: the page never says anything else than the bot."""
        date = datetime.date.fromisoformat(content["date"])
        place = municipality(content["municipality"])
        advice = decide(content["facts"], date).to_json()
        sections = [section for section in _sections(advice, place) if section.statements]
        sources = _sources([item for section in sections for item in section.statements])
        return cls(
            made_on=_dutch(date),
            valid_until=_dutch(date + datetime.timedelta(seconds=life)),
            municipality=place,
            legal_basis=advice["legal_basis"],
            warnings=advice["warnings"],
            sections=sections,
            sources=sources,
            links=advice["links"],
            qr=Markup(segno.make(url, error="m").svg_inline(scale=3, border=2, omitsize=True)),
            url=url,
        )


def pdf(source: str, static: Path) -> bytes:
    """Turn the page into a PDF. Only files of our own folder are read, nothing is fetched."""

    def fetch(url: str) -> dict[str, Any]:
        path = static / url.rpartition("/")[2]
        return {"string": path.read_bytes(), "mime_type": "text/css" if path.suffix == ".css" else None}

    page = HTML(string=source, base_url="https://checklist.invalid/checklist/", url_fetcher=fetch)
    document: bytes = page.write_pdf()
    return document


def _sections(advice: dict[str, Any], place: Municipality) -> list[Section]:
    appeal = [advice["appeal"]] if advice.get("appeal") else []
    at_desk = advice["filing"] == "municipality"
    return [
        Section("Wat je doet, stap voor stap", advice["steps"]),
        Section("Wat je meebrengt", advice["documents"], boxes=True),
        Section("Waaraan je moet voldoen", advice["conditions"]),
        Section("Wat het kost", advice["fees"] + (_local(place.fees) if at_desk else [])),
        Section("Hoe lang het duurt", advice["deadlines"]),
        Section("Na een weigering", appeal),
        Section("In je gemeente", _local(place.practice) if at_desk else []),
    ]


def _local(facts: list[Any]) -> list[dict[str, Any]]:
    return [{"id": fact.id, "text": fact.text, "sources": fact.sources} for fact in facts]


def _sources(statements: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Number the sources in the order in which they are first used."""
    known = load_law().sources
    ids = dict.fromkeys(source for statement in statements for source in statement.get("sources", []))
    return [
        {
            "id": name,
            "title": known[name].title,
            "publisher": known[name].publisher,
            "url": known[name].address,
        }
        for name in ids
    ]


def _dutch(date: datetime.date) -> str:
    return str(format_date(date, "d MMMM y", locale="nl_BE"))
