"""Towns that are named as somebody's home or for the file, without saying who lives there."""

from __future__ import annotations

from nlu.lexicon import Tag, grammar
from nlu.scene import Scene

TOWN_HALL = ("gemeente", "stad", "gemeentehuis", "stadhuis")
_STAYING = {"zit", "zitten", "slaapt", "verblijft", "logeert", "woont", "wonen", "leven", "leeft"}


def is_then(scene: Scene) -> bool:
    """The towns of "eerst in Geel, daarna in Mol", where somebody lived on the way."""
    return not scene.clause.verbs and bool(scene.norms & {"eerst", "daarna", "nadien", "vervolgens"})


def is_only_named(scene: Scene, tag: Tag, preposition: str, attributive: bool) -> bool:
    """An address, a house, a town hall, or where the file is: that town counts, whoever is there."""
    near = scene.norm(tag.first - 2)
    in_town = preposition in ("in", "te")
    if _is_address(scene, tag):
        return True
    plain = not (scene.has("stay_verbs") or attributive or scene.norms & {"beiden", "allebei"})
    if preposition == "te" and plain:
        return True
    stays = scene.norms & _STAYING
    if in_town and ((near in grammar()["homes"] and not stays) or _has_house_there(scene, tag)):
        return True
    if (in_town or preposition == "van") and scene.has("filing"):
        return True
    if preposition == "van" and near in TOWN_HALL:
        return True
    return attributive and preposition == "in" and bool(scene.has("modal"))


def _is_address(scene: Scene, tag: Tag) -> bool:
    before = {scene.norm(at) for at in range(tag.first - 4, tag.first)}
    return bool((before | scene.norms) & {"adres", "domicilie", "gedomicilieerd"})


def _has_house_there(scene: Scene, tag: Tag) -> bool:
    """ "Wij hebben hier in Deinze een ruim huis", "ik huur in Geel een studio", "ons huis is in Gent"."""
    before = [scene.norm(at) for at in range(max(scene.clause.first, tag.first - 4), tag.first)]
    if set(before[:-1]) & set(grammar()["homes"]) and {"is", "staat", "ligt"} & set(before):
        return True
    bought = [at for at in range(scene.clause.first, tag.first) if scene.norm(at) in grammar()["housing"]]
    if bought and {scene.norm(at) for at in range(bought[-1], tag.first)} & set(grammar()["homes"]):
        return True  # "ze hebben een huis met een tuin in Kapellen"
    after = {scene.norm(at) for at in range(tag.last, min(tag.last + 4, scene.clause.last))}
    return bool(after & set(grammar()["homes"])) and bool(scene.has("housing"))


def is_of_employer(scene: Scene, tag: Tag) -> bool:
    """The town of a firm or an adviser: "ik sta bij Colruyt Halle in de winkel", "een advocaat in Deurne"."""
    if scene.norm(tag.first) == "brussels" and scene.norm(tag.last)[:1].isalpha():
        return True  # "Brussels CAW-team"
    if tag.first < 2:
        return False
    firm, before = scene.words[tag.first - 1], scene.norm(tag.first - 2)
    if firm.norm in ("in", "uit", "te", "van") and before in grammar()["advisers"]:
        return True
    named = firm.raw[:1].isupper() and firm.norm not in (*TOWN_HALL, "ocmw", "vreemdelingenzaken")
    somebody = any(mention.first <= tag.first - 1 < mention.last for mention in scene.clause.mentions)
    return named and not somebody and before in ("bij", "voor")


def is_asked_of_town(scene: Scene, tag: Tag) -> bool:
    """ "Kan dat in Hasselt ook?" asks after a town hall and places nobody."""
    first = scene.clause.first
    asking = scene.norm(first) in grammar()["question_verbs"] and not scene.clause.mentions
    return tag.kind == "municipality" and asking and scene.norm(first + 1) in ("dat", "het", "dit")


def is_filed_there(scene: Scene, tag: Tag) -> bool:
    """ "Mijn vrouw heeft in Lagos haar dossier ingediend": who asks for a visa abroad is there."""
    filed = scene.norms & {
        "ingediend",
        "aangevraagd",
        "diende",
        "dient",
        "vraagt",
        "vroeg",
        "kreeg",
        "gekregen",
    }
    file = scene.norms & {"dossier", "aanvraag", "visum", "visumaanvraag", "gezinshereniging", "ambassade"}
    family = [who for who in scene.subjects if who in scene.cast.people]
    return bool(filed and file and family) and tag.kind in ("country", "city") and tag.value != "BE"


def is_over_there(scene: Scene, tag: Tag) -> bool:
    """ "Moet mijn vrouw daar ginder gaan aankloppen", but not "terugreizen om het visum ginder te vragen"."""
    at = tag.first - (scene.norm(tag.first - 1) == "daar")
    named = any(mention.last == at for mention in scene.clause.mentions)
    moving = scene.norms & {"wonen", "verhuizen", "leven", "terug", "terugreizen", "teruggaan", "terugkeren"}
    return (
        scene.norm(tag.first) in ("ginder", "ginds")
        and not moving
        and (named or scene.clause.subject_at == at - 1)
    )
