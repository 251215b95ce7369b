"""A lockbox layout that a person pins comes back as it was, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.refusals import Invalid
from parsers.lockbox.layout import SIGNS, LockboxLayout, Stub

WIDTH = st.integers(1, 40)
STUBS = st.none() | st.builds(Stub, WIDTH, st.integers(0, 40), WIDTH, st.integers(0, 40), st.integers(0, 40))
LAYOUTS = st.builds(
    LockboxLayout,
    WIDTH,
    WIDTH,
    WIDTH,
    WIDTH,
    WIDTH,
    st.sampled_from((6, 8)),
    STUBS,
    STUBS,
    st.sampled_from(SIGNS),
    st.text(max_size=10),
    st.text(max_size=10),
)


@given(layout=LAYOUTS)
def test_a_layout_survives_its_json(layout: LockboxLayout) -> None:
    assert LockboxLayout.from_json(layout.to_json()) == layout


def test_what_is_usual_is_left_out() -> None:
    assert LockboxLayout().to_json() == "{}"
    assert LockboxLayout(account=17, overflow=Stub(16)).to_json() == (
        '{"account":17,"overflow":{"amount":0,"deduction":0,"number":16,"reason":0,"repeats":1}}'
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "7",
        '{"width":1}',
        '{"amount":0}',
        '{"amount":41}',
        '{"amount":"10"}',
        '{"amount":true}',
        '{"amount":1.5}',
        '{"day":7}',
        '{"sign":"odd"}',
        '{"overflow":5}',
        '{"overflow":{}}',
        '{"overflow":{"number":0}}',
        '{"overflow":{"number":9,"amount":-1}}',
        '{"origin":5}',
    ],
)
def test_what_is_no_layout_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        LockboxLayout.from_json(text)


@pytest.mark.parametrize(
    ("pinned", "given", "fits"),
    [
        (("", ""), ("071000013", "68751"), True),
        (("071000013", ""), ("0071000013", "68751"), True),
        (("071000013", "68751"), (" 071000013", "0068751"), True),
        (("071000013", "68751"), ("071000013", "68752"), False),
        (("071000014", ""), ("071000013", "68751"), False),
    ],
)
def test_a_layout_is_kept_for_its_bank_and_lockbox(
    pinned: tuple[str, str], given: tuple[str, str], *, fits: bool
) -> None:
    assert LockboxLayout(origin=pinned[0], lockbox=pinned[1]).fits(*given) is fits


def test_a_layout_says_itself_in_words() -> None:
    layout = LockboxLayout(on_check=Stub(10, 10, 3), overflow=Stub(16, 10, 1, 10, 3), sign="minus")

    assert str(layout) == (
        "amount 10, routing 9, account 10, serial 10; totals 10, days 6; on 6: 3 x (number 10, amount 10);"
        " on 4: number 16, amount 10, deduction 10, reason 3; sign: minus"
    )
