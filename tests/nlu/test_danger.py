"""Clear words of danger lead to the help lines; words that only look like it don't."""

from __future__ import annotations

import pytest

from nlu.danger_check import danger_in


@pytest.mark.parametrize(
    "text",
    [
        "Ik ben Belg en mijn ex staat hier aan de deur met een mes",
        "mijn vader mishandelt mijn zusje, zij is 9",
        "hij dreigt mij te vermoorden als ik wegga",
        "ik heb schrik van mijn man",
        "ze willen mij uithuwelijken",
        "mijn man doet mij pijn",
    ],
)
def test_violence_is_heard(text: str) -> None:
    assert danger_in(text) == "emergency_violence"


@pytest.mark.parametrize(
    "text",
    [
        "Ik ben Belg en ik wil niet meer leven",
        "de pillen liggen al klaar naast mijn bed",
        "Mijn visum is geweigerd. Ik zie het echt niet meer zitten",
        "het leven heeft voor mij geen zin meer",
        "als ze nee zeggen maak ik er een eind aan",
    ],
)
def test_who_does_not_want_to_live_is_heard(text: str) -> None:
    assert danger_in(text) == "emergency_suicide"


@pytest.mark.parametrize(
    "text",
    [
        "de patron heeft mijn paspoort afgepakt",
        "ik word uitgebuit op mijn werk, wie helpt mij",
        "zij wordt gedwongen tot prostitutie",
    ],
)
def test_exploitation_is_heard(text: str) -> None:
    assert danger_in(text) == "emergency_exploitation"


@pytest.mark.parametrize(
    "text",
    [
        "ze hebben mijn broer opgepakt, hij heeft geen papieren",
        "mijn vrouw zit sinds gisteren in een gesloten centrum",
        "morgen wordt hij uitgewezen",
        "mijn zus wordt vastgehouden op de luchthaven",
    ],
)
def test_expulsion_is_heard(text: str) -> None:
    assert danger_in(text) == "emergency_expulsion"


@pytest.mark.parametrize(
    "text",
    [
        "dat tarief is wel agressief",
        "ik zie het niet meer zitten om naar de ambassade te gaan",
        "mijn baas heeft mijn papieren nodig voor het contract",
        "betaalt een slachtoffer van mensenhandel de retributie?",
        "wil ik hier blijven leven dan moet ik toch niet alleen inkomen hebben",
        "het dossier is dood, we maken er geen einde aan",
        "dit is een schending van de termijn",
        "dat slaat nergens op",
        "de wijkagent komt kijken of we samenwonen",
        "is mijn man een gevaar voor de openbare orde?",
        "ik ben bang dat ze het visum weigeren",
        "mijn vrouw landt morgen met het vliegtuig, wat moet ze doen",
        "kan ik uitgewezen worden tijdens het beroep",
        "mijn vader is dood, heb ik een akte nodig",
    ],
)
def test_what_only_looks_like_danger_is_left_alone(text: str) -> None:
    assert danger_in(text) is None
