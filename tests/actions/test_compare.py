"""What differs between two advices."""

from typing import Any

from actions.compare import differences, first_sentence, same_outcome, summary
from procedures import decide

WIFE = {
    "relation": "spouse",
    "sponsor_status": "belgian",
    "applicant_country": "MA",
    "applicant_location": "abroad",
    "speaker": "sponsor",
}
CHILD = {**WIFE, "relation": "child", "applicant_age": 4}


def _summary(facts: dict[str, Any]) -> dict[str, Any]:
    advice = decide(facts).advice
    assert advice is not None
    return summary(advice)


def test_nothing_differs_from_itself() -> None:
    one = _summary(WIFE)
    assert same_outcome(one, one)
    assert differences(one, one) == []


def test_another_place_is_another_outcome() -> None:
    assert not same_outcome(_summary(WIFE), _summary({**WIFE, "applicant_location": "belgium"}))


def test_other_papers_are_named_both_ways() -> None:
    wife, child = _summary(WIFE), _summary(CHILD)
    more = "\n".join(differences(wife, child))
    less = "\n".join(differences(child, wife))
    assert "- Ook nodig: " in more
    assert "geboorteakte" in more.split("Niet meer nodig")[0]
    assert "huwelijksakte" in less.split("Niet meer nodig")[0]


def test_only_the_lists_that_were_asked() -> None:
    lines = differences(_summary(WIFE), _summary(CHILD), only=("documents",))
    assert lines
    assert all(line.startswith(("- Ook nodig", "- Niet meer nodig")) for line in lines)


def test_first_sentence() -> None:
    assert first_sentence("De huwelijksakte. Een afschrift volstaat.") == "De huwelijksakte."
    assert first_sentence("Een paspoort") == "Een paspoort"
