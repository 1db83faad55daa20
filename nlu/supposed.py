"""Sentences that suppose something instead of stating it."""

from __future__ import annotations

from nlu.lexicon import grammar
from nlu.scene import Scene

_IF = ("als", "indien")


def is_hypothetical(scene: Scene) -> bool:
    """ "Wat als ze 19 was": supposed, not stated."""
    sentence = [other for other in scene.clauses if other.sentence == scene.clause.sentence]
    text = " ".join(scene.norm(at) for other in sentence for at in range(other.first, other.last))
    if any(f" {opening} " in f" {text} " for opening in grammar()["hypothetical"]):
        return True
    if text.startswith(tuple(f"{opening} " for opening in grammar()["hypothetical_start"])):
        return True
    first = scene.norm(scene.clause.first)
    supposing = scene.clause.opener in _IF or first in _IF
    if any(
        tag.kind in ("nationality", "status") and tag.first == scene.clause.first + 1 for tag in scene.inside
    ):
        return False  # "als Servische had ik geen visum nodig"
    return supposing and bool(scene.has("irrealis") or _comes_about(scene) or _are_married_by_then(scene))


def _comes_about(scene: Scene) -> bool:
    """ "Als ik erkend word", and not "als vluchteling krijg ik"."""
    verbs = [
        at for at in range(scene.clause.first, scene.clause.last) if scene.norm(at) in grammar()["becoming"]
    ]
    subjects = ("ik", "je", "ge", "hij", "zij", "ze", "we", "wij", "men")
    return any(scene.norm(at + 1) not in subjects for at in verbs)


def _are_married_by_then(scene: Scene) -> bool:
    """ "Als we dan getrouwd zijn, mag hij dan blijven?", and not "als we getrouwd zijn, wat is nodig?"."""
    bonds = any(tag.kind == "bond" for tag in scene.inside)
    return bonds and bool(scene.norms & {"dan", "eenmaal", "ooit", "straks", "later"})
