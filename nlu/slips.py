"""Leaves out what a message takes back at once: the 19 of "mijn zoon is 19, nee sorry, 18"."""

from __future__ import annotations

import re

from nlu.afterthoughts import afterthought, origins, said_right
from nlu.lexicon import Tag, grammar, numbers, person_nouns, places
from nlu.numerals import MAX_AGE, number_at
from nlu.words import Word

_KINDS = ("age", "nationality", "card", "status", "date", "municipality", "bond", "residence")
_LONGEST_GAP, _LONGEST_OF_AGE = 9, 12  # "35, nee wacht, hij is in oktober jarig geweest, 36"


def without_slips(words: list[Word], tags: list[Tag]) -> list[Word]:
    """The words without any value that another of its kind replaces, and without what announces that."""
    left_out: set[int] = set()
    instead: dict[int, list[Word]] = {}
    spans = sorted([*(tag for tag in tags if tag.kind in _KINDS), *_people(words)], key=lambda tag: tag.first)
    for slip in spans:
        if _said_before(words, slip, spans):
            left_out.update(range(slip.first, slip.last))
        if _is_echoed(words, slip):
            left_out.update(range(slip.first, slip.last + 1))
        right = _put_right(words, slip, spans)
        if right and not _is_denied(words, slip.first):
            left_out.update(range(slip.first, right.first))
            left_out.update(at for at in range(right.last, right.last + 2) if _meant(words, right.last))
        later = None if right else _put_right_later(words, slip, tags)
        if later and not left_out & {slip.first, later[0]} and not _is_denied(words, slip.first):
            left_out.update((*range(slip.first, slip.last), *range(later[0], later[1].last)))
            instead[slip.first] = said_right(words, later[1])
    return [
        word
        for at in range(len(words))
        for word in instead.get(at, [] if at in left_out else words[at : at + 1])
    ]


def _put_right_later(words: list[Word], slip: Tag, tags: list[Tag]) -> tuple[int, Tag] | None:
    """What takes the place of a slip after other words: "... woont in Lima bij haar oma, nee sorry, 15"."""
    spans = [*(tag for tag in tags if tag.kind in (*_KINDS, "country")), *_people(words)]
    spans += origins(words, tags) if slip.kind == "nationality" else []
    bare = _may_be_age if slip.kind == "age" else None
    later = afterthought(words, slip, spans, bare)
    return None if later and _is_denied(words, later[1].first) else later


def _said_before(words: list[Word], slip: Tag, spans: list[Tag]) -> bool:
    """The "erkend" of "ik zei dat hij erkend is maar hij heeft subsidiaire bescherming"."""
    before = [words[at].norm for at in range(max(0, slip.first - 8), slip.first)]
    told = set(before) & {"zei", "schreef", "typte", "dacht", "tikte"} and "ik" in before
    after = next((tag for tag in spans if tag.first >= slip.last and tag.kind == slip.kind), None)
    near = after is not None and after.first - slip.last <= _LONGEST_GAP
    between = {words[at].norm for at in range(slip.last, after.first)} if after and near else set()
    return bool(told) and slip.kind != "person" and "maar" in between


def _is_echoed(words: list[Word], slip: Tag) -> bool:
    """The "A-kaart?" of "A-kaart? Nee, ik heb een F-kaart": a question said again, and denied."""
    opens = not slip.first or words[slip.first - 1].norm in (".", "?", "!", "een", "nen")
    denied = [word.norm for word in words[slip.last : slip.last + 2]] in (["?", "nee"], ["?", "neen"])
    return opens and denied and slip.last + 3 < len(words) and slip.kind != "person"


def _put_right(words: list[Word], slip: Tag, spans: list[Tag]) -> Tag | None:
    """What takes the place of a slip, where no more than a word such as "nee" or "sorry" stands between."""
    passed_over = ("date",) if slip.kind == "age" else ()  # "17, nee wacht, vorige week 18 geworden"
    after = [tag for tag in spans if tag.first >= slip.last and tag.kind not in passed_over]
    following = after[0] if after else None
    bare = {"age": _may_be_age, "date": _is_year, "municipality": _is_town}.get(slip.kind)
    longest = _LONGEST_OF_AGE if slip.kind == "age" else _LONGEST_GAP
    near = range(slip.last, min(slip.last + longest, len(words)))
    number = next((at for at in near if bare and bare(words, at)), None)
    if number and (following is None or number < following.first):
        following = Tag(number, number + 1, slip.kind, words[number].norm)
    if following is None or following.kind != slip.kind or following.first - slip.last > longest:
        return None
    gap = [words[at].norm for at in range(slip.last, following.first)]
    return following if _announces(gap, slip.kind) and not _is_denied(words, following.first) else None


def _may_be_age(words: list[Word], at: int) -> bool:
    number = number_at(words, at)
    return number is not None and 1 < number < MAX_AGE and words[at].norm != "een"


def _is_year(words: list[Word], at: int) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d", words[at].norm))


def _is_town(words: list[Word], at: int) -> bool:
    return words[at].norm in places() and words[at].raw[:1].isupper()


def _announces(gap: list[str], kind: str) -> bool:
    """Whether these words take something back, and tell nothing of their own."""
    slip = grammar()["slip"]
    cue = [norm for norm in gap if norm in slip["cue"]]
    light_words = {*slip["light"], *slip["cue"], *(numbers()["months"] if kind == "age" else ())}
    light = [norm for norm in gap if norm in light_words or not norm[:1].isalnum()]
    looks_again = kind == "card" and "wacht" in gap
    return bool(cue) and "?" not in gap and (len(light) == len(gap) or looks_again)


def _is_denied(words: list[Word], first: int) -> bool:
    """Whether "geen" or "niet" stands just before: then it is denied, not taken back."""
    return any(words[at].norm in grammar()["negation"] for at in range(max(0, first - 3), first))


def _meant(words: list[Word], at: int) -> bool:
    """The "bedoel ik" after what is right."""
    norms = [word.norm for word in words[at : at + 2]]
    return norms in (["bedoel", "ik"], ["dus", "eigenlijk"])


def _people(words: list[Word]) -> list[Tag]:
    """The people somebody calls his or hers: "mijn verloofde, pardon, mijn man"."""
    own = (*grammar()["possessive"]["self"], "onze", "ons")
    return [
        Tag(at - 1, at + 1, "person", word.norm)
        for at, word in enumerate(words)
        if at and person_nouns().get(word.norm, {}).get("relation") and words[at - 1].norm in own
    ]
