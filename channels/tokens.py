"""Signed, expiring tokens: sessions, rendered payloads and checklists.

Everything a browser holds is signed here and nothing has to be remembered by the server, so a restart or
a second worker changes nothing.
"""

import os
import secrets
import stat
from pathlib import Path
from typing import Any, NamedTuple

from itsdangerous import BadSignature, SignatureExpired, URLSafeSerializer, URLSafeTimedSerializer
from rasa.shared.exceptions import RasaException

MINIMUM_SECRET_LENGTH = 32
HOUR = 3600
DAY = 24 * HOUR


class Session(NamedTuple):
    """Who is talking: a conversation id made by the server and the municipality whose widget is used."""

    conversation: str
    municipality: str


class TokenRejected(Exception):
    """The token was not made here."""


class TokenExpired(TokenRejected):
    """The token was made here, but too long ago."""


def load_secret(stamps: Path) -> str:
    """Return WEB_SECRET, else this installation's own random secret; nothing weak or readable by others."""
    secret = os.environ.get("WEB_SECRET")
    if secret is None:
        try:
            secret = _installation_secret(stamps / "web-secret")
        except OSError as error:
            raise RasaException(f"No secret can be kept in {stamps} ({error}): set WEB_SECRET.") from error
    if len(secret) < MINIMUM_SECRET_LENGTH:
        raise RasaException(f"WEB_SECRET must have at least {MINIMUM_SECRET_LENGTH} characters.")
    return secret


def _installation_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise RasaException(f"{path} can be read by others: run 'chmod 600 {path}'.") from None
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        secret = secrets.token_urlsafe(48)
        file.write(secret)
    return secret


class Tokens:
    """Makes and reads the signed tokens of one installation."""

    def __init__(
        self, secret: str, session_seconds: int = 12 * HOUR, checklist_seconds: int = 90 * DAY
    ) -> None:
        """Keep the secret and the life of each kind of token."""
        self._secret = secret
        self.session_seconds = session_seconds
        self.checklist_seconds = checklist_seconds

    def new_session(self, municipality: str) -> str:
        """Return the token of a brand-new conversation."""
        return self._timed("session").dumps([secrets.token_urlsafe(18), municipality])

    def read_session(self, token: str) -> Session:
        """Return the session of a token made by `new_session`."""
        return Session(*self._load(self._timed("session"), token, self.session_seconds))

    def sign_payload(self, payload: str, conversation: str) -> str:
        """Sign what a button sends, for this conversation only."""
        return self._plain(conversation).dumps(payload)

    def read_payload(self, token: str, conversation: str) -> str:
        """Return the payload of a button that was rendered in this conversation."""
        return self._load(self._plain(conversation), token)

    def sign_checklist(self, content: dict[str, Any]) -> str:
        """Sign what a checklist page is made of."""
        return self._timed("checklist").dumps(content)

    def read_checklist(self, token: str) -> dict[str, Any]:
        """Return what was signed by `sign_checklist`."""
        return self._load(self._timed("checklist"), token, self.checklist_seconds)

    def _timed(self, salt: str) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self._secret, salt=f"gezinswegwijzer/{salt}")

    def _plain(self, conversation: str) -> URLSafeSerializer:
        return URLSafeSerializer(self._secret, salt=f"gezinswegwijzer/payload/{conversation}")

    @staticmethod
    def _load(serializer: Any, token: str, seconds: int | None = None) -> Any:
        try:
            return serializer.loads(token) if seconds is None else serializer.loads(token, max_age=seconds)
        except SignatureExpired as error:
            raise TokenExpired from error
        except (BadSignature, UnicodeError) as error:
            raise TokenRejected from error
