"""What the pipeline knows about Dutch words that its training sentences do not contain.

This file is packed into the wheel of ``nl_ud_sm``; it must import nothing from the project.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy
import srsly
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.util import registry
from thinc.api import HashEmbed, Maxout, Model, chain, concatenate, list2ragged, ragged2list, with_array
from thinc.types import Floats2d, Ints2d

LEXICON_FEATURES = "nl_ud_lexicon_features"
MIN_HEAD = 4
"""A compound is known by its last part (in Dutch the head) when that part has at least so many letters."""

NOT_ABBREVIATED = ("bel", "belg", "best", "dat", "hand", "kon", "pas", "tom", "top", "ver", "vol")
"""Words that spaCy takes for abbreviations when a full stop follows: "Hij is Belg." """
COMPOUNDING = ("NOUN", "ADJ")


class Lexicon:
    """Word forms with the word classes they may have, such as "N" (noun, base form) or "nv"."""

    def __init__(self, words_by_class: dict[str, str], known: list[str]) -> None:
        self.known = set(known)
        self._class_of = {
            word: word_class for word_class, words in words_by_class.items() for word in words.split("\n")
        }
        self._cache: dict[str, int] = {}

    def feature(self, word: str) -> int:
        """Return a number for the word's classes; 0 for a word of which nothing is known."""
        if word not in self._cache:
            name = self.word_class(word.lower())
            self._cache[word] = int.from_bytes(name.encode("utf-8")[:7], "big")
        return self._cache[word]

    def word_class(self, word: str) -> str:
        """Return the classes of a lowercase word, after "~" those of its last part, or nothing."""
        if word in self._class_of:
            return self._class_of[word]
        for start in range(1, len(word) - MIN_HEAD + 1):
            if word[start:] in self._class_of:
                return "~" + self._class_of[word[start:]]
        return ""


class LexiconFeatures:
    """The layer function: token attributes and, as a last column, the word classes of the lexicon."""

    def __init__(self) -> None:
        self._source: dict[str, str] | None = None
        self._lexicon = Lexicon({}, [])

    def __call__(
        self, model: Model[list[Doc], list[Ints2d]], docs: list[Doc], is_train: bool
    ) -> tuple[list[Ints2d], Callable[[Any], list[Any]]]:
        """Extract the features; there is nothing to learn here."""
        words_by_class = model.attrs["words_by_class"]
        if self._source is not words_by_class:
            self._source, self._lexicon = words_by_class, Lexicon(words_by_class, model.attrs["known"])
        features = [model.ops.asarray2i(self._columns(model, doc), dtype="uint64") for doc in docs]
        return features, lambda d_features: []

    def _columns(self, model: Model[list[Doc], list[Ints2d]], doc: Doc) -> Any:
        columns = doc.to_array(model.attrs["columns"]).reshape(len(doc), -1)
        if self._lexicon.known:
            columns[[token.norm_ not in self._lexicon.known for token in doc], 0] = 0
        classes = numpy.array([self._lexicon.feature(token.text) for token in doc], dtype="uint64")
        return numpy.hstack([columns, classes.reshape(len(doc), 1)])


def lexicon_features(attrs: list[str]) -> Model[list[Doc], list[Ints2d]]:
    """Extract spaCy's token attributes (the first one is the word itself) and the word classes."""
    state = {"columns": list(attrs), "words_by_class": {}, "known": []}
    return Model(LEXICON_FEATURES, LexiconFeatures(), attrs=state)


@registry.architectures("nl_ud.LexiconHashEmbed.v1")
def lexicon_hash_embed(
    width: int, attrs: list[str], rows: list[int], lexicon_rows: int
) -> Model[list[Doc], list[Floats2d]]:
    """Embed tokens as spacy.MultiHashEmbed does, with the word classes of the lexicon besides."""
    all_rows = [*rows, lexicon_rows]
    embeddings: list[Model[Any, Any]] = [
        HashEmbed(width, n, column=i, seed=8 + i, dropout=0.0) for i, n in enumerate(all_rows)
    ]
    return chain(
        lexicon_features(attrs),
        list2ragged(),
        with_array(concatenate(*embeddings)),
        with_array(Maxout(width, width * len(embeddings), nP=3, dropout=0.0, normalize=True)),
        ragged2list(),
    )


@registry.callbacks("nl_ud.load_lexicon.v1")
def load_lexicon(path: str) -> Callable[[Language], None]:
    """Read the tables written by lexicon.py into the pipeline, before training; and mend the tokenizer."""

    def load(nlp: Language) -> None:
        tokenizer: Any = nlp.tokenizer
        tok2vec: Any = nlp.get_pipe("tok2vec")
        lemma_lookup: Any = nlp.get_pipe("lemma_lookup")
        abbreviations = {f"{word}." for word in NOT_ABBREVIATED}
        tokenizer.rules = {
            text: rule for text, rule in tokenizer.rules.items() if text.lower() not in abbreviations
        }
        tables = srsly.read_json(path)
        for node in tok2vec.model.walk():
            if node.name == LEXICON_FEATURES:
                node.attrs["words_by_class"] = tables["words_by_class"]
                node.attrs["known"] = tables["known"]
        lemma_lookup.tables = tables["lemmas"]

    return load


@Language.factory("nl_ud_lemma_lookup", assigns=["token.lemma"], requires=["token.pos"])
class LemmaLookup:
    """Set the lemma of the words in a table per part of speech, and of compounds that end in such a word."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self.tables: dict[str, dict[str, str]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Correct the lemmas of the document."""
        for token in doc:
            lemma = self.lookup(token.lower_, token.pos_)
            if lemma and not self._is_separable_verb(token, lemma):
                token.lemma_ = lemma
        return doc

    def lookup(self, word: str, pos: str) -> str | None:
        """Return the lemma of a lowercase word, if the table knows it or its last part."""
        table = self.tables.get(pos, {})
        if word in table:
            return table[word]
        if pos in COMPOUNDING:
            for start in range(1, len(word) - MIN_HEAD + 1):
                if word[start:] in table:
                    return word[:start] + table[word[start:]]
        return None

    @staticmethod
    def _is_separable_verb(token: Token, lemma: str) -> bool:
        """Say whether the lemmatizer knew more than the table: "vindt ... plaats" is plaatsvinden."""
        return token.pos_ == "VERB" and token.lemma_.endswith(lemma)

    def to_disk(self, path: Path, exclude: Iterable[str] = ()) -> None:
        """Save the tables."""
        srsly.write_msgpack(path, self.tables)

    def from_disk(self, path: Path, exclude: Iterable[str] = ()) -> "LemmaLookup":
        """Load the tables."""
        self.tables = srsly.read_msgpack(path)
        return self
