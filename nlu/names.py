"""Names of countries, nationalities, towns and postcodes in a message; and names that no list has."""

from __future__ import annotations

from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from nlu.lexicon import (
    Tag,
    cities,
    city_parts,
    common_place_words,
    grammar,
    person_nouns,
    place_parts,
    places,
    postcodes,
    speller,
)
from nlu.misspelt import loosely, sound_of
from nlu.words import Word
from procedures.countries import country_name, demonyms, fold, names

SHORTEST_PLACE, SHORTEST_NAME = 5, 4  # letters


def find_names(words: list[Word]) -> list[Tag]:
    """Countries, nationalities, cities abroad, municipalities and postcodes, the longest at each place."""
    found: list[Tag] = []
    for first in range(len(words)):
        for last in range(min(first + 5, len(words)), first, -1):
            name = " ".join(word.norm for word in words[first:last] if word.norm != "-")
            tag = _name_tag(name, first, last, words)
            if tag:
                found.append(tag)
                break
    return [_of_namesake(tag, found, words) for tag in found]


def _of_namesake(nation: Tag, found: list[Tag], words: list[Word]) -> Tag:
    """The "Congolees" of "Congolees uit Brazzaville" is of the Congo that this town is in."""
    last = nation.last
    if last < len(words) and words[last].norm in ("nationaliteit", "paspoort"):
        last += 1
    after = next((tag for tag in found if tag.first == last + 1), None)
    from_there = after is not None and words[last].norm in ("uit", "van")
    if (
        nation.kind != "nationality"
        or after is None
        or not from_there
        or after.kind not in ("city", "country")
    ):
        return nation
    one, other = (
        set(fold(country_name(iso)).replace("-", " ").split()) for iso in (nation.value, after.value)
    )
    return replace(nation, value=after.value) if one & other else nation


def find_unknown_places(words: list[Word]) -> list[Tag]:
    """A name that no list has, in "woont in Gulu": Belgian towns are known, so this is abroad."""
    staying = {*grammar()["stay_verbs"]} - {"is", "zijn", "ben", "staat", "sta"}
    found = []
    for at in range(2, len(words)):
        word = words[at]
        clause = [words[before].norm for before in range(max(0, at - 7), at)]
        still = words[at - 2].norm in ("nog", "momenteel", "nu", "altijd") or clause[-1:] == ["nog"]
        lives = bool(staying.intersection(clause[-4:])) and word.raw[:1].isupper()
        bracketed = (
            words[at - 2].norm in ("(", ",") and at + 1 < len(words) and words[at + 1].norm in (")", ",")
        )
        lives = lives or (bracketed and word.raw[:1].isupper())
        shouted = all(each.raw.isupper() for each in words if each.raw.isalpha())
        lives = lives or (words[at - 2].norm in person_nouns() and word.raw[:1].isupper())
        known_part = word.norm in city_parts() and bool(staying.intersection(clause[-4:]))
        if words[at - 1].norm not in ("in", "te"):
            continue
        if not known_part and (not (still or lives) or shouted or not is_unknown_name(word)):
            continue
        found.append(Tag(at, at + 1, "place", "abroad"))
    return found


def find_there(words: list[Word], known: list[Tag]) -> list[Tag]:
    """The `er` of "komt uit Ghana en woont er nog": the place named before."""
    places_ = [tag.first for tag in known if tag.kind in ("country", "city", "municipality", "nationality")]
    return [
        Tag(at, at + 1, "place", "abroad")
        for at in range(1, len(words))
        if words[at].norm == "er"
        and words[at - 1].norm in grammar()["dwelling"]
        and any(first < at for first in places_)
    ]


def looks_like_a_name(word: Word) -> bool:
    """Whether this may be what somebody is called: a capital, not shouted, in none of our lists."""
    return word.raw[:1].isupper() and not word.raw.isupper() and is_unknown_name(word)


def is_unknown_name(word: Word) -> bool:
    """Whether a word is in none of our lists."""
    norm = word.norm
    known = norm in speller().vocabulary or (norm in speller().ordinary and norm not in place_parts())
    return len(norm) >= SHORTEST_NAME and norm.isalpha() and not known


def _name_tag(name: str, first: int, last: int, words: list[Word]) -> Tag | None:
    if not name:
        return None
    if name in names():
        return Tag(first, last, "country", names()[name])
    at_place = (words[first - 1].norm if first else "") in ("in", "te", "uit", "naar")
    if name in demonyms() and not (at_place and name in places()):
        iso, form = demonyms()[name]
        return Tag(first, last, "nationality", iso, {"form": form})
    if name in places() and _is_place(name, first, words):
        return Tag(first, last, "municipality", places()[name])
    if name in postcodes() and last - first == 1 and _is_postcode(first, words):
        return Tag(first, last, "municipality", postcodes()[name])
    if name in cities():
        return Tag(first, last, "city", cities()[name])
    return _misspelled_place(name, first, words) if last - first == 1 else None


def _misspelled_place(name: str, first: int, words: list[Word]) -> Tag | None:
    """The Bruges of "in Bruuge": after a preposition an unknown word may be a place with one error in it."""
    before = words[first - 1].norm if first else ""
    if before not in ("in", "te", "uit", "naar", "vanuit") or len(name) < SHORTEST_NAME:
        return None
    if not is_unknown_name(words[first]):
        return None
    tables: list[tuple[str, dict[str, str]]] = [
        ("municipality", places()),
        ("city", cities()),
        ("country", names()),
    ]
    found = {
        (kind, table[near])
        for kind, table in tables
        for near, _, _ in process.extract(
            name, [each for each in table if each[0] == name[0]], scorer=OSA.distance, score_cutoff=1
        )
    }
    if len(name) < SHORTEST_PLACE:
        found = {("municipality", town) for town in _swapped_towns(name)}  # "in Gnet"
    elif not found and before != "te":
        found = _sounding_alike(name, tables)
    kind, value = found.pop() if len(found) == 1 else ("", "")
    return Tag(first, first + 1, kind, value) if kind else None


def _swapped_towns(name: str) -> list[str]:
    """The towns whose name this is with two letters the wrong way round."""
    same = [town for town in places() if len(town) == len(name) and sorted(town) == sorted(name)]
    return [places()[town] for town in same if OSA.distance(town, name) == 1]


def _sounding_alike(name: str, tables: list[tuple[str, dict[str, str]]]) -> set[tuple[str, str]]:
    """The Lahore of "in lahoor", the Lusaka of "in loesaka"."""
    sound = loosely(sound_of(name.replace("oe", "u")))
    near = [(kind, table[place], loosely(sound_of(place))) for kind, table in tables for place in table]
    exact = {(kind, value) for kind, value, heard in near if heard == sound}
    return exact or {
        (kind, value)
        for kind, value, heard in near
        if len(heard) > SHORTEST_PLACE and OSA.distance(heard, sound, score_cutoff=1) <= 1
    }


def _is_place(name: str, first: int, words: list[Word]) -> bool:
    if name not in common_place_words():
        return True
    before = words[first - 1].norm if first else ""
    of_town = (
        before == "van"
        and first > 1
        and words[first - 2].norm in ("stad", "gemeente", "gemeentehuis", "stadhuis")
    )
    after = words[first + 1].norm if first + 1 < len(words) else ""
    capital = words[first].raw[:1].isupper()
    listed = before in (",", "(") and after == ")"
    lives = capital and (listed or before in ("woon", "woont", "wonen", "uit", "naar"))
    return before in ("in", "te", "stad", "gemeente") or of_town or lives or before in postcodes()


def _is_postcode(first: int, words: list[Word]) -> bool:
    before = words[first - 1].norm if first else ""
    after = words[first + 1].norm if first + 1 < len(words) else ""
    looks_like_year = 1900 <= int(words[first].norm) <= 2100
    return (
        after in places()
        or before == "postcode"
        or (not looks_like_year and after not in ("euro", "€", "eur"))
    )
