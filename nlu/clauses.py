"""Cuts a message into clauses and finds out who each clause is about."""

from __future__ import annotations

from dataclasses import dataclass, field

from nlu.lexicon import Tag, grammar, person_nouns
from nlu.noun_phrases import ATTRIBUTES, find_noun_phrases
from nlu.people import (
    PARTNERS,
    SELF,
    WE,
    YOU,
    Cast,
    NounPhrase,
    introduce,
    meant_by,
)
from nlu.words import Word
from procedures.countries import demonyms, names

HARD_STOPS = set(".!?;:…")
SOFT_STOPS = {",", "(", ")", "-", "–", "—", "/", '"'}


@dataclass
class Mention:
    """A person in a clause: words first..last, and the preposition in front, if any."""

    person: str
    first: int
    last: int
    preposition: str | None = None
    role: str = "object"  # subject, object, owner


@dataclass
class Clause:
    """A stretch of words with one subject."""

    first: int
    last: int = 0
    sentence: int = 0
    subject: list[str] = field(default_factory=list)
    subject_at: int = -1
    explicit: bool = False
    mentions: list[Mention] = field(default_factory=list)
    verbs: list[tuple[int, str]] = field(default_factory=list)
    relative: bool = False
    opener: str = ""
    question: bool = False

    def has(self, words: list[Word], *norms: str) -> bool:
        return any(words[at].norm in norms for at in range(self.first, self.last))


@dataclass
class _Scan:
    words: list[Word]
    tags: dict[int, Tag]
    cast: Cast
    clauses: list[Clause] = field(default_factory=list)
    clause: Clause = field(default_factory=lambda: Clause(0))
    sentence: int = 0


def analyse(words: list[Word], tags: dict[int, Tag]) -> tuple[list[Clause], Cast]:
    """The clauses of a message, each with its subject, and everybody named in it."""
    cast = Cast()
    own = {*grammar()["subject"]["self"], *grammar()["possessive"]["self"], "wij", "we", "onze", "ons"}
    cast.has_self = any(word.norm in own for word in words)
    scan = _Scan(words, tags, cast)
    phrases = {phrase.first: phrase for phrase in find_noun_phrases(words, tags)}
    bare = {phrase.noun.get("gender") for phrase in phrases.values() if _is_bare_spouse(phrase)}
    parent_and_child = {phrase.noun.get("relation") for phrase in phrases.values() if _is_bare_kin(phrase)}
    own_words = set(grammar()["possessive"]["self"]) | {"onze", "ons"}
    own_family = any(_is_own(words, at, own_words) for at in range(len(words)))
    norms = {word.norm for word in words}
    speaking = {*grammar()["subject"]["self"], "wij", "we", "ben", "heb", "woon"}
    if norms & set(grammar()["offices"]):
        speaking -= {"wij", "we"}
    seen_from_outside = {"parent", "child"} <= parent_and_child and not norms & speaking
    cast.couple = (bare == {"male", "female"} or seen_from_outside) and not own_family
    cast.office = bool(norms & set(grammar()["offices"])) and not norms & {"ik", "mijn"}
    cast.has_staff = cast.couple or any(
        phrase.noun.get("kind") in ("client", "anyone", "term") for phrase in phrases.values()
    )
    index = 0
    while index < len(words):
        index = _step(scan, phrases, index)
    _close(scan, len(words))
    return [clause for clause in scan.clauses if clause.last > clause.first], cast


def _is_own(words: list[Word], at: int, own_words: set[str]) -> bool:
    """Whether the speaker is one of the family: "mijn ...", or "ik man" as learners say."""
    after = at + 1
    while after < len(words) and (words[after].norm in demonyms() or words[after].norm in names()):
        after += 1
    named = after < len(words) and words[after].norm in person_nouns()
    return words[at].norm in own_words or (words[at].norm == "ik" and named)


def _is_bare_kin(phrase: NounPhrase) -> bool:
    """A parent, or a child, of whom nobody says "mijn"."""
    owners = (None, "he", "she") if phrase.noun.get("relation") == "child" else (None,)
    return phrase.noun.get("relation") in ("parent", "child") and phrase.owner in owners


def _is_bare_spouse(phrase: NounPhrase) -> bool:
    return phrase.noun.get("relation") == "spouse" and phrase.owner is None and phrase.article in (None, "de")


def _step(scan: _Scan, phrases: dict[int, NounPhrase], index: int) -> int:
    word = scan.words[index]
    if index in scan.tags and scan.tags[index].kind == "card":
        return index + 1
    if index in phrases:
        return _noun_phrase(scan, phrases, index)
    if word.norm == "ik" and _norm(scan, index + 1) in ("bedoel", "bedoelde"):
        _close(scan, index)
        _open(scan, index + 2)
        scan.clause.explicit = True
        return index + 2
    if word.norm in HARD_STOPS:
        _close(scan, index, question=word.norm == "?")
        _open(scan, index + 1)
        scan.sentence += 1
        scan.clause.sentence = scan.sentence
    elif word.norm in SOFT_STOPS:
        _soft_stop(scan, phrases, index)
    elif _is_conjunction(scan, phrases, index):
        _close(scan, index)
        _open(scan, index, opener=word.norm)
    elif _is_own_attribute(scan, index):
        scan.clause.subject, scan.clause.subject_at, scan.clause.explicit = [SELF], index, True
    elif _is_relative(scan, phrases, index):
        _close(scan, index)
        _open(scan, index, opener=word.norm, relative=True)
    else:
        _pronoun_or_verb(scan, index)
    return index + 1


def _norm(scan: _Scan, index: int) -> str:
    return scan.words[index].norm if 0 <= index < len(scan.words) else ""


def _open(scan: _Scan, first: int, opener: str = "", relative: bool = False) -> None:
    scan.clause = Clause(first, sentence=scan.sentence, opener=opener, relative=relative)


def _close(scan: _Scan, last: int, question: bool = False) -> None:
    clause = scan.clause
    clause.last = last
    _settle_subject(scan, clause)
    scan.clauses.append(clause)
    if question:
        for earlier in scan.clauses:
            if earlier.sentence == scan.sentence:
                earlier.question = True


def _soft_stop(scan: _Scan, phrases: dict[int, NounPhrase], index: int) -> None:
    if _joins_list(scan, phrases, index) or _is_apposition(scan, index) or _brackets_self(scan, index):
        return
    _close(scan, index)
    _open(scan, index + 1, opener=scan.words[index].norm)


def _is_apposition(scan: _Scan, index: int) -> bool:
    """The commas in "ik, zijn vrouw, woon ..." and "ik, Ghanese, heb ..."."""
    clause = scan.clause
    if clause.subject not in ([SELF], [WE]) or clause.verbs or _norm(scan, index) != ",":
        return False
    first = clause.subject_at + 1
    return _norm(scan, first - 1) in ("ik", "wij") and _norm(scan, first) == "," and index - first <= 5


def _brackets_self(scan: _Scan, index: int) -> bool:
    """The brackets in "mijn man en ik (Belgische) zijn ..."."""
    norm = _norm(scan, index)
    opened = [at for at in range(scan.clause.first, index) if _norm(scan, at) == "("]
    return (norm == "(" and _norm(scan, index - 1) == "ik") or (norm == ")" and bool(opened))


def _in_brackets(scan: _Scan, mention: Mention) -> int:
    """The end of "mijn vrouw (Chinese, 41)" when the brackets hold no clause of their own."""
    if _norm(scan, mention.last) != "(":
        return mention.last
    for at in range(mention.last + 1, min(mention.last + 10, len(scan.words))):
        norm = _norm(scan, at)
        if norm == ")":
            return at + 1
        if _is_finite(norm) or norm in HARD_STOPS:
            break
    return mention.last


def _joins_list(scan: _Scan, phrases: dict[int, NounPhrase], index: int) -> bool:
    """A comma or `en` between two ages, or between people before the verb, is a list, not a boundary."""
    before, after = scan.tags.get(index - 1), scan.tags.get(index + 1)
    kinds = ("age", "number", "count")
    if before and after and before.kind in kinds and after.kind in kinds:
        return True
    if _norm(scan, index) == "-" and index and scan.words[index - 1].end == scan.words[index].start:
        return True
    if before and after and before.kind == after.kind == "nationality":
        return True
    ends_person = any(m.last == index and not m.preposition for m in scan.clause.mentions)
    return ends_person and index + 1 in phrases and not scan.clause.verbs and scan.clause.subject_at >= 0


def _is_conjunction(scan: _Scan, phrases: dict[int, NounPhrase], index: int) -> bool:
    norm = _norm(scan, index)
    if norm == "sinds" and index + 1 in phrases and index != scan.clause.first:
        return True
    if norm not in grammar()["conjunctions"] or index == scan.clause.first:
        return False
    if norm in ("en", "of") and _joins_list(scan, phrases, index):
        return False
    if norm == "maar" and _norm(scan, index - 1) == "nog":
        return False
    if norm in grammar()["linking_adverbs"] and not _is_finite(_norm(scan, index + 1)):
        return False
    if norm == "en" and not scan.clause.verbs and scan.clause.subject:
        after = _norm(scan, index + 1)
        named = any(m.last == index for m in scan.clause.mentions)
        if named and after in ("ik", "hij", "zij") and not _is_finite(_norm(scan, index + 2)):
            return False
        if named and after == "ik" and _norm(scan, index + 2) in grammar()["plural"]:
            return False
        if scan.clause.subject_at == index - 1 and index + 1 in phrases:
            return _finite_after(scan, phrases[index + 1].last, plural=False)
    if norm == "en" and index + 1 in phrases and any(m.last == index for m in scan.clause.mentions):
        following = phrases[index + 1]
        return _finite_after(scan, following.last, plural=following.noun.get("number") == "plural")
    if norm == "als" and _as_what(scan, phrases, index):
        return False
    if norm in ("tot", "of") and _norm(scan, index + 1).isdigit():
        return False
    return not (norm == "dat" and index in scan.tags)


def _as_what(scan: _Scan, phrases: dict[int, NounPhrase], index: int) -> bool:
    """The `als` of "als echtgenoot" or "als Belg", which opens no clause."""
    if index in scan.tags:
        return True
    following = phrases.get(index + 1)
    ours = scan.clause.subject in ([SELF], [WE]) and scan.clause.subject_at == index - 1
    if following and ours and following.owner is None:
        return True
    if following:
        return following.owner is None and not _is_finite(_norm(scan, following.last))
    tag = scan.tags.get(index + 1)
    if tag and tag.kind == "status":
        return True
    return bool(tag and tag.kind in ("nationality", "status") and not _is_finite(_norm(scan, tag.last)))


def _is_own_attribute(scan: _Scan, index: int) -> bool:
    """The beginning of "mijn nationaliteit is ...", "mijn visum is ..."."""
    own = _norm(scan, index) in grammar()["possessive"]["self"] and _norm(scan, index + 1) in ATTRIBUTES
    return own and not scan.clause.subject and _norm(scan, index - 1) not in grammar()["prepositions"]


def _is_relative(scan: _Scan, phrases: dict[int, NounPhrase], index: int) -> bool:
    norm = _norm(scan, index)
    if norm not in grammar()["relative"] or index in scan.tags:
        return False
    if index + 1 in phrases and phrases[index + 1].article is None and phrases[index + 1].owner is None:
        return False
    return scan.cast.last(but=(SELF,)) is not None and _norm(scan, index + 1) not in (
        "oranje",
        "eerste",
        "laatste",
        "kaart",
    )


def _finite_after(scan: _Scan, index: int, plural: bool) -> bool:
    while _is_detail(scan, index):
        index += 1
    norm = _norm(scan, index)
    if norm in ("ook", "zelf", "nu", "nog", "al", "is"):
        norm = norm if norm == "is" else _norm(scan, index + 1)
    if plural:
        return norm in grammar()["plural"] and _norm(scan, index) not in ("laten", "komen")
    return norm in grammar()["third_person"] or norm in grammar()["any_person"]


def _is_detail(scan: _Scan, index: int) -> bool:
    """The words between a person and the verb in "mijn kind van vier jaar zit ..."."""
    if index in scan.tags:
        return scan.tags[index].kind in _DETAILS
    norm = _norm(scan, index)
    return norm == ")" or (norm in ("van", "uit", "(", ",") and index + 1 in scan.tags)


def _new_start(scan: _Scan, index: int, following: int) -> int | None:
    """Where a new clause begins when nothing but word order says so: "... zit in Oujda ik ben Belg"."""
    clause = scan.clause
    if clause.subject or index == clause.first:
        return None
    verbs = [at for at, _ in clause.verbs]
    inverted = bool(verbs) and verbs[-1] == index - 1
    if inverted:
        return index - 1 if len(verbs) > 1 and verbs[0] < index - 1 else None
    before = scan.tags[index - 1].kind if index - 1 in scan.tags else ""
    told = before in _STATES or (before in PLACES and _is_finite(_norm(scan, following)))
    if told or (verbs and verbs[-1] < index - 1 and _is_finite(_norm(scan, following))):
        return index
    return None


_ASKING = ("kan", "kunnen", "mag", "mogen", "moet", "moeten", "heeft", "hebben")
_DETAILS = ("age", "country", "city", "count", "nationality")
PLACES = ("country", "city", "municipality", "place")
_STATES = ("nationality", "status", "card", "residence", "bond", "age", "dependent")


def _restart(scan: _Scan, start: int, index: int) -> None:
    _close(scan, start)
    _open(scan, start)
    if start < index:
        scan.clause.verbs.append((start, _norm(scan, start)))


def _is_sentence_verb(norm: str) -> bool:
    return norm in ("is", "heeft", "woont", "ben", "heb", "woon", "zit", "wil")


def _is_finite(norm: str) -> bool:
    return any(norm in grammar()[name] for name in ("first_person", "third_person", "any_person", "plural"))


# --- people ---------------------------------------------------------------------------------------------


def _noun_phrase(scan: _Scan, phrases: dict[int, NounPhrase], index: int) -> int:
    phrase = phrases[index]
    chained = phrases.get(phrase.last)
    possessor = _norm(scan, phrase.last)
    if (
        possessor in ("zijn", "haar", "zn")
        and chained
        and chained.owner in ("he", "she")
        and phrase.noun.get("number") != "plural"
    ):
        owner = introduce(scan.cast, phrase, _owner(scan, phrase))
        phrase = chained
        phrase.first = index
        owner_id: str | None = owner.id
    elif phrase.owner_phrase and phrase.owner != SELF:
        owner_id = _owner_after(scan, phrases, phrase) or _owner(scan, phrase)
    else:
        owner_id = _owner(scan, phrase)
    before = _norm(scan, index - 1)
    opens = before == "sinds" and scan.clause.first == index - 1
    preposition = before if before in grammar()["prepositions"] and not opens else None
    person = introduce(scan.cast, phrase, owner_id)
    mention = Mention(person.id, phrase.first, phrase.last, preposition)
    if (
        phrase.owner_phrase
        and phrase.owner != SELF
        and owner_id in scan.cast.people
        and phrase.last > phrase.head + 1
    ):
        mention.last = phrase.owner_phrase[0] - 1
        owner_mention = Mention(owner_id, phrase.owner_phrase[0], phrase.last, "van", "owner")
        owner_mention.last = _in_brackets(scan, owner_mention)
        phrase.last = owner_mention.last
        scan.clause.mentions.append(owner_mention)
    mention.last = max(mention.last, _in_brackets(scan, mention))
    term = _named_by_term(scan, mention)
    if term:
        mention.role = "predicate"
        scan.clause.subject, scan.clause.subject_at, scan.clause.explicit = [term], mention.first, True
        scan.clause.mentions.append(mention)
        return max(phrase.last, mention.last)
    _place(scan, mention, person.plural)
    return max(phrase.last, mention.last)


def _named_by_term(scan: _Scan, mention: Mention) -> str | None:
    """The role in "aanvrager: moeder, 66 jaar"."""
    if _norm(scan, mention.first - 1) not in (":", "=") or mention.first < 2:
        return None
    noun = person_nouns().get(_norm(scan, mention.first - 2), {})
    return next((p.id for p in scan.cast.people.values() if p.term and p.term == noun.get("term")), None)


def _owner_after(scan: _Scan, phrases: dict[int, NounPhrase], phrase: NounPhrase) -> str | None:
    """The owner in "de man van mijn zus": introduced first, its words belong to the phrase."""
    first, last = phrase.owner_phrase or (0, 0)
    following = next((phrases[at] for at in range(first, last) if at in phrases), None)
    if following is None or following.first > first + 1:
        return None
    somebody = following.article in ("een", "ne", "nen") and following.owner is None
    owner_id = None if somebody else _owner(scan, following)
    if following.owner_phrase:
        owner_id = _owner_after(scan, phrases, following) or owner_id
    owner = introduce(scan.cast, following, owner_id)
    phrase.last = following.last
    return owner.id


def _owner(scan: _Scan, phrase: NounPhrase) -> str | None:
    cast = scan.cast
    if phrase.noun.get("kind") in ("client", "anyone", "term"):
        return None
    if phrase.owner in (SELF, WE, YOU):
        return phrase.owner
    if cast.couple and (_is_bare_spouse(phrase) or (_is_bare_kin(phrase) and phrase.owner is None)):
        return None
    definite = phrase.article in ("de", "het", "den") or phrase.noun.get("needs")
    bare = phrase.article is None and any(p.relation == "child" for p in cast.people.values())
    bare = bare and _finite_after(scan, phrase.last, plural=False)
    the_parent = phrase.noun.get("relation") == "parent" and (definite or bare)
    if the_parent and phrase.owner is None:
        return next((p.id for p in reversed(list(cast.people.values())) if p.relation == "child"), None)
    if _is_bare_spouse(phrase) and _norm(scan, phrase.first - 1) == "met":
        married = [person for person in scan.clause.subject if person in cast.people]
        if len(married) == 1:
            return married[0]
    listed = scan.clause.mentions[-1] if scan.clause.mentions else None
    if listed and listed.last == phrase.first - 1 and _norm(scan, listed.last) in ("en", "+", "&"):
        beside = cast.people.get(listed.person)
        if beside and beside.of in cast.people and phrase.owner is None and not phrase.article:
            return beside.of
    subject = scan.clause.subject or (scan.clauses[-1].subject if scan.clauses else [])
    others = [person for person in subject if person in cast.people]
    if phrase.owner in ("he", "she"):
        if _norm(scan, phrase.first - 1) in grammar()["being"]:
            others = []
            known = [pid for _, pid in cast.history if pid in cast.people and pid not in scan.clause.subject]
            return known[-1] if known else phrase.owner
        gender = "male" if phrase.owner == "he" else "female"
        return meant_by(cast, gender, prefer=others) or phrase.owner
    if phrase.owner == "they":
        return others[0] if others else cast.last(but=(SELF,)) or "they"
    has = any(norm in grammar()["having"] for _, norm in scan.clause.verbs)
    somebody = phrase.noun.get("relation") == "spouse" and phrase.article and not phrase.owner_phrase
    if somebody and scan.clause.subject == [SELF] and _norm(scan, phrase.first - 1) == "met":
        return SELF
    if somebody and not (has and phrase.article in ("een", "ne", "nen")):
        return None
    if scan.clause.subject and has:
        return scan.clause.subject[0]
    if cast.has_staff and cast.people and not phrase.article:
        return next(iter(cast.people))
    if cast.has_staff and not cast.has_self and cast.people:
        return next(iter(cast.people))
    return None if cast.office else SELF


def _place(scan: _Scan, mention: Mention, plural: bool) -> None:
    """Makes a person the subject or an object of the clause at hand, or opens a new clause with it."""
    clause = scan.clause
    if mention.preposition:
        clause.mentions.append(mention)
        return
    start = _new_start(scan, mention.first, mention.last)
    if start is not None and _finite_after(scan, mention.last, plural):
        _restart(scan, start, mention.first)
        clause = scan.clause
    if not clause.subject:
        unsaid = _unsaid_subject(scan, clause)
        if unsaid:
            clause.subject, clause.subject_at, clause.explicit = unsaid, clause.verbs[0][0], True
            mention.role = "predicate" if _norm(scan, mention.first - 1) == "ben" else mention.role
            clause.mentions.append(mention)
            return
        _make_subject(clause, [mention.person], mention)
        return
    asked = len(clause.verbs) > 1 and clause.verbs[-1][0] == mention.first - 1 > clause.subject_at + 1
    if clause.explicit and asked and clause.verbs[-1][1] in _ASKING:
        _restart(scan, mention.first - 1, mention.first)
        _make_subject(scan.clause, [mention.person], mention)
        return
    finite = _finite_after(scan, mention.last, plural)
    beside_self = clause.subject in ([SELF], [WE]) and clause.subject_at == mention.first - 2
    named = clause.subject == [SELF] and clause.subject_at == mention.first - 1 and not clause.verbs
    if (
        (named and _is_parent_of_named(scan, mention))
        or _is_own_description(scan, mention)
        or (beside_self and _norm(scan, mention.first - 1) == ",")
    ):
        mention.role = "predicate"
        clause.mentions.append(mention)
        return
    described = clause.mentions and clause.mentions[-1].role == "predicate"
    if described and _norm(scan, mention.first - 1) == "en" and clause.subject in ([SELF], [WE]):
        mention.role = "predicate"
        clause.mentions.append(mention)
        return
    joined = _norm(scan, mention.first - 1) in ("en", ",", "&", "+")
    if joined and not clause.verbs:
        mention.role = "subject"
        clause.subject.append(mention.person)
        clause.mentions.append(mention)
        return
    transitive = any(norm in grammar()["transitive"] for _, norm in clause.verbs)
    predicate = _norm(scan, mention.first - 1) in ("ben", "is", "zijn", "bent", "als")
    told = not transitive and _has_fact(scan, clause, mention.first)
    if not predicate and (finite or told):
        at = mention.first
        inverted = clause.verbs and clause.verbs[-1][0] == at - 1 and clause.subject_at < at - 2
        _restart(scan, at - 1 if inverted else at, at)
        _make_subject(scan.clause, [mention.person], mention)
        return
    mention.role = "predicate" if predicate else "object"
    clause.mentions.append(mention)


def _is_parent_of_named(scan: _Scan, mention: Mention) -> bool:
    """The `mama` of "mijn dochter is Belg, ik mama niet" is the speaker."""
    children = any(person.relation == "child" for person in scan.cast.people.values())
    return (
        children
        and mention.last == mention.first + 1
        and (scan.cast.people[mention.person].relation == "parent")
    )


def _is_own_description(scan: _Scan, mention: Mention) -> bool:
    """The woman of a learner's "ik Turkse vrouw" and the parents of "wij als ouders" are the speakers."""
    clause, before = scan.clause, _norm(scan, mention.first - 1)
    if clause.subject not in ([SELF], [WE]):
        return False
    if before == "als":
        return True
    head = mention.first
    while _norm(scan, head) in demonyms():
        head += 1
    adjective = head > mention.first and _norm(scan, head - 1).endswith("e") and head == mention.last - 1
    spouse = scan.cast.people[mention.person].relation == "spouse"
    following = demonyms().get(_norm(scan, mention.last))
    return spouse and adjective and mention.first == clause.subject_at + 1 and following is None


def _unsaid_subject(scan: _Scan, clause: Clause) -> list[str]:
    """Who "... en wil mijn vrouw laten komen" is about: the verb stands first, its subject is said before."""
    if not clause.verbs:
        return []
    at, verb = clause.verbs[0]
    if verb in grammar()["first_person"] and verb not in grammar()["third_person"]:
        return [SELF]
    start = clause.first
    while start < at and (
        _norm(scan, start) in grammar()["conjunctions"] or scan.words[start].is_punctuation
    ):
        start += 1
    ahead = {_norm(scan, index) for index in range(at, at + 14)}
    brings = clause.opener == "en" and bool(ahead & {"laten", "halen", "overbrengen", "meebrengen"})
    if at != start or not (verb in grammar()["takes_object"] or (brings and verb in grammar()["any_person"])):
        return []
    previous = next((c.subject for c in reversed(scan.clauses) if c.subject), [])
    return list(previous) or [SELF]


def _make_subject(clause: Clause, people: list[str], mention: Mention) -> None:
    mention.role = "subject"
    clause.subject, clause.subject_at, clause.explicit = people, mention.first, True
    clause.mentions.append(mention)


def _has_fact(scan: _Scan, clause: Clause, before: int) -> bool:
    return any(at in scan.tags for at in range(clause.first, before))


def _pronoun_or_verb(scan: _Scan, index: int) -> None:
    norm = _norm(scan, index)
    near = (_norm(scan, index - 1), _norm(scan, index + 1))
    if norm == "vraag" and near[1] in ("voor", "van", "over", "ivm", ":"):
        return
    if norm == "verblijf" and "ik" not in near and index != scan.clause.first:
        return
    if norm == "zijn" or _is_finite(norm):
        _split_on_disagreement(scan, index)
        if not (
            index in scan.tags and scan.tags[index].kind not in ("status", "bond", "residence", "dependent")
        ) or norm in ("is", "heeft", "ben", "heb", "zijn"):
            scan.clause.verbs.append((index, norm))
        return
    who = next((who for who, forms in grammar()["subject"].items() if norm in forms), None)
    previous = _norm(scan, index - 1)
    if (
        who
        and norm not in ("em", "hem", "ons")
        and previous not in ("met", "bij", "van", "voor", "naar", "aan", "zonder")
    ):
        _subject_pronoun(scan, index, who)
        return
    object_of = next((who for who, forms in grammar()["object"].items() if norm in forms), None)
    if object_of:
        person = _person_of(scan, object_of, index)
        preposition = previous if previous in grammar()["prepositions"] else None
        scan.clause.mentions.append(Mention(person, index, index + 1, preposition))


def _split_on_disagreement(scan: _Scan, index: int) -> None:
    """ "Wij zijn getrouwd in Syrië ben nu in Turkije": a verb of another person opens a new clause."""
    clause, norm = scan.clause, _norm(scan, index)
    following = _norm(scan, index + 1)
    pronouns = [form for forms in grammar()["subject"].values() for form in forms]
    after_fact = clause.relative and index - 1 in scan.tags
    moved = _norm(scan, index - 1) in (*grammar()["move"]["bring"], "overkomen")
    own = norm in ("ben", "heb", "woon", "verblijf", "leef")
    told = own and index - 1 in scan.tags and bool(clause.explicit or clause.verbs)
    settled = (clause.explicit or clause.relative or told) and (clause.verbs or after_fact or moved or told)
    if not settled or following in pronouns or _norm(scan, index - 1) in pronouns:
        return
    main_verb = clause.relative and (after_fact or clause.verbs[-1][0] == index - 1)
    if main_verb and norm in (*grammar()["third_person"], "wil", "kan", "mag"):
        antecedent = next((m.person for c in reversed(scan.clauses) for m in reversed(c.mentions)), None)
        _close(scan, index)
        _open(scan, index)
        scan.clause.subject = [antecedent] if antecedent else []
        return
    named = [mention.person for mention in clause.mentions if mention.person not in (SELF, WE, YOU)]
    if own and clause.subject != [SELF]:
        _close(scan, index)
        _open(scan, index)
        return
    theirs = norm in ("is", "heeft", "woont", "verblijft") and clause.subject == [SELF] and named
    if theirs and clause.verbs[-1][1] in grammar()["first_person"] and index + 1 not in scan.tags:
        _close(scan, index)
        _open(scan, index)
        scan.clause.subject = [named[-1]]


def _person_of(scan: _Scan, who: str, index: int) -> str:
    if who in (SELF, WE, YOU):
        return who
    gender = {"he": "male", "she": "female"}.get(who)
    found = meant_by(scan.cast, gender, plural=who == "they")
    if found is None and who == "she":
        found = meant_by(scan.cast, None, plural=True)
    return found or who


def _subject_pronoun(scan: _Scan, index: int, who: str) -> None:
    clause = scan.clause
    following = _norm(scan, index + 1)
    transitive = any(norm in grammar()["transitive"] for _, norm in clause.verbs)
    if who == "she" and clause.subject and transitive and following in grammar()["moves_object"]:
        clause.mentions.append(Mention(_person_of(scan, who, index), index, index + 1))
        return
    if clause.subject and not clause.verbs and _norm(scan, index - 1) == "en":
        clause.subject.append(_subject_person(scan, index, who))
        return
    if clause.subject and clause.explicit:
        inverted = bool(clause.verbs) and clause.verbs[-1][0] == index - 1 and clause.subject_at != index - 2
        first = index - 1 if inverted and not _is_sentence_verb(following) else index
        if first > clause.first:
            _restart(scan, first, index)
        clause = scan.clause
    start = None if _ends_with_verb(scan, index + 1) else _new_start(scan, index, index + 1)
    if start is not None:
        _restart(scan, start, index)
        clause = scan.clause
    person = _subject_person(scan, index, who)
    several = next((c.subject for c in reversed(scan.clauses) if c.subject and c.subject != [SELF]), [])
    among = who == "she" and person in several and len(several) > 1 and scan.cast.people[person].plural
    clause.subject, clause.subject_at, clause.explicit = list(several) if among else [person], index, True
    scan.cast.mention(person, index)


def _ends_with_verb(scan: _Scan, index: int) -> bool:
    """The end of "kaart D ik heb": what a learner says before it belongs to the same clause."""
    after = _norm(scan, index + 1)
    return _norm(scan, index) in ("heb", "heeft", "ben", "is") and not after[:1].isalnum()


def _means_other_half(scan: _Scan) -> bool:
    """In "we zijn niet getrouwd en ik ben Belg en zij Turkse" she is the partner, whoever else was named."""
    partnered = any(person.relation in PARTNERS for person in scan.cast.people.values())
    bonds = [at for at, tag in scan.tags.items() if tag.kind == "bond"]
    ours = any(c.subject == [WE] and any(c.first <= at < c.last for at in bonds) for c in scan.clauses)
    after_self = bool(scan.clauses) and scan.clauses[-1].subject == [SELF]
    return ours and after_self and not partnered and not scan.cast.has_staff


def _subject_person(scan: _Scan, index: int, who: str) -> str:
    if who in (SELF, WE, YOU):
        return who
    if _means_other_half(scan):
        return who
    previous = [p for clause in scan.clauses for p in clause.subject if p in scan.cast.people]
    if who == "she":
        verb = next((norm for _, norm in reversed(scan.clause.verbs)), "") or _norm(scan, index + 1)
        near = [_norm(scan, index + 1), _norm(scan, index - 1), verb]
        if any(norm in grammar()["plural"] for norm in near) and not any(
            norm in grammar()["third_person"] for norm in near
        ):
            only = list(scan.cast.people.values())
            alone = only[0].id if len(only) == 1 and only[0].gender == "female" else "they"
            return meant_by(scan.cast, None, plural=True) or alone
        return meant_by(scan.cast, "female", prefer=previous[::-1]) or "she"
    return meant_by(scan.cast, "male", prefer=previous[::-1]) or "he"


# --- subjects that are not said -------------------------------------------------------------------------


def _settle_subject(scan: _Scan, clause: Clause) -> None:
    if clause.subject or clause.explicit:
        return
    verb = clause.verbs[0][1] if clause.verbs else ""
    previous = next((c.subject for c in reversed(scan.clauses) if c.subject), [])
    if clause.relative and clause.first and _norm(scan, clause.first - 1) in ("degene", "diegene"):
        clause.subject = list(previous)
    elif clause.relative:
        antecedent = scan.cast.last(but=(SELF, WE, YOU), before=clause.first)
        clause.subject = [antecedent] if antecedent else []
    elif verb in grammar()["first_person"]:
        clause.subject = [SELF]
    elif verb in grammar()["third_person"]:
        known = [person for person in previous if person not in (SELF, WE, YOU)]
        last = scan.cast.last(but=(SELF, WE, YOU), before=clause.first)
        clause.subject = known or ([last] if last else [])
    elif verb in grammar()["any_person"]:
        clause.subject = list(previous)
    elif verb:
        clause.subject = (
            list(previous) if len(previous) > 1 or previous == [WE] else _plural_subject(scan, previous)
        )
    elif clause.has(scan.words, "allen", "allemaal", "alledrie", "beiden") and not verb:
        family = [p.id for p in scan.cast.people.values() if p.kind == "family" and p.at < clause.first]
        clause.subject = family
    elif clause.mentions and all(mention.preposition for mention in clause.mentions):
        clause.subject = list(previous)
    else:
        last = scan.cast.last(before=clause.first)
        clause.subject = [last] if last else []


def _plural_subject(scan: _Scan, previous: list[str]) -> list[str]:
    plural = meant_by(scan.cast, None, plural=True)
    if plural and plural in previous:
        return [plural]
    return [WE] if SELF in previous else previous
