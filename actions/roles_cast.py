"""Who of the people in a story is the applicant and who the sponsor, given what is known of the speaker."""

from __future__ import annotations

from typing import Any

from actions.roles_evidence import THIRD_COUNTRY_WEIGHT, likeliest_pair
from actions.roles_story import CARD_WEIGHT, INVERSE, PARTNERS, SELF, WE, Pair, Story

Slots = dict[str, Any]


def cast_roles(story: Story, context: Slots) -> Pair | None:
    """Applicant and sponsor: from what is known of the speaker, else from the evidence in the message."""
    speaker, pair = context.get("speaker"), likeliest_pair(story)
    if pair and contradicts_speaker(story, context):
        return pair
    if speaker not in ("applicant", "sponsor"):
        told = context.get("relation") and context.get("relation_before") is None
        if pair and told and speaker == "third_party" and SELF in (pair.applicant, pair.sponsor):
            return _third_party_pair(story, context)  # "mijn zoon heeft een B-kaart", whose wife comes
        if pair is None and speaker == "third_party":
            return _third_party_pair(story, context)
        return pair or _pair_by_term(story) or _sponsor_alone(story)
    other = _counterpart(story, context, speaker)
    link = story.edges.get((other, SELF))
    if link is None and (SELF, other) in story.edges:
        link = INVERSE.get(story.edges[(SELF, other)] or "", story.edges[(SELF, other)])
    if speaker == "sponsor":
        return Pair(other, SELF, link, 0)
    return Pair(SELF, other, INVERSE.get(link or "", link), 0)


def contradicts_speaker(story: Story, context: Slots) -> bool:
    """ "Niet ik ben Belg! Mijn vrouw is Belg": then whatever was known of the speaker is open again."""
    said: dict[bool, set[str]] = {True: set(), False: set()}
    for who, facts in story.facts.items():
        for fact in facts:
            if fact["entity"] == "nationality" and not fact.get("negated") and who:
                said[who == SELF].add(fact["value"])
    speaker, belgian = context.get("speaker"), context.get("sponsor_status") == "belgian"
    if context.get("takes_back") and _are_elsewhere(story, str(speaker)):
        return True
    if speaker == "sponsor" and belgian:
        return bool(said[True]) and "BE" not in said[True] and "BE" in said[False]
    return speaker == "applicant" and said[True] == {"BE"} and bool(said[False] - {"BE"})


def _are_elsewhere(story: Story, speaker: str) -> bool:
    """ "Nee, ik ben de vrouw die in Peru woont, mijn man is in België", said by the one taken to be here."""
    places: dict[bool, set[str]] = {True: set(), False: set()}
    for who, facts in story.facts.items():
        if who:
            places[who == SELF].update(fact["value"] for fact in facts if fact["entity"] == "location")
    turned = {"sponsor": ("abroad", "belgium"), "applicant": ("belgium", "abroad")}.get(speaker)
    return turned is not None and (places[True], places[False]) == ({turned[0]}, {turned[1]})


def _counterpart(story: Story, context: Slots, speaker: str) -> str:
    """The other party of a known speaker: the person named, or whoever a pronoun means."""
    linked = [
        one
        for (one, other) in story.edges
        if other == SELF and story.people.get(one, {}).get("relation") != "family"
    ]
    linked += [other for (one, other) in story.edges if one == SELF]
    known = context.get("relation")
    fitting = [pid for pid in linked if _may_be(story, pid, known, speaker)]
    own = [pid for pid in fitting if story.people.get(pid, {}).get("of") in (SELF, WE)]
    if (
        len(own) == 1
        and context.get("relation_before")
        and _may_be(story, own[0], context["relation_before"], speaker)
    ):
        fitting = own  # a correction about "mijn vrouw", whose grandfather is named besides
    if fitting:
        weight = story.comes if speaker == "sponsor" else story.joined
        asked = context.get("requested_slot") == "relation" and speaker == "sponsor"
        whose = {story.people.get(pid, {}).get("of") for pid in fitting} if asked else set()
        # "Het kind van mijn vrouw", asked who it is: the child
        best = max(fitting, key=lambda pid: (pid not in whose, weight[pid]) if whose else (True, weight[pid]))
        return best
    return next((pid for pid in ("he", "she", "they") if pid in story.facts), "?")


def _may_be(story: Story, person: str, known: str | None, speaker: str) -> bool:
    relation = story.people.get(person, {}).get("relation")
    if not known or known == "unknown":
        return relation not in ("ex", "family")
    wanted = known if speaker == "sponsor" else INVERSE.get(known, known)
    if known in ("spouse", "equivalent_partner", "registered_partner", "de_facto_partner", "fiance"):
        return relation in PARTNERS or relation is None
    if wanted == "other_family":
        return relation in ("other", "grandparent", "grandchild", None)
    return relation == wanted or relation is None or (wanted == "child" and relation == "grandchild")


def _pair_by_term(story: Story) -> Pair | None:
    """ "De aanvrager is 19": one person, but called by the role."""
    terms = {person.get("term"): pid for pid, person in story.people.items() if person.get("term")}
    return Pair(terms.get("applicant", "?"), terms.get("sponsor", "?"), None, 0) if terms else None


def _sponsor_alone(story: Story) -> Pair | None:
    """ "Ik ben erkend als vluchteling", with nobody else named: who has such a right here is the sponsor."""
    alone = not story.people and not story.edges and set(story.facts) <= {SELF, ""}
    comes = any(fact["entity"] == "move" for facts in story.facts.values() for fact in facts)
    # A nationality from outside the EU takes nothing away: "ik ben erkend en kom uit Syrië".
    comes_little = story.comes[SELF] <= THIRD_COUNTRY_WEIGHT
    sure = story.standing[SELF] >= CARD_WEIGHT and comes_little and bool(story.facts.get(SELF))
    return Pair("?", SELF, None, 0) if alone and sure and not comes else None


def _third_party_pair(story: Story, context: Slots) -> Pair | None:
    people = [pid for pid in story.facts if pid not in (SELF, WE, "")]
    asked = str(context.get("requested_slot") or "")
    nouns = {context.get("applicant_noun"): "applicant", context.get("sponsor_noun"): "sponsor"}
    nouns.pop(None, None)  # nobody named yet: "zij" is neither of them by that
    applicant, sponsor = "?", "?"
    for pid in people:
        role = nouns.get(story.people.get(pid, {}).get("value")) or _role_by_gender(pid, context)
        if role == "sponsor" or (role is None and asked.startswith("sponsor_")):
            sponsor = pid
        else:
            applicant = pid
    return Pair(applicant, sponsor, None, 0) if people or "" in story.facts else None


def _role_by_gender(pronoun: str, context: Slots) -> str | None:
    """Whom "hij" or "zij" means, when one of the two parties is a man and the other a woman."""
    gender = {"he": "male", "she": "female"}.get(pronoun)
    roles = [role for role in ("applicant", "sponsor") if gender and context.get(f"{role}_gender") == gender]
    return roles[0] if len(roles) == 1 else None
