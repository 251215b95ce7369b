"""Each adapter's documents beside golden ones, and what each makes of what its ERP holds."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from services.erp.adapters import ADAPTERS
from services.erp.adapters.netsuite import VOIDS
from services.erp.records import (
    Instruction,
    Line,
    Told,
    UnreadableError,
    UntoldError,
    instruction,
    minor,
    number,
    written,
)
from tests.services.erp.worlds import NAMES

GOLDEN = Path(__file__).parent / "golden"
PAID = Line("INV-1", "invoice", 100_000, erp_id="104", settles=True)
DISCOUNTED = Line("INV-2", "invoice", 49_000, discount=1_000, erp_id="105", settles=True)
SHORT = Line("INV-3", "invoice", 20_000, write_off=50, deduction=4_950, reason="freight", erp_id="106:2")
MEMO = Line("CM-9", "credit_memo", -5_000, erp_id="107", settles=True)
NEW = Instruction(
    "erp", "MAIN", "rcp_1", 1, "C100", "8100", "USD", 180_000, "2026-11-20", "2026-11-20", "BK<&>7", "wire", "1010",
    (PAID, DISCOUNTED, SHORT),
)  # fmt: skip
NETTED = Instruction(
    **{**{name: getattr(NEW, name) for name in NEW.__slots__}, "lines": (PAID, MEMO), "amount": 95_000}
)
CHANGED = replace(NEW, version=2, base="77", lines=(PAID,))
VOID = replace(NEW, version=3, base="77", lines=(), amount=0)
ADDED = replace(NEW, version=2, base="77", before=(PAID,), same=True)
CASES = {"new": NEW, "netted": NETTED, "changed": CHANGED, "added": ADDED, "void": VOID}
RESTLET = "https://1.restlets.example/app/site/hosting/restlet.nl?script=7&deploy=1"
HELD = {"Payment": {"Id": "77", "SyncToken": "4"}}


def documents(name: str) -> str:
    """Return every case of an adapter as text; what it cannot be told is its words."""
    adapter, told = ADAPTERS[name], []
    for case, one in CASES.items():
        for step, _ in enumerate(adapter.steps(one), 1):
            at_hand = Told(
                step, one.reference(step), {**NAMES, VOIDS: RESTLET}, ("2026/1900000123",) * (step - 1), HELD
            )
            told.append(f"--- {case} {step}\n{_written(name, one, at_hand)}")
    return "\n".join(told) + "\n"


def _written(name: str, one: Instruction, told: Told) -> str:
    adapter = ADAPTERS[name]
    try:
        adapter.check(one, told)
        if adapter.file is not None:
            return adapter.file([(one, told)]).decode()
        assert adapter.write is not None
        assert adapter.find is not None
        request, found = adapter.write(one, told), adapter.find(one, told)
    except UntoldError as why:
        return f"untold: {why}"
    said = (f"{request.method} {request.url or request.path}", request.media_type, request.body.decode())
    return "\n".join((*said, f"{found.method} {found.path}"))


@pytest.mark.parametrize("name", ADAPTERS)
def test_documents_are_the_golden_ones(name: str, golden_update: bool) -> None:  # noqa: FBT001 - pytest gives it
    path, said = GOLDEN / f"{name}.txt", documents(name)
    if golden_update:
        path.write_text(said, encoding="utf-8", newline="")
    assert said == path.read_bytes().decode()


@pytest.mark.parametrize("name", [name for name, one in ADAPTERS.items() if one.keyed])
def test_without_the_erps_own_id_nothing_is_told(name: str) -> None:
    for one in (replace(NEW, customer_erp=""), replace(NEW, lines=(Line("INV-9", "invoice", 180_000),))):
        write = ADAPTERS[name].write
        assert write is not None
        with pytest.raises(UntoldError, match="tieout erp keys"):
            write(one, Told(1, one.reference(1), NAMES))


def test_sap_posts_what_balances() -> None:
    """Money, what is let go, what stays owed and what is paid of each add to nothing."""
    from services.erp.adapters.sap import _rows

    for one in CASES.values():
        amounts = [minor(row[2], "USD") for row in _rows(one, Told(1, "T1", NAMES))]
        assert sum(amounts) == 0, one


def test_a_reference_is_short_and_another_for_another_content() -> None:
    references = {one.reference(step) for one in CASES.values() for step in (1, 2)}

    assert len(references) == 2 * len(CASES)
    assert all(len(one) == 16 and one.isalnum() and one.isupper() for one in references)


def test_an_instruction_is_what_its_content_says() -> None:
    for one in CASES.values():
        assert instruction(one.content()) == one


def test_amounts_are_decimals_of_their_currency_and_never_parts_of_a_cent() -> None:
    assert (
        written({"a": number(123456, "USD"), "b": number(-5, "JPY"), "c": "1.5"}) == b'{"a":1234.56,"b":-5,"c":"1.5"}'
    )
    assert minor("12.5", "USD") == 1250
    for wrong in ("12.345", "1e3", "", None, "NaN"):
        with pytest.raises(UnreadableError):
            minor(wrong, "USD")


def test_quickbooks_reads_a_line_that_was_replaced_as_the_smaller_amount() -> None:
    """A second line of an invoice replaces the first: what is read back is not what was told."""
    found = ADAPTERS["quickbooks"].found
    assert found is not None
    told = Told(1, NEW.reference(1), NAMES)
    line = {"Amount": "20.00", "LinkedTxn": [{"TxnId": "104", "TxnType": "Invoice"}]}
    row = {"Id": "9", "PaymentRefNum": told.reference, "TotalAmt": "1800.00", "Line": [line]}

    (booked,) = found(json.dumps({"QueryResponse": {"Payment": [row]}}).encode(), NEW, told)

    assert (booked.cash, booked.lines) == (180_000, {"INV-1": 2_000})


def test_a_payment_under_another_reference_is_not_ours() -> None:
    found = ADAPTERS["netsuite"].found
    assert found is not None
    body = json.dumps({"id": "1", "memo": "T0", "payment": 1}).encode()

    assert found(body, NEW, Told(1, NEW.reference(1), NAMES)) == ()


def test_dynamics_names_an_invoice_by_its_due_day_too() -> None:
    """The day is part of the key of what is settled, and a point in time there."""
    write = ADAPTERS["dynamics"].write
    assert write is not None
    due = replace(NEW, lines=(replace(PAID, due_on="2026-12-20"),))

    assert b'"InvoiceDueDate":"2026-12-20T12:00:00Z"' in write(due, Told(1, due.reference(1), NAMES)).body


def test_netsuite_sets_a_currency_by_its_id_alone() -> None:
    write = ADAPTERS["netsuite"].write
    assert write is not None
    with pytest.raises(UntoldError, match="names lack currency_EUR"):
        write(replace(NEW, currency="EUR"), Told(1, "T1", NAMES))


def test_sap_knows_an_invoice_of_another_year() -> None:
    """Its number alone may be there every year: told with the year, and found by it."""
    adapter = ADAPTERS["sap"]
    assert adapter.write is not None
    assert adapter.found is not None
    old = replace(NEW, lines=(replace(PAID, erp_id="2025/1900000123"),), amount=PAID.cash)
    told = Told(1, old.reference(1), NAMES)
    row = {
        "DocumentReferenceID": told.reference, "FiscalYear": "2026", "AccountingDocument": "7", "GLAccount": "",
        "InvoiceReference": "1900000123", "InvoiceReferenceFiscalYear": "2025",
        "AmountInTransactionCurrency": "-1000.00",
    }  # fmt: skip

    body = adapter.write(old, told).body.decode()
    (booked,) = adapter.found(json.dumps({"d": {"results": [row]}}).encode(), old, told)

    assert "<InvoiceReference>1900000123</InvoiceReference><InvoiceReferenceFiscalYear>2025<" in body
    assert booked.lines == {"INV-1": 100_000}


def test_sap_is_sent_another_message_where_somebody_asks_again() -> None:
    """It takes each message once."""
    write = ADAPTERS["sap"].write
    assert write is not None
    first, again = (write(NEW, Told(1, NEW.reference(1), NAMES, attempt=attempt)) for attempt in (1, 2))

    assert first.path != again.path
    assert first.body != again.body


@pytest.mark.parametrize("paged", [False, True])
def test_oracle_shows_references_as_a_list_or_as_a_page(*, paged: bool) -> None:
    """What a page leaves out is not absent: then nothing is said of the receipt."""
    found = ADAPTERS["oracle"].found
    assert found is not None
    told = Told(1, NEW.reference(1), NAMES)
    held = [{"ReferenceNumber": "104", "ReferenceAmount": "1000.00"}]
    row = {"ReceiptNumber": told.reference, "StandardReceiptId": 7, "Amount": "1800.00", "UnappliedAmount": "800.00"}

    def shown(*, more: bool) -> bytes:
        child = {"items": held, "hasMore": more, "limit": 25} if paged else held
        return json.dumps({"items": [{**row, "remittanceReferences": child}]}).encode()

    assert found(shown(more=False), NEW, told)[0].lines == {"INV-1": 100_000}
    if paged:
        with pytest.raises(UnreadableError, match="only 1 references"):
            found(shown(more=True), NEW, told)
