"""A real browser, and pages with the widget on them."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

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
WATCH_POLICY = """
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) =>
    violations.push(`${event.violatedDirective}: ${event.blockedURI}`));
"""

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
def open_context(browser: Browser) -> Iterator[OpenContext]:
    """Open browser windows; at the end none may have seen a script error or a policy violation."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: problems.append(str(error)))

    def start(**options: object) -> BrowserContext:
        context = browser.new_context(locale="nl-BE", **options)  # type: ignore[arg-type]
        context.set_default_timeout(30_000)
        context.add_init_script(WATCH_POLICY)
        context.on("page", watch)
        contexts.append(context)
        return context

    yield start
    for context in contexts:
        for page in context.pages:
            problems += page.evaluate("window.violations ?? []")
        context.close()
    assert problems == []


@pytest.fixture
def widget(open_context: OpenContext, gateway: LiveGateway) -> Widget:
    """The demo page on a desktop screen."""
    context = open_context(viewport={"width": 1280, "height": 860})
    return Widget(context.new_page(), gateway.address).visit()


@pytest.fixture
def phone(open_context: OpenContext, gateway: LiveGateway) -> Widget:
    """The demo page on a phone."""
    context = open_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True, device_scale_factor=2
    )
    return Widget(context.new_page(), gateway.address).visit()


@pytest.fixture(scope="session")
def images() -> Path:
    """Where the screenshots go; `SCREENSHOTS=docs/images` renews the ones of the documentation."""
    return ROOT / os.environ.get("SCREENSHOTS", "results/screenshots")
