"""The collector rests during the work, and works again afterwards, also where the work fails."""

import gc

import pytest

from kit.collecting import uncollected


@uncollected
def divided(one: int, other: int) -> tuple[float, bool]:
    """Divide, and say whether the collector is at work."""
    return one / other, gc.isenabled()


def test_the_collector_rests_only_during_the_work() -> None:
    assert divided(3, 2) == (1.5, False)
    assert gc.isenabled()
    with pytest.raises(ZeroDivisionError):
        divided(1, 0)
    assert gc.isenabled()
