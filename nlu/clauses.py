"""Cuts a message into clauses and finds out who each clause is about."""

from __future__ import annotations

from nlu.lexicon import Tag, grammar, person_nouns
from nlu.noun_phrases import ATTRIBUTES, find_noun_phrases
from nlu.owners import is_bare_kin, is_bare_spouse, named_by_term, owner_after, owner_of
from nlu.people import (
    SELF,
    WE,
    YOU,
    Cast,
    NounPhrase,
    introduce,
)
from nlu.scan import HARD_STOPS, PLACES, Clause, Mention, Scan, finite_after, is_finite, norm_at
from nlu.subjects import person_of, settle_subject, subject_person, unsaid_subject
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
    kin = [phrase.noun for phrase in phrases.values() if is_bare_kin(phrase)]
    parents = {noun.get("gender") for noun in kin if noun.get("relation") == "parent"}
    own_words = set(grammar()["possessive"]["self"]) | {"onze", "ons"}
    own_family = any(_is_own(words, at, own_words) for at in range(len(words)))
    norms = {word.norm for word in words}
    speaking = {*grammar()["subject"]["self"], "wij", "we", "ben", "heb", "woon"}
    if norms & set(grammar()["offices"]):
        speaking -= {"wij", "we"}
    outsiders = any(phrase.noun.get("kind") in ("client", "anyone", "term") for phrase in phrases.values())
    several = {"parent", "child"} <= {noun.get("relation") for noun in kin}
    several = several or (len(parents - {None}) == 2 and not outsiders)
    seen_from_outside = several and not norms & speaking
    cast.couple = (bare == {"male", "female"} or seen_from_outside) and not own_family
    cast.office = bool(norms & set(grammar()["offices"])) and not norms & {"ik", "mijn"}
    cast.has_staff = cast.couple or outsiders
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


def _step(scan: Scan, phrases: dict[int, NounPhrase], index: int) -> int:
    word = scan.words[index]
    if index in scan.tags and scan.tags[index].kind == "card":
        return index + 1
    if index in phrases:
        return _noun_phrase(scan, phrases, index)
    if word.norm == "ik" and norm_at(scan, index + 1) in ("bedoel", "bedoelde"):
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
        whose = (
            "self" if word.norm in grammar()["possessive"]["self"] else "he" if word.norm == "zijn" else "she"
        )
        person = SELF if whose == "self" else subject_person(scan, index, whose)
        scan.clause.subject, scan.clause.subject_at, scan.clause.explicit = [person], index, True
    elif _is_relative(scan, phrases, index):
        _close(scan, index)
        _open(scan, index, opener=word.norm, relative=True)
    else:
        _pronoun_or_verb(scan, index)
    return index + 1


def _open(scan: Scan, first: int, opener: str = "", relative: bool = False) -> None:
    scan.clause = Clause(first, sentence=scan.sentence, opener=opener, relative=relative)


def _close(scan: Scan, last: int, question: bool = False) -> None:
    clause = scan.clause
    clause.last = last
    settle_subject(scan, clause)
    scan.clauses.append(clause)
    if question:
        for earlier in scan.clauses:
            if earlier.sentence == scan.sentence:
                earlier.question = True


def _soft_stop(scan: Scan, phrases: dict[int, NounPhrase], index: int) -> None:
    if _joins_list(scan, phrases, index) or _is_apposition(scan, index) or _brackets_self(scan, index):
        return
    _close(scan, index)
    _open(scan, index + 1, opener=scan.words[index].norm)


def _is_apposition(scan: Scan, index: int) -> bool:
    """The commas in "ik, zijn vrouw, woon ..." and "ik, Ghanese, heb ..."."""
    clause = scan.clause
    if clause.subject not in ([SELF], [WE]) or clause.verbs or norm_at(scan, index) != ",":
        return False
    first = clause.subject_at + 1
    return norm_at(scan, first - 1) in ("ik", "wij") and norm_at(scan, first) == "," and index - first <= 5


def _brackets_self(scan: Scan, index: int) -> bool:
    """The brackets in "mijn man en ik (Belgische) zijn ..."."""
    norm = norm_at(scan, index)
    opened = [at for at in range(scan.clause.first, index) if norm_at(scan, at) == "("]
    return (norm == "(" and norm_at(scan, index - 1) == "ik") or (norm == ")" and bool(opened))


def _in_brackets(scan: Scan, mention: Mention) -> int:
    """The end of "mijn vrouw (Chinese, 41)" when the brackets hold no clause of their own."""
    if norm_at(scan, mention.last) != "(":
        return mention.last
    for at in range(mention.last + 1, min(mention.last + 10, len(scan.words))):
        norm = norm_at(scan, at)
        if norm == ")":
            return at + 1
        if is_finite(norm) or norm in HARD_STOPS:
            break
    return mention.last


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
    ends_person = any(m.last == index and not m.preposition for m in scan.clause.mentions)
    return ends_person and index + 1 in phrases and not scan.clause.verbs and scan.clause.subject_at >= 0


def _is_conjunction(scan: Scan, phrases: dict[int, NounPhrase], index: int) -> bool:
    norm = norm_at(scan, index)
    if norm == "sinds" and index + 1 in phrases and index != scan.clause.first:
        return True
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
        named = any(m.last == index for m in scan.clause.mentions)
        if named and after in ("ik", "hij", "zij") and not is_finite(norm_at(scan, index + 2)):
            return False
        if named and after == "ik" and norm_at(scan, index + 2) in grammar()["plural"]:
            return False
        if scan.clause.subject_at == index - 1 and index + 1 in phrases:
            return finite_after(scan, phrases[index + 1].last, plural=False)
    if norm == "en" and index + 1 in phrases and any(m.last == index for m in scan.clause.mentions):
        following = phrases[index + 1]
        return finite_after(scan, following.last, plural=following.noun.get("number") == "plural")
    if norm == "als" and _as_what(scan, phrases, index):
        return False
    if norm in ("tot", "of") and norm_at(scan, index + 1).isdigit():
        return False
    return not (norm == "dat" and index in scan.tags)


def _as_what(scan: Scan, phrases: dict[int, NounPhrase], index: int) -> bool:
    """The `als` of "als echtgenoot" or "als Belg", which opens no clause."""
    if index in scan.tags:
        return True
    following = phrases.get(index + 1)
    ours = scan.clause.subject in ([SELF], [WE]) and scan.clause.subject_at == index - 1
    if following and ours and following.owner is None:
        return True
    if following:
        return following.owner is None and not is_finite(norm_at(scan, following.last))
    tag = scan.tags.get(index + 1)
    if tag and tag.kind in ("status", "bond"):
        return True
    return bool(tag and tag.kind in ("nationality", "status") and not is_finite(norm_at(scan, tag.last)))


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
    if index + 1 in phrases and phrases[index + 1].article is None and phrases[index + 1].owner is None:
        return False
    return scan.cast.last(but=(SELF,)) is not None and norm_at(scan, index + 1) not in (
        "oranje",
        "eerste",
        "laatste",
        "kaart",
    )


def _new_start(scan: Scan, index: int, following: int) -> int | None:
    """Where a new clause begins when nothing but word order says so: "... zit in Oujda ik ben Belg"."""
    clause = scan.clause
    if clause.subject or index == clause.first:
        return None
    verbs = [at for at, _ in clause.verbs]
    inverted = bool(verbs) and verbs[-1] == index - 1
    if inverted:
        return index - 1 if len(verbs) > 1 and verbs[0] < index - 1 else None
    before = scan.tags[index - 1].kind if index - 1 in scan.tags else ""
    told = before in _STATES or (before in PLACES and is_finite(norm_at(scan, following)))
    if told or (verbs and verbs[-1] < index - 1 and is_finite(norm_at(scan, following))):
        return index
    return None


_ASKING = ("kan", "kunnen", "mag", "mogen", "moet", "moeten", "heeft", "hebben")
_STATES = ("nationality", "status", "card", "residence", "bond", "age", "dependent")


def _restart(scan: Scan, start: int, index: int) -> None:
    _close(scan, start)
    _open(scan, start)
    if start < index:
        scan.clause.verbs.append((start, norm_at(scan, start)))


def _is_sentence_verb(norm: str) -> bool:
    return norm in ("is", "heeft", "woont", "ben", "heb", "woon", "zit", "wil")


# --- people ---------------------------------------------------------------------------------------------


def _noun_phrase(scan: Scan, phrases: dict[int, NounPhrase], index: int) -> int:
    phrase = phrases[index]
    chained = phrases.get(phrase.last)
    possessor = norm_at(scan, phrase.last)
    if (
        possessor in ("zijn", "haar", "zn")
        and chained
        and chained.owner in ("he", "she")
        and phrase.noun.get("number") != "plural"
    ):
        owner = introduce(scan.cast, phrase, owner_of(scan, phrase))
        phrase = chained
        phrase.first = index
        owner_id: str | None = owner.id
    elif phrase.owner_phrase and phrase.owner != SELF:
        owner_id = owner_after(scan, phrases, phrase) or owner_of(scan, phrase)
    else:
        owner_id = owner_of(scan, phrase)
    before = norm_at(scan, index - 1)
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
    term = named_by_term(scan, mention)
    if term:
        mention.role = "predicate"
        scan.clause.subject, scan.clause.subject_at, scan.clause.explicit = [term], mention.first, True
        scan.clause.mentions.append(mention)
        return max(phrase.last, mention.last)
    _place(scan, mention, person.plural)
    return max(phrase.last, mention.last)


def _place(scan: Scan, mention: Mention, plural: bool) -> None:
    """Makes a person the subject or an object of the clause at hand, or opens a new clause with it."""
    clause = scan.clause
    if mention.preposition:
        clause.mentions.append(mention)
        return
    start = _new_start(scan, mention.first, mention.last)
    if start is not None and finite_after(scan, mention.last, plural):
        _restart(scan, start, mention.first)
        clause = scan.clause
    if not clause.subject and clause.opener == "en" and _is_let_come(scan, mention.last):
        clause.subject = list(next((c.subject for c in reversed(scan.clauses) if c.subject), []))
        clause.explicit = True
        clause.mentions.append(mention)
        return
    if not clause.subject:
        unsaid = unsaid_subject(scan, clause)
        if unsaid:
            clause.subject, clause.subject_at, clause.explicit = unsaid, clause.verbs[0][0], True
            mention.role = "predicate" if norm_at(scan, mention.first - 1) == "ben" else mention.role
            clause.mentions.append(mention)
            return
        _make_subject(clause, [mention.person], mention)
        return
    asked = len(clause.verbs) > 1 and clause.verbs[-1][0] == mention.first - 1 > clause.subject_at + 1
    if clause.explicit and asked and clause.verbs[-1][1] in _ASKING:
        _restart(scan, mention.first - 1, mention.first)
        _make_subject(scan.clause, [mention.person], mention)
        return
    finite = finite_after(scan, mention.last, plural)
    beside_self = clause.subject in ([SELF], [WE]) and clause.subject_at == mention.first - 2
    named = clause.subject == [SELF] and clause.subject_at == mention.first - 1 and not clause.verbs
    if (
        (named and _is_parent_of_named(scan, mention))
        or _is_own_description(scan, mention)
        or (beside_self and norm_at(scan, mention.first - 1) == ",")
    ):
        mention.role = "predicate"
        clause.mentions.append(mention)
        return
    described = clause.mentions and clause.mentions[-1].role == "predicate"
    if described and norm_at(scan, mention.first - 1) == "en" and clause.subject in ([SELF], [WE]):
        mention.role = "predicate"
        clause.mentions.append(mention)
        return
    joined = norm_at(scan, mention.first - 1) in ("en", ",", "&", "+")
    if joined and not clause.verbs:
        mention.role = "subject"
        clause.subject.append(mention.person)
        clause.mentions.append(mention)
        return
    transitive = any(norm in grammar()["transitive"] for _, norm in clause.verbs)
    at = mention.first - 1
    while norm_at(scan, at) in (
        "dus",
        "ook",
        "nu",
        "al",
        "eigenlijk",
        "zelf",
        "wel",
        "hier",
        "de",
        "het",
        "niet",
        "-",
        "begeleide",
    ):
        at -= 1
    predicate = norm_at(scan, at) in ("ben", "is", "zijn", "bent", "als")
    told = not transitive and _has_fact(scan, clause, mention.first)
    if not predicate and (finite or told):
        at = mention.first
        inverted = clause.verbs and clause.verbs[-1][0] == at - 1 and clause.subject_at < at - 2
        _restart(scan, at - 1 if inverted else at, at)
        _make_subject(scan.clause, [mention.person], mention)
        return
    mention.role = "predicate" if predicate else "object"
    clause.mentions.append(mention)


def _is_let_come(scan: Scan, index: int) -> bool:
    """Whether "wil laten komen" follows, with nobody else to let come: "en zijn ouders wil laten komen"."""
    norms = [norm_at(scan, at) for at in range(index, index + 4)]
    return norms[0] in ("wil", "zou", "wilt", "kan", "mag") and "laten" in norms[1:]


def _is_parent_of_named(scan: Scan, mention: Mention) -> bool:
    """The `mama` of "mijn dochter is Belg, ik mama niet" is the speaker."""
    children = any(person.relation == "child" for person in scan.cast.people.values())
    return (
        children
        and mention.last == mention.first + 1
        and (scan.cast.people[mention.person].relation == "parent")
    )


def _is_own_description(scan: Scan, mention: Mention) -> bool:
    """The woman of a learner's "ik Turkse vrouw" and the parents of "wij als ouders" are the speakers."""
    clause, before = scan.clause, norm_at(scan, mention.first - 1)
    if clause.subject not in ([SELF], [WE]):
        return False
    if before == "als":
        return True
    head = mention.first
    while norm_at(scan, head) in demonyms():
        head += 1
    adjective = head > mention.first and norm_at(scan, head - 1).endswith("e") and head == mention.last - 1
    spouse = scan.cast.people[mention.person].relation == "spouse"
    following = demonyms().get(norm_at(scan, mention.last))
    return spouse and adjective and mention.first == clause.subject_at + 1 and following is None


def _make_subject(clause: Clause, people: list[str], mention: Mention) -> None:
    mention.role = "subject"
    clause.subject, clause.subject_at, clause.explicit = people, mention.first, True
    clause.mentions.append(mention)


def _has_fact(scan: Scan, clause: Clause, before: int) -> bool:
    return any(at in scan.tags for at in range(clause.first, before))


def _pronoun_or_verb(scan: Scan, index: int) -> None:
    norm = norm_at(scan, index)
    near = (norm_at(scan, index - 1), norm_at(scan, index + 1))
    if norm == "vraag" and near[1] in ("voor", "van", "over", "ivm", ":"):
        return
    if norm == "verblijf" and "ik" not in near and index != scan.clause.first:
        return
    if norm in ("werk", "trouw") and scan.cast.has_staff and not scan.cast.has_self:
        return  # the nouns of a note: "A-kaart werk", "trouw in 2024"
    if norm == "zijn" or is_finite(norm):
        _split_on_disagreement(scan, index)
        if not (
            index in scan.tags and scan.tags[index].kind not in ("status", "bond", "residence", "dependent")
        ) or norm in ("is", "heeft", "ben", "heb", "zijn"):
            scan.clause.verbs.append((index, norm))
        return
    who = next((who for who, forms in grammar()["subject"].items() if norm in forms), None)
    previous = norm_at(scan, index - 1)
    if (
        who
        and norm not in ("em", "hem", "ons")
        and previous not in ("met", "bij", "van", "voor", "naar", "aan", "zonder")
    ):
        _subject_pronoun(scan, index, who)
        return
    object_of = next((who for who, forms in grammar()["object"].items() if norm in forms), None)
    if object_of:
        person = person_of(scan, object_of, index)
        preposition = previous if previous in grammar()["prepositions"] else None
        scan.clause.mentions.append(Mention(person, index, index + 1, preposition))


def _split_on_disagreement(scan: Scan, index: int) -> None:
    """ "Wij zijn getrouwd in Syrië ben nu in Turkije": a verb of another person opens a new clause."""
    clause, norm = scan.clause, norm_at(scan, index)
    following = norm_at(scan, index + 1)
    pronouns = [form for forms in grammar()["subject"].values() for form in forms]
    after_fact = clause.relative and index - 1 in scan.tags
    moved = norm_at(scan, index - 1) in (*grammar()["move"]["bring"], "overkomen")
    own = norm in ("ben", "heb", "woon", "verblijf", "leef")
    told = own and index - 1 in scan.tags and bool(clause.explicit or clause.verbs)
    settled = (clause.explicit or clause.relative or told) and (clause.verbs or after_fact or moved or told)
    if not settled or following in pronouns or norm_at(scan, index - 1) in pronouns:
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


def _subject_pronoun(scan: Scan, index: int, who: str) -> None:
    clause = scan.clause
    following = norm_at(scan, index + 1)
    transitive = any(norm in grammar()["transitive"] for _, norm in clause.verbs)
    if who == "she" and clause.subject and transitive and following in grammar()["moves_object"]:
        clause.mentions.append(Mention(person_of(scan, who, index), index, index + 1))
        return
    if clause.subject and not clause.verbs and norm_at(scan, index - 1) == "en":
        clause.subject.append(subject_person(scan, index, who))
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
    person = subject_person(scan, index, who)
    several = next((c.subject for c in reversed(scan.clauses) if c.subject and c.subject != [SELF]), [])
    among = who == "she" and person in several and len(several) > 1 and scan.cast.people[person].plural
    clause.subject, clause.subject_at, clause.explicit = list(several) if among else [person], index, True
    scan.cast.mention(person, index)


def _ends_with_verb(scan: Scan, index: int) -> bool:
    """The end of "kaart D ik heb": what a learner says before it belongs to the same clause."""
    after = norm_at(scan, index + 1)
    return norm_at(scan, index) in ("heb", "heeft", "ben", "is") and not after[:1].isalnum()
