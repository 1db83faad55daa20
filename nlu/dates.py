"""Dates and moments in a message."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from nlu.lexicon import Tag, grammar, numbers
from nlu.numerals import AGE_UNITS, MAX_AGE, VERBS_OF_BEING, is_birth, norm_at, number_at
from nlu.words import Word
from procedures import load_law

# On which side of the law lie the beginning and the end of its own month or year.
_EDGES = {
    "eind": "from_2025_08_18",
    "einde": "from_2025_08_18",
    "na": "from_2025_08_18",
    "begin": "before_2025_08_18",
    "voor": "before_2025_08_18",
}


def _first_of(words: list[Word], index: int) -> date | None:
    """The first day of "januari 2010"."""
    month, year = numbers()["months"].get(words[index].norm), norm_at(words, index + 1)
    return date(int(year), month, 1) if month and re.fullmatch(r"(19|20)\d\d", year) else None


@lru_cache(maxsize=1)
def law_2025_from() -> date:
    """The day that parts the two answers on the sponsor's admission, as the law data name them."""
    first = load_law().facts["sponsor_residence_since"].options[0].value
    year, month, day = re.findall(r"\d+", str(first))
    return date(int(year), int(month), int(day))


def born_on(words: list[Word], index: int, today: date) -> Tag | None:
    """The age of somebody "geboren 30/12/2008" or "geboren op 3 maart 2010"."""
    if not is_birth(words, index):
        return None
    read = full_date(words, index, today) or month_date(words, index, today)
    if not read:
        return None
    dated = re.fullmatch(r"\d{4}-\d\d-\d\d", read[1])
    born = date.fromisoformat(read[1]) if dated else _first_of(words, index)
    if born is None or (not dated and born.month == today.month):
        return None
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return Tag(index, read[0], "age", str(age)) if 0 <= age <= MAX_AGE else None


def find_dates(words: list[Word], today: date) -> list[Tag]:
    """Dates and moments. The value is a day (YYYY-MM-DD), or the side of the law of 2025 on which it lies."""
    found: list[Tag] = []
    index = 0
    while index < len(words):
        tag = None if born_on(words, index, today) else _date_at(words, index, today)
        if tag:
            found.append(tag)
        index = tag.last if tag else index + 1
    return found


def _date_at(words: list[Word], index: int, today: date) -> Tag | None:
    for reader in (
        _month_of_last_year,
        _season,
        _spelled_year,
        _month_and_year,
        _year_and_month,
        full_date,
        month_date,
        _ago,
        _relative,
        _year,
    ):
        read = reader(words, index, today)
        if read:
            last, value = read
            to_come = value[:1].isdigit() and value > today.isoformat()  # "geldig tot 12 mei 2027"
            return Tag(index, last, "noise" if to_come else "date", value) if value else None
    return None


def _spelled_year(words: list[Word], index: int, _: date) -> tuple[int, str] | None:
    """ "Tweeduizend drieëntwintig", as speech recognition writes a year."""
    last = index + 1 if words[index].norm == "tweeduizend" else index + 2
    if " ".join(word.norm for word in words[index:last]) not in ("tweeduizend", "twee duizend"):
        return None
    number = number_at(words, last) if last < len(words) else None
    if number is None or not 1 <= number < 50 or number == law_2025_from().year - 2000:
        return None
    return last + 1, _side(date(2000 + number, 1, 1))


def _month_of_last_year(words: list[Word], index: int, today: date) -> tuple[int, str] | None:
    """ "Oktober vorig jaar", "vorig jaar oktober"."""
    named = [norm_at(words, at) for at in range(index, index + 3)]
    named = named if named[0] in numbers()["months"] else [named[2], *named[:2]]
    month = numbers()["months"].get(named[0])
    if not month or named[1:] not in (["vorig", "jaar"], ["verleden", "jaar"]):
        return None
    day = number_at(words, index - 1) if index else None
    if (
        day
        and day <= 31
        and named[0] == words[index].norm
        and words[index - 1].norm not in grammar()["article"]
    ):
        return index + 3, _iso(today.year - 1, month, day) or ""  # "3 september vorig jaar"
    return index + 3, _side_of_month(today.year - 1, month)


def _side_of_month(year: int, month: int) -> str:
    """On which side of the law of 2025 a month lies; nothing for its own month."""
    law = law_2025_from()
    return "" if (year, month) == (law.year, law.month) else _side(date(year, month, 1))


def _season(words: list[Word], index: int, today: date) -> tuple[int, str] | None:
    """ "De herfst van 2025", "voor de zomer van 2025"; the summer of the law itself lies on both sides."""
    first = numbers()["seasons"].get(words[index].norm)
    at = index + 1 + (norm_at(words, index + 1) == "van")
    ago = {"dit": 0, "vorig": 1, "verleden": 1}.get(norm_at(words, at))
    year = today.year - ago if ago is not None and norm_at(words, at + 1) == "jaar" else norm_at(words, at)
    if not first or not re.fullmatch(r"20\d\d", str(year)):
        return None
    last, law = at + (1 if ago is None else 2), law_2025_from()
    before = {norm_at(words, index - 1), norm_at(words, index - 2)}
    if int(year) == law.year and first <= law.month < first + 3:
        side = "before_2025_08_18" if "voor" in before else "from_2025_08_18" if "na" in before else ""
        return last, side
    return last, _side(date(int(year), first, 1))


def _month_and_year(words: list[Word], index: int, _: date) -> tuple[int, str] | None:
    """ "04/2024", and "10-2025", whose hyphen is left out between two parts of a word."""
    joined = index + 1 < len(words) and words[index + 1].start == words[index].end + 1
    last = index + 3 if norm_at(words, index + 1) in ("/", "-") else index + 2
    month, year = words[index].norm, norm_at(words, last - 1)
    written = re.fullmatch(r"(19|20)\d\d", year) and re.fullmatch(r"\d\d?", month)
    hyphened = last == index + 3 or (joined and norm_at(words, index - 1) in grammar()["month_after"])
    if not written or not hyphened or not 1 <= int(month) <= 12:
        return None
    return last, _side_of_month(int(year), int(month))


def _year_and_month(words: list[Word], index: int, _: date) -> tuple[int, str] | None:
    """A learner's "2025 in januari"."""
    month = numbers()["months"].get(norm_at(words, index + 2))
    if not re.fullmatch(r"(19|20)\d\d", words[index].norm) or norm_at(words, index + 1) != "in" or not month:
        return None
    return index + 3, _side_of_month(int(words[index].norm), month)


def full_date(words: list[Word], index: int, _: date) -> tuple[int, str] | None:
    parts = re.split(r"[-/.]", words[index].norm)
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        return None
    numbers_ = [int(part) for part in parts]
    year, month, day = numbers_ if len(parts[0]) == 4 else reversed(numbers_)
    return index + 1, _iso(year + (2000 if year < 100 else 0), month, day) or ""


def _iso(year: int, month: int, day: int) -> str | None:
    real = real_date(year, month, day)
    return real.isoformat() if real else None


def real_date(year: int, month: int, day: int) -> date | None:
    """That day; None for one that does not exist, such as 31 February."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_date(words: list[Word], index: int, today: date) -> tuple[int, str] | None:
    months: dict[str, int] = numbers()["months"]
    month = months.get(words[index].norm)
    if month is None or (
        words[index].norm in ("mei", "jan", "mar")
        and not norm_at(words, index + 1).isdecimal()
        and not _is_admission(words, index)
    ):
        return None
    after = norm_at(words, index + 1)
    year = int(after) if re.fullmatch(r"(19|20)\d\d", after) else _short_year(words, index)
    day = norm_at(words, index - 1)
    last = index + (2 if year else 1)
    if year is None and re.fullmatch(r"20\d\d", day):
        year = int(day)  # "2025 november"
    before = [norm_at(words, at) for at in (index - 3, index - 2, index - 1)]
    if before == ["vorig", "jaar", "in"]:
        year = today.year - 1
    of_year = [norm_at(words, at) for at in (index + 1, index + 2, index + 3)]
    if of_year[0] == "van" and of_year[2] == "jaar" and of_year[1] in ("dit", "vorig", "verleden"):
        return index + 4, _side(date(today.year - (of_year[1] != "dit"), month, 1))
    last_one = norm_at(words, index - 1) in ("vorige", "afgelopen", "deze") or _is_admission(words, index)
    if year is None and last_one:
        year = today.year if month <= today.month else today.year - 1
    if year is None:
        return None
    if day.isdecimal() and 1 <= int(day) <= 31:
        return last, _iso(year, month, int(day)) or ""
    spelled = number_at(words, index - 1) if day.isalpha() else None
    if spelled and spelled <= 31 and day not in grammar()["article"]:
        return last, _iso(year, month, spelled) or ""
    if (year, month) == (law_2025_from().year, law_2025_from().month):
        return last, _EDGES.get(day, "")
    return last, _side(date(year, month, 1))


def _is_admission(words: list[Word], index: int) -> bool:
    """Whether "in maart erkend", "kreeg in maart ..." tells when it was: the last March there was."""
    near = {norm_at(words, at) for at in range(index - 3, index + 3)}
    over = near & {"erkend", "erkende", "kreeg", "kregen", "gekregen", "positief", "cgvs"}
    return norm_at(words, index - 1) in ("in", "sinds", "sedert") and bool(over)


def _short_year(words: list[Word], index: int) -> int | None:
    """The year of "sinds maart 24"."""
    after, follows = norm_at(words, index + 1), norm_at(words, index + 2)
    short = re.fullmatch(r"[12]\d", after) and norm_at(words, index - 1) in ("sinds", "sedert", "vanaf")
    return 2000 + int(after) if short and follows not in AGE_UNITS else None


def _side(day: date) -> str:
    return "from_2025_08_18" if day >= law_2025_from() else "before_2025_08_18"


def _ago(words: list[Word], index: int, today: date) -> tuple[int, str] | None:
    """Two years ago, since three months, for five years already, more than two years, only three weeks."""
    number = number_at(words, index)
    if words[index].norm in ("een", "paar", "enkele"):
        number = 1 if words[index].norm == "een" else 3
    if number is None:
        return None
    half = norm_at(words, index + 1) == "half"
    at = index + (2 if half else 1)
    if number == 1 and norm_at(words, index + 2) == "of" and number_at(words, index + 3):
        return None  # "een jaar of zeven"
    start = index
    while start > 1 and norm_at(words, start - 1) in numbers()["roughly"]:
        start -= 1  # "al bijna tien jaar"
    unit, before = norm_at(words, at), norm_at(words, start - 1)
    if unit not in ("jaar", "maand", "maanden", "weken", "week", "dagen", "dag", "j"):
        return None
    ago = norm_at(words, at + 1) in ("geleden", "terug")
    longer = before == "dan" and norm_at(words, start - 2) in ("meer", "langer", "minder", "korter")
    only = (
        before in ("maar", "pas", "slechts", "nog") and unit[0] in "mw" and not _tells_age(words, index, at)
    )
    since = before in ("sinds", "reeds", "sedert") or (before == "al" and not _tells_age(words, start, at))
    if not (ago or since or longer or only or half):
        return None
    days = 182 if half else number * {"j": 365, "m": 30, "w": 7, "d": 1}[unit[0]]
    if longer:
        days += 120 if norm_at(words, start - 2) in ("meer", "langer") else -120
    return at + (2 if ago else 1), _about(today, days, margin=45 if unit in ("jaar", "j") else 15)


def _tells_age(words: list[Word], index: int, unit_at: int) -> bool:
    """ "Ze is al 70 jaar" is her age, "ze is al 10 jaar hier" how long she is here."""
    after = norm_at(words, unit_at + 1)
    return norm_at(words, index - 2) in VERBS_OF_BEING and (not after.isalpha() or after in ("oud", "en"))


def _about(today: date, days: int, margin: int) -> str:
    edge = (today - law_2025_from()).days
    if abs(days - edge) <= margin:
        return ""
    return "from_2025_08_18" if days < edge else "before_2025_08_18"


def _relative(words: list[Word], index: int, today: date) -> tuple[int, str] | None:
    first, second = words[index].norm, norm_at(words, index + 1)
    if (
        first in ("vorige", "vorig", "afgelopen", "verleden", "deze", "dit")
        and second
        in (
            "maand",
            "week",
            "jaar",
            "zomer",
            "winter",
        )
    ) or (first in ("deze", "dit", "afgelopen") and second in numbers()["seasons"]):
        if second == "jaar" and first in ("vorig", "verleden"):
            of_law = today.year - 1 == law_2025_from().year
            return index + 2, _EDGES.get(norm_at(words, index - 1), "") if of_law else ""
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
        or is_birth(words, index)
        or norm_at(words, index + 1) in ("euro", "€")
    ):
        return None
    before = norm_at(words, index - 1)
    edge = norm_at(words, index - 2) if before == "van" else before
    alone = len(words) <= 4
    bracketed = before == "(" and norm_at(words, index + 1) == ")"
    if bracketed and {norm_at(words, index - 2), norm_at(words, index - 3)} & set(grammar()["granted"]):
        before = "sinds"  # "erkend vluchteling (2022)"
    granted = before == "," and norm_at(words, index + 1) in grammar()["admission"]
    if not (alone or granted) and before and before not in numbers()["before_year"]:
        return None
    year = int(norm)
    if year == law_2025_from().year:
        return index + 1, _EDGES.get(edge, "")
    return index + 1, "before_2025_08_18" if year < law_2025_from().year else "from_2025_08_18"
