"""The web gateway: a Rasa input channel for the widget, with the demo page and the printable checklist.

The server makes the session, signs every button it renders and believes nothing else that a browser says.
"""

import datetime
import json
import logging
import os
import unicodedata
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.core.lock_store import RedisLockStore
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty
from sanic.response import json as json_response

from channels import pages
from channels.errors import WebError, error_body
from channels.feedback import Feedback, FeedbackBook, FeedbackFull
from channels.forget import CannotForget, forget
from channels.limits import RateLimit
from channels.network import API_POLICY, SECURITY_HEADERS, Network
from channels.tokens import Session, TokenExpired, TokenRejected, Tokens, load_secret
from channels.turns import Turn, Turns
from municipalities import Municipality, municipalities, municipality

logger = logging.getLogger(__name__)

ROOT = Path(__file__).parent.parent
API = "/webhooks/web"
MOST_BODY = 131_072
MOST_HISTORY = 60
MOST_MESSAGE = 2_000
CORS_HEADERS = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "authorization, content-type",
    "Access-Control-Expose-Headers": "retry-after",
    "Access-Control-Max-Age": "7200",
}

Body = TypeVar("Body", bound=msgspec.Struct)


class SessionRequest(msgspec.Struct):
    """A widget that opens."""

    municipality: str = ""


class Said(msgspec.Struct):
    """What a person typed (`text`) or the button pressed (`payload`, as we signed it)."""

    text: str = ""
    payload: str = ""


class MessageRequest(Said, kw_only=True):
    """One message. `continued`: the earlier turns are on show; `history`: those turns, when asked for."""

    id: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    language: str = "nl"
    continued: bool = False
    history: Annotated[list[Said], msgspec.Meta(max_length=MOST_HISTORY)] = []


class WebInput(InputChannel):
    """Serves the widget, its conversations, the demo page and the checklists."""

    def __init__(
        self,
        tokens: Tokens,
        network: Network,
        feedback: FeedbackBook,
        *,
        public_url: str = "",
        demo: str | None = "lindebeek",
        messages_per_minute: int = 30,
        requests_per_minute: int = 240,
        sessions_per_hour: int = 120,
    ) -> None:
        """`demo` is the municipality of the demo page, None leaves that page out."""
        self.tokens = tokens
        self.network = network
        self.feedback = feedback
        self.public_url = public_url
        self.demo = demo
        self._messages = RateLimit("messages", messages_per_minute, 60)
        self._requests = RateLimit("requests", requests_per_minute, 60)
        self._sessions = RateLimit("sessions", sessions_per_hour, 3600)

    @classmethod
    def name(cls) -> str:
        """Name in credentials.yml and in Rasa's trackers."""
        return "web"

    def url_prefix(self) -> str:
        """The pages live outside /webhooks, so the routes carry their full path."""
        return "/"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "WebInput":
        """Build the channel from credentials.yml and the WEB_* variables of the environment."""
        settings = dict(credentials or {})
        secret = load_secret(ROOT / ".stamps")
        origins = [origin for known in municipalities().values() for origin in known.origins]
        origins += _listed("WEB_ORIGINS") + settings.pop("origins", [])
        proxies = _listed("WEB_TRUSTED_PROXIES") + settings.pop("trusted_proxies", [])
        feedback = Path(os.environ.get("WEB_FEEDBACK_FILE", ROOT / "results" / "feedback.jsonl"))
        settings.setdefault("public_url", os.environ.get("WEB_PUBLIC_URL", ""))
        return cls(Tokens(secret), Network(secret, proxies, origins), FeedbackBook(feedback), **settings)

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """Return all routes."""
        turns = Turns(on_new_message)
        routes = Blueprint("gezinswegwijzer_web")

        @routes.get(f"{API}/")
        async def health(request: Request) -> HTTPResponse:
            return json_response({"status": "ok"})

        @routes.get(f"{API}/config")
        async def config(request: Request) -> HTTPResponse:
            self.limit_request(request)
            return json_response(_settings(municipality(request.args.get("municipality"))))

        @routes.post(f"{API}/session", stream=True)
        async def new_session(request: Request) -> HTTPResponse:
            body = await self._read(request, SessionRequest)
            _limit(request, self._sessions, self.network.hashed_address(request))
            token = self.tokens.new_session(municipality(body.municipality).id)
            return json_response({"token": token, "expires_in": self.tokens.session_seconds}, status=201)

        @routes.post(f"{API}/messages", stream=True)
        async def receive(request: Request) -> HTTPResponse | None:
            body = await self._read(request, MessageRequest)
            session = self._session(request)
            turn = turns.find(session.conversation, body.id)
            if turn is None:
                _limit(request, self._messages, session.conversation)
                said = [self._text(body, session)]
                if body.continued and not await _remembers(request.app, session):
                    if not body.history:
                        return json_response({"event": "forgotten"})
                    said = [self._text(earlier, session) for earlier in body.history] + said
                turn = turns.start(session, body.id, said, body.language[:8], self._renderer(session))
            response = await request.respond(
                content_type="application/x-ndjson", headers={"X-Accel-Buffering": "no"}
            )
            async for event in _events(turn):
                await response.send(json.dumps(event, ensure_ascii=False) + "\n")
            await response.eof()
            return None

        @routes.delete(f"{API}/conversation")
        async def delete(request: Request) -> HTTPResponse:
            self._admit(request)
            session = self._session(request)
            turns.forget(session.conversation)
            try:
                async with turns.lock(session.conversation):
                    await forget(request.app.ctx.agent, session.conversation)
            except CannotForget as error:
                raise WebError(501, "cannot_forget") from error
            return empty()

        @routes.post(f"{API}/feedback", stream=True)
        async def receive_feedback(request: Request) -> HTTPResponse:
            body = await self._read(request, Feedback)
            session = self._session(request)
            _limit(request, self._messages, session.conversation)
            try:
                self.feedback.add(body, session.municipality)
            except (FeedbackFull, OSError) as error:
                raise WebError(503, "feedback_full") from error
            return empty()

        for path in ("config", "session", "messages", "conversation", "feedback"):
            routes.add_route(_preflight, f"{API}/{path}", methods=["OPTIONS"], name=f"preflight_{path}")

        routes.add_route(_unknown, f"{API}/<path:path>", methods=["GET", "POST", "PUT", "DELETE"])
        pages.add_routes(routes, self)
        _add_manners(routes, self.network)
        return routes

    def limit_request(self, request: Request) -> None:
        """Count one request of this address, for pages that cost something."""
        _limit(request, self._requests, self.network.hashed_address(request))

    async def _read(self, request: Request, kind: type[Body]) -> Body:
        self._admit(request)
        data = bytearray()
        while request.stream and (chunk := await request.stream.read()) is not None:
            data += chunk
            if len(data) > MOST_BODY:
                raise WebError(413, "body_too_large")
        try:
            return msgspec.json.decode(bytes(data), type=kind)
        except (msgspec.DecodeError, UnicodeError) as error:
            raise WebError(400, "bad_request") from error

    def _admit(self, request: Request) -> None:
        if self.network.allowed_origin(request) is None:
            raise WebError(403, "origin_not_allowed")
        self.limit_request(request)

    def _session(self, request: Request) -> Session:
        try:
            return self.tokens.read_session(request.token or "")
        except TokenExpired as error:
            raise WebError(401, "session_expired") from error
        except TokenRejected as error:
            raise WebError(401, "session_missing") from error

    def _text(self, body: Said, session: Session) -> str:
        if body.payload:
            try:
                return self.tokens.read_payload(body.payload, session.conversation)
            except TokenRejected as error:
                raise WebError(400, "payload_not_rendered") from error
        if len(body.text) > MOST_MESSAGE:
            raise WebError(413, "message_too_long", limit=MOST_MESSAGE)
        text = plain(body.text)
        if not text:
            raise WebError(400, "empty_message")
        return text

    def _renderer(self, session: Session) -> Callable[[dict[str, Any]], dict[str, Any]]:
        def render(message: dict[str, Any]) -> dict[str, Any]:
            rendered: dict[str, Any] = {}
            if text := message.get("text"):
                rendered["text"] = str(text)
            if buttons := [*(message.get("quick_replies") or []), *(message.get("buttons") or [])]:
                rendered["buttons"] = [self._button(button, session) for button in buttons]
            if custom := message.get("custom"):
                rendered["custom"] = self._custom(custom, session)
            return rendered

        return render

    def _button(self, button: dict[str, Any], session: Session) -> dict[str, str]:
        title = str(button.get("title", ""))
        payload = str(button.get("payload") or title)
        return {"title": title, "payload": self.tokens.sign_payload(payload, session.conversation)}

    def _custom(self, custom: dict[str, Any], session: Session) -> dict[str, Any]:
        """Give an advice its checklist link; the facts behind it stay here."""
        shown = {key: value for key, value in custom.items() if key != "facts"}
        if facts := custom.get("facts"):
            content = {
                "facts": {name: value for name, value in facts.items() if value is not None},
                "municipality": session.municipality,
                "date": custom.get("date") or datetime.date.today().isoformat(),
            }
            shown["checklist_url"] = f"checklist/{self.tokens.sign_checklist(content)}"
        return shown


def plain(text: str) -> str:
    """Return typed text as Rasa may see it: nothing invisible, no slash that makes it a command."""
    visible = "".join(_visible(char) for char in text).strip()
    return visible.lstrip("/ \t\n") or "?" if visible.startswith("/") else visible


def _visible(char: str) -> str:
    if char.isprintable() or char in "\n\t":
        return char
    return "" if unicodedata.category(char) == "Cf" else " "


def _limit(request: Request, limit: RateLimit, key: str) -> None:
    """Count one event, in the Redis of the lock store if there is one: then all processes count together."""
    lock_store = request.app.ctx.agent.lock_store
    shared = lock_store.red if isinstance(lock_store, RedisLockStore) else None
    if seconds := limit.retry_after(key, shared):
        raise WebError(429, "too_many_requests", retry_after=seconds, seconds=seconds)


async def _events(turn: Turn) -> AsyncIterator[dict[str, Any]]:
    yield {"event": "typing"}
    async for message in turn.messages():
        yield {"event": "message", "message": message}
    yield {"event": "error", "error": error_body(turn.error)} if turn.error else {"event": "done"}


async def _remembers(app: Sanic, session: Session) -> bool:
    return bool(await app.ctx.agent.tracker_store.exists(session.conversation))


def _settings(place: Municipality) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.name,
        "logo": f"widget/{place.logo}" if place.logo else None,
        "greeting": place.greeting,
        "starting_questions": place.starting_questions,
        "most_characters": MOST_MESSAGE,
    }


def _listed(variable: str) -> list[str]:
    return [item.strip() for item in os.environ.get(variable, "").split(",") if item.strip()]


async def _preflight(request: Request) -> HTTPResponse:
    return empty()


async def _unknown(request: Request, path: str) -> HTTPResponse:
    raise WebError(404, "not_found")


def _add_manners(routes: Blueprint, network: Network) -> None:
    """Every answer gets its headers, every refusal is JSON, and nothing shows a stack trace."""

    @routes.exception(WebError)
    async def refuse(request: Request, error: WebError) -> HTTPResponse:
        return error.response()

    @routes.exception(Exception)
    async def fail(request: Request, error: Exception) -> HTTPResponse:
        logger.error("A request could not be answered.", exc_info=error)
        return WebError(getattr(error, "status_code", 500), "internal_error").response()

    @routes.middleware("response")
    async def add_headers(request: Request, response: HTTPResponse) -> None:
        for name, value in SECURITY_HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", API_POLICY)
        response.headers.setdefault("Cache-Control", "no-store")
        if request.path.startswith(API):
            response.headers["Vary"] = "Origin"
            if origin := network.allowed_origin(request):
                response.headers.update({"Access-Control-Allow-Origin": origin, **CORS_HEADERS})
