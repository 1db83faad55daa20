"""Nothing that anybody writes becomes code: not the person's text, not the bot's, no title and no link."""

from playwright.sync_api import expect

from tests.channels.corpus import BAD_LINKS, XSS
from tests.widget.pages import Widget


def test_what_a_person_types_is_only_text(either: Widget) -> None:
    either.open()
    for count, text in enumerate(XSS, start=1):
        either.say(f"echo {text}")
        either.answered(count)
        expect(either.log.locator(".user .bubble").last).to_have_text(f"echo {text}")
    expect(either.log.locator(".notice")).to_have_count(0)
    assert either.page.evaluate("window.hit") is None


def test_what_was_typed_is_only_text_wherever_it_comes_back(either: Widget) -> None:
    either.open().say("\n".join(XSS)).answered(1)
    either.get_advice()
    either.menu("Gesprek afdrukken")
    printed = either.page.frame_locator("iframe.gezinswegwijzer-print")
    expect(printed.locator("body")).to_contain_text(XSS[0])
    expect(printed.locator("script, img, svg, iframe, a, style")).to_have_count(0)
    either.page.reload()
    expect(either.log.locator(".user .bubble").first).to_contain_text(XSS[0])
    expect(either.open_checklist().page.locator("img, iframe, math")).to_have_count(0)
    assert either.page.evaluate("window.hit") is None


def test_a_violation_would_be_seen(either: Widget, problems: list[str]) -> None:
    either.page.evaluate(
        """() => new Promise((seen) => {
          document.addEventListener("securitypolicyviolation", () => setTimeout(seen));
          document.body.append(Object.assign(new Image(), {src: "https://evil.example/x"}));
        })"""
    )
    assert [problem.partition(":")[0] for problem in problems] == ["img-src"]
    problems.clear()


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
