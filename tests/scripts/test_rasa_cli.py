"""The mends to Rasa's command line: a quick check of replies, a secret kept from view, a Dutch shell."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from rasa.core.actions.action import RemoteAction

from scripts import rasa_cli, stamps

SLOT = {"event": "slot", "timestamp": None, "name": "relation", "value": "spouse"}
GOOD = {"events": [SLOT], "responses": [{"text": "Hallo"}]}
BAD: list[dict[str, Any]] = [
    {"events": [{"event": "no such event"}]},
    {"events": "none"},
    {"responses": ["only text"]},
]


@pytest.fixture
def mended(monkeypatch: pytest.MonkeyPatch) -> RemoteAction:
    """A remote action with the quick check; Rasa's own comes back after the test."""
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result)
    rasa_cli.validate_replies_with_one_validator()
    return RemoteAction("action_answer", None)


def test_a_good_reply_is_taken(mended: RemoteAction) -> None:
    assert mended._validate_action_result(GOOD) is True


@pytest.mark.parametrize("reply", BAD)
def test_a_bad_reply_is_refused_as_rasa_does(mended: RemoteAction, reply: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(reply, RemoteAction.action_response_format_spec())
    with pytest.raises(jsonschema.ValidationError):
        mended._validate_action_result(reply)


def test_the_schema_is_checked_once(mended: RemoteAction, monkeypatch: pytest.MonkeyPatch) -> None:
    mended._validate_action_result(GOOD)
    monkeypatch.setattr(RemoteAction, "action_response_format_spec", lambda: pytest.fail("built again"))
    assert mended._validate_action_result(GOOD) is True


@pytest.mark.parametrize(
    ("argv", "token", "expected"),
    [
        (["run", "--enable-api"], "s3cret", ["run", "--enable-api", "--auth-token", "s3cret"]),
        (["run"], "s3cret", ["run"]),
        (["run", "--enable-api"], "", ["run", "--enable-api"]),
    ],
)
def test_the_token_is_taken_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, argv: list[str], token: str, expected: list[str]
) -> None:
    monkeypatch.setenv("RASA_TOKEN", token)
    assert rasa_cli.add_token_from_environment(argv) == expected


def test_the_shell_numbers_the_buttons_of_all_messages(capsys: pytest.CaptureFixture[str]) -> None:
    shell = rasa_cli.DutchShell()
    shell.show({"text": "Waar woon je?", "buttons": [{"title": "In België", "payload": "/inform{1}"}]})
    shell.show({"custom": {"type": "advice"}})
    shell.show({"text": "Of:", "buttons": [{"title": "In het buitenland", "payload": "/inform{2}"}]})
    shown = capsys.readouterr().out
    assert shown == "\nWaar woon je?\n  1. In België\n\nOf:\n  2. In het buitenland\n"
    assert [shell.payload(text) for text in ("1", "2")] == ["/inform{1}", "/inform{2}"]


@pytest.mark.parametrize("text", ["0", "3", "19", "²", "-1", "ja"])
def test_the_shell_takes_everything_else_as_text(text: str) -> None:
    shell = rasa_cli.DutchShell()
    shell.show({"buttons": [{"title": "Ja", "payload": "/affirm"}, {"title": "Nee", "payload": "/deny"}]})
    assert shell.payload(text) == text


@pytest.mark.parametrize("asked", ["auto", "nl_core_news_sm"])
def test_the_installed_pipeline_is_used_whatever_was_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, asked: str
) -> None:
    monkeypatch.setattr(stamps, "STAMPS", tmp_path)
    (tmp_path / "spacy_model").write_text("nl_ud_sm\n0.1.0\n")
    monkeypatch.setenv("SPACY_MODEL", asked)
    rasa_cli.name_the_installed_pipeline()
    assert os.environ["SPACY_MODEL"] == "nl_ud_sm"
