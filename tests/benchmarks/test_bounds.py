"""Wrong postings by stratum against the stated bound."""

from benchmarks.bounds import stated


def test_a_stratum_is_within_its_bound_unless_its_errors_would_be_odd() -> None:
    """One wrong in 20 is odd at one in a thousand, one in 200 is not, and none never is."""
    rows = [("a", number == 0) for number in range(20)]
    rows += [("b", number == 0) for number in range(200)] + [("c", False)] * 5
    found = stated(rows, 0.001)

    assert [(one.stratum, one.applied, one.wrong, one.within) for one in found] == [
        ("a", 20, 1, False),
        ("b", 200, 1, True),
        ("c", 5, 0, True),
    ]
    assert found[1].bound < found[0].bound
