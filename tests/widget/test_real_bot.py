"""The widget with the bot itself: whole conversations, every state, a restart in the middle."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.conftest import RunningBot
from tests.widget.conftest import DESKTOP, PHONE, OpenContext
from tests.widget.pages import OPENING, Widget

MOST_QUESTIONS = 10
TOLD_AT_ONCE = "Ik ben Belg. Mijn vrouw is Marokkaanse en woont in Marokko."


@pytest.fixture
def real(open_context: OpenContext, bot: RunningBot) -> Widget:
    """The demo page of the running bot."""
    return Widget(open_context(**DESKTOP).new_page(), bot.address).visit().open()


def go_on_until_advice(widget: Widget, answer: str = "Weet ik niet") -> None:
    """Answer every further question the same way until the advice is there."""
    for count in range(1, MOST_QUESTIONS):
        widget.answered(count)
        if widget.advice.count():
            return
        widget.choice(answer).click()
    pytest.fail(f"no advice after {MOST_QUESTIONS} questions")


def test_a_whole_conversation_by_mouse(real: Widget) -> None:
    real.say("Mijn vrouw woont in Marokko").answered(1)
    real.choice("Belg").click()
    real.answered(2).choice("Weet ik niet").click()
    real.answered(3)
    expect(real.advice.locator(".conclusion")).to_contain_text("artikel 40ter")
    boxes = real.card("Wat meebrengen").get_by_role("checkbox")
    boxes.first.check()
    checklist = real.open_checklist().page
    expect(checklist.locator(".conclusion")).to_contain_text("artikel 40ter")
    expect(checklist.get_by_role("checkbox")).to_have_count(boxes.count())
    real.say("Wat kost het?").answered(4)
    expect(real.log.locator("li.bot").last).to_contain_text("euro")


def test_a_whole_conversation_by_keyboard(real: Widget) -> None:
    keyboard = real.page.keyboard
    expect(real.box).to_be_focused()
    keyboard.type(TOLD_AT_ONCE)
    keyboard.press("Enter")
    for count in range(1, MOST_QUESTIONS):
        real.answered(count)
        if real.advice.count():
            break
        real.choices.get_by_role("button").first.wait_for()
        real.box.focus()
        keyboard.press("Shift+Tab")
        keyboard.press("End")
        keyboard.press("Enter")
    expect(real.advice.locator(".conclusion")).to_contain_text("artikel 40ter")


def test_what_depends_on_something_unknown_gets_no_cards_that_say_no(real: Widget) -> None:
    real.say("Mijn broer woont in Marokko en ik ben Belg").answered(1)
    real.choice("Weet ik niet").click()
    real.answered(2)
    expect(real.log.get_by_text("Ik kan het nog niet zeker zeggen")).to_be_visible()
    expect(real.log.get_by_text("geen recht op gezinshereniging gevonden")).to_have_count(0)


def test_without_a_right_what_is_left_comes_first(real: Widget) -> None:
    real.say("Mijn broer is Marokkaan en woont in Marokko, ik ben Belg").answered(1)
    expect(real.advice.get_by_role("heading").nth(1)).to_have_text("Wat kan nog")
    expect(real.advice.locator("details").first).to_have_attribute("open", "")
    expect(real.choice("Waar vind ik juridische hulp?")).to_be_visible()


def test_an_erased_conversation_is_forgotten(real: Widget) -> None:
    real.say("Ik ben Belg en mijn vrouw is Marokkaanse").answered(1)
    real.menu("Wis mijn gesprek")
    real.confirm("Wis mijn gesprek")
    expect(real.announcer.get_by_text("Je gesprek is gewist.")).to_be_attached()
    real.say("overzicht").answered(1)
    expect(real.log).not_to_contain_text("Marokko")
    expect(real.log).not_to_contain_text("Belg.")


SCREENS = {
    "desktop": DESKTOP,
    "dark phone": {**PHONE, "viewport": {"width": 320, "height": 640}, "color_scheme": "dark"},
}


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_in_any_state(open_context: OpenContext, bot: RunningBot, screen: str) -> None:
    """One conversation through every state; each is looked at."""
    context = open_context(reduced_motion="reduce", **SCREENS[screen])
    widget = Widget(context.new_page(), bot.address).visit()
    found = {"closed": widget.axe()}
    widget.open()
    expect(widget.choices).to_be_visible()
    found["open"] = widget.axe()
    widget.say(OPENING).answered(1)
    found["question"] = widget.axe()
    widget.page.get_by_role("button", name="Meer mogelijkheden").click()
    found["menu"] = widget.axe()
    widget.page.get_by_role("button", name="Opnieuw beginnen").click()
    found["sure"] = widget.axe()
    widget.confirm("Annuleren")
    widget.choice("Belg").click()
    widget.answered(2).open_cards()
    widget.page.get_by_role("button", name="Nee, dit helpt niet").click()
    expect(widget.page.get_by_role("button", name="Mening versturen")).to_be_visible()
    found["advice"] = widget.axe()
    assert widget.overflow() == 0
    found["checklist"] = widget.open_checklist().axe()
    for count, question in enumerate(("Wat kost het?", "Hoe lang duurt het?", "Mag ze werken?"), start=3):
        widget.say(question).answered(count)
    widget.page.locator(".area").evaluate("(area) => { area.scrollTop = 0; }")
    expect(widget.page.get_by_role("button", name="Naar het laatste bericht")).to_be_visible()
    found["long conversation"] = widget.axe()
    context.set_offline(True)
    widget.say("Ben je er nog?")
    expect(widget.page.get_by_text("Geen verbinding. We proberen het opnieuw…")).to_be_visible()
    widget.box.fill("x" * 2001)
    expect(widget.page.get_by_text("Je bericht is te lang: hoogstens 2000 tekens.").first).to_be_visible()
    found["errors"] = widget.axe()
    context.set_offline(False)
    found["contact"] = widget.visit("demo/contact").axe()
    found["no such checklist"] = widget.visit("checklist/bestaat-niet").axe()
    assert {state: problems for state, problems in found.items() if problems} == {}


def test_a_restart_in_the_middle(real: Widget, bot: RunningBot) -> None:
    real.say("Ik ben Belg. Mijn vrouw is Marokkaanse.").answered(1)
    with bot.away():
        real.say("Ze woont in Marokko")
        expect(real.page.get_by_text("Geen verbinding. We proberen het opnieuw…")).to_be_visible()
    expect(real.advice.locator(".conclusion")).to_contain_text("artikel 40ter", timeout=60_000)
    expect(real.log.locator(".notice")).to_have_count(0)


def test_screenshots(open_context: OpenContext, bot: RunningBot, images: Path) -> None:
    """Pictures of the real thing, for the documentation."""
    images.mkdir(parents=True, exist_ok=True)
    desktop = Widget(open_context(**DESKTOP).new_page(), bot.address).visit().open()
    desktop.say("Mijn vrouw woont in Marokko").answered(1)
    desktop.page.screenshot(path=images / "desktop.png")
    phone = Widget(open_context(**PHONE).new_page(), bot.address).visit().open().say(TOLD_AT_ONCE)
    go_on_until_advice(phone)
    phone.advice.evaluate("(advice) => advice.parentElement.scrollIntoView()")
    phone.page.screenshot(path=images / "phone.png")
    dark = Widget(open_context(**PHONE, color_scheme="dark").new_page(), bot.address).visit().open()
    dark.say(TOLD_AT_ONCE)
    go_on_until_advice(dark)
    dark.card("Wat meebrengen").get_by_role("checkbox").first.check()
    dark.card("Wat meebrengen").evaluate("(card) => card.scrollIntoView()")
    dark.page.screenshot(path=images / "dark.png")
    sheet = open_context(viewport={"width": 900, "height": 1200}).new_page()
    sheet.goto(phone.open_checklist().page.url)
    sheet.screenshot(path=images / "checklist.png")
    taken = {path.name for path in images.glob("*.png")}
    assert taken >= {"desktop.png", "phone.png", "dark.png", "checklist.png"}
