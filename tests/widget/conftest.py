"""A real browser, and pages with the widget on them."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from channels.feedback import FeedbackBook
from channels.network import Network
from channels.tokens import Tokens
from channels.web import WebInput
from scripts.check import find_program
from tests.channels.conftest import SECRET
from tests.channels.fake_bot import LiveGateway
from tests.widget.pages import EMBED_ORIGIN, Widget

ROOT = Path(__file__).parent.parent.parent
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    # The page of "another origin" is made up by the test, the gateway is on this machine.
    "--disable-features=LocalNetworkAccessChecks",
]
VIOLATION = "policy violation "
WATCH_POLICY = f"""
  document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`{VIOLATION}${{event.violatedDirective}}: ${{event.blockedURI}}`));
"""
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 860}}
PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}

expect.set_options(timeout=30_000)

OpenContext = Callable[..., BrowserContext]


def chromium() -> str:
    """Path of the system's Chromium, which `make test` brings."""
    found = find_program("chromium")
    if found is None:
        pytest.fail("De tests hebben chromium nodig: apt install chromium", pytrace=False)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveGateway]:
    """The gateway with the scripted bot."""
    book = FeedbackBook(tmp_path_factory.mktemp("feedback") / "feedback.jsonl")
    channel = WebInput(
        Tokens(SECRET),
        Network(SECRET, [], [EMBED_ORIGIN]),
        book,
        messages_per_minute=10_000,
        requests_per_minute=10_000,
        sessions_per_hour=10_000,
    )
    with LiveGateway(channel) as running:
        yield running


@pytest.fixture
def problems() -> list[str]:
    """The script errors and policy violations that the browser has seen."""
    return []


@pytest.fixture
def open_context(browser: Browser, problems: list[str]) -> Iterator[OpenContext]:
    """Open browser windows; at the end none may have seen a problem, on any page."""
    contexts: list[BrowserContext] = []

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: problems.append(str(error)))

    def listen(line: ConsoleMessage) -> None:
        if line.text.startswith(VIOLATION):
            problems.append(line.text.removeprefix(VIOLATION))

    def start(**options: object) -> BrowserContext:
        context = browser.new_context(locale="nl-BE", **options)  # type: ignore[arg-type]
        context.set_default_timeout(30_000)
        context.add_init_script(WATCH_POLICY)
        context.on("console", listen)
        context.on("page", watch)
        contexts.append(context)
        return context

    yield start
    for context in contexts:
        context.close()
    assert problems == []


@pytest.fixture
def widget(open_context: OpenContext, gateway: LiveGateway) -> Widget:
    """The demo page on a desktop screen."""
    return Widget(open_context(**DESKTOP).new_page(), gateway.address).visit()


@pytest.fixture(params=["scripted", "trained"])
def address(request: pytest.FixtureRequest) -> str:
    """Each bot in turn: the one that follows a script, and the trained one that people meet."""
    running = request.getfixturevalue("gateway" if request.param == "scripted" else "bot")
    return str(running.address)


@pytest.fixture
def either(open_context: OpenContext, address: str) -> Widget:
    """The demo page on a desktop screen, with each bot."""
    return Widget(open_context(**DESKTOP).new_page(), address).visit()


@pytest.fixture
def phone(open_context: OpenContext, address: str) -> Widget:
    """The demo page on a phone, with each bot."""
    return Widget(open_context(**PHONE).new_page(), address).visit()


@pytest.fixture(scope="session")
def images() -> Path:
    """Where the screenshots go; `SCREENSHOTS=docs/images` renews the ones of the documentation."""
    return ROOT / os.environ.get("SCREENSHOTS", "results/screenshots")
