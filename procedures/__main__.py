"""`python -m procedures decide [--date YYYY-MM-DD] FACTS.json`: the rules from the command line."""

import argparse
import datetime
import json
import sys
from typing import Any

from procedures import DateError, FactError, LawError, decide

BAD_INPUT = 2


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns the exit status (2 for bad input, with one line on standard error)."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except (FactError, DateError) as error:
        print(error, file=sys.stderr)
        return BAD_INPUT
    except LawError as error:
        print(f"the law data is wrong: {error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m procedures", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = commands.add_parser(
        "decide", help="the advice for a set of facts, or the next fact needed, as JSON"
    )
    _add_facts(command)
    command.set_defaults(run=_decide)
    return parser


def _add_facts(command: argparse.ArgumentParser) -> None:
    command.add_argument("facts", metavar="FACTS.json", help="a JSON object of facts; - reads standard input")
    command.add_argument("--date", type=_date, help="the date of the application (today if left out)")


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date YYYY-MM-DD") from None


def _decide(options: argparse.Namespace) -> int:
    result = decide(_read_facts(options.facts), options.date)
    print(json.dumps(result.to_json(), ensure_ascii=False, indent=2))
    return 0


def _read_facts(path: str) -> dict[str, Any]:
    try:
        if path == "-":
            data = json.load(sys.stdin)
        else:
            with open(path, encoding="utf-8") as file:
                data = json.load(file)
    except OSError as error:
        raise FactError(f"{path}: {error.strerror}") from None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise FactError(f"{path}: not JSON: {error}") from None
    if not isinstance(data, dict):
        raise FactError(f"{path}: the facts must be one JSON object")
    return data


if __name__ == "__main__":
    sys.exit(main())
