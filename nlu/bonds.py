"""Marriage, cohabitation and their like."""

from __future__ import annotations

from nlu.declared import is_declared_here
from nlu.denied import is_asked, is_negated
from nlu.lexicon import Tag, grammar, numbers
from nlu.people import SELF, WE
from nlu.scene import Entity, Scene

_WANTING = {"wil", "willen", "wilt", "zou", "zouden", "plan", "kunnen"}


def bond_facts(scene: Scene, tag: Tag, owners: list[str]) -> list[Entity]:
    """Marriage, cohabitation and their like, with the partner where named."""
    subject = scene.subjects
    if scene.norm(tag.first) == "trouw" and scene.norm(tag.first - 1) in (
        "de",
        "onze",
        "na",
        "voor",
        "sinds",
    ):
        return []  # the wedding, in "de trouw was na de vervaldag"
    planned = tag.value == "registered" and is_planned(scene)
    if tag.value == "was_married" and is_negated(scene, tag):
        return [scene.entity(tag, scene.subjects[0], "bond", "single")]
    if planned and (not scene.norms & _WANTING or _is_wanted(scene)):
        return [scene.entity(tag, (subject or owners or [""])[0], "bond", "engaged")]
    once = "ooit" in scene.norms and scene.norms & {"was", "waren"}
    if planned or once or scene.norms & {"vroeger", "eerder", "geweest"} or tag.value == "was_married":
        return []
    mentions = scene.clause.mentions
    beside = "op" if tag.value == "in_love" else "met"
    partner = next((m.person for m in mentions if m.preposition == beside), None)
    if partner is None and scene.norm(tag.first) in ("huwde", "huwt", "trouwde"):
        partner = next((m.person for m in mentions if m.role == "object" and m.first >= tag.last), None)
    if partner is None and len(subject) > 1:
        partner = subject[1]
    described = next((m.person for m in mentions if m.first <= tag.first < m.last), None)
    role = described or (subject or owners or [""])[0]
    if partner is None and _is_still_of_another(scene, tag, role):
        return []
    value = "registered" if tag.value == "pacs" else tag.value
    if value == "cohabiting" and _is_legally(scene):
        value = "registered"
    over = scene.norms & {"vorig", "vorige", "geleden", "sinds", "toen"} and not scene.norms & _WANTING
    over = over and not scene.norm(tag.first).startswith("verloo")  # "verloofd sinds Pasen"
    if value == "engaged" and over:
        value = "married"
    if value == "engaged" and _is_husband_and_wife(scene, tag):
        value = "married"
    denied = is_negated(Scene(scene.words, [], scene.clause, scene.clauses, scene.cast), tag)
    if denied and any(other.kind == "bond_before" for other in scene.inside):
        denied = False
    if value == "married" and denied and _is_done_by_now(scene, tag):
        denied = False
    if value == "married" and denied and _is_for_later(scene, tag):
        value, denied = "engaged", False
    if denied and scene.norms & {"waren", "was"} and _tells_of_then(scene):
        return []
    found = [
        scene.entity(tag, role, "bond", value, **{"with": partner}, negated=denied, question=is_asked(scene))
    ]
    if tag.value == "pacs":
        found.append(scene.entity(tag, WE, "partnership_country", "FR"))
    elif value == "registered" and not (denied or is_planned(scene)) and is_declared_here(scene, tag):
        found.append(scene.entity(tag, WE, "partnership_country", "BE"))
    return found


def _is_still_of_another(scene: Scene, tag: Tag, role: str) -> bool:
    """ "Hij is nog getrouwd in Pakistan", "zij is nog gehuwd met een ander": not with the one who writes."""
    still = tag.value == "married" and scene.norm(tag.first - 1) == "nog" and role not in (SELF, WE, "")
    with_me = {scene.norm(tag.last), scene.norm(tag.last + 1)} & {"mij", "me", "ons"}
    return still and not with_me and len(scene.subjects) == 1


def _is_legally(scene: Scene) -> bool:
    """ "Wij zijn samenwonend, wettelijk": the kind of cohabitation set off behind it."""
    after = scene.following
    if after is None or after.opener not in (",", "(", "en"):
        return False
    said = {scene.norm(i) for i in range(after.first, after.last)} - {",", "en", "wel", "dan"}
    return said in ({"wettelijk"}, {"officieel"}, {"geregistreerd"})


def _is_husband_and_wife(scene: Scene, tag: Tag) -> bool:
    """A learner's "mijn man en ik trouw in Irak": a husband is married, unless the day is to come."""
    people = scene.cast.people
    wed = any(who in people and people[who].relation == "spouse" for who in scene.clause.subject)
    dated = scene.norms & {*numbers()["months"], "op"} or any(other.kind == "date" for other in scene.inside)
    planned = scene.has("modal") or scene.has("later") or dated
    return wed and tag.last == tag.first + 1 and not planned


def _tells_of_then(scene: Scene) -> bool:
    """ "We waren nog niet getrouwd toen het visum afliep" does not say what they are now."""
    same = [clause for clause in scene.clauses if clause.sentence == scene.clause.sentence]
    return "toen" in {scene.norm(at) for at in range(same[0].first, same[-1].last)}


def is_planned(scene: Scene) -> bool:
    """ "We gaan volgende maand wettelijk samenwonen": not registered yet."""
    later = scene.has("later") or "samenwonen" in scene.norms  # "wij gaan wettelijk samenwonen"
    over = scene.norms & {"zijn", "is", "ben", "zijt"}  # "wij zijn gaan tekenen voor wettelijk samenwonen"
    going = scene.norms & {"ga", "gaan", "gaat", "zullen"} and later and not over
    return bool(going or scene.norms & _WANTING)


def _is_wanted(scene: Scene) -> bool:
    """ "Wij willen wettelijk samenwonen" is a plan, "kunnen we wettelijk samenwonen?" a question."""
    wanted = scene.norms & {"wil", "willen", "plan"} and "samenwonen" in scene.norms
    return bool(wanted) and not scene.clause.question and not scene.norms & set(grammar()["negation"])


def _is_for_later(scene: Scene, tag: Tag) -> bool:
    """ "We zijn nog niet getrouwd, dat doen we in juni"."""
    same = [clause for clause in scene.clauses if clause.sentence == scene.clause.sentence]
    after = [scene.norm(at) for at in range(tag.last, same[-1].last)]
    return bool(set(after) & {*grammar()["later"], *numbers()["months"]}) and "sinds" not in after


def _is_done_by_now(scene: Scene, tag: Tag) -> bool:
    """ "We waren nog niet getrouwd toen zijn visum verviel, dat deden we pas later"."""
    same = [clause for clause in scene.clauses if clause.sentence == scene.clause.sentence]
    after = {scene.norm(at) for at in range(tag.last, same[-1].last)}
    return "deden" in after and bool(after & {"later", "daarna", "erna", "nadien", "achteraf"})
