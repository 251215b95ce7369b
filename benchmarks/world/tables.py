"""The CSV files: what an ERP exports, what is known of payers, and what is true."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.world import World, made
from benchmarks.world.filing import Filed, filed
from benchmarks.world.parties import Customer
from benchmarks.world.payments import Payment, money
from benchmarks.world.spec import Spec

CUSTOMERS = ("customer_number", "name", "parent_number", "terms", "currency", "credit_limit", "aliases")
_ITEMS = (
    "document_number document_type customer_number issue_date due_date currency amount open_amount "
    "po_number terms order_number delivery_number tax_amount freight_amount"
)
ITEMS = _ITEMS.split()
LINKS = ("kind", "key", "customer_number")
_TRUTH = (
    "bank_reference source_file also_reference rail currency amount customer_number class decidable "
    "expected_status applied_amount note"
)
TRUTH = _TRUTH.split()
_APPLICATIONS = (
    "bank_reference source_file document_number cash_amount discount_amount write_off_amount "
    "deduction_amount deduction_reason leeway named"
)
APPLICATIONS = _APPLICATIONS.split()
TOTALS = ("bank_reference", "source_file", "amount", "currency", "detail_file")


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return rows under their header; line ends as Unix has them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return out.getvalue()


def customers(world: World) -> str:
    """Return customers.csv."""
    return _csv(
        CUSTOMERS,
        (
            [one.number, one.name, one.parent, one.terms, one.currency, money(one.credit_limit), "|".join(one.aliases)]
            for one in world.parties.customers
        ),
    )


def open_items(world: World) -> str:
    """Return open_items.csv: what is open, then what is closed."""
    return _csv(
        ITEMS,
        (
            [
                item.number,
                item.kind,
                item.customer.number,
                item.issued.isoformat(),
                item.due.isoformat(),
                item.currency,
                money(item.amount),
                money(item.open),
                item.po,
                item.customer.terms if item.kind == "invoice" else "",
                item.order,
                item.delivery,
                money(item.tax),
                money(item.freight),
            ]
            for item in world.items
        ),
    )


def _keys(customer: Customer) -> list[tuple[str, str]]:
    """Return by what a known payer is recognised in the formats it uses."""
    account = customer.account
    if customer.currency == "EUR":
        return [("account", account.number)]
    return [("account", account.routing + account.number), ("company_id", account.company_id)]


def payer_links(world: World) -> str:
    """Return payer_links.csv of the known payers."""
    return _csv(
        LINKS,
        ([kind, key, one.number] for one in world.parties.customers if one.account.known for kind, key in _keys(one)),
    )


def truth(world: World) -> str:
    """Return truth.csv, in the order of files and references."""
    return _csv(
        TRUTH,
        (
            [
                one.reference,
                one.source_file,
                one.also_reference,
                one.rail,
                one.currency,
                money(one.amount),
                one.payer.number if one.payer else "",
                one.noise,
                int(one.decidable),
                "|".join(one.expected),
                money(one.applied),
                one.note if one.note == "broken_batch" else "",
            ]
            for one in _sorted(world)
        ),
    )


def _sorted(world: World) -> list[Payment]:
    """Return the payments in the order of truth.csv."""
    return sorted(world.payments, key=lambda one: (one.source_file, one.reference))


def truth_applications(world: World) -> str:
    """Return truth_applications.csv: what is right, cent by cent."""
    return _csv(
        APPLICATIONS,
        (
            [
                one.reference,
                one.source_file,
                due.item.number,
                money(due.cash),
                money(due.discount),
                money(due.write_off),
                money(due.deduction),
                due.reason,
                due.leeway,
                int(due.named),
            ]
            for one in _sorted(world)
            for due in one.dues
        ),
    )


def truth_totals(book: Filed) -> str:
    """Return truth_totals.csv: the entries that are settled by another file."""
    return _csv(
        TOTALS,
        ([row.reference, row.source_file, money(row.amount), row.currency, row.detail_file] for row in book.totals),
    )


def texts(spec: Spec) -> dict[str, str]:
    """Make a world and return all its files by name; same spec, same bytes."""
    return told(made(spec))


def told(world: World) -> dict[str, str]:
    """Return all files of a world by name."""
    book = filed(world)
    return {
        "customers.csv": customers(world),
        "open_items.csv": open_items(world),
        "payer_links.csv": payer_links(world),
        "truth.csv": truth(world),
        "truth_applications.csv": truth_applications(world),
        "truth_totals.csv": truth_totals(book),
        **book.files,
    }


def written(spec: Spec, folder: Path) -> dict[str, str]:
    """Write a world's files into a folder and return them."""
    folder.mkdir(parents=True, exist_ok=True)
    found = texts(spec)
    for name, text in found.items():
        folder.joinpath(name).write_bytes(text.encode())
    return found
