"""The rules from the command line: decide, explain, check the law data, show tables and drawings."""

import argparse
import datetime
import json
import sys
from typing import Any

from procedures import DateError, FactError, LawError, decide, load_law
from procedures.check import check
from procedures.drawing import drawings_as_markdown, tables_as_markdown
from procedures.explain import explain

BAD_INPUT = 2


def main(arguments: list[str] | None = None) -> int:
    """Runs one command; returns the exit status (2 for bad input, with one line on standard error)."""
    try:
        options = _parser().parse_args(arguments)
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
    command = commands.add_parser("explain", help="the reasoning behind a decision, in Dutch")
    _add_facts(command)
    command.set_defaults(run=_explain)
    command = commands.add_parser("check", help="what is wrong with the law data, with file and line")
    _add_date(command, "the day on which it should be right (today if left out)")
    command.set_defaults(run=_check)
    command = commands.add_parser("table", help="the decision tables as Markdown, for a lawyer to review")
    command.set_defaults(run=_table)
    command = commands.add_parser("graph", help="the decision as Mermaid drawings, in Markdown")
    _add_date(command, "the date of the application (today if left out)")
    command.set_defaults(run=_graph)
    return parser


def _add_facts(command: argparse.ArgumentParser) -> None:
    command.add_argument("facts", metavar="FACTS.json", help="a JSON object of facts; - reads standard input")
    _add_date(command, "the date of the application (today if left out)")


def _add_date(command: argparse.ArgumentParser, meaning: str) -> None:
    command.add_argument("--date", metavar="YYYY-MM-DD", help=meaning)


def _date(options: argparse.Namespace) -> datetime.date:
    text = options.date
    try:
        return datetime.date.fromisoformat(text) if text else datetime.date.today()
    except ValueError:
        raise DateError(f"--date has the value '{text}': it takes a date YYYY-MM-DD") from None


def _decide(options: argparse.Namespace) -> int:
    result = decide(_read_facts(options.facts), _date(options))
    print(json.dumps(result.to_json(), ensure_ascii=False, indent=2))
    return 0


def _explain(options: argparse.Namespace) -> int:
    print(explain(_read_facts(options.facts), _date(options), load_law()))
    return 0


def _check(options: argparse.Namespace) -> int:
    findings = check(load_law(), _date(options))
    errors = [finding for finding in findings if finding.error]
    notices = [finding for finding in findings if not finding.error]
    for error in errors:
        print(error)
    if notices:
        print(f"To look at ({len(notices)}):")
    for notice in notices:
        print(f"  {notice}")
    print(f"{len(errors)} errors, {len(notices)} notices.")
    return 1 if errors else 0


def _table(options: argparse.Namespace) -> int:
    print(tables_as_markdown(load_law()), end="")
    return 0


def _graph(options: argparse.Namespace) -> int:
    print(drawings_as_markdown(load_law(), _date(options)), end="")
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
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FactError(f"{path}: not JSON: {error}") from None
    if not isinstance(data, dict):
        raise FactError(f"{path}: the facts must be one JSON object")
    return data


if __name__ == "__main__":
    sys.exit(main())
