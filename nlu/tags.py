"""The phrases of a message: of overlapping ones the one that is meant."""

from __future__ import annotations

from datetime import date

from nlu.ages import find_ages
from nlu.cards import find_cards
from nlu.dates import find_dates
from nlu.lexicon import Tag, find_phrases, person_nouns
from nlu.names import find_names, find_there, find_unknown_places
from nlu.newborns import find_newborns
from nlu.numerals import number_at
from nlu.scan import PLACES
from nlu.words import Word

_RANK = ("noise", "date", "residence", "card", "status", "bond")


def find_tags(words: list[Word], today: date) -> list[Tag]:
    """The phrases of the message, none overlapping another: noise first, then the longest."""
    candidates = [*find_phrases(words), *find_names(words), *find_cards(words), *find_dates(words, today)]
    candidates += find_newborns(words)
    candidates = [tag for tag in candidates if tag.kind not in ("answer", "correction")]
    known = {at for tag in candidates for at in range(tag.first, tag.last)}
    candidates += [tag for tag in find_unknown_places(words) if tag.first not in known]
    candidates += find_there(words, candidates)
    candidates = [tag for tag in candidates if tag.kind != "noise" or not _is_part_of(tag, candidates)]
    candidates.sort(key=lambda tag: (tag.kind != "noise", tag.first - tag.last, _rank(tag.kind), tag.first))
    chosen = not_overlapping(candidates)
    taken = {at for tag in chosen for at in range(tag.first, tag.last)}
    ages = find_ages(words, taken, today)
    taken.update(at for tag in ages for at in range(tag.first, tag.last))
    return sorted([*chosen, *ages, *_counts(words, taken)], key=lambda tag: tag.first)


def _is_part_of(noise: Tag, candidates: list[Tag]) -> bool:
    """The "Europese Unie" of "burger van de Europese Unie" means something after all."""
    return any(
        tag.kind == "status"
        and tag.first <= noise.first
        and noise.last <= tag.last
        and tag.first < noise.first
        for tag in candidates
    )


def not_overlapping(candidates: list[Tag]) -> list[Tag]:
    taken: set[int] = set()
    chosen: list[Tag] = []
    for tag in candidates:
        if not taken.intersection(range(tag.first, tag.last)):
            taken.update(range(tag.first, tag.last))
            chosen.append(tag)
        elif tag.kind in PLACES and any(_goes_around(other, tag) for other in chosen):
            chosen.append(tag)
        elif tag.value in ("marriage_visa", "married") and any(o.kind == "bond_before" for o in chosen):
            chosen.append(tag)  # "voordat haar huwelijksvisum verliep", "pas getrouwd toen dat verlopen was"
        elif (
            tag.kind == "residence"
            and tag.value != "irregular"
            and any(_tells_it_runs(o, tag) for o in chosen)
        ):
            chosen.append(tag)
    return chosen


def _goes_around(phrase: Tag, place: Tag) -> bool:
    """Whether a place stands in the gap of a phrase: "leeft in Cuba van het geld dat ik stuur"."""
    return phrase.kind != "noise" and phrase.first < place.first and place.last < phrase.last


def _tells_it_runs(phrase: Tag, visa: Tag) -> bool:
    """The "visum C" of "mijn visum C loopt nog tot 3 mei" is a visa, and one that still runs."""
    return phrase.kind == "visa_runs" and phrase.first <= visa.last and visa.first < phrase.last


def _rank(kind: str) -> int:
    return _RANK.index(kind) if kind in _RANK else len(_RANK)


def _counts(words: list[Word], taken: set[int]) -> list[Tag]:
    """The numbers of "drie kinderen"."""
    found = []
    for at in range(len(words) - 1):
        number = number_at(words, at)
        near = [person_nouns().get(words[after].norm, {}) for after in range(at + 1, min(at + 4, len(words)))]
        plural = any(noun.get("number") == "plural" for noun in near)
        if number and number < 20 and at not in taken and plural and words[at].norm != "een":
            found.append(Tag(at, at + 1, "count", str(number)))
    return found
