"""Whether a phrase is denied, asked, planned or not known, and so no fact."""

from __future__ import annotations

from nlu.lexicon import Tag, card_words, grammar, person_nouns
from nlu.scene import Entity, Scene

_STATES = (
    *("nationality", "status", "card", "residence", "bond"),
    *("dependent", "disabled", "age", "exceptional", "exercised_free_movement"),
)
_REACH_OF_NOT = 6
_WISHES = {"wenst", "wil", "vraagt", "wensen", "willen", "vragen", "vraag"}
_GOT = ("gekregen", "ontvangen", "toegekend", "goedgekeurd", "aangevraagd")
_TAKEN_AWAY = {"ingetrokken", "ingetroken", "ingetroke", "afgenomen", "afgepakt"}
_AFTER_NOT = (
    *("meer", "nog", "wel", "he", "hoor", "ze", "zenne", "eh", "zeg"),
    *("geraakt", "aangekomen", "toegekomen", "gearriveerd", "binnen", "gekomen", "geweest", "aangeland"),
)


def flags_of(scene: Scene, tag: Tag, owners: list[str], attributive: bool) -> Entity:
    """negated, future, question: why a phrase may not be a fact."""
    flags: Entity = {}
    if is_negated(scene, tag) or _is_of_before(scene, tag):
        flags["negated"] = True
    if (not attributive or tag.kind == "card") and _is_future(scene, tag):
        flags["future"] = True
    people = scene.cast.people
    kin = {person.of for person in people.values()}  # the Belg of "kan een Belg zijn vrouw"
    unnamed = any(owner in people and people[owner].kind == "anyone" for owner in {*owners} - kin)
    if is_asked(scene) and (not attributive or (tag.kind == "nationality" and unnamed)):
        flags["question"] = True
    return flags


def _is_of_before(scene: Scene, tag: Tag) -> bool:
    """The B of "... en daarvoor had hij een B-kaart": nobody has that card any more."""
    if tag.kind != "card":
        return False
    if scene.norms & _TAKEN_AWAY and "niet" not in scene.norms:
        return True  # "mijn B-kaart is ingetrokken"
    verbs = {norm for _, norm in scene.clause.verbs}
    if verbs & set(grammar()["being"]) or (verbs & {"heb", "heeft", "hebben"} and "gehad" not in scene.norms):
        return False
    earlier = [one.last for one in scene.tags if one.kind == "card" and one.last <= tag.first]
    since = max([scene.clause.first, *earlier])
    before = {scene.norm(at) for at in range(since, tag.first)}
    had = verbs & {"had", "hadden"} and before & {"toen", "nog"} and len({*_cards(scene)}) > 1
    return bool(had) or bool(before & set(card_words()["before"]))


def _cards(scene: Scene) -> list[str]:
    return [tag.value for tag in scene.tags if tag.kind == "card"]


def _goes_on_denied(scene: Scene) -> bool:
    """The second half of "niet getrouwd of samenwonend"."""
    before = scene.previous
    if scene.clause.opener not in ("of", "noch") or scene.clause.verbs or before is None:
        return False
    return any(scene.norm(at) in grammar()["negation"] for at in range(before.first, before.last))


def _is_denied_after(scene: Scene, tag: Tag) -> bool:
    """The first half of "getrouwd of wettelijk samenwonend zijn we niet"."""
    after = scene.following
    if after is None or after.opener not in ("of", "noch") or scene.clause.verbs or tag.kind != "bond":
        return False
    same = after.sentence == scene.clause.sentence and scene.clause.last == tag.last
    undone = [scene.norm(at) for at in range(after.last - 2, after.last)]
    undone = undone[:1] if undone[1] in ("gedaan", "geweest") else undone[1:]  # "... hebben we niet gedaan"
    return same and undone[0] in ("niet", "nie", "nooit")


def _is_not_so(scene: Scene, tag: Tag) -> bool:
    """The "dus nog niet" after "getrouwd zijn we"."""
    after = scene.following
    inverted = tag.kind in ("bond", "nationality", "status") and tag.first == scene.clause.first
    if after is None or after.sentence != scene.clause.sentence or not inverted:
        return False
    rest = {scene.norm(i) for i in range(after.first, after.last)} - {",", "dus", "nog", "helaas", "he"}
    return after.opener in ("dus", ",") and rest in ({"niet"}, {"nooit"}, {"niet", "meer"})


def _is_refuted(scene: Scene, tag: Tag) -> bool:
    """The "maar dat is ze niet" after "mensen denken dat ze gehandicapt is"."""
    if tag.kind not in ("disabled", "nationality", "status", "bond", "dependent"):
        return False
    at = scene.clauses.index(scene.clause)
    after = [c for c in scene.clauses[at + 1 :] if c.sentence == scene.clause.sentence]
    said = [[scene.norm(i) for i in range(c.first, c.last) if scene.norm(i).isalpha()] for c in after]
    flat = [norm for norms in said for norm in norms]
    return any(
        flat[i : i + 2] in (["dat", "is"], ["dat", "klopt"], ["dat", "ben"]) and "niet" in flat[i + 2 : i + 4]
        for i in range(len(flat))
    )


def _is_noted_no(scene: Scene, tag: Tag) -> bool:
    """The "nee" of a note without a verb: "zoon 20 gehandicapt nee, ...", "gehuwd: nee"."""
    at = tag.last + (scene.norm(tag.last) == ":")
    closes = at + 1 >= len(scene.words) or not scene.norm(at + 1)[:1].isalnum()
    noted = tag.kind in ("bond", "disabled", "dependent") and not scene.clause.verbs
    return noted and closes and at < len(scene.words) and scene.norm(at) in ("nee", "neen")


def is_negated(scene: Scene, tag: Tag) -> bool:
    """Whether a phrase is denied: a `niet` or `geen` shortly before it, or right after it at the end."""
    if scene.norm(tag.first) in ("geen", "zonder", "niet"):
        return False
    before = (scene.norm(tag.first - 2), scene.norm(tag.first - 1))
    if tag.kind == "age" and before in (("nog", "geen"), ("nog", "niet")):
        return False  # "nog geen 18" is 17
    if before == ("laat", "staan"):
        return True
    if _is_said_of_one_only(scene, tag):
        return False
    stated = [
        other.last
        for other in scene.inside
        if other.last <= tag.first
        and other.kind in _STATES
        and not (scene.norm(other.last) in ("of", "noch") and other.last + 1 == tag.first)
    ]
    named = [m.first - 1 for m in scene.clause.mentions if m.first <= tag.first < m.last]
    closed = [at for at in range(scene.clause.first, tag.first) if scene.norm(at) == ")"]
    first = max([scene.clause.first, tag.first - _REACH_OF_NOT, *stated, *named, *closed])
    for at in range(first, tag.first):
        near = scene.norm(at) != "zonder" or at == tag.first - 1
        if scene.norm(at) in grammar()["negation"] and near and not _denies_else(scene, at):
            return True
    if (
        _goes_on_denied(scene)
        or _is_denied_after(scene, tag)
        or _is_not_so(scene, tag)
        or scene.norm(tag.last) == "noch"
        or _is_noted_no(scene, tag)
        or _is_refuted(scene, tag)
    ):
        return True
    rest = [scene.norm(at) for at in range(tag.last, scene.clause.last)]
    denied = next((at for at, norm in enumerate(rest) if at and norm in ("niet", "nooit")), None)
    opening = tag.first == scene.clause.first + (scene.clause.opener == "of")
    if tag.kind == "bond" and opening and denied:
        # "wettelijk samenwonen hebben we nog niet gedaan", but not "... is niet in Finland geregistreerd"
        return not {*rest[denied + 1 : denied + 2]} & set(grammar()["prepositions"])
    if tag.kind in ("bond", "nationality", "status") and rest[:1] and rest[0] in grammar()["being"]:
        rest = rest[2:]
    papers = tag.kind in ("nationality", "status", "card", "residence")
    if papers and {*rest[:2]} & set(grammar()["having"]):
        rest = rest[2 + (rest[0] not in grammar()["having"]) :]  # "een Belgisch paspoort heb ik niet"
        if scene.norm(tag.last + 2) in person_nouns():
            rest = rest[1:]  # "een B-kaart heeft mijn man niet"
    skipped = ("zelf", "ook", "nog", "helemaal", "nationaliteit", "zeker", "meer", "toch")
    objects = [form for forms in grammar()["object"].values() for form in forms]
    while rest and rest[0] in (*skipped, *(objects if tag.kind == "dependent" else ())):
        rest.pop(0)
    if tag.kind in ("residence", "card", "status") and rest[1:2] and rest[1] in _GOT and rest[0] == "niet":
        return True  # "visum voor trouwen nog niet gekregen"
    if rest[:1] == ["evenmin"]:
        return True
    return bool(rest) and rest[0] in ("niet", "nooit") and (len(rest) == 1 or rest[1] in _AFTER_NOT)


def _is_said_of_one_only(scene: Scene, tag: Tag) -> bool:
    """ "Mijn vrouw is Belg niet ik.": what follows is about somebody else."""
    denied, whose, after = (scene.norm(tag.last + at) for at in range(3))
    return denied in ("niet", "nie") and whose in ("ik", "wij", "hij", "zij") and not after[:1].isalnum()


def _denies_else(scene: Scene, at: int) -> bool:
    """Whether this `niet` is about something else: "niet alleen", "of niet", "niet zij is 20"."""
    being = grammar()["being"]
    if at == scene.clause.first and (
        scene.norm(at + 2) in being or scene.norm(scene.clause.last - 1) in being
    ):
        return False
    others = ("alleen", "enkel", "ik", "hij", "zij", "ze", "wij", "we")
    after = (scene.norm(at + 1), scene.norm(at + 2))
    short = {*grammar()["short_times"], "jaar"} & set(after)  # "nog geen (twee) jaar getrouwd"
    if any(tag.kind == "card" and tag.first == at + 1 for tag in scene.inside):
        short = set()  # the D of "nog geen D-kaart" counts no days
    return after[0] in others or bool(short) or scene.norm(at - 1) == "of"


def _is_future(scene: Scene, tag: Tag) -> bool:
    if tag.kind in ("age", "date", "bond", "dependent", "disabled") or tag.value == "orange_card":
        return False
    if tag.kind == "residence" and {scene.norm(tag.first - 1), scene.norm(tag.first - 2)} & _WISHES:
        return True  # "wenst visum D"
    if scene.norm(tag.first - 1) == "(":
        return False  # "wordt onderhouden door haar dochter (F-kaart)"
    if any(other.kind == "date" for other in scene.inside) and not scene.has("later"):
        return False  # a learner's "ik krijg subsidiair in 2021"
    around = scene.without(tag)
    over = {"geworden", "gekregen", "kreeg", "toegekend", "ontvangen"}
    return bool(around & set(grammar()["future"])) and not around & over


def is_not_known(scene: Scene) -> bool:
    """ "Ik weet niet of ze al hier is of nog in Accra"."""
    since = next(c.first for c in scene.clauses if c.sentence == scene.clause.sentence)
    before = {scene.norm(at) for at in range(since, scene.clause.first)}
    unknown = before & {"weet", "weten"} and before & set(grammar()["negation"])
    return bool(unknown) and scene.norm(scene.clause.first) == "of"


def is_asked(scene: Scene) -> bool:
    """A yes/no question about the fact itself: "Is ze ten laste?", "Moet mijn man Belg zijn?"."""
    clause = scene.clause
    if is_not_known(scene):
        return True
    if not clause.verbs:
        return False
    at, verb = clause.verbs[0]
    if verb in ("moet", "moeten", "hoeft"):
        return True
    first = clause.first
    while first < at and (
        scene.norm(first) in grammar()["conjunctions"] or scene.words[first].is_punctuation
    ):
        first += 1
    inverted = clause.explicit and clause.subject_at > at
    opens = at == first or scene.norm(first) in grammar()["question_words"]
    return clause.question and inverted and opens and verb in grammar()["question_verbs"]
