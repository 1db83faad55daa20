"""Conversations in a real browser, with the scripted bot: by mouse, by keyboard, through trouble."""

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.channels.fake_bot import LiveGateway
from tests.widget.conftest import OpenContext
from tests.widget.pages import OPENING, Widget


def test_a_whole_conversation_by_mouse(either: Widget) -> None:
    either.open().get_advice()
    expect(either.log.get_by_text("Belg", exact=True).first).to_be_visible()
    expect(either.advice.get_by_role("heading", name="Waar", exact=True)).to_be_visible()
    used = either.page.get_by_role("group", name="Kies een antwoord")
    expect(used.get_by_role("button", name="Belg", exact=True)).to_be_visible()


def test_a_whole_conversation_by_keyboard(widget: Widget) -> None:
    keyboard = widget.page.keyboard
    widget.launcher.focus()
    keyboard.press("Enter")
    expect(widget.box).to_be_focused()
    keyboard.type(OPENING)
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


def test_the_toolbar_is_one_tab_stop(either: Widget) -> None:
    either.open().ask()
    either.box.focus()
    either.page.keyboard.press("Shift+Tab")
    assert either.focused() == "Belg"
    either.page.keyboard.press("Shift+Tab")
    assert either.focused() == "Gesprek"


def test_starting_questions_begin_the_conversation(widget: Widget) -> None:
    widget.open().choice("Hoe lang duurt een aanvraag?").click()
    expect(widget.log.get_by_text("Hoe lang duurt een aanvraag?")).to_be_visible()
    expect(widget.choice("Belg")).to_be_visible()


def test_used_answers_cannot_be_pressed_again(either: Widget) -> None:
    either.open().get_advice()
    used = either.page.get_by_role("group", name="Kies een antwoord").get_by_role("button")
    for button in used.all():
        expect(button).to_be_disabled()
    pressed = either.page.get_by_role("button", name="Belg", pressed=True)
    expect(pressed).to_have_count(1)


def test_each_message_is_read_out_once_with_its_sender_and_choices(widget: Widget) -> None:
    widget.open().ask()
    lines = [line.inner_text() for line in widget.announcer.locator("p").all()]
    assert lines == [
        "Gezinswegwijzer: Wie is de persoon in België? "
        "Je kan kiezen: Belg, EU-burger, Iemand van buiten de EU, Weet ik niet."
    ]
    assert widget.page.locator("[aria-live]").count() == 1


def test_the_advice_is_told_once_and_heard(either: Widget) -> None:
    either.open().ask().choice("Belg").click()
    expect(either.advice).to_be_visible()
    conclusion = either.advice.locator(".conclusion p").first.inner_text()
    expect(either.announcer.get_by_text(conclusion)).to_have_count(1)
    expect(either.log.get_by_text(conclusion)).to_have_count(1)


@pytest.mark.parametrize("said", ["broken card", "no card"])
def test_an_advice_without_cards_is_told_in_words(widget: Widget, said: str) -> None:
    widget.open().say(said)
    expect(widget.log.get_by_text("Je advies in woorden.")).to_be_visible()
    expect(widget.announcer.get_by_text("Gezinswegwijzer: Je advies in woorden.")).to_be_attached()
    expect(widget.advice).to_have_count(0)


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


def test_a_source_is_a_link_with_its_title(widget: Widget) -> None:
    widget.open().say("source")
    link = widget.log.get_by_role("link")
    expect(link).to_have_text("De pagina van DVZ (opent in een nieuw tabblad)")
    assert link.get_attribute("href") == "https://dofi.ibz.be/nl"
    expect(widget.announcer).to_contain_text("Bron: De pagina van DVZ")
    expect(widget.announcer).not_to_contain_text("https")


def test_the_buttons_of_every_message_of_an_answer_can_be_pressed(widget: Widget) -> None:
    widget.open().say("source").answered(1)
    expect(widget.choices.get_by_role("button")).to_have_text(["Wat kost het?", "Ja, graag"])
    expect(widget.log.locator(".choice")).to_have_count(0)
    widget.choice("Wat kost het?").click()
    expect(widget.advice).to_be_visible()


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


def test_ticks_stay_after_a_reload(either: Widget) -> None:
    either.open().get_advice()
    box = either.card("Wat meebrengen").get_by_role("checkbox").first
    box.check()
    expect(either.advice.get_by_text("1 van")).to_be_visible()
    either.page.reload()
    expect(either.card("Wat meebrengen").get_by_role("checkbox").first).to_be_checked()


def test_a_conversation_survives_a_reload_and_another_page(either: Widget) -> None:
    either.open().ask()
    either.box.fill("half getypt")
    either.page.reload()
    expect(either.panel).to_be_visible()
    assert either.focused() != "Je bericht", "a reload must not move the focus"
    expect(either.box).to_have_value("half getypt")
    either.visit("demo/contact")
    either.choice("Belg").click()
    expect(either.advice).to_be_visible()


def test_the_back_button_does_no_harm(either: Widget) -> None:
    either.open().ask()
    either.visit("demo/contact")
    either.page.go_back()
    expect(either.log.get_by_text(OPENING)).to_have_count(1)
    either.choice("Belg").click()
    expect(either.advice).to_be_visible()


def test_a_server_restart_in_the_middle_is_not_noticed(widget: Widget, gateway: LiveGateway) -> None:
    widget.open().ask()
    gateway.stop()
    gateway.start()
    widget.say("remember")
    expect(widget.log.get_by_text(f"Je zei: {OPENING} | remember")).to_be_visible()
    assert gateway.received() == [OPENING, "remember"]


def test_nothing_is_lost_while_the_server_is_away(widget: Widget, gateway: LiveGateway) -> None:
    widget.open().ask()
    gateway.stop()
    widget.say("echo een").say("echo twee")
    expect(widget.page.get_by_text("Geen verbinding. We proberen het opnieuw…")).to_be_visible()
    gateway.start()
    expect(widget.log.locator(".bot").get_by_text("twee", exact=True)).to_be_visible()
    assert [text for text in gateway.received() if text.startswith("echo")] == ["echo een", "echo twee"]
    expect(widget.log.locator(".user")).to_have_count(3)


def test_offline_and_back(either: Widget) -> None:
    either.open().ask()
    either.page.context.set_offline(True)
    either.choice("Belg").click()
    expect(either.page.get_by_text("Geen verbinding. We proberen het opnieuw…")).to_be_visible()
    either.page.context.set_offline(False)
    expect(either.advice).to_have_count(1)
    expect(either.log.locator(".user")).to_have_count(2)


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


def test_a_slow_network_shows_that_it_is_busy(either: Widget) -> None:
    session = either.page.context.new_cdp_session(either.page)
    slow = {"offline": False, "latency": 1500, "downloadThroughput": 4000, "uploadThroughput": 4000}
    session.send("Network.emulateNetworkConditions", slow)
    either.open().say(OPENING)
    expect(either.page.get_by_role("img", name="De Gezinswegwijzer typt…")).to_be_visible()
    expect(either.choice("Belg")).to_be_visible()


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


def test_two_tabs_share_one_conversation(either: Widget) -> None:
    either.open().ask()
    other = second_tab(either.page.context, either.address).open()
    expect(other.log.get_by_text(OPENING)).to_be_visible()
    other.choice("Belg").click()
    expect(other.advice).to_be_visible()
    expect(either.advice).to_be_visible()
    other.card("Wat meebrengen").get_by_role("checkbox").first.check()
    expect(either.card("Wat meebrengen").get_by_role("checkbox").first).to_be_checked()
    either.menu("Wis mijn gesprek")
    either.confirm("Wis mijn gesprek")
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
    expect(widget.log.get_by_text(OPENING)).to_be_visible()
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
    expect(widget.log.get_by_text(OPENING)).to_be_visible()


def test_restarting_asks_first_and_begins_another_conversation(widget: Widget, gateway: LiveGateway) -> None:
    widget.open().ask()
    before = gateway.agent.received[-1].sender_id
    widget.menu("Opnieuw beginnen")
    widget.page.keyboard.press("Escape")
    expect(widget.panel).to_be_visible()
    expect(widget.log.get_by_text(OPENING)).to_be_visible()
    widget.menu("Opnieuw beginnen")
    widget.confirm("Opnieuw beginnen")
    expect(widget.choices).to_have_accessible_name("Vragen om mee te beginnen")
    widget.ask()
    assert gateway.agent.received[-1].sender_id != before


def test_the_conversation_can_be_taken_along(either: Widget) -> None:
    either.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    either.open().get_advice()
    either.menu("Gesprek kopiëren")
    expect(either.announcer.get_by_text("Het gesprek is gekopieerd.")).to_be_attached()
    copied = either.page.evaluate("navigator.clipboard.readText()")
    with either.page.expect_download() as download:
        either.menu("Gesprek downloaden")
    downloaded = download.value.path().read_text(encoding="utf-8")
    assert copied == downloaded
    assert f"Jij:\n{OPENING}" in copied
    for title in either.advice.get_by_role("heading").all():
        assert title.text_content() in copied
    assert either.advice.locator(".conclusion p").first.inner_text() in copied


def test_a_condition_stands_before_its_document(widget: Widget) -> None:
    widget.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    widget.open().get_advice()
    widget.menu("Gesprek kopiëren")
    expect(widget.announcer.get_by_text("Het gesprek is gekopieerd.")).to_be_attached()
    copied = widget.page.evaluate("navigator.clipboard.readText()")
    assert "- Als je een vast loon hebt: Loonfiches van de laatste 12 maanden." in copied


def test_printing_prints_the_conversation_alone(either: Widget) -> None:
    either.open().get_advice()
    either.menu("Gesprek afdrukken")
    printed = either.page.frame_locator("iframe.gezinswegwijzer-print").locator("body")
    expect(printed).to_contain_text(OPENING)
    expect(printed).to_contain_text(either.advice.locator(".conclusion p").first.inner_text())
    expect(printed).to_contain_text("- ")
    expect(printed).not_to_contain_text("Welke weg past bij jou?")
    either.page.emulate_media(media="print")
    expect(either.panel).to_be_hidden()


@pytest.mark.parametrize(("thumb", "rating"), [("Ja, dit helpt", "up"), ("Nee, dit helpt niet", "down")])
def test_an_advice_can_be_rated(either: Widget, thumb: str, rating: str) -> None:
    sent: list[str] = []
    either.page.on(
        "request", lambda request: sent.append(request.post_data or "") if "feedback" in request.url else None
    )
    either.open().get_advice()
    either.page.get_by_role("button", name=thumb).click()
    comment = either.page.get_by_label("Bedankt voor je mening.")
    comment.fill("Dank je")
    either.page.get_by_role("button", name="Mening versturen").click()
    expect(comment).to_be_hidden()
    assert [f'"rating":"{rating}"' in body for body in sent] == [True, True]
    expect(either.page.get_by_role("button", name=thumb, pressed=True)).to_be_visible()


def test_the_checklist_opens_from_the_advice(either: Widget) -> None:
    page = either.open().get_advice().open_checklist().page
    expect(page.locator(".conclusion")).to_contain_text("artikel 40ter")
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
