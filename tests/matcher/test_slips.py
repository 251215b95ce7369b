"""A slip is found in columns as a reader who compares letter by letter finds it."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from matcher.frames import HITS, MENTIONS, PAYERS, empty
from matcher.remittance import normal, slips
from matcher.remittance.issued import issued
from tests.matcher.build import closed, item, items

_digits = st.text("0123456789", min_size=4, max_size=8)
_leads = st.sampled_from(["", "", "INV", "INV-", "SI", "1NV", "A0"])
_numbers = st.builds("".join, st.tuples(_leads, _digits, st.sampled_from(["", "", "", "-A", "-2", "B"])))


def _slip(token: str, number: str, *, labelled: bool, cut: bool) -> str:
    """Return the slip that makes the token the number, by the words of the rule."""
    token, number = normal.zeroless(token), normal.zeroless(number)
    one, other = normal.core(token), normal.core(number)
    edited = min(OSA.distance(token, number), OSA.distance(one, other)) <= 1
    if not (labelled or cut or edited or not one.isdigit()):
        return ""
    if normal.folded(token) in {normal.folded(number), other}:
        return "ocr"
    if edited and min(len(one), len(other)) >= (4 if labelled else 5):
        return "edit"
    missing = len(other) - len(one)
    if missing <= 0 or len(one) < 4 or not (cut or (labelled and missing <= 4)):
        return ""
    begins = number.startswith(token) or other.startswith(one)
    return "truncated" if begins or (not cut and other.endswith(one)) else ""


def _found(token: str, number: str, *, labelled: bool, cut: bool) -> list[str]:
    """Return how a mention of the token means the one item of its payer."""
    book = items(item(number))
    mention = dict.fromkeys(MENTIONS) | {
        "receipt_id": "r1",
        "mention": 0,
        "position": -1,
        "normal": token,
        "kind": "number" if labelled else "bare",
        "truncated": cut,
    }
    said = pl.DataFrame([mention], schema=MENTIONS, orient="row")
    payer = {"receipt_id": "r1", "customer": "C1", "family": "C1", "probability": 0.9}
    who = pl.DataFrame([{name: payer.get(name) for name in PAYERS}], schema=PAYERS, orient="row")
    return slips.near(said, empty(HITS), who, issued(book, closed()))["how"].to_list()


@given(number=_numbers, data=st.data(), labelled=st.booleans(), cut=st.booleans())
def test_a_slip_is_what_the_slow_reader_calls_it(
    number: str, data: st.DataObject, *, labelled: bool, cut: bool
) -> None:
    tight = normal.tight(number)
    at = data.draw(st.integers(0, len(tight) - 1))
    letter = data.draw(st.sampled_from("0189BIO"))
    swapped = tight[:at] + tight[at + 1 : at + 2] + tight[at : at + 1] + tight[at + 2 :]
    slipped = (tight[:at] + tight[at + 1 :], tight[:at] + letter + tight[at:], tight[:at] + letter + tight[at + 1 :])
    token = data.draw(st.sampled_from([*slipped, swapped, tight[at:], tight[: at + 1], tight, letter + tight + letter]))
    if len(token) < slips.CUT_MIN:
        return
    written = max(tight, normal.zeroless(tight), normal.unpadded(number))
    expected = _slip(token, written, labelled=labelled, cut=cut)
    assert _found(token, number, labelled=labelled, cut=cut) == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("token", "number", "how"),
    [
        ("1234567", "1234577", "edit"),  # one wrong digit
        ("1234567", "1243567", "edit"),  # two swapped
        ("1234567", "124567", "edit"),  # one too many
        ("1999999", "2000000", ""),  # one apart, and every digit wrong
        ("1234567", "1234675", ""),  # 108 apart: neither
        ("INV1OO23", "INV-10023", "ocr"),
        ("INV10023", "INV-1002399", "truncated"),
        ("INV10023", "INV-100239999999999999999999", ""),
        ("12345678901234567890", "12345678901234567891", "edit"),  # longer than an integer holds
    ],
)
def test_a_labelled_number_is_one_slip_from(token: str, number: str, how: str) -> None:
    assert _found(token, number, labelled=True, cut=False) == ([how] if how else [])
