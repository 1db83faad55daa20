"""Conversations in a real browser, with the scripted bot: by mouse, by keyboard, through trouble."""

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.channels.fake_bot import LiveGateway
from tests.widget.conftest import OpenContext
from tests.widget.pages import Widget


def test_a_whole_conversation_by_mouse(widget: Widget) -> None:
    widget.open().get_advice()
    expect(widget.log.get_by_text("Belg", exact=True).first).to_be_visible()
    expect(widget.advice.get_by_role("heading", name="Waar")).to_be_visible()
    expect(widget.page.get_by_role("group", name="Kies een antwoord").get_by_role("button")).to_have_count(4)


def test_a_whole_conversation_by_keyboard(widget: Widget) -> None:
    keyboard = widget.page.keyboard
    widget.launcher.focus()
    keyboard.press("Enter")
    expect(widget.box).to_be_focused()
    keyboard.type("Mijn vrouw woont in Marokko")
    keyboard.press("Enter")
    expect(widget.choice("Belg")).to_be_visible()
    expect(widget.box).to_be_focused()
    keyboard.press("Shift+Tab")
    assert widget.focused() == "Belg"
    for key, title in (
        ("ArrowRight", "EU-burger"),
        ("End", "Weet ik niet"),
        ("ArrowRight", "Belg"),
        ("ArrowLeft", "Weet ik niet"),
        ("Home", "Belg"),
    ):
        keyboard.press(key)
        assert widget.focused() == title
    keyboard.press("Space")
    expect(widget.advice).to_be_visible()
    keyboard.press("Escape")
    expect(widget.panel).to_be_hidden()
    expect(widget.launcher).to_be_focused()


def test_the_toolbar_is_one_tab_stop(widget: Widget) -> None:
    widget.open().ask()
    widget.box.focus()
    widget.page.keyboard.press("Shift+Tab")
    assert widget.focused() == "Belg"
    widget.page.keyboard.press("Shift+Tab")
    assert widget.focused() == "Gesprek"


def test_starting_questions_begin_the_conversation(widget: Widget) -> None:
    widget.open().choice("Hoe lang duurt een aanvraag?").click()
    expect(widget.log.get_by_text("Hoe lang duurt een aanvraag?")).to_be_visible()
    expect(widget.choice("Belg")).to_be_visible()


def test_used_answers_cannot_be_pressed_again(widget: Widget) -> None:
    widget.open().get_advice()
    used = widget.page.get_by_role("group", name="Kies een antwoord").get_by_role("button")
    for button in used.all():
        expect(button).to_be_disabled()
    pressed = widget.page.get_by_role("button", name="Belg", pressed=True)
    expect(pressed).to_have_count(1)


def test_each_message_is_read_out_once_with_its_sender_and_choices(widget: Widget) -> None:
    widget.open().ask()
    lines = [line.inner_text() for line in widget.announcer.locator("p").all()]
    assert lines == [
        "Gezinswegwijzer: Wie is de persoon in België? "
        "Je kan kiezen: Belg, EU-burger, Iemand van buiten de EU, Weet ik niet."
    ]
    assert widget.page.locator("[aria-live]").count() == 1


def test_the_focus_is_never_taken(widget: Widget) -> None:
    widget.open().say("slow")
    widget.box.focus()
    widget.page.keyboard.type("ik typ")
    expect(widget.log.get_by_text("Daar ben ik.")).to_be_visible()
    expect(widget.box).to_be_focused()
    expect(widget.box).to_have_value("ik typ")


def test_lists_and_links_are_real(widget: Widget) -> None:
    widget.open().say("list")
    answer = widget.log.locator("li.bot").last
    expect(answer.locator("ul li")).to_have_text(["een paspoort", "een akte"])
    expect(answer.locator("strong")).to_have_text("akte")
    link = answer.get_by_role("link")
    assert link.get_attribute("href") == "https://dofi.ibz.be/nl"
    assert link.get_attribute("rel") == "noopener noreferrer"
    assert link.get_attribute("target") == "_blank"


def test_a_typing_sign_shows_while_the_bot_thinks(widget: Widget) -> None:
    widget.open().say("slow")
    expect(widget.page.get_by_role("img", name="De Gezinswegwijzer typt…")).to_be_visible()
    expect(widget.log.get_by_text("Daar ben ik.")).to_be_visible()
    expect(widget.page.get_by_role("img", name="De Gezinswegwijzer typt…")).to_be_hidden()


def test_a_closed_panel_counts_what_is_unread(widget: Widget) -> None:
    widget.open().say("slow")
    widget.page.get_by_role("button", name="Sluiten").click()
    expect(widget.launcher).to_have_accessible_name(
        "Gezinswegwijzer openen: stel je vraag over gezinshereniging. 1 nieuw bericht"
    )
    widget.open()
    widget.page.get_by_role("button", name="Sluiten").click()
    expect(widget.page.locator(".badge")).to_be_hidden()


def test_any_link_on_the_page_can_open_it(widget: Widget) -> None:
    link = widget.page.get_by_role("link", name="Stel je vraag aan de Gezinswegwijzer")
    link.focus()
    widget.page.keyboard.press("Enter")
    expect(widget.box).to_be_focused()
    widget.page.keyboard.press("Escape")
    expect(link).to_be_focused()


def test_ticks_stay_after_a_reload(widget: Widget) -> None:
    widget.open().get_advice()
    box = widget.card("Wat meebrengen").get_by_role("checkbox", name="Een geldig paspoort")
    box.check()
    expect(widget.advice.get_by_text("1 van 4 afgevinkt")).to_be_visible()
    widget.page.reload()
    expect(widget.card("Wat meebrengen").get_by_role("checkbox", name="Een geldig paspoort")).to_be_checked()


def test_a_conversation_survives_a_reload_and_another_page(widget: Widget) -> None:
    widget.open().ask()
    widget.box.fill("half getypt")
    widget.page.reload()
    expect(widget.panel).to_be_visible()
    assert widget.focused() != "Je bericht", "a reload must not move the focus"
    expect(widget.box).to_have_value("half getypt")
    widget.visit("demo/contact")
    widget.choice("Belg").click()
    expect(widget.advice).to_be_visible()


def test_the_back_button_does_no_harm(widget: Widget) -> None:
    widget.open().ask()
    widget.visit("demo/contact")
    widget.page.go_back()
    expect(widget.log.get_by_text("Mijn vrouw woont in Marokko")).to_have_count(1)
    widget.choice("Belg").click()
    expect(widget.advice).to_be_visible()


def test_a_server_restart_in_the_middle_is_not_noticed(widget: Widget, gateway: LiveGateway) -> None:
    widget.open().ask()
    gateway.stop()
    gateway.start()
    widget.say("remember")
    expect(widget.log.get_by_text("Je zei: Mijn vrouw woont in Marokko | remember")).to_be_visible()
    assert gateway.received() == ["Mijn vrouw woont in Marokko", "remember"]


def test_nothing_is_lost_while_the_server_is_away(widget: Widget, gateway: LiveGateway) -> None:
    widget.open().ask()
    gateway.stop()
    widget.say("echo een").say("echo twee")
    expect(widget.page.get_by_text("Geen verbinding. We proberen het opnieuw…")).to_be_visible()
    gateway.start()
    expect(widget.log.locator(".bot").get_by_text("twee", exact=True)).to_be_visible()
    assert [text for text in gateway.received() if text.startswith("echo")] == ["echo een", "echo twee"]
    expect(widget.log.locator(".user")).to_have_count(3)


def test_offline_and_back(widget: Widget) -> None:
    widget.open().ask()
    widget.page.context.set_offline(True)
    widget.say("echo ik ben terug")
    expect(widget.page.get_by_text("Geen verbinding. We proberen het opnieuw…")).to_be_visible()
    widget.page.context.set_offline(False)
    expect(widget.log.locator(".bot").get_by_text("ik ben terug", exact=True)).to_have_count(1)


def test_a_reload_while_offline_keeps_the_message(widget: Widget, gateway: LiveGateway) -> None:
    widget.open().ask()
    widget.page.route("**/messages", lambda route: route.abort())
    widget.say("echo bewaard")
    expect(widget.page.get_by_text("Geen verbinding. We proberen het opnieuw…")).to_be_visible()
    widget.page.unroute("**/messages")
    widget.page.reload()
    expect(widget.log.locator(".bot").get_by_text("bewaard", exact=True)).to_be_visible()
    assert gateway.received().count("echo bewaard") == 1


def test_an_answer_cut_off_half_way_is_fetched_again(widget: Widget, gateway: LiveGateway) -> None:
    widget.open().ask()
    cut = [True]

    def answer(route: Route) -> None:
        response = route.fetch()
        body = response.text().splitlines(keepends=True)
        route.fulfill(response=response, body="".join(body[: 2 if cut.pop() else None] if cut else body))

    widget.page.route("**/messages", answer)
    widget.choice("Belg").click()
    expect(widget.advice).to_have_count(1)
    expect(widget.log.get_by_text("Goed, genoteerd")).to_have_count(1)
    assert gateway.received().count('/inform{"sponsor_status": "belgian"}') >= 1


def test_a_slow_network_shows_that_it_is_busy(widget: Widget) -> None:
    session = widget.page.context.new_cdp_session(widget.page)
    slow = {"offline": False, "latency": 1500, "downloadThroughput": 4000, "uploadThroughput": 4000}
    session.send("Network.emulateNetworkConditions", slow)
    widget.open().say("echo traag")
    expect(widget.page.get_by_role("img", name="De Gezinswegwijzer typt…")).to_be_visible()
    expect(widget.log.locator(".bot").get_by_text("traag", exact=True)).to_be_visible()


def test_a_refusal_is_said_and_can_be_tried_again(widget: Widget, gateway: LiveGateway) -> None:
    widget.open().say("crash")
    expect(
        widget.page.get_by_text("Er ging iets mis aan mijn kant. Probeer het opnieuw.").last
    ).to_be_visible()
    before = gateway.received().count("crash")
    widget.page.get_by_role("button", name="Opnieuw versturen").click()
    expect(widget.log.locator(".notice")).to_have_count(2)
    assert gateway.received().count("crash") == before + 1


def test_too_many_messages_wait_their_turn(widget: Widget) -> None:
    told = [429]

    def answer(route: Route) -> None:
        if not told:
            return route.continue_()
        error = '{"error": {"code": "too_many_requests", "message": "Dat gaat even te snel."}}'
        route.fulfill(status=told.pop(), headers={"Retry-After": "1"}, body=error)

    widget.page.route("**/messages", answer)
    widget.open().say("echo gelukt")
    expect(widget.log.locator(".bot").get_by_text("gelukt", exact=True)).to_be_visible()


def test_an_expired_session_begins_anew_without_losing_the_message(
    widget: Widget, gateway: LiveGateway
) -> None:
    widget.open().ask()
    life, gateway.channel.tokens.session_seconds = gateway.channel.tokens.session_seconds, -1
    widget.say("echo nog eens")
    expect(widget.page.get_by_text("Ons gesprek is verlopen.").last).to_be_visible()
    gateway.channel.tokens.session_seconds = life
    widget.page.get_by_role("button", name="Opnieuw versturen").click()
    expect(widget.log.locator(".bot").get_by_text("nog eens", exact=True)).to_be_visible()


def test_five_thousand_characters_are_refused_kindly(widget: Widget) -> None:
    widget.open().say("x" * 5000)
    expect(widget.page.get_by_text("Je bericht is te lang: hoogstens 2000 tekens.").first).to_be_visible()
    expect(widget.box).to_have_value("x" * 5000)
    expect(widget.log.locator(".user")).to_have_count(0)


def second_tab(context: BrowserContext, address: str) -> Widget:
    """Another tab of the same browser."""
    page: Page = context.new_page()
    return Widget(page, address).visit()


def test_two_tabs_share_one_conversation(widget: Widget, gateway: LiveGateway) -> None:
    widget.open().ask()
    other = second_tab(widget.page.context, gateway.address).open()
    expect(other.log.get_by_text("Mijn vrouw woont in Marokko")).to_be_visible()
    other.choice("Belg").click()
    expect(other.advice).to_be_visible()
    expect(widget.advice).to_be_visible()
    other.card("Wat meebrengen").get_by_role("checkbox", name="Een geldig paspoort").check()
    expect(widget.card("Wat meebrengen").get_by_role("checkbox", name="Een geldig paspoort")).to_be_checked()
    widget.menu("Wis mijn gesprek")
    widget.confirm("Wis mijn gesprek")
    expect(other.log.locator("li")).to_have_count(1)


def test_two_people_do_not_share_anything(
    widget: Widget, open_context: OpenContext, gateway: LiveGateway
) -> None:
    widget.open().ask()
    stranger = second_tab(open_context(), gateway.address).open()
    expect(stranger.log.locator("li")).to_have_count(1)


def test_erasing_asks_first_and_then_really_erases(widget: Widget, gateway: LiveGateway) -> None:
    widget.open().ask()
    conversation = gateway.agent.received[-1].sender_id
    widget.menu("Wis mijn gesprek")
    widget.confirm("Annuleren")
    expect(widget.log.get_by_text("Mijn vrouw woont in Marokko")).to_be_visible()
    widget.menu("Wis mijn gesprek")
    widget.confirm("Wis mijn gesprek")
    expect(widget.announcer.get_by_text("Je gesprek is gewist.")).to_be_attached()
    expect(widget.log.locator("li")).to_have_count(1)
    assert conversation not in gateway.agent.tracker_store.store
    widget.page.reload()
    expect(widget.log.locator("li")).to_have_count(1)


def test_erasing_while_offline_says_that_it_failed(widget: Widget) -> None:
    widget.open().ask()
    widget.page.context.set_offline(True)
    widget.menu("Wis mijn gesprek")
    widget.confirm("Wis mijn gesprek")
    expect(widget.page.get_by_text("Wissen lukte niet.").first).to_be_attached()
    expect(widget.log.get_by_text("Mijn vrouw woont in Marokko")).to_be_visible()


def test_restarting_asks_first_and_begins_another_conversation(widget: Widget, gateway: LiveGateway) -> None:
    widget.open().ask()
    before = gateway.agent.received[-1].sender_id
    widget.menu("Opnieuw beginnen")
    widget.page.keyboard.press("Escape")
    expect(widget.panel).to_be_visible()
    expect(widget.log.get_by_text("Mijn vrouw woont in Marokko")).to_be_visible()
    widget.menu("Opnieuw beginnen")
    widget.confirm("Opnieuw beginnen")
    expect(widget.choices).to_have_accessible_name("Vragen om mee te beginnen")
    widget.ask()
    assert gateway.agent.received[-1].sender_id != before


def test_the_conversation_can_be_taken_along(widget: Widget) -> None:
    widget.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    widget.open().get_advice()
    widget.menu("Gesprek kopiëren")
    expect(widget.announcer.get_by_text("Het gesprek is gekopieerd.")).to_be_attached()
    copied = widget.page.evaluate("navigator.clipboard.readText()")
    with widget.page.expect_download() as download:
        widget.menu("Gesprek downloaden")
    downloaded = download.value.path().read_text(encoding="utf-8")
    assert copied == downloaded
    assert "Jij:\nMijn vrouw woont in Marokko" in copied
    assert "- Als je een vast loon hebt: Loonfiches van de laatste 12 maanden." in copied


def test_printing_prints_the_conversation_alone(widget: Widget) -> None:
    widget.open().get_advice()
    widget.menu("Gesprek afdrukken")
    printed = widget.page.frame_locator("iframe.gezinswegwijzer-print").locator("body")
    expect(printed).to_contain_text("Mijn vrouw woont in Marokko")
    expect(printed).to_contain_text("Een geldig paspoort of reisdocument.")
    expect(printed).not_to_contain_text("Gemeente Lindebeek")
    widget.page.emulate_media(media="print")
    expect(widget.panel).to_be_hidden()


@pytest.mark.parametrize(("thumb", "rating"), [("Ja, dit helpt", "up"), ("Nee, dit helpt niet", "down")])
def test_an_advice_can_be_rated(widget: Widget, thumb: str, rating: str) -> None:
    sent: list[str] = []
    widget.page.on(
        "request", lambda request: sent.append(request.post_data or "") if "feedback" in request.url else None
    )
    widget.open().get_advice()
    widget.page.get_by_role("button", name=thumb).click()
    comment = widget.page.get_by_label("Bedankt voor je mening.")
    comment.fill("Dank je")
    widget.page.get_by_role("button", name="Mening versturen").click()
    expect(comment).to_be_hidden()
    assert [f'"rating":"{rating}"' in body for body in sent] == [True, True]
    expect(widget.page.get_by_role("button", name=thumb, pressed=True)).to_be_visible()


def test_the_checklist_opens_from_the_advice(widget: Widget) -> None:
    widget.open().get_advice()
    with widget.page.expect_popup() as popup:
        widget.advice.get_by_role("link", name="Open je checklist").click()
    page = popup.value
    expect(page.get_by_role("heading", name="Checklist gezinshereniging")).to_be_visible()
    box = page.get_by_role("checkbox").first
    box.check()
    page.reload()
    expect(box).to_be_checked()
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Afdrukken")).to_be_hidden()
    expect(box).to_be_visible()
    page.emulate_media(media="screen")
    with page.expect_download() as download:
        page.get_by_role("link", name="Bewaren als PDF").click()
    assert download.value.path().read_bytes().startswith(b"%PDF")
