"""Who moves, who brings whom, and to whom somebody comes."""

from __future__ import annotations

import itertools
from typing import Any

from nlu.described_people import ATTRIBUTES
from nlu.lexicon import grammar, numbers, person_nouns
from nlu.people import SELF, WE, YOU
from nlu.scan import Clause, Mention
from nlu.words import Word

Entity = dict[str, Any]
_LIVING = {"wonen", "leven", "werken", "studeren"}
_IN_LISTS = ("en", "van", "jaar", "ook", "met")
_ABOUT = {"gezinshereniging", "visum", "aanvraag", "procedure", "verblijf"}


def find_moves(words: list[Word], clause: Clause, clauses: list[Clause]) -> list[Entity]:
    """The moves a clause tells of: come (with a target), bring (with an agent), or what is applied for."""
    norms = [words[at].norm for at in range(clause.first, clause.last)]
    present = set(norms)
    found = [] if has_arrived(present) else _requests(words, clause)
    found += _stays_through(words, clause, present) + _belongs_to(words, clause)
    left_out = _left_out(words, clause, norms)
    if left_out:
        return left_out
    move = grammar()["move"]
    about_thing = words[min(clause.subject_at + 1, len(words) - 1)].norm in ATTRIBUTES
    if "aanmerking" in present or has_arrived(present) or about_thing or is_over(words, clause, present):
        return found
    near_me = any(one == "bij" and other in ("mij", "ons", "me") for one, other in itertools.pairwise(norms))
    gets = "krijgen" in present and (near_me or present & {"hier", "hierheen", "hiernaartoe", "naar"})
    if gets or (present & set(move["let"]) and present & set(move["come"])) or present & set(move["bring"]):
        return found + _brought(words, clause, clauses)
    if present & set(grammar()["join"]):
        joined = next((m.person for m in clause.mentions if m.role == "object"), _target(clause))
        people = [person for person in clause.subject if person != YOU]
        return found + [_move(words, clause, person, "come", target=joined) for person in people]
    wished = _wished(words, clause, present)
    if wished:
        return found + [_move(words, clause, who, "bring", agent=clause.subject[0]) for who in wished]
    if _comes(clause, norms, present):
        target = _target(clause)
        people = [person for person in clause.subject if person not in (YOU, target)] or [""]
        if present & set(grammar()["move"]["along"]):
            people += [who.rpartition(".")[0] for who in people if "." in who]  # with whose child she is
        if not {SELF, WE} & {*people}:
            people += [who for who in _company(words, clause) if who not in (SELF, WE, YOU, *people)]
        elif not target:
            people += [who for who in _company(words, clause) if _is_child(who)]
        found += [_move(words, clause, person, "come", target=target) for person in people]
    return found


def _left_out(words: list[Word], clause: Clause, norms: list[str]) -> list[Entity]:
    """Who "komt niet mee", and whom nothing is asked for: "voor haar vraag ik niets"."""
    pairs = set(itertools.pairwise(norms))
    stays = pairs & {("niet", "mee"), ("niet", "meekomen"), ("niet", "meegaan"), ("niet", "meekomt")}
    stays = stays if not {*norms} & set(grammar()["could"]) else set()  # "in 2019 mocht ze niet mee" is over
    stays = set() if ("of", "niet") in pairs else stays  # "kan ze nu wel of niet mee?"
    nothing = bool({"vraag", "vragen"} & set(norms)) and bool({"niets", "niks"} & set(norms))
    people = [who for who in clause.subject if stays and who not in (SELF, WE, YOU)]
    people += [m.person for m in clause.mentions if nothing and m.preposition == "voor"]
    return [
        {**_move(words, clause, who, "yes"), "entity": "left_out"}
        for who in people
        if who not in (SELF, WE, YOU)
    ]


def _stays_through(words: list[Word], clause: Clause, present: set[str]) -> list[Entity]:
    """ "Mijn zus kreeg een A-kaart via haar man": she is here with him, whoever writes."""
    permit = present & set(grammar()["residence_permit"])
    people = [who for who in clause.subject if who not in (WE, YOU)]
    through = [m for m in clause.mentions if m.preposition in ("via", "dankzij")]
    through = [m for m in through if m.person not in (WE, YOU)]
    if not permit or len(through) != 1 or len(people) != 1 or through[0].person == people[0]:
        return []
    return [_move(words, clause, people[0], "come", target=through[0].person, through=True)]


def _belongs_to(words: list[Word], clause: Clause) -> list[Entity]:
    """ "Mijn vrouw heeft verblijf als gezinslid van een Portugees": she is here with him."""
    at = next((i for i in range(clause.first, clause.last) if words[i].norm in grammar()["family_member"]), 0)
    whose = next((m for m in clause.mentions if m.first > at and m.preposition == "van"), None)
    people = [who for who in clause.subject if who not in (WE, YOU)]
    as_one = at > 0 and words[at - 1].norm in ("als", "een")
    if not as_one or whose is None or words[at + 1].norm != "van" or len(people) != 1:
        return []
    return [_move(words, clause, people[0], "family_of", target=whose.person)]


def has_arrived(norms: set[str]) -> bool:
    """Whether a clause tells of a move that is over: "is aangekomen", "ben hier komen wonen"."""
    settled = "komen" in norms and norms & {"ben", "is", "zijn"} and norms & _LIVING
    planned = norms & set(grammar()["modal"])
    return bool(norms & set(grammar()["move"]["arrived"]) or (settled and not planned))


def is_over(words: list[Word], clause: Clause, present: set[str]) -> bool:
    """ "Mijn schoonbroer heeft in 2016 zijn ouders laten overkomen": that is no question any more."""
    perfect = bool(clause.verbs) and clause.verbs[0][1] in ("heeft", "hebben", "had", "hadden")
    managed = (
        {"kunnen", "mogen", "moeten"} if "te" not in present else set()
    )  # "heeft hem kunnen laten komen"
    return perfect and "laten" in present and not present & set(grammar()["modal"]) - managed


def _move(words: list[Word], clause: Clause, person: str, value: str, **extra: Any) -> Entity:
    start, end = words[clause.first].start, words[clause.last - 1].end
    return {"entity": "move", "value": value, "role": person, "start": start, "end": end, **extra}


def _target(clause: Clause) -> str | None:
    return next((m.person for m in clause.mentions if m.preposition in ("bij", "naar", "via")), None)


def _comes(clause: Clause, norms: list[str], present: set[str]) -> bool:
    move = grammar()["move"]
    if present & set(move["along"]):
        return True
    to_here = any(one == "naar" and other in grammar()["here"] for one, other in itertools.pairwise(norms))
    modal = bool(present & set(grammar()["modal"]))
    target = _target(clause)
    if modal and (to_here or (target and (present & set(move["settle"]) or "naar" in present))):
        return True
    if not present & set(move["come"]):
        return False
    over = present & {"over", "overkomen", "overkomt"}
    dated = present & set(numbers()["months"])  # "mijn ouders komen van Slowakije in december"
    origin = present & {"uit", "van", "vanuit"}
    wished = clause.opener == "dat" and (not origin or "met" in present)  # "ze wil dat haar man komt"
    heading = to_here or target or over or modal or dated or wished
    soon = present & set(grammar()["soon"]) and not present & set(grammar()["on_visit"])
    return bool(heading or (not origin and (soon or present & {"hier", "belgie", "wonen"})))


def _wished(words: list[Word], clause: Clause, present: set[str]) -> list[str]:
    """Those who come in a learner's "ik wil mijn man komen", "ik wil mijn zoon van Pakistan naar hier"."""
    span, here = range(clause.first, clause.last), grammar()["here"]
    at = next((i for i in span if words[i].norm in grammar()["move"]["come"]), None)
    if at is None and len(clause.verbs) == 1:
        ways = (i for i in span[:-1] if words[i].norm == "naar" and words[i + 1].norm in here)
        at = next(ways, None)
    if at is None or not present & {"wil", "willen"} or "bezoeken" in present or not clause.subject:
        return []
    company = _company(words, clause)  # "zij wil met haar dochter en haar moeder komen"
    objects = [m.person for m in clause.mentions if m.role == "object" and not m.preposition and m.last <= at]
    return [who for who in dict.fromkeys(objects) if who not in (*clause.subject, *company)]


def _is_child(person: str) -> bool:
    """Whether somebody is called a child: "ik wil komen met kinderen" brings them along."""
    return person_nouns().get(person.rpartition(".")[2], {}).get("relation") == "child"


def _company(words: list[Word], clause: Clause) -> list[str]:
    """With whom somebody comes: the daughter and the mother of "met haar dochter en haar moeder"."""
    found: list[str] = []
    last = -1
    for mention in clause.mentions:
        between = [words[at].norm for at in range(last, mention.first)] if found else []
        joined = "en" in between and all(not norm.isalpha() or norm in _IN_LISTS for norm in between)
        if mention.preposition == "met" or joined:
            found.append(mention.person)
            last = mention.last
    return found


def _brought(words: list[Word], clause: Clause, clauses: list[Clause]) -> list[Entity]:
    agent = next((person for person in clause.subject if person != YOU), None)
    sentence = [c for c in clauses if c.sentence == clause.sentence and c.first <= clause.first]
    if clause.relative and sentence[0] is not clause:
        agent = next((person for c in sentence if not c.relative for person in c.subject), agent)
    helped = any(words[at].norm.startswith("help") for at in range(clause.first, clause.last))
    through = (None, "voor", "om", "met") if helped else (None, "voor", "om")
    objects = [m.person for m in clause.mentions if m.role == "object" and m.preposition in through]
    if not clause.verbs and agent not in (None, SELF, WE) and not objects:
        objects, agent = list(clause.subject), SELF
    objects = [person for person in objects if person not in (agent, YOU)]
    if not objects:
        earlier = [
            m.person
            for c in sentence
            for m in c.mentions
            if m.person not in (agent, SELF, WE, YOU) and not m.preposition and m.role != "predicate"
        ]
        named = [c.subject for c in sentence if c.relative and earlier[-1:] == c.subject[-1:]]
        objects = named[-1] if named else earlier[-1:]  # "die zijn vrouw en kind van 2 wil laten komen"
    return [_move(words, clause, person, "bring", agent=agent) for person in dict.fromkeys(objects)]


def _is_for(words: list[Word], mention: Mention) -> bool:
    """ "Namens mijn ouders", "in naam van mijn broer": they are the ones this is about, not the writer."""
    in_name = mention.preposition == "van" and words[mention.first - 2].norm == "naam"
    return mention.person not in (SELF, WE, YOU) and (mention.preposition == "namens" or in_name)


def _requests(words: list[Word], clause: Clause) -> list[Entity]:
    """ "Gezinshereniging voor mijn vrouw" names the applicant, "... met mijn man" the sponsor."""
    norms = {words[at].norm for at in range(clause.first, clause.last)}
    found: list[Entity] = []
    if norms & {"gaat", "vraag", "vraagje", "schrijf", "mail"}:
        asked = [m.person for m in clause.mentions if m.preposition in grammar()["about"]]
        asked += [m.person for m in clause.mentions if m.preposition == "voor" and "is" in norms]
        found += [_move(words, clause, person, "about") for person in asked if person not in (SELF, WE)]
    for mention in clause.mentions:
        if _is_for(words, mention):
            found.append({**_move(words, clause, mention.person, "yes"), "entity": "behalf"})
    if not norms & _ABOUT:
        return found
    for mention in clause.mentions:
        if mention.preposition == "voor":
            found.append(_move(words, clause, mention.person, "request_for"))
        if mention.preposition in ("met", "bij") and "gezinshereniging" in norms:
            away = bool({words[at].norm for at in range(mention.last, clause.last)} & {"in", "te"})
            found.append(_move(words, clause, mention.person, "request_for" if away else "request_with"))
    return found
