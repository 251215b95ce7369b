"""How much one caller may ask: a bucket for each, which fills steadily and from which every request takes."""

import math
import threading
import time
from collections import OrderedDict

from kit.refusals import Refused

#: Callers remembered; who was not seen for longest is forgotten first, with a bucket that has long been full.
CALLERS_MAX = 10_000
MINUTE = 60


class TooMany(Refused):
    """More was asked in a minute than one caller may: wait as `Retry-After` says."""

    code = "too_many_requests"
    retry = True

    def __init__(self, headers: dict[str, str]) -> None:
        super().__init__()
        self.headers = headers


class Rates:
    """The buckets of all callers; each holds a minute's requests. No rate, no limit."""

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self._lock = threading.Lock()
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, caller: str, now: float | None = None) -> dict[str, str]:
        """Take one request from a caller's bucket; return what its answer says of the rest. Refused: TooMany."""
        if not self.per_minute:
            return {}
        at, filling = time.monotonic() if now is None else now, self.per_minute / MINUTE
        with self._lock:
            left, seen = self._buckets.pop(caller, (self.per_minute, at))
            left = min(self.per_minute, left + (at - seen) * filling)
            taken = left >= 1
            self._buckets[caller] = (left - taken, at)
            while len(self._buckets) > CALLERS_MAX:
                self._buckets.popitem(last=False)
        headers = {
            "RateLimit-Policy": f'"minute";q={self.per_minute};w={MINUTE}',
            "RateLimit": f'"minute";r={int(left - taken)};t={math.ceil((self.per_minute - left + taken) / filling)}',
        }
        if not taken:
            raise TooMany({**headers, "Retry-After": str(math.ceil((1 - left) / filling))})
        return headers
