"""Gather what is known about Dutch words: from spacy-lookups-data and from the training data.

Usage: python lexicon.py CORPUS_DIR OUT_FILE
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import spacy
import spacy_lookups_data
import srsly
from spacy.tokens import DocBin

TABLES = Path(spacy_lookups_data.__file__).parent / "data"
CLASSES = {"noun": "N", "verb": "V", "adj": "A", "det": "D", "adp": "P"}
"""Letter of a word class: a capital for its base forms, a small letter for its other forms."""
LEMMA_CLASSES = {"noun": "NOUN", "verb": "VERB", "adj": "ADJ"}
LEMMA_PARTS_OF_SPEECH = ["NOUN", "VERB", "AUX", "ADJ", "ADV", "PRON", "DET", "ADP", "SCONJ", "CCONJ", "INTJ"]
KNOWN_WORD_MIN = 2
"""A word so often in the training data is known; rarer ones teach what to do with strange words."""


def training_words(corpus: Path) -> tuple[Counter[str], dict[str, dict[str, str]]]:
    """Count the training data's normal forms; note each word's usual lemma per part of speech."""
    norms: Counter[str] = Counter()
    lemmas: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    vocab = spacy.blank("nl").vocab
    for path in sorted(corpus.glob("train/*.spacy")):
        for doc in DocBin().from_disk(path).get_docs(vocab):
            norms.update(token.norm_ for token in doc)
            for token in doc:
                lemmas[token.pos_, token.lower_][token.lemma_] += 1
    usual: dict[str, dict[str, str]] = {pos: {} for pos in LEMMA_PARTS_OF_SPEECH}
    for (pos, word), counts in sorted(lemmas.items()):
        if pos in usual:
            usual[pos][word] = counts.most_common(1)[0][0]
    return norms, usual


def read_table(name: str) -> dict[str, Any]:
    """Read a Dutch table of spacy-lookups-data (spaCy's own reader keeps hashes only)."""
    return srsly.read_gzip_json(TABLES / f"nl_lemma_{name}.json.gz")


def inflected_forms(index: dict[str, list[str]]) -> dict[str, dict[str, str]]:
    """Map inflected form to lemma, per word class of the tables."""
    lookup, exceptions = read_table("lookup"), read_table("exc")
    forms: dict[str, dict[str, str]] = {}
    for word_class in CLASSES:
        lemmas = set(index.get(word_class, ()))
        forms[word_class] = {form: lemma for form, lemma in lookup.items() if lemma in lemmas}
        forms[word_class] |= {form: found[0] for form, found in exceptions.get(word_class, {}).items()}
    return forms


def main(corpus: Path, out: Path) -> None:
    """Write the tables as JSON."""
    norms, lemmas = training_words(corpus)
    index = read_table("index")
    forms = inflected_forms(index)
    classes: defaultdict[str, str] = defaultdict(str)
    for word_class, letter in CLASSES.items():
        for word in sorted(set(index.get(word_class, ()))):
            classes[word] += letter
        for word in sorted(forms[word_class]):
            classes[word] += letter.lower()
    words_by_class = defaultdict(list)
    for word, word_class in sorted(classes.items()):
        words_by_class[word_class].append(word)
    for name, pos in LEMMA_CLASSES.items():
        lemmas[pos] = forms[name] | lemmas[pos]
    lemma_tables = {pos: table for pos, table in lemmas.items() if table}
    tables = {
        "words_by_class": {name: "\n".join(words) for name, words in sorted(words_by_class.items())},
        "known": sorted(norm for norm, count in norms.items() if count >= KNOWN_WORD_MIN),
        "lemmas": lemma_tables,
    }
    srsly.write_json(out, tables)
    print({name: len(table) for name, table in lemma_tables.items()}, f"{len(classes)} words")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
