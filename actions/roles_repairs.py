"""Guesses about whom a fact concerns that cannot be right: moved to the other of the two, or dropped."""

from __future__ import annotations

from actions.roles_evidence import APPLICANT_WEIGHT, SPONSOR_WEIGHT
from actions.roles_story import GROWN_FROM, PARTNERS, SELF, Entity, Story
from procedures.countries import nationality_group


def repair(story: Story, entities: list[Entity]) -> None:
    """Puts right, in place, what was only guessed of somebody in a story told from these entities."""
    if not any(_takes_back(entity) for entity in entities):
        _move_misplaced(story)
    _drop_taken_back(story)
    _drop_doubtful_places(story)
    _drop_origins(story)
    _give_children_their_age(story)


def _drop_taken_back(story: Story) -> None:
    """ "Ik ben Belg. Nee, ik ben nog geen Belg": what is denied further on was said by mistake."""
    for who, facts in story.facts.items():
        kinds = ("nationality", "status", "card")
        denied = [
            (f["entity"], f["value"], f["start"]) for f in facts if f.get("negated") and f["entity"] in kinds
        ]
        story.facts[who] = [
            f
            for f in facts
            if f.get("negated")
            or not any(
                (f["entity"], f["value"]) == (kind, value) and f["start"] < at for kind, value, at in denied
            )
        ]


def _drop_doubtful_places(story: Story) -> None:
    """A town that was only named does not move somebody who is said to be elsewhere."""
    for who, facts in story.facts.items():
        sure = {f["value"] for f in facts if f["entity"] == "location" and not f.get("implied")}
        if sure:
            story.facts[who] = [
                f for f in facts if f["entity"] != "location" or not f.get("implied") or f["value"] in sure
            ]


def _drop_origins(story: Story) -> None:
    """Who says to be Turkish and to come from Temse is no Belgian for that."""
    for who, facts in story.facts.items():
        said = [
            f for f in facts if f["entity"] == "nationality" and not (f.get("negated") or f.get("question"))
        ]
        if any(not fact.get("origin") for fact in said):
            story.facts[who] = [f for f in facts if not (f["entity"] == "nationality" and f.get("origin"))]


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
                    for moved in [fact, *_arrivals_with(story.facts[who], fact)]:
                        story.facts[who].remove(moved)
                        story.facts[partner].append({**moved, "role": partner, "implied": False})


def _arrivals_with(facts: list[Entity], fact: Entity) -> list[Entity]:
    """The arrival of "binnengekomen met visum D", which goes where the visa goes."""
    visa = fact["entity"] == "residence"
    return [other for other in facts if visa and other.get("on_visa") and other.get("implied")]


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
            (known["entity"], known["value"], fact["entity"]) == ("location", "belgium", "location")
            or (known["entity"] == "status" and (known["entity"], known["value"]) in SPONSOR_WEIGHT)
            for known in sure
        )
        of_eu = any(nationality_group(iso) == "eu" for iso in nationalities)
        return of_eu or settled or any(known["entity"] == "card" for known in sure)
    if fact["entity"] in ("card", "status"):
        # "mijn vrouw zit in Khartoem. Subsidiaire bescherming dus": Belgium protects nobody who is not here
        abroad = any((known["entity"], known["value"]) == ("location", "abroad") for known in sure)
        protected = fact["value"] in ("refugee", "subsidiary_protection")
        return "BE" in nationalities or (abroad and (protected or fact["entity"] == "card"))
    return False
