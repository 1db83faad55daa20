"""Clear words of danger lead to the help lines; words that only look like it don't."""

from __future__ import annotations

import pytest

from nlu.danger_check import danger_in


@pytest.mark.parametrize(
    ("emergency", "text"),
    [
        ("emergency_violence", "Ik ben Belg en mijn ex staat hier aan de deur met een mes"),
        ("emergency_violence", "mijn vader mishandelt mijn zusje, zij is 9"),
        ("emergency_violence", "hij dreigt mij te vermoorden als ik wegga"),
        ("emergency_violence", "ik heb schrik van mijn man"),
        ("emergency_violence", "ze willen mij uithuwelijken"),
        ("emergency_violence", "mijn man doet mij pijn"),
        ("emergency_violence", "ik ben in gevaar, mijn man komt uit Irak"),
        ("emergency_violence", "mijn kind is in gevaar bij hem in Gent"),
        ("emergency_suicide", "Ik ben Belg en ik wil niet meer leven"),
        ("emergency_suicide", "de pillen liggen al klaar naast mijn bed"),
        ("emergency_suicide", "Mijn visum is geweigerd. Ik zie het echt niet meer zitten"),
        ("emergency_suicide", "het leven heeft voor mij geen zin meer"),
        ("emergency_suicide", "als ze nee zeggen maak ik er een eind aan"),
        ("emergency_exploitation", "de patron heeft mijn paspoort afgepakt"),
        ("emergency_exploitation", "ik word uitgebuit op mijn werk, wie helpt mij"),
        ("emergency_exploitation", "zij wordt gedwongen tot prostitutie"),
        ("emergency_expulsion", "ze hebben mijn broer opgepakt, hij heeft geen papieren"),
        ("emergency_expulsion", "mijn vrouw zit sinds gisteren in een gesloten centrum"),
        ("emergency_expulsion", "morgen wordt hij uitgewezen"),
        ("emergency_expulsion", "mijn zus wordt vastgehouden op de luchthaven"),
    ],
)
def test_danger_is_heard(emergency: str, text: str) -> None:
    assert danger_in(text) == emergency


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
        "Mijn broer zit in Irak in gevaar, ik ben erkend vluchteling in België. Kan hij komen?",
        "Ik ben niet in gevaar, ik woon in Roeselare. Mijn vraag is over mijn broer.",
    ],
)
def test_what_only_looks_like_danger_is_left_alone(text: str) -> None:
    assert danger_in(text) is None
