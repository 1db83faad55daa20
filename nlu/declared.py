"""The declaration of legal cohabitation, which is made before a Belgian town only."""

from __future__ import annotations

from nlu.lexicon import Tag
from nlu.scan import Clause
from nlu.scene import Scene

_HALL = {"verklaring", "samenwoning", "stadhuis", "gemeentehuis", "gemeente", "papier"}
_DECLARED = {"afgelegd", "geregeld", "getekend", "gedaan", "ingeschreven", "hebben"}


def is_declared_here(scene: Scene, tag: Tag) -> bool:
    """ "Een verklaring van wettelijke samenwoning afgelegd op het stadhuis": only Belgium has that one."""
    after = [clause for clause in scene.clauses if 0 <= clause.sentence - scene.clause.sentence <= 1]
    words = {
        scene.norm(at)
        for clause in after
        for at in range(clause.first, clause.last)
        if clause.sentence == scene.clause.sentence or _tells_of_declaring(scene, clause)
    }
    first, last = after[0].first, after[-1].last
    countries = ("country", "city")
    abroad = any(t.kind in countries and t.value != "BE" for t in scene.tags if first <= t.first < last)
    legal = any(scene.norm(at).startswith("wettelijk") for at in range(tag.first - 1, tag.last))
    return legal and not abroad and bool(words & _HALL and words & _DECLARED)


def _tells_of_declaring(scene: Scene, clause: Clause) -> bool:
    """The sentence after it: "Wij hebben de verklaring op het stadhuis afgelegd"."""
    words = {scene.norm(at) for at in range(clause.first, clause.last)}
    return "verklaring" in words and bool(words & _DECLARED)
