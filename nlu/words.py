"""From a message to words: positions kept; case, accents, contractions and typing errors evened out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from nlu.misspelt import (
    LOOSE_FROM,
    SOUND_NEAR_FROM,
    loosely,
    skeleton_of,
    sound_of,
    unjumbled,
    without_vowels,
)
from nlu.spaces import SHORTEST_TYPED, with_spaces_right
from procedures.countries import demonyms, fold

TOKEN = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}"  # a date
    r"|\d+(?:[.,]\d+)?"
    r"|(?i:ref\.? ?pers(?:oon)?\b)"  # the sponsor, in case notes
    r"|(?<![^\W\d_])[^\W\d_](?:\.[^\W\d_])+(?![^\W\d_])"  # i.v.m.
    r"|(?<![^\W\d_])(?:in|uit|naar|van)(?=[A-Z][a-z])"  # "inTeheran"
    r"|[^\W\d_]+(?:['’´`][^\W\d_]+)*\+?"
    r"|['’`](?=[^\W\d_])[^\W\d_]+"
    r"|\n+|[^\w\s]",
)
PUNCTUATION = set('.,!?;:()…\n"/-–—+&=%€*[]') | {"“", "”", "«", "»"}
FUZZY_FROM_LENGTH = 5
_NAMED = ("gezin", "familie", "client", "cliente", "meneer", "mevrouw")
_TITLES = ("mevr", "mw", "dhr", "mr", "dr")
_SOUNDS_LIKE = {"ph": "f", "th": "t", "ck": "k"}


@dataclass(frozen=True)
class Word:
    """One word or punctuation mark: where it stands, as typed, and as compared."""

    start: int
    end: int
    raw: str
    norm: str

    @property
    def is_punctuation(self) -> bool:
        return not self.norm[:1].isalnum()


@dataclass(frozen=True)
class Speller:
    """What is needed to even out spelling: contractions, our own words, words that are right as they are."""

    contractions: dict[str, str]
    vocabulary: frozenset[str]
    ordinary: frozenset[str]
    core: frozenset[str]
    abbreviations: frozenset[str]
    sounds: dict[str, list[str]] = field(default_factory=dict)
    heard: frozenset[str] = frozenset()  # the sounds
    swaps: dict[str, str] = field(default_factory=dict)
    skeletons: dict[str, list[str]] = field(default_factory=dict)
    verbs: frozenset[str] = frozenset()
    short: frozenset[str] = frozenset()  # the articles, prepositions and the like
    kin: frozenset[str] = frozenset()

    def knows(self, norm: str) -> bool:
        """Whether a word is one of ours, or an ordinary one."""
        return norm in self.vocabulary or norm in self.ordinary or norm in self.contractions

    def correct(self, norm: str, *, named: bool = False) -> str:
        """The lexicon's word where this is clearly a typing error of it, else the word itself.

        What may be a name ("Mara", "Tine", "Amar") is no small word with letters swapped.
        """
        known = norm in self.vocabulary or norm in self.ordinary
        if known or not norm.isalpha() or len(norm) < SHORTEST_TYPED:
            return norm
        swapped = self.swaps.get(norm)
        swapped = None if named and swapped not in self.core else swapped
        meant = swapped or self._alike(norm) or self._shortened(norm)
        meant = meant or unjumbled(norm, self.core)
        if meant:
            return meant
        if len(norm) < FUZZY_FROM_LENGTH:
            return self._nearest(norm, self.core, 1) if len(norm) == FUZZY_FROM_LENGTH - 1 else norm
        sounded = _SOUNDS_LIKE.get(norm[:2], norm[:2]) + norm[2:]
        limit = 1 if len(norm) < 8 else 2
        for candidate in dict.fromkeys((sounded, norm)):
            found = self._nearest(candidate, self.vocabulary, limit)
            if found != candidate or candidate in self.vocabulary:
                return found
        return self._nearly_alike(norm)

    def _alike(self, norm: str) -> str | None:
        """The word that sounds the same, if there is one: "vlugteling", "agt", "momentel"."""
        sound = sound_of(norm)
        for typed in (sound, "~" + loosely(sound)):
            alike = self.sounds.get(typed, [])
            spelled_twice = alike and min(len(word) for word in alike) >= LOOSE_FROM  # "achtien", "achttien"
            meant = alike[0] if spelled_twice else self._only(alike)
            if meant:
                return meant
        return None

    def _shortened(self, norm: str) -> str | None:
        """The word of which somebody left out vowels: "dochtr", "samnwnend"."""
        alike = without_vowels(norm, self.skeletons.get(skeleton_of(norm), []))
        shortest = min((len(word) for word in alike), default=0)
        return self._only([word for word in alike if len(word) == shortest])

    def _nearly_alike(self, norm: str) -> str:
        """The word that sounds almost the same: "samewoonent", "toeristevieza"."""
        sound = sound_of(norm)
        if len(sound) < SOUND_NEAR_FROM:
            return norm
        near = _by_initial(self.heard).get(sound[0], ())
        scored = process.extract(sound, near, scorer=OSA.distance, score_cutoff=1, limit=3)
        meant = {word for found, _, _ in scored for word in self.sounds[found] if word in self.vocabulary}
        return self._only(sorted(meant)) or norm

    def _only(self, words: list[str]) -> str | None:
        """The one word that is meant: the commonest, or the first of one nation or one stem."""
        core = [word for word in words if word in self.core]
        if len(core) == 1:
            return core[0]
        nations = {demonyms().get(word, (word,))[0] for word in words}
        return words[0] if words and (len(nations) == 1 or _same_stem(words)) else None

    def _nearest(self, norm: str, words: frozenset[str], limit: int) -> str:
        near = [word for word in _by_initial(words).get(norm[0], ()) if abs(len(word) - len(norm)) <= limit]
        scored = process.extract(norm, near, scorer=OSA.distance, score_cutoff=limit, limit=3)
        found = [
            (word, distance)
            for word, distance, _ in scored
            if len(word) >= FUZZY_FROM_LENGTH or (word in self.core and len(norm) > len(word))
        ]
        return self._only([word for word, distance in found if distance == found[0][1]]) or norm


@lru_cache(maxsize=8)
def _by_initial(words: frozenset[str]) -> dict[str, tuple[str, ...]]:
    grouped: dict[str, list[str]] = {}
    for word in sorted(words):
        grouped.setdefault(word[0], []).append(word)
    return {initial: tuple(listed) for initial, listed in grouped.items()}


def _same_stem(words: list[str]) -> bool:
    shortest = min(len(word) for word in words)
    return len({word[: max(4, min(6, shortest - 1))] for word in words}) == 1


def split_words(text: str, speller: Speller) -> list[Word]:
    """The words of a message. A contraction ("kheb") becomes two words at one place; emoji are left out."""
    words: list[Word] = []
    text = with_spaces_right(text, speller)
    for match in TOKEN.finditer(text):
        raw = match.group()
        if raw == "-" and _inside_word(text, match.start()):
            continue
        if raw == "." and _abbreviates(words, match.start(), speller):
            continue
        if len(raw) == 1 and raw.isupper() and _is_initial(words, text, match.end()):
            continue
        if raw == "\n" and _wraps(text, match.start()):
            continue
        if (
            raw == "°"
            and re.match(r" ?\d", text[match.end() :])
            and not text[: match.start()].rstrip()[-1:].isdigit()
        ):
            words.append(Word(match.start(), match.end(), raw, "geboren"))  # "° 11/06/2025"
        elif raw[0] == "\n":
            words.append(Word(match.start(), match.end(), raw, "."))
        elif raw in PUNCTUATION:
            words.append(Word(match.start(), match.end(), raw, raw))
        elif raw[0].isalnum() or raw[0] in "'’`":
            words.extend(_spelled(raw, match.start(), match.end(), speller))
    return words


def _abbreviates(words: list[Word], at: int, speller: Speller) -> bool:
    """The point after "echtg" or "i.v.m", and after the initial in "mevr. K."."""
    if not words:
        return False
    shortened = words[-1].raw.lower() in speller.abbreviations or "." in words[-1].raw[1:-1]
    titled = words[-1].norm in _TITLES and at - words[-1].end <= len(". K")
    initial = words[-1].norm in _NAMED and at - words[-1].end == len(" K")
    return titled or initial or (shortened and at == words[-1].end and not words[-1].raw[0].isdigit())


def _is_initial(words: list[Word], text: str, end: int) -> bool:
    """The K of "mevr. K.", which is not the A of "dhr. A-kaart"."""
    named = bool(words) and words[-1].norm in (*_TITLES, *_NAMED)
    return (
        named
        and (words[-1].norm in _TITLES or text[end : end + 1] == ".")
        and not re.match(r"\+?[- ]?kaart", text[end:].lower())
    )


def _wraps(text: str, at: int) -> bool:
    """A single line end in the middle of a sentence."""
    before, after = text[:at].rstrip(), text[at:].lstrip()
    return before[-1:].isalnum() and (text.isupper() or not after[:1].isupper())


def _inside_word(text: str, at: int) -> bool:
    """A hyphen that only joins two parts of a word, as in A-kaart."""
    return text[at - 1 : at].isalnum() and text[at + 1 : at + 2].isalnum()


def _spelled(raw: str, start: int, end: int, speller: Speller) -> list[Word]:
    if raw[0].isdigit():
        return [Word(start, end, raw, raw)]
    if re.fullmatch("z['’´`]n", raw.lower()):
        return [Word(start, end, raw, "zijn")]
    if re.match("z['’´`]", raw.lower()):
        rest = _spelled(raw[2:], start, end, speller)
        return [Word(start, end, raw, "ze"), *rest]
    folded = re.sub(r"([a-df-z])\1\1+", r"\1\1", fold(raw))  # "jaaar", not "tweeëntwintig"
    plain = folded.replace(" ", "")
    expanded = speller.contractions.get(re.sub("[’´`]", "'", raw.lower())) or speller.contractions.get(plain)
    if expanded is None:
        corrected = speller.correct(plain, named=raw.istitle())
        expanded = speller.contractions.get(corrected, corrected)
    return [Word(start, end, raw, norm) for norm in expanded.split()]
