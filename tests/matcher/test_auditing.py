"""What is drawn for audit is a fair, repeatable share; what agrees takes the same from items that are the same."""

from datetime import date, timedelta

import pytest

from matcher.posting import auditing

DAY = date(2026, 11, 19)


@pytest.mark.parametrize(("share_bp", "least", "most"), [(0, 0, 0), (100, 150, 250), (10_000, 20_000, 20_000)])
def test_the_share_is_kept(share_bp: int, least: int, most: int) -> None:
    found = sum(auditing.drawn(f"rcp_{number}", DAY, share_bp) for number in range(20_000))

    assert least <= found <= most


def test_the_draw_is_the_same_for_everybody_and_another_on_another_day() -> None:
    ids = [f"rcp_{number}" for number in range(2_000)]
    first = [one for one in ids if auditing.drawn(one, DAY, 500)]

    assert first == [one for one in ids if auditing.drawn(one, DAY, 500)]
    assert first != [one for one in ids if auditing.drawn(one, DAY + timedelta(days=1), 500)]


def test_a_larger_share_holds_the_smaller_one() -> None:
    ids = [f"rcp_{number}" for number in range(2_000)]
    small, large = ({one for one in ids if auditing.drawn(one, DAY, share)} for share in (100, 500))

    assert small < large


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [
        ([], [], True),
        ([("A", 5), ("B", 7)], [("B", 7), ("A", 5)], True),
        ([("A", 5)], [("A", 5), ("A", 5)], False),
        ([("A", 5)], [("A", 6)], False),
        ([("A", 5)], [], False),
    ],
)
def test_answers_agree_in_any_order(ours: list[tuple[str, int]], theirs: list[tuple[str, int]], same: bool) -> None:  # noqa: FBT001
    assert same == auditing.agree(ours, theirs)
