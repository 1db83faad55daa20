"""Rate limits: a token bucket per key, kept in memory and bounded in size."""

import time
from collections import OrderedDict
from collections.abc import Callable

MOST_KEYS = 50_000


class RateLimit:
    """Lets `amount` events through per `seconds` for each key; unused room is saved up to `amount`."""

    def __init__(self, amount: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Set the room per key and the time in which an empty bucket fills up again."""
        self._amount = amount
        self._rate = amount / seconds
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def retry_after(self, key: str) -> int:
        """Count one event. 0 lets it through, else the number of whole seconds to wait."""
        now = self._clock()
        room, seen = self._buckets.pop(key, (float(self._amount), now))
        room = min(self._amount, room + (now - seen) * self._rate)
        allowed = room >= 1
        self._buckets[key] = (room - 1 if allowed else room, now)
        if len(self._buckets) > MOST_KEYS:
            self._buckets.popitem(last=False)
        return 0 if allowed else int((1 - room) / self._rate) + 1
