"""Short answers and corrections that mean something only next to what was asked or is known."""

from typing import Any

import pytest

from actions.answers_put_right import put_right
from nlu.facts import read_facts
from tests.nlu.support import TODAY, read

SPONSOR = {"speaker": "sponsor", "relation": "spouse", "sponsor_status": "third_country_unlimited"}
APPLICANT = {**SPONSOR, "speaker": "applicant"}
CHILD = {**SPONSOR, "relation": "child"}


def understood(text: str, context: dict[str, Any]) -> dict[str, Any]:
    """What is known after the message: what it says by itself, and what it puts right."""
    slots = read(text, context).slots
    return {**context, **slots, **put_right(text, read_facts(text, TODAY), context, slots)}


ANSWERS = [
    ("sponsor_card", "l", "L"),
    ("sponsor_card", "die met de M", "M"),
    ("sponsor_card", "er staat gewoon een B", "B"),
    ("sponsor_card", "de letter ka", "K"),
    ("sponsor_card", "Alleen een M, zonder plus.", "M"),
    ("sponsor_card", "f plus", "F+"),
    ("sponsor_card", "gn idee welke", "unknown"),
    ("applicant_dependent", "ik betaal al haar rekeningen", True),
    ("applicant_dependent", "hij leeft van wat ik stuur", True),
    ("applicant_dependent", "ze heeft geen inkomsten, we onderhouden haar", True),
    ("applicant_dependent", "hij heeft een eigen zaak", False),
    ("applicant_dependent", "ze komt goed zelf rond", False),
    ("applicant_disabled", "hij is doof", True),
    ("applicant_disabled", "ze zit in een rolstoel", True),
    ("applicant_disabled", "hij is kerngezond", False),
    ("applicant_disabled", "haar mankeert niets", False),
    ("applicant_unmarried", "vrijgezel", True),
    ("applicant_unmarried", "nee, ze is alleenstaand", True),
    ("applicant_unmarried", "neen nog niet getrouwd", True),
    ("applicant_unmarried", "hij is al getrouwd", False),
    ("bond_before_visa_expiry", "het visum was toen nog geldig", True),
    ("bond_before_visa_expiry", "een week voor het visum verlopen was", True),
    ("bond_before_visa_expiry", "pas nadat het visum vervallen was", False),
    ("exceptional_circumstances", "ze kan gewoon terugkeren", False),
    ("exceptional_circumstances", "er is oorlog ginder", True),
    ("exceptional_circumstances", "geen flauw idee", "unknown"),
    ("sponsor_free_movement", "we woonden drie jaar samen in Keulen", True),
    ("sponsor_free_movement", "enkel op vakantie geweest", False),
    ("sponsor_free_movement", "moet ik aan mijn vrouw vragen", "unknown"),
    ("sponsor_residence_since", "ver voor corona", "before_2025_08_18"),
    ("sponsor_residence_since", "zes weken geleden", "from_2025_08_18"),
    ("sponsor_residence_since", "4 maanden ik heb kaart", "from_2025_08_18"),
    ("applicant_location", "nog altijd niet", "abroad"),
    ("applicant_location", "hij slaapt bij ons", "belgium"),
    ("applicant_residence", "met een vakantievisum", "short_stay_visa"),
    ("applicant_residence", "haar visum is al afgelopen", "irregular"),
    ("applicant_age", "9 maanden", 0),
    ("applicant_age", "bijna 8 mnd", 0),
    ("applicant_age", "18 maanden", 1),
    ("applicant_age", "vijfentwintig, nee wacht 26", 26),
    ("applicant_age", "41 ipv 14", 41),
    ("sponsor_status", "paspoort Portugal", "eu_citizen"),
    ("sponsor_status", "geen idee eerlijk gezegd", "unknown"),
]


@pytest.mark.parametrize(("asked", "text", "value"), ANSWERS)
def test_answer_to_the_question_that_was_asked(asked: str, text: str, value: Any) -> None:
    known = CHILD if asked in ("applicant_unmarried", "applicant_disabled", "applicant_age") else SPONSOR
    known = {slot: kept for slot, kept in known.items() if slot != asked}
    if asked == "sponsor_free_movement":
        known = {**known, "sponsor_status": "belgian"}
    assert understood(text, {**known, "requested_slot": asked})[asked] == value


@pytest.mark.parametrize(
    ("asked", "text"),
    [
        ("applicant_disabled", "wat als hij blind is?"),
        ("applicant_dependent", "ik betaal haar huur maar ze heeft een eigen inkomen"),
        ("sponsor_free_movement", "ze heeft in Keulen gewoond"),
        ("sponsor_free_movement", "we hebben twee weken samen in Nice gezeten"),
        ("sponsor_free_movement", "we woonden samen in Casablanca"),
        ("sponsor_card", "zo een gewone kaart"),
        ("sponsor_status", "paspoort van Peru"),
        ("sponsor_residence_since", "over 3 maanden"),
        ("applicant_residence", "ze wil geen vakantievisum"),
        ("applicant_unmarried", "ze is getrouwd geweest"),
        ("exceptional_circumstances", "dat is een moeilijke vraag"),
    ],
)
def test_nothing_is_guessed(asked: str, text: str) -> None:
    known = {slot: kept for slot, kept in SPONSOR.items() if slot != asked}
    assert understood(text, {**known, "requested_slot": asked}).get(asked) is None


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("ik ben hun buurman", "third_party"),
        ("ik help een gezin uit de straat", "third_party"),
        ("ik werk bij het OCMW", "third_party"),
        ("ik ben de aanvrager", "applicant"),
        ("ik ben degene die hier woont", "sponsor"),
    ],
)
def test_who_is_speaking(text: str, speaker: str) -> None:
    assert understood(text, {"requested_slot": "speaker", "relation": "spouse"})["speaker"] == speaker


def test_introduced_by_the_relation() -> None:
    known = understood("Ik ben zijn vrouw", {"requested_slot": "relation"})
    assert (known["speaker"], known["relation"]) == ("applicant", "spouse")


CORRECTIONS = [
    ("*31", SPONSOR, {"applicant_age": 13}, {"applicant_age": 31}),
    ("oeps, 52 ipv 25", SPONSOR, {"applicant_age": 25}, {"applicant_age": 52}),
    ("27 bedoel ik", SPONSOR, {"applicant_age": 72}, {"applicant_age": 27}),
    ("niet 16 maar 17", CHILD, {"applicant_age": 16}, {"applicant_age": 17}),
    ("vergist, hij is drieëndertig", SPONSOR, {"applicant_age": 30}, {"applicant_age": 33}),
    ("niet K maar L", SPONSOR, {"sponsor_card": "K"}, {"sponsor_card": "L"}),
    ("B, niet D", SPONSOR, {"sponsor_card": "D"}, {"sponsor_card": "B"}),
    ("sorry er staat een H op", SPONSOR, {"sponsor_card": "A"}, {"sponsor_card": "H"}),
    ("Niger niet, Nigeria", SPONSOR, {"applicant_country": "NE"}, {"applicant_country": "NG"}),
    ("Zuid-Korea ipv Noord-Korea", SPONSOR, {"applicant_country": "KP"}, {"applicant_country": "KR"}),
    ("niet mijn zus, mijn dochter", SPONSOR, {"relation": "other_family"}, {"relation": "child"}),
    ("9000 niet 9100", SPONSOR, {"municipality": "9100"}, {"applicant_location": "belgium"}),
    (
        "wacht, toch een eigen pensioen waar ze van leeft",
        SPONSOR,
        {"applicant_dependent": True},
        {"applicant_dependent": False},
    ),
    ("sorry, hij is kerngezond", CHILD, {"applicant_disabled": True}, {"applicant_disabled": False}),
    (
        "nee, getrouwd nadat het visum op was",
        {**SPONSOR, "applicant_residence": "marriage_visa"},
        {"bond_before_visa_expiry": True},
        {"bond_before_visa_expiry": False, "applicant_residence": "marriage_visa"},
    ),
    (
        "oei nee, ze kan perfect terug vliegen",
        SPONSOR,
        {"exceptional_circumstances": True},
        {"exceptional_circumstances": False},
    ),
    (
        "intussen woont ze bij mij",
        SPONSOR,
        {"applicant_location": "abroad"},
        {"applicant_location": "belgium"},
    ),
    (
        "oei, 2023 was het, niet 2026",
        SPONSOR,
        {"sponsor_residence_since": "from_2025_08_18"},
        {"sponsor_residence_since": "before_2025_08_18"},
    ),
    ("sorry, ik ben haar advocaat", APPLICANT, {}, {"speaker": "third_party"}),
    (
        "nee fout, ze heeft gene papieren",
        APPLICANT,
        {"sponsor_status": "third_country_limited"},
        {"sponsor_status": "no_residence"},
    ),
]


@pytest.mark.parametrize(("text", "known", "before", "after"), CORRECTIONS)
def test_correction(text: str, known: dict[str, Any], before: dict[str, Any], after: dict[str, Any]) -> None:
    context = {**known, "applicant_location": "belgium", **before}
    assert {slot: understood(text, context).get(slot) for slot in after} == after


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("ik ben 44", {"applicant_age": 19}),
        ("sorry, ik ben 44", {"applicant_age": 19}),
        ("sorry voor de vragen, ik heb 3 kinderen", {"applicant_age": 19}),
        ("K zie het niet goed", {"sponsor_card": "A"}),
        ("sorry, ze werkt nu in Turkije", {"applicant_country": "MA"}),
        ("nee, wat als ze blind was?", {"applicant_disabled": False}),
        ("toch bijlage 19 denk ik", {"applicant_age": 30}),
        ("het is 300 euro, niet 200", {"applicant_age": 30}),
    ],
)
def test_what_is_known_stays(text: str, known: dict[str, Any]) -> None:
    after = understood(text, {**SPONSOR, **known})
    assert {slot: after[slot] for slot in known} == known


def test_an_age_that_answers_the_question_corrects_no_other_age() -> None:
    context = {**SPONSOR, "applicant_age": 19, "requested_slot": "sponsor_age"}
    known = understood("nee wacht, 44", context)
    assert (known["applicant_age"], known["sponsor_age"]) == (19, 44)


@pytest.mark.parametrize(
    ("text", "side"),
    [("ervoor", "before_2025_08_18"), ("lang ervoor", "before_2025_08_18"), ("erna", "from_2025_08_18")],
)
def test_the_side_of_the_day_of_the_law_in_one_word(text: str, side: str) -> None:
    asked = {"speaker": "sponsor", "relation": "spouse", "requested_slot": "sponsor_residence_since"}
    assert read(text, asked).slots == {"sponsor_residence_since": side}
