"""Verbs and pronouns: what they tell of the subject of a clause, and where they open a new one."""

from __future__ import annotations

from nlu.cutting import new_start, restart
from nlu.lexicon import grammar
from nlu.people import SELF, WE, YOU
from nlu.scan import PLACES, Mention, Scan, is_finite, norm_at
from nlu.subjects import company_before, person_of, subject_person


def pronoun_or_verb(scan: Scan, index: int) -> None:
    """Takes a word that is no name: a verb, a subject, an object, or nothing of the kind."""
    norm = norm_at(scan, index)
    near = (norm_at(scan, index - 1), norm_at(scan, index + 1))
    if norm == "vraag" and near[1] in ("voor", "van", "vanuit", "over", "ivm", ":"):
        return
    noun = index != scan.clause.first or near[1] in ("sinds", "sedert", "tot", "via", ":")
    if norm == "verblijf" and "ik" not in near and noun:
        return
    placed = scan.tags[index + 1].kind in PLACES if index + 1 in scan.tags else near[1] in ("te", "in", ":")
    if norm == "verblijf" and placed and scan.cast.has_staff and not scan.cast.has_self:
        return  # "dochter (25), verblijf Aleppo"
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
    if who == YOU and previous in grammar()["writing"] and scan.clause.subject:
        return  # "ik schrijf u vanuit Tbilisi"
    if (
        who
        and norm not in ("em", "hem", "ons")
        and previous not in ("met", "bij", "van", "voor", "naar", "aan", "zonder")
    ):
        subject_pronoun(scan, index, who)
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
    if norm == "is" and clause.subject == [SELF] and norm_at(scan, clause.first) in ("degene", "diegene"):
        restart(scan, index, index)  # "degene die ik wil laten overkomen is mijn moeder"
        return
    pronouns = [form for forms in grammar()["subject"].values() for form in forms]
    after_fact = clause.relative and index - 1 in scan.tags
    after_fact = after_fact and scan.tags.get(index) is not scan.tags[index - 1]  # "die erkend is"
    if after_fact and scan.tags[index - 1].kind in PLACES and norm in (*grammar()["modal"], "is"):
        after_fact = bool(clause.verbs)  # "die bij mij in Ronse wil komen wonen"
    moved = norm_at(scan, index - 1) in (*grammar()["move"]["bring"], "overkomen")
    own = norm in ("ben", "heb", "woon", "verblijf", "leef")
    told = own and index - 1 in scan.tags and bool(clause.explicit or clause.verbs)
    settled = (clause.explicit or clause.relative or told) and (clause.verbs or after_fact or moved or told)
    if not settled or following in pronouns or norm_at(scan, index - 1) in pronouns:
        return
    main_verb = clause.relative and (after_fact or clause.verbs[-1][0] == index - 1)
    if main_verb and norm in (*grammar()["third_person"], "wil", "kan", "mag"):
        antecedent = next((m.person for c in reversed(scan.clauses) for m in reversed(c.mentions)), None)
        restart(scan, index, index)
        scan.clause.subject = [antecedent] if antecedent else []
        return
    named = [mention.person for mention in clause.mentions if mention.person not in (SELF, WE, YOU)]
    if own and clause.subject != [SELF]:
        restart(scan, index, index)
        return
    theirs = norm in ("is", "heeft", "woont", "verblijft") and clause.subject == [SELF] and named
    if theirs and clause.verbs[-1][1] in grammar()["first_person"] and index + 1 not in scan.tags:
        restart(scan, index, index)
        scan.clause.subject = [named[-1]]


def subject_pronoun(scan: Scan, index: int, who: str) -> None:
    """Makes whoever a pronoun or a name means the subject, of this clause or of a new one."""
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
            restart(scan, first, index)
        clause = scan.clause
    last = not norm_at(scan, index + 1)[:1].isalnum()  # a learner's "Belg ik."
    start = None if last or ends_with_verb(scan, index + 1) else new_start(scan, index, index + 1)
    if start is not None:
        restart(scan, start, index)
        clause = scan.clause
    person = subject_person(scan, index, who)
    several = next((c.subject for c in reversed(scan.clauses) if c.subject and c.subject != [SELF]), [])
    among = who == "she" and person in several and len(several) > 1 and scan.cast.people[person].plural
    people = list(several) if among else (company_before(scan) if person == "they" else []) or [person]
    clause.subject, clause.subject_at, clause.explicit = people, index, True
    scan.cast.mention(person, index)


def ends_with_verb(scan: Scan, index: int) -> bool:
    """The end of "kaart D ik heb": what a learner says before it belongs to the same clause."""
    after = norm_at(scan, index + 1)
    return norm_at(scan, index) in ("heb", "heeft", "ben", "is") and not after[:1].isalnum()


def _is_sentence_verb(norm: str) -> bool:
    return norm in ("is", "heeft", "woont", "ben", "heb", "woon", "zit", "wil")
