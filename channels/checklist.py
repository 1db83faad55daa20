"""The printable checklist: what `procedures` advises for the facts in a signed token, with the local desk."""

import datetime
from mimetypes import guess_type
from pathlib import Path
from typing import Any, NamedTuple

import segno
from babel.dates import format_date
from markupsafe import Markup
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from actions.cards import in_full
from municipalities import Municipality, municipality
from procedures import decide, load_law


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
    conclusion: str
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
        place = municipality(content["facts"].get("municipality") or content["municipality"])
        advice = decide(content["facts"], date).advice
        if advice is None:
            raise LookupError("these facts no longer lead to an advice")
        sections = [section for section in _sections(advice, place) if section.statements]
        sources = _sources([item for section in sections for item in section.statements])
        return cls(
            made_on=_dutch(date),
            valid_until=_dutch(date + datetime.timedelta(seconds=life)),
            municipality=place,
            conclusion=advice["conclusion"],
            warnings=advice["warnings"],
            sections=sections,
            sources=sources,
            links=advice["links"],
            qr=Markup(segno.make(url, error="l").svg_inline(scale=3, border=2, omitsize=True)),
            url=url,
        )


class OwnFiles(URLFetcher):
    """Reads the files of one folder by name; nothing is ever fetched from the network."""

    def __init__(self, folder: Path) -> None:
        """Keep the folder."""
        super().__init__(allowed_protocols=())
        self._folder = folder

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return the file that the last part of the address names."""
        path = self._folder / Path(url).name
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": guess_type(path.name)[0]})


def pdf(source: str, static: Path) -> bytes:
    """Turn the page into a PDF."""
    page = HTML(string=source, base_url="https://checklist.invalid/checklist/", url_fetcher=OwnFiles(static))
    document: bytes = page.write_pdf()
    return document


def _sections(advice: dict[str, Any], place: Municipality) -> list[Section]:
    """The parts of an advice in the order of the law's wording, with what is local at the municipal desk."""
    at_desk = advice["filing"] == "municipality"
    statements = {**advice, "appeal": advice["appeal"]["decisions"]}
    return [
        Section(
            part["title"],
            [
                {**each, "text": in_full(each)}
                for each in (place.with_local(name, statements[name]) if at_desk else statements[name])
            ],
            boxes=name == "documents",
        )
        for name, part in load_law().wording["parts"].items()
    ]


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
