"""Who is named in a clause, and whether that is its subject, an object, or opens a new clause."""

from __future__ import annotations

from nlu.cutting import new_start, restart
from nlu.lexicon import grammar
from nlu.own_descriptions import is_own_description, is_parent_of_named
from nlu.owners import named_by_term, owner_after, owner_of
from nlu.people import SELF, WE, NounPhrase, introduce
from nlu.scan import HARD_STOPS, Clause, Mention, Scan, finite_after, is_detail, is_finite, is_name, norm_at
from nlu.subjects import unsaid_subject
from nlu.verbs import ends_with_verb, subject_pronoun

_ASKING = ("kan", "kunnen", "mag", "mogen", "moet", "moeten", "heeft", "hebben")


def place_phrase(scan: Scan, phrases: dict[int, NounPhrase], index: int) -> int:
    """Gives the person of a noun phrase a place in the clause; returns the word after the phrase."""
    phrase = phrases[index]
    chained = phrases.get(phrase.last)
    possessor = norm_at(scan, phrase.last)
    of_her = chained is not None and norm_at(scan, chained.last - 1) in ("haar", "hem")
    if (
        (possessor in ("zijn", "haar", "zn") or of_her)  # "mijn vrouw zoon van haar"
        and chained
        and chained.owner in ("he", "she")
        and phrase.noun.get("number") != "plural"
        and not (phrase.article and _lets_come(scan, index, chained.last))
    ):
        owner = introduce(scan.cast, phrase, owner_of(scan, phrase))
        phrase = chained
        phrase.first = index
        owner_id: str | None = owner.id
    elif phrase.owner_phrase and phrase.owner != SELF:
        owner_id = owner_after(scan, phrases, phrase) or owner_of(scan, phrase)
    else:
        owner_id = owner_of(scan, phrase)
    former = norm_at(scan, index - 1) in grammar()["former"]
    before = norm_at(scan, index - 2 if former else index - 1)
    opens = before == scan.clause.opener in ("sinds", "voor") and scan.clause.first == index - 1
    preposition = before if before in grammar()["prepositions"] and not opens else None
    beside = next((m.person for m in scan.clause.mentions if m.last == phrase.first), None)
    if beside and phrase.noun.get("kind") == "term":
        scan.cast.people[beside].term = phrase.noun.get("term")  # "moeder ref.pers. B-kaart"
        return phrase.last
    person = introduce(scan.cast, phrase, owner_id)
    theirs = phrase.owner == "they" or (phrase.owner == SELF and SELF not in scan.clause.subject)
    if (
        preposition == "bij"
        and theirs
        and scan.clause.subject
        and person.relation in ("grandparent", "other", "parent")
    ):
        scan.cast.hosts.add(person.id)
    if phrase.noun.get("kind") == "named":
        scan.cast.names[norm_at(scan, phrase.head)] = person.id
    if is_name(scan, phrase.last) and phrase.last == phrase.head + 1:
        scan.cast.names[norm_at(scan, phrase.last)] = person.id
        phrase.last += 1
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


def place_name(scan: Scan, index: int) -> int:
    """A name: of somebody met before, of whom "ze heet ..." is about, or of a partner somebody has found."""
    name, before = norm_at(scan, index), norm_at(scan, index - 1)
    subject = scan.clause.subject[0] if len(scan.clause.subject) == 1 else None
    if name not in scan.cast.names and subject and before in ("heet", "ben", "is"):
        scan.cast.names[name] = subject
        return index + 1
    if name not in scan.cast.names and scan.cast.helper and _is_helped(scan, index):
        client = {"noun": "cliënt", "kind": "client"}
        scan.cast.names[name] = introduce(
            scan.cast, NounPhrase(index, index + 1, index, client, None, None), None
        ).id
    if name not in scan.cast.names and subject and scan.clause.first < index and _is_met(scan, index):
        partner = {"noun": "partner", "relation": "partner"}
        phrase = NounPhrase(index, index + 1, index, partner, subject, None)
        scan.cast.names[name] = introduce(scan.cast, phrase, subject).id
    person = scan.cast.names.get(name)
    if person in scan.cast.people:
        scan.cast.mention(person, index)
        preposition = before if before in grammar()["prepositions"] else None
        _place(scan, Mention(person, index, index + 1, preposition), scan.cast.people[person].plural)
    elif person:
        subject_pronoun(scan, index, person)
    return index + 1


def _is_helped(scan: Scan, index: int) -> bool:
    """Whether a volunteer or teacher tells here of somebody they got to know or help."""
    around = {norm_at(scan, at) for at in range(max(scan.clause.first, index - 8), index + 4)}
    return _is_met(scan, index) or bool(around & set(grammar()["helping"]))


def _is_met(scan: Scan, index: int) -> bool:
    """Whether the sentence tells of meeting or marrying whoever is named here."""
    goes_on = [norm_at(scan, at) for at in range(index + 1, index + 4)]
    followed = goes_on in ([",", "die", "ik"], [",", "die", "we"])  # "Jan, die ik daar leerde kennen"
    reach = 10 if followed else 4
    around = range(max(scan.clause.first, index - 8), min(len(scan.words), index + reach))
    told = {norm_at(scan, at) for at in around}
    return bool(told & set(grammar()["meeting"])) and norm_at(scan, index - 1) not in (
        "in",
        "te",
        "uit",
        "naar",
    )


def _place(scan: Scan, mention: Mention, plural: bool) -> None:
    """Makes a person the subject or an object of the clause at hand, or opens a new clause with it."""
    clause = scan.clause
    if mention.preposition:
        clause.mentions.append(mention)
        return
    start = new_start(scan, mention.first, mention.last)
    if (
        start is not None
        and finite_after(scan, mention.last, plural)
        and not ends_with_verb(scan, mention.last)
    ):
        restart(scan, start, mention.first)
        clause = scan.clause
    if not clause.subject and clause.opener == "en" and _is_let_come(scan, mention.last):
        clause.subject = list(next((c.subject for c in reversed(scan.clauses) if c.subject), []))
        clause.explicit = True
        clause.mentions.append(mention)
        return
    owner = scan.cast.people[mention.person].of
    if (
        not clause.subject
        and clause.relative
        and owner in scan.cast.people
        and _is_let_come(scan, mention.last)
    ):
        clause.subject, clause.subject_at, clause.explicit = [str(owner)], clause.first, True
        clause.mentions.append(mention)
        return
    if not clause.subject:
        unsaid = unsaid_subject(scan, clause)
        if unsaid:
            clause.subject, clause.subject_at, clause.explicit = unsaid, clause.verbs[0][0], True
            being = norm_at(scan, mention.first - 1) in ("ben", "is")
            mention.role = "predicate" if being else mention.role
            clause.mentions.append(mention)
            return
        _make_subject(clause, [mention.person], mention)
        return
    asked = len(clause.verbs) > 1 and clause.verbs[-1][0] == mention.first - 1 > clause.subject_at + 1
    if clause.explicit and asked and clause.verbs[-1][1] in _ASKING:
        restart(scan, mention.first - 1, mention.first)
        _make_subject(scan.clause, [mention.person], mention)
        return
    finite = finite_after(scan, mention.last, plural)
    beside = clause.mentions[-1] if clause.mentions else None
    adjacent = beside is not None and beside.last == mention.first - 1
    if beside and adjacent and norm_at(scan, beside.last) in ("en", "&", "+") and not finite:
        mention.preposition = beside.preposition  # "met mijn vrouw en onze kinderen"
        if mention.preposition:
            clause.mentions.append(mention)
            return
    beside_self = clause.subject in ([SELF], [WE]) and clause.subject_at == mention.first - 2
    named = clause.subject == [SELF] and clause.subject_at == mention.first - 1 and not clause.verbs
    if (
        (named and is_parent_of_named(scan, mention))
        or is_own_description(scan, mention)
        or (beside_self and norm_at(scan, mention.first - 1) == ",")
    ):
        mention.role = "predicate"
        clause.mentions.append(mention)
        return
    both = clause.subject == [WE]  # "wij zijn de papa en mama van een kindje"
    called = [each for each in clause.mentions if not (both and each.role == "owner")]
    described = called and called[-1].role == "predicate"
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
        "gewoon",
        "zelf",
        "wel",
        "hier",
        "de",
        "het",
        "niet",
        "-",
        "begeleide",
        "sinds",
        "sedert",
    ) or (at in scan.tags and scan.tags[at].kind == "date"):
        at -= 1
    predicate = norm_at(scan, at) in ("ben", "is", "zijn", "bent", "als") or _is_inverted(scan, mention, at)
    if predicate and clause.subject == [SELF] and scan.cast.people[mention.person].kind == "client":
        _leave_out(scan, mention)
        return
    told = not transitive and _has_fact(scan, clause, mention.first)
    if _is_object_of_last_verb(scan, mention):
        finite = told = False
    if not predicate and (finite or told):
        at = mention.first
        inverted = clause.verbs and clause.verbs[-1][0] == at - 1 and clause.subject_at < at - 2
        restart(scan, at - 1 if inverted else at, at)
        _make_subject(scan.clause, [mention.person], mention)
        return
    mention.role = "predicate" if predicate else "object"
    clause.mentions.append(mention)
    if predicate and clause.subject == [SELF] and scan.cast.people[mention.person].at >= mention.first:
        scan.cast.selves.add(mention.person)


def _is_inverted(scan: Scan, mention: Mention, at: int) -> bool:
    """ "Zoals u ziet ben ik de vrouw van een Belg"; nobody is "mijn vrouw" in "ben ik mijn vrouw kwijt"."""
    own = scan.cast.people[mention.person].of in (None, SELF, WE)
    return (norm_at(scan, at - 1), norm_at(scan, at)) == ("ben", "ik") and not own


def _is_object_of_last_verb(scan: Scan, mention: Mention) -> bool:
    """The child of "omdat mijn dochter haar eerste kindje krijgt": the daughter's verb comes last."""
    clause, after = scan.clause, norm_at(scan, mention.last + 1)
    waits = norm_at(scan, clause.first) in ("omdat", "doordat", "aangezien") and not clause.verbs
    return waits and is_finite(norm_at(scan, mention.last)) and not after[:1].isalnum()


def _leave_out(scan: Scan, mention: Mention) -> None:
    """The cleaner of "ik ben poetshulp", the neighbour of "ik ben de buurvrouw van": that is the writer."""
    if scan.cast.people[mention.person].at == mention.first or len(scan.cast.people) == 1:
        scan.cast.people.pop(mention.person, None)


def _lets_come(scan: Scan, first: int, last: int) -> bool:
    """Whether "kan een Belgische vrouw haar moeder laten komen" is asked: she lets her come."""
    asked = norm_at(scan, first - 1) in _ASKING and first - 1 == scan.clause.first
    ahead = {norm_at(scan, at) for at in range(last, last + 8)}
    return asked and bool(ahead & {*grammar()["move"]["bring"], "laten", "nemen"})


def _is_let_come(scan: Scan, index: int) -> bool:
    """Whether "wil laten komen" follows, with nobody else to let come: "en zijn ouders wil laten komen"."""
    while is_detail(scan, index):
        index += 1
    norms = [norm_at(scan, at) for at in range(index, index + 4)]
    return norms[0] in ("wil", "zou", "wilt", "kan", "mag") and "laten" in norms[1:]


def _make_subject(clause: Clause, people: list[str], mention: Mention) -> None:
    mention.role = "subject"
    clause.subject, clause.subject_at, clause.explicit = people, mention.first, True
    clause.mentions.append(mention)


def _has_fact(scan: Scan, clause: Clause, before: int) -> bool:
    return any(at in scan.tags for at in range(clause.first, before))


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
