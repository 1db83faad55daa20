"""`check`: the law data is clean, and each kind of mistake is found with its file and line."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from procedures import LawError, load_law
from procedures.__main__ import main
from procedures.check import Finding, check
from procedures.law import LAW_DIR, read_law

TODAY = datetime.date(2026, 11, 22)
Edit = Callable[[str, str, str], list[Finding]]


@pytest.fixture
def edited(tmp_path: Path) -> Edit:
    """The findings after one edit of one file of the law data."""

    def edit(file: str, old: str, new: str) -> list[Finding]:
        folder = tmp_path / "law"
        shutil.copytree(LAW_DIR, folder)
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return check(read_law(folder), TODAY)

    return edit


def test_the_law_data_has_no_errors(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--date", str(TODAY)]) == 0
    assert "0 errors" in capsys.readouterr().out


def test_an_amount_that_is_not_known_for_this_year_is_a_notice_with_what_people_are_told() -> None:
    notices = [
        finding for finding in check(load_law(), TODAY) if "fee_family_reunification" in finding.message
    ]
    assert [finding.error for finding in notices] == [False]
    assert notices[0].place.startswith("amounts.yml:")
    assert "2025" in notices[0].message


def test_a_year_later_everything_has_to_be_looked_at_again() -> None:
    later = check(load_law(), TODAY + datetime.timedelta(days=367))
    old = [finding for finding in later if "more than a year ago" in finding.message]
    assert {finding.error for finding in old} == {False}
    assert {"sources.yml", "documents.yml", "decision.yml"} <= {
        finding.place.split(":")[0] for finding in old
    }


PASSPORT = "- id: passport\n"
MISTAKES = [
    # file, what is there, what it becomes, what the error says
    ("documents.yml", "  sources: [", "  sources: [no_such_source, ", "no_such_source"),
    ("topics/costs.yml", "  related: [", "  related: [no_such_topic, ", "no_such_topic"),
    ("links.yml", "  source: ", "  source: no_such_source #", "no_such_source"),
    ("fees.yml", "  amount: fee_family_reunification", "  amount: fee_of_nothing", "fee_of_nothing"),
    ("steps.yml", "  annex: annex_", "  annex: annex_nothing_", "annex_nothing"),
    ("facts.yml", "warning: free_movement_exception", "warning: gone", "the warning 'gone'"),
    ("facts.yml", "depends_on: [relation]", "depends_on: [nobody]", "nobody"),
    (
        "warnings.yml",
        "when: {filing_reason: family_of_eu_or_belgian}",
        "when: {filing_raison: x}",
        "filing_raison",
    ),
    ("warnings.yml", "procedure: art_40ter", "procedure: art_40quater", "art_40quater"),
    ("warnings.yml", 'applicant_age: "18-20"', 'applicant_age: "18 to 20"', "18 to 20"),
    ("warnings.yml", "sponsor_card: H", "sponsor_card: Q", "sponsor_card never is 'Q'"),
    ("decision.yml", "applicant_nationality: belgian", "applicant_nationality: flemish", "flemish"),
    ("facts.yml", "{applicant} nu?", "{aplicant} nu?", "{aplicant}"),
    (
        "facts.yml",
        'applicant: "Welk verblijf heeft {sponsor}',
        'applicant: "Welk verblijf heeft {applicant}',
        "applicant text",
    ),
    ("facts.yml", 'sponsor: "Hoe oud is {applicant}?"', 'sponsor: "Hoe oud is {sponsor}?"', "sponsor text"),
    ("conditions.yml", "{amount:reference_income}", "{amount:nothing}", "amount 'nothing'"),
    ("amounts.yml", "last_known_note: ", 'last_known_note: "" #', "last_known_note"),
    (
        "cards.yml",
        "sponsor_status: third_country_limited",
        "sponsor_status: limited",
        "sponsor_status 'limited'",
    ),
    ("decision.yml", "valid_to: 2024-08-31", "valid_to: 2024-09-01", "overlaps with"),
    ("decision.yml", "valid_to: 2024-08-31", "valid_to: 2024-08-30", "no rule decides"),
    (
        "decision.yml",
        'sponsor_status: eu_citizen, applicant_age: "<21"',
        'sponsor_status: eu_citizen, applicant_age: "<22"',
        "overlaps",
    ),
    (
        "decision.yml",
        "when: {procedure: marriage_visa, applicant_residence: marriage_visa}",
        "when: {procedure: marriage_visa, filing: none}",
        "only decided further down",
    ),
    (
        "decision.yml",
        "when: {procedure: none}\n",
        "when: {procedure: none, applicant_nationality: belgian}\n",
        "no_right: never decides",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "says"), MISTAKES, ids=lambda value: str(value)[:40])
def test_a_mistake_is_an_error_that_names_file_and_line(
    file: str, old: str, new: str, says: str, edited: Edit
) -> None:
    errors = [finding for finding in edited(file, old, new) if finding.error and says in finding.message]
    assert errors, f"'{says}' is not reported"
    name, _, line = errors[0].place.partition(":")
    assert name == Path(file).name
    assert int(line) > 0


def test_the_line_is_that_of_the_entry(edited: Edit) -> None:
    errors = [finding for finding in edited("documents.yml", PASSPORT, PASSPORT) if finding.error]
    assert errors == []
    findings = edited_lines(LAW_DIR / "documents.yml")
    assert findings["passport"] == 1 + (LAW_DIR / "documents.yml").read_text().split("\n").index(
        "- id: passport"
    )


def edited_lines(path: Path) -> dict[str, int]:
    from procedures.check import _entries

    return {
        entry.id: int(entry.place.rpartition(":")[2])
        for entry in _entries(load_law())
        if entry.place.startswith(path.name)
    }


UNREADABLE = [
    ("documents.yml", PASSPORT, "- id: [passport\n", "documents.yml:"),
    ("documents.yml", "  confidence: official", "  confidence: sure", "documents.yml:"),
    ("documents.yml", "  checked_on: ", "  checked_on: last week #", "documents.yml:"),
    ("documents.yml", PASSPORT, "- id: passport\n  id: passport\n", "the key 'id' is used twice"),
    ("documents.yml", PASSPORT, "- id: passport\n  colour: red\n", "colour"),
]


@pytest.mark.parametrize(("file", "old", "new", "says"), UNREADABLE, ids=lambda value: str(value)[:30])
def test_what_does_not_fit_the_schema_is_refused_with_file_and_line(
    file: str, old: str, new: str, says: str, edited: Edit
) -> None:
    with pytest.raises(LawError, match=r"documents\.yml:\d+: ") as raised:
        edited(file, old, new)
    assert says in str(raised.value)
