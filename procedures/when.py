"""The small language of `when:` in the law data: does a condition hold, given what is known?

`when: {relation: [spouse, fiance], applicant_age: ">=18"}` holds when every fact in it has one of the listed
values. Three answers: True, False, or None while a fact that decides it is not known.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from procedures.model import When, WhenValue

Predicate = Callable[[Any], bool]
_RANGE = re.compile(r"^(?:(<=|>=|<|>)\s*(\d+)|(\d+)-(\d+))$")


def predicate(spec: WhenValue) -> Predicate:
    """The test that a single value of `when:` stands for. Raises ValueError for a list that is empty."""
    return _predicate(tuple(spec) if isinstance(spec, list) else (spec,))


@cache
def _predicate(spec: tuple[Any, ...]) -> Predicate:
    if not spec:
        raise ValueError("an empty list never holds")
    interval = bounds(spec[0]) if len(spec) == 1 else None
    if interval is not None:
        low, high = interval
        return lambda value: isinstance(value, int) and low <= value < high
    allowed = frozenset((type(item) is bool, item) for item in spec)
    return lambda value: (type(value) is bool, value) in allowed


def bounds(spec: Any) -> tuple[int, int] | None:
    """`"18-20"` -> (18, 21), `">=18"` -> (18, 1000), `"<18"` -> (0, 18): lowest age in, first age out."""
    match = _RANGE.match(spec) if isinstance(spec, str) else None
    if match is None:
        return None
    sign, limit, low, high = match.groups()
    if low is not None:
        return int(low), int(high) + 1
    number = int(limit)
    return {"<": (0, number), "<=": (0, number + 1), ">=": (number, 1000), ">": (number + 1, 1000)}[sign]


def holds(when: When, known: Mapping[str, Any]) -> bool | None:
    """Whether `when` holds: True or False if the known facts decide it, None if they don't yet."""
    result: bool | None = True
    for name, spec in when.items():
        value = known.get(name)
        if value is None or value == "unknown":
            if value == "unknown" and predicate(spec)("unknown"):
                continue
            result = None
        elif not predicate(spec)(value):
            return False
    return result
