"""The decision as Markdown for people: the tables for a lawyer, and drawings (Mermaid) of the way to each
outcome.
"""

import datetime
from collections.abc import Iterator
from typing import Any

from procedures.decision import Engine, engine_for
from procedures.diagram import Leaf, Node, Variable, build
from procedures.facts import spoken
from procedures.in_words import name_in_words, value_in_words, when_in_words
from procedures.law import Law
from procedures.model import Rule, Table

# --- tables ---------------------------------------------------------------------------------------


def tables_as_markdown(law: Law) -> str:
    """Every decision table, row by row, with dates, article and sources."""
    words = law.review["tables"]
    lines = [words["opening"].rstrip()]
    for table in law.tables:
        lines += ["", f"## {name_in_words(table.decides, law).capitalize()} (`{table.decides}`)", ""]
        lines += [
            words[table.hit_policy],
            "",
            words["header"],
        ]
        lines += ["|---|---|---|---|---|---|---|"]
        lines += [_row(table, rule, law) for rule in table.rules]
    return "\n".join(lines) + "\n"


def _row(table: Table, rule: Rule, law: Law) -> str:
    conditions = "<br>".join(when_in_words(rule.when, law)) or law.review["tables"]["always"]
    outcome = value_in_words(table.decides, rule.then, law)
    reason = spoken(rule.reason, "third_party") + (f" *{rule.note}*" if rule.note else "")
    valid = f"vanaf {rule.valid_from}" + (f"<br>t.e.m. {rule.valid_to}" if rule.valid_to else "")
    sources = "<br>".join(f"[{name}]({law.sources[name].address})" for name in rule.sources)
    cells = [f"`{rule.id}`", conditions, outcome, reason, rule.article or "", valid, sources]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


# --- drawings -------------------------------------------------------------------------------------


def drawings_as_markdown(law: Law, date: datetime.date) -> str:
    """One drawing for each family bond (which procedure), and one for each procedure (where to file)."""
    engine = engine_for(law, date)
    words = law.review["drawings"]
    lines = [words["opening"].format(date=date).rstrip()]
    lines += ["", words["law"], "", *_drawn(law, engine, ["sponsor_law"], {}, "sponsor_law")]
    for option in law.facts["relation"].options:
        given = {"relation": option.value, "applicant_nationality": "visa_required"}
        lines += ["", words["procedure"].format(relation=spoken(option.title, "third_party")), ""]
        lines += _drawn(law, engine, ["sponsor_law", "procedure"], given, "procedure")
    procedures = {
        rule.then for table in engine.tables if table.decides == "procedure" for rule in table.rules
    }
    for procedure in sorted(procedures - {"none", "eu_registration"}):
        lines += ["", words["place"].format(procedure=value_in_words("procedure", procedure, law)), ""]
        lines += _drawn(law, engine, ["filing_reason", "filing"], {"procedure": procedure}, "filing")
    return "\n".join(lines) + "\n"


def _drawn(law: Law, engine: Engine, names: list[str], given: dict[str, Any], shown: str) -> Iterator[str]:
    tables = [table for table in engine.tables if table.decides in names]
    used = {name for table in tables for rule in table.rules for name in rule.when}
    variables = tuple(variable for variable in engine.variables if variable.name in used)
    if "procedure" in given:
        places: dict[Any, int] = {given["procedure"]: 0}
        variables = (Variable("procedure", (given["procedure"],), places.__getitem__), *variables)
    root = build(tables, variables, (shown,)).restrict(given)
    yield "```mermaid"
    yield "flowchart LR"
    numbers: dict[int, str] = {}
    yield from _lines(root, variables, law, shown, numbers)
    yield "```"


def _lines(
    node: Leaf | Node, variables: tuple[Variable, ...], law: Law, shown: str, numbers: dict[int, str]
) -> Iterator[str]:
    if id(node) in numbers:
        return
    number = numbers[id(node)] = f"n{len(numbers)}"
    if isinstance(node, Leaf):
        yield f'  {number}(["{_quoted(value_in_words(shown, dict(node.outcome)[shown], law))}"])'
        return
    variable = variables[node.level]
    yield f'  {number}{{"{_quoted(name_in_words(variable.name, law))}"}}'
    ways: dict[int, list[int]] = {}
    children: dict[int, Leaf | Node] = {}
    for index, child in enumerate(node.children):
        ways.setdefault(id(child), []).append(index)
        children[id(child)] = child
    for key, child in children.items():
        yield from _lines(child, variables, law, shown, numbers)
        yield f'  {number} -->|"{_quoted(_answers(variable, ways[key], law))}"| {numbers[key]}'


def _answers(variable: Variable, indexes: list[int], law: Law) -> str:
    if all(isinstance(value, int) and not isinstance(value, bool) for value in variable.values):
        return _ages(variable.values, indexes, law)
    return law.review["names"]["or"].join(
        value_in_words(variable.name, variable.values[index], law) for index in indexes
    )


def _ages(cuts: tuple[Any, ...], indexes: list[int], law: Law) -> str:
    """`cuts` are the lowest ages of bands; neighbouring bands are said as one."""
    words, or_ = law.review["drawings"], law.review["names"]["or"]
    said = []
    for index in indexes:
        if index - 1 in indexes:
            continue
        last = next(band for band in range(index, len(cuts)) if band + 1 not in indexes)
        if last == len(cuts) - 1:
            said.append(words["from"].format(age=cuts[index]))
        elif index == 0:
            said.append(words["below"].format(age=cuts[last + 1]))
        else:
            said.append(words["between"].format(first=cuts[index], last=cuts[last + 1] - 1))
    return or_.join(said)


def _quoted(text: str) -> str:
    return text.replace('"', "'")
