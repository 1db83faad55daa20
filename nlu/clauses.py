"""Cuts a message into clauses and finds out who each clause is about."""

from __future__ import annotations

import itertools

from nlu.appositions import set_off_from_me
from nlu.cutting import close_clause, open_clause
from nlu.described_people import ATTRIBUTES
from nlu.lexicon import Tag, grammar, person_nouns
from nlu.noun_phrases import find_noun_phrases
from nlu.owners import is_bare_kin, is_bare_spouse
from nlu.people import PARTNERS, SELF, WE, Cast, NounPhrase
from nlu.placing import place_name, place_phrase
from nlu.scan import HARD_STOPS, Clause, Scan, finite_after, is_detail, is_finite, is_name, norm_at
from nlu.set_off import give_to_owner
from nlu.subjects import subject_person
from nlu.verbs import pronoun_or_verb
from nlu.words import Word
from procedures.countries import demonyms, names

SOFT_STOPS = {",", "(", ")", "-", "–", "—", "/", '"'}


def analyse(words: list[Word], tags: dict[int, Tag]) -> tuple[list[Clause], Cast]:
    """The clauses of a message, each with its subject, and everybody named in it."""
    cast = Cast()
    own = {*grammar()["subject"]["self"], *grammar()["possessive"]["self"], "wij", "we", "onze", "ons"}
    cast.has_self = any(word.norm in own for word in words)
    scan = Scan(words, tags, cast)
    phrases = {phrase.first: phrase for phrase in find_noun_phrases(words, tags)}
    bare = {phrase.noun.get("gender") for phrase in phrases.values() if is_bare_spouse(phrase)}
    kin = [p.noun for p in phrases.values() if is_bare_kin(p) and not _just_died(words, p)]
    raising = ("parent", "stepparent")
    parents = {noun.get("gender") for noun in kin if noun.get("relation") in raising}
    own_words = set(grammar()["possessive"]["self"]) | {"onze", "ons"}
    own_family = any(_is_own(words, at, own_words) for at in range(len(words)))
    norms = {word.norm for word in words}
    speaking = {*grammar()["subject"]["self"], "wij", "we", "ben", "heb", "woon"}
    if norms & set(grammar()["offices"]):
        speaking -= {"wij", "we"}
    outsiders = any(phrase.noun.get("kind") in ("client", "anyone", "term") for phrase in phrases.values())
    cast.terms = any(_is_noted(phrase) for phrase in phrases.values()) and not cast.has_self
    cast.helper = any(_is_helper(words, at) for at in range(len(words)))
    several = bool(parents) and any(noun.get("relation") == "child" for noun in kin)
    several = several or (len(parents - {None}) == 2 and not outsiders)
    seen_from_outside = several and (cast.helper or not norms & speaking)
    cast.couple = (bare == {"male", "female"} or seen_from_outside) and not own_family
    cast.office = bool(norms & set(grammar()["offices"])) and not norms & {"ik", "mijn"}
    cast.has_staff = cast.couple or outsiders or cast.helper
    index = 0
    while index < len(words):
        index = _step(scan, phrases, index)
    close_clause(scan, len(words))
    _own_by_client(cast)
    clauses = [clause for clause in scan.clauses if clause.last > clause.first]
    give_to_owner(words, tags, clauses, cast)
    return clauses, cast


def _own_by_client(cast: Cast) -> None:
    """The spouse of a note's "echtg. B-kaart, betr. verblijft te Kinshasa": of the one named after."""
    clients = [p for p in cast.people.values() if p.kind in ("anyone", "client") and not p.relation]
    if cast.has_self or cast.couple or len(clients) != 1:
        return
    for person in cast.people.values():
        if person.of == SELF and person.relation in PARTNERS and person.at < clients[0].at:
            person.of = clients[0].id


def _just_died(words: list[Word], phrase: NounPhrase) -> bool:
    """The father of a note's "vader overleden"."""
    after = {word.norm for word in words[phrase.last : phrase.last + 2]}
    return bool(after & set(grammar()["deceased"]))


def _is_helper(words: list[Word], at: int) -> bool:
    """The volunteer of "ik ben vrijwilliger", "ik werk als huisarts"."""
    before = {word.norm for word in words[max(0, at - 4) : at]}
    after = {word.norm for word in words[at + 1 : at + 3]}
    helps = words[at].norm in grammar()["helpers"] and "ik" in before | after and before & {"ben", "als"}
    return bool(helps) and not before & set(grammar()["negation"])


def _is_noted(phrase: NounPhrase) -> bool:
    """The "aanvrager" or "mevr." of a note."""
    titled = phrase.noun.get("kind") == "anyone" and phrase.noun.get("gender") and phrase.article is None
    return bool(titled) or phrase.noun.get("term") in ("applicant", "sponsor")


def _is_own(words: list[Word], at: int, own_words: set[str]) -> bool:
    """Whether the speaker is one of the family: "mijn ...", or "ik man" as learners say."""
    after = at + 1
    while after < len(words) and (words[after].norm in demonyms() or words[after].norm in names()):
        after += 1
    named = after < len(words) and words[after].norm in person_nouns()
    return words[at].norm in own_words or (words[at].norm == "ik" and named)


def _step(scan: Scan, phrases: dict[int, NounPhrase], index: int) -> int:
    word = scan.words[index]
    if index in scan.tags and scan.tags[index].kind == "card":
        return index + 1
    if index in phrases:
        return place_phrase(scan, phrases, index)
    if is_name(scan, index):
        return place_name(scan, index)
    if word.norm == "ik" and norm_at(scan, index + 1) in ("bedoel", "bedoelde"):
        close_clause(scan, index)
        open_clause(scan, index + 2)
        scan.clause.explicit = True
        return index + 2
    if word.norm in HARD_STOPS:
        close_clause(scan, index, question=word.norm == "?")
        open_clause(scan, index + 1)
        scan.sentence += 1
        scan.clause.sentence = scan.sentence
    elif word.norm in SOFT_STOPS:
        _soft_stop(scan, phrases, index)
    elif _is_conjunction(scan, phrases, index):
        close_clause(scan, index)
        open_clause(scan, index, opener=word.norm)
    elif _is_own_attribute(scan, index):
        whose = (
            "self" if word.norm in grammar()["possessive"]["self"] else "he" if word.norm == "zijn" else "she"
        )
        person = SELF if whose == "self" else subject_person(scan, index, whose)
        scan.clause.subject, scan.clause.subject_at, scan.clause.explicit = [person], index, True
    elif _is_relative(scan, phrases, index):
        close_clause(scan, index)
        open_clause(scan, index, opener=word.norm, relative=True)
    else:
        pronoun_or_verb(scan, index)
    return index + 1


def _soft_stop(scan: Scan, phrases: dict[int, NounPhrase], index: int) -> None:
    if _joins_list(scan, phrases, index) or _is_apposition(scan, index) or _brackets_self(scan, index):
        return
    close_clause(scan, index)
    open_clause(scan, index + 1, opener=scan.words[index].norm)


def _is_apposition(scan: Scan, index: int) -> bool:
    """The commas in "ik, zijn vrouw, woon ..." and "ik, Ghanese, heb ..."."""
    clause = scan.clause
    if norm_at(scan, index) != ",":
        return False
    nations = {at for at, tag in scan.tags.items() if tag.kind in ("nationality", "age")}
    if index in (set_off_from_me(scan.words, nations, index) or ()):
        return True
    if clause.subject not in ([SELF], [WE]) or clause.verbs:
        return False
    first = clause.subject_at + 1
    return norm_at(scan, first - 1) in ("ik", "wij") and norm_at(scan, first) == "," and index - first <= 5


def _brackets_self(scan: Scan, index: int) -> bool:
    """The brackets in "mijn man en ik (Belgische) zijn ..."."""
    norm = norm_at(scan, index)
    opened = [at for at in range(scan.clause.first, index) if norm_at(scan, at) == "("]
    return (norm == "(" and norm_at(scan, index - 1) == "ik") or (norm == ")" and bool(opened))


def _joins_list(scan: Scan, phrases: dict[int, NounPhrase], index: int) -> bool:
    """A comma or `en` between two ages, or between people before the verb, is a list, not a boundary."""
    before, after = scan.tags.get(index - 1), scan.tags.get(index + 1)
    kinds = ("age", "number", "count")
    if before and after and before.kind in kinds and after.kind in kinds:
        return True
    if norm_at(scan, index) == "-" and index and scan.words[index - 1].end == scan.words[index].start:
        return True
    if before and after and before.kind == after.kind == "nationality":
        return True
    ends_person = any(
        m.last == index and not m.preposition and m.role != "predicate" for m in scan.clause.mentions
    )
    return ends_person and index + 1 in phrases and not scan.clause.verbs and scan.clause.subject_at >= 0


def _is_conjunction(scan: Scan, phrases: dict[int, NounPhrase], index: int) -> bool:
    norm = norm_at(scan, index)
    if norm == "sinds" and index + 1 in phrases and index != scan.clause.first:
        return True
    if norm == "voor" and index + 1 in phrases and index != scan.clause.first:
        # "moet ik wachten voor mijn vrouw mag komen", but not "voor mijn vrouw is het moeilijk"
        return scan.clause.explicit and norm_at(scan, phrases[index + 1].last) in ("mag", "kan", "komt")
    if norm not in grammar()["conjunctions"] or index == scan.clause.first:
        return False
    if norm in ("en", "of") and _joins_list(scan, phrases, index):
        return False
    if (norm == "maar" and norm_at(scan, index - 1) == "nog") or (
        norm == "dus" and is_finite(norm_at(scan, index - 1))
    ):
        return False
    if norm in grammar()["linking_adverbs"] and not is_finite(norm_at(scan, index + 1)):
        return False
    if norm == "en" and not scan.clause.verbs and scan.clause.subject:
        after = norm_at(scan, index + 1)
        named = _ends_person(scan, index)
        if named and after in ("ik", "hij", "zij") and not is_finite(norm_at(scan, index + 2)):
            return False
        if named and after == "ik" and norm_at(scan, index + 2) in (*grammar()["plural"], "trouw"):
            return False
        if scan.clause.subject_at == index - 1 and index + 1 in phrases:
            return finite_after(scan, phrases[index + 1].last, plural=False)
    if norm == "en" and index + 1 in phrases and _ends_person(scan, index):
        following = phrases[index + 1]
        return finite_after(scan, following.last, plural=following.noun.get("number") == "plural")
    if norm == "als" and _as_what(scan, phrases, index):
        return False
    if norm in ("tot", "of") and norm_at(scan, index + 1).isdigit():
        return False
    if (
        norm == "dat"
        and norm_at(scan, index - 1) in ("wil", "willen")
        and norm_at(scan, index + 1) in ("in", "nu")
    ):
        return False  # "... maar willen dat in mei doen"
    return not (norm == "dat" and (index in scan.tags or _is_that(scan, index)))


def _is_that(scan: Scan, index: int) -> bool:
    """The "dat" of "ik ben geen Belg, mijn vrouw is dat wel", which says again what was said."""
    after = norm_at(scan, index + 1)
    ends = not after[:1].isalnum() or after in ("wel", "niet")
    if norm_at(scan, index) == "dat" and norm_at(scan, index - 1) == "was" and not scan.clause.subject:
        return after in grammar()["prepositions"]  # "vroeger was dat in Lokeren"
    return norm_at(scan, index) == "dat" and norm_at(scan, index - 1) in ("is", "ben") and ends


def _ends_person(scan: Scan, index: int) -> bool:
    """Whether a person was named just before, with no more than an age or a nationality between."""
    last = max((mention.last for mention in scan.clause.mentions), default=-1)
    between = range(last, index) if last >= 0 else range(0)
    return last >= 0 and all(is_detail(scan, at) for at in between)


def _as_what(scan: Scan, phrases: dict[int, NounPhrase], index: int) -> bool:
    """The `als` of "als echtgenoot" or "als Belg", which opens no clause."""
    if index in scan.tags:
        return True
    following = phrases.get(index + 1)
    ours = scan.clause.subject in ([SELF], [WE]) and scan.clause.subject_at == index - 1
    if following and ours and following.owner is None:
        return True
    if following and scan.clause.subject == [SELF] and following.owner in ("he", "she"):
        return following.noun.get("relation") in PARTNERS and not _has_verb(scan, following.last)
    if following:
        return following.owner is None and not is_finite(norm_at(scan, following.last))
    tag = scan.tags.get(index + 1)
    if tag and (tag.kind in ("status", "bond") or (tag.kind == "nationality" and ours)):
        return True
    return bool(tag and tag.kind in ("nationality", "status") and not is_finite(norm_at(scan, tag.last)))


def _has_verb(scan: Scan, index: int) -> bool:
    """Whether a verb of one person follows: "als zijn vrouw dan hier is"; not "als zijn vrouw blijven"."""
    rest = [norm_at(scan, at) for at in range(index, len(scan.words))]
    goes_on = itertools.takewhile(lambda norm: norm not in HARD_STOPS and norm not in SOFT_STOPS, rest)
    return any(norm in (*grammar()["third_person"], "wil", "mag", "kan", "moet", "zou") for norm in goes_on)


def _is_own_attribute(scan: Scan, index: int) -> bool:
    """The beginning of "mijn nationaliteit is ...", "zijn pas is ..."; and "het mijne is ..."."""
    if (
        norm_at(scan, index) == "mijn"
        and norm_at(scan, index - 1) == "het"
        and is_finite(norm_at(scan, index + 1))
    ):
        return not scan.clause.subject
    whose = [*grammar()["possessive"]["self"], "zijn", "haar"]
    own = norm_at(scan, index) in whose and norm_at(scan, index + 1) in (*ATTRIBUTES, "pas")
    return own and not scan.clause.subject and norm_at(scan, index - 1) not in grammar()["prepositions"]


def _is_relative(scan: Scan, phrases: dict[int, NounPhrase], index: int) -> bool:
    norm = norm_at(scan, index)
    if norm not in grammar()["relative"] or index in scan.tags:
        return False
    if (norm, norm_at(scan, index - 1)) == ("die", "ben") and index + 1 in scan.tags:
        return False  # "ik ben die Ghanees"
    if _is_that(scan, index):
        return False
    if index + 1 in phrases and phrases[index + 1].article is None and phrases[index + 1].owner is None:
        return False
    goes_on = norm == "die" and norm_at(scan, index - 1) in ("niet", "hier", "daar", "nog", "al")
    if goes_on and scan.clause.verbs and is_finite(norm_at(scan, index + 1)):
        return True  # "die is hier niet die zit nog in Accra", of whom nobody has to be named
    return scan.cast.last(but=(SELF,)) is not None and norm_at(scan, index + 1) not in (
        "oranje",
        "eerste",
        "laatste",
        "kaart",
    )
