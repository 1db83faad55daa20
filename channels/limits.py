"""Rate limits: so many events per key in a stretch of time, counted here or in a shared Redis."""

import hashlib
import logging
import math
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from redis import Redis
from redis.exceptions import RedisError

MOST_KEYS = 50_000
PREFIX = "gezinswegwijzer:limit:"
# A wait that is shorter is none: the sums are inexact.
SHORTEST_WAIT = 0.001

logger = logging.getLogger(__name__)

# RateLimit._count as one step of Redis, by the clock of Redis. KEYS: the key. ARGV: the room in seconds, the
# seconds that one event takes. Returns the seconds to wait.
_COUNT_SHARED = """
local clock = redis.call('TIME')
local now, room, each = clock[1] + clock[2] / 1000000, tonumber(ARGV[1]), tonumber(ARGV[2])
local free = math.max(tonumber(redis.call('GET', KEYS[1]) or now), now) + each
local wait = free - now - room
if wait > 0.001 then return string.format('%.3f', wait) end
redis.call('SET', KEYS[1], string.format('%.6f', free), 'PX', math.ceil((free - now) * 1000))
return '0'
"""


class RateLimit:
    """Lets `amount` events through per `seconds` for each key; unused room is saved up to `amount`.

    For each key it knows when all its events so far would be over, had they come evenly.
    """

    def __init__(
        self, name: str, amount: int, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Set the room per key. `name` keeps limits apart that share a Redis."""
        self._name = name
        self._room = float(seconds)
        self._each = seconds / amount
        self._clock = clock
        self._free: OrderedDict[str, float] = OrderedDict()

    def retry_after(self, key: str, shared: "Redis[Any] | None" = None) -> int:
        """Count one event. 0 lets it through, else the number of whole seconds to wait."""
        if shared is not None:
            try:
                return math.ceil(self._count_shared(shared, key))
            except RedisError as error:
                logger.warning("Rate limits are counted per process for now: %s", type(error).__name__)
        return math.ceil(self._count(key))

    def _count(self, key: str) -> float:
        now = self._clock()
        known = max(self._free.pop(key, now), now)
        wait = known + self._each - now - self._room
        refused = wait > SHORTEST_WAIT
        self._free[key] = known if refused else known + self._each
        if len(self._free) > MOST_KEYS:
            self._free.popitem(last=False)
        return wait if refused else 0

    def _count_shared(self, shared: "Redis[Any]", key: str) -> float:
        hashed = hashlib.sha256(key.encode()).hexdigest()[:24]
        name = f"{PREFIX}{self._name}:{hashed}"
        return float(shared.eval(_COUNT_SHARED, 1, name, repr(self._room), repr(self._each)))
