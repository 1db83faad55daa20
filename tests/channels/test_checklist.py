"""The checklist page and its PDF, through the gateway."""

import datetime
import re

import pytest
import requests

from channels.tokens import Tokens
from municipalities import municipality
from procedures import decide
from tests.channels.conftest import SECRET, Serve
from tests.channels.fake_bot import LiveGateway
from tests.channels.script import FACTS

DATE = "2026-11-22"
AT_DESK = {
    **FACTS,
    "applicant_location": "belgium",
    "applicant_residence": "visa_free_stay",
    "applicant_country": "BR",
}


def address(gateway: LiveGateway, facts: dict[str, object], place: str = "bilzen") -> str:
    """Address of a checklist that this gateway signed."""
    content = {"facts": facts, "municipality": place, "date": DATE}
    return f"{gateway.address}/checklist/{gateway.channel.tokens.sign_checklist(content)}"


def page(url: str, status: int = 200) -> str:
    """The text of a page, without its tags."""
    answer = requests.get(url, timeout=30)
    assert answer.status_code == status
    return (
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.text)).replace("&#39;", "'").replace("&#34;", '"')
    )


@pytest.mark.parametrize("facts", [FACTS, AT_DESK])
def test_it_says_what_the_rules_say(gateway: LiveGateway, facts: dict[str, object]) -> None:
    advice = decide(facts, datetime.date.fromisoformat(DATE)).advice
    assert advice is not None
    text = page(address(gateway, facts, "default"))
    assert advice["conclusion"] in text
    for part in ("documents", "conditions", "steps", "deadlines", "fees", "warnings"):
        for statement in advice[part]:
            assert statement["text"] in text, statement["id"]


def test_every_document_has_its_box(gateway: LiveGateway) -> None:
    advice = decide(FACTS, datetime.date.fromisoformat(DATE)).advice
    assert advice is not None
    html = requests.get(address(gateway, FACTS), timeout=30).text
    assert html.count('type="checkbox"') == len(advice["documents"]) > 3


def test_it_has_the_desk_of_the_municipality(gateway: LiveGateway) -> None:
    desk = municipality("bilzen").desk
    text = page(address(gateway, AT_DESK))
    assert all(line in text for line in desk.address)
    assert desk.appointment and desk.appointment.url and desk.appointment.url in text
    assert all(fee.text in text for fee in municipality("bilzen").fees)


def test_every_amount_is_on_it(gateway: LiveGateway) -> None:
    text = page(address(gateway, AT_DESK))
    assert "Bedrag: 213 euro." in text


@pytest.mark.parametrize("place", ["bilzen", "Bilzen-Hoeselt", "3730"])
def test_a_local_fee_is_told_once(gateway: LiveGateway, place: str) -> None:
    assert page(address(gateway, AT_DESK, place)).count("8,50") == 1


def test_the_desk_is_that_of_the_municipality_that_was_named(gateway: LiveGateway) -> None:
    text = page(address(gateway, {**AT_DESK, "municipality": "Wielsbeke"}))
    named, host = municipality("Wielsbeke").desk.appointment, municipality("bilzen").desk.appointment
    assert named and named.url and named.url in text
    assert host and host.text not in text


def test_local_fees_are_left_out_where_the_embassy_decides(gateway: LiveGateway) -> None:
    text = page(address(gateway, FACTS))
    assert all(fee.text not in text for fee in municipality("bilzen").fees)


def test_it_is_a_pdf_too(gateway: LiveGateway) -> None:
    answer = requests.get(address(gateway, FACTS) + ".pdf", timeout=60)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_the_way_back_is_the_public_address(serve: Serve) -> None:
    gateway = serve(proxies=["127.0.0.1"])
    forwarded = {
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "bot.example",
        "X-Forwarded-Prefix": "/wegwijzer",
    }
    url = address(gateway, FACTS)
    assert requests.get(url, headers=forwarded, timeout=30).text != requests.get(url, timeout=30).text


def test_a_made_up_checklist_does_not_exist(gateway: LiveGateway) -> None:
    assert "bestaat niet" in page(f"{gateway.address}/checklist/made.up.token", 404)
    assert "bestaat niet" in page(f"{gateway.address}/checklist/made.up.token.pdf", 404)


def test_an_old_checklist_is_gone(serve: Serve) -> None:
    gateway = serve(tokens=Tokens(SECRET, checklist_seconds=-1))
    assert "verlopen" in page(address(gateway, FACTS), 410)
