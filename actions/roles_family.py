"""The rest of the family that would come along."""

from __future__ import annotations

import re
from typing import Any

from actions.kinship import in_law
from actions.roles_bereaved import is_gone
from actions.roles_story import PARTNERS, SELF, WE, Entity, Pair, Story
from procedures import load_law
from procedures.countries import fold

Slots = dict[str, Any]
# What is told of several at once: "de kinderen zijn hier met een toeristenvisum".
_OF_ALL = ("applicant_country", "applicant_location", "applicant_residence")
# What may stand between two of a list: "mijn vrouw (34) en onze twee", "mijn vrouw en haar".
_LISTED = (
    r"[\s,()&+]*(?:(?:en|met|samen|ook|mijn|mn|m'n|me|onze|ons|zijn|haar|hun|de|het|kleine|minderjarige|jongste"
    r"|oudste|nieuwe|een|twee|drie|vier|vijf|van|jaar|j|\d+|(?:in|te|uit) [\w-]+)[\s,()&+]+)*"
)
# "mijn zoon ali 11 jaar en mijn mama".
_NAMED = r"^\s+(?!(?:is|was|wordt|werd|van|heeft|en|met|bijna|al)\b)[^\W\d]+(?=,?\s+\(?\d)"
# What tells the two apart: "mijn 3 kinderen mijn nieuwe man en ...".
_SEPARATED = r"\ben\b|[,&+]|\bmet\b|^\s+(?:mijn|mn|m'n|me|onze|ons)\b"
# "... en zijn moeder van 61 woont bij hen in", "mijn moeder ook bij hun".
_LIVES_WITH_THEM = (
    r"[^.;!?]{0,25}?\b(?:woont|leeft|verblijft|zit|is|wonen|leven|verblijven|zitten|zijn|ook)\b[^.;!?]{0,25}?"
    r"\bbij (?:hen|hun|ze|haar|hem|mijn vrouw|de kinderen)"
    r"(?=\s*(?:$|[.,;!?)]|(?:in|thuis|en|zij|ze|hij|daar)\b))"
)
# "... zijn ouders laten overkomen, samen met zijn zusje (13) en broertje".
_TOGETHER_WITH = (
    r"\b(?:komen|overkomen|halen|brengen|vertrekken|reizen)\b[^.;!?]{0,80}\bsamen met"
    r"(?: (?:mijn|zijn|haar|hun|onze|ons|de|het))?(?: \w+(?: van \d+)?(?: jaar)?(?: \(\d+\))? en)? $"
)


def other_applicants(story: Story, pair: Pair, text: str) -> list[Slots]:
    """The rest of the family that would come along, for the family overview."""
    found: list[Slots] = []
    main = story.people.get(pair.applicant, {})
    if main.get("plural"):
        found += _each(story, pair, pair.applicant, skip=1)
    everybody = means_everybody(text)
    in_one_breath = _listed_with(main, list(story.people.values()), text)
    for person, entity in story.people.items():
        if person in (pair.applicant, pair.sponsor) or entity.get("relation") in (None, "family"):
            continue
        listed = any(entity is each for each in in_one_breath) or _is_with_them(entity, text)
        if not is_gone(story, person) and _comes_along(story, pair, person, everybody, listed):
            found += _each(story, pair, person, skip=0)
    single = main.get("relation") == "child" and not main.get("plural")
    places = {fact["value"] for fact in story.facts.get(pair.applicant, []) if fact["entity"] == "location"}
    elsewhere = [each for each in found if single and each.get("applicant_location") not in (None, *places)]
    here = [each for each in found if not any(each is one for one in elsewhere)]
    return _without_named_twice(here, int(single)) + elsewhere


def means_everybody(text: str) -> bool:
    """Whether a message asks for all who were named: "wie mag er komen?", "alle drie"."""
    patterns = load_law().wording["phrases_of_everybody"]
    return any(re.search(rf"\b(?:{pattern})\b", fold(text)) for pattern in patterns)


def _is_listed_with(one: Entity, other: Entity, text: str) -> bool:
    """Whether two are named in one breath: "mijn vrouw en mijn zoon", "mijn vrouw, onze zoon van 4"."""
    if not {"start", "end"} <= one.keys() & other.keys():
        return False
    first, second = sorted((one, other), key=lambda each: int(each["start"]))
    between = re.sub(_NAMED, "", text[first["end"] : second["start"]].casefold())
    opened = not text[: first["start"]].strip() and not between.strip()  # "vrouw zoon en mama"
    return bool(re.fullmatch(_LISTED, between)) and (opened or bool(re.search(_SEPARATED, between)))


def _listed_with(main: Entity, people: list[Entity], text: str) -> list[Entity]:
    """Everybody in one list with somebody: "zijn vrouw van 44, een dochter van 20 en een broer"."""
    found, open_ones = [main], [main]
    while open_ones:
        one = open_ones.pop()
        near = [each for each in people if not any(each is known for known in found)]
        near = [each for each in near if _is_listed_with(one, each, text)]
        found, open_ones = found + near, open_ones + near
    return found[1:]


def _is_with_them(entity: Entity, text: str) -> bool:
    """Whether somebody lives or comes with the others: "... woont bij hen in", "samen met zijn zusje"."""
    if "end" not in entity:
        return False
    after, before = text[entity["end"] :].casefold(), text[: entity["start"]].casefold()
    return bool(re.match(_LIVES_WITH_THEM, after) or re.search(_TOGETHER_WITH, before))


def _comes_along(story: Story, pair: Pair, person: str, everybody: bool, listed: bool) -> bool:
    """Whether somebody who is named beside the pair would come too."""
    entity = story.people[person]
    of_applicant = entity.get("of") == pair.applicant and pair.relation in PARTNERS
    own_child = of_applicant and entity.get("relation") == "child"
    link = story.edges.get((person, pair.sponsor)) or (
        story.edges.get((person, SELF)) if pair.sponsor == SELF else None
    )
    own_kin = of_applicant and entity.get("relation") in ("parent", "other")
    # "Er is ook nog een nichtje", told by somebody else than the two.
    beside = SELF not in (pair.applicant, pair.sponsor) and entity.get("relation") == "other"
    our_child = entity.get("of") == WE and entity.get("relation") == "child"
    if entity.get("relation") == "partner" and pair.relation in PARTNERS:
        return False  # the "vriend" of who has a wife is a friend
    if (
        not (link or own_child or our_child or ((own_kin or beside) and everybody))
        or entity.get("relation") == "ex"
    ):
        return False
    if story.joined[person] >= 2 and story.comes[person] == 0:
        return False
    places = {fact["value"] for fact in story.facts.get(person, []) if fact["entity"] == "location"}
    told = bool(story.facts.get(person)) and "belgium" not in places
    one_of_them = entity.get("relation") == "child" and told and _has_children_coming(story)
    landed = any(fact.get("landed") for fact in story.facts.get(person, []))
    moves = landed or person in story.moved or story.comes[person] >= 1
    ours = pair.sponsor == SELF or entity.get("of") in (pair.applicant, WE)
    child_abroad = ours and "abroad" in places and entity.get("relation") == "child"
    listed = listed and "belgium" not in places
    named = told or entity.get("relation") in PARTNERS
    return moves or own_child or one_of_them or listed or (told and child_abroad) or (named and everybody)


def _has_children_coming(story: Story) -> bool:
    """Whether "de kinderen" come, one of whom "mijn zoon van 19" may be."""
    children = [
        pid for pid, one in story.people.items() if one.get("relation") == "child" and one.get("plural")
    ]
    return any(pid in story.moved or story.comes[pid] >= 1 for pid in children)


def _without_named_twice(found: list[Slots], named: int) -> list[Slots]:
    """Of "drie kinderen: zoon 19, dochter 16, Sami 11" three: who has an own noun is one of them."""
    several = load_law().wording["nouns_of_several"]
    children = [each for each in found if each["relation"] == "child"]
    named += sum(each["applicant_noun"] not in several for each in children)
    unnamed = [each for each in children if each["applicant_noun"] in several and "applicant_age" not in each]
    aged = any(each["applicant_noun"] in several and "applicant_age" in each for each in children)
    if aged:  # "de kinderen: Abena is 3, Kofi is 15, mijn zoon"
        again = [e for e in children if e["applicant_noun"] not in several and "applicant_age" not in e]
        found = [each for each in found if not any(each is one for one in again)]
    return [each for each in found if not any(each is one for one in unnamed[:named])]


def is_baby(story: Story, person: str) -> bool:
    """Whether somebody is not one year old yet: called so, and no age is told."""
    aged = any(fact["entity"] == "age" for fact in story.facts[person])
    return not aged and story.people.get(person, {}).get("value") in load_law().wording["nouns_of_babies"]


def _each(story: Story, pair: Pair, person: str, skip: int) -> list[Slots]:
    entity = story.people[person]
    ages = list(dict.fromkeys(int(fact["value"]) for fact in story.facts[person] if fact["entity"] == "age"))
    ages = [0] if is_baby(story, person) else ages
    number = max(len(ages), entity.get("count") or 1)
    relation = {
        "grandchild": "child",
        "partner": "de_facto_partner",
        "other": "other_family",
        "grandparent": "other_family",
        "stepparent": "other_family",
    }
    of_in_law = story.edges.get((str(entity.get("of")), pair.sponsor)) in PARTNERS
    # Of the child who is here; not the daughter of the wife, named beside the wife's mother.
    of_sponsor = pair.sponsor == SELF and entity.get("of") in (SELF, WE)
    sibling = pair.relation == "parent" and entity["relation"] == "child" and not (of_in_law or of_sponsor)
    base = {
        "relation": "other_family" if sibling else relation.get(entity["relation"], entity["relation"]),
        "applicant_noun": in_law(entity) if is_in_law(story, pair, person) else entity["value"],
        **({"applicant_gender": entity["gender"]} if entity.get("gender") else {}),
    }
    own = _own_facts(story.facts[person])
    base |= own if number == 1 else {name: own[name] for name in _OF_ALL if name in own}
    members = [{**base, **({"applicant_age": ages[n]} if n < len(ages) else {})} for n in range(number)]
    return members[skip:]


def is_in_law(story: Story, pair: Pair, person: str) -> bool:
    """Whether somebody is the father or mother of the partner of who writes and is joined."""
    entity = story.people[person]
    of_partner = story.edges.get((str(entity.get("of")), SELF)) in PARTNERS
    return pair.sponsor == SELF and entity["relation"] == "parent" and of_partner


def _own_facts(facts: list[Entity]) -> Slots:
    """What is told of one of the others and is not the same for all: "mijn moeder leeft van ons geld"."""
    sure = [each for each in facts if not any(each.get(name) for name in ("negated", "future", "question"))]
    told = {each["entity"]: each["value"] for each in sure}
    flags = {f"applicant_{kind}": True for kind in ("dependent", "disabled") if kind in told}
    said = {
        "applicant_country": told.get("nationality"),
        "applicant_location": "belgium" if "residence" in told else told.get("location"),
        "applicant_residence": told.get("residence"),
    }
    return {**flags, **{name: value for name, value in said.items() if value}}
