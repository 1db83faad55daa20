"""Yes, no, bare numbers and letters: what only a question gives a meaning."""

from __future__ import annotations

from datetime import date

from nlu.ages import find_births, find_numbers
from nlu.cards import bare_letter
from nlu.lexicon import Tag, find_phrases
from nlu.scene import Entity
from nlu.tags import not_overlapping
from nlu.words import Word

_SHORT_MESSAGE = 8


def find_replies(words: list[Word], tags: list[Tag], today: date) -> list[Entity]:
    """Yes, no, don't know, corrections, bare numbers and letters: what only a question gives a meaning."""
    phrases = [tag for tag in find_phrases(words) if tag.kind in ("answer", "correction")]
    said = not_overlapping(sorted(phrases, key=lambda tag: tag.first - tag.last))
    said += [
        Tag(tag.first, tag.last, "country", tag.value) for tag in tags if tag.kind in ("country", "city")
    ]
    said += [Tag(tag.first, tag.last, "town", tag.value) for tag in tags if tag.kind == "municipality"]
    if len(words) <= _SHORT_MESSAGE:
        tagged = {at for tag in tags for at in range(tag.first, tag.last)}
        said += [tag for tag in find_numbers(words) if tag.first not in tagged] + find_births(words, today)
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
