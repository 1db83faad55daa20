"""One clause and all that is known about it, and whom a phrase in it is about."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from nlu.appositions import set_off_from_me
from nlu.codes import plural_demonyms
from nlu.lexicon import Tag, grammar
from nlu.people import SELF, WE, YOU, Cast
from nlu.scan import PLACES, Clause, Mention
from nlu.words import Word

Entity = dict[str, Any]


@dataclass(frozen=True)
class Scene:
    """A clause, the phrases found in it, the whole message and everybody in it."""

    words: list[Word]
    inside: list[Tag]
    clause: Clause
    clauses: list[Clause]
    cast: Cast
    tags: list[Tag] = field(default_factory=list)

    @cached_property
    def previous(self) -> Clause | None:
        """The clause before this one."""
        at = self.clauses.index(self.clause)
        return self.clauses[at - 1] if at else None

    @cached_property
    def following(self) -> Clause | None:
        """The clause after this one."""
        at = self.clauses.index(self.clause) + 1
        return self.clauses[at] if at < len(self.clauses) else None

    def norms_before(self) -> set[str]:
        """The words of the clause before this one, in the same sentence."""
        before = self.previous or self.clause
        same = before.sentence == self.clause.sentence
        return {self.norm(at) for at in range(before.first, before.last)} if same else set()

    @cached_property
    def norms(self) -> set[str]:
        """The words of the clause."""
        return {self.norm(at) for at in range(self.clause.first, self.clause.last)}

    @cached_property
    def subjects(self) -> list[str]:
        """Whom the clause is about; an empty name when it does not say."""
        named = [person for person in self.clause.subject if person != YOU]
        return named if named or self.clause.subject else [""]

    def norm(self, at: int) -> str:
        """The word at a place, empty outside the message."""
        return self.words[at].norm if 0 <= at < len(self.words) else ""

    def has(self, name: str) -> set[str]:
        """The words of the clause that are in this list of grammar.yml."""
        return self.norms & set(grammar()[name])

    def moves(self, *names: str) -> set[str]:
        """The words of the clause that are in these lists of moves of grammar.yml."""
        return self.norms & {word for name in names for word in grammar()["move"][name]}

    def without(self, tag: Tag) -> set[str]:
        """The words of the clause around a phrase."""
        clause = self.clause
        return {self.norm(at) for at in range(clause.first, clause.last) if not tag.first <= at < tag.last}

    def entity(self, tag: Tag, role: str, kind: str, value: str, **extra: Any) -> Entity:
        """An entity as Rasa wants it, with the person it is about as role."""
        start, end = self.words[tag.first].start, self.words[tag.last - 1].end
        return {"entity": kind, "value": value, "role": role, "start": start, "end": end, **extra}


def owners_of(scene: Scene, tag: Tag) -> tuple[list[str], bool]:
    """Whom a phrase is about, and whether it stands with that person's noun (so that it is not asked)."""
    clause = scene.clause
    of_each = tag.kind == "nationality" and scene.norm(tag.first - 1) == "("
    if of_each and len(clause.subject) > 1 and scene.norm(tag.first) in plural_demonyms():
        return list(clause.subject), True  # "mijn vrouw en zoontje (Roemenen)"
    for mention in clause.mentions:
        if mention.first <= tag.first < mention.last:
            return [mention.person], True
    before = scene.norm(tag.first - 1) if tag.first > clause.first else ""
    bracketed = before == "(" and scene.norm(tag.first - 2) in grammar()["subject"]["self"]
    if bracketed or (before in grammar()["possessive"]["self"] and before not in ("mij", "me")):
        return [SELF], True
    mine = tag.kind == "residence" and any(
        scene.norm(at) == "mijn" and scene.norm(at + 1) in ("paspoort", "pas", "reispas")
        for at in range(clause.first, tag.first)
    )
    if mine:
        return [SELF], True  # "in mijn paspoort staat visum D"
    described = {at for other in scene.inside for at in range(other.first, other.last)}
    if tag.kind in ("nationality", "age") and set_off_from_me(scene.words, described, tag.first):
        return [SELF], True
    beside = _mention_before(scene, tag)
    aged = any(
        beside and beside.last <= other.first < tag.first and other.kind == "age" for other in scene.inside
    )
    if beside and beside.role == "owner" and (tag.kind == "age" or (aged and tag.kind in PLACES)):
        beside = _child_of(scene, beside) or beside
    if tag.kind == "age" and not beside and scene.norms & {"oudste", "jongste", "kleinste"}:
        several = [w for w in clause.subject if w in scene.cast.people and scene.cast.people[w].plural]
        return several or scene.subjects, False
    among_others = len(clause.subject) > 1 and tag.kind == "age" and scene.norm(tag.first - 1) != "zijn"
    if beside and (beside.role != "subject" or among_others):
        return [beside.person], True
    if beside:
        copula = (
            clause.verbs and clause.verbs[0][0] < beside.first and clause.verbs[0][1] in grammar()["copulas"]
        )
        copula = copula and scene.norm(beside.last) != "met"  # "heeft iemand met een B-kaart ..."
        return scene.subjects, not copula
    following = next((mention for mention in clause.mentions if mention.first >= tag.last), None)
    if not clause.subject and following:
        return [following.person], False
    return scene.subjects, before == "als"


def _is_ex(scene: Scene, who: str) -> bool:
    return who in scene.cast.people and scene.cast.people[who].relation == "ex"


def _child_of(scene: Scene, owner: Mention) -> Mention | None:
    """The son of "zoon van mijn man, 16 jaar", who is that old."""
    people = scene.cast.people
    head = next((m for m in scene.clause.mentions if m.last == owner.first - 1), None)
    relations = [people[m.person].relation for m in (head, owner) if m and m.person in people]
    return head if relations[:1] == ["child"] and relations[1:] != ["child"] else None


def _mention_before(scene: Scene, tag: Tag) -> Mention | None:
    """The person a phrase follows directly, as in "mijn zoon van 4 uit Kameroen"."""
    if tag.kind == "status" and scene.norm(tag.first) in ("is", "ben", "was", "werd"):
        return None  # "de man van mijn zus is erkend" tells of its subject
    candidates = [mention for mention in scene.clause.mentions if mention.last <= tag.first]
    if not candidates:
        return None
    mention = max(candidates, key=lambda m: m.last)
    if mention.role == "owner" and any(mention.last <= at < tag.first for at, _ in scene.clause.verbs):
        return None
    covered = {at for other in scene.inside for at in range(other.first, other.last)}
    between = [scene.norm(at) for at in range(mention.last, tag.first) if at not in covered]
    if not all(norm in grammar()["links"] or norm.isdigit() or not norm[0].isalnum() for norm in between):
        return None
    if mention.preposition in ("via", "door", "dankzij", "namens"):
        theirs = between[:1] == ["met"] and tag.kind in ("status", "card")
        return mention if theirs else None  # "via haar man met onbeperkt verblijf"
    if (
        scene.norm(tag.first - 1) == "als"
        and mention.role == "object"
        and tag.kind in ("nationality", "card")
    ):
        return None  # "kan ik haar als Portugees laten komen"
    if mention.preposition == "van" and _is_ex(scene, mention.person):
        return None  # "mijn dochter van mijn eerste man nog in Georgië"
    if mention.preposition == "voor" and tag.kind in PLACES and scene.norms & {"gebleven", "blijf", "blijft"}:
        return None  # "ik ben voor mijn ouders in Odessa gebleven"
    if mention.preposition == "op" and tag.kind in PLACES:
        return None  # whoever waits "op mij in Erbil" is there
    of_subject = (
        "residence",
        "age",
        "dependent",
        "bond",
        *(("card",) if _is_pronoun(scene, mention) else ()),
    )
    if mention.preposition == "bij" and tag.kind in of_subject:
        return None
    if mention.person in (SELF, WE) and tag.kind not in PLACES:
        return None
    return mention


def _is_pronoun(scene: Scene, mention: Mention) -> bool:
    return any(scene.norm(mention.first) in forms for forms in grammar()["object"].values())
