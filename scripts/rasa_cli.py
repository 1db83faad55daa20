"""Rasa's own command line with a few mends: the pipeline's name, a slow check, a visible secret, a raw shell.

Called like `rasa`: python -m scripts.rasa_cli run --port 5005
"""

from __future__ import annotations

import asyncio
import os
import sys
from functools import lru_cache
from typing import Any

import jsonschema
import rasa.__main__
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from prompt_toolkit import PromptSession
from rasa.core.actions.action import RemoteAction
from rasa.core.channels import console

from scripts import stamps


@lru_cache(maxsize=1)
def _reply_validator() -> Validator:
    schema = RemoteAction.action_response_format_spec()
    return validator_for(schema)(schema)


def _validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
    error = jsonschema.exceptions.best_match(_reply_validator().iter_errors(result))
    if error is not None:
        raise error
    return True


def validate_replies_with_one_validator() -> None:
    """Make the check of each action's reply cheap, with the same result.

    Rasa calls jsonschema.validate, which first checks the constant schema itself, every time: 30 of the 40
    milliseconds of an action. Here the validator is built once.
    """
    RemoteAction._validate_action_result = _validate_action_result


def name_the_installed_pipeline() -> None:
    """Fill in ${SPACY_MODEL} of config.yml: the pipeline that is installed, whatever was asked for."""
    installed = stamps.read("spacy_model").split()
    if installed:
        os.environ["SPACY_MODEL"] = installed[0]


def add_token_from_environment(argv: list[str]) -> list[str]:
    """Rasa takes its API token as an argument only, where every user of the machine can read it."""
    token = os.environ.get("RASA_TOKEN")
    return [*argv, "--auth-token", token] if token and "--enable-api" in argv else argv


class DutchShell:
    """What Rasa's shell shows and asks: buttons as a numbered list, no raw payloads, no raw JSON."""

    def __init__(self) -> None:
        self.payloads: list[str] = []

    def show(self, message: dict[str, Any], *_args: object) -> None:
        """Print what the bot says. The text is always enough by itself, so the custom part is left out."""
        if message.get("text"):
            print(f"\n{message['text']}")
        for button in message.get("buttons") or []:
            self.payloads.append(str(button["payload"]))
            print(f"  {len(self.payloads)}. {button['title']}")

    def payload(self, text: str) -> str:
        """Return the payload of the button whose number was typed, or else the text itself."""
        chosen = int(text) - 1 if text.isdecimal() else -1
        return self.payloads[chosen] if 0 <= chosen < len(self.payloads) else text

    async def ask(self, last_message: dict[str, Any] | None) -> str | None:
        """Show the bot's last message and read the answer; None ends the conversation."""
        if last_message is not None:
            self.show(last_message)
        line = await read_line("\nJij: ")
        answer = None if line is None else self.payload(line.strip())
        self.payloads = []
        return answer


async def read_line(prompt: str) -> str | None:
    """Read a line from the terminal, or from whatever is piped in; None at the end."""
    if sys.stdin.isatty():
        try:
            return str(await PromptSession().prompt_async(prompt))
        except (EOFError, KeyboardInterrupt):
            return None
    line = await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    print(f"{prompt}{line.strip()}")
    return line or None


def speak_dutch_in_the_shell() -> None:
    """Replace the English prompt and messages of Rasa's shell."""
    shell = DutchShell()
    welcome = "Typ je vraag en druk op Enter. Kies een knop met zijn nummer. Stoppen: /stop of Ctrl-C."
    console.rasa.shared.utils.cli.print_success = lambda *_args: print(welcome)
    console._print_bot_output = shell.show
    console._get_user_input = shell.ask


def main() -> None:
    """Run Rasa's command line."""
    name_the_installed_pipeline()
    validate_replies_with_one_validator()
    speak_dutch_in_the_shell()
    sys.argv = ["rasa", *add_token_from_environment(sys.argv[1:])]
    rasa.__main__.main()


if __name__ == "__main__":
    main()
