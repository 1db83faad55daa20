"""Each language that the actions answer in has its line in the domain, and the other way round."""

from pathlib import Path

import yaml

from procedures import load_law

ROOT = Path(__file__).parents[2]


def test_every_language_answered_has_a_response() -> None:
    responses = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"]
    prefix = "utter_other_language_"
    codes = {name.removeprefix(prefix) for name in responses if name.startswith(prefix)}
    assert codes == set(load_law().wording["languages_answered"])
