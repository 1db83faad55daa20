"""Thumbs up or down, with an optional comment: counted by day, without session, address or hour."""

import datetime
import json
import os
import re
from pathlib import Path
from typing import Literal

import msgspec

MOST_BYTES = 2_000_000
MOST_COMMENT = 500

# A comment may hold what nobody asked for: mail addresses, and digits as in phone and register numbers.
_PERSONAL = re.compile(r"\S+@\S+|\+?\d[\d .\-/()]{5,}\d")


class Feedback(msgspec.Struct, forbid_unknown_fields=True):
    """What the widget sends."""

    rating: Literal["up", "down"]
    about: Literal["advice", "answer"]
    comment: str = ""


class FeedbackFull(Exception):
    """The file has reached its limit: somebody should read it and move it away."""


class FeedbackBook:
    """Appends one line of JSON per rating to a file that only the server may read."""

    def __init__(self, path: Path) -> None:
        """Keep the path; the file is made when the first rating comes."""
        self._path = path

    def add(self, feedback: Feedback, municipality: str) -> None:
        """Write one rating."""
        line = {
            "day": datetime.date.today().isoformat(),
            "municipality": municipality,
            "rating": feedback.rating,
            "about": feedback.about,
            "comment": _PERSONAL.sub("[…]", feedback.comment[:MOST_COMMENT]).strip(),
        }
        self._path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as file:
            if file.tell() > MOST_BYTES:
                raise FeedbackFull
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
