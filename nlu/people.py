"""Who is spoken about, whose relative somebody is, and whom a pronoun means."""

from __future__ import annotations

from dataclasses import dataclass, field

SELF, WE, YOU = "self", "we", "you"
PARTNERS = ("spouse", "partner", "fiance")
ACQUAINTANCES = (
    "buurman",
    "buurvrouw",
    "collega",
    "kennis",
    "gebuur",
    "buur",
    "kameraad",
    "vriend",
    "vriendin",
)


@dataclass
class Person:
    """Somebody the message speaks about. `relation` is what he or she IS to `of`."""

    id: str
    noun: str
    relation: str | None
    of: str | None
    gender: str | None = None
    plural: bool = False
    count: int | None = None
    kind: str = "family"
    term: str | None = None
    at: int = 0
    last: int = 0


@dataclass
class NounPhrase:
    """Where a person is named: words first..last (last excluded), the noun at `head`."""

    first: int
    last: int
    head: int
    noun: dict[str, str]
    owner: str | None  # self, he, she, we, they, you; None without possessive
    article: str | None
    count: int | None = None
    owner_phrase: tuple[int, int] | None = None  # "van mijn man" after the noun


@dataclass
class Cast:
    """Everybody met so far, in order of mention."""

    people: dict[str, Person] = field(default_factory=dict)
    history: list[tuple[int, str]] = field(default_factory=list)
    has_self: bool = False
    has_staff: bool = False
    office: bool = False  # somebody writes about a file
    terms: bool = False  # "aanvrager: ...": a note, and nobody of the family writes it
    helper: bool = False  # a volunteer or teacher writes: whoever they met is no partner
    names: dict[str, str] = field(default_factory=dict)  # "mijn broer Idris": the name and whose it is
    gone: set[str] = field(default_factory=set)  # who died: no pronoun means them
    selves: set[str] = field(default_factory=set)  # the mum of "ik ben de mama van": no pronoun means her
    hosts: set[str] = field(default_factory=set)  # the gran of "bij hun oma": "zij" are those who live there
    exes: set[str] = field(default_factory=set)  # from whom somebody parted: a pronoun means them last
    couple: bool = False  # "man is Belg, vrouw is Marokkaanse": two people seen from outside

    def mention(self, person_id: str, at: int) -> None:
        self.history.append((at, person_id))

    def last(self, *, but: tuple[str, ...] = (), before: int = 1_000_000) -> str | None:
        """Whoever was named last before a position."""
        return next((pid for at, pid in reversed(self.history) if at < before and pid not in but), None)


def introduce(cast: Cast, phrase: NounPhrase, owner: str | None) -> Person:
    """The person meant by a noun phrase: somebody met before, or a new one."""
    noun = phrase.noun
    relation = noun.get("relation") or None
    called = cast.people.get(cast.names.get(noun.get("name", ""), ""))
    known = called or _known(cast, phrase, relation, owner)
    if known:
        known.gender = known.gender or noun.get("gender")
        known.last = phrase.head
        cast.mention(known.id, phrase.head)
        return known
    prefix = "" if owner in (SELF, WE, YOU, None) else f"{owner}."
    name = base = prefix + noun["noun"]
    number = 2
    while name in cast.people:
        name, number = f"{base}{number}", number + 1
    friend = _is_friend(cast, noun, owner)
    person = Person(
        id=name,
        noun=noun["noun"],
        relation=None if friend else relation,
        of=owner,
        gender=noun.get("gender"),
        plural=noun.get("number") == "plural",
        count=phrase.count,
        kind="outsider" if friend else noun.get("kind", "family"),
        term=noun.get("term"),
        at=phrase.head,
        last=phrase.head,
    )
    cast.people[name] = person
    if noun.get("name"):
        cast.names[noun["name"]] = name
    cast.mention(name, phrase.head)
    return person


def _is_friend(cast: Cast, noun: dict[str, str], owner: str | None) -> bool:
    """ "Mijn man is Belg ... mijn Marokkaanse vriendin zegt": who has a husband has a friend besides.

    The same of the wife of a colleague.
    """
    wed = any(p.relation == "spouse" and p.of == SELF and p.id not in cast.gone for p in cast.people.values())
    knows = noun["noun"] in ("vriend", "vriendin") and owner in (SELF, None)
    whose = cast.people.get(owner or "")
    return wed and (knows or (whose is not None and whose.noun in ACQUAINTANCES))


def _known(cast: Cast, phrase: NounPhrase, relation: str | None, owner: str | None) -> Person | None:
    noun = phrase.noun
    if phrase.article in ("een", "ne", "nen", "andere") or phrase.count:
        return None
    if noun.get("definite") and noun["noun"] in ("jongen", "meisje"):
        return _that_child(cast, noun)
    if not relation and noun.get("kind") in ("anyone", "client", "term"):
        same = [
            p
            for p in cast.people.values()
            if p.noun == noun["noun"] or (noun.get("term") and p.term == noun.get("term"))
        ]
        return same[-1] if same else _titled(cast, phrase)
    small = noun["noun"] in ("manneke", "mannetje") and phrase.article in ("dat", "het", "die")
    small = small or (noun["noun"] in ("kind", "kindje") and phrase.article in ("dat", "da"))
    boy = _that_child(cast, noun) if small and phrase.owner is None else None
    if boy:
        return boy  # "een zoontje van 3, dat manneke woont ..."
    if phrase.article in ("die", "deze") and phrase.owner is None and noun["noun"] in ("man", "vrouw"):
        return _just_named(cast, noun)
    for person in reversed(list(cast.people.values())):
        same_owner = person.of == owner or {person.of, owner} <= {SELF, WE}
        same_number = person.plural == (noun.get("number") == "plural")
        fits = _genders_fit(person.gender, noun.get("gender"))
        if not (same_number and fits) or (person.id in cast.gone and person.noun != noun["noun"]):
            continue
        if same_owner and relation in PARTNERS and person.relation in PARTNERS:
            return person
        if relation == "child" and _is_stepchild(cast, person, owner):
            return person
        if same_owner and relation == person.relation == "parent" and _is_same_parent(person, noun):
            return person
        if (
            same_owner
            and relation == person.relation
            and (person.noun == noun["noun"] or _generic_child(cast, person, noun))
        ):
            return person
        if same_owner and phrase.article in ("de", "die") and _are_those_children(cast, person, noun):
            return person
        if phrase.article in ("de", "het", "die", "dat") and person.noun == noun["noun"]:
            return person
    return None


def _titled(cast: Cast, phrase: NounPhrase) -> Person | None:
    """The Filipina of "is gehuwd met een Filipijnse. Mevrouw verblijft daar nog"."""
    gender = phrase.noun.get("gender")
    titled = gender and phrase.noun.get("kind") == "anyone" and phrase.article is None
    fitting = [p for p in cast.people.values() if titled and p.gender == gender and p.id not in cast.gone]
    alone = len(fitting) == 1 and fitting[0].kind == "anyone" and not fitting[0].term
    return fitting[0] if alone else None


def _that_child(cast: Cast, noun: dict[str, str]) -> Person | None:
    """The pupil, the grandson, the child or the stranger that "het meisje" or "die jongen" means."""
    young = ("child", "grandchild")
    for person in reversed(list(cast.people.values())):
        child = person.relation in young or (person.kind in ("client", "anyone") and not person.relation)
        alive = not person.plural and person.id not in cast.gone
        if child and alive and _genders_fit(person.gender, noun.get("gender")):
            return person
    return None


def _just_named(cast: Cast, noun: dict[str, str]) -> Person | None:
    """Grandfather, in "bij hun grootvader en die man is 80"."""
    named = [cast.people[who] for _, who in reversed(cast.history) if who in cast.people]
    return next((one for one in named if one.gender == noun.get("gender") and not one.plural), None)


def _is_stepchild(cast: Cast, person: Person, owner: str | None) -> bool:
    """The daughter of "mijn vrouw en haar dochter", once "mijn stiefdochter" was told of."""
    partner = cast.people.get(owner or "")
    mine = person.noun.startswith("stief") and person.relation == "child" and person.of in (SELF, WE)
    return mine and partner is not None and partner.relation in PARTNERS and partner.of == SELF


def _is_same_parent(person: Person, noun: dict[str, str]) -> bool:
    """ "Mijn vader ... papa ...": one has one father, and a father-in-law besides."""
    in_law = {name.startswith("schoon") for name in (person.noun, noun["noun"])}
    return bool(person.gender) and person.gender == noun.get("gender") and len(in_law) == 1


def _genders_fit(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _generic_child(cast: Cast, person: Person, noun: dict[str, str]) -> bool:
    ranks = ("jongste", "oudste")
    if person.relation != "child" or person.plural or {person.noun, noun["noun"]} == set(ranks):
        return False
    children = [p for p in cast.people.values() if p.relation == "child" and not p.plural]
    return len(children) == 1


def _are_those_children(cast: Cast, person: Person, noun: dict[str, str]) -> bool:
    """The twins, in "onze tweeling bleef bij hem ... hij wil de kinderen niet meer in huis"."""
    children = [p for p in cast.people.values() if p.relation == "child"]
    return noun["noun"] == "kinderen" and person.relation == "child" and children == [person]


def meant_by(
    cast: Cast, gender: str | None, *, plural: bool = False, prefer: list[str] | None = None
) -> str | None:
    """The person a pronoun most likely means: the subject before, then whoever was last named and fits."""
    candidates = [*(prefer or []), *(pid for _, pid in reversed(cast.history))]
    never = cast.gone | cast.selves
    people = [cast.people[pid] for pid in candidates if pid in cast.people and pid not in never]
    people = [person for person in people if person.id not in cast.hosts | cast.exes] or people
    fitting = [person for person in people if person.plural == plural and _genders_fit(person.gender, gender)]
    surely = [person for person in fitting if person.gender == gender]
    if not fitting:
        return None
    found = (surely or fitting)[0]
    told_of = fitting[0].id in (prefer or []) and fitting[0].noun.startswith(("cli", "klant"))
    if told_of and fitting[0].gender is None:
        found = fitting[0]  # "onze client woont bij een oom. Zijn moeder ...": the client's
    if gender and not plural:
        found.gender = gender
    return found.id
