"""Values put right after other words: "mijn zoon is 17, hij woont in Lomé, of nee, hij is 18 geworden"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from nlu.codes import demonyms_of
from nlu.lexicon import Tag, grammar, person_nouns
from nlu.numerals import AGE_UNITS
from nlu.people import PARTNERS
from nlu.words import Word
from procedures.countries import demonyms

_FARTHEST = 30  # words between a slip and what takes it back
_LONGEST_ANNOUNCEMENT = 13
_LATER = ("date",)  # kinds of phrases that may stand between the two: "of nee, sinds mei 18"
Bare = Callable[[list[Word], int], bool]


def afterthought(words: list[Word], slip: Tag, spans: list[Tag], bare: Bare | None) -> tuple[int, Tag] | None:
    """Where a slip is taken back after other words, and what takes its place; none of its kind between."""
    cue = next((at for at in range(slip.last, len(words)) if _takes_back(words, at)), None)
    if cue is None or cue - slip.last > _FARTHEST:
        return None
    between = [tag for tag in spans if slip.last <= tag.first < cue and _is_like(tag, slip)]
    right = _what_is_meant(words, slip, cue, spans, bare)
    others = slip.kind in ("age", "nationality", "card") and _is_about_others(words, slip.last, cue)
    asked = right is not None and any(word.norm == "?" for word in words[slip.last : right.first])
    return (cue, right) if right and not (between or asked or others) else None


def _takes_back(words: list[Word], at: int) -> bool:
    """A "nee", "sorry" or "beter gezegd" that opens something new."""
    before = words[at - 1] if at else None
    opens = before is not None and (
        before.is_punctuation or before.norm in ("of", "oei", "maar", "ah", "wacht")
    )
    twice = words[at].norm == "beter" and at + 1 < len(words) and words[at + 1].norm == "gezegd"
    return opens and (words[at].norm in grammar()["slip"]["aloud"] or twice)


def _is_about_others(words: list[Word], first: int, last: int) -> bool:
    """Whether somebody else comes between: "mijn zoon is 17. Mijn dochter ... Sorry, ze is 20"."""
    own = {form for forms in grammar()["possessive"].values() for form in forms}
    return any(
        words[at].norm in own
        and words[at + 1].norm in person_nouns()
        and (words[at - 1].is_punctuation or words[at - 1].norm in ("en", "maar"))
        for at in range(first, last - 1)
    )


def _what_is_meant(words: list[Word], slip: Tag, cue: int, spans: list[Tag], bare: Bare | None) -> Tag | None:
    near = range(cue + 1, min(cue + _LONGEST_ANNOUNCEMENT, len(words)))
    after = [tag for tag in spans if tag.first in near and tag.kind not in _LATER]
    after += [_with_unit(words, at, slip.kind) for at in near if bare and bare(words, at)]
    right = min(after, key=lambda tag: (tag.first, tag.kind != slip.kind), default=None)
    if right is None or not _is_like(right, slip):
        return None
    light = {*grammar()["slip"]["cue"], *grammar()["slip"]["light"], *grammar()["slip"]["aloud"]}
    dated = {at for tag in spans if tag.kind in _LATER for at in range(tag.first, tag.last)}
    gap = [at for at in range(cue + 1, right.first) if at not in dated]
    plain = all(words[at].norm in light or words[at].is_punctuation for at in gap)
    partners = slip.kind == "person"
    return right if (plain or partners) and _same_person(words, slip, cue, right) else None


def _with_unit(words: list[Word], at: int, kind: str) -> Tag:
    """The "9 jaar" of "nee excuus, 9 jaar"."""
    unit = at + 1 < len(words) and words[at + 1].norm in AGE_UNITS
    return Tag(at, at + 1 + unit, kind, words[at].norm)


def _is_like(one: Tag, other: Tag) -> bool:
    """Whether two phrases can take each other's place: two partners, two ages, two nationalities."""
    if one.kind == other.kind == "person":
        return {_relation(one), _relation(other)} <= set(PARTNERS)
    return one.kind == other.kind


def _relation(tag: Tag) -> str:
    return str(person_nouns().get(tag.value, {}).get("relation"))


def _same_person(words: list[Word], slip: Tag, cue: int, right: Tag) -> bool:
    """Whether what is meant is not said of me while the slip was said of another, or the reverse."""
    before = {word.norm for word in words[max(0, slip.first - 4) : slip.first]}
    after = {word.norm for word in words[cue : right.first]}
    others = {"hij", "zij", "ze"}
    if slip.kind == "person":
        return True
    return not ("ik" in after and "ik" not in before) and not ("ik" in before and after & others)


def said_right(words: list[Word], right: Tag) -> list[Word]:
    """The words that take the place of a slip; "van Congo" is somebody from there."""
    if right.kind == "nationality" and words[right.first].norm not in demonyms():
        return [replace(words[right.first], norm=demonyms_of(right.value)[0])]
    return words[right.first : right.last]


def origins(words: list[Word], tags: list[Tag]) -> list[Tag]:
    """The countries of "pardon, van Congo": where somebody is from, which is a nationality put right."""
    return [
        Tag(tag.first, tag.last, "nationality", tag.value)
        for tag in tags
        if tag.kind == "country" and tag.first and words[tag.first - 1].norm in ("van", "uit")
    ]
