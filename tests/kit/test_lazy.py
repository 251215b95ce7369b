"""A lazy value is worked out once an object."""

from kit.lazy import lazy


class Sum:
    """Counts how often it is worked out."""

    def __init__(self, *values: int) -> None:
        self.values, self.times = values, 0

    @lazy
    def total(self) -> int:
        """Return the sum."""
        self.times += 1
        return sum(self.values)


def test_it_is_worked_out_when_first_asked_for_and_once_an_object() -> None:
    one, other = Sum(1, 2), Sum(3)
    assert (one.times, one.total, one.total, one.times) == (0, 3, 3, 1)
    assert (other.total, one.total) == (3, 3)
    assert Sum.total.__doc__ == "Return the sum."
