"""Every advice that can be reached has the shape of the contract, sources that exist, and whole sentences."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Literal

import msgspec
import pytest

from procedures import decide, load_law
from procedures.decision import Open, engine_for
from procedures.facts import read_facts
from tests.procedures.cases import read_cases
from tests.procedures.test_walk import ONE_OF_EACH_GROUP

LAW = load_law()
TODAY = datetime.date(2026, 11, 22)
SPEAKERS = ["applicant", "sponsor", "third_party"]
OTHER_DAYS = [datetime.date(2020, 6, 1), datetime.date(2025, 1, 15), datetime.date(2028, 1, 1)]
AGES = (10, 17, 18, 19, 20, 21, 40)


class Item(msgspec.Struct, kw_only=True):
    id: str
    text: str
    sources: list[str]


class Fee(Item, kw_only=True):
    amount_eur: int | float | None = None
    valid_from: str | None = None


class Deadline(Item, kw_only=True):
    months: int | None = None


class Appeal(msgspec.Struct):
    text: str
    sources: list[str]


class Link(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    url: str


class Step(msgspec.Struct, kw_only=True):
    rule: str
    because: list[str]
    sources: list[str]


class Advice(msgspec.Struct, kw_only=True):
    """Section 2 of the contract."""

    procedure: Literal[
        "art_10",
        "art_10bis",
        "art_40bis",
        "art_40ter",
        "art_47_1",
        "eu_registration",
        "marriage_visa",
        "none",
    ]
    legal_basis: str
    regime: Literal["law_2011", "law_2024", "law_2025"]
    filing: Literal["embassy", "municipality", "none"]
    filing_reason: str
    documents: list[Item]
    conditions: list[Item]
    fees: list[Fee]
    steps: list[Item]
    deadlines: list[Deadline]
    appeal: Appeal
    links: list[Link]
    warnings: list[Item]
    trace: list[Step]
    date: str
    conclusion: str
    reason: str
    options: list[Item]


def _answers(fact_id: str) -> list[Any]:
    fact = LAW.facts[fact_id]
    if fact.kind == "age":
        return list(AGES)
    if fact.kind == "country":
        return list(ONE_OF_EACH_GROUP.values())
    return [option.value for option in fact.options]


@lru_cache(maxsize=8)
def situations(date: datetime.date) -> list[dict[str, Any]]:
    """One set of facts for each outcome and each procedure row that can be reached on `date`."""
    engine = engine_for(LAW, date)
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    open_facts: list[dict[str, Any]] = [{}]
    while open_facts:
        given = open_facts.pop()
        result = engine.decide(read_facts(given, LAW))
        if isinstance(result, Open):
            open_facts += [{**given, result.fact: answer} for answer in _answers(result.fact)]
        else:
            found.setdefault((*result.values().values(), *(rule.id for rule in result.rules)), given)
    return list(found.values())


@lru_cache(maxsize=16)
def _advices(date: datetime.date, speaker: str) -> list[dict[str, Any]]:
    return [decide({**facts, "speaker": speaker}, date).to_json()["advice"] for facts in situations(date)]


def _items(advice: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name in ("documents", "conditions", "fees", "steps", "deadlines", "warnings", "options"):
        yield from advice[name]
    yield from advice["appeal"]["decisions"]


@pytest.mark.parametrize("date", [TODAY, *OTHER_DAYS], ids=str)
@pytest.mark.parametrize("speaker", SPEAKERS)
def test_every_advice_has_the_shape_of_the_contract_and_whole_sentences(
    date: datetime.date, speaker: str
) -> None:
    for advice in _advices(date, speaker):
        advice = json.loads(json.dumps(advice))
        msgspec.convert(advice, Advice)
        assert advice["date"] == date.isoformat()
        texts = [advice["conclusion"], advice["reason"], advice["filing_text"], advice["appeal"]["text"]]
        texts += [item["text"] for item in _items(advice)] + [
            item.get("note") or "." for item in _items(advice)
        ]
        for text in texts:
            assert not re.search(r"[{}]|\bNone\b|  ", text), text
        for text in texts[:3]:
            assert text[0].isupper() and text[-1] in ".!?", text


@pytest.mark.parametrize("date", [TODAY, *OTHER_DAYS], ids=str)
def test_every_statement_has_sources_that_exist(date: datetime.date) -> None:
    for advice in _advices(date, "applicant"):
        for item in [*_items(advice), *advice["trace"]]:
            assert item["sources"], item
            assert [name for name in item["sources"] if name not in LAW.sources] == []
        assert advice["appeal"]["sources"]


@pytest.mark.parametrize("date", [TODAY, *OTHER_DAYS], ids=str)
def test_every_advice_links_to_the_immigration_office(date: datetime.date) -> None:
    for advice in _advices(date, "applicant"):
        urls = [link["url"] for link in advice["links"]]
        assert any("dofi.ibz.be" in url for url in urls), advice["filing_reason"]
        assert len(urls) == len(set(urls))


@pytest.mark.parametrize("date", [TODAY, *OTHER_DAYS], ids=str)
def test_a_procedure_says_what_to_bring_to_do_and_to_pay(date: datetime.date) -> None:
    for advice in _advices(date, "sponsor"):
        if advice["procedure"] == "none":
            continue
        assert advice["conditions"] or advice["procedure"] == "marriage_visa"
        for name in ("documents", "fees", "steps", "deadlines", "warnings"):
            assert advice[name], f"{name} is empty for {advice['procedure']} {advice['filing_reason']}"
        assert advice["legal_basis"]


@pytest.mark.parametrize("date", [TODAY, *OTHER_DAYS], ids=str)
def test_no_right_says_why_and_what_is_left(date: datetime.date) -> None:
    found = [advice for advice in _advices(date, "sponsor") if advice["procedure"] == "none"]
    assert found
    for advice in found:
        assert advice["warnings"][0]["text"] == advice["reason"]
        assert len(advice["options"]) >= 2, advice["reason"]
        assert advice["documents"] == advice["conditions"] == advice["steps"] == []


def test_the_trace_names_one_rule_of_each_table_and_the_facts_it_rests_on() -> None:
    facts = {
        "relation": "spouse",
        "sponsor_status": "belgian",
        "applicant_country": "MA",
        "applicant_location": "abroad",
    }
    advice = decide(facts, TODAY).advice
    assert advice is not None
    assert [step["rule"] for step in advice["trace"]] == [
        "sponsor_law_belgian_transition",
        "partner_of_belgian",
        "family_of_eu_or_belgian_abroad",
        "file_at_embassy",
        "regime_2024",
    ]
    assert {"relation=spouse", "sponsor_status=belgian"} <= set(advice["trace"][1]["because"])


def test_no_item_is_said_twice_in_any_case() -> None:
    for case in read_cases():
        advice = decide(case.facts, case.date).advice
        for name in ("documents", "conditions", "fees", "steps", "deadlines", "warnings", "options"):
            ids = [item["id"] for item in advice[name]] if advice else []
            assert len(ids) == len(set(ids)), case
            texts = [item["text"] for item in advice[name]] if advice else []
            assert len(texts) == len(set(texts)), f"{case}: {name}"
