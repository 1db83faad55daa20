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
