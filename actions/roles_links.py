"""What the people of a message are to one another, where it follows from what they are to the speaker."""

from __future__ import annotations

import itertools

from actions.roles_story import PARTNERS, SELF, WE, Entity, Story, has_standing, linked

_CHILDS_SPOUSE = ("schoondochter", "schoonzoon")
_SIBLINGS = (
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
_AMONG_RELATIVES = {
    ("parent", "parent"): "spouse",
    ("parent", "sibling"): "parent",
    ("sibling", "parent"): "child",
    ("sibling", "sibling"): "other",
    ("child", "child"): "other",
    ("grandparent", "uncle"): "parent",
    ("uncle", "grandparent"): "child",
    ("grandparent", "parent"): "parent",
    ("parent", "grandparent"): "child",
}


def link(story: Story) -> None:
    """Adds the links that follow from those told, and takes away those that others make untrue."""
    _link_family_of(story)
    _link_pronouns(story)
    _link_brought(story)
    _link_staff_couple(story)
    _unlink_outsiders(story)
    _link_in_laws(story)
    _link_parents(story)
    _link_grandparents(story)
    _leave_out_writer(story)
    _link_parent_of_siblings(story)
    _link_onwards(story)
    _leave_out_unsaid(story)


def _link_family_of(story: Story) -> None:
    """ "Mijn vrouw is hier als gezinslid van een Portugees": she joined him, if nobody else is brought."""
    moves = [(who, f) for who, facts in story.facts.items() for f in facts if f["entity"] == "move"]
    told = [(who, move) for who, move in moves if move["value"] == "family_of"]
    for who, move in told:
        story.facts[who] = [fact for fact in story.facts[who] if fact is not move]
        other = str(move["target"])
        if who in ("", other) or any(move["value"] in ("bring", "request_for") for _, move in moves):
            continue
        story.facts[who].append({**move, "value": "come"})
        if not linked(story, who, other):
            story.edges[(who, other)] = None


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
    elif story.edges and not partnered and any(bond["role"] == WE for bond in story.bonds):
        _link_whoever_was_met(story)


def _link_whoever_was_met(story: Story) -> None:
    """The Belg of "ik heb een Belg leren kennen. Wij zijn gehuwd", whatever family is named besides."""
    loose = [
        pid
        for pid, person in story.people.items()
        if person.get("kind") == "anyone"
        and not person.get("relation")
        and not any(pid in edge for edge in story.edges)
    ]
    if len(loose) == 1:
        story.edges[(loose[0], SELF)] = "partner"


def _link_brought(story: Story) -> None:
    """ "Bulgaarse vrouw wenst moeder te laten overkomen": whom somebody brings is the mother of that one."""
    moves = [(who, fact) for who, facts in story.facts.items() for fact in facts if fact["entity"] == "move"]
    brought = [(who, move.get("agent")) for who, move in moves if move["value"] == "bring"]
    if len(brought) != 1 or any(person.get("of") for person in story.people.values()):
        return
    who, agent = brought[0]
    kin = story.people.get(who, {}).get("relation")
    known = agent in story.people and agent != who
    if known and kin in ("parent", "child", "grandparent", "other") and not linked(story, who, str(agent)):
        story.edges[(who, str(agent))] = kin


def _link_staff_couple(story: Story) -> None:
    """ "Man is Belg, vrouw is Marokkaanse", "aanvrager ... gezinshereniger": two people seen from outside."""
    _link_parent_and_child(story)
    close = [edge for edge, relation in story.edges.items() if relation != "family"]
    kin = [pid for pid, person in story.people.items() if person.get("relation") != "family"]
    loose = [pid for pid in kin if not any(pid in edge for edge in close)]
    terms = {story.people[pid].get("term"): pid for pid in loose if story.people[pid].get("term")}
    relatives = [pid for pid in loose if story.people[pid].get("relation")]
    parents = [pid for pid in relatives if story.people[pid]["relation"] == "parent"]
    if SELF not in story.facts and len({story.people[pid].get("gender") for pid in parents} - {None}) == 2:
        _link_father_and_mother(story, parents, relatives)
    elif "sponsor" in terms and relatives and len(loose) > 2:
        for pid in relatives:
            story.edges[(pid, terms["sponsor"])] = story.people[pid]["relation"]
    elif len(loose) > 2 and len(_wed(story, loose)) == 2 and SELF not in story.facts:
        story.edges[tuple(_wed(story, loose))] = "spouse"  # type: ignore[index]
    elif terms.keys() >= {"applicant", "sponsor"} and len(loose) == 2:
        story.edges[(terms["applicant"], terms["sponsor"])] = None
    elif len(loose) == 2 and SELF not in story.facts:
        relations = {story.people[pid].get("relation") for pid in loose}
        if relations == {"spouse", "child"} and _is_just_somebody(story, loose):
            loose.sort(key=lambda pid: story.people[pid]["relation"] == "child")
            story.edges[(loose[0], loose[1])] = "parent"
            return
        if relations == {"parent", "child"}:
            loose.sort(key=lambda pid: story.people[pid]["relation"] == "child")
            story.edges[(loose[0], loose[1])] = "parent"
            return
        known = [relation for relation in ("spouse", "fiance", "partner", "other") if relation in relations]
        story.edges[(loose[0], loose[1])] = known[0] if known else None
    elif len(loose) == 1 and not story.edges and (SELF in story.facts or WE in story.facts):
        person = story.people[loose[0]]
        at_home = person["value"] in ("vrouw", "man", "madam", "vent") and has_standing(story, SELF)
        story.edges[(loose[0], SELF)] = person.get("relation") if at_home else None


def _is_just_somebody(story: Story, people: list[str]) -> bool:
    """Whether the man of "man van 72, inwonend bij dochter" is nobody's husband as far as is told."""
    return any(story.people[pid]["value"] in ("man", "vrouw") for pid in people)


def _link_parent_and_child(story: Story) -> None:
    """ "Zoon 12j bij tante in Kinshasa, moeder B-kaart": the one mother and the one child belong together."""
    bare = [pid for pid, person in story.people.items() if not person.get("of")]
    parents = [pid for pid in bare if story.people[pid].get("relation") in ("parent", "stepparent")]
    children = [pid for pid in bare if story.people[pid].get("relation") == "child"]
    terms = any(p.get("term") for pid, p in story.people.items() if pid not in parents + children)
    if len(parents) == len(children) == 1 and SELF not in story.facts and not terms:
        story.edges.setdefault((parents[0], children[0]), "parent")


def _link_father_and_mother(story: Story, parents: list[str], relatives: list[str]) -> None:
    """ "Vader F+ kaart, moeder (TR) in Ankara": husband and wife, seen from outside, with their children."""
    story.edges[(parents[0], parents[1])] = "spouse"
    for child in relatives:
        for parent in parents:
            if story.people[child]["relation"] == "child":
                story.edges[(child, parent)] = "child"


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
                link = _AMONG_RELATIVES.get((_kin(both[0]), _kin(both[1])))
                if link:
                    story.edges.setdefault((person, str(other)), link)


def _link_grandparents(story: Story) -> None:
    """ "Mijn oma zit in Tanger, mijn vader is Belg": she is his mother, if nothing is told of the writer."""
    if has_standing(story, SELF):
        return
    kin = {
        relation: [pid for (pid, end), told in story.edges.items() if end == SELF and told == relation]
        for relation in ("grandparent", "parent")
    }
    for parent in kin["parent"]:
        for old in kin["grandparent"] if has_standing(story, parent) else []:
            story.edges.setdefault((old, parent), "parent")


def _leave_out_writer(story: Story) -> None:
    """ "Ik schrijf namens mijn ouders. Mijn vader is Belg, mijn moeder ...": the two are each other's."""
    spoken_for = [who for who, facts in story.facts.items() if any(f["entity"] == "behalf" for f in facts)]
    own = {fact["entity"] for fact in story.facts.get(SELF, [])}
    if not spoken_for or own & {"nationality", "status", "card", "location", "residence"}:
        return
    mine = [pid for pid, person in story.people.items() if person.get("of") in (SELF, WE)]
    told = [pid for pid in mine if len(story.facts.get(pid, [])) > (pid in spoken_for)]
    for one, other in itertools.combinations(told, 2):
        link = _AMONG_RELATIVES.get((_kin(story.people[one]), _kin(story.people[other])))
        if link and not linked(story, one, other):
            story.edges[(one, other)] = link
    if any(SELF not in edge for edge in story.edges):
        story.edges = {edge: relation for edge, relation in story.edges.items() if SELF not in edge}


def _link_parent_of_siblings(story: Story) -> None:
    """ "Mijn zus is 17 en erkend, onze mama zit in Herat": her mother too; a stepfather is her husband."""
    own = [pid for pid, person in story.people.items() if person.get("of") in (SELF, WE)]
    siblings = [pid for pid in own if _kin(story.people[pid]) == "sibling"]
    parents = [pid for pid in own if story.people[pid].get("relation") == "parent"]
    told = {fact["entity"] for pid in siblings for fact in story.facts.get(pid, [])}
    stepparents = [pid for pid in own if story.people[pid].get("relation") == "stepparent"]
    mine = {fact["entity"] for fact in story.facts.get(SELF, [])} - {"location", "municipality"}
    if len(stepparents) == len(parents) == 1 and not mine:
        story.edges.setdefault((stepparents[0], parents[0]), "spouse")
    if len(siblings) == len(parents) == 1 and told & {"status", "card"} and not mine:
        story.edges.setdefault((parents[0], siblings[0]), "parent")


def _kin(person: Entity) -> str:
    if person.get("value") in ("oom", "nonkel", "tante", "tantie"):
        return "uncle"
    return "sibling" if person.get("value") in _SIBLINGS else str(person.get("relation"))


def _link_onwards(story: Story) -> None:
    """My wife's son is as my child, my sister's husband is other family."""
    for (one, middle), first in list(story.edges.items()):
        for (again, end), second in list(story.edges.items()):
            co_parent = first == "parent" and second == "child"
            if co_parent and end == SELF and one != SELF:
                story.edges.setdefault((one, SELF), None)
            if middle != again or one == end or linked(story, one, end) or co_parent:
                continue
            through_partner = second in PARTNERS and first in ("child", "parent")
            of_parent = first in PARTNERS and second == "parent"
            story.edges[(one, end)] = first if through_partner else "stepparent" if of_parent else "other"


def _leave_out_unsaid(story: Story) -> None:
    """ "Onze Youssef ... ik ben zijn pa": what he is to me follows from what I am to him."""
    for (one, other), relation in list(story.edges.items()):
        if relation is None and story.edges.get((other, one)):
            del story.edges[(one, other)]
