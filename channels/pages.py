"""The pages around the chat: the widget's file, the demo page, the checklist with its PDF."""

import asyncio
import gzip
import hashlib
import mimetypes
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, FileSystemLoader
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, empty, html, raw, redirect

from channels.checklist import Checklist, pdf
from channels.errors import WebError, texts
from channels.network import PAGE_POLICY
from channels.tokens import TokenExpired, TokenRejected
from municipalities import municipality

if TYPE_CHECKING:
    from channels.web import WebInput

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
PDF_AT_ONCE = 2

templates = Environment(
    loader=FileSystemLoader(FOLDER / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
)


class StaticFile(NamedTuple):
    """A file as it is sent."""

    content: bytes
    compressed: bytes
    kind: str
    etag: str


@cache
def static_files() -> dict[str, StaticFile]:
    """Read every served file once; a name that is not here does not exist."""
    return {path.name: _static_file(path) for path in STATIC.iterdir()}


def _static_file(path: Path) -> StaticFile:
    content = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    etag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
    return StaticFile(content, gzip.compress(content, mtime=0), kind, etag)


def add_routes(routes: Blueprint, channel: "WebInput") -> None:
    """Add the pages to the channel's routes."""
    printing = asyncio.Semaphore(PDF_AT_ONCE)

    @routes.get("/widget/<name:str>")
    async def static(request: Request, name: str) -> HTTPResponse:
        file = static_files().get(name)
        if file is None:
            raise WebError(404, "not_found")
        headers = {
            "ETag": file.etag,
            "Cache-Control": "public, max-age=3600",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "Access-Control-Allow-Origin": "*",
            "Vary": "Accept-Encoding",
        }
        if request.headers.get("if-none-match") == file.etag:
            return empty(status=304, headers=headers)
        if "gzip" in request.headers.get("accept-encoding", ""):
            return raw(
                file.compressed, content_type=file.kind, headers={**headers, "Content-Encoding": "gzip"}
            )
        return raw(file.content, content_type=file.kind, headers=headers)

    @routes.get("/checklist/<name:str>")
    async def checklist(request: Request, name: str) -> HTTPResponse:
        channel.limit_request(request)
        token = name.removesuffix(".pdf")
        try:
            content = channel.tokens.read_checklist(token)
        except TokenExpired:
            return _page("message.html", 410, text=texts()["checklist_expired"])
        except TokenRejected:
            return _page("message.html", 404, text=texts()["checklist_unknown"])
        base = channel.public_url.rstrip("/") or channel.network.caller(request).base
        page = Checklist.build(content, f"{base}/checklist/{token}", channel.tokens.checklist_seconds)
        if token == name:
            return _page("checklist.html", 200, checklist=page)
        async with printing:
            source = templates.get_template("checklist.html").render(checklist=page)
            document = await asyncio.get_event_loop().run_in_executor(None, pdf, source, STATIC)
        return raw(
            document,
            content_type="application/pdf",
            headers={"Content-Disposition": 'inline; filename="checklist-gezinshereniging.pdf"'},
        )

    if channel.demo:
        _add_demo(routes, channel.demo)


def _add_demo(routes: Blueprint, name: str) -> None:
    @routes.get("/demo")
    async def demo(request: Request) -> HTTPResponse:
        place = municipality(request.args.get("municipality", name))
        return _page("demo.html", 200, municipality=place)

    @routes.get("/demo/contact")
    async def contact(request: Request) -> HTTPResponse:
        return _page("demo_contact.html", 200, municipality=municipality(name))

    async def home(request: Request) -> HTTPResponse | None:
        """Send people who open `/` to the demo page; programs still get Rasa's own greeting."""
        wants_page = "text/html" in request.headers.get("accept", "")
        return redirect("demo") if request.path == "/" and wants_page else None

    @routes.before_server_start
    async def greet_people(app: Sanic, _: object) -> None:
        app.register_middleware(home, "request")


def _page(template: str, status: int, **values: object) -> HTTPResponse:
    return html(
        templates.get_template(template).render(**values),
        status=status,
        headers={"Content-Security-Policy": PAGE_POLICY, "Cross-Origin-Opener-Policy": "same-origin"},
    )
