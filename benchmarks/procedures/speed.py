"""How fast are the rules? And the same decision through OpenFisca, beside it, in one run.

    python -m venv .bench && .bench/bin/pip install -r benchmarks/procedures/requirements.txt
    PYTHONPATH=. .bench/bin/python benchmarks/procedures/speed.py

OpenFisca gets the same decision tables, one variable a table. Outcomes are compared before anything is timed.
"""

from __future__ import annotations

import datetime
import itertools
import time
from collections.abc import Callable
from typing import Any

from openfisca_model import OpenFisca

from procedures import decide, load_law
from procedures.decision import SHOWN, engine_for
from procedures.facts import Facts, read_facts
from procedures.law import LAW_DIR, read_law

DATE = datetime.date(2026, 11, 22)
SITUATIONS = [
    {
        "relation": relation,
        "sponsor_status": status,
        "applicant_country": country,
        "applicant_age": age,
        "sponsor_age": 30,
        "sponsor_free_movement": False,
        "applicant_dependent": True,
        "applicant_disabled": False,
        "applicant_unmarried": True,
        "applicant_location": "belgium" if residence else "abroad",
        "applicant_residence": residence or "unknown",
        "bond_before_visa_expiry": True,
        "exceptional_circumstances": False,
        "sponsor_residence_since": since,
    }
    for relation, status, country, age, residence, since in itertools.product(
        ("spouse", "registered_partner", "child", "parent", "other_family", "fiance"),
        ("belgian", "eu_citizen", "third_country_unlimited", "third_country_limited", "refugee"),
        ("MA", "US", "FR"),
        (17, 20, 30),
        (None, "limited_card", "marriage_visa"),
        ("before_2025_08_18", "from_2025_08_18"),
    )
]


def best(function: Callable[[], Any], times: int) -> float:
    """The shortest of some runs, in seconds of processor time, so that a busy machine counts less."""
    durations = []
    for _ in range(times):
        start = time.process_time()
        function()
        durations.append(time.process_time() - start)
    return min(durations)


def say(what: str, seconds: float) -> None:
    """One line of the report."""
    amount = f"{seconds * 1e3:10.1f} ms" if seconds >= 1e-3 else f"{seconds * 1e6:10.1f} µs"
    print(f"{what:<64}{amount}")


def main() -> None:
    """Compares the outcomes, then prints the times."""
    law = load_law()
    engine = engine_for(law, DATE)
    situations: list[Facts] = [read_facts(facts, law) for facts in SITUATIONS]
    openfisca = OpenFisca(engine)
    expected = [engine.decide(facts).values() for facts in situations]  # type: ignore[union-attr]
    assert openfisca.decide([facts.known for facts in situations]) == expected
    print(f"{len(situations)} situations: both give the same {len(SHOWN)} values for each\n")

    one = situations[0]
    print("procedures")
    say("reading the law (YAML, schema check)", best(lambda: read_law(LAW_DIR), 10))
    say("compiling one period of law", best(lambda: type(engine)(law, DATE), 10))
    say("checking and deriving the facts", best(lambda: read_facts(SITUATIONS[0], law), 500))
    say("the next question, nothing known", best(lambda: engine.decide(read_facts({}, law)), 500))
    say(
        "the next question, out of order",
        best(lambda: decide({"applicant_age": 20, "relation": "child"}, DATE), 500),
    )
    say("the decision with its rules, one situation", best(lambda: engine.decide(one), 500))
    say("the decision in the diagram alone", best(lambda: engine.diagram.restrict(one.known), 500))
    say("the whole advice, worded, with sources", best(lambda: decide(SITUATIONS[0], DATE), 200))
    everyone = best(lambda: [engine.decide(facts) for facts in situations], 5)
    say(f"the decision, each of {len(situations)} situations", everyone / len(situations))

    print("\nopenfisca-core, the same tables")
    say("building the system (without reading the law)", best(lambda: OpenFisca(engine), 5))
    say("the decision, one situation", best(lambda: openfisca.decide([one.known]), 50))
    together = best(lambda: openfisca.decide([facts.known for facts in situations]), 5)
    say(f"the decision, each of {len(situations)} situations, all at once", together / len(situations))
    print("\nOpenFisca has no next question: it computes with a default for what was not given.")


if __name__ == "__main__":
    main()
