"""Reads `procedures/law/*.yml` into one immutable `Law`, and says which file and line is wrong."""

import datetime
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml

from procedures import yaml_file
from procedures.errors import LawError
from procedures.model import Amount, Annex, Card, Date, Fact, Link, Source, Statement, Table, Term, Topic

T = TypeVar("T")
LAW_DIR = Path(__file__).parent / "law"
STATEMENT_FILES = (
    "conclusions",
    "documents",
    "conditions",
    "fees",
    "steps",
    "deadlines",
    "appeals",
    "warnings",
    "options",
)


class General(msgspec.Struct, frozen=True, kw_only=True):
    """`general.yml`: how far back the data goes, whose own people need no procedure, which partnerships are a
    marriage.
    """

    covered_from: dict[str, Any]
    own_nationality: dict[str, Any]
    equivalent_partnership: dict[str, Any]


class CountryGroups(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of countries.yml that the law needs; the names of countries are read by
    `procedures.countries`.
    """

    eu: list[str]
    visa_exempt: list[str]
    biometric_passport: list[str]
    own_passport_rules: list[str]
    exemption_suspended: list[str]
    countries: dict[str, Any]


class Law(msgspec.Struct, frozen=True, kw_only=True):
    """Everything under `procedures/law/`, by subject. `changes`: the dates on which a decision rule starts or
    ends.
    """

    covered_from: Date
    changes: list[Date]
    countries: dict[str, str]
    passports: dict[str, str]
    equivalent_partnership_countries: frozenset[str]
    facts: dict[str, Fact]
    tables: list[Table]
    statements: dict[str, list[Statement]]
    amounts: dict[str, Amount]
    links: list[Link]
    cards: dict[str, Card]
    annexes: dict[str, Annex]
    terms: dict[str, Term]
    sources: dict[str, Source]
    wording: dict[str, Any]
    review: dict[str, dict[str, str]]
    folder: Path

    @property
    def topics(self) -> dict[str, Topic]:
        """The questions people ask, by id; read at first use, since a decision does not need them."""
        return _read_topics(self.folder)


@lru_cache(maxsize=1)
def load_law() -> Law:
    """The law data of this installation, read once. Raises LawError naming file and line."""
    return read_law(LAW_DIR)


def read_law(folder: Path) -> Law:
    """Reads a folder of law data. Raises LawError naming file and line where it does not fit the schema."""
    general = _read(folder / "general.yml", General)
    covered_from = general.covered_from["date"]
    tables = _read(folder / "decision.yml", list[Table])
    groups = _read(folder / "countries.yml", CountryGroups)
    return Law(
        covered_from=covered_from,
        changes=changes_of(tables, covered_from),
        countries=_nationality_groups(groups)
        | {general.own_nationality["country"]: general.own_nationality["group"]},
        passports=_passport_rules(groups),
        equivalent_partnership_countries=frozenset(general.equivalent_partnership["countries"]),
        facts=_by_id(_read(folder / "facts.yml", list[Fact])),
        tables=tables,
        statements={name: _read(folder / f"{name}.yml", list[Statement]) for name in STATEMENT_FILES},
        amounts=_by_id(_read(folder / "amounts.yml", list[Amount])),
        links=_read(folder / "links.yml", list[Link]),
        cards=_by_id(_read(folder / "cards.yml", list[Card])),
        annexes=_by_id(_read(folder / "annexes.yml", list[Annex])),
        terms=_by_id(_read(folder / "terms.yml", list[Term])),
        sources=_by_id(_read(folder / "sources.yml", list[Source])),
        wording=_read(folder / "wording.yml", dict[str, Any]),
        review=_read(folder / "review.yml", dict[str, dict[str, str]]),
        folder=folder,
    )


@lru_cache(maxsize=8)
def _read_topics(folder: Path) -> dict[str, Topic]:
    return _by_id(
        [topic for path in sorted((folder / "topics").glob("*.yml")) for topic in _read(path, list[Topic])]
    )


def _read(path: Path, shape: type[T]) -> T:
    try:
        text = path.read_text(encoding="utf-8")
        data = yaml_file.load(text)
        return msgspec.convert(data if data is not None else [], shape)
    except OSError as error:
        raise LawError(f"{path}: {error.strerror}") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise LawError(f"{path}:{line}: {error.problem}") from None
    except msgspec.ValidationError as error:
        raise LawError(f"{path}:{_line_of(text, str(error))}: {error}") from None


def _line_of(text: str, message: str) -> int:
    """The line that a msgspec message such as "... - at `$[3].sources[0]`" is about (costly: for errors
    only).
    """
    node: Any = yaml_file.compose(text)
    for key, index in re.findall(r"\.(\w+)|\[(\d+)\]", message.rpartition("`$")[2]):
        children: list[Any] = node.value
        if index:
            child = children[int(index)] if isinstance(node, yaml.SequenceNode) else None
        else:
            child = next((value for name, value in children if name.value == key), None)
        if child is None:
            break
        node = child
    return node.start_mark.line + 1


def changes_of(tables: list[Table], start: Date) -> list[Date]:
    """The days on which a decision rule starts, or the day after it ends."""
    rules = [rule for table in tables for rule in table.rules]
    starts = {rule.valid_from for rule in rules}
    ends = {rule.valid_to + datetime.timedelta(days=1) for rule in rules if rule.valid_to}
    return sorted(date for date in {start} | starts | ends if date >= start)


def _nationality_groups(groups: CountryGroups) -> dict[str, str]:
    """ISO code of every country -> eu, visa_exempt or visa_required."""
    found = dict.fromkeys(groups.countries, "visa_required")
    found |= dict.fromkeys(groups.visa_exempt, "visa_exempt")
    return found | dict.fromkeys(groups.eu, "eu")


def _passport_rules(groups: CountryGroups) -> dict[str, str]:
    """ISO code -> what its visa exemption hangs on: biometric, own_rules or suspended."""
    found = dict.fromkeys(groups.biometric_passport, "biometric")
    found |= dict.fromkeys(groups.own_passport_rules, "own_rules")
    return found | dict.fromkeys(groups.exemption_suspended, "suspended")


def _by_id(entries: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for entry in entries:
        if entry.id in found:
            raise LawError(f"the id '{entry.id}' is used twice")
        found[entry.id] = entry
    return found
