"""The desk is what a reviewer can do with a receipt: each act is one audited command, and undo is one more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Line:
    """What a reviewer applies to one item. Minor units of the receipt's currency; `cash` of a credit memo is negative.

    `item` is an item id or a document number. cash + discount + write_off + deduction is what leaves the item.
    """

    item: str
    cash: int
    discount: int = 0
    write_off: int = 0
    deduction: int = 0
    deduction_reason: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What an act at the desk left behind: the receipt's new state, version, and the reviewer's way on."""

    receipt_id: str
    status: str
    reason: str
    applied: int
    unapplied: int
    version: int
    resolution_id: str


def accept(
    workspace: Workspace,
    receipt_id: str,
    rank: int,
    *,
    actor: str,
    version: int | None = None,
    key: str = "",
    as_of: date | None = None,
) -> Resolved:
    """Carry out proposal `rank` (1, 2, 3 …) as it was offered."""
    raise NotImplementedError


def apply(
    workspace: Workspace,
    receipt_id: str,
    lines: Sequence[Line],
    *,
    actor: str,
    version: int | None = None,
    key: str = "",
    as_of: date | None = None,
    customer_number: str = "",
    note: str = "",
) -> Resolved:
    """Apply by hand: one item or several, in full or in part, with discount or deduction; what is left stays unapplied."""
    raise NotImplementedError


def park(
    workspace: Workspace,
    receipt_id: str,
    note: str,
    *,
    actor: str,
    version: int | None = None,
    key: str = "",
    as_of: date | None = None,
) -> Resolved:
    """Leave the receipt in the queue with a note; no money moves."""
    raise NotImplementedError


def on_account(
    workspace: Workspace,
    receipt_id: str,
    customer_number: str,
    *,
    actor: str,
    version: int | None = None,
    key: str = "",
    as_of: date | None = None,
    note: str = "",
) -> Resolved:
    """Put what is left on the customer's account: known payer, no item paid."""
    raise NotImplementedError


def identify(
    workspace: Workspace,
    receipt_id: str,
    customer_number: str,
    *,
    actor: str,
    version: int | None = None,
    key: str = "",
    as_of: date | None = None,
    note: str = "",
) -> Resolved:
    """Say who paid; the receipt stays in the queue for its items."""
    raise NotImplementedError


def not_ar(
    workspace: Workspace,
    receipt_id: str,
    note: str,
    *,
    actor: str,
    version: int | None = None,
    key: str = "",
    as_of: date | None = None,
) -> Resolved:
    """Say that the money is no customer's payment; it leaves the queue to the clearing account."""
    raise NotImplementedError


def undo(
    workspace: Workspace,
    receipt_id: str,
    *,
    actor: str,
    version: int | None = None,
    key: str = "",
    as_of: date | None = None,
    note: str = "",
) -> Resolved:
    """Reverse all that was applied from the receipt and put it back in the queue; nothing is deleted."""
    raise NotImplementedError


def unapply(
    workspace: Workspace,
    receipt_id: str,
    application_id: str,
    *,
    actor: str,
    version: int | None = None,
    key: str = "",
    as_of: date | None = None,
    note: str = "",
) -> Resolved:
    """Reverse one application; its money is unapplied again and the item is open again."""
    raise NotImplementedError
