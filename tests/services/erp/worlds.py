"""Books with receipts applied to invoices, made up by number, and an ERP to tell them to."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import ledger
from kit.settings import Settings
from ledger.records import ItemType, NewApplication, NewCustomer, NewItem, NewReceipt, item_id
from services.erp.targets import Target
from services.workspace import Workspace

DAY = date(2026, 11, 20)
#: What each adapter needs to be told of an installation.
NAMES = {
    "realm": "9130", "deposit_account": "35", "account": "1", "business_unit": "Vision Operations",
    "receipt_method": "Manual", "bank_account": "10271-17621-619", "company": "usmf", "journal": "CustPay",
    "company_code": "1010", "discount_account": "4900", "write_off_account": "6900", "lockbox": "LB0001",
    "company_id": "P21", "bank_no": "1", "currency_USD": "1",
}  # fmt: skip


def target(adapter: str, url: str = "", **more: object) -> Target:
    """Return an ERP that answers quickly or not at all."""
    held = {"name": "erp", "adapter": adapter, "entity": "MAIN", "url": url, "names": NAMES, "seconds": 1}
    return Target.model_validate({**held, "settle_seconds": 2, "parallel": 8, **more})


class Clock:
    """The real clock, moved on by hand."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def pass_seconds(self, seconds: int) -> None:
        self.ahead += timedelta(seconds=seconds)


def fill(workspace: Workspace, receipts: int, seed: int = 1) -> None:
    """Book receipts, each applied to one to three invoices of its own: most whole, some short, some with a rest."""
    drawn = Random(seed)
    items, cash, applied, keys = [], [], [], []
    for place in range(receipts):
        customer = f"C{place % 50}"
        amounts = [drawn.randrange(1_000, 500_000) for _ in range(1 + place % 3)]
        numbers = [f"I{place}-{part}" for part in range(len(amounts))]
        rest = 700 if place % 11 == 0 else 0
        items += [_item(number, customer, amount) for number, amount in zip(numbers, amounts, strict=True)]
        receipt = f"rcp_{place:06d}"
        cash.append(NewReceipt(receipt, f"ent_{place:06d}", sum(amounts) + rest, "USD", DAY, DAY, customer))
        applied += [_applied(receipt, number, amount) for number, amount in zip(numbers, amounts, strict=True)]
        keys += [("document", number, f"9{place}{part}") for part, number in enumerate(numbers)]
    with book(workspace, f"fill {receipts}") as opened:
        ledger.customers.upsert(opened, [NewCustomer(f"C{n}", f"Customer {n}") for n in range(min(50, receipts))])
        ledger.items.issue(opened, items)
        ledger.receipts.receive(opened, cash)
        ledger.applications.apply(opened, applied)
        ledger.erp.add_keys(opened, "erp", [*keys, *(("customer", f"C{n}", f"8{n}") for n in range(50))])


def _item(number: str, customer: str, amount: int) -> NewItem:
    return NewItem(number, ItemType.INVOICE, customer, "USD", amount, DAY, DAY)


def _applied(receipt: str, number: str, amount: int) -> NewApplication:
    return NewApplication(receipt, item_id("MAIN", ItemType.INVOICE, number), cash=amount, gl_on=DAY)


@contextmanager
def book(workspace: Workspace, key: str) -> Iterator[ledger.Book]:
    with ledger.book(
        workspace.database, entity="MAIN", key=key, actor="t", command="fill", payload={}, recorded_at=workspace.now()
    ) as book:
        yield book


def workspace_at(path: Path | str, clock: Clock | None = None) -> Workspace:
    """Open books that may call this machine."""
    from services.workspace import opened

    url = str(path) if "://" in str(path) else f"sqlite:///{path}"
    return opened(Settings(database_url=url, outside_allowed="127.0.0.1"), clock or Clock())
