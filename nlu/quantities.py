"""Numbers, ages and dates in a message."""

from __future__ import annotations

import re
from datetime import date

from nlu.lexicon import Tag, cities, grammar, is_unknown_name, numbers, person_nouns
from nlu.words import Word
from procedures.countries import demonyms, names

LAW_2025_FROM = date(2025, 8, 18)
MAX_AGE = 105
ADULT_BORDERS = (18, 21)
_AGE_UNITS = ("jaar", "j", "jarig", "jarige", "jaars", "lentes")
_MONTH_UNITS = ("m", "maand", "maanden", "maandjes", "weken", "weekjes", "dagen")
_NO_UNITS = (*_MONTH_UNITS, "euro", "kinderen", "dochters", "zonen", "zoons", "procent", "%")
_PRONOUNS = ("ik", "hij", "ze", "zij", "je", "die", "er")
_DEGREES = (
    "bijna",
    "net",
    "pas",
    "nu",
    "al",
    "geen",
    "nog",
    "maar",
    "slechts",
    "juist",
    "haast",
    "ongeveer",
    "ondertussen",
    "intussen",
    "dus",
)
_VERBS_OF_BEING = ("is", "ben", "zijn", "wordt", "word", "was", "bent", "worden", "geworden")


def number_at(words: list[Word], index: int) -> int | None:
    """The number at this word: digits, a number word, or a compound such as drieentwintig."""
    norm = words[index].norm
    if norm.isdigit():
        return int(norm) if len(norm) < 6 else None
    units: dict[str, int] = numbers()["units"]
    if norm in units:
        return units[norm]
    if re.fullmatch(r"\d{1,2}[.,]\d", norm):
        return int(re.split("[.,]", norm)[0])
    compound = re.fullmatch(
        r"(\w+?)en(twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)", norm
    )
    if compound and compound[1] in units:
        return units[compound[1]] + units[compound[2]]
    return None


def _norm(words: list[Word], index: int) -> str:
    return words[index].norm if 0 <= index < len(words) else ""


def find_ages(words: list[Word], taken: set[int], today: date) -> list[Tag]:
    """Ages in years, months ("8 maanden" is 0), "bijna 18" (17) and years of birth."""
    found: list[Tag] = []
    for index in range(len(words)):
        if index in taken:
            continue
        number = number_at(words, index)
        tag = _born_on(words, index, today) if number is None else _age(words, index, number, found, today)
        if tag:
            found.append(tag)
    return found


def _born_on(words: list[Word], index: int, today: date) -> Tag | None:
    """The age of somebody "geboren 30/12/2008" or "geboren op 3 maart 2010"."""
    if not _is_birth(words, index):
        return None
    read = _full_date(words, index, today) or _month_date(words, index, today)
    if not read or not re.fullmatch(r"\d{4}-\d\d-\d\d", read[1]):
        return None
    born = date.fromisoformat(read[1])
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return Tag(index, read[0], "age", str(age)) if 0 <= age <= MAX_AGE else None


def _age(words: list[Word], index: int, number: int, earlier: list[Tag], today: date) -> Tag | None:
    if 1900 < number <= today.year and _is_birth(words, index):
        age = today.year - number
        return None if age in ADULT_BORDERS else Tag(index, index + 1, "age", str(age))
    unit = _norm(words, index + 1)
    last = index + (2 if unit in _AGE_UNITS + _MONTH_UNITS else 1)
    follows = _norm(words, last)
    before = _norm(words, index - 1)
    if unit in ("jarig", "jarige"):
        return Tag(index, last, "age", str(number))
    if number > MAX_AGE or before in numbers()["not_age_before"] or _counts_people(words, index):
        return None
    if _is_duration(words, index, last):
        return None
    if unit in _MONTH_UNITS:
        return _months(words, index, last, number, follows, before)
    with_unit = unit in _AGE_UNITS
    if words[index].norm == "een" and not with_unit:
        return None
    if with_unit and follows == "oud":
        return Tag(index, last + 1, "age", str(_nearly(words, index, number)))
    lasting = follows in numbers()["never_age_after"] and (with_unit or number < ADULT_BORDERS[0])
    sure = _follows_person(words, index, earlier) and not lasting
    told = (*_VERBS_OF_BEING, "heeft", "heb")
    if with_unit and before in told and (follows in _PRONOUNS or follows in grammar()["first_person"]):
        return Tag(index, last, "age", str(_nearly(words, index, number)))
    if with_unit and follows == "geworden":
        return Tag(index, last, "age", str(number))
    lives = before in _VERBS_OF_BEING and follows in ("wonen", "woont", "woon")
    growing = before in ("wordt", "word", "worden") and follows in ("in", "op", "binnen", "volgende")
    if not (sure or lives or growing) and follows in numbers()["not_age_after"]:
        return None
    if sure or _stands_for_age(words, index, with_unit):
        return Tag(index, last, "age", str(_nearly(words, index, number)))
    return None


def _is_duration(words: list[Word], index: int, last: int) -> bool:
    """Whether this time belongs to a thing ("een relatie van vier jaar") or to the past ("toen ze 7 was")."""
    start = index - 1
    while _norm(words, start) in (*_DEGREES, "ruim", "meer", "minder", "dan"):
        start -= 1
    thing = _norm(words, start - 1) if _norm(words, start) in ("van", "voor") else ""
    if thing.endswith(tuple(numbers()["not_age_of"])):
        return True
    follows = _norm(words, last)
    if _norm(words, index - 1) == "was" and "toen" in [_norm(words, at) for at in range(index - 4, index)]:
        return True
    was_then = any(_norm(words, at) == "toen" for at in range(index - 4, index))
    return (was_then and follows in ("was", "waren")) or follows in numbers()["stays"]


def _counts_people(words: list[Word], index: int) -> bool:
    """Whether this is "2 kinderen" or "twee Belgische dochters"."""
    near = [person_nouns().get(_norm(words, at), {}) for at in (index + 1, index + 2)]
    return any(noun.get("number") == "plural" for noun in near)


def _follows_person(words: list[Word], index: int, earlier: list[Tag]) -> bool:
    """ "Zoon 4", "dochter van 4", "kinderen van 4 en 9"."""
    before, before2 = _norm(words, index - 1), _norm(words, index - 2)
    if before in (",", "en", "&", "+", "/", *_PRONOUNS) and earlier and earlier[-1].last == index - 1:
        return True
    following = _norm(words, index + 1)
    ends = not following.isalpha() or following in ("en", "maar", *_PRONOUNS) or following in demonyms()
    pair = _norm(words, index + 1) in _PRONOUNS or _norm(words, index + 1) in demonyms()
    if before in _PRONOUNS and ends and (pair or before2 in _VERBS_OF_BEING or not before2.isalpha()):
        return True
    if (
        before in _PRONOUNS
        and _norm(words, index + 1) in _AGE_UNITS
        and before2 not in grammar()["stay_verbs"]
    ):
        return _norm(words, index + 2) not in (
            *numbers()["never_age_after"],
            "hier",
            "lang",
            "later",
            "terug",
        )
    if person_nouns().get(before, {}).get("number") == "plural" and _norm(words, index + 1) not in (
        *_AGE_UNITS,
        ",",
        "en",
    ):
        return False
    somebody = before2 in demonyms() and demonyms()[before2][1] == "noun"
    mine = before in ("mij", "ons") and before2 == "van" and _is_person(_norm(words, index - 3))
    if before == "oud" or mine or (before == "van" and somebody):
        return True
    called = words[index - 1].raw[:1].isupper() and is_unknown_name(words[index - 1]) if index else False
    if called and _is_person(before2) and _norm(words, index + 1) in _AGE_UNITS:
        return True
    return _is_person(before) or (before in ("van", "(") and _is_person(before2))


def _is_person(norm: str) -> bool:
    return norm in person_nouns()


def _is_birth(words: list[Word], index: int) -> bool:
    return any(
        _norm(words, at) in ("geboren", "geboortejaar", "bouwjaar", "geb")
        for at in range(index - 5, index + 3)
    )


def _months(words: list[Word], index: int, last: int, number: int, follows: str, before: str) -> Tag | None:
    pregnant = _norm(words, index - 2) == "zwanger"
    if pregnant or follows in numbers()["not_age_after"] or before in ("al", "over", "binnen"):
        return None
    newborn = before in _DEGREES and _norm(words, index - 2) in _VERBS_OF_BEING
    is_age = (
        newborn
        or _is_person(before)
        or before in ("van", "is", "ben", ",", "(", "baby", "kindje", "zoontje", "dochtertje")
    )
    is_age = is_age or follows in ("oud", "oude") or (index == 0 and last == len(words))
    months = number if words[last - 1].norm.startswith("m") else 0
    return Tag(index, last + (follows == "oud"), "age", str(months // 12)) if is_age else None


def _nearly(words: list[Word], index: int, number: int) -> int:
    if _norm(words, index + 1) in ("is", "ben"):
        return number
    around = [_norm(words, at) for at in range(index - 3, index)]
    if "bijna" in around or "haast" in around or "geen" in around[-1:]:
        return number - 1
    coming = any(
        word in ("wordt", "word", "worden")
        for word in [*around, _norm(words, index - 4), _norm(words, index - 5)]
    )
    return number - 1 if coming else number


def _stands_for_age(words: list[Word], index: int, with_unit: bool) -> bool:
    """A number of years is an age after is, van or a person, or beside what else somebody is."""
    before = _norm(words, index - 1)
    after = _norm(words, index + (2 if with_unit else 1))
    if (
        before in _VERBS_OF_BEING
        and after in ("van", "uit")
        and number_at(words, index) in range(12, MAX_AGE)
    ):
        return True
    inverted = after in ("is", "ben", "was") and _norm(words, index + (3 if with_unit else 2)) in _PRONOUNS
    if inverted and not before.isalpha():
        return True
    if before in ("leeftijd", "(", "er", "oud", *_VERBS_OF_BEING) or (
        with_unit and (index == 0 or before in (*_PRONOUNS, "oud"))
    ):
        return True
    if any(_norm(words, at) in ("wordt", "word", "worden") for at in range(index - 4, index)):
        return True
    if before == "van":
        return with_unit or not after.isalpha() or _known_small(after)
    if after in ("is", "was", "wordt", "ben", "zou") and (_is_person(before) or before in _PRONOUNS):
        return True
    named = before.isalpha() and not _known_small(before) and _norm(words, index - 2) in ("ben", "is", "heet")
    if named and with_unit and (after in ("van", "uit") or after not in numbers()["not_age_after"]):
        return True
    if before in ("heeft", "heb") and with_unit and (not after.isalpha() or after in ("en", "maar")):
        return True
    if before in _DEGREES:
        return with_unit or any(
            _norm(words, at) in (*_VERBS_OF_BEING, "van") for at in range(index - 4, index - 1)
        )
    ends = after in ("", ".", ",", ")", "!", "?", ";", "en")
    beside = before in (",", "en", "&") and any(_described(words, at) for at in range(index - 4, index - 1))
    place = before in names() or before in cities()
    person_near = any(_is_person(_norm(words, at)) for at in range(max(0, index - 4), index))
    set_off = before in demonyms() or (place and person_near) or _between_commas(words, index)
    bare = before in demonyms() and ends and number_at(words, index) in range(ADULT_BORDERS[0], MAX_AGE)
    return (beside and (ends or with_unit)) or (with_unit and set_off) or bare


def _between_commas(words: list[Word], index: int) -> bool:
    """ "..., zit in Abidjan, 11 jaar, ..." where nothing shortly before lasts so long."""
    if _norm(words, index - 1) != "," or _norm(words, index + 2) not in (",", "."):
        return False
    lasting = (*numbers()["not_age_of"], *numbers()["never_age_after"], "sinds", "al", "werkt", "werk")
    around = [_norm(words, at) for at in range(index - 5, index - 1)]
    told = any(_is_person(_norm(words, at)) for at in range(max(0, index - 12), index))
    return told and not any(word in lasting for word in around)


def _known_small(norm: str) -> bool:
    return any(norm in words for words in grammar().values() if isinstance(words, list))


def _described(words: list[Word], index: int) -> bool:
    """Whether the word before "en 19" or ", 32" tells who or what somebody is."""
    norm = _norm(words, index)
    return _is_person(norm) or norm in demonyms() or norm in ("getrouwd", "ongehuwd", "is", "ben")


def find_births(words: list[Word], today: date) -> list[Tag]:
    """The age that follows from a year or date, should it be one of birth; not where it is 18 or 21."""
    found = []
    for index, word in enumerate(words):
        years = re.findall(r"(?:19|20)\d\d", word.norm) if word.norm[:1].isdigit() else []
        age = today.year - int(years[0]) if years else -1
        if 0 <= age <= MAX_AGE and age not in ADULT_BORDERS:
            found.append(Tag(index, index + 1, "born", str(age)))
    return found


def find_numbers(words: list[Word]) -> list[Tag]:
    """Every bare number, for an answer such as "19"."""
    found = []
    for index in range(len(words)):
        number = number_at(words, index)
        if number is not None and words[index].norm not in ("een", "ene"):
            found.append(Tag(index, index + 1, "number", str(_nearly(words, index, number))))
    return found


# --- dates ----------------------------------------------------------------------------------------------


def find_dates(words: list[Word], today: date) -> list[Tag]:
    """Dates and moments. The value is a day (YYYY-MM-DD) or the side of 18 August 2025 on which it lies."""
    found: list[Tag] = []
    index = 0
    while index < len(words):
        tag = None if _born_on(words, index, today) else _date_at(words, index, today)
        if tag:
            found.append(tag)
        index = tag.last if tag else index + 1
    return found


def _date_at(words: list[Word], index: int, today: date) -> Tag | None:
    for reader in (_spelled_year, _full_date, _month_date, _ago, _relative, _year):
        read = reader(words, index, today)
        if read:
            last, value = read
            return Tag(index, last, "date", value) if value else None
    return None


def _spelled_year(words: list[Word], index: int, _: date) -> tuple[int, str] | None:
    """ "Tweeduizend drieëntwintig", as speech recognition writes a year."""
    last = index + 1 if words[index].norm == "tweeduizend" else index + 2
    if " ".join(word.norm for word in words[index:last]) not in ("tweeduizend", "twee duizend"):
        return None
    number = number_at(words, last) if last < len(words) else None
    if number is None or not 1 <= number < 50 or number == LAW_2025_FROM.year - 2000:
        return None
    return last + 1, _side(date(2000 + number, 1, 1))


def _full_date(words: list[Word], index: int, _: date) -> tuple[int, str] | None:
    parts = re.split(r"[-/.]", words[index].norm)
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return None
    numbers_ = [int(part) for part in parts]
    year, month, day = numbers_ if len(parts[0]) == 4 else reversed(numbers_)
    return index + 1, _iso(year + (2000 if year < 100 else 0), month, day) or ""


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _month_date(words: list[Word], index: int, today: date) -> tuple[int, str] | None:
    months: dict[str, int] = numbers()["months"]
    month = months.get(words[index].norm)
    if month is None or (
        words[index].norm in ("mei", "jan", "mar") and not _norm(words, index + 1).isdigit()
    ):
        return None
    after = _norm(words, index + 1)
    year = int(after) if re.fullmatch(r"(19|20)\d\d", after) else _short_year(words, index)
    day = _norm(words, index - 1)
    last = index + (2 if year else 1)
    before = [_norm(words, at) for at in (index - 3, index - 2, index - 1)]
    if before == ["vorig", "jaar", "in"]:
        year = today.year - 1
    if year is None and _norm(words, index - 1) in ("vorige", "afgelopen", "deze"):
        year = today.year if month <= today.month else today.year - 1
    if year is None:
        return None
    if day.isdigit() and 1 <= int(day) <= 31:
        return last, _iso(year, month, int(day)) or ""
    if (year, month) == (2025, 8):
        return last, ""
    return last, _side(date(year, month, 1))


def _short_year(words: list[Word], index: int) -> int | None:
    """The year of "sinds maart 24"."""
    after, follows = _norm(words, index + 1), _norm(words, index + 2)
    short = re.fullmatch(r"[12]\d", after) and _norm(words, index - 1) in ("sinds", "sedert", "vanaf")
    return 2000 + int(after) if short and follows not in _AGE_UNITS else None


def _side(day: date) -> str:
    return "from_2025_08_18" if day >= LAW_2025_FROM else "before_2025_08_18"


def _ago(words: list[Word], index: int, today: date) -> tuple[int, str] | None:
    """Two years ago, since three months, for five years already, more than two years, only three weeks."""
    number = number_at(words, index)
    if words[index].norm in ("een", "paar", "enkele"):
        number = 1 if words[index].norm == "een" else 3
    if number is None:
        return None
    half = _norm(words, index + 1) == "half"
    at = index + (2 if half else 1)
    unit, before = _norm(words, at), _norm(words, index - 1)
    if unit not in ("jaar", "maand", "maanden", "weken", "week", "dagen", "dag", "j"):
        return None
    ago = _norm(words, at + 1) in ("geleden", "terug")
    longer = before == "dan" and _norm(words, index - 2) in ("meer", "langer", "minder", "korter")
    only = (
        before in ("maar", "pas", "slechts", "nog") and unit[0] in "mw" and not _tells_age(words, index, at)
    )
    since = before in ("sinds", "reeds", "sedert") or (before == "al" and not _tells_age(words, index, at))
    if not (ago or since or longer or only or half):
        return None
    days = 182 if half else number * {"j": 365, "m": 30, "w": 7, "d": 1}[unit[0]]
    if longer:
        days += 120 if _norm(words, index - 2) in ("meer", "langer") else -120
    return at + (2 if ago else 1), _about(today, days, margin=45 if unit in ("jaar", "j") else 15)


def _tells_age(words: list[Word], index: int, unit_at: int) -> bool:
    """ "Ze is al 70 jaar" is her age, "ze is al 10 jaar hier" how long she is here."""
    after = _norm(words, unit_at + 1)
    return _norm(words, index - 2) in _VERBS_OF_BEING and (not after.isalpha() or after in ("oud", "en"))


def _about(today: date, days: int, margin: int) -> str:
    edge = (today - LAW_2025_FROM).days
    if abs(days - edge) <= margin:
        return ""
    return "from_2025_08_18" if days < edge else "before_2025_08_18"


def _relative(words: list[Word], index: int, today: date) -> tuple[int, str] | None:
    first, second = words[index].norm, _norm(words, index + 1)
    if first in ("vorige", "vorig", "afgelopen", "verleden", "deze", "dit") and second in (
        "maand",
        "week",
        "jaar",
        "zomer",
        "winter",
    ):
        if second == "jaar" and first in ("vorig", "verleden"):
            return index + 2, ""
        return index + 2, "from_2025_08_18"
    if (
        (first, second) == ("sinds", "kort")
        or first in ("gisteren", "eergisteren", "vandaag", "onlangs", "recent", "daarnet")
        or (first == "pas" and second in ("erkend", "gekregen"))
    ):
        return index + 1, "from_2025_08_18"
    if (first, second) in (("al", "lang"), ("lang", "geleden"), ("heel", "lang")):
        return index + 2, "before_2025_08_18"
    if first in ("volgend", "volgende") and second in ("jaar", "maand", "week"):
        return index + 2, "from_2025_08_18"
    return None


def _year(words: list[Word], index: int, today: date) -> tuple[int, str] | None:
    norm = words[index].norm
    if (
        not re.fullmatch(r"(19[5-9]|20[0-4])\d", norm)
        or _is_birth(words, index)
        or _norm(words, index + 1) in ("euro", "€")
    ):
        return None
    before = _norm(words, index - 1)
    alone = len(words) <= 4
    if not alone and before not in (
        "sinds",
        "in",
        "vanaf",
        "sedert",
        "eind",
        "begin",
        "jaar",
        "midden",
        "van",
        "",
        "al",
        "uit",
        "rond",
        "asiel",
        "erkend",
        "erkende",
        "gekregen",
        "vluchteling",
        "kaart",
        "ook",
        "status",
        "hier",
    ):
        return None
    year = int(norm)
    if year == LAW_2025_FROM.year:
        sides = {
            "eind": "from_2025_08_18",
            "na": "from_2025_08_18",
            "begin": "before_2025_08_18",
            "voor": "before_2025_08_18",
        }
        value = sides.get(before, "")
        return index + 1, value
    return index + 1, "before_2025_08_18" if year < LAW_2025_FROM.year else "from_2025_08_18"
