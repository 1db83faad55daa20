"""Yes, no, bare numbers and letters: what only a question gives a meaning."""

from __future__ import annotations

import re
from datetime import date

from nlu.ages import find_numbers
from nlu.cards import bare_letter
from nlu.dates import full_date
from nlu.lexicon import Tag, find_phrases
from nlu.numerals import ADULT_BORDERS, MAX_AGE
from nlu.scene import Entity
from nlu.tags import not_overlapping
from nlu.words import Word

_SHORT_MESSAGE = 8


def _births(words: list[Word], today: date) -> list[Tag]:
    """The age that follows from a year or date, should it be one of birth; not where it is 18 or 21."""
    found = []
    for index, word in enumerate(words):
        born = full_date(words, index, today) if word.norm[:1].isdigit() else None
        if born and born[1][:4].isdigit():
            day = date.fromisoformat(born[1])
            age = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
            found += [Tag(index, born[0], "born", str(age))] if 0 <= age <= MAX_AGE else []
            continue
        years = re.findall(r"(?:19|20)\d\d", word.norm) if word.norm[:1].isdigit() else []
        age = today.year - int(years[0]) if years else -1
        if 0 <= age <= MAX_AGE and age not in ADULT_BORDERS:
            found.append(Tag(index, index + 1, "born", str(age)))
    return found


def find_replies(words: list[Word], tags: list[Tag], today: date) -> list[Entity]:
    """Yes, no, don't know, corrections, bare numbers and letters: what only a question gives a meaning."""
    phrases = [tag for tag in find_phrases(words) if tag.kind in ("answer", "correction")]
    said = not_overlapping(sorted(phrases, key=lambda tag: tag.first - tag.last))
    said += [
        Tag(tag.first, tag.last, "country", tag.value) for tag in tags if tag.kind in ("country", "city")
    ]
    said += [Tag(tag.first, tag.last, "town", tag.value) for tag in tags if tag.kind == "municipality"]
    tagged = {at for tag in tags for at in range(tag.first, tag.last)}
    if len(words) <= _SHORT_MESSAGE:
        said += [tag for tag in find_numbers(words) if tag.first not in tagged] + _births(words, today)
    elif words[1].norm in (".", ",", "!", ";"):  # "44. Mama is echt ziek, ik stuur haar elke maand geld"
        said += [tag for tag in find_numbers(words[:1]) if tag.first not in tagged]
    letter = bare_letter(words)
    if letter:
        said.append(Tag(0, len(words), "letter", letter))
    return [
        {
            "entity": tag.kind,
            "value": tag.value,
            "role": "",
            "start": words[tag.first].start,
            "end": words[tag.last - 1].end,
            "at": tag.first,
            "message_length": len(words),
        }
        for tag in said
    ]
