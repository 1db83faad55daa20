"""Turn the CoNLL-U treebank files into spaCy training data.

Usage: python convert.py TREEBANK_DIR OUT_DIR [--teacher PIPELINE]

Writes ``train/*.spacy``, ``dev.spacy`` (model selection) and the held-out ``lassy-test.spacy`` and
``alpino-test.spacy``, each also as typed in a chat; only evaluate.py reads those. chat.conllu, sentences of
our own in the first and second person, is always part of the training data.

Without ``--teacher`` the rest of it is the gold part of the treebank. With a teacher (a pipeline trained on
that part) the LassySmall release of 2017 is added: it has no fine-grained tags and older conventions, which
the teacher brings up to date.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import nl_ud_lexicon  # noqa: F401  (registers the layers of the teacher)
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

GOLD = ["lassy216-dev", "lassy216-test", "alpino216-dev", "alpinoold-f8357915"]
OLD_LASSY = "lassyold-c6b1920c"
ALPINO_TEST = "alpino216-test"
OWN_SENTENCES = Path(__file__).with_name("chat.conllu")

SEED = 20
SENTENCES_PER_DOC = 8
DEV_EVERY = 20
"""One gold sentence in this many goes to ``dev.spacy``."""
CHAT_SHARE = 0.3
"""Share of the training sentences that is added once more the way people type in a chat."""
CONVENTION_CHANGE_MIN = 5
"""So often must a part of speech differ between the releases to count as a changed convention."""
MIN_STEM = 3
"""So many letters of a compound's last part are enough to find it in the word."""
DROPPED_FEATURES = ("ExtPos", "Abbr=yes", "Foreign=yes")


@dataclass(frozen=True)
class Token:
    """One word of a sentence; an empty ``tag`` or ``pos`` means: not annotated. ``head`` is an index."""

    form: str
    lemma: str
    pos: str
    tag: str
    morph: str
    head: int
    dep: str
    space: bool


@dataclass(frozen=True)
class Sentence:
    """A sentence with its identifier in the treebank."""

    ident: str
    tokens: list[Token] = field(default_factory=list)
    has_heads: bool = True

    @property
    def key(self) -> str:
        """The words, to recognise the same sentence in two releases."""
        return "".join(token.form for token in self.tokens).lower()


def read_conllu(path: Path, has_heads: bool = True) -> Iterator[Sentence]:
    """Yield the sentences of a CoNLL-U file."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.splitlines()
        comments = [line[1:].strip() for line in lines if line.startswith("#")]
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        rows = [row for row in rows if row[0].isdigit()]
        if rows:
            idents = [comment.removeprefix("sent_id = ") for comment in comments if "sent_id" in comment]
            yield Sentence((idents or comments)[0], [_token(i, row) for i, row in enumerate(rows)], has_heads)


def _token(index: int, row: list[str]) -> Token:
    _, form, lemma, pos, tag, morph, head, dep, _, misc = row
    return Token(
        form=form,
        lemma=natural_lemma(form, lemma, pos),
        pos="" if pos == "_" else pos,
        tag="" if tag == "_" else tag,
        morph="|".join(m for m in morph.split("|") if m != "_" and not m.startswith(DROPPED_FEATURES)),
        head=int(head) - 1 if head not in ("0", "_") else index,
        dep="ROOT" if head == "0" else dep,
        space="SpaceAfter=No" not in misc,
    )


def natural_lemma(form: str, lemma: str, pos: str) -> str:
    """Write a lemma without its marks between the parts: "parlement_verkiezing" as "parlementsverkiezing".

    The letters that join the parts are taken from the word itself where its last part is found in it.
    """
    *parts, head = lemma.split("_")
    plain = "".join(parts) + head
    if not parts or not plain or pos in ("VERB", "AUX"):
        return plain or form
    stem = head[:MIN_STEM].lower()
    start = form.lower().find(stem, max(1, sum(map(len, parts)) - 2))
    if start < 0:
        return plain
    joined = form[:start] + head
    return joined if parts[0][:1].isupper() else joined[0].lower() + joined[1:]


def is_held_out(sentence: Sentence) -> bool:
    """Say whether a sentence of lassy216-test is of release 2.8's test part: its Wikipedia articles."""
    return sentence.ident.startswith("wiki-")


def convention_changes(old: Iterable[Sentence], gold: Iterable[Sentence]) -> set[tuple[str, str]]:
    """Find the (old, new) parts of speech that differ regularly where both releases have a sentence."""
    by_key = {sentence.key: sentence for sentence in gold}
    changes: Counter[tuple[str, str]] = Counter()
    for sentence in old:
        same = by_key.get(sentence.key)
        if same and len(same.tokens) == len(sentence.tokens):
            pairs = zip(sentence.tokens, same.tokens, strict=True)
            changes.update((before.pos, now.pos) for before, now in pairs if before.pos != now.pos)
    return {pair for pair, count in changes.items() if count >= CONVENTION_CHANGE_MIN}


def update_conventions(
    sentences: list[Sentence], gold: list[Sentence], changes: set[tuple[str, str]], teacher: Language
) -> Iterator[Sentence]:
    """Give the sentences of the old release today's parts of speech and fine-grained tags."""
    tags: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for sentence in gold:
        for token in sentence.tokens:
            tags[token.pos, token.morph].add(token.tag)
    tagger: Any = teacher.get_pipe("tagger")
    labels = tagger.labels
    docs = [Doc(teacher.vocab, [t.form for t in s.tokens], [t.space for t in s.tokens]) for s in sentences]
    for sentence, doc in zip(sentences, teacher.pipe(docs), strict=True):
        scores = tagger.model.predict([doc])[0]
        tokens = []
        for index, (token, guess, row) in enumerate(zip(sentence.tokens, doc, scores, strict=True)):
            if guess.pos_ != token.pos and (token.pos, guess.pos_) in changes:
                lemma = token.form if guess.pos_ == "PROPN" else guess.lemma_
                new = replace(token, lemma=lemma, pos=guess.pos_, tag=guess.tag_, morph=str(guess.morph))
            else:
                allowed = [i for i, label in enumerate(labels) if label in tags[token.pos, token.morph]]
                tag = labels[max(allowed, key=lambda i: row[i])] if allowed else ""
                new = replace(token, lemma=_separable(index, sentence), tag=tag)
            tokens.append(new)
        yield replace(sentence, tokens=tokens)


def _separable(index: int, sentence: Sentence) -> str:
    """Put the particle before a separable verb's lemma ("keren ... terug"), as today's releases do."""
    token = sentence.tokens[index]
    particles = [t.form.lower() for t in sentence.tokens if t.dep == "compound:prt" and t.head == index]
    return particles[0] + token.lemma if len(particles) == 1 and token.pos == "VERB" else token.lemma


def as_chat(sentence: Sentence) -> Sentence:
    """Write the sentence without capitals and without punctuation that no other word depends on."""
    heads = {token.head for token in sentence.tokens} if sentence.has_heads else set()
    kept = [i for i, token in enumerate(sentence.tokens) if token.pos != "PUNCT" or i in heads] or [0]
    new_index = {old: new for new, old in enumerate(kept)}
    tokens = [sentence.tokens[i] for i in kept]
    return replace(
        sentence,
        tokens=[
            replace(
                token,
                form=token.form.lower(),
                lemma=token.lemma.lower(),
                head=new_index.get(token.head, 0),
                space=True,
            )
            for token in tokens
        ],
    )


def to_doc(sentences: list[Sentence], vocab: spacy.vocab.Vocab) -> Doc:
    """Join sentences into one annotated document; the heads count from the document's start."""
    tokens = [(start, token) for start, sentence in _starts(sentences) for token in sentence.tokens]
    has_heads = all(sentence.has_heads for sentence in sentences)
    starts = {start for start, _ in _starts(sentences)}
    doc = Doc(
        vocab,
        words=[token.form for _, token in tokens],
        spaces=[token.space for _, token in tokens],
        tags=[token.tag for _, token in tokens],
        pos=[token.pos for _, token in tokens],
        lemmas=[token.lemma for _, token in tokens],
        heads=[start + token.head for start, token in tokens] if has_heads else None,
        deps=[token.dep for _, token in tokens] if has_heads else None,
        sent_starts=None if has_heads else [i in starts for i in range(len(tokens))],
    )
    target: Any
    for (_, token), target in zip(tokens, doc, strict=True):
        if token.pos:
            target.set_morph(token.morph)
    return doc


def _starts(sentences: list[Sentence]) -> list[tuple[int, Sentence]]:
    result, start = [], 0
    for sentence in sentences:
        result.append((start, sentence))
        start += len(sentence.tokens)
    return result


def write(path: Path, sentences: list[Sentence], size: int = SENTENCES_PER_DOC) -> None:
    """Write the sentences as documents of a few sentences each."""
    vocab = spacy.blank("nl").vocab
    groups = [sentences[i : i + size] for i in range(0, len(sentences), size)]
    DocBin(docs=[to_doc(group, vocab) for group in groups if group], store_user_data=False).to_disk(path)
    print(f"{path.name}: {len(sentences)} sentences, {sum(len(s.tokens) for s in sentences)} tokens")


def main() -> None:
    """Convert the treebank named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("treebank", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--teacher", help="pipeline that brings the 2017 release up to date")
    parser.add_argument("--chat-share", type=float, default=CHAT_SHARE)
    args = parser.parse_args()
    (args.out / "train").mkdir(parents=True, exist_ok=True)
    rng = random.Random(SEED)

    lassy_test = [s for s in read_conllu(args.treebank / "lassy216-test.conllu") if is_held_out(s)]
    alpino_test = list(read_conllu(args.treebank / f"{ALPINO_TEST}.conllu"))
    for name, test in {"lassy-test": lassy_test, "alpino-test": alpino_test}.items():
        write(args.out / f"{name}.spacy", test)
        write(args.out / f"{name}-chat.spacy", [as_chat(sentence) for sentence in test])

    seen = {sentence.key for sentence in lassy_test + alpino_test}
    held_out_articles = {sentence.ident.split(".")[0] for sentence in lassy_test}
    gold = []
    for name in GOLD:
        for sentence in read_conllu(args.treebank / f"{name}.conllu"):
            if sentence.key not in seen:
                seen.add(sentence.key)
                gold.append(sentence)
    dev = gold[::DEV_EVERY]
    gold = [sentence for i, sentence in enumerate(gold) if i % DEV_EVERY]
    write(args.out / "dev.spacy", dev)

    everything = list(gold)
    if args.teacher:
        old = list(read_conllu(args.treebank / f"{OLD_LASSY}.conllu", has_heads=False))
        changes = convention_changes(old, gold)
        new = [s for s in old if s.key not in seen and s.ident.split(".")[0] not in held_out_articles]
        print("changed conventions:", " ".join(sorted(f"{a}>{b}" for a, b in changes)))
        everything += update_conventions(new, gold, changes, spacy.load(args.teacher))
    everything += [as_chat(s) for s in everything if rng.random() < args.chat_share]
    own = list(read_conllu(OWN_SENTENCES, has_heads=False))
    everything += own + [as_chat(s) for s in own]
    write(args.out / "train" / "gold.spacy", [s for s in everything if s.has_heads])
    write(args.out / "train" / "no-heads.spacy", [s for s in everything if not s.has_heads])


if __name__ == "__main__":
    main()
