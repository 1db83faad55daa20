"""Numbers, ages and dates in a message."""

from __future__ import annotations

from datetime import date

from nlu.dates import born_on
from nlu.lexicon import Tag, cities, grammar, numbers, person_nouns
from nlu.names import is_unknown_name
from nlu.not_ages import DEGREES, counts_people, is_duration, is_living_somewhere, is_of_then
from nlu.numerals import (
    ADULT_BORDERS,
    AGE_UNITS,
    MAX_AGE,
    PRONOUNS,
    VERBS_OF_BEING,
    is_birth,
    norm_at,
    number_at,
)
from nlu.words import Word
from procedures.countries import demonyms, names

_MONTH_UNITS = ("m", "maand", "maanden", "maandjes", "weken", "weekjes", "dagen")
_NO_UNITS = (*_MONTH_UNITS, "euro", "kinderen", "dochters", "zonen", "zoons", "procent", "%")
_REACH_OF_SORRY = 3  # words between an age and the one that takes its place


def find_ages(words: list[Word], taken: set[int], today: date) -> list[Tag]:
    """Ages in years, months ("8 maanden" is 0), "bijna 18" (17) and years of birth."""
    found: list[Tag] = []
    for index in range(len(words)):
        if index in taken:
            continue
        number = number_at(words, index)
        tag = born_on(words, index, today) if number is None else _age(words, index, number, found, today)
        if tag:
            found.append(tag)
    return found


def _age(words: list[Word], index: int, number: int, earlier: list[Tag], today: date) -> Tag | None:
    if 1900 < number <= today.year and is_birth(words, index):
        age = today.year - number
        return None if age in ADULT_BORDERS else Tag(index, index + 1, "age", str(age))
    unit = norm_at(words, index + 1)
    last = index + (2 if unit in AGE_UNITS + _MONTH_UNITS else 1)
    follows = norm_at(words, last)
    before = norm_at(words, index - 1)
    if unit in ("jarig", "jarige"):
        return Tag(index, last, "age", str(number))
    if norm_at(words, index + 1) == "huwelijk" or is_of_then(words, index, before):
        return None  # "zoon van 1e huwelijk"
    if number > MAX_AGE or before in numbers()["not_age_before"] or counts_people(words, index):
        return None
    if is_duration(words, index, last):
        return None
    if unit in _MONTH_UNITS:
        return _months(words, index, last, number, follows, before)
    with_unit = unit in AGE_UNITS
    lived = {norm_at(words, at) for at in range(index - 8, index)} & set(grammar()["lived"])
    if with_unit and follows == "in" and lived:
        return None  # "woonde met haar man twaalf jaar in Spanje"
    if words[index].norm == "een" and not with_unit:
        return None
    if with_unit and follows == "oud":
        return Tag(index, last + 1, "age", str(_nearly(words, index, number)))
    lasting = follows in numbers()["never_age_after"] and (with_unit or number < ADULT_BORDERS[0])
    nation = with_unit and before in demonyms() and norm_at(words, index - 2) in person_nouns()
    sure = (nation or _follows_person(words, index, earlier)) and not lasting
    told = (*VERBS_OF_BEING, "heeft", "heb")
    if with_unit and before in told and (follows in PRONOUNS or follows in grammar()["first_person"]):
        return Tag(index, last, "age", str(_nearly(words, index, number)))
    if with_unit and [follows, norm_at(words, last + 1)] == ["ben", "ik"]:
        return Tag(index, last, "age", str(number))  # "33 jaar ben ik"
    if follows == "geworden" and not before.isdigit():
        return Tag(index, last, "age", str(number))
    lives = before in VERBS_OF_BEING and follows in ("wonen", "woont", "woon")
    grows = norm_at(words, index - 2) if before == "er" else before  # "die wordt er 18 in april"
    growing = grows in ("wordt", "word", "worden") and follows in ("in", "op", "binnen", "volgende")
    living = is_living_somewhere(words, index, last)
    still = before in ("is", "ben") and follows == "nog"  # "mijn zoon is 15 nog"
    if not (sure or lives or growing or living or still) and follows in numbers()["not_age_after"]:
        return None
    if sure or _stands_for_age(words, index, with_unit):
        return Tag(index, last, "age", str(_nearly(words, index, number)))
    return None


def _follows_person(words: list[Word], index: int, earlier: list[Tag]) -> bool:
    """ "Zoon 4", "dochter van 4", "kinderen van 4 en 9"."""
    before, before2 = norm_at(words, index - 1), norm_at(words, index - 2)
    again = before in ("maar", "wel", *grammar()["taking_back"])
    if again and earlier and index - earlier[-1].last <= _REACH_OF_SORRY:
        return True  # "geen 17 meer maar 18", "12 jaar, sorry 13"
    if before in (",", "en", "&", "+", "/", *PRONOUNS) and earlier and earlier[-1].last == index - 1:
        return True
    following = norm_at(words, index + 1)
    ends = not following.isalpha() or following in ("en", "maar", *PRONOUNS) or following in demonyms()
    pair = norm_at(words, index + 1) in PRONOUNS or norm_at(words, index + 1) in demonyms()
    if before in PRONOUNS and ends and before2 in ("en", "maar") and earlier:
        return True
    if before in PRONOUNS and ends and (pair or before2 in VERBS_OF_BEING or not before2.isalpha()):
        return True
    if (
        before in PRONOUNS
        and norm_at(words, index + 1) in AGE_UNITS
        and before2 not in grammar()["stay_verbs"]
    ):
        return norm_at(words, index + 2) not in (
            *numbers()["never_age_after"],
            "hier",
            "lang",
            "later",
            "terug",
        )
    if person_nouns().get(before, {}).get("number") == "plural" and norm_at(words, index + 1) not in (
        *AGE_UNITS,
        ",",
        "en",
    ):
        return False
    somebody = before2 in demonyms() and demonyms()[before2][1] == "noun"
    hers = before in ("haar", "hem") and norm_at(words, index + 1) in AGE_UNITS
    mine = (hers or before in ("mij", "ons")) and before2 == "van" and _is_person(norm_at(words, index - 3))
    if before == "groot" and _is_person(before2) and following in AGE_UNITS:
        return True  # a learner's "mijn zoon groot 33 jaar"
    if before == "oud" or mine or (before == "van" and somebody):
        return True
    called = words[index - 1].raw[:1].isupper() and is_unknown_name(words[index - 1]) if index else False
    if called and _is_person(before2) and norm_at(words, index + 1) in AGE_UNITS:
        return True
    if before in (":", "=") and _is_person(before2) and following in AGE_UNITS:
        return True
    if before == ")" and following in AGE_UNITS:
        opened = next((at for at in range(index - 2, max(index - 6, 0), -1) if norm_at(words, at) == "("), 0)
        return _is_person(norm_at(words, opened - 1))
    return _is_person(before) or (before in ("van", "(") and _is_person(before2))


def _is_person(norm: str) -> bool:
    return norm in person_nouns()


def _months(words: list[Word], index: int, last: int, number: int, follows: str, before: str) -> Tag | None:
    pregnant = norm_at(words, index - 2) == "zwanger"
    told_after = follows in ("is", "oud") and norm_at(words, last + 1) in (*PRONOUNS, "hem")
    if told_after and not before.isalpha():
        return Tag(index, last, "age", str(number // 12))  # "achttien maanden is hij"
    lasting = follows in numbers()["not_age_after"] and not (follows == "belg" and _is_person(before))
    lasting = lasting and not (before == "van" and _is_person(norm_at(words, index - 2)))
    if pregnant or lasting or before in ("al", "over", "binnen"):
        return None
    newborn = before in DEGREES and norm_at(words, index - 2) in VERBS_OF_BEING
    is_age = (
        newborn
        or _is_person(before)
        or before in ("van", "is", "ben", ",", "(", "baby", "kindje", "zoontje", "dochtertje")
    )
    is_age = is_age or follows in ("oud", "oude") or (index == 0 and last == len(words))
    months = number if words[last - 1].norm.startswith("m") else 0
    return Tag(index, last + (follows == "oud"), "age", str(months // 12)) if is_age else None


def _nearly(words: list[Word], index: int, number: int) -> int:
    if norm_at(words, index + 1) in ("is", "ben"):
        return number
    around = [norm_at(words, at) for at in range(index - 3, index)]
    no_more = "meer" in [norm_at(words, at) for at in (index + 1, index + 2)]
    not_yet = "geen" in around[-1:] or around[-2:] == ["nog", "niet"]
    if "bijna" in around or "haast" in around or (not_yet and not no_more):
        return number - 1
    after = norm_at(words, index + (2 if norm_at(words, index + 1) in AGE_UNITS else 1))
    after = after if index == 0 else ""  # "eenentwintig wordt hij", not "onze zoon van 9 wordt hier opgevoed"
    coming = any(
        word in ("wordt", "word", "worden")
        for word in [*around, norm_at(words, index - 4), norm_at(words, index - 5), after]
    )
    unit = (
        norm_at(words, index - 3) in (*_MONTH_UNITS, "week", "dag")
        or norm_at(words, index - 4) in _MONTH_UNITS
    )
    ahead = "over" in [norm_at(words, at) for at in range(index - 6, index - 2)]
    soon = unit and ahead and "is" in around  # "over twee maanden is ze 18"
    birthday = {norm_at(words, at) for at in range(max(0, index - 8), index)} & {
        "verjaart",
        "verjaardag",
        "jarig",
    }
    soon = soon or bool(birthday and norm_at(words, index - 1) == "dan")
    return number - 1 if coming or soon else number


def _stands_for_age(words: list[Word], index: int, with_unit: bool) -> bool:
    """A number of years is an age after is, van or a person, or beside what else somebody is."""
    before = norm_at(words, index - 1)
    after = norm_at(words, index + (2 if with_unit else 1))
    if before in VERBS_OF_BEING and after in ("van", "uit") and number_at(words, index) in range(12, MAX_AGE):
        return True
    inverted = after in ("is", "ben", "was") and norm_at(words, index + (3 if with_unit else 2)) in PRONOUNS
    if inverted and not before.isalpha():
        return True
    if before in ("leeftijd", "(", "er", "oud", *VERBS_OF_BEING) or (
        with_unit and (index == 0 or before in (*PRONOUNS, "oud"))
    ):
        return True
    if any(norm_at(words, at) in ("wordt", "word", "worden", "werd") for at in range(index - 4, index)):
        return True
    if before == "," and after in (".", ",", "en") and _sentence_is_about_somebody(words, index):
        return True
    told = before in (".", "?", "!") and after == ","
    if told and any(_is_person(norm_at(words, at)) for at in range(max(0, index - 8), index)):
        return True  # "kan mijn ma komen? 58, Russisch"
    if before == "=" and not after.isalpha() and number_at(words, index) in range(MAX_AGE):
        return any(_is_person(norm_at(words, at)) for at in range(max(0, index - 7), index))
    abroad = norm_at(words, index - 2) in names() or norm_at(words, index - 2) in cities()
    if before == "," and abroad and after in ("", ".", ")") and not with_unit:
        return number_at(words, index) in range(ADULT_BORDERS[0] - 2, MAX_AGE)  # "ik zit in Shiraz, 29"
    if before == "wel" and norm_at(words, index - 2) in ("maar", ",") and not after.isalpha():
        return True  # "niet ten laste maar wel 67"
    if before == "van":
        return with_unit or not after.isalpha() or _known_small(after)
    if after in ("is", "was", "wordt", "ben", "zou") and (_is_person(before) or before in PRONOUNS):
        return True
    named = (
        before.isalpha() and not _known_small(before) and norm_at(words, index - 2) in ("ben", "is", "heet")
    )
    if named and with_unit and (after in ("van", "uit") or after not in numbers()["not_age_after"]):
        return True
    if before in ("heeft", "heb") and with_unit and (not after.isalpha() or after in ("en", "maar")):
        return True
    if before in ("allebei", "beiden", "beide", "alletwee"):
        return norm_at(words, index - 2) in VERBS_OF_BEING  # "wij zijn allebei 35"
    if before == "ook" and (with_unit or not after.isalpha()):
        return norm_at(words, index - 2) == "(" or _is_person(norm_at(words, index - 2))
    not_yet = before == "niet" and norm_at(words, index - 2) == "nog"
    if before in DEGREES or not_yet:
        is_so = any(norm_at(words, at) in (*VERBS_OF_BEING, "van") for at in range(index - 4, index - 1))
        return is_so or (with_unit and not not_yet)
    ends = after in ("", ".", ",", ")", "!", "?", ";", ":", "en")
    beside = before in (",", "en", "&") and any(_described(words, at) for at in range(index - 4, index - 1))
    place = before in names() or before in cities()
    person_near = any(_is_person(norm_at(words, at)) for at in range(max(0, index - 4), index))
    set_off = before in demonyms() or (place and person_near) or _between_commas(words, index)
    bare = before in demonyms() and ends and number_at(words, index) in range(ADULT_BORDERS[0], MAX_AGE)
    return (beside and (ends or with_unit)) or (with_unit and set_off) or bare


def _sentence_is_about_somebody(words: list[Word], index: int) -> bool:
    """ "Ik ben Belg, leerkracht wiskunde, 41." """
    start = next((at + 1 for at in range(index - 1, -1, -1) if words[at].norm in (".", "?", "!")), 0)
    opening = [norm_at(words, at) for at in range(start, start + 3)]
    being = opening[1] in ("ben", "is") and (opening[0] in PRONOUNS or _is_person(opening[0]))
    named = opening[2] == "is" and _is_person(opening[1])
    return (being or named) and number_at(words, index) in range(ADULT_BORDERS[0] - 2, MAX_AGE)


def _between_commas(words: list[Word], index: int) -> bool:
    """ "..., zit in Abidjan, 11 jaar, ..." where nothing shortly before lasts so long."""
    if norm_at(words, index - 1) != "," or norm_at(words, index + 2) not in (",", "."):
        return False
    lasting = (*numbers()["not_age_of"], *numbers()["never_age_after"], "sinds", "al", "werkt", "werk")
    lasting += tuple(grammar()["lived"])
    around = [norm_at(words, at) for at in range(index - 5, index - 1)]
    told = any(_is_person(norm_at(words, at)) for at in range(max(0, index - 12), index))
    return told and not any(word in lasting for word in around)


def _known_small(norm: str) -> bool:
    return any(norm in words for words in grammar().values() if isinstance(words, list))


def _described(words: list[Word], index: int) -> bool:
    """Whether the word before "en 19" or ", 32" tells who or what somebody is."""
    norm = norm_at(words, index)
    return _is_person(norm) or norm in demonyms() or norm in ("getrouwd", "ongehuwd", "is", "ben")


def find_numbers(words: list[Word]) -> list[Tag]:
    """Every bare number, for an answer such as "19"."""
    found = []
    for index in range(len(words)):
        number = number_at(words, index)
        if number is not None and words[index].norm not in ("een", "ene"):
            found.append(Tag(index, index + 1, "number", str(_nearly(words, index, number))))
    return found
