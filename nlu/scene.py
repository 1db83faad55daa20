"""One clause and all that is known about it: whom a phrase is about, and whether it is denied or asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from nlu.appositions import set_off_from_me
from nlu.lexicon import Tag, grammar
from nlu.people import SELF, WE, YOU, Cast
from nlu.scan import PLACES, Clause, Mention
from nlu.words import Word

Entity = dict[str, Any]

_STATES = (
    *("nationality", "status", "card", "residence", "bond"),
    *("dependent", "disabled", "age", "exceptional", "exercised_free_movement"),
)
_REACH_OF_NOT = 6
_WISHES = {"wenst", "wil", "vraagt", "wensen", "willen", "vragen", "vraag"}
_AFTER_NOT = (
    *("meer", "nog", "wel", "he", "hoor", "ze", "zenne", "eh", "zeg"),
    *("geraakt", "aangekomen", "toegekomen", "gearriveerd", "binnen", "gekomen", "geweest", "aangeland"),
)


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


# --- whose ----------------------------------------------------------------------------------------------


def owners_of(scene: Scene, tag: Tag) -> tuple[list[str], bool]:
    """Whom a phrase is about, and whether it stands with that person's noun (so that it is not asked)."""
    clause = scene.clause
    for mention in clause.mentions:
        if mention.first <= tag.first < mention.last:
            return [mention.person], True
    before = scene.norm(tag.first - 1) if tag.first > clause.first else ""
    bracketed = before == "(" and scene.norm(tag.first - 2) in grammar()["subject"]["self"]
    if bracketed or (before in grammar()["possessive"]["self"] and before not in ("mij", "me")):
        return [SELF], True
    described = {at for other in scene.inside for at in range(other.first, other.last)}
    if tag.kind in ("nationality", "age") and set_off_from_me(scene.words, described, tag.first):
        return [SELF], True
    beside = _mention_before(scene, tag)
    aged = any(
        beside and beside.last <= other.first < tag.first and other.kind == "age" for other in scene.inside
    )
    if beside and beside.role == "owner" and (tag.kind == "age" or (aged and tag.kind in PLACES)):
        beside = _child_of(scene, beside) or beside
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


# --- denied, asked, supposed, planned -------------------------------------------------------------------


def flags_of(scene: Scene, tag: Tag, owners: list[str], attributive: bool) -> Entity:
    """negated, future, question: why a phrase may not be a fact."""
    flags: Entity = {}
    if is_negated(scene, tag):
        flags["negated"] = True
    if (not attributive or tag.kind == "card") and _is_future(scene, tag):
        flags["future"] = True
    people = scene.cast.people
    kin = {person.of for person in people.values()}  # the Belg of "kan een Belg zijn vrouw"
    unnamed = any(owner in people and people[owner].kind == "anyone" for owner in {*owners} - kin)
    if is_asked(scene) and (not attributive or (tag.kind == "nationality" and unnamed)):
        flags["question"] = True
    return flags


def _goes_on_denied(scene: Scene) -> bool:
    """The second half of "niet getrouwd of samenwonend"."""
    before = scene.previous
    if scene.clause.opener not in ("of", "noch") or scene.clause.verbs or before is None:
        return False
    return any(scene.norm(at) in grammar()["negation"] for at in range(before.first, before.last))


def _is_denied_after(scene: Scene, tag: Tag) -> bool:
    """The first half of "getrouwd of wettelijk samenwonend zijn we niet"."""
    at = scene.clauses.index(scene.clause) + 1
    after = scene.clauses[at] if at < len(scene.clauses) else None
    if after is None or after.opener not in ("of", "noch") or scene.clause.verbs or tag.kind != "bond":
        return False
    same = after.sentence == scene.clause.sentence and scene.clause.last == tag.last
    return same and scene.norm(after.last - 1) in ("niet", "nie")


def is_negated(scene: Scene, tag: Tag) -> bool:
    """Whether a phrase is denied: a `niet` or `geen` shortly before it, or right after it at the end."""
    if scene.norm(tag.first) in ("geen", "zonder", "niet"):
        return False
    before = (scene.norm(tag.first - 2), scene.norm(tag.first - 1))
    if tag.kind == "age" and before in (("nog", "geen"), ("nog", "niet")):
        return False  # "nog geen 18" is 17
    if before == ("laat", "staan"):
        return True
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
    if _goes_on_denied(scene) or _is_denied_after(scene, tag) or scene.norm(tag.last) == "noch":
        return True
    rest = [scene.norm(at) for at in range(tag.last, scene.clause.last)]
    denied = next((at for at, norm in enumerate(rest) if at and norm in ("niet", "nooit")), None)
    if tag.kind == "bond" and tag.first == scene.clause.first and denied:
        # "wettelijk samenwonen hebben we nog niet gedaan", but not "... is niet in Finland geregistreerd"
        return not {*rest[denied + 1 : denied + 2]} & set(grammar()["prepositions"])
    if tag.kind in ("bond", "nationality", "status") and rest[:1] and rest[0] in grammar()["being"]:
        rest = rest[2:]
    skipped = ("zelf", "ook", "nog", "helemaal", "nationaliteit", "zeker", "meer", "toch")
    objects = [form for forms in grammar()["object"].values() for form in forms]
    while rest and rest[0] in (*skipped, *(objects if tag.kind == "dependent" else ())):
        rest.pop(0)
    return bool(rest) and rest[0] in ("niet", "nooit") and (len(rest) == 1 or rest[1] in _AFTER_NOT)


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
