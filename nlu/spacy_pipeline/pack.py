"""Pack a trained pipeline as a wheel, with its licence and what was measured.

Usage: python pack.py PIPELINE SCORES_JSON WORK_DIR VENDOR_DIR
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import nl_ud_lexicon  # noqa: F401  (registers the layers)
import spacy
import srsly
from evaluate import PARTS, table
from spacy.cli import package

HERE = Path(__file__).parent
PACKAGE = "nl_ud_sm"
DISABLED = "senter"
BUILD_TIME = "1767225600"
"""A fixed time for the files in the wheel: the same pipeline gives the same wheel."""

README = """# {name} {version}

{description}

Licence: {license}; attribution in LICENSE. Sources: {sources}.

Percentages of right words, measured on sentences that were not used in training:

{table}

The published figures of `nl_core_news_sm` were measured by its makers on another release of the test parts.
How this pipeline was made, and what was tried: docs/decisions/spacy-pipeline.md in the project.
"""


def describe(scores: dict[str, dict[str, float]]) -> dict[str, Any]:
    """Complete the committed description with what was measured."""
    meta: dict[str, Any] = srsly.read_json(HERE / "meta.json")
    meta["performance"] = {PARTS[part]: measured for part, measured in scores.items()}
    return meta


def main(pipeline: Path, scores_file: Path, work: Path, vendor: Path) -> None:
    """Write the wheel, its licence, README and hash to the vendor folder."""
    scores = srsly.read_json(scores_file)
    meta = describe(scores)
    nlp = spacy.load(pipeline)
    if DISABLED not in nlp.disabled:
        nlp.disable_pipe(DISABLED)
    nlp.meta.update(meta)
    # Where things were during training is nobody's business.
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    model = work / "model"
    shutil.rmtree(model, ignore_errors=True)
    nlp.to_disk(model)
    readme = README.format(
        **{**meta, "name": PACKAGE, "sources": ", ".join(source["name"] for source in meta["sources"])},
        table=table(scores),
    )
    (model / "README.md").write_text(readme, encoding="utf-8")
    shutil.copy(HERE / "LICENSE", model / "LICENSE")

    os.environ["SOURCE_DATE_EPOCH"] = BUILD_TIME
    out = work / "package"
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    package(
        model, out, code_paths=[HERE / "nl_ud_lexicon.py"], create_sdist=False, create_wheel=True, force=True
    )

    vendor.mkdir(exist_ok=True)
    for old in vendor.glob(f"{PACKAGE}-*.whl"):
        old.unlink()
    (wheel,) = out.rglob("*.whl")
    shutil.copy(wheel, vendor)
    shutil.copy(model / "README.md", vendor)
    shutil.copy(HERE / "LICENSE", vendor)
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (vendor / "SHA256SUMS").write_text(f"{digest}  {wheel.name}\n", encoding="utf-8")
    print(f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB, sha256 {digest}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
