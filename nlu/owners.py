"""Whose relative somebody is: "mijn man", "haar zoon", "de dochter van mijn vrouw", "man"."""

from __future__ import annotations

from nlu.lexicon import grammar, person_nouns
from nlu.people import PARTNERS, SELF, WE, YOU, Cast, NounPhrase, Person, introduce, meant_by
from nlu.scan import Mention, Scan, finite_after, norm_at

_OLD_AND = ("jaar", "j", "maand", "maanden", "m", "van", "samen")
_LISTING = (",", "(", ")", "en", "+", "&", "van", "jaar", "j")


def is_bare_kin(phrase: NounPhrase) -> bool:
    """A parent, or a child, of whom nobody says "mijn"."""
    owners = (None, "he", "she") if phrase.noun.get("relation") == "child" else (None,)
    return phrase.noun.get("relation") in ("parent", "stepparent", "child") and phrase.owner in owners


def is_bare_spouse(phrase: NounPhrase) -> bool:
    return phrase.noun.get("relation") == "spouse" and phrase.owner is None and phrase.article in (None, "de")


def named_by_term(scan: Scan, mention: Mention) -> str | None:
    """The role in "aanvrager: moeder, 66 jaar"."""
    if norm_at(scan, mention.first - 1) not in (":", "=") or mention.first < 2:
        return None
    noun = person_nouns().get(norm_at(scan, mention.first - 2), {})
    return next((p.id for p in scan.cast.people.values() if p.term and p.term == noun.get("term")), None)


def owner_after(scan: Scan, phrases: dict[int, NounPhrase], phrase: NounPhrase) -> str | None:
    """The owner in "de man van mijn zus": introduced first, its words belong to the phrase."""
    first, last = phrase.owner_phrase or (0, 0)
    following = next((phrases[at] for at in range(first, last) if at in phrases), None)
    if following is None or following.first > first + 1:
        return None
    somebody = following.article in ("een", "ne", "nen") and following.owner is None
    owner_id = None if somebody else owner_of(scan, following)
    if following.owner_phrase:
        owner_id = owner_after(scan, phrases, following) or owner_id
    owner = introduce(scan.cast, following, owner_id)
    phrase.last = following.last
    return owner.id


def _just_died(scan: Scan, gender: str) -> str | None:
    """The son of "drie jaar geleden is hij verongelukt. Zijn vrouw ..."."""
    told = scan.clauses[-1].subject if scan.clauses else []
    gone = [who for who in told if who in scan.cast.gone and who in scan.cast.people]
    return next((who for who in gone if scan.cast.people[who].gender in (gender, None)), None)


def owner_of(scan: Scan, phrase: NounPhrase) -> str | None:
    cast = scan.cast
    if phrase.noun.get("kind") in ("client", "anyone", "term"):
        return None
    if phrase.owner in (SELF, WE, YOU):
        return phrase.owner
    if cast.couple and (is_bare_spouse(phrase) or (is_bare_kin(phrase) and phrase.owner is None)):
        return None
    definite = phrase.article in ("de", "het", "den") or phrase.noun.get("needs")
    bare = phrase.article is None and any(p.relation == "child" for p in cast.people.values())
    after_preposition = norm_at(scan, phrase.first - 1) in grammar()["prepositions"]
    told = phrase.last in scan.tags and scan.tags[phrase.last].kind == "nationality"
    told = told or finite_after(scan, phrase.last, plural=False)
    told = told or norm_at(scan, phrase.first - 1) in grammar()["like"]
    bare = bare and not after_preposition and told
    the_parent = phrase.noun.get("relation") == "parent" and (definite or bare)
    if the_parent and phrase.owner is None:
        return next((p.id for p in reversed(list(cast.people.values())) if p.relation == "child"), None)
    if _is_other_parent(scan, phrase):
        return None
    bare_partner = phrase.noun.get("relation") in PARTNERS and phrase.owner is None and not phrase.article
    if (bare_partner or is_bare_spouse(phrase)) and norm_at(scan, phrase.first - 1) == "met":
        married = [person for person in scan.clause.subject if person in cast.people]
        if len(married) == 1:
            return married[0]
    listed = scan.clause.mentions[-1] if scan.clause.mentions else None
    if listed and listed.last == phrase.first - 1 and norm_at(scan, listed.last) in ("en", "+", "&"):
        beside = cast.people.get(listed.person)
        if beside and beside.of in cast.people and phrase.owner is None and not phrase.article:
            return beside.of
        if beside and beside.of in cast.people and _shares_owner(cast.people[beside.of], phrase):
            return beside.of
    if of_listed := _owner_in_list(scan, phrase):
        return of_listed
    if phrase.owner in ("he", "she") and listed and listed.last == phrase.first:
        beside = cast.people.get(listed.person)
        gender = "male" if phrase.owner == "he" else "female"
        if beside and beside.gender in (None, gender):
            beside.gender = gender
            return beside.id  # "Dolma haar ouders"
    subject = scan.clause.subject or (scan.clauses[-1].subject if scan.clauses else [])
    others = [person for person in subject if person in cast.people]
    before = [norm_at(scan, at) for at in range(scan.clause.first, phrase.first)]
    if (
        phrase.owner in ("he", "she")
        and not cast.people
        and "die" in before
        and scan.clause.subject == [SELF]
    ):
        return SELF  # "ik ben een Belgische die met haar man in Lyon woont"
    opposite = _opposite_term(scan, phrase.first)
    if phrase.owner in ("he", "she") and opposite:
        return opposite
    if phrase.owner in ("he", "she"):
        if norm_at(scan, phrase.first - 1) in grammar()["being"]:
            others = []
            other = "female" if phrase.owner == "he" else "male"
            known = [pid for _, pid in cast.history if pid in cast.people and pid not in scan.clause.subject]
            known = [pid for pid in known if cast.people[pid].gender != other] or known
            children = [pid for pid in known if cast.people[pid].relation == "child"]
            if children and phrase.noun.get("relation") == "parent":
                return children[-1]
            return known[-1] if known else phrase.owner
        gender = "male" if phrase.owner == "he" else "female"
        dead = _just_died(scan, gender)
        found = dead or meant_by(cast, gender, prefer=others) or phrase.owner
        same = cast.people.get(found)
        if same and same.noun == phrase.noun["noun"] and same.of:
            return same.of  # "haar moeder is ziek. Haar moeder ..."
        if same and same.gender is None and same.relation is None:
            same.gender = gender  # "een ingenieur heeft een kaart, zijn vrouw ...": he is a man
        return found
    if phrase.owner == "they":
        return others[0] if others else cast.last(but=(SELF,)) or "they"
    has = any(norm in grammar()["having"] for _, norm in scan.clause.verbs)
    somebody = phrase.noun.get("relation") == "spouse" and phrase.article and not phrase.owner_phrase
    if somebody and scan.clause.subject == [SELF] and norm_at(scan, phrase.first - 1) == "met":
        return SELF
    if somebody and not (has and phrase.article in ("een", "ne", "nen")):
        return None
    if scan.clause.subject and has:
        return WE if len(scan.clause.subject) > 1 and SELF in scan.clause.subject else scan.clause.subject[0]
    client = cast.people[others[0]] if len(others) == 1 else None
    if client and client.kind == "client" and definite and phrase.noun.get("relation") == "child":
        return client.id  # "ons lid wil de zoon bij zich nemen"
    if family := _head_of_family(cast, phrase):
        return family
    joins = phrase.article in ("een", "ne", "nen") and _joins_family(scan, phrase)
    if cast.has_staff and cast.people and (not phrase.article or joins):
        return next(iter(cast.people))
    if cast.has_staff and not cast.has_self and cast.people:
        return next(iter(cast.people))
    return None if cast.office or cast.terms else SELF


def _is_other_parent(scan: Scan, phrase: NounPhrase) -> bool:
    """Whether the woman of "ik heb een baby met een Belgische vrouw" is told to be no more than that."""
    if phrase.owner or phrase.noun["noun"] not in ("man", "vrouw"):
        return False
    listed = scan.clause.mentions[-1] if scan.clause.mentions else None
    child = scan.cast.people.get(listed.person) if listed else None
    if listed is None or child is None or child.relation != "child":
        return False
    between = [norm_at(scan, at) for at in range(listed.last, phrase.first)]
    together = between[-1:] == ["met"] and all(word.isdigit() or word in _OLD_AND for word in between[:-1])
    return together and not _is_wed(scan)


def _is_wed(scan: Scan) -> bool:
    """Whether a wedding is told anywhere in the message, and not denied right before: "niet getrouwd"."""
    norms = [word.norm for word in scan.words]
    return any(
        norm in ("getrouwd", "gehuwd", "huwelijk") and norms[at - 1 : at] not in (["niet"], ["nooit"])
        for at, norm in enumerate(norms)
    )


def _head_of_family(cast: Cast, phrase: NounPhrase) -> str | None:
    """Whose the children of "mijn cliënt: zijn vrouw zit met de kinderen in Addis" are: the client's too."""
    client = any(person.kind == "client" for person in cast.people.values())
    if not client or phrase.owner is not None or phrase.noun.get("relation") != "child":
        return None
    wives = (person for person in cast.people.values() if person.relation in PARTNERS)
    return next((person.of for person in wives if person.of in cast.people), None)


def _owner_in_list(scan: Scan, phrase: NounPhrase) -> str | None:
    """Whose the others of a list are: "zijn vrouw (44), een dochter van 15 en broertje van 9" are all his."""
    if phrase.owner or phrase.article not in (None, "een", "ne", "nen"):
        return None
    near = scan.clause.mentions or (scan.clauses[-1].mentions if scan.clauses else [])
    listed = near[-1] if near else None
    beside = scan.cast.people.get(listed.person) if listed else None
    if listed is None or beside is None or not beside.relation or beside.of in (None, SELF):
        return None
    between = [norm_at(scan, at) for at in range(listed.last, phrase.first)]
    relative = phrase.noun.get("relation") in ("child", "parent", "other", "grandparent", "grandchild")
    joined = bool({",", "en", "+", "&"} & set(between)) and (phrase.article is not None or "en" in between)
    in_list = all(word.isdigit() or word in _LISTING for word in between)
    of_age = norm_at(scan, phrase.last) != "van" or norm_at(scan, phrase.last + 1).isdigit()
    return beside.of if relative and joined and in_list and of_age else None


def _joins_family(scan: Scan, phrase: NounPhrase) -> bool:
    """The "een zusje en een broer" that somebody's parents are with."""
    others = [scan.cast.people[who] for who in scan.clause.subject if who in scan.cast.people]
    with_them = any(norm_at(scan, at) == "met" for at in range(scan.clause.first, phrase.first))
    return with_them and phrase.noun.get("relation") == "other" and any(one.of for one in others)


def _shares_owner(owner: Person, phrase: NounPhrase) -> bool:
    """ "Mijn vrouw haar moeder en haar tante": both are the wife's; "haar zus en haar man" is not so sure."""
    gender = {"he": "male", "she": "female"}.get(phrase.owner or "")
    elder = phrase.noun.get("relation") in ("parent", "grandparent", "other")
    return elder and gender is not None and owner.gender == gender


def _opposite_term(scan: Scan, first: int) -> str | None:
    """The applicant, of whom "referentiepersoon: zijn echtgenote" tells whose wife she is."""
    noun = person_nouns().get(norm_at(scan, first - 2), {}) if norm_at(scan, first - 1) in (":", "=") else {}
    others = [p.id for p in scan.cast.people.values() if p.term and p.term != noun.get("term")]
    return others[0] if noun.get("term") and others else None
