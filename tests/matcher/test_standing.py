"""Numbers that stand glued to other words are found for many receipts at once as they are one by one."""

from hypothesis import given
from hypothesis import strategies as st

from matcher import shelf
from matcher.frames import HITS
from matcher.shelf import GLUED_MIN, core_of
from tests.matcher import build
from tests.matcher.build import customer, item

NUMBERS = ("INV-00123", "0012345", "000", "A1", "R26.A0-5007", "äb 12345", "INV Ⅷ12345", "i n v 00777 7", "٣٤٥٦٧٨", "")
HEADS = ("C1", "C2")
BOOK = [
    item(number, 10_00 + at, HEADS[at % 2], item_id=f"i{at}{root}", due_on=build.TODAY)
    for at, number in enumerate(NUMBERS)
    for root in HEADS
]
words = st.lists(st.sampled_from([*map(core_of, NUMBERS), "0", "INV", "12345", "|", "7"]), max_size=6).map("".join)


@given(st.lists(st.tuples(st.sampled_from(HEADS), words), min_size=1, max_size=4))
def test_what_stands_in_words(said: list[tuple[str, str]]) -> None:
    frame = build.items(*BOOK)
    on = shelf.shelf(frame, build.customers(*map(customer, HEADS)), build.receipts(), build.frame(HITS))
    found = on.standing([(build.ENTITY, "USD", root, text) for root, text in said])

    expected = {
        (at, one["item_id"])
        for at, (root, text) in enumerate(said)
        for one in BOOK
        if one["customer"] == root and len(core_of(one["document_number"])) >= GLUED_MIN
        if core_of(one["document_number"]) in text
    }
    assert len(found) == len(expected)
    assert set(found) == expected
