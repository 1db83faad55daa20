"""The widget with the bot itself: whole conversations, a reload and a restart in the middle."""

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from scripts import serve
from scripts.install import ensure_model
from tests.conftest import RunningBot
from tests.widget.conftest import OpenContext
from tests.widget.pages import Widget

MOST_QUESTIONS = 10
OPENING = "Ik ben Belg. Mijn vrouw is Marokkaanse en woont in Marokko."
DESKTOP = {"viewport": {"width": 1280, "height": 860}}
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "is_mobile": True,
    "has_touch": True,
    "device_scale_factor": 2,
}


@pytest.fixture
def real(open_context: OpenContext, bot: RunningBot) -> Widget:
    """The demo page of the running bot."""
    return Widget(open_context(**DESKTOP).new_page(), bot.address).visit().open()


def answered(widget: Widget, count: int) -> None:
    """Wait until the bot has answered the person's messages so far."""
    expect(widget.log.locator(".user")).to_have_count(count)
    expect(widget.page.get_by_role("img", name="De Gezinswegwijzer typt…")).to_be_hidden()


def go_on_until_advice(widget: Widget, answer: str = "Weet ik niet") -> None:
    """Answer every further question the same way until the advice is there."""
    for count in range(1, MOST_QUESTIONS):
        answered(widget, count)
        if widget.page.locator(".advice").count():
            return
        widget.choice(answer).click()
    pytest.fail(f"no advice after {MOST_QUESTIONS} questions")


def test_a_whole_conversation_by_mouse(real: Widget) -> None:
    real.say(OPENING)
    go_on_until_advice(real)
    expect(real.page.locator(".advice .conclusion")).to_contain_text("artikel 40ter")
    tick = real.card("Wat meebrengen").get_by_role("checkbox").first
    tick.check()
    with real.page.expect_popup() as popup:
        real.page.get_by_role("link", name="Open je checklist").click()
    expect(popup.value.locator(".conclusion")).to_contain_text("artikel 40ter")
    assert (
        popup.value.get_by_role("checkbox").count()
        == real.card("Wat meebrengen").get_by_role("checkbox").count()
    )


def test_a_whole_conversation_by_keyboard(real: Widget) -> None:
    keyboard = real.page.keyboard
    expect(real.box).to_be_focused()
    keyboard.type(OPENING)
    keyboard.press("Enter")
    for count in range(1, MOST_QUESTIONS):
        answered(real, count)
        if real.page.locator(".advice").count():
            break
        real.choices.get_by_role("button").first.wait_for()
        real.box.focus()
        keyboard.press("Shift+Tab")
        keyboard.press("End")
        keyboard.press("Enter")
    expect(real.page.locator(".advice .conclusion")).to_contain_text("artikel 40ter")
    assert real.axe() == []


def test_a_reload_in_the_middle(real: Widget) -> None:
    real.say("Mijn vrouw woont in Marokko")
    answered(real, 1)
    expect(real.choices.get_by_role("button").first).to_be_visible()
    before = real.log.inner_text()
    real.page.reload()
    expect(real.panel).to_be_visible()
    assert real.log.inner_text() == before
    real.say("Ik ben Belg en mijn vrouw is Marokkaanse")
    answered(real, 2)
    expect(real.log.locator(".notice")).to_have_count(0)


@pytest.fixture
def restartable() -> Iterator[serve.Bot]:
    """A bot of our own, that a test may stop."""
    ensure_model()
    with serve.Bot(serve.free_port(), secrets.token_hex(16)) as running:
        yield running


def test_a_restart_in_the_middle(open_context: OpenContext, restartable: serve.Bot) -> None:
    widget = Widget(open_context(**DESKTOP).new_page(), restartable.address).visit().open()
    widget.say("Ik ben Belg. Mijn vrouw is Marokkaanse.")
    answered(widget, 1)
    restartable.stop()
    widget.say("Ze woont in Marokko")
    expect(widget.page.get_by_text("Geen verbinding. We proberen het opnieuw…")).to_be_visible()
    with serve.Bot(restartable.port, restartable.token):
        expect(widget.page.locator(".advice .conclusion")).to_contain_text("artikel 40ter", timeout=60_000)
    expect(widget.log.locator(".notice")).to_have_count(0)


def test_screenshots(open_context: OpenContext, bot: RunningBot, images: Path) -> None:
    """Pictures of the real thing, for the documentation."""
    images.mkdir(parents=True, exist_ok=True)
    desktop = Widget(open_context(**DESKTOP).new_page(), bot.address).visit().open()
    desktop.say("Mijn vrouw woont in Marokko")
    answered(desktop, 1)
    desktop.page.screenshot(path=images / "desktop.png")
    phone = Widget(open_context(**PHONE).new_page(), bot.address).visit().open().say(OPENING)
    go_on_until_advice(phone)
    phone.page.locator(".advice").evaluate("(advice) => advice.scrollIntoView()")
    phone.page.screenshot(path=images / "phone.png")
    dark = (
        Widget(open_context(**PHONE, color_scheme="dark").new_page(), bot.address).visit().open().say(OPENING)
    )
    go_on_until_advice(dark)
    dark.card("Wat meebrengen").get_by_role("checkbox").first.check()
    dark.card("Wat meebrengen").evaluate("(card) => card.scrollIntoView()")
    dark.page.screenshot(path=images / "dark.png")
    with phone.page.expect_popup() as popup:
        phone.page.get_by_role("link", name="Open je checklist").click()
    sheet = open_context(viewport={"width": 900, "height": 1200}).new_page()
    sheet.goto(popup.value.url)
    sheet.screenshot(path=images / "checklist.png")
    assert {path.name for path in images.glob("*.png")} >= {
        "desktop.png",
        "phone.png",
        "dark.png",
        "checklist.png",
    }
