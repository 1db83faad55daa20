"""The committed bundle is the one that these sources make, small enough for a phone."""

import gzip
import hashlib
import json
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
WIDGET = ROOT / "widget"
BUNDLE = ROOT / "channels" / "static" / "gezins-wegwijzer.js"
MOST_BYTES = 40_000


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_bundle_belongs_to_its_sources() -> None:
    record = json.loads((WIDGET / "build.json").read_text())
    sources = [path for path in (WIDGET / "src").rglob("*") if path.suffix in {".ts", ".tsx", ".css"}]
    sources += [
        WIDGET / name for name in ("package.json", "package-lock.json", "tsconfig.json", "vite.config.ts")
    ]
    assert record["inputs"] == {path.relative_to(WIDGET).as_posix(): digest(path) for path in sources}
    assert record["bundle"] == digest(BUNDLE), "run `npm ci && npm run build` in widget/"


def test_the_bundle_is_small() -> None:
    assert len(gzip.compress(BUNDLE.read_bytes())) < MOST_BYTES


def test_the_bundle_makes_no_code_or_markup_from_text() -> None:
    code = BUNDLE.read_text(encoding="utf-8")
    for danger in ("eval(", "new Function", "document.write", "insertAdjacentHTML", "setHTML"):
        assert danger not in code
    own = "".join(path.read_text(encoding="utf-8") for path in (WIDGET / "src").rglob("*.ts*"))
    assert "innerHTML" not in own and "dangerouslySetInnerHTML" not in own


def test_the_lock_file_names_no_registry() -> None:
    assert '"resolved"' not in (WIDGET / "package-lock.json").read_text()
