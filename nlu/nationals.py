"""Who somebody is, told in official or roundabout words: "onderdaan van Nepal", "een Belg zoals ik"."""

from __future__ import annotations

from dataclasses import replace

from nlu.codes import demonyms_of
from nlu.lexicon import grammar, person_nouns
from nlu.scan import HARD_STOPS
from nlu.words import Word
from procedures.countries import demonyms, names

_LONGEST_NAME = 5  # words of a country's name
_LONGEST_DESCRIPTION = 8  # words of "een erkend vluchteling met een B-kaart"


def with_nationals(words: list[Word]) -> list[Word]:
    """The words with "onderdaan van Nepal" read as the name for somebody from there."""
    kept: list[Word] = []
    at = 0
    while at < len(words):
        last = _end_of_national(words, at)
        iso = _country_at(words, at + 2, last) if last else None
        noun = _name_for(iso) if iso else ""
        if last and noun in demonyms():
            kept.append(replace(words[at], end=words[last - 1].end, norm=noun))
            at = last
        else:
            kept.append(words[at])
            at += 1
    return kept


def with_denial_first(words: list[Word]) -> list[Word]:
    """ "Hij is Belg niet maar Duits" becomes "hij is niet Belg maar Duits"."""
    kept = list(words)
    for at in range(len(words) - 2):
        after = [each.norm for each in words[at + 1 : at + 3]]
        if words[at].norm in demonyms() and after == ["niet", "maar"]:
            kept[at], kept[at + 1] = words[at + 1], words[at]
    return kept


def with_card_of_national(words: list[Word]) -> list[Word]:
    """ "Een Nepalees die al een B-kaart heeft" becomes "een Nepalees met al een B-kaart"."""
    for at in range(2, len(words)):
        named = words[at - 1].norm in demonyms() and words[at - 2].norm in grammar()["article"]
        near = [word.norm for word in words[at + 1 : at + _LONGEST_DESCRIPTION]]
        has = next((index for index, norm in enumerate(near) if norm in ("heeft", "bezit")), None)
        if named and words[at].norm == "die" and has is not None and "kaart" in near[:has]:
            verb = at + 1 + has
            card = next(i for i in range(at + 1, verb) if words[i].norm in (*grammar()["article"], "kaart"))
            told = [*words[card:verb], *words[at + 1 : card]]
            return [*words[:at], replace(words[at], norm="met"), *told, *words[verb + 1 :]]
    return words


def _name_for(iso: str) -> str:
    """What somebody from a country is called; not "Belarus", which is a country too."""
    called = demonyms_of(iso)[0]
    others = (word for word, (of, _) in demonyms().items() if of == iso and word not in names())
    return called if called not in names() else next(others, called)


def _end_of_national(words: list[Word], at: int) -> int | None:
    """The word after "onderdaan van de Dominicaanse Republiek", if that stands here."""
    if words[at].norm not in grammar()["of_a_country"] or at + 2 >= len(words) or words[at + 1].norm != "van":
        return None
    longest = range(min(at + 2 + _LONGEST_NAME, len(words)), at + 2, -1)
    return next((last for last in longest if _country_at(words, at + 2, last)), None)


def _country_at(words: list[Word], first: int, last: int) -> str | None:
    named = [word.norm for word in words[first:last] if word.norm != "-"]
    if named[:1] and named[0] in ("de", "het"):
        named = named[1:]
    return names().get(" ".join(named))


def with_me_described(words: list[Word]) -> list[Word]:
    """ "Mag een Belg zoals ik zijn vrouw ..." becomes "ik ben een Belg, mag ik mijn vrouw ..."."""
    at = next((at for at in range(len(words)) if _is_like_me(words, at)), None)
    first = _start_of_description(words, at) if at else None
    if at is None or first is None:
        return words
    start = next((i + 1 for i in range(first - 1, -1, -1) if words[i].norm in HARD_STOPS), 0)
    with_card = words[first].norm == "iemand"
    told = [word for word in words[first + 2 * with_card : at] if not _is_man_or_woman(word)]
    me, verb = replace(words[at + 1], norm="ik"), replace(words[at], norm="heb" if with_card else "ben")
    comma = replace(words[at], norm=",", raw=",")
    asked = [*words[start:first], me, *_as_mine(words[at + 2 :])]
    return [*words[:start], me, verb, *told, comma, *asked]


def _is_like_me(words: list[Word], at: int) -> bool:
    """Where "zoals ik" stands, or the "als ik" of "een Belg als ik"."""
    if at + 1 >= len(words) or not at or words[at + 1].norm not in ("ik", "mij", "mezelf"):
        return False
    following = words[at + 2].norm if at + 2 < len(words) else ""
    goes_on = following in grammar()["first_person"] or following in grammar()["any_person"]
    before = words[at - 1]
    described = before.norm in demonyms() or before.norm == "vluchteling" or _is_man_or_woman(before)
    bare = words[at].norm == "als" and described and not goes_on
    return words[at].norm in grammar()["like"] or bare


def _start_of_description(words: list[Word], like: int) -> int | None:
    """The "een" of "een Belg van 60 zoals ik", with no verb and no comma on the way, and a nationality."""
    verbs = {*grammar()["first_person"], *grammar()["third_person"], *grammar()["any_person"], "zijt"}
    for at in range(like - 1, max(like - _LONGEST_DESCRIPTION, -1), -1):
        if words[at].is_punctuation or words[at].norm in verbs or words[at].norm == "geen":
            return None
        if words[at].norm in ("een", "ne", "nen", "iemand"):
            inside = [word.norm for word in words[at + 1 : like]]
            told = any(norm in demonyms() or norm.startswith("vluchteling") for norm in inside)
            before = words[at - 1].norm if at else ""
            asked = words[at].norm == "iemand" and "kaart" in inside
            if words[at - 1].norm in grammar()["prepositions"] and before != "voor":
                continue  # "iemand met een B-kaart zoals ik"
            alone = before not in grammar()["being"] and before != "als"
            return at if (told or asked) and alone else None
    return None


def _is_man_or_woman(word: Word) -> bool:
    return person_nouns().get(word.norm, {}).get("relation") == "spouse"


def _as_mine(words: list[Word]) -> list[Word]:
    """The words with "mijn" for the first "zijn" or "haar" of somebody's family."""
    kept = list(words)
    for at, word in enumerate(words):
        if word.norm in (".", "?", "!") or word.norm in person_nouns():
            return kept
        named = any(after.norm in person_nouns() for after in words[at + 1 : at + 4])
        if named and word.norm in (*grammar()["possessive"]["he"], *grammar()["possessive"]["she"]):
            kept[at] = replace(word, norm="mijn")
            return kept
    return kept


def with_numbered(words: list[Word]) -> list[Word]:
    """ "Partner 1: Belg, 27. Partner 2: ...": the number belongs to the name, and is no age."""
    places = {number: _numbered(words, number) for number in ("1", "2")}
    if not all(places.values()):
        return words
    kept = []
    for at, word in enumerate(words):
        number = next((number for number, found in places.items() if at in found), None)
        if number:
            kept.append(replace(word, end=words[at + 1].end, norm=f"partner {number}"))
        elif not any(at - 1 in found for found in places.values()):
            kept.append(word)
    return kept


def _numbered(words: list[Word], number: str) -> list[int]:
    """Where "partner 1", "echtgenoot A" or "persoon 1" stands."""
    letter = {"1": "a", "2": "b"}[number]
    after = [word.raw.lower() for word in words[1:]]
    return [
        at
        for at, following in enumerate(after)
        if words[at].norm in grammar()["numbered"] and following in (number, letter)
    ]


def without_grounds(words: list[Word]) -> list[Word]:
    """Leaves out why somebody has a card: "een F-kaart als echtgenote van een Belg"."""
    for at in range(1, len(words) - 2):
        kin = person_nouns().get(words[at + 1].norm, {}).get("relation")
        of = words[at + 2].norm == "van"
        if words[at].norm == "als" and kin and of and words[at - 1].norm in ("kaart", "verblijfskaart"):
            last = at + 3 + (words[at + 3 : at + 4] != [] and words[at + 3].norm in ("een", "ne", "nen"))
            named = last < len(words) and words[last].norm in demonyms()
            return [*words[:at], *words[last + 1 :]] if named else words
    return words


def with_holders(words: list[Word]) -> list[Word]:
    """ "Gehuwd met de houder van een L-kaart" becomes "gehuwd met iemand met een L-kaart"."""
    kept = list(words)
    for at in range(1, len(words) - 2):
        before, article, holder, of = words[at - 1 : at + 3]
        named = holder.norm in grammar()["holders"] and of.norm == "van"
        if named and before.norm in ("met", "van", "bij", "voor") and article.norm in ("de", "een"):
            kept[at] = replace(article, norm="")
            kept[at + 1], kept[at + 2] = replace(holder, norm="iemand"), replace(of, norm="met")
    return [word for word in kept if word.norm]


def with_my_role(words: list[Word]) -> list[Word]:
    """ "Kan ik als gewone vriendin van een Belg" without the adjective: what I am is the noun."""
    return [
        word
        for at, word in enumerate(words)
        if not (
            1 < at < len(words) - 1
            and (words[at - 2].norm, words[at - 1].norm) == ("ik", "als")
            and word.norm.endswith("e")
            and word.norm not in demonyms()
            and word.norm not in grammar()["article"]
            and not any(word.norm in forms for forms in grammar()["possessive"].values())
            and word.norm not in person_nouns()
            and person_nouns().get(words[at + 1].norm, {}).get("relation")
        )
    ]


def with_role_first(words: list[Word]) -> list[Word]:
    """ "Als vriendin van een Belg, mag ik hier blijven?" begins with "ik ben vriendin van een Belg"."""
    kept: list[Word] = []
    for at, word in enumerate(words):
        opens = word.norm == "als" and (not at or words[at - 1].norm in HARD_STOPS)
        if opens and _is_role_of_mine([after.norm for after in words[at + 1 : at + 12]]):
            kept += [replace(word, norm="ik"), replace(word, norm="ben")]
        else:
            kept.append(word)
    return kept


def _is_role_of_mine(after: list[str]) -> bool:
    """Whether "vriendin van een Belg, mag ik ..." follows."""
    kin = after[:2][-1:] == ["van"] and "relation" in person_nouns().get(after[0], {})
    comma = after.index(",") if "," in after else len(after)
    return kin and after[comma + 2 : comma + 3] == ["ik"]


def with_woman_i_am(words: list[Word]) -> list[Word]:
    """A learner's "ik vrouw Marokkaans 24 jaar", "ik ben 67 Russisch vrouw": the woman is who writes."""
    for at, word in enumerate(words):
        if word.norm not in grammar()["subject"]["self"]:
            continue
        who = at + 1 + (words[at + 1 : at + 2] != [] and words[at + 1].norm == "ben")
        while who < len(words) and (
            _is_adjective(words[who]) or words[who].norm.isdigit() or _is_year(words[who])
        ):
            who += 1
        man = who < len(words) and words[who].norm in ("man", "vrouw")
        told = [*words[at + 1 : who], *words[who + 1 : who + 2]]
        if man and sum(_is_adjective(one) for one in told) == 1 and all(one.norm != "heb" for one in told):
            return [*words[:who], *with_woman_i_am(words[who + 1 :])]
    return words


def _is_adjective(word: Word) -> bool:
    return word.norm in demonyms() and word.norm.endswith(("s", "se", "sch", "sche"))


def _is_year(word: Word) -> bool:
    return word.norm in ("jaar", "j", "jr")
