"""Where a message names people: "mijn vrouw", "een Belg", "de dochter van mijn man"."""

from __future__ import annotations

from nlu.bare_nouns import (
    after_parent,
    after_stranger,
    is_as_minor,
    is_named_first,
    is_some_parent,
    is_the_child,
    is_told_again,
    is_what_one_is,
    opens_clause,
    starts_message,
    starts_sentence,
)
from nlu.described_people import is_as_parent, people_by_name, people_by_nationality
from nlu.lexicon import Tag, grammar, person_nouns
from nlu.names import is_unknown_name, looks_like_a_name
from nlu.numerals import AGE_UNITS, number_at
from nlu.people import PARTNERS, SELF, NounPhrase
from nlu.scan import HARD_STOPS
from nlu.set_aside import adds_money, is_set_aside
from nlu.words import Word

_STOP_SETS = (
    "prepositions",
    "conjunctions",
    "negation",
    "first_person",
    "third_person",
    "any_person",
    "modal",
)
_HAVING = {"heeft", "heb", "hebt", "hebben", "kregen"}
_PLURAL_BEFORE_VERB = ("wij", "we", "ze", "zij", "het", "dat", "dit", "die", "jullie", "hier", "er")


def _is_divorced_from(words: list[Word], head: int) -> bool:
    """The wife of "gescheiden van zijn Belgische vrouw", "met mijn vrouw uit elkaar"."""
    before = [word.norm for word in words[max(0, head - 5) : head]]
    if "met" in before and [word.norm for word in words[head + 1 : head + 3]] == ["uit", "elkaar"]:
        return True
    return "gescheiden" in before and "van" in before[before.index("gescheiden") :]


def _possessive(norm: str) -> str | None:
    return next((who for who, forms in grammar()["possessive"].items() if norm in forms), None)


def _stops(norm: str) -> bool:
    return any(norm in grammar()[name] for name in _STOP_SETS) or norm in (
        "zijn",
        "hebben",
        "wonen",
        "die",
        "dat",
    )


def find_noun_phrases(words: list[Word], tags: dict[int, Tag]) -> list[NounPhrase]:
    """The noun phrases that name a person, from left to right."""
    found: list[NounPhrase] = []
    nouns = person_nouns()
    for head, word in enumerate(words):
        noun = nouns.get(word.norm)
        tag = tags.get(head)
        if (
            noun
            and (noun.get("needs") == "possessive" or word.norm == "minderjarige")
            and head + 1 < len(words)
            and words[head + 1].norm in nouns
        ):
            continue
        if noun is None or (
            tag and (tag.kind == "noise" or (tag.first == head and tag.kind not in ("nationality", "age")))
        ):
            continue
        if head and words[head - 1].norm in ("geen", "gene") and noun.get("relation"):
            continue
        if is_as_parent(words, head) or is_as_minor(words, head) or is_what_one_is(words, tags, head):
            continue
        former = noun.get("relation") in PARTNERS and head and words[head - 1].norm in grammar()["former"]
        former = former or (noun.get("relation") in PARTNERS and _is_divorced_from(words, head))
        if former or (head and words[head - 1].norm == "ex"):
            noun = {**noun, "relation": "ex"}
        again = any(other.noun["noun"] == noun["noun"] for other in found)
        phrase = _phrase(words, tags, head, {**noun, "needs": ""} if again else noun)
        if phrase and (is_set_aside(words, phrase) or adds_money(words, phrase)):
            continue
        if phrase and (not found or phrase.first >= found[-1].last):
            found.append(phrase)
        elif phrase and found and phrase.first < found[-1].last:
            phrase.first, phrase.owner, phrase.article = head, None, None
            if not noun.get("needs"):
                found.append(phrase)
    found += people_by_nationality(words, tags, found)
    found += people_by_name(words, tags, found)
    wed = any(each.noun.get("relation") == "spouse" and each.owner == SELF for each in found)
    for each in found:
        if wed and _is_friend(each.noun) and each.owner is None:
            each.noun = {**each.noun, "kind": "outsider", "relation": ""}  # "ik woon met 1 vriend samen"
    return sorted(found, key=lambda phrase: phrase.first)


def _phrase(words: list[Word], tags: dict[int, Tag], head: int, noun: dict[str, str]) -> NounPhrase | None:
    first, owner, article, count = head, None, None, None
    for at in range(head - 1, max(head - 6, -1), -1):
        norm = words[at].norm
        who = _possessive(norm)
        if who and _is_possessive_here(words, at):
            first, owner = at, who
            break
        if norm in grammar()["article"] and not (norm == "een" and count):
            first, article = at, norm
            if norm in ("andere", "eigen", "elke"):
                continue
            who = _possessive(words[at - 1].norm) if at else None
            if who and _is_possessive_here(words, at - 1):
                first, owner = at - 1, who
            break
        if norm in ("minderjarige", "meerderjarige") and at == head - 1:
            first = at
            continue
        tag = tags.get(at)
        if tag and tag.kind == "count":
            first, count = at, int(tag.value)
            continue
        if tag and tag.kind in ("nationality", "age", "status", "disabled", "bond"):
            adjective = tag.data.get("form") == "adjective" or (
                tag.kind == "age" and norm.startswith(("jarig", "pasgebor"))
            )
            if first - 1 == at and (
                adjective or (tag.kind == "nationality" and noun.get("kind") == "anyone")
            ):
                first = at
            continue
        if (
            (words[at].is_punctuation and norm != "-")
            or _stops(norm)
            or person_nouns().get(norm, {}).get("needs", norm not in person_nouns() and "possessive")
            != "possessive"
            or norm.isdigit()
        ):
            break
    last = head + 1
    owner_phrase = None
    by = _after_brackets(words, last)
    if by > last and by + 1 < len(words) and words[by].norm == "van":
        owner_phrase = (by + 1, min(by + 6, len(words)))
    elif last + 1 < len(words) and words[last].norm == "van":
        after = words[last + 1].norm
        who = next((who for who, forms in grammar()["object"].items() if after in forms), None)
        nearby = [words[at].norm in person_nouns() for at in range(last + 1, min(last + 4, len(words)))]
        own_noun = after not in ("mij", "hem", "hen") and any(nearby[1:])
        if who and not own_noun:
            owner, last = who, last + 2
            if _is_friend(noun):
                noun = {**noun, "kind": "client", "relation": ""}
        elif (
            any(nearby)
            or (words[last + 1].raw[:1].isupper() and is_unknown_name(words[last + 1]))
            or (last + 1 in tags and tags[last + 1].kind in ("nationality", "status"))
            or after in ("een", "de", "twee")
            or (after in ("ons", "onze") and last + 2 < len(words) and looks_like_a_name(words[last + 2]))
        ):
            owner_phrase = (last + 1, min(last + 6, len(words)))
    friendly = {words[at].norm for at in range(first, head)} & {"beste", "besten", "goede", "goeie", "oude"}
    if friendly and _is_friend(noun):
        noun = {**noun, "kind": "client", "relation": ""}
    if article in ("een", "ne", "nen") and is_some_parent(words, noun, first, last):
        noun = {**noun, "kind": "client", "relation": ""}
    needs = noun.get("needs")
    if noun.get("relation") == "parent" and opens_clause(words, first):
        told_of = any(person_nouns().get(word.norm, {}).get("relation") for word in words[:first])
        owner = SELF if needs and not (owner or told_of) else owner  # "hey, ma is 67"
        needs = None
    asked_for = first and words[first - 1].norm == "voor" and _is_friend(noun) and first < 4
    if asked_for and (
        article == "een" or (not owner and not article and words[last : last + 1] and words[last].norm == ":")
    ):
        noun = {**noun, "kind": "client", "relation": ""}
    described = article is None and first < head
    somebody = (
        (article in ("een", "ne", "nen") or described)
        and first > 0
        and words[first - 1].norm in ("met", "op")
    )
    if needs == "possessive" and noun["noun"] in ("jongen", "meisje") and somebody:
        noun, needs = {**noun, "relation": "", "kind": "anyone"}, None
    following = words[head + 1].norm if head + 1 < len(words) else ""
    stranger = article in ("een", "ne", "nen") and following in ("van", "uit", "die", "dat")
    had = {words[at].norm for at in range(max(0, first - 6), first)} & _HAVING
    had = had if first and words[first - 1].norm not in grammar()["prepositions"] else set()
    if (
        needs == "possessive"
        and noun["noun"] in ("jongen", "meisje")
        and stranger
        and had
        and following == "van"
    ):
        needs, stranger = None, False  # "zij heeft een meisje van 9 en een jongen van 14"
    if needs == "possessive" and noun["noun"] in ("jongen", "meisje") and stranger:
        noun, needs = {**noun, "relation": "", "kind": "anyone"}, None
    if needs == "possessive" and noun["noun"] in ("jongen", "meisje") and following.isdigit():
        needs = None
    if _is_helped(words, head, article, owner):
        gender = noun.get("gender") or ("male" if noun["noun"] == "jongen" else "female")
        noun, needs = {"noun": noun["noun"], "kind": "client", "gender": gender}, None
    again = noun["noun"] in ("jongen", "meisje") and article in ("die", "dat", "deze")
    if noun["noun"] in ("jongen", "meisje") and is_told_again(words, first):
        noun, needs, article = {**noun, "relation": "", "kind": "anyone", "definite": "yes"}, None, None
    if needs == "possessive" and again and after_stranger(words, first):
        gender = "male" if noun["noun"] == "jongen" else "female"
        noun, needs = {**noun, "relation": "", "kind": "anyone", "gender": gender, "definite": "yes"}, None
    aged = following == "van" and head + 2 < len(words) and number_at(words, head + 2) is not None
    if needs == "possessive" and noun.get("relation") == "child" and aged:
        needs = None  # "kleine van 3 is Belg"
    if needs == "possessive" and noun.get("relation") == "family" and following in ("laten", "naar", "over"):
        needs, owner = None, SELF
    if needs == "possessive" and is_the_child(words, noun, article, first, last):
        noun, needs = {**noun, "definite": "yes"}, None
    if needs == "possessive" and noun["noun"] in ("gezin", "familie") and starts_sentence(words, first):
        verb = following in grammar()["third_person"] or following in grammar()["stay_verbs"]
        needs = None if verb else needs  # "Gezin bevindt zich in een kamp"
    by_nation = first < head and tags.get(head - 1) is not None and tags[head - 1].kind == "nationality"
    of_somebody = first > 1 and words[first - 1].norm == "van" and words[first - 2].norm in person_nouns()
    if needs == "possessive" and noun["noun"] in ("ma", "pa") and head == 0 and following.isdigit():
        needs, owner = None, SELF  # "ma 68 alleen in Skopje"
    said = words[head + 2].norm if head + 2 < len(words) else ""
    if needs == "field" and following == ":" and said not in person_nouns():
        needs = None
    told = (
        following in (*grammar()["third_person"], ",") and article == "een" and starts_sentence(words, first)
    )
    told = told or (
        article == "een" and words[first - 1].norm in ("hebben", "begeleid", "begeleiden", "help")
    )
    if needs == "owner" and (told or by_nation or of_somebody or starts_message(words, first)):
        needs = None
    if needs == "opening" and starts_message(words, first) and (not first or words[first - 1].norm != ":"):
        needs = None
    if needs == "possessive" and noun.get("relation") == "partner" and is_named_first(words, head):
        needs, owner = None, SELF
    if noun.get("kind") == "client" and owner in ("he", "she", "they"):
        noun = {**noun, "kind": "outsider"}  # "zijn collega's konden hun vrouw meebrengen"
    if needs and not owner and not count and not (needs == "possessive" and after_parent(words, first)):
        return None
    return NounPhrase(first, last, head, noun, owner, article, count, owner_phrase)


def _is_helped(words: list[Word], head: int, article: str | None, owner: str | None) -> bool:
    """The boy of "de jongen die ik als vrijwilliger begeleid", the woman of "de vrouw die ik help"."""
    young = words[head].norm in ("jongen", "meisje", "man", "vrouw", "jongeman", "dame")
    after = [word.norm for word in words[head + 1 : head + 8]]
    me = after[:1] in (["die"], ["dat"]) and after[1:2] in (["ik"], ["wij"], ["we"])
    return (
        young
        and owner is None
        and article is not None
        and me
        and bool(set(after) & set(grammar()["helping"]))
    )


def _after_brackets(words: list[Word], at: int) -> int:
    """The word after "(26)" in "dochter (26) van", "moeder 70j (UA) van"; the same place without brackets."""
    if at + 1 < len(words) and words[at].norm.isdigit() and words[at + 1].norm in AGE_UNITS:
        at += 2
    if at >= len(words) or words[at].norm != "(":
        return at
    return next((end + 1 for end in range(at, min(at + 12, len(words))) if words[end].norm == ")"), at)


def _is_friend(noun: dict[str, str]) -> bool:
    return noun.get("relation") == "partner" and noun["noun"].startswith("vriend")


def _has_verb_later(words: list[Word], at: int) -> bool:
    """Whether "die zijn vrouw in Chennai wil laten komen" has its verb later; the `zijn` is his then."""
    for word in words[at + 2 : at + 12]:
        if word.norm in HARD_STOPS or word.norm in grammar()["relative"]:
            return False
        if word.norm in grammar()["third_person"] or word.norm in grammar()["any_person"]:
            return True
    return False


def _is_possessive_here(words: list[Word], at: int) -> bool:
    """`zijn` is also a verb: "wij zijn man en vrouw", "mijn kinderen zijn ..."."""
    norm, before = words[at].norm, words[at - 1].norm if at else ""
    if norm == "zijn":
        wished = before == "dat" and at > 1 and words[at - 2].norm in grammar()["wishing"]
        if wished or (before == "die" and _has_verb_later(words, at)):
            return True  # "mijn broer wil dat zijn vrouw bij hem komt wonen"
        plural = person_nouns().get(before, {}).get("number") == "plural"
        return before not in _PLURAL_BEFORE_VERB and not plural
    return True
