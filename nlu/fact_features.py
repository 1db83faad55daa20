"""What the fact model looks at: texts of features, apart by spaces, for scikit-learn's vectorizers."""

from __future__ import annotations

from itertools import pairwise

from nlu.marked import Mark

_AROUND, _NEAR = 8, 4
_ENDS = set(".!?;\n")


def in_order(marks: list[Mark]) -> str:
    """The marks one after the other; the vectorizer makes them into runs of one, two and three."""
    return " ".join(mark.name for mark in marks if mark.name.strip())


def together(marks: list[Mark]) -> str:
    """Each known phrase with each other mark of its sentence, and on which side that stands."""
    found = []
    for sentence in _sentences(marks):
        for at, mark in enumerate(sentence):
            if mark.tag is not None:
                found += [
                    f"{'<' if other < at else '>'}{mark.name}|{beside.name}"
                    for other, beside in enumerate(sentence)
                    if other != at
                ]
    return " ".join(found)


def around(marks: list[Mark], at: int) -> str:
    """What stands around one phrase, near and far, what else the message holds, and the how manieth it is."""
    name = marks[at].name
    before = [mark.name for mark in marks[max(0, at - _AROUND) : at]]
    after = [mark.name for mark in marks[at + 1 : at + 1 + _AROUND]]
    found = [f"X={name}", *(f"L:{each}" for each in before), *(f"R:{each}" for each in after)]
    found += [f"L{far}:{each}" for far, each in enumerate(reversed(before)) if far < _NEAR]
    found += [f"R{far}:{each}" for far, each in enumerate(after) if far < _NEAR]
    left, right = ["<", *before], [*after, ">"]
    found += ["LL:" + "_".join(left[-many:]) for many in (2, 3, 4) if len(left) >= many]
    found += ["RR:" + "_".join(right[:many]) for many in (2, 3, 4) if len(right) >= many]
    found += [f"C:{left[-1]}_{name}_{right[0]}", f"C2:{'_'.join(left[-2:])}_{name}"]
    found.append(_which(marks, at))
    found += [f"B:{mark.name}" for mark in marks]
    found += [f"B:{one.name}_{next_.name}" for one, next_ in pairwise(marks)]
    return " ".join("".join(each.split()) for each in found)


def _which(marks: list[Mark], at: int) -> str:
    """ "1/3": the second of three phrases of its kind."""
    tag = marks[at].tag
    alike = [i for i, mark in enumerate(marks) if mark.tag and tag and mark.tag.kind == tag.kind]
    return f"W:{alike.index(at)}/{len(alike)}"


def _sentences(marks: list[Mark]) -> list[list[Mark]]:
    sentences: list[list[Mark]] = [[]]
    for mark in marks:
        if mark.name[:1] in _ENDS:
            sentences.append([])
        else:
            sentences[-1].append(mark)
    return sentences
