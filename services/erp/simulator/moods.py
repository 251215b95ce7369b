"""How a simulated ERP misbehaves: by seed, reference and attempt alone, so that a run goes wrong the same way again."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random


class Mood(StrEnum):
    """What becomes of one writing request."""

    GOOD = "good"
    SLOW = "slow"  # booked, answered late
    DROPPED = "dropped"  # booked, the connection ends without an answer
    CUT = "cut"  # booked, half an answer
    HUNG = "hung"  # booked, the answer comes after anybody waits for it
    LATE = "late"  # no answer, booked only afterwards
    GATEWAY = "gateway"  # 408 answered by what stands before it, booked only afterwards
    LIED = "lied"  # booked, and 500 answered
    BROKEN = "broken"  # 500, not booked
    UNAVAILABLE = "unavailable"  # 503, not booked
    THROTTLED = "throttled"  # 429, not booked
    REFUSED = "refused"  # 400, not booked
    PARTIAL = "partial"  # booked without its last document
    TWICE = "twice"  # booked twice by the ERP itself


Moods = tuple[tuple[Mood, int], ...]

#: Of a thousand requests: a bad day. What is left is good. TWICE is the ERP's own fault and asked for apart.
BAD_DAY: Moods = (
    (Mood.SLOW, 50),
    (Mood.DROPPED, 60),
    (Mood.CUT, 40),
    (Mood.HUNG, 2),
    (Mood.LATE, 50),
    (Mood.GATEWAY, 20),
    (Mood.LIED, 40),
    (Mood.BROKEN, 40),
    (Mood.UNAVAILABLE, 40),
    (Mood.THROTTLED, 2),
    (Mood.REFUSED, 20),
    (Mood.PARTIAL, 20),
)
CALM: Moods = ()


@dataclass(frozen=True, slots=True)
class Temper:
    """A seed, and how many of a thousand requests meet which mood; `delay` milliseconds is what LATE and SLOW take."""

    seed: int = 1
    moods: Moods = BAD_DAY
    delay: int = 200

    def mood(self, reference: str, attempt: int) -> Mood:
        """Return what becomes of an attempt at a document, the first being 1."""
        drawn = Random(f"{self.seed}:{reference}:{attempt}").randrange(1000)  # noqa: S311 - a game, no secret
        for mood, share in self.moods:
            if drawn < share:
                return mood
            drawn -= share
        return Mood.GOOD
