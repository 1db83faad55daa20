"""Phones, narrow and dark screens, hostile pages, other people's settings."""

import pytest
from playwright.sync_api import Route, expect

from channels.network import Network
from tests.channels.conftest import SECRET
from tests.channels.fake_bot import LiveGateway
from tests.widget.conftest import OpenContext
from tests.widget.pages import EMBED_ORIGIN, OPENING, Widget


def test_on_a_phone_it_fills_the_screen_and_keeps_the_keyboard_down(phone: Widget) -> None:
    phone.open()
    box = phone.panel.bounding_box()
    assert box is not None and (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 390, 844)
    assert phone.focused() == "Gezinswegwijzer"
    phone.get_advice()
    assert phone.overflow() == 0


def test_on_a_phone_the_back_button_closes_the_panel_and_stays_on_the_page(phone: Widget) -> None:
    phone.open().ask()
    address = phone.page.url
    phone.page.go_back()
    expect(phone.panel).to_be_hidden()
    assert phone.page.url == address
    phone.open()
    expect(phone.choice("Belg")).to_be_visible()
    phone.page.get_by_role("button", name="Sluiten").click()
    expect(phone.panel).to_be_hidden()
    assert phone.page.url == address


def test_on_a_phone_another_page_is_not_covered(phone: Widget) -> None:
    phone.open().ask()
    phone.visit("demo/contact")
    expect(phone.panel).to_be_hidden()
    phone.open()
    expect(phone.log.get_by_text(OPENING)).to_be_visible()


def test_the_rest_of_the_page_cannot_be_reached_behind_a_full_screen(phone: Widget) -> None:
    phone.open()
    seen = set()
    for _ in range(12):
        phone.page.keyboard.press("Tab")
        seen.add(phone.focused())
    assert "Naar de inhoud" not in seen
    assert not any("Contact" in name for name in seen)


def test_what_the_keyboard_leaves_is_enough(phone: Widget) -> None:
    phone.open().ask()
    phone.page.set_viewport_size({"width": 390, "height": 420})
    expect(phone.box).to_be_in_viewport()
    expect(phone.page.get_by_role("button", name="Sluiten")).to_be_in_viewport()


@pytest.mark.parametrize(("width", "height"), [(320, 568), (320, 256), (640, 430)])
def test_everything_fits(open_context: OpenContext, address: str, width: int, height: int) -> None:
    """320 px, 1280 x 1024 at 400 %, and 1280 x 860 at 200 %."""
    context = open_context(viewport={"width": width, "height": height})
    widget = Widget(context.new_page(), address).visit().open()
    widget.say("echo " + "Donaudampfschifffahrtsgesellschaft" * 3)
    widget.answered(1)
    widget.ask()
    assert widget.overflow() == 0
    widget.choice("Belg").click()
    expect(widget.advice).to_be_visible()
    widget.open_cards()
    assert widget.overflow() == 0
    expect(widget.box).to_be_in_viewport()
    expect(widget.page.get_by_role("button", name="Sluiten")).to_be_in_viewport()


def test_nothing_moves_when_the_end_is_reached(widget: Widget) -> None:
    """What a finger comes down on is still there when it goes up."""
    widget.open().get_advice()
    jump = widget.page.get_by_role("button", name="Naar het laatste bericht")
    link = widget.advice.get_by_role("link", name="Open je checklist")
    expect(jump).to_be_visible()
    height = "(link) => link.getRootNode().querySelector('.area').scrollHeight"
    before = link.evaluate(height)
    link.evaluate("(link) => { const area = link.closest('.area'); area.scrollTop = area.scrollHeight; }")
    expect(jump).to_be_hidden()
    assert link.evaluate(height) == before


def test_a_larger_letter_is_respected(either: Widget) -> None:
    either.page.evaluate("document.documentElement.style.setProperty('font-size', '32px')")
    either.open().get_advice()
    size = either.log.locator(".bubble").first.evaluate("(bubble) => getComputedStyle(bubble).fontSize")
    assert size == "32px"
    assert either.overflow() == 0


def test_no_style_of_the_page_gets_in(either: Widget) -> None:
    either.visit_hostile_page().open().ask()
    bubble = either.log.locator(".bubble").first
    style = bubble.evaluate(
        """(bubble) => {
          const style = getComputedStyle(bubble);
          return [style.fontSize, style.letterSpacing, style.textTransform, style.direction, style.display];
        }"""
    )
    assert style == ["16px", "normal", "none", "ltr", "inline-block"]
    either.choice("Belg").click()
    expect(either.advice).to_be_visible()


def test_nothing_is_asked_from_anybody_else(either: Widget) -> None:
    asked: set[str] = set()
    either.page.on("request", lambda request: asked.add("/".join(request.url.split("/")[:3])))
    either.visit_hostile_page().open().get_advice()
    assert asked == {EMBED_ORIGIN, either.address}


def test_behind_a_proxy_under_a_path(open_context: OpenContext, gateway: LiveGateway) -> None:
    outside = "https://www.hazelaar.example"
    forwarded = {
        "x-forwarded-proto": "https",
        "x-forwarded-host": "www.hazelaar.example",
        "x-forwarded-prefix": "/wegwijzer",
    }

    def forward(route: Route) -> None:
        path = route.request.url.removeprefix(f"{outside}/wegwijzer")
        route.fulfill(
            response=route.fetch(url=gateway.address + path, headers={**route.request.headers, **forwarded})
        )

    trusting = Network(SECRET, ["127.0.0.1"], [])
    strict, gateway.channel.network = gateway.channel.network, trusting
    context = open_context()
    context.route(f"{outside}/**", forward)
    widget = Widget(context.new_page(), f"{outside}/wegwijzer").visit()
    widget.page.get_by_role("link", name="Contact en afspraak").click()
    widget.open().get_advice()
    with widget.page.expect_popup() as popup:
        widget.advice.get_by_role("link", name="Open je checklist").click()
    gateway.channel.network = strict
    assert popup.value.url.startswith(f"{outside}/wegwijzer/checklist/")
    expect(popup.value.get_by_role("checkbox").first).to_be_visible()
    # A fetch under way when the window closes would fail in the middle of the next test.
    context.unroute_all(behavior="ignoreErrors")


def test_nothing_is_sent_before_somebody_says_something(either: Widget) -> None:
    asked: list[str] = []
    either.page.on("request", lambda request: asked.append(request.url))
    either.visit()
    assert not any("webhooks" in url for url in asked)
    either.open()
    expect(either.choices).to_be_visible()
    assert not any("session" in url or "messages" in url for url in asked)
    assert either.page.context.cookies() == []


def test_dark_follows_the_device(open_context: OpenContext, gateway: LiveGateway) -> None:
    colors = []
    for scheme in ("light", "dark"):
        widget = Widget(open_context(color_scheme=scheme).new_page(), gateway.address).visit().open()
        colors.append(widget.panel.evaluate("(panel) => getComputedStyle(panel).backgroundColor"))
    assert colors == ["rgb(255, 255, 255)", "rgb(23, 28, 34)"]


def test_reduced_motion_stops_every_animation(open_context: OpenContext, gateway: LiveGateway) -> None:
    widget = (
        Widget(open_context(reduced_motion="reduce").new_page(), gateway.address).visit().open().say("slow")
    )
    expect(widget.page.locator(".typing")).to_be_visible()
    running = "document.querySelector('gezins-wegwijzer').shadowRoot.getAnimations({subtree: true}).length"
    assert widget.page.evaluate(running) == 0


def test_forced_colours_keep_every_border(open_context: OpenContext, gateway: LiveGateway) -> None:
    widget = (
        Widget(open_context(forced_colors="active").new_page(), gateway.address).visit().open().get_advice()
    )
    for part in (".user .bubble", ".send", ".header", ".choice[aria-pressed=true]"):
        width = widget.page.locator(part).first.evaluate("(part) => getComputedStyle(part).borderTopWidth")
        assert width != "0px", part


@pytest.mark.parametrize(("language", "send"), [("fr", "Envoyer"), ("en", "Send"), ("de", "Senden")])
def test_other_languages_are_ready_and_the_bot_is_marked_as_dutch(
    widget: Widget, language: str, send: str
) -> None:
    widget.page.evaluate(
        """(language) => {
          document.querySelector("gezins-wegwijzer").remove();
          const element = document.createElement("gezins-wegwijzer");
          element.dataset.lang = language;
          document.body.append(element);
        }""",
        language,
    )
    widget.launcher.click()
    expect(widget.page.get_by_role("button", name=send, exact=True)).to_be_visible()
    assert widget.page.locator(".root").get_attribute("lang") == language
    assert widget.log.locator(".bubble").first.get_attribute("lang") == "nl"


def test_a_page_chooses_the_colour(widget: Widget) -> None:
    widget.page.evaluate(
        """document.querySelector("gezins-wegwijzer").style
             .setProperty("--wegwijzer-accent", "rgb(120, 20, 60)")"""
    )
    color = widget.launcher.evaluate("(launcher) => getComputedStyle(launcher).backgroundColor")
    assert color == "rgb(120, 20, 60)"
