"""What set-up says on the terminal: steps with elapsed times, and problems in one clear line."""

from __future__ import annotations

import errno
import re
import time

START = time.monotonic()


class Problem(Exception):
    """Something a person can mend. The message is one line: what is wrong and what to do about it."""


class Stopped(BaseException):
    """We were asked to stop, by Ctrl-C or by a signal."""

    def __init__(self, signal_number: int) -> None:
        super().__init__(signal_number)
        self.exit_status = 128 + signal_number


def say(text: str) -> None:
    """Print one line of progress with the seconds since the start."""
    print(f"[{time.monotonic() - START:4.0f} s] {text}", flush=True)


DISK_FULL = "de schijf is vol. Maak plaats vrij en begin opnieuw"
NO_DOWNLOAD = (
    "een download lukte niet. Controleer de verbinding (achter een proxy: HTTPS_PROXY; met een eigen "
    "spiegel: PIP_INDEX_URL) en begin opnieuw; wat al binnen is, wordt hergebruikt"
)
BAD_HASH = (
    "een gedownload pakket heeft niet de verwachte inhoud. Haal de laatste versie van het project op; "
    "blijft het zo, vertrouw de spiegel of proxy dan niet"
)

# What the installers print, and what it means for a person. The first that matches counts.
KNOWN_FAILURES = (
    (re.compile(r"No space left on device|os error 28|Disk quota exceeded|Errno 28"), DISK_FULL),
    (re.compile(r"hash mismatch|DO NOT MATCH THE HASHES", re.IGNORECASE), BAD_HASH),
    (
        re.compile(
            r"error sending request|failed to fetch|failed to download"
            r"|connection (refused|reset|aborted|error)|timed out|network is unreachable|proxyerror|tunnel"
            r"|name resolution|name or service not known"
            r"|could not find a version|no matching distribution|incomplete ?read|unexpected end of file"
            r"|certificate verify failed|HTTP (status|error)|bad ?zip|broken pipe",
            re.IGNORECASE,
        ),
        NO_DOWNLOAD,
    ),
)


def explain(output: str) -> str | None:
    """Say in one line what an installer's output means, or None if it is nothing we know."""
    return next((meaning for pattern, meaning in KNOWN_FAILURES if pattern.search(output)), None)


def explain_os_error(error: OSError) -> Problem:
    """Turn an error of our own file handling into a problem a person can mend."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Problem(DISK_FULL)
    return Problem(f"{error.strerror or error}: {error.filename or 'onbekend bestand'}")
