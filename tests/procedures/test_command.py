"""`python -m procedures`: what it prints, and what it says about input that it does not take."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from procedures import FactError, decide, load_law
from procedures.__main__ import main
from procedures.facts import UNKNOWN, read_facts

LAW = load_law()
ROOT = Path(__file__).parents[2]
MOST_QUESTIONS = 11
SITUATION = {
    "relation": "spouse",
    "sponsor_status": "third_country_unlimited",
    "applicant_country": "MA",
    "applicant_location": "abroad",
    "sponsor_residence_since": "2019-05-02",
}


def run(arguments: list[str], text: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "procedures", *arguments]
    return subprocess.run(command, input=text, capture_output=True, text=True, cwd=ROOT, check=False)


def test_decide_prints_one_json_object_with_the_advice() -> None:
    done = run(["decide", "--date", "2026-11-22", "-"], json.dumps(SITUATION))
    assert (done.returncode, done.stderr) == (0, "")
    outcome = json.loads(done.stdout)
    assert outcome["outcome"] == "advice"
    assert outcome["advice"]["procedure"] == "art_10"
    assert outcome["advice"]["date"] == "2026-11-22"


def test_decide_names_the_next_fact_why_and_its_sources() -> None:
    done = run(["decide", "-"], '{"relation": "spouse"}')
    outcome = json.loads(done.stdout)
    assert outcome["outcome"] == "need_fact"
    assert outcome["fact"] == "sponsor_status"
    assert outcome["why"] and set(outcome["sources"]) <= set(LAW.sources)


def test_decide_reads_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "facts.json"
    file.write_text(json.dumps(SITUATION), encoding="utf-8")
    assert main(["decide", "--date", "2026-11-22", str(file)]) == 0
    assert json.loads(capsys.readouterr().out)["advice"]["filing"] == "embassy"


REFUSED = [
    ({"colour": "red"}, ["colour", "relation"]),
    ({"relation": "cousin"}, ["relation", "spouse", "unknown"]),
    ({"relation": ["spouse"]}, ["relation", "spouse"]),
    ({"applicant_age": "19"}, ["applicant_age", "whole number"]),
    ({"applicant_age": 19.5}, ["applicant_age", "whole number"]),
    ({"applicant_age": True}, ["applicant_age", "whole number"]),
    ({"applicant_age": -1}, ["applicant_age", "0 to 120"]),
    ({"sponsor_age": 121}, ["sponsor_age", "0 to 120"]),
    ({"applicant_dependent": "yes"}, ["applicant_dependent", "true, false"]),
    ({"applicant_dependent": 1}, ["applicant_dependent", "true, false"]),
    ({"applicant_country": "XX"}, ["applicant_country", "ISO 3166-1"]),
    ({"applicant_country": 32}, ["applicant_country", "ISO 3166-1"]),
    ({"partnership_country": "Zweden"}, ["partnership_country", "ISO 3166-1"]),
    ({"sponsor_residence_since": "22/11/2026"}, ["sponsor_residence_since", "YYYY-MM-DD"]),
    ({"sponsor_residence_since": "2025-02-30"}, ["sponsor_residence_since", "before_2025_08_18"]),
    ({"sponsor_card": "Z"}, ["sponsor_card", "EU+"]),
    ({"municipality": {"name": "Gent"}}, ["municipality", "postcode"]),
    ({"speaker": "lawyer"}, ["speaker", "third_party"]),
    ({"relation": "x" * 5000}, ["relation", "..."]),
]


@pytest.mark.parametrize(("facts", "named"), REFUSED, ids=lambda value: str(value)[:40])
def test_a_bad_fact_is_one_clear_line_and_status_2(
    facts: dict[str, Any],
    named: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(facts)))
    assert main(["decide", "-"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    assert [word for word in named if word not in printed.err] == []


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '"spouse"', "null", "[" * 100_000, '{"relation": }'])
def test_what_is_not_a_json_object_is_one_line_and_status_2(
    text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    assert main(["decide", "-"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("-: ") and printed.err.count("\n") == 1


@pytest.mark.parametrize("command", ["decide", "explain"])
def test_a_missing_file_a_folder_and_other_bytes(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    latin = tmp_path / "latin.json"
    latin.write_bytes(b'{"municipality": "Li\xe8ge"}')
    for path in (tmp_path / "nothing.json", tmp_path, latin):
        assert main([command, str(path)]) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err.startswith(f"{path}: ") and printed.err.count("\n") == 1


@pytest.mark.parametrize("date", ["tomorrow", "2026-13-01", "22-11-2026", "2011-09-21"])
def test_a_bad_date_is_one_line_and_status_2(
    date: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("{}"))
    assert main(["decide", "--date", date, "-"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert date in printed.err and printed.err.count("\n") == 1


def test_explain_names_rule_article_source_and_the_other_possibility(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = {**SITUATION, "sponsor_residence_since": UNKNOWN}
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(facts)))
    assert main(["explain", "--date", "2026-11-22", "-"]) == 0
    text = capsys.readouterr().out
    for word in (
        "partner_of_unlimited",
        "third_country_abroad",
        "artikel 12bis",
        "https://dofi.ibz.be",
        "law_2024",
    ):
        assert word in text


def test_explain_says_which_fact_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"relation": "child"}'))
    assert main(["explain", "-"]) == 0
    assert "(sponsor_status)" in capsys.readouterr().out


def test_the_tables_in_the_docs_are_those_of_the_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["table"]) == 0
    assert capsys.readouterr().out == (ROOT / "docs/law/tables.md").read_text(encoding="utf-8")


def test_the_drawings_in_the_docs_are_those_of_the_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", "--date", "2026-11-22"]) == 0
    assert capsys.readouterr().out == (ROOT / "docs/law/graph.md").read_text(encoding="utf-8")


# --- whatever comes in ----------------------------------------------------------------------------

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


def _good_values(name: str) -> st.SearchStrategy[Any]:
    fact = LAW.facts[name]
    values: list[Any] = (
        [option.value for option in fact.options] if fact.kind != "country" else ["MA", "US", "fr", "BE"]
    )
    by_kind = {
        "age": st.integers(0, 120),
        "date": st.dates().map(str) | st.sampled_from(values or [None]),
        "card": st.sampled_from(sorted(LAW.cards)),
        "text": st.text(max_size=10),
    }
    return by_kind.get(fact.kind, st.sampled_from(values or [None])) | st.just(UNKNOWN) | st.none()


good_facts = st.fixed_dictionaries({}, optional={name: _good_values(name) for name in LAW.facts})
odd_facts = st.dictionaries(st.sampled_from(sorted(LAW.facts)) | st.text(max_size=10), anything, max_size=4)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(good_facts, odd_facts)
def test_any_json_is_refused_clearly_or_decided(good: dict[str, Any], odd: dict[str, Any]) -> None:
    facts = {**good, **odd}
    try:
        read_facts(facts, LAW)
    except FactError as error:
        assert "\n" not in str(error)
        return
    outcome = decide(facts).to_json()
    assert outcome["outcome"] in ("advice", "need_fact")
    json.dumps(outcome)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(good_facts, st.data())
def test_answering_what_is_asked_always_ends_in_an_advice(start: dict[str, Any], data: st.DataObject) -> None:
    facts = dict(start)
    for _ in range(MOST_QUESTIONS + 1):
        result = decide(facts)
        if result.fact is None:
            break
        assert facts.get(result.fact) is None
        answers = _good_values(result.fact).filter(lambda value: value is not None)
        facts[result.fact] = data.draw(answers, label=result.fact)
    assert result.advice is not None
