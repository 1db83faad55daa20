"""The gateway from outside: sessions, buttons, limits, origins, deletion, feedback."""

import json
import os
import stat
import threading
import time
from pathlib import Path
from typing import Any

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rasa.shared.exceptions import RasaException

from channels.feedback import MOST_BYTES, Feedback, FeedbackBook, FeedbackFull
from channels.limits import RateLimit
from channels.tokens import TokenExpired, TokenRejected, Tokens, load_secret
from channels.web import MOST_BODY, MOST_MESSAGE, plain
from tests.channels.client import Client, error, events, messages
from tests.channels.conftest import ALLOWED, SECRET, Serve
from tests.channels.fake_bot import LiveGateway

MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


# Sessions


def test_a_conversation_from_greeting_to_advice(client: Client) -> None:
    question = client.say("Mijn vrouw woont in Marokko")[-1]
    advice = messages(client.press(question["buttons"][0]["payload"]))[-1]["custom"]
    assert question["buttons"][0]["title"] == "Belg"
    assert advice["type"] == "advice"
    assert "facts" not in advice, "the facts stay on the server"
    assert requests.get(f"{client.address}/{advice['checklist_url']}", timeout=20).status_code == 200


def test_what_the_card_tells_is_the_text_of_the_card_and_no_message(client: Client) -> None:
    question = client.say("Mijn vrouw woont in Marokko")[-1]
    told = messages(client.press(question["buttons"][0]["payload"]))
    assert [message.get("text", "").split(".")[0] for message in told] == [
        "Goed, genoteerd (/inform)",
        "Je vrouw vraagt gezinshereniging aan bij de Belgische ambassade (artikel 40ter)",
    ]
    assert told[-1]["custom"]["type"] == "advice"
    assert told[-1]["text"].endswith("Lees het na.")
    assert [button["title"] for button in told[-1]["buttons"]] == ["Wat kost het?"]


def test_without_a_card_its_text_is_said(client: Client) -> None:
    assert client.say("no card") == [{"text": "Je advies in woorden."}]


def test_the_first_event_says_that_the_bot_is_typing_before_it_has_an_answer(client: Client) -> None:
    headers = {"Origin": client.origin, "Authorization": f"Bearer {client.token}"}
    body = {"id": "slow", "text": "slow"}
    with requests.post(client.url("messages"), json=body, headers=headers, stream=True, timeout=20) as answer:
        lines = answer.iter_lines()
        first = json.loads(next(lines))
        rest = [json.loads(line) for line in lines]
    assert first == {"event": "typing"}
    assert [event["event"] for event in rest] == ["message", "done"]


def test_two_sessions_never_share_a_conversation(gateway: LiveGateway) -> None:
    one, other = Client(gateway.address).opened(), Client(gateway.address).opened()
    one.say("mijn geheim")
    assert "geheim" not in other.say("remember")[0]["text"]
    assert "geheim" in one.say("remember")[0]["text"]


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "WyJhIiwiYiJd.aaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaa"])
def test_a_made_up_session_is_refused(client: Client, token: str) -> None:
    client.token = token
    assert error(client.send(text="hallo")) == (401, "session_missing")


def test_no_other_conversation_can_be_chosen(client: Client, gateway: LiveGateway) -> None:
    client.send(text="hallo", sender="victim", sender_id="victim", conversation="victim")
    assert "victim" not in {message.sender_id for message in gateway.agent.received}


def test_a_session_expires(serve: Serve) -> None:
    gateway = serve(tokens=Tokens(SECRET, session_seconds=-1))
    assert error(Client(gateway.address).opened().send(text="hallo")) == (401, "session_expired")


@MANY
@given(st.data())
def test_a_changed_token_is_never_taken(data: st.DataObject) -> None:
    tokens = Tokens(SECRET)
    token = tokens.new_session("default")
    position = data.draw(st.integers(0, len(token) - 2))
    char = data.draw(st.characters(codec="utf-8").filter(lambda char: char != token[position]))
    with pytest.raises(TokenRejected):
        tokens.read_session(token[:position] + char + token[position + 1 :])


@MANY
@given(st.text())
def test_no_text_is_a_token(text: str) -> None:
    tokens = Tokens(SECRET)
    for read in (tokens.read_session, tokens.read_checklist, lambda token: tokens.read_payload(token, "c")):
        with pytest.raises(TokenRejected):
            read(text)


def test_one_kind_of_token_is_no_other_kind() -> None:
    tokens = Tokens(SECRET)
    with pytest.raises(TokenRejected):
        tokens.read_checklist(tokens.new_session("default"))
    with pytest.raises(TokenRejected):
        Tokens(SECRET + "x").read_session(tokens.new_session("default"))


def test_the_secret_is_made_once_and_for_the_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WEB_SECRET", raising=False)
    secret = load_secret(tmp_path / "stamps")
    file = tmp_path / "stamps" / "web-secret"
    assert load_secret(tmp_path / "stamps") == secret
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.chmod(0o644)
    with pytest.raises(RasaException):
        load_secret(tmp_path / "stamps")


def test_a_place_where_no_secret_can_be_kept_stops_the_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WEB_SECRET", raising=False)
    (tmp_path / "file").touch()
    with pytest.raises(RasaException):
        load_secret(tmp_path / "file")


@pytest.mark.parametrize("secret", ["", "short"])
def test_a_weak_secret_stops_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    monkeypatch.setenv("WEB_SECRET", secret)
    with pytest.raises(RasaException):
        load_secret(tmp_path)


# Buttons and commands


@pytest.mark.parametrize(
    "text",
    [
        '/inform{"sponsor_status": "belgian"}',
        "  /restart",
        "//restart",
        "/",
        "\u200b/session_start",
        "/ /x",
        "\x00/x",
    ],
)
def test_a_typed_command_is_plain_text(client: Client, gateway: LiveGateway, text: str) -> None:
    client.say(text)
    assert not gateway.received()[-1].strip().startswith("/")


def test_a_button_works_only_in_the_conversation_where_it_was_shown(gateway: LiveGateway) -> None:
    one, other = Client(gateway.address).opened(), Client(gateway.address).opened()
    payload = one.say("hallo")[-1]["buttons"][0]["payload"]
    before = len(gateway.received())
    assert error(other.press(payload)) == (400, "payload_not_rendered")
    assert error(one.press('/inform{"sponsor_status": "belgian"}')) == (400, "payload_not_rendered")
    assert len(gateway.received()) == before
    assert messages(one.press(payload))
    assert gateway.received()[-1] == '/inform{"sponsor_status": "belgian"}'


@MANY
@given(st.text())
def test_what_rasa_gets_is_never_a_command(text: str) -> None:
    clean = plain(text)
    assert not clean.strip().startswith("/")
    clean.encode()
    assert all(char.isprintable() or char in "\n\t" for char in clean)


@MANY
@given(st.text(st.characters(categories=["L", "N", "P"], exclude_characters="/"), min_size=1))
def test_ordinary_text_arrives_as_it_was_typed(text: str) -> None:
    assert plain(text) == text


# Sizes and shapes


def test_five_thousand_characters_get_a_kind_answer(client: Client) -> None:
    answer = client.send(text="x" * 5000)
    assert error(answer) == (413, "message_too_long")
    assert str(MOST_MESSAGE) in answer.json()["error"]["message"]
    assert client.say("echo daarna")[0]["text"] == "daarna"


def test_a_message_of_the_greatest_length_is_taken(client: Client, gateway: LiveGateway) -> None:
    text = "é" * MOST_MESSAGE
    client.say(text)
    assert gateway.received()[-1] == text


def test_a_body_that_is_too_large_is_refused_before_it_is_read(client: Client) -> None:
    assert error(client.post("messages", b"x" * (MOST_BODY + 1))) == (413, "body_too_large")


@pytest.mark.parametrize("text", ["", "   ", "\n", "\u200b"])
def test_an_empty_message_is_refused(client: Client, text: str) -> None:
    assert error(client.send(text=text)) == (400, "empty_message")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = st.sampled_from(
    ["id", "text", "payload", "language", "continued", "history", "municipality", "rating", "about"]
)


@MANY
@given(
    body=st.binary(max_size=200)
    | (JSON | st.dictionaries(FIELDS, JSON)).map(lambda value: json.dumps(value).encode())
)
@pytest.mark.parametrize("path", ["session", "messages", "feedback"])
def test_no_body_breaks_the_gateway(client: Client, path: str, body: bytes) -> None:
    answer = client.post(path, body)
    assert answer.status_code < 500
    assert "Traceback" not in answer.text
    assert answer.headers["Content-Type"].startswith("application/") or not answer.text


def test_half_a_character_is_no_crash(client: Client) -> None:
    answer = client.post("messages", b'{"id": "1", "text": "\\ud800 hallo"}')
    assert answer.status_code in (200, 400)


def test_an_unknown_route_is_a_json_error(client: Client) -> None:
    assert error(client.post("nothing", {})) == (404, "not_found")
    assert error(requests.get(client.url("deep/er"), timeout=20)) == (404, "not_found")


# When the bot fails


@pytest.mark.parametrize(("text", "code"), [("crash", "internal_error"), ("silence", "no_answer")])
def test_a_failing_bot_is_an_error_without_its_secrets(client: Client, text: str, code: str) -> None:
    answer = client.send(text=text)
    assert events(answer)[-1]["error"]["code"] == code
    assert "secret of the server" not in answer.text


def test_a_message_sent_twice_is_answered_once(client: Client, gateway: LiveGateway) -> None:
    body = {"id": "same", "text": "echo een keer"}
    before = len(gateway.received())
    first, again = messages(client.post("messages", body)), messages(client.post("messages", body))
    assert first == again == [{"text": "een keer"}]
    assert len(gateway.received()) == before + 1


def test_a_browser_that_leaves_finds_its_answer_when_it_returns(client: Client, gateway: LiveGateway) -> None:
    headers = {"Origin": client.origin, "Authorization": f"Bearer {client.token}"}
    body = {"id": "left", "text": "slow"}
    before = len(gateway.received())
    with requests.post(client.url("messages"), json=body, headers=headers, stream=True, timeout=20) as answer:
        next(answer.iter_lines())
    assert messages(client.post("messages", body)) == [{"text": "Daar ben ik."}]
    assert len(gateway.received()) == before + 1


def test_messages_of_one_conversation_keep_their_order(client: Client, gateway: LiveGateway) -> None:
    slow = threading.Thread(target=lambda: client.post("messages", {"id": "a", "text": "slow"}))
    before = len(gateway.received())
    slow.start()
    while len(gateway.received()) == before:
        time.sleep(0.01)
    said = messages(client.post("messages", {"id": "b", "text": "remember"}))[0]["text"]
    slow.join()
    assert said == "Je zei: slow | remember"


def test_a_restarted_server_asks_for_the_conversation_and_goes_on(serve: Serve) -> None:
    gateway = serve()
    client = Client(gateway.address).opened()
    client.say("Mijn vrouw woont in Marokko")
    gateway.stop()
    gateway.start()
    body: dict[str, Any] = {"id": "after", "text": "remember", "continued": True}
    assert events(client.post("messages", body)) == [{"event": "forgotten"}]
    assert gateway.received() == [], "nothing may be answered without what came before"
    history = [{"text": "Mijn vrouw woont in Marokko"}]
    assert messages(client.post("messages", {**body, "history": history})) == [
        {"text": "Je zei: Mijn vrouw woont in Marokko | remember"}
    ]


def test_history_cannot_smuggle_a_command(serve: Serve) -> None:
    gateway = serve()
    client = Client(gateway.address).opened()
    forged = {"id": "x", "text": "hallo", "continued": True, "history": [{"payload": "/restart"}]}
    assert error(client.post("messages", forged)) == (400, "payload_not_rendered")
    client.post("messages", {**forged, "history": [{"text": "/restart"}]})
    assert gateway.received()[0] == "restart"
    too_many = {**forged, "history": [{"text": "x"}] * 61}
    assert error(client.post("messages", too_many)) == (400, "bad_request")


# Limits


def test_a_busy_session_is_told_when_to_come_back(serve: Serve) -> None:
    gateway = serve(messages_per_minute=2)
    client, neighbour = Client(gateway.address).opened(), Client(gateway.address).opened()
    client.say("een")
    client.say("twee")
    answer = client.send(text="drie")
    assert error(answer) == (429, "too_many_requests")
    assert 1 <= int(answer.headers["Retry-After"]) <= 30
    assert neighbour.say("een"), "another session at the same address has its own room"


def test_an_address_has_a_limit_too(serve: Serve) -> None:
    gateway = serve(requests_per_minute=3)
    client = Client(gateway.address)
    codes = [client.post("session", {}).status_code for _ in range(5)]
    assert codes == [201, 201, 201, 429, 429]


def test_sessions_are_limited_per_address(serve: Serve) -> None:
    client = Client(serve(sessions_per_hour=1).address)
    assert client.post("session", {}).status_code == 201
    assert error(client.post("session", {})) == (429, "too_many_requests")


@MANY
@given(st.lists(st.floats(0, 30), max_size=40))
def test_a_rate_limit_keeps_its_promise(pauses: list[float]) -> None:
    now = 0.0
    limit = RateLimit("test", 5, 60, clock=lambda: now)
    passed = []
    for pause in pauses:
        now += pause
        wait = limit.retry_after("key")
        if wait == 0:
            passed.append(now)
        else:
            now += wait
            assert limit.retry_after("key") == 0, "who waits as long as told gets through"
            passed.append(now)
    for start in passed:
        assert sum(start <= moment < start + 60 for moment in passed) <= 10


# Origins and proxies


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "null",
        "http://www.lindebeek.example",
        "https://www.lindebeek.example.evil.example",
    ],
)
def test_another_web_site_may_not_use_the_bot(client: Client, origin: str) -> None:
    client.origin = origin
    answer = client.post("session", {})
    assert error(answer) == (403, "origin_not_allowed")
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_without_an_origin_nothing_is_taken(client: Client) -> None:
    client.origin = ""
    assert error(client.post("session", {})) == (403, "origin_not_allowed")


def test_a_web_site_on_the_list_may(gateway: LiveGateway) -> None:
    client = Client(gateway.address, origin=ALLOWED)
    answer = client.post("session", {})
    assert answer.status_code == 201
    assert answer.headers["Access-Control-Allow-Origin"] == ALLOWED
    asked = requests.options(client.url("messages"), headers={"Origin": ALLOWED}, timeout=20)
    assert asked.headers["Access-Control-Allow-Origin"] == ALLOWED
    assert "authorization" in asked.headers["Access-Control-Allow-Headers"]
    refused = requests.options(client.url("messages"), headers={"Origin": "https://evil.example"}, timeout=20)
    assert "Access-Control-Allow-Origin" not in refused.headers


FORWARDED = {
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "bot.example",
    "X-Forwarded-Prefix": "/wegwijzer",
}


def test_only_a_trusted_proxy_says_where_we_are(serve: Serve) -> None:
    trusting, strict = serve(proxies=["127.0.0.0/8"]), serve()
    assert Client(trusting.address, "https://bot.example").post("session", {}, **FORWARDED).status_code == 201
    assert Client(strict.address, "https://bot.example").post("session", {}, **FORWARDED).status_code == 403


def test_a_proxy_that_nobody_named_is_told_about_once(serve: Serve, caplog: pytest.LogCaptureFixture) -> None:
    strict = Client(serve().address)
    for _ in range(2):
        strict.post("session", {}, **{"X-Forwarded-For": "9.9.9.9"})
    told = [record.getMessage() for record in caplog.records if "WEB_TRUSTED_PROXIES" in record.getMessage()]
    assert len(told) == 1 and "127.0.0.1" in told[0] and "9.9.9.9" not in told[0]


def test_a_forged_address_does_not_escape_the_limit(serve: Serve) -> None:
    strict = Client(serve(requests_per_minute=1).address)
    answers = [strict.post("session", {}, **{"X-Forwarded-For": f"9.9.9.{n}"}).status_code for n in range(2)]
    assert answers == [201, 429]
    trusting = Client(serve(requests_per_minute=1, proxies=["127.0.0.1"]).address)
    answers = [
        trusting.post("session", {}, **{"X-Forwarded-For": f"1.1.1.1, 9.9.9.{n}"}).status_code
        for n in range(2)
    ]
    assert answers == [201, 201]


@pytest.mark.parametrize(
    "path", ["webhooks/web/", "webhooks/web/nothing", "demo", "checklist/x", "widget/nothing.js"]
)
def test_every_answer_has_its_security_headers(gateway: LiveGateway, path: str) -> None:
    headers = requests.get(f"{gateway.address}/{path}", timeout=20).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]


# Deleting and rating


def test_deleting_really_deletes(client: Client, gateway: LiveGateway) -> None:
    client.say("mijn geheim")
    conversation = gateway.agent.received[-1].sender_id
    assert conversation in gateway.agent.tracker_store.store
    assert client.delete("conversation").status_code == 204
    assert conversation not in gateway.agent.tracker_store.store
    assert client.say("remember")[0]["text"] == "Je zei: remember"


def test_nobody_deletes_the_conversation_of_another(client: Client, gateway: LiveGateway) -> None:
    client.say("mijn geheim")
    conversation = gateway.agent.received[-1].sender_id
    stranger = Client(gateway.address)
    stranger.token = "made.up.token"
    assert error(stranger.delete("conversation")) == (401, "session_missing")
    assert conversation in gateway.agent.tracker_store.store


def test_a_rating_is_kept_without_anything_personal(tmp_path: Path, serve: Serve) -> None:
    gateway = serve()
    gateway.channel.feedback = FeedbackBook(tmp_path / "book" / "feedback.jsonl")
    client = Client(gateway.address).opened("bilzen")
    rating = {
        "rating": "down",
        "about": "advice",
        "comment": "Bel 0470 12 34 56, jan@voorbeeld.be of 85.07.30-033.28",
    }
    assert client.post("feedback", rating).status_code == 204
    line = json.loads((tmp_path / "book" / "feedback.jsonl").read_text())
    assert set(line) == {"day", "municipality", "rating", "about", "comment"}
    assert line["municipality"] == "bilzen"
    assert not any(part in line["comment"] for part in ("0470", "jan@", "85.07"))
    assert stat.S_IMODE((tmp_path / "book" / "feedback.jsonl").stat().st_mode) == 0o600


def test_the_book_of_ratings_has_a_last_page(tmp_path: Path) -> None:
    path = tmp_path / "feedback.jsonl"
    path.touch()
    os.truncate(path, MOST_BYTES + 1)
    with pytest.raises(FeedbackFull):
        FeedbackBook(path).add(Feedback(rating="up", about="answer"), "default")


def test_only_a_thumb_is_a_rating(client: Client) -> None:
    assert error(client.post("feedback", {"rating": "five stars", "about": "advice"})) == (400, "bad_request")


# Checklists


def test_an_expired_checklist_says_so() -> None:
    tokens = Tokens(SECRET, checklist_seconds=-1)
    with pytest.raises(TokenExpired):
        tokens.read_checklist(tokens.sign_checklist({"facts": {}}))
