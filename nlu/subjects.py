"""Whom a clause is about: whom a pronoun means, and who is meant when nobody is named."""

from __future__ import annotations

from nlu.lexicon import grammar
from nlu.people import PARTNERS, SELF, WE, YOU, meant_by
from nlu.scan import PLACES, Clause, Scan, norm_at


def unsaid_subject(scan: Scan, clause: Clause) -> list[str]:
    """Who "... en wil mijn vrouw laten komen" is about: the verb stands first, its subject is said before."""
    if not clause.verbs:
        return []
    at, verb = clause.verbs[0]
    if verb in grammar()["first_person"] and verb not in grammar()["third_person"]:
        return [SELF]
    start = clause.first
    while start < at and (
        norm_at(scan, start) in grammar()["conjunctions"] or scan.words[start].is_punctuation
    ):
        start += 1
    ahead = {norm_at(scan, index) for index in range(at, at + 14)}
    noted = scan.cast.has_staff and not scan.cast.has_self
    if at == start and verb == "is" and clause.opener == ")" and noted:  # "mevr. (Ghanese) is moeder van ..."
        return list(next((c.subject for c in reversed(scan.clauses) if c.subject), []))
    brings = clause.opener == "en" and bool(ahead & {"laten", "halen", "overbrengen", "meebrengen"})
    if at != start or not (verb in grammar()["takes_object"] or (brings and verb in grammar()["any_person"])):
        return []
    previous = next((c.subject for c in reversed(scan.clauses) if c.subject), [])
    return list(previous) or [SELF]


def person_of(scan: Scan, who: str, index: int) -> str:
    if who in (SELF, WE, YOU):
        return who
    gender = {"he": "male", "she": "female"}.get(who)
    before = next((c.subject for c in reversed(scan.clauses) if c.subject), [])
    topic = [person for person in before if person in scan.cast.people]
    found = meant_by(scan.cast, gender, plural=who == "they", prefer=topic)
    if found is None and who == "they":
        others = (p for c in reversed(scan.clauses) for p in c.subject if p in scan.cast.people)
        found = next(others, None)
    if found is None and who == "she":
        found = meant_by(scan.cast, None, plural=True)
    return found or who


def _means_other_half(scan: Scan) -> bool:
    """In "we zijn niet getrouwd en ik ben Belg en zij Turkse" she is the partner, whoever else was named."""
    partnered = any(person.relation in PARTNERS for person in scan.cast.people.values())
    bonds = [at for at, tag in scan.tags.items() if tag.kind == "bond"]
    ours = any(c.subject == [WE] and any(c.first <= at < c.last for at in bonds) for c in scan.clauses)
    after_self = bool(scan.clauses) and scan.clauses[-1].subject == [SELF]
    return ours and after_self and not partnered and not scan.cast.has_staff


def subject_person(scan: Scan, index: int, who: str) -> str:
    if who in (SELF, WE, YOU):
        return who
    if _means_other_half(scan):
        return who
    told = [clause for clause in scan.clauses if not _is_aside(scan, clause)]
    together = told[-1].subject if told and SELF in told[-1].subject else []  # "mijn vrouw en ik ... Zij"
    previous = [p for c in told for p in c.subject if p in scan.cast.people and p not in together]
    gender = "female" if who == "she" else "male"
    owner = _owner_of_all(scan, gender)
    if owner and norm_at(scan, index + 1) in (*grammar()["third_person"], "zou", "wil", "wou", "zal"):
        return owner
    previous += _newly_met(scan, gender) + _asked_about(scan, gender)
    if who == "she" and norm_at(scan, index) == "haar":
        return meant_by(scan.cast, "female", prefer=previous[::-1]) or "she"
    if who == "she":
        verb = next((norm for _, norm in reversed(scan.clause.verbs)), "") or norm_at(scan, index + 1)
        near = [norm_at(scan, index + 1), norm_at(scan, index - 1), verb]
        single = (*grammar()["third_person"], "mag", "kan", "wil", "zal", "zou", "zit", "was", "had")
        if any(norm in grammar()["plural"] for norm in near) and not any(norm in single for norm in near):
            only = list(scan.cast.people.values())
            alone = only[0].id if len(only) == 1 and only[0].gender == "female" else "they"
            return meant_by(scan.cast, None, plural=True) or alone
        return meant_by(scan.cast, "female", prefer=previous[::-1]) or "she"
    found = meant_by(scan.cast, "male", prefer=previous[::-1]) or "he"
    return _whose_child_came_along(scan, found) or found


def _whose_child_came_along(scan: Scan, child: str) -> str | None:
    """The client of "de vrouw van mijn cliënt is geland met hun zoontje. Hij ...": not the child."""
    met = [m.person for m in scan.clauses[-1].mentions if m.preposition == "met"] if scan.clauses else []
    root, person = (scan.cast.people.get(who) for who in (child.split(".")[0], child))
    came = child in met and person is not None and person.relation == "child"
    return root.id if came and root and root.kind == "client" and root.gender != "female" else None


def _owner_of_all(scan: Scan, gender: str) -> str | None:
    """The wife of "mijn vrouw haar moeder en tante wonen in Tirana. Zij is ...": none of those two."""
    told = scan.clauses[-1].subject if scan.clauses else []
    people = [scan.cast.people[who] for who in told if who in scan.cast.people]
    owners = {person.of for person in people}
    several = len(people) > 1 and len(people) == len(told) and len(owners) == 1
    owner = scan.cast.people.get(owners.pop() or "") if several else None
    return owner.id if owner and owner.gender == gender else None


def _is_aside(scan: Scan, clause: Clause) -> bool:
    """The "mijn vrouw ook" of "ik ben Belg, mijn vrouw ook", and what only seems to go on about her."""
    at = scan.clauses.index(clause)
    also = clause.has(scan.words, "ook", "eveneens", "idem") and not clause.has(scan.words, "bij")
    aside = bool(clause.mentions) and not clause.verbs and also
    goes_on = at > 0 and not clause.explicit and not clause.mentions and _is_aside(scan, scan.clauses[at - 1])
    return aside or goes_on


def _newly_met(scan: Scan, gender: str) -> list[str]:
    """The woman of "ik heb een vrouw leren kennen. Ze ...": whoever was just met or married."""
    genders: set[str | None] = {gender, None} if gender == "male" else {gender}
    clause = scan.clauses[-1] if scan.clauses else None
    if clause is None or not clause.has(scan.words, *grammar()["meeting"]):
        return []
    met = [m.person for m in clause.mentions if m.role == "object" and norm_at(scan, m.first) == "een"]
    return _fitting(scan, met, genders)


def _asked_about(scan: Scan, gender: str) -> list[str]:
    """The mother of "mijn vraag is voor mijn moeder. Zij ..."."""
    clause = scan.clauses[-1] if scan.clauses else None
    if clause is None or not clause.has(scan.words, "vraag", "vraagje", "gaat"):
        return []
    about = (*grammar()["about"], "voor")
    return _fitting(scan, [m.person for m in clause.mentions if m.preposition in about], {gender})


def _fitting(scan: Scan, met: list[str], genders: set[str | None]) -> list[str]:
    return [who for who in met if who in scan.cast.people and scan.cast.people[who].gender in genders]


def company_before(scan: Scan) -> list[str]:
    """The two of "mijn vrouw is met onze dochter in België, ze wonen in Manaus"."""
    before = scan.clauses[-1] if scan.clauses else None
    if before is None or len(before.subject) != 1 or before.subject[0] not in scan.cast.people:
        return []
    along = [m.person for m in before.mentions if m.preposition == "met" and m.person in scan.cast.people]
    return [before.subject[0], *along] if along else []


def _both_before(scan: Scan, previous: list[str]) -> list[str]:
    """The two of "mijn vrouw en ik, beiden Armeniër, ...", or of a note's "hij woonde met zijn vrouw in
    Spanje en is teruggekeerd; beiden wonen nu in Aalst"."""
    if len(previous) == 2 and SELF in previous:
        return list(previous)
    known = [p.id for p in scan.cast.people.values() if p.kind != "client" or p.relation]
    return known if len(known) == 2 and not scan.cast.has_self else []


def settle_subject(scan: Scan, clause: Clause) -> None:
    if clause.subject or clause.explicit:
        return
    verb = clause.verbs[0][1] if clause.verbs else ""
    alive = (c.subject for c in reversed(scan.clauses) if c.subject and not set(c.subject) <= scan.cast.gone)
    previous = next(alive, [])
    if clause.relative and clause.first and norm_at(scan, clause.first - 1) in ("degene", "diegene"):
        clause.subject = list(previous)
    elif clause.relative and _is_self_described(scan, clause):
        clause.subject = [SELF]
    elif clause.relative and _joins_relative(scan, clause):
        clause.subject = list(scan.clauses[-2].subject)
    elif clause.relative:
        antecedent = _described_kin(scan) or scan.cast.last(but=(SELF, WE, YOU), before=clause.first)
        clause.subject = [antecedent] if antecedent else []
    elif verb in grammar()["first_person"] and not _tells_on(scan, clause, verb, previous):
        clause.subject = [SELF]
    elif _one_of_several(scan, clause, previous):
        clause.subject = _one_of_several(scan, clause, previous)
    elif verb in grammar()["third_person"]:
        known = [p for p in previous if p not in (SELF, WE, YOU)]
        topic = _topic_of_note(scan, clause)
        kin = _kin_abroad(scan, clause)
        known, clause.guessed = kin or topic or known, bool(kin or topic)
        last = scan.cast.last(but=(SELF, WE, YOU), before=clause.first)
        clause.subject = known or ([last] if last else [])
    elif verb in grammar()["any_person"]:
        clause.subject = list(previous)
    elif norm_at(scan, clause.first) in ("beiden", "beide", "allebei") and _both_before(scan, previous):
        clause.subject = _both_before(scan, previous)
    elif verb and _listed(scan):
        clause.subject = _listed(scan)
    elif verb:
        clause.subject = (
            list(previous) if len(previous) > 1 or previous == [WE] else _plural_subject(scan, previous)
        )
    elif clause.has(scan.words, "allen", "allemaal", "alledrie", "allebei", "beiden") and not verb:
        family = [p.id for p in scan.cast.people.values() if p.kind == "family" and p.at < clause.first]
        clause.subject = family
    elif _listed(scan) and _holds_for_all(scan, clause):
        clause.subject = _listed(scan)
    elif _tells_more(scan, clause, previous):
        clause.subject = list(previous)
    else:
        last = scan.cast.last(before=clause.first)
        clause.subject = [last] if last else []


def _one_of_several(scan: Scan, clause: Clause, previous: list[str]) -> list[str]:
    """The daughter of "mijn man en ik hebben een dochter, zit bij oma": one verb is not for the two."""
    single = clause.verbs and clause.verbs[0][1] in (*grammar()["third_person"], *grammar()["single"])
    before = scan.clauses[-1] if scan.clauses else None
    if not single or before is None or SELF not in previous or len(previous) < 2:
        return []
    named = [m.person for m in before.mentions if m.role == "object" and not m.preposition]
    alone = len(named) == 1 and before.sentence == scan.sentence and named[0] in scan.cast.people
    return named if alone and not scan.cast.people[named[0]].plural else []


def _described_kin(scan: Scan) -> str | None:
    """The boy of "ik ben de tante van een jongen die erkend is": of the writer no more is told there."""
    before = scan.clauses[-1] if scan.clauses else None
    if before is None or before.subject != [SELF]:
        return None
    roles = {mention.role: mention.person for mention in before.mentions}
    told = "predicate" in roles or before.mentions[:1] == before.mentions[-1:]  # a neighbour is no mention
    return roles.get("owner") if told and scan.clause.first == before.last else None


def _joins_relative(scan: Scan, clause: Clause) -> bool:
    """The second of "een dochter die in Cebu woont en die 22 is"."""
    before = scan.clauses[-2:]
    linked = len(before) == 2 and before[1].opener == "en" and before[1].last == before[1].first + 1
    told = linked and (before[0].relative or (before[0].opener == "dat" and not before[0].explicit))
    return told and before[1].last == clause.first  # "mijn vrouw, dat is een Thaise en die is hier"


def _tells_on(scan: Scan, clause: Clause, verb: str, previous: list[str]) -> bool:
    """The `wacht` of "hij is Oegandees en wacht daar", which is not "ik wacht"."""
    others = bool(previous) and previous[0] not in (SELF, WE, YOU)
    alone = clause.opener == "," and clause.verbs[0][0] == clause.first
    after = (norm_at(scan, clause.last), norm_at(scan, clause.last + 1))
    if others and alone and verb in grammar()["stay_verbs"] and after in ((",", "ik"), ("en", "ik")):
        return True  # a learner's "mijn zoon 17 jaar, woon in Lima, ik Spaans paspoort": I come only then
    return verb in grammar()["third_person"] and clause.opener in ("en", ",") and others


def _is_self_described(scan: Scan, clause: Clause) -> bool:
    """The "die" of "ik ben een Nederlander die in Antwerpen woont"."""
    before = scan.tags.get(clause.first - 1)
    nation = before is not None and before.kind == "nationality"
    mine = bool(scan.clauses) and scan.clauses[-1].subject == [SELF]
    others = mine and any(m.role == "owner" and m.last == clause.first for m in scan.clauses[-1].mentions)
    return nation and mine and not others  # not "ik als vriendin van een Belg die in Gent woont"


def _tells_more(scan: Scan, clause: Clause, previous: list[str]) -> bool:
    """Whether a clause without verb and subject is about whom the one before was about."""
    too = norm_at(scan, clause.first) in ("ook", "eveneens")
    return _goes_on(clause, previous) or (bool(previous) and (too or _is_what_a_guest_has(scan, clause)))


def _is_what_a_guest_has(scan: Scan, clause: Clause) -> bool:
    """The visa of "hij verblijft in Genk, bij zijn zoon, met een toeristenvisum": the son has none."""
    before = scan.clauses[-1] if scan.clauses else None
    if before is None or before.sentence != scan.sentence or before.verbs or clause.mentions:
        return False
    with_host = [m.preposition for m in before.mentions] == ["bij"]
    return with_host and not before.explicit and norm_at(scan, clause.first) in ("met", "op")


def _goes_on(clause: Clause, previous: list[str]) -> bool:
    """Whether a clause without verb and subject says more of whom the one before was about."""
    if clause.mentions:
        return all(mention.preposition for mention in clause.mentions)
    return clause.opener in ("en", "maar") and bool(previous)


def _listed(scan: Scan) -> list[str]:
    """The people of "mijn vrouw en twee kinderen, 6 en 9 jaar, ..." when the sentence goes on about them."""
    named = next((c for c in reversed(scan.clauses) if c.explicit), None)
    same = (
        named is not None and named.sentence == scan.sentence and len(named.subject) > 1 and not named.verbs
    )
    return list(named.subject) if named is not None and same else []


def _holds_for_all(scan: Scan, clause: Clause) -> bool:
    """The place or nationality of "echtgenote + zoon 4j, eveneens Indiër, in Pune"."""
    kinds = {scan.tags[at].kind for at in range(clause.first, clause.last) if at in scan.tags}
    return not clause.mentions and bool(kinds & {*PLACES, "nationality"}) and "age" not in kinds


def _topic_of_note(scan: Scan, clause: Clause) -> list[str]:
    """The client of "mevr. MA, echtgenoot BE, verblijft in TR": that is still whom the note is about."""
    before = scan.clauses[-1] if scan.clauses else None
    if not scan.cast.has_staff or clause.opener != "," or before is None or before.verbs:
        return []
    sentence = [c.subject for c in scan.clauses if c.sentence == scan.sentence and c.subject]
    topic = scan.cast.people.get(sentence[0][0]) if sentence and len(sentence[0]) == 1 else None
    outsider = topic is not None and topic.kind in ("client", "anyone", "term")
    beside = len(before.subject) == 1 and scan.cast.people.get(before.subject[0])
    return [topic.id] if topic and outsider and beside and beside.of == topic.id else []


def _kin_abroad(scan: Scan, clause: Clause) -> list[str]:
    """The wife of "dhr. vraagt info voor echtgenote, verblijft thans te Hanoi": he asks here."""
    before = scan.clauses[-1] if scan.clauses else None
    places = [scan.tags[at] for at in range(clause.first, clause.last) if at in scan.tags]
    abroad = any(tag.kind in ("country", "city") and tag.value != "BE" for tag in places)
    note = abroad and scan.cast.has_staff and not scan.cast.has_self and clause.opener == ","
    asks = before is not None and before.has(scan.words, *grammar()["asks_for"])
    if not note or before is None or not asks or not before.mentions:
        return []
    named = scan.cast.people.get(before.mentions[-1].person)
    return [named.id] if named and named.kind == "family" else []


def _plural_subject(scan: Scan, previous: list[str]) -> list[str]:
    plural = meant_by(scan.cast, None, plural=True)
    if plural and (plural in previous or not previous):
        return [plural]
    family = [c.subject[0] for c in scan.clauses if c.sentence == scan.sentence and len(c.subject) == 1]
    kin = [p for p in dict.fromkeys(family) if p in scan.cast.people and scan.cast.people[p].kind == "family"]
    if len(kin) > 1 and previous == kin[-1:] and not scan.cast.has_self:
        return kin  # "vrouw van werknemer, dochtertje 4j, wonen nog in Hyderabad"
    return [WE] if SELF in previous else previous
