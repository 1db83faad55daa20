"""Each room imports only what the design lets it: nothing goes back up, and the rules know no Rasa."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = {
    "procedures": set(),
    "municipalities": {"procedures"},
    "nlu": {"procedures"},
    "actions": {"procedures", "municipalities"},
    "channels": {"procedures", "municipalities", "actions"},
}
OTHERS = {"benchmarks", "scripts", "tests"}
NOT_IN_THE_RULES = {"rasa", "rasa_sdk", "sanic", "spacy", "sklearn"}


def imported(file: Path) -> set[str]:
    """The packages that a file imports, by their first name."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {each.name.split(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_the_rooms_below_it(room: str) -> None:
    files = sorted((ROOT / room).rglob("*.py"))
    forbidden = (set(ROOMS) | OTHERS) - ROOMS[room] - {room}
    if room == "procedures":
        forbidden |= NOT_IN_THE_RULES
    assert files
    assert {
        str(file.relative_to(ROOT)): found for file in files if (found := imported(file) & forbidden)
    } == {}
