"""Who wants to come, and to whom: the people of a message, weighed by what is said of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from procedures.countries import nationality_group

Entity = dict[str, Any]
SELF, WE = "self", "we"
PARTNERS = ("spouse", "partner", "fiance")
INVERSE = {
    "stepparent": "child",
    "child": "parent",
    "parent": "child",
    "grandchild": "grandparent",
    "grandparent": "grandchild",
}
_CHILDS_SPOUSE = ("schoondochter", "schoonzoon")
SIBLINGS = (
    "broer",
    "zus",
    "zuster",
    "broertje",
    "zusje",
    "halfbroer",
    "halfzus",
    "broeder",
    "zuske",
    "broerke",
)
# What one relative of the speaker is to another.
AMONG_RELATIVES = {
    ("parent", "parent"): "spouse",
    ("parent", "sibling"): "parent",
    ("sibling", "parent"): "child",
    ("sibling", "sibling"): "other",
    ("child", "child"): "other",
}
GROWN_FROM = 12  # nobody younger is a partner or a parent
NEEDS_SUPPORT, HOSTS, NOT_YET = 1.5, 2.0, 1.0
# What decides where nothing else does: partners are brought over most, and people write for themselves.
PRIOR = {"spouse": 0.15, "fiance": 0.15, "partner": 0.15, "child": 0.1}
PRIOR_OF_SPEAKER = 0.1
LEAST_EVIDENCE = 1.45
FIRST_NAMED = 3.0  # of several who come, the first named is the applicant

# How strongly a fact says that somebody is the one who comes, or the one who is joined.
APPLICANT_WEIGHT = {
    ("location", "abroad"): 3.0,
    ("residence", "irregular"): 3.0,
    ("residence", "short_stay_visa"): 2.0,
    ("residence", "visa_free_stay"): 2.0,
    ("residence", "tourist"): 2.0,
    ("residence", "family_visa"): 3.0,
    ("residence", "marriage_visa"): 3.0,
    ("residence", "other_schengen_permit"): 2.0,
}
SPONSOR_WEIGHT = {
    ("location", "belgium"): 0.75,
    ("status", "refugee"): 4.0,
    ("status", "subsidiary_protection"): 4.0,
    ("status", "third_country_unlimited"): 3.5,
    ("status", "third_country_limited"): 1.5,
    ("status", "eu_citizen"): 4.0,
    ("status", "no_residence"): 0.5,
    ("card", "A"): 1.5,
    ("card", "orange_card"): 0.2,
}
CARD_WEIGHT = 3.5
ABROAD_WEIGHT = 3.0
BELGIAN_WEIGHT, EU_WEIGHT, THIRD_COUNTRY_WEIGHT = 6.0, 4.0, 1.0
COMES, BROUGHT, BRINGS, JOINED, ASKED_FOR, ASKED_WITH, TERM = 6.0, 7.0, 6.0, 5.0, 5.0, 4.0, 12.0


@dataclass
class Story:
    """The people and facts of a message (and of what earlier messages left open)."""

    people: dict[str, Entity] = field(default_factory=dict)
    facts: dict[str, list[Entity]] = field(default_factory=lambda: defaultdict(list))
    bonds: list[Entity] = field(default_factory=list)
    edges: dict[tuple[str, str], str | None] = field(default_factory=dict)  # (a, b): what a is to b
    comes: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    joined: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    standing: dict[str, float] = field(
        default_factory=lambda: defaultdict(float)
    )  # of the best status, card or passport
    moved: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Pair:
    """The applicant, the sponsor, and what the first is to the second."""

    applicant: str
    sponsor: str
    relation: str | None
    evidence: float


def tell(entities: list[Entity]) -> Story:
    """Gathers the people, the facts and the links between people."""
    story = Story()
    alias = _aliases(entities)
    for entity in entities:
        if entity.get("hypothetical"):
            continue
        entity = {**entity, "role": alias.get(entity["role"], entity["role"])}
        for key in ("of", "with", "agent", "target"):
            if entity.get(key) in alias:
                entity[key] = alias[entity[key]]
        _take(story, entity)
    _link_pronouns(story)
    _link_staff_couple(story)
    _unlink_outsiders(story)
    _link_in_laws(story)
    _link_parents(story)
    _link_onwards(story)
    if not any(_takes_back(entity) for entity in entities):
        _move_misplaced(story)
    _drop_doubtful_places(story)
    _give_children_their_age(story)
    _weigh(story)
    return story


def _aliases(entities: list[Entity]) -> dict[str, Any]:
    """ "Ik ben de vrouw van een Belg": the wife is the speaker."""
    alias: dict[str, Any] = {}
    for entity in entities:
        if entity["entity"] == "same":
            keep, drop = entity["role"], entity["value"]
            if keep in ("he", "she"):
                keep, drop = drop, keep
            alias[drop] = alias.get(keep, keep)
    return alias


def _take(story: Story, entity: Entity) -> None:
    kind, role = entity["entity"], entity["role"]
    if kind == "person":
        if role not in (SELF, WE):
            story.people.setdefault(role, entity)
        if entity.get("of") == "you":
            return
        if entity.get("of") and entity["of"] != role:
            owner = SELF if entity["of"] == WE else entity["of"]
            if role != owner and story.edges.get((role, owner)) in (None, "partner"):
                story.edges[(role, owner)] = entity.get("relation")
        if entity.get("term"):
            story.facts[role].append({**entity, "entity": "term", "value": entity["term"]})
    elif kind == "bond":
        story.bonds.append(entity)
        partner = entity.get("with")
        single = role not in ("", WE) and partner != role
        if (
            partner
            and single
            and not entity.get("negated")
            and not entity.get("question")
            and not _linked(story, role, partner)
        ):
            story.edges[(partner, role)] = "partner"
        elif partner and single and entity["value"] == "married" and not entity.get("negated"):
            for edge in ((partner, role), (role, partner)):
                if story.edges.get(edge) == "other":
                    story.edges[edge] = "spouse"
        story.facts[role].append(entity)
    elif kind == "move":
        story.facts[role].append(entity)
        if entity["value"] in ("bring", "come", "request_for") and role not in story.moved:
            story.moved.append(role)
    else:
        story.facts[role].append(entity)


def _linked(story: Story, one: str, other: str) -> bool:
    return (one, other) in story.edges or (other, one) in story.edges


def _link_pronouns(story: Story) -> None:
    """ "Wij zijn wettelijk samenwonend, zij is Belgische": she is the other half."""
    couple = any(bond["role"] in (WE, SELF, "") and not bond.get("with") for bond in story.bonds)
    pronouns = {"he", "she"} <= set(story.facts) and SELF not in story.facts
    if pronouns and not story.edges:
        story.edges[("she", "he")] = "partner" if story.bonds else None
    unnamed = next((pid for pid in ("he", "she", "they") if pid in story.facts), None)
    if unnamed and not story.edges and (couple or WE in story.facts or SELF in story.facts):
        story.edges[(unnamed, SELF)] = "partner" if couple else None
    named = [pid for pid, person in story.people.items() if person.get("kind") == "named"]
    if len(named) == 1 and couple and not story.edges:
        story.edges[(named[0], SELF)] = "partner"
    partnered = any(relation in PARTNERS for relation in story.edges.values())
    if unnamed and couple and story.edges and not partnered and not story.people.get(unnamed):
        story.edges[(unnamed, SELF)] = "partner"


def _link_staff_couple(story: Story) -> None:
    """ "Man is Belg, vrouw is Marokkaanse", "aanvrager ... gezinshereniger": two people seen from outside."""
    loose = [pid for pid in story.people if not any(pid in edge for edge in story.edges)]
    terms = {story.people[pid].get("term"): pid for pid in loose if story.people[pid].get("term")}
    relatives = [pid for pid in loose if story.people[pid].get("relation")]
    if "sponsor" in terms and relatives and len(loose) > 2:
        for pid in relatives:
            story.edges[(pid, terms["sponsor"])] = story.people[pid]["relation"]
    elif len(loose) > 2 and len(_wed(story, loose)) == 2 and SELF not in story.facts:
        story.edges[tuple(_wed(story, loose))] = "spouse"  # type: ignore[index]
    elif len(terms) == 2 and len(loose) == 2:
        story.edges[(terms["applicant"], terms["sponsor"])] = None
    elif len(loose) == 2 and SELF not in story.facts:
        relations = {story.people[pid].get("relation") for pid in loose}
        if relations == {"parent", "child"}:
            loose.sort(key=lambda pid: story.people[pid]["relation"] == "child")
            story.edges[(loose[0], loose[1])] = "parent"
            return
        known = [relation for relation in ("spouse", "fiance", "partner", "other") if relation in relations]
        story.edges[(loose[0], loose[1])] = known[0] if known else None
    elif len(loose) == 1 and not story.edges and (SELF in story.facts or WE in story.facts):
        story.edges[(loose[0], SELF)] = None


def _wed(story: Story, people: list[str]) -> list[str]:
    return [pid for pid in people if story.people[pid].get("relation") == "spouse"]


def _unlink_outsiders(story: Story) -> None:
    """ "Marokkaanse man, gehuwd met Belgische": he is somebody's husband, but not the speaker's."""
    if SELF in story.facts or WE in story.facts:
        return
    for (one, other), relation in list(story.edges.items()):
        elsewhere = [
            edge for edge, rel in story.edges.items() if one in edge and SELF not in edge and rel in PARTNERS
        ]
        if other == SELF and relation in PARTNERS and elsewhere:
            del story.edges[(one, other)]
            for edge in elsewhere:
                story.edges[edge] = relation if story.edges[edge] == "partner" else story.edges[edge]


def _link_in_laws(story: Story) -> None:
    for person, entity in list(story.people.items()):
        if entity["value"].startswith("schoon") and entity.get("relation") in ("parent", "other"):
            for (partner, end), relation in list(story.edges.items()):
                if end == entity.get("of") and relation in PARTNERS:
                    story.edges.setdefault((person, partner), entity["relation"])
                owner = SELF if entity.get("of") == WE else entity.get("of")
                if end == owner and relation == "child" and entity["value"] in _CHILDS_SPOUSE:
                    story.edges.setdefault((person, partner), "spouse")


def _link_parents(story: Story) -> None:
    """ "Mijn vader wil mijn mama laten komen": they are each other's husband and wife."""
    for person, facts in list(story.facts.items()):
        for fact in facts:
            agent = fact.get("agent") if fact["entity"] == "move" and fact["value"] == "bring" else None
            other = agent or (fact.get("target") if fact["entity"] == "move" else None)
            both = [story.people.get(str(pid), {}) for pid in (person, other)]
            if all(one.get("of") in (SELF, WE) for one in both):
                link = AMONG_RELATIVES.get((_kin(both[0]), _kin(both[1])))
                if link:
                    story.edges.setdefault((person, str(other)), link)


def _kin(person: Entity) -> str:
    return "sibling" if person.get("value") in SIBLINGS else str(person.get("relation"))


def _link_onwards(story: Story) -> None:
    """My wife's son is as my child, my sister's husband is other family."""
    for (one, middle), first in list(story.edges.items()):
        for (again, end), second in list(story.edges.items()):
            co_parent = first == "parent" and second == "child"
            if co_parent and end == SELF and one != SELF:
                story.edges.setdefault((one, SELF), None)
            if middle != again or one == end or _linked(story, one, end) or co_parent:
                continue
            through_partner = second in PARTNERS and first in ("child", "parent")
            of_parent = first in PARTNERS and second == "parent"
            story.edges[(one, end)] = first if through_partner else "stepparent" if of_parent else "other"


def _drop_doubtful_places(story: Story) -> None:
    """A town that was only named does not move somebody who is said to be elsewhere."""
    for who, facts in story.facts.items():
        sure = {f["value"] for f in facts if f["entity"] == "location" and not f.get("implied")}
        if sure:
            story.facts[who] = [
                f for f in facts if f["entity"] != "location" or not f.get("implied") or f["value"] in sure
            ]


def _takes_back(entity: Entity) -> bool:
    return entity["entity"] == "correction" or (entity["entity"] == "answer" and entity["value"] == "no")


def _move_misplaced(story: Story) -> None:
    """ "... getrouwd met een Belg, nog in Havana": what fits only one of the two is about that one."""
    for one, other in list(story.edges):
        for who, partner in ((one, other), (other, one)):
            for fact in list(story.facts.get(who, [])):
                if (
                    fact.get("implied")
                    and _cannot_be(story, who, fact)
                    and not _cannot_be(story, partner, fact)
                ):
                    story.facts[who].remove(fact)
                    story.facts[partner].append({**fact, "role": partner, "implied": False})


def _give_children_their_age(story: Story) -> None:
    """ "Mijn vrouw heeft een dochter, ze is 9": so young is only the daughter."""
    children = [pid for pid, person in story.people.items() if person.get("relation") == "child"]
    without = [pid for pid in children if not any(f["entity"] == "age" for f in story.facts.get(pid, []))]
    if len(without) != 1:
        return
    for who, facts in list(story.facts.items()):
        grown = story.people.get(who, {}).get("relation") in (*PARTNERS, "parent") or who == SELF
        for fact in list(facts):
            if grown and fact["entity"] == "age" and int(fact["value"]) < GROWN_FROM:
                facts.remove(fact)
                story.facts[without[0]].append({**fact, "role": without[0]})


def _cannot_be(story: Story, who: str, fact: Entity) -> bool:
    """Whether a guess about somebody does not go with what is said of that person in as many words."""
    sure = [
        known
        for known in story.facts.get(who, [])
        if not (known.get("implied") or known.get("negated") or known.get("question"))
    ]
    nationalities = {known["value"] for known in sure if known["entity"] == "nationality"}
    if fact["entity"] == "nationality":
        return bool(nationalities) and fact["value"] not in nationalities
    if (fact["entity"], fact["value"]) in APPLICANT_WEIGHT:
        settled = any(
            (known["entity"] == "location" and known["value"] == "belgium")
            or (known["entity"] == "status" and (known["entity"], known["value"]) in SPONSOR_WEIGHT)
            for known in sure
        )
        of_eu = any(nationality_group(iso) == "eu" for iso in nationalities)
        return of_eu or settled or any(known["entity"] == "card" for known in sure)
    if fact["entity"] in ("card", "status"):
        return "BE" in nationalities
    return False


def _weigh(story: Story) -> None:
    for role, facts in list(story.facts.items()):
        weighed: set[tuple[str, str]] = set()
        for fact in facts:
            told = (fact["entity"], fact["value"])
            if told not in weighed or fact["entity"] == "move":
                _weigh_fact(story, role, fact)
            weighed.add(told)


def _weigh_fact(story: Story, role: str, fact: Entity) -> None:
    kind, value = fact["entity"], fact["value"]
    roles = [SELF] if role in ("", WE) else [role]
    if role in ("", WE) and kind == "move":
        return
    for who in roles:
        if kind == "move":
            _weigh_move(story, who, fact)
        elif kind in ("dependent", "disabled") and not fact.get("question"):
            (story.joined if who == SELF and kind == "dependent" else story.comes)[who] += NEEDS_SUPPORT
        elif kind == "term" and value not in ("applicant", "sponsor"):
            continue
        elif kind == "term":
            (story.comes if value == "applicant" else story.joined)[who] += TERM
        elif fact.get("negated") and value in ("BE", "eu_citizen"):
            story.joined[who] += (
                NOT_YET  # "mijn vrouw is nog geen Belg": of the one with a right that is asked
            )
        elif fact.get("negated") or fact.get("question") or fact.get("future"):
            continue
        elif kind == "nationality":
            group = nationality_group(value)
            if group == "eu":
                _stand(story, who, BELGIAN_WEIGHT if value == "BE" else EU_WEIGHT)
            else:
                story.comes[who] += THIRD_COUNTRY_WEIGHT
        elif kind == "card" and value not in ("A", "orange_card"):
            _stand(story, who, CARD_WEIGHT)
        elif (kind, value) in SPONSOR_WEIGHT and kind != "location":
            _stand(story, who, SPONSOR_WEIGHT[kind, value])
        elif (kind, value) == ("location", "abroad") and _is_belgian(story, who):
            continue
        elif (role != WE or kind != "location") and not fact.get("beside"):
            story.comes[who] += APPLICANT_WEIGHT.get((kind, value), 0)
            story.joined[who] += SPONSOR_WEIGHT.get((kind, value), 0)
            if fact.get("host") and value == "belgium":
                story.joined[fact["host"]] += HOSTS
            story.joined[who] -= ABROAD_WEIGHT if (kind, value) == ("location", "abroad") else 0


def _is_belgian(story: Story, who: str) -> bool:
    return any(
        fact["entity"] == "nationality"
        and fact["value"] == "BE"
        and not fact.get("negated")
        and not fact.get("future")
        for fact in story.facts.get(who, [])
    )


def _stand(story: Story, who: str, weight: float) -> None:
    story.joined[who] += max(0.0, weight - story.standing[who])
    story.standing[who] = max(weight, story.standing[who])


def _weigh_move(story: Story, who: str, fact: Entity) -> None:
    if fact["value"] == "bring":
        story.comes[who] += BROUGHT
        if fact.get("agent"):
            story.joined[SELF if fact["agent"] == WE else fact["agent"]] += BRINGS
    elif fact["value"] == "come":
        target = fact.get("target")
        settles = not target and any(
            other["entity"] == "nationality" and nationality_group(other["value"]) == "eu"
            for other in story.facts.get(who, [])
        )
        story.comes[who] += 0 if settles else COMES  # "ik ben Belg en kom met mijn man terug"
        if target and target != who:
            story.joined[SELF if target == WE else target] += JOINED
            if target == WE and str(story.people.get(who, {}).get("value")).startswith("schoon"):
                for (one, other), relation in story.edges.items():
                    if other == SELF and relation in PARTNERS:
                        story.joined[one] += JOINED
    elif fact["value"] == "request_for":
        story.comes[who] += ASKED_FOR
    else:
        story.joined[who] += ASKED_WITH


def likeliest_pair(story: Story) -> Pair | None:
    """The applicant and sponsor that the evidence points to; of several who come, the first named."""
    candidates = []
    for (one, other), relation in story.edges.items():
        if any(_is_gone(story, person) for person in (one, other)):
            continue
        inverse = INVERSE.get(relation or "", relation)
        for applicant, sponsor, link in ((one, other, relation), (other, one, inverse)):
            evidence = (
                story.comes[applicant]
                - story.comes[sponsor]
                + story.joined[sponsor]
                - story.joined[applicant]
            )
            prior = PRIOR.get(link or "", 0.0) + (PRIOR_OF_SPEAKER if SELF in (applicant, sponsor) else 0.0)
            candidates.append(Pair(applicant, sponsor, link, evidence + prior))
    return _best_of(story, candidates)


def _best_of(story: Story, candidates: list[Pair]) -> Pair | None:
    order = {person: number for number, person in enumerate(story.people)}
    fitting = [pair for pair in candidates if pair.evidence >= LEAST_EVIDENCE]
    fitting = [pair for pair in fitting if pair.relation != "family"] or fitting
    close = [pair for pair in fitting if pair.relation != "other" and story.comes[pair.applicant] > 0]
    fitting = close + [pair for pair in fitting if _is_mover(story, pair)] if close else fitting
    if not fitting:
        return None
    best = max(fitting, key=lambda pair: pair.evidence)
    along = [
        pair
        for pair in fitting
        if pair.sponsor == best.sponsor and story.comes[pair.applicant] >= FIRST_NAMED
    ]
    return min([best, *along], key=lambda pair: (order.get(pair.applicant, 0), -pair.evidence))


def _is_mover(story: Story, pair: Pair) -> bool:
    """Whether more distant family is said to come, and not just named along the way."""
    return any(person in story.moved for person in (pair.applicant, pair.sponsor))


def _is_gone(story: Story, person: str) -> bool:
    """An ex or somebody who died is neither applicant nor sponsor."""
    died = any(fact["entity"] == "deceased" for fact in story.facts.get(person, []))
    return died or story.people.get(person, {}).get("relation") == "ex"


def only_link(story: Story) -> str | None:
    """The relation of the only two people spoken about, when it is the same in both directions."""
    relations = {relation for relation in story.edges.values() if relation}
    if len(story.edges) == 1 and relations and relations <= {*PARTNERS, "other"}:
        return relations.pop()
    return None
