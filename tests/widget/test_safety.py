"""Nothing that anybody writes becomes code: not the person's text, not the bot's, no title and no link."""

import pytest
from playwright.sync_api import expect

from tests.channels.corpus import BAD_LINKS, XSS
from tests.widget.pages import Widget


@pytest.mark.parametrize("text", XSS)
def test_what_a_person_types_is_only_text(widget: Widget, text: str) -> None:
    widget.open().say(f"echo {text}")
    expect(widget.log.locator(".user .bubble")).to_have_text(f"echo {text}")
    expect(widget.log.locator("li.bot")).to_have_count(2)
    assert widget.page.evaluate("window.hit") is None


def test_what_the_bot_says_is_only_text(widget: Widget) -> None:
    widget.visit_hostile_page().open().say("evil")
    expect(widget.advice.or_(widget.page.locator(".advice"))).to_be_visible()
    for index in range(len(XSS)):
        expect(widget.choices.get_by_role("button").nth(index)).to_have_text(XSS[index])
    made = widget.log.locator(
        "script, img, iframe, style, math, [onerror], [onload], [onclick], [onmouseover]"
    )
    expect(made).to_have_count(0)
    for link in widget.log.get_by_role("link").all():
        assert (link.get_attribute("href") or "").startswith(("https://", "http://"))
        assert "evil.example" not in (link.get_attribute("href") or "")
        assert "noopener" in (link.get_attribute("rel") or "")
    for button in widget.choices.get_by_role("button").all()[:2]:
        button.hover()
    widget.choices.get_by_role("button").first.click()
    expect(widget.log.locator(".user .bubble").last).to_have_text(XSS[0])
    assert widget.page.evaluate("window.hit") is None


def test_a_dangerous_link_stays_a_title(widget: Widget) -> None:
    widget.open().say("evil")
    expect(widget.page.locator(".advice")).to_be_visible()
    addresses = [link.get_attribute("href") or "" for link in widget.log.get_by_role("link").all()]
    assert not any(
        address.strip().lower().startswith(("javascript", "data", "vbscript", "file"))
        for address in addresses
    )
    assert not set(addresses) & set(BAD_LINKS)


def test_the_transcript_is_only_text_too(widget: Widget) -> None:
    widget.open().say("evil")
    expect(widget.page.locator(".advice")).to_be_visible()
    widget.menu("Gesprek afdrukken")
    printed = widget.page.frame_locator("iframe.gezinswegwijzer-print")
    expect(printed.locator("p").first).to_be_attached()
    expect(printed.locator("script, img, svg, iframe, a")).to_have_count(0)
    assert widget.page.evaluate("window.hit") is None
