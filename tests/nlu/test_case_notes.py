"""Case notes in telegram style: country codes and abbreviations, which only capitals tell from words."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.nlu.support import read, stated

NOTES = yaml.safe_load((Path(__file__).parent / "case_notes.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("note", NOTES, ids=[note["text"][:60] for note in NOTES])
def test_note(note: dict[str, Any]) -> None:
    assert stated(read(note["text"]), note["slots"]) == note["slots"]


@pytest.mark.parametrize(
    "text",
    ["ZE IS NU HIER", "IK WIL MIJN MAN LATEN KOMEN", "Mevr. vraagt GH aan", "Is dat OK voor mijn dossier?"],
)
def test_capitals_alone_are_no_country(text: str) -> None:
    assert "applicant_country" not in read(text).slots


def test_a_nationality_given_up_is_none() -> None:
    slots = read("Moeder BE (ex-CM), zoon CM, in Douala").slots
    assert (slots["sponsor_status"], slots["applicant_country"]) == ("belgian", "CM")
