"""What the scripted bot says. Texts are nonsense about the law on purpose: only their shape counts."""

from typing import Any

from tests.channels.corpus import EVIL

FACTS = {
    "speaker": "sponsor",
    "relation": "spouse",
    "sponsor_status": "belgian",
    "applicant_country": "MA",
    "applicant_age": 30,
    "sponsor_age": 31,
    "applicant_location": "abroad",
}
SOURCE = {"title": "Dienst Vreemdelingenzaken: gezinshereniging", "url": "https://dofi.ibz.be/nl"}


def item(name: str, text: str, only_if: str | None = None) -> dict[str, Any]:
    """One line of a card."""
    line: dict[str, Any] = {"id": name, "text": text, "sources": [SOURCE]}
    return {**line, "only_if": only_if} if only_if else line


ADVICE: dict[str, Any] = {
    "type": "advice",
    "title": "Je advies",
    "conclusion": "Je vrouw vraagt gezinshereniging aan bij de Belgische ambassade (artikel 40ter).",
    "reason": "Waarom deze procedure? Je bent Belg (artikel 40ter).",
    "cards": [
        {
            "id": "where",
            "title": "Waar",
            "items": [item("embassy", "Bij de Belgische ambassade in het land waar ze woont.")],
        },
        {
            "id": "documents",
            "title": "Wat meebrengen",
            "checklist": True,
            "items": [
                item("passport", "Een geldig paspoort of reisdocument."),
                item("marriage", "Jullie huwelijksakte, gelegaliseerd of met apostille."),
                item("income", "Loonfiches van de laatste 12 maanden.", "als je een vast loon hebt"),
                item("insurance", "Een bewijs van ziekteverzekering."),
            ],
        },
        {
            "id": "duration",
            "title": "Hoe lang",
            "items": [item("six", "De beslissing komt binnen 6 maanden.")],
        },
        {
            "id": "costs",
            "title": "Kosten",
            "items": [item("fee", "Een bijdrage in de kosten, vooraf te betalen.")],
        },
        {
            "id": "refusal",
            "title": "Na een weigering",
            "items": [item("appeal", "Je kan in beroep gaan binnen 30 dagen.")],
        },
    ],
    "warnings": ["Dit is algemene informatie. DVZ beslist."],
    "links": [SOURCE],
    "date": "2026-11-22",
    "facts": FACTS,
}

AFTERWARDS = [{"title": "Wat kost het?", "payload": "/ask_costs_overview"}]
OFFER = [{"title": "Ja, graag", "payload": "/find_procedure"}]

WHO = {
    "text": "Wie is de persoon in België?",
    "buttons": [
        {"title": "Belg", "payload": '/inform{"sponsor_status": "belgian"}'},
        {"title": "EU-burger", "payload": '/inform{"sponsor_status": "eu_citizen"}'},
        {
            "title": "Iemand van buiten de EU",
            "payload": '/inform{"sponsor_status": "third_country_unlimited"}',
        },
        {"title": "Weet ik niet", "payload": "/dont_know"},
    ],
}


def reply(text: str, said: list[str]) -> list[dict[str, Any]]:
    """Return the bot's messages; `after` is the number of seconds that it thinks first."""
    if text == "remember":
        return [{"text": "Je zei: " + " | ".join(said)}]
    if text.startswith("/"):
        return [
            {"text": f"Goed, genoteerd ({text.partition('{')[0]}).", "after": 0.1},
            {"text": f"{ADVICE['conclusion']}\n\n{ADVICE['reason']}", "on_card": True},
            {"text": "Lees het na.", "buttons": AFTERWARDS, "on_card": True},
            {"custom": dict(ADVICE)},
        ]
    if text in ("broken card", "no card"):
        card = [{"custom": {"type": "advice", "title": "Je advies", "cards": [{"id": "where"}]}}]
        return [{"text": "Je advies in woorden.", "on_card": True}, *(card if text == "broken card" else [])]
    if text == "slow":
        return [{"text": "Daar ben ik.", "after": 3}]
    if text in ("silence", "crash"):
        return []
    if text == "evil":
        return [dict(message) for message in EVIL]
    if text == "source":
        told = f"Zes maanden.\n\nBron: De pagina van DVZ: {SOURCE['url']}"
        return [{"text": told, "buttons": AFTERWARDS}, {"text": "Zal ik het uitzoeken?", "buttons": OFFER}]
    if text == "list":
        return [
            {"text": "Je hebt nodig:\n- een paspoort\n- een **akte**\n\nLees meer op https://dofi.ibz.be/nl."}
        ]
    if text.startswith("echo "):
        return [{"text": text.removeprefix("echo ")}]
    return [{"custom": {"type": "progress", "remaining": 2}}, {**WHO, "after": 0.2}]
