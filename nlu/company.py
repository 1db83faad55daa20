"""Who else is where somebody is."""

from __future__ import annotations

import itertools

from nlu.people import PARTNERS, SELF, WE, YOU
from nlu.scene import Scene

_STAYING = {"zit", "zitten", "is", "zijn", "verblijft", "verblijven", "leeft", "leven", "ben"}


def together(scene: Scene, owners: list[str]) -> list[str]:
    """Who else is there: "mijn vrouw en kinderen in ...", "ik woon samen met mijn man in ..."."""
    mentions, subject = scene.clause.mentions, scene.clause.subject
    found = _named_together(scene, owners)
    if scene.norms & {"woon", "woont", "wonen", "samen", "samenwonend"}:
        company = [m.person for m in mentions if m.preposition in ("met", "bij") and m.person not in owners]
        alone = len(subject) == 1 and subject[0] in scene.cast.people
        speaks = scene.cast.has_self or not scene.cast.has_staff
        other_half = _other_half(scene, subject[0]) if alone else ""
        found += company or (
            [other_half or SELF]
            if (other_half or speaks) and scene.norms & {"samen", "samenwonend"} and alone
            else []
        )
    if scene.has("caring"):  # "mijn tante zorgt in Bamako voor mijn dochter"
        found += [m.person for m in mentions if m.preposition in ("voor", "op")]
    staying = scene.norms & _STAYING
    mine = subject == [SELF] and owners == [SELF]  # "ik zit in Egypte met ons kind"
    if staying and owners and (mine or not {SELF, WE} & {*owners, *subject}):
        near = (WE, *subject)  # "ze is in Turkije met ons dochtertje", not with somebody's of elsewhere
        people = scene.cast.people.values()
        children = [p.id for p in people if p.relation == "child" and (p.plural or p.of in near)]
        found += [m.person for m in mentions if m.preposition == "met" and m.person in children]
    planned = scene.has("modal") or {"om", "te"} <= scene.norms  # "mijn plan is om terug te keren naar ..."
    gone = scene.norms & {"is", "zijn"} and not planned  # "is naar haar ouders in Benin"
    beside = ("met", "bij", "naar") if gone else ("met", "bij")
    governed = any(m.person in {*owners, *found} and m.preposition in beside for m in mentions)
    joining = scene.norms & {"voegen", "vervoegen"}  # "zich voegen bij zijn oma, wonende te Gent"
    governed = governed and not joining and not _is_about_reunion(scene)
    if governed and (scene.has("stay_verbs") or not scene.clause.verbs) and "getrouwd" not in scene.norms:
        found += [person for person in subject if person != YOU]
    return found


def _is_about_reunion(scene: Scene) -> bool:
    """ "Gezinshereniging met mijn man in ...", not "haar visum voor gezinshereniging"."""
    taken = {at for tag in scene.inside if tag.kind == "residence" for at in range(tag.first, tag.last)}
    clause = scene.clause
    return any(
        scene.norm(at) == "gezinshereniging" for at in range(clause.first, clause.last) if at not in taken
    )


def _other_half(scene: Scene, who: str) -> str:
    """The partner of somebody in a note, where the writer is none of the two."""
    people = scene.cast.people
    if not scene.cast.has_staff:
        return ""
    partners = [p.id for p in people.values() if p.of == who and p.relation in PARTNERS]
    owner = people[who].of
    return owner if owner in people else next(iter(partners), _paired_with(scene, who))


def _paired_with(scene: Scene, who: str) -> str:
    """The one "gehuwd met" somebody, of whom nothing else tells that they belong together."""
    others = [person for person in scene.cast.people if person != who]
    bonds = any(tag.kind == "bond" for tag in scene.tags)
    return others[0] if bonds and len(others) == 1 else ""


def _named_together(scene: Scene, owners: list[str]) -> list[str]:
    found: list[str] = []
    mentions = [mention for mention in scene.clause.mentions if mention.role != "owner"]
    for one, other in itertools.pairwise(mentions):
        between = [scene.norm(at) for at in range(one.last, other.first)]
        counted = not between and scene.norm(other.first).isdigit()
        plain = all(norm in ("en", ",", "&", "+", "met", "samen") or norm.isdigit() for norm in between)
        parents = {
            scene.cast.people[m.person].relation for m in (one, other) if m.person in scene.cast.people
        }
        counted = counted or (not between and parents == {"parent"})  # "mama papa in Syrië"
        joined = counted or (plain and {"en", "+", "&"} & set(between))
        if joined and {one.person, other.person} & {*owners, *found}:
            found += [one.person, other.person]
    return found
