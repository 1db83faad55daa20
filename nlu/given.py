"""Who got something from "ze", an office nobody names: "in 2020 gaven ze mij een B-kaart" is "kreeg ik"."""

from __future__ import annotations

from dataclasses import replace

from nlu.scan import sentences_of
from nlu.words import Word

_GIVING = ("gaven", "geven")
_THEY = ("ze", "zij")
# To whom, as the one who gets it, and the verb that goes with that.
_GETTING = {"mij": ("ik", "kreeg"), "me": ("ik", "kreeg"), "hem": ("hij", "kreeg"), "ons": ("wij", "kregen")}


def with_givers_left_out(words: list[Word]) -> list[Word]:
    """The words with whoever was given something as the subject; "ze" is no woman here."""
    return [word for sentence in sentences_of(words) for word in _got(sentence)]


def _got(sentence: list[Word]) -> list[Word]:
    for at in range(len(sentence) - 2):
        first, second, whom = (word.norm for word in sentence[at : at + 3])
        inverted = second in _THEY
        verb = first if inverted else second
        if whom not in _GETTING or not (inverted or first in _THEY):
            continue
        given = next((i for i in range(at + 3, len(sentence)) if sentence[i].norm == "gegeven"), None)
        if verb not in _GIVING and not (verb == "hebben" and given):
            continue
        who, got = _GETTING[whom]
        subject, finite = _as(sentence[at + 2], who), _as(sentence[at if inverted else at + 1], got)
        rest = (
            sentence[at + 3 :] if verb in _GIVING else [w for w in sentence[at + 3 :] if w.norm != "gegeven"]
        )
        return [*sentence[:at], *([finite, subject] if inverted else [subject, finite]), *rest]
    return sentence


def _as(word: Word, norm: str) -> Word:
    return replace(word, norm=norm, raw=norm)
