"""Reads every YAML file of the project, or those named, and reports what a loader passes over in silence."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import yaml

from scripts.paths import ROOT


class StrictLoader(yaml.CSafeLoader):
    """A loader for which a key given twice is an error: plain YAML readers keep the last one."""


def _mapping(loader: StrictLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _value in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            problem = f"key {key!r} stands here twice"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=key_node.start_mark)
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def errors_in(path: Path) -> str | None:
    """Return what is wrong with a YAML file, or None."""
    try:
        with open(path, encoding="utf-8") as file:
            for _document in yaml.load_all(file, StrictLoader):
                pass
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        return f"{path}: {' '.join(str(error).split())}"
    return None


def project_files() -> list[Path]:
    """Return all YAML files that git knows or would take in."""
    argv = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.yml", "*.yaml"]
    listed = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.splitlines() if (ROOT / name).is_file()]


def main(names: list[str]) -> int:
    """Check the named files, or all; return the exit status."""
    paths = [Path(name) for name in names] or project_files()
    errors = [error for path in paths if (error := errors_in(path))]
    print("\n".join(errors), end="\n" if errors else "", file=sys.stderr)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
