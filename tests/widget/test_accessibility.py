"""axe-core finds nothing at WCAG 2.2 AA, in any state, light or dark."""

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.channels.fake_bot import LiveGateway
from tests.widget.conftest import OpenContext
from tests.widget.pages import Widget

SCREENS: dict[str, dict[str, Any]] = {
    "desktop": {"viewport": {"width": 1280, "height": 860}},
    "dark": {"viewport": {"width": 1280, "height": 860}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 320, "height": 640}, "is_mobile": True, "has_touch": True},
}


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest, open_context: OpenContext, gateway: LiveGateway) -> Widget:
    """The demo page on each kind of screen, without motion so that colours stand still."""
    context = open_context(reduced_motion="reduce", **SCREENS[request.param])
    return Widget(context.new_page(), gateway.address).visit()


def test_closed(screen: Widget) -> None:
    assert screen.axe() == []


def test_open(screen: Widget) -> None:
    screen.open()
    expect(screen.choices).to_be_visible()
    assert screen.axe() == []


def test_with_a_question(screen: Widget) -> None:
    screen.open().ask()
    assert screen.axe() == []


def test_with_an_advice_and_a_comment(screen: Widget) -> None:
    screen.open().get_advice()
    screen.open_cards()
    screen.page.get_by_role("button", name="Nee, dit helpt niet").click()
    expect(screen.page.get_by_role("button", name="Mening versturen")).to_be_visible()
    assert screen.axe() == []


def test_with_the_menu_and_a_question_whether_one_is_sure(screen: Widget) -> None:
    screen.open().ask()
    screen.page.get_by_role("button", name="Meer mogelijkheden").click()
    assert screen.axe() == []
    screen.page.get_by_role("button", name="Wis mijn gesprek").click()
    expect(screen.page.get_by_role("alertdialog")).to_be_visible()
    assert screen.axe() == []


def test_with_errors(screen: Widget) -> None:
    screen.open().say("crash")
    expect(screen.page.get_by_role("button", name="Opnieuw versturen")).to_be_visible()
    screen.box.fill("x" * 2001)
    expect(screen.page.get_by_text("Je bericht is te lang: hoogstens 2000 tekens.").first).to_be_visible()
    assert screen.axe() == []


def test_while_waiting_for_the_network(screen: Widget) -> None:
    screen.open().ask()
    screen.page.context.set_offline(True)
    screen.say("echo wacht")
    expect(screen.page.get_by_text("Geen verbinding. We proberen het opnieuw…")).to_be_visible()
    assert screen.axe() == []


def test_with_a_long_conversation(screen: Widget) -> None:
    screen.open()
    for number in range(8):
        screen.say(f"echo antwoord {number} met https://dofi.ibz.be/nl/{number} erin")
        expect(screen.log.locator(".bot")).to_have_count(number + 2)
    screen.say("list").get_advice()
    screen.page.locator(".area").evaluate("(area) => { area.scrollTop = 0; }")
    expect(screen.page.get_by_role("button", name="Naar het laatste bericht")).to_be_visible()
    assert screen.axe() == []


def test_the_checklist_page(screen: Widget) -> None:
    screen.open().get_advice()
    assert screen.open_checklist().axe() == []


@pytest.mark.parametrize("path", ["demo/contact", "checklist/bestaat-niet"])
def test_the_pages_around_it(screen: Widget, path: str) -> None:
    assert screen.visit(path).axe() == []
