"""Where a clause of a message begins and ends."""

from __future__ import annotations

from nlu.scan import PLACES, Clause, Scan, is_finite, norm_at, who_died
from nlu.subjects import settle_subject

_STATES = ("nationality", "status", "card", "residence", "bond", "age", "dependent")


def open_clause(scan: Scan, first: int, opener: str = "", relative: bool = False) -> None:
    """Begins a clause at a word."""
    scan.clause = Clause(first, sentence=scan.sentence, opener=opener, relative=relative)


def close_clause(scan: Scan, last: int, question: bool = False) -> None:
    """Ends the clause at hand, and settles whom it is about."""
    clause = scan.clause
    clause.last = last
    settle_subject(scan, clause)
    scan.cast.gone.update(who_died(scan.words, clause))
    scan.cast.exes.update(_who_parted(scan, clause))
    scan.clauses.append(clause)
    if question:
        for earlier in scan.clauses:
            if earlier.sentence == scan.sentence:
                earlier.question = True


def _who_parted(scan: Scan, clause: Clause) -> list[str]:
    """The mum of "met zijn mama ben ik uit elkaar"."""
    inside = (scan.tags[at] for at in range(clause.first, clause.last) if at in scan.tags)
    parted = any(tag.kind == "bond" and tag.value == "divorced" for tag in inside)
    parting = (m for m in clause.mentions if m.role != "owner" and m.preposition in ("met", "van"))
    return [mention.person for mention in parting if parted]


def new_start(scan: Scan, index: int, following: int) -> int | None:
    """Where a new clause begins when nothing but word order says so: "... zit in Oujda ik ben Belg"."""
    clause = scan.clause
    if clause.subject or index == clause.first:
        return None
    verbs = [at for at, _ in clause.verbs]
    inverted = bool(verbs) and verbs[-1] == index - 1
    if inverted:
        return index - 1 if len(verbs) > 1 and verbs[0] < index - 1 else None
    before = scan.tags[index - 1].kind if index - 1 in scan.tags else ""
    goes_on = is_finite(norm_at(scan, following)) or norm_at(scan, following) == "en"
    told = before in _STATES or (before in PLACES and goes_on)
    if told or (verbs and verbs[-1] < index - 1 and is_finite(norm_at(scan, following))):
        return index
    return None


def restart(scan: Scan, start: int, index: int) -> None:
    """Ends the clause at hand at a word, and begins the next there; a verb up to `index` goes with it."""
    close_clause(scan, start)
    open_clause(scan, start)
    if start < index:
        scan.clause.verbs.append((start, norm_at(scan, start)))
