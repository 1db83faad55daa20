"""Where things are."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMPS = ROOT / ".stamps"
LOCK = ROOT / "requirements.lock"
RUNTIME_LOCK = ROOT / "requirements-runtime.lock"
INSTALLER_LOCK = ROOT / "scripts" / "uv-requirements.txt"
MODEL = ROOT / "models" / "gezinswegwijzer.tar.gz"
