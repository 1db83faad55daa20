"""The widget as a person meets it: by the names of its parts."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

# The web site of a municipality in `municipalities/`; every request to it is answered by the test itself.
EMBED_ORIGIN = "https://www.bilzen.be"
# To this both bots answer with one question, and "Belg" leads to the advice.
OPENING = "Mijn vrouw is Marokkaanse en woont in Marokko"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WCAG = {"runOnly": {"type": "tag", "values": LEVELS}}

HOSTILE_PAGE = """<!doctype html>
<html lang="nl">
<head><title>Een lastige pagina</title><link rel="stylesheet" href="hostile.css"></head>
<body><main><h1>Een lastige pagina</h1></main>
<script src="{address}/widget/gezins-wegwijzer.js" data-municipality="lindebeek"></script></body></html>"""

HOSTILE_STYLE = """
html { font-size: 40%; }
body, body * { font: bold 40px/1 serif !important; color: red !important; letter-spacing: 1em; }
body * { text-transform: uppercase; }
div, button, p, ul, dialog, svg { display: none !important; width: 3px !important; }
gezins-wegwijzer { direction: rtl; line-height: 0; visibility: visible; }
"""


class Widget:
    """One browser tab with the widget."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.launcher = page.locator(".launcher")
        self.panel = page.get_by_role("dialog", name="Gezinswegwijzer")
        self.box = page.get_by_label("Je bericht")
        self.log = page.locator("ol.log")
        self.choices = page.get_by_role("toolbar")
        self.typing = page.get_by_role("img", name="De Gezinswegwijzer typt…")
        self.announcer = page.locator("[aria-live=polite]")

    def visit(self, path: str = "demo") -> "Widget":
        """Go to a page of the demo."""
        self.page.goto(f"{self.address}/{path}")
        return self

    def visit_hostile_page(self) -> "Widget":
        """Go to another origin, with a strict policy and a style that breaks all it can reach."""
        policy = f"default-src 'none'; style-src 'self'; script-src {self.address}; "
        policy += f"connect-src {self.address}; img-src {self.address}; require-trusted-types-for 'script'"

        def answer(route: Route) -> None:
            style = route.request.url.endswith(".css")
            body = HOSTILE_STYLE if style else HOSTILE_PAGE.replace("{address}", self.address)
            kind = "text/css" if style else "text/html; charset=utf-8"
            route.fulfill(body=body, content_type=kind, headers={"Content-Security-Policy": policy})

        self.page.route(f"{EMBED_ORIGIN}/**", answer)
        self.page.goto(f"{EMBED_ORIGIN}/gezin")
        return self

    def open(self) -> "Widget":
        """Open the panel with the button."""
        self.launcher.click()
        expect(self.panel).to_be_visible()
        return self

    def say(self, text: str) -> "Widget":
        """Type a message and send it."""
        self.box.fill(text)
        self.page.get_by_role("button", name="Versturen", exact=True).click()
        return self

    def ask(self) -> "Widget":
        """Get the question with answers to choose from."""
        self.say(OPENING)
        expect(self.choice("Belg")).to_be_visible()
        return self

    def get_advice(self) -> "Widget":
        """Go all the way to the advice."""
        self.ask().choice("Belg").click()
        expect(self.advice).to_be_visible()
        expect(self.typing).to_be_hidden()
        return self

    def choice(self, title: str) -> Locator:
        """One of the answers that can be chosen now."""
        return self.choices.get_by_role("button", name=title, exact=True)

    @property
    def advice(self) -> Locator:
        """The advice."""
        return self.page.locator(".advice")

    def card(self, title: str) -> Locator:
        """A card of the advice, opened."""
        card = self.page.locator("details.card").filter(
            has=self.page.get_by_role("heading", name=title, exact=True)
        )
        if card.get_attribute("open") is None:
            card.locator("summary").first.click()
        return card

    def answered(self, count: int) -> "Widget":
        """Wait until the bot has answered so many messages of the person."""
        expect(self.log.locator(".user")).to_have_count(count)
        expect(self.typing).to_be_hidden()
        return self

    def open_checklist(self) -> "Widget":
        """Follow the link of the advice to the printable checklist."""
        with self.page.expect_popup() as popup:
            self.advice.get_by_role("link", name="Open je checklist").click()
        expect(popup.value.get_by_role("heading", name="Checklist gezinshereniging")).to_be_visible()
        return Widget(popup.value, self.address)

    def open_cards(self) -> None:
        """Open every card of the advice, and their sources."""
        closed = self.advice.locator("details:not([open]) > summary")
        while closed.count():
            closed.first.click()

    def menu(self, item: str) -> None:
        """Choose something from the menu."""
        self.page.get_by_role("button", name="Meer mogelijkheden").click()
        self.page.get_by_role("button", name=item, exact=True).click()

    def confirm(self, button: str) -> None:
        """Answer the question whether one is sure."""
        self.page.get_by_role("alertdialog").get_by_role("button", name=button, exact=True).click()

    def focused(self) -> str:
        """Label, text or tag of the element that has the focus, inside the widget or on the page."""
        return str(
            self.page.evaluate("""() => {
              let element = document.activeElement;
              while (element.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
              const label = element.getAttribute("aria-label") ?? element.labels?.[0]?.innerText;
              return (label ?? element.innerText?.slice(0, 60) ?? "").trim() || element.tagName;
            }""")
        )

    def overflow(self) -> int:
        """By how many pixels something sticks out of the page or the panel to the right."""
        return int(
            self.page.evaluate("""() => {
              const root = document.querySelector("gezins-wegwijzer").shadowRoot;
              const area = root.querySelector(".area");
              const wide = [...root.querySelectorAll(".panel *")].map((part) => part.getBoundingClientRect())
                .filter((box) => box.width > 1).map((box) => box.right - innerWidth);
              return Math.max(area.scrollWidth - area.clientWidth, ...wide, 0);
            }""")
        )

    def axe(self) -> list[str]:
        """What axe-core finds wrong at WCAG 2.2 AA and in its best practices."""
        found = Axe().run(self.page, options=WCAG).response["violations"]
        return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found]
