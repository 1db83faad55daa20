"""The state of reading a message: its clauses so far, the one at hand, and everybody met."""

from __future__ import annotations

from dataclasses import dataclass, field

from nlu.lexicon import Tag, grammar
from nlu.names import looks_like_a_name
from nlu.people import Cast
from nlu.words import Word

HARD_STOPS = set(".!?;:…")
PLACES = ("country", "city", "municipality", "place")
DETAILS = ("age", "country", "city", "count", "nationality")


@dataclass
class Mention:
    """A person in a clause: words first..last, and the preposition in front, if any."""

    person: str
    first: int
    last: int
    preposition: str | None = None
    role: str = "object"  # subject, object, owner


@dataclass
class Clause:
    """A stretch of words with one subject."""

    first: int
    last: int = 0
    sentence: int = 0
    subject: list[str] = field(default_factory=list)
    subject_at: int = -1
    explicit: bool = False
    mentions: list[Mention] = field(default_factory=list)
    verbs: list[tuple[int, str]] = field(default_factory=list)
    relative: bool = False
    opener: str = ""
    question: bool = False
    guessed: bool = False  # whom it is about is only likely

    def has(self, words: list[Word], *norms: str) -> bool:
        return any(words[at].norm in norms for at in range(self.first, self.last))


@dataclass
class Scan:
    words: list[Word]
    tags: dict[int, Tag]
    cast: Cast
    clauses: list[Clause] = field(default_factory=list)
    clause: Clause = field(default_factory=lambda: Clause(0))
    sentence: int = 0


def sentences_of(words: list[Word]) -> list[list[Word]]:
    """The words sentence by sentence, each with the mark that ends it."""
    found: list[list[Word]] = [[]]
    for word in words:
        found[-1].append(word)
        if word.norm in HARD_STOPS:
            found.append([])
    return [sentence for sentence in found if sentence]


def norm_at(scan: Scan, index: int) -> str:
    return scan.words[index].norm if 0 <= index < len(scan.words) else ""


def is_finite(norm: str) -> bool:
    return any(norm in grammar()[name] for name in ("first_person", "third_person", "any_person", "plural"))


def finite_after(scan: Scan, index: int, plural: bool) -> bool:
    while is_detail(scan, index):
        index += 1
    norm = norm_at(scan, index)
    if norm in ("ook", "zelf", "nu", "nog", "al", "is"):
        norm = norm if norm == "is" else norm_at(scan, index + 1)
    if plural:
        return norm in grammar()["plural"] and norm_at(scan, index) not in ("laten", "komen")
    return norm in grammar()["third_person"] or norm in grammar()["any_person"]


def is_name(scan: Scan, index: int) -> bool:
    """Whether a person's name stands here: a word with a capital that no list has, not shouted."""
    if index in scan.tags or not 0 <= index < len(scan.words):
        return False
    return looks_like_a_name(scan.words[index])


def is_detail(scan: Scan, index: int) -> bool:
    """The words between a person and the verb in "mijn kind van vier jaar zit ..."."""
    if index in scan.tags:
        return scan.tags[index].kind in DETAILS
    norm = norm_at(scan, index)
    return norm == ")" or (norm in ("van", "uit", "(", ",") and index + 1 in scan.tags)


def who_died(words: list[Word], clause: Clause) -> list[str]:
    """Whom a clause tells to be dead: its subject, or the one in "de dood van mijn man"."""
    told = set(grammar()["deceased"])
    at = next((at for at in range(clause.first, clause.last) if words[at].norm in told), None)
    if at is None:
        return []
    named = [
        mention.person
        for mention in clause.mentions
        if mention.first <= at < mention.last or (mention.preposition == "van" and mention.first - 2 == at)
    ]
    return named or list(clause.subject)
