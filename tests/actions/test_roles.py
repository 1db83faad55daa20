"""Who is applicant and who is sponsor, over several turns, with answers, corrections and suppositions."""

from typing import Any

import pytest

from actions.roles import Reading, resolve
from tests.nlu.support import read


def person(noun: str, relation: str | None, of: str | None = "self", **more: Any) -> dict[str, Any]:
    return {
        "entity": "person",
        "value": noun,
        "role": noun,
        "relation": relation,
        "of": of,
        "start": 0,
        "end": 0,
        **more,
    }


def fact(kind: str, value: str, role: str, **more: Any) -> dict[str, Any]:
    return {"entity": kind, "value": value, "role": role, "start": 0, "end": 0, **more}


def test_belgian_husband_makes_the_speaker_the_applicant() -> None:
    reading = resolve("", [person("man", "spouse", gender="male"), fact("nationality", "BE", "man")])
    assert reading.slots == {
        "speaker": "applicant",
        "relation": "spouse",
        "sponsor_status": "belgian",
        "sponsor_noun": "man",
        "sponsor_gender": "male",
    }


def test_relation_is_what_the_applicant_is_to_the_sponsor() -> None:
    child = person("zoontje", "child")
    comes = resolve("", [child, fact("location", "abroad", "zoontje")])
    joins = resolve("", [child, fact("nationality", "BE", "zoontje"), fact("residence", "irregular", "self")])
    assert (comes.slots["relation"], comes.slots["speaker"]) == ("child", "sponsor")
    assert (joins.slots["relation"], joins.slots["speaker"]) == ("parent", "applicant")


def test_third_country_nationality_alone_tells_nothing_of_the_sponsor() -> None:
    reading = read("mijn man is Marokkaan", {"speaker": "applicant"})
    assert "sponsor_status" not in reading.slots


def test_explicit_protection_wins_over_the_card() -> None:
    reading = read("Mijn man is erkend vluchteling en heeft een A-kaart, ik ben in Turkije.")
    assert reading.slots["sponsor_status"] == "refugee"
    assert reading.slots["sponsor_card"] == "A"


@pytest.mark.parametrize(
    ("card", "status"),
    [
        *((card, "third_country_unlimited") for card in ("B", "C", "D", "K", "L", "F", "F+", "M", "M+")),
        *((card, "third_country_limited") for card in ("A", "H")),
        *((card, "eu_citizen") for card in ("E", "E+", "EU", "EU+")),
    ],
)
def test_card_fills_the_status(card: str, status: str) -> None:
    reading = read(f"hij heeft een {card} kaart", {"speaker": "applicant", "requested_slot": "sponsor_card"})
    assert reading.slots == {"sponsor_card": card, "sponsor_status": status}


def conversation(*turns: tuple[str, dict[str, Any]]) -> tuple[dict[str, Any], Reading]:
    """The slots after several turns: each a text and what the conversation adds to the context."""
    known: dict[str, Any] = {}
    pending: list[dict[str, Any]] = []
    reading = Reading()
    for text, extra in turns:
        known.update(
            {slot: value for slot, value in extra.items() if slot not in ("requested_slot", "buttons")}
        )
        reading = read(text, {**known, **extra, "pending": pending})
        known.update(reading.slots)
        pending = reading.pending
    return known, reading


def test_what_was_said_before_the_roles_were_known_is_not_lost() -> None:
    known, reading = conversation(("ik ben Marokkaan", {}), ("", {"speaker": "applicant"}))
    assert known == {"speaker": "applicant", "applicant_country": "MA"}
    assert reading.pending == []


def test_pending_facts_find_their_person_in_a_later_sentence() -> None:
    known, _ = conversation(("mijn dochter is 19", {}), ("ik ben Belg", {"requested_slot": "sponsor_status"}))
    assert known["relation"] == "child"
    assert (known["applicant_age"], known["sponsor_status"]) == (19, "belgian")


def test_pronouns_mean_the_other_party_or_go_by_gender() -> None:
    known, _ = conversation(
        ("een cliënt van mij, Syriër, wil zijn moeder laten overkomen", {}),
        ("hij is erkend vluchteling", {"requested_slot": "sponsor_status"}),
        ("ze is 61", {"requested_slot": "applicant_age"}),
    )
    assert (known["speaker"], known["relation"]) == ("third_party", "parent")
    assert (known["sponsor_status"], known["applicant_age"]) == ("refugee", 61)
    assert (known["sponsor_noun"], known["applicant_noun"]) == ("cliënt", "moeder")


def test_corrections_name_what_changed_and_clear_what_fell() -> None:
    context = {
        "speaker": "applicant",
        "relation": "spouse",
        "sponsor_status": "third_country_limited",
        "sponsor_card": "A",
    }
    reading = read("nee, hij is Belg geworden", context)
    assert reading.corrections == {"sponsor_status": "belgian"}
    assert reading.cleared == ["sponsor_card"]


def test_supposition_changes_nothing() -> None:
    reading = read("wat als ze 19 was?", {"speaker": "sponsor", "relation": "child", "applicant_age": 17})
    assert (reading.slots, reading.hypothetical) == ({}, {"applicant_age": 19})


def test_a_relative_of_another_kind_does_not_touch_the_case() -> None:
    reading = read(
        "mijn zoon is 17", {"speaker": "applicant", "relation": "spouse", "sponsor_status": "belgian"}
    )
    assert reading.slots == {}


def test_rest_of_the_family_is_handed_over() -> None:
    reading = read(
        "mijn vrouw en drie kinderen van 4, 9 en 19 zitten nog in Kabul, ik ben erkend vluchteling"
    )
    assert reading.slots["relation"] == "spouse"
    assert [(each["relation"], each["applicant_age"]) for each in reading.others] == [
        ("child", 4),
        ("child", 9),
        ("child", 19),
    ]


def _who_comes(text: str) -> list[tuple[str, int | None]]:
    """Everybody who wants to come, and how old: first who is asked about."""
    reading = read(text)
    return [(each["relation"], each.get("applicant_age")) for each in [reading.slots, *reading.others]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Hij is Italiaan. Daar wonen zijn vrouw van 45, een dochter van 21, zijn pa van 72 en een broer",
            [("spouse", 45), ("child", 21), ("parent", 72), ("other_family", None)],
        ),
        (
            "Mijn vriendin is Belg. Haar man en kinderen van 8 en 6 zitten in Dakar, haar zus woont bij hen",
            [("spouse", None), ("child", 8), ("child", 6), ("other_family", None)],
        ),
        (
            "ben belg, mijn vrouw en 2 kinderen (12, 5) zijn nog in casa en mijn vader ook bij hun hij is 70",
            [("spouse", None), ("child", 12), ("child", 5), ("parent", 70)],
        ),
        (
            "ik heb een b kaart en deel een studio met 1 vriend, mijn vrouw en zoon zitten in Lagos",
            [("spouse", None), ("child", None)],
        ),
        (
            "mijn vrouw en de drie kleine (7, 4 en 1) zijn in Izmir",
            [("spouse", None), *[("child", age) for age in (7, 4, 1)]],
        ),
        (
            "mijn man werkt in Aalst met een A-kaart, ik met onze dochter 5 jaar zijn nog in Lima",
            [("spouse", None), ("child", 5)],
        ),
        (
            "Ik heb een F-kaart. Mijn 2 kinderen van 14 en 9 zijn bij hun tante, kan ik ze laten komen?",
            [("child", 14), ("child", 9)],
        ),
        (
            "Hij is 15 en erkend en wil zijn ouders laten overkomen, samen met zijn broer (12) en zus (8)",
            [("parent", None), ("other_family", 12), ("other_family", 8)],
        ),
    ],
)
def test_everybody_who_is_named_in_one_breath_comes(
    text: str, expected: list[tuple[str, int | None]]
) -> None:
    assert _who_comes(text) == expected


def test_the_others_may_be_elsewhere() -> None:
    reading = read(
        "mijn vrouw en kinderen zijn hier met een toeristenvisum. mijn zoon van 19 is nog in Skopje"
    )
    places = {each["applicant_noun"]: each["applicant_location"] for each in [reading.slots, *reading.others]}
    assert places == {"zoon": "abroad", "vrouw": "belgium", "kinderen": "belgium"}


@pytest.mark.parametrize(
    "text", ["Nog in het buitenland", "nog in het buitenland.", "die eerste", "de eerste"]
)
def test_button_typed_or_pointed_at(text: str) -> None:
    buttons = [
        {"title": "Nog in het buitenland", "payload": '/inform{"applicant_location": "abroad"}'},
        {"title": "Al in België", "payload": '/inform{"applicant_location": "belgium"}'},
    ]
    context = {
        "speaker": "sponsor",
        "relation": "spouse",
        "requested_slot": "applicant_location",
        "buttons": buttons,
    }
    assert read(text, context).slots == {"applicant_location": "abroad"}


def test_nothing_said_is_nothing_read() -> None:
    assert resolve("hallo", []) == Reading()


@pytest.mark.parametrize(
    "text",
    [
        "Mijn schoonzoon is Belg. Kan ik als schoonvader borg staan zodat mijn dochter mag komen?",
        "Mijn schoonzoon is Belg. Ik ben zijn schoonvader. Mijn dochter vraagt een visum.",
    ],
)
def test_who_says_to_be_the_father_in_law_is_not_the_one_who_comes(text: str) -> None:
    slots = read(text).slots
    assert (slots["speaker"], slots["relation"]) == ("third_party", "spouse")
    assert (slots["applicant_noun"], slots["sponsor_noun"]) == ("dochter", "schoonzoon")


def test_a_visa_that_somebody_needs_is_not_the_one_somebody_has() -> None:
    assert "applicant_residence" not in read("Heeft mijn Braziliaanse lief een visum D nodig?").slots
    assert read("Mijn vrouw is hier met een visum D, wat heeft ze nog nodig?").slots["applicant_residence"]


@pytest.mark.parametrize(
    "text",
    [
        "Ik ben Duitser en ben met mijn Chileense vrouw van Keulen naar Genk verhuisd",
        "Ik ben met mijn vrouw uit Keulen naar Genk verhuisd, ik ben Duitser en zij is Chileense",
    ],
)
def test_who_moved_along_from_another_member_state_is_here(text: str) -> None:
    assert read(text).slots["applicant_location"] == "belgium"


def test_moving_back_together_to_a_belgian_town_is_free_movement() -> None:
    text = "We wonen 3 jaar in Tilburg, ik ben Belg en mijn man is Peruaan. In mei trekken we terug naar Mol."
    assert read(text).slots["sponsor_free_movement"] is True


def test_card_got_through_an_ex_makes_its_holder_the_sponsor() -> None:
    text = "Ik kreeg mijn F+ kaart via mijn ex-man, een Belg. Nu ben ik hertrouwd met een man uit Dakar."
    slots = read(text).slots
    assert (slots["speaker"], slots["sponsor_card"]) == ("sponsor", "F+")


def test_who_wants_to_stay_as_somebodys_wife_comes_whoever_else_comes_too() -> None:
    reading = read(
        "Ik heb een A-kaart als studente en mijn man heeft een B-kaart, kan ik nu als zijn vrouw blijven? "
        "Onze dochter van 4 is nog in Douala en moet ook komen."
    )
    assert (reading.slots["speaker"], reading.slots["relation"]) == ("applicant", "spouse")
    assert reading.slots["sponsor_card"] == "B"
    assert [other["applicant_age"] for other in reading.others] == [4]


@pytest.mark.parametrize(
    "text",
    [
        "Haar dochtertje van 2 is Belg via de papa, die haar bij de geboorte erkend heeft.",
        "Hij heeft een Belgisch kindje van 2 dat hij erkend heeft.",
        "Mijn zoontje, die ik erkend heb, is Belg.",
    ],
)
def test_a_child_that_is_recognised_makes_nobody_a_refugee(text: str) -> None:
    assert read(text).slots["sponsor_status"] == "belgian"


def test_who_is_recognised_and_has_something_is_a_refugee() -> None:
    text = "Ik wil naar mijn man komen, die in 2022 erkend is en werk heeft."
    assert read(text).slots["sponsor_status"] == "refugee"


def test_a_pronoun_after_a_new_bride_is_not_the_mother_one_parted_from() -> None:
    reading = read(
        "Ik heb een F-kaart want mijn zoontje van 7 is Belg (met zijn mama ben ik uit elkaar). "
        "Eind 2024 ben ik getrouwd in Accra met Abena en nu is zij bij mij in Vilvoorde op visum C."
    )
    said = ("speaker", "relation", "sponsor_card", "applicant_residence")
    assert [reading.slots[name] for name in said] == ["sponsor", "spouse", "F", "short_stay_visa"]
    assert reading.others == []


def test_with_whom_they_stay_does_not_come() -> None:
    reading = read(
        "Ik heb een A-kaart. Mijn man en twee kinderen blijven in Manila bij mijn moeder. Kan zij komen?"
    )
    assert {other["relation"] for other in reading.others} == {"child"}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("wij hebben papier van samenwonen bij gemeente", "registered_partner"),
        ("de verklaring van samenwoning is getekend", "registered_partner"),
        ("wij zijn naar de gemeente geweest en samenwonen is geregistreerd", "registered_partner"),
        ("we wonen samen", "de_facto_partner"),
        ("ja me goan trouwn in april", "fiance"),
    ],
)
def test_what_kind_of_couple_in_own_words(text: str, relation: str) -> None:
    known = {"speaker": "applicant", "relation": "de_facto_partner", "sponsor_status": "belgian"}
    assert read(text, known).slots.get("relation", "de_facto_partner") == relation


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        (
            "Mijn cliënt is erkend vluchteling. Zijn vrouw zit met de kinderen van 9 en 15 in Addis Abeba "
            "en er is nog een dochter van 23.",
            [9, 15, 23],
        ),
        ("Een cliënte wil dat haar man komt met de kinderen van 4 en 7 uit Lomé.", [4, 7]),
    ],
)
def test_children_named_beside_a_clients_partner_are_of_that_family(text: str, ages: list[int]) -> None:
    reading = read(text)
    everybody = [reading.slots, *reading.others]
    assert sorted(one["applicant_age"] for one in everybody if "applicant_age" in one) == ages
    assert "spouse" in {one["relation"] for one in everybody}


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("heb baby met belgische vrouw maar geen papier", "parent"),
        ("Ik heb een kind van 2 jaar samen met een Nederlandse man.", None),
        ("ik heb een dochter met een belgische man maar we zijn niet getrouwd", None),
        ("ik heb een zoon met een belgische vrouw, we zijn getrouwd", "spouse"),
        ("Ik heb een kind met mijn vrouw. Zij is Belg.", "spouse"),
    ],
)
def test_who_has_a_child_with_somebody_is_not_married_for_that(text: str, relation: str | None) -> None:
    assert read(text).slots.get("relation") == relation


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        ("mijn 3 kindren mijn nieuwe man en mijn zus komen", [*["child"] * 3, "other_family", "spouse"]),
        ("mijn zoon ali 11 jaar en mijn mama 63 willen komen", ["child", "parent"]),
        ("ik bedoel mijn zoon ali 11 jaar en mijn mama 63", ["child", "parent"]),
        ("mijn man woont sinds kind in Gent, hij heeft K kaart, ik ben in Marokko", ["spouse"]),
    ],
)
def test_everybody_in_a_learners_list_is_read_and_nobody_else(text: str, relations: list[str]) -> None:
    reading = read(text, {"speaker": "applicant"} if "ik ben in" in text else {"speaker": "sponsor"})
    found = [one["relation"] for one in (reading.slots, *reading.others)]
    assert sorted(found) == sorted(relations)
