"""Who may have paid is a distribution; what bank data say is independent of what the text says."""

import math
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.frames import HITS, MENTIONS, empty
from matcher.payer import payers
from tests.matcher.build import customer, customers, frame, item, items, link, links, receipt, receipts

PEOPLE = customers(
    customer("C1", "Acme Industrial Supply Inc"),
    customer("C2", "Beta Foods LLC", parent="C1"),
    customer("C3", "Gamma Tools", aliases=["GT Holdings"]),
    customer("CUST-0044", "Delta Freight"),
    customer("P1", "Holding One", parent="P2"),
    customer("P2", "Holding Two", parent="P1"),
)
ITEMS = items(item("A1", customer="C1"), item("A2", customer="ONLY-IN-ITEMS"))


def hit(to: str, mention: int = 0, *, strong: bool = True, receipt_id: str = "r1") -> dict[str, Any]:
    return {
        "receipt_id": receipt_id,
        "mention": mention,
        "position": -1,
        "item_id": f"{to}-{mention}",
        "customer": to,
        "document_number": "",
        "state": "open",
        "how": "exact",
        "strong": strong,
        "rivals": 0,
        "start": -1,
        "end": -1,
    }


def ranked(*hits: dict[str, Any], known: pl.DataFrame | None = None, **given: Any) -> list[tuple[str, str, bool]]:
    asked = receipts(receipt(**given))
    found = payers.ranked(asked, frame(HITS, *hits), ITEMS, PEOPLE, links() if known is None else known)
    assert found.group_by("receipt_id").agg(pl.col("probability").sum()).filter(pl.col("probability") > 1).is_empty()
    return found.select("customer", "how", "independent").rows()


@pytest.mark.parametrize(
    ("kind", "field"), [("account", "payer_account"), ("company_id", "company_id"), ("virtual_account", "account")]
)
def test_bank_data_known_from_before_are_independent(kind: str, field: str) -> None:
    assert ranked(known=links(link(kind, "k9", "C3")), **{field: "k9"}) == [("C3", kind, True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VIA: UMB BANK NA/0121\n72447 ORG=/42112607\n22 ACME", [("C3", "account", True)]),
        ("VIA: UMB BANK NA/012172448 ORG=/4211260722 ACME", []),
        ("ORG=/4211260722 ACME", []),
        ("VIA: 012172447 ORG=/4211260722 OGB=/031000011", []),
    ],
)
def test_a_wires_account_and_its_bank_elsewhere_in_the_text_are_the_account_that_is_known(
    text: str, expected: list[tuple[str, str, bool]]
) -> None:
    """A link holds bank and number as one; a text that names banks of two known accounts says nothing for sure."""
    known = links(link("account", "0121724474211260722", "C3"), link("account", "0310000114211260722"))
    assert ranked(known=known, text=text, payer_account="4211260722") == expected


def test_a_learned_name_is_an_alias_and_not_independent() -> None:
    assert ranked(known=links(link("name", "Zeta, Inc.", "C3")), payer_name="ZETA INC") == [("C3", "alias", False)]


def test_a_refused_link_is_never_used_again() -> None:
    known = links(link("account", "k9", "C3"), link("account", "k9", "C3", negative=True))
    assert ranked(known=known, payer_account="k9") == []


def test_a_refused_name_is_never_used_again() -> None:
    assert ranked(known=links(link("name", "Gamma Tools", "C3", negative=True)), payer_name="GAMMA TOOLS") == []


def test_the_family_follows_its_payer() -> None:
    asked = receipts(receipt(payer_name="ACME INDL SUPPLY"))
    found = payers.ranked(asked, frame(HITS), ITEMS, PEOPLE, links())
    assert found.select("customer", "family", "how").rows() == [("C1", "C1", "name"), ("C2", "C1", "parent")]
    assert 0.9 < found["probability"].sum() < 1


def test_a_circle_of_parents_is_one_family() -> None:
    found = payers.ranked(receipts(receipt(payer_name="HOLDING TWO")), frame(HITS), ITEMS, PEOPLE, links())
    assert set(found["family"]) == {"P1"}


def test_an_agents_account_is_shared_and_the_items_named_decide() -> None:
    known = links(*[link("account", "agent", to) for to in ("C1", "C3", "CUST-0044")])
    assert ranked(hit("C3"), known=known, payer_account="agent")[0] == ("C3", "account", True)


def test_the_account_outweighs_one_number_of_another() -> None:
    known = links(link("account", "k9", "C3"))
    assert ranked(hit("C1"), known=known, payer_account="k9")[0][0] == "C3"


def test_items_named_are_a_sign_and_more_of_them_a_better_one() -> None:
    one = payers.ranked(receipts(receipt()), frame(HITS, hit("C3")), ITEMS, PEOPLE, links())
    two = payers.ranked(receipts(receipt()), frame(HITS, hit("C3"), hit("C3", 1)), ITEMS, PEOPLE, links())
    weak = payers.ranked(receipts(receipt()), frame(HITS, hit("C3", strong=False)), ITEMS, PEOPLE, links())
    assert weak["probability"][0] < one["probability"][0] < two["probability"][0] < 1


def test_an_order_of_many_items_speaks_once() -> None:
    one = payers.ranked(receipts(receipt()), frame(HITS, hit("C3")), ITEMS, PEOPLE, links())
    siblings = frame(HITS, hit("C3"), hit("C3") | {"item_id": "other"})
    assert payers.ranked(receipts(receipt()), siblings, ITEMS, PEOPLE, links())["probability"].equals(
        one["probability"]
    )


@pytest.mark.parametrize(
    "given",
    [
        {"text": "ACCT# 0044", "known": "0044"},
        {"text": "CUSTOMER NO: CUST-0044"},
        {"text": "PAYMENT CUST0044 THANKS"},
        {"references": ["CUST-0044"]},
    ],
)
def test_a_customer_number_is_a_sign(given: dict[str, Any]) -> None:
    number = given.pop("known", "CUST-0044")
    people = customers(customer(number, "Delta Freight"))
    found = payers.ranked(receipts(receipt(**given)), frame(HITS), items(), people, links())
    assert found.select("customer", "how").rows() == [(number, "number")]


def test_a_customer_number_in_a_structured_line_is_a_sign() -> None:
    said = {"receipt_id": "r1", "mention": 0, "source": "remittance", "position": 0, "start": -1, "end": -1}
    mentions = frame(MENTIONS, said | {"raw": "C3", "normal": "C3", "kind": "account", "truncated": False})
    found = payers.ranked(receipts(receipt()), frame(HITS), ITEMS, PEOPLE, links(), mentions)
    assert found.select("customer", "how").rows() == [("C3", "number")]


@pytest.mark.parametrize(
    "text",
    [
        "ORIG CO NAME:GAMMA TOOLS ORIG ID:1234567890 DESC DATE:",
        "B/O: GAMMA TOOLS",
        "WIRE IN\nORG=GT HOLDINGS; OBI=INV 5",
    ],
)
def test_a_name_only_in_the_text_is_read_there(text: str) -> None:
    assert ranked(text=text)[0][0] == "C3"


def test_a_stranger_has_no_row() -> None:
    assert ranked(payer_name="NOBODY WE KNOW", text="HELLO") == []


def test_the_order_of_rows_does_not_matter() -> None:
    asked = receipts(
        *[receipt(f"r{count}", payer_name=name) for count, name in enumerate(["ACME", "GT HOLDINGS", "BETA FOODS"])]
    )
    hits = frame(HITS, hit("C3", receipt_id="r0"), hit("C1", 1, receipt_id="r0"), hit("C2", receipt_id="r2"))
    known = links(
        link("account", "", "C1"), link("name", "ACME", "C1", support=1), link("name", "ACME", "C2", support=2)
    )
    forward = payers.ranked(asked, hits, ITEMS, PEOPLE, known)
    assert payers.ranked(asked.reverse(), hits.reverse(), ITEMS.reverse(), PEOPLE.reverse(), known.reverse()).equals(
        forward
    )


_signs = st.lists(
    st.tuples(
        st.sampled_from(["r1", "r2"]),
        st.sampled_from(["C1", "C2", "C3"]),
        st.sampled_from(["account", "mentioned", "name", "number"]),
        st.sampled_from([0.1, 0.3, 0.5, 0.9]),
    ),
    max_size=9,
    unique_by=lambda sign: sign[:3],
)


@given(_signs)
def test_streams_multiply_as_the_slow_reader_multiplies_them(signs: list[tuple[str, str, str, float]]) -> None:
    rows = [(*sign[:3], "alias", sign[3], False, "") for sign in signs]
    given = frame(payers._SIGNS, *(dict(zip(payers._SIGNS, row, strict=True)) for row in rows))
    told = payers.Signs(payers._placed(given, _ALONE), _ALONE, _ALONE.clear())
    weighed = payers.weighed(receipts(receipt(receipt_id="r1"), receipt(receipt_id="r2")), empty(HITS), told)
    found = dict(weighed.select(pl.concat_list("receipt_id", "customer").list.join(" "), "probability").iter_rows())
    assert found == pytest.approx(_slowly(signs))


_ALONE = pl.DataFrame({"customer": ["C1", "C2", "C3"], "family": ["C1", "C2", "C3"]}).with_row_index("who")
_ABSENT = {"account": 0.1, "mentioned": 0.3, "name": 0.15, "number": 0.5}


def _slowly(signs: list[tuple[str, str, str, float]]) -> dict[str, float]:
    """Return the probabilities by the words of the rule: against a stranger, to whom each stream leaves its rest."""
    shares = {(receipt_id, who, stream): share for receipt_id, who, stream, share in signs}
    found: dict[str, float] = {}
    for receipt_id in sorted({sign[0] for sign in signs}):
        streams = {stream for one, _, stream, _ in signs if one == receipt_id}
        every = {who for one, who, _, _ in signs if one == receipt_id}
        rest = {
            stream: max(0.02, 1 - sum(shares.get((receipt_id, who, stream), 0) for who in every)) for stream in streams
        }
        factors = {
            who: math.prod(
                max(shares.get((receipt_id, who, stream), 0) / rest[stream], _ABSENT[stream]) for stream in streams
            )
            for who in every
        }
        found |= {f"{receipt_id} {who}": factor / (1 + sum(factors.values())) for who, factor in factors.items()}
    return {key: probability for key, probability in found.items() if probability >= 0.001}
