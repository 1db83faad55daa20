"""Who comes and who is joined, weighed by everything that is said of the people of a story."""

from __future__ import annotations

from actions.roles_bereaved import bereaved, is_gone, of_dead_sponsor
from actions.roles_story import CARD_WEIGHT, INVERSE, PARTNERS, SELF, WE, Entity, Pair, Story
from procedures.countries import nationality_group

# What decides where nothing else does: partners are brought over most, and people write for themselves.
PRIOR = {"spouse": 0.15, "fiance": 0.15, "partner": 0.15, "child": 0.1}
PRIOR_OF_SPEAKER = 0.1
PRIOR_OF_TOLD = 0.05  # of whom something is said, not just named
LEAST_EVIDENCE = 1.2
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
    ("status", "protection"): 4.0,
    ("status", "third_country_unlimited"): 3.5,
    ("status", "third_country_limited"): 1.5,
    ("status", "eu_citizen"): 4.0,
    ("status", "no_residence"): 0.5,
    ("card", "A"): 1.5,
    ("card", "orange_card"): 0.2,
}
ADMITTED = 3.0
NEEDS_SUPPORT, HOSTS, NOT_YET = 1.5, 2.0, 1.0
JUST_ARRIVED = 0.75
BELGIAN_WEIGHT, EU_WEIGHT, THIRD_COUNTRY_WEIGHT = 6.0, 4.0, 1.0
ASKED_ABOUT = 2.5
COMES, BROUGHT, BRINGS, JOINED, ASKED_FOR, ASKED_WITH, TERM = 6.0, 7.0, 6.0, 5.0, 5.0, 4.0, 12.0
ABROAD_WEIGHT = 3.0
BETTER_STAY = 3.0  # of two who both have a stay, the one with the limited stay joins the other


def weigh(story: Story) -> None:
    """Adds up, in place, the evidence for everybody in the story: who comes, who is joined."""
    for role, told_of in list(story.facts.items()):
        facts = _where_i_am_now(told_of) if role == SELF else told_of
        weighed: set[tuple[str, str, bool]] = set()
        for fact in facts:
            sure = not (fact.get("negated") or fact.get("question") or fact.get("future"))
            told = (fact["entity"], fact["value"], sure)
            if told not in weighed or fact["entity"] == "move":
                _weigh_fact(story, role, fact)
            weighed.add(told)
    for role in story.facts:
        _weigh_admission(story, role)


def _where_i_am_now(facts: list[Entity]) -> list[Entity]:
    """Who moved to Helsinki and now lives in Diepenbeek is here: of places told, the last."""
    places = [fact for fact in facts if fact["entity"] == "location" and not fact.get("negated")]
    here = places and places[-1]["value"] == "belgium" and not places[-1].get("implied")
    left = [fact for fact in places if here and fact["value"] == "abroad"]
    return [fact for fact in facts if not any(fact is other for other in left)]


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
        elif fact.get("negated") and _is_a_right(kind, value):
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
            story.comes[who] += JUST_ARRIVED if fact.get("landed") and who != SELF else 0
            if fact.get("host") and value == "belgium":
                story.joined[fact["host"]] += HOSTS
            story.joined[who] -= ABROAD_WEIGHT if (kind, value) == ("location", "abroad") else 0


def _weigh_admission(story: Story, who: str) -> None:
    """Who got a stay here is joined, unless the one who writes tells of a right of his or her own."""
    admitted = any(fact["entity"] == "admitted" for fact in story.facts[who])
    child = story.people.get(who, {}).get("relation") in ("child", "grandchild")
    if admitted and not child and (who == SELF or not story.standing[SELF]):
        _stand(story, who, ADMITTED)


def _is_a_right(kind: str, value: str) -> bool:
    """Whether somebody with this could be joined: it is denied of the one who is to be joined."""
    of_eu = kind == "nationality" and nationality_group(value) == "eu"
    return of_eu or value == "eu_citizen" or kind == "card"


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
        if fact.get("through") and _brings_somebody(story):
            return  # "hij kreeg zijn kaart via mij en wil nu zijn dochter halen": his own stay is settled
        target = fact.get("target")
        if fact.get("through") and story.people.get(str(target), {}).get("relation") == "ex":
            return  # "ik kreeg mijn F+-kaart via mijn ex-vrouw": that is over, somebody else comes now
        settles = not target and any(
            other["entity"] == "nationality"
            and (other["value"] == "BE" or (who == SELF and nationality_group(other["value"]) == "eu"))
            for other in story.facts.get(who, [])
        )
        story.comes[who] += 0 if settles else COMES  # "ik ben Belg en kom met mijn man terug"
        if target and target != who:
            story.joined[SELF if target == WE else target] += JOINED
            for partner in _partners_with_this_kin(story, who) if target == WE else []:
                story.joined[partner] += JOINED
    elif fact["value"] == "about":
        story.comes[who] += ASKED_ABOUT
    elif fact["value"] == "request_for":
        story.comes[who] += ASKED_FOR
    else:
        story.joined[who] += ASKED_WITH


def _brings_somebody(story: Story) -> bool:
    moves = [fact for facts in story.facts.values() for fact in facts if fact["entity"] == "move"]
    return any(move["value"] == "bring" for move in moves)


def _partners_with_this_kin(story: Story, who: str) -> list[str]:
    """The wife, when her mother ("mijn schoonmoeder", "de moeder van mijn vrouw") comes to "us"."""
    partners = [one for (one, other), link in story.edges.items() if other == SELF and link in PARTNERS]
    person = story.people.get(who, {})
    in_law = str(person.get("value")).startswith("schoon")
    parent = person.get("relation") == "parent"
    return [one for one in partners if in_law or (parent and person.get("of") == one)]


def likeliest_pair(story: Story) -> Pair | None:
    """The applicant and sponsor that the evidence points to; of several who come, the first named."""
    widowed = bereaved(story) or of_dead_sponsor(story)
    if widowed:
        return widowed
    if only_named(story):
        return None
    candidates = []
    for (one, other), relation in story.edges.items():
        if relation == "ex" or any(is_gone(story, person) for person in (one, other)):
            continue  # "mijn inwoner, ex-man van een Belgische": neither joins the other any more
        inverse = INVERSE.get(relation or "", relation)
        for applicant, sponsor, link in ((one, other, relation), (other, one, inverse)):
            if _only_lodges(story, sponsor):
                continue
            evidence = (
                story.comes[applicant]
                - story.comes[sponsor]
                + story.joined[sponsor]
                - story.joined[applicant]
            )
            evidence += BETTER_STAY if link in PARTNERS and _stays_better(story, sponsor, applicant) else 0.0
            prior = PRIOR.get(link or "", 0.0) + (PRIOR_OF_SPEAKER if SELF in (applicant, sponsor) else 0.0)
            # "Ik als schoonvader" tells what the writer is, and nothing of who comes.
            told = any(fact["entity"] != "same" for fact in story.facts.get(applicant, []))
            prior += PRIOR_OF_TOLD if told else 0.0
            candidates.append(Pair(applicant, sponsor, link, evidence + prior))
    return _best_of(story, candidates)


def _stays_better(story: Story, one: str, other: str) -> bool:
    """Whether both have a stay, and only the other's is limited: "ik heb een A-kaart, hij een B-kaart"."""
    return story.standing[one] >= CARD_WEIGHT > story.standing[other] > 0


def _only_lodges(story: Story, who: str) -> bool:
    """The parents of "ze woont nog bij haar ouders in Cebu": nobody joins them."""
    facts = story.facts.get(who, [])
    return bool(facts) and all(fact["entity"] == "location" and fact.get("beside") for fact in facts)


def _best_of(story: Story, candidates: list[Pair]) -> Pair | None:
    order = {person: number for number, person in enumerate(story.people)}
    fitting = [pair for pair in candidates if pair.evidence >= LEAST_EVIDENCE]
    fitting = [pair for pair in fitting if pair.relation != "family"] or fitting
    fitting = [pair for pair in fitting if not _joins_her_child(pair, fitting, story)]
    close = [pair for pair in fitting if pair.relation != "other" and story.comes[pair.applicant] > 0]
    close = [pair for pair in close if not _is_away(story, pair.sponsor)]
    fitting = close + [pair for pair in fitting if _is_mover(story, pair)] if close else fitting
    if not fitting:
        return None
    best = max(fitting, key=lambda pair: pair.evidence)
    along = [
        pair
        for pair in fitting
        if pair.sponsor == best.sponsor
        and story.comes[pair.applicant] >= FIRST_NAMED
        and not _is_both(story, pair, best)
    ]
    return min([best, *along], key=lambda pair: (order.get(pair.applicant, 0), -pair.evidence))


def _joins_her_child(pair: Pair, others: list[Pair], story: Story) -> bool:
    """Whether "ik ben Belg, mijn kind is Belg, de mama heeft geen papieren" is about mother and child."""
    of_child = [one for one in others if one.applicant == pair.applicant and one.relation == "parent"]
    return pair.relation is None and any(_is_belgian(story, one.sponsor) for one in of_child)


def only_named(story: Story) -> str | None:
    """The nephew of "mijn neef heeft een A-kaart", if nothing else is told and nobody comes."""
    bare = ("town", "country", "municipality")
    told = any(fact["entity"] not in bare for who in (SELF, WE, "") for fact in story.facts.get(who, []))
    if told or story.moved or list(story.edges.values()) != ["other"]:
        return None
    one, other = next(iter(story.edges))
    stands = story.joined[one] + story.standing[one] - story.comes[one] >= LEAST_EVIDENCE
    return one if other == SELF and stands else None


def _is_both(story: Story, pair: Pair, best: Pair) -> bool:
    """The parents of "mijn ouders wonen in Marokko ... nu is mijn moeder alleen": it is about her by now."""
    people = [story.people.get(one.applicant, {}) for one in (pair, best)]
    same = [person.get("relation") for person in people] == ["parent", "parent"]
    return same and bool(people[0].get("plural")) and not people[1].get("plural")


def _is_away(story: Story, who: str) -> bool:
    """Whether nobody can be joined there: the parents of "mijn nicht woont bij haar ouders in Quito"."""
    places = {fact["value"] for fact in story.facts.get(who, []) if fact["entity"] == "location"}
    return places == {"abroad"} and not story.standing[who]


def _is_mover(story: Story, pair: Pair) -> bool:
    """Whether more distant family is said to come, and not just named along the way."""
    return any(person in story.moved for person in (pair.applicant, pair.sponsor))


def only_link(story: Story) -> str | None:
    """The relation of the only two people spoken about, when it is the same in both directions."""
    relations = {relation for relation in story.edges.values() if relation}
    if len(story.edges) == 1 and relations and relations <= {*PARTNERS, "other"}:
        return relations.pop()
    return None
